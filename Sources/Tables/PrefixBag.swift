// Proof that no key stands twice among tens of millions: every key leaves eight bytes of its hash
// here while the table streams past; afterwards equal eight bytes are found bucket by bucket.
// Equal keys always leave equal bytes, so no repetition can hide; the caller confirms by the keys
// themselves, because different keys may agree by chance (once in 600 000 tables of 10 M rows).
//
//   top 10 bits → bucket 0…1023 → blocks of 512 words      memory: 8 bytes a key + ≤ 4 MiB slack

import Dispatch
import Synchronization

/// A bag of 64-bit hash prefixes; one for each worker.
public struct PrefixBag: Sendable {
  private static let bucketBits = 10
  private static let blockWords = 512

  private struct Bucket {
    var full: [[UInt64]] = []
    var open: [UInt64] = []
  }

  private var buckets = [Bucket](repeating: Bucket(), count: 1 << PrefixBag.bucketBits)
  /// Prefixes inserted.
  public private(set) var count = 0

  public init() {}

  /// Adds one prefix, which should be uniformly distributed.
  @inline(__always)
  public mutating func insert(_ prefix: UInt64) {
    count += 1
    let index = Int(truncatingIfNeeded: prefix >> (64 - UInt64(PrefixBag.bucketBits)))
    if buckets[index].open.count == PrefixBag.blockWords { close(index) }
    buckets[index].open.append(prefix)
  }

  private mutating func close(_ index: Int) {
    buckets[index].full.append(buckets[index].open)
    buckets[index].open = []
    buckets[index].open.reserveCapacity(PrefixBag.blockWords)
  }

  /// The prefixes that occur more than once in all bags together, ascending, each once.
  ///
  /// - Complexity: O(n log b) for b keys a bucket, shared by `jobs` threads.
  public static func repeated(in bags: [PrefixBag], jobs: Int) -> [UInt64] {
    let found = Mutex<[UInt64]>([])
    let stripes = max(1, jobs)
    DispatchQueue.concurrentPerform(iterations: stripes) { stripe in
      var own: [UInt64] = []
      for bucket in stride(from: stripe, to: 1 << bucketBits, by: stripes) {
        appendRepeated(in: bags, bucket: bucket, to: &own)
      }
      found.withLock { $0 += own }
    }
    return found.withLock { $0 }.sorted()
  }

  private static func appendRepeated(
    in bags: [PrefixBag], bucket: Int, to found: inout [UInt64]
  ) {
    var all: [UInt64] = []
    all.reserveCapacity(bags.reduce(0) { $0 + $1.size(of: bucket) })
    for bag in bags {
      for block in bag.buckets[bucket].full { all += block }
      all += bag.buckets[bucket].open
    }
    all.sort()
    var index = 1
    while index < all.count {
      if all[index] == all[index - 1], found.last != all[index] { found.append(all[index]) }
      index += 1
    }
  }

  private func size(of bucket: Int) -> Int {
    buckets[bucket].full.count * PrefixBag.blockWords + buckets[bucket].open.count
  }
}
