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
    /// A trip has fewer eligible people than slots.
    case tooFewPeople
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
  /// The slots of these trips that nobody but the officers may fill, ascending.
  public var places: [Place]
  /// All who may fill any of the places, ascending.
  public var officers: [Int]
  /// Most places that the officers can fill.
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
    let starved = Set(bottleneck.unstaffed)
    let slots = (0..<ground.slotCount).filter { slot in
      (roster.holder[slot] != Roster.nobody || starved.contains(Int(ground.places[slot].trip)))
        && bottleneck.concerns(slot, ground)
    }
    var officers = OfficerSets(rows: 1, officers: ground.officerCount)
    for day in 0..<ground.dayCount { officers.unite(0, with: day, of: bottleneck.officers) }
    self.init(
      bottleneck.rule, Int(bottleneck.eligibility), starved, slots, officers,
      capacity: bottleneck.capacity, limitedCount: bottleneck.limitedCount, ground)
  }

  /// The witness of a slot for which people are missing on the trip itself, after a search for it
  /// failed.
  init(_ slot: Int, _ search: ReliefSearch, _ ground: Ground) {
    let slots = (0..<ground.slotCount).filter { search.hasReached(slot: $0) }
    var officers = OfficerSets(rows: 1, officers: ground.officerCount)
    for slot in slots { officers.unite(0, with: Int(ground.places[slot].row), of: ground.eligible) }
    self.init(
      .tooFewPeople, Int(ground.eligibilities[slot]), [Int(ground.places[slot].trip)], slots,
      officers, capacity: slots.count - 1, limitedCount: 0, ground)
  }

  private init(
    _ rule: Rule, _ eligibility: Int, _ starved: Set<Int>, _ slots: [Int],
    _ officers: OfficerSets, capacity: Int, limitedCount: Int, _ ground: Ground
  ) {
    self.rule = rule
    self.eligibility = eligibility
    self.capacity = capacity
    self.officers = officers.list(0)
    unstaffed = starved.sorted()
    staffed = Set(slots.map { Int(ground.places[$0].trip) }).subtracting(starved).sorted()
    places = slots.map { slot in
      let trip = Int(ground.places[slot].trip)
      return Place(trip: trip, slot: slot - ground.firstSlot[trip])
    }
    let shortage = slots.count - capacity
    let most = ground.mostTrips(of: slots, by: self.officers)
    moreOfficers = (shortage + most - 1) / most
    higherLimit = limitedCount == 0 ? nil : (shortage + limitedCount - 1) / limitedCount
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
