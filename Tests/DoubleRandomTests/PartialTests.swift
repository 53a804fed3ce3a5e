// Registries in several files and partial draws: whatever the parts are, the merged draw is the
// draw of the union, or it is refused; it is never another one.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

/// A registry as one file and as parts, with a plan for each.
private struct Parted {
  let world: World
  let parts: [String]

  /// - Parameter part: of each row, the index of its part.
  init(
    _ rows: [[String]], _ tasks: String, targets: String = "", parts count: Int,
    part: (Int) -> Int
  ) throws {
    world = try World()
    parts = (0..<count).map { "part-\($0).csv" }
    try world.write("targets.csv", World.targets(rows))
    for (index, name) in parts.enumerated() {
      let own = rows.indices.filter { part($0) == index }.map { rows[$0] }
      try world.write(name, World.targets(own))
    }
    _ = try world.plan(tasks, targets: targets)
    let single = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    let list = parts.map { "\"\($0)\"" }.joined(separator: ", ")
    try world.write(
      "parts.json5", single.replacing("file: \"targets.csv\"", with: "parts: [\(list)]"))
  }

  func plan(_ name: String) throws -> Plan {
    var findings = Findings()
    return try #require(
      readPlan(at: world.path(name), findings: &findings), "\(findings.codes(.error))")
  }

  /// The lists of the draw of one file.
  func single(_ seed: Seed = World.seed) throws -> [[UInt8]] {
    lists(try #require(world.draw(world.path("plan.json5"), seed: seed).campaign))
  }

  /// Draws every part and merges what is read back from the files; nil with findings.
  func merged(
    _ seed: Seed = World.seed, retainsAll: Bool = false, findings: inout Findings
  ) throws -> Campaign? {
    let plan = try plan("parts.json5")
    var partials: [PartialDraw] = []
    for (index, name) in parts.enumerated() {
      let drawn = drawPart(
        name, of: [plan], seed: seed, jobs: index % 3 + 1,
        handsOn: retainsAll ? .everybody : .candidates,
        findings: &findings)
      guard let drawn else { return nil }
      try write(drawn, index)
      guard let read = read(index, seed, &findings) else { return nil }
      partials.append(read)
    }
    return conduct([plan], seed: seed, jobs: 2, from: partials, findings: &findings)?.first
  }

  func write(_ partial: PartialDraw, _ index: Int) throws {
    for file in render(partial) {
      try Data(file.bytes).write(to: world.folder.appending(path: "\(index)-\(file.name)"))
    }
  }

  /// Reads a partial draw in a folder of its own.
  func read(_ index: Int, _ seed: Seed, _ findings: inout Findings) -> PartialDraw? {
    let folder = world.folder.appending(path: "drawn-\(index)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in PartialFile.all {
      let target = folder.appending(path: name)
      try? FileManager.default.removeItem(at: target)
      try? FileManager.default.copyItem(
        at: world.folder.appending(path: "\(index)-\(name)"), to: target)
    }
    guard let plan = try? plan("parts.json5") else { return nil }
    return readPartial(
      at: folder.appending(path: PartialFile.facts).path, of: [plan], seed: seed,
      findings: &findings)
  }
}

private func lists(_ campaign: Campaign) -> [[UInt8]] {
  let staffing = campaign.staffing
  return [
    planSheet(campaign, .plain), drawSheet(campaign, .plain),
    staffing.map { workloadSheet($0, campaign.plan, .plain) } ?? [],
  ]
}

/// Targets of district 1 with the column set of `World`.
private func rows(_ count: Int) -> [[String]] {
  (0..<count).map { index in
    [
      "X\(index)", "企业\(index)", index % 11 == 3 ? "2" : "1", ["A", "B", "C", "D"][index % 7 % 4],
      index % 10 == 9 ? "注销" : "存续", "站\(index % 4)", "\(index % 5)",
      index % 2 == 0 ? "食品" : "", "201\(index % 10)-06-0\(1 + index % 9)",
    ]
  }
}

private let strata = "strata: [\"信用风险等级\"]"

