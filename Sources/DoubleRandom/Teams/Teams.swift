// Officers for trips: the teams of one plan, with what fell to everyone and what is missing. The
// procedure is `staff`; `TeamBuilder` turns rules and registries into problems in integers.

import Sampling
import Tables

/// One inspector who could be sent, or says why not, with the work that fell to him.
public struct InspectorLoad: Sendable {
  public var inspector: Inspector
  public var ineligibility: Ineligibility?
  /// What he may go as; nil for nothing in this plan.
  public var role: TeamRole?
  /// The fallback (0-based) that brought him in; nil for whoever the plan may send anyway.
  public var fallback: Int?
  /// Trips on whose teams he stands.
  public var trips = 0
  public var tripsAsLeader = 0
  public var visits = 0
  /// Trips on which he could have filled a slot.
  public var eligibleTrips = 0
  /// His part in the trips that have a team, if all who may go share alike.
  public var expected = ExpectedShare()
  /// Most trips in the period; nil = no limit.
  public var periodLimit: Int?
  /// Trips of earlier periods that the plan counts.
  public var carried = 0

  /// Whether he belongs to the plan's own registry and district, and may go as an officer.
  public var isOwnOfficer: Bool {
    role == .officer && fallback == nil
  }
}

/// How a trip came to its team.
public enum MatchMethod: Sendable, Equatable {
  case random
  /// By a fallback of the plan (0-based).
  case fallback(Int)
}

/// The teams of one plan.
public struct Staffing: Sendable {
  public var trips: [Trip]
  /// The places of each trip's team.
  public var slots: [[TeamSlot]]
  /// For each trip the inspectors (indices into `loads`) in slot order, the leader first; nil where
  /// no whole team can be found.
  public var teams: [[Int]?]
  /// How each trip came to its team; nil where it has none.
  public var methods: [MatchMethod?]
  public var loads: [InspectorLoad]
  /// Why trips have no team, each unstaffed trip in one of them; those with most trips first.
  public var shortages: [Shortage] = []
  /// Of trips whose team the limit on pairs changed, or took away: the team before.
  var beforePairLimit: [Int: [Int]] = [:]
  /// Trip of each visit; nil where the visit has no day.
  public var tripOfVisit: [Int?]
  var planFile: String
  var inspectorFile: String
  var expiring: [Inspector] = []

  public var unstaffed: [Int] { teams.indices.filter { teams[$0] == nil } }

  /// Trips that a fallback of the plan (0-based) gave a team.
  public func trips(by fallback: Int) -> Int { methods.count { $0 == .fallback(fallback) } }
}

/// Forms trips and pairs them with officers.
///
/// First everyone whom the plan may send; then, for trips still without a team, each declared
/// fallback in turn. Teams that stand are never changed by a later step.
/// - Returns: nil where the plan names no inspectors or no calendar.
func staff(
  _ visits: [Visit], _ plan: Plan, _ registries: Registries, seed: Seed
) -> Staffing? {
  guard let inspectors = registries.inspectors, registries.calendar != nil else { return nil }
  let trips = formTrips(visits, plan.schedule, items: registries.itemsByCode)
  var builder = TeamBuilder(plan, registries, visits, trips)
  let people = inspectors + registries.jointInspectors
  builder.admit(people.filter(plan.isOfDistrict))
  builder.pairOpenTrips(key: seed.key(.pairing), .random)
  for (number, fallback) in plan.fallbacks.enumerated() where builder.hasOpenTrips {
    builder.admit(fallback, number, among: people)
    builder.pairOpenTrips(key: seed.key(.pairing), .fallback(number))
  }
  return builder.result
}

extension Staffing {
  func report(_ findings: inout Findings) {
    for inspector in expiring {
      findings.warning(
        "certificate-expired", file: inspectorFile, line: inspector.line,
        arguments: [inspector.id, inspector.certificateUntil?.text ?? ""])
    }
    for shortage in shortages.prefix(Shortage.shown) {
      findings.add(shortage.finding(file: planFile))
    }
    let hidden = shortages.dropFirst(Shortage.shown)
    if !hidden.isEmpty {
      findings.warning(
        "more-shortages", file: planFile,
        arguments: ["\(hidden.count)", "\(hidden.reduce(0) { $0 + $1.unstaffed.count })"])
    }
    if let first = unstaffed.first {
      findings.warning(
        "unstaffed-visit", file: planFile,
        arguments: [
          "\(unstaffed.reduce(0) { $0 + trips[$1].visits.count })", "\(unstaffed.count)",
          "\(first + 1)",
        ])
    }
  }
}
