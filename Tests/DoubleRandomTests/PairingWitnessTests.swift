// Witnesses of pairings, recounted from the problem alone.

import Sampling
import Testing

@testable import DoubleRandom

@Suite("The witness of a pairing")
struct PairingWitnessTests {
  @Test(
    "proves of each unstaffed trip that it could not go with those before it",
    arguments: [
      WorldSize(slots: 1), WorldSize(slots: 2), WorldSize(slots: 3),
      WorldSize(officers: 15, trips: 40, slots: 2),
    ])
  func provesShortage(_ size: WorldSize) {
    var rules: [Witness.Rule] = []
    for number in 0..<250 {
      let problem = randomWorld(number, size)
      let key = pairingKey("world \(number)")
      let pairing = pair(problem, key: key)
      let count = Recount(problem, key: key)
      let unstaffed = pairing.assignment.indices.filter { pairing.assignment[$0] == nil }
      #expect(pairing.witnesses.flatMap(\.unstaffed).sorted() == unstaffed, "world \(number)")
      for witness in pairing.witnesses {
        rules.append(witness.rule)
        #expect(witness.staffed.allSatisfy { pairing.assignment[$0] != nil })
        #expect(witness.officers == count.eligible(for: witness.places), "world \(number)")
        #expect(witness.needed > witness.capacity)
        #expect(count.capacity(witness.places) <= witness.capacity, "world \(number)")
        for trip in witness.unstaffed {
          let places = count.places(of: witness, before: trip)
          #expect(count.capacity(places) < places.count, "world \(number) trip \(trip)")
        }
      }
    }
    for rule in [Witness.Rule.noEligible, .periodLimit, .weeklyLimit, .dailyLimit] {
      #expect(rules.contains(rule))
    }
    #expect(rules.contains(.tooFewPeople) == (size.slots > 1))
  }

  @Test("names no cure that is larger than what is needed at least")
  func curesAtLeast() {
    var cures = 0
    for number in 0..<400 {
      let problem = randomWorld(number, WorldSize(officers: 5, trips: 9, slots: 2))
      let key = pairingKey("world \(number)")
      for witness in pair(problem, key: key).witnesses {
        let trips = witness.staffed + witness.unstaffed
        let more = Recount.adding(witness.moreOfficers - 1, to: problem, like: witness.officers)
        let withMore = pair(more, key: key).assignment
        #expect(trips.contains { withMore[$0] == nil }, "world \(number)")
        guard let rise = witness.higherLimit else { continue }
        let higher = Recount.raising(witness.rule, by: rise - 1, in: problem)
        let withHigher = pair(higher, key: key).assignment
        #expect(trips.contains { withHigher[$0] == nil }, "world \(number)")
        cures += rise > 1 || witness.moreOfficers > 1 ? 1 : 0
      }
    }
    #expect(cures > 50)
  }

  @Test("counts 37 visits that need a qualification of 2 officers with 10 trips each")
  func thirtySevenVisits() {
    let trips = (0..<37).map { number in
      PairingProblem.Trip(
        id: Array("T\(number)".utf8), day: number % 5,
        slots: [.init(name: "leader", eligibility: 0), .init(name: "member1", eligibility: 1)])
    }
    let problem = PairingProblem(
      officers: (0..<12).map { .init(id: Array("P\($0)".utf8), periodLimit: 10) },
      classes: [[3, 8], Array(0..<12)], days: (0..<5).map { _ in .init(week: 0) }, trips: trips)
    let pairing = pair(problem, key: pairingKey("37"))
    #expect(pairing.assignment.count { $0 != nil } == 20)
    #expect(pairing.witnesses.count == 1)
    let witness = pairing.witnesses[0]
    #expect(witness.rule == .periodLimit)
    #expect(witness.eligibility == 0)
    #expect(witness.officers == [3, 8])
    #expect(witness.capacity == 20)
    #expect(witness.needed == 37)
    #expect(witness.unstaffed.count == 17)
    #expect(witness.moreOfficers == 2)
    #expect(witness.higherLimit == 9)
  }

  @Test("is one for trips that each lack one person beside the same full officers")
  func teamsOfThree() {
    // Officers 0 and 1 are full after three trips. Every trip needs three of 0, 1 and its own two.
    let trips = (0..<9).map { number in
      PairingProblem.Trip(
        id: Array("T\(number)".utf8), day: 0,
        slots: (0..<3).map { .init(name: "member\($0)", eligibility: number) })
    }
    let officers = (0..<20).map { number in
      PairingProblem.Officer(id: Array("P\(number)".utf8), periodLimit: number < 2 ? 3 : nil)
    }
    let classes: [[Int32]] = (0..<9).map { [0, 1, 2 + 2 * $0, 3 + 2 * $0] }
    let problem = PairingProblem(
      officers: officers, classes: classes, days: [.init(week: 0)], trips: trips)
    let pairing = pair(problem, key: pairingKey("three"))
    #expect(pairing.assignment.count { $0 == nil } == 3)
    #expect(pairing.witnesses.count == 1)
    #expect(pairing.witnesses[0].rule == .periodLimit)
    #expect(pairing.witnesses[0].needed == 27)
    #expect(pairing.witnesses[0].capacity == 2 * 3 + 9 * 2)
    #expect(pairing.witnesses[0].moreOfficers == 1)
    #expect(pairing.witnesses[0].higherLimit == 2)
  }

