// SHA-256 as in FIPS 180-4: the only source of chance in a draw.
//
// One message at a time, in checked Swift, written to be compared with the standard line by line.
// Registries are ticketed sixteen at a time by the lanes of `Tables`; this is what they must equal.

/// A SHA-256 computation: feed it bytes, then ask for the value.
///
/// `SHA256.hash("abc").hex` is
/// `ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad`.
///
/// *Source*: FIPS PUB 180-4, sections 4.1.2, 4.2.2, 5.1.1, 5.3.3 and 6.2.
public struct SHA256: Sendable {
  private var state: State
  /// The bytes that do not fill a block yet, shifted into big-endian words as they come.
  private var pending = Block(repeating: 0)
  /// Bytes fed so far, those behind `state` included.
  private var count: UInt64

  /// Starts with no bytes.
  public init() {
    self.init(resuming: .initial, after: 0)
  }

  /// Starts behind `blocks` whole blocks that led to `state`.
  init(resuming state: State, after blocks: UInt64) {
    self.state = state
    self.count = blocks * 64
  }

  /// Feeds bytes; how a message is cut into calls does not matter.
  public mutating func update(_ bytes: Span<UInt8>) {
    var i = 0
    while i < bytes.count && count % 64 != 0 {
      push(bytes[i])
      i += 1
    }
    while bytes.count - i >= 64 {
      state.compress(Block { w in bigEndianWord(bytes, at: i + 4 * w) })
      i += 64
      count += 64
    }
    while i < bytes.count {
      push(bytes[i])
      i += 1
    }
  }

  /// Feeds bytes; how a message is cut into calls does not matter.
  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// The value of the bytes fed so far; more may be fed afterwards.
  public func finalized() -> Hash {
    var padded = self
    padded.push(0x80)
    while padded.count % 64 != 56 { padded.push(0) }
    let bitCount = count &* 8
    for shift in stride(from: 56, through: 0, by: -8) {
      padded.push(UInt8(truncatingIfNeeded: bitCount >> UInt64(shift)))
    }
    return padded.state.hash
  }

  /// The value of a message.
  public static func hash(_ bytes: [UInt8]) -> Hash {
    var sha = SHA256()
    sha.update(bytes)
    return sha.finalized()
  }

  /// The value of the UTF-8 bytes of a text.
  public static func hash(_ text: String) -> Hash {
    hash(Array(text.utf8))
  }

  /// Feeds one byte.
  mutating func push(_ byte: UInt8) {
    let word = Int(count % 64) / 4
    pending[word] = pending[word] << 8 | UInt32(byte)
    count += 1
    if count % 64 == 0 { state.compress(pending) }
  }

  /// The state between two blocks.
  public struct State: Hashable, Sendable {
    // The standard's names; H(i) before the first round of a block.
    private var a, b, c, d, e, f, g, h: UInt32

    /// Makes a state of its eight words, in the standard's order.
    public init(words: SIMD8<UInt32>) {
      (a, b, c, d) = (words[0], words[1], words[2], words[3])
      (e, f, g, h) = (words[4], words[5], words[6], words[7])
    }

    /// The eight words in the standard's order.
    public var words: SIMD8<UInt32> { SIMD8(a, b, c, d, e, f, g, h) }

    /// The state before the first block (FIPS 180-4, 5.3.3: square roots of the first 8 primes).
    public static let initial = State(
      words: SIMD8(
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
        0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19))

    /// The words read as a value, as after the last block of a message.
    public var hash: Hash {
      func pair(_ high: UInt32, _ low: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }
      return Hash(pair(a, b), pair(c, d), pair(e, f), pair(g, h))
    }

    /// Takes in one block of sixteen big-endian words (FIPS 180-4, 6.2.2).
    mutating func compress(_ block: Block) {
      // The schedule is a ring: W[t] takes the place of W[t − 16].
      var w = block
      var s = self
      for t in 0..<16 { s.round(roundConstants[t] &+ w[t]) }
      for t in 16..<64 {
        w[t & 15] &+=
          smallSigma1(w[(t - 2) & 15]) &+ w[(t - 7) & 15] &+ smallSigma0(w[(t - 15) & 15])
        s.round(roundConstants[t] &+ w[t & 15])
      }
      a &+= s.a
      b &+= s.b
      c &+= s.c
      d &+= s.d
      e &+= s.e
      f &+= s.f
      g &+= s.g
      h &+= s.h
    }

    /// One round, with K[t] + W[t].
    private mutating func round(_ term: UInt32) {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let t1 = h &+ bigSigma1(e) &+ choice &+ term
      let t2 = bigSigma0(a) &+ majority
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ t2)
    }
  }
}

/// One block of a message as sixteen big-endian words.
typealias Block = InlineArray<16, UInt32>

func bigEndianWord(_ bytes: Span<UInt8>, at i: Int) -> UInt32 {
  UInt32(bytes[i]) << 24 | UInt32(bytes[i + 1]) << 16 | UInt32(bytes[i + 2]) << 8
    | UInt32(bytes[i + 3])
}

private func rotateRight(_ x: UInt32, _ n: UInt32) -> UInt32 {
  x &>> n | x &<< (32 &- n)
}

// FIPS 180-4, 4.1.2.
private func bigSigma0(_ x: UInt32) -> UInt32 {
  rotateRight(x, 2) ^ rotateRight(x, 13) ^ rotateRight(x, 22)
}

private func bigSigma1(_ x: UInt32) -> UInt32 {
  rotateRight(x, 6) ^ rotateRight(x, 11) ^ rotateRight(x, 25)
}

private func smallSigma0(_ x: UInt32) -> UInt32 {
  rotateRight(x, 7) ^ rotateRight(x, 18) ^ x &>> 3
}

private func smallSigma1(_ x: UInt32) -> UInt32 {
  rotateRight(x, 17) ^ rotateRight(x, 19) ^ x &>> 10
}

/// The cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
private let roundConstants: InlineArray<64, UInt32> = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4,
  0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe,
  0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f,
  0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da, 0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7,
  0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc,
  0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
  0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070, 0x19a4_c116,
  0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7,
  0xc671_78f2,
]
