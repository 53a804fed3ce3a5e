// What can be wrong with a table, as values. A finding names the first problem of one record, at
// its byte; an error ends the scan. Sentences are made elsewhere.
//
// The one thing to know: a worker collects findings before it is known how many lines stand before
// its parts, so their lines count from the start of their batch until all batches are known.

/// The first problem of one record, at the byte where a reader going from the left notices it.
public struct TableFinding: Error, Sendable, Hashable {
  /// What is wrong; the raw value is the stable code of messages.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// More or fewer fields than the header, at the first one too many or where one is missing.
    case raggedRecord = "ragged-record"
    /// An empty line in a table of several columns.
    case blankLine = "blank-line"
    /// A quote inside a field that does not begin with one.
    case malformedQuote = "malformed-quote"
    /// Something other than a delimiter, a line end or a quote after a closing quote.
    case textAfterQuote = "text-after-quote"
    /// A quoted field that is never closed, at its opening quote. Ends the scan.
    case unterminatedQuote = "unterminated-quote"
    /// A CR outside quotes without LF.
    case bareCarriageReturn = "bare-carriage-return"
    case nulByte = "nul-byte"
    /// The first byte of a sequence that is not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// A byte that begins no character, in a file of another encoding.
    case invalidCharacter = "invalid-character"
    /// A field of more than `TableLimits.fieldSize` bytes, at its first byte.
    case fieldTooLong = "field-too-long"
    /// A record of more than `TableLimits.recordSize` bytes, at its first byte. Ends the scan.
    case recordTooLong = "record-too-long"
    /// A header with more than `TableLimits.columns` names, at the first one too many. Ends the
    /// scan.
    case tooManyColumns = "too-many-columns"
    /// A column name that stands twice, at the second one. Ends the scan.
    case duplicateHeader = "duplicate-header"
    /// A column without a name. Ends the scan.
    case emptyHeader = "empty-header"
    /// No byte but perhaps a byte order mark. Ends the scan.
    case emptyFile = "empty-file"

    /// Whether a quote is what is wrong.
    public var isOfQuotes: Bool {
      self == .malformedQuote || self == .textAfterQuote || self == .unterminatedQuote
    }
  }

  public internal(set) var kind: Kind
  /// Line of the problem, 1-based; lines end with LF.
  public internal(set) var line: Int
  /// Column of the problem in its line, 1-based, in Unicode scalars as editors count.
  public let column: Int
  /// Offset of the problem in the file.
  public let byteOffset: Int
  /// The 0-based field in which the problem stands.
  public let fieldIndex: Int
  /// Fields found and expected, in ragged records; 0 otherwise.
  public let found: Int
  public let expected: Int
  /// First line of the record, 1-based, and the number of lines that it covers.
  public internal(set) var recordLine: Int
  public let lineCount: Int
  /// Whether the file ends within the character at fault.
  public var isCutOff = false
  /// The record as written, without its line end: whole while the findings kept before it hold
  /// less than 8 MiB, else its first 4 KiB.
  public internal(set) var raw: [UInt8]
}

/// Why a table could not be scanned.
public enum TableError: Error, Sendable, Hashable {
  case notFound(path: String)
  case isDirectory(path: String)
  /// The system refused a call on the file; `errno` is its reason.
  case cannotRead(path: String, errno: Int32)
  /// Size, time of change or identity of the file differ after the scan from before.
  case changedWhileReading(path: String)
  /// UTF-16 whose mark is missing and that nobody declared.
  case unmarked(TextEncoding)
  /// UTF-8 of which something else was declared.
  case declaredWrongly(TextEncoding)
  /// For callers: a pipe would have to be read a second time.
  case notRepeatable(path: String)
  /// The scan was asked to stop (`ScanOptions.cancellation`) and says nothing of the table.
  case cancelled
  /// The table ends here: its header, its size or an open quote leaves no records to go on with.
  /// `earlier` holds the findings kept before it, in file order.
  case finding(TableFinding, earlier: [TableFinding])
  /// For callers: their `makeSink` does not accept the header, for a reason that they keep.
  case headerRefused
}

/// The findings of one worker, or of all, in file order.
struct FindingLog {
  /// Bytes of raw records that findings hold in all; what comes later is cut to an excerpt.
  static let rawBudget = 8 << 20
  static let excerptSize = 4 << 10

