// What a run would take back of results that an earlier one registered: stations hand in their
// forms one after the other, and each run counts what it is given and nothing else.

import Tables

/// Whether anything was filled in, and all that the ledger has already: each run counts what it is
/// given and nothing else, so that a form left out takes results back. Without any form, or with
/// blank ones for a plan, nothing of it is taken back.
func reportProgress(
  _ books: [ResultBook], _ draws: [StandingDraw], _ request: ResultRequest,
  _ findings: inout Findings
) {
  for (book, draw) in zip(books, draws) {
    guard let last = draw.view.ledger.lastResults(of: draw.entry),
      var taken = taken(from: last, book, draw, request)
    else { continue }
    taken.severity = !request.files.isEmpty && !book.isBlank ? .warning : .error
    findings.add(taken)
  }
  let open = books.reduce(0) { $0 + $1.counts.open }
  if books.allSatisfy(\.isBlank), open > 0, !findings.hasErrors {
    findings.report(
      "nothing-filled-in", file: draws[0].recordPath, arguments: ["\(open)"],
      severity: .warning)
  }
}

/// What this run takes back of the results that the ledger's last line has: by visit where their
/// table is at hand, else by number.
private func taken(
  from last: LedgerEntry, _ book: ResultBook, _ draw: StandingDraw, _ request: ResultRequest
) -> Finding? {
  if let (path, earlier) = results(of: last, draw, request) {
    let lost = earlier.standings.indices.filter {
      earlier.standings[$0].stage.isDone && !book.standings[$0].stage.isDone
    }
    if lost.isEmpty { return nil }
    let ids = lost.prefix(3).map { book.book.visits[$0].target.idText }
    return Finding(
      severity: .warning, code: "results-taken-back", file: draw.recordPath,
      arguments: [
        "\(lost.count)", "\(last.sequence)", ids.joined(separator: ", "),
        lost.count > ids.count ? "…" : "", Paths.shortened(path),
      ])
  }
  let before = last.number("done") ?? 0
  // What is done becomes fewer by a replacement where its target had been visited, and where an
  // alternate was called who had, and has more items now.
  let acts = draw.view.ledger.replacements(of: draw.entry)
  let later = zip(book.book.steps, acts).filter { $1.sequence > last.sequence }.map(\.0)
  let gone = later.isEmpty ? 0 : book.leftOut
  if book.counts.done + book.begun(by: later) + gone >= before { return nil }
  return Finding(
    severity: .warning, code: "results-fewer-than-before", file: draw.recordPath,
    arguments: ["\(book.counts.done)", "\(before)", "\(last.sequence)"])
}

/// The results that a line of the ledger tells of, read as they count today, where their table
/// stands in the folder for results or beside the ledger.
private func results(
  of line: LedgerEntry, _ draw: StandingDraw, _ request: ResultRequest
) -> (path: String, book: ResultBook)? {
  let plan = draw.book.campaign.plan.id
  let beside = Paths.folder(of: draw.view.path)
  let folders =
    [request.folder]
    + (Tables.entries(ofFolder: beside) ?? []).map { Paths.joining(beside, $0) }
  let path = folders.map { Paths.joining(Paths.joining($0, plan), "results.csv") }.first {
    guard isRegularFile(at: $0), let bytes = try? readWholeFile(at: $0) else { return false }
    return PieceDigest(of: bytes).hex == line.text("results")
  }
  var unread = Findings()
  guard let path,
    let form = readForms([path], of: [plan], [draw.view.ledger], &unread).first
  else { return nil }
  var reading = ResultReading(draw.book, asOf: request.asOf, draw.view.ledger)
  reading.read(form)
  return (path, ResultBook(reading))
}

extension ResultBook {
  /// Whether no row says anything.
  fileprivate var isBlank: Bool {
    rows.allSatisfy { $0.allSatisfy { $0.entry == nil && $0.notes.isEmpty } }
  }

  /// Visits of which only a part is done, and to which these steps called an alternate.
  fileprivate func begun(by steps: [ReplacementStep]) -> Int {
    Set(steps.flatMap { $0.places.compactMap(\.visit) })
      .count { standings[$0].stage == .begun }
  }
}
