// Officers for trips: the plan's rules and the registries become a `PairingProblem` in integers,
// and its answer becomes teams. What makes an officer eligible is decided here and nowhere else.
//
// An officer may go if he is of the plan's district, active, neither auxiliary nor expert, holds a
// certificate that is valid on the day, is not on leave that day, and is not recused.

import Sampling
import Tables

/// Why an inspector of the district is not an officer of this plan.
public enum Ineligibility: String, Sendable {
  case auxiliary = "辅助人员"
  case expert = "专家"
  case inactive = "不在岗"
  case noCertificate = "无执法证"
  case certificateExpired = "执法证过期"
}

/// One inspector of the plan's district with the work that fell to him.
public struct InspectorLoad: Sendable {
  public var inspector: Inspector
  public var ineligibility: Ineligibility?
  /// Trips on whose teams he stands.
  public var trips = 0
  public var tripsAsLeader = 0
  public var visits = 0
  /// Trips on which he could have filled a slot.
  public var eligibleTrips = 0
  /// Trips of earlier periods that the plan counts.
  public var carried = 0
}

/// Trips that cannot be staffed together, and the rule that starves them: a witness in the field's
/// words.
public struct Shortage: Sendable {
  public var rule: Witness.Rule
  /// The qualification that the starved slot needs; empty where anybody would do.
  public var need: String
  /// Trips without a team, 0-based.
  public var unstaffed: [Int]
  /// Slots that only these officers may fill, over the trips with and without a team.
  public var needed: Int
  /// Most of those slots that the officers can fill.
  public var capacity: Int
  public var officers: Int
  public var moreOfficers: Int
  /// By how much the limit must rise; nil where no limit is at fault.
  public var higherLimit: Int?
}

/// The teams of one plan.
public struct Staffing: Sendable {
  public var trips: [Trip]
  /// For each trip the inspectors (indices into `loads`) in slot order, the leader first; nil where
  /// no whole team can be found.
  public var teams: [[Int]?]
  public var loads: [InspectorLoad]
  /// Why trips have no team, each unstaffed trip in one of them.
  public var shortages: [Shortage]
  /// Trip of each visit; nil where the visit has no day.
  public var tripOfVisit: [Int?]
  var planFile: String
  var inspectorFile: String
  var expiring: [Inspector]

  public var unstaffed: [Int] { teams.indices.filter { teams[$0] == nil } }
}

/// Forms trips and pairs them with officers; nil where the plan names no inspectors.
func staff(
  _ visits: [Visit], _ plan: Plan, _ registries: Registries, seed: Seed
) -> Staffing? {
  guard let all = registries.inspectors, registries.calendar != nil else { return nil }
  let trips = formTrips(visits, plan.schedule, items: registries.itemsByCode)
  var builder = ProblemBuilder(plan, all.filter(plan.isOfDistrict))
  let problem = builder.problem(trips, visits, registries.recusals)
  let pairing = pair(problem, key: seed.key(.pairing))
  var staffing = Staffing(
    trips: trips, teams: pairing.assignment.map { $0.map { $0.map { builder.officers[$0] } } },
    loads: builder.loads, shortages: pairing.witnesses.map { builder.shortage($0) },
    tripOfVisit: [Int?](repeating: nil, count: visits.count),
    planFile: plan.sources[0].path, inspectorFile: plan.inputs.inspectors?.display ?? "",
    expiring: builder.expiring(within: plan.schedule.window))
  staffing.countLoads(problem, officers: builder.officers)
  return staffing
}

/// How many inspectors may be sent out under a plan.
func officerCount(_ inspectors: [Inspector], _ plan: Plan) -> Int {
  inspectors.count {
    plan.isOfDistrict($0)
      && $0.ineligibility(from: plan.schedule.window.from) == nil
  }
}

