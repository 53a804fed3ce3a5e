// What is done to a draw after it was made: replacing a target, and making it public. Both begin
// with verification: nothing is built on a draw that does not repeat.

import Sampling
import Tables

/// What came of an act on a draw.
public enum ActOutcome<Result: Sendable>: Sendable {
  case done(Result)
  /// The draw is not what its record and ledger say.
  case differs([Discrepancy])
  /// Refused, with findings.
  case refused
}

/// A replacement that is to be written: the ledger first, then the sheet.
public struct ReplacementResult: Sendable {
  public var ledger: Ledger
  public var sheet: OutputFile
  public var step: ReplacementStep
}

extension ReplacementStep {
  /// The places that the target leaves, for messages: task, stratum, alternates, and who comes, if
  /// anybody does.
  public struct Line: Sendable {
    public var task: String
    public var stratum: String
    public var alternates: Int
    /// Number in the draw's list; nil where no alternate was left.
    public var number: Int?
    public var target: String
    public var day: String
    /// 匹配方式.
    public var team: String
  }

  public var lines: [Line] {
    zip(zip(places, teams), rows).map { pair, row in
      func text(_ column: Int) -> String {
        switch row[column] {
        case .text(let text), .exact(let text): text
        case .number(let number): "\(number)"
        }
      }
      return Line(
        task: text(5), stratum: pair.0.stratum, alternates: pair.0.alternates,
        number: pair.0.number, target: text(9), day: text(19), team: pair.1.rawValue)
    }
  }
}

/// Replaces a target of a draw.
///
/// - Parameter id: of the target, as the registry writes it.
public func replace(
  _ id: String, _ reason: ReplacementReason, order: String?, date: Day?,
  in request: VerificationRequest, jobs: Int, findings: inout Findings
) -> ActOutcome<ReplacementResult> {
  let before = findings
  let repeated = repeatDraw(request, jobs: jobs, findings: &findings)
  // A run that was killed behind the ledger's line left no sheet: this one writes it.
  var isUnfinished = false
  switch repeated.verdict {
  case .identical: break
  case .unanswerable: return .refused
  case .differs(let all):
    isUnfinished = all.allSatisfy(\.isUnfinishedSheet)
    if !isUnfinished { return .differs(all) }
  }
  guard var book = repeated.book, let view = repeated.ledger, let draw = view.entry else {
    findings.report("no-ledger", file: request.recordPath)
    return .refused
  }
  if let line = view.ledger.voidLine(of: draw) {
    // In place of the warning that verification gave.
    findings = before
    findings.report(
      "draw-is-void", file: view.path, arguments: [request.record.planID, "\(line)"])
    return .refused
  }
  // Here, not where requests are repeated: ledgers of earlier versions may hold such a day.
  let first = request.plan.period.from
  if let date, date < first {
    findings.report("result-too-early", file: "--date", arguments: ["", date.text, first.text])
    return .refused
  }
  var ledger = view.ledger
  let grounds = Grounds(reason: reason.rawValue, order: order, date: date)
  do throws(ReplacementRefusal) {
    try book.replace(Array(id.utf8), grounds)
    ledger.appendReplacement(of: draw, book, request.record.flavour)
  } catch .alreadyReplaced where isUnfinished {
  } catch {
    let near = error == .notSelected ? book.visited(near: id, jobs: jobs) : []
    findings.add(error, id, near: near, file: request.recordPath)
    return .refused
  }
  guard let step = book.steps.last(where: { $0.target.idText == id }) else { return .refused }
  reportResult(of: step, draw, request.record.planID, view, &findings)
  return .done(
    ReplacementResult(
      ledger: ledger,
      sheet: OutputFile(
        name: ReplacementSheet.fileName, bytes: book.sheet(request.record.flavour)),
      step: step))
}

