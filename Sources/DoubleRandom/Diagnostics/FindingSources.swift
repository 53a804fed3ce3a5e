// Findings from what the lower rooms report: JSON5 errors, table errors and findings, and the
// short forms that the procedure uses to say what is wrong where.

import Tables

extension Findings {
  mutating func error(_ code: String, at location: Location?, arguments: [String]) {
    add(Finding(.error, code, at: location, arguments))
  }

  mutating func warning(_ code: String, at location: Location?, arguments: [String]) {
    add(Finding(.warning, code, at: location, arguments))
  }

  mutating func error(_ code: String, file: String, arguments: [String]) {
    add(Finding(severity: .error, code: code, file: file, arguments: arguments))
  }

  mutating func warning(
    _ code: String, file: String, line: Int? = nil, arguments: [String]
  ) {
    add(Finding(severity: .warning, code: code, file: file, line: line, arguments: arguments))
  }

  /// An error about a file as a whole, or about an option.
  public mutating func report(
    _ code: String, file: String, arguments: [String] = [], severity: Finding.Severity = .error
  ) {
    add(Finding(severity: severity, code: code, file: file, arguments: arguments))
  }

  /// In what encoding a table was read, where it is not UTF-8.
  mutating func add(_ encoding: TextEncoding, of file: InputFile) {
    if encoding == .utf8 { return }
    let code = file.format.encoding == nil ? "encoding-found" : "encoding-declared"
    addOnce(
      Finding(severity: .note, code: code, file: file.display, arguments: [encoding.rawValue]))
  }

  mutating func addOnce(_ finding: Finding) {
    if !kept.contains(finding) { add(finding) }
  }

  /// An option's value that should be a day.
  public mutating func reportNoDay(_ text: String, _ option: String) {
    report("not-a-day", file: option, arguments: [text, nearestDate(text) ?? ""])
  }

  /// A table or plan file that could not be read.
  ///
  /// - Parameters:
  ///   - origin: where a plan names the file.
  ///   - use: what the file is read as; a table where a plan names it and nothing is said.
  ///   - name: the file's as the plan has it, where one does.
  public mutating func add(
    _ error: TableError, file: String, from origin: Location? = nil, as use: FileUse? = nil,
    named name: String? = nil, delimiter: UInt8 = UInt8(ascii: ",")
  ) {
    switch error {
    case .notFound(let path):
      if let entry = displacedEntry(on: path) { return add(entry) }
      if let link = linkTarget(at: path) {
        return unreadable("link-to-nothing", file, origin, [file, link])
      }
      let shown = name ?? file
      let near = nearestFile(path, shown: shown)
      let others = near.isEmpty && use == .table ? tablesBeside(path, shown: shown) : ""
      unreadable("file-not-found", file, origin, [file, origin?.file ?? "", near, others])
    case .isDirectory(let path):
      let use = use ?? (origin == nil ? nil : .table)
      let files = use.map { filesOfUse($0, in: path, shown: file) } ?? ""
      unreadable("is-a-folder", file, origin, [file, files])
    case .cannotRead(_, let number):
      unreadable("cannot-read", file, origin, [file, systemMessage(number)])
    case .unmarked(let encoding):
      self.error("utf16-unmarked", file: file, arguments: [encoding.rawValue])
    case .declaredWrongly(let encoding):
      self.error("encoding-declared-wrongly", file: file, arguments: [encoding.rawValue])
    case .cancelled: self.error("reading-cancelled", file: file, arguments: [])
    case .notRepeatable: self.error("not-repeatable", file: file, arguments: [])
    case .changedWhileReading: self.error("changed-while-reading", file: file, arguments: [])
    case .finding(let finding, let earlier):
      for finding in earlier + [finding] {
        add(Finding(finding, file: file, header: nil, delimiter: delimiter))
      }
      if finding.kind.isOfQuotes, finding.lineCount > 1 {
        warning("reading-ended", file: file, line: finding.recordLine, arguments: [])
      }
    case .headerRefused: break
    }
  }

