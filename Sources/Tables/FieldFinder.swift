// From bytes to the fields of whole records, a batch at a time:
//
//   bytes     a , b LF c , d CR LF e , …
//   masks     where delimiters and line ends stand outside quotes, 64 bytes a word   (BlockMasks)
//   entries   start end end │ start end end │ start end …                            (gather)
//
// The one thing to know: line ends outside quotes are found exactly, whatever else is wrong, so
// entries of bad records never disturb their neighbours'.

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
  /// With w = columns + 1, entry w·r + columns must be a line end for each record r. A line end is
  /// told from a record's start by the entry after it, the next start, which is one more.
  mutating func settle(_ bytes: Span<UInt8>) -> Bool {
    let (width, columns, recordCount) = (columns + 1, columns, recordCount)
    if entryCount != recordCount * width { return false }
    var entries = entries.mutableSpan
    var hasReturns = false
    var k = columns
    for _ in 0..<recordCount {
      let end = entries[k]
      if bytes[Int(end)] != lineFeed || entries[k + 1] != end + 1 { return false }
      hasReturns = hasReturns || bytes[max(Int(end) - 1, 0)] == carriageReturn
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
