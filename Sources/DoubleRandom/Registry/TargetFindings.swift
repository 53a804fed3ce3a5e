// What is wrong with rows of the target registry, as one worker sees it: each code is counted, the
// first few are kept with their place, and it is decided whether the row stays (a warning), is set
// aside (the plan allows for it) or stops the draw (an error).

import Tables

/// A row's id that cannot stand as it is.
struct IDProblem {
  var code: String
  var arguments: [String]
  /// What a plan may declare to be cleaned, by which the id would be sound; empty where nothing is.
  private(set) var cleaning = ""

  /// Nil when the id is acceptable.
  init?(_ id: [UInt8], isCreditCode: Bool) {
    if id.isEmpty {
      self.init("empty-id", [])
    } else if let scalar = IDProblem.foreignScalar(id) {
      let (narrow, cleaning) = IDProblem.cure(scalar)
      self.init("blank-in-id", ["U+" + hex(scalar.value), narrow])
      self.cleaning = cleaning
    } else if let damage = CreditCode.damage(id.span),
      isCreditCode || damage == .scientific && id.contains(UInt8(ascii: "+"))
    {
      self.init("spreadsheet-damaged-code", [damage.rawValue])
    } else if !isCreditCode, IDProblem.isPlaceholder(id.span) {
      self.init("placeholder-id", [])
    } else if isCreditCode, let problem = CreditCode.check(id.span) {
      self.init("invalid-code", [problem.text, IDProblem.inCapitals(id, problem)])
      if !arguments[1].isEmpty { cleaning = "uppercase" }
    } else if let scalar = String(decoding: id, as: UTF8.self).unicodeScalars
      .first(where: GB18030.isDisputed)
    {
      self.init("disputed-character", ["U+" + hex(scalar.value)])
    } else {
      return nil
    }
  }

  /// Whether a text stands where somebody knew no id: 无, 不详, or a single mark.
  static func isPlaceholder(_ id: Span<UInt8>) -> Bool {
    if id.count == 1 { return isMark(id[0]) }
    guard (3...6).contains(id.count) else { return false }
    let bytes = copy(id, 0..<id.count)
    return placeholders.contains { $0.utf8.elementsEqual(bytes) }
  }

  private static let placeholders = ["无", "空", "暂无", "不详", "未知", "—", "–", "——"]

  /// Whether a byte is visible ASCII, and neither letter nor digit.
  static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: false
    default: byte > 0x20 && byte < 0x7F
    }
  }

  private init(_ code: String, _ arguments: [String]) {
    self.code = code
    self.arguments = arguments
  }

  /// The code in capitals, where that is all that it lacks.
  private static func inCapitals(_ id: [UInt8], _ problem: CreditCode.Problem) -> String {
    guard case .lowerCase = problem else { return "" }
    let capitals = id.map { 0x61...0x7A ~= $0 ? $0 - 0x20 : $0 }
    return CreditCode.check(capitals) == nil ? String(decoding: capitals, as: UTF8.self) : ""
  }

  /// The arguments, and how the plan would declare the cleaning.
  func arguments(_ list: (String) -> String) -> [String] {
    arguments + (cleaning.isEmpty ? [] : [list(cleaning)])
  }

  /// The ASCII character whose full-width form it is; else the cleaning that removes it.
  private static func cure(_ scalar: Unicode.Scalar) -> (narrow: String, cleaning: String) {
    switch scalar.value {
    case 0xFF01...0xFF5E: (Unicode.Scalar(scalar.value - 0xFEE0).map { "\($0)" } ?? "", "")
    case 0x09, 0x20, 0x3000: ("", "trim")
    default: ("", "")
    }
  }

  /// Outer white space, a control character, a byte order mark or full-width ASCII.
  private static func foreignScalar(_ id: [UInt8]) -> Unicode.Scalar? {
    let scalars = Array(String(decoding: id, as: UTF8.self).unicodeScalars)
    return scalars.enumerated().first { index, scalar in
      let isOuter = index == 0 || index == scalars.count - 1
      switch scalar.value {
      case 0...0x1F, 0x7F...0x9F, 0xFEFF, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069,
        0xFF01...0xFF5E:
        return true
      case 0x20, 0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: return isOuter
      default: return false
      }
    }?.element
  }
}

