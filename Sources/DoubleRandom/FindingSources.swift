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

  /// Output that could not be written.
  public mutating func add(_ error: OutputError) {
    let (code, arguments): (String, [String]) =
      switch error.reason {
      case .exists: ("output-exists", [])
      case .isLink: ("output-is-link", [])
      case .notAFolder: ("output-not-a-folder", [])
      case .notAFile: ("output-not-a-file", [])
      case .held(let process): ("output-held", process.map { ["\($0)"] } ?? [])
      case .foreignEntry: ("output-foreign-entry", [])
      case .noRoom(let needed, let free): ("output-no-room", ["\(needed)", "\(free)"])
      case .badName: ("output-bad-name", [])
      case .closed: ("output-closed", [])
      case .system(let call, let number):
        ("output-failed", [call.rawValue, systemMessage(number)])
      }
    report(code, file: error.path, arguments: arguments)
  }

  /// A column that a plan names and the registry does not have.
  mutating func unknownColumn(_ name: String, _ header: Header, at location: Location) {
    error(
      "unknown-column", at: location,
      arguments: [name, nearest(name, among: header.names) ?? "", listed(header)])
  }

  /// A column that a registry must have.
  mutating func missingColumn(_ name: String, _ header: Header, file: String) {
    add(
      Finding(
        severity: .error, code: "missing-column", file: file, line: 1,
        arguments: [name, nearest(name, among: header.names) ?? "", listed(header)]))
  }

  /// A table or plan file that could not be read.
  ///
  /// - Parameter origin: where another plan names the file.
  public mutating func add(_ error: TableError, file: String, from origin: Location? = nil) {
    switch error {
    case .notFound:
      if let origin {
        self.error("file-not-found", at: origin, arguments: [file])
      } else {
        self.error("file-not-found", file: file, arguments: [file])
      }
    case .isDirectory: self.error("is-a-folder", file: file, arguments: [])
    case .cannotRead(_, let number):
      self.error("cannot-read", file: file, arguments: [systemMessage(number)])
    case .changedWhileReading: self.error("changed-while-reading", file: file, arguments: [])
    case .finding(let finding, let earlier):
      for finding in earlier + [finding] { add(Finding(finding, file: file, header: nil)) }
    case .headerRefused: break
    }
  }

  /// A record that cannot be verified.
  public mutating func add(_ error: DrawRecord.Problem, file: String) {
    switch error {
    case .syntax(let error): add(Finding(error, file: file))
    case .notARecord: report("not-a-record", file: file)
    case .otherForm(let form): report("other-record-form", file: file, arguments: [form])
    case .otherProtocol(let name): report("other-protocol", file: file, arguments: [name])
    case .missing(let key): report("record-key-missing", file: file, arguments: [key])
    }
  }

  /// Says how many findings of each code are not shown one by one.
  mutating func addUnshown(_ counts: [String: Int], _ shown: [String], file: String) {
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      let rest = count - shown.count { $0 == code }
      if rest > 0 {
        add(
          Finding(
            severity: .note, code: "more-findings", file: file, arguments: [code, "\(rest)"]))
      }
    }
  }

  private func listed(_ header: Header) -> String { header.names.joined(separator: ", ") }
}

extension Finding {
  init(_ severity: Severity, _ code: String, at location: Location?, _ arguments: [String]) {
    self.init(
      severity: severity, code: code, file: location?.file ?? "", line: location?.line,
      column: location?.column, arguments: arguments)
  }

  /// A record that is not well-formed.
  init(_ finding: TableFinding, file: String, header: Header?) {
    var arguments: [String] = []
    switch finding.kind {
    case .raggedRecord: arguments = ["\(finding.found)", "\(finding.expected)"]
    default:
      if let header, finding.fieldIndex < header.names.count {
        arguments = [header.names[finding.fieldIndex]]
      }
    }
    let text = String(decoding: finding.raw.prefix(4096), as: UTF8.self)
    self.init(
      severity: .error, code: finding.kind.rawValue, file: file, line: finding.line,
      column: finding.column, arguments: arguments,
      excerpt: finding.line == finding.recordLine ? String(text.prefix { !$0.isNewline }) : nil)
  }
}

extension InputFile {
  /// The name that messages show: the path without the detours of `..`.
  var display: String {
    var parts: [Substring] = []
    for part in path.split(separator: "/", omittingEmptySubsequences: false) {
      if part == "..", let last = parts.last, last != "..", !last.isEmpty {
        parts.removeLast()
      } else if part != "." || parts.isEmpty {
        parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }
}
