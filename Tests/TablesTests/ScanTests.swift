// The scanner against the slow reader: every case, cut at every place, by one to four workers.
import Testing

@testable import Tables

/// What the scanner says, in the slow reader's terms.
func scanned(
  _ bytes: [UInt8], partSize: Int, jobs: Int, format: TableFormat = TableFormat()
) throws -> Verdict {
  var options = ScanOptions()
  (options.partSize, options.jobs, options.keptFindings) = (partSize, jobs, .max)
  var verdict = Verdict()
  do throws(TableError) {
    let (sinks, report) = try scanTable(bytes, format: format, options: options) {
      (_) throws(TableError) in CellSink()
    }
    let rows = sinks.flatMap(\.rows).sorted { ($0.batch, $0.localLine) < ($1.batch, $1.localLine) }
    verdict.header = report.header.names
    verdict.hasMark = report.hasByteOrderMark
    verdict.rows = rows.map {
      Verdict.Row(line: report.line(batch: $0.batch, localLine: $0.localLine), cells: $0.cells)
    }
    verdict.findings = report.findings
    #expect(report.records == rows.count)
    #expect(report.digest == FileDigest(of: bytes))
    #expect(report.rejected == report.findings.count)
    for sink in sinks { #expect(sink.isAscending) }
  } catch {
    guard case .finding(let fatal, let earlier) = error else { throw error }
    (verdict.fatal, verdict.findings) = (fatal, earlier)
  }
  return verdict
}

/// Decodes every cell of every record.
final class CellSink: RecordSink {
  var rows: [(batch: Int, localLine: Int, cells: [String])] = []
  var isAscending = true
  private var lastBatch = -1

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    isAscending = isAscending && batch.number > lastBatch
    lastBatch = batch.number
    precondition(fields.count == batch.records * (batch.columns + 1))
    for record in 0..<batch.records {
      let first = record * (batch.columns + 1)
      var start = Int(fields[first])
      let line = lineCount(bytes, before: start)
      if batch.lines == batch.records { precondition(line == record) }
      var cells: [String] = []
      for column in 1...batch.columns {
        let end = Int(fields[first + column])
        cells.append(String(decoding: decodeField(bytes, from: start, to: end), as: UTF8.self))
        start = end + 1
      }
      rows.append((batch.number, line, cells))
    }
  }
}

/// Expects the slow reader's verdict, which it returns, at all part sizes and jobs given; and the
/// same where every line is a row.
@discardableResult
func expectSameVerdict(
  _ bytes: [UInt8], sizes: some Sequence<Int>, jobs: ClosedRange<Int> = 1...4,
  delimiter: UInt8 = UInt8(ascii: ","), sourceLocation: SourceLocation = #_sourceLocation
) throws -> Verdict {
  var format = TableFormat()
  format.delimiter = delimiter
  format.encoding = .utf8
  format.rowPerLine = true
  _ = try sameVerdict(bytes, sizes, jobs, format, sourceLocation)
  format.rowPerLine = false
  return try sameVerdict(bytes, sizes, jobs, format, sourceLocation)
}

private func sameVerdict(
  _ bytes: [UInt8], _ sizes: some Sequence<Int>, _ jobs: ClosedRange<Int>, _ format: TableFormat,
  _ sourceLocation: SourceLocation
) throws -> Verdict {
  var expected = SlowReader(bytes: bytes, format: format).read()
  if expected.fatal != nil { (expected.header, expected.rows, expected.hasMark) = ([], [], false) }
  for size in sizes {
    for jobs in jobs {
      let found = try scanned(bytes, partSize: size, jobs: jobs, format: format)
      if found != expected {
        let text = String(decoding: bytes.prefix(300), as: UTF8.self).debugDescription
        Issue.record(
          "\(text) part \(size) jobs \(jobs) \(format): \(found) instead of \(expected)",
          sourceLocation: sourceLocation)
        return expected
      }
    }
  }
  return expected
}

@Test("every case reads the same cut at every place by any number of workers")
func casesAreCutEverywhere() throws {
  for bytes in scanCases {
    try expectSameVerdict(bytes, sizes: Array(1...min(200, bytes.count + 1)) + [1 << 20])
  }
}

@Test("where every line is a row, a quote that is never closed spoils its line alone")
func rowPerLine() throws {
  var format = TableFormat()
  format.rowPerLine = true
  let bytes = Array("a,b\n1,\"2\n3,4\n5\",6\n\"7\",\"8\"\n\"9,\n".utf8)
  let verdict = try scanned(bytes, partSize: 1 << 20, jobs: 1, format: format)
  #expect(verdict.rows.map(\.cells) == [["3", "4"], ["7", "8"]])
  #expect(verdict.rows.map(\.line) == [3, 5])
  #expect(
    verdict.findings.map(\.kind) == [.unterminatedQuote, .malformedQuote, .unterminatedQuote])
  #expect(verdict.findings.map(\.line) == [2, 4, 6])
}

