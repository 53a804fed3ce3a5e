// The repeat-pair limiter: the same two go together at most so often in the period. It is a repair
// after the unique answer, because a limit on pairs makes the answer itself intractable, while each
// step of the repair can be checked by trying everything.
//
// Staffed trips are walked in ascending order of day, then Kt. A team none of whose pairs has gone
// together `most` times on the trips walked before stays. Any other is changed, by the first of
// these that can be done, all else standing as it is now:
// 1. exchange: one of its officers against one of a trip not walked yet, so that both trips keep
//    every hard rule and limit and this one the pair limit; loads stay equal. The smallest new edge
//    ticket on this trip decides, then the smallest on the other;
// 2. staff the trip again: of all teams that keep every rule and limit, those with the smallest
//    sum of loads; of these the one whose edge tickets, sorted ascending, are lexicographically
//    smallest;
// 3. the trip has no team, and its officers are free for the trips behind it.

import Sampling

/// How often two officers have gone together.
struct PairMeetings: Sendable {
  private var counts: [UInt64: Int] = [:]

  func count(_ a: Int, _ b: Int) -> Int { counts[PairMeetings.key(a, b)] ?? 0 }

  /// Notes one more trip of a team.
  mutating func add(_ team: [Int]) {
    forEachPair(of: team) { counts[PairMeetings.key($0, $1), default: 0] += 1 }
  }

  /// How many pairs have met 1, 2, 3 … times: by ascending number of times.
  var statistics: [(times: Int, pairs: Int)] {
    var pairs: [Int: Int] = [:]
    for count in counts.values { pairs[count, default: 0] += 1 }
    return pairs.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// Calls `body` with everyone who has met an officer so often or more.
  func forEach(atLeast count: Int, _ body: (Int, Int) -> Void) {
    for (key, met) in counts where met >= count { body(Int(key >> 32), Int(key & 0xffff_ffff)) }
  }

  private static func key(_ a: Int, _ b: Int) -> UInt64 {
    UInt64(min(a, b)) << 32 | UInt64(max(a, b))
  }
}

/// Calls `body` with any two of a team.
func forEachPair(of team: [Int], _ body: (Int, Int) -> Void) {
  for (index, first) in team.enumerated() {
    for second in team[(index + 1)...] { body(first, second) }
  }
}

extension Pairing {
  /// Repairs a pairing so that no two officers go together more than `most` times.
  ///
  /// - Parameters:
  ///   - problem: what was paired; its days stand in ascending order.
  ///   - key: K of the stage `pairing`.
  ///   - met: who has gone together in earlier steps; receives this one.
  /// - Returns: what starves the trips that lose their team.
  mutating func limitPairs(
    _ problem: PairingProblem, key: TicketKey, most: Int, _ met: inout PairMeetings
  ) -> [Witness] {
    let keys = problem.trips.map { TicketKey(hash: key.ticket($0.id)) }
    let tickets = EdgeTickets(problem, keys: keys)
    var bench = PairBench(problem, self, most: most, met)
    var starved: [(trip: Int, more: Int, rise: Int?)] = []
    let order = assignment.indices.filter { assignment[$0] != nil }.sorted {
      (problem.trips[$0].day, keys[$0].hash) < (problem.trips[$1].day, keys[$1].hash)
    }
    for trip in order {
      if bench.isOverdone(bench.teams[trip] ?? []), !bench.exchange(trip, tickets) {
        bench.setTeam(of: trip, nil)
        if let team = bench.bestTeam(for: trip, tickets) {
          bench.setTeam(of: trip, team)
        } else {
          starved.append((trip, bench.strangersNeeded(trip), bench.riseNeeded(trip)))
        }
      }
      bench.walk(trip)
    }
    assignment = bench.teams
    met = bench.met
    loads = bench.load
    return witnesses(of: starved, problem)
  }

