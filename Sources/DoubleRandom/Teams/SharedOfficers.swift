// Officers and targets that plans of a batch have in common. Plans are drawn one by one, so that
// each can be verified alone; what they do to each other is reported, not repaired.

import Tables

/// One officer on one day.
private struct Duty: Hashable {
  var registry: String
  var officer: String
  var day: Day
}

/// Warns of officers on teams of several plans on one day: of each where a fallback borrows them,
/// otherwise of all together, and only where the sum is above a plan's limit.
func reportSharedOfficers(
  _ staffings: [Staffing?], _ plans: [Plan], _ findings: inout Findings
) {
  if plans.count < 2 { return }
  let isBorrowed = staffings.contains {
    $0?.methods.contains { $0 != .random && $0 != nil } ?? false
  }
  var last: [Duty: Int] = [:]
  var trips: [Duty: [Int: Int]] = [:]
  for (number, staffing) in staffings.enumerated() {
    guard let staffing else { continue }
    for (trip, team) in zip(staffing.trips, staffing.teams) {
      for inspector in (team ?? []).lazy.map({ staffing.loads[$0].inspector }) {
        let duty = Duty(
          registry: plans[number].registry(of: inspector), officer: inspector.reference,
          day: trip.day)
        trips[duty, default: [:]][number, default: 0] += 1
        if isBorrowed, let other = last[duty], other != number {
          findings.warning(
            "officer-in-two-plans", file: staffing.planFile,
            arguments: [inspector.reference, trip.day.text, plans[other].id, plans[number].id])
        }
        last[duty] = number
      }
    }
  }
  if !isBorrowed { report(trips, staffings, plans, &findings) }
}

private func report(
  _ trips: [Duty: [Int: Int]], _ staffings: [Staffing?], _ plans: [Plan],
  _ findings: inout Findings
) {
  let above = trips.filter { _, byPlan in
    let limits = byPlan.keys.compactMap { plans[$0].pairing.dailyLimit }
    guard byPlan.count > 1, let limit = limits.min() else { return false }
    return byPlan.values.reduce(0, +) > limit
  }
  .sorted {
    ($0.key.day, $0.key.officer, $0.key.registry) < ($1.key.day, $1.key.officer, $1.key.registry)
  }
  guard let number = above.flatMap(\.value.keys).max() else { return }
  findings.warning(
    "officers-in-two-plans", file: staffings[number]?.planFile ?? "",
    arguments: [
      "\(Set(above.map { [$0.key.registry, $0.key.officer] }).count)",
      above.prefix(3).map { "\($0.key.officer) \($0.key.day.text)" }.joined(separator: ", "),
      ids(of: Set(above.flatMap(\.value.keys)), plans), "\(above.count)",
    ])
}

/// Warns before the draw of officers whom several plans may send on one day, each within its own
/// limit and together above one.
func reportSharedOfficers(_ prospects: [Prospect], _ findings: inout Findings) {
  let plans = prospects.map(\.plan)
  let days = prospects.map { Set($0.plan.visitDays($0.registries.calendar) ?? []) }
  let mostTrips = prospects.map { prospect in
    let drawn = prospect.strata.joined().reduce(0) { $0 + $1.size.selected }
    return min(drawn, prospect.plan.pairing.dailyLimit ?? drawn)
  }
  func exceed(_ plan: Int, _ other: Int) -> Bool {
    guard let limit = [plan, other].compactMap({ plans[$0].pairing.dailyLimit }).min() else {
      return false
    }
    return min(mostTrips[plan], mostTrips[other]) > 0 && mostTrips[plan] + mostTrips[other] > limit
      && !days[plan].isDisjoint(with: days[other])
  }
  var senders: [[String]: [Int]] = [:]
  for (number, prospect) in prospects.enumerated() {
    for inspector in prospect.registries.everybody
    where plans[number].isOfDistrict(inspector) && plans[number].role(of: inspector) != nil {
      let key = [plans[number].registry(of: inspector), inspector.reference]
      senders[key, default: []].append(number)
    }
  }
  let shared = senders.values.filter { numbers in
    numbers.indices.contains { later in
      numbers[..<later].contains { exceed($0, numbers[later]) }
    }
  }
  guard let last = shared.joined().max() else { return }
  findings.warning(
    "officers-of-two-plans", file: plans[last].shownFile,
    arguments: ["\(shared.count)", ids(of: Set(shared.joined()), plans)])
}

/// Warns of targets that several plans draw from one registry.
func reportSharedTargets(
  _ visits: [[Visit]], _ plans: [Plan], _ findings: inout Findings
) {
  reportSharedTargets("targets-in-two-plans", plans, &findings) { plan in
    visits[plan].indices.lazy.map { visits[plan][$0].target.idText }
  }
}

/// Warns before the draw of targets that several plans may draw: of those that frames have kept.
func reportSharedTargets(
  _ surveys: [PlanSurvey], _ plans: [Plan], _ findings: inout Findings
) {
  reportSharedTargets("targets-of-two-plans", plans, &findings) { plan in
    Set(surveys[plan].frames.flatMap(\.strata).flatMap(\.candidates).map(\.target.idText))
  }
}

private func reportSharedTargets(
  _ code: String, _ plans: [Plan], _ findings: inout Findings,
  _ idsOf: (Int) -> some Sequence<String>
) {
  var drawers: [String: [Int]] = [:]
  // Most batches have a plan a district: those need not be compared one by one.
  var plansOf: [[String]: Int] = [:]
  for plan in plans { for place in plan.targetPlaces { plansOf[place, default: 0] += 1 } }
  for number in plans.indices
  where plans[number].targetPlaces.contains(where: { plansOf[$0, default: 0] > 1 })
    || plans.contains(where: \.district.isEmpty)
  {
    for id in idsOf(number) { drawers[id, default: []].append(number) }
  }
  let shared = drawers.filter { _, numbers in
    numbers.indices.contains { later in
      numbers[..<later].contains { plans[$0].mayShareTargets(plans[numbers[later]]) }
    }
  }
  guard let last = shared.values.joined().max() else { return }
  findings.warning(
    code, file: plans[last].shownFile,
    arguments: [
      "\(shared.count)", inByteOrder(shared.keys).prefix(3).joined(separator: ", "),
      ids(of: Set(shared.values.joined()), plans),
    ])
}

private func ids(of numbers: Set<Int>, _ plans: [Plan]) -> String {
  numbers.sorted().map { plans[$0].id }.joined(separator: ", ")
}

extension Plan {
  fileprivate var shownFile: String { sources.first.map { Paths.shortened($0.path) } ?? "" }

  fileprivate func registry(of inspector: Inspector) -> String {
    let joint = inputs.departments.first { $0.name == inspector.department }
    return joint?.file.path ?? inputs.inspectors?.path ?? ""
  }

  /// Registry and district, for each spelling of the district.
  fileprivate var targetPlaces: [[String]] {
    let path = inputs.targets.files.first?.path ?? ""
    return district.isEmpty ? [[path]] : Set(district).map { [path, $0] }
  }

  /// Whether another plan may draw the same targets: from the same registry, in the same district.
  fileprivate func mayShareTargets(_ other: Plan) -> Bool {
    inputs.targets.files == other.inputs.targets.files
      && (district.isEmpty || other.district.isEmpty
        || district.contains(where: other.district.contains))
  }
}
