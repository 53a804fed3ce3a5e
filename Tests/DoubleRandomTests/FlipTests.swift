// Every byte of a small registry, plan, record and ledger flipped, every prefix cut: never a crash,
// never another draw without a word. What is still drawn is held against an oracle that shares
// nothing with the survey: rows read one by one, tickets hashed one by one, sorted.

import DoubleRandom
import Foundation
import Sampling
import Tables
import Testing

/// Whether every byte is to be tried, which takes minutes: `make fuzz`. Else each of a sample.
private let tryAll = ProcessInfo.processInfo.environment["EVERY"] != nil

/// Each byte flipped in one bit, another bit from byte to byte; and the prefix that ends there.
private func damaged(_ bytes: [UInt8], sample: Int) -> [[UInt8]] {
  let step = tryAll ? 1 : sample
  return stride(from: 0, to: bytes.count, by: step).flatMap { index in
    var flipped = bytes
    flipped[index] ^= 1 << UInt8((index / step) % 8)
    return [flipped, Array(bytes[..<index])]
  }
}

@Suite struct FlipTests {
  /// A world of 14 targets, drawn into `out/P-1`.
  private func smallWorld() throws -> (world: World, plan: String, folder: String) {
    let world = try World()
    let rows = World.rows.prefix(12) + World.rows.suffix(2)
    try world.write("targets.csv", World.targets(Array(rows)))
    let plan = try world.plan()
    return (world, plan, try world.publish(plan))
  }

  private func write(_ world: World, _ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: world.folder.appending(path: name))
  }

  /// Whether the record is said to repeat.
  private func repeats(_ world: World, _ plan: String, _ folder: String) -> Bool {
    var findings = Findings()
    let path = folder + "/record.json"
    guard let bytes = try? readWholeFile(at: path), let record = try? DrawRecord(bytes),
      let seed = record.seedText.flatMap({ Seed(bytes: Array($0.utf8)) }),
      let plan = readPlan(at: plan, findings: &findings)
    else { return false }
    let request = VerificationRequest(
      record: record, recordBytes: bytes, recordPath: path, plan: plan, seed: seed)
    var unchecked: [String] = []
    let verdict = verify(request, jobs: 1, unchecked: &unchecked, findings: &findings)
    return if case .identical = verdict { true } else { false }
  }

  /// The ids that the plan of the small world selects, ascending, by the protocol's text alone.
  private func oracle(_ path: String) throws -> [String] {
    let table = try readTable(at: path)
    func column(_ name: String) throws -> Int { try #require(table.header.index(of: name)) }
    let (id, district, grade) = (
      try column("编号"), try column("所属区"), try column("信用风险等级")
    )
    let key = SHA256.hash("ssj1|\(SHA256.hash("test").hex)|targets").hex
    let frame = table.rows.filter { $0[district] == "1" }
    let strata = Dictionary(grouping: frame) { $0[grade] }
    return strata.values.flatMap { stratum in
      stratum.map { ($0[id], SHA256.hash("\(key)|\($0[id])").hex) }
        .sorted { $0.1 < $1.1 }.prefix((stratum.count + 9) / 10).map(\.0)
    }.sorted()
  }

  @Test("a damaged registry is refused, or drawn as it now reads, and never verified")
  func registry() throws {
    let (world, plan, folder) = try smallWorld()
    let original = try world.read("targets.csv")
    #expect(repeats(world, plan, folder))
    var drawn = 0
    for bytes in damaged(original, sample: 7) {
      try write(world, "targets.csv", bytes)
      let (campaign, findings) = world.draw(plan)
      #expect((campaign == nil) == findings.hasErrors)
      guard let campaign else { continue }
      drawn += 1
      #expect(campaign.selected().sorted() == (try oracle(world.path("targets.csv"))))
      let frame = campaign.draws[0].frame
      #expect(frame.excluded.reduce(0, +) + frame.population == campaign.registry.rows)
    }
    #expect(drawn > 20)
    for bytes in damaged(original, sample: 47) {
      try write(world, "targets.csv", bytes)
      #expect(!repeats(world, plan, folder))
    }
  }

  @Test("a damaged plan is refused or drawn as it now reads, and never verified")
  func plan() throws {
    let (world, plan, folder) = try smallWorld()
    let original = try world.read("plan.json5")
    for bytes in damaged(original, sample: 11) {
      try write(world, "plan.json5", bytes)
      let (campaign, findings) = world.draw(plan)
      #expect((campaign == nil) == findings.hasErrors)
      #expect(!repeats(world, plan, folder), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test("a damaged record is never verified")
  func record() throws {
    let (world, plan, folder) = try smallWorld()
    let original = try world.read("out/P-1/record.json")
    for bytes in damaged(original, sample: 43) {
      try write(world, "out/P-1/record.json", bytes)
      #expect(!repeats(world, plan, folder))
    }
  }

  @Test("small registries may be anything: no crash, and an error where nothing is drawn")
  func others() throws {
    let (world, plan, _) = try smallWorld()
    for name in ["inspectors.csv", "items.csv", "calendar.csv"] {
      let original = try world.read(name)
      for bytes in damaged(original, sample: 13) {
        try write(world, name, bytes)
        let (campaign, findings) = world.draw(plan)
        #expect((campaign == nil) == findings.hasErrors)
      }
      try write(world, name, original)
    }
  }
}
