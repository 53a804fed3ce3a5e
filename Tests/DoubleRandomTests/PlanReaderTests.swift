// Plan files: what may be written in several ways means one thing, what is inherited is merged as
// documented, and what contradicts itself is found in the plan alone. Messages stand in
// Tests/CommandTests/Golden.

import Foundation
import Sampling
import Testing

@testable import DoubleRandom

@Suite struct PlanReaderTests {
  private func read(_ world: World, _ path: String) -> (plan: Plan?, codes: [String]) {
    var findings = Findings()
    let plan = readPlan(at: path, findings: &findings)
    return (plan, findings.codes(.error))
  }

  /// The errors of a task `t` with a quantity and whatever else it holds.
  private func codes(
    _ quantity: String, strata: String = "[\"信用风险等级\"]", more: String = "",
    targets: String = ""
  ) throws -> [String] {
    let world = try World()
    let task =
      "t: { number: \"N\", title: \"T\", strata: \(strata), quantity: \(quantity), \(more) }"
    return read(world, try world.plan(task, targets: targets)).codes
  }

  @Test("objects are merged key by key, all else replaced, null takes away")
  func inheritance() throws {
    let world = try World()
    try world.write(
      "base.json5",
      """
      { period: { from: "2026-01-01", to: "2026-06-30" }, frequency: { cap: 3, minimumDays: 9 },
        pairing: { teamSize: 3, dailyLimit: 2 },
        tasks: { z: { number: "Z", title: "Z", items: ["SP1", "DJ1"], quantity: "1%" } } }
      """)
    let path = try world.plan(
      "z: { items: [\"DJ1\"], quantity: { count: 4 } }, "
        + "a: { number: \"A\", title: \"A\", quantity: \"2%\" }",
      extra: "extends: \"base.json5\", frequency: { cap: null }, pairing: { teamSize: 2 }")
    let (plan, codes) = read(world, path)
    #expect(codes == [])
    #expect(plan?.tasks.map(\.key) == ["z", "a"], "inherited tasks come first")
    #expect(plan?.tasks[0].items == ["DJ1"] && plan?.tasks[0].number == "Z")
    #expect(plan?.period.from.text == "2026-10-01")
    #expect(plan?.frequency.cap == nil && plan?.frequency.minimumDays == 9)
    #expect(plan?.pairing.teamSize == 2 && plan?.pairing.dailyLimit == 2)
    #expect(plan?.sources.map(\.name) == ["plan.json5", "base.json5"])
  }

  @Test("names are relative to the file in which they are written")
  func relativeNames() throws {
    let world = try World()
    try FileManager.default.createDirectory(
      atPath: world.path("city/lists"), withIntermediateDirectories: true)
    try world.write("city/lists/items.csv", "事项编码,抽查事项\nX1,事项\n")
    try world.write("city/base.json5", "{ inputs: { items: \"lists/items.csv\" } }")
    let path = try world.plan(extra: "extends: \"city/base.json5\"")
    let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    try world.write("plan.json5", text.replacing("items: \"items.csv\",", with: ""))
    let plan = try #require(read(world, path).plan)
    #expect(plan.inputs.items?.name == "lists/items.csv")
    #expect(plan.inputs.items?.path == world.path("city/lists/items.csv"))
    #expect(plan.inputs.targets.file.path == world.path("targets.csv"))
  }

  @Test("equal inputs are one, wherever plans name them")
  func equalInputs() throws {
    let world = try World()
    let first = try #require(read(world, try world.plan()).plan)
    let second = try #require(read(world, try world.plan(extra: "\n\n// later\n")).plan)
    #expect(first.inputs.targets == second.inputs.targets)
    let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    try world.write("plan.json5", "\n\n" + text)
    let third = try #require(read(world, world.path("plan.json5")).plan)
    #expect(third.inputs.calendar == first.inputs.calendar)
    #expect(third.inputs.calendar?.location.value != first.inputs.calendar?.location.value)
  }

  @Test("a column may be named by header, alias or role, also in the rules of a quantity")
  func columnNames() throws {
    let world = try World()
    let names = ["信用风险等级", "grade"]
    var selected: [[String]] = []
    for stratum in names {
      for column in names {
        let task = """
          t: { number: "N", title: "T", strata: ["\(stratum)"], quantity: { rules: [
               { where: { \(column): "A" }, ratio: "50%" }, { count: 1 } ] } }
          """
        let campaign = try #require(world.draw(try world.plan(task)).campaign)
        selected.append(campaign.selected())
      }
    }
    #expect(selected[0].count == 12)
    #expect(Set(selected).count == 1)
  }

