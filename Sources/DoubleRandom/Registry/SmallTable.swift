// A small registry being read: rows and cells by role, with a finding for each cell that is not
// what it should be. What each registry consists of stands in `SmallTables`.

import Tables

/// A small registry being read: rows, columns by role, findings.
struct SmallTable {
  let file: InputFile
  private let table: TextTable
  private let finder: ColumnFinder
  /// Index of each role's column; asked for each cell.
  private let columns: [String: Int]
  var findings = Findings()

  /// - Parameters:
  ///   - isOfPeople: true for registries whose records stay out of messages.
  ///   - findings: says why there is nil, when the file cannot be read or lacks a column.
  init?(
    _ file: InputFile, known: [Column], required: [String], isOfPeople: Bool = false,
    findings: inout Findings
  ) {
    self.file = file
    do {
      table = try readTable(at: file.path, format: file.format)
    } catch {
      findings.add(error, of: file, from: file.location.value)
      return nil
    }
    findings.add(table.report.encoding, of: file)
    let finder = ColumnFinder(header: table.header, mapping: file.columns, known: known)
    self.finder = finder
    columns = Dictionary(
      known.compactMap { column in finder.index(role: column.role).map { (column.role, $0) } },
      uniquingKeysWith: { first, _ in first })
    // Between other marks there are no cells to be judged.
    for finding in table.report.findings where table.header.otherDelimiter == nil {
      findings.add(
        Finding(finding, file: file.display, header: table.header, showsExcerpt: !isOfPeople))
    }
    for header in file.columns.values.sorted() where table.header.index(of: header) == nil {
      findings.missingColumn(header, table.header, file: file, known: known)
    }
    for role in required where finder.index(role: role) == nil {
      findings.missingColumn(
        finder.expectedHeader(role: role), table.header, file: file, known: known)
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

  var header: Header { table.header }

  func has(_ role: String) -> Bool { columns[role] != nil }

  var facts: TableFacts {
    TableFacts(
      digest: table.report.digest, rows: table.rows.count, encoding: table.report.encoding)
  }

  func cell(_ row: Row, _ role: String) -> String {
    let text = columns[role].map { row.cells[$0] } ?? ""
    return file.trimsCells ? trimmed(text) : text
  }

  private func trimmed(_ text: String) -> String {
    var bytes = Array(text.utf8)
    trim(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A cell on which something depends: blanks around it are an error, for they would count.
  mutating func exactCell(_ row: Row, _ role: String) -> String {
    let text = cell(row, role)
    if hasOuterBlank(text) { outerBlank(text, row, role) }
    return text
  }

  /// The `;`-separated values of a cell, exact each.
  mutating func list(_ row: Row, _ role: String) -> [String] {
    let text = cell(row, role)
    if text.isEmpty { return [] }
    let values = text.unicodeScalars.split(whereSeparator: { $0 == ";" || $0 == "；" })
      .map { file.trimsCells ? trimmed(String($0)) : String($0) }
    for value in values where hasOuterBlank(value) { outerBlank(value, row, role) }
    return values
  }

  private mutating func outerBlank(_ text: String, _ row: Row, _ role: String) {
    error("outer-blank", row, role, text, file.cleaning(with: "trim"))
  }

  private func hasOuterBlank(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.first?.isBlank ?? false || scalars.last?.isBlank ?? false
  }

  mutating func error(_ code: String, _ row: Row, _ role: String, _ arguments: String...) {
    report(.error, code, row, role, arguments)
  }

  mutating func warning(_ code: String, _ row: Row, _ role: String, _ arguments: String...) {
    report(.warning, code, row, role, arguments)
  }

  mutating func report(
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
    return text.isEmpty ? nil : day(text, row, role)
  }

  /// The `;`-separated dates of a cell; nil for each that cannot be read.
  mutating func days(_ row: Row, _ role: String) -> [Day?] {
    let text = cell(row, role)
    if text.isEmpty { return [] }
    let isOne = !text.unicodeScalars.contains { $0 == ";" || $0 == "；" }
    return isOne ? [day(row, role)] : list(row, role).map { day($0, row, role) }
  }

  private mutating func day(_ text: String, _ row: Row, _ role: String) -> Day? {
    if let day = Day(iso: text) { return day }
    let written = Day(written: text)
    if let written, file.cleansDates { return written }
    error(
      "bad-date-cell", row, role, text, written?.text ?? nearestDate(text) ?? "",
      written == nil ? "" : file.cleaning(with: "dates"),
      isOfDateForm(text) ? text : "",
      ["leaveTo", "certificateUntil"].contains(role) && isEndless(text) ? "2099-12-31" : "")
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

  /// A cell that must not be empty.
  mutating func required(_ row: Row, _ role: String) -> String {
    let text = exactCell(row, role)
    if text.isEmpty { error("empty-key-cell", row, role) }
    return text
  }

  /// The id of a target, as the target registry would have it.
  mutating func targetID(_ row: Row) -> String {
    let text = cell(row, "id")
    let header = columns["id"].map { finder.header.names[$0] } ?? ""
    let isCode = Column.holdsCreditCodes(header)
    guard !text.isEmpty, let problem = IDProblem(Array(text.utf8), isCreditCode: isCode) else {
      if text.isEmpty { error("empty-key-cell", row, "id") }
      return text
    }
    let isMild = ["invalid-code", "placeholder-id"].contains(problem.code)
    let severity: Finding.Severity = isMild ? .warning : .error
    if problem.code == "invalid-code" {
      // Nothing is drawn from these rows: a wrong code there is a row that is about nobody.
      report(severity, "code-of-nobody", row, "id", [text] + problem.arguments)
    } else {
      report(severity, problem.code, row, "id", [text] + problem.arguments(file.cleaning))
    }
    return text
  }

  /// Says of a person's number or certificate that a spreadsheet damaged it, or that it is none.
  mutating func checkNumber(_ row: Row, _ role: String) {
    let text = cell(row, role)
    let bytes = Array(text.utf8)
    if CreditCode.damage(bytes.span) == .scientific, bytes.contains(UInt8(ascii: "+")) {
      error("spreadsheet-damaged-code", row, role, text, "scientific-notation")
    } else if IDProblem.isPlaceholder(bytes.span) {
      warning("placeholder-id", row, role, text)
    }
  }

  /// A required, unique key.
  mutating func key(_ row: Row, _ role: String, _ seen: inout [String: Int]) -> String? {
    let text = required(row, role)
    if text.isEmpty { return nil }
    if let first = seen[plain(text)] {
      let leave = role == "officer" ? ["leaveFrom", "leaveTo"].map(finder.expectedHeader) : []
      report(.error, "duplicate-key-cell", row, role, [text, "\(first)"] + leave)
      return nil
    }
    seen[plain(text)] = row.line
    return text
  }

  /// A text in capitals and narrow characters: whoever is written in two ways is one.
  private func plain(_ text: String) -> String {
    let narrow = text.unicodeScalars.map { scalar in
      0xFF01...0xFF5E ~= scalar.value
        ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    }
    return String(String.UnicodeScalarView(narrow)).uppercased()
  }
}

/// Whether a text has the form of a date, be there such a day or not.
func isOfDateForm(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  return bytes.count == 10
    && bytes.enumerated().allSatisfy { index, byte in
      index == 4 || index == 7 ? byte == UInt8(ascii: "-") : 0x30...0x39 ~= byte
    }
}

extension Unicode.Scalar {
  /// Whether it is white space; most are told from their value alone.
  fileprivate var isBlank: Bool {
    if value > 0x20 && value < 0x7F || 0x3400...0x9FFF ~= value { return false }
    return properties.isWhitespace
  }
}
