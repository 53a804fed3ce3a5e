// The slow, obvious reader: the definition against which the scanner is tested. It holds the whole
// file, cuts it into records by counting quotes from the start, and looks at each record several
// times, once per rule. It shares no code with the scanner but the types of the answer.
@testable import Tables

/// Everything that a scan says about a file.
struct Verdict: Equatable {
  struct Row: Equatable {
    let line: Int
    let cells: [String]
  }

  var header: [String] = []
  var hasMark = false
  var rows: [Row] = []
  var findings: [TableFinding] = []
  var fatal: TableFinding?
}

struct SlowReader {
  let bytes: [UInt8]
  let format: TableFormat
  private var delimiter: UInt8 { format.delimiter }
  /// The 1-based line of each byte, and of the end.
  private let lines: [Int]

  init(bytes: [UInt8], format: TableFormat = TableFormat()) {
    (self.bytes, self.format) = (bytes, format)
    var line = 1
    lines =
      bytes.map { byte in
        defer { if byte == 0x0A { line += 1 } }
        return line
      } + [bytes.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }]
  }

  /// A record: its bytes without LF, and whether an LF or at least an even parity ends it.
  struct Record {
    let start: Int
    let bytes: [UInt8]
    let hasLineEnd: Bool
    let isInside: Bool
  }

  func read() -> Verdict {
    var verdict = Verdict()
    verdict.hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    let records = records(from: verdict.hasMark ? 3 : 0)
    guard let first = records.first else {
      let empty = Record(
        start: bytes.count, bytes: [], hasLineEnd: false, isInside: false)
      verdict.fatal = finding(.emptyFile, 0, 0, in: empty)
      return verdict
    }
    if let fatal = problem(first, columns: nil) {
      verdict.fatal = fatal
      return verdict
    }
    var at = 0
    for field in fields(first) {
      let name = text(field)
      if name.isEmpty || verdict.header.contains(where: { Array($0.utf8) == Array(name.utf8) }) {
        verdict.fatal = finding(
          name.isEmpty ? .emptyHeader : .duplicateHeader, at, verdict.header.count, in: first)
        verdict.header = []
        return verdict
      }
      verdict.header.append(name)
      at += field.count + 1
    }
    for record in records.dropFirst() {
      if let found = problem(record, columns: verdict.header.count) {
        if record.isInside || record.bytes.count > TableLimits.recordSize {
          verdict.fatal = found
          return verdict
        }
        verdict.findings.append(found)
      } else {
        verdict.rows.append(
          Verdict.Row(line: line(of: record.start), cells: fields(record).map(text)))
      }
    }
    return verdict
  }

  func records(from start: Int) -> [Record] {
    var records: [Record] = []
    var start = start
    while start < bytes.count {
      var end = start
      var quotes = 0
      while end < bytes.count, !(bytes[end] == 0x0A && (format.rowPerLine || quotes % 2 == 0)) {
        if bytes[end] == 0x22 { quotes += 1 }
        end += 1
      }
      records.append(
        Record(
          start: start, bytes: Array(bytes[start..<end]), hasLineEnd: end < bytes.count,
          isInside: quotes % 2 == 1 && !format.rowPerLine))
      start = end + 1
    }
    return records
  }

  /// The record without the CR of its line end.
  func content(_ record: Record) -> [UInt8] {
    record.hasLineEnd && record.bytes.last == 0x0D ? record.bytes.dropLast() : record.bytes
  }

  /// Raw fields of a well-formed record: delimiters after an even number of quotes split it.
  func fields(_ record: Record) -> [[UInt8]] {
    var fields: [[UInt8]] = [[]]
    var quotes = 0
    for byte in content(record) {
      if byte == 0x22 { quotes += 1 }
      if byte == delimiter && quotes % 2 == 0 {
        fields.append([])
      } else {
        fields[fields.count - 1].append(byte)
      }
    }
    return fields
  }

  func text(_ field: [UInt8]) -> String {
    let raw = String(decoding: field, as: UTF8.self)
    guard field.first == 0x22 else { return raw }
    let inner = Array(field.dropFirst().dropLast())
    var value: [UInt8] = []
    var i = 0
    while i < inner.count {
      value.append(inner[i])
      i += inner[i] == 0x22 ? 2 : 1
    }
    return String(decoding: value, as: UTF8.self)
  }

  func line(of offset: Int) -> Int { lines[offset] }
}

extension SlowReader {
  /// What is noticed first, reading from the left; at the same byte NUL, then UTF-8, then CSV.
  private func problem(_ record: Record, columns: Int?) -> TableFinding? {
    let content = content(record)
    var noticed: [(at: Int, rank: Int, finding: TableFinding)] = []
    if let at = content.firstIndex(of: 0) {
      noticed.append((at, 0, finding(.nulByte, at, fieldIndex(at, content), in: record)))
    }
    if let at = firstInvalid(content) {
      noticed.append((at, 1, finding(.invalidUTF8, at, fieldIndex(at, content), in: record)))
    }
    if let (kind, noticedAt, at, field) = brokenSyntax(content) {
      noticed.append((noticedAt, 2, finding(kind, at, field, in: record)))
    }
    if record.bytes.count > TableLimits.recordSize {
      noticed = noticed.filter { $0.at <= TableLimits.recordSize }
      noticed.append((.max, 3, overlong(record)))
    }
    if let first = noticed.min(by: { ($0.at, $0.rank) < ($1.at, $1.rank) }) {
      return first.finding
    }
    return wrongWidth(record, content, columns)
  }