@Test("more workers than parts or cores change nothing")
func manyWorkers() throws {
  for bytes in scanCases.prefix(100) {
    for jobs in [8, 64] { try expectSameVerdict(bytes, sizes: [1, 7], jobs: jobs...jobs) }
  }
}

@Test("broken text is found wherever the blocks of 64 bytes fall")
func brokenTextAtBlockEdges() throws {
  for padding in 48...72 {
    let head = Array("a,b\n".utf8) + [UInt8](repeating: 0x78, count: padding)
    for sequence in brokenSequences {
      // The second record begins with what could go on with the first one's last character.
      let bytes = head + sequence + [0x0A] + [0x80, 0x80] + Array(",1\n4,5\n".utf8)
      try expectSameVerdict(bytes, sizes: [1 << 20], jobs: 1...1)
    }
  }
}

@Test("text that is well-formed is never under suspicion, wherever the blocks of 64 bytes fall")
func soundTextIsClear() {
  let text = "甲,é,\"x,\"\"\n한국어\",Ωя,“引”,😀𠮷,\u{7FF}\u{800}\u{FFFF}\u{10FFFF},ไทย\r\n"
  for form in 0...3 {
    ScannerForm.limit(to: form)
    defer { ScannerForm.limit(to: .max) }
    for padding in 0..<130 {
      let head = String(repeating: "x", count: padding) + ",\n"
      let bytes = Array((head + String(repeating: text, count: 8)).utf8)
      var masks = BlockMasks()
      masks.restart()
      var entries = [UInt32](repeating: 0, count: BlockMasks.stretchEntries)
      _ = masks.find(
        in: bytes.span, from: 0, size: bytes.count, base: 0, delimiter: 0x2C, entries: &entries,
        first: 0)
      #expect(masks.badBlocks.isEmpty)
      #expect(masks.records == 9)
      #expect(masks.lines == 17)
    }
  }
}

@Test("a delimiter other than the comma is the only separator")
func otherDelimiters() throws {
  for text in ["a\tb\n1,2\t\"x\ty\"\n,\t,\n\"\t\n", "a;b\n;\n1;2;3\n"] {
    for delimiter in "\t;".utf8 {
      try expectSameVerdict(Array(text.utf8), sizes: 1...24, delimiter: delimiter)
    }
  }
}

@Test("the slow reader itself reads as written down here")
func slowReaderReads() {
  let text = "\u{FEFF}甲,\"b \"\"c\"\"\"\r\n1,\"x,\ny\"\n\n3\n4,5,6\n7,\"8\"9\n八,九\r十\n0,\"open\n"
  let verdict = SlowReader(bytes: Array(text.utf8)).read()
  #expect(verdict.hasMark)
  #expect(verdict.header == ["甲", "b \"c\""])
  #expect(verdict.rows == [Verdict.Row(line: 2, cells: ["1", "x,\ny"])])
  let kinds: [TableFinding.Kind] = [
    .blankLine, .raggedRecord, .raggedRecord, .textAfterQuote, .bareCarriageReturn,
  ]
  #expect(verdict.findings.map(\.kind) == kinds)
  #expect(verdict.findings.map(\.line) == [4, 5, 6, 7, 8])
  #expect(verdict.findings.map(\.column) == [1, 2, 5, 6, 4])
  #expect(verdict.fatal?.kind == .unterminatedQuote)
  #expect(verdict.fatal?.line == 9)
  #expect(verdict.fatal?.column == 3)
}

@Test("parts are as many pieces as are digested at once, on any processor", arguments: [1, 2, 7])
func partsSuitTheTable(jobs: Int) {
  let piece = FileDigest.pieceSize
  let long = 8 * 16 * jobs * piece
  for (few, most, size, expected) in [
    // SHA instructions and wide lanes: many pieces, where each worker has eight parts or more.
    (4, 16, 0, 4), (4, 16, long - 1, 4), (4, 16, long, 16), (4, 16, 40 << 30, 16),
    // One form alone.
    (4, 4, 0, 4), (4, 4, 40 << 30, 4), (8, 8, long, 8),
  ] {
    let part = ScanOptions.partSize(of: size, jobs: jobs, few: few, most: most)
    #expect(part == expected * piece, "\(few), \(most): \(size) bytes")
  }
  var options = ScanOptions()
  options.jobs = jobs
  #expect(options.partSize(of: nil) == options.partSize(of: 0))
  options.partSize = 12_345
  #expect(options.partSize(of: 40 << 30) == 12_345)
}

@Test("pieces are digested in wide lanes where these are faster, and more than half have work")
func formsOfPieces() {
  let all = HashLanes.Form.allCases
  func form(_ count: Int, _ available: [HashLanes.Form], isWide: Bool) -> HashLanes.Form {
    .best(ofPieces: count, among: available, isWide: isWide)
  }
  #expect(form(8, all, isWide: true) == .sha && form(9, all, isWide: true) == .avx512)
  #expect(form(16, all, isWide: false) == .sha)
  #expect(form(16, [.portable, .avx2], isWide: false) == .avx2)
  #expect(form(1, [.portable], isWide: false) == .portable)
}
