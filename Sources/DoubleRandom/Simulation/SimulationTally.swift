// What is counted while draws go by: sums of integers, which add up to the same whatever thread
// counted them.

import Sampling

/// Sums over a share of the draws.
struct SimulationTally: Sendable {
  /// Selections in the first period, by task and target number.
  private(set) var selections: [[Int32]]
  /// First period: trips and trips as leader, by officer.
  private(set) var trips: [Int]
  private(set) var leading: [Int]
  /// Σ Q over the draws, by group: g ΣL² − (ΣL)².
  private(set) var loadForms: [Int]
  private(set) var leaderForms: [Int]
  private(set) var pairs: PairTally
  private(set) var periods: [PeriodTally]
  /// All periods of a draw together.
  private(set) var wholeTrips: [Int]
  private(set) var mostTrips: [Int]
  private let positions: EqualPositions

  var officerCount: Int { trips.count }

  init(_ frozen: FrozenPlan, periods count: Int, _ positions: EqualPositions) {
    self.positions = positions
    selections = frozen.strata.map { _ in [Int32](repeating: 0, count: frozen.unitCount) }
    trips = [Int](repeating: 0, count: positions.officers.count)
    (leading, wholeTrips, mostTrips) = (trips, trips, trips)
    loadForms = [Int](repeating: 0, count: positions.members.count)
    leaderForms = loadForms
    pairs = PairTally(positions)
    periods = [PeriodTally](repeating: PeriodTally(officers: trips.count), count: count)
  }

  /// Who was drawn and who went, in a draw's first period.
  mutating func addFirstPeriod(
    _ draws: [TaskDraw], _ staffing: Staffing?, _ frozen: FrozenPlan
  ) {
    for (task, draw) in draws.enumerated() {
      for candidate in draw.strata.lazy.flatMap(\.selected) {
        selections[task][frozen.unit(of: candidate.target)] += 1
      }
    }
    guard let staffing else { return }
    let numbers = staffing.loads.map { positions.number(of: $0.inspector) }
    var own = [Int](repeating: 0, count: officerCount)
    var led = own
    for team in staffing.teams.lazy.compactMap({ $0 }) {
      let officers = team.compactMap { numbers[$0] }
      for officer in officers { own[officer] += 1 }
      if let leader = numbers[team[0]] { led[leader] += 1 }
      pairs.add(officers)
    }
    pairs.endDraw()
    for (group, members) in positions.members.enumerated() {
      loadForms[group] += loadForm(members.map { own[$0] })
      leaderForms[group] += loadForm(members.map { led[$0] })
    }
    for officer in own.indices {
      trips[officer] += own[officer]
      leading[officer] += led[officer]
    }
  }

  /// What happened in a period.
  mutating func addPeriod(
    _ index: Int, _ open: OpenTargets, _ visits: [Visit], _ staffing: Staffing?, isNew: Int,
    _ year: inout YearOfWork
  ) {
    periods[index].add(open, visits: visits.count, isNew: isNew)
    guard let staffing else { return }
    var own = [Int](repeating: 0, count: officerCount)
    for load in staffing.loads where load.trips > 0 {
      if let officer = positions.number(of: load.inspector) { own[officer] += load.trips }
    }
    periods[index].add(own, trips: staffing.trips.count, unstaffed: staffing.unstaffed.count)
    for officer in own.indices { year.trips[officer] += own[officer] }
  }

  /// What all periods of a draw brought together.
  mutating func addYear(_ year: YearOfWork) {
    for officer in year.trips.indices {
      wholeTrips[officer] += year.trips[officer]
      mostTrips[officer] = max(mostTrips[officer], year.trips[officer])
    }
  }

  mutating func add(_ other: SimulationTally) {
    for task in selections.indices {
      for unit in selections[task].indices {
        selections[task][unit] += other.selections[task][unit]
      }
    }
    add(other.trips, to: &trips)
    add(other.leading, to: &leading)
    add(other.loadForms, to: &loadForms)
    add(other.leaderForms, to: &leaderForms)
    add(other.wholeTrips, to: &wholeTrips)
    for officer in mostTrips.indices {
      mostTrips[officer] = max(mostTrips[officer], other.mostTrips[officer])
    }
    pairs.add(other.pairs)
    for index in periods.indices { periods[index].add(other.periods[index]) }
  }

  private func add(_ values: [Int], to sums: inout [Int]) {
    for (index, value) in values.enumerated() { sums[index] += value }
  }
}

/// Q of counts that ought to be alike: their number times the sum of squared deviations.
func loadForm(_ counts: [Int]) -> Int {
  let total = counts.reduce(0, +)
  return counts.count * counts.reduce(0) { $0 + $1 * $1 } - total * total
}

/// Trips of each officer over the periods of one draw.
struct YearOfWork {
  var trips: [Int]

  init(officers: Int) { trips = [Int](repeating: 0, count: officers) }
}

/// Sums of one period over draws.
struct PeriodTally: Sendable {
  /// A number that differs from draw to draw.
  struct Spread: Sendable {
    private(set) var sum = 0
    private(set) var least = Int.max
    private(set) var most = 0

    mutating func add(_ value: Int) {
      sum += value
      least = min(least, value)
      most = max(most, value)
    }

    mutating func add(_ other: Spread) {
      sum += other.sum
      least = min(least, other.least)
      most = max(most, other.most)
    }
  }

  var open = Spread()
  var stoppedByCap = Spread()
  var stoppedByInterval = Spread()
  var stoppedByRecentDraw = Spread()
  var visits = Spread()
  /// Visits to targets that no earlier period of the draw has visited.
  var firstVisits = Spread()
  var trips = Spread()
  var unstaffed = Spread()
  /// The smallest and the largest load of an officer in a draw.
  var smallestLoad = Spread()
  var largestLoad = Spread()
  var tripsOfOfficer: [Int]

  init(officers: Int) { tripsOfOfficer = [Int](repeating: 0, count: officers) }

  mutating func add(_ open: OpenTargets, visits: Int, isNew: Int) {
    self.open.add(open.isOpen.count { $0 })
    stoppedByCap.add(open.stoppedByCap)
    stoppedByInterval.add(open.stoppedByInterval)
    stoppedByRecentDraw.add(open.stoppedByRecentDraw)
    self.visits.add(visits)
    firstVisits.add(isNew)
  }

  mutating func add(_ loads: [Int], trips: Int, unstaffed: Int) {
    self.trips.add(trips)
    self.unstaffed.add(unstaffed)
    smallestLoad.add(loads.min() ?? 0)
    largestLoad.add(loads.max() ?? 0)
    for officer in loads.indices { tripsOfOfficer[officer] += loads[officer] }
  }

  mutating func add(_ other: PeriodTally) {
    for key in PeriodTally.spreads { self[keyPath: key].add(other[keyPath: key]) }
    for officer in tripsOfOfficer.indices {
      tripsOfOfficer[officer] += other.tripsOfOfficer[officer]
    }
  }

  private static var spreads: [WritableKeyPath<PeriodTally, Spread>] {
    [
      \.open, \.stoppedByCap, \.stoppedByInterval, \.stoppedByRecentDraw, \.visits, \.firstVisits,
      \.trips, \.unstaffed, \.smallestLoad, \.largestLoad,
    ]
  }
}
