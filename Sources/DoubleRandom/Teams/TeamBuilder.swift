// A plan's rules and registries as pairing problems in integers, one for each step: everyone first,
// then what each fallback adds. Answers come back as teams.
//
//   loads     everyone listed in workload.csv, by number
//   members   those of them who may go: officer of the problem → number in loads; only grows, so
//             that an officer keeps his number from step to step

import Sampling
import Tables

/// Builds the teams of one plan, step by step.
struct TeamBuilder {
  let plan: Plan
  private let visits: [Visit]
  private let recusals: RecusalIndex
  private let days: [Day]
  private let dayIndex: [Day: Int]
  private(set) var result: Staffing
  private(set) var members: [Int] = []
  /// Officers of the problem who may go beyond the period's limit.
  private var unlimited: Set<Int> = []
  private var known: Set<String> = []
  /// Officers (0-based) who have gone together, over all steps.
  private var meetings = PairMeetings()
  /// Officers of the problem who took part in an earlier step.
  private var counted = 0
  /// By number in loads, the days of trips that are decided elsewhere.
  private var engaged: [Int: [Day]] = [:]

  /// - Parameter otherDays: of trips that are decided elsewhere.
  init(
    _ plan: Plan, _ registries: Registries, _ visits: [Visit], _ trips: [Trip],
    otherDays: [Day] = []
  ) {
    self.plan = plan
    self.visits = visits
    recusals = RecusalIndex(plan, registries, visits)
    days = Set(trips.map(\.day) + otherDays).sorted()
    dayIndex = Dictionary(uniqueKeysWithValues: days.enumerated().map { ($1, $0) })
    result = Staffing(
      trips: trips, slots: TeamBuilder.slots(of: trips, visits, plan),
      teams: trips.map { _ in nil }, methods: trips.map { _ in nil }, loads: [],
      tripOfVisit: visits.map { _ in nil }, planFile: plan.sources[0].path,
      inspectorFile: plan.inputs.inspectors?.display ?? "")
    for (index, trip) in trips.enumerated() {
      for visit in trip.visits { result.tripOfVisit[visit] = index }
    }
  }

  var hasOpenTrips: Bool { result.teams.contains { $0 == nil } }

  private static func slots(
    of trips: [Trip], _ visits: [Visit], _ plan: Plan
  ) -> [[TeamSlot]] {
    struct Ask: Hashable {
      var needs: [String]
      var tasks: [Int]
    }
    var known: [Ask: [TeamSlot]] = [:]
    return trips.map { trip in
      let tasks = Set(trip.visits.flatMap { visits[$0].tasks }).sorted()
      let ask = Ask(needs: trip.needs, tasks: tasks)
      if let slots = known[ask] { return slots }
      let company = Company(tasks.lazy.map { plan.tasks[$0] })
      let slots = teamSlots(plan.pairing.teamSize, trip.needs, company)
      known[ask] = slots
      return slots
    }
  }

  // MARK: - People

  /// Lists everyone whom the plan may send, and those of them who may not go, with the reason.
  mutating func admit(_ people: [Inspector]) {
    let start = plan.schedule.window.from
    for inspector in people where known.insert(inspector.reference).inserted {
      admit(inspector, ineligibility: inspector.ineligibility(from: start), fallback: nil)
      let runsOut = inspector.certificateUntil.map(plan.schedule.window.contains) ?? false
      if runsOut, inspector.department.isEmpty, inspector.ineligibility(from: start) == nil {
        result.expiring.append(inspector)
      }
    }
  }

  /// Lists those whom a fallback adds.
  mutating func admit(_ fallback: Fallback, _ number: Int, among people: [Inspector]) {
    switch fallback.kind {
    case .neighbours(let districts):
      for inspector in people where districts.contains(inspector.district) {
        bring(inspector, number)
      }
    case .direct(let officers):
      let listed = Set(officers)
      for inspector in people where listed.contains(inspector.reference) {
        bring(inspector, number)
        let member = members.firstIndex {
          result.loads[$0].inspector.reference == inspector.reference
        }
        if let member {
          unlimited.insert(member)
          result.loads[members[member]].periodLimit = nil
        }
      }
    }
  }

  /// Lists whom an earlier builder has listed, by the same numbers.
  ///
  /// - Parameter lends: whether those whom a fallback brought in may go, too.
  mutating func admitAgain(_ loads: [InspectorLoad], lends: Bool) {
    for load in loads where known.insert(load.inspector.reference).inserted {
      admit(load.inspector, ineligibility: load.ineligibility, fallback: load.fallback)
      if load.fallback != nil && !lends && members.last == result.loads.count - 1 {
        members.removeLast()
      }
    }
  }

  /// Binds a team (numbers in loads) on a day.
  mutating func engage(_ team: [Int], on day: Day) {
    for person in team { engaged[person, default: []].append(day) }
  }

  private mutating func bring(_ inspector: Inspector, _ fallback: Int) {
    guard plan.role(of: inspector) != nil, known.insert(inspector.reference).inserted else {
      return
    }
    let reason = inspector.ineligibility(from: plan.schedule.window.from)
    admit(inspector, ineligibility: reason, fallback: fallback)
  }

  private mutating func admit(
    _ inspector: Inspector, ineligibility: Ineligibility?, fallback: Int?
  ) {
    let role = plan.role(of: inspector)
    if role != nil { members.append(result.loads.count) }
    result.loads.append(
      InspectorLoad(
        inspector: inspector, ineligibility: ineligibility, role: role, fallback: fallback,
        periodLimit: role == nil ? nil : plan.pairing.periodLimit,
        carried: plan.pairing.carriesOver ? inspector.load : 0))
  }

  // MARK: - One step

