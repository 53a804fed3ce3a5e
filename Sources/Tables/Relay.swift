// Parts are read side by side; what a part begins with is known only from all parts before it. The
// relay hands that knowledge, the baton, from part to part in order:
//
//   part p−1            part p                      part p+1
//   …record LF carry │ rest LF record LF … LF carry │ rest LF …
//              └──────── region of part p ────┘└──────── region of part p+1 …
//
// Each worker adds its part's share right after reading it, in microseconds, and works on its part
// alone. The one thing to know: regions follow each other without gap or overlap, whatever the size
// of the parts, because each ends after the last LF at even quote parity from the file's first
// byte.
import Dispatch
import Synchronization

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
  private let rowPerLine: Bool
  /// The bytes of the record begun last, `recordSize + 1` of them at most, and where it begins.
  private var carry: [UInt8] = []
  private var carryOffset: Int

  /// - Parameter skipped: bytes at the start of the file that are no records: mark and header.
  init(skipped: Int, format: TableFormat, partSize: Int) {
    carryOffset = skipped
    rowPerLine = format.rowPerLine
    pieces = partSize % FileDigest.pieceSize == 0 ? nil : PieceQueue()
  }

  /// Hands the baton over one part: puts the record begun before it in front of it, keeps the one
  /// begun in it, and says what there is to do between.
  mutating func advance(over buffer: inout PartBuffer, isLast: Bool) -> PartTask {
    let partOffset = offset
    offset += buffer.size
    if !rowPerLine { isInside = isInside != buffer.hasOddQuotes }
    pieces?.append(buffer.storage[buffer.range])
    if isLast { pieces?.close() }
    isEnded = isLast

    let first = max(carryOffset - partOffset, 0)
    guard let end = buffer.sizeOfWholeRecords(endsInside: rowPerLine ? nil : isInside) else {
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

/// Hands out parts and the turns in which they take the baton.
final class Relay: Sendable {
  private let baton: Mutex<Baton>
  private let nextPart: Atomic<Int>
  private let turns: [DispatchSemaphore]

  /// - Parameters:
  ///   - baton: what is known before part `first`.
  ///   - jobs: workers at most, hence parts that wait for their turn at once.
  init(_ baton: Baton, first: Int, jobs: Int) {
    self.baton = Mutex(baton)
    nextPart = Atomic(first)
    turns = (0..<jobs).map { _ in DispatchSemaphore(value: 0) }
    turns[first % jobs].signal()
  }

  /// The next part to be read; nil when nothing more is.
  func next() -> Int? {
    if baton.withLock({ $0.isEnded }) { return nil }
    return nextPart.add(1, ordering: .relaxed).oldValue
  }

  /// Waits until all parts before `part` had their turn, then runs `body` on the baton.
  ///
  /// Each part that `next` gave out takes exactly one turn. At most `jobs` parts wait at once, and
  /// they follow each other, so that no two wait at the same semaphore.
  func turn<Result: ~Copyable>(of part: Int, _ body: (inout Baton) -> sending Result) -> Result {
    turns[part % turns.count].wait()
    defer { turns[(part + 1) % turns.count].signal() }
    return baton.withLock(body)
  }

  /// Lets no further part be read.
  func stop() { baton.withLock { $0.isEnded = true } }

  /// The baton after the last turn.
  var finished: Baton { baton.withLock { $0 } }
}
