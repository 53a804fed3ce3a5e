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
}

/// An officer (执法检查人员).
public struct Inspector: Sendable {
  public var id: String
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
  public var leave: Window?
  public var load: Int
  /// Ids or names of enterprises that the officer must not inspect.
  public var recusedFrom: [String]
  var line: Int
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
  public var officer: String
  public var target: String
}

/// A small registry being read: rows, columns by role, findings.
struct SmallTable {
  let file: InputFile
  private let table: TextTable
  private let finder: ColumnFinder
  var findings = Findings()

  /// - Returns: nil when the file cannot be read; `findings` says why.
  init?(_ file: InputFile, known: [Column], required: [String], findings: inout Findings) {
    self.file = file
    do {
      table = try readTable(at: file.path)
    } catch {
      findings.add(error, file: file.display)
      return nil
    }
    finder = ColumnFinder(header: table.header, mapping: file.columns, known: known)
    for finding in table.report.findings {
      findings.add(Finding(finding, file: file.display, header: table.header))
    }
    for role in required where finder.index(role: role) == nil {
      findings.missingColumn(
        finder.expectedHeader(role: role), table.header, file: file.display)
    }
    if findings.hasErrors(in: file.display) { return nil }
  }

  /// A row with its line.
  struct Row {
    let line: Int
    let cells: [String]
  }

  var rows: [Row] {
    zip(table.lines, table.rows).map { Row(line: $0, cells: $1) }
  }

  var facts: TableFacts { TableFacts(digest: table.report.digest, rows: table.rows.count) }

  func cell(_ row: Row, _ role: String) -> String {
    finder.index(role: role).map { row.cells[$0] } ?? ""
  }

  /// The `;`-separated values of a cell.
  func list(_ row: Row, _ role: String) -> [String] {
    cell(row, role).split(whereSeparator: { $0 == ";" || $0 == "；" }).map(String.init)
  }

  mutating func error(_ code: String, _ row: Row, _ role: String, _ arguments: String...) {
    report(.error, code, row, role, arguments)
  }

  mutating func warning(_ code: String, _ row: Row, _ role: String, _ arguments: String...) {
    report(.warning, code, row, role, arguments)
  }

  private mutating func report(
    _ severity: Finding.Severity, _ code: String, _ row: Row, _ role: String,
    _ arguments: [String]
  ) {
    findings.add(
      Finding(
        severity: severity, code: code, file: file.display, line: row.line,
        arguments: [finder.expectedHeader(role: role)] + arguments))
  }

  /// An optional date.
  mutating func day(_ row: Row, _ role: String) -> Day? {
    let text = cell(row, role)
    if text.isEmpty { return nil }
    if let day = Day(iso: text) { return day }
    error("bad-date-cell", row, role, text)
    return nil
  }

  /// 是 or 否; empty is 否.
  mutating func flag(_ row: Row, _ role: String) -> Bool {
    switch cell(row, role) {
    case "是", "yes", "true", "1": return true
    case "否", "no", "false", "0", "": return false
    default:
      error("bad-flag-cell", row, role, cell(row, role))
      return false
    }
  }

  /// A required, unique key.
  mutating func key(_ row: Row, _ role: String, _ seen: inout [String: Int]) -> String? {
    let text = cell(row, role)
    if text.isEmpty {
      error("empty-key-cell", row, role)
      return nil
    }
    if let first = seen[text] {
      error("duplicate-key-cell", row, role, text, "\(first)")
      return nil
    }
    seen[text] = row.line
    return text
  }
}

/// What a small registry holds, and the file's digest; no digest when it could not be read.
struct SmallRegistry<Content> {
  var content: Content
  var facts: TableFacts?
}