  /// One witness for all trips that the limit leaves without a team.
  private func witnesses(
    of starved: [(trip: Int, more: Int, rise: Int?)], _ problem: PairingProblem
  ) -> [Witness] {
    guard let first = starved.first else { return [] }
    let ground = Ground(problem)
    let trips = starved.map(\.trip).sorted()
    var eligible = OfficerSets(rows: 1, officers: ground.officerCount)
    var places: [Witness.Place] = []
    for trip in trips {
      for (number, slot) in ground.slots(of: trip).enumerated() {
        eligible.unite(0, with: Int(ground.places[slot].row), of: ground.eligible)
        places.append(Witness.Place(trip: trip, slot: number))
      }
    }
    let rises = starved.compactMap(\.rise)
    return [
      Witness(
        rule: .pairLimit, eligibility: problem.trips[first.trip].slots[0].eligibility,
        unstaffed: trips, staffed: [], places: places, officers: eligible.list(0), capacity: 0,
        moreOfficers: starved.map(\.more).max() ?? 0,
        higherLimit: rises.count == starved.count ? rises.max() : nil)
    ]
  }
}

/// Who has room while pairs are repaired, and who may still go with whom.
private struct PairBench {
  private let problem: PairingProblem
  private let ground: Ground
  private let most: Int
  private(set) var teams: [[Int]?]
  private(set) var met: PairMeetings
  private(set) var load: [Int]
  /// By officer: his trips that are not walked yet.
  private var ahead: [[Int]]
  private var duty: [Int]
  private var dayDuty: [Int]
  private var weekDuty: [Int]
  /// By officer: who has gone with him as often as may be.
  private var overdone: OfficerSets

  init(_ problem: PairingProblem, _ pairing: Pairing, most: Int, _ met: PairMeetings) {
    self.problem = problem
    self.most = most
    self.met = met
    ground = Ground(problem)
    let officers = ground.officerCount
    teams = pairing.assignment
    load = pairing.loads
    ahead = load.map { _ in [] }
    duty = Array(repeating: 0, count: officers)
    dayDuty = Array(repeating: 0, count: officers * ground.dayCount)
    weekDuty = Array(repeating: 0, count: officers * ground.weekCount)
    overdone = OfficerSets(rows: officers, officers: officers)
    met.forEach(atLeast: most) { [officers] a, b in
      assert(a < officers && b < officers)
      overdone.insert(a, b)
      overdone.insert(b, a)
    }
    for officer in problem.officers.indices {
      for day in problem.officers[officer].engagements { count(officer, Int(day), 1) }
    }
    for (trip, team) in pairing.assignment.enumerated() {
      for officer in team ?? [] {
        count(officer, problem.trips[trip].day, 1)
        ahead[officer].append(trip)
      }
    }
  }

  private mutating func count(_ officer: Int, _ day: Int, _ change: Int) {
    duty[officer] += change
    dayDuty[officer * ground.dayCount + day] += change
    weekDuty[officer * ground.weekCount + Int(ground.weekOfDay[day])] += change
  }

  /// Gives a trip another team, or none.
  mutating func setTeam(of trip: Int, _ team: [Int]?) {
    let day = problem.trips[trip].day
    for officer in teams[trip] ?? [] {
      count(officer, day, -1)
      load[officer] -= 1
      ahead[officer].removeAll { $0 == trip }
    }
    for officer in team ?? [] {
      count(officer, day, 1)
      load[officer] += 1
      ahead[officer].append(trip)
    }
    teams[trip] = team
  }

  /// The trip's team is decided: its pairs count.
  mutating func walk(_ trip: Int) {
    guard let team = teams[trip] else { return }
    meet(team)
    for officer in team { ahead[officer].removeAll { $0 == trip } }
  }

  func isOverdone(_ team: [Int]) -> Bool {
    var isOverdone = false
    forEachPair(of: team) { if overdone.contains($0, $1) { isOverdone = true } }
    return isOverdone
  }

  private mutating func meet(_ team: [Int]) {
    met.add(team)
    forEachPair(of: team) {
      if met.count($0, $1) >= most {
        overdone.insert($0, $1)
        overdone.insert($1, $0)
      }
    }
  }

  // MARK: - One trip

