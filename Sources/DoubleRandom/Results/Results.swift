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
  /// One draw, or those of a batch.
  public var draws: [VerificationRequest]
  /// Paths of filled forms; a row belongs to the draw of its 计划编号.
  public var files: [String]
  /// The day on which deadlines are judged; nil: they are not.
  public var asOf: Day?
  /// The history to be continued; nil for each plan's own.
  public var history: String?
  /// Whether there are files over all plans; also where of a batch only one plan's draw stands.
  public var isBatch: Bool
  /// Where results will stand: those of last time may stand there now.
  public var folder: String

  public init(
    draws: [VerificationRequest], files: [String], asOf: Day?, history: String?, isBatch: Bool,
    folder: String
  ) {
    self.isBatch = isBatch
    self.folder = folder
    self.draws = draws
    self.files = files
    self.asOf = asOf
    self.history = history
  }
}

/// What is to be written: the ledgers first.
public struct CollectedResults: Sendable {
  /// Names of all files that `collectResults` makes in a plan's folder.
  public static let names: Set = [
    "results.csv", "publication.csv", "publication.html", "open.csv", "history.csv",
  ]

  /// What became of one plan.
  public struct PlanResults: Sendable {
    public var id: String
    public var files: [OutputFile]
    public var counts: ResultCounts
  }

  /// Each ledger with where it stands, as `ledgerPath` says it.
  public var ledgers: [(path: String, ledger: Ledger)]
  public var plans: [PlanResults]
  /// Over the whole batch; none of a single draw.
  public var files: [OutputFile]
  public var counts: ResultCounts
}

/// Where the ledger of a record stands: two records of one folder have the same.
public func ledgerPath(ofRecord path: String) -> String {
  Paths.shortened(
    Paths.joining(Paths.joining(Paths.folder(of: path), ".."), Ledger.fileName))
}

/// The blank form of all draws' visits, as replacements leave them.
public func resultForm(
  of draws: [VerificationRequest], _ flavour: CSVFlavour, jobs: Int, findings: inout Findings
) -> ActOutcome<[UInt8]> {
  var sheet = CSVWriter(flavour: flavour, header: Column.results.map(\.header))
  for request in draws {
    switch standingDraw(request, jobs: jobs, findings: &findings) {
    case .done(let draw): draw.book.addForm([], to: &sheet)
    case .differs(let all): return .differs(all)
    case .refused: return .refused
    }
  }
  return .done(sheet.bytes)
}

/// Reads filled forms, holds every row against its draw, and makes what follows from them.
///
/// - Parameter findings: receives what is wrong, each with its line; an error and nothing is made.
public func collectResults(
  _ request: ResultRequest, _ flavour: CSVFlavour, jobs: Int, findings: inout Findings
) -> ActOutcome<CollectedResults> {
  var draws: [StandingDraw] = []
  for one in request.draws {
    switch standingDraw(one, jobs: jobs, findings: &findings) {
    case .done(let found): draws.append(found)
    case .differs(let all): return .differs(all)
    case .refused: return .refused
    }
  }
  let forms = readForms(
    request.files, of: draws.map(\.book.campaign.plan.id), draws.map(\.view.ledger), &findings)
  let books = draws.map { draw in
    var reading = ResultReading(draw.book, asOf: request.asOf, draw.view.ledger)
    for form in forms { reading.read(form) }
    findings.merge(reading.findings)
    return ResultBook(reading)
  }
  if findings.hasErrors { return .refused }
  var made = CollectedResults(ledgers: [], plans: [], files: [], counts: ResultCounts())
  let histories = histories(of: books, request, &findings)
  guard histories.count == books.count else { return .refused }
  for (index, (draw, results)) in zip(draws, books).enumerated() {
    var history = histories[index]
    results.report(recordPath: draw.recordPath, &findings)
    results.add(to: &history)
    let files = results.files(history, request.asOf, flavour)
    made.plans.append(
      CollectedResults.PlanResults(
        id: results.plan.id, files: files, counts: results.counts))
    made.counts.add(results.counts)
    made.append(draw, results.counts, request.asOf, files)
  }
  reportProgress(books, draws, request, &findings)
  if findings.hasErrors { return .refused }
  if request.asOf == nil {
    findings.report("no-as-of", file: request.draws[0].recordPath, severity: .note)
  }
  if request.isBatch {
    made.files = batchFiles(books, histories[0], request, flavour, &findings)
  }
  return .done(made)
}

