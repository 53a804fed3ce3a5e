// The procedure as a whole, on small worlds whose answers are computed here by the obvious way.

import Sampling
import Testing

@testable import DoubleRandom

@Suite struct CampaignTests {
  @Test("the selected are the smallest tickets of each stratum's frame")
  func smallestTickets() throws {
    let world = try World()
    let campaign = try #require(world.draw(try world.plan()).campaign)
    let key = World.seed.key(.targets)
    for grade in ["A", "B", "C"] {
      let frame = World.rows.filter { $0[2] == "1" && $0[3] == grade }.map { $0[0] }
      let expected = frame.sorted { key.ticket($0) < key.ticket($1) }.prefix(2)
      let stratum = try #require(campaign.draws[0].strata.first { $0.label == grade })
      #expect(stratum.population == 20)
      #expect(stratum.drawn.map(\.target.idText) == Array(expected))
    }
  }

  @Test("plans of a batch with the same history and rules share its flags, others do not")
  func histories() throws {
    let world = try World()
    let rows = (0..<60).map { "A\($0 < 10 ? "0" : "")\($0),2026-0\(1 + $0 % 9)-15,,双随机\n" }
    try world.write("history.csv", "统一社会信用代码,检查日期,计划编号,检查类型\n" + rows.joined())
    let rules = ["minimumDays: 60", "minimumDays: 60", "minimumDays: 120", "cap: 2", "cap: 1"]
    let plans = try rules.enumerated().map { number, rule in
      let path = try world.plan(
        district: number == 1 ? "\"2\"" : "\"1\"", extra: "frequency: { \(rule) }")
      let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
      try world.write("p\(number).json5", text.replacing("P-1", with: "P-\(number)"))
      var findings = Findings()
      return try #require(
        readPlan(at: path.replacing("plan.json5", with: "p\(number).json5"), findings: &findings))
    }
    var findings = Findings()
    let together = try #require(
      conduct(plans, seed: World.seed, jobs: 3, findings: &findings), "\(findings.codes(.error))")
    let alone = plans.compactMap {
      conduct([$0], seed: World.seed, jobs: 1, findings: &findings)?.first
    }
    #expect(together.map { drawSheet($0, .plain) } == alone.map { drawSheet($0, .plain) })
    let excluded = together.map { $0.draws[0].frame.excluded.reduce(0, +) }
    #expect(Set(excluded).count == 4 || Set(excluded).count == 5, "the rules differ: \(excluded)")
  }

  @Test("every row of the registry is in the frame or counted under its first reason")
  func rowsAddUp() throws {
    let world = try World()
    try world.write(
      "history.csv",
      "统一社会信用代码,检查日期,计划编号,检查类型\n"
        + "A00,2026-03-01,Q1,双随机\nA00,2026-06-01,,双随机\nA00,2026-06-01,,双随机\n"
        + "A01,2026-09-20,,双随机\nA02,2026-09-20,,投诉举报\nA03,2026-01-05,Q1,双随机\n")
    let campaign = try #require(
      world.draw(
        try world.plan(
          """
          t: { number: "N1", title: "T", quantity: "10%", scope: { 监管标签: { tag: ["食品"] } },
               exclude: { status: ["注销"], ids: { A04: "理由" } } },
          u: { number: "N2", title: "U", quantity: "10%" }
          """,
          extra: """
            frequency: { cap: 2, minimumDays: 30, notDrawnFor: "12 months", exempt: ["投诉举报"] }
            """)
      ).campaign)
    func count(_ task: Int, _ reason: ExclusionReason) -> Int {
      campaign.draws[task].frame.excluded[reason.rawValue]
    }
    #expect(count(0, .district) == 20)
    #expect(count(0, .scope) == 30)
    #expect(count(0, .status) == 0)
    #expect(count(0, .frequencyCap) == 1)
    #expect(count(0, .listed) == 1)
    #expect(campaign.draws[0].frame.population == 28)
    #expect(count(1, .frequencyCap) == 1)
    #expect(count(1, .minimumInterval) == 1)
    #expect(count(1, .recentDraw) == 1)
    #expect(campaign.draws[1].frame.population == 57)
    for draw in campaign.draws {
      #expect(draw.frame.excluded.reduce(0, +) + draw.frame.population == draw.frame.rows)
      #expect(draw.frame.byDistrictAndGrade.reduce(0) { $0 + $1.count } == draw.frame.population)
    }
    #expect(campaign.coverage.excluded.reduce(0, +) + campaign.coverage.inFrame == 80)
  }

  @Test("row order, jobs and the neighbours in a batch change nothing")
  func invariance() throws {
    let world = try World()
    let path = try world.plan()
    let first = try #require(world.draw(path).campaign)
    try world.write("targets.csv", World.targets(World.rows.reversed()))
    let second = try #require(world.draw(path, jobs: 3).campaign)
    for file in ["plan.csv", "draw.csv", "workload.csv", "notice.csv"] {
      let a = render(first, seedText: nil, flavour: .plain).first { $0.name == file }
      let b = render(second, seedText: nil, flavour: .plain).first { $0.name == file }
      #expect(a?.bytes == b?.bytes)
    }
  }

  @Test("what several tasks select becomes one visit with all items")
  func visitsMerge() throws {
    let world = try World()
    let campaign = try #require(
      world.draw(
        try world.plan(
          """
          a: { number: "N1", title: "A", items: ["SP1"], quantity: { count: 5 } },
          b: { number: "N2", title: "B", items: ["DJ1", "SP1"], quantity: { count: 8 } }
          """)
      ).campaign)
    #expect(Set(campaign.selected(0)).isSubset(of: campaign.selected(1)))
    #expect(campaign.visits.count == 8)
    let both = campaign.visits.filter { $0.tasks == [0, 1] }
    #expect(both.count == 5)
    #expect(both.allSatisfy { $0.items == ["SP1", "DJ1"] })
  }

  @Test("a group draws by tickets of its own")
  func groups() throws {
    let world = try World()
    let campaign = try #require(
      world.draw(
        try world.plan(
          """
          a: { number: "N1", title: "A", quantity: { count: 10 } },
          b: { number: "N2", title: "B", quantity: { count: 10 }, group: "own" }
          """)
      ).campaign)
    let key = World.seed.key(try #require(Stage.targets(group: "own")))
    let frame = World.rows.filter { $0[2] == "1" }.map { $0[0] }
    let expected = frame.sorted { key.ticket($0) < key.ticket($1) }.prefix(10)
    #expect(campaign.selected(1) == Array(expected))
    #expect(campaign.selected(0) != campaign.selected(1))
  }

  @Test("visits are spread evenly over working days, with deadlines twenty working days later")
  func schedule() throws {
    let world = try World()
    let campaign = try #require(
      world.draw(
        try world.plan("a: { number: \"N1\", title: \"A\", quantity: { count: 40 } }")
      ).campaign)
    let key = World.seed.key(.schedule)
    let ids = campaign.visits.map(\.target.idText)
    #expect(ids == ids.sorted { key.ticket($0) < key.ticket($1) })
    // 8, 9, 10 (worked) October, then weekdays to 30 November: 39 working days.
    let days = campaign.visits.compactMap(\.day)
    #expect(days.first?.text == "2026-10-08")
    #expect(days.contains { $0.text == "2026-10-10" })
    #expect(days.last?.text == "2026-11-30")
    #expect(campaign.visits[0].deadline?.text == "2026-11-04")
  }

  @Test("teams keep the rules: two officers, certificates, leave, qualification, recusal")
  func teams() throws {
    let world = try World()
    try world.write("recusals.csv", "人员编号,统一社会信用代码,原因\nP1,A00,亲属\nP1,A01,亲属\n")
    let campaign = try #require(
      world.draw(
        try world.plan(
          "a: { number: \"N1\", title: \"A\", items: [\"SP1\"], quantity: { all: true } }")
      ).campaign)
    let staffing = try #require(campaign.staffing)
    #expect(staffing.unstaffed.isEmpty)
    for (index, visit) in campaign.visits.enumerated() {
      let team = try #require(campaign.team(ofTrip: staffing.tripOfVisit[index]))
      let day = try #require(visit.day)
      #expect(team.count == 2 && team[0].id != team[1].id)
      #expect(team[0].qualifications.contains("食品"))
      #expect(team.allSatisfy { ["P1", "P2", "P3", "P4"].contains($0.id) })
      if day.text >= "2026-10-12", day.text <= "2026-10-16" {
        #expect(!team.contains { $0.id == "P3" })
      }
      if day.text > "2026-10-20" { #expect(!team.contains { $0.id == "P4" }) }
      if ["A00", "A01"].contains(visit.target.idText) { #expect(!team.contains { $0.id == "P1" }) }
    }
  }

  @Test("a visit that no two lawful officers can make stays without a team and is reported")
  func unstaffed() throws {
    let world = try World()
    let (campaign, findings) = world.draw(
      try world.plan(
        "a: { number: \"N1\", title: \"A\", items: [\"SP1\"], quantity: { count: 30 } }",
        extra: "pairing: { periodLimit: 5 }"))
    let staffing = try #require(campaign?.staffing)
    #expect(!staffing.unstaffed.isEmpty)
    #expect(staffing.teams.compactMap { $0 }.allSatisfy { $0.count == 2 })
    #expect(staffing.loads.allSatisfy { $0.trips <= 5 })
    #expect(findings.codes(.warning).contains("unstaffed-visit"))
  }

  @Test("rows merged by id are one target; without the declaration they are an error with lines")
  func mergedRows() throws {
    let world = try World()
    try world.write("targets.csv", World.targets(World.rows + [World.rows[0], World.rows[3]]))
    let refused = world.draw(try world.plan())
    #expect(refused.campaign == nil)
    let errors = refused.findings.kept.filter { $0.severity == .error }
    #expect(errors.map(\.code) == ["duplicate-id", "duplicate-id"])
    #expect(errors.map(\.line) == [82, 83])
    #expect(errors.first?.arguments.prefix(2) == ["A00", "2"])
    let merged = world.draw(try world.plan(targets: "rows: \"mergeByID\""))
    let draw = try #require(merged.campaign?.draws[0])
    #expect(draw.frame.population == 60)
    #expect(draw.frame.excluded[ExclusionReason.merged.rawValue] == 2)
    #expect(draw.frame.excluded.reduce(0, +) + 60 == 82)
    #expect(merged.campaign?.selected() == world.drawnWithoutRepetition())
  }

  @Test("rows merge in tasks of several stages as well, and count once for the plan")
  func mergedInGroups() throws {
    let world = try World()
    try world.write("targets.csv", World.targets(World.rows + World.rows[..<9]))
    let tasks =
      "a: { number: \"N1\", title: \"A\", quantity: \"10%\" }, "
      + "b: { number: \"N2\", title: \"B\", quantity: \"10%\", group: \"own\" }"
    let (campaign, findings) = world.draw(
      try world.plan(tasks, targets: "rows: \"mergeByID\""))
    #expect(findings.codes(.error).isEmpty)
    let draws = try #require(campaign?.draws)
    #expect(draws.map(\.frame.population) == [60, 60])
    #expect(campaign?.coverage.inFrame == 60)
    #expect(campaign?.coverage.excluded[ExclusionReason.merged.rawValue] == 9)
  }

  @Test("a repeated row that is the first of another stage's frame stays in the plan's frames")
  func mergedInOneStage() throws {
    let world = try World()
    // The first row of this id is out of scope for the second task, the repetition is not.
    var again = World.rows[1]
    again[7] = "食品"
    try world.write("targets.csv", World.targets(World.rows + [again]))
    let tasks =
      "a: { number: \"N1\", title: \"A\", quantity: \"10%\" }, "
      + "b: { number: \"N2\", title: \"B\", quantity: \"10%\", group: \"own\", "
      + "scope: { 监管标签: { tag: \"食品\" } } }"
    let (campaign, findings) = world.draw(
      try world.plan(tasks, targets: "rows: \"mergeByID\""))
    #expect(findings.codes(.error).isEmpty)
    let draws = try #require(campaign?.draws)
    #expect(draws[0].frame.excluded[ExclusionReason.merged.rawValue] == 1)
    #expect(draws[1].frame.excluded[ExclusionReason.merged.rawValue] == 0)
    #expect(campaign?.coverage.inFrame == draws[0].frame.population + 1)
    #expect(campaign?.coverage.excluded[ExclusionReason.merged.rawValue] == 0)
  }

  @Test("a scope with decimals is read back from the record, as pages do")
  func decimals() throws {
    let world = try World()
    let tasks =
      "a: { number: \"N1\", title: \"A\", quantity: \"50%\", "
      + "scope: { 投诉举报数: { from: -1.5, to: 3 } } }"
    let campaign = try #require(world.draw(try world.plan(tasks)).campaign)
    let record = try #require(render(campaign, seedText: "test", flavour: .plain).last)
    let facts = try ReportFacts(record.bytes)
    #expect(facts.plan.tasks[0].scope.chineseText == campaign.plan.tasks[0].scope.chineseText)
  }

  @Test("a row without a weight for two tasks is set aside once")
  func rejectedOnce() throws {
    let world = try World()
    var rows = World.rows
    rows[3][6] = "x"
    try world.write("targets.csv", World.targets(rows))
    let weight = "quantity: \"10%\", weight: { column: \"投诉举报数\", plus: 1 }"
    let tasks =
      "a: { number: \"N1\", title: \"A\", \(weight) }, "
      + "b: { number: \"N2\", title: \"B\", \(weight) }"
    let (campaign, _) = world.draw(
      try world.plan(tasks, targets: "setAside: { \"bad-weight\": 5 }"))
    #expect(campaign?.registry.rejects.map(\.line) == [5])
    #expect(campaign?.draws.map { $0.frame.excluded[ExclusionReason.rejected.rawValue] } == [1, 1])
    // In no frame for want of a weight: set aside for the plan, too, and not out of its scope.
    #expect(campaign?.coverage.excluded[ExclusionReason.rejected.rawValue] == 1)
    #expect(campaign?.coverage.excluded[ExclusionReason.scope.rawValue] == 0)
  }

  @Test("a row without a weight for one plan of a batch is in the rejects of that plan alone")
  func rejectedByOnePlan() throws {
    let world = try World()
    var rows = World.rows
    rows[3][6] = "x"
    try world.write("targets.csv", World.targets(rows))
    let setAside = "setAside: { \"bad-weight\": 5 }"
    var findings = Findings()
    let text = try String(contentsOfFile: world.plan(targets: setAside), encoding: .utf8)
    try world.write("plain.json5", text.replacing("P-1", with: "P-0"))
    let plain = try #require(readPlan(at: world.path("plain.json5"), findings: &findings))
    let weighted = try #require(
      readPlan(
        at: try world.plan(
          "a: { number: \"N1\", title: \"A\", quantity: \"10%\", "
            + "weight: { column: \"投诉举报数\", plus: 1 } }", targets: setAside),
        findings: &findings))
    let campaigns = try #require(
      conduct([plain, weighted], seed: World.seed, jobs: 2, findings: &findings))
    let rejects = campaigns.map { campaign in
      render(campaign, seedText: "test", flavour: .plain).filter { $0.name == "rejects.csv" }
    }
    #expect(rejects.map(\.count) == [0, 1])
    let registries = campaigns.map(\.registry)
    let sheet = rejectedRowsSheet(of: registries, .en, flavour: .plain)
    #expect(sheet.count { $0 == 0x0A } == 2)
  }

  @Test("a plan larger than the limit is refused and not read in part")
  func largePlan() throws {
    let world = try World()
    let text = try String(contentsOfFile: world.plan(), encoding: .utf8)
    try world.write("plan.json5", text + String(repeating: " ", count: Limits.planBytes))
    let (campaign, findings) = world.draw(world.path("plan.json5"))
    #expect(campaign == nil && findings.codes(.error) == ["json5-too-large"])
  }

  @Test("a survey that kept too little is made again and gives the same draw")
  func retention() throws {
    let world = try World()
    var rows: [[String]] = []
    for index in 0..<3000 {
      rows.append(["X\(index)", "企业\(index)", "1", "A", "存续", "站", "1", "", "2010-01-01"])
    }
    try world.write("targets.csv", World.targets(rows))
    let campaign = try #require(
      world.draw(try world.plan("a: { number: \"N\", title: \"A\", quantity: \"1%\" }")).campaign)
    let key = World.seed.key(.targets)
    let expected = rows.map { $0[0] }.sorted { key.ticket($0) < key.ticket($1) }.prefix(30)
    #expect(campaign.selected() == Array(expected))
  }
}

extension World {
  fileprivate func drawnWithoutRepetition() -> [String]? {
    guard let world = try? World(), let path = try? world.plan() else { return nil }
    return world.draw(path).campaign?.selected()
  }
}
