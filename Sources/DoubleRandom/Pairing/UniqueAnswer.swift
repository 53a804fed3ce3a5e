// Step 3 of a pairing: among all assignments of equal balance, the one whose edge tickets, sorted
// ascending, are lexicographically smallest.
//
// Edges are walked in ticket order. An edge is kept if the officer can take the slot at no cost,
// that is if a chain of reliefs leads from the slot's present holder back to the officer: a closed
// round, in which everyone gives and takes. The round is made and the slot pinned. If there is
// none, the search has shown a set of officers that nobody outside can enter: their circle is
// split, and edges across the cut are never tried again.

extension Roster {
  /// Pins every filled slot to its officer in the one answer that the protocol defines.
  mutating func pinAll(
    _ tickets: EdgeTickets, _ search: inout ReliefSearch, _ circles: inout Circles
  ) {
    var windows = EdgeWindows(tickets, self)
    while let window = windows.next(&self, circles) {
      for edge in window where !pinned[Int(edge.slot)] {
        if take(Int(edge.slot), by: Int(edge.officer), &search, &circles) { pin(Int(edge.slot)) }
      }
    }
  }

  /// Gives a slot to an officer if that costs nothing; whether he has it now.
  private mutating func take(
    _ slot: Int, by officer: Int, _ search: inout ReliefSearch, _ circles: inout Circles
  ) -> Bool {
    if holder[slot] == Int32(officer) { return true }
    if let own = self.slot(of: officer, beside: slot) {
      return !pinned[own] && move(officer, from: own, to: slot, &search, &circles)
    }
    let place = ground.places[slot]
    if barredOnDay.contains(officer, Int(place.day)) { return false }
    let entrance = circles.entrance(of: officer, to: place, self)
    let circle = circles.of(entrance)
    guard gives(slot, in: circle, circles) else { return false }
    if let other = firstSlot(of: officer, at: entrance, for: slot, circles) {
      let moves = [
        Move(slot: other, officer: Int(holder[slot])), Move(slot: slot, officer: officer),
      ]
      make(moves, circle, &circles)
      return true
    }
    aim(&search, at: slot, circles)
    if search.run(from: .node(entrance), in: circle, self, circles) {
      make(search.chain(self, circles) + [Move(slot: slot, officer: officer)], circle, &circles)
      return true
    }
    circles.split(circle, reached: search.reachedNodes, levels: search.levelled)
    return false
  }

  /// Moves an officer between two slots of one trip if that costs nothing; whether he has moved.
  private mutating func move(
    _ officer: Int, from own: Int, to slot: Int, _ search: inout ReliefSearch,
    _ circles: inout Circles
  ) -> Bool {
    aim(&search, at: slot, circles)
    var tried: [Int] = []
    for other in ground.slots(of: Int(ground.places[slot].trip))
    where other != own && !pinned[other] {
      let circle = circles.of(entrance(of: other, circles))
      if tried.contains(circle) { continue }
      tried.append(circle)
      if search.run(from: .slot(own), in: circle, self, circles) {
        make(search.chain(self, circles) + [Move(slot: slot, officer: officer)], circle, &circles)
        return true
      }
      circles.split(circle, reached: search.reachedNodes, levels: search.levelled)
    }
    return false
  }

  /// The shortest round: a slot of the officer that the present holder of his new one could take.
  private func firstSlot(
    of officer: Int, at entrance: Int, for slot: Int, _ circles: Circles
  ) -> Int? {
    let place = ground.places[slot]
    let partner = Int(holder[slot])
    var first: Int?
    _ = firstOpenSlot(of: officer) { other in
      let there = ground.places[other]
      if entrance != officer && there.week != place.week { return false }
      if circles.isDay(entrance) && there.day != place.day { return false }
      guard ground.eligible.contains(partner, Int(there.row)),
        there.day == place.day || freeOnDay.contains(partner, Int(there.day)),
        there.week == place.week || freeInWeek.contains(partner, Int(there.week)),
        self.slot(of: partner, beside: other) == nil
      else { return false }
      first = other
      return true
    }
    return first
  }

  /// Sets the goal of a round that begins with the present holder of a slot.
  private func aim(_ search: inout ReliefSearch, at slot: Int, _ circles: Circles) {
    let (holder, place) = (Int(holder[slot]), ground.places[slot])
    search.goal.officers.clear(0)
    search.goal.officers.insert(holder, 0)
    if circles.limitsWeeks { search.goal.week = circles.weekNode(holder, Int(place.week)) }
    if circles.limitsDays { search.goal.day = circles.dayNode(holder, Int(place.day)) }
    search.goal.slot = slot
  }

  /// Whether someone of a circle could leave the trip when the slot's holder must give it up: the
  /// holder himself, or one whose slot he can change to, or one whose slot that one can change to …
  private func gives(_ slot: Int, in circle: Int, _ circles: Circles) -> Bool {
    if circles.of(entrance(of: slot, circles)) == circle { return true }
    let team = ground.slots(of: Int(ground.places[slot].trip))
    var changing = [slot]
    var next = 0
    while next < changing.count {
      let officer = Int(holder[changing[next]])
      next += 1
      for other in team where !pinned[other] && !changing.contains(other) {
        if !ground.isEligible(officer, for: other) { continue }
        if circles.of(entrance(of: other, circles)) == circle { return true }
        changing.append(other)
      }
    }
    return false
  }

  private func entrance(of slot: Int, _ circles: Circles) -> Int {
    circles.entrance(of: Int(holder[slot]), to: ground.places[slot], self)
  }

  /// Makes a round and notes which full weeks and days it went through.
  private mutating func make(_ moves: [Move], _ circle: Int, _ circles: inout Circles) {
    for move in moves where slot(of: move.officer, beside: move.slot) == nil {
      let place = ground.places[move.slot]
      let wasFull = !freeOnDay.contains(move.officer, Int(place.day))
      circles.join(circle, move.officer, at: place, dayWasFull: wasFull)
    }
    make(moves)
  }
}
