// From sums to evidence: the tests of fairness and the forecast of one plan.

import Sampling

/// How often each target of a stratum was drawn.
public struct StratumInclusion: Sendable {
  public var task: String
  public var stratum: String
  /// N of the first period's frame.
  public var population: Int
  /// n.
  public var selected: Int
  public var isWeighted: Bool
  /// Target → selections, ascending by id; those in the first period's frame.
  public var counts: [(target: Target, count: Int)]
  /// Standard error of a count; 0 where nothing is left to chance or the draw is weighted.
  public var error: Double
}

/// What an officer has to expect.
public struct OfficerForecast: Sendable {
  public var inspector: Inspector
  /// Group of equal position, from 1; nil for who stands alone.
  public var group: Int?
  /// Over all draws, in the first period.
  public var trips: Int
  public var tripsAsLeader: Int
  /// Mean of the group's trips; the officer's own where he stands alone.
  public var expectedTrips: Double
  /// Standard error of `trips` against the group.
  public var error: Double
  /// Over all draws, by period.
  public var tripsByPeriod: [Int]
  /// Over all draws and periods, and the most in one draw.
  public var wholeTrips: Int
  public var mostTrips: Int
}

/// How often two officers went together.
public struct PairCount: Sendable {
  public var first: Inspector
  public var second: Inspector
  /// Groups, from 1.
  public var groups: (Int, Int)
  /// Over all draws, in the first period.
  public var count: Int
  /// What the two officers' sums let expect.
  public var expected: Double
  public var error: Double
}

/// What happens in one period, over all draws.
public struct PeriodForecast: Sendable {
  public var period: Window
  /// Sums, least and most over the draws.
  var tally: PeriodTally
}

extension Simulation {
  init(
    _ frozen: FrozenPlan, _ tally: SimulationTally, _ positions: EqualPositions, draws: Int
  ) {
    plan = frozen.plan
    self.draws = draws
    targets = frozen.unitCount
    let plans = frozen.plan.successors(tally.periods.count, frozen.registries.calendar)
    periods = zip(plans, tally.periods).map { PeriodForecast(period: $0.period, tally: $1) }
    tests = []
    inclusions = []
    for (index, task) in frozen.plan.tasks.enumerated() {
      for (stratum, size) in frozen.firstStrata(index) {
        let inclusion = StratumInclusion(
          task, stratum, size, tally.selections[index], draws: draws)
        tests.append(inclusion.test(draws: draws))
        inclusions.append(inclusion)
      }
    }
    officers = []
    pairs = []
    guard !positions.officers.isEmpty, frozen.registries.calendar != nil else { return }
    for group in positions.members.indices { tests += loadTests(group, positions, tally) }
    for g in positions.members.indices {
      for h in g..<positions.members.count { addPairs(g, h, positions, tally) }
    }
    officers = positions.officers.indices.map { forecast($0, positions, tally) }
  }

  private func forecast(
    _ officer: Int, _ positions: EqualPositions, _ tally: SimulationTally
  ) -> OfficerForecast {
    let group = positions.group[officer]
    let members = group.map { positions.members[$0] } ?? [officer]
    let total = members.reduce(0) { $0 + tally.trips[$1] }
    let size = Double(members.count)
    return OfficerForecast(
      inspector: positions.officers[officer], group: group.map { $0 + 1 },
      trips: tally.trips[officer], tripsAsLeader: tally.leading[officer],
      expectedTrips: Double(total) / size,
      error: group.map { (Double(tally.loadForms[$0]) / (size * size)).squareRoot() } ?? 0,
      tripsByPeriod: tally.periods.map { $0.tripsOfOfficer[officer] },
      wholeTrips: tally.wholeTrips[officer], mostTrips: tally.mostTrips[officer])
  }

  private func loadTests(
    _ group: Int, _ positions: EqualPositions, _ tally: SimulationTally
  ) -> [FairnessTest] {
    let members = positions.members[group]
    let size = Double(members.count)
    func test(_ subject: FairnessTest.Subject, _ counts: [Int], _ form: Int) -> FairnessTest {
      let own = members.map { counts[$0] }
      let mean = Double(own.reduce(0, +)) / size
      return FairnessTest(
        subject, label: "\(group + 1)", units: members.count, freedom: members.count - 1,
        total: Double(loadForm(own)), each: Double(form), variance: Double(form) / (size * size),
        expected: mean, largest: own.reduce(0) { max($0, (Double($1) - mean).magnitude) })
    }
    return [
      test(.load, tally.trips, tally.loadForms[group]),
      test(.leader, tally.leading, tally.leaderForms[group]),
    ]
  }

