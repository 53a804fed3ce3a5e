// Rows that wait for their tickets: tickets are computed many at a time, straight from the bytes of
// the file where the id stands there as it is, from a side buffer where it had to be decoded.

import Sampling
import Tables

/// The rows of a batch that are in some frame of one stage.
struct TicketQueue {
  struct Row {
    var fields: RecordFields
    var place: Int
    /// End of this row's members; they begin where the previous row's end.
    var memberEnd: Int
    /// Index of its ticket among the direct ones, or the complement of that among decoded ones.
    fileprivate var slot: Int
  }

  /// A row's place in one task's frame.
  struct Member {
    var task: Int
    var stratum: Int
    var weight: UInt32
  }

  /// Ids whose tickets are computed together, and where they stand.
  private struct Ids {
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    var tickets: [SIMD4<UInt64>] = []

    /// Computes the tickets of the first `count` ids.
    mutating func hash(_ bytes: Span<UInt8>, _ key: TicketKey, count: Int) {
      let (starts, ends) = (starts, ends)
      HashLanes.hash(
        bytes, from: starts.span.extracting(0..<count), to: ends.span.extracting(0..<count),
        prefix: TicketKey.separator, behind: key.state.words, into: &tickets)
    }

    mutating func clear() {
      starts.removeAll(keepingCapacity: true)
      ends.removeAll(keepingCapacity: true)
    }
  }

  /// Rows after which tickets are computed: enough to fill lanes, few enough to stay in cache.
  private static let capacity = 512

  let key: TicketKey
  private(set) var rows: [Row] = []
  var members: [Member] = []
  private var direct = Ids()
  private var decoded = Ids()
  private var decodedBytes: [UInt8] = []
  /// The same for rows of classes, in lists of fixed size of which the first so many count.
  private var classed = Ids()
  private var classedRows = 0
  private(set) var classes = [Int32](repeating: 0, count: capacity)
  /// Of each such row, its first entry in the batch's fields.
  private(set) var bases = [UInt32](repeating: 0, count: capacity)

  /// Rows found by `findCandidates`.
  private(set) var candidates = [Int32](repeating: 0, count: capacity)

  init(_ key: TicketKey) {
    self.key = key
    classed.starts = [UInt32](repeating: 0, count: TicketQueue.capacity)
    classed.ends = classed.starts
  }

  var isFull: Bool { rows.count >= TicketQueue.capacity }

  /// Whether members were appended that belong to no row yet.
  var hasOpenMembers: Bool { members.count > (rows.last?.memberEnd ?? 0) }

  /// Queues the row that the open members belong to, its id as it stands in the batch.
  @inline(__always)
  mutating func append(_ id: Range<Int>, _ fields: RecordFields, _ place: Int) {
    rows.append(
      Row(
        fields: fields, place: place, memberEnd: members.count, slot: direct.starts.count))
    direct.starts.append(UInt32(truncatingIfNeeded: id.lowerBound))
    direct.ends.append(UInt32(truncatingIfNeeded: id.upperBound))
  }

  /// The same with an id that was decoded or cleaned.
  mutating func append(_ id: [UInt8], _ fields: RecordFields, _ place: Int) {
    rows.append(
      Row(
        fields: fields, place: place, memberEnd: members.count, slot: ~decoded.starts.count))
    decoded.starts.append(UInt32(decodedBytes.count))
    decodedBytes += id
    decoded.ends.append(UInt32(decodedBytes.count))
  }

  /// Computes the tickets of all queued rows.
  mutating func hash(_ bytes: Span<UInt8>) {
    direct.hash(bytes, key, count: direct.starts.count)
    if decoded.starts.isEmpty { return }
    let decodedBytes = decodedBytes
    decoded.hash(decodedBytes.span, key, count: decoded.starts.count)
  }

