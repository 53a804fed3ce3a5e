// Bottlenecks: officers whose room is used up by slots that only they may fill.
//
// When a search for relief fails, everyone it has reached is full, and every slot they hold could go
// to nobody but them. That stays so to the end: slots of this kind can never outnumber their room.
// Later trips that ask for more of it are turned away without a search, and named together.

/// Officers, as far as their days are concerned, and the slots that nobody else may fill.
struct Bottleneck: Sendable {
  /// By day: officers who are full on it, in its week or in the period.
  let officers: OfficerSets
  /// The rule that limits most of the room.
  let rule: Witness.Rule
  /// The eligibility class of the first slot that found no room.
  let eligibility: Int32
  /// Most slots that these officers could ever fill here.
  let capacity: Int
  /// To how many officers, weeks of officers or days of officers the rule applies.
  let limitedCount: Int
  /// What is left of the capacity.
  private(set) var room: Int
  /// Trips that were turned away.
  private(set) var unstaffed: [Int] = []

  /// Makes the bottleneck that a failed search has reached.
  init(_ slot: Int, reached nodes: [Int32], _ roster: Roster, _ circles: Circles) {
    let ground = roster.ground
    var reached = FullNodes(ground)
    for node in nodes { reached.insert(circles.node(Int(node))) }
    officers = reached.officersByDay(ground)
    (capacity, rule, limitedCount) = reached.capacity(ground)
    eligibility = ground.eligibilities[slot]
    room = capacity
    for other in 0..<ground.slotCount
    where roster.holder[other] != Roster.nobody && concerns(other, ground) {
      room -= 1
    }
  }

  /// Whether only these officers may fill a slot.
  func concerns(_ slot: Int, _ ground: Ground) -> Bool {
    let place = ground.places[slot]
    // Where nobody is eligible, each class is a case of its own.
    if rule == .noEligible && ground.eligibilities[slot] != eligibility { return false }
    return (0..<officers.words).allSatisfy { word in
      ground.eligible[Int(place.row), word] & ~officers[Int(place.day), word] == 0
    }
  }

  /// How many slots of a trip only these officers may fill.
  private func need(_ trip: Int, _ ground: Ground) -> Int {
    ground.slots(of: trip).count { concerns($0, ground) }
  }

  /// Whether a trip needs more room than there is; if so it is noted.
  mutating func turnsAway(_ trip: Int, _ ground: Ground) -> Bool {
    guard need(trip, ground) > room else { return false }
    unstaffed.append(trip)
    return true
  }

  /// Notes that a trip has been staffed.
  mutating func admit(_ trip: Int, _ ground: Ground) {
    room -= need(trip, ground)
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

  func officersByDay(_ ground: Ground) -> OfficerSets {
    var all = days
    for day in 0..<ground.dayCount {
      for word in 0..<all.words {
        all[day, word] |= period[0, word] | weeks[Int(ground.weekOfDay[day]), word]
      }
    }
    return all
  }

  /// The slots that they can fill at most, each counted under its widest limit; the rule that
  /// accounts for most of them; and how often it counts.
  func capacity(_ ground: Ground) -> (Int, Witness.Rule, Int) {
    var counts = [0, 0, 0]
    var capacities = [0, 0, 0]
    func add(_ rule: Int, _ limit: Int32) {
      counts[rule] += 1
      capacities[rule] += Int(limit)
    }
    period.forEach(in: 0) { add(0, ground.periodLimit[$0]) }
    for week in 0..<ground.weekCount {
      weeks.forEach(in: week) { officer in
        if !period.contains(officer, 0) { add(1, ground.weeklyLimit) }
      }
    }
    for day in 0..<ground.dayCount {
      let week = Int(ground.weekOfDay[day])
      days.forEach(in: day) { officer in
        if !period.contains(officer, 0) && !weeks.contains(officer, week) {
          add(2, ground.dailyLimit)
        }
      }
    }
    let rules: [Witness.Rule] = [.periodLimit, .weeklyLimit, .dailyLimit]
    let most = rules.indices.max { (capacities[$0], counts[$0]) < (capacities[$1], counts[$1]) }!
    if counts == [0, 0, 0] { return (0, .noEligible, 0) }
    return (capacities.reduce(0, +), rules[most], counts[most])
  }
}
