// The registries beside the targets: inspectors, items, history, recusals, calendar. They are read
// whole, every cell that matters is checked, and what is wrong is a finding with its line.

import Tables

/// An earlier visit (检查历史).
struct HistoryRow: Sendable {
  var id: String
  var day: Day
  /// Drawn by a plan, not caused by a complaint or the like.
  var isPlanned: Bool
  var kind: String
  /// References of the officers who went, where the registry says.
  var officers: [String] = []
  var line = 0
}

/// An officer (执法检查人员).
public struct Inspector: Sendable {
  public var id: String
  /// The department whose registry this is; empty for the plan's own.
  public var department = ""
  public var name: String
  public var unit: String
  public var district: String
  public var qualifications: [String]
  public var certificate: String
  /// Nil: no certificate.
  public var certificateUntil: Day?
  public var isExpert: Bool
  public var isAuxiliary: Bool
  public var isActive: Bool
  /// Spans of leave, as written.
  public var leave: [Window]
  public var load: Int
  /// Ids or names of enterprises that the officer must not inspect.
  public var recusedFrom: [String]
  var line: Int

  /// What names one person among all registries of a plan, in tickets, recusals and history: the
  /// id, after `department/` for another department.
  public var reference: String { department.isEmpty ? id : "\(department)/\(id)" }
}

/// An inspection item (抽查事项).
public struct InspectionItem: Sendable {
  public var code: String
  public var title: String
  public var kind: String
  /// Qualifications that the team must hold.
  public var needs: [String]
}

/// An officer and a target that must not meet.
public struct Recusal: Sendable {
  /// A reference.
  public var officer: String
  public var target: String
  var line = 0
}

/// What a small registry holds, and the file's digest; no digest when it could not be read.
struct SmallRegistry<Content> {
  var content: Content
  var facts: TableFacts?
  var header: Header?
}

/// What 岗位状态 may say; another word is taken as absence, with a warning.
private let activeWords = ["在岗", "在职", "active"]
private let inactiveWords = [
  "不在岗", "离岗", "离职", "调离", "借调", "借出", "挂职", "脱产", "退休", "停职", "休假", "请假", "病假", "产假",
  "inactive",
]

func readInspectors(
  _ file: InputFile, findings: inout Findings
) -> SmallRegistry<[Inspector]> {
  guard
    var table = SmallTable(
      file, known: Column.inspectors,
      required: ["officer", "officerName", "officerDistrict", "certificate", "certificateUntil"],
      isOfPeople: true, findings: &findings)
  else { return SmallRegistry(content: []) }
  table.findings.officerColumnsNotFound(table.header, file: file)
  var seen: [String: Int] = [:]
  var certificates: [String: Int] = [:]
  let inspectors = table.rows.compactMap { row -> Inspector? in
    guard let id = table.key(row, "officer", &seen) else { return nil }
    table.checkNumber(row, "officer")
    table.checkNumber(row, "certificate")
    // Two officers with one certificate are one person, who would go alone.
    let certificate = table.cell(row, "certificate")
    if !certificate.isEmpty { _ = table.key(row, "certificate", &certificates) }
    return Inspector(
      id: id, name: table.required(row, "officerName"), unit: table.exactCell(row, "officerUnit"),
      district: table.required(row, "officerDistrict"),
      qualifications: table.list(row, "qualifications"), certificate: certificate,
      certificateUntil: table.day(row, "certificateUntil"),
      isExpert: table.flag(row, "expert"), isAuxiliary: table.flag(row, "auxiliary"),
      isActive: isActive(&table, row), leave: leave(&table, row),
      load: load(&table, row),
      recusedFrom: table.list(row, "recusedFrom"), line: row.line)
  }
  findings.merge(table.findings)
  return SmallRegistry(content: inspectors, facts: table.facts, header: table.header)
}

/// Trips of earlier quarters; an empty cell is none.
private func load(_ table: inout SmallTable, _ row: SmallTable.Row) -> Int {
  let text = table.cell(row, "load")
  guard !text.isEmpty else { return 0 }
  guard let load = decimalInteger(Array(text.utf8)) else {
    table.error("bad-number-cell", row, "load", text)
    return 0
  }
  if load > Limits.load { table.error("load-too-large", row, "load", text, "\(Limits.load)") }
  return min(load, Limits.load)
}

private func isActive(_ table: inout SmallTable, _ row: SmallTable.Row) -> Bool {
  let status = table.exactCell(row, "dutyStatus")
  if status.isEmpty || activeWords.contains(status) { return true }
  if !inactiveWords.contains(status) {
    table.warning(
      "unknown-duty", row, "dutyStatus", status,
      nearest(status, among: activeWords + inactiveWords) ?? "")
  }
  return false
}

