// Pairing: the second random, draw protocol 1 section 7, as one function.
//
// The result is defined without an algorithm; what stands here is one way to reach it. Each step
// narrows the set of assignments: which trips have a team, how equal the loads are, and which
// single assignment is meant.

import Sampling

/// Who goes where.
public struct Pairing: Sendable, Equatable {
  /// For each trip its officers (0-based) in slot order; nil if the trip has no team.
  public var assignment: [[Int]?]
  /// Trips and carried load of each officer; Σ load² is the smallest that the rules allow with
  /// these trips staffed.
  public var loads: [Int]
  /// Why trips have no team; each unstaffed trip stands in one witness.
  public var witnesses: [Witness]
}

/// Pairs officers and trips: whole teams in ticket order, then loads as equal as the rules allow,
/// then the smallest edge tickets.
///
/// There is one answer; it depends on ids, rules and key alone, not on the order in which officers
/// or trips are listed.
/// - Parameter key: K of the stage `pairing`.
/// - Complexity: in practice a hash per eligible pair of slot and officer and some microseconds
///   per slot; memory a bit per officer for each distinct eligibility, and some 60 bytes per slot.
/// - *Source*: draw protocol 1, section 7.
public func pair(_ problem: PairingProblem, key: TicketKey) -> Pairing {
  problem.check()
  let ground = Ground(problem)
  let keys = problem.trips.map { TicketKey(hash: key.ticket($0.id)) }
  let order = keys.indices.sorted { keys[$0].hash < keys[$1].hash }
  var roster = Roster(ground)
  var circles = Circles(ground)
  var search = ReliefSearch(ground, circles)

  let witnesses = roster.staff(order, &search, circles)
  roster.balance(&search, &circles)
  roster.pinAll(EdgeTickets(problem, keys: keys), &search, &circles)

  return Pairing(assignment: roster.teams, loads: roster.load, witnesses: witnesses)
}

extension Roster {
  /// The officers of each trip in slot order; nil where the trip is empty.
  fileprivate var teams: [[Int]?] {
    (0..<ground.tripCount).map { trip in
      let team = ground.slots(of: trip).map { Int(holder[$0]) }
      return team.contains(Int(Roster.nobody)) ? nil : team
    }
  }
}
