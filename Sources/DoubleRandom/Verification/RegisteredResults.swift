// Results as they were registered: the ledger has the SHA-256 of results.csv and publication.csv.
// Where `results` has put them in a folder beside the ledger they are held against it; results put
// elsewhere are said not to be checked.

import Tables

extension Ledger {
  /// Results of a draw's plan that are not those of any line, be it of an earlier draw of it.
  ///
  /// - Parameters:
  ///   - path: of the ledger.
  ///   - names: of the files to look for, with the ledger's keys for them.
  ///   - unchecked: receives the names of those that are not at hand as they were last registered.
  func resultDifferences(
    _ draw: LedgerEntry, _ path: String,
    _ names: [(file: String, key: String)] = [
      ("results.csv", "results"), ("publication.csv", "publication"),
    ], unchecked: inout [String]
  ) -> [Discrepancy] {
    guard let last = lastResults(of: draw), let plan = draw.text("plan"), isSafePlanID(plan)
    else { return [] }
    let draws = Set(
      entries.filter { $0.kind == .draw && $0.text("plan") == plan }.map(\.sequence))
    let lines = entries.filter { $0.kind == .results && draws.contains($0.number("draw") ?? 0) }
    let folder = Paths.folder(of: path)
    let places = (Tables.entries(ofFolder: folder) ?? []).map {
      Paths.joining(Paths.joining(folder, $0), plan)
    }
    var found: [Discrepancy] = []
    for (name, key) in names {
      var isChecked = false
      for file in places.map({ Paths.joining($0, name) }) where isRegularFile(at: file) {
        let hash = (try? readWholeFile(at: file)).map { PieceDigest(of: $0).hex }
        isChecked = isChecked || hash == last.text(key)
        if lines.contains(where: { $0.text(key) == hash }) { continue }
        found.append(
          Discrepancy(
            stage: .ledger, file: file, place: "results-differ:\(last.sequence)", expected: nil,
            found: nil))
      }
      if !isChecked, found.last.map({ Paths.lastComponent($0.file) }) != name {
        unchecked.append(name)
      }
    }
    return found
  }

  /// Reports results that were changed after they were registered, and those that are elsewhere.
  func checkResults(_ path: String, _ findings: inout Findings) {
    for draw in entries where draw.kind == .draw && !isVoid(draw) {
      var unchecked: [String] = []
      for difference in resultDifferences(draw, path, unchecked: &unchecked) {
        findings.add(
          Finding(
            severity: .error, code: "results-altered", file: difference.file,
            arguments: ["\(lastResults(of: draw)?.sequence ?? 0)"]))
      }
      guard !unchecked.isEmpty, let line = lastResults(of: draw) else { continue }
      findings.add(
        Finding(
          severity: .note, code: "results-not-at-hand", file: path, line: line.sequence,
          arguments: [unchecked.joined(separator: ", "), draw.text("plan") ?? ""]))
    }
  }
}

// MARK: - Beside the repeated draw

extension Verdict {
  func adding(_ more: [Discrepancy]) -> Verdict {
    switch self {
    case _ where more.isEmpty: self
    case .identical: .differs(more)
    case .differs(let all): .differs(all + more)
    case .unanswerable: self
    }
  }
}

extension RepeatedDraw {
  /// What the ledger shows beyond this draw: other seeds of its commitment, results that were
  /// changed.
  func ledgerDifferences(_ unchecked: inout [String]) -> [Discrepancy] {
    guard let ledger, let draw = ledger.entry, let book else { return [] }
    return ledger.ledger.seedDifferences(draw, ledger.path) { book.campaign.listHashes }
      + ledger.ledger.resultDifferences(draw, ledger.path, unchecked: &unchecked)
  }
}
