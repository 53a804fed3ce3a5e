// Combinations of cells ↔ dense indices: what many records have in common is found once for each
// combination of their cells, not once for each record. Like ByteTable, for several columns at once
// and a whole batch of records in one call, which is in C (Lanes/combinations.c).
//
//   slots   │ hash, index │ — │ hash, index │ …
//   cells   │ combination 0: the last 8 bytes of each cell, and where it begins │ combination 1 │ …
//   texts   │ cell 0 of combination 0 │ …
//
// The one thing to know: cells are compared raw, so the quoted and the plain form of a value make
// different combinations. That costs an entry; it never mixes two values.
//
// Unsafe: C reads bytes, fields and the table and writes `indices`, for the length of one call. It
// trusts the entries of `fields`, which a scan made; their number is checked here.

internal import Lanes

/// A set of combinations of raw cells, each with an index 0, 1, 2 … in the order of their coming.
public struct CombinationTable: Sendable {
  private static let leastSlots = 16

  /// The columns whose cells are combined.
  public let columns: [Int]
  private let columnNumbers: [UInt32]
  /// The most combinations that are kept.
  public let capacity: Int
  public private(set) var count = 0
  private var texts: [UInt8] = []
  /// The last 8 bytes of each cell, or all of fewer, stand by themselves, because they are what is
  /// looked at for every record. No well-formed cell holds a NUL, so fewer than 8 bytes say it all.
  /// Behind the last cell stands where texts end.
  private var cells = [combination_cell(tail: 0, start: 0)]
  private var hashes: [UInt64] = []
  /// Upper half of the hash and, in the lower 32 bits, index + 1; 0 where empty. Four to eight for
  /// a combination: hardly any is met away from its place.
  private var slots = [UInt64](repeating: 0, count: leastSlots)

  /// - Parameter capacity: from 1 to 2²⁰.
  public init(columns: [Int], capacity: Int) {
    precondition((1...1 << 20).contains(capacity))
    (self.columns, self.capacity) = (columns, capacity)
    columnNumbers = columns.map { UInt32($0) }
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
    precondition(records * width <= fields.count && columns.allSatisfy { $0 + 1 < width })
    unsafe withRecords(bytes, fields, width: width) { source in
      unsafe withTable { table in
        unsafe indices.withUnsafeMutableBufferPointer {
          unsafe combinations_find(source, table, records, $0.baseAddress)
        }
      }
    }
  }

  /// The index of one record's combination, which is added when it is new; nil when it is new and
  /// the table is full.
  ///
  /// - Parameters:
  ///   - base: the record's first entry in `fields`.
  ///   - width: entries a record.
  public mutating func insert(
    _ source: Span<UInt8>, _ fields: Span<UInt32>, base: Int, width: Int
  ) -> Int? {
    let record = fields.extracting(base..<base + width)
    var known: [Int32] = []
    find(source, record, records: 1, width: width, into: &known)
    if known[0] >= 0 { return Int(known[0]) }
    if isFull { return nil }
    for column in columns { append(source, record, column) }
    count += 1
    hashes.append(
      unsafe withRecords(source, record, width: width) { unsafe combinations_hash($0, 0) })
    if 4 * count > slots.count {
      slots = [UInt64](repeating: 0, count: 2 * slots.count)
      place(0..<count)
    } else {
      place(count - 1..<count)
    }
    return count - 1
  }

  /// Appends a cell of a new combination.
  private mutating func append(_ source: Span<UInt8>, _ record: Span<UInt32>, _ column: Int) {
    let from = Int(record[column]) + (column == 0 ? 0 : 1)
    let to = Int(record[column + 1])
    cells[cells.count - 1].tail = lastWord(source, from, to)
    for index in from..<to { texts.append(source[index]) }
    cells.append(combination_cell(tail: 0, start: UInt64(texts.count)))
  }

  /// Enters combinations into the slots.
  private mutating func place(_ combinations: Range<Int>) {
    let mask = slots.count - 1
    for index in combinations {
      var slot = Int(truncatingIfNeeded: hashes[index]) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hashes[index] & ~0xFFFF_FFFF | UInt64(index + 1)
    }
  }

  /// Lends records to C.
  private func withRecords<Result>(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, width: Int,
    _ body: (UnsafePointer<combination_records>) -> Result
  ) -> Result {
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe fields.withUnsafeBufferPointer { fields in
        unsafe columnNumbers.withUnsafeBufferPointer { columns in
          var records = unsafe combination_records(
            bytes: bytes.baseAddress, fields: fields.baseAddress, width: width,
            columns: columns.baseAddress, column_count: columns.count)
          return unsafe body(&records)
        }
      }
    }
  }

  /// Lends the table to C.
  private func withTable(_ body: (UnsafePointer<combination_table>) -> Void) {
    unsafe slots.withUnsafeBufferPointer { slots in
      unsafe cells.withUnsafeBufferPointer { cells in
        unsafe texts.withUnsafeBufferPointer { texts in
          var table = unsafe combination_table(
            slots: slots.baseAddress, slot_mask: slots.count - 1, cells: cells.baseAddress,
            texts: texts.baseAddress)
          unsafe body(&table)
        }
      }
    }
  }
}