@Suite struct PartialTests {
  @Test(
    "merged partial draws are the draw of the union, however the registry is divided",
    arguments: [
      "quantity: \"3%\", alternates: 2, \(strata)",
      "quantity: { ratio: \"11%\", period: \"2/4\", minimum: 3 }, alternates: \"50%\", \(strata)",
      "quantity: { count: 7 }, alternates: 3, \(strata)",
      "quantity: { total: 40, across: \"proportional\", minimum: 2 }, \(strata)",
      "quantity: { total: 9, across: \"equal\", minimum: 20 }, \(strata)",
      "quantity: { rules: [{ where: { 信用风险等级: \"D\" }, all: true }, { ratio: \"1/40\" }] }, "
        + strata,
      "quantity: \"4%\", weight: { column: \"投诉举报数\", plus: 1 }, alternates: 5",
      "quantity: \"5%\", scope: { 监管标签: { tag: \"食品\" } }, group: \"own\", \(strata)",
    ])
  func union(rule: String) throws {
    for (count, divided) in [(2, 0), (3, 1), (5, 2)] {
      let parted = try Parted(
        rows(1500),
        "a: { number: \"N1\", title: \"A\", items: [\"SP1\"], \(rule), "
          + "exclude: { status: [\"注销\"] } }, "
          + "b: { number: \"N2\", title: \"B\", quantity: \"1%\" }",
        parts: count
      ) { index in
        // Evenly, by runs, and very unevenly.
        switch divided {
        case 0: index % count
        case 1: index * count / 1500
        default: index < 1400 ? 0 : index % count
        }
      }
      var findings = Findings()
      let merged = try #require(try parted.merged(findings: &findings), "\(findings.codes(.error))")
      #expect(lists(merged) == (try parted.single()), "\(count) \(rule)")
      // The same again over all parts at hand, to the last byte of the record.
      let drawn = parted.world.draw(parted.world.path("parts.json5"), jobs: 3)
      let whole = try #require(drawn.campaign)
      let (one, other) = (
        render(whole, seedText: "test", flavour: .people),
        render(merged, seedText: "test", flavour: .people)
      )
      #expect(one.map(\.bytes) == other.map(\.bytes))
    }
  }

  @Test(
    "a fixed count or total needs no more than each part hands on, wherever the small tickets are",
    arguments: [
      "quantity: { count: 30 }, alternates: 10", "quantity: { total: 90 }, \(strata)",
      "quantity: { total: 4, minimum: 12 }, alternates: 2, \(strata)",
    ])
  func fixed(rule: String) throws {
    let key = World.seed.key(.targets)
    let all = rows(2000).sorted { key.ticket($0[0]) < key.ticket($1[0]) }
    for first in [1, 40, 100, 1000] {
      // All the smallest tickets in one part: what chance hardly ever does.
      let parted = try Parted(
        all, "a: { number: \"N1\", title: \"A\", \(rule) }", parts: 2
      ) { $0 < first ? 0 : 1 }
      var findings = Findings()
      let merged = try #require(try parted.merged(findings: &findings), "\(findings.codes(.error))")
      #expect(lists(merged) == (try parted.single()))
    }
  }

  @Test("where parts handed on too little, the merge is refused; --keep-all is enough for all")
  func tooSmall() throws {
    let parted = try Parted(
      rows(3000), "a: { number: \"N1\", title: \"A\", quantity: \"10%\" }", parts: 2
    ) { $0 % 2 }
    var findings = Findings()
    let merged = try #require(try parted.merged(retainsAll: true, findings: &findings))
    #expect(lists(merged) == (try parted.single()))
    let plan = try parted.plan("parts.json5")
    var drawn = (0..<2).compactMap { parted.read($0, World.seed, &findings) }
    // As if one part had kept back what is above a limit: chance does that once in a million times.
    let selected = try #require(merged.draws[0].strata[0].lastSelected).w0
    for (limit, isEnough) in [(selected + 1 << 56, true), (selected - 1 << 56, false)] {
      drawn[1].survey.survey.frames[0][0].strata[0].completeUpTo = limit
      drawn[1].survey.survey.frames[0][0].strata[0].candidates.removeAll { $0.ticket.w0 > limit }
      var found = Findings()
      let draw = conduct([plan], seed: World.seed, jobs: 1, from: drawn, findings: &found)
      #expect(draw.map { lists($0[0]) } == (isEnough ? lists(merged) : nil))
      #expect(found.codes(.error) == (isEnough ? [] : ["partial-too-small"]))
    }
  }