  @Test(
    "a quantity is said in exactly one way",
    arguments: [
      ("\"3%\"", []), ("{ ratio: \"3/100\", rounding: \"atMost\", period: \"4/4\" }", []),
      ("{ count: 0 }", []), ("{ all: true }", []), ("{ total: 9 }", []),
      ("{ total: 9, across: { A: 1, B: 2, C: 3 }, minimum: 1, maximum: 5 }", []),
      ("{}", ["one-quantity"]), ("{ minimum: 1 }", ["one-quantity"]),
      ("{ all: false }", ["one-quantity"]), ("{ ratio: \"3%\", all: true }", ["one-quantity"]),
      ("{ total: 3, rules: [{ count: 1 }] }", ["one-quantity"]),
      ("{ ratios: \"3%\" }", ["unknown-key"]), ("{ ratio: \"3\" }", ["ratio-above-one"]),
      ("{ count: 1, period: \"1/4\" }", ["only-with-ratio"]),
      ("{ rules: [{ ratio: \"1%\", count: 2 }] }", ["one-quantity"]),
      ("{ rules: [{}] }", ["one-quantity"]), ("3", ["wrong-type"]), ("null", ["wrong-type"]),
      ("{ ratio: \"1%\", minimum: 9, maximum: 8 }", ["minimum-above-maximum"]),
    ] as [(String, [String])])
  func quantities(text: String, expected: [String]) throws {
    #expect(try codes(text) == expected)
  }

  @Test(
    "bounds beside a count or all are read, and warned of",
    arguments: [
      "{ count: 1, minimum: 2 }", "{ all: true, maximum: 1 }",
      "{ rules: [{ count: 3, maximum: 1 }] }",
    ])
  func boundsWithoutEffect(quantity: String) throws {
    let world = try World()
    let path = try world.plan(
      "t: { number: \"N\", title: \"T\", strata: [\"信用风险等级\"], quantity: \(quantity) }")
    var findings = Findings()
    #expect(readPlan(at: path, findings: &findings) != nil)
    #expect(findings.codes(.warning) == ["bound-without-effect"])
  }

