// The one search of the solver: who could relieve whom, outward from where relief is needed.
//
//   start ◀─relieves─ u ◀─relieves─ v ◀─relieves─ … ◀─ goal
//
// u relieves v if u may take a slot that v holds: he is eligible, not on that trip, and has room on
// its day, in its week and in the period once his own part of the chain is done. That is:
// - an officer with room on the day and in the week may take it and be relieved of any trip of his;
// - one whose week is full must be relieved of a trip in that week, one whose day is full on that
//   day: they are reached as that week or day alone;
// - a member of the same trip may change slots within it: the slot itself is then reached;
// - the last trip: in a circle that levels, an officer one trip below the level takes a trip from
//   nobody, and any officer at the level gives one to nobody; Σ load² stays as it is.
// So a chain is a path in the residual network of officer → week → day → trip → slot.

/// A breadth-first search over reliefs, with the memory it needs kept from one run to the next.
struct ReliefSearch: Sendable {
  /// Where relief is needed: a node that is to give up a trip, or a slot that is to change hands.
  enum Start {
    case node(Int)
    case slot(Int)
  }

  /// Who ends the chain: any of these officers, a week or day node, or the holder of a slot.
  struct Goal {
    var officers: OfficerSets
    var week = none
    var day = none
    var slot = none
    static let none = -1
  }

  var goal: Goal
  /// Full weeks and days that were passed on the way from a slot to its officer.
  private var passed: [Int32] = []
  /// Whether the last trip of the level was passed on.
  private(set) var levelled = false

  private var round: UInt32 = 0
  private var nodeRound: [UInt32]
  private var slotRound: [UInt32]
  /// The slot that a reached node would take; `start`, or `levelling`.
  private var taking: [Int32]
  /// The node that gives a reached slot up, or ~(the slot of the same trip that its holder takes).
  private var giving: [Int32]
  /// What was reached, in order: nodes, and ~slots whose holders stay on the trip.
  private var queue: [Int32] = []
  /// Officers of the circle who are not reached yet.
  private var rest: [UInt64]
  /// By day: officers already reached, or known not to be reachable, as full weeks or days.
  private var fullSeen: OfficerSets
  private var fullRound: [UInt32]
  private var found = Found.nothing
  private var levelTaker = 0
  private var circle = 0
  private let limited: Bool

  private enum Found {
    case nothing
    case node(Int)
    case slot(Int)
  }

  private static let start = Int32.max
  private static let levelling: Int32 = -1

  init(_ ground: Ground, _ circles: Circles) {
    let officers = ground.officerCount
    goal = Goal(officers: OfficerSets(rows: 1, officers: officers))
    rest = Array(repeating: 0, count: goal.officers.words)
    nodeRound = Array(repeating: 0, count: circles.nodeCount)
    taking = Array(repeating: 0, count: circles.nodeCount)
    slotRound = Array(repeating: 0, count: ground.slotCount)
    giving = Array(repeating: 0, count: ground.slotCount)
    limited = circles.limitsDays || circles.limitsWeeks
    fullSeen = OfficerSets(rows: limited ? ground.dayCount : 0, officers: officers)
    fullRound = Array(repeating: 0, count: fullSeen.rows)
  }

  /// Looks for a chain of reliefs inside one circle; whether there is one.
  ///
  /// Complexity: a few words for each open slot that is reached.
  mutating func run(
    from start: Start, in circle: Int, _ roster: Roster, _ circles: Circles
  ) -> Bool {
    begin(circle, circles)
    switch start {
    case .node(let node):
      if node < roster.ground.officerCount { rest[node >> 6] &= ~(1 << UInt64(node & 63)) }
      reach(node, taking: ReliefSearch.start)
    case .slot(let slot):
      slotRound[slot] = round
      giving[slot] = ReliefSearch.start
      queue.append(~Int32(slot))
    }
    var head = 0
    while head < queue.count {
      let item = Int(queue[head])
      head += 1
      if item < 0 ? relieve(~item, roster, circles) : visit(item, roster, circles) { return true }
    }
    return false
  }

  /// The nodes that the last run has reached.
  var reachedNodes: [Int32] { queue.filter { $0 >= 0 } + passed }

