// What stands for all plans of an output folder, summary.csv and index.html, where some of them are
// drawn: the others keep their rows, because their draws stand.
//
// The one thing to know: whether these two may be replaced without `--force` depends on whether
// nothing in them is lost.

import DoubleRandom
import Tables

/// The two files over a folder, with what was drawn now.
struct BatchFiles {
  var summary: [UInt8]
  var index: [UInt8]
  /// Whether what stood there is all in them again.
  var isContinuation: Bool
}

extension BatchFiles {
  /// - Parameter isForced: whether what stands there may be replaced; what is lost is said.
  /// - Returns: nil with a finding where rows of other plans stand there in another form.
  init?(
    _ results: Results, in folder: String, isForced: Bool, _ findings: inout Findings
  ) {
    let drawn = summarySheet(
      Array(zip(results.campaigns, results.entered.records)),
      showsSeed: results.showsSeed, flavour: results.flavour)
    let path = "\(folder)/summary.csv"
    (summary, index) = (drawn, indexPage(results.entered.facts))
    isContinuation = false
    guard let own = SummaryRows(drawn, flavour: results.flavour), let old = bytesIfThere(at: path)
    else { return }
    let ids = Set(own.rows.map(\.id))
    let standing = StandingBatch(old, folder)
    if isForced { standing.reportLosses(at: path, but: ids, &findings) }
    let others = standing.rows(but: ids)
    if !others.isEmpty, standing.flavour != results.flavour {
      findings.report(
        "summary-other-form", file: path,
        arguments: [others.map(\.id).joined(separator: ", ")])
      return nil
    }
    guard var rows = SummaryRows(old, flavour: results.flavour) else { return }
    let (before, kept) = (rows.rows, ids.union(others.map(\.id)))
    rows.remove { !kept.contains($0.id) }
    rows.take(own)
    var facts = Dictionary(
      zip(own.rows.map(\.id), results.entered.facts), uniquingKeysWith: { first, _ in first })
    facts.merge(standing.facts) { drawn, _ in drawn }
    summary = rows.bytes
    index = indexPage(rows.rows.compactMap { facts[$0.id] })
    isContinuation = Set(before).isSubset(of: rows.rows) && standing.isIndexOurs
  }
}

/// What stands at a path, nothing where it cannot be read: none of it can be kept; nil where there
/// is nothing.
func bytesIfThere(at path: String) -> [UInt8]? {
  do throws(TableError) {
    return try readWholeFile(at: path)
  } catch {
    return if case .notFound = error { nil } else { [] }
  }
}

/// The plans whose rows and records stand in a folder and belong together.
private struct StandingBatch {
  private(set) var flavour: CSVFlavour?
  /// By plan.
  private(set) var facts: [String: ReportFacts] = [:]
  /// Whether `index.html` is what the records give, or is not there.
  private(set) var isIndexOurs = false
  private var all: [SummaryRows.Row] = []
  private let folder: String

  init(_ summary: [UInt8], _ folder: String) {
    self.folder = folder
    for flavour in [CSVFlavour.people, .plain] {
      guard let rows = SummaryRows(summary, flavour: flavour) else { continue }
      self.flavour = flavour
      all = rows.rows
    }
    for row in all {
      let path = "\(folder)/\(row.id)/record.json"
      guard let bytes = try? readWholeFile(at: path, limit: JSON5Limits.size),
        FileDigest(of: bytes).hex == row.digest
      else { continue }
      facts[row.id] = try? ReportFacts(bytes)
    }
    let page = indexPage(all.compactMap { facts[$0.id] })
    let path = "\(folder)/index.html"
    isIndexOurs = isFile(at: path, page) || !isRegularFile(at: path)
  }

  /// Says which plans have no row any more where the summary is written anew: those whose rows are
  /// not what their records say; of a summary that is none of ours, all whose records stand there.
  func reportLosses(at path: String, but drawn: Set<String>, _ findings: inout Findings) {
    if flavour == nil {
      let there = recordPaths(in: folder).map { OutputPlace(OutputPlace($0).folder).name }
      findings.report(
        "summary-foreign", file: path,
        arguments: [there.filter { !drawn.contains($0) }.joined(separator: ", ")],
        severity: .warning)
    }
    let gone = all.map(\.id).filter { !drawn.contains($0) && facts[$0] == nil }
    if !gone.isEmpty {
      findings.report(
        "summary-rows-gone", file: path, arguments: [gone.joined(separator: ", ")],
        severity: .warning)
    }
  }

  /// Rows of plans that are not drawn now, whose records are what the rows say.
  func rows(but drawn: Set<String>) -> [SummaryRows.Row] {
    all.filter { !drawn.contains($0.id) && facts[$0.id] != nil }
  }
}
