// The repeat-pair limiter against its definition, by trying every team of every trip.

import Sampling
import Testing

@testable import DoubleRandom

/// The protocol's repair, step by step, with everything counted anew at every step.
private struct RepairDefinition {
  let definition: Definition
  let key: TicketKey
  var problem: PairingProblem { definition.problem }

  /// Teams after the repair.
  func repaired(_ answer: [[Int]?], most: Int) -> [[Int]?] {
    var teams = answer
    var walked: [[Int]] = []
    let order = definition.order.filter { answer[$0] != nil }
      .enumerated().sorted { a, b in
        (problem.trips[a.element].day, a.offset) < (problem.trips[b.element].day, b.offset)
      }.map(\.element)
    for (position, trip) in order.enumerated() {
      if !keeps(teams[trip]!, walked, most) {
        if let exchanged = exchanged(trip, order[(position + 1)...], teams, walked, most) {
          teams = exchanged
        } else {
          teams[trip] = nil
          teams[trip] = best(trip, teams, walked, most)
        }
      }
      if let team = teams[trip] { walked.append(team) }
    }
    return teams
  }

  func keeps(_ team: [Int], _ walked: [[Int]], _ most: Int) -> Bool {
    for a in team {
      for b in team where a < b {
        if walked.count(where: { $0.contains(a) && $0.contains(b) }) >= most { return false }
      }
    }
    return true
  }

  /// Every exchange of two officers is tried; nil if none is lawful.
  private func exchanged(
    _ trip: Int, _ ahead: ArraySlice<Int>, _ teams: [[Int]?], _ walked: [[Int]], _ most: Int
  ) -> [[Int]?]? {
    var best: (tickets: [String], teams: [[Int]?])?
    for other in ahead {
      guard let mine = teams[trip], let theirs = teams[other] else { continue }
      for slot in mine.indices {
        for seat in theirs.indices where mine[slot] != theirs[seat] {
          var trial = teams
          trial[trip]![slot] = theirs[seat]
          trial[other]![seat] = mine[slot]
          guard definition.isLawful(trial), keeps(trial[trip]!, walked, most) else { continue }
          let new = [ticket(trip, slot, theirs[seat]), ticket(other, seat, mine[slot])]
          if let best, !new.lexicographicallyPrecedes(best.tickets) { continue }
          best = (new, trial)
        }
      }
    }
    return best?.teams
  }

  private func best(_ trip: Int, _ teams: [[Int]?], _ walked: [[Int]], _ most: Int) -> [Int]? {
    let loads = definition.loads(teams)
    var best: (load: Int, tickets: [String], team: [Int])?
    for team in allTeams(problem.trips[trip].slots.count) where keeps(team, walked, most) {
      var trial = teams
      trial[trip] = team
      guard definition.isLawful(trial) else { continue }
      let load = team.reduce(0) { $0 + loads[$1] }
      let tickets = tickets(trip, team)
      if let best, (best.load, 0) < (load, 0) { continue }
      if let best, best.load == load, !tickets.lexicographicallyPrecedes(best.tickets) { continue }
      best = (load, tickets, team)
    }
    return best?.team
  }

  private func allTeams(_ count: Int) -> [[Int]] {
    if count == 0 { return [[]] }
    return allTeams(count - 1).flatMap { team in
      problem.officers.indices.filter { !team.contains($0) }.map { team + [$0] }
    }
  }

  private func tickets(_ trip: Int, _ team: [Int]) -> [String] {
    team.indices.map { ticket(trip, $0, team[$0]) }.sorted()
  }

  private func ticket(_ trip: Int, _ slot: Int, _ officer: Int) -> String {
    let kt = SHA256.hash(Array((key.hash.hex + "|").utf8) + problem.trips[trip].id).hex
    let name = problem.trips[trip].slots[slot].name
    return SHA256.hash(Array((kt + "|" + name + "|").utf8) + problem.officers[officer].id).hex
  }
}

@Suite("The limit on pairs")
struct PairLimitTests {
  @Test("gives what trying every exchange and every team gives, in small worlds of every kind")
  func equalsDefinition() {
    var (repaired, starved, uneven) = (0, 0, 0)
    let sizes = [
      WorldSize(trips: 6), WorldSize(officers: 7, trips: 16),
      WorldSize(officers: 7, trips: 12, slots: 3),
    ]
    for number in 0..<900 {
      let problem = randomWorld(number, sizes[number % 3])
      let key = pairingKey("world \(number)")
      var pairing = pair(problem, key: key)
      let before = pairing.assignment
      let most = 1 + number % 2
      let rule = RepairDefinition(definition: Definition(problem, key: key), key: key)
      let expected = rule.repaired(before, most: most)
      var met = PairMeetings()
      let witnesses = pairing.limitPairs(problem, key: key, most: most, &met)
      #expect(pairing.assignment == expected, "world \(number)")
      #expect(pairing.loads == rule.definition.loads(expected), "world \(number)")
      let lost = before.indices.filter { before[$0] != nil && expected[$0] == nil }
      #expect(witnesses.flatMap(\.unstaffed) == lost)
      #expect(met.statistics.allSatisfy { $0.times <= most })
      let squares = [before, expected].map { Definition.squares(rule.definition.loads($0)) }
      if before != expected && lost.isEmpty { repaired += 1 }
      if lost.isEmpty && squares[0] < squares[1] { uneven += 1 }
      if !lost.isEmpty { starved += 1 }
    }
    #expect(repaired > 20 && starved > 60 && uneven > 5)
  }