  /// Pairs all trips that have no team yet with everyone admitted so far.
  mutating func pairOpenTrips(key: TicketKey, _ method: MatchMethod) {
    let open = result.unstaffed
    var classes = SlotClasses(members.map { result.loads[$0].inspector }, plan)
    let problem = problem(open, &classes)
    var pairing = pair(problem, key: key)
    var witnesses = pairing.witnesses
    let drawn = pairing.assignment
    if let most = plan.pairing.pairLimit {
      witnesses += pairing.limitPairs(problem, key: key, most: most, &meetings)
    }
    var staffed: Set<Int> = []
    for (position, trip) in open.enumerated() {
      let isChanged = drawn[position] != pairing.assignment[position]
      result.beforePairLimit[trip] =
        isChanged ? drawn[position].map { $0.map { members[$0] } } : nil
      guard let team = pairing.assignment[position] else { continue }
      staffed.insert(position)
      result.teams[trip] = team.map { members[$0] }
      result.methods[trip] = method
      count(trip)
    }
    let chances = problem.opportunities(staffed: staffed, kinds: classes.kinds)
    for (officer, chance) in chances.enumerated() {
      result.loads[members[officer]].expected.add(chance.share)
      if officer >= counted { result.loads[members[officer]].eligibleTrips = chance.trips }
    }
    counted = members.count
    result.shortages = shortages(problem, classes, pairing, witnesses, open)
  }

  private mutating func count(_ trip: Int) {
    for (slot, person) in (result.teams[trip] ?? []).enumerated() {
      result.loads[person].trips += 1
      result.loads[person].visits += result.trips[trip].visits.count
      if slot == 0 { result.loads[person].tripsAsLeader += 1 }
    }
  }

  private func problem(_ open: [Int], _ classes: inout SlotClasses) -> PairingProblem {
    var units: [String: Int] = [:]
    func unit(_ name: String) -> Int? {
      if name.isEmpty { return nil }
      if let known = units[name] { return known }
      units[name] = units.count
      return units.count - 1
    }
    let engagements = engagements()
    let officers = members.indices.map { officer in
      let load = result.loads[members[officer]]
      return PairingProblem.Officer(
        id: Array(load.inspector.reference.utf8), periodLimit: load.periodLimit,
        carriedLoad: load.carried, unit: unit(load.inspector.unit),
        engagements: engagements[officer])
    }
    var numbers: [String: Int32] = [:]
    for (number, member) in members.enumerated() {
      numbers[result.loads[member].inspector.reference] = Int32(number)
    }
    let trips = open.map { index in
      let trip = result.trips[index]
      let targets = trip.visits.map { visits[$0].target }
      let avoided = plan.pairing.avoidsOwnUnit ? unit(targets[0].unitText) : nil
      return PairingProblem.Trip(
        id: Array(targets[0].id), day: dayIndex[trip.day] ?? 0,
        slots: result.slots[index].map { classes.slot($0) },
        excluded: recusals.officers(for: targets, on: trip.day).compactMap { numbers[$0] }.sorted(),
        avoidedUnit: avoided)
    }
    return PairingProblem(
      officers: officers, classes: classes.members, days: days.map(problemDay), trips: trips,
      dailyLimit: plan.pairing.dailyLimit, weeklyLimit: plan.pairing.weeklyLimit)
  }

  /// Trips (0-based) as a problem of everyone admitted so far.
  func problem(of trips: [Int]) -> PairingProblem {
    var classes = SlotClasses(members.map { result.loads[$0].inspector }, plan)
    return problem(trips, &classes)
  }

  /// By officer of the problem, the days of the trips that he has already.
  private func engagements() -> [[Int32]] {
    var days = result.loads.indices.map { person in
      (engaged[person] ?? []).compactMap { dayIndex[$0].map(Int32.init) }
    }
    for (trip, team) in result.teams.enumerated() {
      for person in team ?? [] { days[person].append(Int32(dayIndex[result.trips[trip].day] ?? 0)) }
    }
    return members.map { days[$0] }
  }

  private func problemDay(_ day: Day) -> PairingProblem.Day {
    let absent = members.indices.filter {
      !result.loads[members[$0]].inspector.isAvailable(on: day)
    }
    return PairingProblem.Day(week: day.week, absent: absent.map(Int32.init))
  }
}

/// Eligibility classes: who goes in a role and holds a qualification.
struct SlotClasses {
  struct Key: Hashable {
    var role: TeamRole
    var need: String
  }

  private let inspectors: [(role: TeamRole?, qualifications: [String])]
  private(set) var keys: [Key] = []
  private(set) var members: [[Int32]] = []
  private var numbers: [Key: Int] = [:]

  init(_ inspectors: [Inspector], _ plan: Plan) {
    let start = plan.schedule.window.from
    self.inspectors = inspectors.map { ($0.role(from: start), $0.qualifications) }
  }

  /// Of each class, the number of its role.
  var kinds: [Int] {
    var roles: [TeamRole] = []
    return keys.map { key in
      if let index = roles.firstIndex(of: key.role) { return index }
      roles.append(key.role)
      return roles.count - 1
    }
  }

  mutating func slot(_ slot: TeamSlot) -> PairingProblem.Slot {
    let key = Key(role: slot.role, need: slot.need)
    return PairingProblem.Slot(name: slot.name, eligibility: number(of: key))
  }

  private mutating func number(of key: Key) -> Int {
    if let known = numbers[key] { return known }
    let able = inspectors.indices.filter { index in
      inspectors[index].role == key.role
        && (key.need.isEmpty || inspectors[index].qualifications.contains(key.need))
    }
    keys.append(key)
    members.append(able.map(Int32.init))
    numbers[key] = keys.count - 1
    return keys.count - 1
  }
}
