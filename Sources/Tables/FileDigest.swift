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
    let digits = Array("0123456789abcdef".utf8)
    return (0..<64).map { index in
      digits[Int(truncatingIfNeeded: words[index / 16] >> UInt64(60 - index % 16 * 4)) & 15]
    }
  }
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
public func digestFile(at path: String) throws(TableError) -> FileDigest {
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
