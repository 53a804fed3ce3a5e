// Simulated draws are real draws with other seeds; the tests of fairness pass what is fair and fail
// what is not; periods follow each other.

import Sampling
import Tables
import Testing

@testable import DoubleRandom

/// Twelve officers of whom eight are in equal position: two lack the qualification, two are on
/// leave.
private let officers =
  "人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,是否辅助人员,岗位状态,请假起,请假止"
  + ",本年度已参与抽查次数\n"
  + (1...12).map { number in
    "P\(number),人\(number),站\(number % 4),1,\(number > 10 ? "" : "食品"),C\(number),2028-01-01,否,在岗,"
      + ([3, 7].contains(number) ? "2026-10-12,2026-11-20" : ",") + ",0\n"
  }.joined()

@Suite struct SimulationTests {
  private let world: World

  init() throws { world = try World() }

  private let tasks = """
    a: { number: "N1", title: "A", items: ["SP1"], strata: ["信用风险等级"], quantity: "15%" },
    b: { number: "N2", title: "B", items: ["DJ1"], quantity: { count: 4 } }
    """

  private func plan(
    _ tasks: String? = nil, extra: String = "pairing: { weeklyLimit: 4 }"
  ) throws -> Plan {
    try world.write("inspectors.csv", officers)
    var findings = Findings()
    let path = try world.plan(tasks ?? self.tasks, extra: extra)
    return try #require(readPlan(at: path, findings: &findings))
  }

  private func simulate(
    _ plan: Plan, draws: Int, periods: Int = 1, jobs: Int = 2,
    _ chance: SimulationChance = .numbered
  ) throws -> Simulation {
    var findings = Findings()
    let simulations = DoubleRandom.simulate(
      [plan], draws: draws, periods: periods, jobs: jobs, chance: chance, findings: &findings)
    return try #require(simulations?.first, "\(findings.codes(.error))")
  }

