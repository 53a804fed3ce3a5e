// Witnesses: why trips have no team, as data that anyone can recount.
//
// A witness names slots, all the officers who may fill them, and how many slots these can fill at
// most. The slots of staffed trips and of any one unstaffed trip outnumber that: so it had to stay
// empty. Sentences are made elsewhere.

/// A set of slots that cannot all be filled, and the rule that starves them.
public struct Witness: Sendable, Equatable {
  /// What limits the officers of a witness; where several do, the one that accounts for most.
  public enum Rule: Sendable, Equatable {
    /// Nobody may fill the slot: qualification, leave, certificate, recusal, jurisdiction.
    case noEligible
    /// The officers' limits of the period are used up.
    case periodLimit
    /// The weekly limit is used up.
    case weeklyLimit
    /// The daily limit is used up.
    case dailyLimit
    /// A trip has fewer eligible people than slots, all limits aside.
    case tooFewPeople
    /// Everyone who could go has gone with the others as often as may be.
    case pairLimit
  }

  /// A slot, as indices (0-based) into the problem's trips and the trip's slots.
  public struct Place: Sendable, Hashable {
    public var trip: Int
    public var slot: Int
  }

  public var rule: Rule
  /// The eligibility class of the slot that first found nobody.
  public var eligibility: Int
  /// The trips without a team that this explains, ascending.
  public var unstaffed: [Int]
  /// The staffed trips that take up the room, ascending.
  public var staffed: [Int]
  /// The slots of these trips that need the officers, ascending.
  public var places: [Place]
  /// All who may fill any of the places, ascending.
  public var officers: [Int]
  /// Most places that the officers can fill: what their limits leave, and one on each trip for
  /// whoever has room left but is one person.
  public var capacity: Int
  /// How many more officers it takes at least, if each may fill every place within the widest
  /// limit of these officers.
  public var moreOfficers: Int
  /// By how much the limit that `rule` names must rise at least; nil where no limit is at fault.
  public var higherLimit: Int?

  /// How many places there are; more than the capacity.
  public var needed: Int { places.count }
}

extension Witness {
  /// The witness of a bottleneck, when all trips that can be staffed are.
  init(_ bottleneck: Bottleneck, _ roster: Roster) {
    let ground = roster.ground
    rule = bottleneck.rule
    eligibility = Int(bottleneck.eligibility)
    unstaffed = bottleneck.unstaffed.sorted()
    staffed = []
    places = []
    capacity = bottleneck.capacity
    var slots: [Int] = []
    var eligible = OfficerSets(rows: 1, officers: ground.officerCount)
    let starved = Set(unstaffed)
    for trip in (roster.staffedTrips + unstaffed).sorted() {
      let need = bottleneck.need(of: trip, ground)
      if need.count == 0 { continue }
      if !starved.contains(trip) { staffed.append(trip) }
      capacity += need.others.count
      slots += need.slots
      for slot in need.slots {
        eligible.unite(0, with: Int(ground.places[slot].row), of: ground.eligible)
        places.append(Place(trip: trip, slot: slot - ground.firstSlot[trip]))
      }
    }
    officers = eligible.list(0)
    let shortage = slots.count - capacity
    let most = ground.mostTrips(of: slots, by: officers)
    moreOfficers = (shortage + most - 1) / most
    let count = bottleneck.limitedCount
    higherLimit = count == 0 ? nil : (shortage + count - 1) / count
  }
}

extension Ground {
  /// Most trips that one officer who may fill all these slots could take under the widest limit of
  /// these officers, or of all if there are none; at least 1.
  fileprivate func mostTrips(of slots: [Int], by officers: [Int]) -> Int {
    var tripsOfDay: [Int32: Set<Int32>] = [:]
    for slot in slots { tripsOfDay[places[slot].day, default: []].insert(places[slot].trip) }
    var ofWeek: [Int32: Int] = [:]
    for (day, trips) in tripsOfDay {
      ofWeek[weekOfDay[Int(day)], default: 0] += min(Int(dailyLimit), trips.count)
    }
    let most = ofWeek.values.reduce(0) { $0 + min(Int(weeklyLimit), $1) }
    let limits = officers.isEmpty ? periodLimit : officers.map { periodLimit[$0] }
    return max(1, min(most, Int(limits.max() ?? Ground.noLimit)))
  }
}
