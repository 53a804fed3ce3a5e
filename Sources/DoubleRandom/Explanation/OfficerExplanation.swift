// "Why am I on this team, why not?" for one officer: what kept him off a trip, or, where nothing
// did, the loads and edge tickets that decided. Other officers appear as numbers only.

import Sampling
import Tables

/// A team on which an officer stands.
public struct ExplainedTeam: Sendable {
  /// 检查组编号.
  public var trip: Int
  public var day: Day
  /// `leader`, `member1` …
  public var slot: String
  public var visits: Int
}

/// An officer's edge ticket for one slot of a trip, beside that of whoever has the slot.
public struct ExplainedSlot: Sendable {
  public var name: String
  /// In what capacity it is filled, and whether that is the officer's.
  public var role: TeamRole
  public var isOfOwnRole: Bool
  /// The qualification that the slot needs; empty where anybody would do.
  public var need: String
  public var isHeldHere: Bool
  /// Whether the officer could fill the slot.
  public var isEligible: Bool
  public var ticket: Ticket
  /// Nil where the trip has no team.
  public var holderTicket: Ticket?
  /// Trips and carry-over of whoever has the slot.
  public var holderLoad: Int?
}

/// What decided about one officer and one trip; the first that applies.
public enum TripStanding: Sendable {
  case onTeam
  /// A fallback, by its document, gave the trip its team.
  case onTeamByFallback(String)
  /// Loads and tickets had put somebody else there; the limit on pairs put him in.
  case onTeamByPairLimit
  case ineligible(Ineligibility)
  case certificateExpired(Day?)
  case onLeave(Window)
  case recused
  case ownUnit
  /// The team has no place for the officer's department, or no expert.
  case notCalledFor
  /// No slot that the officer could fill: the needs of those of his kind.
  case lacksQualification([String])
  case unstaffed
  /// The trip had a team; the limit on pairs left it without one.
  case unstaffedByPairLimit
  /// A fallback brought him in, for trips that were without a team; this one had one already.
  case onlyForOpenTrips
  case dailyLimit(Int)
  case weeklyLimit(Int)
  case periodLimit(Int)
  /// Loads and tickets had put him there; the limit on pairs put somebody else in.
  case offByPairLimit
  /// Nothing kept him off: loads and edge tickets decided, and the limit on pairs then changed the
  /// team without him.
  case outdrawnAndChanged
  /// No whole team could be found in the ordinary pairing; when a fallback, by its document, was
  /// paired, loads and edge tickets decided.
  case outdrawnInFallback(String)
  /// Nothing kept him off: loads and edge tickets decided.
  case outdrawn
}

extension TripStanding {
  /// Whether the officer could have no place on the trip, whatever the tickets.
  public var isBarred: Bool {
    switch self {
    case .ineligible, .certificateExpired, .onLeave, .recused, .ownUnit: true
    default: false
    }
  }
}

/// One officer and one trip.
public struct ExplainedTrip: Sendable {
  public var number: Int
  public var day: Day
  /// The id that the trip's tickets are made from: its first visit's target.
  public var id: String
  /// Kt.
  public var key: Hash
  public var standing: TripStanding
  public var slots: [ExplainedSlot]
}

/// All that is to be said to one officer.
public struct OfficerExplanation: Sendable {
  public var plan: Plan
  public var seedHash: Hash
  public var load: InspectorLoad
  public var teams: [ExplainedTeam]
  public var trip: ExplainedTrip?
  /// Replacements of the draw so far, which may have changed teams.
  public var replacements = 0
  /// Whether targets were replaced since, and no ledger at hand tells whom that concerns.
  public var isAsDrawn = false
}

/// An officer of another district than the plan's.
public struct OfficerElsewhere: Sendable {
  public var plan: Plan
  public var officer: Inspector
}

/// Explains an officer's work; nil where the plan's district has no such officer.
///
/// - Parameter trip: number of a trip to look at, from 1.
func explainOfficer(
  _ id: String, trip number: Int?, _ campaign: Campaign, findings: inout Findings
) -> OfficerExplanation? {
  guard let staffing = campaign.staffing,
    let index = staffing.loads.firstIndex(where: { $0.inspector.reference == id })
  else { return nil }
  var explanation = OfficerExplanation(
    plan: campaign.plan, seedHash: campaign.seed.hash, load: staffing.loads[index],
    teams: staffing.teams(of: index))
  if let number {
    guard staffing.trips.indices.contains(number - 1) else {
      findings.report("no-such-trip", file: "--trip", arguments: ["\(staffing.trips.count)"])
      return explanation
    }
    explanation.trip = explain(officer: index, trip: number - 1, campaign, staffing)
  }
  return explanation
}

