// Combinations of cells ↔ dense indices: what many records have in common is found once for each
// combination of their cells, not once for each record. Like ByteTable, for several columns at once
// and a whole batch of records in one call.
//
//   slots   │ hash, index │ — │ hash, index │ …
//   tails   │ combination 0: the last 8 bytes of each cell │ combination 1 │ …
//   cells   │ combination 0: where each cell stands in bytes │ combination 1 │ …
//   bytes   │ cell 0 of combination 0 │ …
//
// The one thing to know: cells are compared raw, so the quoted and the plain form of a value make
// different combinations. That costs an entry; it never mixes two values.

/// A set of combinations of raw cells, each with an index 0, 1, 2 … in the order of their coming.
public struct CombinationTable: Sendable {
  private struct Cell {
    let start: Int
    let size: Int
  }

  private static let leastSlots = 16

  /// The columns whose cells are combined.
  public let columns: [Int]
  /// The most combinations that are kept.
  public let capacity: Int
  public private(set) var count = 0
  private var bytes: [UInt8] = []
  private var cells: [Cell] = []
  /// The last 8 bytes of each cell, or all of fewer: by themselves, because they are what is looked
  /// at for every record. No well-formed cell holds a NUL, so fewer than 8 bytes say it all.
  private var tails: [UInt64] = []
  private var hashes: [UInt64] = []
  /// Upper half of the hash and, in the lower 32 bits, index + 1; 0 where empty. Four to eight for
  /// a combination: hardly any is met away from its place.
  private var slots = [UInt64](repeating: 0, count: leastSlots)

  /// - Parameter capacity: from 1 to 2²⁰.
  public init(columns: [Int], capacity: Int) {
    precondition((1...1 << 20).contains(capacity))
    (self.columns, self.capacity) = (columns, capacity)
  }

  /// Whether no further combination is kept.
  public var isFull: Bool { count == capacity }

  /// The index of each record's combination, −1 for those that are not in the table.
  ///
  /// - Parameters:
  ///   - records: the batch's `records`.
  ///   - width: entries a record in `fields`.
  ///   - indices: one a record; what was there is overwritten.
  public func find(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, records: Int, width: Int,
    into indices: inout [Int32]
  ) {
    if indices.count < records {
      indices += [Int32](repeating: -1, count: records - indices.count)
    }
    let (columns, slots, tails) = (columns.span, slots.span, tails.span)
    var found = indices.mutableSpan
    var ends = [UInt64](repeating: 0, count: columns.count)
    var endsOfRecord = ends.mutableSpan
    let mask = slots.count &- 1
    for record in 0..<records {
      let base = record &* width
      let (hash, isShort) = CombinationTable.hash(bytes, fields, base, columns, &endsOfRecord)
      var slot = Int(truncatingIfNeeded: hash) & mask
      var entry = slots[slot]
      while entry != 0 {
        if (entry ^ hash) &>> 32 == 0 {
          let index = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1
          if CombinationTable.isEqual(endsOfRecord, tails, index)
            && (isShort || isEqual(bytes, fields, base, index))
          {
            break
          }
        }
        slot = (slot &+ 1) & mask
        entry = slots[slot]
      }
      // Where the place is empty, 0 − 1.
      found[record] = Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1
    }
  }

  /// The index of one record's combination, which is added when it is new; nil when it is new and
  /// the table is full.
  ///
  /// - Parameter base: the record's first entry in `fields`.
  public mutating func insert(
    _ source: Span<UInt8>, _ fields: Span<UInt32>, base: Int
  ) -> Int? {
    var ends = [UInt64](repeating: 0, count: columns.count)
    var endsOfRecord = ends.mutableSpan
    let hash = CombinationTable.hash(source, fields, base, columns.span, &endsOfRecord).hash
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot] & 0xFFFF_FFFF) - 1
      if (slots[slot] ^ hash) >> 32 == 0, isEqual(source, fields, base, index) { return index }
      slot = (slot + 1) & mask
    }
    if isFull { return nil }
    for column in columns {
      let text = CombinationTable.text(source, fields, base, column)
      cells.append(Cell(start: bytes.count, size: text.size))
      tails.append(text.tail)
      for i in text.from..<text.from + text.size { bytes.append(source[i]) }
    }
    count += 1
    hashes.append(hash)
    slots[slot] = hash & ~0xFFFF_FFFF | UInt64(count)
    if 4 * count > slots.count { grow() }
    return count - 1
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: 2 * slots.count)
    let mask = slots.count - 1
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hash & ~0xFFFF_FFFF | UInt64(index + 1)
    }
  }

  @inline(__always)
  private static func text(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ base: Int, _ column: Int
  ) -> Text {
    let from = column == 0 ? Int(fields[base]) : Int(fields[base &+ column]) &+ 1
    return Text(bytes, from, Int(fields[base &+ column &+ 1]))
  }

  /// The hash of a record's combination, whether all its cells are shorter than 8 bytes, and into
  /// `ends` the last bytes of each.
  @inline(__always)
  private static func hash(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ base: Int, _ columns: Span<Int>,
    _ ends: inout MutableSpan<UInt64>
  ) -> (hash: UInt64, isShort: Bool) {
    var hash: UInt64 = 0
    var factor: UInt64 = 0xA076_1D64_78BD_642F
    var longest = 0
    for k in columns.indices {
      let column = columns[k]
      let from = Int(fields[base &+ column]) &+ (column == 0 ? 0 : 1)
      let to = Int(fields[base &+ column &+ 1])
      let tail = lastWord(bytes, from, to)
      ends[k] = tail
      longest = max(longest, to &- from)
      // Products of all columns are under way at once; the last fold mixes their sum.
      hash &+= tail &* factor
      factor = factor &* 0x9E37_79B9_7F4A_7C15
    }
    // Nearly all cells worth combining are their last 8 bytes.
    if longest > 8 { hash &+= hashOfLong(bytes, fields, base, columns) }
    return (fold(hash ^ hash &>> 32, 0xE703_7ED1_A0B4_28DB), longest < 8)
  }

  /// What the cells of more than 8 bytes add to the hash.
  @inline(never)
  private static func hashOfLong(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ base: Int, _ columns: Span<Int>
  ) -> UInt64 {
    var hash: UInt64 = 0
    for k in columns.indices {
      let text = text(bytes, fields, base, columns[k])
      hash = hash &* 0x9E37_79B9_7F4A_7C15 &+ (text.size > 8 ? text.hash : 0)
    }
    return hash
  }

  /// Whether the last bytes of all cells are those of a combination.
  @inline(__always)
  private static func isEqual(
    _ ends: borrowing MutableSpan<UInt64>, _ tails: Span<UInt64>, _ index: Int
  ) -> Bool {
    let place = index &* ends.count
    for k in ends.indices where tails[place &+ k] != ends[k] { return false }
    return true
  }

  @inline(__always)
  private func isEqual(
    _ source: Span<UInt8>, _ fields: Span<UInt32>, _ base: Int, _ index: Int
  ) -> Bool {
    for k in columns.indices {
      let text = CombinationTable.text(source, fields, base, columns[k])
      let place = index &* columns.count &+ k
      if tails[place] != text.tail { return false }
      if text.size >= 8 && !isEqualLong(source, text, cells[place]) { return false }
    }
    return true
  }

  private func isEqualLong(_ source: Span<UInt8>, _ text: Text, _ cell: Cell) -> Bool {
    cell.size == text.size
      && Tables.isEqual(bytes.span, cell.start, source, text.from, count: text.size)
  }
}
