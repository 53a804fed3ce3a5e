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
  /// Inspectors who may be sent out on some day; nil where the plan names none.
  public var officers: Int?

  /// Targets selected over all tasks: the number of visits, fewer where tasks coincide.
  public var selected: Int { strata.joined().reduce(0) { $0 + $1.size.selected } }

  /// Most visits that an officer has to expect on average, in hundredths.
  public var visitsPerOfficerHundredths: Int? {
    officers.flatMap { $0 == 0 ? nil : selected * plan.pairing.teamSize * 100 / $0 }
  }
}

/// Reads and checks everything that a draw would use.
///
/// - Returns: nil when a finding is an error.
public func foresee(_ plans: [Plan], jobs: Int, findings: inout Findings) -> [Prospect]? {
  let registries = readRegistries(of: plans, findings: &findings)
  checkPlans(plans, registries, findings: &findings)
  // Tickets only prove uniqueness here, so that any seed serves.
  guard let seed = Seed(bytes: Array("check".utf8)),
    let surveys = surveyFrames(
      plans, registries, seed: seed, jobs: jobs, findings: &findings)
  else { return nil }
  checkTargets(plans, surveys, findings: &findings)
  if findings.hasErrors { return nil }
  let allocations = allocateSamples(plans, surveys, findings: &findings)
  if findings.hasErrors { return nil }
  return plans.indices.map { index in
    Prospect(
      plan: plans[index], registry: surveys[index].facts, coverage: surveys[index].coverage,
      inputs: registries[index].digests(targets: surveys[index].facts),
      strata: zip(surveys[index].frames, allocations[index]).map { frame, allocation in
        zip(frame.strata, allocation.strata).map {
          Prospect.Stratum(label: $0.label, population: $0.population, size: $1)
        }
      },
      workingDays: registries[index].calendar.map { calendar in
        let rules = plans[index].schedule
        return rules.windows.reduce(0) {
          $0 + rules.days(of: $1, until: rules.end, calendar).count
        }
      },
      officers: registries[index].inspectors.map { officerCount($0, plans[index]) })
  }
}
