// The words of JSON5: strings and their escapes, keys, literals, numbers; and characters.
//
// `JSON5Reader.swift` calls these where a value or key begins. Text without escapes (nearly all)
// is taken as one run of bytes; text with escapes is put together byte by byte.

extension JSON5Reader {
  // MARK: Strings

  /// The string whose quote stands next; both quotes are consumed.
  mutating func string(opened: JSON5Position) throws(JSON5Error) -> String {
    let quote = byte
    next += 1
    var text: [UInt8] = []
    var runStart = next
    while next < bytes.count {
      if byte == quote {
        text.append(contentsOf: bytes[runStart..<next])
        next += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        text.append(contentsOf: bytes[runStart..<next])
        try escape(into: &text, opened: opened)
        runStart = next
      } else if byte == 0x0A || byte == 0x0D {
        throw JSON5Error(.lineBreakInString(opened: opened), at: position())
      } else {
        next += 1
      }
    }
    throw JSON5Error(.unterminatedString, at: opened)
  }

  /// The escape whose backslash stands next.
  private mutating func escape(
    into text: inout [UInt8], opened: JSON5Position
  ) throws(JSON5Error) {
    guard let escaped = scalar(at: next + 1) else {
      throw JSON5Error(.unterminatedString, at: opened)
    }
    let lineEnd = lineEndLength(at: next + 1)
    switch escaped {
    case _ where lineEnd > 0: next += 1 + lineEnd
    case "u": text.append(contentsOf: String(try unicodeEscape()).utf8)
    case "x":
      guard let value = hexValue(at: next + 2, digits: 2) else { throw badEscape() }
      text.append(contentsOf: String(Unicode.Scalar(UInt8(value))).utf8)
      next += 4
    case "0" where !isDigit(peek(2)):
      text.append(0)
      next += 2
    case "0"..."9": throw badEscape()
    default:
      text.append(contentsOf: String(controlEscapes[escaped] ?? escaped).utf8)
      next += 1 + UTF8.width(escaped)
    }
  }

