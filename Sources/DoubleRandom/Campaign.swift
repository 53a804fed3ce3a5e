// The whole procedure. `conduct` is its table of contents: read it top-down, a line a stage.
//
//   plans ─ registries ─ frames ─ allocation ─ draw ─ visits ─ schedule ─ pairing ─ campaigns
//
// The result depends on the plans, their inputs and the seed: not on the clock, the machine, the
// number of threads or the order of rows. `verify` calls the same function.

import Sampling
import Tables

/// The outcome of one plan: everything the outputs are made from.
public struct Campaign: Sendable {
  public var plan: Plan
  public var seed: Seed
  public var registry: RegistryFacts
  public var coverage: PlanCoverage
  public var digests: [InputDigest]
  public var draws: [TaskDraw]
  public var visits: [Visit]
  public var items: [String: InspectionItem]
  /// Nil where the plan names no inspectors or no calendar.
  public var staffing: Staffing?
  /// Nil where the plan names no inspectors.
  public var cover: StaffCover?
  /// As they were read: who goes on from a draw reads nothing twice.
  var registries: Registries
}

/// An input as it was read.
public struct InputDigest: Sendable {
  /// Key under `inputs` in the plan.
  public var role: String
  public var file: InputFile
  public var digest: FileDigest
  /// Records, header excluded.
  public var rows: Int
  /// How its characters are written; what is not UTF-8 is said in the record.
  public var encoding: TextEncoding
}

/// Draws every plan's samples from its frames, which are given back: the rest is done with.
///
/// - Parameters:
///   - seed: of all plans; each district's draw depends on it and its own targets alone.
///   - jobs: threads at most; never changes a result.
///   - partials: surveys made elsewhere, of all parts of the plans' registry; empty to make them
///     here.
///   - isRepeat: whether it was drawn already: what only a new draw must not do is a warning.
///   - findings: receives all that is wrong or worth knowing.
/// - Returns: one campaign a plan, in order; nil when a finding is an error, and then nothing was
///   drawn: all that comes behind the draw only warns.
public func conduct(
  _ plans: [Plan], seed: Seed, jobs: Int, from partials: [PartialDraw] = [],
  isRepeat: Bool = false, findings: inout Findings
) -> [Campaign]? {
  WorkStep.registries.begin()
  let registries = readRegistries(of: plans, findings: &findings)
  checkPlans(plans, registries, isRepeat: isRepeat, findings: &findings)
  let surveyed =
    partials.isEmpty
    ? surveyFrames(plans, registries, seed: seed, jobs: jobs, findings: &findings)
    : mergeFrames(partials, plans, registries, seed: seed, findings: &findings)
  guard var surveys = surveyed else { return nil }
  checkTargets(plans, surveys, findings: &findings)
  guard !findings.hasErrors else { return nil }
  WorkStep.draw.begin()
  let allocations = allocateSamples(plans, surveys, findings: &findings)
  guard !findings.hasErrors else { return nil }
  let draws = drawSamples(plans, &surveys, allocations, jobs: jobs)
  let drawn = draws.map { $0.reduce(0) { $0 + $1.selectedCount } }
  var visits = parallelMap(plans.count, jobs: jobs, weights: drawn) {
    mergeIntoVisits(draws[$0], order: plans[$0].schedule.order, seed: seed)
  }
  for (index, plan) in plans.enumerated() where plan.pairing.avoidsOwnUnit {
    findings.warnOfUnits(
      plan, registries[index].inspectors, stations: Set(visits[index].map(\.target.unitText)),
      areAll: false)
  }
  scheduleVisits(&visits, plans, registries, findings: &findings)
  WorkStep.pairing.begin()
  let staffings = staffVisits(
    visits, plans, registries, seed: seed, jobs: jobs, findings: &findings)
  return plans.indices.map { index in
    Campaign(
      plan: plans[index], seed: seed, registry: surveys[index].facts,
      coverage: surveys[index].coverage,
      digests: registries[index].digests(targets: surveys[index].facts), draws: draws[index],
      visits: visits[index], items: registries[index].itemsByCode,
      staffing: staffings[index],
      cover: StaffCover(
        plans[index], registries[index], surveys[index].facts, draws[index], visits[index]),
      registries: registries[index])
  }
}

