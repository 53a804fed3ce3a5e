// Edge tickets: the lots that decide who goes where, smallest first.
//
//   Kt                            = H(hex K("pairing") + "|" + trip id)
//   edge(trip, slot, inspector)   = H(hex Kt + "|" + slot + "|" + inspector id)
//
// Tickets are looked at in windows of growing width. The smallest few of each slot decide most
// slots, so that later windows hash little, and no more than one window is ever held or sorted.

import Sampling

/// An officer and a slot, with the first 64 bits of their ticket.
struct Edge: Sendable {
  var prefix: UInt64
  var slot: Int32
  var officer: Int32
}

/// The edge tickets of a problem.
struct EdgeTickets: Sendable {
  private let keys: [TicketKey]
  /// The name of each slot and `|`, by the number of the slot's name.
  private let names: [[UInt8]]
  private let nameOfSlot: [Int32]
  private let ids: [[UInt8]]

  /// - Parameter keys: Kt of each trip.
  init(_ problem: PairingProblem, keys: [TicketKey]) {
    self.keys = keys
    ids = problem.officers.map(\.id)
    var names: [[UInt8]] = []
    var numbers: [String: Int32] = [:]
    var nameOfSlot: [Int32] = []
    for slot in problem.trips.lazy.flatMap(\.slots) {
      let number = numbers[slot.name] ?? Int32(names.count)
      if Int(number) == names.count {
        numbers[slot.name] = number
        names.append(Array(slot.name.utf8) + [UInt8(ascii: "|")])
      }
      nameOfSlot.append(number)
    }
    self.names = names
    self.nameOfSlot = nameOfSlot
  }

  /// The ticket of one edge.
  func ticket(_ slot: Int, of trip: Int, _ officer: Int) -> Ticket {
    keys[trip].ticket(names[Int(nameOfSlot[slot])] + ids[officer])
  }

  /// Appends the edges of a slot and these officers whose prefix lies in a range.
  func append(
    _ slot: Int, of trip: Int, _ officers: [Int32], in range: ClosedRange<UInt64>,
    to edges: inout [Edge]
  ) {
    for officer in officers {
      let prefix = ticket(slot, of: trip, Int(officer)).w0
      if range.contains(prefix) {
        edges.append(Edge(prefix: prefix, slot: Int32(slot), officer: officer))
      }
    }
  }
}

extension [Edge] {
  /// Sorts edges whose prefixes are spread evenly over a range: each to its bucket, then by
  /// insertion. Equal prefixes are told apart by `ticket`, the whole one.
  func sorted(over range: ClosedRange<UInt64>, ticket: (Edge) -> Ticket) -> [Edge] {
    let width = range.upperBound - range.lowerBound
    let shift = UInt64(width.leadingZeroBitCount)
    func bucket(_ edge: Edge) -> Int {
      let scaled = (edge.prefix - range.lowerBound) << shift
      return Int(scaled.multipliedFullWidth(by: UInt64(count)).high)
    }
    var starts = [Int](repeating: 0, count: count + 1)
    for edge in self { starts[bucket(edge) + 1] += 1 }
    for index in 0..<count { starts[index + 1] += starts[index] }
    var sorted = self
    for edge in self {
      let index = bucket(edge)
      sorted[starts[index]] = edge
      starts[index] += 1
    }
    for index in sorted.indices.dropFirst() {
      let edge = sorted[index]
      var hole = index
      while hole > 0, precedes(edge, sorted[hole - 1], ticket) {
        sorted[hole] = sorted[hole - 1]
        hole -= 1
      }
      sorted[hole] = edge
    }
    return sorted
  }

  @inline(__always)
  private func precedes(_ a: Edge, _ b: Edge, _ ticket: (Edge) -> Ticket) -> Bool {
    a.prefix != b.prefix ? a.prefix < b.prefix : ticket(a) < ticket(b)
  }
}
