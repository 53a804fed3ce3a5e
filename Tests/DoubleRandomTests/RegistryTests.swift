// Registries as offices have them: rows set aside and counted, columns under other names, small
// registries with the slips that people make. What the messages look like stands in
// Tests/CommandTests/Golden.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

@Suite struct SetAsideTests {
  /// The world's rows with faults put in, each row of text with the code of its fault.
  private func faulty() -> [(line: String, code: String?)] {
    World.rows.enumerated().map { index, row in
      var cells = row
      let text = { cells.joined(separator: ",") }
      switch index {
      case 3, 31:
        cells[0] = ""
        return (text(), "empty-id")
      case 7, 40, 61:
        cells[3] = "E"
        return (text(), "unknown-grade")
      case 12: return (text() + ",", "ragged-record")
      case 13: return ("x,\"y,\"", "ragged-record")
      case 20: return ("", "blank-line")
      case 25:
        // Two quotes: an odd one would run on to the next, as quotes do.
        cells[1] = "a\"b\""
        return (text(), "malformed-quote")
      case 26:
        cells[0] = " A26"
        return (text(), "blank-in-id")
      default: return (text(), nil)
      }
    }
  }

  private let allowed = """
    values: { grade: ["A", "B", "C"] },
    setAside: { "empty-id": 2, "unknown-grade": 3, "ragged-record": 5, "blank-line": 1,
                "malformed-quote": 1, "blank-in-id": 1 }
    """

  private func write(_ rows: [(line: String, code: String?)], _ world: World) throws {
    let header = World.header.joined(separator: ",")
    try world.write("targets.csv", ([header] + rows.map(\.line)).joined(separator: "\n") + "\n")
  }

  @Test("rows set aside are counted, listed with line, reason and text, and drawn from no more")
  func counts() throws {
    let world = try World()
    let rows = faulty()
    try write(rows, world)
    let faults = rows.enumerated().filter { $1.code != nil }
    for jobs in [1, 3] {
      let (campaign, findings) = world.draw(try world.plan(targets: allowed), jobs: jobs)
      let drawn = try #require(campaign, "\(findings.text(.en))")
      #expect(drawn.registry.rows == rows.count)
      #expect(drawn.registry.setAside == faults.count)
      #expect(drawn.registry.rejects.map(\.line) == faults.map { $0.offset + 2 })
      #expect(drawn.registry.rejects.map(\.code) == faults.compactMap(\.element.code))
      #expect(
        drawn.registry.rejects.map { String(decoding: $0.raw, as: UTF8.self) }
          == faults.map(\.element.line))
      #expect(drawn.coverage.excluded[ExclusionReason.rejected.rawValue] == faults.count)
      #expect(drawn.coverage.excluded.reduce(0, +) + drawn.coverage.inFrame == rows.count)
      for draw in drawn.draws {
        #expect(draw.frame.excluded.reduce(0, +) + draw.frame.population == rows.count)
      }
      let sound = rows.enumerated().filter { $1.code == nil && $0 < 60 }.count
      #expect(drawn.draws[0].frame.population == sound)
      #expect(findings.count(code: "rows-set-aside") == 6)
      #expect(drawn.registry.counts.map(\.code) == Set(faults.compactMap(\.element.code)).sorted())
    }
  }

  @Test("the rejects file holds each row as it stands in the registry, quotes and line ends too")
  func file() throws {
    let world = try World()
    var rows = faulty()
    rows[50] = ("\"two\nlines\",\"and a \"\"quote\"\"\"", "ragged-record")
    try write(rows, world)
    let campaign = try #require(world.draw(try world.plan(targets: allowed)).campaign)
    let files = render(campaign, seedText: nil, flavour: .plain)
    let bytes = try #require(files.first { $0.name == "rejects.csv" }?.bytes)
    try Data(bytes).write(to: world.folder.appending(path: "rejects.csv"))
    let table = try readTable(at: world.path("rejects.csv"))
    #expect(table.header.names == ["行号", "原因", "原文"])
    #expect(table.rows.map { $0[1] } == rows.compactMap(\.code))
    #expect(table.rows.map { $0[2] } == rows.filter { $0.code != nil }.map(\.line))
    #expect(table.rows.last?[0] == "64")
  }

  @Test("bytes that are no text are set aside in a form that is text")
  func badBytes() throws {
    let world = try World()
    var bytes = Array(World.targets(World.rows).utf8)
    let place = try #require(bytes.firstIndex(of: 0xE4))
    bytes.insert(0xFF, at: place + 200)
    try Data(bytes).write(to: world.folder.appending(path: "targets.csv"))
    let campaign = try #require(
      world.draw(try world.plan(targets: "setAside: { \"invalid-utf8\": 1 }")).campaign)
    let text = String(
      decoding: rejectsSheet(campaign.registry.rejects, .plain), as: UTF8.self)
    #expect(text.contains("<FF>") && !text.contains("\u{FFFD}"))
  }

  @Test("one row more than the plan allows stops everything, and each row is shown")
  func tooMany() throws {
    let world = try World()
    try write(faulty(), world)
    let plan = allowed.replacing("\"unknown-grade\": 3", with: "\"unknown-grade\": 2")
    let (campaign, findings) = world.draw(try world.plan(targets: plan))
    #expect(campaign == nil)
    #expect(
      findings.codes(.error).sorted()
        == ["too-many-set-aside", "unknown-grade", "unknown-grade", "unknown-grade"])
  }

  @Test("what a plan does not mention is an error even where other rows may be set aside")
  func unmentioned() throws {
    let world = try World()
    try write(faulty(), world)
    let plan = allowed.replacing("\"blank-in-id\": 1", with: "\"nul-byte\": 1")
    let (campaign, findings) = world.draw(try world.plan(targets: plan))
    #expect(campaign == nil && findings.codes(.error) == ["blank-in-id"])
  }
}

