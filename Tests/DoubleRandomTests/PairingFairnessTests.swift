// Officers in equal position go equally often: counted over 2 000 seeds where all are equal.
//
// χ² in integers: Σ (k·O − N)² / (k·N) over k equally likely cells and N draws. Bounds are the 99.9
// % quantiles of χ², rounded up.

import Sampling
import Testing

@testable import DoubleRandom

@Suite("Officers in equal position")
struct PairingFairnessTests {
  private static let officers = 8
  private static let draws = 2_000

  /// 10 trips of two, everyone eligible for everything: four officers go three times, four twice.
  private static let symmetric = PairingProblem(
    officers: (0..<officers).map { .init(id: Array("P\($0)".utf8)) },
    classes: [Array(0..<Int32(officers))], days: [.init(week: 0)],
    trips: (0..<10).map { trip in
      .init(
        id: Array("T\(trip)".utf8), day: 0,
        slots: [.init(name: "leader", eligibility: 0), .init(name: "member1", eligibility: 0)])
    })

  @Test("lead a trip, go together and bear the odd trip equally often")
  func areEqual() {
    let tallies = Tallies(of: { pair(Self.symmetric, key: $0).assignment.map { $0! } })
    #expect(chiSquareIsSmall(tallies.leaders, draws: Self.draws, bound: 25))
    #expect(chiSquareIsSmall(tallies.pairs, draws: Self.draws, bound: 94))
    // Four of eight bear an odd trip: cells depend on each other, which makes χ² smaller by
    // (1 − p) · k / (k − 1), with p = 1/2 and k = 8, and never larger.
    #expect(chiSquareIsSmall(tallies.odd, draws: Self.draws * 4, bound: 25))
    #expect(tallies.odd.reduce(0, +) == Self.draws * 4)
  }

  @Test("would not, if the first balanced assignment that is found were kept")
  func biasIsSeen() {
    let tallies = Tallies(of: { key in
      let ground = Ground(Self.symmetric)
      var roster = Roster(ground)
      var circles = Circles(ground)
      var search = ReliefSearch(ground, circles)
      let order = (0..<10).map { (trip: $0, key: key.ticket("T\($0)")) }
        .sorted { $0.key < $1.key }.map(\.trip)
      _ = roster.staff(order, &search, circles)
      roster.balance(&search, &circles)
      return (0..<10).map { trip in ground.slots(of: trip).map { Int(roster.holder[$0]) } }
    })
    #expect(!chiSquareIsSmall(tallies.leaders, draws: Self.draws, bound: 25))
    #expect(!chiSquareIsSmall(tallies.pairs, draws: Self.draws, bound: 94))
    #expect(!chiSquareIsSmall(tallies.odd, draws: Self.draws * 4, bound: 25))
  }

  /// What is counted over the seeds.
  private struct Tallies {
    /// Who leads the first trip: 8 cells.
    var leaders = Array(repeating: 0, count: officers)
    /// Who leads it and who goes with him: 56 cells.
    var pairs = Array(repeating: 0, count: officers * (officers - 1))
    /// Who goes three times: 8 cells.
    var odd = Array(repeating: 0, count: officers)

    init(of teams: (TicketKey) -> [[Int]]) {
      for seed in 0..<draws {
        let teams = teams(pairingKey("seed \(seed)"))
        let (leader, member) = (teams[0][0], teams[0][1])
        leaders[leader] += 1
        pairs[leader * (officers - 1) + (member < leader ? member : member - 1)] += 1
        for officer in 0..<officers where teams.count(where: { $0.contains(officer) }) == 3 {
          odd[officer] += 1
        }
      }
    }
  }

  private func chiSquareIsSmall(_ cells: [Int], draws: Int, bound: Int) -> Bool {
    let sum = cells.reduce(0) { sum, cell in
      let difference = cells.count * cell - draws
      return sum + difference * difference
    }
    return sum <= bound * cells.count * draws
  }
}
