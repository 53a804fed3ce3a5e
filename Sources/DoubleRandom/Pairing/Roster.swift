// Who goes where, at one moment of the search, and who is still free.
//
//   slot ──holder──▶ officer ──open slots──▶ slot ⇄ slot ⇄ slot      (a list through the slots)
//   officer ── duty, load; in each week; on each day ── and a bit where there is room left
//
// The limits nest: a trip counts on its day, the day in its week, the week in the period.

/// An assignment of officers to slots under construction, with its counts.
struct Roster: Sendable {
  let ground: Ground
  /// The officer in each slot; `nobody` if it is empty.
  private(set) var holder: [Int32]
  /// Slots whose holder is decided for good.
  private(set) var pinned: [Bool]
  /// Trips of this period, by officer, those decided before included.
  private(set) var duty: [Int32]
  /// Trips of this period and carried ones, by officer.
  private(set) var load: [Int]
  /// Who has room left in the period (one row), in a week, on a day (a row each).
  private(set) var freeInPeriod: OfficerSets
  private(set) var freeInWeek: OfficerSets
  private(set) var freeOnDay: OfficerSets
  /// By day: officers whose day or week is full of pinned slots; they neither give nor take there.
  private(set) var barredOnDay: OfficerSets

  /// Heads of the lists of open slots: filled, not pinned.
  private var firstOpen: [Int32]
  private var nextOpen: [Int32]
  private var previousOpen: [Int32]
  private var weekDuty: [Int32]
  private var dayDuty: [Int32]
  private var weekPins: [Int32]
  private var dayPins: [Int32]

  static let nobody: Int32 = -1

  init(_ ground: Ground) {
    self.ground = ground
    let officers = ground.officerCount
    holder = Array(repeating: Roster.nobody, count: ground.slotCount)
    pinned = Array(repeating: false, count: ground.slotCount)
    duty = Array(repeating: 0, count: officers)
    load = ground.carriedLoad
    firstOpen = Array(repeating: Roster.nobody, count: officers)
    nextOpen = holder
    previousOpen = holder
    weekDuty = Array(repeating: 0, count: officers * ground.weekCount)
    dayDuty = Array(repeating: 0, count: officers * ground.dayCount)
    (weekPins, dayPins) = (weekDuty, dayDuty)
    freeInPeriod = OfficerSets(rows: 1, officers: officers, full: true)
    for officer in 0..<officers where ground.periodLimit[officer] == 0 {
      freeInPeriod.remove(officer, 0)
    }
    freeInWeek = OfficerSets(
      rows: ground.weekCount, officers: officers, full: ground.weeklyLimit > 0)
    freeOnDay = OfficerSets(rows: ground.dayCount, officers: officers, full: ground.dailyLimit > 0)
    barredOnDay = OfficerSets(rows: ground.dayCount, officers: officers)
    for officer in 0..<officers {
      for day in ground.engagements[officer] { count(officer, Int(day), 1) }
    }
  }

  /// Puts an officer into an empty slot.
  mutating func fill(_ slot: Int, with officer: Int) {
    assert(holder[slot] == Roster.nobody && !pinned[slot])
    holder[slot] = Int32(officer)
    link(slot, to: officer)
    count(officer, Int(ground.places[slot].day), 1)
  }

  /// Takes the holder out of a slot and returns him.
  @discardableResult
  mutating func vacate(_ slot: Int) -> Int {
    assert(holder[slot] != Roster.nobody && !pinned[slot])
    let officer = Int(holder[slot])
    holder[slot] = Roster.nobody
    unlink(slot, from: officer)
    count(officer, Int(ground.places[slot].day), -1)
    return officer
  }

  /// Decides that a slot keeps its holder: it counts for him, but can no longer be passed on.
  mutating func pin(_ slot: Int) {
    assert(holder[slot] != Roster.nobody && !pinned[slot])
    let officer = Int(holder[slot])
    pinned[slot] = true
    unlink(slot, from: officer)
    let (day, week) = (Int(ground.places[slot].day), Int(ground.places[slot].week))
    let (inWeek, onDay) = (officer * ground.weekCount + week, officer * ground.dayCount + day)
    weekPins[inWeek] += 1
    dayPins[onDay] += 1
    if dayPins[onDay] == ground.dailyLimit { barredOnDay.insert(officer, day) }
    if weekPins[inWeek] == ground.weeklyLimit {
      for day in 0..<ground.dayCount where Int(ground.weekOfDay[day]) == week {
        barredOnDay.insert(officer, day)
      }
    }
  }

  /// Makes every move of a chain: first all holders leave, then all newcomers enter.
  mutating func make(_ moves: [Move]) {
    for move in moves where holder[move.slot] != Roster.nobody { vacate(move.slot) }
    for move in moves { fill(move.slot, with: move.officer) }
  }

  /// Whether the officer fills another slot of this slot's trip, and which.
  @inline(__always)
  func slot(of officer: Int, beside slot: Int) -> Int? {
    for other in ground.slots(of: Int(ground.places[slot].trip))
    where other != slot && holder[other] == Int32(officer) {
      return other
    }
    return nil
  }

  /// Those of a trip's officers who stand in one word of a set.
  @inline(__always)
  func team(of trip: Int, in word: Int) -> UInt64 {
    var bits: UInt64 = 0
    for slot in ground.slots(of: trip) {
      let officer = holder[slot]
      if Int(officer) >> 6 == word { bits |= 1 << UInt64(officer & 63) }
    }
    return bits
  }

  @inline(__always)
  func hasOpenSlot(_ officer: Int) -> Bool {
    firstOpen[officer] != Roster.nobody
  }

  /// Calls `body` with each open slot of an officer until it returns true; whether it did.
  @inline(__always)
  func firstOpenSlot(of officer: Int, where body: (Int) -> Bool) -> Bool {
    var slot = firstOpen[officer]
    while slot != Roster.nobody {
      if body(Int(slot)) { return true }
      slot = nextOpen[Int(slot)]
    }
    return false
  }

  /// Counts a trip on a day for an officer, or takes it off.
  private mutating func count(_ officer: Int, _ day: Int, _ change: Int32) {
    let week = Int(ground.weekOfDay[day])
    let (inWeek, onDay) = (officer * ground.weekCount + week, officer * ground.dayCount + day)
    duty[officer] += change
    load[officer] += Int(change)
    weekDuty[inWeek] += change
    dayDuty[onDay] += change
    freeInPeriod.set(officer, 0, duty[officer] < ground.periodLimit[officer])
    freeInWeek.set(officer, week, weekDuty[inWeek] < ground.weeklyLimit)
    freeOnDay.set(officer, day, dayDuty[onDay] < ground.dailyLimit)
  }

  private mutating func link(_ slot: Int, to officer: Int) {
    let old = firstOpen[officer]
    nextOpen[slot] = old
    previousOpen[slot] = Roster.nobody
    if old != Roster.nobody { previousOpen[Int(old)] = Int32(slot) }
    firstOpen[officer] = Int32(slot)
  }

  private mutating func unlink(_ slot: Int, from officer: Int) {
    let (before, after) = (previousOpen[slot], nextOpen[slot])
    if before == Roster.nobody { firstOpen[officer] = after } else { nextOpen[Int(before)] = after }
    if after != Roster.nobody { previousOpen[Int(after)] = before }
  }
}

/// An officer enters a slot, in place of whoever held it.
struct Move: Sendable {
  var slot: Int
  var officer: Int
}
