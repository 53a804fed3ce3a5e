// JSON5 values with positions, and what can be wrong with a JSON5 text.
//
// Plan files and other hand-written settings come through here: text → `JSON5Value`. Every value
// and key knows its line and column, so that a later finding ("unknown key", "wrong type") can
// point at it. Numbers stay text: nothing is rounded before somebody asks for an integer.
//
// Grammar: https://spec.json5.org (1.0.0), whole, and stricter in what it leaves to the reader:
// a key that stands twice in one object, a lone surrogate, a NUL byte and invalid UTF-8 are errors.

/// Where something stands in a text.
public struct JSON5Position: Hashable, Comparable, Sendable {
  /// 1-based; LF, CRLF and CR end a line, as in editors.
  public let line: Int
  /// 1-based, in Unicode scalars; a byte order mark at the start of the text has no column.
  public let column: Int
  /// Bytes before it in the text, byte order mark included.
  public let offset: Int

  public init(line: Int, column: Int, offset: Int) {
    self.line = line
    self.column = column
    self.offset = offset
  }

  public static func < (a: JSON5Position, b: JSON5Position) -> Bool { a.offset < b.offset }
}

/// A value of a JSON5 text and where it begins.
public struct JSON5Value: Sendable {
  public typealias Position = JSON5Position

  public enum Kind: Sendable {
    case null
    case bool(Bool)
    /// As written, such as `-0x1F`, `.5`, `1e3`, `Infinity`, `-NaN`.
    case number(text: String)
    case string(String)
    case array([JSON5Value])
    /// Members in the order written; keys are unique (in the sense of `String ==`).
    case object([Member])
  }

  /// A key, where it stands, and its value.
  public struct Member: Sendable {
    public let key: String
    public let keyPosition: Position
    public let value: JSON5Value

    public init(key: String, keyPosition: Position, value: JSON5Value) {
      self.key = key
      self.keyPosition = keyPosition
      self.value = value
    }
  }

  public let kind: Kind
  /// Of the value's first character (the quote, the bracket, the sign).
  public let position: Position

  public init(_ kind: Kind, at position: Position) {
    self.kind = kind
    self.position = position
  }
}

extension JSON5Value {
  /// The integer that a number means exactly (`7`, `0x1F`, `1e3`, `5.0`), or nil: another kind
  /// of value, a fraction, `Infinity`, `NaN`, or a magnitude beyond `Int`.
  public var integer: Int? {
    guard case .number(let text) = kind else { return nil }
    return exactInteger(Array(text.utf8))
  }

  /// The text of a string, or nil for another kind of value.
  public var string: String? {
    guard case .string(let text) = kind else { return nil }
    return text
  }

  /// The members of an object, or nil for another kind of value.
  public var members: [Member]? {
    guard case .object(let members) = kind else { return nil }
    return members
  }

  /// The elements of an array, or nil for another kind of value.
  public var elements: [JSON5Value]? {
    guard case .array(let elements) = kind else { return nil }
    return elements
  }

  /// The value under `key`, or nil when this is no object or has no such key. O(members).
  public subscript(key: String) -> JSON5Value? {
    members?.first { $0.key == key }?.value
  }

  /// The value under a path of keys, itself for an empty one; nil where a key is missing.
  public func value(at path: [String]) -> JSON5Value? {
    path.reduce(self as JSON5Value?) { $0?[$1] }
  }
}

/// Why a text is not JSON5, and where.
public struct JSON5Error: Error, Hashable, Sendable {
  /// What the grammar wanted at a place.
  public enum Expected: Hashable, Sendable {
    case value, keyOrClosingBrace, colon, commaOrClosingBrace, commaOrClosingBracket, endOfText
  }

  public enum Kind: Hashable, Sendable {
    /// The text is longer than `limit` bytes.
    case tooLarge(limit: Int)
    /// This bracket would be nested deeper than `limit`.
    case tooDeep(limit: Int)
    case invalidUTF8
    case nulByte
    /// The text ends although something is missing; `opened` is the bracket still open.
    case unexpectedEnd(Expected, opened: JSON5Position?)
    case unexpectedCharacter(Unicode.Scalar, Expected)
    /// A word that is no literal where a value was expected: text that wants quotes.
    case unquotedText(String)
    /// The string that begins here has no closing quote before the end of the text.
    case unterminatedString
    /// A line ends inside the string that began at `opened`.
    case lineBreakInString(opened: JSON5Position)
    /// The comment that begins here has no `*/`.
    case unterminatedComment
    /// A backslash followed by what is no escape (`\1`, `\x4`, `\u12`).
    case badEscape
    /// Half of a surrogate pair, which is no character.
    case loneSurrogate
    /// The numeral goes wrong here; `text` is the whole of it (at most 40 characters).
    case badNumber(text: String)
    /// `key` stands already at `first` in the same object.
    case duplicateKey(String, first: JSON5Position)
  }

  /// An opening bracket and the one that closes it.
  public struct Pair: Hashable, Sendable {
    public let opened: JSON5Position
    public let closed: JSON5Position
  }

  public let kind: Kind
  public let position: JSON5Position
  /// Where something stands behind the text's value: the brackets that betray a closing one too
  /// many, for their lines are indented otherwise; without such, those around the whole value.
  public internal(set) var pair: Pair?

  public init(_ kind: Kind, at position: JSON5Position) {
    self.kind = kind
    self.position = position
  }
}

/// Limits of a JSON5 text: both far above any plan, low enough that no text can hurt.
public enum JSON5Limits {
  /// Bytes of a text: a record of 10 000 strata has 4 MB.
  public static let size = 64 << 20
  /// Brackets inside one another. The reader recurses, so this bounds its stack as well.
  public static let depth = 64
}

/// Reads one JSON5 text: a single value with blanks and comments around it.
///
/// - Throws: the first error in the text; encoding errors (invalid UTF-8, NUL) come before
///   errors of grammar.
/// - Complexity: O(bytes).
public func parseJSON5(_ bytes: [UInt8]) throws(JSON5Error) -> JSON5Value {
  guard bytes.count <= JSON5Limits.size else {
    throw JSON5Error(
      .tooLarge(limit: JSON5Limits.size), at: JSON5Position(line: 1, column: 1, offset: 0))
  }
  var reader = JSON5Reader(bytes)
  try reader.checkEncoding()
  return try reader.document()
}