private func hex(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

/// Findings about rows, collected by one worker.
struct TargetFindings {
  /// Codes of findings whose rows a plan may allow to be set aside.
  static let canBeSetAside = [
    "ragged-record", "blank-line", "malformed-quote", "text-after-quote", "unterminated-quote",
    "bare-carriage-return", "nul-byte", "invalid-utf8", "invalid-character", "field-too-long",
    "empty-id", "blank-in-id", "disputed-character", "spreadsheet-damaged-code", "invalid-code",
    "not-a-target", "unknown-grade", "unknown-district", "unknown-cell-value", "bad-weight",
  ]

  struct Located {
    var code: String
    var batch: Int
    var localLine: Int
    var column: Int
    var value: [UInt8]
    var arguments: [String]
    var raw: [UInt8]
    /// The plan for whose task alone the row is lost; nil for all.
    var plan: Int?
  }

  private let strict: Bool
  private let setAside: [String: Int]
  private(set) var counts: [String: Int] = [:]
  /// Rows that are in no frame because of a finding.
  private(set) var rejectedRows = 0
  private(set) var located: [Located] = []
  private var lines = LineCursor()

  init(_ input: TargetInput) {
    strict = input.strict
    setAside = input.setAside
  }

  mutating func begin(_ batch: Batch) {
    lines = LineCursor(batch: batch.number)
  }

  /// Notes a finding about a cell.
  ///
  /// - Parameter plan: where only a task of one plan loses the row; nil for all.
  /// - Returns: whether the row stays in the registry.
  mutating func note(
    _ code: String, _ value: [UInt8], arguments: [String], _ record: RecordFields, column: Int,
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, names: Header, plan: Int? = nil
  ) -> Bool {
    let count = counts[code, default: 0] + 1
    counts[code] = count
    let stays = severity(of: code) == .warning
    if !stays, plan == nil { rejectedRows += 1 }
    guard count <= TargetFindings.kept(code, setAside) else { return stays }
    let start = Int(fields[record.base])
    let end = Int(fields[record.base + names.names.count])
    located.append(
      Located(
        code: code, batch: lines.batch, localLine: lines.line(at: start, bytes), column: column,
        value: value, arguments: arguments, raw: copy(bytes, start..<end), plan: plan))
    return stays
  }

  /// How many findings of a code are kept.
  static func kept(_ code: String, _ setAside: [String: Int]) -> Int {
    max(Limits.findingsShown, setAside[code] ?? 0)
  }

  /// A warning leaves the row in; everything else takes it out.
  func severity(of code: String) -> Finding.Severity {
    let isMild =
      ["disputed-character", "placeholder-id"].contains(code) || code == "invalid-code" && !strict
    return isMild && setAside[code] == nil ? .warning : .error
  }
}

/// What is declared and one step more, as a plan writes it between brackets: a hint that is copied
/// must take nothing back.
private func cleaningList(
  _ steps: [(step: String, isDeclared: Bool)], with step: String
) -> String {
  steps.filter { $0.isDeclared || $0.step == step }.map { "\"\($0.step)\"" }
    .joined(separator: ", ")
}

extension InputFile {
  /// What `clean` should hold where a step is to be added.
  func cleaning(with step: String) -> String {
    cleaningList([("trim", trimsCells), ("dates", cleansDates)], with: step)
  }
}

extension TargetInput {
  /// What `clean` should hold where a step is to be added.
  func cleaning(with step: String) -> String {
    cleaningList(
      [("trim", trimsIDs), ("uppercase", uppercasesIDs), ("dates", file.cleansDates)], with: step)
  }

  /// An id with the cleaning that the plan declares.
  func cleaned(_ id: [UInt8]) -> [UInt8] {
    var id = id
    if trimsIDs { trim(&id) }
    if uppercasesIDs { uppercase(&id) }
    return id
  }
}

/// Removes outer spaces, tabs and ideographic spaces.
func trim(_ text: inout [UInt8]) {
  let range = trimmed(text.span, 0..<text.count)
  if range.count < text.count { text = Array(text[range]) }
}

/// A range without the spaces, tabs and ideographic spaces at its ends.
func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
  var (from, to) = (range.lowerBound, range.upperBound)
  func isWide(at index: Int) -> Bool {
    to - from >= 3 && bytes[index] == 0xE3 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80
  }
  while from < to {
    let size = bytes[from] == 0x20 || bytes[from] == 0x09 ? 1 : isWide(at: from) ? 3 : 0
    if size == 0 { break }
    from += size
  }
  while from < to {
    let size = bytes[to - 1] == 0x20 || bytes[to - 1] == 0x09 ? 1 : isWide(at: to - 3) ? 3 : 0
    if size == 0 { break }
    to -= size
  }
  return from..<to
}

/// ASCII a–z to A–Z.
func uppercase(_ text: inout [UInt8]) {
  for index in text.indices where (97...122).contains(text[index]) { text[index] -= 32 }
}

/// A non-negative integer of at most 18 digits.
func decimalInteger(_ text: [UInt8]) -> Int? {
  guard (1...18).contains(text.count) else { return nil }
  var value = 0
  for byte in text {
    guard (48...57).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 48)
  }
  return value
}
