// The proof of uniqueness against a set, with repetitions wherever they may hide.

import Testing

@testable import Tables

@Suite("Prefix bag")
struct PrefixBagTests {
  /// Uniform words, the same in every run (SplitMix64).
  private func words(_ count: Int) -> [UInt64] {
    (1...UInt64(count)).map { index in
      var z = index &* 0x9E37_79B9_7F4A_7C15
      z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
      return z ^ z >> 31
    }
  }

  private func bags(_ shares: [[UInt64]], slabBlocks: Int = 32_767) -> [PrefixBag] {
    shares.map { words in
      var bag = PrefixBag(slabBlocks: slabBlocks)
      bag.insert(firstWordsOf: words.map { SIMD4($0, 1, 2, 3) })
      return bag
    }
  }

  @Test("words of one bag or of several that occur again are found, each once, ascending")
  func repeated() {
    let all = words(200_000)
    let again = [all[0], all[1], all[777], all[199_999]]
    for jobs in [1, 2, 7] {
      #expect(PrefixBag.repeated(in: bags([all]), jobs: jobs) == [])
      #expect(PrefixBag.repeated(in: bags([all + again + again]), jobs: jobs) == again.sorted())
      #expect(PrefixBag.repeated(in: bags([again, all, again]), jobs: jobs) == again.sorted())
    }
  }

  @Test("words are found in whatever slab they stand", arguments: [1, 2, 7])
  func slabs(blocks: Int) {
    let all = words(100_000)
    let bags = bags([all, [all[3], all[99_000]]], slabBlocks: blocks)
    #expect(PrefixBag.repeated(in: bags, jobs: 2) == [all[3], all[99_000]].sorted())
    #expect(PrefixBag.distinct(in: bags, jobs: 2) == all.sorted())
  }

  @Test("0, neighbours and words of one bucket alone are words like others")
  func corners() {
    let neighbours = (0..<3000).map { UInt64($0) }
    #expect(PrefixBag.repeated(in: bags([neighbours]), jobs: 2) == [])
    #expect(PrefixBag.repeated(in: bags([neighbours, [0, 2999]]), jobs: 2) == [0, 2999])
    #expect(PrefixBag.repeated(in: bags([[0, 0]]), jobs: 1) == [0])
    #expect(PrefixBag.repeated(in: bags([[.max], [.max]]), jobs: 2) == [.max])
    let same = [UInt64](repeating: 5, count: 100_000)
    #expect(PrefixBag.repeated(in: bags([same]), jobs: 2) == [5])
  }

  @Test("distinct words are all words, each once, ascending")
  func distinct() {
    let all = words(5000)
    #expect(PrefixBag.distinct(in: bags([all, all.reversed()]), jobs: 2) == all.sorted())
  }
}
