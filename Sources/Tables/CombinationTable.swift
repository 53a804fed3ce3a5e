// Combinations of cells ↔ dense indices: what many records have in common is found once for each
// combination of their cells, not once for each record. Like ByteTable, for several columns at once
// and a whole batch of records in one call.
//
//   slots   │ hash, index │ — │ hash, index │ …
//   cells   │ combination 0: one cell a column │ combination 1 │ …       start, size, last bytes
//   bytes   │ cell 0 of combination 0 │ …
//
// The one thing to know: cells are compared raw, so the quoted and the plain form of a value make
// different combinations. That costs an entry; it never mixes two values.

/// A set of combinations of raw cells, each with an index 0, 1, 2 … in the order in which they came.
public struct CombinationTable: Sendable {
  private struct Cell {
    let start: Int
    let size: Int
    /// The last 8 bytes, or all of fewer.
    let tail: UInt64
  }

  /// The columns whose cells are combined.
  public let columns: [Int]
  /// The most combinations that are kept.
  public let capacity: Int
  public private(set) var count = 0
  private var bytes: [UInt8] = []
  private var cells: [Cell] = []
  /// Upper half of the hash and, in the lower 32 bits, index + 1; 0 where empty.
  private var slots: [UInt64]

  /// - Parameter capacity: from 1 to 2²⁰.
  public init(columns: [Int], capacity: Int) {
    precondition((1...1 << 20).contains(capacity))
    (self.columns, self.capacity) = (columns, capacity)
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
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
    let (columns, slots, cells, kept) = (columns.span, slots.span, cells.span, self.bytes.span)
    var found = indices.mutableSpan
    let mask = slots.count &- 1
    for record in 0..<records {
      let base = record &* width
      let hash = CombinationTable.hash(bytes, fields, base, columns)
      var slot = Int(truncatingIfNeeded: hash) & mask
      found[record] = -1
      while slots[slot] != 0 {
        let entry = slots[slot]
        if (entry ^ hash) &>> 32 == 0 {
          let index = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) &- 1
          if CombinationTable.isEqual(bytes, fields, base, columns, cells, kept, index) {
            found[record] = Int32(truncatingIfNeeded: index)
            break
          }
        }
        slot = (slot &+ 1) & mask
      }
    }
  }

  /// The index of one record's combination, which is added when it is new; nil when it is new and
  /// the table is full.
  ///
  /// - Parameter base: the record's first entry in `fields`.
  public mutating func insert(
    _ source: Span<UInt8>, _ fields: Span<UInt32>, base: Int
  ) -> Int? {
    let hash = CombinationTable.hash(source, fields, base, columns.span)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot] & 0xFFFF_FFFF) - 1
      if (slots[slot] ^ hash) >> 32 == 0,
        CombinationTable.isEqual(
          source, fields, base, columns.span, cells.span, bytes.span, index)
      {
        return index
      }
      slot = (slot + 1) & mask
    }
    if isFull { return nil }
    for column in columns {
      let text = CombinationTable.text(source, fields, base, column)
      cells.append(Cell(start: bytes.count, size: text.size, tail: text.tail))
      for i in text.from..<text.from + text.size { bytes.append(source[i]) }
    }
    count += 1
    slots[slot] = hash & ~0xFFFF_FFFF | UInt64(count)
    return count - 1
  }

  @inline(__always)
  private static func text(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ base: Int, _ column: Int
  ) -> Text {
    let from = column == 0 ? Int(fields[base]) : Int(fields[base &+ column]) &+ 1
    return Text(bytes, from, Int(fields[base &+ column &+ 1]))
  }

  @inline(__always)
  private static func hash(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ base: Int, _ columns: Span<Int>
  ) -> UInt64 {
    var hash: UInt64 = 0
    for k in columns.indices {
      hash = fold(hash ^ text(bytes, fields, base, columns[k]).hash, 0xE703_7ED1_A0B4_28DB)
    }
    return hash
  }

  @inline(__always)
  private static func isEqual(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ base: Int, _ columns: Span<Int>,
    _ cells: Span<Cell>, _ kept: Span<UInt8>, _ index: Int
  ) -> Bool {
    for k in columns.indices {
      let text = text(bytes, fields, base, columns[k])
      let cell = cells[index &* columns.count &+ k]
      if cell.tail != text.tail || cell.size != text.size { return false }
      if text.size > 8
        && !Tables.isEqual(kept, cell.start, bytes, text.from, count: text.size &- 8)
      {
        return false
      }
    }
    return true
  }
}
