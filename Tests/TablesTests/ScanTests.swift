import Testing

@testable import Tables

@Test("records are cut at line ends outside quotes and their fields handed raw")
func recordsAreCut() throws {
  let text = "a,b\r\n1,\"x,\"\"\ny\"\n\n3\n4,5"
  final class Sink: RecordSink {
    var cells: [[String]] = []
    func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
      for record in 0..<batch.records {
        let at = record * (batch.columns + 1)
        let ends = (1...batch.columns).map { Int(fields[at + $0]) }
        let starts = [Int(fields[at])] + ends.dropLast().map { $0 + 1 }
        cells.append(
          zip(starts, ends).map {
            String(decoding: decodeField(bytes, from: $0, to: $1), as: UTF8.self)
          })
      }
    }
  }
  let (sinks, report) = try scanTable(Array(text.utf8)) { (_) throws(TableError) in Sink() }
  #expect(sinks.flatMap(\.cells) == [["1", "x,\"\ny"], ["4", "5"]])
  #expect(report.findings.map(\.kind) == [.blankLine, .raggedRecord])
  #expect(report.findings.map(\.line) == [4, 5])
  #expect(report.records == 2)
}
