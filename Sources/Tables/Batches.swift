// From a region of whole records to batches for a sink:
//
//   bytes     a , b LF c , d CR LF e , …
//   gather    where fields and records end, of a batch of records          (BlockMasks)
//   entries   start end end │ start end end │ start end …
//   settle    all of the header's width, and nothing looks wrong?
//   sift        no: judge the suspects byte by byte, note and drop the bad (RecordJudge)
//   take      hand what is left to the sink
//
// The one thing to know: record ends are exact whatever else is wrong, so that bad records never
// disturb their neighbours; and what the masks cannot clear is judged by RecordJudge alone, so that
// fast and exact agree by construction.

/// Scans regions of a table on behalf of one worker and feeds its sink.
final class BatchScanner<S: RecordSink> {
  let sink: S
  private let columns: Int
  private let rowPerLine: Bool
  private var finder: FieldFinder
  private var judge: RecordJudge

  private(set) var log: FindingLog
  /// Well-formed records taken by the sink.
  private(set) var recordCount = 0
  /// Offset and line ends of each batch so far.
  private(set) var batchLines: [(offset: Int, lines: Int)] = []
  /// What ended the scan, its lines relative to its batch.
  private(set) var fatal: (batch: Int, finding: TableFinding)?

  init(sink: S, format: TableFormat, columns: Int, partSize: Int, keptFindings: Int) {
    self.sink = sink
    self.columns = columns
    rowPerLine = format.rowPerLine
    finder = FieldFinder(delimiter: format.delimiter, columns: columns, partSize: partSize)
    judge = RecordJudge(delimiter: format.delimiter, columns: columns)
    log = FindingLog(keptMaximum: keptFindings)
  }

  /// Scans the records `bytes[region]`, from the first byte to the last; stops at a fatal one.
  ///
  /// - Parameter offset: the file offset of `bytes[0]`.
  func scan(_ bytes: Span<UInt8>, _ region: Range<Int>, offset: Int) {
    var start = region.lowerBound
    while start < region.upperBound, fatal == nil {
      var reach = region.upperBound
      if rowPerLine {
        reach = endOfLines(bytes, start..<reach)
        if hasOpenQuote(bytes, start..<reach) {
          judgeLines(bytes, start..<reach, offset: offset)
          start = reach
          continue
        }
      }
      finder.gather(bytes, start..<reach)
      let end = start + finder.size
      batchLines.append((offset + start, finder.lines))
      take(bytes.extracting(start..<end), offset: offset + start)
      start = end
    }
  }

  /// Where a line is a row: the end of the lines that make the next batch.
  private func endOfLines(_ bytes: Span<UInt8>, _ region: Range<Int>) -> Int {
    var end = min(region.lowerBound + FieldFinder.batchSize, region.upperBound)
    while bytes[end - 1] != lineFeed { end += 1 }
    return end
  }

  /// Whether a quote is open at the end of a line, so that the masks, which let quotes run on, do
  /// not serve.
  private func hasOpenQuote(_ bytes: Span<UInt8>, _ lines: Range<Int>) -> Bool {
    var isInside = false
    for i in lines {
      if bytes[i] == quote { isInside.toggle() }
      if bytes[i] == lineFeed && isInside { return true }
    }
    return false
  }

  private func judgeLines(_ bytes: Span<UInt8>, _ lines: Range<Int>, offset: Int) {
    var start = lines.lowerBound
    while start < lines.upperBound, fatal == nil {
      var end = start
      while bytes[end] != lineFeed { end += 1 }
      let isTooLong = end - start > TableLimits.recordSize
      let size = isTooLong ? TableLimits.recordSize + 1 : end - start
      finish(
        bytes.extracting(start..<start + size), end: isTooLong ? .limit : .lineFeed,
        offset: offset + start)
      start = end + 1
    }
  }