extension CollectedResults {
  /// Adds a draw's line to its ledger, behind those of the draws before it.
  fileprivate mutating func append(
    _ draw: StandingDraw, _ counts: ResultCounts, _ asOf: Day?, _ files: [OutputFile]
  ) {
    let path = ledgerPath(ofRecord: draw.recordPath)
    let index = ledgers.firstIndex { $0.path == path } ?? ledgers.count
    if index == ledgers.count { ledgers.append((path, draw.view.ledger)) }
    ledgers[index].ledger.appendResults(of: draw.entry, counts, asOf, files)
  }
}

extension ResultBook {
  fileprivate func files(
    _ history: HistoryTable, _ asOf: Day?, _ flavour: CSVFlavour
  ) -> [OutputFile] {
    [
      OutputFile(name: "results.csv", bytes: book.form(rows, flavour)),
      OutputFile(name: "publication.csv", bytes: publicSheet(flavour)),
      OutputFile(name: "publication.html", bytes: resultPage(self, asOf: asOf)),
      OutputFile(name: "open.csv", bytes: openSheet([self], flavour)),
      OutputFile(name: "history.csv", bytes: history.bytes),
    ]
  }
}

/// The tables over a batch: counts of each plan, all open visits, and, where the plans share a
/// history, one history with the visits of all.
private func batchFiles(
  _ books: [ResultBook], _ shared: HistoryTable, _ request: ResultRequest,
  _ flavour: CSVFlavour, _ findings: inout Findings
) -> [OutputFile] {
  var files = [
    OutputFile(name: "overview.csv", bytes: overviewSheet(books, request.asOf, flavour)),
    OutputFile(name: "open.csv", bytes: openSheet(books, flavour)),
  ]
  let inputs = Set(books.map { Paths.shortened($0.plan.inputs.history?.path ?? "") })
  if request.history != nil || inputs.count == 1 {
    var history = shared
    for book in books { book.add(to: &history) }
    files.append(OutputFile(name: "history.csv", bytes: history.bytes))
  } else {
    findings.report(
      "histories-differ", file: books[0].plan.inputs.history?.display ?? books[0].plan.id,
      severity: .note)
  }
  return files
}

// MARK: - The draw

/// A draw that repeats, is on the ledger and not void.
struct StandingDraw: Sendable {
  var recordPath: String
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
  if let line = view.ledger.voidLine(of: entry) {
    findings.report(
      "draw-is-void", file: view.path, arguments: [request.record.planID, "\(line)"])
    return .refused
  }
  return .done(StandingDraw(recordPath: request.recordPath, book: book, view: view, entry: entry))
}

/// The history of each plan, a file read once for all that name it; fewer with findings.
private func histories(
  of books: [ResultBook], _ request: ResultRequest, _ findings: inout Findings
) -> [HistoryTable] {
  let given = request.history.map { InputFile(name: $0, path: $0) }
  var read: [InputFile: HistoryTable?] = [:]
  return books.compactMap { book in
    guard let file = given ?? book.plan.inputs.history else { return HistoryTable() }
    if let known = read[file] { return known }
    let table = HistoryTable(file, findings: &findings)
    read[file] = .some(table)
    return table
  }
}

extension ResultBook {
  /// What somebody should know who reads the outcome.
  fileprivate func report(recordPath path: String, _ findings: inout Findings) {
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
    if lastResults(of: draw)?.data.json.text(indent: false) == data.text(indent: false) { return }
    append(.results, data)
  }

  /// The last line about results of a draw.
  func lastResults(of draw: LedgerEntry) -> LedgerEntry? {
    entries.last { $0.kind == .results && $0.number("draw") == draw.sequence }
  }

  private func hash(of name: String, _ files: [OutputFile]) -> JSON {
    .string(PieceDigest(of: files.first { $0.name == name }?.bytes ?? []).hex)
  }
}
