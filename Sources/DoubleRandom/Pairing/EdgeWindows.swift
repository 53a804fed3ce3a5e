// The edges that can still decide something, window by window in ticket order.
//
//   0       w       2w              4w                              8w …                      2^64
//   |───────|───────|───────────────|───────────────────────────────|── … ─────────────────────|
//
// Each window holds the edges of open slots and of officers in the circles of their teams. A slot
// that only its holder could fill is pinned without looking at tickets.

import Sampling

/// A walk over edges in ticket order, by windows of their tickets' first 64 bits.
struct EdgeWindows {
  private let tickets: EdgeTickets
  /// Trips that still have an open slot.
  private var trips: [Int]
  private var next: ClosedRange<UInt64>?
  private var officers: [Int32] = []

  /// Edges a slot that the first window holds on average, found by trial.
  private static let firstEdges = 12

  init(_ tickets: EdgeTickets, _ roster: Roster) {
    self.tickets = tickets
    let ground = roster.ground
    trips = (0..<ground.tripCount).filter { trip in
      ground.slots(of: trip).contains { roster.holder[$0] != Roster.nobody }
    }
    let slots = trips.lazy.flatMap { ground.slots(of: $0) }
    var edges = 0
    var count = 0
    for slot in slots {
      edges += ground.eligible.count(Int(ground.places[slot].row))
      count += 1
    }
    let share = max(1, edges / max(1, EdgeWindows.firstEdges * count))
    next = 0...UInt64.max >> UInt64(share.bitWidth - 1 - share.leadingZeroBitCount)
  }

  /// The next window's edges in ticket order; nil when every slot is decided.
  mutating func next(_ roster: inout Roster, _ circles: Circles) -> [Edge]? {
    guard !trips.isEmpty, let range = next else { return nil }
    next = range.upperBound == .max ? nil : following(range)
    var edges: [Edge] = []
    for trip in trips {
      for slot in roster.ground.slots(of: trip) where !roster.pinned[slot] {
        findOfficers(for: slot, roster, circles)
        if officers.count == 1 {
          roster.pin(slot)
        } else {
          tickets.append(slot, of: trip, officers, in: range, to: &edges)
        }
      }
    }
    trips.removeAll { trip in roster.ground.slots(of: trip).allSatisfy { roster.pinned[$0] } }
    return edges.sorted(over: range) { [tickets, ground = roster.ground] edge in
      tickets.ticket(
        Int(edge.slot), of: Int(ground.places[Int(edge.slot)].trip), Int(edge.officer))
    }
  }

  private func following(_ range: ClosedRange<UInt64>) -> ClosedRange<UInt64> {
    let start = range.upperBound + 1
    let width = Swift.max(range.upperBound - range.lowerBound, start - 1)
    return start...(start + width)
  }

  /// Lists who could still come to fill a slot, its holder included.
  private mutating func findOfficers(for slot: Int, _ roster: Roster, _ circles: Circles) {
    let place = roster.ground.places[slot]
    let team = roster.ground.slots(of: Int(place.trip))
    officers.removeAll(keepingCapacity: true)
    for word in 0..<roster.ground.eligible.words {
      var reachable: UInt64 = 0
      var own: UInt64 = 0
      var settled: UInt64 = 0
      for other in team {
        let holder = roster.holder[other]
        let bit: UInt64 = Int(holder) >> 6 == word ? 1 << UInt64(holder & 63) : 0
        if roster.pinned[other] {
          settled |= bit
        } else {
          own |= bit
          let entrance = circles.entrance(of: Int(holder), to: place, roster)
          reachable |= circles.members[circles.circles[circles.of(entrance)].row, word]
        }
      }
      let free =
        roster.freeOnDay[Int(place.day), word] & roster.freeInWeek[Int(place.week), word]
      let row = Int(place.row)
      let candidates =
        roster.ground.eligible[row, word] & (own | (reachable & free) | ~free) & ~settled
      forEachBit(of: candidates, from: word << 6) { officers.append(Int32($0)) }
    }
  }
}
