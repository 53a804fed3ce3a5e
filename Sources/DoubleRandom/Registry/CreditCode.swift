// Unified social credit codes (统一社会信用代码): which rule a code breaks, if any.
//
// Every row of a target registry passes here, so the good case is a few table look-ups. Nothing is
// repaired: a lower-case or full-width code is another text and is said to be one.
//
//   91 110105 MA01ABCD 2 X
//   │  │      │        │ └ 18: check character over 1–17, weights 3^(i−1) mod 31   (GB 32100-2015)
//   │  │      │        └── 17: check digit of the organisation code over 9–16      (GB 11714-1997)
//   │  │      └─────────── 9–16: organisation code
//   │  └────────────────── 3–8: region of the registering authority, digits        (GB/T 2260)
//   └───────────────────── 1: authority, 2: kind of organisation
//
// The inner digit is looked at only where the outer one is right (else it is not known which
// character is wrong) and where the authority is 1, 5 or 9: those who took over organisation codes.
// Of 51 056 real Beijing codes that pass the outer check, one fails the inner one; shops (92…) keep
// the rule as companies (91…) do.

public enum CreditCode {
  /// The first rule that a code breaks.
  public enum Problem: Hashable, Sendable {
    /// Not 18 characters, but so many; or 18 bytes with characters beyond ASCII among them.
    case length(Int)
    /// A lower-case letter at this 1-based position.
    case lowerCase(position: Int)
    /// A character at this 1-based position that no code has (I, O, S, V, Z or no letter or digit).
    case character(position: Int)
    /// A letter at this 1-based position, in the region code.
    case region(position: Int)
    /// Position 18 should be this character.
    case checkCharacter(expected: UInt8)
    /// Position 18 is right, but position 17 should be this character.
    case innerCheckDigit(expected: UInt8)
  }

  /// What is wrong with a code by GB 32100-2015 and GB 11714-1997, or nil.
  public static func check(_ bytes: [UInt8]) -> Problem? { check(bytes.span) }

  /// What is wrong with a code by GB 32100-2015 and GB 11714-1997, or nil.
  public static func check(_ bytes: Span<UInt8>) -> Problem? {
    guard bytes.count == 18 else { return .length(characters(bytes)) }
    var sum: UInt32 = 0
    for index in 0..<18 {
      let value = value(of: bytes[index])
      // Region codes, the bits of the mask, are digits.
      if value > (0x00FC &>> index & 1 == 1 ? 9 : 30) { return characterProblem(bytes) }
      sum &+= UInt32(value) &* UInt32(weights[index])
    }
    if sum % 31 != 0 {
      let others = sum - UInt32(value(of: bytes[17]))
      return .checkCharacter(expected: alphabet[Int((31 - others % 31) % 31)])
    }
    return innerProblem(bytes)
  }

  /// The first character that does not belong where it stands.
  private static func characterProblem(_ bytes: Span<UInt8>) -> Problem? {
    for index in bytes.indices {
      let byte = bytes[index]
      switch byte {
      case 0x80...: return .length(characters(bytes))
      case UInt8(ascii: "a")...UInt8(ascii: "z"): return .lowerCase(position: index + 1)
      case _ where value(of: byte) == 255: return .character(position: index + 1)
      case UInt8(ascii: "A")... where 2..<8 ~= index: return .region(position: index + 1)
      default: continue
      }
    }
    return nil
  }

  private static func innerProblem(_ bytes: Span<UInt8>) -> Problem? {
    guard
      bytes[0] == UInt8(ascii: "9") || bytes[0] == UInt8(ascii: "1")
        || bytes[0] == UInt8(ascii: "5")
    else { return nil }
    var sum: UInt32 = 0
    for index in 0..<8 {
      let byte = UInt32(bytes[8 + index])
      // Here letters are numbered without gaps: A = 10 … Z = 35.
      sum &+= (byte < 0x3A ? byte &- 0x30 : byte &- 0x37) &* UInt32(innerWeights[index])
    }
    let expected = innerDigits[Int(11 - sum % 11)]
    return bytes[16] == expected ? nil : .innerCheckDigit(expected: expected)
  }

  private static func characters(_ bytes: Span<UInt8>) -> Int {
    var count = 0
    for index in bytes.indices where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }
}

/// The 31 characters of a code; a character's value is its index.
private let alphabet: [UInt8] = [
  48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 65, 66, 67, 68, 69, 70, 71, 72, 74, 75, 76, 77, 78, 80,
  81, 82, 84, 85, 87, 88, 89,
]

