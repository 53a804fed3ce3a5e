// Combinations of cells against the obvious: a dictionary of arrays of raw cells.

import Tables
import Testing

/// Takes each record's combination as the table and as a dictionary know it.
private final class CombinationSink: RecordSink {
  var table: CombinationTable
  var known: [[[UInt8]]: Int] = [:]
  var found: [Int32] = []
  var mistakes = 0

  init(columns: [Int], capacity: Int) {
    table = CombinationTable(columns: columns, capacity: capacity)
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    let width = batch.columns + 1
    table.find(bytes, fields, records: batch.records, width: width, into: &found)
    for record in 0..<batch.records {
      let cells = table.columns.map { column in
        let from = column == 0 ? fields[record * width] : fields[record * width + column] + 1
        return (from..<fields[record * width + column + 1]).map { bytes[Int($0)] }
      }
      if found[record] >= 0, Int(found[record]) != known[cells] { mistakes += 1 }
      let index = table.insert(bytes, fields, base: record * width, width: width)
      if let number = known[cells] {
        if index != number { mistakes += 1 }
      } else if let index {
        if index != known.count { mistakes += 1 }
        known[cells] = index
      } else if !table.isFull {
        mistakes += 1
      }
    }
    // Now all that fit are known.
    table.find(bytes, fields, records: batch.records, width: width, into: &found)
    for record in 0..<batch.records {
      let index = table.insert(bytes, fields, base: record * width, width: width)
      if Int(found[record]) != index ?? -1 { mistakes += 1 }
    }
  }
}

@Suite struct CombinationTableTests {
  /// Cells of all sizes around 8 and 16, alike but for one byte, quoted ones among them.
  private func table(rows: Int) -> [UInt8] {
    let text = "abcdefghijklmnopqrstuvwxyz"
    var lines = ["a,b,c,d"]
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for row in 0..<rows {
      var cells = (0..<3).map { _ in String(text.dropFirst(next(3)).prefix(next(20))) }
      if next(5) == 0 { cells[next(3)] = "\"" + cells[0] + "\"" }
      lines.append(cells.joined(separator: ",") + ",\(row)")
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  @Test(
    "each combination of raw cells has one index, in the order of arrival",
    arguments: [[0], [2], [0, 1], [1, 2], [0, 1, 2], [0, 1, 2, 3], [2, 1, 0, 1, 2], []])
  func combinations(columns: [Int]) throws {
    var options = ScanOptions()
    options.partSize = 3000
    let (sinks, report) = try scanTable(table(rows: 3000), options: options) { _ in
      CombinationSink(columns: columns, capacity: 1 << 12)
    }
    #expect(report.findings.isEmpty && report.records == 3000)
    #expect(sinks[0].mistakes == 0)
    #expect(sinks[0].table.count == sinks[0].known.count)
    #expect(columns.isEmpty ? sinks[0].known.count == 1 : sinks[0].known.count > 20)
  }

  @Test("a full table keeps what it has and takes no more")
  func fullTable() throws {
    let (sinks, _) = try scanTable(table(rows: 500)) { _ in
      CombinationSink(columns: [0, 3], capacity: 10)
    }
    #expect(sinks[0].mistakes == 0)
    #expect(sinks[0].table.isFull && sinks[0].table.count == 10)
  }
}
