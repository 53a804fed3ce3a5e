// Cells that a scope by date asks and that are no dates of the forms that the plan declares: the
// condition never holds for them, which must be said.
//
// The one thing to know: one of these belongs to one worker, who sees its batches in ascending
// order; of all workers' first cells the first of the file is reported, whoever saw it.

import Tables

/// The first such cell of each column, as one worker saw it.
final class DateDoubts {
  struct Cell {
    var batch: Int
    var base: Int
    var localLine: Int
    var value: [UInt8]
  }

  private(set) var first: [Int: Cell] = [:]
  /// The batch at hand.
  var batch = 0

  /// Looks at a cell that is no date as it should be written.
  func note(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields, column: Int
  ) {
    if let first = first[column], (first.batch, first.base) <= (batch, record.base) { return }
    let range = record.range(column, fields)
    let value = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    if value.isEmpty { return }
    var lines = LineCursor(batch: batch)
    first[column] = Cell(
      batch: batch, base: record.base,
      localLine: lines.line(at: Int(fields[record.base]), bytes), value: value)
  }

  /// What the workers found, the first of the file for each column.
  static func findings(_ doubts: [DateDoubts], _ scan: ScanReport, file: String) -> [Finding] {
    var first: [Int: Cell] = [:]
    for (column, cell) in doubts.flatMap(\.first) {
      guard let known = first[column], (known.batch, known.base) <= (cell.batch, cell.base) else {
        first[column] = cell
        continue
      }
    }
    return first.sorted { $0.key < $1.key }.map { column, cell in
      let text = String(decoding: cell.value, as: UTF8.self)
      return Finding(
        severity: .warning, code: "date-not-read", file: file,
        line: scan.line(batch: cell.batch, localLine: cell.localLine),
        arguments: [
          scan.header.names[column], text, Day(written: text) == nil ? "" : "dates",
        ])
    }
  }
}