  /// The moves of the chain that was found, from the goal to the start.
  func chain(_ roster: Roster, _ circles: Circles) -> [Move] {
    var moves: [Move] = []
    var slot: Int
    switch found {
    case .nothing: return []
    case .slot(let goal): slot = goal
    case .node(let node):
      guard let first = take(node, circles, &moves) else { return moves }
      slot = first
    }
    while true {
      let giver = giving[slot]
      if giver == ReliefSearch.start { return moves }
      if giver < 0 {
        moves.append(Move(slot: Int(~giver), officer: Int(roster.holder[slot])))
        slot = Int(~giver)
      } else {
        guard let next = take(Int(giver), circles, &moves) else { return moves }
        slot = next
      }
    }
  }

  /// Appends what the officer of a node takes; nil if the chain ends with him.
  private func take(_ node: Int, _ circles: Circles, _ moves: inout [Move]) -> Int? {
    let node = taking[node] == ReliefSearch.levelling ? levelTaker : node
    if taking[node] == ReliefSearch.start { return nil }
    let slot = Int(taking[node])
    moves.append(Move(slot: slot, officer: circles.node(node).officer))
    return slot
  }

  private mutating func begin(_ circle: Int, _ circles: Circles) {
    if round == UInt32.max {
      for node in nodeRound.indices { nodeRound[node] = 0 }
      for slot in slotRound.indices { slotRound[slot] = 0 }
      for day in fullRound.indices { fullRound[day] = 0 }
      round = 0
    }
    round += 1
    self.circle = circle
    found = .nothing
    levelled = false
    queue.removeAll(keepingCapacity: true)
    passed.removeAll(keepingCapacity: true)
    let row = circles.circles[circle].row
    for word in rest.indices { rest[word] = circles.members[row, word] }
  }

  @inline(__always)
  private mutating func reach(_ node: Int, taking slot: Int32) {
    nodeRound[node] = round
    taking[node] = slot
    queue.append(Int32(truncatingIfNeeded: node))
  }
}

// MARK: - One step

extension ReliefSearch {
  /// Goes on from a node: each open slot that counts for it may be given up.
  private mutating func visit(_ node: Int, _ roster: Roster, _ circles: Circles) -> Bool {
    switch circles.node(node) {
    case .officer(let officer):
      if level(officer, roster, circles) { return true }
      return roster.firstOpenSlot(of: officer) { slot in
        if limited && !leaves(slot, officer, .officer, roster, circles) { return false }
        return give(slot, by: node, roster, circles)
      }
    case .week(let week, let officer):
      return roster.firstOpenSlot(of: officer) { slot in
        if Int(roster.ground.places[slot].week) != week { return false }
        if !leaves(slot, officer, .week, roster, circles) { return false }
        return give(slot, by: node, roster, circles)
      }
    case .day(let day, let officer):
      return roster.firstOpenSlot(of: officer) { slot in
        if Int(roster.ground.places[slot].day) != day { return false }
        return give(slot, by: node, roster, circles)
      }
    }
  }

  private enum Scope {
    case officer, week
  }

  /// Whether giving the slot up makes room for its officer at large, or in the week: not if the
  /// slot counts in a full day or week of another circle. A full week belongs to the officer all
  /// the same where only a day of it does not.
  private mutating func leaves(
    _ slot: Int, _ officer: Int, _ scope: Scope, _ roster: Roster, _ circles: Circles
  ) -> Bool {
    let place = roster.ground.places[slot]
    let (day, week) = (Int(place.day), Int(place.week))
    if scope == .officer && !roster.freeInWeek.contains(officer, week) {
      if circles.of(circles.weekNode(officer, week)) != circle { return false }
      pass(circles.weekNode(officer, week))
    }
    if !roster.freeOnDay.contains(officer, day) {
      if circles.of(circles.dayNode(officer, day)) != circle { return false }
      pass(circles.dayNode(officer, day))
    }
    return true
  }

  /// Counts a full week or day on the way as reached.
  private mutating func pass(_ node: Int) {
    if nodeRound[node] == round { return }
    nodeRound[node] = round
    passed.append(Int32(node))
  }