  /// Exchanges an officer of a trip against one of a trip ahead; whether that could be done.
  mutating func exchange(_ trip: Int, _ tickets: EdgeTickets) -> Bool {
    guard let team = teams[trip] else { return false }
    let first = ground.firstSlot[trip]
    let edges = team.indices.flatMap { slot in
      ground.eligible.list(Int(ground.places[first + slot].row)).compactMap {
        fits($0, slot, of: team) ? (tickets.ticket(first + slot, of: trip, $0), slot, $0) : nil
      }
    }.sorted { $0.0 < $1.0 }
    for (_, slot, officer) in edges {
      var best: (ticket: Ticket, trip: Int, slot: Int)?
      for other in ahead[officer] where other != trip {
        guard let seat = teams[other]?.firstIndex(of: officer),
          canExchange(team[slot], first + slot, officer, ground.firstSlot[other] + seat)
        else { continue }
        let ticket = tickets.ticket(ground.firstSlot[other] + seat, of: other, team[slot])
        if best.map({ ticket < $0.ticket }) ?? true { best = (ticket, other, seat) }
      }
      guard let best, var others = teams[best.trip] else { continue }
      var fresh = team
      fresh[slot] = officer
      others[best.slot] = team[slot]
      setTeam(of: trip, nil)
      setTeam(of: best.trip, others)
      setTeam(of: trip, fresh)
      return true
    }
    return false
  }

  /// Whether an officer in place of the one in a slot makes a team that may go together.
  private func fits(_ officer: Int, _ slot: Int, of team: [Int]) -> Bool {
    if team.contains(officer) { return false }
    var fresh = team
    fresh[slot] = officer
    return !isOverdone(fresh)
  }

  /// Whether two officers in slots of different trips could change places by every hard rule.
  private mutating func canExchange(_ a: Int, _ slotOfA: Int, _ b: Int, _ slotOfB: Int) -> Bool {
    let (here, there) = (ground.places[slotOfA], ground.places[slotOfB])
    if teams[Int(there.trip)]?.contains(a) ?? true { return false }
    if !ground.isEligible(a, for: slotOfB) { return false }
    if here.day == there.day { return true }
    count(a, Int(here.day), -1)
    count(b, Int(there.day), -1)
    defer {
      count(a, Int(here.day), 1)
      count(b, Int(there.day), 1)
    }
    return hasRoom(a, there) && hasRoom(b, here)
  }

  /// The best team of a trip without one; nil if none may go.
  func bestTeam(for trip: Int, _ tickets: EdgeTickets) -> [Int]? {
    let search = search(for: trip, overdone)
    guard let least = search.leastLoad() else { return nil }
    let slots = search.candidates.indices
    let edges = slots.flatMap { slot in
      search.candidates[slot].map { officer in
        (tickets.ticket(ground.firstSlot[trip] + slot, of: trip, officer), slot, officer)
      }
    }.sorted { $0.0 < $1.0 }
    var team: [Int?] = slots.map { _ in nil }
    for (_, slot, officer) in edges where team[slot] == nil {
      var trial = team
      trial[slot] = officer
      if search.completes(trial, within: least) { team = trial }
    }
    return team.compactMap { $0 }
  }

  /// How many officers who have met nobody yet the trip would need.
  func strangersNeeded(_ trip: Int) -> Int {
    let search = search(for: trip, overdone)
    let slots = search.candidates.count
    return (1...max(1, slots)).first { search.completes(strangers: $0) } ?? slots
  }

  /// By how much the limit must rise for the trip; nil if no rise is enough.
  func riseNeeded(_ trip: Int) -> Int? {
    guard search(for: trip, OfficerSets(rows: load.count, officers: load.count)).leastLoad() != nil
    else { return nil }
    return (1...).first { rise in
      var fewer = OfficerSets(rows: load.count, officers: load.count)
      met.forEach(atLeast: most + rise) { a, b in
        fewer.insert(a, b)
        fewer.insert(b, a)
      }
      return search(for: trip, fewer).leastLoad() != nil
    }
  }

  private func search(for trip: Int, _ overdone: OfficerSets) -> TeamSearch {
    let candidates = ground.slots(of: trip).map { slot in
      ground.eligible.list(Int(ground.places[slot].row)).filter { hasRoom($0, ground.places[slot]) }
        .sorted { (load[$0], $0) < (load[$1], $1) }
    }
    return TeamSearch(candidates: candidates, load: load, overdone: overdone)
  }

  private func hasRoom(_ officer: Int, _ place: Ground.Place) -> Bool {
    let day = officer * ground.dayCount + Int(place.day)
    let week = officer * ground.weekCount + Int(place.week)
    return duty[officer] < Int(ground.periodLimit[officer])
      && dayDuty[day] < Int(ground.dailyLimit) && weekDuty[week] < Int(ground.weeklyLimit)
  }
}