func readInspectors(
  _ file: InputFile, findings: inout Findings
) -> SmallRegistry<[Inspector]> {
  guard
    var table = SmallTable(
      file, known: Column.inspectors,
      required: ["officer", "officerName", "officerDistrict", "certificate", "certificateUntil"],
      findings: &findings)
  else { return SmallRegistry(content: []) }
  var seen: [String: Int] = [:]
  let inspectors = table.rows.compactMap { row -> Inspector? in
    guard let id = table.key(row, "officer", &seen) else { return nil }
    let load = table.cell(row, "load")
    if !load.isEmpty, decimalInteger(Array(load.utf8)) == nil {
      table.error("bad-number-cell", row, "load", load)
    }
    let status = table.cell(row, "dutyStatus")
    return Inspector(
      id: id, name: table.cell(row, "officerName"), unit: table.cell(row, "officerUnit"),
      district: table.cell(row, "officerDistrict"),
      qualifications: table.list(row, "qualifications"),
      certificate: table.cell(row, "certificate"),
      certificateUntil: table.day(row, "certificateUntil"),
      isExpert: table.flag(row, "expert"), isAuxiliary: table.flag(row, "auxiliary"),
      isActive: status.isEmpty || ["在岗", "在职", "active"].contains(status),
      leave: leave(&table, row), load: decimalInteger(Array(load.utf8)) ?? 0,
      recusedFrom: table.list(row, "recusedFrom"), line: row.line)
  }
  findings.merge(table.findings)
  return SmallRegistry(content: inspectors, facts: table.facts)
}

private func leave(_ table: inout SmallTable, _ row: SmallTable.Row) -> Window? {
  switch (table.day(row, "leaveFrom"), table.day(row, "leaveTo")) {
  case (let from?, let to?):
    if from > to { table.error("reversed-leave", row, "leaveFrom", from.text, to.text) }
    return Window(from: from, to: max(from, to))
  case (nil, nil): return nil
  default:
    table.error("half-leave", row, "leaveFrom")
    return nil
  }
}

func readItems(_ file: InputFile, findings: inout Findings) -> SmallRegistry<[InspectionItem]> {
  guard
    var table = SmallTable(
      file, known: Column.items, required: ["item", "itemTitle"], findings: &findings)
  else { return SmallRegistry(content: []) }
  var seen: [String: Int] = [:]
  let items = table.rows.compactMap { row -> InspectionItem? in
    guard let code = table.key(row, "item", &seen) else { return nil }
    return InspectionItem(
      code: code, title: table.cell(row, "itemTitle"), kind: table.cell(row, "itemKind"),
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
    let id = table.cell(row, "id")
    if id.isEmpty { table.error("empty-key-cell", row, "id") }
    if table.cell(row, "date").isEmpty { table.error("empty-key-cell", row, "date") }
    guard let day = table.day(row, "date"), !id.isEmpty else { return nil }
    return HistoryRow(
      id: id, day: day, isPlanned: !table.cell(row, "plan").isEmpty,
      kind: table.cell(row, "visitKind"))
  }
  findings.merge(table.findings)
  return SmallRegistry(content: rows, facts: table.facts)
}

/// Recusals; those that name an officer nobody knows are findings.
func readRecusals(
  _ file: InputFile, officers: Set<String>, findings: inout Findings
) -> SmallRegistry<[Recusal]> {
  guard
    var table = SmallTable(
      file, known: Column.recusals, required: ["officer", "id"], findings: &findings)
  else { return SmallRegistry(content: []) }
  let recusals = table.rows.compactMap { row -> Recusal? in
    let officer = table.cell(row, "officer")
    let target = table.cell(row, "id")
    if officer.isEmpty { table.error("empty-key-cell", row, "officer") }
    if target.isEmpty { table.error("empty-key-cell", row, "id") }
    if !officer.isEmpty, !officers.contains(officer) {
      table.warning("unknown-officer", row, "officer", officer)
    }
    return Recusal(officer: officer, target: target)
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
  for row in table.rows {
    guard table.key(row, "date", &seen) != nil, let day = table.day(row, "date") else { continue }
    switch table.cell(row, "dayKind") {
    case "休", "off": days.append((day, false))
    case "班", "work": days.append((day, true))
    default: table.error("bad-day-kind", row, "dayKind", table.cell(row, "dayKind"))
    }
  }
  findings.merge(table.findings)
  return SmallRegistry(content: WorkCalendar(exceptions: days), facts: table.facts)
}