  @Test("a simulated draw is the real draw with that seed, frequency rules and all")
  func sameAsDraw() throws {
    try world.write(
      "history.csv",
      "统一社会信用代码,检查日期,计划编号,检查类型\nA00,2026-03-02,X,\nA00,2026-09-29,,\n"
        + "A03,2025-12-01,X,\nA06,2026-09-01,,投诉举报\n")
    let plan = try plan(
      extra: "frequency: { cap: 2, minimumDays: 20, notDrawnFor: \"12 months\", exempt: \"投诉举报\" }")
    let simulation = try simulate(plan, draws: 3)
    var selected: [String: Int] = [:]
    var trips: [String: Int] = [:]
    for draw in 1...3 {
      var findings = Findings()
      let seed = try #require(Seed(bytes: Array("simulate|\(draw)".utf8)))
      let campaign = try #require(
        conduct([plan], seed: seed, jobs: 1, findings: &findings)?.first)
      for (task, draw) in campaign.draws.enumerated() {
        for target in draw.strata.flatMap(\.selected) {
          selected["\(task) \(target.target.idText)", default: 0] += 1
        }
        #expect(
          simulation.inclusions.filter { $0.task == draw.task.number }.map(\.population)
            == draw.strata.map(\.population))
      }
      for load in campaign.staffing?.loads ?? [] {
        trips[load.inspector.id, default: 0] += load.trips
      }
    }
    for inclusion in simulation.inclusions {
      let task = inclusion.task == "N1" ? 0 : 1
      for (target, count) in inclusion.counts {
        #expect(count == selected["\(task) \(target.idText)"] ?? 0, "\(target.idText)")
      }
    }
    #expect(!simulation.inclusions.flatMap(\.counts).contains { $0.target.idText == "A00" })
    #expect(simulation.officers.map(\.trips) == simulation.officers.map { trips[$0.inspector.id] })
  }

  @Test("2 000 draws of a fair plan pass every test, and groups are officers in equal position")
  func fair() throws {
    let simulation = try simulate(try plan(), draws: 2000)
    let groups = simulation.officers.map { $0.group }
    #expect(groups == [1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 3, 3])
    #expect(simulation.tests.count(where: \.isJudged) >= 10)
    for test in simulation.tests {
      #expect([.fair, .tooFewDraws].contains(test.verdict), "\(test)")
      #expect(!test.isJudged || test.chiSquare < test.critical)
    }
    let subjects = Set(simulation.tests.filter(\.isJudged).map(\.subject))
    #expect(subjects == [.inclusion, .load, .leader, .pair])
  }

  @Test("a comparison that favours the order of the list fails the test of inclusion")
  func listOrder() throws {
    let plan = try plan()
    var chance = SimulationChance.numbered
    // Four bits of the ticket: ties, which the id decides, become common.
    chance.ticket = { Ticket(($0.w0 >> 60) << 60, 0, 0, 0) }
    let tests = try simulate(plan, draws: 500, chance).tests
    #expect(tests.contains { $0.subject == .inclusion && $0.verdict == .tooUneven })
    #expect(tests.allSatisfy { $0.subject == .inclusion || !$0.verdict.isUnfair })
  }

  @Test("a key of the pairing that is used again and again fails the tests of officers and pairs")
  func reusedKey() throws {
    let plan = try plan(
      "a: { number: \"N1\", title: \"A\", items: [\"SP1\"], scope: { 信用风险等级: \"A\" }, "
        + "quantity: { all: true } }")
    let chance = SimulationChance(seed: { draw, period, stage in
      // Every draw has one of ten keys; dates stay, so that pairing alone is at fault.
      Seed(simulated: stage == .pairing ? draw % 10 : 1, period: period)
    })
    let tests = try simulate(plan, draws: 500, chance).tests
    #expect(tests.contains { $0.subject == .pair && $0.verdict == .tooUneven }, "\(tests)")
    #expect(tests.filter { $0.subject == .inclusion }.allSatisfy { $0.verdict == .certain })
    let honest = SimulationChance(seed: { draw, period, stage in
      Seed(simulated: stage == .pairing ? draw : 1, period: period)
    })
    let fair = try simulate(plan, draws: 500, honest).tests
    #expect(fair.allSatisfy { !$0.verdict.isUnfair }, "\(fair)")
  }

  @Test("turns taken in order, which is no chance at all, are too even")
  func tooEven() {
    // Thirty units, three in each of 100 draws, by turns.
    var test = FairnessTest(
      .inclusion, label: "", units: 30, freedom: 29,
      total: Double(loadForm([Int](repeating: 10, count: 30))) + 1, each: 100 * 3 * 27,
      variance: 100 * 0.1 * 0.9, expected: 10, largest: 0)
    #expect(test.verdict == .fair)
    var tests = [test]
    FairnessTest.judge(&tests, among: 1)
    test = tests[0]
    #expect(test.verdict == .tooEven)
  }

  @Test("the number of threads changes no byte")
  func threads() throws {
    let plan = try plan()
    let files = try [1, 3, 8].map { jobs in
      render(try simulate(plan, draws: 20, periods: 3, jobs: jobs), flavour: .people)
    }
    #expect(files[0].map(\.name) == files[1].map(\.name))
    for other in files[1...] { #expect(other.map(\.bytes) == files[0].map(\.bytes)) }
    #expect(!files[0].contains { $0.name.hasPrefix("record") })
  }

  @Test("visits of one period are history in the next: nobody is drawn twice in a year")
  func periods() throws {
    let plan = try plan(extra: "frequency: { notDrawnFor: \"24 months\" }")
    let simulation = try simulate(plan, draws: 10, periods: 4)
    #expect(
      simulation.periods.map { "\($0.period.from) \($0.period.to)" } == [
        "2026-10-01 2026-12-31", "2027-01-01 2027-03-31", "2027-04-01 2027-06-30",
        "2027-07-01 2027-09-30",
      ])
    var visited = 0
    for period in simulation.periods {
      #expect(period.tally.visits.sum == period.tally.firstVisits.sum)
      #expect(period.tally.open.sum + visited == 10 * simulation.targets)
      #expect(period.tally.stoppedByRecentDraw.sum == visited)
      visited += period.tally.visits.sum
    }
    #expect(simulation.coverage(3) == Double(visited) / 10 / Double(simulation.targets))
  }

  @Test("a cap on visits bites only within a calendar year")
  func cap() throws {
    let plan = try plan(extra: "frequency: { cap: 1 }")
    let simulation = try simulate(plan, draws: 10, periods: 3)
    #expect(simulation.periods.map(\.tally.stoppedByCap.sum).prefix(2) == [0, 0])
    #expect(
      simulation.periods[2].tally.stoppedByCap.sum == simulation.periods[1].tally.visits.sum)
  }

  @Test("carried load counts the simulated trips of the same year")
  func carriedLoad() throws {
    let text = "pairing: { carryOver: true }"
    let plan = try plan(extra: text)
    let simulation = try simulate(plan, draws: 5, periods: 5)
    // From January to September loads level out over all three periods together.
    for officer in simulation.officers where officer.group == 1 {
      let trips = officer.tripsByPeriod[1...3].reduce(0, +)
      let others = simulation.officers.filter { $0.group == 1 }
        .map { $0.tripsByPeriod[1...3].reduce(0, +) }
      #expect(others.allSatisfy { ($0 - trips).magnitude <= 2 * 5 })
    }
    #expect(simulation.periods[4].period.from.text == "2027-10-01")
  }

  @Test("an annual ratio moves to its next quarter")
  func annualRatio() throws {
    let quantity = "{ ratio: \"10%\", period: \"4/4\" }"
    let plan = try plan(
      "a: { number: \"N1\", title: \"A\", quantity: \(quantity) }")
    let sizes = plan.successors(4, WorkCalendar(exceptions: [])).map { plan -> Int in
      guard case .byStratum(let rules) = plan.tasks[0].amount else { return -1 }
      return rules[0].quantity.size(of: 60)
    }
    // Quarters 4, 1, 2, 3 of ⌈6⌉: 6 − 5, 2 − 0, 3 − 2, 5 − 3.
    #expect(sizes == [1, 2, 1, 2])
  }

  @Test("weighted draws are shown and not judged")
  func weighted() throws {
    let plan = try plan(
      "a: { number: \"N1\", title: \"A\", quantity: { count: 9 }, "
        + "weight: { column: \"投诉举报数\", plus: 1 } }")
    let test = try #require(try simulate(plan, draws: 50).tests.first)
    #expect(test.verdict == .approximate && !test.isJudged)
  }
}
