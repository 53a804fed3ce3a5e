// What the fuzzer calls. The first byte of an input says which reader the rest is for, the second
// the size of a part; a difference between the scanner and the slow reader is a crash.
//
// Built by fuzz.sh together with the libraries, all instrumented; no part of the package.

@testable import DoubleRandom
@testable import Tables

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 2 else { return 0 }
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let rest = Array(input.dropFirst(2))
  switch input[0] % 6 {
  case 0: expectSameVerdict(rest, partSize: Int(input[1]) + 1, rowPerLine: false)
  case 1: expectSameVerdict(rest, partSize: Int(input[1]) + 1, rowPerLine: true)
  case 2: _ = try? parseJSON5(rest)
  case 3: _ = try? DrawRecord(rest)
  case 4:
    var findings = Findings()
    _ = checkLedger(
      LedgerCheckRequest(bytes: rest, path: "/nowhere/ledger.jsonl", heads: []),
      findings: &findings)
    _ = findings.text(.zh)
  default:
    // Plans are read from files: one in memory, the same for all inputs.
    var findings = Findings()
    try? writeFile(rest, to: "/dev/shm/shuangsuiji-fuzz.json5", replace: true)
    _ = readPlan(at: "/dev/shm/shuangsuiji-fuzz.json5", findings: &findings)
    _ = findings.text(.en)
  }
  return 0
}

private func expectSameVerdict(_ bytes: [UInt8], partSize: Int, rowPerLine: Bool) {
  var format = TableFormat()
  format.encoding = .utf8
  format.rowPerLine = rowPerLine
  var expected = SlowReader(bytes: bytes, format: format).read()
  if expected.fatal != nil { (expected.header, expected.rows, expected.hasMark) = ([], [], false) }
  var options = ScanOptions()
  options.partSize = partSize
  options.keptFindings = .max
  var found = Verdict()
  do throws(TableError) {
    let (sinks, report) = try scanTable(bytes, format: format, options: options) {
      (_) throws(TableError) in VerdictSink()
    }
    found.header = report.header.names
    found.hasMark = report.hasByteOrderMark
    found.findings = report.findings
    found.rows = sinks.flatMap(\.rows).map {
      Verdict.Row(line: report.line(batch: $0.batch, localLine: $0.line), cells: $0.cells)
    }
  } catch {
    guard case .finding(let fatal, let earlier) = error else { fatalError("\(error)") }
    (found.fatal, found.findings) = (fatal, earlier)
  }
  if found != expected { fatalError("\(found) instead of \(expected)") }
}

private final class VerdictSink: RecordSink {
  var rows: [(batch: Int, line: Int, cells: [String])] = []

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    for record in 0..<batch.records {
      let first = record * (batch.columns + 1)
      var start = Int(fields[first])
      let line = lineCount(bytes, before: start)
      let cells = (1...batch.columns).map { column in
        let end = Int(fields[first + column])
        defer { start = end + 1 }
        return String(decoding: decodeField(bytes, from: start, to: end), as: UTF8.self)
      }
      rows.append((batch.number, line, cells))
    }
  }
}
