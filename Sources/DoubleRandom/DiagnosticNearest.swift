// The known word that somebody probably meant.

/// The known word nearest to `word`, or nil when none is near: at most one edit in three characters
/// (an edit inserts, drops or changes a character or swaps two neighbours), letter case aside.
/// Of equally near words the first.
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
  return best?.word
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
