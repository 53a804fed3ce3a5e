// A total over strata: by hand, and over a small world exhaustively.

import Sampling
import Testing

@Suite("Allocation")
struct AllocationTests {
  @Test("the worked example: a bound on c sends the odd unit back to a")
  func example() {
    let free = [share("a", 3), share("b", 3), share("c", 1)]
    #expect(allocate(total: 10, among: free) == [4, 4, 2])
    let bounded = [share("a", 3), share("b", 3), share("c", 1, maximum: 1)]
    #expect(allocate(total: 10, among: bounded) == [5, 4, 1])
  }

  @Test("equal remainders go to the smaller key in byte order, wherever the stratum stands")
  func ties() {
    #expect(allocate(total: 4, among: [share("b", 1), share("a", 1), share("c", 1)]) == [1, 2, 1])
    #expect(allocate(total: 5, among: [share("b", 1), share("a", 1), share("c", 1)]) == [2, 2, 1])
    // UTF-8 bytes decide: Z (5a) < a (61) < 丙 (e4b899) < 甲 (e794b2), and a prefix comes first.
    let keys = ["甲", "a", "丙", "Z", "aa"]
    #expect(allocate(total: 3, among: keys.map { share($0, 7) }) == [0, 1, 0, 1, 1])
  }

  @Test("remainders are compared exactly where doubles cannot tell them apart")
  func exactRemainders() {
    // Quotas (2⁵³+1)/W, 2⁵³/W and 1/W of 1: the first is larger by one part in 2⁵⁴.
    let strata = [share("b", 1 << 53 + 1), share("a", 1 << 53), share("c", 1)]
    #expect(allocate(total: 1, among: strata) == [1, 0, 0])
    let widest = [share("a", .max), share("b", .max), share("c", .max)]
    #expect(allocate(total: 8, among: widest) == [3, 3, 2])
  }

  @Test("the population bounds a stratum, and what it cannot take goes to the others")
  func population() {
    let strata = [share("a", 8, population: 3), share("b", 1), share("c", 1)]
    #expect(allocate(total: 10, among: strata) == [3, 4, 3])
  }

  @Test("a minimum is met at the expense of the others, and yields to maximum and population")
  func minimum() {
    let strata = [share("a", 98), share("b", 1, minimum: 2), share("c", 1, minimum: 9, maximum: 3)]
    #expect(allocate(total: 20, among: strata) == [15, 2, 3])
    let few = [share("a", 1), share("b", 1, minimum: 5, population: 2)]
    #expect(few[1].lower == 2)
    #expect(allocate(total: 4, among: few) == [2, 2])
  }

  @Test("excess and shortage together: the larger of the two is settled first")
  func bothSides() {
    // Round 1 gives 16, 2, 2: excess 6 against shortage 2, so a is fixed at 10 and 10 are shared.
    let strata = [share("a", 8, maximum: 10), share("b", 1, minimum: 3), share("c", 1, minimum: 3)]
    #expect(allocate(total: 20, among: strata) == [10, 5, 5])
    // Round 1 gives 8, 1, 1: excess 1 against shortage 6; b and c are fixed at 4, a is left 2.
    let other = [
      share("a", 8, maximum: 7), share("b", 1, minimum: 4), share("c", 1, minimum: 4),
    ]
    #expect(allocate(total: 10, among: other) == [2, 4, 4])
  }

  @Test("a stratum of weight 0 gets its lower bound and no more")
  func weightless() {
    let strata = [share("a", 0), share("b", 0, minimum: 2), share("c", 1)]
    #expect(allocate(total: 7, among: strata) == [0, 2, 5])
    #expect(allocate(total: 7, among: [share("a", 0), share("b", 0, minimum: 2)]) == [0, 2])
  }

  @Test("a total out of reach gives all upper or all lower bounds, and the sum says which")
  func infeasible() {
    let strata = [share("a", 1, maximum: 3), share("b", 1, minimum: 2, population: 4)]
    #expect(allocate(total: 8, among: strata) == [3, 4])
    #expect(allocate(total: 7, among: strata) == [3, 4])
    #expect(allocate(total: 1, among: strata) == [0, 2])
    #expect(allocate(total: 0, among: [share("a", 1)]) == [0])
    #expect(allocate(total: 5, among: []) == [])
    let endless = [share("a", 1, population: .max), share("b", 1, population: .max)]
    #expect(allocate(total: .max, among: endless) == [.max / 2 + 1, .max / 2])
  }

  @Test("over a small world, sizes keep their bounds, their sum and their order of strata")
  func smallWorld() {
    for total in 0..<12 {
      forEachWorld { strata in
        let sizes = allocate(total: total, among: strata)
        let (lower, upper) = (strata.map(\.lower), strata.map(\.upper))
        let within = zip(sizes, zip(lower, upper)).allSatisfy { $1.0 <= $0 && $0 <= $1.1 }
        let reach = max(lower.reduce(0, +), min(total, upper.reduce(0, +)))
        let reversed = allocate(total: total, among: strata.reversed())
        if !within || sizes.reduce(0, +) != reach || sizes != reversed.reversed() {
          Issue.record("\(total) among \(strata) is \(sizes)")
        }
      }
    }
  }

  @Test("over a small world, sizes are those of another program")
  func witness() {
    // Computed with Python's `fractions` from the rule's text: 43 380 allocations.
    var text = ""
    forEachWorld { strata in
      for total in 0..<12 {
        let sizes = allocate(total: total, among: strata)
        text += sizes.map { "\($0)" }.joined(separator: ",") + ";"
      }
    }
    let digest = "37e47004cfc1296faed09459684b9897329f1b0b272e68f73a79c91aad79031e"
    #expect(SHA256.hash(text).hex == digest)
  }

  private func share(
    _ key: String, _ weight: UInt64, minimum: Int? = nil, maximum: Int? = nil,
    population: Int = 1000
  ) -> Share {
    Share(
      key: Array(key.utf8), weight: weight, population: population,
      bounds: Bounds(minimum: minimum, maximum: maximum))
  }

  /// One to three strata of three units, every choice of weights, then every choice of bounds; the
  /// last stratum's choice changes fastest.
  private func forEachWorld(_ body: ([Share]) -> Void) {
    let bounds = [(0, 9), (0, 1), (1, 4), (2, 2), (3, 2)]
    for count in 1...3 {
      for weights in choices(of: [0, 1, 3] as [UInt64], count) {
        for chosen in choices(of: bounds, count) {
          body(
            (0..<count).map { i in
              share(
                ["a", "b", "c"][i], weights[i], minimum: chosen[i].0, maximum: chosen[i].1,
                population: 3)
            })
        }
      }
    }
  }

  private func choices<T>(of options: [T], _ count: Int) -> [[T]] {
    count == 0
      ? [[]] : choices(of: options, count - 1).flatMap { head in options.map { head + [$0] } }
  }
}
