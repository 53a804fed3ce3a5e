// D(file) of the draw protocol §8: SHA-256 over the hexadecimal SHA-256 of each 1 MiB piece, so
// that pieces are hashed side by side and differing pieces can be named.

/// A SHA-256 value as four big-endian words, the first bytes first.
public struct PieceDigest: Sendable, Hashable {
  public let words: SIMD4<UInt64>

  public init(words: SIMD4<UInt64>) { self.words = words }

  /// SHA-256 of all bytes in one piece, as `sha256sum` prints it.
  public init(of bytes: [UInt8]) {
    self =
      HashLanes.digestPieces(bytes.span, pieceSize: max(1, bytes.count)).first
      .map { PieceDigest(words: $0) } ?? .ofNothing
  }

  /// SHA-256 of no bytes at all (FIPS 180-4).
  private static let ofNothing = PieceDigest(
    words: SIMD4(
      0xe3b0_c442_98fc_1c14, 0x9afb_f4c8_996f_b924, 0x27ae_41e4_649b_934c, 0xa495_991b_7852_b855))

  /// 64 lower-case hexadecimal digits.
  public var hex: String { String(decoding: hexBytes, as: UTF8.self) }

  fileprivate var hexBytes: [UInt8] {
    var digits: [UInt8] = []
    appendHex(of: words, to: &digits)
    return digits
  }
}

/// Appends four big-endian words as 64 lower-case hexadecimal digits.
func appendHex(of words: SIMD4<UInt64>, to bytes: inout [UInt8]) {
  var text: [8 of UInt64] = [0, 0, 0, 0, 0, 0, 0, 0]
  for i in 0..<4 {
    text[2 * i] = hexDigits(UInt32(truncatingIfNeeded: words[i] &>> 32)).bigEndian
    text[2 * i + 1] = hexDigits(UInt32(truncatingIfNeeded: words[i])).bigEndian
  }
  append(text.span, to: &bytes)
}

/// The eight digits of a word, the first one highest: its halves are moved apart until each byte
/// holds a digit, and those beyond 9 go on at `a`.
private func hexDigits(_ word: UInt32) -> UInt64 {
  var text = UInt64(word)
  text = (text | text << 16) & 0x0000_FFFF_0000_FFFF
  text = (text | text << 8) & 0x00FF_00FF_00FF_00FF
  text = (text | text << 4) & 0x0F0F_0F0F_0F0F_0F0F
  let letters = (text &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
  return text &+ 0x3030_3030_3030_3030 &+ letters &* 39
}

/// The digest of a whole file and of its pieces.
public struct FileDigest: Sendable, Hashable {
  /// Bytes of a piece; the last one may be shorter.
  public static let pieceSize = 1 << 20

  /// Size of the file in bytes.
  public let byteCount: Int
  /// SHA-256 of each piece; none for an empty file.
  public let pieces: [PieceDigest]

  /// The digest of bytes that are at hand.
  public init(of bytes: [UInt8]) {
    self.init(byteCount: bytes.count, pieces: digestPieces(bytes.span))
  }

  /// The digest of bytes that are at hand, together with SHA-256 of all of them in one piece.
  public static func withWhole(of bytes: [UInt8]) -> (digest: FileDigest, whole: PieceDigest) {
    if bytes.isEmpty { return (FileDigest(of: bytes), PieceDigest(of: bytes)) }
    let (whole, pieces) = HashLanes.digestWhole(bytes.span, pieceSize: pieceSize)
    return (
      FileDigest(byteCount: bytes.count, pieces: pieces.map { PieceDigest(words: $0) }),
      PieceDigest(words: whole)
    )
  }

  /// The digest of bytes whose pieces were digested before.
  public init(byteCount: Int, pieces: [PieceDigest]) {
    self.byteCount = byteCount
    self.pieces = pieces
  }

  /// D(file): 64 lower-case hexadecimal digits.
  public var hex: String {
    if pieces.isEmpty { return FileDigest.ofNothing }
    let text = pieces.flatMap(\.hexBytes)
    return PieceDigest(
      words: HashLanes.digestPieces(text.span, pieceSize: text.count)[0]
    ).hex
  }

  /// SHA-256 of no bytes at all (FIPS 180-4).
  private static let ofNothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
}

/// The digest of a file, read once in order. A FIFO works too; "-" is standard input.
///
/// - Parameter isReadAgain: whether the file will be read once more; then a pipe, which would give
///   its bytes away here, is an error and is not opened.
public func digestFile(
  at path: String, isReadAgain: Bool = false
) throws(TableError) -> FileDigest {
  if isReadAgain, isOrderedFile(at: path) { throw .notRepeatable(path: path) }
  let source = try ByteSource(path: path)
  let partSize = 16 * FileDigest.pieceSize
  var buffer = PartBuffer(capacity: min(partSize, source.expectedSize ?? partSize))
  var pieces: [PieceDigest] = []
  var offset = 0
  repeat {
    try buffer.fill(from: source, offset: offset, count: partSize)
    pieces += digestPieces(buffer.storage.span.extracting(buffer.range))
    offset += buffer.size
  } while buffer.size == partSize
  try source.checkUnchanged(byteCount: offset)
  return FileDigest(byteCount: offset, pieces: pieces)
}

/// SHA-256 of each consecutive piece of 1 MiB, the last one shorter.
func digestPieces(_ bytes: Span<UInt8>) -> [PieceDigest] {
  HashLanes.digestPieces(bytes, pieceSize: FileDigest.pieceSize).map { PieceDigest(words: $0) }
}
