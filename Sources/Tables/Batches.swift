// From a region of whole records to batches for a sink.
//
//   gather    find the fields of a batch of records                       (FieldFinder)
//   settle    all of the header's width and nothing looks wrong?
//   sift        no: judge the suspects byte by byte, note and drop the bad (RecordJudge)
//   take      hand what is left to the sink
//
// The one thing to know: what the masks cannot clear is judged by RecordJudge alone, so that fast
// and exact agree by construction.

/// Scans regions of a table on behalf of one worker and feeds its sink.
final class BatchScanner<S: RecordSink> {
  let sink: S
  private let columns: Int
  private var finder: FieldFinder
  private var judge: RecordJudge

  private(set) var log: FindingLog
  /// Well-formed records taken by the sink.
  private(set) var recordCount = 0
  /// Offset and line ends of each batch so far.
  private(set) var batchLines: [(offset: Int, lines: Int)] = []
  /// What ended the scan, its lines relative to its batch.
  private(set) var fatal: (batch: Int, finding: TableFinding)?

  init(sink: S, delimiter: UInt8, columns: Int, options: ScanOptions) {
    self.sink = sink
    self.columns = columns
    finder = FieldFinder(delimiter: delimiter, columns: columns, partSize: options.partSize)
    judge = RecordJudge(delimiter: delimiter, columns: columns)
    log = FindingLog(keptMaximum: options.keptFindings)
  }

  /// Scans the records `bytes[region]`, from the first byte to the last; stops at a fatal one.
  ///
  /// - Parameter offset: the file offset of `bytes[0]`.
  func scan(_ bytes: Span<UInt8>, _ region: Range<Int>, offset: Int) {
    var start = region.lowerBound
    while start < region.upperBound, fatal == nil {
      finder.gather(bytes, start..<region.upperBound)
      let end = start + finder.size
      batchLines.append((offset + start, finder.lines))
      take(bytes.extracting(start..<end), offset: offset + start)
      start = end
    }
  }

  /// Judges a record that no line end follows: the last of the file, or one that is too long.
  func finish(_ record: Span<UInt8>, end: RecordEnd, offset: Int) {
    let lines = lineCount(record, before: record.count)
    batchLines.append((offset, lines))
    if let problem = judge.judge(record, from: 0, to: record.count, end: end) {
      return note(problem, record, 0, record.count, end, offset: offset, linesBefore: 0)
    }
    recordCount += 1
    let fields = [0] + judge.ends.map { UInt32($0) }
    sink.take(
      record, fields.span, Batch(offset: offset, columns: columns, records: 1, lines: lines))
  }

  /// Settles which records of the batch are well-formed and hands them to the sink.
  private func take(_ bytes: Span<UInt8>, offset: Int) {
    let isClear = finder.badBlocks.isEmpty && finder.size <= TableLimits.fieldSize
    let records =
      isClear && finder.settle(bytes) ? finder.recordCount : sift(bytes, offset: offset)
    if records == 0 { return }
    recordCount += records
    let batch = Batch(offset: offset, columns: columns, records: records, lines: finder.lines)
    finder.give(bytes, batch, to: sink)
  }

  /// Judges all records that may be wrong and closes the gaps that bad ones leave.
  private func sift(_ bytes: Span<UInt8>, offset: Int) -> Int {
    var records = 0
    var entry = 0
    var blocks = finder.badBlocks[...]
    var lines = 0
    var counted = 0
    while entry < finder.entryCount {
      let last = finder.lineEnd(bytes, after: entry)
      let (start, end) = (Int(finder.entries[entry]), Int(finder.entries[last]))
      // A block's bad bits may stand up to three bytes after what they tell of.
      while let block = blocks.first, block + 63 + 3 < start { blocks = blocks.dropFirst() }
      let isSuspect =
        last - entry != columns || blocks.first ?? .max <= end
        || end - start > TableLimits.fieldSize
      let isTooLong = end - start > TableLimits.recordSize
      let to = isTooLong ? start + TableLimits.recordSize + 1 : end
      let ending: RecordEnd = isTooLong ? .limit : .lineFeed
      if isSuspect, let problem = judge.judge(bytes, from: start, to: to, end: ending) {
        lines += lineCount(bytes, from: counted, before: start)
        counted = start
        note(problem, bytes, start, to, ending, offset: offset, linesBefore: lines)
        if fatal != nil { break }
      } else {
        finder.move(bytes, entry, to: records * (columns + 1))
        records += 1
      }
      entry = last + 1
    }
    return records
  }

  private func note(
    _ problem: RecordProblem, _ bytes: Span<UInt8>, _ from: Int, _ to: Int, _ end: RecordEnd,
    offset: Int, linesBefore: Int
  ) {
    if log.isFull && !end.isFatal { return log.count(problem.kind) }
    let finding = makeFinding(
      problem, in: bytes, from: from, to: to, end: end, offset: offset, linesBefore: linesBefore)
    if end.isFatal { fatal = (offset, finding) } else { log.add(finding, batch: offset) }
  }
}

extension FieldFinder {
  /// Hands the batch's first `batch.records` records to a sink.
  fileprivate func give<S: RecordSink>(_ bytes: Span<UInt8>, _ batch: Batch, to sink: S) {
    sink.take(bytes, entries.span.extracting(0..<batch.records * (batch.columns + 1)), batch)
  }
}
