// One record, byte by byte: the definition of a well-formed record (RFC 4180, UTF-8, limits) and
// of its first problem. The fast path (Batches.swift) only ever decides that records are fine; what
// it suspects comes here. The one thing to know: a problem belongs to the byte at which a reader
// going from the left notices it, and only the first one of a record counts.

/// How the bytes of a record end.
enum RecordEnd {
  /// An LF at even quote parity follows.
  case lineFeed
  /// The file ends.
  case endOfFile
  /// The file ends at odd quote parity.
  case openQuote
  /// The record goes on beyond `TableLimits.recordSize`; its first `recordSize + 1` bytes are here.
  case limit

  /// Whether nothing can follow, since no line end closes the record as the rules of quotes stand.
  var isFatal: Bool { self == .openQuote || self == .limit }
}

/// What is wrong with a record: kind, place and field.
struct RecordProblem {
  let kind: TableFinding.Kind
  let at: Int
  let field: Int
  var found = 0
  var expected = 0
}

/// Reads single records; keeps the field ends of the last one.
struct RecordJudge {
  private enum State { case fieldStart, plain, quoted, closed }

  let delimiter: UInt8
  /// The header's width; nil while the header itself is read.
  var columns: Int?
  /// Ends of the fields of the record judged last, if nothing was wrong with it.
  private(set) var ends: [Int] = []

  init(delimiter: UInt8, columns: Int? = nil) {
    self.delimiter = delimiter
    self.columns = columns
  }

  /// The first problem of the record `bytes[from..<to]`, nil if it is well-formed. O(size).
  mutating func judge(
    _ bytes: Span<UInt8>, from: Int, to: Int, end: RecordEnd
  ) -> RecordProblem? {
    ends.removeAll(keepingCapacity: true)
    let stop = RecordJudge.contentEnd(bytes, from: from, to: to, end: end)
    var state = State.fieldStart
    var start = from
    var at = from
    while at < stop {
      let byte = bytes[at]
      let size = byte < 0x80 ? 1 : sequenceSize(bytes, at: at, to: stop)
      if let kind = problem(byte, size, state, isLast: at + 1 == stop, end) {
        return RecordProblem(kind: kind, at: at, field: ends.count)
      }
      switch (state, byte) {
      case (.quoted, quote): state = .closed
      case (.quoted, _): break
      case (.closed, quote): state = .quoted
      case (_, delimiter):
        if let problem = finishField(from: start, to: at) { return problem }
        start = at + 1
        state = .fieldStart
      case (.fieldStart, quote): state = .quoted
      default: state = .plain
      }
      at += max(size, 1)
    }
    if state == .quoted {
      return RecordProblem(kind: .unterminatedQuote, at: start, field: ends.count)
    }
    if end == .limit { return RecordProblem(kind: .recordTooLong, at: from, field: 0) }
    return finishField(from: start, to: stop) ?? width(from: from, to: stop)
  }

  /// Where the record's last field ends: before the CR of a CR LF.
  static func contentEnd(_ bytes: Span<UInt8>, from: Int, to: Int, end: RecordEnd) -> Int {
    end == .lineFeed && to > from && bytes[to - 1] == carriageReturn ? to - 1 : to
  }

  /// What is wrong at one character, given what came before it.
  private func problem(
    _ byte: UInt8, _ size: Int, _ state: State, isLast: Bool, _ end: RecordEnd
  ) -> TableFinding.Kind? {
    if byte == 0 { return .nulByte }
    if size == 0 { return .invalidUTF8 }
    if size < 0 { return end == .limit ? nil : .invalidUTF8 }
    if state == .quoted { return nil }
    if byte == carriageReturn { return isLast && end == .limit ? nil : .bareCarriageReturn }
    if state == .closed { return byte == delimiter || byte == quote ? nil : .textAfterQuote }
    return byte == quote && state == .plain ? .malformedQuote : nil
  }

  private mutating func finishField(from: Int, to: Int) -> RecordProblem? {
    if to - from > TableLimits.fieldSize {
      return RecordProblem(kind: .fieldTooLong, at: from, field: ends.count)
    }
    ends.append(to)
    return nil
  }

  private func width(from: Int, to: Int) -> RecordProblem? {
    let limit = columns ?? TableLimits.columns
    if ends.count == limit || (columns == nil && ends.count < limit) { return nil }
    let at = ends.count > limit ? ends[limit - 1] + 1 : to
    let kind: TableFinding.Kind =
      columns == nil ? .tooManyColumns : from == to ? .blankLine : .raggedRecord
    return RecordProblem(
      kind: kind, at: at, field: min(ends.count, limit), found: ends.count, expected: limit)
  }
}

/// Bytes of the UTF-8 sequence that begins at a byte ≥ 0x80 (Unicode 16, table 3-7): 2, 3 or 4;
/// 0 if there is none; −1 if it may begin there but `to` cuts it off.
private func sequenceSize(_ bytes: Span<UInt8>, at: Int, to: Int) -> Int {
  let lead = bytes[at]
  let size: Int
  var second: ClosedRange<UInt8> = 0x80...0xBF
  switch lead {
  case 0xC2...0xDF: size = 2
  case 0xE0: (size, second) = (3, 0xA0...0xBF)
  case 0xED: (size, second) = (3, 0x80...0x9F)
  case 0xE1...0xEF: size = 3
  case 0xF0: (size, second) = (4, 0x90...0xBF)
  case 0xF4: (size, second) = (4, 0x80...0x8F)
  case 0xF1...0xF3: size = 4
  default: return 0
  }
  for i in 1..<size {
    if at + i == to { return -1 }
    if !(i == 1 ? second : 0x80...0xBF).contains(bytes[at + i]) { return 0 }
  }
  return size
}

/// Whether a text ends within the character that begins at a byte: in UTF-8, or where the decoder
/// of another encoding was left with its first bytes.
func isCutOff(_ bytes: Span<UInt8>, at: Int, to: Int) -> Bool {
  sequenceSize(bytes, at: at, to: to) < 0 || at + 1 == to && bytes[at] == TextDecoder.broken
}

let quote = UInt8(ascii: "\"")
let lineFeed = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
