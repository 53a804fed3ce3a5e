// What is said of a pairing beside the teams: chances, spread of loads, pairs, and cures that are
// tried here again from the files.

import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite("Evidence of a pairing")
struct EvidenceTests {
  @Test("an expected share is the exact sum of slots over those who share them")
  func shares() {
    // Trip 0: two slots for a and b; trip 1: one slot for a, b, c; trip 2 has no team.
    func slot(_ name: String, _ eligibility: Int) -> PairingProblem.Slot {
      .init(name: name, eligibility: eligibility)
    }
    let problem = PairingProblem(
      officers: ["a", "b", "c", "x"].map { .init(id: Array($0.utf8)) },
      classes: [[0], [0, 1], [0, 1, 2], [3]], days: [.init(week: 0)],
      trips: [
        .init(id: [1], day: 0, slots: [slot("leader", 0), slot("member1", 1), slot("expert1", 3)]),
        .init(id: [2], day: 0, slots: [slot("leader", 2)]),
        .init(id: [3], day: 0, slots: [slot("leader", 2)]),
      ])
    let chances = problem.opportunities(staffed: [0, 1], kinds: [0, 0, 0, 1])
    #expect(chances.map(\.trips) == [3, 3, 2, 1])
    #expect(chances.map(\.share.text) == ["2/2+1/3", "2/2+1/3", "1/3", "1/1"])
    #expect(chances.map(\.share.decimal) == ["1.3333", "1.3333", "0.3333", "1.0000"])
    #expect(ExpectedShare().text == "0" && ExpectedShare().decimal == "0.0000")
    var share = ExpectedShare()
    share.add(slots: 2, among: 3)
    #expect(share.decimal == "0.6667")
  }

