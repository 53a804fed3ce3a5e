// Small worlds for the pairing tests: random problems, and the protocol's answer by trying everything.
//
// Nothing here knows how the solver works: the rules are checked on whole assignments, tickets are
// hashed as text, and the best of all lawful assignments is kept.

import Sampling

@testable import DoubleRandom

/// A small generator for tests (SplitMix64), so that worlds are the same in every run.
struct TestLots {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9e37_79b9_7f4a_7c15 }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// K("pairing") of a test: the key of a seed text.
func pairingKey(_ seed: String) -> TicketKey {
  Seed(bytes: Array(seed.utf8))!.key(.pairing)
}

/// How large a random world may be.
struct WorldSize {
  var officers = 4
  var trips = 4
  var slots = 2
}

/// A random problem: a few officers, trips on a few days, limits that bite now and then.
func randomWorld(_ number: Int, _ size: WorldSize = WorldSize()) -> PairingProblem {
  var lots = TestLots(number)
  let officerCount = 1 + lots.below(size.officers)
  let density = 30 + lots.below(71)
  func some(_ percent: Int) -> [Int32] {
    (0..<Int32(officerCount)).filter { _ in lots.chance(percent) }
  }
  let carries = lots.chance(40)
  let limitsPeriod = lots.chance(40)
  let officers = (0..<officerCount).map { officer in
    PairingProblem.Officer(
      id: Array("P\(officer)".utf8),
      periodLimit: limitsPeriod ? lots.below(size.trips + 1) : nil,
      carriedLoad: carries ? lots.below(4) : 0,
      unit: lots.chance(50) ? lots.below(2) : nil)
  }
  let classes = (0..<3).map { _ in some(density) } + [Array(0..<Int32(officerCount))]
  let days = (0..<1 + lots.below(3)).map { day in
    PairingProblem.Day(week: 40 - day / 2, absent: lots.chance(30) ? some(30) : [])
  }
  let names = ["leader", "member1", "member2"]
  let trips = (0..<1 + lots.below(size.trips)).map { trip in
    let slots = (0..<1 + lots.below(size.slots)).map { slot in
      PairingProblem.Slot(
        name: names[slot], eligibility: lots.below(4), excluded: lots.chance(10) ? some(30) : [])
    }
    return PairingProblem.Trip(
      id: Array("T\(trip)".utf8), day: lots.below(days.count), slots: slots,
      excluded: lots.chance(20) ? some(30) : [], avoidedUnit: lots.chance(10) ? 0 : nil)
  }
  return PairingProblem(
    officers: officers, classes: classes, days: days, trips: trips,
    dailyLimit: lots.chance(40) ? 1 + lots.below(2) : nil,
    weeklyLimit: lots.chance(40) ? 1 + lots.below(3) : nil)
}

/// The protocol's definition, by trying every assignment.
struct Definition {
  let problem: PairingProblem
  private let tickets: [[[String]]]
  private let order: [Int]

  init(_ problem: PairingProblem, key: TicketKey) {
    self.problem = problem
    let keys = problem.trips.map { trip in
      SHA256.hash(Array((key.hash.hex + "|").utf8) + trip.id).hex
    }
    order = keys.indices.sorted { keys[$0] < keys[$1] }
    tickets = zip(problem.trips, keys).map { trip, key in
      trip.slots.map { slot in
        problem.officers.map { officer in
          SHA256.hash(Array((key + "|" + slot.name + "|").utf8) + officer.id).hex
        }
      }
    }
  }

  /// The one answer: each trip's officers, nil where it cannot be staffed.
  func answer() -> [[Int]?] {
    var staffed: [Int] = []
    for trip in order where firstAssignment(of: staffed + [trip]) != nil { staffed.append(trip) }
    var best: (squares: Int, tickets: [String], teams: [[Int]?])?
    forEachAssignment(of: staffed) { teams in
      let squares = Definition.squares(loads(teams))
      if let best, squares > best.squares { return true }
      let tickets = sortedTickets(teams)
      if let best, squares == best.squares, !tickets.lexicographicallyPrecedes(best.tickets) {
        return true
      }
      best = (squares, tickets, teams)
      return true
    }
    return best!.teams
  }

  func loads(_ teams: [[Int]?]) -> [Int] {
    problem.officers.indices.map { officer in
      problem.officers[officer].carriedLoad + teams.count { $0?.contains(officer) ?? false }
    }
  }

  static func squares(_ loads: [Int]) -> Int { loads.reduce(0) { $0 + $1 * $1 } }

  private func sortedTickets(_ teams: [[Int]?]) -> [String] {
    var list: [String] = []
    for (trip, team) in teams.enumerated() {
      for (slot, officer) in (team ?? []).enumerated() { list.append(tickets[trip][slot][officer]) }
    }
    return list.sorted()
  }

  /// Whether these trips can be filled together.
  private func firstAssignment(of trips: [Int]) -> [[Int]?]? {
    var first: [[Int]?]?
    forEachAssignment(of: trips) { teams in
      first = teams
      return false
    }
    return first
  }

  /// Calls `body` with every lawful assignment of these trips until it returns false.
  private func forEachAssignment(of trips: [Int], _ body: ([[Int]?]) -> Bool) {
    var teams: [[Int]?] = Array(repeating: nil, count: problem.trips.count)
    func extend(_ position: Int) -> Bool {
      if position == trips.count { return body(teams) }
      let trip = trips[position]
      teams[trip] = teams[trip] ?? []
      if teams[trip]!.count == problem.trips[trip].slots.count {
        let goesOn = extend(position + 1)
        return goesOn
      }
      for officer in problem.officers.indices where mayJoin(officer, trip, teams) {
        teams[trip]!.append(officer)
        let goesOn = extend(position)
        teams[trip]!.removeLast()
        if !goesOn { return false }
      }
      if teams[trip]!.isEmpty { teams[trip] = nil }
      return true
    }
    _ = extend(0)
  }

  /// Whether an officer may take the next slot of a trip, by every hard rule.
  private func mayJoin(_ officer: Int, _ trip: Int, _ teams: [[Int]?]) -> Bool {
    let (person, facts) = (problem.officers[officer], problem.trips[trip])
    let slot = facts.slots[teams[trip]!.count]
    let number = Int32(officer)
    guard problem.classes[slot.eligibility].contains(number),
      !slot.excluded.contains(number), !facts.excluded.contains(number),
      !problem.days[facts.day].absent.contains(number),
      facts.avoidedUnit == nil || facts.avoidedUnit != person.unit,
      !teams[trip]!.contains(officer)
    else { return false }
    func count(_ condition: (PairingProblem.Trip) -> Bool) -> Int {
      teams.indices.count {
        (teams[$0]?.contains(officer) ?? false) && condition(problem.trips[$0])
      }
    }
    let week = problem.days[facts.day].week
    return count { _ in true } < person.periodLimit ?? .max
      && count { $0.day == facts.day } < problem.dailyLimit ?? .max
      && count { problem.days[$0.day].week == week } < problem.weeklyLimit ?? .max
  }
}
