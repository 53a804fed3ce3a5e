// `simulate`: many draws with numbered pseudo-seeds on the frozen inputs, through the same
// functions as a real draw, as evidence of fairness and of the load to expect. No record is made,
// so that nothing here can be taken for a draw.
//
//   plans ─ registries ─ frozen frames ─┬─ draw 1: periods 1…4 ─┬─ tally ─ tests, forecast
//                                       └─ draw N: periods 1…4 ─┘
//
// Registries are read once. Draws are independent of each other and run in parallel; what is
// counted are sums of integers, so that the number of threads changes nothing.

import Sampling
import Tables

/// What many draws of one plan showed.
public struct Simulation: Sendable {
  public var plan: Plan
  public var draws: Int
  /// Targets that some period may draw.
  public var targets: Int
  /// Fairness of the first period: who is drawn, then who goes, then with whom.
  public var tests: [FairnessTest]
  /// What happens period after period.
  public var periods: [PeriodForecast]
  /// Of each task and stratum, each target's count of selections.
  public var inclusions: [StratumInclusion]
  /// The district's officers who may be sent, in the registry's order.
  public var officers: [OfficerForecast]
  /// Officers in equal position who were compared, with their trips together.
  public var pairs: [PairCount]
}

/// Where the simulated draws get their chance from: numbered pseudo-seeds. Tests put a biased one
/// in their place.
struct SimulationChance: Sendable {
  /// The seed of a stage in a draw and period, both from 1.
  var seed: @Sendable (_ draw: Int, _ period: Int, _ stage: Stage) -> Seed
  /// What becomes of a target's ticket.
  var ticket: (@Sendable (Ticket) -> Ticket)?

  /// The seeds `simulate|1`, `simulate|2` …; of later periods `simulate|1/2` and so on.
  static let numbered = SimulationChance(seed: { draw, period, _ in
    Seed(simulated: draw, period: period)
  })
}

extension Seed {
  /// What the texts of pseudo-seeds begin with; no real draw takes such a seed.
  public static let simulatedPrefix = "simulate|"

  init(simulated draw: Int, period: Int) {
    let text = Seed.simulatedPrefix + "\(draw)" + (period == 1 ? "" : "/\(period)")
    guard let seed = Seed(bytes: Array(text.utf8)) else { preconditionFailure("not empty") }
    self = seed
  }
}

/// Draws every plan many times.
///
/// - Parameters:
///   - draws: how many, at least 1.
///   - periods: how many in a row, the plan's own first, with the visits of one as history of the
///     next; at least 1.
///   - jobs: threads at most; never changes a result.
/// - Returns: one simulation a plan, in order; nil when a finding is an error.
public func simulate(
  _ plans: [Plan], draws: Int, periods: Int, jobs: Int, findings: inout Findings
) -> [Simulation]? {
  simulate(
    plans, draws: draws, periods: periods, jobs: jobs, chance: .numbered, findings: &findings)
}

func simulate(
  _ plans: [Plan], draws: Int, periods: Int, jobs: Int, chance: SimulationChance,
  findings: inout Findings
) -> [Simulation]? {
  precondition(draws > 0 && periods > 0, "something is drawn")
  let registries = readRegistries(of: plans, findings: &findings)
  checkPlans(plans, registries, findings: &findings)
  let surveys = surveyFrames(
    plans, registries, seed: Seed(simulated: 0, period: 1), jobs: jobs, isFrozen: true,
    findings: &findings)
  guard let surveys else { return nil }
  checkTargets(plans, surveys, findings: &findings)
  if findings.hasErrors { return nil }
  let frozen = plans.indices.map { FrozenPlan(plans[$0], registries[$0], surveys[$0].frames) }
  for plan in frozen { plan.report(&findings) }
  if findings.hasErrors { return nil }
  var simulations = frozen.map {
    simulate($0, draws: draws, periods: periods, jobs: jobs, chance)
  }
  let judged = simulations.reduce(0) { $0 + $1.tests.count(where: \.isJudged) }
  for index in simulations.indices {
    FairnessTest.judge(&simulations[index].tests, among: judged)
  }
  return simulations
}