  @Test("the expected shares of everybody add up to the slots that were filled")
  func sums() throws {
    let world = try World()
    let people =
      (1...5).map { Person(id: "P\($0)", holds: $0 < 3 ? "食品" : "") }
      + [Person(id: "E", isExpert: true), Person(id: "N", district: "2")]
    let campaign = try #require(
      try world.drawTeams(
        people, count: 31, task: "items: [\"SP1\"], experts: 1",
        rules: """
          pairing: { periodLimit: 12, pairLimit: 4, dailyLimit: 3 },
          fallbacks: [{ kind: "neighbours", districts: "2", document: "d" }]
          """
      ).campaign)
    let staffing = try #require(campaign.staffing)
    // Over the common denominator of 1…7.
    let total = staffing.loads.reduce(0) { sum, load in
      sum + load.expected.slots.reduce(0) { $0 + $1.value * (420 / $1.key) }
    }
    let filled = staffing.teams.reduce(0) { $0 + ($1?.count ?? 0) }
    #expect(!staffing.unstaffed.isEmpty && filled > 0)
    #expect(total == 420 * filled)
    #expect(staffing.loads.reduce(0) { $0 + $1.trips } == filled)
  }

  @Test("the record counts spread, Σ load² against what could be at best, and repeated pairs")
  func record() throws {
    let world = try World()
    let people = (1...3).map { Person(id: "P\($0)", holds: $0 == 1 ? "食品" : "") }
    let campaign = try #require(
      try world.drawTeams(people, count: 4, task: "items: [\"SP1\"]").campaign)
    // P1 leads all four trips; P2 and P3 share the other places.
    let json = pairingJSON(try #require(campaign.staffing), campaign.plan)
    let text = String(decoding: json.text(indent: false), as: UTF8.self)
    for part in [
      "\"smallestLoad\":2,\"largestLoad\":4,\"loadSpread\":2",
      "\"sumOfSquaredLoads\":24,\"evenSumOfSquaredLoads\":22", "\"pairs\":[[2,2]]",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }

  @Test("shortages that differ by the day alone are told once, the largest first")
  func folded() throws {
    let world = try World()
    let people = (1...4).map { Person(id: "P\($0)", holds: $0 == 1 ? "食品" : "") }
    let (campaign, findings) = try world.drawTeams(
      people, count: 25, task: "items: [\"SP1\"]", rules: "pairing: { dailyLimit: 2 }")
    let staffing = try #require(campaign?.staffing)
    #expect(staffing.unstaffed.count == 15)
    #expect(staffing.shortages.count == 1)
    let shortage = staffing.shortages[0]
    #expect(shortage.rule == .dailyLimit && shortage.need == "食品")
    #expect(shortage.needed == 25 && shortage.capacity == 10 && shortage.officers == 1)
    #expect(findings.codes(.warning) == ["starved-by-daily-limit", "unstaffed-visit"])
    let finding = try #require(findings.kept.first { $0.severity == .warning })
    #expect(
      finding.message(.en)
        == "15 trips need an officer with 食品: 25 places, 1 officers, who can fill 10 "
        + "within the daily limit")
    #expect(
      finding.hint(.zh) == "再增加 2 名具备“食品”资质的执法人员，或将上限提高 3，这些组次即可组成检查组")
  }

  @Test("no cure is named that does not cure: under avoidOwnUnit officers of other stations alone")
  func cures() {
    var shortage = Shortage(
      rule: .dailyLimit, role: .officer, need: "食品", unstaffed: [0], needed: 2, capacity: 1,
      officers: 1)
    func hint() -> String? { shortage.finding(file: "plan").hint(.en) }
    #expect(hint() == nil)
    shortage.higherLimit = 3
    #expect(hint() == "with the limit raised by 3, these trips have teams, too")
    (shortage.moreOfficers, shortage.avoidsOwnUnit) = (2, true)
    let elsewhere = "with 2 more, each an officer and of another station than the targets"
    let tail = "these trips have teams, too"
    #expect(
      hint()?.contains(
        "of another station than the targets (avoidOwnUnit), or with the limit raised by 3")
        ?? false)
    shortage.higherLimit = nil
    #expect(hint() == "\(elsewhere) (avoidOwnUnit), \(tail)")
    shortage.avoidsOwnUnit = false
    #expect(hint() == "with 2 more, each an officer, \(tail)")
  }

  /// Trips without a team when so many officers are added and the limit is raised.
  private func unstaffed(
    _ people: [Person], _ more: Int, holding needs: [String], limit: (String, Int), count: Int
  ) throws -> Staffing {
    let world = try World()
    let added = (0..<more).map { Person(id: "Z\($0)", holds: needs.joined(separator: ";")) }
    let campaign = try world.drawTeams(
      people + added, count: count, task: "items: [\"SP1\"]",
      rules: "pairing: { \(limit.0): \(limit.1) }"
    ).campaign
    return try #require(campaign?.staffing)
  }

  @Test(
    "a cure that is named is enough, and one less is not",
    arguments: [("periodLimit", 7, 40), ("weeklyLimit", 5, 33), ("dailyLimit", 1, 25)])
  func cures(_ name: String, _ limit: Int, _ count: Int) throws {
    let people = (1...9).map { Person(id: "P\($0)", holds: $0 < 3 ? "食品" : "") }
    func staffing(_ more: Int, _ needs: [String], _ rise: Int) throws -> Staffing {
      try unstaffed(people, more, holding: needs, limit: (name, limit + rise), count: count)
    }
    let short = try staffing(0, [], 0)
    let shortage = try #require(short.shortages.first)
    #expect(short.shortages.count == 1)
    let more = try #require(shortage.moreOfficers)
    let rise = try #require(shortage.higherLimit)
    #expect(shortage.cureNeeds == ["食品"])
    #expect(try staffing(more, shortage.cureNeeds, 0).unstaffed.isEmpty)
    #expect(try !staffing(more - 1, shortage.cureNeeds, 0).unstaffed.isEmpty)
    #expect(try staffing(0, [], rise).unstaffed.isEmpty)
    #expect(try !staffing(0, [], rise - 1).unstaffed.isEmpty)
  }
}
