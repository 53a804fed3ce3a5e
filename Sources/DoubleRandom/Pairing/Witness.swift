// Why a trip has no team: what the failed search has reached, as data.

struct Shortage {
  var slot: Int
  init(of slot: Int, _ search: ReliefSearch, _ roster: Roster, _ circles: Circles) {
    self.slot = slot
  }
}
