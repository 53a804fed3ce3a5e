// Edge tickets: the lots that decide who goes where, smallest first.
//
//   Kt                            = H(hex K("pairing") + "|" + trip id)
//   edge(trip, slot, inspector)   = H(hex Kt + "|" + slot + "|" + inspector id)
//
// Tickets are looked at in windows of growing width. The smallest few of each slot decide most
// slots, so that later windows hash little, and no more than one window is ever held or sorted.

import Sampling
import Tables

/// An officer and a slot, with the first 64 bits of their ticket.
struct Edge: Sendable {
  var prefix: UInt64
  var slot: Int32
  var officer: Int32
}

/// The edge tickets of a problem.
struct EdgeTickets: Sendable {
  /// Kt of each trip.
  private let keys: [TicketKey]
  /// `|`, the name of a slot and `|`, by the number of the name.
  private let prefixes: [[UInt8]]
  private let nameOfSlot: [Int32]
  /// The ids of all officers, and where each starts and ends.
  private let ids: [UInt8]
  private let idBounds: [UInt32]

  /// Room for the tickets of one slot, kept from one to the next.
  struct Room {
    /// Where the ids of the officers start and end.
    fileprivate var starts: [UInt32]
    fileprivate var ends: [UInt32]
  }

  var room: Room {
    let empty = [UInt32](repeating: 0, count: idBounds.count - 1)
    return Room(starts: empty, ends: empty)
  }

  /// - Parameter keys: Kt of each trip.
  init(_ problem: PairingProblem, keys: [TicketKey]) {
    self.keys = keys
    ids = problem.officers.flatMap(\.id)
    var bounds: [UInt32] = [0]
    for officer in problem.officers { bounds.append(bounds.last! + UInt32(officer.id.count)) }
    idBounds = bounds
    var prefixes: [[UInt8]] = []
    var numbers: [String: Int32] = [:]
    nameOfSlot = problem.trips.flatMap(\.slots).map { slot in
      if let number = numbers[slot.name] { return number }
      let bar = UInt8(ascii: "|")
      prefixes.append([bar] + Array(slot.name.utf8) + [bar])
      numbers[slot.name] = Int32(prefixes.count - 1)
      return Int32(prefixes.count - 1)
    }
    self.prefixes = prefixes
  }

  /// The ticket of one edge.
  func ticket(_ slot: Int, of trip: Int, _ officer: Int) -> Ticket {
    let id = ids[Int(idBounds[officer])..<Int(idBounds[officer + 1])]
    return keys[trip].ticket(Array(prefixes[Int(nameOfSlot[slot])].dropFirst()) + id)
  }

  /// Appends the edges of a slot and a set of officers whose prefix lies in a range.
  func append(
    _ slot: Int, of trip: Int, _ officers: [UInt64], in range: ClosedRange<UInt64>,
    to edges: inout [Edge], _ room: inout Room, _ values: inout [SIMD4<UInt64>]
  ) {
    let prefix = prefixes[Int(nameOfSlot[slot])]
    let count = findIds(officers, idBounds, &room.starts, &room.ends)
    if prefix.count <= EdgeTickets.longestPrefix {
      HashLanes.hash(
        ids.span, from: room.starts.span.extracting(0..<count),
        to: room.ends.span.extracting(0..<count), prefix: prefix,
        behind: keys[trip].state.words, into: &values)
    } else {
      values.removeAll()
      forEachBit(of: officers) { officer in
        let ticket = ticket(slot, of: trip, officer)
        values.append(SIMD4(ticket.w0, ticket.w1, ticket.w2, ticket.w3))
      }
    }
    var next = 0
    forEachBit(of: officers) { officer in
      let prefix = values[next].x
      next += 1
      if range.contains(prefix) {
        edges.append(Edge(prefix: prefix, slot: Int32(slot), officer: Int32(officer)))
      }
    }
  }

  /// What the lanes take; longer names are hashed one officer at a time.
  private static let longestPrefix = 64
}

/// Notes where the ids of some officers start and end; returns how many they are.
private func findIds(
  _ officers: [UInt64], _ bounds: [UInt32], _ starts: inout [UInt32], _ ends: inout [UInt32]
) -> Int {
  var starts = starts.mutableSpan
  var ends = ends.mutableSpan
  var count = 0
  for word in officers.indices {
    var rest = officers[word]
    while rest != 0 {
      let officer = word << 6 + rest.trailingZeroBitCount
      rest &= rest - 1
      starts[count] = bounds[officer]
      ends[count] = bounds[officer + 1]
      count += 1
    }
  }
  return count
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
