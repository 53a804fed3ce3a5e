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
// So the chain is a path in the residual network of officer → week → day → trip → slot.

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
  /// The nodes reached, after a search that failed.
  private(set) var reachedNodes: [Int32] = []
  /// The slots that would have to change hands, after a search that failed.
  private(set) var reachedSlots: [Int32] = []
  /// Whether the last trip of the level was passed on.
  private(set) var levelled = false

  private var round: UInt32 = 0
  private var nodeRound: [UInt32]
  private var slotRound: [UInt32]
  /// The slot that a reached node would take; `start`, or `levelling`.
  private var taking: [Int32]
  /// The node that gives a reached slot up, or ~(the slot of the same trip that its holder takes).
  private var giving: [Int32]
  private var queue: [Int32] = []
  private var seen: OfficerSets
  private var candidates: [UInt64]
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
    goal = Goal(officers: OfficerSets(rows: 1, officers: ground.officerCount))
    seen = OfficerSets(rows: 1, officers: ground.officerCount)
    candidates = Array(repeating: 0, count: seen.words)
    nodeRound = Array(repeating: 0, count: circles.nodeCount)
    taking = Array(repeating: 0, count: circles.nodeCount)
    slotRound = Array(repeating: 0, count: ground.slotCount)
    giving = Array(repeating: 0, count: ground.slotCount)
    limited = ground.dailyLimit != Ground.noLimit || ground.weeklyLimit != Ground.noLimit
  }

  /// Looks for a chain of reliefs inside one circle; whether there is one.
  mutating func run(
    from start: Start, in circle: Int, _ roster: Roster, _ circles: Circles
  ) -> Bool {
    begin(circle)
    switch start {
    case .node(let node):
      reach(node, taking: ReliefSearch.start)
      if node < roster.ground.officerCount { seen.insert(node, 0) }
    case .slot(let slot):
      slotRound[slot] = round
      giving[slot] = ReliefSearch.start
      reachedSlots.append(Int32(slot))
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
    var node = node
    if taking[node] == ReliefSearch.levelling { node = levelTaker }
    if taking[node] == ReliefSearch.start { return nil }
    let slot = Int(taking[node])
    moves.append(Move(slot: slot, officer: circles.node(node).officer))
    return slot
  }

  private mutating func begin(_ circle: Int) {
    if round == UInt32.max {
      for node in nodeRound.indices { nodeRound[node] = 0 }
      for slot in slotRound.indices { slotRound[slot] = 0 }
      round = 0
    }
    round += 1
    self.circle = circle
    found = .nothing
    levelled = false
    queue.removeAll(keepingCapacity: true)
    reachedNodes.removeAll(keepingCapacity: true)
    reachedSlots.removeAll(keepingCapacity: true)
    seen.clear(0)
  }

  @inline(__always)
  private mutating func reach(_ node: Int, taking slot: Int32) {
    nodeRound[node] = round
    taking[node] = slot
    queue.append(Int32(node))
    reachedNodes.append(Int32(node))
  }

  /// Goes on from a node: each open slot that counts for it may be given up.
  private mutating func visit(_ node: Int, _ roster: Roster, _ circles: Circles) -> Bool {
    switch circles.node(node) {
    case .officer(let officer):
      if level(officer, roster, circles) { return true }
      return roster.firstOpenSlot(of: officer) { slot in
        give(slot, by: node, of: officer, .officer, roster, circles)
      }
    case .week(let week, let officer):
      return roster.firstOpenSlot(of: officer) { slot in
        Int(roster.ground.places[slot].week) == week
          && give(slot, by: node, of: officer, .week, roster, circles)
      }
    case .day(let day, let officer):
      return roster.firstOpenSlot(of: officer) { slot in
        Int(roster.ground.places[slot].day) == day
          && give(slot, by: node, of: officer, .day, roster, circles)
      }
    }
  }

  private enum Scope: Int {
    case officer, week, day
  }

  /// Reaches a slot of an officer, unless it counts in a full week or day of another circle.
  @inline(__always)
  private mutating func give(
    _ slot: Int, by node: Int, of officer: Int, _ scope: Scope, _ roster: Roster,
    _ circles: Circles
  ) -> Bool {
    // Even for a slot that is reached already: the full week or day on the way still counts.
    if limited {
      let place = roster.ground.places[slot]
      let (day, week) = (Int(place.day), Int(place.week))
      if scope != .day && !roster.freeOnDay.contains(officer, day)
        && !pass(circles.dayNode(officer, day), circles)
      {
        return false
      }
      if scope == .officer && !roster.freeInWeek.contains(officer, week)
        && !pass(circles.weekNode(officer, week), circles)
      {
        return false
      }
    }
    if slotRound[slot] == round { return false }
    slotRound[slot] = round
    giving[slot] = Int32(node)
    reachedSlots.append(Int32(slot))
    return relieve(slot, roster, circles)
  }

  /// Whether a full week or day on the way belongs to the circle; if so it counts as reached.
  private mutating func pass(_ node: Int, _ circles: Circles) -> Bool {
    guard circles.of(node) == circle else { return false }
    if nodeRound[node] != round {
      nodeRound[node] = round
      reachedNodes.append(Int32(node))
    }
    return true
  }

  /// Reaches everyone who could take a slot; whether the goal is among them.
  private mutating func relieve(_ slot: Int, _ roster: Roster, _ circles: Circles) -> Bool {
    let place = roster.ground.places[slot]
    let row = Int(place.row)
    for word in candidates.indices { candidates[word] = roster.ground.eligible[row, word] }
    for other in roster.ground.slots(of: Int(place.trip)) {
      let holder = roster.holder[other]
      if holder == Roster.nobody { continue }
      candidates[Int(holder) >> 6] &= ~(1 << UInt64(holder & 63))
      if other != slot && !roster.pinned[other] && slotRound[other] != round
        && roster.ground.isEligible(Int(holder), for: slot)
      {
        slotRound[other] = round
        giving[other] = ~Int32(slot)
        reachedSlots.append(Int32(other))
        if other == goal.slot {
          found = .slot(other)
          return true
        }
        queue.append(~Int32(other))
      }
    }
    let members = circles.circles[circle].row
    for word in candidates.indices {
      var fresh = candidates[word]
      if fresh == 0 { continue }
      if limited {
        let free =
          fresh & roster.freeOnDay[Int(place.day), word] & roster.freeInWeek[Int(place.week), word]
        if free != fresh && reachFull(fresh & ~free, word, slot, roster, circles) { return true }
        fresh = free
      }
      fresh &= circles.members[members, word] & ~seen[0, word]
      if fresh == 0 { continue }
      seen[0, word] |= fresh
      forEachBit(of: fresh, from: word << 6) { reach($0, taking: Int32(slot)) }
      let hit = fresh & goal.officers[0, word]
      if hit != 0 {
        found = .node(word << 6 + hit.trailingZeroBitCount)
        return true
      }
    }
    return false
  }

  /// Reaches the full weeks and days of officers who could take a slot only if relieved there.
  private mutating func reachFull(
    _ officers: UInt64, _ word: Int, _ slot: Int, _ roster: Roster, _ circles: Circles
  ) -> Bool {
    var hit = ReliefSearch.Goal.none
    forEachBit(of: officers, from: word << 6) { officer in
      let node = circles.entrance(of: officer, to: roster.ground.places[slot], roster)
      if nodeRound[node] == round || circles.of(node) != circle { return }
      reach(node, taking: Int32(slot))
      if node == goal.week || node == goal.day { hit = node }
    }
    if hit == Goal.none { return false }
    found = .node(hit)
    return true
  }

  /// Passes the last trip of the level on, once: the officer could take it from anyone at the level.
  private mutating func level(_ officer: Int, _ roster: Roster, _ circles: Circles) -> Bool {
    let (members, level) = (circles.circles[circle].row, circles.circles[circle].level)
    guard !levelled, circles.circles[circle].levels, roster.load[officer] == level - 1,
      roster.freeInPeriod.contains(officer, 0)
    else { return false }
    levelled = true
    levelTaker = officer
    for word in candidates.indices {
      forEachBit(of: circles.members[members, word] & ~seen[0, word], from: word << 6) { giver in
        if roster.load[giver] == level && roster.hasOpenSlot(giver) {
          seen.insert(giver, 0)
          reach(giver, taking: ReliefSearch.levelling)
          if goal.officers.contains(giver, 0) { found = .node(giver) }
        }
      }
    }
    if case .node = found { return true }
    return false
  }
}