/// Draws one plan many times, each thread its share of the draws.
private func simulate(
  _ frozen: FrozenPlan, draws: Int, periods: Int, jobs: Int, _ chance: SimulationChance
) -> Simulation {
  let plans = frozen.plan.successors(periods, frozen.registries.calendar)
  let positions = EqualPositions(frozen)
  let shares = max(1, min(jobs, draws))
  WorkStep.simulation.begin(total: draws)
  let tallies = parallelMap(shares, jobs: jobs) { share in
    var rehearsal = Rehearsal(frozen, plans, positions, chance)
    for draw in share * draws / shares..<(share + 1) * draws / shares {
      rehearsal.perform(draw + 1)
      Progress.process.advance(1)
    }
    return rehearsal.tally
  }
  var tally = tallies[0]
  for other in tallies.dropFirst() { tally.add(other) }
  return Simulation(frozen, tally, positions, draws: draws)
}

/// One thread's draws.
private struct Rehearsal {
  let frozen: FrozenPlan
  let plans: [Plan]
  let chance: SimulationChance
  var tally: SimulationTally
  /// What lies behind each target; put back after each draw.
  private var past: [PastVisits]
  private var visited: [Bool]

  init(
    _ frozen: FrozenPlan, _ plans: [Plan], _ positions: EqualPositions, _ chance: SimulationChance
  ) {
    self.frozen = frozen
    self.plans = plans
    self.chance = chance
    past = frozen.past
    visited = [Bool](repeating: false, count: frozen.unitCount)
    tally = SimulationTally(frozen, periods: plans.count, positions)
  }

  /// All periods of one draw.
  mutating func perform(_ draw: Int) {
    var touched: [Int] = []
    var registries = frozen.registries
    var year = YearOfWork(officers: tally.officerCount)
    for (index, plan) in plans.enumerated() {
      if index > 0, plan.period.from.year != plans[index - 1].period.from.year {
        registries.startYear()
      }
      let open = frozen.open(past, plan)
      let seeds = { [chance] (stage: Stage) in chance.seed(draw, index + 1, stage) }
      let draws = frozen.drawTargets(plan, open.isOpen, seeds, chance.ticket)
      var visits = mergeIntoVisits(draws, order: plan.schedule.order, seed: seeds(.schedule))
      if let calendar = registries.calendar {
        var unheard = Findings()
        schedule(&visits, plan, calendar, findings: &unheard)
      }
      let staffing = staff(visits, plan, registries, seed: seeds(.pairing))
      let units = visits.map { frozen.unit(of: $0.target) }
      if index == 0 { tally.addFirstPeriod(draws, staffing, frozen) }
      tally.addPeriod(index, open, visits, staffing, isNew: units.count { !visited[$0] }, &year)
      for (unit, visit) in zip(units, visits) {
        past[unit].add(visit.day ?? plan.period.to)
        visited[unit] = true
      }
      touched += units
      if let staffing { registries.add(staffing, visits, plan) }
    }
    tally.addYear(year)
    for unit in touched {
      past[unit] = frozen.past[unit]
      visited[unit] = false
    }
  }
}

extension Registries {
  /// What a period leaves behind for the next: trips in 本年度已参与抽查次数, and who went where for
  /// rules that ask for it.
  fileprivate mutating func add(_ staffing: Staffing, _ visits: [Visit], _ plan: Plan) {
    var trips: [String: Int] = [:]
    for load in staffing.loads where load.trips > 0 {
      trips[load.inspector.reference] = load.trips
    }
    changeLoads { $0.load += trips[$0.reference] ?? 0 }
    guard plan.pairing.recusal != nil else { return }
    for (index, visit) in visits.enumerated() {
      guard let day = visit.day, let trip = staffing.tripOfVisit[index] else { continue }
      let team = (staffing.teams[trip] ?? []).map { staffing.loads[$0].inspector.reference }
      history.append(
        HistoryRow(
          id: visit.target.idText, day: day, isPlanned: true, kind: "", officers: team))
    }
  }

  fileprivate mutating func startYear() { changeLoads { $0.load = 0 } }

  private mutating func changeLoads(_ change: (inout Inspector) -> Void) {
    for index in jointInspectors.indices { change(&jointInspectors[index]) }
    guard var own = inspectors else { return }
    inspectors = nil
    for index in own.indices { change(&own[index]) }
    inspectors = own
  }
}