  private func overlong(_ record: Record) -> TableFinding {
    let head = Array(record.bytes.prefix(TableLimits.recordSize + 1))
    if head.count(where: { $0 == 0x22 }) % 2 == 1, let open = brokenSyntax(head) {
      return finding(open.kind, open.at, open.field, in: record)
    }
    return finding(.recordTooLong, 0, 0, in: record)
  }

  /// The first place where the record is not fields of RFC 4180: kind, where it is noticed, where
  /// it is reported, field.
  private func brokenSyntax(
    _ content: [UInt8]
  ) -> (kind: TableFinding.Kind, noticed: Int, at: Int, field: Int)? {
    var start = 0
    var field = 0
    while true {
      var end = start
      if end < content.count, content[end] == 0x22 {
        end += 1
        while true {
          guard let close = content[end...].firstIndex(of: 0x22) else {
            return (.unterminatedQuote, content.count, start, field)
          }
          end = close + 1
          if end < content.count, content[end] == 0x22 { end += 1 } else { break }
        }
        if end < content.count, content[end] != delimiter {
          let isReturn = content[end] == 0x0D
          return (isReturn ? .bareCarriageReturn : .textAfterQuote, end, end, field)
        }
      } else {
        while end < content.count, content[end] != delimiter {
          if content[end] == 0x22 { return (.malformedQuote, end, end, field) }
          if content[end] == 0x0D { return (.bareCarriageReturn, end, end, field) }
          end += 1
        }
      }
      if end - start > TableLimits.fieldSize { return (.fieldTooLong, end, start, field) }
      if end == content.count { return nil }
      start = end + 1
      field += 1
    }
  }

  private func firstInvalid(_ content: [UInt8]) -> Int? {
    if String(validating: content, as: UTF8.self) != nil { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var source = content.makeIterator()
    var at = 0
    while true {
      switch parser.parseScalar(from: &source) {
      case .valid(let scalar): at += scalar.count
      case .emptyInput: return nil
      case .error: return at
      }
    }
  }

  /// The field in which a byte stands, for a record that is well-formed before it.
  private func fieldIndex(_ at: Int, _ content: [UInt8]) -> Int {
    var quotes = 0
    var field = 0
    for byte in content[..<at] {
      if byte == 0x22 { quotes += 1 }
      if byte == delimiter && quotes % 2 == 0 { field += 1 }
    }
    return field
  }

  private func wrongWidth(_ record: Record, _ content: [UInt8], _ columns: Int?) -> TableFinding? {
    let fields = fields(record)
    let expected = columns ?? min(fields.count, TableLimits.columns)
    if fields.count == expected { return nil }
    let at =
      fields.count < expected
      ? content.count : fields.prefix(expected).reduce(0) { $0 + $1.count + 1 }
    let kind: TableFinding.Kind =
      columns == nil ? .tooManyColumns : content.isEmpty ? .blankLine : .raggedRecord
    return finding(
      kind, at, min(fields.count, expected), in: record, found: fields.count, expected: expected)
  }

  private func finding(
    _ kind: TableFinding.Kind, _ at: Int, _ field: Int, in record: Record, found: Int = 0,
    expected: Int = 0
  ) -> TableFinding {
    let head = Array(bytes[record.start..<record.start + at])
    let lineStart = head.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let tooLong = record.bytes.count > TableLimits.recordSize
    let raw = tooLong ? Array(record.bytes.prefix(TableLimits.recordSize + 1)) : content(record)
    return TableFinding(
      kind: kind, line: line(of: record.start + at),
      column: head[lineStart...].count { $0 < 0x80 || $0 >= 0xC0 } + 1,
      byteOffset: record.start + at, fieldIndex: field, found: found, expected: expected,
      recordLine: line(of: record.start), lineCount: raw.count { $0 == 0x0A } + 1,
      isCutOff: kind == .invalidUTF8 && isCutOff(bytes[(record.start + at)...]), raw: raw)
  }

  /// Whether the rest of the file would be one character with some bytes more, or is no byte of
  /// UTF-8, as which the rest of a character of another encoding is read.
  private func isCutOff(_ rest: ArraySlice<UInt8>) -> Bool {
    if rest.elementsEqual([0xFF]) { return true }
    let next: [[UInt8]] = [[0x80], [0x90], [0xA0]]
    return next.contains { byte in
      (0...2).contains { more in
        let whole: [UInt8] = Array(rest) + byte + [UInt8](repeating: 0x80, count: more)
        return String(validating: whole, as: UTF8.self)?.unicodeScalars.count == 1
      }
    }
  }
}