  @Test(
    "rules may go from special to general; what overlaps or is never used is an error",
    arguments: [
      ("{ where: { g: \"A\" }, count: 1 }, { where: { g: [\"B\", \"C\"] }, count: 2 }", nil),
      ("{ where: { g: \"A\", k: \"1\" }, count: 1 }, { where: { g: \"A\" }, count: 2 }", nil),
      ("{ where: { g: \"A\" }, count: 1 }, { where: { k: \"1\" }, count: 2 }, { count: 3 }", nil),
      (
        "{ where: { g: \"A\" }, count: 1 }, { where: { g: [\"B\", \"A\"] }, count: 2 }",
        "contradictory-rules"
      ),
      (
        "{ where: { g: \"A\" }, count: 1 }, { where: { g: \"A\" }, count: 2 }",
        "contradictory-rules"
      ),
      (
        "{ where: { g: \"A\" }, count: 1 }, { where: { g: \"A\", k: \"1\" }, count: 2 }",
        "unreachable-rule"
      ),
      ("{ count: 1 }, { where: { g: \"A\" }, count: 2 }", "unreachable-rule"),
      ("{ count: 1 }, { count: 2 }", "unreachable-rule"),
    ] as [(String, String?)])
  func rules(text: String, expected: String?) throws {
    let rules = text.replacing("g:", with: "信用风险等级:").replacing("k:", with: "投诉举报数:")
    #expect(
      try codes("{ rules: [\(rules)] }", strata: "[\"信用风险等级\", \"投诉举报数\"]")
        == (expected.map { [$0] } ?? []))
  }

  @Test("values that a plan asks for are among those that it declares for the column")
  func declaredValues() throws {
    let targets = "values: { grade: [\"A\", \"B\", \"C\"], 登记状态: [\"存续\", \"注销\"] }"
    func codes(_ more: String, _ quantity: String = "\"1%\"") throws -> [String] {
      try self.codes(quantity, more: more, targets: targets)
    }
    #expect(try codes("exclude: { status: [\"注销\"] }, scope: { 信用风险等级: [\"A\"] }") == [])
    #expect(try codes("exclude: { status: [\"吊销\"] }") == ["undeclared-value"])
    #expect(try codes("scope: { 信用风险等级: [\"D\"] }") == ["undeclared-value"])
    #expect(try codes("scope: { not: { grade: { oneOf: [\"D\"] } } }") == ["undeclared-value"])
    #expect(try codes("scope: { status: { prefix: [\"吊\"] } }") == [])
    #expect(
      try codes("", "{ rules: [{ where: { grade: [\"D\"] }, count: 1 }] }") == ["undeclared-value"])
    #expect(try codes("", "{ total: 3, across: { A: 1, D: 1 } }") == ["undeclared-value"])
  }

  @Test("every finding of a plan carries the line it points into")
  func excerpts() throws {
    let world = try World()
    let path = try world.plan("t: { number: 5, titel: \"T\", quantity: \"3 %\" }")
    var findings = Findings()
    #expect(readPlan(at: path, findings: &findings) == nil)
    #expect(findings.kept.count == 4)
    let lines = String(decoding: try world.read("plan.json5"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for finding in findings.kept {
      #expect(finding.excerpt == finding.line.map { lines[$0 - 1] }, "\(finding.code)")
      #expect(finding.column != nil)
    }
  }

  @Test("a wrong plan does not hide what is wrong with its registries")
  func together() throws {
    let world = try World()
    try world.write("calendar.csv", "日期,类型\n2026-10-01,假\n")
    try world.write("targets.csv", World.targets(World.rows) + "x\n")
    let path = try world.plan("t: { number: \"N\", title: \"T\", quantity: \"3 %\" }")
    var findings = Findings()
    #expect(readPlans(at: [path], jobs: 2, findings: &findings) == nil)
    #expect(
      Set(findings.codes(.error)) == ["bad-ratio", "bad-day-kind", "ragged-record"])
    // Where the inputs themselves are wrong, nothing is guessed about files.
    findings = Findings()
    let other = try world.plan(targets: "strict: 5")
    #expect(readPlans(at: [other], jobs: 1, findings: &findings) == nil)
    #expect(findings.codes(.error) == ["wrong-type"])
  }

  @Test(
    "an id that could not be a folder's name is refused",
    arguments: [
      ("P", true), ("北京-2026Q4_110105.v2", true), (String(repeating: "区", count: 64), true),
      ("", false), (".", false), ("..", false), (".x", false), ("x.", false), ("a/b", false),
      ("a b", false), ("a\u{0}", false), ("nul", false), ("Con", false), ("com1.csv", false),
      ("lpt9", false), ("ａ", false), ("e\u{301}", false),
      (String(repeating: "x", count: 65), false),
      ("a:b", false), ("~", false), ("\u{202E}", false), ("COM", true), ("console", true),
    ] as [(String, Bool)])
  func planIDs(id: String, isSafe: Bool) {
    #expect(isSafePlanID(id) == isSafe)
  }

  @Test("files that extend each other, or too many, are refused at the word that does it")
  func extends() throws {
    let world = try World()
    let path = try world.plan(extra: "extends: \"l1.json5\"")
    for level in 1...9 {
      try world.write("l\(level).json5", "{ extends: \"./l\(level + 1).json5\" }")
    }
    #expect(read(world, path).codes == ["extends-too-deep"])
    try world.write("l3.json5", "{ extends: \"../\(world.folder.lastPathComponent)/l1.json5\" }")
    #expect(read(world, path).codes == ["extends-cycle"])
    try world.write("l3.json5", "{}")
    #expect(read(world, path).codes == [])
  }
}

@Suite struct SuggestionTests {
  @Test(
    "a ratio or a date written otherwise is recognised",
    arguments: [
      ("3 %", "3%"), ("３％", "3%"), ("3%%", "3%"), (" 1 / 4 ", "1/4"), ("0．5", "0.5"),
      ("3%", nil), ("三", nil), ("200 %", nil), ("", nil), ("-3%", nil),
    ] as [(String, String?)])
  func ratios(text: String, expected: String?) {
    #expect(nearestRatio(text) == expected)
  }

  @Test(
    "a date written otherwise is recognised",
    arguments: [
      ("2026/1/5", "2026-01-05"), ("2026年10月1日", "2026-10-01"), ("20261001", "2026-10-01"),
      ("2026.2.30", nil), ("10/12/2026", nil), ("2026-10", nil), ("", nil), ("长期", nil),
    ] as [(String, String?)])
  func dates(text: String, expected: String?) {
    #expect(nearestDate(text) == expected)
  }
}
