// The lanes against published vectors and the plain algorithm of Sampling, in every form that this
// machine can run.

import Tables
import Testing

@testable import Sampling

@Suite("Hash lanes")
struct HashLanesTests {
  /// *Source*: FIPS 180-2, appendix B, and the test vectors of the NESSIE project, which has the
  /// last two as messages of a block and 16 or 48 bytes.
  static let vectors: [(message: String, digest: String)] = [
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      String(repeating: "1234567890", count: 8),
      "f371bc4a311f2b009eef952dd83ca80e2b60026c8e935592d0f9c308453c813e"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ]

  @Test("the published vectors are met, as pieces and as messages", arguments: vectors)
  func published(_ vector: (message: String, digest: String)) {
    let message = Array(vector.message.utf8)
    let copies = Array(repeating: message, count: 17).flatMap { $0 }
    for form in HashLanes.Form.available {
      let pieces = HashLanes.digestPieces(copies.span, pieceSize: message.count, form: form)
      #expect(pieces.map { hash($0).hex } == Array(repeating: vector.digest, count: 17))
      guard message.count > 64 else { continue }
      var state = SHA256.State.initial
      state.compress(Block { w in bigEndianWord(message.span, at: 4 * w) })
      let starts = (0..<17).map { UInt32($0 * message.count + 65) }
      let ends = (1...17).map { UInt32($0 * message.count) }
      var values: [SIMD4<UInt64>] = []
      HashLanes.hash(
        copies.span, from: starts.span, to: ends.span, prefix: [message[64]], behind: state.words,
        into: &values, form: form)
      #expect(values.map { hash($0).hex } == Array(repeating: vector.digest, count: 17))
    }
  }

  @Test("a whole and its pieces are what each is alone, whatever the size")
  func wholes() {
    for size in [1, 55, 56, 63, 64, 65, 127, 128, 191, 192, 193, 1000, 1280, 1281] {
      var random = Bytes(seed: UInt64(size))
      let bytes = random.take(size)
      for pieceSize in [64, 128, 640, 2048] {
        let alone = stride(from: 0, to: size, by: pieceSize).map {
          SHA256.hash(Array(bytes[$0..<min(size, $0 + pieceSize)]))
        }
        for usesInstructions in [true, false] {
          let (whole, pieces) = HashLanes.digestWhole(
            bytes.span, pieceSize: pieceSize, usesInstructions: usesInstructions)
          #expect(hash(whole) == SHA256.hash(bytes))
          #expect(pieces.map(hash) == alone)
        }
      }
    }
  }

  @Test("messages gathered from a file's bytes are hashed as whole messages, in every form")
  func messages() {
    let key = TicketKey(hash: SHA256.hash("key"))
    for form in HashLanes.Form.available {
      var values: [SIMD4<UInt64>] = []
      for count in 0...40 {
        var random = Bytes(seed: 1000 + UInt64(count))
        let bytes = random.take(random.below(400))
        let longest = [18, 30, 31, 55, 56, 300][count % 6]
        var starts: [UInt32] = []
        var ends: [UInt32] = []
        for _ in 0..<count {
          let start = random.below(bytes.count + 1)
          starts.append(UInt32(start))
          ends.append(UInt32(min(bytes.count, start + random.below(longest + 1))))
        }
        let prefix = random.take([1, 0, 8, 31, 32, 33, 55, 64][count % 8])
        HashLanes.hash(
          bytes.span, from: starts.span, to: ends.span, prefix: prefix, behind: key.state.words,
          into: &values, form: form)
        let expected = zip(starts, ends).map { start, end in
          SHA256.hash(key.hash.hexBytes + prefix + bytes[Int(start)..<Int(end)])
        }
        if values.map(hash) != expected { Issue.record("\(form): \(count) messages") }
      }
    }
  }

  @Test("every size of prefix and body around the ends of half a block, a block and two is exact")
  func sizes() {
    let key = TicketKey(hash: SHA256.hash("sizes"))
    var random = Bytes(seed: 5)
    let bytes = random.take(140)
    for form in HashLanes.Form.available {
      for prefixSize in [0, 1, 2, 31, 32, 54, 55, 56, 63, 64] {
        let prefix = random.take(prefixSize)
        var values: [SIMD4<UInt64>] = []
        for start in [0, 1, 9, 10] {
          let ends = (start...140).map { UInt32($0) }
          let starts = ends.map { _ in UInt32(start) }
          HashLanes.hash(
            bytes.span, from: starts.span, to: ends.span, prefix: prefix, behind: key.state.words,
            into: &values, form: form)
          let expected = ends.map {
            SHA256.hash(key.hash.hexBytes + prefix + bytes[start..<Int($0)])
          }
          if values.map(hash) != expected {
            Issue.record("\(form): prefix of \(prefixSize), bodies from \(start)")
          }
        }
      }
    }
  }

  @Test("a ticket taken in lanes is the ticket")
  func tickets() throws {
    let key = try #require(Seed(bytes: Array("2026Q4 北京 20 58 13 07".utf8))).key(.targets)
    let text = Array("91350100M000100Y43,餐饮店·老王家（总店）,a".utf8)
    let commas = text.indices.filter { text[$0] == 44 }
    let starts = ([0] + commas.map { $0 + 1 }).map { UInt32($0) }
    let ends = (commas + [text.count]).map { UInt32($0) }
    var values: [SIMD4<UInt64>] = []
    HashLanes.hash(
      text.span, from: starts.span, to: ends.span, prefix: [124], behind: key.state.words,
      into: &values)
    let tickets = values.map { hash($0) }
    #expect(tickets == ["91350100M000100Y43", "餐饮店·老王家（总店）", "a"].map(key.ticket))
    #expect(tickets[0].hex.hasPrefix("721dfe2c"))
  }

  @Test("pieces are digested one by one, the last one shorter, in every form and count")
  func pieces() {
    var random = Bytes(seed: 9)
    let bytes = random.take(41 * 200)
    for pieceSize in [1, 3, 55, 56, 63, 64, 65, 119, 120, 128, 200] {
      for count in 0...40 {
        let rest = [0, 1, pieceSize - 1][count % 3]
        let part = Array(bytes.prefix(count * pieceSize + rest))
        let expected = stride(from: 0, to: part.count, by: pieceSize).map {
          SHA256.hash(Array(part[$0..<min($0 + pieceSize, part.count)]))
        }
        for form in HashLanes.Form.available {
          let values = HashLanes.digestPieces(part.span, pieceSize: pieceSize, form: form)
          if values.map(hash) != expected {
            Issue.record("\(form): \(count) pieces of \(pieceSize) and \(rest)")
          }
        }
      }
    }
  }

  @Test("the form in use is the fastest that the machine has")
  func form() {
    #expect(HashLanes.Form.available.first == .portable)
    #expect(HashLanes.form == HashLanes.Form.available.last?.rawValue)
  }

  private func hash(_ value: SIMD4<UInt64>) -> Hash {
    Hash(value[0], value[1], value[2], value[3])
  }
}

/// Bytes that look random and are the same on every run.
private struct Bytes {
  var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func take(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(below(256)) }
  }
}
