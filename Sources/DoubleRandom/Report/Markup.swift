// HTML as a type: a literal is markup, and whatever is put into it is text unless it is markup
// itself. Registries are written by strangers, so no value of theirs can become a tag, end an
// attribute or turn the direction of a line; what is invisible is shown as `<U+202E>`.

/// A piece of HTML.
///
/// `"<td>\(name)</td>" as Markup` escapes the name; a `Markup` inside goes in as it is.
public struct Markup: Sendable, ExpressibleByStringInterpolation {
  public private(set) var bytes: [UInt8]

  public init() { bytes = [] }
  public init(stringLiteral literal: String) { bytes = Array(literal.utf8) }
  public init(stringInterpolation pieces: StringInterpolation) { bytes = pieces.bytes }

  public static func + (a: Markup, b: Markup) -> Markup {
    var sum = a
    sum += b
    return sum
  }

  public static func += (a: inout Markup, b: Markup) { a.bytes += b.bytes }

  public struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    public init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) { bytes += literal.utf8 }
    public mutating func appendInterpolation(_ markup: Markup) { bytes += markup.bytes }

    public mutating func appendInterpolation(_ all: [Markup]) {
      for markup in all { bytes += markup.bytes }
    }

    /// Text, harmless wherever text or a quoted attribute may stand.
    public mutating func appendInterpolation(_ text: String) { escape(text, into: &bytes) }

    /// A number as coordinates and spans need it.
    public mutating func appendInterpolation(_ number: Int) { bytes += String(number).utf8 }

    /// A number as people read it: 20,000.
    public mutating func appendInterpolation(count: Int) { bytes += grouped(count).utf8 }
  }
}

extension Sequence<Markup> {
  /// All of them, one after another.
  func joined() -> Markup { reduce(into: Markup()) { $0 += $1 } }
}

private func escape(_ text: String, into bytes: inout [UInt8]) {
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": bytes += "&amp;".utf8
    case "<": bytes += "&lt;".utf8
    case ">": bytes += "&gt;".utf8
    case "\"": bytes += "&quot;".utf8
    case "'": bytes += "&#39;".utf8
    case _ where hidden.contains { $0 ~= scalar.value }:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      bytes += "&lt;U+".utf8
      bytes += repeatElement(UInt8(ascii: "0"), count: max(0, 4 - digits.utf8.count))
      bytes += digits.utf8
      bytes += "&gt;".utf8
    default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
  }
}

/// What cannot be seen or steers what is seen: controls, soft hyphen, marks of direction, zero
/// widths, invisible operators, fillers, private use, tags. A list of our own, so that the same
/// text gives the same bytes with every version of Unicode.
private let hidden: [ClosedRange<UInt32>] = [
  0x00...0x1F, 0x7F...0x9F, 0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160,
  0x17B4...0x17B5, 0x180B...0x180E, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F,
  0x3164...0x3164, 0xE000...0xF8FF, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0,
  0xFFF0...0xFFFB, 0xE0000...0xE0FFF, 0xF0000...0x10FFFF,
]

/// Digits with commas between thousands.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude))
  let text = digits.enumerated().map { index, digit in
    index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
  }
  return (number < 0 ? "−" : "") + text.joined()
}
