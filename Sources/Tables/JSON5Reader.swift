// The JSON5 grammar: a reader that walks over validated UTF-8 and descends into brackets.
//
// `JSON5.swift` holds the types and the entry. Here: encoding, positions, blanks and comments,
// objects and arrays. Strings, keys and numbers are in `JSON5Tokens.swift`.
// Recursion is bounded by `JSON5Limits.depth`; positions are asked for in ascending order, so that
// lines and columns are counted once over the whole text.

struct JSON5Reader {
  let bytes: [UInt8]
  /// Offset of the next byte.
  var next = 0
  private var depth = 0
  private var counted: Cursor
  /// The first brackets that are closed at the head of a line that is indented otherwise than the
  /// line on which they were opened.
  private var crooked: (opened: Int, closed: Int)?

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    counted = Cursor(bytes)
  }

  /// The next byte, or 0 at the end (a text holds no NUL: `checkEncoding`).
  var byte: UInt8 { next < bytes.count ? bytes[next] : 0 }

  /// The byte `ahead` places behind the next one, or 0 behind the end.
  func peek(_ ahead: Int) -> UInt8 {
    next + ahead < bytes.count ? bytes[next + ahead] : 0
  }

  mutating func document() throws(JSON5Error) -> JSON5Value {
    try skipBlanks()
    let value = try value(opened: nil)
    let end = next
    try skipBlanks()
    guard next == bytes.count else { throw behind(value, closed: end - 1) }
    return value
  }

  /// The error of meeting something behind the text's value, which ends at an offset.
  private mutating func behind(_ value: JSON5Value, closed: Int) -> JSON5Error {
    var error = unexpected(.endOfText)
    guard value.members != nil || value.elements != nil else { return error }
    let pair = crooked ?? (value.position.offset, closed)
    let opened = position(at: pair.opened)
    error.pair = JSON5Error.Pair(opened: opened, closed: position(at: pair.closed))
    return error
  }

  /// Any value; `opened` is the innermost open bracket, for the message at the end of the text.
  mutating func value(opened: JSON5Position?) throws(JSON5Error) -> JSON5Value {
    let start = position()
    let kind: JSON5Value.Kind
    switch byte {
    case UInt8(ascii: "{"): kind = .object(try nested(object, start))
    case UInt8(ascii: "["): kind = .array(try nested(array, start))
    case UInt8(ascii: "\""), UInt8(ascii: "'"): kind = .string(try string(opened: start))
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      kind = .number(text: try number())
    default: kind = try word(at: start, opened: opened)
    }
    return JSON5Value(kind, at: start)
  }

  /// One bracket deeper.
  private mutating func nested<T>(
    _ read: (inout JSON5Reader, JSON5Position) throws(JSON5Error) -> T, _ start: JSON5Position
  ) throws(JSON5Error) -> T {
    guard depth < JSON5Limits.depth else {
      throw JSON5Error(.tooDeep(limit: JSON5Limits.depth), at: start)
    }
    depth += 1
    next += 1
    let result = try read(&self, start)
    if crooked == nil, isCrooked(start.offset, next - 1) { crooked = (start.offset, next - 1) }
    depth -= 1
    return result
  }

  /// Whether a bracket at the head of its line closes one of a line that is indented otherwise.
  private func isCrooked(_ opened: Int, _ closed: Int) -> Bool {
    func isIndent(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    let own = bytes[..<closed].reversed().prefix(while: isIndent).count
    // Behind the text's first byte something stands before every closing bracket.
    guard bytes[closed - own - 1] == 0x0A else { return false }
    let start = bytes[..<opened].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let other = bytes[start..<opened].prefix(while: isIndent)
    return !other.elementsEqual(bytes[(closed - own)..<closed])
  }

  // MARK: Positions and errors

  /// Line and column of the next byte.
  mutating func position() -> JSON5Position { position(at: next) }

  /// Line and column of a byte; amortised O(1) when asked in ascending order.
  mutating func position(at offset: Int) -> JSON5Position {
    if offset < counted.offset { counted = Cursor(bytes) }
    counted.advance(to: offset, in: bytes)
    return counted.position
  }

  /// The error of meeting something else than `expected` at the next byte.
  mutating func unexpected(
    _ expected: JSON5Error.Expected, opened: JSON5Position? = nil
  ) -> JSON5Error {
    guard let scalar = scalar(at: next) else {
      return JSON5Error(.unexpectedEnd(expected, opened: opened), at: position())
    }
    return JSON5Error(.unexpectedCharacter(scalar, expected), at: position())
  }

  /// The character at an offset of valid UTF-8, or nil at the end.
  func scalar(at offset: Int) -> Unicode.Scalar? {
    guard offset < bytes.count else { return nil }
    let first = UInt32(bytes[offset])
    func tail(_ place: Int) -> UInt32 { UInt32(bytes[offset + place] & 0x3F) }
    switch first {
    case 0..<0x80: return Unicode.Scalar(first)
    case 0x80..<0xE0: return Unicode.Scalar((first & 0x1F) << 6 | tail(1))
    case 0xE0..<0xF0: return Unicode.Scalar((first & 0x0F) << 12 | tail(1) << 6 | tail(2))
    default:
      return Unicode.Scalar((first & 7) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3))
    }
  }

  // MARK: Encoding

  /// The first NUL or byte that is no UTF-8 is an error.
  mutating func checkEncoding() throws(JSON5Error) {
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] == 0 { throw JSON5Error(.nulByte, at: position(at: offset)) }
      let length = validUTF8Length(bytes, at: offset)
      if length == 0 { throw JSON5Error(.invalidUTF8, at: position(at: offset)) }
      offset += length
    }
  }

  // MARK: Blanks and comments

  /// Skips white space, line ends and comments.
  mutating func skipBlanks() throws(JSON5Error) {
    while let length = try blankLength() { next += length }
  }

  /// Bytes of the blank or comment that stands next, or nil.
  private mutating func blankLength() throws(JSON5Error) -> Int? {
    switch byte {
    case 0x09...0x0D, 0x20: return 1
    case UInt8(ascii: "/"): return try commentLength()
    case 0x80...:
      guard let scalar = scalar(at: next), isJSON5Blank(scalar) else { return nil }
      return UTF8.width(scalar)
    default: return nil
    }
  }

  private mutating func commentLength() throws(JSON5Error) -> Int? {
    switch peek(1) {
    case UInt8(ascii: "/"):
      var end = next + 2
      while end < bytes.count, lineEndLength(at: end) == 0 { end += 1 }
      return end - next
    case UInt8(ascii: "*"):
      var end = next + 2
      while end + 1 < bytes.count {
        if bytes[end] == UInt8(ascii: "*"), bytes[end + 1] == UInt8(ascii: "/") {
          return end + 2 - next
        }
        end += 1
      }
      throw JSON5Error(.unterminatedComment, at: position())
    default: return nil
    }
  }

  /// Bytes of the line terminator at an offset (LF, CR, CRLF, U+2028, U+2029), or 0.
  func lineEndLength(at offset: Int) -> Int {
    switch bytes[offset] {
    case 0x0A: return 1
    case 0x0D: return offset + 1 < bytes.count && bytes[offset + 1] == 0x0A ? 2 : 1
    case 0xE2:
      return bytes[offset + 1] == 0x80 && bytes[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    default: return 0
    }
  }
}

