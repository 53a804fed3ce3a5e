// What the pairing of one district is asked: officers, days, trips and their slots, in integers.
//
// The plan and the registries have been read; qualifications, leave, certificates, recusals and
// jurisdiction are already sets of officers. Memory is proportional to the classes, the absences
// and the exclusions, never to trips × officers.

/// All officers and trips of one district, ready to be paired.
///
/// An officer may fill a slot of a trip if he belongs to the slot's eligibility class, is not
/// absent on the trip's day, is not excluded from the trip, and is not of the unit that the trip
/// avoids. He fills at most one slot of a trip, and keeps to the three limits.
public struct PairingProblem: Sendable {
  /// One inspector who may be sent out.
  public struct Officer: Sendable {
    /// The officer's reference, exact bytes; no two officers share one. Enters the edge tickets.
    public var id: [UInt8]
    /// Most trips in this period; nil = no limit.
    public var periodLimit: Int?
    /// Trips of earlier periods that the plan declares to count in the load, not in the limits.
    public var carriedLoad: Int
    /// The unit he belongs to, any number; nil = none that a trip could avoid.
    public var unit: Int?
    /// Trips of this period that are decided already, as by an earlier pairing: the day (0-based)
    /// of each. They count in every limit and in the load.
    public var engagements: [Int32]

    public init(
      id: [UInt8], periodLimit: Int? = nil, carriedLoad: Int = 0, unit: Int? = nil,
      engagements: [Int32] = []
    ) {
      self.id = id
      self.periodLimit = periodLimit
      self.carriedLoad = carriedLoad
      self.unit = unit
      self.engagements = engagements
    }
  }

  /// One working day of the schedule.
  public struct Day: Sendable {
    /// The week that the weekly limit counts it in, any number.
    public var week: Int
    /// Officers (0-based) who cannot go on this day: on leave, or without a valid certificate.
    public var absent: [Int32]

    public init(week: Int, absent: [Int32] = []) {
      self.week = week
      self.absent = absent
    }
  }

  /// One place in a trip's team.
  public struct Slot: Sendable {
    /// `leader`, `member1`, `expert1`, `department:X:1` …; enters the edge tickets. No two slots of
    /// a trip share a name, and none contains `|`.
    public var name: String
    /// Who may fill it: an index (0-based) into the problem's `classes`.
    public var eligibility: Int

    public init(name: String, eligibility: Int) {
      self.name = name
      self.eligibility = eligibility
    }
  }

  /// One trip: a team on a day.
  public struct Trip: Sendable {
    /// The target id of its first visit, exact bytes; no two trips share one. Makes Kt.
    public var id: [UInt8]
    /// An index (0-based) into the problem's `days`.
    public var day: Int
    /// The places to fill, all of them or none.
    public var slots: [Slot]
    /// Officers (0-based) recused from the trip.
    public var excluded: [Int32]
    /// The unit whose officers stay away; nil = none.
    public var avoidedUnit: Int?

    public init(
      id: [UInt8], day: Int, slots: [Slot], excluded: [Int32] = [], avoidedUnit: Int? = nil
    ) {
      self.id = id
      self.day = day
      self.slots = slots
      self.excluded = excluded
      self.avoidedUnit = avoidedUnit
    }
  }

  public var officers: [Officer]
  /// Eligibility classes, shared by slots: officers (0-based) of each.
  public var classes: [[Int32]]
  public var days: [Day]
  public var trips: [Trip]
  /// Most trips of an officer on one day; nil = no limit.
  public var dailyLimit: Int?
  /// Most trips of an officer in one week; nil = no limit.
  public var weeklyLimit: Int?

  public init(
    officers: [Officer], classes: [[Int32]], days: [Day], trips: [Trip],
    dailyLimit: Int? = nil, weeklyLimit: Int? = nil
  ) {
    self.officers = officers
    self.classes = classes
    self.days = days
    self.trips = trips
    self.dailyLimit = dailyLimit
    self.weeklyLimit = weeklyLimit
  }
}

extension PairingProblem {
  /// Stops if the problem contradicts itself; what users can get wrong is found before it is built.
  func check() {
    precondition(Set(officers.map(\.id)).count == officers.count, "officers share an id")
    precondition(Set(trips.map(\.id)).count == trips.count, "trips share an id")
    precondition(officers.allSatisfy { $0.carriedLoad >= 0 && $0.periodLimit ?? 0 >= 0 })
    for officer in officers {
      precondition(officer.engagements.allSatisfy { $0 >= 0 && Int($0) < days.count })
    }
    precondition(dailyLimit ?? 0 >= 0 && weeklyLimit ?? 0 >= 0)
    func known(_ list: [Int32]) -> Bool {
      list.allSatisfy { $0 >= 0 && Int($0) < officers.count }
    }
    precondition(classes.allSatisfy(known) && days.allSatisfy { known($0.absent) })
    for trip in trips {
      precondition(days.indices.contains(trip.day) && known(trip.excluded))
      for (number, slot) in trip.slots.enumerated() {
        precondition(classes.indices.contains(slot.eligibility))
        precondition(!slot.name.utf8.contains(UInt8(ascii: "|")), "a slot's name contains |")
        precondition(!trip.slots[..<number].contains { $0.name == slot.name }, "twin slots")
      }
    }
  }
}
