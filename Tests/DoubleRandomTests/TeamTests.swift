// Teams as plans declare them: recusal by rule, joint inspections, experts, fallbacks; drawn from
// files, and asked of the result.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

private let four = (1...4).map { Person(id: "P\($0)") }

@Suite("Recusal by rule")
struct RecusalTests {
  /// Who is never on a team for target A00, of four officers over many seeds.
  private func recused(_ rule: String, _ history: [String]) throws -> Set<String> {
    let world = try World()
    try world.write(
      "history.csv",
      (["统一社会信用代码,检查日期,计划编号,检查类型,人员编号"] + history).joined(separator: "\n") + "\n")
    let all = try world.drawTeams(
      four, count: 60, rules: "pairing: { recuse: { sameEnterprise: { \(rule) } } }")
    let campaign = try #require(all.campaign)
    let staffing = try #require(campaign.staffing)
    // Whoever is not recused is eligible: counted trips tell, whatever the lot.
    let others = staffing.loads.map(\.eligibleTrips).max() ?? 0
    #expect(others == 60)
    return Set(staffing.loads.filter { $0.eligibleTrips == 59 }.map(\.inspector.id))
  }

  @Test("looks at the enterprise's last visits, its last draws, or a number of days")
  func spans() throws {
    let history = [
      "A00,2026-09-28,,投诉举报,P1", "A00,2026-06-01,Q2,双随机,P2；P9", "A00,2026-06-01,,复查,P3",
      "A00,2025-10-16,Q0,双随机,P4", "A00,2026-11-01,Q4,双随机,P4",
    ]
    #expect(try recused("withinVisits: 1", history) == ["P1"])
    #expect(try recused("withinVisits: 2", history) == ["P1", "P2", "P3"])
    #expect(try recused("withinDraws: 1", history) == ["P2", "P3"])
    #expect(try recused("withinDraws: 2", history) == ["P2", "P3", "P4"])
    #expect(try recused("withinDays: 30", history) == ["P1"])
    #expect(try recused("withinDays: 30, withinDraws: 1", history) == ["P1", "P2", "P3"])
  }

  @Test("counts days back from the visit, both ends included")
  func daysBack() throws {
    let world = try World()
    try world.write(
      "history.csv", "统一社会信用代码,检查日期,计划编号,检查类型,人员编号\nA00,2026-09-01,Q,双随机,P1\n")
    func eligible(_ days: Int) throws -> (Int, Day) {
      let rules = "pairing: { recuse: { sameEnterprise: { withinDays: \(days) } } }"
      let campaign = try #require(try world.drawTeams(four, count: 60, rules: rules).campaign)
      let visit = try #require(campaign.visits.first { $0.target.idText == "A00" })
      return (try #require(campaign.staffing?.load("P1")).eligibleTrips, try #require(visit.day))
    }
    let day = try eligible(1).1
    let distance = day.number - Day(iso: "2026-09-01")!.number
    #expect(try eligible(distance).0 == 59)
    #expect(try eligible(distance - 1).0 == 60)
  }

  @Test("needs a history, its column of officers, and a span")
  func refused() throws {
    let world = try World()
    func codes(_ rule: String, inputs: String = "") throws -> [String] {
      try world.drawTeams(
        four, count: 1, rules: "pairing: { recuse: { sameEnterprise: \(rule) } }", inputs: inputs
      ).findings.codes(.error)
    }
    #expect(try codes("{ withinDays: 9 }") == ["missing-column"])
    #expect(try codes("{ }") == ["recusal-without-span"])
    #expect(try codes("{ withinDays: 0 }") == ["out-of-range"])
    let plan = try String(contentsOfFile: world.path("teams.json5"), encoding: .utf8)
    try world.write(
      "none.json5",
      plan.replacingOccurrences(of: "history: \"history.csv\",", with: "")
        .replacingOccurrences(of: "withinDays: 0", with: "withinDays: 9"))
    let refused = world.draw(world.path("none.json5")).findings
    #expect(refused.codes(.error) == ["recusal-without-history"])
  }
}

@Suite("Joint inspections and experts")
struct JointTests {
  private let fire = [
    Person(id: "P1", unit: "站F", holds: "消防监督"), Person(id: "F2", unit: "站F", holds: ""),
    Person(id: "F3", unit: "站F", district: "2", holds: "消防监督"),
  ]

