// What a table's bytes pass through before they are scanned, where they are not UTF-8 that begins
// with the header and ends with the last record:
//
//   file → digest of the raw bytes → UTF-8 → without the lines before the header
//        → without the lines after the last record → scanner
//
// The one thing to know: it is used by one part after the other, in file order, and costs the time
// of one thread; tables that need none of it never come here.

import Synchronization

extension ByteSource {
  /// Bytes at the start of a file that are asked for its encoding: first so many, then as long as
  /// they do not tell eight times as many, up to the last.
  private static let sampleSizes = [64 << 10, 512 << 10, 4 << 20]

  /// A table's text and how its characters are written.
  static func table(
    _ raw: ByteSource, _ format: TableFormat
  ) throws(TableError) -> (source: ByteSource, encoding: TextEncoding) {
    var sample: [UInt8] = []
    var encoding = format.encoding
    if let declared = format.encoding, declared != .utf8 {
      try extend(&sample, to: sampleSizes[0], from: raw)
      if TextEncoding.isCertainlyUTF8(sample) { throw .declaredWrongly(declared) }
    }
    for size in sampleSizes where encoding == nil {
      try extend(&sample, to: size, from: raw)
      encoding = TextEncoding(told: sample)
      if sample.count < size { break }
    }
    if format.encoding == nil, let unmarked = TextEncoding(unmarkedUTF16: sample) {
      throw .unmarked(unmarked)
    }
    return table(raw, format, encoding ?? .utf8, sample)
  }

  /// Reads on until there are so many first bytes, or all.
  private static func extend(
    _ sample: inout [UInt8], to size: Int, from raw: ByteSource
  ) throws(TableError) {
    let known = sample.count
    sample += [UInt8](repeating: 0, count: size - known)
    let count = try raw.read(into: &sample, start: known, count: size - known, offset: known)
    sample.removeSubrange((known + count)...)
  }

  private static func table(
    _ raw: ByteSource, _ format: TableFormat, _ encoding: TextEncoding, _ sample: [UInt8]
  ) -> (source: ByteSource, encoding: TextEncoding) {
    // What an ordered source has given once is not read again.
    let consumed = raw.isOrdered ? sample : []
    let isPlain = encoding == .utf8 && format.leadingLines == 0 && format.trailingLines == 0
    if isPlain && consumed.isEmpty { return (raw, encoding) }
    let intake = Intake(encoding, format, consumed: consumed)
    return (ByteSource(raw, through: SharedIntake(intake)), encoding)
  }
}

/// An intake for workers that take turns.
final class SharedIntake: Sendable {
  private let intake: Mutex<Intake>

  init(_ intake: Intake) { self.intake = Mutex(intake) }

  /// The raw bytes so far: how many, and the digests of their pieces.
  var digest: (size: Int, pieces: [PieceDigest]) {
    intake.withLock { ($0.rawSize, $0.pieces.digests) }
  }

  /// After the end: the text of the lines below the last record.
  var ending: [UInt8] { intake.withLock { $0.ending } }

  /// Takes the next `count` bytes of text, fewer only at its end.
  func take(_ count: Int, from raw: ByteSource) throws(TableError) -> [UInt8] {
    try intake.withLock { intake throws(TableError) in try intake.take(count, from: raw) }
  }
}

struct Intake: Sendable {
  /// Bytes read from the file at a time.
  private static let sliceSize = 1 << 20

  private var decoder: TextDecoder
  private var linesToSkip: Int
  private let footerLines: Int
  /// Digests of the raw bytes, as they stand in the file.
  private(set) var pieces = PieceQueue()
  /// Raw bytes so far.
  private(set) var rawSize = 0
  private var isEnded = false
  /// Raw bytes that were read to find the encoding and cannot be read again.
  private var consumed: [UInt8]
  /// Text that is on its way, of which the first `dueSize` bytes may go.
  private var text: [UInt8] = []
  private var dueSize = 0

  init(_ encoding: TextEncoding, _ format: TableFormat, consumed: [UInt8]) {
    decoder = TextDecoder(encoding)
    self.consumed = consumed
    linesToSkip = format.leadingLines
    footerLines = format.trailingLines
  }

  /// Takes the next `count` bytes of text, fewer only at its end.
  mutating func take(_ count: Int, from raw: ByteSource) throws(TableError) -> [UInt8] {
    while dueSize < count && !isEnded {
      let bytes = try slice(of: raw)
      pieces.append(bytes[...])
      if isEnded { pieces.close() }
      decoder.decode(bytes[...], isLast: isEnded, into: &text)
      skipLines()
      dueSize = isEnded ? endOfRecords() : startOfLastLines()
    }
    let taken = Array(text[..<min(count, dueSize)])
    text.removeFirst(taken.count)
    dueSize -= taken.count
    return taken
  }

  private mutating func slice(of raw: ByteSource) throws(TableError) -> [UInt8] {
    var bytes = consumed
    consumed = []
    let from = bytes.count
    let wanted = max(Intake.sliceSize - from, 0)
    bytes += [UInt8](repeating: 0, count: wanted)
    let size = try raw.read(into: &bytes, start: from, count: wanted, offset: rawSize + from)
    isEnded = size < wanted
    bytes.removeSubrange((from + size)...)
    rawSize += bytes.count
    return bytes
  }

  private mutating func skipLines() {
    while linesToSkip > 0, let end = text.firstIndex(of: lineFeed) {
      text.removeSubrange(...end)
      linesToSkip -= 1
    }
    if linesToSkip > 0 { text = [] }
  }

  /// After the end: the text that is not given.
  var ending: [UInt8] { Array(text[dueSize...]) }

  /// While more may come: where the lines begin that may turn out to be the footer.
  private func startOfLastLines() -> Int {
    footerLines == 0 ? text.count : start(ofLast: footerLines + 1, text.count)
  }

  /// At the end: where the footer begins.
  private func endOfRecords() -> Int {
    let size = text.last == lineFeed ? text.count - 1 : text.count
    return footerLines == 0 ? text.count : start(ofLast: footerLines, size)
  }

  /// Where the last `lines` lines of `text[..<size]` begin, of which the last has no line end.
  private func start(ofLast lines: Int, _ size: Int) -> Int {
    var (left, at) = (lines, size)
    while at > 0 {
      if text[at - 1] == lineFeed {
        left -= 1
        if left == 0 { break }
      }
      at -= 1
    }
    return at
  }
}