  @Test("tells a full day from a full week, and people who are missing from limits")
  func tellsRulesApart() {
    func rules(
      _ trips: Int, classes: [[Int32]] = [[0, 1]], slots: Int = 1, daily: Int? = nil,
      weekly: Int? = nil
    ) -> [Witness.Rule] {
      let slots = (0..<slots).map { PairingProblem.Slot(name: "s\($0)", eligibility: 0) }
      let problem = PairingProblem(
        officers: [.init(id: [1]), .init(id: [2])], classes: classes,
        days: [.init(week: 0), .init(week: 0)],
        trips: (0..<trips).map { .init(id: [UInt8($0)], day: $0 % 2, slots: slots) },
        dailyLimit: daily, weeklyLimit: weekly)
      return pair(problem, key: pairingKey("rules")).witnesses.map(\.rule)
    }
    #expect(rules(4, daily: 1) == [])
    #expect(rules(6, daily: 1) == [.dailyLimit, .dailyLimit])
    #expect(rules(6, weekly: 2) == [.weeklyLimit])
    #expect(rules(2, slots: 3) == [.tooFewPeople])
    #expect(rules(2, classes: [[]]) == [.noEligible])
  }
}

/// Counts again what a witness says, from the problem alone.
private struct Recount {
  private let definition: Definition

  init(_ problem: PairingProblem, key: TicketKey) {
    definition = Definition(problem, key: key)
  }

  private var problem: PairingProblem { definition.problem }

  /// The places of one unstaffed trip and of the staffed trips before it.
  func places(of witness: Witness, before trip: Int) -> [Witness.Place] {
    let earlier = definition.order.prefix { $0 != trip }
    return witness.places.filter { place in
      place.trip == trip || (earlier.contains(place.trip) && witness.staffed.contains(place.trip))
    }
  }

  func eligible(for places: [Witness.Place]) -> [Int] {
    problem.officers.indices.filter { officer in
      places.contains { definition.isEligible(officer, $0.trip, $0.slot) }
    }
  }

  /// Most of these places that could be filled if every officer went wherever he may, within his
  /// limits and one place a trip.
  func capacity(_ places: [Witness.Place]) -> Int {
    problem.officers.indices.reduce(0) { $0 + capacity(of: $1, places) }
  }

  private func capacity(of officer: Int, _ places: [Witness.Place]) -> Int {
    let trips = Set(
      places.filter { definition.isEligible(officer, $0.trip, $0.slot) }.map(\.trip))
    let bound = problem.officers[officer].engagements.map { Int($0) }
    func left(_ limit: Int?, _ taken: Int) -> Int { limit.map { max(0, $0 - taken) } ?? .max }
    var ofWeek: [Int: Int] = [:]
    for day in problem.days.indices {
      let count = trips.count { problem.trips[$0].day == day }
      let room = left(problem.dailyLimit, bound.count { $0 == day })
      ofWeek[problem.days[day].week, default: 0] += min(count, room)
    }
    let total = ofWeek.reduce(0) { sum, week in
      let taken = bound.count { problem.days[$0].week == week.key }
      return sum + min(week.value, left(problem.weeklyLimit, taken))
    }
    return min(total, left(problem.officers[officer].periodLimit, bound.count))
  }

  /// The problem with more officers who may go anywhere, under the widest limit of some.
  static func adding(_ count: Int, to problem: PairingProblem, like officers: [Int])
    -> PairingProblem
  {
    var more = problem
    let models = officers.isEmpty ? Array(problem.officers.indices) : officers
    let limits = models.map { problem.officers[$0].periodLimit }
    for number in 0..<count {
      let limit = limits.contains { $0 == nil } ? nil : limits.compactMap(\.self).max()
      for index in more.classes.indices { more.classes[index].append(Int32(more.officers.count)) }
      more.officers.append(.init(id: Array("new \(number)".utf8), periodLimit: limit))
    }
    return more
  }

  /// The problem with a wider limit.
  static func raising(_ rule: Witness.Rule, by rise: Int, in problem: PairingProblem)
    -> PairingProblem
  {
    var wider = problem
    switch rule {
    case .periodLimit:
      for officer in wider.officers.indices {
        wider.officers[officer].periodLimit = wider.officers[officer].periodLimit.map { $0 + rise }
      }
    case .weeklyLimit: wider.weeklyLimit! += rise
    case .dailyLimit: wider.dailyLimit! += rise
    case .noEligible, .tooFewPeople, .pairLimit: break
    }
    return wider
  }
}
