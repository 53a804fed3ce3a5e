// The lanes against the plain algorithm of Sampling, in every form that this machine can run.

import Sampling
import Tables
import Testing

@Suite("Hash lanes")
struct HashLanesTests {
  @Test("last blocks from a state are hashed as whole messages, in every form and count")
  func finish() {
    let key = TicketKey(hash: SHA256.hash("key"))
    for form in HashLanes.Form.available {
      var values: [SIMD4<UInt64>] = []
      for count in 0...40 {
        var random = Bytes(seed: UInt64(count))
        let bodies = (0..<count).map { _ in random.take(random.below(56)) }
        var blocks: [UInt8] = []
        for body in bodies {
          blocks += body + [0x80] + Array(repeating: 0, count: 55 - body.count)
          blocks += size(64 + body.count)
        }
        HashLanes.finish(blocks.span, from: key.state.words, into: &values, form: form)
        let expected = bodies.map { SHA256.hash(key.hash.hexBytes + $0) }
        if values.map(hash) != expected { Issue.record("\(form): \(count) blocks") }
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

  /// The eight bytes in which a message's size in bits ends its last block.
  private func size(_ count: Int) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: (count * 8) >> (56 - 8 * $0)) }
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
