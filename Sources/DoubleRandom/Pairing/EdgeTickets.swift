// Edge tickets: the lots that decide who goes where, smallest first.
//
//   Kt                            = H(hex K("pairing") + "|" + trip id)
//   edge(trip, slot, inspector)   = H(hex Kt + "|" + slot + "|" + inspector id)
//
// Tickets are looked at in windows of growing width: the smallest few of each slot decide most
// slots, so later windows hash little and no more than one window is ever held or sorted.

import Sampling

/// The edge of an officer and a slot, with its ticket.
struct Edge: Sendable {
  var ticket: Ticket
  var slot: Int32
  var officer: Int32
}

/// The edge tickets of a problem.
struct EdgeTickets: Sendable {
  private let keys: [TicketKey]
  /// The name of each slot and `|`, then the officer's id.
  private let names: [[UInt8]]
  private let ids: [[UInt8]]

  /// - Parameter keys: Kt of each trip.
  init(_ problem: PairingProblem, keys: [TicketKey]) {
    self.keys = keys
    names = problem.trips.flatMap { trip in trip.slots.map { Array($0.name.utf8) + [124] } }
    ids = problem.officers.map(\.id)
  }

  func ticket(_ slot: Int, _ officer: Int, _ ground: Ground) -> Ticket {
    keys[Int(ground.places[slot].trip)].ticket(names[slot] + ids[officer])
  }

  func windows(_ roster: Roster) -> Windows { Windows(edges: self) }

  /// The edges of slots that are still open, window by window in ticket order.
  struct Windows {
    let edges: EdgeTickets
    private var done = false

    init(edges: EdgeTickets) { self.edges = edges }

    mutating func next(_ roster: inout Roster, _ circles: Circles) -> [Edge]? {
      if done { return nil }
      done = true
      let ground = roster.ground
      var window: [Edge] = []
      for slot in 0..<ground.slotCount where roster.holder[slot] != Roster.nobody {
        ground.eligible.forEach(in: Int(ground.places[slot].row)) { officer in
          let ticket = edges.ticket(slot, officer, ground)
          window.append(Edge(ticket: ticket, slot: Int32(slot), officer: Int32(officer)))
        }
      }
      window.sort { $0.ticket < $1.ticket }
      return window
    }
  }
}