  @Test("take the officers of each department from its own registry, beside one's own")
  func teams() throws {
    let world = try World()
    let (campaign, findings) = try world.drawTeams(
      four + [Person(id: "E1", isExpert: true), Person(id: "E2", holds: "", isExpert: true)],
      count: 6,
      task: """
        departments: { 消防: { teamSize: 2, qualifications: ["消防监督"] } },
        experts: { count: 1, qualification: "食品" }
        """, departments: ["消防": fire])
    #expect(
      findings.kept.map(\.code).sorted() == [
        "column-not-found", "officer-perhaps-in-two-registries",
      ])
    let staffing = try #require(campaign?.staffing)
    for trip in staffing.trips.indices {
      let team = try #require(staffing.references(trip))
      #expect(
        staffing.slots[trip].map(\.name) == [
          "leader", "member1", "department:消防:1", "department:消防:2", "expert1",
        ])
      #expect(team[0].hasPrefix("P") && team[1].hasPrefix("P") && team[0] != team[1])
      // P1 of the fire department is another person than one's own P1; F3 is of another district.
      #expect(team[2...] == ["消防/P1", "消防/F2", "E1"])
    }
    #expect(staffing.load("P1")?.trips == 3)
    #expect(staffing.load("消防/P1")?.trips == 6)
    #expect(staffing.load("E1")?.eligibleTrips == 6)
    #expect(staffing.load("E2")?.eligibleTrips == 0)
  }

  @Test("show everyone in plan.csv and workload.csv, and numbers alone in the record")
  func outputs() throws {
    let world = try World()
    let campaign = try #require(
      try world.drawTeams(
        four + [Person(id: "E1", isExpert: true)], count: 3,
        task: "departments: { 消防: 2 }, experts: 1", departments: ["消防": fire]
      ).campaign)
    let files = render(campaign, seedText: "test", flavour: .plain)
    func rows(_ name: String) -> [[Substring]] {
      let text = String(decoding: files.first { $0.name == name }!.bytes, as: UTF8.self)
      return text.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
    }
    let plan = rows("plan.csv")
    let members = try #require(plan[0].firstIndex(of: "组员姓名"))
    let expert = try #require(plan[0].firstIndex(of: "专家"))
    for row in plan.dropFirst() {
      #expect(row[members].contains("P1氏（消防）") && row[members].contains("F2氏（消防）"))
      #expect(row[expert] == "E1氏")
    }
    let workload = rows("workload.csv")
    #expect(workload.dropFirst().map { $0[0] } == ["P1", "P2", "P3", "P4", "E1", "P1", "F2"])
    #expect(workload.dropFirst().map { $0[2] } == ["", "", "", "", "", "消防", "消防"])
    let record = String(decoding: files.last!.bytes, as: UTF8.self)
    #expect(record.contains("\"role\": \"departments.消防\""))
    #expect(record.contains("\"group\": \"department:消防\""))
    #expect(!record.contains("氏"))
  }

  @Test("know recusals of other departments' officers by department/id, and their own lists")
  func recusals() throws {
    let world = try World()
    try world.write(
      "recusals.csv", "人员编号,统一社会信用代码,原因\n消防/P1,A00,亲属\nP1,A01,亲属\n消防/P7,A01,亲属\n")
    let (campaign, findings) = try world.drawTeams(
      four, count: 60, task: "departments: { 消防: 2 }", departments: ["消防": fire])
    #expect(findings.codes(.warning).contains("unknown-officer"))
    let staffing = try #require(campaign?.staffing)
    #expect(staffing.load("消防/P1")?.eligibleTrips == 59)
    #expect(staffing.load("P1")?.eligibleTrips == 59)
    #expect(staffing.unstaffed.count == 1)
    let shortage = try #require(staffing.shortages.first)
    #expect(shortage.role == .department("消防"))
    #expect(shortage.moreOfficers == 1)
  }

  @Test("of several tasks take the largest team, all qualifications, and experts once")
  func union() {
    func task(_ team: DepartmentTeam, _ experts: ExpertNeed?) -> InspectionTask {
      InspectionTask(
        key: "t", number: "N", title: "T", kind: "", items: [], scope: .everything,
        exclusions: Exclusions(), strata: [], amount: .byStratum([]), alternates: .count(0),
        weight: nil, stage: .targets, position: place, departments: [team], experts: experts)
    }
    let place = Location(file: "", line: 1, column: 1, text: "")
    func team(_ size: Int, _ needs: [String]) -> DepartmentTeam {
      DepartmentTeam(name: "消防", size: size, qualifications: needs, location: place)
    }
    func experts(_ count: Int, _ need: String) -> ExpertNeed {
      ExpertNeed(count: count, qualification: need, location: place)
    }
    let company = Company([
      task(team(2, ["b"]), experts(1, "x")), task(team(3, ["a", "b", "c", "d"]), experts(3, "")),
      task(team(2, []), experts(2, "w")),
    ])
    let slots = teamSlots(2, ["q", "r", "s"], company)
    #expect(
      slots.map { "\($0.name)=\($0.need)" } == [
        "leader=q", "member1=r", "member2=s", "department:消防:1=a", "department:消防:2=b",
        "department:消防:3=c", "department:消防:4=d", "expert1=w", "expert2=w", "expert3=x",
      ])
  }

  @Test("are refused where a registry is missing, or one name means two people")
  func refused() throws {
    let world = try World()
    func codes(_ task: String, _ people: [Person] = four) throws -> [String] {
      try world.drawTeams(people, count: 1, task: task, departments: ["消防": fire])
        .findings.codes(.error)
    }
    #expect(try codes("departments: { 消防: 1 }") == ["out-of-range"])
    #expect(try codes("departments: { 公安: 2 }") == ["department-without-registry"])
    #expect(try codes("experts: { count: 0 }") == ["out-of-range"])
    #expect(
      try codes("departments: { 消防: 2 }", four + [Person(id: "消防/F2")]) == ["ambiguous-officer"])
    let bad = try world.drawTeams(four, count: 1, departments: ["消防": fire])
    #expect(bad.findings.codes(.error).isEmpty)
  }
}

