// The published vectors of the protocol, and every number and command of its text: what a stranger
// builds an implementation from must be what this program computes.

import Foundation
import Sampling
import Tables
import Testing

@Suite struct VectorTests {
  private func vectors(_ kind: String) throws -> [[String: Any]] {
    let data = try Data(contentsOf: Program.repository.appending(path: "samples/vectors.json"))
    let all = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(all["protocol"] as? String == "ssj1")
    return try #require(all[kind] as? [[String: Any]])
  }

  private func text(_ vector: [String: Any], _ name: String) throws -> String {
    try #require(vector[name] as? String)
  }

  private func seed(_ vector: [String: Any]) throws -> Seed {
    let bytes = Array(try text(vector, "seed").utf8)
    return try #require(Seed(bytes: bytes))
  }

  private func stage(_ name: String?) throws -> Stage {
    let name = try #require(name)
    let group = name.hasPrefix("targets/") ? Stage.targets(group: String(name.dropFirst(8))) : nil
    return try #require(group ?? Stage(name))
  }

  @Test("seeds, keys, tickets and edges are the published ones")
  func hashes() throws {
    for vector in try vectors("seeds") {
      let seed = try seed(vector)
      #expect(seed.hash.hex == vector["S"] as? String)
      for (name, key) in try #require(vector["K"] as? [String: String]) {
        #expect(seed.key(try stage(name)).hash.hex == key)
      }
    }
    for vector in try vectors("tickets") {
      let key = try seed(vector).key(try stage(vector["stage"] as? String))
      #expect(key.ticket(try text(vector, "id")).hex == vector["ticket"] as? String)
    }
    for vector in try vectors("edges") {
      let key = TicketKey(hash: try seed(vector).key(.pairing).ticket(try text(vector, "trip")))
      #expect(key.hash.hex == vector["Kt"] as? String)
      let edge = key.ticket("\(try text(vector, "slot"))|\(try text(vector, "officer"))")
      #expect(edge.hex == vector["edge"] as? String)
    }
  }

  @Test("sizes are the published ones")
  func sizes() throws {
    for vector in try vectors("quantities") {
      let written = try text(vector, "ratio")
      let ratio = try #require(Fraction(written))
      let period = (vector["period"] as? [Int]).flatMap { Period(number: $0[0], of: $0[1]) }
      let size = Quantity.ratio(
        ratio, vector["rounding"] as? String == "atMost" ? .atMost : .atLeast, period
      ).size(
        of: try #require(vector["population"] as? Int),
        bounds: Bounds(minimum: vector["minimum"] as? Int, maximum: vector["maximum"] as? Int))
      #expect(size == vector["size"] as? Int, "\(vector)")
    }
    for vector in try vectors("totals") {
      let strata = try #require(vector["strata"] as? [[String: Any]])
      let bounds = Bounds(minimum: vector["minimum"] as? Int, maximum: vector["maximum"] as? Int)
      let shares = try strata.map {
        Share(
          key: Array(try text($0, "key").utf8),
          weight: UInt64(try #require($0["weight"] as? Int)),
          population: try #require($0["population"] as? Int), bounds: bounds)
      }
      let sizes = allocate(total: try #require(vector["total"] as? Int), among: shares)
      #expect(sizes == strata.map { $0["size"] as? Int ?? -1 }, "\(vector)")
    }
  }

  @Test("orders and probabilities of draws are the published ones")
  func draws() throws {
    for vector in try vectors("draws") {
      let key = try seed(vector).key(try stage(vector["stage"] as? String))
      let given = try #require(vector["units"] as? [[String: Any]])
      let units = try given.map {
        let id = try text($0, "id")
        return Unit(
          ticket: key.ticket(id), id: Array(id.utf8)[...],
          weight: UInt32(try #require($0["weight"] as? Int)))
      }
      let count = try #require(vector["count"] as? Int)
      let isWeighted = try #require(vector["weighted"] as? Bool)
      let drawn =
        isWeighted
        ? drawWeighted(count, alternates: units.count, from: units)
        : draw(count, alternates: units.count, from: units)
      let order = (drawn.selected + drawn.alternates).map { units[$0] }
      let expected = try #require(vector["order"] as? [[String: String]])
      #expect(order.map { String(decoding: $0.id, as: UTF8.self) } == expected.map { $0["id"] })
      for (unit, place) in zip(order, expected) {
        let parts = try #require(place["probability"]).split(separator: "/").compactMap {
          UInt64($0)
        }
        let own = drawn.probability(of: unit)
        #expect(own == Fraction(numerator: parts[0], denominator: parts[1]))
      }
    }
  }

  @Test("file digests are the published ones")
  func digests() throws {
    for vector in try vectors("digests") {
      let bytes = [UInt8](repeating: 0x61, count: try #require(vector["bytes"] as? Int))
      #expect(FileDigest(of: bytes).hex == vector["D"] as? String)
    }
  }

  @Test("every command of the protocol's text prints what the text says that it prints")
  func text() throws {
    let page = try String(
      contentsOf: Program.repository.appending(path: "ARCHITECTURE.md"), encoding: .utf8)
    let start = try #require(page.range(of: "## Draw protocol")).lowerBound
    var script: [String] = []
    var expected: [String] = []
    for block in page[start...].components(separatedBy: "```sh\n").dropFirst() {
      let lines = block.components(separatedBy: "```")[0].split(separator: "\n")
      for line in lines where !line.hasPrefix("# ") {
        script.append(String(line))
        // What is put into a variable is shown as well.
        let name = line.prefix { $0.isLetter }
        if line.dropFirst(name.count).hasPrefix("=") { script.append("echo \"$\(name)\"") }
      }
      expected += lines.filter { $0.hasPrefix("# ") }.map { String($0.dropFirst(2)) }
    }
    #expect(expected.count >= 6)
    let run = try Program.shell(script.joined(separator: "\n"), in: Program.repository)
    #expect(run.errors.isEmpty)
    #expect(run.output.split(separator: "\n").map(String.init) == expected)
  }
}
