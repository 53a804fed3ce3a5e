// Cells of which it must be said how they are taken: no date where a scope by date asks, so that
// the condition does not hold; a blank around a value that decides (吊销 and a blank), so that it
// is another value. And the statuses that there are, to tell a plan's misspelt one.
//
// The one thing to know: one of these belongs to one worker, who sees its batches in ascending
// order; of all workers' first cells the first of the file is reported, whoever saw it. How many
// there are is not known: rows take the shortcut of their class.

import Tables

/// The first doubtful cell of each column, as one worker saw it.
final class CellDoubts {
  enum Doubt: String {
    case noDate = "date-not-read"
    case outerBlank = "outer-blank-counts"
  }

  private struct Kind: Hashable {
    var column: Int
    var doubt: Doubt
  }

  private struct Cell {
    var batch: Int
    var base: Int
    var localLine: Int
    var value: [UInt8]
  }

  private var first: [Kind: Cell] = [:]
  /// Registration statuses met, as long as they are few.
  var statuses = ByteTable()
  /// The batch at hand.
  var batch = 0

  /// Notes a cell, unless it is empty.
  func note(
    _ doubt: Doubt, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields,
    column: Int
  ) {
    let kind = Kind(column: column, doubt: doubt)
    if let first = first[kind], (first.batch, first.base) <= (batch, record.base) { return }
    let range = record.range(column, fields)
    let value = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    if value.isEmpty { return }
    var lines = LineCursor(batch: batch)
    first[kind] = Cell(
      batch: batch, base: record.base,
      localLine: lines.line(at: Int(fields[record.base]), bytes), value: value)
  }

  /// What the workers found, the first of the file for each column.
  static func findings(_ doubts: [CellDoubts], _ scan: ScanReport, file: String) -> [Finding] {
    var first: [Kind: Cell] = [:]
    for (kind, cell) in doubts.flatMap(\.first) {
      guard let known = first[kind], (known.batch, known.base) <= (cell.batch, cell.base) else {
        first[kind] = cell
        continue
      }
    }
    let sorted = first.sorted {
      ($0.key.column, $0.key.doubt.rawValue) < ($1.key.column, $1.key.doubt.rawValue)
    }
    return sorted.map { kind, cell in
      let text = String(decoding: cell.value, as: UTF8.self)
      return Finding(
        severity: .warning, code: kind.doubt.rawValue, file: file,
        line: scan.line(batch: cell.batch, localLine: cell.localLine),
        arguments: [
          scan.header.names[kind.column], text, Day(written: text) == nil ? "" : "dates",
        ])
    }
  }
}

extension SurveyState {
  /// Looks at the cells that decide what becomes of a row: blanks around them, its status.
  func noteCells(_ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>) {
    if let column = program.statusColumn, doubts.statuses.count < Limits.statuses {
      _ = intern(record.range(column, fields), bytes, &doubts.statuses)
    }
    for column in program.classColumns {
      let range = record.range(column, fields)
      let inner =
        isQuoted(bytes, from: range.lowerBound, to: range.upperBound)
        ? range.lowerBound + 1..<range.upperBound - 1 : range
      if trimmed(bytes, inner) != inner {
        doubts.note(.outerBlank, bytes, fields, record, column: column)
      }
    }
  }
}

extension MergedSurvey {
  /// Statuses that tasks exclude and no row has, where a row has one spelt nearly so.
  func statusesNotMet() -> [Finding] {
    var met: Set<String> = []
    for table in statuses {
      for index in 0..<table.count {
        met.insert(String(decoding: table.key(Int32(index)), as: UTF8.self))
      }
    }
    guard statuses.allSatisfy({ $0.count < Limits.statuses }) else { return [] }
    return program.tasks.flatMap { task in
      let excluded = task.task.exclusions.status
      let others = inByteOrder(met.subtracting(excluded))
      return excluded.filter { !met.contains($0) }.compactMap { word in
        nearest(word, among: others).map {
          Finding(.note, "status-not-met", at: task.task.position, [task.task.key, word, $0])
        }
      }
    }
  }
}
