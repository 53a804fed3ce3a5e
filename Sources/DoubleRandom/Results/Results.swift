// Results come home: `collectResults` is this room's table of contents.
//
//   record ─ repeatDraw ─ visits as they stand ─ form … filled forms ─ ResultReading ─ ResultBook
//     ─ results.csv, publication.csv, publication.html, open.csv, history.csv; a line of the ledger
//
// Like every act on a draw it begins with verification, so replaced targets and their alternates
// are known from the ledger, not from a sheet that somebody edited. The line holds counts and
// hashes.

import Tables

/// What inspectors handed in, and how it is to be judged.
public struct ResultRequest: Sendable {
  public var draw: VerificationRequest
  /// Paths of filled forms.
  public var files: [String]
  /// The day on which deadlines are judged; nil: they are not.
  public var asOf: Day?
  /// The history to be continued; nil for the plan's own.
  public var history: String?

  public init(draw: VerificationRequest, files: [String], asOf: Day?, history: String?) {
    self.draw = draw
    self.files = files
    self.asOf = asOf
    self.history = history
  }
}

/// What is to be written: the ledger first.
public struct CollectedResults: Sendable {
  /// Names of all files that `collectResults` makes.
  public static let names: Set = [
    "results.csv", "publication.csv", "publication.html", "open.csv", "history.csv",
  ]

  public var ledger: Ledger
  public var files: [OutputFile]
  public var counts: ResultCounts
}

/// The blank form of a draw's visits, as replacements leave them.
public func resultForm(
  of request: VerificationRequest, _ flavour: CSVFlavour, jobs: Int, findings: inout Findings
) -> ActOutcome<[UInt8]> {
  switch standingDraw(request, jobs: jobs, findings: &findings) {
  case .done(let draw): .done(draw.book.form([], flavour))
  case .differs(let all): .differs(all)
  case .refused: .refused
  }
}

/// Reads filled forms, holds every row against the draw, and makes what follows from them.
///
/// - Parameter findings: receives what is wrong, each with its line; an error and nothing is made.
public func collectResults(
  _ request: ResultRequest, _ flavour: CSVFlavour, jobs: Int, findings: inout Findings
) -> ActOutcome<CollectedResults> {
  let draw: StandingDraw
  switch standingDraw(request.draw, jobs: jobs, findings: &findings) {
  case .done(let found): draw = found
  case .differs(let all): return .differs(all)
  case .refused: return .refused
  }
  var reading = ResultReading(draw.book, asOf: request.asOf)
  for path in request.files { reading.read(path) }
  findings.merge(reading.findings)
  guard !findings.hasErrors, var history = history(for: request, &findings) else {
    return .refused
  }
  let results = ResultBook(reading)
  results.report(request, &findings)
  results.add(to: &history)
  let files = [
    OutputFile(name: "results.csv", bytes: results.book.form(results.rows, flavour)),
    OutputFile(name: "publication.csv", bytes: results.publicSheet(flavour)),
    OutputFile(name: "publication.html", bytes: resultPage(results, asOf: request.asOf)),
    OutputFile(name: "open.csv", bytes: results.openSheet(flavour)),
    OutputFile(name: "history.csv", bytes: history.bytes),
  ]
  var ledger = draw.view.ledger
  ledger.appendResults(of: draw.entry, results.counts, request.asOf, files)
  return .done(CollectedResults(ledger: ledger, files: files, counts: results.counts))
}

// MARK: - The draw

/// A draw that repeats, is on the ledger and not void.
private struct StandingDraw: Sendable {
  var book: VisitBook
  var view: LedgerView
  var entry: LedgerEntry
}

/// Repeats the draw. Its warnings about registries were shown when it was made, and are not again.
private func standingDraw(
  _ request: VerificationRequest, jobs: Int, findings: inout Findings
) -> ActOutcome<StandingDraw> {
  var own = Findings()
  let repeated = repeatDraw(request, jobs: jobs, findings: &own)
  switch repeated.verdict {
  case .identical: break
  case .unanswerable:
    findings.merge(own)
    return .refused
  case .differs(let all): return .differs(all)
  }
  guard let book = repeated.book, let view = repeated.ledger, let entry = view.entry else {
    findings.report("no-ledger", file: request.recordPath)
    return .refused
  }
  if view.ledger.isVoid(entry) {
    findings.report("draw-is-void", file: view.path, arguments: ["\(entry.sequence)"])
    return .refused
  }
  return .done(StandingDraw(book: book, view: view, entry: entry))
}

private func history(
  for request: ResultRequest, _ findings: inout Findings
) -> HistoryTable? {
  if let path = request.history {
    return HistoryTable(InputFile(name: path, path: path), findings: &findings)
  }
  guard let file = request.draw.plan.inputs.history else { return HistoryTable() }
  return HistoryTable(file, findings: &findings)
}

extension ResultBook {
  /// What somebody should know who reads the outcome.
  fileprivate func report(_ request: ResultRequest, _ findings: inout Findings) {
    let path = request.draw.recordPath
    if request.asOf == nil { findings.report("no-as-of", file: path, severity: .note) }
    let gone = rows.count { visit in
      visit.contains { $0.entry?.results.contains { $0.replacementReason != nil } ?? false }
    }
    if gone > 0 {
      findings.report(
        "result-could-be-replaced", file: path, arguments: ["\(gone)"], severity: .note)
    }
    let last = standings.compactMap(\.deadline).max()
    if let last, let calendar = book.registries.calendar, !calendar.knows(last) {
      findings.warning(
        "calendar-unknown-year", at: plan.schedule.location,
        arguments: [last.text, "\(last.year)"])
    }
  }
}

// MARK: - The ledger

extension Ledger {
  /// The results so far; what the draw's last such line says already is not said again.
  fileprivate mutating func appendResults(
    of draw: LedgerEntry, _ counts: ResultCounts, _ asOf: Day?, _ files: [OutputFile]
  ) {
    let data = JSON.object([
      ("plan", draw.text("plan").map(JSON.string) ?? .null), ("draw", .int(draw.sequence)),
      ("asOf", asOf.map { .string($0.text) } ?? .null), ("planned", .int(counts.planned)),
      ("done", .int(counts.done)), ("open", .int(counts.open)),
      ("replaced", .int(counts.replaced)), ("public", .int(counts.count(.published))),
      ("overdue", .int(counts.overdueVisits + counts.overdueResults)),
      ("results", hash(of: "results.csv", files)),
      ("publication", hash(of: "publication.csv", files)),
    ])
    let last = entries.last { $0.kind == .results && $0.number("draw") == draw.sequence }
    if last?.data.json.text(indent: false) == data.text(indent: false) { return }
    append(.results, data)
  }

  private func hash(of name: String, _ files: [OutputFile]) -> JSON {
    .string(PieceDigest(of: files.first { $0.name == name }?.bytes ?? []).hex)
  }
}