  @Test("one code in two spellings is refused in parts as in one, once; a lone wrong one is drawn")
  func spellings() throws {
    let codes = ["91110109100000008R", "911101091000791907", "91110109100158382K"]
    let small = codes[0].lowercased()
    for (wrong, expected) in [
      (small, "\(codes[0]), \(small)"), ("9I1101091000791907", ""), (small, small),
    ] {
      let codes = expected == wrong ? [wrong] + codes.dropFirst() : codes
      let own = rows(3).indices.map { [codes[$0]] + rows(3)[$0].dropFirst() }
      let parted = try Parted(
        (expected.isEmpty ? [own[0], own[2]] : own) + [[wrong] + own[1].dropFirst()],
        "a: { number: \"N1\", title: \"A\", quantity: { all: true } }", parts: 2
      ) { $0 < 2 ? 0 : 1 }
      for name in parted.parts + ["parts.json5", "plan.json5", "targets.csv"] {
        let text = String(decoding: try parted.world.read(name), as: UTF8.self)
        let plan = text.replacing("columns: { id: \"编号\" },", with: "")
        try parted.world.write(name, plan.replacing("编号", with: "统一社会信用代码"))
      }
      var findings = Findings()
      let merged = try parted.merged(findings: &findings)
      #expect(findings.codes(.error) == (expected.isEmpty ? [] : ["id-in-two-parts"]))
      let said = findings.kept.compactMap { $0.arguments.dropFirst(3).first }
      #expect(expected.isEmpty || said.contains(expected))
      #expect((merged == nil) == !expected.isEmpty)
    }
  }

  @Test("an id in the frames of two parts is refused, merged rows or not; out of frames it may be")
  func disjoint() throws {
    for merging in ["", "rows: \"mergeByID\""] {
      let parted = try Parted(
        rows(200) + [rows(200)[4]], "a: { number: \"N1\", title: \"A\", quantity: \"10%\" }",
        targets: merging, parts: 2
      ) { $0 < 200 ? 0 : 1 }
      var findings = Findings()
      #expect(try parted.merged(findings: &findings) == nil)
      #expect(findings.codes(.error) == ["id-in-two-parts"])
      let said = findings.kept.first { $0.code == "id-in-two-parts" }?.arguments ?? []
      let ticket = World.seed.key(.targets).ticket("X4").hex.prefix(16)
      #expect(said.prefix(4) == ["targets", "\(ticket)", "part-0.csv, part-1.csv", "X4"])
      #expect(parted.world.draw(parted.world.path("parts.json5")).campaign == nil)
    }
    let parted = try Parted(
      rows(200) + [rows(200)[3]], "a: { number: \"N1\", title: \"A\", quantity: \"10%\" }", parts: 2
    ) { $0 < 200 ? 0 : 1 }
    var findings = Findings()
    #expect(try parted.merged(findings: &findings) != nil, "X3 is of another district")
  }

  @Test("history and frequency rules hold in every part, and another history is noticed")
  func history() throws {
    let parted = try Parted(
      rows(400), "a: { number: \"N1\", title: \"A\", quantity: \"10%\" }", parts: 2
    ) { $0 % 2 }
    let history = (0..<80).map { "X\($0),2026-09-\(10 + $0 % 20),P,双随机\n" }.joined()
    try parted.world.write("history.csv", "统一社会信用代码,检查日期,计划编号,检查类型\n" + history)
    for name in ["plan.json5", "parts.json5"] {
      let text = String(decoding: try parted.world.read(name), as: UTF8.self)
      try parted.world.write(
        name, text.replacing("schedule:", with: "frequency: { minimumDays: 60 }, schedule:"))
    }
    var findings = Findings()
    let merged = try #require(try parted.merged(findings: &findings))
    #expect(merged.draws[0].frame.excluded[ExclusionReason.minimumInterval.rawValue] > 60)
    #expect(lists(merged) == (try parted.single()))
    let drawn = (0..<2).compactMap { parted.read($0, World.seed, &findings) }
    try parted.world.write("history.csv", "统一社会信用代码,检查日期,计划编号,检查类型\n")
    let plan = try parted.plan("parts.json5")
    #expect(conduct([plan], seed: World.seed, jobs: 1, from: drawn, findings: &findings) == nil)
    #expect(findings.codes(.error) == ["partial-of-other-history", "partial-of-other-history"])
  }

