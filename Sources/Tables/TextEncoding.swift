// From a file's bytes to UTF-8. Only tables that are not UTF-8 pass through here, on their way from
// the file to the scanner (Intake.swift): the scanner sees UTF-8 alone.
//
// The one thing to know: a byte that begins no character becomes FF, which no UTF-8 text holds, so
// that the scanner finds it, with its line and column, as it finds every broken character.

/// How the characters of a table are written.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
  case utf8 = "UTF-8"
  /// GB 18030 with the table of the WHATWG Encoding Standard; GBK and GB 2312 are part of it.
  case gb18030 = "GB18030"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"

  /// The encoding that these first bytes of a text tell: by the byte order mark; else by the first
  /// line, if that tells; else by all whole lines. Nil where it takes more of them: they are ASCII,
  /// or have too few Chinese characters to be sure.
  init?(told start: [UInt8]) {
    switch (start.prefix(2), start.prefix(3)) {
    case (_, [0xEF, 0xBB, 0xBF]): self = .utf8
    case ([0xFF, 0xFE], _): self = .utf16LittleEndian
    case ([0xFE, 0xFF], _): self = .utf16BigEndian
    default:
      let first = start.firstIndex(of: lineFeed).map { start[...$0] } ?? start[...]
      let lines = start.lastIndex(of: lineFeed).map { start[...$0] } ?? start[...]
      guard let told = TextEncoding(toldBy: first) ?? TextEncoding(toldBy: lines) else {
        return nil
      }
      self = told
    }
  }

  /// Whether a text of ours was saved in UTF-16, with or without a mark.
  public static func isUTF16(_ bytes: [UInt8]) -> Bool {
    [.utf16LittleEndian, .utf16BigEndian]
      .contains(TextEncoding(unmarkedUTF16: bytes) ?? TextEncoding(told: bytes))
  }

  /// UTF-16 without its mark, which is never read as such unasked: most commas and line feeds of
  /// the text's beginning stand beside a NUL, at places for a character.
  public init?(unmarkedUTF16 text: some Sequence<UInt8>) {
    let bytes = Array(text.prefix(4 << 10))
    if [[0xFF, 0xFE], [0xFE, 0xFF]].contains(Array(bytes.prefix(2))) { return nil }
    let marks = [UInt8(ascii: ","), lineFeed]
    let all = bytes.count(where: marks.contains)
    func found(_ byte: Int) -> Int {
      stride(from: 0, to: bytes.count - 1, by: 2).count {
        marks.contains(bytes[$0 + byte]) && bytes[$0 + 1 - byte] == 0
      }
    }
    let (little, big) = (found(0), found(1))
    if 2 * max(little, big) <= all { return nil }
    self = little > big ? .utf16LittleEndian : .utf16BigEndian
  }

  /// Whether the whole lines among these first bytes of a text are UTF-8 and hold four characters
  /// beyond Latin: what is written otherwise, and means something, cannot be read so by accident.
  static func isCertainlyUTF8(_ start: [UInt8]) -> Bool {
    let lines = start.lastIndex(of: lineFeed).map { start[...$0] } ?? start[...]
    return String(validating: lines, as: UTF8.self) != nil && longInUTF8(lines) >= 4
  }

  /// UTF-8 if the lines can be; else GB 18030 if they can be and are Chinese then; else UTF-8.
  private init?(toldBy lines: ArraySlice<UInt8>) {
    if lines.allSatisfy({ $0 < 0x80 }) { return nil }
    if String(validating: lines, as: UTF8.self) != nil {
      self = .utf8
      return
    }
    switch TextEncoding.isGB18030(lines) {
    case true?: self = .gb18030
    case false?: self = .utf8
    case nil: return nil
    }
  }

  /// Whether the bytes are GB 18030 with little beside ASCII and Chinese characters, and hardly a
  /// long sequence of UTF-8, of which broken UTF-8 is full; nil with fewer than four of them.
  private static func isGB18030(_ bytes: ArraySlice<UInt8>) -> Bool? {
    var decoder = TextDecoder(.gb18030)
    var text: [UInt8] = []
    decoder.decode(bytes, isLast: true, into: &text)
    if text.contains(TextDecoder.broken) { return false }
    var (foreign, chinese) = (0, 0)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where !scalar.isASCII {
      foreign += 1
      if (0x4E00...0x9FA5).contains(scalar.value) { chinese += 1 }
    }
    if 4 * chinese < 3 * foreign { return false }
    return chinese < 4 ? nil : 4 * longInUTF8(bytes) < chinese
  }

  /// Sequences of three bytes that begin a character of UTF-8 beyond Latin.
  private static func longInUTF8(_ bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    for i in bytes.indices.dropLast(2) where (0xE0...0xF4).contains(bytes[i]) {
      if bytes[i + 1] & 0xC0 == 0x80 && bytes[i + 2] & 0xC0 == 0x80 { count += 1 }
    }
    return count
  }
}

