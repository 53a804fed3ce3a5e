// A scope in words: Chinese for the public notice (抽查对象范围), English for who reads reports so.

extension Condition {
  /// The condition as a Chinese official would write it.
  var chineseText: String { chineseText(as: Version.program) }

  /// The condition as a version of the program wrote it, whose notices must stay what they are.
  func chineseText(as program: String) -> String {
    if case .all(let parts) = self, parts.isEmpty { return "本辖区全部检查对象" }
    return text(ScopeWords(hasOneBound: Version.withOneBound.contains(program)), isInner: false)
  }

  private func text(_ words: ScopeWords, isInner: Bool) -> String {
    switch self {
    case .all(let parts):
      let text = parts.map { $0.text(words, isInner: true) }.joined(separator: "，且")
      return isInner && parts.count > 1 ? "（\(text)）" : text
    case .any(let parts):
      let text = parts.map { $0.text(words, isInner: true) }.joined(separator: "，或")
      return isInner && parts.count > 1 ? "（\(text)）" : text
    case .not(let part): return "不属于“\(part.text(words, isInner: false))”"
    case .test(let column, let test, _): return column + words.text(test)
    }
  }
}

extension Condition {
  /// The condition in English, columns and values as the registry writes them.
  var englishText: String {
    if case .all(let parts) = self, parts.isEmpty { return "all targets of the district" }
    return english(isInner: false)
  }

  private func english(isInner: Bool) -> String {
    switch self {
    case .all(let parts):
      let text = parts.map { $0.english(isInner: true) }.joined(separator: " and ")
      return isInner && parts.count > 1 ? "(\(text))" : text
    case .any(let parts):
      let text = parts.map { $0.english(isInner: true) }.joined(separator: " or ")
      return isInner && parts.count > 1 ? "(\(text))" : text
    case .not(let part): return "not (\(part.english(isInner: false)))"
    case .test(let column, let test, _): return "\(column) \(test.englishText)"
    }
  }
}

extension CellTest {
  fileprivate var englishText: String {
    switch self {
    case .oneOf(let words):
      words.count == 1 ? "is \(words[0])" : "is one of \(words.joined(separator: ", "))"
    case .prefix(let words): "begins with \(words.joined(separator: " or "))"
    case .contains(let words): "contains \(words.joined(separator: " or "))"
    case .tag(let words): "has the tag \(words.joined(separator: " or "))"
    case .days(let from, let to): englishRange(from?.text, to?.text)
    case .numbers(let from, let to): englishRange(from.map(decimalText), to.map(decimalText))
    case .isEmpty(let expected): expected ? "is empty" : "is not empty"
    }
  }

  private func englishRange(_ from: String?, _ to: String?) -> String {
    switch (from, to) {
    case (let from?, let to?): "is from \(from) to \(to)"
    case (let from?, nil): "is at least \(from)"
    case (nil, let to?): "is at most \(to)"
    case (nil, nil): "is anything"
    }
  }
}

/// How tests of a cell are worded.
private struct ScopeWords {
  /// Whether dates and numbers have their bounds in the same words.
  var hasOneBound: Bool

  func text(_ test: CellTest) -> String {
    switch test {
    case .oneOf(let words): words.count == 1 ? "为\(words[0])" : "为\(listed(words))之一"
    case .prefix(let words): "以\(listed(words))开头"
    case .contains(let words): "含有\(listed(words))字样"
    case .tag(let words): "含\(listed(words))标签"
    case .days(let from, let to): range(from?.text, to?.text, "不早于", "不晚于")
    case .numbers(let from, let to):
      range(from.map(decimalText), to.map(decimalText), "不小于", "不大于")
    case .isEmpty(let expected): expected ? "为空" : "不为空"
    }
  }

  private func listed(_ words: [String]) -> String { words.joined(separator: "、") }

  private func range(_ from: String?, _ to: String?, _ least: String, _ most: String) -> String {
    switch (from, to) {
    case (let from?, let to?): "自\(from)至\(to)"
    case (let from?, nil): (hasOneBound ? "不早于（不小于）" : least) + from
    case (nil, let to?): (hasOneBound ? "不晚于（不大于）" : most) + to
    case (nil, nil): "不限"
    }
  }
}

/// Millionths as a decimal without trailing zeros.
func decimalText(_ millionths: Int) -> String {
  let sign = millionths < 0 ? "-" : ""
  let (whole, part) = millionths.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
  if part == 0 { return "\(sign)\(whole)" }
  var digits = String(part + 1_000_000).dropFirst()
  while digits.last == "0" { digits.removeLast() }
  return "\(sign)\(whole).\(digits)"
}
