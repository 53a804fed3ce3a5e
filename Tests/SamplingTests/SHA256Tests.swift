// SHA-256 against vectors published by NIST: a handful of each kind, as literals.

import Sampling
import Testing

@Suite("SHA-256")
struct SHA256Tests {
  /// *Source*: NIST CAVP `SHA256ShortMsg.rsp` (CAVS 11.0: the lengths around a block's end) and the
  /// first of `SHA256LongMsg.rsp`; the two last are the examples of FIPS 180-2, appendix B.
  static let vectors: [(message: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("d3", "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1"),
    (
      "3ebfb06db8c38d5ba037f1363e118550aad94606e26835a01af05078533cc25f2f39573c04b632f62f68c294ab31"
        + "f2a3e2a1a0d8c2be51",
      "6595a2ef537a69ba8583dfbf7f5bec0ab1f93ce4c8ee1916eff44a93af5749c4"
    ),
    (
      "2d52447d1244d2ebc28650e7b05654bad35b3a68eedc7f8515306b496d75f3e73385dd1b002625024b81a02f2fd6"
        + "dffb6e6d561cb7d0bd7a",
      "cfb88d6faf2de3a69d36195acec2e255e2af2b7d933997f348e09f6ce5758360"
    ),
    (
      "4cace422e4a015a75492b3b3bbfbdf3758eaff4fe504b46a26c90dacc119fa9050f603d2b58b398cad6d6d9fa922"
        + "a154d9e0bc4389968274b0",
      "4d54b2d284a6794581224e08f675541c8feab6eefa3ac1cfe5da4e03e62f72e4"
    ),
    (
      "e2f76e97606a872e317439f1a03fcd92e632e5bd4e7cbc4e97f1afc19a16fde92d77cbe546416b51640cddb92af9"
        + "96534dfd81edb17c4424cf1ac4d75aceeb",
      "18041bd4665083001fba8c5411d2d748e8abbfdcdfd9218cb02b68a78e7d4c23"
    ),
    (
      "5a86b737eaea8ee976a0a24da63e7ed7eefad18a101c1211e2b3650c5187c2a8a650547208251f6d4237e661c7bf"
        + "4c77f335390394c37fa1a9f9be836ac28509",
      "42e61e174fbb3897d6dd6cef3dd2802fe67b331953b06114a65c772859dfc1aa"
    ),
    (
      "451101250ec6f26652249d59dc974b7361d571a8101cdfd36aba3b5854d3ae086b5fdd4597721b66e3c0dc5d8c60"
        + "6d9657d0e323283a5217d1f53f2f284f57b85c8a61ac8924711f895c5ed90ef17745ed2d728abd22a5f7a134"
        + "79a462d71b56c19a74a40b655c58edfe0a188ad2cf46cbf30524f65d423c837dd1ff2bf462ac4198007345bb"
        + "44dbb7b1c861298cdf61982a833afc728fae1eda2f87aa2c9480858bec",
      "3c593aa539fdcdae516cdf2f15000f6634185c88f505b39775fb9ab137a10aa2"
    ),
    ("616263", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "6162636462636465636465666465666765666768666768696768696a68696a6b696a6b6c6a6b6c6d6b6c6d6e6c6d"
        + "6e6f6d6e6f706e6f7071",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ]

  @Test("the published vectors are met", arguments: vectors)
  func published(_ vector: (message: String, digest: String)) {
    #expect(SHA256.hash(bytes(hex: vector.message)).hex == vector.digest)
  }

  @Test("the worked example and the text form agree")
  func text() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(SHA256.hash("abc").hex == abc)
    #expect(SHA256.hash("北京") == SHA256.hash([0xe5, 0x8c, 0x97, 0xe4, 0xba, 0xac]))
  }

  @Test("a million times the letter a, fed in uneven pieces, has the published value")
  func million() {
    // Source: FIPS 180-2, appendix B.3.
    var sha = SHA256()
    let letters = Array(repeating: UInt8(97), count: 1000)
    for _ in 0..<500 {
      sha.update(Array(letters.prefix(813)))
      sha.update(letters.span)
      sha.update(Array(letters.prefix(187)))
    }
    let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    #expect(sha.finalized().hex == digest)
  }

  /// *Source*: NIST CAVP `SHA256Monte.rsp` (CAVS 11.1): 1 000 chained hashes a count.
  @Test("the first counts of the Monte Carlo chain are met")
  func monteCarlo() throws {
    var seed = bytes(hex: "6d1e72ad03ddeb5de891e572e2396f8da015d899ef0e79503152d6010a3fe691")
    let published = [
      "e93c330ae5447738c8aa85d71a6c80f2a58381d05872d26bdd39f1fcd4f2b788",
      "2e78f8c8772ea7c9331d41ed3f9cdf27d8f514a99342ee766ee3b8b0d0b121c0",
      "d6a23dff1b7f2eddc1a212f8a218397523a799b07386a30692fd6fe9d2bf0944",
    ]
    for digest in published {
      var chain = [seed, seed, seed]
      for _ in 0..<1000 {
        chain = [chain[1], chain[2], bytes(hex: SHA256.hash(chain[0] + chain[1] + chain[2]).hex)]
      }
      seed = chain[2]
      #expect(seed == bytes(hex: digest))
    }
  }

  @Test("how a message is cut into updates does not matter")
  func cuts() {
    let message = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    let whole = SHA256.hash(message)
    for a in stride(from: 0, through: 200, by: 7) {
      for b in stride(from: a, through: 200, by: 13) {
        var sha = SHA256()
        sha.update(Array(message[..<a]))
        sha.update(Array(message[a..<b]))
        _ = sha.finalized()
        sha.update(Array(message[b...]))
        #expect(sha.finalized() == whole)
      }
    }
  }
}

/// The bytes that hex digits stand for.
func bytes(hex: String) -> [UInt8] {
  let digits = hex.compactMap(\.hexDigitValue)
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}