/// Warns where the results that the ledger tells of have one of the target that leaves, or may have
/// one, because they stand elsewhere.
private func reportResult(
  of step: ReplacementStep, _ draw: LedgerEntry, _ plan: String, _ view: LedgerView,
  _ findings: inout Findings
) {
  let path = Paths.joining(Paths.folder(of: view.path), "results/\(plan)/results.csv")
  let bytes = isRegularFile(at: path) ? try? readWholeFile(at: path) : nil
  if let line = view.ledger.lastResults(of: draw),
    bytes.map({ PieceDigest(of: $0).hex }) != line.text("results")
  {
    findings.warning(
      "results-elsewhere", file: view.path, line: line.sequence, arguments: [step.target.idText])
    return
  }
  let (id, result) = (Column.results[2].header, Column.results[9].header)
  guard bytes != nil, let table = try? readTable(at: path),
    let ids = table.header.index(of: id), let results = table.header.index(of: result)
  else { return }
  for (line, row) in zip(table.lines, table.rows)
  where restored(row[ids]) == step.target.idText && !row[results].isEmpty
    && restored(row[results]) != step.grounds.reason
  {
    findings.warning(
      "result-stands-already", file: path, line: line,
      arguments: [result, restored(row[results]), step.target.idText])
    return
  }
}

extension VisitBook {
  /// Targets to be visited whose ids are near to one that has no visit, or whose name it is; none
  /// where the registry has that id, which then was not mistyped.
  fileprivate func visited(near id: String, jobs: Int) -> [String] {
    let standing = visits.indices.filter { !isGone[$0] }.map { visits[$0].target }
    let named = standing.filter { $0.nameText == id }.map(\.idText)
    if !named.isEmpty { return Array(named.prefix(3)) }
    let near = idsNear(id, campaign, jobs: jobs)
    if near.contains(id) { return [] }
    let visited = Set(standing.map(\.idText))
    return Array(near.filter(visited.contains).prefix(3))
  }
}

extension Discrepancy {
  /// replacements.csv is missing, or ends before the ledger does.
  var isUnfinishedSheet: Bool {
    Paths.lastComponent(file) == ReplacementSheet.fileName && found == nil
      && ["", "row-missing"].contains(place)
  }
}

extension Findings {
  fileprivate mutating func add(
    _ refusal: ReplacementRefusal, _ id: String, near: [String], file: String
  ) {
    switch refusal {
    case .notSelected:
      report("target-not-selected", file: file, arguments: [id, near.joined(separator: ", ")])
    case .alreadyReplaced: report("target-already-replaced", file: file, arguments: [id])
    case .noDayLeft(let last):
      report("no-day-left", file: file, arguments: [id, last.text])
    }
  }
}

// MARK: - Disclosure

/// Files to be made public, and the ledger with their hashes.
public struct DisclosureResult: Sendable {
  public var ledger: Ledger
  public var files: [OutputFile]
  /// The commitment that the draw followed; nil where it followed none, or it is not at hand.
  public var commitment: OutputFile?
}

/// Prepares the public files of a draw: its list, record and notice as they are, its seed, and what
/// was replaced, without officers.
///
/// A seed discloses every draw that was made from it: none of them, committed or not, may still
/// have visits before it, and none may still have to be made.
///
/// - Parameter day: on which the files become public, as the operator states it.
public func disclose(
  _ request: VerificationRequest, on day: Day, jobs: Int, findings: inout Findings
) -> ActOutcome<DisclosureResult> {
  let repeated = repeatDraw(request, jobs: jobs, findings: &findings)
  switch repeated.verdict {
  case .identical: break
  case .unanswerable: return .refused
  case .differs(let all): return .differs(all)
  }
  guard let book = repeated.book, let view = repeated.ledger, let draw = view.entry else {
    findings.report("no-ledger", file: request.recordPath)
    return .refused
  }
  view.ledger.checkDisclosure(of: draw, request.seed, on: day, view.path, &findings)
  if findings.hasErrors { return .refused }
  var files: [OutputFile] = []
  for name in ["notice.csv", "notice.html", "draw.csv", "record.json"] {
    // Records of other versions may have no pages.
    if name == "notice.html", !request.record.outputNames.contains(name) { continue }
    let path = Paths.joining(request.folder, name)
    do throws(TableError) {
      files.append(OutputFile(name: name, bytes: try readWholeFile(at: path)))
    } catch {
      findings.add(error, file: path)
      return .refused
    }
  }
  if let seed = request.seedBytes { files.append(OutputFile(name: "seed.txt", bytes: seed)) }
  if !book.steps.isEmpty {
    let sheet = book.publicSheet(request.record.flavour)
    files.append(OutputFile(name: ReplacementSheet.fileName, bytes: sheet))
  }
  var ledger = view.ledger
  // Disclosed on that very day, it is what a run that was killed had begun: its files follow.
  if let line = ledger.disclosure(of: draw, files) {
    if let date = line.text("date"), date != day.text {
      findings.report(
        "already-disclosed", file: view.path, arguments: [date, "\(line.sequence)"])
      return .refused
    }
  } else {
    ledger.appendDisclosure(of: draw, on: day, files)
  }
  return .done(
    DisclosureResult(
      ledger: ledger, files: files, commitment: commitment(of: draw, view, &findings)))
}

