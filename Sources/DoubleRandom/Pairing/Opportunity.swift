// What each officer could have expected: on how many trips he might have gone, and how large his
// part in them is if all who may go share alike. Evidence for `workload.csv`, no part of the draw.

/// An officer's chances in a pairing.
public struct Opportunity: Sendable, Equatable {
  /// Trips with a slot that he might fill, limits aside.
  public var trips = 0
  /// His part in the trips that have a team.
  public var share = ExpectedShare()
}

/// A sum of fractions: for each trip, slots over the officers who may fill any of them.
public struct ExpectedShare: Sendable, Equatable {
  /// Officers who share → slots that they share.
  public private(set) var slots: [Int: Int] = [:]

  public init() {}

  public mutating func add(slots count: Int, among officers: Int) {
    slots[officers, default: 0] += count
  }

  public mutating func add(_ other: ExpectedShare) {
    slots.merge(other.slots, uniquingKeysWith: +)
  }

  /// The exact sum by ascending denominator, such as `6/11+84/14`; not reduced, so that slots can
  /// be recounted.
  public var text: String {
    slots.isEmpty
      ? "0" : slots.sorted { $0.key < $1.key }.map { "\($1)/\($0)" }.joined(separator: "+")
  }

  /// Rounded half up to four places; each term is cut off after twelve.
  public var decimal: String {
    let sum = slots.reduce(0) { $0 + $1.value * 1_000_000_000_000 / $1.key }
    let rounded = (sum + 50_000_000) / 100_000_000
    let part = String(rounded % 10_000)
    return "\(rounded / 10_000).\(String(repeating: "0", count: 4 - part.count))\(part)"
  }
}

extension PairingProblem {
  /// The chances of each officer.
  ///
  /// - Parameters:
  ///   - staffed: trips (0-based) that have a team.
  ///   - kinds: of each class; slots of one kind are shared by those who may fill any of them, and
  ///     no officer is of two kinds.
  public func opportunities(staffed: Set<Int>, kinds: [Int]) -> [Opportunity] {
    struct Group: Hashable {
      var kind: Int
      var rows: [Int32]
    }
    let ground = Ground(self)
    var counts: [Group: (trips: Int, staffed: Int)] = [:]
    for (trip, facts) in trips.enumerated() {
      for kind in Set(facts.slots.map { kinds[$0.eligibility] }) {
        let slots = ground.slots(of: trip).filter { kinds[Int(ground.eligibilities[$0])] == kind }
        let group = Group(kind: kind, rows: slots.map { ground.places[$0].row })
        let isStaffed = staffed.contains(trip) ? 1 : 0
        let known = counts[group] ?? (0, 0)
        counts[group] = (known.trips + 1, known.staffed + isStaffed)
      }
    }
    var chances = Array(repeating: Opportunity(), count: officers.count)
    var any = OfficerSets(rows: 1, officers: officers.count)
    for (group, count) in counts {
      any.clear(0)
      for row in group.rows { any.unite(0, with: Int(row), of: ground.eligible) }
      let sharing = any.count(0)
      any.forEach(in: 0) { officer in
        chances[officer].trips += count.trips
        if count.staffed > 0 {
          chances[officer].share.add(slots: group.rows.count * count.staffed, among: sharing)
        }
      }
    }
    return chances
  }

  /// Whether some trips can have all their slots filled together.
  func canStaff(_ some: [Int]) -> Bool {
    var part = self
    part.trips = some.map { trips[$0] }
    let ground = Ground(part)
    let circles = Circles(ground)
    var search = ReliefSearch(ground, circles)
    var roster = Roster(ground)
    return roster.staff(Array(part.trips.indices), &search, circles).isEmpty
  }
}
