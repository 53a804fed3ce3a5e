// Proof that no key stands twice among tens of millions: every key leaves eight bytes of its hash
// here while the table streams past; afterwards equal eight bytes are found bucket by bucket.
// Equal keys always leave equal bytes, so no repetition can hide; the caller confirms by the keys
// themselves, because different keys may agree by chance (once in 360 000 tables of 10 M rows).
//
//   top byte → bucket 0…255 → blocks of 128 words → slabs of 1 MiB
//
// Memory: 8 bytes a key and at most 2 MiB a bag; slabs are large enough to go back to the system.

/// A bag of 64-bit hash prefixes; one for each worker.
public struct PrefixBag: Sendable {
  private static let buckets = 256
  private static let blockWords = 128
  private static let slabBlocks = 1024

  /// One open block a bucket, end to end, and how many words each holds.
  private var open = [UInt64](repeating: 0, count: buckets * blockWords)
  private var fill = [Int](repeating: 0, count: buckets)
  /// Full blocks of all buckets, in the order in which they were filled.
  private var slabs: [[UInt64]] = []
  /// Numbers of each bucket's blocks.
  private var closed = [[Int32]](repeating: [], count: buckets)
  private var blocks = 0

  public init() {}

  /// Adds the first words of values, which should be uniformly distributed.
  public mutating func insert(firstWordsOf values: [SIMD4<UInt64>]) {
    var next = 0
    while next < values.count {
      let (after, full) = PrefixBag.place(values, next, &open, &fill)
      if full >= 0 { close(full) }
      next = after
    }
  }

  /// Adds one prefix, which should be uniformly distributed.
  public mutating func insert(_ prefix: UInt64) {
    let bucket = Int(prefix >> 56)
    open[bucket * PrefixBag.blockWords + fill[bucket]] = prefix
    fill[bucket] += 1
    if fill[bucket] == PrefixBag.blockWords { close(bucket) }
  }

  /// Adds values from `first` on until one fills a block; returns the index after that one, and the
  /// bucket of the block, −1 if none is full.
  private static func place(
    _ values: [SIMD4<UInt64>], _ first: Int, _ open: inout [UInt64], _ fill: inout [Int]
  ) -> (next: Int, full: Int) {
    var open = open.mutableSpan
    var fill = fill.mutableSpan
    for index in first..<values.count {
      let prefix = values[index][0]
      let bucket = Int(prefix &>> 56)
      let count = fill[bucket]
      open[bucket &* blockWords &+ count] = prefix
      fill[bucket] = count &+ 1
      if count &+ 1 == blockWords { return (index + 1, bucket) }
    }
    return (values.count, -1)
  }

  private mutating func close(_ bucket: Int) {
    if blocks % PrefixBag.slabBlocks == 0 {
      slabs.append([])
      slabs[slabs.count - 1].reserveCapacity(PrefixBag.slabBlocks * PrefixBag.blockWords)
    }
    let start = bucket * PrefixBag.blockWords
    slabs[slabs.count - 1].append(contentsOf: open[start..<start + PrefixBag.blockWords])
    closed[bucket].append(Int32(blocks))
    blocks += 1
    fill[bucket] = 0
  }

  /// The words of a bucket, block by block.
  private func forEachBlock(of bucket: Int, _ body: (ArraySlice<UInt64>) -> Void) {
    for block in closed[bucket] {
      let (slab, place) = Int(block).quotientAndRemainder(dividingBy: PrefixBag.slabBlocks)
      let first = place * PrefixBag.blockWords
      body(slabs[slab][first..<first + PrefixBag.blockWords])
    }
    let start = bucket * PrefixBag.blockWords
    body(open[start..<start + fill[bucket]])
  }

  /// The prefixes that occur more than once in all bags together, ascending, each once.
  ///
  /// - Complexity: two passes over the words and a sort of the few whose next 20 bits another word
  ///   shares: O(n) up to some tens of millions; shared by `jobs` threads.
  public static func repeated(in bags: [PrefixBag], jobs: Int) -> [UInt64] {
    parallelMap(max(1, jobs), jobs: jobs) { stripe in
      var finder = RepetitionFinder()
      for bucket in stride(from: stripe, to: buckets, by: max(1, jobs)) {
        for bag in bags { bag.forEachBlock(of: bucket) { finder.note($0) } }
        for bag in bags { bag.forEachBlock(of: bucket) { finder.collect($0) } }
        finder.settle()
      }
      return finder.found
    }.joined().sorted()
  }
}

/// Finds repeated words of one bucket: a word whose 20 bits behind the bucket's no other word has
/// is alone; only the others are sorted.
private struct RepetitionFinder {
  private(set) var found: [UInt64] = []
  private var seen = [UInt64](repeating: 0, count: 1 << 14)
  private var again = [UInt64](repeating: 0, count: 1 << 14)
  private var shared: [UInt64] = []

  private static func index(_ word: UInt64) -> (word: Int, bit: UInt64) {
    (Int(word >> 42 & 0x3FFF), 1 << (word >> 36 & 63))
  }

  mutating func note(_ block: ArraySlice<UInt64>) {
    for word in block {
      let (index, bit) = RepetitionFinder.index(word)
      again[index] |= seen[index] & bit
      seen[index] |= bit
    }
  }

  mutating func collect(_ block: ArraySlice<UInt64>) {
    for word in block {
      let (index, bit) = RepetitionFinder.index(word)
      if again[index] & bit != 0 { shared.append(word) }
    }
  }

  mutating func settle() {
    shared.sort()
    for (word, next) in zip(shared, shared.dropFirst()) where word == next && found.last != word {
      found.append(word)
    }
    shared.removeAll(keepingCapacity: true)
    for index in seen.indices {
      seen[index] = 0
      again[index] = 0
    }
  }
}
