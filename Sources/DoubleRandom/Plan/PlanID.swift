// What may be a plan's id: it becomes the name of a folder, on whatever system results are kept,
// beside everything else that stands among them.

/// Whether a plan id can be a folder's name on every system that may hold the results.
func isSafePlanID(_ id: String) -> Bool {
  let reserved = ["con", "prn", "aux", "nul"]
  let stem = id.split(separator: ".", omittingEmptySubsequences: false)[0].lowercased()
  let numbered = (1...9).contains { stem == "com\($0)" || stem == "lpt\($0)" }
  return (1...Limits.planIDCharacters).contains(id.unicodeScalars.count)
    && id.unicodeScalars.allSatisfy(isSafeInPlanID)
    && !id.hasPrefix(".") && !id.hasSuffix(".") && !reserved.contains(stem) && !numbered
    && !isOtherEntry(id)
}

/// Whether a name is that of something else in a folder of draws or of results, on systems that
/// take B for b, too: what the program writes, and what its help calls a commitment and results.
func isOtherEntry(_ id: String) -> Bool {
  [
    "ledger.jsonl", "summary.csv", "index.html", "disclosed", "results", "overview.csv",
    "open.csv", "history.csv", "commitment.json",
  ].contains(id.lowercased())
}

private func isSafeInPlanID(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
  case "\u{4E00}"..."\u{9FFF}", "\u{3400}"..."\u{4DBF}": true
  default: false
  }
}