/// Turns plan and registries into a pairing problem.
struct ProblemBuilder {
  let plan: Plan
  var loads: [InspectorLoad]
  /// Officer of the problem → index into `loads`.
  let officers: [Int]
  private var classes: [[Int32]] = []
  private var classOfNeed: [String: Int] = [:]
  private var units: [String: Int] = [:]

  init(_ plan: Plan, _ inspectors: [Inspector]) {
    self.plan = plan
    loads = inspectors.map {
      InspectorLoad(
        inspector: $0, ineligibility: $0.ineligibility(from: plan.schedule.window.from),
        carried: plan.pairing.carriesOver ? $0.load : 0)
    }
    officers = loads.indices.filter { [loads] in loads[$0].ineligibility == nil }
  }

  mutating func problem(
    _ trips: [Trip], _ visits: [Visit], _ recusals: [Recusal]
  ) -> PairingProblem {
    let days = Array(Set(trips.map(\.day))).sorted()
    let dayIndex = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0) })
    let recused = RecusalIndex(recusals, officers.map { loads[$0].inspector })
    let problemTrips = trips.map { trip in
      let targets = trip.visits.map { visits[$0].target }
      return PairingProblem.Trip(
        id: Array(targets[0].id), day: dayIndex[trip.day] ?? 0, slots: slots(trip.needs),
        excluded: recused.officers(for: targets),
        avoidedUnit: plan.pairing.avoidsOwnUnit ? unit(targets[0].unitText) : nil)
    }
    return PairingProblem(
      officers: officers.map { officer(loads[$0]) }, classes: classes,
      days: days.map(problemDay), trips: problemTrips, dailyLimit: plan.pairing.dailyLimit,
      weeklyLimit: plan.pairing.weeklyLimit)
  }

  func shortage(_ witness: Witness) -> Shortage {
    Shortage(
      rule: witness.rule,
      need: classOfNeed.first { $0.value == witness.eligibility }?.key ?? "",
      unstaffed: witness.unstaffed, needed: witness.needed, capacity: witness.capacity,
      officers: witness.officers.count, moreOfficers: witness.moreOfficers,
      higherLimit: witness.higherLimit)
  }

  /// Officers whose certificate runs out inside the window.
  func expiring(within window: Window) -> [Inspector] {
    officers.map { loads[$0].inspector }
      .filter { $0.certificateUntil.map(window.contains) ?? false }
  }

  private mutating func officer(_ load: InspectorLoad) -> PairingProblem.Officer {
    PairingProblem.Officer(
      id: Array(load.inspector.id.utf8), periodLimit: plan.pairing.periodLimit,
      carriedLoad: load.carried, unit: unit(load.inspector.unit))
  }

  private mutating func unit(_ name: String) -> Int? {
    if name.isEmpty { return nil }
    if let known = units[name] { return known }
    units[name] = units.count
    return units.count - 1
  }

  private func problemDay(_ day: Day) -> PairingProblem.Day {
    let absent = officers.indices.filter {
      !loads[officers[$0]].inspector.isAvailable(on: day)
    }
    return PairingProblem.Day(week: day.week, absent: absent.map(Int32.init))
  }

  /// Leader, member1, member2 …: the needs are spread over the slots in byte order, one each, and
  /// the team grows when there are more needs than slots.
  private mutating func slots(_ needs: [String]) -> [PairingProblem.Slot] {
    (0..<max(plan.pairing.teamSize, needs.count)).map { index in
      PairingProblem.Slot(
        name: index == 0 ? "leader" : "member\(index)",
        eligibility: eligibility(index < needs.count ? needs[index] : ""))
    }
  }

  /// The class of officers who hold a qualification; all officers for an empty one.
  private mutating func eligibility(_ need: String) -> Int {
    if let known = classOfNeed[need] { return known }
    let members = officers.indices.filter {
      need.isEmpty || loads[officers[$0]].inspector.qualifications.contains(need)
    }
    classes.append(members.map(Int32.init))
    classOfNeed[need] = classes.count - 1
    return classes.count - 1
  }
}