  @Test("keeps the limit and every hard rule in larger worlds")
  func larger() {
    for number in 0..<40 {
      let problem = randomWorld(number, WorldSize(officers: 20, trips: 60, slots: 3))
      let key = pairingKey("world \(number)")
      var pairing = pair(problem, key: key)
      var met = PairMeetings()
      _ = pairing.limitPairs(problem, key: key, most: 2, &met)
      let definition = Definition(problem, key: key)
      #expect(definition.isLawful(pairing.assignment), "world \(number)")
      var counted = PairMeetings()
      for team in pairing.assignment { counted.add(team ?? []) }
      #expect(counted.statistics.allSatisfy { $0.times <= 2 }, "world \(number)")
      #expect(counted.statistics.elementsEqual(met.statistics, by: ==))
    }
  }

  @Test("leaves alone what meets seldom enough")
  func idle() {
    let problem = randomWorld(7, WorldSize(officers: 8, trips: 20, slots: 2))
    let key = pairingKey("idle")
    var pairing = pair(problem, key: key)
    let before = pairing
    var met = PairMeetings()
    #expect(pairing.limitPairs(problem, key: key, most: 20, &met).isEmpty)
    #expect(pairing == before)
  }

  @Test("counts trips of earlier steps, and says what the trips it stops would need")
  func earlierSteps() {
    let problem = PairingProblem(
      officers: ["a", "b", "c"].map { .init(id: Array($0.utf8)) }, classes: [[0, 1]],
      days: [.init(week: 0)],
      trips: [
        .init(
          id: [1], day: 0,
          slots: [.init(name: "leader", eligibility: 0), .init(name: "member1", eligibility: 0)])
      ])
    var met = PairMeetings()
    met.add([0, 1])
    met.add([1, 0])
    var pairing = pair(problem, key: pairingKey("earlier"))
    let witness = pairing.limitPairs(problem, key: pairingKey("earlier"), most: 1, &met).first
    #expect(pairing.assignment == [nil])
    #expect(pairing.loads == [0, 0, 0])
    #expect(witness?.rule == .pairLimit)
    #expect(witness?.moreOfficers == 1)
    #expect(witness?.higherLimit == 2)
  }

  @Test("is what the protocol's page gives by hand for four trips and four officers")
  func workedExample() {
    // Computed with Python's hashlib. In order of Kt the trips are 018, 034, 026, 042; 034 and 026
    // both get officers 4 and 2. At 026 the smallest ticket that helps, 2667d1d2, makes officer 1
    // its leader; officer 4 leads 042 in his place, by ticket 55af1234.
    let key = pairingKey("例7")
    #expect(key.hash.hex.hasPrefix("636dbb1f07170ff2"))
    let slots = [
      PairingProblem.Slot(name: "leader", eligibility: 0),
      PairingProblem.Slot(name: "member1", eligibility: 0),
    ]
    let ids = ["018", "026", "034", "042"].map { "91110105MA00000" + $0 }
    let problem = PairingProblem(
      officers: (1...4).map { .init(id: Array("1101050\($0)".utf8)) }, classes: [[0, 1, 2, 3]],
      days: [.init(week: 42)],
      trips: ids.map { .init(id: Array($0.utf8), day: 0, slots: slots) })
    var pairing = pair(problem, key: key)
    #expect(pairing.assignment == [[2, 0], [3, 1], [3, 1], [0, 2]])
    var met = PairMeetings()
    #expect(pairing.limitPairs(problem, key: key, most: 1, &met).isEmpty)
    #expect(pairing.assignment == [[2, 0], [0, 1], [3, 1], [3, 2]])
    #expect(pairing.loads == [2, 2, 2, 2])
  }

  @Test("a team that does not exist is not looked for in every order of its members")
  func alikeSlots() {
    // 35 officers of 7 sorts, and nobody may go with one of his own sort: seven fit together and
    // eight do not. In every order of eight that would be some ten thousand million tries.
    let officers = 0..<35
    var overdone = OfficerSets(rows: officers.count, officers: officers.count)
    for a in officers {
      for b in officers where a != b && a % 7 == b % 7 { overdone.insert(a, b) }
    }
    func search(_ slots: Int) -> TeamSearch {
      TeamSearch(
        candidates: Array(repeating: Array(officers), count: slots),
        load: officers.map { $0 / 7 }, overdone: overdone)
    }
    #expect(search(8).leastLoad() == nil)
    #expect(!search(8).completes(strangers: 0) && search(8).completes(strangers: 1))
    #expect(search(7).leastLoad() == 0)
    #expect(!search(8).completes([4] + Array(repeating: nil, count: 7), within: 100))
    #expect(search(7).completes([34] + Array(repeating: nil, count: 6), within: 4))
    #expect(!search(7).completes([34] + Array(repeating: nil, count: 6), within: 3))
  }
}
