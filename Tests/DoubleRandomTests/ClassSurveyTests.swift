// The shortcuts of the survey against their definitions: rows taken by class stand exactly as rows
// taken by themselves, and the quick check of credit codes says what the rules say.

import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite struct ClassSurveyTests {
  @Test("a task finds its own number of each stratum of the list of all")
  func strata() {
    for count in [1, 2, 7, 100] {
      var tally = TaskTally()
      tally.firstOf = (0..<count).map { 3 * $0 + 1 }
      for (number, index) in tally.firstOf.enumerated() {
        #expect(tally.stratum(at: index) == number)
      }
    }
  }

  /// What the workers of a survey have found.
  private func scan(
    _ world: World, _ plan: Plan, usesClasses: Bool = true, retainsAll: Bool = true,
    partSize: Int, jobs: Int = 1, _ findings: inout Findings
  ) throws -> (program: SurveyProgram, states: [SurveyState], report: ScanReport) {
    let registries = readRegistries(of: [plan], findings: &findings)
    let surveyed = SurveyedPlan(
      plan: plan, history: visitHistories(of: [plan], registries, jobs: 1)[0])
    var options = ScanOptions()
    (options.partSize, options.jobs) = (partSize, jobs)
    var compiled: SurveyProgram?
    let (sinks, report) = try scanTable(try world.read("targets.csv"), options: options) {
      header in
      var program = SurveyProgram(
        [surveyed], header: header, seed: World.seed, retainsAll: retainsAll,
        findings: &findings)
      program.usesClasses = usesClasses
      compiled = program
      return TargetSurvey(program)
    }
    return (try #require(compiled), sinks.map(\.state), report)
  }

  /// Everything a survey says, as text.
  private func survey(
    _ world: World, _ plan: Plan, usesClasses: Bool, partSize: Int, jobs: Int = 1
  ) throws -> (text: String, classes: Int) {
    var findings = Findings()
    let (program, states, report) = try scan(
      world, plan, usesClasses: usesClasses, partSize: partSize, jobs: jobs, &findings)
    let merged = MergedSurvey(program, states, report)
    merged.report(&findings)
    let result = merged.survey(jobs: 2)
    var lines = ["\(result.facts.counts) \(result.facts.byDistrictAndGrade)"]
    lines.append("\(result.plans.map(\.excluded)) \(result.plans.map(\.byDistrictAndGrade))")
    for frame in result.frames[0] {
      lines.append("\(frame.rows) \(frame.excluded) \(frame.byDistrictAndGrade)")
      for stratum in frame.strata {
        lines.append("\(stratum.label) \(stratum.population) \(stratum.weight)")
        lines += stratum.candidates.sorted { $0.precedes($1) }.map {
          "\($0.target.idText) \($0.target.nameText) \($0.ticket.hex) \($0.weight)"
        }
      }
    }
    lines += findings.kept.map { "\($0.code) \($0.line ?? 0) \($0.arguments)" }
    return (lines.joined(separator: "\n"), states[0].classes.list.count)
  }

  private static let tasks = [
    // A plan without any open text or rule about ids.
    """
    t: { number: "1", title: "T", items: [], strata: ["信用风险等级"], quantity: "10%",
      exclude: { status: ["注销"] } },
    """,
    // Strata of two columns, listed ids, a group of its own.
    """
    t: { number: "1", title: "T", items: [], strata: ["信用风险等级", "登记状态"], quantity: "10%",
      exclude: { ids: { A03: "x", A07: "y" } } },
    u: { number: "2", title: "U", items: [], quantity: { count: 3 }, group: "u" },
    """,
    // A scope, weights, and beside them a plain task.
    """
    t: { number: "1", title: "T", items: [], strata: ["登记状态"], quantity: "10%" },
    s: { number: "2", title: "S", items: [], scope: { 监管标签: { tag: "食品" } }, quantity: "50%" },
    w: { number: "3", title: "W", items: [], quantity: { count: 5 },
      weight: { column: "投诉举报数", plus: 1 } },
    """,
    // Scopes of which each holds for some rows, in two stages, strata and listed ids beside them.
    """
    t: { number: "1", title: "T", items: [], strata: ["登记状态"], quantity: "10%",
      scope: { 监管标签: { tag: "食品" } }, exclude: { status: ["注销"], ids: { A03: "x" } } },
    u: { number: "2", title: "U", items: [], strata: ["信用风险等级"], quantity: { count: 3 },
      group: "u", scope: { 投诉举报数: { from: 2 } } },
    v: { number: "3", title: "V", items: [], quantity: { count: 3 } },
    """,
    // More scopes than there are classes for.
    (0..<9).map {
      """
      t\($0): { number: "\($0)", title: "T", items: [], strata: ["信用风险等级"], quantity: "10%",
        scope: { 投诉举报数: { from: \($0) } }\($0 % 2 == 0 ? "" : ", group: \"odd\"") },
      """
    }.joined(separator: "\n"),
  ]

  @Test("rows taken by class stand as rows taken by themselves", arguments: tasks)
  func sameStanding(tasks: String) throws {
    let world = try World()
    var rows = World.rows
    // A quoted id, a quoted grade, an unknown grade, ids with a blank.
    rows[4][0] = "\"A04\""
    rows[5][3] = "\"A\""
    rows[6][3] = "X"
    rows[8][0] = "A 08"
    rows += rows.map { row in ["Z" + row[0].filter { $0 != "\"" }] + row.dropFirst() }
    try world.write("targets.csv", World.targets(rows))
    try world.write(
      "history.csv",
      "统一社会信用代码,检查日期,计划编号,检查类型\nA11,2026-09-20,P-0,双随机\nA12,2026-02-01,,双随机\n")
    let history = "frequency: { cap: 1, minimumDays: 60, notDrawnFor: \"12 months\" },"
    for extra in ["", history] {
      let path = try world.plan(
        tasks,
        targets: "values: { 信用风险等级: [\"A\", \"B\", \"C\"] }, setAside: { \"unknown-grade\": 9 }",
        extra: extra)
      var findings = Findings()
      let plan = try #require(readPlan(at: path, findings: &findings))
      let own = try survey(world, plan, usesClasses: false, partSize: 1 << 20)
      #expect(own.classes == 0)
      // A batch teaches the classes that the next one uses: small parts make many batches.
      for partSize in [1 << 20, 400, 64] {
        let classed = try survey(world, plan, usesClasses: true, partSize: partSize)
        #expect(classed.classes > 3)
        #expect(classed.text == own.text)
      }
    }
  }

  @Test("a stratum that fills up counts the rows of its own classes, and forgets by all of them")
  func prunedStratum() throws {
    let world = try World()
    var rows: [[String]] = []
    for index in 0..<4000 {
      var row = World.rows[0]
      (row[0], row[3]) = ("K\(index)", index % 40 == 0 ? "B" : "A")
      rows.append(row)
    }
    try world.write("targets.csv", World.targets(rows))
    let path = try world.plan(ClassSurveyTests.tasks[0])
    var findings = Findings()
    let plan = try #require(readPlan(at: path, findings: &findings))
    // Fewer than 64 batches: nothing else settles.
    let (_, states, _) = try scan(world, plan, retainsAll: false, partSize: 8 << 10, &findings)
    let state = states[0]
    #expect(state.strata.count == 2 && state.classes.list.count == 2)
    for (rowClass, waiting) in zip(state.classes.list, state.classes.rows) {
      let stratum = state.strata[try #require(rowClass.standing.members.first).stratum]
      let isFull = stratum.population + waiting == 3900
      #expect(isFull || stratum.population + waiting == 100)
      // Of 3900 rows 390 and some can be drawn; of 100 none is forgotten yet.
      #expect(isFull == (stratum.limit < .max))
      #expect(stratum.kept.count < (isFull ? 1200 : 101))
      #expect(isFull ? stratum.population > 2000 : waiting > 50)
    }
  }

  @Test("the findings shown and the number of the others do not depend on who found them")
  func findingsOfWorkers() throws {
    let world = try World()
    var rows: [[String]] = []
    for index in 0..<1000 {
      var row = World.rows[index % 80]
      (row[0], row[3]) = ("K\(index)", "X\(index)")
      rows.append(row)
    }
    try world.write("targets.csv", World.targets(rows))
    let path = try world.plan(targets: "values: { 信用风险等级: [\"A\", \"B\", \"C\"] }")
    var findings = Findings()
    let plan = try #require(readPlan(at: path, findings: &findings))
    let alone = try survey(world, plan, usesClasses: true, partSize: 1 << 20)
    #expect(alone.text.contains("\nunknown-grade "))
    for _ in 0..<5 {
      let together = try survey(world, plan, usesClasses: true, partSize: 512, jobs: 4)
      #expect(together.text == alone.text)
    }
  }

  @Test("the quick check of codes agrees with the rules, whatever byte stands where")
  func codeSums() throws {
    let sums = CreditCodeSums()
    let codes = [
      "913301007161035748", "91330100311348661F", "913301000970493951", "91330102MA27YU8W73",
      "91350100M000100Y43", "12345678MB00000000", "52100000500000000X", "Y1350100M000100Y43",
    ]
    var accepted = 0
    for code in codes.map({ Array($0.utf8) }) {
      for position in 0..<18 {
        for byte in UInt8.min...UInt8.max {
          var changed = code
          changed[position] = byte
          for last in position == 17 ? [byte] : Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8) {
            changed[17] = last
            let isValid = CreditCode.check(changed) == nil
            if isValid { accepted += 1 }
            if sums.isValid(changed.span) != isValid {
              Issue.record("\(String(decoding: changed, as: UTF8.self)): \(isValid)")
            }
          }
        }
      }
      let (shorter, longer) = (Array(code.dropLast()), code + [48])
      let areValid = [sums.isValid(shorter.span), sums.isValid(longer.span)]
      #expect(areValid == [false, false])
    }
    #expect(accepted > 500)
  }
}
