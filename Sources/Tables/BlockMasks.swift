// Where fields end, rules break and words stand, 64 bytes at a time: the Swift face of
// Lanes/masks.c.
//
// Unsafe: C reads and writes through pointers. Each call checks here that the bytes it reads and
// the words it may write exist.
internal import Lanes

/// Finds fields in consecutive stretches of bytes, beginning at the start of a record.
struct BlockMasks {
  /// Bytes of a stretch at most.
  static let stretch = 64 * 64
  /// Entries that one stretch may write: for each byte a separator and a start, and slack.
  static let stretchEntries = 2 * stretch + 1 + Int(MASKS_SLACK)

  private var state = masks_state()
  private var bad = [UInt32](repeating: 0, count: stretch / 64)
  private var badCount = 0

  /// LF bytes since the last restart, inside quotes or out.
  var lines: Int { Int(state.lines) }
  /// Record ends since the last restart.
  var records: Int { Int(state.records) }
  /// Blocks of 64 bytes of the last stretch in which a rule of CSV or UTF-8 is broken, ascending.
  /// What is wrong at a byte is seen there or up to three bytes later.
  var badBlocks: ArraySlice<UInt32> { bad[..<badCount] }

  /// Begins anew at the start of a record.
  mutating func restart() {
    state = masks_state()
    state.edge = 1
  }

  /// Finds the fields of `bytes[from..<from + size]`, which follow the stretch before without gap.
  ///
  /// Writes to `entries`, from index `first`, the offset from `base` of each delimiter and line end
  /// outside quotes and, after a line end, of the next byte, where a record starts. All stretches
  /// but the last are multiples of 64 bytes. Returns the index after the last entry.
  mutating func find(
    in bytes: Span<UInt8>, from: Int, size: Int, base: Int, delimiter: UInt8,
    entries: inout [UInt32], first: Int
  ) -> Int {
    precondition(from >= 0 && 0 < size && size <= BlockMasks.stretch && from + size <= bytes.count)
    precondition(first >= 0 && entries.count - first >= BlockMasks.stretchEntries)
    let offset = UInt32(from - base)
    let count = unsafe bytes.withUnsafeBufferPointer { source in
      unsafe entries.withUnsafeMutableBufferPointer { entries in
        unsafe bad.withUnsafeMutableBufferPointer { bad in
          unsafe masks_fields(
            source.baseAddress! + from, size, delimiter, offset, &state,
            entries.baseAddress! + first, bad.baseAddress!, &badCount)
        }
      }
    }
    return first + count
  }
}

/// How many of `bytes[from..<to]` equal `byte`. O(size), many bytes at a time.
func count(_ byte: UInt8, in bytes: Span<UInt8>, from: Int, to: Int) -> Int {
  precondition(from >= 0 && from <= to && to <= bytes.count)
  if from == to { return 0 }
  return unsafe bytes.withUnsafeBufferPointer {
    unsafe masks_count($0.baseAddress! + from, to - from, byte)
  }
}

/// Whether the bytes `text[word]` stand somewhere in `bytes[range]`. No bytes stand everywhere.
///
/// - Complexity: O(range.count), many bytes at a time, where few starts look like the word's.
public func isFound(
  _ word: Range<Int>, of text: Span<UInt8>, in bytes: Span<UInt8>, _ range: Range<Int>
) -> Bool {
  precondition(word.upperBound <= text.count && range.upperBound <= bytes.count)
  precondition(word.lowerBound >= 0 && range.lowerBound >= 0)
  if word.isEmpty || range.isEmpty { return word.isEmpty }
  return unsafe text.withUnsafeBufferPointer { text in
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe masks_find(
        bytes.baseAddress! + range.lowerBound, range.count, text.baseAddress! + word.lowerBound,
        word.count) < range.count
    }
  }
}

/// The CPU forms of the scanner, for tests and measurement.
enum ScannerForm {
  /// 3 = AVX-512 with VBMI2, 2 = AVX-512, 1 = AVX2, 0 = the compiler's baseline.
  static var current: Int { Int(masks_form()) }

  /// Uses no form higher than `form` from now on, in the whole process.
  static func limit(to form: Int) { masks_limit_form(Int32(clamping: form)) }
}

/// The 8 bytes at an offset, the first one lowest.
@inline(__always)
func word(_ bytes: Span<UInt8>, _ offset: Int) -> UInt64 {
  precondition(offset >= 0 && offset <= bytes.count &- 8)
  let word = unsafe bytes.bytes.unsafeLoadUnaligned(
    fromUncheckedByteOffset: offset, as: UInt64.self)
  return UInt64(littleEndian: word)
}

/// The `count` bytes at an offset, 7 at most, the first one lowest.
@inline(__always)
func shortWord(_ bytes: Span<UInt8>, _ offset: Int, count: Int) -> UInt64 {
  if offset <= bytes.count &- 8 {
    return word(bytes, offset) & ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* count))
  }
  var word: UInt64 = 0
  for i in (0..<count).reversed() { word = word << 8 | UInt64(bytes[offset &+ i]) }
  return word
}

/// The last 8 bytes of `bytes[from..<to]`, or all of fewer, the first one lowest.
@inline(__always)
func lastWord(_ bytes: Span<UInt8>, _ from: Int, _ to: Int) -> UInt64 {
  precondition(from >= 0 && from <= to)
  let size = to &- from
  if to < 8 { return shortWord(bytes, from, count: size) }
  let word = word(bytes, to &- 8)
  // Without a branch: sizes of cells come in no order.
  return size < 8 ? (word &>> 8) &>> UInt64(truncatingIfNeeded: 56 &- 8 &* size) : word
}

/// Whether `count` bytes of two spans are the same. O(count), 8 bytes at a time.
@inline(__always)
func isEqual(_ a: Span<UInt8>, _ i: Int, _ b: Span<UInt8>, _ j: Int, count: Int) -> Bool {
  if count < 8 { return shortWord(a, i, count: count) == shortWord(b, j, count: count) }
  var k = 0
  while k < count &- 8 {
    if word(a, i &+ k) != word(b, j &+ k) { return false }
    k &+= 8
  }
  return word(a, i &+ count &- 8) == word(b, j &+ count &- 8)
}
