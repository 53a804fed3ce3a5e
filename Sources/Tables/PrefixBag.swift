// Proof that no key stands twice among tens of millions: every key leaves eight bytes of its hash
// here while the table streams past; afterwards equal eight bytes are found bucket by bucket.
// Equal keys always leave equal bytes, so no repetition can hide; the caller confirms by the keys
// themselves, because different keys may agree by chance (once in 360 000 tables of 10 M rows).
//
//   top byte → bucket 0…255 → blocks of 128 words → slabs of nearly 32 MiB
//
// Memory: 8 bytes a key and at most 3 MiB a bag. A slab takes of the system what is filled of it;
// it is so large that the C library has its room from the system alone, at the beginning of a large
// page, and gives it back.

/// A bag of 64-bit hash prefixes; one for each worker.
public struct PrefixBag: Sendable {
  private static let buckets = 256
  private static let blockWords = 128
  /// One open block a bucket, end to end, and how many words each holds.
  private var open = [UInt64](repeating: 0, count: buckets * blockWords)
  private var fill = [Int](repeating: 0, count: buckets)
  /// Full blocks of all buckets, in the order in which they were filled.
  private var slabs: [[UInt64]] = []
  private let slabBlocks: Int
  /// Numbers of each bucket's blocks.
  private var closed = [[Int32]](repeating: [], count: buckets)
  private var blocks = 0

  public init() { self.init(slabBlocks: 32_767) }

  /// - Parameter slabBlocks: blocks a slab; by default one less than sixteen large pages hold,
  ///   which begin with what an array needs itself.
  init(slabBlocks: Int) { self.slabBlocks = slabBlocks }

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
    if blocks % slabBlocks == 0 {
      slabs.append([])
      slabs[slabs.count - 1].reserveLargePages(slabBlocks * PrefixBag.blockWords)
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
      let (slab, place) = Int(block).quotientAndRemainder(dividingBy: slabBlocks)
      let first = place * PrefixBag.blockWords
      body(slabs[slab][first..<first + PrefixBag.blockWords])
    }
    let start = bucket * PrefixBag.blockWords
    body(open[start..<start + fill[bucket]])
  }

  /// The prefixes that occur more than once in all bags together, ascending, each once.
  ///
  /// - Complexity: one pass over the words, O(n); shared by `jobs` threads, each with a table of
  ///   two to four words for each different word of a bucket.
  public static func repeated(in bags: [PrefixBag], jobs: Int) -> [UInt64] {
    let all = parallelMap(max(1, jobs), jobs: jobs) { stripe in
      var finder = RepetitionFinder()
      for bucket in stride(from: stripe, to: buckets, by: max(1, jobs)) {
        for bag in bags { bag.forEachBlock(of: bucket) { finder.note($0) } }
        finder.clear()
      }
      return finder.found
    }.joined()
    return Set(all).sorted()
  }
}

extension PrefixBag {
  /// All prefixes of all bags together, ascending, each once.
  public static func distinct(in bags: [PrefixBag], jobs: Int) -> [UInt64] {
    let sorted = parallelMap(buckets, jobs: jobs) { bucket in
      var words: [UInt64] = []
      for bag in bags { bag.forEachBlock(of: bucket) { words += $0 } }
      words.sort()
      return words.indices.filter { $0 == 0 || words[$0 - 1] != words[$0] }.map { words[$0] }
    }
    return Array(sorted.joined())
  }
}

/// Finds repeated words of one bucket after the other: a table with open addressing, a word's place
/// being the bits behind those of its bucket.
private struct RepetitionFinder {
  /// Each repeated word, at least once.
  private(set) var found: [UInt64] = []
  /// 0 where empty; at least two for a word.
  private var slots = [UInt64](repeating: 0, count: 1 << 10)
  /// Different words noted.
  private var used = 0
  private var hasZero = false

  /// Forgets the words noted so far.
  mutating func clear() {
    for index in slots.indices { slots[index] = 0 }
    (used, hasZero) = (0, false)
  }

  mutating func note(_ block: ArraySlice<UInt64>) {
    while 2 * (used + block.count) > slots.count { grow() }
    var (count, known, again) = (used, hasZero, [UInt64]())
    var room = slots.mutableSpan
    for word in block {
      let isNew = word == 0 ? !known : RepetitionFinder.insert(word, &room)
      known = known || word == 0
      if isNew {
        count &+= 1
      } else if again.last != word {
        again.append(word)
      }
    }
    (used, hasZero) = (count, known)
    found += again
  }

  /// Whether the word, which is not 0, was not there yet.
  @inline(__always)
  private static func insert(_ word: UInt64, _ slots: inout MutableSpan<UInt64>) -> Bool {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: (word &<< 8) &>> UInt64(mask.leadingZeroBitCount))
    while slots[slot] != 0 {
      if slots[slot] == word { return false }
      slot = (slot &+ 1) & mask
    }
    slots[slot] = word
    return true
  }

  private mutating func grow() {
    let words = slots
    slots = [UInt64](repeating: 0, count: 2 * words.count)
    var room = slots.mutableSpan
    for word in words where word != 0 { _ = RepetitionFinder.insert(word, &room) }
  }
}