  private mutating func addPairs(
    _ g: Int, _ h: Int, _ positions: EqualPositions, _ tally: SimulationTally
  ) {
    let block = PairBlock(g, h, positions, tally.pairs)
    guard block.freedom > 0, block.total > 0 else { return }
    let expected = block.pairs.map { block.expected($0.0, $0.1) }
    let counts = block.pairs.map { tally.pairs.count($0.0, $0.1) }
    let largest = zip(counts, expected).reduce(0) { max($0, (Double($1.0) - $1.1).magnitude) }
    tests.append(
      FairnessTest(
        .pair, label: g == h ? "\(g + 1)" : "\(g + 1)×\(h + 1)", units: block.pairs.count,
        freedom: block.freedom, total: Double(tally.pairs.totalForm(g, h, positions.members)),
        each: Double(tally.pairs.formSum(g, h)), variance: block.variance,
        expected: Double(block.total) / Double(block.pairs.count), largest: largest))
    for (index, pair) in block.pairs.enumerated() {
      pairs.append(
        PairCount(
          first: positions.officers[pair.0], second: positions.officers[pair.1],
          groups: (g + 1, h + 1), count: counts[index], expected: expected[index],
          error: block.variance.squareRoot()))
    }
  }
}

/// The pairs within a group or between two.
private struct PairBlock {
  let pairs: [(Int, Int)]
  let freedom: Int
  /// Trips of all pairs.
  let total: Int
  /// Of one pair's count beyond what the sums explain.
  let variance: Double
  private let isWithin: Bool
  private let sizes: (Double, Double)
  private var sums: [Int: Double] = [:]

  init(_ g: Int, _ h: Int, _ positions: EqualPositions, _ tally: PairTally) {
    let (rows, columns) = (positions.members[g], positions.members[h])
    isWithin = g == h
    sizes = (Double(rows.count), Double(columns.count))
    pairs =
      isWithin
      ? rows.indices.flatMap { index in rows[(index + 1)...].map { (rows[index], $0) } }
      : rows.flatMap { row in columns.map { (row, $0) } }
    freedom =
      isWithin
      ? rows.count * (rows.count - 3) / 2 : (rows.count - 1) * (columns.count - 1)
    let scale =
      isWithin ? (sizes.0 - 1) * (sizes.0 - 2) : sizes.0 * sizes.1
    variance = Double(tally.formSum(g, h)) / scale / Double(max(1, pairs.count))
    var total = 0
    for (a, b) in pairs {
      let count = tally.count(a, b)
      total += count
      sums[a, default: 0] += Double(count)
      sums[b, default: 0] += Double(count)
    }
    self.total = total
  }

  /// What the sums of two officers let expect of their count.
  func expected(_ a: Int, _ b: Int) -> Double {
    let (sumA, sumB) = (sums[a] ?? 0, sums[b] ?? 0)
    if isWithin {
      let rest = 2 * Double(total) / ((sizes.0 - 1) * (sizes.0 - 2))
      return (sumA + sumB) / (sizes.0 - 2) - rest
    }
    return sumA / sizes.1 + sumB / sizes.0 - Double(total) / (sizes.0 * sizes.1)
  }
}

extension FrozenPlan {
  /// Strata of a task in the first period's frame, with what is drawn of them.
  fileprivate func firstStrata(_ task: Int) -> [(Stratum, StratumSize)] {
    let isOpen = open(past, plan).isOpen
    let open = strata[task].map { stratum in
      var open = stratum
      let kept = stratum.units.indices.filter { isOpen[stratum.units[$0]] }
      open.units = kept.map { stratum.units[$0] }
      open.weights = kept.map { stratum.weights[$0] }
      open.targets = kept.map { stratum.targets[$0] }
      return open
    }.filter { !$0.units.isEmpty }
    let frame = Frame(
      rows: 0, excluded: [],
      strata: open.map {
        FrameStratum(
          values: $0.values, population: $0.units.count,
          weight: $0.weights.reduce(0) { $0 + UInt64($1) }, candidates: [], completeUpTo: .max)
      }, byDistrictAndGrade: [])
    return Array(zip(open, allocate(plan.tasks[task], frame).strata))
  }
}

extension StratumInclusion {
  fileprivate init(
    _ task: InspectionTask, _ stratum: FrozenPlan.Stratum, _ size: StratumSize,
    _ selections: [Int32], draws: Int
  ) {
    self.task = task.number
    self.stratum = stratum.values.joined(separator: "|")
    population = stratum.units.count
    selected = size.selected
    isWeighted = task.weight != nil
    counts = zip(stratum.targets, stratum.units).map { ($0, Int(selections[$1])) }
    let share = Double(selected) / Double(population)
    error = !isWeighted ? (Double(draws) * share * (1 - share)).squareRoot() : 0
  }

  /// A draw of n of N: Q = N Σc² − (Σc)², and n(N − n) in each draw.
  fileprivate func test(draws: Int) -> FairnessTest {
    let mean = Double(draws) * Double(selected) / Double(population)
    var test = FairnessTest(
      .inclusion, task: task, label: stratum, units: population, freedom: population - 1,
      total: Double(loadForm(counts.map(\.count))),
      each: Double(draws) * Double(selected) * Double(population - selected),
      variance: error * error, expected: mean,
      largest: counts.reduce(0) { max($0, (Double($1.count) - mean).magnitude) })
    if isWeighted { test.verdict = .approximate }
    return test
  }
}
