// One part of a file in memory, with room before it for the record that began in earlier parts. The
// one thing to know: `carry + part` stands in one piece, so a record never has a seam.

/// A buffer for part after part.
struct PartBuffer {
  /// Bytes read from the source at a time, to be counted while they are in cache.
  private static let slice = 256 << 10

  /// [ room | carry | part ]
  private(set) var storage: [UInt8]
  /// Index in `storage` of the part's first byte, and its size.
  private(set) var start: Int
  private(set) var size = 0
  /// Offset in the file of the part's first byte.
  private(set) var offset = 0
  /// Whether the part's quotes are odd in number.
  private(set) var hasOddQuotes = false

  /// - Parameter capacity: bytes of a part at most, to begin with.
  init(capacity: Int) {
    start = min(capacity, 64 << 10)
    storage = [UInt8](repeating: 0, count: start + capacity + min(capacity, PartBuffer.slice))
  }

  /// The part's bytes as indices of `storage`.
  var range: Range<Int> { start..<start + size }

  /// Fills the buffer with the part of `count` bytes at `offset`; fewer at the end of the file.
  mutating func fill(
    from source: ByteSource, offset: Int, count: Int
  ) throws(TableError) {
    if storage.count - start < count { self = PartBuffer(capacity: count) }
    (self.offset, size, hasOddQuotes) = (offset, 0, false)
    _ = try append(from: source, count: count)
  }

  /// Reads the next `count` bytes of the file behind the part's; returns how many there were.
  mutating func append(from source: ByteSource, count wanted: Int) throws(TableError) -> Int {
    var done = 0
    while done < wanted {
      let slice = min(PartBuffer.slice, wanted - done)
      if storage.count - start - size < slice {
        storage += [UInt8](repeating: 0, count: max(storage.count, slice))
      }
      let got = try source.read(
        into: &storage, start: start + size, count: slice, offset: offset + size)
      let quotes = count(quote, in: storage.span, from: start + size, to: start + size + got)
      if quotes % 2 == 1 { hasOddQuotes.toggle() }
      size += got
      done += got
      if got < slice { break }
    }
    return done
  }

  /// Puts bytes before the part's first one.
  mutating func prepend(_ carry: [UInt8]) {
    if carry.count > start {
      let room = max(carry.count, 2 * start)
      storage.insert(contentsOf: [UInt8](repeating: 0, count: room - start), at: 0)
      start = room
    }
    storage.replaceSubrange(start - carry.count..<start, with: carry)
  }

  /// Bytes of the part up to and with its last LF outside quotes; nil if there is none.
  ///
  /// - Parameter endsInside: whether the part ends inside quotes.
  func sizeOfWholeRecords(endsInside: Bool) -> Int? {
    let bytes = storage.span
    var isInside = endsInside
    var index = start + size
    while index > start {
      index -= 1
      if bytes[index] == quote { isInside.toggle() }
      if bytes[index] == lineFeed && !isInside { return index + 1 - start }
    }
    return nil
  }
}