@Suite struct SmallRegistryTests {
  private func findings(_ file: String, _ old: String, _ new: String) throws -> Findings {
    let world = try World()
    let text = String(decoding: try world.read(file), as: UTF8.self)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text)
    try world.write(file, changed)
    return world.draw(try world.plan()).findings
  }

  @Test("columns are found by header, English alias, role or the plan's mapping")
  func columns() throws {
    let world = try World()
    let original = world.draw(try world.plan()).campaign
    let text = String(decoding: try world.read("inspectors.csv"), as: UTF8.self)
    let names = [
      ["officer", "officer_name"], ["officer", "officerName"], ["工号", "名字"],
    ]
    for pair in names {
      try world.write(
        "inspectors.csv",
        text.replacing("人员编号", with: pair[0], maxReplacements: 1)
          .replacing("姓名", with: pair[1], maxReplacements: 1))
      let path = try world.plan()
      let plan = String(decoding: try world.read("plan.json5"), as: UTF8.self)
      try world.write(
        "plan.json5",
        plan.replacing(
          "\"inspectors.csv\"",
          with: pair[0] == "工号"
            ? "{ file: \"inspectors.csv\", columns: { officer: \"工号\", 姓名: \"名字\" } }"
            : "\"inspectors.csv\""))
      let drawn = world.draw(path)
      #expect(drawn.campaign?.staffing?.teams == original?.staffing?.teams, "\(pair)")
      #expect(original?.staffing != nil)
    }
  }

  @Test("a day that stands in the calendar both off and worked is an error")
  func calendarDays() throws {
    let findings = try findings("calendar.csv", "2026-10-10,班", "2026-10-02,班")
    #expect(findings.codes(.error) == ["duplicate-key-cell"])
    #expect(findings.kept.first { $0.severity == .error }?.line == 4)
  }

  @Test("two officers with one certificate are one person, who cannot be two")
  func certificates() throws {
    let findings = try findings("inspectors.csv", ",C2,", ",C1,")
    #expect(findings.codes(.error) == ["duplicate-key-cell"])
    #expect(findings.kept.first { $0.severity == .error }?.line == 3)
    let none = try self.findings("inspectors.csv", ",C6,", ",,")
    #expect(!none.hasErrors)
  }

  @Test("blanks around what decides are errors, for they would count")
  func blanks() throws {
    for (old, new) in [
      ("P2,", "P2 ,"), ("站1,1,食品", "站1,1 ,食品"), ("站1,1,食品", "站1,1,\u{3000}食品"),
      ("站1,1,食品", "站1 ,1,食品"), ("C1,2028-01-01,否,在岗", "C1,2028-01-01,否,在岗 "),
    ] {
      #expect(try findings("inspectors.csv", old, new).codes(.error) == ["outer-blank"], "\(new)")
    }
  }

  @Test("certificates matter where the officer could otherwise go")
  func lapsed() throws {
    // P5's ended; so would P6's, who is auxiliary, and P7's, who is of another district.
    for (old, new) in [("C6,2028-01-01", "C6,2026-01-01"), ("C7,2028-01-01", "C7,2026-01-01")] {
      let findings = try findings("inspectors.csv", old, new)
      #expect(findings.count(code: "certificate-lapsed") == 1, "\(new)")
    }
    let findings = try findings("inspectors.csv", "C2,2028-01-01", "C2,2026-01-01")
    #expect(findings.count(code: "certificate-lapsed") == 2)
    let missing = try self.findings("inspectors.csv", "C2,2028-01-01", "C2,")
    #expect(missing.count(code: "no-certificate") == 1)
  }

  @Test("a history that lacks a column on which a rule depends is refused")
  func history() throws {
    let world = try World()
    try world.write("history.csv", "统一社会信用代码,检查日期\nA00,2026-09-20\n")
    func codes(_ frequency: String) throws -> [String] {
      world.draw(try world.plan(extra: "frequency: { \(frequency) }")).findings.codes(.error)
    }
    #expect(try codes("cap: 2") == [])
    #expect(try codes("cap: 2, exempt: [\"投诉举报\"]") == ["missing-column"])
    #expect(try codes("notDrawnFor: \"1 year\"") == ["missing-column"])
  }

  @Test("people's records stay out of messages, of others the cell at fault is shown")
  func excerpts() throws {
    let people = try findings("inspectors.csv", "P4,丁,", "P4,丁,x,")
    #expect(people.kept.filter { $0.code == "ragged-record" }.map(\.excerpt) == [nil])
    #expect(!people.text(.zh).contains("丁"))
    let items = try findings("items.csv", "DJ1,", "DJ1,x,y,")
    #expect(items.kept.first { $0.code == "ragged-record" }?.excerpt == "···,·,·,登记检查,")
  }

  @Test("plans of a batch that share a faulty file say so once")
  func once() throws {
    let world = try World()
    try world.write("calendar.csv", "日期,类型\n2026-10-01,假\n")
    var findings = Findings()
    _ = try world.plan()
    let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    try world.write("other.json5", text.replacing("P-1", with: "P-2"))
    let plans = [world.path("plan.json5"), world.path("other.json5")].compactMap {
      readPlan(at: $0, findings: &findings)
    }
    #expect(conduct(plans, seed: World.seed, jobs: 1, findings: &findings) == nil)
    #expect(findings.codes(.error) == ["bad-day-kind"])
    #expect(findings.count(.error) == 1)
  }
}
