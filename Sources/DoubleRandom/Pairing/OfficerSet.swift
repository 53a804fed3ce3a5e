// Sets of officers as rows of bits: membership is a shift, a search step a few words wide.

/// Equally long sets of officers, one row each.
struct OfficerSets: Sendable {
  /// Words of a row.
  let words: Int
  private(set) var bits: [UInt64]

  /// Makes `rows` sets over `officers` officers, all empty or all full.
  init(rows: Int, officers: Int, full: Bool = false) {
    words = max(1, (officers + 63) / 64)
    bits = Array(repeating: 0, count: rows * words)
    guard full else { return }
    for row in 0..<rows {
      for officer in 0..<officers { insert(officer, row) }
    }
  }

  var rows: Int { bits.count / words }

  /// One word of a row.
  subscript(row: Int, word: Int) -> UInt64 {
    @inline(__always) get { bits[row &* words &+ word] }
    @inline(__always) set { bits[row &* words &+ word] = newValue }
  }

  @inline(__always)
  func contains(_ officer: Int, _ row: Int) -> Bool {
    bits[row &* words &+ officer >> 6] >> UInt64(officer & 63) & 1 != 0
  }

  @inline(__always)
  mutating func insert(_ officer: Int, _ row: Int) {
    bits[row &* words &+ officer >> 6] |= 1 << UInt64(officer & 63)
  }

  @inline(__always)
  mutating func remove(_ officer: Int, _ row: Int) {
    bits[row &* words &+ officer >> 6] &= ~(1 << UInt64(officer & 63))
  }

  @inline(__always)
  mutating func set(_ officer: Int, _ row: Int, _ isMember: Bool) {
    if isMember { insert(officer, row) } else { remove(officer, row) }
  }

  mutating func clear(_ row: Int) {
    for word in 0..<words { self[row, word] = 0 }
  }

  /// Appends a copy of a row of another table and returns its number.
  mutating func append(_ row: Int, of other: OfficerSets) -> Int {
    for word in 0..<words { bits.append(other[row, word]) }
    return rows - 1
  }

  /// Appends an empty row and returns its number.
  mutating func appendEmpty() -> Int {
    for _ in 0..<words { bits.append(0) }
    return rows - 1
  }

  /// Adds the officers of a row of another table to a row.
  mutating func unite(_ row: Int, with otherRow: Int, of other: OfficerSets) {
    for word in 0..<words { self[row, word] |= other[otherRow, word] }
  }

  /// Keeps in each row those whom the same row of another table holds.
  mutating func intersect(with other: OfficerSets) {
    for index in bits.indices { bits[index] &= other.bits[index] }
  }

  /// How many officers a row holds.
  func count(_ row: Int) -> Int {
    (0..<words).reduce(0) { $0 + self[row, $1].nonzeroBitCount }
  }

  /// The officers of a row, ascending.
  func list(_ row: Int) -> [Int] {
    var list: [Int] = []
    forEach(in: row) { list.append($0) }
    return list
  }

  /// Calls `body` with each officer of a row, ascending.
  @inline(__always)
  func forEach(in row: Int, _ body: (Int) -> Void) {
    for word in 0..<words {
      forEachBit(of: self[row, word], from: word << 6, body)
    }
  }
}

/// Calls `body` with `base` + the number of each bit that is set, ascending.
@inline(__always)
func forEachBit(of word: UInt64, from base: Int, _ body: (Int) -> Void) {
  var rest = word
  while rest != 0 {
    body(base &+ rest.trailingZeroBitCount)
    rest &= rest &- 1
  }
}

/// Calls `body` with the number of each bit of a row of words, ascending.
@inline(__always)
func forEachBit(of words: [UInt64], _ body: (Int) -> Void) {
  for word in words.indices { forEachBit(of: words[word], from: word << 6, body) }
}
