// A SHA-256 value: what seeds, keys and tickets are made of.
//
// Everything that the draw orders, it orders by these 32 bytes. Four big-endian words compare as
// the bytes do, and the bytes as the hex text: one order serves the program, `sort` and SQL.

/// A 256-bit SHA-256 value; smaller comes earlier.
///
/// The order is that of the 32 bytes, which is also the order of the lower-case hex text.
@frozen
public struct Hash: Comparable, Hashable, Sendable {
  /// Bytes 0–7 as one big-endian word; the first to be compared.
  public let w0: UInt64
  /// Bytes 8–15 as one big-endian word.
  public let w1: UInt64
  /// Bytes 16–23 as one big-endian word.
  public let w2: UInt64
  /// Bytes 24–31 as one big-endian word.
  public let w3: UInt64

  /// Makes a value of its four big-endian words, most significant first.
  @inlinable
  public init(_ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64) {
    self.w0 = w0
    self.w1 = w1
    self.w2 = w2
    self.w3 = w3
  }

  /// The four words as a vector.
  @inlinable
  public var words: SIMD4<UInt64> { SIMD4(w0, w1, w2, w3) }

  /// Reads 64 lower-case hex digits; nil for anything else, capital letters and spaces included.
  public init?(hex: String) {
    var words: [UInt64] = [0, 0, 0, 0]
    var count = 0
    for byte in hex.utf8 {
      guard count < 64, let digit = hexDigit(byte) else { return nil }
      words[count / 16] = words[count / 16] << 4 | digit
      count += 1
    }
    guard count == 64 else { return nil }
    self.init(words[0], words[1], words[2], words[3])
  }

  /// The 64 lower-case hex digits, as `sha256sum` prints them.
  public var hex: String { String(decoding: hexBytes, as: UTF8.self) }

  /// The 64 bytes of the hex text: the form in which one value enters the next.
  public var hexBytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(64)
    for word in [w0, w1, w2, w3] {
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
        bytes.append(digit < 10 ? 48 + digit : 87 + digit)
      }
    }
    return bytes
  }

  @inlinable
  public static func < (a: Hash, b: Hash) -> Bool {
    if a.w0 != b.w0 { return a.w0 < b.w0 }
    if a.w1 != b.w1 { return a.w1 < b.w1 }
    if a.w2 != b.w2 { return a.w2 < b.w2 }
    return a.w3 < b.w3
  }
}

extension Hash: CustomStringConvertible {
  /// The hex text.
  public var description: String { hex }
}

/// The lot of one unit in one stage of one draw: the smaller, the earlier.
public typealias Ticket = Hash

/// The value of a lower-case hex digit, nil for any other byte.
private func hexDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 48...57: UInt64(byte) - 48
  case 97...102: UInt64(byte) - 87
  default: nil
  }
}
