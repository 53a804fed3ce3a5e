// What each part of a file must know of all parts before it, so that it can be worked on alone:
//
//   part p−1            part p                      part p+1
//   …record LF carry │ rest LF record LF … LF carry │ rest LF …
//              └──────── region of part p ────┘└──────── region of part p+1 …
//
// The one thing to know: the regions of all parts follow each other without gap or overlap, whatever
// the size of the parts, because each ends after the last LF at even quote parity from the first
// byte of the file.

/// What is known at a part's first byte.
struct Baton: Sendable {
  /// Bytes of the file so far.
  private(set) var offset = 0
  /// Whether nothing more is to be read: the end of the file, a failure or a fatal record.
  var isEnded = false
  /// Digest pieces, where parts are not whole pieces.
  private(set) var pieces: PieceQueue?
  /// Whether the quotes so far are odd in number.
  private var isInside = false
  /// The bytes of the record begun last, `recordSize + 1` of them at most, and where it begins.
  private var carry: [UInt8] = []
  private var carryOffset: Int

  /// - Parameters:
  ///   - skipped: bytes at the start of the file that are no records: mark and header.
  init(skipped: Int, partSize: Int) {
    carryOffset = skipped
    pieces = partSize % FileDigest.pieceSize == 0 ? nil : PieceQueue()
  }

  /// Hands the baton over one part: puts the record begun before it in front of it, keeps the one
  /// begun in it, and says what there is to do between.
  mutating func advance(over buffer: inout PartBuffer, isLast: Bool) -> PartTask {
    let partOffset = offset
    offset += buffer.size
    isInside = isInside != buffer.hasOddQuotes
    pieces?.append(buffer.storage[buffer.range])
    if isLast { pieces?.close() }
    isEnded = isLast

    let first = max(carryOffset - partOffset, 0)
    guard let end = buffer.sizeOfWholeRecords(endsInside: isInside) else {
      keep(buffer.storage[buffer.start + first..<buffer.range.upperBound])
      return PartTask(region: 0..<0, rest: takeRest())
    }
    buffer.prepend(carry)
    let region = buffer.start + first - carry.count..<buffer.start + end
    carry.removeAll()
    carryOffset = partOffset + end
    keep(buffer.storage[region.upperBound..<buffer.range.upperBound])
    return PartTask(region: region, rest: takeRest())
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    carry += bytes.prefix(TableLimits.recordSize + 1 - carry.count)
  }

  /// The record begun last if it has no end: the file ends, or the limit is passed.
  private mutating func takeRest() -> PartTask.Rest? {
    if carry.count > TableLimits.recordSize {
      isEnded = true
      return PartTask.Rest(bytes: carry, end: .limit, offset: carryOffset)
    }
    if !isEnded || carry.isEmpty { return nil }
    return PartTask.Rest(
      bytes: carry, end: isInside ? .openQuote : .endOfFile, offset: carryOffset)
  }
}

/// What there is to do with a part.
struct PartTask {
  /// The whole records that end in the part, as a range of the buffer.
  let region: Range<Int>
  let rest: Rest?

  /// A record that no line end follows.
  struct Rest {
    let bytes: [UInt8]
    let end: RecordEnd
    let offset: Int
  }
}

/// Collects bytes into digest pieces where parts are not multiples of a piece.
struct PieceQueue: Sendable {
  private(set) var digests: [PieceDigest] = []
  private var open: [UInt8] = []

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    open += bytes
    while open.count >= FileDigest.pieceSize {
      digests += digestPieces(open.span.extracting(0..<FileDigest.pieceSize))
      open.removeFirst(FileDigest.pieceSize)
    }
  }

  mutating func close() {
    digests += digestPieces(open.span)
    open = []
  }
}
