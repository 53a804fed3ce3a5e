// The statistic behind `simulate`, against its definition by enumeration, and critical values
// against published ones.

import Testing

@testable import DoubleRandom

@Suite struct FairnessTests {
  @Test(
    "critical values at 0.1 % are those of the tables, and close to them beyond",
    arguments: [
      (1, 10.828), (10, 29.588), (30, 59.703), (40, 73.402), (100, 149.449), (1000, 1143.917),
    ])
  func critical(freedom: Int, value: Double) {
    #expect((ChiSquare.critical(freedom) - value).magnitude < 0.002 * value)
  }

  @Test("with more tests the limit rises, by powers of ten")
  func manyTests() {
    #expect(ChiSquare.critical(100, amongTests: 1) == ChiSquare.critical(100))
    #expect(ChiSquare.critical(100, amongTests: 2) == ChiSquare.critical(100, amongTests: 10))
    #expect(ChiSquare.critical(100, amongTests: 11) > ChiSquare.critical(100, amongTests: 10))
    // χ² with 100 degrees of freedom exceeds 161.319 with probability 10⁻⁴, falls below 61.918 with
    // 10⁻³.
    #expect((ChiSquare.critical(100, amongTests: 10) - 161.319).magnitude < 0.2)
    #expect((ChiSquare.lowerCritical(100) - 61.918).magnitude < 0.2)
  }

  /// All permutations of 0 ..< count.
  private func permutations(_ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return permutations(count - 1).flatMap { rest in
      (0..<count).map { place in
        var longer = rest
        longer.insert(count - 1, at: place)
        return longer
      }
    }
  }

  @Test("over all exchanges of officers pairs even out exactly, and each draw counts as much")
  func pairsUnderExchange() {
    let positions = EqualPositions(sizes: [5, 3])
    // Teams of a draw: within the five, between, and one pair twice.
    let teams = [[0, 1], [1, 2], [0, 1], [3, 5], [0, 6, 2], [5, 7]]
    var tally = PairTally(positions)
    let inner = permutations(5)
    let outer = permutations(3)
    for a in inner {
      for b in outer {
        for team in teams { tally.add(team.map { $0 < 5 ? a[$0] : 5 + b[$0 - 5] }) }
        tally.endDraw()
      }
    }
    let members = positions.members
    #expect(tally.totalForm(0, 0, members) == 0 && tally.totalForm(0, 1, members) == 0)
    #expect(tally.formSum(0, 0) > 0 && tally.formSum(0, 1) > 0)
    #expect(tally.formSum(0, 0) % (inner.count * outer.count) == 0)
  }

  @Test("what the loads explain is no evidence: counts that are sums of two have the form 0")
  func loadsAreTakenOut() {
    let positions = EqualPositions(sizes: [4, 3])
    var tally = PairTally(positions)
    let share = [3, 0, 1, 2, 5, 1, 0]
    for a in 0..<7 {
      for b in (a + 1)..<7 {
        for _ in 0..<(share[a] + share[b]) { tally.add([b, a]) }
      }
    }
    tally.endDraw()
    #expect(tally.formSum(0, 0) == 0 && tally.formSum(0, 1) == 0)
    tally.add([0, 1])
    tally.add([0, 4])
    tally.endDraw()
    // One count of 1: the squared length of its remainder times the scale.
    #expect(tally.formSum(0, 0) == 3 * 2 - 3 * 2 + 2)
    #expect(tally.formSum(0, 1) == 12 - 4 - 3 + 1)
  }

  @Test("a draw of n of N has the variance of sampling without replacement")
  func withoutReplacement() {
    // Every choice of 2 of 4, once: all counts equal, and Q of each draw is n(N − n).
    let draws = [
      [1, 1, 0, 0], [1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1], [0, 0, 1, 1],
    ]
    for draw in draws { #expect(loadForm(draw) == 2 * (4 - 2)) }
    let sums = (0..<4).map { unit in draws.reduce(0) { $0 + $1[unit] } }
    #expect(loadForm(sums) == 0)
  }

  @Test("decimals are rounded, halves away from zero")
  func decimals() {
    #expect(decimal(2.5, 0) == "3" && decimal(-0.004, 2) == "0.00" && decimal(-1.25, 1) == "-1.3")
    #expect(decimal(0.0625, 6) == "0.062500" && decimal(1234.5678, 2) == "1234.57")
  }
}
