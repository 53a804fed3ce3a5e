// What somebody probably meant: the known word, the ratio, the date. Only ever a suggestion.

import Sampling

/// The known word nearest to `word`, or nil when none is near: at most one edit in three characters
/// (an edit inserts, drops or changes a character or swaps two neighbours), letter case aside.
/// Of equally near words the first. Where none is near, the only one that abbreviates `word` or is
/// abbreviated by it: `min` means `minimum`, 投诉数 means 投诉举报数.
public func nearest(_ word: String, among known: [String]) -> String? {
  let asked = Array(word.lowercased().unicodeScalars)
  guard asked.count <= 200 else { return nil }
  var best: (word: String, distance: Int)?
  for candidate in known {
    let scalars = Array(candidate.lowercased().unicodeScalars)
    let allowed = max(1, max(asked.count, scalars.count) / 3)
    guard abs(asked.count - scalars.count) <= allowed else { continue }
    let distance = editDistance(asked, scalars)
    guard distance <= allowed, distance < max(asked.count, scalars.count) else { continue }
    if distance < best?.distance ?? .max { best = (candidate, distance) }
  }
  if let best { return best.word }
  let similar = known.filter { abbreviates(asked, Array($0.lowercased().unicodeScalars)) }
  return Set(similar).count == 1 ? similar[0] : nil
}

/// Whether one text begins or ends with the other (of two characters or more), or has all of its
/// characters in order and is at most twice as long.
private func abbreviates(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Bool {
  let (short, long) = a.count < b.count ? (a, b) : (b, a)
  guard short.count >= 2 else { return false }
  if long.starts(with: short) || long.suffix(short.count).elementsEqual(short) { return true }
  guard short.count * 2 >= long.count else { return false }
  var rest = long[...]
  return short.allSatisfy { scalar in
    guard let index = rest.firstIndex(of: scalar) else { return false }
    rest = rest[(index + 1)...]
    return true
  }
}

/// Optimal string alignment distance: edits, each place edited once. O(|a|·|b|).
private func editDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...b.count)
  for i in a.indices {
    var current = [i + 1]
    for j in b.indices {
      let change = previous[j] + (a[i] == b[j] ? 0 : 1)
      var distance = min(change, previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        distance = min(distance, beforePrevious[j - 1] + 1)
      }
      current.append(distance)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[b.count]
}

/// The shortest word that has two thirds of the Chinese characters of `word`, in order: 所在区县 is
/// probably 所属区. Nil for other words, and where two are equally good.
func mostShared(_ word: String, among known: [String]) -> String? {
  let asked = Array(word.unicodeScalars)
  guard asked.count >= 3, asked.allSatisfy({ (0x4E00...0x9FFF).contains($0.value) }) else {
    return nil
  }
  let ranked = known.map { known in
    (word: known, shared: sharedCount(asked, Array(known.unicodeScalars)))
  }
  .filter { $0.shared * 3 >= asked.count * 2 }
  .sorted { ($1.shared, $0.word.count) < ($0.shared, $1.word.count) }
  guard let best = ranked.first else { return nil }
  let rivals = ranked.dropFirst().filter {
    $0.shared == best.shared && $0.word.count == best.word.count
  }
  return rivals.isEmpty ? best.word : nil
}

/// The length of the longest text that both contain, with gaps.
private func sharedCount(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
  var lengths = [Int](repeating: 0, count: b.count + 1)
  for scalar in a {
    var diagonal = 0
    for (index, other) in b.enumerated() {
      let above = lengths[index + 1]
      lengths[index + 1] = scalar == other ? diagonal + 1 : max(above, lengths[index])
      diagonal = above
    }
  }
  return lengths[b.count]
}

/// `0.035` as `3.5%`; nil for what is not written as digits behind a point.
func percentage(ofDecimal text: String) -> String? {
  let parts = text.split(separator: ".", omittingEmptySubsequences: false)
  guard parts.count == 2, parts[0].allSatisfy({ $0 == "0" }) else { return nil }
  let digits = parts[1] + String(repeating: "0", count: max(0, 2 - parts[1].count))
  let whole = digits.prefix(2).drop { $0 == "0" }
  var rest = digits.dropFirst(2)
  while rest.last == "0" { rest.removeLast() }
  return (whole.isEmpty ? "0" : String(whole)) + (rest.isEmpty ? "" : ".\(rest)") + "%"
}

/// The ratio that `text` becomes without blanks, full-width marks and doubled signs; nil if none.
func nearestRatio(_ text: String) -> String? {
  var result = ""
  for scalar in text.unicodeScalars where scalar.value != 0x20 && scalar.value != 0x3000 {
    // Full-width forms stand at a fixed distance from ASCII.
    let isWide = (0xFF01...0xFF5E).contains(scalar.value)
    guard let plain = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar else { return nil }
    if plain == "%", result.last == "%" { continue }
    result.unicodeScalars.append(plain)
  }
  guard result != text, let ratio = Fraction(result), ratio <= .one else { return nil }
  return result
}

/// Whether words stand where a date without end is meant.
func isEndless(_ text: String) -> Bool {
  ["长期", "长期有效", "永久", "永久有效", "无期限", "无固定期限", "不限", "long-term", "permanent"].contains(text)
}

/// From 2000 to 2099, as days since 1899-12-30.
private let spreadsheetDays = 36_526...73_050

/// The date that `text` becomes when its numbers are year, month and day, or what it counts as a
/// spreadsheet does, in days; nil if they are not.
func nearestDate(_ text: String) -> String? {
  if let days = decimalInteger(Array(text.utf8)), spreadsheetDays.contains(days) {
    return Day(year: 1899, month: 12, day: 30).map { ($0 + days).text }
  }
  let numbers = text.split { !$0.isASCII || !$0.isNumber }.map(String.init)
  var parts = numbers
  if numbers.count == 1, numbers[0].count == 8 {
    let digits = numbers[0]
    parts = [
      String(digits.prefix(4)), String(digits.dropFirst(4).prefix(2)), String(digits.suffix(2)),
    ]
  }
  guard parts.count == 3, parts[0].count == 4, parts[1].count <= 2, parts[2].count <= 2,
    let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
  else { return nil }
  return Day(year: year, month: month, day: day)?.text
}
