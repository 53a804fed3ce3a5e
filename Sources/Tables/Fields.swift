// From a raw field to its value, and small tables whole. Most fields are their own value; a quoted
// one loses its outer quotes and every second one of its inner quotes.
//
// Unsafe: an array takes a whole span at once only through a pointer to it.

/// Whether a raw field is quoted, that is, differs from its value. O(1).
@inlinable
public func isQuoted(_ bytes: Span<UInt8>, from: Int, to: Int) -> Bool {
  from < to && bytes[from] == UInt8(ascii: "\"")
}

/// The value of a raw field of a well-formed record. O(size).
public func decodeField(_ bytes: Span<UInt8>, from: Int, to: Int) -> [UInt8] {
  var value: [UInt8] = []
  decodeField(bytes, from: from, to: to, into: &value)
  return value
}

/// Appends the value of a raw field of a well-formed record. O(size).
public func decodeField(
  _ bytes: Span<UInt8>, from: Int, to: Int, into value: inout [UInt8]
) {
  guard isQuoted(bytes, from: from, to: to) else {
    // Most fields by far.
    append(bytes, from..<to, to: &value)
    return
  }
  var i = from + 1
  while i < to - 1 {
    value.append(bytes[i])
    i += bytes[i] == quote ? 2 : 1
  }
}

/// Appends bytes in one copy.
public func append(_ bytes: Span<UInt8>, _ range: Range<Int>, to array: inout [UInt8]) {
  unsafe bytes.extracting(range).withUnsafeBufferPointer {
    unsafe array.append(contentsOf: $0)
  }
}

/// Appends the bytes of words as they stand in memory.
func append(_ words: Span<UInt64>, to array: inout [UInt8]) {
  unsafe words.withUnsafeBytes { unsafe array.append(contentsOf: $0) }
}

/// LF bytes of `bytes[from..<offset]`: with `from` 0, the `localLine` of a record that starts at
/// `offset` of a batch. O(size), many bytes at a time.
public func lineCount(_ bytes: Span<UInt8>, from: Int = 0, before offset: Int) -> Int {
  count(lineFeed, in: bytes, from: from, to: offset)
}

/// A table in memory.
public struct TextTable: Sendable {
  public let header: Header
  /// Decoded cells of the well-formed records, in file order.
  public let rows: [[String]]
  /// 1-based line of the file on which each row begins.
  public let lines: [Int]
  /// Digest, findings and the rest.
  public let report: ScanReport
}

/// Reads a table of modest size whole. Memory: some 100 bytes a cell.
public func readTable(
  at path: String, format: TableFormat = TableFormat(), options: ScanOptions = ScanOptions()
) throws(TableError) -> TextTable {
  let (sinks, report) = try scanTable(at: path, format: format, options: options) {
    (_) throws(TableError) in TextSink()
  }
  let rows = sinks.flatMap(\.rows).sorted {
    ($0.batch, $0.localLine) < ($1.batch, $1.localLine)
  }
  return TextTable(
    header: report.header, rows: rows.map(\.cells),
    lines: rows.map { report.line(batch: $0.batch, localLine: $0.localLine) }, report: report)
}

private final class TextSink: RecordSink {
  struct Row {
    let batch: Int
    let localLine: Int
    let cells: [String]
  }

  var rows: [Row] = []

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    var line = 0
    var counted = 0
    for record in 0..<batch.records {
      let first = record * (batch.columns + 1)
      var start = Int(fields[first])
      line += lineCount(bytes, from: counted, before: start)
      counted = start
      var cells: [String] = []
      for column in 1...batch.columns {
        let end = Int(fields[first + column])
        let value = decodeField(bytes, from: start, to: end)
        cells.append(String(decoding: value, as: UTF8.self))
        start = end + 1
      }
      rows.append(Row(batch: batch.number, localLine: line, cells: cells))
    }
  }
}