/// Turns the bytes of a text into UTF-8, piece by piece.
struct TextDecoder: Sendable {
  /// What stands in the UTF-8 for a byte that begins no character.
  static let broken: UInt8 = 0xFF

  let encoding: TextEncoding
  /// The first bytes of a character whose others come with the next piece.
  private var begun: [UInt8] = []
  /// Where text is put together, used again and again.
  private var scratch: [UInt8] = []

  init(_ encoding: TextEncoding) { self.encoding = encoding }

  /// Appends the UTF-8 of the next bytes. O(bytes).
  mutating func decode(_ bytes: ArraySlice<UInt8>, isLast: Bool, into text: inout [UInt8]) {
    if encoding == .utf8 {
      text += bytes
      return
    }
    let source = begun.isEmpty ? bytes : (begun + bytes)[...]
    // No byte becomes more than three.
    let room = 3 * source.count + GB18030.slack
    var put = scratch
    scratch = []
    if put.count < room { put = [UInt8](repeating: 0, count: room) }
    var size = 0
    var output = put.mutableSpan
    let end = self.put(source.span, isLast, &output, &size)
    begun = Array(source.dropFirst(end))
    text += put[..<size]
    scratch = put
  }

  /// Writes the characters of the source from `at` on; returns where it stopped, before the first
  /// bytes of a character that goes on beyond the source.
  private func put(
    _ source: Span<UInt8>, _ isLast: Bool, _ text: inout MutableSpan<UInt8>, _ at: inout Int
  ) -> Int {
    var next = 0
    while next < source.count {
      if encoding == .gb18030 {
        GB18030.decodeRuns(source, &next, &text, &at)
        if next < source.count, source[next] < 0x80 {
          text[at] = source[next]
          next &+= 1
          at &+= 1
          continue
        }
        if next == source.count { break }
      }
      let (size, scalar) = encoding == .gb18030 ? gb18030(source, next) : utf16(source, next)
      if size == 0 && !isLast { break }
      TextDecoder.put(scalar, &text, &at)
      next += max(size, 1)
    }
    return next
  }

  /// A character that is not ASCII: how many bytes it takes, 0 if some are still to come, and what
  /// it is, nil if it is none.
  private func gb18030(_ source: Span<UInt8>, _ at: Int) -> (size: Int, scalar: UInt32?) {
    let lead = source[at]
    if lead == 0x80 || lead == 0xFF { return (1, lead == 0x80 ? 0x20AC : nil) }
    if at + 1 == source.count { return (0, nil) }
    let trail = source[at + 1]
    if trail >= 0x40 && trail != 0x7F && trail != 0xFF {
      return (2, GB18030.twoBytes[GB18030.index(lead, trail)])
    }
    if !(0x30...0x39).contains(trail) { return (1, nil) }
    if at + 2 < source.count, !(0x81...0xFE).contains(source[at + 2]) { return (1, nil) }
    if at + 3 >= source.count { return (0, nil) }
    let (a, b) = (Int(lead) - 0x81, Int(trail) - 0x30)
    let (c, d) = (Int(source[at + 2]) - 0x81, Int(source[at + 3]) - 0x30)
    guard (0...9).contains(d), let scalar = GB18030.fourBytes(((a * 10 + b) * 126 + c) * 10 + d)
    else { return (1, nil) }
    return (4, scalar)
  }

