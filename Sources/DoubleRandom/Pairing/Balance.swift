// Step 2 of a pairing: loads as equal as the rules allow, Σ load² minimal.
//
// Σ load² can fall only by a chain that takes a trip from an officer and gives one to another whose
// load is smaller by two or more. From the largest load downward: relieve an officer as long as
// such a chain ends with him; when none does, nobody who could relieve him will ever change loads
// again. They all settle in one circle, whose loads differ by one at most where they could differ
// by choice.

extension Roster {
  /// Makes Σ load² minimal and parts the nodes into circles of equal level.
  mutating func balance(_ search: inout ReliefSearch, _ circles: inout Circles) {
    var bound = Int.max
    while let level = highestUnsettled(below: bound, circles) {
      settle(level, &search, &circles)
      bound = level
    }
  }

  /// The largest load below a bound of an officer who is not settled and has a trip to give.
  private func highestUnsettled(below bound: Int, _ circles: Circles) -> Int? {
    var highest: Int?
    for officer in load.indices where circles.of(officer) == 0 && hasOpenSlot(officer) {
      if load[officer] < bound { highest = max(highest ?? 0, load[officer]) }
    }
    return highest
  }

  /// Relieves every officer of this load who can be relieved, and settles the others.
  private mutating func settle(
    _ level: Int, _ search: inout ReliefSearch, _ circles: inout Circles
  ) {
    let settled = circles.add(level: level, levels: true)
    search.goal = ReliefSearch.Goal(officers: freeInPeriod)
    for officer in load.indices where load[officer] > level - 2 {
      search.goal.officers.remove(officer, 0)
    }
    for officer in load.indices
    where load[officer] == level && hasOpenSlot(officer) && circles.of(officer) == 0 {
      if search.run(from: .node(officer), in: 0, self, circles) {
        let moves = search.chain(self, circles)
        make(moves)
        let taker = moves[0].officer
        if load[taker] > level - 2 || !freeInPeriod.contains(taker, 0) {
          search.goal.officers.remove(taker, 0)
        }
      } else {
        circles.move(search.reachedNodes, from: 0, to: settled)
      }
    }
  }
}
