// Credit codes checked by the million: one table look-up and one addition a character decide
// whether a code keeps all rules. `CreditCode.check` is the definition, and says which rule a code
// breaks; this only ever says yes or no, and the same.
//
//   sum of 18 entries:  │ 48… breaks │ 40 inner applies │ 32… inner breaks │ 16… inner │ 0… sum │

/// The tables of the quick check.
struct CreditCodeSums: Sendable {
  private static let innerApplies: UInt64 = 1 << 40
  /// By position, then byte.
  private let entries: [UInt64]

  init() {
    entries = (0..<18).flatMap { position in
      (0...255).map { CreditCodeSums.entry(position, UInt8($0)) }
    }
  }

  /// Whether `CreditCode.check` finds nothing wrong.
  @inline(__always)
  func isValid(_ code: Span<UInt8>) -> Bool {
    guard code.count == 18 else { return false }
    let entries = entries.span
    guard entries.count == 18 * 256 else { return false }
    var sum: UInt64 = 0
    for position in 0..<18 { sum &+= entries[position &* 256 &+ Int(code[position])] }
    if sum >= 1 << 48 || (sum & 0xFFFF) % 31 != 0 { return false }
    if sum & CreditCodeSums.innerApplies == 0 { return true }
    return sum &>> 32 & 0xFF == 0 && (sum &>> 16 & 0xFFFF) % 11 == 0
  }

  /// What a character adds; sums stay below their fields' bounds: 30·30·18 and 35·10·8 + 10.
  private static func entry(_ position: Int, _ byte: UInt8) -> UInt64 {
    guard let value = CreditCode.knownValue(of: byte), value < 10 || !(2..<8 ~= position) else {
      return 1 << 48
    }
    var entry = UInt64(value) * UInt64(CreditCode.weight(at: position))
    if position == 0, "915".utf8.contains(byte) { entry |= innerApplies }
    switch position {
    case 8..<16:
      let letter = byte < 0x3A ? byte - 0x30 : byte - 0x37
      entry |= UInt64(letter) * UInt64(CreditCode.innerWeight(at: position)) << 16
    case 16 where byte == UInt8(ascii: "X"): entry |= 10 << 16
    case 16 where byte < 0x3A: entry |= UInt64(byte - 0x30) << 16
    case 16: entry |= 1 << 32
    default: break
    }
    return entry
  }
}
