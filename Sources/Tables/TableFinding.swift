// What can be wrong with a table, as values: a finding names the first problem of one record, at
// its byte; an error ends the scan. Sentences are made elsewhere.

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
  }

  public let kind: Kind
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
  /// The record as written, without its line end: whole while the findings kept before it hold
  /// less than 8 MiB, else its first 4 KiB.
  public internal(set) var raw: [UInt8]

  public init(
    kind: Kind, line: Int, column: Int, byteOffset: Int, fieldIndex: Int, found: Int,
    expected: Int, recordLine: Int, lineCount: Int, raw: [UInt8]
  ) {
    (self.kind, self.line, self.column, self.byteOffset) = (kind, line, column, byteOffset)
    (self.fieldIndex, self.found, self.expected) = (fieldIndex, found, expected)
    (self.recordLine, self.lineCount, self.raw) = (recordLine, lineCount, raw)
  }
}

/// Why a table could not be scanned.
public enum TableError: Error, Sendable, Hashable {
  case notFound(path: String)
  case isDirectory(path: String)
  /// The system refused a call on the file; `errno` is its reason.
  case cannotRead(path: String, errno: Int32)
  /// Size, time of change or identity of the file differ after the scan from before.
  case changedWhileReading(path: String)
  /// The table ends here: its header, its size or an open quote leaves no records to go on with.
  /// `earlier` holds the findings kept before it, in file order.
  case finding(TableFinding, earlier: [TableFinding])
  /// For callers: their `makeSink` does not accept the header, for a reason that they keep.
  case headerRefused
}