  private func utf16(_ source: Span<UInt8>, _ at: Int) -> (size: Int, scalar: UInt32?) {
    let high = encoding == .utf16BigEndian ? 0 : 1
    if at + 1 >= source.count { return (0, nil) }
    let first = UInt32(source[at + high]) << 8 | UInt32(source[at + 1 - high])
    if !(0xD800...0xDFFF).contains(first) { return (2, first) }
    if first >= 0xDC00 { return (2, nil) }
    if at + 3 >= source.count { return (0, nil) }
    let second = UInt32(source[at + 2 + high]) << 8 | UInt32(source[at + 3 - high])
    if !(0xDC00...0xDFFF).contains(second) { return (2, nil) }
    return (4, 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  /// Writes the UTF-8 of a character; nil is none.
  @inline(__always)
  private static func put(
    _ scalar: UInt32?, _ text: inout MutableSpan<UInt8>, _ at: inout Int
  ) {
    guard let scalar else {
      text[at] = broken
      at += 1
      return
    }
    var shift: UInt32 = scalar < 0x80 ? 0 : scalar < 0x800 ? 6 : scalar < 0x10000 ? 12 : 18
    let mark: UInt32 = shift == 0 ? 0 : shift == 6 ? 0xC0 : shift == 12 ? 0xE0 : 0xF0
    text[at] = UInt8(mark | scalar >> shift)
    at += 1
    while shift > 0 {
      shift -= 6
      text[at] = UInt8(0x80 | scalar >> shift & 0x3F)
      at += 1
    }
  }
}

/// The code table of GB 18030.
///
/// - Source: WHATWG Encoding Standard, "gb18030 decoder" and "index gb18030 ranges".
public enum GB18030 {
  /// Characters whose code glibc, CPython and WHATWG do not agree on: a text that holds them may
  /// be another text elsewhere.
  public static func isDisputed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1E3F, 0x9FB4...0x9FBB, 0xFE10...0xFE19, 0xE5E5, 0xE78D...0xE796, 0xE7C7, 0xE816...0xE818,
      0xE81E, 0xE826, 0xE82B...0xE82C, 0xE831...0xE832, 0xE83B, 0xE843, 0xE854...0xE855, 0xE864,
      0x20087, 0x20089, 0x200CC, 0x215D7, 0x2298F, 0x241FE:
      true
    default: false
    }
  }

  /// The place of a two-byte code among them: trail bytes are 40–7E and 80–FE.
  static func index(_ lead: UInt8, _ trail: UInt8) -> Int {
    (Int(lead) - 0x81) * 190 + Int(trail) - (trail < 0x7F ? 0x40 : 0x41)
  }

  /// The characters of the two-byte codes, ascending by code.
  static let twoBytes: [UInt32] = {
    var scalars = gb18030Characters.description.unicodeScalars.filter { $0 != "\n" }.map(\.value)
    precondition(scalars.count == 126 * 190)
    for run in gb18030PrivateUse {
      var index = index(UInt8(run.code >> 8), UInt8(run.code & 0xFF))
      for scalar in run.first..<run.first + UInt32(run.count) {
        scalars[index] = scalar
        index += 1
      }
    }
    return scalars
  }()

  /// The characters of the basic plane that have no two-byte code, ascending: those of the
  /// four-byte codes from 81308130 on. Characters that later editions gave a two-byte code keep
  /// their four-byte code, but for U+1E3F, which changed places with U+E7C7.
  private static let basicPlane: [UInt16] = {
    var hasTwoBytes = [Bool](repeating: false, count: 0x10000)
    for scalar in twoBytes { hasTwoBytes[Int(scalar)] = true }
    let new: [ClosedRange<Int>] = [0x1E3F...0x1E3F, 0x9FB4...0x9FBB, 0xFE10...0xFE19]
    for scalar in new.joined() { hasTwoBytes[scalar] = false }
    let old: [ClosedRange<Int>] = [
      0xE5E5...0xE5E5, 0xE78D...0xE796, 0xE7C7...0xE7C7, 0xE81E...0xE81E, 0xE826...0xE826,
      0xE82B...0xE82C, 0xE832...0xE832, 0xE843...0xE843, 0xE854...0xE854, 0xE864...0xE864,
    ]
    for scalar in old.joined() { hasTwoBytes[scalar] = true }
    var scalars = (0x80..<0x10000).filter { !hasTwoBytes[$0] && !(0xD800...0xDFFF).contains($0) }
    precondition(scalars.count == 39_420 && scalars[7457] == 0x1E3F)
    scalars[7457] = 0xE7C7
    return scalars.map(UInt16.init)
  }()

  /// The character of a four-byte code, by its place among them.
  static func fourBytes(_ place: Int) -> UInt32? {
    if place < 39_420 { return UInt32(basicPlane[place]) }
    let isBeyond = (189_000...1_237_575).contains(place)
    return isBeyond ? UInt32(place - 189_000) + 0x10000 : nil
  }
}