/// The frames of one plan, with what the survey learnt of its registry.
public struct PlanSurvey: Sendable {
  public var facts: RegistryFacts
  public var coverage: PlanCoverage
  public var frames: [Frame]
}

/// Surveys each target registry once for all plans that name it; in plan order.
///
/// - Parameter isFrozen: keeps every candidate and leaves frequency rules out: `simulate` applies
///   them itself.
func surveyFrames(
  _ plans: [Plan], _ registries: [Registries], seed: Seed, jobs: Int, isFrozen: Bool = false,
  findings: inout Findings
) -> [PlanSurvey]? {
  WorkStep.survey.begin()
  var surveys = [PlanSurvey?](repeating: nil, count: plans.count)
  let histories =
    isFrozen
    ? plans.map { _ in nil } : visitHistories(of: plans, registries, jobs: jobs)
  for (index, plan) in plans.enumerated() where surveys[index] == nil {
    let shared = plans.indices.filter { plans[$0].inputs.targets == plan.inputs.targets }
    let surveyed = shared.map { SurveyedPlan(plan: plans[$0], history: histories[$0]) }
    let survey = surveyRegistry(
      surveyed, seed: seed, jobs: jobs, retainsAll: isFrozen, findings: &findings)
    guard let survey else { return nil }
    for (position, index) in shared.enumerated() {
      surveys[index] = PlanSurvey(
        facts: survey.facts, coverage: survey.plans[position], frames: survey.frames[position])
    }
  }
  return surveys.compactMap { $0 }
}

/// Sizes for every task of every plan.
func allocateSamples(
  _ plans: [Plan], _ surveys: [PlanSurvey], findings: inout Findings
) -> [[Allocation]] {
  zip(plans, surveys).map { plan, survey in
    zip(plan.tasks, survey.frames).map { task, frame in
      let allocation = allocate(task, frame)
      allocation.report(task, frame, &findings)
      return allocation
    }
  }
}

/// Draws every plan's samples from its frames, which are given back: the rest is done with.
private func drawSamples(
  _ plans: [Plan], _ surveys: inout [PlanSurvey], _ allocations: [[Allocation]], jobs: Int
) -> [[TaskDraw]] {
  let candidates = surveys.map { survey in
    survey.frames.flatMap(\.strata).reduce(0) { $0 + $1.candidates.count }
  }
  let frames = Handover(surveys.map(\.frames))
  for index in surveys.indices { surveys[index].frames = [] }
  return parallelMap(plans.count, jobs: jobs, weights: candidates) { plan in
    zip(zip(plans[plan].tasks, frames.take(plan)), allocations[plan]).map {
      drawTargets($0.0, from: $0.1, $1)
    }
  }
}

private func scheduleVisits(
  _ visits: inout [[Visit]], _ plans: [Plan], _ registries: [Registries],
  findings: inout Findings
) {
  for (index, plan) in plans.enumerated() {
    guard let calendar = registries[index].calendar else { continue }
    schedule(&visits[index], plan, calendar, findings: &findings)
  }
}

private func staffVisits(
  _ visits: [[Visit]], _ plans: [Plan], _ registries: [Registries], seed: Seed, jobs: Int,
  findings: inout Findings
) -> [Staffing?] {
  let staffings = parallelMap(plans.count, jobs: jobs, weights: visits.map(\.count)) { index in
    staff(visits[index], plans[index], registries[index], seed: seed)
  }
  for staffing in staffings { staffing?.report(&findings) }
  reportSharedOfficers(staffings, plans, &findings)
  reportSharedTargets(visits, plans, &findings)
  return staffings
}