  private mutating func unreadable(
    _ code: String, _ file: String, _ origin: Location?, _ arguments: [String]
  ) {
    if let origin {
      error(code, at: origin, arguments: arguments)
    } else {
      error(code, file: file, arguments: arguments)
    }
  }

  /// Whether some file could not be read at all.
  public var hasUnreadableFile: Bool {
    let codes: Set = [
      "file-not-found", "is-a-folder", "cannot-read", "changed-while-reading", "reading-cancelled",
      "not-repeatable", "input-is-a-pipe", "moved-aside", "moved-meanwhile",
    ]
    return codes.contains { count(code: $0) > 0 }
  }

  /// A record that cannot be verified.
  ///
  /// - Parameter bytes: of the file, which may be one of another kind.
  public mutating func add(_ error: DrawRecord.Problem, file: String, bytes: [UInt8] = []) {
    if addKind(of: bytes, wanted: .record, file: file) { return }
    switch error {
    case .syntax where !beginsObject(bytes): report("not-a-record", file: file)
    case .syntax(let error): add(Finding(error, file: file))
    case .notARecord: report("not-a-record", file: file)
    case .otherForm(let form): report("other-record-form", file: file, arguments: [form])
    case .otherProtocol(let name): report("other-protocol", file: file, arguments: [name])
    case .missing(let key): report("record-key-missing", file: file, arguments: [key])
    }
  }
}

/// Whether a file may be JSON of ours: another one may be a secret, of which nothing is shown.
func beginsObject(_ bytes: [UInt8]) -> Bool {
  let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
  let first = bytes.first { !blanks.contains($0) }
  return first == UInt8(ascii: "{") || first == UInt8(ascii: "/")
}

extension Finding {
  init(_ severity: Severity, _ code: String, at location: Location?, _ arguments: [String]) {
    self.init(
      severity: severity, code: code, file: location?.file ?? "", line: location?.line,
      column: location?.column, arguments: arguments, excerpt: location?.text)
  }

  /// A record that is not well-formed.
  ///
  /// - Parameters:
  ///   - header: nil where the problem is in the header itself or no more is known.
  ///   - showsExcerpt: false for registries of people, whose data stay out of messages.
  init(
    _ finding: TableFinding, file: String, header: Header?, showsExcerpt: Bool = true,
    delimiter: UInt8 = UInt8(ascii: ",")
  ) {
    if let code = foreignFormat(finding) {
      self.init(severity: .error, code: code, file: file)
      return
    }
    let excerpt = showsExcerpt ? finding.excerpt : nil
    self.init(
      severity: .error, code: finding.kind.rawValue, file: file, line: finding.line,
      column: finding.column, arguments: finding.arguments(header, delimiter), excerpt: excerpt)
  }
}

/// A file of another format, known by its first bytes.
private func foreignFormat(_ finding: TableFinding) -> String? {
  guard finding.line == 1 else { return nil }
  if finding.raw.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "spreadsheet-file" }
  if finding.raw.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return "spreadsheet-file" }
  if finding.raw.starts(with: [0xFF, 0xFE]) { return "utf16-file" }
  if finding.raw.starts(with: [0xFE, 0xFF]) { return "utf16-file" }
  return nil
}

extension TableFinding {
  /// What the message's places stand for; cells are named by their column's header.
  fileprivate func arguments(_ header: Header?, _ delimiter: UInt8) -> [String] {
    switch kind {
    case .raggedRecord:
      let mark = foreignMark
      return [
        "\(found)", "\(expected)", found > expected ? "\(found - expected)" : "",
        mark?.mark ?? "", mark.map { "\($0.column)" } ?? "",
      ]
    case .duplicateHeader:
      let names = cells(between: delimiter)
      return [fieldIndex < names.count ? names[fieldIndex] : ""]
    case .emptyHeader: return [title(between: delimiter)]
    default:
      let isNamed = header.map { fieldIndex < $0.names.count } ?? false
      return [isNamed ? header?.names[fieldIndex] ?? "" : ""] + (isCutOff ? ["\(line)"] : [])
    }
  }

