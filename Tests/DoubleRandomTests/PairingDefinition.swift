// The answer of draw protocol 1, section 7, by trying everything: slow, obvious, and all there is
// to trust in the pairing tests.
//
// Nothing here knows how the solver works: rules are checked officer by officer, tickets are hashed
// as text, and the best of all lawful assignments is kept.

import Sampling

@testable import DoubleRandom

/// The protocol's definition, by trying every assignment.
struct Definition {
  let problem: PairingProblem
  /// The trips in the order of Kt.
  let order: [Int]
  private let tickets: [[[String]]]

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
      problem.officers[officer].carriedLoad + problem.officers[officer].engagements.count
        + teams.count { $0?.contains(officer) ?? false }
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
  fileprivate func mayJoin(_ officer: Int, _ trip: Int, _ teams: [[Int]?]) -> Bool {
    guard isEligible(officer, trip, teams[trip]!.count), !teams[trip]!.contains(officer) else {
      return false
    }
    let days =
      problem.officers[officer].engagements.map { Int($0) }
      + teams.indices.filter { teams[$0]?.contains(officer) ?? false }.map { problem.trips[$0].day }
    let day = problem.trips[trip].day
    let week = problem.days[day].week
    return days.count < problem.officers[officer].periodLimit ?? .max
      && days.count { $0 == day } < problem.dailyLimit ?? .max
      && days.count { problem.days[$0].week == week } < problem.weeklyLimit ?? .max
  }

  /// Whether an officer may fill a slot, were he free.
  func isEligible(_ officer: Int, _ trip: Int, _ slot: Int) -> Bool {
    let (number, facts) = (Int32(officer), problem.trips[trip])
    return problem.classes[facts.slots[slot].eligibility].contains(number)
      && !facts.excluded.contains(number)
      && !problem.days[facts.day].absent.contains(number)
      && (facts.avoidedUnit == nil || facts.avoidedUnit != problem.officers[officer].unit)
  }
}

extension Definition {
  /// Whether whole teams go out and every hard rule is kept.
  func isLawful(_ teams: [[Int]?]) -> Bool {
    var partial: [[Int]?] = Array(repeating: nil, count: teams.count)
    for (trip, team) in teams.enumerated() {
      guard let team else { continue }
      if team.count != problem.trips[trip].slots.count { return false }
      partial[trip] = []
      for officer in team {
        if !mayJoin(officer, trip, partial) { return false }
        partial[trip]!.append(officer)
      }
    }
    return true
  }

  /// Whether no chain of lawful moves takes a trip from an officer and leaves one to another whose
  /// load is smaller by two or more: tried move by move along every chain of officers.
  func isBalanced(_ teams: [[Int]?]) -> Bool {
    // Without limits on days and weeks a chain needs no more than that each officer on it may take
    // a slot of the next.
    guard problem.dailyLimit == nil && problem.weeklyLimit == nil else { return true }
    let loads = loads(teams)
    let duty = zip(loads, problem.officers).map { $0 - $1.carriedLoad }
    let gives = problem.officers.indices.map { officer in
      teams.contains { $0?.contains(officer) ?? false }
    }
    let relieves = reliefs(teams)
    for giver in problem.officers.indices where gives[giver] {
      var chain = [giver]
      var next = 0
      while next < chain.count {
        for taker in relieves[chain[next]] where !chain.contains(taker) {
          if loads[taker] <= loads[giver] - 2,
            duty[taker] < problem.officers[taker].periodLimit ?? .max
          {
            return false
          }
          chain.append(taker)
        }
        next += 1
      }
    }
    return true
  }

  /// For each officer, who could take one of his slots, the rest of the team staying as it is.
  private func reliefs(_ teams: [[Int]?]) -> [[Int]] {
    var unlimited = problem
    for officer in unlimited.officers.indices { unlimited.officers[officer].periodLimit = nil }
    let free = Definition(unlimited, order: order)
    var reliefs: [[Int]] = Array(repeating: [], count: problem.officers.count)
    for (trip, team) in teams.enumerated() {
      for (slot, holder) in (team ?? []).enumerated() {
        for taker in problem.officers.indices where !team!.contains(taker) {
          var others = teams
          others[trip] = Array(team![..<slot])
          if free.mayJoin(taker, trip, others) { reliefs[holder].append(taker) }
        }
      }
    }
    return reliefs
  }

  private init(_ problem: PairingProblem, order: [Int]) {
    self.problem = problem
    self.order = order
    tickets = []
  }
}