  /// The first findings, their lines relative to the batch.
  private(set) var kept: [(batch: Int, finding: TableFinding)] = []
  private(set) var counts: [TableFinding.Kind: Int] = [:]
  let keptMaximum: Int
  private var rawSize = 0

  init(keptMaximum: Int) { self.keptMaximum = keptMaximum }

  var isFull: Bool { kept.count >= keptMaximum }

  /// Counts one finding that is not kept.
  mutating func count(_ kind: TableFinding.Kind) { counts[kind, default: 0] += 1 }

  /// Counts one finding and keeps it while there is room.
  mutating func add(_ finding: TableFinding, batch: Int) {
    count(finding.kind)
    if !isFull { keep(finding, batch: batch) }
  }

  private mutating func keep(_ finding: TableFinding, batch: Int) {
    var finding = finding
    if rawSize >= FindingLog.rawBudget {
      finding.raw = Array(finding.raw.prefix(FindingLog.excerptSize))
    }
    rawSize += finding.raw.count
    kept.append((batch, finding))
  }

  /// The findings of several workers as one log.
  static func merged(_ logs: [FindingLog], keptMaximum: Int) -> FindingLog {
    var all = FindingLog(keptMaximum: keptMaximum)
    for log in logs {
      for (kind, count) in log.counts { all.counts[kind, default: 0] += count }
    }
    let found = logs.flatMap(\.kept).sorted { $0.finding.byteOffset < $1.finding.byteOffset }
    for (batch, finding) in found.prefix(keptMaximum) { all.keep(finding, batch: batch) }
    return all
  }

  /// The same log for a file of another encoding than UTF-8.
  mutating func name(_ encoding: TextEncoding) {
    if encoding == .utf8 { return }
    for i in kept.indices { kept[i].finding.name(encoding) }
    if let count = counts.removeValue(forKey: .invalidUTF8) { counts[.invalidCharacter] = count }
  }

  /// The findings kept of batches before `limit`, with lines of the file.
  func resolved(_ lines: LineIndex, before limit: Int = .max) -> [TableFinding] {
    kept.filter { $0.batch < limit }.map { lines.resolved($0.finding, batch: $0.batch) }
  }
}

extension TableFinding {
  /// Says what is wrong with a character in terms of the file's encoding.
  mutating func name(_ encoding: TextEncoding) {
    if encoding != .utf8 && kind == .invalidUTF8 { kind = .invalidCharacter }
  }
}

extension LineIndex {
  /// A finding of a batch with lines of the file.
  func resolved(_ finding: TableFinding, batch: Int) -> TableFinding {
    var finding = finding
    finding.line += linesBefore(batch: batch)
    finding.recordLine += linesBefore(batch: batch)
    return finding
  }
}

/// The finding for a problem of the record `bytes[from..<to]`.
///
/// - Parameters:
///   - offset: the file offset of `bytes[0]`.
///   - linesBefore: line ends between the start of the batch (or file) and the record.
func makeFinding(
  _ problem: RecordProblem, in bytes: Span<UInt8>, from: Int, to: Int, end: RecordEnd,
  offset: Int, linesBefore: Int
) -> TableFinding {
  var lineStart = problem.at
  while lineStart > from, bytes[lineStart - 1] != lineFeed { lineStart -= 1 }
  var column = 1
  for i in lineStart..<problem.at where bytes[i] & 0xC0 != 0x80 { column += 1 }
  let stop = RecordJudge.contentEnd(bytes, from: from, to: to, end: end)
  var raw: [UInt8] = []
  raw.reserveCapacity(stop - from)
  for i in from..<stop { raw.append(bytes[i]) }
  return TableFinding(
    kind: problem.kind,
    line: linesBefore + lineCount(bytes, from: from, before: problem.at) + 1,
    column: column, byteOffset: offset + problem.at, fieldIndex: problem.field,
    found: problem.found, expected: problem.expected, recordLine: linesBefore + 1,
    lineCount: lineCount(bytes, from: from, before: to) + 1,
    isCutOff: end != .lineFeed && problem.kind == .invalidUTF8
      && isCutOff(bytes, at: problem.at, to: to),
    raw: raw)
}
