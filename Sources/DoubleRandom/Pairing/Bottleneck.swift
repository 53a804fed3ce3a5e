// Bottlenecks: officers whose room is used up by trips that cannot do without them.
//
// When a search for relief fails, everyone it has reached is full, and what they hold could go to
// nobody but them: each of their trips has too few other people. That stays so to the end. Later
// trips that ask for more of their room are turned away without a search, and named together.

/// Full officers, and the trips that cannot do without them.
struct Bottleneck: Sendable {
  /// By day: officers who are full on it, in its week or in the period.
  private let officers: OfficerSets
  /// The rule that limits most of the room.
  let rule: Witness.Rule
  /// The eligibility class of the first slot that asked in vain.
  let eligibility: Int32
  /// Most slots that these officers could ever fill here.
  let capacity: Int
  /// To how many officers, weeks of officers or days of officers the rule applies.
  let limitedCount: Int
  /// What is left of the capacity.
  private var room: Int
  /// Trips that were turned away.
  private(set) var unstaffed: [Int] = []

  /// Makes the bottleneck that a failed search for a slot of a trip has reached; the trip is the
  /// first that it turns away.
  init(_ trip: Int, reached nodes: [Int32], _ roster: Roster, _ circles: Circles) {
    let ground = roster.ground
    var full = FullNodes(ground)
    for node in nodes { full.insert(circles.node(Int(node))) }
    let reached = full.officersByDay(ground)
    full.keepEligible(ground, for: [trip] + roster.staffedTrips, reached)
    let asking = ground.need(of: trip, for: reached).slots
    precondition(!asking.isEmpty, "a trip that nothing starves")
    let unfillable = asking.first { ground.eligible.count(Int(ground.places[$0].row)) == 0 }

    officers = full.officersByDay(ground)
    (capacity, limitedCount, rule) =
      full.capacity(ground) ?? (0, 0, unfillable == nil ? .tooFewPeople : .noEligible)
    eligibility = ground.eligibilities[unfillable ?? asking[0]]
    room = capacity
    for staffed in roster.staffedTrips { admit(staffed, ground) }
    unstaffed = [trip]
  }

  /// What a trip needs of these officers.
  func need(of trip: Int, _ ground: Ground) -> TripNeed {
    let need = ground.need(of: trip, for: officers)
    if limitedCount > 0 || need.slots.isEmpty { return need }
    // Without any officers, each class of slots is a case of its own.
    let unfillable = need.slots.filter { ground.eligible.count(Int(ground.places[$0].row)) == 0 }
    if rule == .noEligible {
      let slots = unfillable.filter { ground.eligibilities[$0] == eligibility }
      return TripNeed(slots: slots, others: [])
    }
    let isAlike = unfillable.isEmpty && ground.eligibilities[need.slots[0]] == eligibility
    return isAlike ? need : .none
  }

  /// Whether a trip needs more room than there is; if so it is noted.
  mutating func turnsAway(_ trip: Int, _ ground: Ground) -> Bool {
    guard need(of: trip, ground).count > room else { return false }
    unstaffed.append(trip)
    return true
  }

  /// Notes that a trip has been staffed.
  mutating func admit(_ trip: Int, _ ground: Ground) {
    room -= need(of: trip, ground).count
  }
}

/// The officers, full weeks and full days that a failed search has reached.
private struct FullNodes {
  private var period: OfficerSets
  private var weeks: OfficerSets
  private var days: OfficerSets

  init(_ ground: Ground) {
    period = OfficerSets(rows: 1, officers: ground.officerCount)
    weeks = OfficerSets(rows: ground.weekCount, officers: ground.officerCount)
    days = OfficerSets(rows: ground.dayCount, officers: ground.officerCount)
  }

  mutating func insert(_ node: Circles.Node) {
    switch node {
    case .officer(let officer): period.insert(officer, 0)
    case .week(let week, let officer): weeks.insert(officer, week)
    case .day(let day, let officer): days.insert(officer, day)
    }
  }

  /// Drops whoever may fill none of the slots that ask for these officers: he was reached only by
  /// way of a teammate.
  mutating func keepEligible(_ ground: Ground, for trips: [Int], _ officers: OfficerSets) {
    var onDay = OfficerSets(rows: ground.dayCount, officers: ground.officerCount)
    var inWeek = OfficerSets(rows: ground.weekCount, officers: ground.officerCount)
    var everywhere = OfficerSets(rows: 1, officers: ground.officerCount)
    for slot in trips.lazy.flatMap({ ground.need(of: $0, for: officers).slots }) {
      let place = ground.places[slot]
      onDay.unite(Int(place.day), with: Int(place.row), of: ground.eligible)
      inWeek.unite(Int(place.week), with: Int(place.row), of: ground.eligible)
      everywhere.unite(0, with: Int(place.row), of: ground.eligible)
    }
    days.intersect(with: onDay)
    weeks.intersect(with: inWeek)
    period.intersect(with: everywhere)
  }

  func officersByDay(_ ground: Ground) -> OfficerSets {
    var all = days
    for day in 0..<ground.dayCount {
      for word in 0..<all.words {
        all[day, word] |= period[0, word] | weeks[Int(ground.weekOfDay[day]), word]
      }
    }
    return all
  }

  /// The slots that they can fill at most, each officer counted under his widest limit; how often
  /// the rule counts that accounts for most of them, and this rule; nil if there are none.
  func capacity(_ ground: Ground) -> (Int, Int, Witness.Rule)? {
    var counts = [0, 0, 0]
    var capacities = [0, 0, 0]
    func add(_ rule: Int, _ limit: Int32, _ officer: Int, _ isCounted: (Int32) -> Bool) {
      counts[rule] += 1
      capacities[rule] += max(0, Int(limit) - ground.engagements[officer].count(where: isCounted))
    }
    period.forEach(in: 0) { add(0, ground.periodLimit[$0], $0) { _ in true } }
    for week in 0..<ground.weekCount {
      weeks.forEach(in: week) { officer in
        if period.contains(officer, 0) { return }
        add(1, ground.weeklyLimit, officer) { Int(ground.weekOfDay[Int($0)]) == week }
      }
    }
    for day in 0..<ground.dayCount {
      let week = Int(ground.weekOfDay[day])
      days.forEach(in: day) { officer in
        if period.contains(officer, 0) || weeks.contains(officer, week) { return }
        add(2, ground.dailyLimit, officer) { Int($0) == day }
      }
    }
    let rules: [Witness.Rule] = [.periodLimit, .weeklyLimit, .dailyLimit]
    let most = rules.indices.max { (capacities[$0], counts[$0]) < (capacities[$1], counts[$1]) }!
    return counts[most] == 0 ? nil : (capacities.reduce(0, +), counts[most], rules[most])
  }
}
