// The pass over a table: read once, in parts of fixed size, by workers side by side; each part is
// digested, cut into records, checked and handed to its worker's sink while it is in memory.
//
//   open     first part(s), until the header is whole
//   work     per worker: read a part → take the baton (Relay) → digest → batches (Batches)
//   check    the file is what it was
//   report   digests, findings, lines, in file order
//
// The one thing to know: a part works on the records that *end* in it. What it begins with (quote
// parity, the record begun before it) comes with the baton and is never guessed, so every record
// is seen exactly once, and part sizes and jobs cannot change what is found.

/// Scans a table: every record is cut, checked and, if well-formed, handed to a sink.
///
/// A path "-" is standard input; FIFOs work too.
///
/// - Parameter makeSink: called once per worker, at least once, before any record is handed out.
/// - Throws: what keeps the table from being read to its end; see `TableError`.
public func scanTable<S: RecordSink>(
  at path: String, format: TableFormat = TableFormat(), options: ScanOptions = ScanOptions(),
  makeSink: (Header) throws(TableError) -> S
) throws(TableError) -> (sinks: [S], report: ScanReport) {
  try scan(ByteSource(path: path), format, options, makeSink)
}

/// Scans a table that is in memory; see `scanTable(at:format:options:makeSink:)`.
public func scanTable<S: RecordSink>(
  _ bytes: [UInt8], format: TableFormat = TableFormat(), options: ScanOptions = ScanOptions(),
  makeSink: (Header) throws(TableError) -> S
) throws(TableError) -> (sinks: [S], report: ScanReport) {
  try scan(ByteSource(bytes), format, options, makeSink)
}

private func scan<S: RecordSink>(
  _ raw: ByteSource, _ format: TableFormat, _ options: ScanOptions,
  _ makeSink: (Header) throws(TableError) -> S
) throws(TableError) -> (sinks: [S], report: ScanReport) {
  precondition(options.jobs > 0 && (1...(1 << 30)).contains(options.partSize ?? 1))
  let delimiter = format.delimiter
  precondition(delimiter < 0x80 && ![0, quote, lineFeed, carriageReturn].contains(delimiter))

  let (source, encoding) = try ByteSource.table(raw, format)
  var opening = try open(source, encoding, format, options)
  let relay = Relay(opening.baton, first: 1, jobs: options.jobs)
  var workers: [ScanWorker<S>] = []
  for _ in 0..<options.jobs {
    let scanner = BatchScanner(
      sink: try makeSink(opening.header), format: format,
      columns: opening.header.names.count, partSize: opening.partSize,
      keptFindings: options.keptFindings)
    workers.append(ScanWorker(scanner, source, relay, &opening, options))
  }
  options.progress.expect(source.expectedSize ?? 0)
  run(workers, isShort: opening.baton.isEnded)
  let report = try report(workers, source, encoding, relay, opening, options)
  return (workers.map(\.scanner.sink), report)
}

/// What is wrong with a header is said only of a file that did not change meanwhile.
private func open(
  _ source: ByteSource, _ encoding: TextEncoding, _ format: TableFormat, _ options: ScanOptions
) throws(TableError) -> Opening {
  do throws(TableError) {
    return try Opening(
      source, format, partSize: options.partSize(of: source.expectedSize))
  } catch {
    guard case .finding(var finding, let earlier) = error else { throw error }
    try source.checkUnchanged(byteCount: nil)
    finding.name(encoding)
    throw .finding(finding, earlier: earlier)
  }
}

/// Lets all workers work until the table is read, or the first one alone if it is short.
private func run<S: RecordSink>(_ workers: [ScanWorker<S>], isShort: Bool) {
  let crew = Crew(workers: workers)
  concurrently(isShort ? 1 : workers.count) { index in
    crew.workers[index].work()
  }
}

/// Carries the workers to the threads that run them: each is used by one thread, and by the caller
/// again only when all threads are done.
private struct Crew<S: RecordSink>: @unchecked Sendable {
  let workers: [ScanWorker<S>]
}

