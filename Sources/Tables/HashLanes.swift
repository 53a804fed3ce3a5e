// SHA-256 of many messages at once: the safe face of the C target `Lanes`.
//
// Ids are ticketed sixteen at a time where the processor has AVX-512, four at a time by its SHA
// instructions, eight with AVX2, else four; of pieces of files sixteen are digested at a time only
// where that is faster than its SHA instructions. The values are the same.
//
// Unsafe: pointers to spans and arrays are handed to C for the length of one call. C writes
// `values` and nothing else, keeps nothing, and trusts its ranges: they are checked here.

internal import Lanes

/// SHA-256 in lanes. A value is four big-endian words, the first bytes first: what
/// `Sampling.Hash.init(_:_:_:_:)` takes.
public struct HashLanes {
  /// The width and instruction set of the lanes.
  package enum Form: String, CaseIterable, Sendable {
    case portable
    case avx2
    case sha
    case avx512

    /// The forms that this processor can run, the slowest first.
    package static let available = allCases.filter { lanes_sha256_has($0.code) != 0 }
    /// The fastest of them.
    package static let best = available.last ?? .portable
    private static let isWide = lanes_sha256_is_wide() != 0

    /// The fastest of them for so many long messages at once: the SHA instructions, where there
    /// are any, unless more than half of the lanes of a wide processor have work.
    package static func best(ofPieces count: Int) -> Form {
      best(ofPieces: count, among: available, isWide: isWide)
    }

    /// - Parameter isWide: whether its widest lanes are faster than its SHA instructions.
    static func best(ofPieces count: Int, among available: [Form], isWide: Bool) -> Form {
      guard available.contains(.sha) else { return available.last ?? .portable }
      return isWide && 2 * count > Form.avx512.laneCount ? .avx512 : .sha
    }

    /// Messages that it hashes at once.
    var laneCount: Int {
      switch self {
      case .portable, .sha: 4
      case .avx2: 8
      case .avx512: 16
      }
    }

    fileprivate var code: Int32 {
      switch self {
      case .portable: Int32(lanes_sha256_portable)
      case .avx2: Int32(lanes_sha256_avx2)
      case .sha: Int32(lanes_sha256_sha)
      case .avx512: Int32(lanes_sha256_avx512)
      }
    }
  }

  /// The form in use: `avx512`, `sha`, `avx2` or `portable`. It never changes a value.
  public static var form: String { Form.best.rawValue }

  /// Hashes messages head + prefix + body that share a head of one block and the prefix.
  ///
  /// For tickets of ids in a file's bytes, the head is the hex text of a key, and the prefix `|`.
  ///
  /// - Parameters:
  ///   - bytes: where the bodies stand.
  ///   - starts: body i is `bytes[starts[i] ..< ends[i]]`, of any size; one that leaves prefix and
  ///     body within 55 bytes takes one step, one within 31 a little less.
  ///   - ends: as many as starts.
  ///   - prefix: up to 64 bytes.
  ///   - state: the eight words of the state behind the head.
  ///   - values: the values, in the order of the bodies; what was there is overwritten.
  public static func hash(
    _ bytes: Span<UInt8>, from starts: Span<UInt32>, to ends: Span<UInt32>, prefix: [UInt8],
    behind state: SIMD8<UInt32>, into values: inout [SIMD4<UInt64>]
  ) {
    hash(
      bytes, from: starts, to: ends, prefix: prefix, behind: state, into: &values, form: .best)
  }

  /// The values of consecutive pieces of `pieceSize` bytes, the last one shorter; none of nothing.
  ///
  /// - Complexity: full pieces go in lanes; a shorter or single one alone, at half the speed with
  ///   SHA instructions and a tenth without.
  public static func digestPieces(_ bytes: Span<UInt8>, pieceSize: Int) -> [SIMD4<UInt64>] {
    digestPieces(bytes, pieceSize: pieceSize, form: .best(ofPieces: bytes.count / pieceSize))
  }