@Suite("Fallbacks")
struct FallbackTests {
  private let near = (1...2).map { Person(id: "N\($0)", district: "2") }
  private let far = (1...3).map { Person(id: "M\($0)", district: "3") }
  private let neighbours = """
    { kind: "neighbours", districts: ["2"], document: "市局〔2026〕18号" }
    """
  private let direct = """
    { kind: "direct", officers: ["M1", "M2"], document: "局长令5号" }
    """

  private func draw(
    _ count: Int, _ fallbacks: [String], world: World
  ) throws -> (campaign: Campaign?, findings: Findings) {
    let list = fallbacks.joined(separator: ", ")
    return try world.drawTeams(
      Array(four.prefix(2)) + near + far, count: count,
      rules: "pairing: { periodLimit: 4 }, fallbacks: [\(list)]")
  }

  @Test("are off unless declared; nobody of another district goes")
  func offByDefault() throws {
    let world = try World()
    let staffing = try #require(try draw(10, [], world: world).campaign?.staffing)
    #expect(staffing.unstaffed.count == 6)
    #expect(staffing.loads.map(\.inspector.id) == ["P1", "P2"])
  }

  @Test("are applied in the declared order, after the pairing, and marked")
  func order() throws {
    let world = try World()
    let plain = try #require(try draw(12, [], world: world).campaign?.staffing)
    let campaign = try #require(try draw(12, [neighbours, direct], world: world).campaign)
    let staffing = try #require(campaign.staffing)
    #expect(staffing.unstaffed.isEmpty)
    // What the pairing gave stays; two officers with four trips each, then two neighbours.
    for trip in plain.teams.indices where plain.teams[trip] != nil {
      #expect(staffing.references(trip) == plain.references(trip))
      #expect(staffing.methods[trip] == .random)
    }
    #expect(staffing.methods.count { $0 == .random } == 4)
    #expect(staffing.trips(by: 0) == 4)
    #expect(staffing.trips(by: 1) == 4)
    for trip in staffing.trips.indices {
      let team = try #require(staffing.references(trip))
      switch staffing.methods[trip] {
      case .fallback(0): #expect(team.sorted() == ["N1", "N2"])
      case .fallback(1): #expect(team.sorted() == ["M1", "M2"])
      default: #expect(team.sorted() == ["P1", "P2"])
      }
    }
    let files = render(campaign, seedText: nil, flavour: .plain)
    let plan = String(decoding: files[0].bytes, as: UTF8.self)
    #expect(plan.components(separatedBy: ",邻区匹配（市局〔2026〕18号）,").count == 5)
    #expect(plan.components(separatedBy: ",直接委派（局长令5号）,").count == 5)
    let summary = summarySheet(
      [(campaign, files.last!.bytes)], showsSeed: true, flavour: .plain)
    #expect(String(decoding: summary, as: UTF8.self).contains(",12,12,0,4,4,2,"))
  }