  @Test("a partial draw that is missing, twice there, foreign or changed is named")
  func refusals() throws {
    let parted = try Parted(
      rows(300), "a: { number: \"N1\", title: \"A\", quantity: \"10%\" }", parts: 2
    ) { $0 % 2 }
    var findings = Findings()
    #expect(try parted.merged(findings: &findings) != nil)
    let plan = try parted.plan("parts.json5")
    let first = try #require(parted.read(0, World.seed, &findings))
    let other = try #require(Seed(bytes: Array("other".utf8)))
    func codes(_ partials: [PartialDraw], _ seed: Seed = World.seed) -> [String] {
      var found = Findings()
      #expect(conduct([plan], seed: seed, jobs: 1, from: partials, findings: &found) == nil)
      return found.codes(.error)
    }
    #expect(codes([first]) == ["partial-missing"])
    let second = try #require(parted.read(1, World.seed, &findings))
    #expect(codes([first, second, second]) == ["partial-twice"])
    #expect(codes([first, second], other).contains("partial-of-other-seed"))
    var foreign = second
    foreign.plans[0].digests[0] = "0"
    #expect(codes([first, foreign]) == ["partial-of-other-plan"])
    for (name, old, new) in [
      (PartialFile.candidates, "企业", "企"), (PartialFile.tickets, "", ""),
      (PartialFile.facts, "\"upTo\": \"", "\"upTo\": \"x"),
      (PartialFile.facts, "\"candidates\": ", "\"candidates\": 1"),
    ] {
      let path = "1-\(name)"
      let bytes = try parted.world.read(path)
      var changed = bytes
      if old.isEmpty {
        changed[0] ^= 1
      } else {
        let text = String(decoding: bytes, as: UTF8.self)
        changed = Array(text.replacing(old, with: new, maxReplacements: 1).utf8)
      }
      #expect(changed != bytes, "\(name) \(old)")
      try Data(changed).write(to: parted.world.folder.appending(path: path))
      var found = Findings()
      #expect(parted.read(1, World.seed, &found) == nil)
      #expect(found.codes(.error) == ["partial-broken"], "\(name) \(found.codes(.error))")
      try Data(bytes).write(to: parted.world.folder.appending(path: path))
    }
  }

  @Test("the files of a partial draw do not depend on threads, nor on the order of rows")
  func sameBytes() throws {
    let tasks = "a: { number: \"N1\", title: \"A\", quantity: \"2%\", \(strata) }"
    let parted = try Parted(rows(6000), tasks, parts: 1) { _ in 0 }
    let shuffled = try Parted(rows(6000).reversed(), tasks, parts: 1) { _ in 0 }
    func files(_ parted: Parted, jobs: Int) throws -> [[UInt8]] {
      var findings = Findings()
      let drawn = drawPart(
        "part-0.csv", of: [try parted.plan("parts.json5")], seed: World.seed, jobs: jobs,
        handsOn: .candidates, findings: &findings)
      return render(try #require(drawn)).map(\.bytes)
    }
    let expected = try files(parted, jobs: 1)
    #expect(try files(parted, jobs: 4) == expected)
    #expect(try Array(files(shuffled, jobs: 3)[..<2]) == Array(expected[..<2]))
    // Hardly more than the sample: the sum of 4 strata's 2 %, 5 deviations and 32.
    #expect(expected[0].split(separator: 0x0A).count < 500)
  }

  @Test("parts and what they cannot be used with are checked in the plan")
  func plans() throws {
    let world = try World()
    func errors(_ parts: String, _ more: String = "") throws -> [String] {
      _ = try world.plan(targets: more)
      let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
      try world.write("plan.json5", text.replacing("file: \"targets.csv\"", with: parts))
      var findings = Findings()
      _ = readPlan(at: world.path("plan.json5"), findings: &findings)
      return findings.codes(.error)
    }
    #expect(try errors("parts: \"targets.csv\"") == [])
    #expect(try errors("parts: [\"a.csv\", \"b.csv\", \"a.csv\"]") == ["repeated-value"])
    #expect(try errors("parts: []") == ["missing-key", "empty-value"])
    #expect(try errors("file: \"t.csv\", parts: [\"a.csv\"]") == ["file-and-parts"])
    #expect(
      try errors("parts: [\"a.csv\"]", "setAside: { \"invalid-code\": 3 }")
        == ["parts-not-supported"])
  }
}