  /// The value of all bytes, and those of their pieces; see `digestPieces`.
  ///
  /// - Parameters:
  ///   - pieceSize: a multiple of 64.
  ///   - usesInstructions: false for what is done where the processor has no SHA instructions.
  /// - Complexity: with SHA instructions that of the value of all bytes alone.
  package static func digestWhole(
    _ bytes: Span<UInt8>, pieceSize: Int, usesInstructions: Bool = true
  ) -> (whole: SIMD4<UInt64>, pieces: [SIMD4<UInt64>]) {
    precondition(pieceSize > 0 && pieceSize % 64 == 0, "a piece has whole blocks")
    precondition(!bytes.isEmpty, "there are bytes")
    var values: [SIMD4<UInt64>] = []
    resize(&values, to: 1 + (bytes.count + pieceSize - 1) / pieceSize)
    var isDone = false
    unsafe bytes.withUnsafeBufferPointer { all in
      unsafe withWords(SIMD8(), &values) { _, values in
        guard usesInstructions, let first = all.baseAddress else { return }
        isDone = unsafe lanes_sha256_whole(first, all.count, pieceSize, values + 4, values) != 0
      }
    }
    return isDone
      ? (values[0], Array(values.dropFirst()))
      : (
        digestPieces(bytes, pieceSize: bytes.count)[0], digestPieces(bytes, pieceSize: pieceSize)
      )
  }

  package static func hash(
    _ bytes: Span<UInt8>, from starts: Span<UInt32>, to ends: Span<UInt32>, prefix: [UInt8],
    behind state: SIMD8<UInt32>, into values: inout [SIMD4<UInt64>], form: Form
  ) {
    let count = starts.count
    precondition(ends.count == count, "a body has a start and an end")
    precondition(prefix.count <= 64, "a prefix has up to 64 bytes")
    for i in 0..<count {
      precondition(starts[i] <= ends[i] && Int(ends[i]) <= bytes.count, "a body lies within bytes")
    }
    resize(&values, to: count)
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe starts.withUnsafeBufferPointer { starts in
        unsafe ends.withUnsafeBufferPointer { ends in
          unsafe withWords(state, &values) { state, values in
            guard count > 0, let starts = starts.baseAddress, let ends = ends.baseAddress else {
              return
            }
            unsafe lanes_sha256_messages(
              form.code, state, prefix, prefix.count, bytes.baseAddress, bytes.count, starts, ends,
              count, values)
          }
        }
      }
    }
  }

  package static func digestPieces(
    _ bytes: Span<UInt8>, pieceSize: Int, form: Form
  ) -> [SIMD4<UInt64>] {
    precondition(pieceSize > 0, "a piece has bytes")
    let whole = bytes.count / pieceSize
    let rest = bytes.count % pieceSize
    var values: [SIMD4<UInt64>] = []
    resize(&values, to: whole + (rest > 0 ? 1 : 0))
    unsafe bytes.withUnsafeBufferPointer { bytes in
      unsafe withWords(SIMD8(), &values) { _, values in
        guard let bytes = bytes.baseAddress else { return }
        unsafe lanes_sha256_pieces(form.code, bytes, pieceSize, whole, values)
        if rest > 0 {
          unsafe lanes_sha256_pieces(
            form.code, bytes + whole * pieceSize, rest, 1, values + 4 * whole)
        }
      }
    }
    return values
  }
}

private func resize(_ values: inout [SIMD4<UInt64>], to count: Int) {
  if values.count > count {
    values.removeLast(values.count - count)
  } else {
    values.append(contentsOf: repeatElement(SIMD4(), count: count - values.count))
  }
}

/// Lends the words of a state and those of the values to C. There are no values to lend if the
/// array is empty: then nothing is called.
private func withWords(
  _ state: SIMD8<UInt32>, _ values: inout [SIMD4<UInt64>],
  _ body: (UnsafePointer<UInt32>, UnsafeMutablePointer<UInt64>) -> Void
) {
  let words = (0..<8).map { state[$0] }
  unsafe values.withUnsafeMutableBytes { values in
    unsafe words.withUnsafeBufferPointer { words in
      guard let first = words.baseAddress, let start = values.baseAddress else { return }
      unsafe body(first, start.assumingMemoryBound(to: UInt64.self))
    }
  }
}