  /// Judges one record, whose line end is not among its bytes.
  func finish(_ record: Span<UInt8>, end: RecordEnd, offset: Int) {
    let lines = lineCount(record, before: record.count) + (end == .lineFeed ? 1 : 0)
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

/// Finds the fields of records; holds those of one batch.
struct FieldFinder {
  /// Bytes of a batch, so that it stays in a core's second-level cache with its fields.
  static let batchSize = 256 << 10

  private let delimiter: UInt8
  private let columns: Int
  private var masks = BlockMasks()
  /// Of each record its start and its separators, as offsets from the start of the batch.
  private(set) var entries: [UInt32]
  private(set) var entryCount = 0
  /// Offsets from the start of the batch of blocks in which a rule is broken.
  private(set) var badBlocks: [Int] = []
  /// Whole records, well-formed or not.
  private(set) var recordCount = 0
  /// Size in bytes, up to and with the last record's LF.
  private(set) var size = 0
  /// LF bytes among them.
  private(set) var lines = 0

  /// - Parameter partSize: bytes of a region, but for what its first record adds.
  init(delimiter: UInt8, columns: Int, partSize: Int) {
    (self.delimiter, self.columns) = (delimiter, columns)
    let capacity = min(FieldFinder.batchSize / 4, 2 * partSize) + BlockMasks.stretchEntries
    entries = [UInt32](repeating: 0, count: capacity)
  }

  /// Finds as many whole records as make a batch, at least one, at the start of `bytes[region]`.
  mutating func gather(_ bytes: Span<UInt8>, _ region: Range<Int>) {
    masks.restart()
    badBlocks.removeAll(keepingCapacity: true)
    (entries[0], entryCount) = (0, 1)
    let start = region.lowerBound
    var at = start
    while at < region.upperBound {
      let hasRoom = entries.count - entryCount >= BlockMasks.stretchEntries
      if masks.records > 0 && (!hasRoom || at - start >= FieldFinder.batchSize) { break }
      if !hasRoom { entries += [UInt32](repeating: 0, count: entries.count) }
      let size = min(BlockMasks.stretch, region.upperBound - at)
      entryCount = masks.find(
        in: bytes, from: at, size: size, base: start, delimiter: delimiter, entries: &entries,
        first: entryCount)
      for block in masks.badBlocks { badBlocks.append(at - start + Int(block) * 64) }
      at += size
    }
    cut(bytes, start)
    recordCount = masks.records
    lines = masks.lines - count(lineFeed, in: bytes, from: start + size, to: at)
  }

  /// Ends the batch after its last whole record; what began after it goes.
  private mutating func cut(_ bytes: Span<UInt8>, _ start: Int) {
    precondition(masks.records > 0, "a region ends with a record")
    while bytes[start + Int(entries[entryCount - 1])] != lineFeed { entryCount -= 1 }
    size = Int(entries[entryCount - 1]) + 1
    entries[entryCount] = UInt32(size)
  }

  /// Whether all records have the header's width; if so, takes the CR of CR LF from their ends.
  ///
  /// With w = columns + 1 entries a record on average, all have w unless one has more. Such a one
  /// is seen at the places w·r + columns, where only line ends may stand: one of its first w
  /// entries is at such a place, and is a delimiter, or the start of a record that is no empty
  /// line.
  mutating func settle(_ bytes: Span<UInt8>) -> Bool {
    let (width, columns, recordCount) = (columns + 1, columns, recordCount)
    if entryCount != recordCount * width { return false }
    var entries = entries.mutableSpan
    var hasReturns = false
    var k = columns
    for _ in 0..<recordCount {
      let end = Int(entries[k])
      if bytes[end] != lineFeed { return false }
      hasReturns = hasReturns || bytes[max(end - 1, 0)] == carriageReturn
      k += width
    }
    if !hasReturns { return true }
    k = columns
    for _ in 0..<recordCount {
      let end = Int(entries[k])
      if end > 0 && bytes[end - 1] == carriageReturn { entries[k] = UInt32(end - 1) }
      k += width
    }
    return true
  }

  /// The entry of the line end of the record whose start is `entry`.
  func lineEnd(_ bytes: Span<UInt8>, after entry: Int) -> Int {
    var last = entry + 1
    while entries[last + 1] != entries[last] + 1 || bytes[Int(entries[last])] != lineFeed {
      last += 1
    }
    return last
  }

  /// Moves a record's entries down to `target`, without the CR of CR LF.
  mutating func move(_ bytes: Span<UInt8>, _ entry: Int, to target: Int) {
    for i in 0...columns { entries[target + i] = entries[entry + i] }
    let (start, end) = (Int(entries[target]), Int(entries[target + columns]))
    if end > start && bytes[end - 1] == carriageReturn {
      entries[target + columns] = UInt32(end - 1)
    }
  }
}
