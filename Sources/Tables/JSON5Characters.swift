// Characters of JSON5 and the exact integer of a numeral: small pure functions of the reader.

func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// White space beyond ASCII: no-break space, byte order mark, line separators, and class Zs
/// (which holds the ideographic space that Chinese input methods type).
func isJSON5Blank(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "\u{A0}", "\u{FEFF}", "\u{2028}", "\u{2029}": true
  default: scalar.properties.generalCategory == .spaceSeparator
  }
}

func isIdentifierStart(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "$", "_": return true
  case _ where scalar.isASCII: return false
  default: break
  }
  switch scalar.properties.generalCategory {
  case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
    .letterNumber:
    return true
  default: return false
  }
}

func isIdentifierPart(_ scalar: Unicode.Scalar) -> Bool {
  if isIdentifierStart(scalar) { return true }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: return true
  default: return scalar == "\u{200C}" || scalar == "\u{200D}"
  }
}

/// Bytes of the UTF-8 character at an offset, or 0 where there is none: a stray or missing
/// continuation byte, an overlong form, a surrogate, or beyond U+10FFFF.
///
/// *Source*: The Unicode Standard, table 3-7.
func validUTF8Length(_ bytes: [UInt8], at offset: Int) -> Int {
  let first = bytes[offset]
  if first < 0x80 { return 1 }
  let (length, second): (Int, ClosedRange<UInt8>) =
    switch first {
    case 0xC2...0xDF: (2, 0x80...0xBF)
    case 0xE0: (3, 0xA0...0xBF)
    case 0xED: (3, 0x80...0x9F)
    case 0xE1...0xEF: (3, 0x80...0xBF)
    case 0xF0: (4, 0x90...0xBF)
    case 0xF1...0xF3: (4, 0x80...0xBF)
    case 0xF4: (4, 0x80...0x8F)
    default: (0, 0x80...0xBF)
    }
  guard length > 0, offset + length <= bytes.count, second ~= bytes[offset + 1],
    bytes[offset + 2..<max(offset + 2, offset + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
  else { return 0 }
  return length
}

/// The value of a JSON5 numeral if it is an integer of `Int`, computed without rounding.
func exactInteger(_ numeral: [UInt8]) -> Int? {
  var text = numeral[...]
  let isNegative = text.first == UInt8(ascii: "-")
  if isNegative || text.first == UInt8(ascii: "+") { text.removeFirst() }
  let magnitude =
    text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8)
    ? hexadecimalMagnitude(text.dropFirst(2)) : decimalMagnitude(text)
  guard let magnitude else { return nil }
  if isNegative, magnitude == UInt(Int.max) + 1 { return Int.min }
  return Int(exactly: magnitude).map { isNegative ? -$0 : $0 }
}

private func hexadecimalMagnitude(_ digits: ArraySlice<UInt8>) -> UInt? {
  var value: UInt = 0
  for byte in digits {
    guard let digit = hexDigit(byte), value >> (UInt.bitWidth - 4) == 0 else { return nil }
    value = value << 4 | UInt(digit)
  }
  return value
}

/// `12.50e1` is the digits 1250 times ten to the power 1 − 2: an integer, 125.
private func decimalMagnitude(_ text: ArraySlice<UInt8>) -> UInt? {
  let parts = text.split(
    maxSplits: 1, omittingEmptySubsequences: false,
    whereSeparator: { $0 | 0x20 == UInt8(ascii: "e") })
  let mantissa = parts[0].split(
    separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
  let fraction = mantissa.count == 2 ? mantissa[1] : []
  var digits = Array(mantissa[0] + fraction).drop { $0 == UInt8(ascii: "0") }
  guard digits.allSatisfy(isDigit) else { return nil }
  guard !digits.isEmpty else { return 0 }
  // An exponent too long for `Int` moves any numeral that fits in memory out of range.
  guard let written = parts.count == 2 ? Int(String(decoding: parts[1], as: UTF8.self)) : 0,
    written.magnitude < 1 << 32
  else { return nil }
  var exponent = written - fraction.count
  while digits.last == UInt8(ascii: "0") {
    digits.removeLast()
    exponent += 1
  }
  guard exponent >= 0, digits.count + exponent <= 20 else { return nil }
  digits += Array(repeating: UInt8(ascii: "0"), count: exponent)
  return UInt(String(decoding: digits, as: UTF8.self))
}