/// Combines what the workers found, in file order, whoever found it.
private func report<S: RecordSink>(
  _ workers: [ScanWorker<S>], _ source: ByteSource, _ encoding: TextEncoding, _ relay: Relay,
  _ opening: Opening, _ options: ScanOptions
) throws(TableError) -> ScanReport {
  if options.cancellation.isRequested { throw .cancelled }
  let lines = LineIndex(
    headerLines: opening.headerLines, batches: workers.flatMap(\.scanner.batchLines))
  var log = FindingLog.merged(workers.map(\.scanner.log), keptMaximum: options.keptFindings)
  log.name(encoding)
  let failure = workers.compactMap(\.failure).min { $0.offset < $1.offset }
  let fatal = workers.compactMap(\.scanner.fatal).min { $0.batch < $1.batch }

  if let failure, failure.offset < fatal?.batch ?? .max { throw failure.error }
  if let fatal {
    try source.checkUnchanged(byteCount: nil)
    var finding = lines.resolved(fatal.finding, batch: fatal.batch)
    finding.name(encoding)
    throw .finding(finding, earlier: log.resolved(lines, before: fatal.batch))
  }
  let parts = workers.flatMap(\.parts).sorted { $0.offset < $1.offset }
  let byteCount = relay.finished.offset
  try source.checkUnchanged(byteCount: byteCount)
  return ScanReport(
    header: opening.header,
    digest: FileDigest(
      byteCount: source.rawDigest?.size ?? byteCount,
      pieces: source.rawDigest?.pieces ?? relay.finished.pieces?.digests
        ?? parts.flatMap(\.pieces)),
    records: workers.reduce(0) { $0 + $1.scanner.recordCount },
    findings: log.resolved(lines), findingCounts: log.counts,
    hasByteOrderMark: opening.hasMark, encoding: encoding,
    isRepeatable: source.isRepeatable, linesBelow: source.ending, lineIndex: lines)
}

/// Reads part after part and works on it, on behalf of one thread.
private final class ScanWorker<S: RecordSink> {
  let scanner: BatchScanner<S>
  /// Digests of the parts worked on.
  private(set) var parts: [(offset: Int, pieces: [PieceDigest])] = []
  private(set) var failure: (offset: Int, error: TableError)?
  private let source: ByteSource
  private let relay: Relay
  private let partSize: Int
  private let cancellation: Cancellation
  private let progress: Progress
  /// Size of the first part, after which parts of `partSize` follow.
  private let firstSize: Int
  private var first: Opening.FirstPart?

  /// The first worker made takes the first part.
  init(
    _ scanner: BatchScanner<S>, _ source: ByteSource, _ relay: Relay, _ opening: inout Opening,
    _ options: ScanOptions
  ) {
    (self.scanner, self.source, self.relay) = (scanner, source, relay)
    (partSize, firstSize) = (opening.partSize, opening.firstSize)
    (cancellation, progress) = (options.cancellation, options.progress)
    first = opening.takeFirst()
  }

  /// Works on the first part, if it is this worker's, then on others until the table is read.
  func work() {
    var buffer = PartBuffer(capacity: 0)
    if let first {
      finish(first.task, in: first.buffer)
      buffer = first.buffer
      self.first = nil
    }
    while scanner.fatal == nil, !cancellation.isRequested, let part = relay.next() {
      let offset = firstSize + (part - 1) * partSize
      if !source.isOrdered { fill(&buffer, offset) }
      let task = relay.turn(of: part) { baton in take(&baton, &buffer, offset) }
      guard let task else { return }
      finish(task, in: buffer)
    }
  }

  /// Reads the part at an offset; a failure counts only once its turn has come.
  private func fill(_ buffer: inout PartBuffer, _ offset: Int) {
    do throws(TableError) {
      try buffer.fill(from: source, offset: offset, count: partSize)
    } catch {
      failure = (offset, error)
    }
  }

  /// In the part's turn: what there is to do with it, nil if the table ended before.
  private func take(
    _ baton: inout Baton, _ buffer: inout PartBuffer, _ offset: Int
  ) -> PartTask? {
    if baton.isEnded {
      failure = nil
      return nil
    }
    if source.isOrdered { fill(&buffer, offset) }
    if failure != nil {
      baton.isEnded = true
      return nil
    }
    return baton.advance(over: &buffer, isLast: buffer.size < partSize)
  }

  /// Digests the part, scans the records that end in it, judges what ends without line end.
  private func finish(_ task: PartTask, in buffer: borrowing PartBuffer) {
    let (bytes, records) = (buffer.storage.span, scanner.recordCount)
    defer { progress.advance(buffer.size, records: scanner.recordCount - records) }
    if partSize % FileDigest.pieceSize == 0 && source.rawDigest == nil {
      parts.append((buffer.offset, digestPieces(bytes.extracting(buffer.range))))
    }
    scanner.scan(bytes, task.region, offset: buffer.offset - buffer.start)
    if let rest = task.rest, scanner.fatal == nil {
      scanner.finish(rest.bytes.span, end: rest.end, offset: rest.offset)
    }
    if scanner.fatal != nil { relay.stop() }
  }
}
