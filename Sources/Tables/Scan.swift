// The pass over a table (first form: serial, one batch; the definition of the results).

/// Scans a table: every record is cut, checked and, if well-formed, handed to a sink.
///
/// - Parameter makeSink: called once per worker, at least once, before any record.
/// - Throws: what keeps the table from being read to its end; see `TableError`.
public func scanTable<S: RecordSink>(
  at path: String, format: TableFormat = TableFormat(), options: ScanOptions = ScanOptions(),
  makeSink: (Header) throws(TableError) -> S
) throws(TableError) -> (sinks: [S], report: ScanReport) {
  try scanTable(readWhole(path), format: format, options: options, makeSink: makeSink)
}

/// Scans a table that is in memory; see `scanTable(at:format:options:makeSink:)`.
public func scanTable<S: RecordSink>(
  _ bytes: [UInt8], format: TableFormat = TableFormat(), options: ScanOptions = ScanOptions(),
  makeSink: (Header) throws(TableError) -> S
) throws(TableError) -> (sinks: [S], report: ScanReport) {
  var pass = SerialPass(delimiter: format.delimiter, kept: options.keptFindings)
  let header = try pass.header(bytes.span)
  let sink = try makeSink(header)
  try pass.records(bytes.span)
  let batch = Batch(
    number: 0, offset: 0, columns: header.names.count, records: pass.recordCount,
    lines: lineCount(bytes.span, before: bytes.count))
  if pass.recordCount > 0 { sink.take(bytes.span, pass.fields.span, batch) }
  let report = ScanReport(
    header: header, digest: FileDigest(of: bytes), records: pass.recordCount,
    findings: pass.findings, findingCounts: pass.counts, hasByteOrderMark: pass.hasMark,
    lineBases: [LineBase(batch: 0, linesBefore: 0)])
  return ([sink], report)
}

private struct SerialPass {
  let delimiter: UInt8
  let kept: Int
  var judge: RecordJudge
  var at = 0
  var line = 0
  var hasMark = false
  var recordCount = 0
  var fields: [UInt32] = []
  var findings: [TableFinding] = []
  var counts: [TableFinding.Kind: Int] = [:]

  init(delimiter: UInt8, kept: Int) {
    (self.delimiter, self.kept) = (delimiter, kept)
    judge = RecordJudge(delimiter: delimiter)
  }

  mutating func header(_ bytes: Span<UInt8>) throws(TableError) -> Header {
    hasMark = bytes.count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF
    if hasMark { at = 3 }
    let start = at
    if at == bytes.count {
      throw fatal(bytes, RecordProblem(kind: .emptyFile, at: at, field: 0), at)
    }
    let (to, end) = next(bytes)
    if let problem = judge.judge(bytes, from: start, to: to, end: end) {
      throw fatal(bytes, problem, to)
    }
    var names: [String] = []
    var from = start
    for end in judge.ends {
      let value = decodeField(bytes, from: from, to: end)
      let name = String(decoding: value, as: UTF8.self)
      let isTwin = names.contains { $0.utf8.elementsEqual(value) }
      if value.isEmpty || isTwin {
        let kind: TableFinding.Kind = isTwin ? .duplicateHeader : .emptyHeader
        throw fatal(bytes, RecordProblem(kind: kind, at: from, field: names.count), to, start)
      }
      names.append(name)
      from = end + 1
    }
    judge.columns = names.count
    advance(bytes, to)
    return Header(names: names)
  }

  mutating func records(_ bytes: Span<UInt8>) throws(TableError) {
    while at < bytes.count {
      let start = at
      let (to, end) = next(bytes)
      if let problem = judge.judge(bytes, from: start, to: to, end: end) {
        if problem.isFatal || end == .limit { throw fatal(bytes, problem, to) }
        counts[problem.kind, default: 0] += 1
        if findings.count < kept { findings.append(finding(bytes, problem, start, to, end)) }
      } else {
        fields.append(UInt32(start))
        fields += judge.ends.map { UInt32($0) }
        recordCount += 1
      }
      advance(bytes, to)
    }
  }

  mutating func advance(_ bytes: Span<UInt8>, _ to: Int) {
    line += lineCount(bytes, from: at, before: to) + 1
    at = to + 1
  }

  func next(_ bytes: Span<UInt8>) -> (Int, RecordEnd) {
    var inside = false
    var to = at
    while to < bytes.count, to - at <= TableLimits.recordSize {
      if bytes[to] == quote { inside.toggle() }
      if bytes[to] == lineFeed && !inside { return (to, .lineFeed) }
      to += 1
    }
    return (to, to - at > TableLimits.recordSize ? .limit : .endOfFile)
  }

  func fatal(
    _ bytes: Span<UInt8>, _ problem: RecordProblem, _ to: Int, _ start: Int? = nil
  ) -> TableError {
    .finding(finding(bytes, problem, start ?? at, to, .endOfFile), earlier: findings)
  }

  func finding(
    _ bytes: Span<UInt8>, _ problem: RecordProblem, _ from: Int, _ to: Int, _ end: RecordEnd
  ) -> TableFinding {
    var lineStart = problem.at
    while lineStart > from, bytes[lineStart - 1] != lineFeed { lineStart -= 1 }
    var column = 1
    for i in lineStart..<problem.at where bytes[i] & 0xC0 != 0x80 { column += 1 }
    let stop = RecordJudge.contentEnd(bytes, from: from, to: to, end: end)
    return TableFinding(
      kind: problem.kind, line: line + lineCount(bytes, from: from, before: problem.at) + 1,
      column: column, byteOffset: problem.at, fieldIndex: problem.field, found: problem.found,
      expected: problem.expected, recordLine: line + 1,
      lineCount: lineCount(bytes, from: from, before: to) + 1,
      raw: Array((from..<stop).map { bytes[$0] }))
  }
}
