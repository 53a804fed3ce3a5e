// Small tables whole: every cell as text, each row with its line.

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
