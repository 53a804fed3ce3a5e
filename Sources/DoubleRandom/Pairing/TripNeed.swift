// How many officers of a certain circle a trip cannot do without: Hall's theorem within one team.
//
//   slots      s1   s2   s3        Other eligible people are few: s1 and s2 have only x besides the
//              │ ╲  ╱             circle, s3 has many. So one of s1, s2 must be filled from the
//   others     ╰─ x    …          circle: the need is 1, and s1, s2 are the slots that ask for it.

/// The slots of a trip that ask for certain officers, and how many of these they must have.
struct TripNeed: Sendable {
  /// The slots that together have too few other people, ascending.
  var slots: [Int]
  /// The other people who are eligible for any of them.
  var others: [Int]
  /// How many of the slots only the officers can fill.
  var count: Int { slots.count - others.count }

  static let none = TripNeed(slots: [], others: [])
}

extension Ground {
  /// What a trip needs of certain officers, given by day: with others in as many slots as possible.
  ///
  /// Of all sets of slots that prove the need, it names the smallest.
  func need(of trip: Int, for officers: OfficerSets) -> TripNeed {
    let team = slots(of: trip)
    let slots = team.filter { !hasOthers(team.count, $0, officers) }
    if slots.isEmpty { return .none }
    var matching = OthersMatching(slots.map { others($0, officers) })
    let unmatched = slots.indices.filter { !matching.fill($0) }
    if unmatched.isEmpty { return .none }
    let asking = matching.reach(unmatched)
    let eligible = Set(asking.flatMap { matching.others[$0] })
    return TripNeed(slots: asking.map { slots[$0] }, others: eligible.sorted())
  }

  /// Whether at least so many people besides the officers may fill a slot.
  private func hasOthers(_ count: Int, _ slot: Int, _ officers: OfficerSets) -> Bool {
    let place = places[slot]
    var found = 0
    for word in 0..<officers.words {
      let others = eligible[Int(place.row), word] & ~officers[Int(place.day), word]
      found += others.nonzeroBitCount
      if found >= count { return true }
    }
    return false
  }

  private func others(_ slot: Int, _ officers: OfficerSets) -> [Int] {
    let place = places[slot]
    var list: [Int] = []
    for word in 0..<officers.words {
      let others = eligible[Int(place.row), word] & ~officers[Int(place.day), word]
      forEachBit(of: others, from: word << 6) { list.append($0) }
    }
    return list
  }
}

/// A matching of a few slots, by index, with the few others who may fill them.
private struct OthersMatching {
  let others: [[Int]]
  /// The slot of each of the others who has one.
  private var slotOf: [Int: Int] = [:]

  init(_ others: [[Int]]) { self.others = others }

  /// Fills one more slot, moving others if that helps; whether it could.
  mutating func fill(_ slot: Int) -> Bool {
    var tried: Set<Int> = []
    return fill(slot, &tried)
  }

  private mutating func fill(_ slot: Int, _ tried: inout Set<Int>) -> Bool {
    for other in others[slot] where tried.insert(other).inserted {
      if let taken = slotOf[other], !fill(taken, &tried) { continue }
      slotOf[other] = slot
      return true
    }
    return false
  }

  /// The slots that could be the unmatched ones instead, these included, ascending.
  func reach(_ unmatched: [Int]) -> [Int] {
    var reached = unmatched
    var next = 0
    while next < reached.count {
      for other in others[reached[next]] {
        if let slot = slotOf[other], !reached.contains(slot) { reached.append(slot) }
      }
      next += 1
    }
    return reached.sorted()
  }
}