/// As many beginnings as ends, several between `;`: the first belongs to the first.
private func leave(_ table: inout SmallTable, _ row: SmallTable.Row) -> [Window] {
  let (from, to) = (table.days(row, "leaveFrom"), table.days(row, "leaveTo"))
  if from.isEmpty != to.isEmpty {
    table.error("half-leave", row, "leaveFrom")
  } else if from.count != to.count {
    table.error("uneven-leave", row, "leaveFrom", "\(from.count)", "\(to.count)")
  }
  return zip(from, to).compactMap { from, to in
    guard let from, let to else { return nil }
    if from > to { table.error("reversed-leave", row, "leaveFrom", from.text, to.text) }
    return Window(from: from, to: max(from, to))
  }
}

func readItems(_ file: InputFile, findings: inout Findings) -> SmallRegistry<[InspectionItem]> {
  guard
    var table = SmallTable(
      file, known: Column.items, required: ["item", "itemTitle"], findings: &findings)
  else { return SmallRegistry(content: []) }
  if !table.has("needs") {
    table.findings.itemColumnNotFound(role: "needs", table.header, file: file)
  }
  var seen: [String: Int] = [:]
  let items = table.rows.compactMap { row -> InspectionItem? in
    guard let code = table.key(row, "item", &seen) else { return nil }
    return InspectionItem(
      code: code, title: table.required(row, "itemTitle"), kind: table.cell(row, "itemKind"),
      needs: table.list(row, "needs"))
  }
  findings.merge(table.findings)
  return SmallRegistry(content: items, facts: table.facts)
}

func readHistory(_ file: InputFile, findings: inout Findings) -> SmallRegistry<[HistoryRow]> {
  guard
    var table = SmallTable(
      file, known: Column.history, required: ["id", "date"], findings: &findings)
  else { return SmallRegistry(content: []) }
  let rows = table.rows.compactMap { row -> HistoryRow? in
    let id = table.targetID(row)
    if table.cell(row, "date").isEmpty { table.error("empty-key-cell", row, "date") }
    guard let day = table.day(row, "date"), !id.isEmpty else { return nil }
    return HistoryRow(
      id: id, day: day, isPlanned: !table.exactCell(row, "plan").isEmpty,
      kind: table.exactCell(row, "visitKind"), officers: table.list(row, "officers"),
      line: row.line)
  }
  findings.merge(table.findings)
  return SmallRegistry(content: rows, facts: table.facts, header: table.header)
}

/// Recusals; those that name an officer nobody knows are findings.
///
/// - Parameter officers: reference → name of all who are known; nil where a registry could not be
///   read.
func readRecusals(
  _ file: InputFile, officers: [String: String]?, findings: inout Findings
) -> SmallRegistry<[Recusal]> {
  guard
    var table = SmallTable(
      file, known: Column.recusals, required: ["officer", "id"], isOfPeople: true,
      findings: &findings)
  else { return SmallRegistry(content: []) }
  var words: OfficerWords?
  let recusals = table.rows.map { row in
    let officer = table.required(row, "officer")
    if let officers, !officer.isEmpty, officers[officer] == nil {
      let known = words ?? OfficerWords(officers.map { ($0.key, $0.value) })
      words = known
      let (isName, meant) = (officers.values.contains(officer), known[officer] ?? "")
      table.warning(
        "unknown-officer", row, "officer", officer, isName ? meant : "", isName ? "" : meant)
    }
    return Recusal(officer: officer, target: table.targetID(row), line: row.line)
  }
  findings.merge(table.findings)
  return SmallRegistry(content: recusals, facts: table.facts)
}

func readCalendar(_ file: InputFile, findings: inout Findings) -> SmallRegistry<WorkCalendar?> {
  guard
    var table = SmallTable(
      file, known: Column.calendar, required: ["date", "dayKind"], findings: &findings)
  else { return SmallRegistry(content: nil) }
  var seen: [String: Int] = [:]
  var days: [(Day, Bool)] = []
  var lines: [Day: Int] = [:]
  for row in table.rows {
    guard table.key(row, "date", &seen) != nil, let day = table.day(row, "date") else { continue }
    // Written in two ways, a day can stand twice although no cell does.
    if let first = lines[day] {
      table.error("duplicate-key-cell", row, "date", day.text, "\(first)")
    }
    lines[day] = row.line
    switch table.exactCell(row, "dayKind") {
    case "休", "off": days.append((day, false))
    case "班", "work": days.append((day, true))
    default: table.error("bad-day-kind", row, "dayKind", table.cell(row, "dayKind"))
    }
  }
  findings.merge(table.findings)
  return SmallRegistry(content: WorkCalendar(exceptions: days), facts: table.facts)
}