  /// Reaches a slot that a node gives up, and everyone who could take it.
  @inline(__always)
  private mutating func give(
    _ slot: Int, by node: Int, _ roster: Roster, _ circles: Circles
  ) -> Bool {
    if slotRound[slot] == round { return false }
    slotRound[slot] = round
    giving[slot] = Int32(truncatingIfNeeded: node)
    return relieve(slot, roster, circles)
  }

  /// Reaches everyone who could take a slot; whether the goal is among them.
  private mutating func relieve(_ slot: Int, _ roster: Roster, _ circles: Circles) -> Bool {
    let place = roster.ground.places[slot]
    let row = Int(place.row)
    if changeWithinTrip(slot, place, roster) { return true }
    if limited && fullRound[Int(place.day)] != round {
      fullRound[Int(place.day)] = round
      fullSeen.clear(Int(place.day))
    }
    for word in rest.indices {
      var fresh = roster.ground.eligible[row, word]
      var full: UInt64 = 0
      if limited {
        let free =
          roster.freeOnDay[Int(place.day), word] & roster.freeInWeek[Int(place.week), word]
        full =
          fresh & ~free & ~fullSeen[Int(place.day), word]
          & ~roster.barredOnDay[Int(place.day), word]
        fresh &= free
      }
      fresh &= rest[word]
      if fresh | full == 0 { continue }
      let outside = ~roster.team(of: Int(place.trip), in: word)
      fresh &= outside
      rest[word] &= ~fresh
      forEachBit(of: fresh, from: word << 6) { reach($0, taking: Int32(slot)) }
      let hit = fresh & goal.officers[0, word]
      if hit != 0 {
        found = .node(word << 6 + hit.trailingZeroBitCount)
        return true
      }
      if full != 0 && reachFull(full & outside, word, slot, place, roster, circles) { return true }
    }
    return false
  }

  /// Reaches the slots of the trip whose holders could change to this one; whether the goal is one.
  @inline(__always)
  private mutating func changeWithinTrip(
    _ slot: Int, _ place: Ground.Place, _ roster: Roster
  ) -> Bool {
    for other in roster.ground.slots(of: Int(place.trip)) where slotRound[other] != round {
      let holder = roster.holder[other]
      if holder == Roster.nobody || roster.pinned[other] { continue }
      if !roster.ground.eligible.contains(Int(holder), Int(place.row)) { continue }
      slotRound[other] = round
      giving[other] = ~Int32(slot)
      if other == goal.slot {
        found = .slot(other)
        return true
      }
      queue.append(~Int32(other))
    }
    return false
  }

  /// Reaches the full weeks and days of officers who could take a slot only if relieved there.
  private mutating func reachFull(
    _ officers: UInt64, _ word: Int, _ slot: Int, _ place: Ground.Place, _ roster: Roster,
    _ circles: Circles
  ) -> Bool {
    fullSeen[Int(place.day), word] |= officers
    var hit = Goal.none
    forEachBit(of: officers, from: word << 6) { officer in
      let node = circles.entrance(of: officer, to: place, roster)
      if nodeRound[node] == round || circles.of(node) != circle { return }
      reach(node, taking: Int32(slot))
      if node == goal.week || node == goal.day { hit = node }
    }
    if hit == Goal.none { return false }
    found = .node(hit)
    return true
  }

  /// Passes the last trip of the level on, once: the officer could take it from anyone at the
  /// level.
  private mutating func level(_ officer: Int, _ roster: Roster, _ circles: Circles) -> Bool {
    let level = circles.circles[circle].level
    guard circles.circles[circle].levels, !levelled, roster.load[officer] == level - 1,
      roster.freeInPeriod.contains(officer, 0)
    else { return false }
    levelled = true
    levelTaker = officer
    for word in rest.indices {
      forEachBit(of: rest[word], from: word << 6) { giver in
        if roster.load[giver] != level || !roster.hasOpenSlot(giver) { return }
        rest[word] &= ~(1 << UInt64(giver & 63))
        reach(giver, taking: ReliefSearch.levelling)
        if goal.officers.contains(giver, 0) { found = .node(giver) }
      }
    }
    if case .node = found { return true }
    return false
  }
}
