// Byte strings ↔ dense indices: column values interned, ids looked up. Open addressing, linear
// probing, keys end to end in one array. The one thing to know: indices follow the order of
// insertion and the hash is fixed, so nothing here depends on the process.

/// A set of byte strings, each with an index 0, 1, 2 … in the order in which they came.
public struct ByteTable: Sendable {
  /// Keys one after the other; key i runs from `starts[i]` to `starts[i + 1]`.
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var slots: [Int32] = [Int32](repeating: -1, count: 16)

  public init() {}

  /// Keys in the table.
  public var count: Int { starts.count - 1 }

  /// The key of an index.
  public func key(_ index: Int32) -> [UInt8] {
    Array(bytes[starts[Int(index)]..<starts[Int(index) + 1]])
  }

  /// The index of the key `source[from..<to]`; nil when it is not in the table.
  public func index(of source: Span<UInt8>, from: Int, to: Int) -> Int32? {
    let index = slots[slot(of: source, from, to)]
    return index < 0 ? nil : index
  }

  /// The index of the key `source[from..<to]`, which is added when it is new.
  public mutating func insert(_ source: Span<UInt8>, from: Int, to: Int) -> Int32 {
    let slot = slot(of: source, from, to)
    if slots[slot] >= 0 { return slots[slot] }
    let index = Int32(count)
    for i in from..<to { bytes.append(source[i]) }
    starts.append(bytes.count)
    slots[slot] = index
    if count * 2 > slots.count { grow() }
    return index
  }

  public func index(of key: [UInt8]) -> Int32? { index(of: key.span, from: 0, to: key.count) }

  @discardableResult
  public mutating func insert(_ key: [UInt8]) -> Int32 {
    insert(key.span, from: 0, to: key.count)
  }

  private func slot(of source: Span<UInt8>, _ from: Int, _ to: Int) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for i in from..<to { hash = (hash ^ UInt64(source[i])) &* 0x100_0000_01b3 }
    hash ^= hash >> 32
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0, !isKey(Int(slots[slot]), source, from, to) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private func isKey(_ index: Int, _ source: Span<UInt8>, _ from: Int, _ to: Int) -> Bool {
    let start = starts[index]
    guard starts[index + 1] - start == to - from else { return false }
    for i in 0..<(to - from) where bytes[start + i] != source[from + i] { return false }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in 0..<count {
      slots[slot(of: bytes.span, starts[index], starts[index + 1])] = Int32(index)
    }
  }
}