  @inline(__always)
  func ticket(of row: Row) -> Ticket {
    let words = row.slot >= 0 ? direct.tickets[row.slot] : decoded.tickets[~row.slot]
    return Ticket(words[0], words[1], words[2], words[3])
  }

  // MARK: - Rows of classes

  /// Their tickets, as words.
  var classTickets: [SIMD4<UInt64>] { classed.tickets }

  /// Takes rows of the batch whose classes need a ticket of this stage, from record `first` on,
  /// until the queue is full or the batch at its end; returns the record after the last one.
  mutating func fill(
    from first: Int, _ known: RowClasses, idColumn: Int, _ stage: Int, _ fields: Span<UInt32>,
    _ batch: Batch
  ) -> Int {
    let (next, count) = TicketQueue.fill(
      first..<batch.records, known, RowClasses.Need.ticket(stage), fields,
      (idColumn, batch.columns + 1), &classed.starts, &classed.ends, &classes, &bases)
    classedRows = count
    return next
  }

  private static func fill(
    _ records: Range<Int>, _ known: RowClasses, _ need: UInt64, _ fields: Span<UInt32>,
    _ place: (column: Int, width: Int), _ starts: inout [UInt32], _ ends: inout [UInt32],
    _ classes: inout [Int32], _ bases: inout [UInt32]
  ) -> (next: Int, count: Int) {
    let (ofRow, needs) = (known.ofRow.span, known.needs.span)
    var starts = starts.mutableSpan
    var ends = ends.mutableSpan
    var classes = classes.mutableSpan
    var bases = bases.mutableSpan
    var (record, count) = (records.lowerBound, 0)
    while record < records.upperBound, count < capacity {
      let rowClass = ofRow[record]
      if rowClass >= 0, needs[Int(rowClass)] & need != 0 {
        let base = record &* place.width
        let id = RecordFields(base: base).range(place.column, fields)
        starts[count] = UInt32(truncatingIfNeeded: id.lowerBound)
        ends[count] = UInt32(truncatingIfNeeded: id.upperBound)
        classes[count] = rowClass
        bases[count] = UInt32(truncatingIfNeeded: base)
        count &+= 1
      }
      record &+= 1
    }
    return (record, count)
  }

  /// Computes the tickets of the rows taken.
  mutating func hashClasses(_ bytes: Span<UInt8>) {
    classed.hash(bytes, key, count: classedRows)
  }

  /// Finds the rows whose tickets are not beyond the limits of their classes; says how many.
  mutating func findCandidates(limits: [UInt64]) -> Int {
    TicketQueue.find(classed.tickets, classes, limits, into: &candidates)
  }

  private static func find(
    _ tickets: [SIMD4<UInt64>], _ classes: [Int32], _ limits: [UInt64], into found: inout [Int32]
  ) -> Int {
    let (tickets, classes, limits) = (tickets.span, classes.span, limits.span)
    var found = found.mutableSpan
    var count = 0
    for index in tickets.indices {
      // Written in any case and kept in one of twenty: there is no branch to be guessed.
      found[count] = Int32(truncatingIfNeeded: index)
      count &+= tickets[index][0] <= limits[Int(classes[index])] ? 1 : 0
    }
    return count
  }

  // MARK: -

  mutating func clear() {
    rows.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
    direct.clear()
    decoded.clear()
    decodedBytes.removeAll(keepingCapacity: true)
  }
}

extension TicketKey {
  /// Between key and id.
  static let separator = [UInt8(ascii: "|")]

  /// The tickets of the ids `bytes[starts[i] ..< ends[i]]`, computed many at a time.
  func tickets(_ bytes: Span<UInt8>, _ starts: Span<UInt32>, _ ends: Span<UInt32>) -> [Ticket] {
    var values: [SIMD4<UInt64>] = []
    HashLanes.hash(
      bytes, from: starts, to: ends, prefix: TicketKey.separator, behind: state.words,
      into: &values)
    return values.map { Ticket($0[0], $0[1], $0[2], $0[3]) }
  }
}
