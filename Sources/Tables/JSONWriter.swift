// JSON out: values → bytes, the same bytes for the same values on every machine and version.
//
// Members stand in the order given and nothing is a float, so that a record's digest depends on
// its content alone. Text is written as it is; only what JSON forbids is escaped.

/// A JSON value to be written. Integers only: what is no integer is text (`"3/100"`).
public indirect enum JSON: Sendable {
  case null
  case bool(Bool)
  case int(Int)
  case string(String)
  case array([JSON])
  /// Members in the order in which they are written. Keys must differ.
  case object([(String, JSON)])

  /// The value as UTF-8 with a line feed at its end.
  ///
  /// With `indent`, members and elements stand on lines of their own, two spaces deeper, except
  /// that arrays and objects of scalars stay on one line if that line has at most 100 characters
  /// (Unicode scalars). Without, everything is on one line without blanks.
  public func text(indent: Bool) -> [UInt8] {
    var writer = JSONWriter()
    if indent {
      writer.writeIndented(self, depth: 0, used: 0)
    } else {
      writer.writeCompact(self)
    }
    return writer.bytes + [0x0A]
  }

  fileprivate var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral text: String) { self = .string(text) }
  public init(integerLiteral number: Int) { self = .int(number) }
  public init(booleanLiteral bool: Bool) { self = .bool(bool) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSON)...) { self = .object(members) }
}

/// Characters of the widest line on which an array or object of scalars is kept.
private let lineWidth = 100

private struct JSONWriter {
  var bytes: [UInt8] = []

  mutating func write(_ text: StaticString) { bytes.append(contentsOf: "\(text)".utf8) }

  mutating func breakLine(depth: Int) {
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
  }

  // MARK: Forms

  /// `used` is what the line already holds before the value; a comma may still follow it.
  mutating func writeIndented(_ value: JSON, depth: Int, used: Int) {
    if let line = oneLine(value, room: lineWidth - used - 1) {
      bytes.append(contentsOf: line)
      return
    }
    switch value {
    case .array(let elements):
      write("[")
      for (index, element) in elements.enumerated() {
        if index > 0 { write(",") }
        breakLine(depth: depth + 1)
        writeIndented(element, depth: depth + 1, used: 2 * depth + 2)
      }
      breakLine(depth: depth)
      write("]")
    case .object(let members):
      write("{")
      for (index, (key, member)) in members.enumerated() {
        if index > 0 { write(",") }
        breakLine(depth: depth + 1)
        let start = bytes.count
        writeString(key)
        write(": ")
        writeIndented(
          member, depth: depth + 1, used: 2 * depth + 2 + characters(bytes[start...]))
      }
      breakLine(depth: depth)
      write("}")
    default: writeCompact(value)
    }
  }

  /// An array or object of scalars on one line, or nil if it holds others or needs more room.
  private func oneLine(_ value: JSON, room: Int) -> [UInt8]? {
    var line = JSONWriter()
    switch value {
    case .array(let elements) where elements.allSatisfy(\.isScalar):
      line.writeList("[", elements, "]", separator: ", ") { $0.writeCompact($1) }
    case .object(let members) where members.allSatisfy(\.1.isScalar):
      line.writeList("{", members, "}", separator: ", ") {
        $0.writeString($1.0)
        $0.write(": ")
        $0.writeCompact($1.1)
      }
    default: return nil
    }
    return characters(line.bytes[...]) <= room ? line.bytes : nil
  }

  mutating func writeCompact(_ value: JSON) {
    switch value {
    case .null: write("null")
    case .bool(let bool): bool ? write("true") : write("false")
    case .int(let number): bytes.append(contentsOf: String(number).utf8)
    case .string(let text): writeString(text)
    case .array(let elements):
      writeList("[", elements, "]", separator: ",") { $0.writeCompact($1) }
    case .object(let members):
      writeList("{", members, "}", separator: ",") {
        $0.writeString($1.0)
        $0.write(":")
        $0.writeCompact($1.1)
      }
    }
  }

  private mutating func writeList<T>(
    _ open: StaticString, _ items: [T], _ close: StaticString, separator: StaticString,
    _ writeItem: (inout JSONWriter, T) -> Void
  ) {
    write(open)
    for (index, item) in items.enumerated() {
      if index > 0 { write(separator) }
      writeItem(&self, item)
    }
    write(close)
  }

  // MARK: Strings

  /// Escapes the quote, the backslash and control characters below U+0020; nothing else.
  mutating func writeString(_ text: String) {
    write("\"")
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): write("\\\"")
      case UInt8(ascii: "\\"): write("\\\\")
      case 0x20...: bytes.append(byte)
      case 0x08: write("\\b")
      case 0x09: write("\\t")
      case 0x0A: write("\\n")
      case 0x0C: write("\\f")
      case 0x0D: write("\\r")
      default:
        write("\\u00")
        for digit in [byte >> 4, byte & 15] {
          bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") - 10 + digit)
        }
      }
    }
    write("\"")
  }
}

/// Unicode scalars of valid UTF-8.
private func characters(_ bytes: ArraySlice<UInt8>) -> Int {
  bytes.count { $0 & 0xC0 != 0x80 }
}