/// Who must not inspect whom.
struct RecusalIndex {
  private var byTarget: [String: [Int32]] = [:]

  init(_ recusals: [Recusal], _ officers: [Inspector]) {
    let index = Dictionary(
      officers.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    for recusal in recusals {
      if let officer = index[recusal.officer] {
        byTarget[recusal.target, default: []].append(officer)
      }
    }
    for (officer, inspector) in officers.enumerated() {
      for target in inspector.recusedFrom { byTarget[target, default: []].append(Int32(officer)) }
    }
  }

  /// Officers recused from any of the targets, ascending; targets are known by id or by name.
  func officers(for targets: [Target]) -> [Int32] {
    Set(targets.flatMap { (byTarget[$0.idText] ?? []) + (byTarget[$0.nameText] ?? []) }).sorted()
  }
}

extension Inspector {
  func ineligibility(from start: Day) -> Ineligibility? {
    if isAuxiliary { return .auxiliary }
    if isExpert { return .expert }
    if !isActive { return .inactive }
    guard let certificateUntil, !certificate.isEmpty else { return .noCertificate }
    return certificateUntil < start ? .certificateExpired : nil
  }

  func isAvailable(on day: Day) -> Bool {
    (certificateUntil.map { day <= $0 } ?? false) && !(leave?.contains(day) ?? false)
  }
}

extension Staffing {
  fileprivate mutating func countLoads(_ problem: PairingProblem, officers: [Int]) {
    for (index, trip) in trips.enumerated() {
      for visit in trip.visits { tripOfVisit[visit] = index }
      for (slot, inspector) in (teams[index] ?? []).enumerated() {
        loads[inspector].trips += 1
        loads[inspector].visits += trip.visits.count
        if slot == 0 { loads[inspector].tripsAsLeader += 1 }
      }
    }
    for trip in problem.trips {
      let classes = Set(trip.slots.map(\.eligibility)).sorted()
      let able = Set(classes.flatMap { problem.classes[$0] })
        .subtracting(trip.excluded).subtracting(problem.days[trip.day].absent)
      for officer in able
      where trip.avoidedUnit == nil
        || problem.officers[Int(officer)].unit != trip.avoidedUnit
      {
        loads[officers[Int(officer)]].eligibleTrips += 1
      }
    }
  }

  func report(_ findings: inout Findings) {
    for inspector in expiring {
      findings.warning(
        "certificate-expired", file: inspectorFile, line: inspector.line,
        arguments: [inspector.id, inspector.certificateUntil?.text ?? ""])
    }
    for shortage in shortages { findings.add(shortage.finding(file: planFile)) }
    if !unstaffed.isEmpty {
      findings.warning(
        "unstaffed-visit", file: planFile,
        arguments: [
          "\(unstaffed.reduce(0) { $0 + trips[$1].visits.count })", "\(unstaffed.count)",
        ])
    }
  }
}

extension Shortage {
  /// Stable name of the rule, in the record and as the end of the message's code.
  var ruleName: String {
    switch rule {
    case .noEligible: "no-eligible"
    case .periodLimit: "period-limit"
    case .weeklyLimit: "weekly-limit"
    case .dailyLimit: "daily-limit"
    case .tooFewPeople: "too-few-people"
    }
  }

  /// {0} trips without a team, {1} slots, {2} officers, {3} capacity, {4} more officers needed,
  /// {5} need, {6} by how much the limit must rise.
  fileprivate func finding(file: String) -> Finding {
    var arguments = [
      "\(unstaffed.count)", "\(needed)", "\(officers)", "\(capacity)", "\(moreOfficers)",
      need.isEmpty ? "any-officer" : need,
    ]
    if let higherLimit { arguments.append("\(higherLimit)") }
    return Finding(
      severity: .warning, code: "starved-by-\(ruleName)", file: file, arguments: arguments)
  }
}
