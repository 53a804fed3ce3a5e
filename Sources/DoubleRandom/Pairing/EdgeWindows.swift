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
  /// The officers who could still come to fill a slot.
  private var officers: [UInt64]
  private var room: EdgeTickets.Room
  private var values: [SIMD4<UInt64>] = []

  /// Edges a slot that the first window holds on average, found by trial.
  private static let firstEdges = 12

  init(_ tickets: EdgeTickets, _ roster: Roster) {
    self.tickets = tickets
    room = tickets.room
    officers = Array(repeating: 0, count: roster.ground.eligible.words)
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
        if findOfficers(for: slot, roster, circles) == 1 {
          roster.pin(slot)
        } else {
          tickets.append(slot, of: trip, officers, in: range, to: &edges, &room, &values)
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

  /// Finds who could still come to fill a slot, its holder included; how many they are.
  private mutating func findOfficers(for slot: Int, _ roster: Roster, _ circles: Circles) -> Int {
    let place = roster.ground.places[slot]
    let (day, week) = (Int(place.day), Int(place.week))
    var count = 0
    for word in officers.indices {
      // Of the trip itself only those may come who are not pinned to another slot.
      var reachable: UInt64 = 0
      var open: UInt64 = 0
      var decided: UInt64 = 0
      for other in roster.ground.slots(of: Int(place.trip)) {
        let holder = Int(roster.holder[other])
        let bit: UInt64 = holder >> 6 == word ? 1 << UInt64(holder & 63) : 0
        if roster.pinned[other] {
          decided |= bit
          continue
        }
        open |= bit
        let circle = circles.of(circles.entrance(of: holder, to: place, roster))
        reachable |= circles.members[circles.circles[circle].row, word]
      }
      // A full week or day may be in any circle, whatever its officer's.
      let free = roster.freeOnDay[day, word] & roster.freeInWeek[week, word]
      let could = open | (reachable & free) | ~free
      officers[word] =
        roster.ground.eligible[Int(place.row), word] & could & ~decided
        & ~roster.barredOnDay[day, word]
      count += officers[word].nonzeroBitCount
    }
    return count
  }
}
