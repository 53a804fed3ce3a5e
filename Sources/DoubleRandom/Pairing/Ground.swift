// The problem as the solver walks on it: every slot a number, every eligibility a row of bits.
//
// Slots are numbered through all trips, so that most of what the solver knows is an array over
// slots. Slots with the same class, day, recusals and avoided unit share one row; memory is rows ×
// officers bits. Nothing here changes while a pairing is found.

/// What stays fixed while a pairing is found.
struct Ground: Sendable {
  /// Where a slot stands.
  struct Place: Sendable {
    var trip: Int32
    var day: Int32
    /// Number of the week, counted from 0 in ascending order.
    var week: Int32
    /// The row of `eligible`.
    var row: Int32
  }

  let officerCount: Int
  let dayCount: Int
  let weekCount: Int
  /// The first slot of each trip, and at the end the number of slots.
  let firstSlot: [Int]
  let places: [Place]
  /// The eligibility class of each slot, as the problem numbers it.
  let eligibilities: [Int32]
  /// The week of each day, by its number.
  let weekOfDay: [Int32]
  /// Who may fill a slot on its day, by the row of its place.
  let eligible: OfficerSets
  /// Most trips in the period, a day, a week; `noLimit` where there is none.
  let periodLimit: [Int32]
  let dailyLimit: Int32
  let weeklyLimit: Int32
  let carriedLoad: [Int]
  /// The days of each officer's trips that are decided already.
  let engagements: [[Int32]]

  static let noLimit = Int32.max

  init(_ problem: PairingProblem) {
    officerCount = problem.officers.count
    dayCount = problem.days.count
    let weeks = Array(Set(problem.days.map(\.week))).sorted()
    weekCount = weeks.count
    periodLimit = problem.officers.map { limit($0.periodLimit) }
    dailyLimit = limit(problem.dailyLimit)
    weeklyLimit = limit(problem.weeklyLimit)
    carriedLoad = problem.officers.map(\.carriedLoad)
    engagements = problem.officers.map(\.engagements)

    var weekNumber: [Int: Int32] = [:]
    for (number, week) in weeks.enumerated() { weekNumber[week] = Int32(number) }
    let weekOfDay = problem.days.map { weekNumber[$0.week]! }
    self.weekOfDay = weekOfDay
    eligibilities = problem.trips.flatMap { $0.slots.map { Int32($0.eligibility) } }
    var rows = EligibilityRows(problem)
    var firstSlot: [Int] = []
    var places: [Place] = []
    for (number, trip) in problem.trips.enumerated() {
      firstSlot.append(places.count)
      let week = weekOfDay[trip.day]
      for slot in trip.slots {
        let row = Int32(rows.row(of: slot, in: trip))
        places.append(Place(trip: Int32(number), day: Int32(trip.day), week: week, row: row))
      }
    }
    firstSlot.append(places.count)
    self.firstSlot = firstSlot
    self.places = places
    eligible = rows.eligible
  }

  var slotCount: Int { places.count }
  var tripCount: Int { firstSlot.count - 1 }

  /// The slots of a trip.
  @inline(__always)
  func slots(of trip: Int) -> Range<Int> {
    firstSlot[trip]..<firstSlot[trip &+ 1]
  }

  @inline(__always)
  func isEligible(_ officer: Int, for slot: Int) -> Bool {
    eligible.contains(officer, Int(places[slot].row))
  }
}

private func limit(_ declared: Int?) -> Int32 {
  declared.map { Int32(clamping: $0) } ?? Ground.noLimit
}

/// Makes one row of bits for each distinct eligibility.
private struct EligibilityRows {
  private struct Key: Hashable {
    var eligibility: Int
    var day: Int
    var avoidedUnit: Int?
    var excluded: [Int32]
  }

  private(set) var eligible: OfficerSets
  private let problem: PairingProblem
  private let classes: OfficerSets
  private let absent: OfficerSets
  private var rows: [Key: Int] = [:]
  private var units: [Int: [Int32]] = [:]

  init(_ problem: PairingProblem) {
    self.problem = problem
    let count = problem.officers.count
    classes = EligibilityRows.sets(problem.classes, count)
    absent = EligibilityRows.sets(problem.days.map(\.absent), count)
    eligible = OfficerSets(rows: 0, officers: count)
    for (number, officer) in problem.officers.enumerated() {
      if let unit = officer.unit { units[unit, default: []].append(Int32(number)) }
    }
  }

  mutating func row(of slot: PairingProblem.Slot, in trip: PairingProblem.Trip) -> Int {
    let key = Key(
      eligibility: slot.eligibility, day: trip.day, avoidedUnit: trip.avoidedUnit,
      excluded: trip.excluded)
    if let row = rows[key] { return row }
    let row = eligible.append(slot.eligibility, of: classes)
    for word in 0..<eligible.words { eligible[row, word] &= ~absent[trip.day, word] }
    for officer in key.excluded { eligible.remove(Int(officer), row) }
    if let unit = trip.avoidedUnit {
      for officer in units[unit] ?? [] { eligible.remove(Int(officer), row) }
    }
    rows[key] = row
    return row
  }

  private static func sets(_ lists: [[Int32]], _ count: Int) -> OfficerSets {
    var sets = OfficerSets(rows: lists.count, officers: count)
    for (row, list) in lists.enumerated() {
      for officer in list { sets.insert(Int(officer), row) }
    }
    return sets
  }
}
