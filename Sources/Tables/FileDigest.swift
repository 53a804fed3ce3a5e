// D(file) of the draw protocol §8: SHA-256 over the hexadecimal SHA-256 of each 1 MiB piece, so
// that pieces are hashed side by side and differing pieces can be named.

/// A SHA-256 value as four big-endian words; comparing words in order compares bytes in order.
public struct PieceDigest: Sendable, Hashable {
  public let w0, w1, w2, w3: UInt64

  public init(_ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64) {
    (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3)
  }

  /// 64 lower-case hexadecimal digits.
  public var hex: String { String(decoding: hexBytes, as: UTF8.self) }

  var hexBytes: [UInt8] {
    let digits = Array("0123456789abcdef".utf8)
    return [w0, w1, w2, w3].flatMap { word in
      (0..<16).map { digits[Int(truncatingIfNeeded: word >> UInt64(60 - 4 * $0)) & 15] }
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

  init(byteCount: Int, pieces: [PieceDigest]) {
    self.byteCount = byteCount
    self.pieces = pieces
  }

  /// D(file): 64 lower-case hexadecimal digits.
  public var hex: String {
    let text = pieces.flatMap(\.hexBytes)
    return plainSHA256(text.span).hex
  }
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
  var pieces: [PieceDigest] = []
  var start = 0
  while start < bytes.count {
    let end = min(start + FileDigest.pieceSize, bytes.count)
    pieces.append(plainSHA256(bytes.extracting(start..<end)))
    start = end
  }
  return pieces
}
