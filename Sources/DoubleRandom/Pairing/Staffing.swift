// Step 1 of a pairing: which trips have a team. Whole teams, in ticket order, as far as they go.
//
// A trip is staffed if it and all those staffed before it can be filled together. Earlier trips may
// change officers for it, but never lose one: a dead end of first come, first served costs no team.

extension Roster {
  /// Fills trips whole, in the given order, as far as they can be filled together.
  ///
  /// - Returns: what starves each trip that stays empty, in the same order.
  mutating func staff(_ order: [Int], _ search: inout ReliefSearch, _ circles: Circles) -> [Shortage]
  {
    var shortages: [Shortage] = []
    search.goal = ReliefSearch.Goal(officers: freeInPeriod)
    for trip in order {
      let slots = ground.slots(of: trip)
      for slot in slots where !staff(slot, &search, circles) {
        let shortage = Shortage(of: slot, search, self, circles)
        for filled in slots.lowerBound..<slot { vacate(filled) }
        shortages.append(shortage)
        break
      }
    }
    return shortages
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
