// Whether a plan's officers can make its visits, reckoned before any seed exists: bounds that hold
// for every seed, because they ask only how many are drawn and not who.
//
// The one thing to know: `least` is what any draw needs, `most` what no draw exceeds. Where the
// least is more than the officers can do, no seed helps; where the most is less, people are enough
// unless days, stations or recusals stand in the way, which only the draw tells.

import Sampling

/// What the visits of a plan ask of its officers, and what these can do.
public struct StaffOutlook: Sendable {
  /// One qualification that tasks ask for.
  public struct Qualification: Sendable {
    public var name: String
    public var holders: Int
    /// Trips that need a holder.
    public var trips: ClosedRange<Int>
    /// Most trips that the holders can make; nil without limits.
    public var capacity: Int?
    /// Holders who may go on some day of the visits.
    public var present = 0
    /// Whether holders could make more with days behind the last.
    var growsWithDays = true
    /// Items that ask for it: task key, item code.
    public var items: [(task: String, item: String)]
  }

  /// Officers who may go, on some day of the plan.
  public var officers: Int
  /// Those of them who may go on no day of the visits, for leave or certificate.
  public var absent = 0
  /// What each task that draws asks, in teams.
  var teams: [TeamOutlook] = []
  /// The plan's other inspectors, by the first reason; only reasons that occur.
  public var others: [(reason: Ineligibility, count: Int)]
  /// Officers who may go, but not to every target: in the list of recusals, or with 回避单位; after
  /// `check` looked, without those from whom the registry has nobody. Not taken off the capacity,
  /// because who is drawn decides whether it matters.
  public var recused: Int
  /// Places in teams of the plan's own officers.
  public var places: ClosedRange<Int>
  /// Most places that the officers can fill within their limits, certificates and leave; nil
  /// without limits.
  public var capacity: Int?
  /// In byte order.
  public var qualifications: [Qualification]
}

extension StaffOutlook {
  /// - Parameters:
  ///   - selected: targets drawn, by task.
  ///   - days: on which visits may fall, ascending; nil without a calendar.
  init(
    _ plan: Plan, _ inspectors: [Inspector], _ items: [String: InspectionItem],
    _ recusals: [Recusal], selected: [Int], days: [Day]?
  ) {
    let start = plan.schedule.window.from
    let own = inspectors.filter(plan.isOfDistrict)
    let able = own.filter { $0.ineligibility(from: start) == nil }
    officers = able.count
    others = Ineligibility.allCases.compactMap { reason in
      let count = own.count { $0.ineligibility(from: start) == reason }
      return count == 0 ? nil : (reason, count)
    }
    recused = plan.recusedOfficers(inspectors, recusals) { _ in true }
    let capacities = able.map { plan.pairing.capacity(of: $0, days) }
    let later = days.map(plan.withLaterDays).map { days in
      able.map { plan.pairing.capacity(of: $0, days) }
    }
    let isPresent = able.map { officer in days?.contains(where: officer.isAvailable) ?? true }
    absent = isPresent.count { !$0 }
    let visitsPerTrip = plan.schedule.visitsPerTrip
    let needs = plan.tasks.map { task in Set(task.items.flatMap { items[$0]?.needs ?? [] }) }
    let sizes = needs.map { max(plan.pairing.teamSize, $0.count) }
    teams = zip(selected, sizes).compactMap { selected, size in
      selected == 0
        ? nil
        : TeamOutlook(
          size, selected.dividedUp(by: visitsPerTrip)...selected, of: able, days,
          later: days.map(plan.withLaterDays), plan.pairing)
    }
    // Fewer people than make a team make none.
    capacity = able.count < sizes.min() ?? 0 ? 0 : total(capacities)
    let least = zip(selected, sizes).map { $0.dividedUp(by: visitsPerTrip) * $1 }.max() ?? 0
    let most = zip(selected, sizes).reduce(0) { $0 + $1.0 * $1.1 }
    places = least...max(least, most)
    qualifications = inByteOrder(needs.reduce(into: Set<String>()) { $0.formUnion($1) }).map {
      name in
      let tasks = plan.tasks.indices.filter { needs[$0].contains(name) }
      let visits = tasks.map { selected[$0] }
      let holds = able.map { $0.qualifications.contains(name) }
      return Qualification(
        name: name, holders: holds.count { $0 },
        trips: (visits.max() ?? 0).dividedUp(by: visitsPerTrip)...visits.reduce(0, +),
        capacity: total(chosen(capacities, holds)),
        present: chosen(isPresent, holds).count { $0 },
        growsWithDays: grows(chosen(capacities, holds), later.map { chosen($0, holds) }),
        items: tasks.flatMap { task in
          plan.tasks[task].items.filter { items[$0]?.needs.contains(name) ?? false }
            .map { (plan.tasks[task].key, $0) }
        })
    }
  }