  /// `\uXXXX`, or two of them that make a surrogate pair; the backslash stands next.
  private mutating func unicodeEscape() throws(JSON5Error) -> Unicode.Scalar {
    guard let unit = hexValue(at: next + 2, digits: 4) else { throw badEscape() }
    if let scalar = Unicode.Scalar(unit) {
      next += 6
      return scalar
    }
    let second = peek(6) == UInt8(ascii: "\\") && peek(7) == UInt8(ascii: "u")
    guard unit < 0xDC00, second, let low = hexValue(at: next + 8, digits: 4),
      0xDC00..<0xE000 ~= low,
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw JSON5Error(.loneSurrogate, at: position()) }
    next += 12
    return scalar
  }

  private mutating func badEscape() -> JSON5Error { JSON5Error(.badEscape, at: position()) }

  /// The value of exactly so many hexadecimal digits, or nil.
  private func hexValue(at offset: Int, digits: Int) -> UInt32? {
    guard offset + digits <= bytes.count else { return nil }
    var value: UInt32 = 0
    for place in offset..<offset + digits {
      guard let digit = hexDigit(bytes[place]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  // MARK: Keys and literals

  /// A key: a string or an identifier (Unicode letters, so Han too; `\u` escapes allowed).
  mutating func key(
    at start: JSON5Position, opened: JSON5Position
  ) throws(JSON5Error) -> String {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      return try string(opened: start)
    }
    guard let name = try identifier() else {
      throw unexpected(.keyOrClosingBrace, opened: opened)
    }
    return name
  }

  /// The identifier that stands next, or nil when none does.
  private mutating func identifier() throws(JSON5Error) -> String? {
    var name = String.UnicodeScalarView()
    while let written = scalar(at: next) {
      let start = next
      let isEscape = written == "\\"
      if isEscape, peek(1) != UInt8(ascii: "u") { throw badEscape() }
      let meant = isEscape ? try unicodeEscape() : written
      guard name.isEmpty ? isIdentifierStart(meant) : isIdentifierPart(meant) else {
        next = start
        if isEscape { throw badEscape() }
        break
      }
      if !isEscape { next += UTF8.width(written) }
      name.append(meant)
    }
    return name.isEmpty ? nil : String(name)
  }

  /// A value that begins with none of JSON5's marks: one of five words, or an error.
  mutating func word(
    at start: JSON5Position, opened: JSON5Position?
  ) throws(JSON5Error) -> JSON5Value.Kind {
    let offset = next
    guard let name = try identifier() else { throw unexpected(.value, opened: opened) }
    let literal: JSON5Value.Kind? =
      switch name {
      case "null": .null
      case "true": .bool(true)
      case "false": .bool(false)
      case "Infinity", "NaN": .number(text: name)
      default: nil
      }
    // An escape spells no literal: `tru\u0065` is not `true`.
    guard let literal, next - offset == name.utf8.count else {
      throw JSON5Error(.unquotedText(name), at: start)
    }
    return literal
  }

  // MARK: Numbers

  /// The numeral that stands next, as written. What people type without quotes (`3%`,
  /// `2026-10-01`) is a bad numeral as a whole, not a numeral and a stray mark.
  mutating func number() throws(JSON5Error) -> String {
    let start = next
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { next += 1 }
    let isWhole = skipWord("Infinity") || skipWord("NaN") || skipHexadecimal() || skipDecimal()
    let goesOn = scalar(at: next).map { isIdentifierPart($0) || "\\+-.%".contains($0) } ?? false
    guard isWhole, !goesOn else {
      throw JSON5Error(.badNumber(text: numeral(from: start)), at: position())
    }
    return String(decoding: bytes[start..<next], as: UTF8.self)
  }

  /// What a person would call the number that begins at an offset, for a message.
  private func numeral(from start: Int) -> String {
    var text = ""
    var offset = start
    while text.unicodeScalars.count < 40, let scalar = scalar(at: offset),
      isIdentifierPart(scalar) || "+-.%".contains(scalar)
    {
      text.unicodeScalars.append(scalar)
      offset += UTF8.width(scalar)
    }
    return text
  }

  private mutating func skipWord(_ word: StaticString) -> Bool {
    let text = String(describing: word).utf8
    guard bytes[next...].starts(with: text) else { return false }
    next += text.count
    return true
  }

  private mutating func skipHexadecimal() -> Bool {
    guard byte == UInt8(ascii: "0"), peek(1) | 0x20 == UInt8(ascii: "x"),
      hexDigit(peek(2)) != nil
    else { return false }
    next += 2
    while hexDigit(byte) != nil { next += 1 }
    return true
  }

  private mutating func skipDecimal() -> Bool {
    let leadsWithZero = byte == UInt8(ascii: "0")
    var digits = skipDigits()
    if leadsWithZero, digits > 1 {
      next -= digits - 1
      return false
    }
    if byte == UInt8(ascii: ".") {
      next += 1
      digits += skipDigits()
    }
    guard digits > 0 else { return false }
    guard byte | 0x20 == UInt8(ascii: "e") else { return true }
    next += 1
    if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { next += 1 }
    return skipDigits() > 0
  }

  /// Skips decimal digits and says how many there were.
  private mutating func skipDigits() -> Int {
    let start = next
    while isDigit(byte) { next += 1 }
    return next - start
  }
}

/// Escapes that stand for another character than the one written.
private let controlEscapes: [Unicode.Scalar: Unicode.Scalar] = [
  "b": "\u{8}", "f": "\u{C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{B}",
]

extension String {
  /// Whether a single character of this ASCII text is `scalar`.
  fileprivate func contains(_ scalar: Unicode.Scalar) -> Bool { unicodeScalars.contains(scalar) }
}
