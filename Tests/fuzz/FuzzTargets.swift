// What the fuzzer calls. FUZZ_TARGET says which reader inputs are for; the first byte of one for
// the scanner is the size of a part. A difference between it and the slow reader is a crash.
//
// Built by fuzz.sh together with the libraries, all instrumented; no part of the package.

import Glibc

@testable import DoubleRandom
@testable import Tables

private let target = unsafe getenv("FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
/// Plans are read from files: one in memory, the same for all inputs.
private let planPath = "/dev/shm/shuangsuiji-fuzz-\(getpid()).json5"

/// One input of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let start, count > 1 else { return 0 }
  let input = unsafe Array(UnsafeBufferPointer(start: start, count: count))
  let rest = Array(input.dropFirst())
  switch target {
  case "scan": expectSameVerdict(rest, partSize: Int(input[0]) + 1, rowPerLine: false)
  case "lines": expectSameVerdict(rest, partSize: Int(input[0]) + 1, rowPerLine: true)
  case "json5": _ = try? parseJSON5(input)
  case "record":
    _ = try? DrawRecord(input)
    _ = try? ReportFacts(input)
  case "commitment":
    _ = try? Commitment(input)
    _ = SeedTranscript(input)
  case "ledger":
    var findings = Findings()
    _ = checkLedger(
      LedgerCheckRequest(bytes: input, path: "/nowhere/ledger.jsonl", heads: []),
      findings: &findings)
    _ = findings.text(.zh)
  case "plan":
    var findings = Findings()
    do { try writeFile(input, to: planPath, replace: true) } catch { fatalError("\(error)") }
    _ = readPlan(at: planPath, findings: &findings)
    _ = findings.text(.en)
  default: fatalError("FUZZ_TARGET: \(target)")
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
