// What a plan will do, without drawing: the same registries, frames and allocation as `conduct`,
// and nobody selected. For `check`.

import Sampling

/// The planned numbers of one plan.
public struct Prospect: Sendable {
  /// Of one stratum of one task.
  public struct Stratum: Sendable {
    public var label: String
    public var population: Int
    public var size: StratumSize
  }

  public var plan: Plan
  public var registry: RegistryFacts
  public var coverage: PlanCoverage
  /// All inputs as they were read, the target registry first.
  public var inputs: [InputDigest]
  /// By task.
  public var strata: [[Stratum]]
  /// Days on which visits may fall; nil without a calendar.
  public var workingDays: Int?
  /// Rows outside each task's frame by first reason, indexed by `ExclusionReason`.
  public var excluded: [[Int]]
  /// What the plan asks of its officers; nil where it names none.
  public var staff: StaffOutlook?
  var officersByPlace = OfficersByPlace()
  var registries: Registries

  /// Inspectors who may be sent out on some day; nil where the plan names none.
  public var officers: Int? { staff?.officers }
}

/// Reads and checks everything that a draw would use.
///
/// - Parameter partials: counts made elsewhere (`PartialDraw.countingSeed`), of all parts of the
///   plans' registry; empty to count here.
/// - Returns: nil when a finding is an error.
public func foresee(
  _ plans: [Plan], jobs: Int, from partials: [PartialDraw] = [], findings: inout Findings
) -> [Prospect]? {
  let registries = readRegistries(of: plans, findings: &findings)
  checkPlans(plans, registries, findings: &findings)
  // Tickets only prove uniqueness here, so that any seed serves.
  let seed = PartialDraw.countingSeed
  let surveyed =
    partials.isEmpty
    ? surveyFrames(plans, registries, seed: seed, jobs: jobs, findings: &findings)
    : mergeFrames(
      partials, plans, registries, seed: seed, countsAlone: true, findings: &findings)
  guard let surveys = surveyed else { return nil }
  checkTargets(plans, surveys, findings: &findings)
  if findings.hasErrors { return nil }
  let allocations = allocateSamples(plans, surveys, findings: &findings)
  if findings.hasErrors { return nil }
  for (index, plan) in plans.enumerated() {
    for (number, task) in plan.tasks.enumerated() where !task.strata.isEmpty {
      surveys[index].frames[number].warnOfDoubtfulStrata(
        task, allocations[index][number], &findings)
    }
  }
  let prospects = plans.indices.map { index in
    let prospect = Prospect(plans[index], registries[index], surveys[index], allocations[index])
    prospect.staff?.report(plans[index], &findings)
    if prospect.staff != nil {
      reportJointNeeds(
        plans[index], registries[index],
        selected: prospect.strata.map { $0.reduce(0) { $0 + $1.size.selected } }, &findings)
    }
    if let calendar = registries[index].calendar {
      let rules = plans[index].schedule
      let deadline = plans[index].visitDays(calendar)?.last.map {
        calendar.day(rules.publishWithin, workingDaysAfter: $0)
      }
      warnOfUnknownYears(until: deadline, rules, calendar, &findings)
    }
    return prospect
  }
  if plans.count > 1 {
    reportSharedOfficers(prospects, &findings)
    reportSharedTargets(surveys, plans, &findings)
  }
  return prospects
}

extension Prospect {
  fileprivate init(
    _ plan: Plan, _ registries: Registries, _ survey: PlanSurvey, _ allocations: [Allocation]
  ) {
    self.plan = plan
    registry = survey.facts
    coverage = survey.coverage
    inputs = registries.digests(targets: survey.facts)
    strata = zip(survey.frames, allocations).map { frame, allocation in
      zip(frame.strata, allocation.strata).map {
        Stratum(label: $0.label, population: $0.population, size: $1)
      }
    }
    excluded = survey.frames.map(\.excluded)
    let days = plan.visitDays(registries.calendar)
    workingDays = days?.count
    self.registries = registries
    guard let inspectors = registries.inspectors else { return }
    let selected = strata.map { $0.reduce(0) { $0 + $1.size.selected } }
    staff = StaffOutlook(
      plan, inspectors, registries.itemsByCode, registries.recusals, selected: selected, days: days)
    officersByPlace = OfficersByPlace(inspectors, from: plan.schedule.window.from)
  }
}