  @Test("lift the period's limit for those sent directly, and no other rule")
  func sentDirectly() throws {
    let world = try World()
    let staffing = try #require(try draw(20, [direct], world: world).campaign?.staffing)
    #expect(staffing.unstaffed.isEmpty)
    #expect(staffing.load("M1")?.trips == 16)
    #expect(staffing.load("P1")?.trips == 4)
    #expect(staffing.load("M3") == nil)
    let limited = try world.drawTeams(
      Array(four.prefix(2)) + far, count: 20,
      rules: "pairing: { periodLimit: 4, dailyLimit: 2 }, fallbacks: [\(self.direct)]")
    let day = try #require(limited.campaign?.staffing)
    // Five days with two trips each for M1 and M2, beside the four of one's own officers.
    #expect(day.load("M1")?.trips == 10)
    #expect(day.unstaffed.count == 6)
  }

  @Test("let one's own officers with room fill up the teams of others")
  func mixedTeams() throws {
    let world = try World()
    let campaign = try #require(
      try world.drawTeams(
        [four[0], near[0]], count: 3, rules: "fallbacks: [\(neighbours)]"
      ).campaign)
    let staffing = try #require(campaign.staffing)
    #expect(staffing.trips(by: 0) == 3)
    for trip in staffing.teams.indices {
      #expect(staffing.references(trip)?.sorted() == ["N1", "P1"])
    }
    #expect(staffing.load("N1")?.eligibleTrips == 3)
    #expect(staffing.load("P1")?.eligibleTrips == 3)
  }

  @Test("need a document, other districts, and people whom the registries know")
  func refused() throws {
    let world = try World()
    func codes(_ fallback: String, _ severity: Finding.Severity = .error) throws -> [String] {
      try draw(1, [fallback], world: world).findings.codes(severity)
    }
    #expect(try codes("{ kind: \"neighbours\", districts: [\"2\"] }") == ["missing-key"])
    #expect(
      try codes("{ kind: \"direct\", officers: [\"M1\"], document: \"\" }") == ["empty-value"])
    #expect(
      try codes("{ kind: \"neighbour\", districts: \"2\", document: \"d\" }")
        == ["unknown-value"])
    #expect(
      try codes("{ kind: \"neighbours\", districts: [\"1\", \"2\"], document: \"d\" }")
        == ["fallback-own-district"])
    #expect(
      try codes("{ kind: \"direct\", officers: [\"Q1\"], document: \"d\" }")
        == ["fallback-unknown-officer"])
    #expect(
      try codes("{ kind: \"neighbours\", districts: [\"9\"], document: \"d\" }", .warning)
        == ["fallback-without-officer"])
  }

  @Test("are warned of where two plans of a batch send one officer out on a day")
  func twoPlans() throws {
    let world = try World()
    _ = try draw(10, [neighbours], world: world)
    let first = world.path("teams.json5")
    let text = try String(contentsOfFile: first, encoding: .utf8)
    try world.write(
      "second.json5",
      text.replacingOccurrences(of: "\"T-1\"", with: "\"T-2\"")
        .replacingOccurrences(of: "district: \"1\"", with: "district: \"2\"")
        .replacingOccurrences(of: "fallbacks: [\(neighbours)]", with: ""))
    var findings = Findings()
    let plans = [first, world.path("second.json5")].compactMap {
      readPlan(at: $0, findings: &findings)
    }
    _ = conduct(plans, seed: World.seed, jobs: 1, findings: &findings)
    let shared = findings.kept.filter { $0.code == "officer-in-two-plans" }
    #expect(!shared.isEmpty)
    #expect(shared.allSatisfy { $0.arguments[0].hasPrefix("N") && $0.arguments[3] == "T-2" })
  }
}