  /// The first mark outside quotes, of those that are typed in place of commas, of which a short
  /// record of one line has enough to fill it up.
  private var foreignMark: (mark: String, column: Int)? {
    if found > expected || cells(between: UInt8(ascii: ",")).count != found { return nil }
    var places: [Unicode.Scalar: [Int]] = [:]
    var isQuoted = false
    for (index, scalar) in String(decoding: raw, as: UTF8.self).unicodeScalars.enumerated() {
      if scalar == "\n" { return nil }
      if scalar == "\"" { isQuoted.toggle() }
      if !isQuoted { places[scalar, default: []].append(index + 1) }
    }
    let marks: [Unicode.Scalar] = ["，", "、", "；", "\t"]
    return marks.lazy.compactMap { mark in
      guard let columns = places[mark], columns.count >= expected - found else { return nil }
      return (mark == "\t" ? "tab-mark" : "“\(mark)”", columns[0])
    }.first
  }

  /// The only text of a line of several cells, which is a title and no header; empty where there
  /// are more.
  private func title(between delimiter: UInt8) -> String {
    let cells = cells(between: delimiter)
    let isAlone = cells.dropFirst().allSatisfy { $0.isEmpty || $0 == "\r" }
    return cells.count > 2 && isAlone ? cells[0] : ""
  }

  /// The fields of the record as written, unquoted.
  func cells(between delimiter: UInt8) -> [String] {
    var fields: [[UInt8]] = [[]]
    var isQuoted = false
    for byte in raw {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == delimiter, !isQuoted {
        fields.append([])
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    return fields.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The line at fault; nil where nothing stands there. Of a record, only the cell at fault: the
  /// others may hold what is nobody's business.
  fileprivate var excerpt: String? {
    let lines = raw.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.indices.contains(line - recordLine) else { return nil }
    let text = excerptText(lines[line - recordLine].prefix(4096))
    return isOfHeader ? text : text.map { masked($0, around: column - 1) }
  }

  private var isOfHeader: Bool {
    recordLine == 1 || [.duplicateHeader, .emptyHeader, .tooManyColumns].contains(kind)
  }
}

/// A line with a dot for each character that neither separates columns nor stands in the cell at
/// a place, so that columns remain what they are.
private func masked(_ line: String, around place: Int) -> String {
  let scalars = Array(line.unicodeScalars)
  let place = min(max(place, 0), scalars.count)
  let marks: Set<Unicode.Scalar> = [",", ";", "\t", "|"]
  let start = scalars[..<place].lastIndex(where: marks.contains).map { $0 + 1 } ?? 0
  let end = scalars[place...].firstIndex(where: marks.contains) ?? scalars.count
  var result = ""
  for (index, scalar) in scalars.enumerated() {
    result.unicodeScalars.append(start..<end ~= index || marks.contains(scalar) ? scalar : "·")
  }
  return result
}

/// A line to be shown; nil where nothing stands there, or little but bytes that are no UTF-8.
func excerptText(_ line: some Collection<UInt8>) -> String? {
  let text = visibleText(line)
  let badBytes = String(decoding: line, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
  return text.isEmpty || badBytes > 8 ? nil : text
}

/// Bytes as text, those that are no UTF-8 written as `<E6>`.
func visibleText(_ bytes: some Collection<UInt8>) -> String {
  var text = ""
  var parser = Unicode.UTF8.ForwardParser()
  var rest = bytes.makeIterator()
  var bad = bytes[...]
  while true {
    switch parser.parseScalar(from: &rest) {
    case .valid(let encoded):
      text.unicodeScalars.append(UTF8.decode(encoded))
      bad = bad.dropFirst(encoded.count)
    case .error(let length):
      for byte in bad.prefix(length) {
        text += "<\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))>"
      }
      bad = bad.dropFirst(length)
    case .emptyInput: return text
    }
  }
}

/// A table, or nil with a finding.
func readTable(at path: String, _ findings: inout Findings) -> TextTable? {
  do {
    return try readTable(at: path)
  } catch {
    findings.add(error, file: path)
    return nil
  }
}