  /// Says what no seed can mend.
  func report(_ plan: Plan, _ findings: inout Findings) {
    for qualification in qualifications where qualification.holders == 0 {
      for (key, item) in qualification.items {
        guard let task = plan.tasks.first(where: { $0.key == key }),
          let index = task.items.firstIndex(of: item), qualification.trips.upperBound > 0
        else { continue }
        findings.add(
          Finding(
            .warning, "qualification-unheld", at: task.places.items[index],
            [key, item, qualification.name]))
      }
    }
    reportShort(plan, &findings)
  }

  private func reportShort(_ plan: Plan, _ findings: inout Findings) {
    for one in qualifications where one.holders > 0 {
      guard let capacity = one.capacity, capacity < one.trips.lowerBound else { continue }
      findings.warning(
        "qualification-short", at: plan.schedule.location,
        arguments: [
          one.name, "\(one.trips.lowerBound)", "\(one.holders)", "\(capacity)",
          one.present == 0 ? one.name : "", one.growsWithDays ? "" : one.name,
        ])
    }
    if officers > 0, let lack = lackingTeam {
      findings.warning(
        "officers-short", at: plan.schedule.location,
        arguments: [
          "\(lack.leastPlaces)", "\(officers)", "\(lack.mostPlaces ?? 0)",
          lack.isPossible ? "" : "\(lack.size)", lack.isPossible ? "" : "\(lack.together)",
          lack.growsWithDays ? "" : "\(officers)",
        ])
    }
  }
}

private func chosen<Value>(_ values: [Value], _ isChosen: [Bool]) -> [Value] {
  zip(values, isChosen).filter(\.1).map(\.0)
}

/// Whether capacities grow; what is not known is taken to.
private func grows(_ capacities: [Int?], _ later: [Int?]?) -> Bool {
  guard let later, let now = total(capacities), let then = total(later) else { return true }
  return then > now
}

/// The sum, nil where one of them is.
private func total(_ capacities: [Int?]) -> Int? {
  capacities.reduce(0) { sum, capacity in
    guard let sum, let capacity else { return nil }
    return sum + capacity
  }
}

extension Int {
  fileprivate func dividedUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}

extension PairingRules {
  /// Most trips that an officer can make on these days; nil where nothing limits them.
  func capacity(of officer: Inspector, _ days: [Day]?) -> Int? {
    guard let days else { return periodLimit }
    let available = days.filter(officer.isAvailable)
    var limits: [Int] = periodLimit.map { [$0] } ?? []
    if let dailyLimit { limits.append(dailyLimit * available.count) }
    if let weeklyLimit {
      let weeks = Dictionary(grouping: available, by: \.week)
      limits.append(
        weeks.values.reduce(0) { sum, days in
          sum + min(weeklyLimit, dailyLimit.map { $0 * days.count } ?? weeklyLimit)
        })
    }
    if available.isEmpty { return 0 }
    return limits.min()
  }
}

extension Plan {
  /// How many of the officers who may go are recused from somebody.
  ///
  /// - Parameter isMet: whether there is a target of this id, or of this name.
  func recusedOfficers(
    _ inspectors: [Inspector], _ recusals: [Recusal], _ isMet: (String) -> Bool
  ) -> Int {
    let listed = Set(recusals.filter { isMet($0.target) }.map(\.officer))
    return inspectors.count {
      isOfDistrict($0) && $0.ineligibility(from: schedule.window.from) == nil
        && ($0.recusedFrom.contains(where: isMet) || listed.contains($0.reference))
    }
  }

  /// Days of visits, and all of four weeks behind the last, as if the schedule were longer.
  fileprivate func withLaterDays(_ days: [Day]) -> [Day] {
    let last = days.last ?? schedule.end
    return days + (1...28).map { last + $0 }
  }

  /// Whether people beside its own officers go along, or may: they are not reckoned.
  public var asksOthers: Bool {
    !fallbacks.isEmpty || tasks.contains { !$0.departments.isEmpty || $0.experts != nil }
  }
}