private func explain(
  officer: Int, trip: Int, _ campaign: Campaign, _ staffing: Staffing
) -> ExplainedTrip {
  let inspector = staffing.loads[officer].inspector
  let targets = staffing.trips[trip].visits.map { campaign.visits[$0].target }
  let key = TicketKey(hash: campaign.seed.key(.pairing).ticket(Array(targets[0].id)))
  let recused = RecusalIndex(campaign.plan, campaign.registries, campaign.visits)
    .officers(for: targets, on: staffing.trips[trip].day)
  var explained = ExplainedTrip(
    number: trip + 1, day: staffing.trips[trip].day, id: targets[0].idText, key: key.hash,
    standing: .outdrawn, slots: staffing.explainedSlots(of: trip, for: officer, key))
  explained.standing = standing(
    officer, trip, explained.slots, campaign.plan, staffing,
    isRecused: recused.contains(inspector.reference), unit: targets[0].unitText)
  if explained.standing.isBarred {
    for slot in explained.slots.indices { explained.slots[slot].isEligible = false }
  }
  return explained
}

private func standing(
  _ officer: Int, _ trip: Int, _ slots: [ExplainedSlot], _ plan: Plan, _ staffing: Staffing,
  isRecused: Bool, unit: String
) -> TripStanding {
  let (load, day) = (staffing.loads[officer], staffing.trips[trip].day)
  let inspector = load.inspector
  let before = staffing.beforePairLimit[trip]
  if slots.contains(where: \.isHeldHere) {
    if let before, !before.contains(officer) { return .onTeamByPairLimit }
    guard case .fallback(let number)? = staffing.methods[trip] else { return .onTeam }
    return .onTeamByFallback(plan.fallbacks[number].document)
  }
  if load.role == nil { return .ineligible(load.ineligibility ?? .expert) }
  if let leave = inspector.leave.first(where: { $0.contains(day) }) { return .onLeave(leave) }
  if !inspector.isAvailable(on: day) { return .certificateExpired(inspector.certificateUntil) }
  if isRecused { return .recused }
  if plan.pairing.avoidsOwnUnit, !unit.isEmpty, inspector.unit == unit { return .ownUnit }
  let own = slots.filter(\.isOfOwnRole)
  if own.isEmpty { return .notCalledFor }
  if !own.contains(where: \.isEligible) { return .lacksQualification(own.map(\.need)) }
  guard let method = staffing.methods[trip] else {
    return before == nil ? .unstaffed : .unstaffedByPairLimit
  }
  if let before, before.contains(officer) { return .offByPairLimit }
  if let own = load.fallback, method.precedes(fallback: own) { return .onlyForOpenTrips }
  let days = staffing.teams(of: officer).map(\.day)
  if let limit = plan.pairing.dailyLimit, days.count(where: { $0 == day }) >= limit {
    return .dailyLimit(limit)
  }
  if let limit = plan.pairing.weeklyLimit, days.count(where: { $0.week == day.week }) >= limit {
    return .weeklyLimit(limit)
  }
  if let limit = load.periodLimit, days.count >= limit { return .periodLimit(limit) }
  if before != nil { return .outdrawnAndChanged }
  guard case .fallback(let number) = method else { return .outdrawn }
  return .outdrawnInFallback(plan.fallbacks[number].document)
}

extension MatchMethod {
  /// Whether a team stood before the people of a fallback came in.
  fileprivate func precedes(fallback: Int) -> Bool {
    switch self {
    case .random: true
    case .fallback(let number): number < fallback
    }
  }
}

extension Staffing {
  fileprivate func teams(of officer: Int) -> [ExplainedTeam] {
    trips.indices.compactMap { trip in
      guard let slot = teams[trip]?.firstIndex(of: officer) else { return nil }
      return ExplainedTeam(
        trip: trip + 1, day: trips[trip].day, slot: slots[trip][slot].name,
        visits: trips[trip].visits.count)
    }
  }

  fileprivate func explainedSlots(
    of trip: Int, for officer: Int, _ key: TicketKey
  ) -> [ExplainedSlot] {
    func ticket(_ slot: TeamSlot, _ officer: Int) -> Ticket {
      key.ticket("\(slot.name)|\(loads[officer].inspector.reference)")
    }
    let load = loads[officer]
    return slots[trip].enumerated().map { index, slot in
      let holder = teams[trip]?[index]
      let isAble = slot.need.isEmpty || load.inspector.qualifications.contains(slot.need)
      return ExplainedSlot(
        name: slot.name, role: slot.role, isOfOwnRole: load.role == slot.role, need: slot.need,
        isHeldHere: holder == officer, isEligible: load.role == slot.role && isAble,
        ticket: ticket(slot, officer), holderTicket: holder.map { ticket(slot, $0) },
        holderLoad: holder.map { loads[$0].trips + loads[$0].carried })
    }
  }
}
