// Fields, records and headers at their limits and beyond, and how many findings are kept.
import Testing

@testable import Tables

private func text(_ count: Int, _ byte: Character = "x") -> [UInt8] {
  [UInt8](repeating: byte.asciiValue!, count: count)
}

/// Part sizes on both sides of the limits.
private let sizes = [1_000_000, 16 << 20]

@Test("a field may have 1 MiB, not a byte more")
func fieldLimit() throws {
  let head = Array("a,b\n1,2\n3,".utf8)
  let tail = Array("\n4,5\n".utf8)
  let fits = head + text(TableLimits.fieldSize) + tail
  #expect(try expectSameVerdict(fits, sizes: sizes, jobs: 2...2).rows.count == 3)

  let exceeds = head + text(TableLimits.fieldSize + 1) + tail
  let verdict = try expectSameVerdict(exceeds, sizes: sizes, jobs: 2...2)
  #expect(verdict.findings.map(\.kind) == [.fieldTooLong])

  let quoted = head + Array("\"".utf8) + text(TableLimits.fieldSize - 1) + Array("\"".utf8) + tail
  let other = try expectSameVerdict(quoted, sizes: sizes, jobs: 2...2)
  #expect(other.findings.map(\.byteOffset) == [10])
}

@Test("a record may have 4 MiB, not a byte more; a longer one ends the scan")
func recordLimit() throws {
  let field = text((1 << 20) - 1) + Array(",".utf8)
  for (extra, end) in [(0, "\n1,2,3,4,5\n"), (1, "")] {
    let record = field + field + field + field + text(extra)
    let bytes = Array("a,b,c,d,e\nx\n".utf8) + record + Array(end.utf8)
    let verdict = try expectSameVerdict(bytes, sizes: sizes, jobs: 2...2)
    #expect(verdict.fatal?.kind == (extra == 0 ? nil : .recordTooLong))
    #expect(verdict.findings.map(\.kind) == [.raggedRecord])
  }
}

@Test("a quote never closed is reported at its opening, within the record limit")
func openQuote() throws {
  let head = Array("a,b\n1,2\n3,\"".utf8)
  for size in [100, TableLimits.recordSize + 5] {
    let bytes = head + text(size, "\n")
    let found = try expectSameVerdict(bytes, sizes: sizes, jobs: 2...2).fatal
    #expect(found?.kind == .unterminatedQuote)
    #expect(found?.line == 3)
    #expect(found?.column == 3)
    #expect(found?.byteOffset == 10)
  }
}

@Test("a quote in the middle of a text that opens the rest of the file is reported where it stands")
func strayQuote() throws {
  let bytes = Array("a,b\n5\" pipe,1\n".utf8) + text(TableLimits.recordSize, "\n")
  let found = try expectSameVerdict(bytes, sizes: sizes, jobs: 2...2).fatal
  #expect(found?.kind == .malformedQuote)
  #expect(found?.column == 2)
}

@Test("a record of a million fields is one finding, and so is a header of too many names")
func tooManyFields() throws {
  let wide = Array("a,b\n".utf8) + text(1_000_000, ",") + Array("\n1,2\n".utf8)
  let verdict = try expectSameVerdict(wide, sizes: sizes, jobs: 2...2)
  #expect(verdict.findings.map(\.found) == [1_000_001])

  for count in [TableLimits.columns, TableLimits.columns + 1] {
    let header = (0..<count).map { "c\($0)" }.joined(separator: ",")
    let bytes = Array("\(header)\n1\n".utf8)
    let fatal = try expectSameVerdict(bytes, sizes: [1000, 1 << 20], jobs: 1...2).fatal
    #expect(fatal?.kind == (count == TableLimits.columns ? nil : .tooManyColumns))
  }
}

@Test("the first findings are kept, all are counted, whoever finds them")
func keptFindings() throws {
  let bytes = Array("a,b\n".utf8) + (0..<500).flatMap { Array("\($0)\n1,2\n".utf8) }
  for jobs in 1...4 {
    var options = ScanOptions()
    (options.partSize, options.jobs, options.keptFindings) = (100, jobs, 7)
    let (_, report) = try scanTable(bytes, options: options) {
      (_) throws(TableError) in CellSink()
    }
    #expect(report.findings.map(\.line) == [2, 4, 6, 8, 10, 12, 14])
    #expect(report.findingCounts == [.raggedRecord: 500])
    #expect(report.rejected == 500)
    #expect(report.records == 500)
  }
}

@Test("raw records are kept whole for 8 MiB, then as excerpts, by any number of workers")
func rawBudget() throws {
  let bad = text(1_000_000) + Array("\n".utf8)
  let bytes = Array("a,b\n".utf8) + (0..<11).flatMap { _ in bad }
  for jobs in 1...2 {
    var options = ScanOptions()
    (options.partSize, options.jobs) = (1 << 20, jobs)
    let (_, report) = try scanTable(bytes, options: options) {
      (_) throws(TableError) in CellSink()
    }
    let sizes = report.findings.map(\.raw.count)
    #expect(sizes == Array(repeating: 1_000_000, count: 9) + Array(repeating: 4096, count: 2))
  }
}