// MARK: - Brackets

/// What stands between `[` and `]`; the opening bracket is behind us.
private func array(
  _ reader: inout JSON5Reader, _ opened: JSON5Position
) throws(JSON5Error) -> [JSON5Value] {
  var elements: [JSON5Value] = []
  while true {
    try reader.skipBlanks()
    if reader.byte == UInt8(ascii: "]") { break }
    elements.append(try reader.value(opened: opened))
    try reader.skipBlanks()
    if reader.byte == UInt8(ascii: "]") { break }
    guard reader.byte == UInt8(ascii: ",") else {
      throw reader.unexpected(.commaOrClosingBracket, opened: opened)
    }
    reader.next += 1
  }
  reader.next += 1
  return elements
}

/// What stands between `{` and `}`; the opening brace is behind us.
private func object(
  _ reader: inout JSON5Reader, _ opened: JSON5Position
) throws(JSON5Error) -> [JSON5Value.Member] {
  var members: [JSON5Value.Member] = []
  var places: [String: Int] = [:]
  while true {
    try reader.skipBlanks()
    if reader.byte == UInt8(ascii: "}") { break }
    let member = try reader.member(opened: opened)
    if let first = places.updateValue(members.count, forKey: member.key) {
      throw JSON5Error(
        .duplicateKey(member.key, first: members[first].keyPosition), at: member.keyPosition)
    }
    members.append(member)
    try reader.skipBlanks()
    if reader.byte == UInt8(ascii: "}") { break }
    guard reader.byte == UInt8(ascii: ",") else {
      throw reader.unexpected(.commaOrClosingBrace, opened: opened)
    }
    reader.next += 1
  }
  reader.next += 1
  return members
}

extension JSON5Reader {
  /// `key: value`.
  fileprivate mutating func member(
    opened: JSON5Position
  ) throws(JSON5Error) -> JSON5Value.Member {
    let start = position()
    let key = try key(at: start, opened: opened)
    try skipBlanks()
    guard byte == UInt8(ascii: ":") else { throw unexpected(.colon, opened: opened) }
    next += 1
    try skipBlanks()
    return JSON5Value.Member(
      key: key, keyPosition: start, value: try value(opened: opened))
  }
}

// MARK: - Counting lines

/// A place in the text with its line and column, moved forward only.
private struct Cursor {
  var offset: Int
  private var line = 1
  private var column = 1

  init(_ bytes: [UInt8]) {
    offset = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  var position: JSON5Position { JSON5Position(line: line, column: column, offset: offset) }

  mutating func advance(to target: Int, in bytes: [UInt8]) {
    while offset < target {
      let byte = bytes[offset]
      offset += 1
      let endsLine =
        byte == 0x0A || byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A)
      if endsLine {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
  }
}
