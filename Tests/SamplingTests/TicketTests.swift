// Seed, keys and tickets against values that Python's hashlib computed from the draw protocol.

import Foundation
import Sampling
import Testing

/// `Vectors/tickets.json`: written by another program from draw protocol 1, sections 2, 3 and 7.
struct TicketVectors: Decodable {
  struct Case: Decodable {
    struct Lot: Decodable {
      let id: String
      let ticket: String
    }
    struct Edge: Decodable {
      let target: String
      let slot: String
      let inspector: String
      let edge: String
    }
    let seed: String
    let seedHash: String
    let stage: String
    let key: String
    let tickets: [Lot]
    let edges: [Edge]?

    enum CodingKeys: String, CodingKey {
      case seed, stage, tickets, edges
      case seedHash = "S"
      case key = "K"
    }
  }
  let protocolName: String
  let cases: [Case]

  enum CodingKeys: String, CodingKey {
    case protocolName = "protocol"
    case cases
  }

  static func read() throws -> TicketVectors {
    let url = try #require(
      Bundle.module.url(forResource: "tickets", withExtension: "json", subdirectory: "Vectors"))
    return try JSONDecoder().decode(TicketVectors.self, from: Data(contentsOf: url))
  }
}

@Suite("Seed, key and ticket")
struct TicketTests {
  @Test("every seed, key, ticket and edge of the published vectors is met")
  func vectors() throws {
    let vectors = try TicketVectors.read()
    #expect(vectors.protocolName == "ssj1")
    #expect(vectors.cases.count == 12)
    var edgeCount = 0
    for c in vectors.cases {
      let seed = try #require(Seed(bytes: Array(c.seed.utf8)))
      #expect(seed.hash.hex == c.seedHash)
      let key = seed.key(try #require(Stage(c.stage)))
      #expect(key.hash.hex == c.key)
      for lot in c.tickets {
        #expect(key.ticket(lot.id).hex == lot.ticket)
        #expect(key.ticket(Array(lot.id.utf8)).hex == lot.ticket)
        #expect(key.ticket(Array(lot.id.utf8).span).hex == lot.ticket)
      }
      for edge in c.edges ?? [] {
        let trip = TicketKey(hash: key.ticket(edge.target))
        #expect(trip.ticket("\(edge.slot)|\(edge.inspector)").hex == edge.edge)
        edgeCount += 1
      }
    }
    #expect(edgeCount >= 16)
  }

  @Test("the worked example of TicketKey holds")
  func example() throws {
    let seed = try #require(Seed(bytes: Array("2026Q4 北京 20 58 13 07".utf8)))
    let key = seed.key(.targets)
    #expect(key.hash.hex.hasPrefix("e1b82405"))
    #expect(key.ticket("91350100M000100Y43").hex.hasPrefix("721dfe2c"))
  }

  @Test("a seed is text: 0, 00, a full-width digit and a trailing newline are different seeds")
  func seedsAreText() throws {
    let seeds = ["0", "00", "２", "2", "2\n", " "].compactMap { Seed(bytes: Array($0.utf8)) }
    #expect(Set(seeds).count == 6)
    #expect(Seed(bytes: []) == nil)
  }

  @Test("a key's state is that behind the 64 hex bytes, whatever follows")
  func state() throws {
    let key = try #require(Seed(bytes: [48])).key(.targets)
    let long = Array(repeating: UInt8(120), count: 1000)
    for count in [0, 1, 53, 54, 55, 117, 118, 119, 1000] {
      let id = Array(long.prefix(count))
      #expect(key.ticket(id) == SHA256.hash(key.hash.hexBytes + [124] + id))
    }
    #expect(key.state != .initial)
    #expect(TicketKey(hash: key.hash) == key)
  }

  @Test("a stage is 1 to 64 of a-z 0-9 . _ / -")
  func stages() {
    #expect(Stage.targets.name == "targets")
    #expect(Stage.pairing.name == "pairing")
    #expect(Stage.schedule.name == "schedule")
    #expect(Stage("targets") == .targets)
    #expect(Stage("az09._/-")?.name == "az09._/-")
    #expect(Stage(String(repeating: "a", count: 64)) != nil)
    for bad in [
      "", "A", "a b", "a|b", "食品", "a\n", "a`", "a{", "a:", String(repeating: "a", count: 65),
    ] {
      #expect(Stage(bad) == nil, "\(bad)")
    }
  }

  @Test("a group has a stage of its own; an empty or unlawful group has none")
  func groups() {
    #expect(Stage.targets(group: "food")?.name == "targets/food")
    #expect(Stage.targets(group: String(repeating: "g", count: 56)) != nil)
    #expect(Stage.targets(group: String(repeating: "g", count: 57)) == nil)
    #expect(Stage.targets(group: "") == nil)
    #expect(Stage.targets(group: "Food") == nil)
  }
}

@Suite("Hash")
struct HashTests {
  @Test("hex is read and written back, and anything but 64 lower-case digits is refused")
  func hex() {
    let text = "00123456789abcdef0fedcba98765432100123456789abcdeffedcba98765432"
    #expect(Hash(hex: text)?.hex == text)
    #expect(Hash(hex: text)?.w0 == 0x0012_3456_789a_bcde)
    #expect(Hash(hex: text)?.w3 == 0xeffe_dcba_9876_5432)
    #expect(Hash(hex: text).map { "\($0)" } == text)
    for bad in ["", String(text.dropLast()), text + "0", text.uppercased(), " " + text.dropFirst()]
    {
      #expect(Hash(hex: bad) == nil)
    }
  }

  @Test("the order of values is the order of their hex text, whichever word decides")
  func order() {
    let values: [UInt64] = [0, 1, 1 << 63, .max]
    var hashes: [Hash] = []
    for a in values {
      for b in values {
        for c in values { for d in values { hashes.append(Hash(a, b, c, d)) } }
      }
    }
    let texts = hashes.map(\.hexBytes)
    for (x, xText) in zip(hashes, texts) {
      for (y, yText) in zip(hashes, texts)
      where (x < y) != xText.lexicographicallyPrecedes(yText) || (x == y) != (xText == yText) {
        Issue.record("\(x) and \(y) stand in another order than their texts")
      }
    }
  }
}
