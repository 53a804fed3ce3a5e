// `explain --record-only`: what a record says of an id without any registry, and what the list says
// where draw.csv stands beside the record and is the record's own.
//
// The one thing to know: any text has a ticket, so what cannot be a credit code is answered with
// what is wrong with it, and with no ticket that would look like an answer.

import Sampling
import Tables

/// What a record says of an id without any registry.
public struct RecordExplanation: Sendable {
  public struct Task: Sendable {
    public var draw: RecordedDraw
    public var ticket: Ticket
    /// Where the list has it; nil where it does not, or is not at hand.
    public var listed: ListedPlace?
  }

  public var planID: String
  /// As the plan's cleaning leaves it.
  public var id: String
  public var seedHash: String
  public var tasks: [Task]
  /// Whether draw.csv was at hand: who is not on it was not drawn.
  public var hasList: Bool
  /// Of an id that is no credit code and not on the list, those on it that are near.
  public var near: [String]
  /// What became of it since, where targets were replaced and replacements.csv is at hand.
  public var replacements: [RecordedReplacement]?
  /// Whether targets were replaced since, and of whom is not known here.
  public var isAsDrawn: Bool
}

/// Where a target stands on the list of a task.
public struct ListedPlace: Sendable, Hashable {
  public var stratum: String
  /// From 1, within the stratum.
  public var rank: Int
  public var isSelected: Bool
}

/// A text that a registry of credit codes cannot have as an id.
public struct NotACodeExplanation: Sendable {
  public var id: String
  public var planID: String
  public var problem: Finding
  /// The code that was probably meant, and those on the list that are near.
  public var near: [String]
}

/// Explains an id from a record and the list beside it, where there is one.
///
/// - Parameter findings: says why there is no answer: the list is not the record's.
/// - Returns: nil when there is no answer.
public func explainFromRecord(
  _ id: String, _ record: DrawRecord, recordBytes: [UInt8], recordPath: String,
  findings: inout Findings
) -> Explanation? {
  let list = record.list(beside: recordPath, &findings)
  if findings.hasErrors { return nil }
  let id = record.cleaned(id)
  let places = list?.filter { $0.id == id } ?? []
  let holdsCodes = record.holdsCreditCodes(list ?? [])
  let isWrongCode = holdsCodes && CreditCode.check(Array(id.utf8)) != nil
  let near = places.isEmpty && isWrongCode ? idsNear(id, (list ?? []).map(\.id)) : []
  if places.isEmpty, let problem = problem(of: id, holdsCodes) {
    let meant = creditCode(meantBy: id)
    return .notACode(
      NotACodeExplanation(
        id: id, planID: record.planID, problem: problem,
        near: [meant].compactMap { $0 } + near.filter { $0 != meant }))
  }
  let replacements = recordedReplacements(of: id, recordBytes, at: recordPath)
  let isAsDrawn = replacements == nil && hasReplacements(recordBytes, at: recordPath)
  if isAsDrawn { findings.report("replacements-unknown", file: recordPath, severity: .warning) }
  if list == nil, !holdsCodes {
    findings.report("any-text-has-ticket", file: recordPath, severity: .warning)
  }
  let tasks = record.draws.compactMap { draw in
    Hash(hex: draw.stageKey).map { key in
      RecordExplanation.Task(
        draw: draw, ticket: TicketKey(hash: key).ticket(id),
        listed: places.first { $0.task == draw.number }?.place)
    }
  }
  return .record(
    RecordExplanation(
      planID: record.planID, id: id, seedHash: record.seedHash, tasks: tasks,
      hasList: list != nil, near: near,
      replacements: replacements, isAsDrawn: isAsDrawn))
}

/// Why no row of a registry can have this id; a wrong check character is no reason, because such
/// rows count as written.
private func problem(of id: String, _ holdsCodes: Bool) -> Finding? {
  let bytes = Array(id.utf8)
  guard let problem = IDProblem(bytes, isCreditCode: holdsCodes),
    problem.code != "disputed-character"
  else { return nil }
  if problem.code == "invalid-code" {
    switch CreditCode.check(bytes) {
    case .checkCharacter, .innerCheckDigit, nil: return nil
    default: break
    }
  }
  return Finding(
    severity: .note, code: problem.code, file: "",
    arguments: ["", id] + problem.arguments { "\"\($0)\"" })
}

// MARK: - What the record tells of its ids

/// A row of draw.csv.
private struct ListedTarget {
  var task: String
  var id: String
  var place: ListedPlace
}

extension DrawRecord {
  private func targetRule(_ key: String) -> JSON5Value? {
    tree.value(at: ["rules", "inputs", "targets", key])
  }

  /// An id with the cleaning that the plan declares.
  fileprivate func cleaned(_ id: String) -> String {
    let clean = targetRule("clean")
    let steps = clean?.elements?.compactMap(\.string) ?? [clean?.string].compactMap { $0 }
    var bytes = Array(id.utf8)
    if steps.contains("trim") { trim(&bytes) }
    if steps.contains("uppercase") { uppercase(&bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether ids were checked as credit codes: the plan is strict or their column is called so, as
  /// it is where the plan does not name it. A list with another id, in a draw that found no wrong
  /// code, shows that the column has the bare name of its role.
  fileprivate func holdsCreditCodes(_ list: [ListedTarget]) -> Bool {
    if case .bool(true)? = targetRule("strict")?.kind { return true }
    let mapped = targetRule("columns")?.members?.first { Column.targets[0].isNamed($0.key) }
    if let header = mapped?.value.string { return Column.holdsCreditCodes(header) }
    return tree.value(at: ["registry", "findings", "invalid-code"]) != nil
      || list.allSatisfy { CreditCode.check(Array($0.id.utf8)) == nil }
  }

  /// The rows of draw.csv beside the record; nil where there is none, or, with a finding, another.
  fileprivate func list(beside recordPath: String, _ findings: inout Findings) -> [ListedTarget]? {
    // What comes through standard input stands beside nothing.
    if recordPath == "-" { return nil }
    let path = Paths.joining(Paths.folder(of: recordPath), "draw.csv")
    guard let bytes = readIfThere(path, &findings) else { return nil }
    guard FileDigest(of: bytes).hex == outputDigest(of: "draw.csv") else {
      findings.error("file-changed", file: Paths.shortened(path), arguments: ["outputs.files"])
      return nil
    }
    // Who alters the list and its digest alike has not altered what the tickets are.
    if let first = listDifferences(at: path, self, findings: &findings).first {
      findings.add(
        Finding(
          severity: .error, code: "list-contradicts-record", file: Paths.shortened(path),
          line: first.line))
    }
    if findings.hasErrors { return nil }
    guard let table = readTable(at: path, &findings) else { return nil }
    let headers = ["任务编号", "抽取层", "抽取序号", "统一社会信用代码", "名单类别"]
    let columns = headers.compactMap(table.header.index(of:))
    guard columns.count == headers.count else {
      findings.missingColumn(headers[0], table.header, file: path)
      return nil
    }
    return table.rows.map { row in
      let cells = columns.map { flavour == .people ? restored(row[$0]) : row[$0] }
      return ListedTarget(
        task: cells[0], id: cells[3],
        place: ListedPlace(
          stratum: cells[1], rank: Int(cells[2]) ?? 0, isSelected: cells[4] == "正选"))
    }
  }
}
