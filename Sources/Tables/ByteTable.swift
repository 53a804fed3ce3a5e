// Byte strings ↔ dense indices: column values interned, ids looked up. Open addressing with linear
// probing; all keys end to end in one array. The one thing to know: indices follow the order of
// insertion and the hash is fixed, so nothing depends on the process. (Nor is the hash a defence:
// keys made to collide make it slow, never wrong.)

/// A set of byte strings, each with an index 0, 1, 2 … in the order in which they came.
///
/// Memory: the keys' bytes, 8 bytes a key, and 11 to 22 bytes a key of slots.
public struct ByteTable: Sendable {
  /// Key i is `bytes[starts[i]..<starts[i + 1]]`; 8 more bytes follow the last key, so that the end
  /// of each can be compared as one word.
  private var bytes = [UInt8](repeating: 0, count: 8)
  private var starts: [Int] = [0]
  /// Upper half of the hash and, in the lower 32 bits, index + 1; 0 where empty.
  private var slots = [UInt64](repeating: 0, count: 16)

  public init() {}

  /// Keys in the table.
  public var count: Int { starts.count - 1 }

  /// The key of an index. O(size of the key).
  public func key(_ index: Int32) -> [UInt8] {
    Array(bytes[starts[Int(index)]..<starts[Int(index) + 1]])
  }

  /// The index of the key `source[from..<to]`; nil when it is not in the table. O(1).
  public func index(of source: Span<UInt8>, from: Int, to: Int) -> Int32? {
    let entry = slots[slot(of: source, from, to, hash: hash(source, from, to))]
    return entry == 0 ? nil : Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
  }

  /// The index of the key `source[from..<to]`, which is added when it is new. O(1) amortised.
  ///
  /// At most 2³¹ − 1 keys.
  public mutating func insert(_ source: Span<UInt8>, from: Int, to: Int) -> Int32 {
    let hash = hash(source, from, to)
    let slot = slot(of: source, from, to, hash: hash)
    let entry = slots[slot]
    if entry != 0 { return Int32(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1 }
    precondition(count < Int32.max)
    let index = Int32(count)
    append(source, from, to)
    slots[slot] = ByteTable.entry(hash, index)
    if count * 4 > slots.count * 3 { grow() }
    return index
  }

  /// The index of a key; nil when it is not in the table.
  public func index(of key: [UInt8]) -> Int32? { index(of: key.span, from: 0, to: key.count) }

  /// The index of a key, which is added when it is new.
  @discardableResult
  public mutating func insert(_ key: [UInt8]) -> Int32 {
    insert(key.span, from: 0, to: key.count)
  }

  private mutating func append(_ source: Span<UInt8>, _ from: Int, _ to: Int) {
    bytes.removeLast(8)
    for i in from..<to { bytes.append(source[i]) }
    starts.append(bytes.count)
    for _ in 0..<8 { bytes.append(0) }
  }

  /// The slot of a key: its own, or the empty one where it belongs.
  private func slot(of source: Span<UInt8>, _ from: Int, _ to: Int, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return slot }
      if (entry ^ hash) >> 32 == 0 {
        let index = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
        let start = starts[index]
        if starts[index + 1] - start == to - from,
          isEqual(bytes.span, start, source, from, count: to - from)
        {
          return slot
        }
      }
      slot = (slot + 1) & mask
    }
  }

  private static func entry(_ hash: UInt64, _ index: Int32) -> UInt64 {
    hash & ~0xFFFF_FFFF | UInt64(index + 1)
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for index in 0..<count {
      let hash = hash(bytes.span, starts[index], starts[index + 1])
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = ByteTable.entry(hash, Int32(index))
    }
  }
}

/// A hash of `source[from..<to]`, the same on every machine: 8 bytes at a time, folded by full
/// 128-bit products (the constants are odd and arbitrary).
private func hash(_ source: Span<UInt8>, _ from: Int, _ to: Int) -> UInt64 {
  precondition(from <= to)
  var hash = UInt64(truncatingIfNeeded: to &- from) &* 0x9E37_79B9_7F4A_7C15
  var at = from
  while at < to &- 8 {
    hash = fold(hash ^ word(source, at), 0xA076_1D64_78BD_642F)
    at &+= 8
  }
  let last =
    to &- from >= 8 ? word(source, to &- 8) : shortWord(source, at, count: to &- at)
  return fold(hash ^ last, 0xE703_7ED1_A0B4_28DB)
}

private func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}
