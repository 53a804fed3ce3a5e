// GB 18030 to UTF-8 by the word: the runs of ASCII and of two-byte codes, which are nearly all of a
// registry. What is neither, and the last few bytes, are left to `TextDecoder`, which is the
// definition; this only ever gives what it gives, sooner.
//
//   ASCII      8 bytes at a time, as they are
//   two bytes  4 codes at a time, where all become 3 bytes of UTF-8; else one at a time
//
// Unsafe: words are read and written whole at any place; the loop's bounds stand at its head.

extension GB18030 {
  /// UTF-8 of a two-byte code, by the code's two bytes as a little-endian word: the first byte in
  /// the lowest, and in the highest how many there are, 2 or 3; 0 where there is no such code.
  private static let packed: [UInt32] = {
    var packed = [UInt32](repeating: 0, count: 1 << 16)
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        let bytes = Array(String(Unicode.Scalar(twoBytes[index(lead, trail)])!).utf8)
        precondition(bytes.count == 2 || bytes.count == 3, "the basic plane beyond ASCII")
        packed[Int(trail) << 8 | Int(lead)] = bytes.enumerated().reduce(
          UInt32(bytes.count) << 24
        ) { $0 | UInt32($1.element) << (8 * $1.offset) }
      }
    }
    return packed
  }()

  /// Room that must be left behind the last byte that is written.
  static let slack = 8

  /// Decodes ASCII and two-byte codes from `source[next...]` to `text[at...]` and moves both on, up
  /// to what is neither or to the last 7 bytes.
  ///
  /// The text must have room for three bytes for each two of the source, and `slack`.
  static func decodeRuns(
    _ source: Span<UInt8>, _ next: inout Int, _ text: inout MutableSpan<UInt8>, _ at: inout Int
  ) {
    let last = source.count - 8
    if next > last { return }
    // No byte becomes more than one and a half here.
    precondition(next >= 0 && at >= 0)
    precondition(text.count - at >= (source.count - next) / 2 * 3 + 1 + slack)
    let (start, first) = (next, at)
    let done = unsafe source.withUnsafeBytes { source in
      unsafe text.withUnsafeMutableBytes { text in
        unsafe packed.withUnsafeBufferPointer { packed in
          unsafe run(
            source.baseAddress! + start, source.count - start, text.baseAddress! + first,
            packed.baseAddress!)
        }
      }
    }
    next += done.read
    at += done.written
  }

  /// - Parameters:
  ///   - count: bytes to be read, from 8 up.
  ///   - packed: 65 536 entries, so that any two bytes are the place of one.
  private static func run(
    _ source: UnsafeRawPointer, _ count: Int, _ text: UnsafeMutableRawPointer,
    _ packed: UnsafePointer<UInt32>
  ) -> (read: Int, written: Int) {
    var (next, at) = (0, 0)
    let last = count &- 8
    while next <= last {
      let word = unsafe UInt64(
        littleEndian: source.loadUnaligned(fromByteOffset: next, as: UInt64.self))
      let high = word & 0x8080_8080_8080_8080
      if high & 0x80 == 0 {
        let size = high.trailingZeroBitCount &>> 3
        unsafe text.storeBytes(of: word.littleEndian, toByteOffset: at, as: UInt64.self)
        next &+= size
        at &+= size
        continue
      }
      let a = unsafe packed[Int(word & 0xFFFF)]
      if high & 0x0080_0080_0080_0080 == 0x0080_0080_0080_0080 {
        let b = unsafe packed[Int(word &>> 16 & 0xFFFF)]
        let c = unsafe packed[Int(word &>> 32 & 0xFFFF)]
        let d = unsafe packed[Int(word &>> 48)]
        if (a & b & c & d) &>> 24 == 3 {
          let low = UInt64(a & 0xFF_FFFF) | UInt64(b & 0xFF_FFFF) &<< 24 | UInt64(c) &<< 48
          let rest = c &>> 16 & 0xFF | d &<< 8
          unsafe text.storeBytes(of: low.littleEndian, toByteOffset: at, as: UInt64.self)
          unsafe text.storeBytes(of: rest.littleEndian, toByteOffset: at &+ 8, as: UInt32.self)
          next &+= 8
          at &+= 12
          continue
        }
      }
      if a == 0 { break }
      unsafe text.storeBytes(of: a.littleEndian, toByteOffset: at, as: UInt32.self)
      next &+= 2
      at &+= Int(a &>> 24)
    }
    return (next, at)
  }
}
