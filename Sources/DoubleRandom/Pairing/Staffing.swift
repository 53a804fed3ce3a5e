// Step 1 of a pairing: which trips have a team. Whole teams, in ticket order, as far as they go.
//
// A trip is staffed if it and all those staffed before it can be filled together. Earlier trips may
// change officers for it, but never lose one: a dead end of first come, first served costs no team.

extension Roster {
  /// Fills trips whole, in the given order, as far as they can be filled together.
  ///
  /// - Returns: what starves the trips that stay empty.
  mutating func staff(_ order: [Int], _ search: inout ReliefSearch, _ circles: Circles) -> [Witness]
  {
    var bottlenecks: [Bottleneck] = []
    for trip in order where !turnAway(trip, &bottlenecks) {
      let slots = ground.slots(of: trip)
      guard let slot = slots.first(where: { !staff($0, &search, circles) }) else {
        for index in bottlenecks.indices { bottlenecks[index].admit(trip, ground) }
        continue
      }
      for filled in slots.lowerBound..<slot { vacate(filled) }
      bottlenecks.append(Bottleneck(trip, reached: search.reachedNodes, self, circles))
    }
    return bottlenecks.map { Witness($0, self) }
  }

  /// The trips that have a team, ascending.
  var staffedTrips: [Int] {
    (0..<ground.tripCount).filter { trip in
      ground.slots(of: trip).allSatisfy { holder[$0] != Roster.nobody }
    }
  }

  /// Whether one of the bottlenecks has no room for a trip.
  private func turnAway(_ trip: Int, _ bottlenecks: inout [Bottleneck]) -> Bool {
    for index in bottlenecks.indices where bottlenecks[index].turnsAway(trip, ground) {
      return true
    }
    return false
  }

  /// Fills one slot, by a free officer or by a chain of reliefs that ends with one.
  private mutating func staff(
    _ slot: Int, _ search: inout ReliefSearch, _ circles: Circles
  ) -> Bool {
    if let officer = leastLoaded(for: slot) {
      fill(slot, with: officer)
      return true
    }
    search.goal.officers = freeInPeriod
    guard search.run(from: .slot(slot), in: 0, self, circles) else { return false }
    make(search.chain(self, circles))
    return true
  }

  /// The free officer with the smallest load who could take an empty slot at once.
  private func leastLoaded(for slot: Int) -> Int? {
    let place = ground.places[slot]
    let (day, week) = (Int(place.day), Int(place.week))
    var best: Int?
    for word in 0..<freeInPeriod.words {
      let free =
        ground.eligible[Int(place.row), word] & freeInPeriod[0, word]
        & freeInWeek[week, word] & freeOnDay[day, word]
      forEachBit(of: free, from: word << 6) { officer in
        if best.map({ load[officer] < load[$0] }) ?? true,
          self.slot(of: officer, beside: slot) == nil
        {
          best = officer
        }
      }
    }
    return best
  }
}