/// Values of the bytes 0x30…0x5F; 255 for those that no code has. Literals, because a table made at
/// run time costs a check on each access.
private let values: [UInt8] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 255, 255, 255, 255, 255, 255,
  255, 10, 11, 12, 13, 14, 15, 16, 17, 255, 18, 19, 20, 21, 22, 255,
  23, 24, 25, 255, 26, 27, 255, 28, 29, 30, 255, 255, 255, 255, 255, 255,
]

private func value(of byte: UInt8) -> UInt8 {
  let place = Int(byte &- 0x30)
  return place < 48 ? values[place] : 255
}

/// 3^(i−1) mod 31 for positions 1…17; 1 for the check character, so that all 18 sum to 0 mod 31.
private let weights: [UInt8] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1]

extension CreditCode {
  /// The value of a character, nil where no code has it.
  static func knownValue(of byte: UInt8) -> Int? {
    let value = DoubleRandom.value(of: byte)
    return value == 255 ? nil : Int(value)
  }

  /// The weight of a 0-based position.
  static func weight(at position: Int) -> Int { Int(weights[position]) }

  /// The weight of a 0-based position, 8…15, within the organisation code.
  static func innerWeight(at position: Int) -> Int { Int(innerWeights[position - 8]) }
}

/// Of the organisation code, positions 9…16.
private let innerWeights: [UInt8] = [3, 7, 9, 10, 5, 8, 4, 2]

/// 11 − Σ mod 11, which is 1…11, as a character: 10 is written X, 11 is written 0.
private let innerDigits: [UInt8] = [63, 49, 50, 51, 52, 53, 54, 55, 56, 57, 88, 48]

// MARK: - What spreadsheets make of codes

extension CreditCode {
  /// How a spreadsheet damaged what once was a code.
  public enum SpreadsheetDamage: String, Hashable, Sendable, CaseIterable {
    /// `9.11101E+17`: shown, and then saved, in scientific notation.
    case scientific = "scientific-notation"
    /// 18 digits that end in 000 and fail the check: only 15 digits were kept.
    case rounded = "last-digits-lost"
    /// 17 digits.
    case shortened = "a-digit-lost"
    /// `911101080000000000.0`: went through a program that took it for a decimal.
    case decimal = "decimal-point"
    /// `'91…`: an apostrophe that was meant for the spreadsheet.
    case apostrophe = "apostrophe"
  }

  /// The damage that a text shows, or nil: an intact code, or something that never was one.
  public static func damage(_ bytes: Span<UInt8>) -> SpreadsheetDamage? {
    var digits = 0
    while digits < bytes.count, isDigit(bytes[digits]) { digits += 1 }
    if digits == bytes.count {
      if digits == 17 { return .shortened }
      return digits == 18 && endsInThreeZeros(bytes) && check(bytes) != nil ? .rounded : nil
    }
    if bytes.count == 19, bytes[0] == UInt8(ascii: "'"), check(bytes.extracting(1..<19)) == nil {
      return .apostrophe
    }
    if digits >= 15, bytes[digits] == UInt8(ascii: "."), allZeros(bytes, from: digits + 1) {
      return .decimal
    }
    return isScientific(bytes) ? .scientific : nil
  }

  private static func endsInThreeZeros(_ bytes: Span<UInt8>) -> Bool {
    allZeros(bytes, from: bytes.count - 3)
  }

  private static func allZeros(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    for index in start..<bytes.count where bytes[index] != UInt8(ascii: "0") { return false }
    return start < bytes.count
  }

  /// One digit, perhaps a fraction, `E`, perhaps `+`, one or two digits: `9.11E+17`, `9e17`.
  private static func isScientific(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 4, isDigit(bytes[0]) else { return false }
    var next = 1
    if bytes[next] == UInt8(ascii: ".") {
      next += 1
      while next < bytes.count, isDigit(bytes[next]) { next += 1 }
      if next == 2 { return false }
    }
    guard next < bytes.count, bytes[next] | 0x20 == UInt8(ascii: "e") else { return false }
    next += 1
    if next < bytes.count, bytes[next] == UInt8(ascii: "+") { next += 1 }
    let exponent = bytes.count - next
    guard exponent == 1 || exponent == 2 else { return false }
    return isDigit(bytes[next]) && isDigit(bytes[bytes.count - 1])
  }
}

private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