/// Whether the ledger beside a record says that its draw was disclosed.
///
/// - Returns: false where there is no ledger, or none that is as it was written.
public func isDisclosed(_ recordBytes: [UInt8], at path: String) -> Bool {
  guard let (ledger, draw) = ledgerEntry(recordBytes, at: path) else { return false }
  return ledger.entries.contains {
    $0.kind == .disclosure && $0.number("draw") == draw.sequence
  }
}

/// The line of the ledger beside a record that declares its draw void.
///
/// - Returns: nil where it stands, or where no ledger tells, as beside standard input.
public func voidLine(_ recordBytes: [UInt8], at path: String) -> Int? {
  if path == "-" { return nil }
  guard let (ledger, draw) = ledgerEntry(recordBytes, at: path) else { return nil }
  return ledger.voidLine(of: draw)
}

/// Whether targets of a draw were replaced, as the ledger beside its record or the sheet tells.
public func hasReplacements(_ recordBytes: [UInt8], at path: String) -> Bool {
  if let (ledger, draw) = ledgerEntry(recordBytes, at: path) {
    return !ledger.replacements(of: draw).isEmpty
  }
  let sheet = Paths.joining(Paths.folder(of: path), ReplacementSheet.fileName)
  return path != "-" && isRegularFile(at: sheet)
}

/// The ledger beside a record, and the record's line in it; nil where either is not as written.
func ledgerEntry(
  _ recordBytes: [UInt8], at path: String
) -> (ledger: Ledger, draw: LedgerEntry)? {
  let file = Paths.joining(Paths.joining(Paths.folder(of: path), ".."), Ledger.fileName)
  var findings = Findings()
  guard let bytes = try? readBoundedFile(at: file),
    let ledger = Ledger(bytes, file: file, findings: &findings),
    let draw = ledger.draw(ofRecord: PieceDigest(of: recordBytes).hex)
  else { return nil }
  return (ledger, draw)
}

/// The file of a draw's commitment, as it stands beside the ledger.
private func commitment(
  of draw: LedgerEntry, _ view: LedgerView, _ findings: inout Findings
) -> OutputFile? {
  guard let hash = draw.text("commitment"),
    let name = view.ledger.commitment(hash)?.text("file")
  else { return nil }
  let path = Paths.joining(Paths.folder(of: view.path), name)
  if let bytes = try? readWholeFile(at: path), PieceDigest(of: bytes).hex == hash {
    return OutputFile(name: Paths.lastComponent(name), bytes: bytes)
  }
  findings.report("commitment-not-at-hand", file: path, arguments: [hash], severity: .warning)
  return nil
}

extension Ledger {
  /// The line by which these very files are public already.
  fileprivate func disclosure(of draw: LedgerEntry, _ files: [OutputFile]) -> LedgerEntry? {
    entries.first { entry in
      entry.kind == .disclosure && entry.number("draw") == draw.sequence
        && files.allSatisfy {
          entry.data["files"]?[$0.name]?.string == PieceDigest(of: $0.bytes).hex
        }
    }
  }
}

extension VisitBook {
  /// replacements.csv without the columns that name officers.
  func publicSheet(_ flavour: CSVFlavour) -> [UInt8] {
    func isPublic(_ column: Int) -> Bool {
      let header = ReplacementSheet.header[column]
      return !header.hasPrefix("组长") && !header.hasPrefix("组员") && header != "依据"
    }
    let columns = ReplacementSheet.header.indices.filter(isPublic)
    var sheet = CSVWriter(
      flavour: flavour, header: columns.map { ReplacementSheet.header[$0] })
    for (index, step) in steps.enumerated() {
      for row in step.rows {
        let whole = [.number(index + 1)] + row
        sheet.row(columns.map { whole[$0] })
      }
    }
    return sheet.bytes
  }
}
