// Byte strings ↔ dense indices: column values interned, ids looked up. Open addressing with linear
// probing. The one thing to know: indices follow the order of insertion and the hash is fixed, so
// nothing depends on the process. (Nor is the hash a defence: keys made to collide make it slow,
// never wrong.)
//
//   slots   │ hash, index │ — │ hash, index │ …        two to four slots for three keys
//   keys    │ start, size, last bytes │ …              a short key is compared here alone
//   bytes   │ key 0 │ key 1 │ …

/// A set of byte strings, each with an index 0, 1, 2 … in the order in which they came.
///
/// Memory: the keys' bytes and 32 to 45 bytes a key.
public struct ByteTable: Sendable {
  private struct Key {
    let start: Int
    let size: Int
    /// The last 8 bytes, or all of fewer.
    let tail: UInt64
  }

  /// All keys end to end.
  private var bytes: [UInt8] = []
  private var keys: [Key] = []
  /// Upper half of the hash and, in the lower 32 bits, index + 1; 0 where empty.
  private var slots = [UInt64](repeating: 0, count: 16)

  public init() {}

  /// Keys in the table.
  public var count: Int { keys.count }

  /// The key of an index. O(size of the key).
  public func key(_ index: Int32) -> [UInt8] {
    let key = keys[Int(index)]
    return Array(bytes[key.start..<key.start + key.size])
  }

  /// The index of the key `source[from..<to]`; nil when it is not in the table. O(size).
  public func index(of source: Span<UInt8>, from: Int, to: Int) -> Int32? {
    let index = find(source, Text(source, from, to)).index
    return index < 0 ? nil : index
  }

  /// The index of the key `source[from..<to]`, which is added when it is new. O(size), amortised.
  ///
  /// At most 2³¹ − 1 keys.
  public mutating func insert(_ source: Span<UInt8>, from: Int, to: Int) -> Int32 {
    let text = Text(source, from, to)
    let (index, slot) = find(source, text)
    return index >= 0 ? index : add(source, text, slot)
  }

  /// The index of a key; nil when it is not in the table.
  public func index(of key: [UInt8]) -> Int32? { index(of: key.span, from: 0, to: key.count) }

  /// The index of a key, which is added when it is new.
  @discardableResult
  public mutating func insert(_ key: [UInt8]) -> Int32 {
    insert(key.span, from: 0, to: key.count)
  }

  /// The index of a text, or −1, and the slot where it is or belongs.
  @inline(__always)
  private func find(_ source: Span<UInt8>, _ text: Text) -> (index: Int32, slot: Int) {
    let mask = slots.count &- 1
    var slot = Int(truncatingIfNeeded: text.hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return (-1, slot) }
      if (entry ^ text.hash) &>> 32 == 0 {
        let index = Int32(truncatingIfNeeded: entry) &- 1
        let key = keys[Int(index)]
        if key.tail == text.tail && key.size == text.size
          && (text.size <= 8
            || isEqual(bytes.span, key.start, source, text.from, count: text.size &- 8))
        {
          return (index, slot)
        }
      }
      slot = (slot &+ 1) & mask
    }
  }

  private mutating func add(_ source: Span<UInt8>, _ text: Text, _ slot: Int) -> Int32 {
    precondition(keys.count < Int32.max)
    let index = Int32(keys.count)
    keys.append(Key(start: bytes.count, size: text.size, tail: text.tail))
    for i in text.from..<text.from + text.size { bytes.append(source[i]) }
    slots[slot] = ByteTable.entry(text.hash, index)
    if keys.count * 4 > slots.count * 3 { grow() }
    return index
  }

  private static func entry(_ hash: UInt64, _ index: Int32) -> UInt64 {
    hash & ~0xFFFF_FFFF | UInt64(index + 1)
  }

  private mutating func grow() {
    slots = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, key) in keys.enumerated() {
      let hash = Text(bytes.span, key.start, key.start + key.size).hash
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = ByteTable.entry(hash, Int32(index))
    }
  }
}

/// What identifies `source[from..<from + size]`.
struct Text {
  let from: Int
  let size: Int
  /// The last 8 bytes, or all of fewer.
  let tail: UInt64
  /// The same on every machine: 16 bytes at a time, folded by full products of 128 bits (the
  /// constants are odd and arbitrary).
  let hash: UInt64

  @inline(__always)
  init(_ source: Span<UInt8>, _ from: Int, _ to: Int) {
    precondition(0 <= from && from <= to)
    self.from = from
    size = to &- from
    tail = lastWord(source, from, to)
    var hash = UInt64(truncatingIfNeeded: size) &* 0x9E37_79B9_7F4A_7C15
    var at = from
    while at < to &- 16 {
      hash = fold(
        hash ^ word(source, at) ^ 0xA076_1D64_78BD_642F,
        word(source, at &+ 8) ^ 0xD6E8_FEB8_6659_FD93)
      at &+= 16
    }
    if at < to &- 8 { hash = hash ^ word(source, at) &* 0x8EBC_6AF0_9C88_C6E3 }
    self.hash = fold(hash ^ tail, 0xE703_7ED1_A0B4_28DB)
  }
}

@inline(__always)
func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
  let product = a.multipliedFullWidth(by: b)
  return product.high ^ product.low
}
