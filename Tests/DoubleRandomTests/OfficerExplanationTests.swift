// What an officer is told decided about a trip, against the pairing made again without the rule
// that is named.

import Sampling
import Testing

@testable import DoubleRandom

@Suite struct OfficerExplanationTests {
  private func world(_ pairing: String, fallbacks: String = "") throws -> (World, Plan) {
    let world = try World()
    let own = (0..<8).map {
      "Q\($0),人\($0),站\($0 % 4),1,食品,C\($0),2028-01-01,否,在岗,,"
    }
    let others = (0..<3).map { "N\($0),邻\($0),站9,2,食品,D\($0),2028-01-01,否,在岗,," }
    let header = World.inspectors.split(separator: "\n")[0]
    try world.write(
      "inspectors.csv", ([String(header)] + own + others).joined(separator: "\n") + "\n")
    let path = try world.plan(
      "t: { number: \"N1\", title: \"T\", items: [\"SP1\"], quantity: \"45%\" }",
      extra: "pairing: { \(pairing) }, \(fallbacks)")
    var findings = Findings()
    return (world, try #require(readPlan(at: path, findings: &findings)))
  }

  /// Standings of everyone on every trip.
  ///
  /// - Parameter world: whose files are read again.
  private func standings(
    _ campaign: Campaign, _ world: World
  ) throws -> [(Int, Int, TripStanding)] {
    let staffing = try #require(campaign.staffing)
    var found: [(Int, Int, TripStanding)] = []
    for (officer, load) in staffing.loads.enumerated() {
      for trip in staffing.trips.indices {
        var findings = Findings()
        let explanation = explainOfficer(
          load.inspector.reference, trip: trip + 1, campaign, findings: &findings)
        found.append((trip, officer, try #require(explanation?.trip?.standing)))
      }
    }
    return found
  }

  @Test("what the limit on pairs decided is said to be its doing, and nothing else is")
  func pairLimit() throws {
    var seen: Set<String> = []
    for seed in 0..<6 {
      let (world, plan) = try world("pairLimit: 1, periodLimit: 8")
      var free = plan
      free.pairing.pairLimit = nil
      let seed = try #require(Seed(bytes: Array("pairs \(seed)".utf8)))
      var findings = Findings()
      let drawn = try [plan, free].map {
        let campaigns = conduct([$0], seed: seed, jobs: 1, findings: &findings)
        return try #require(campaigns?.first, "\(findings.codes(.error))")
      }
      let before = try #require(drawn[1].staffing).teams
      let after = try #require(drawn[0].staffing).teams
      for (trip, officer, standing) in try standings(drawn[0], world) {
        let (was, isOn) = (before[trip]?.contains(officer) ?? false, after[trip]?.contains(officer))
        let isSame = before[trip] == after[trip]
        switch standing {
        case .onTeam: #expect(isOn == true && was)
        case .onTeamByPairLimit: #expect(isOn == true && !was)
        case .offByPairLimit: #expect(isOn == false && was)
        case .unstaffedByPairLimit: #expect(isOn == nil && before[trip] != nil)
        case .outdrawnAndChanged: #expect(isOn == false && !was && !isSame)
        case .outdrawn: #expect(isOn == false && !was && isSame)
        case .periodLimit: #expect(isOn == false && !was)
        default: Issue.record("\(standing)")
        }
        seen.insert("\(standing)")
      }
    }
    #expect(seen.isSuperset(of: ["offByPairLimit", "onTeamByPairLimit", "outdrawnAndChanged"]))
  }

  @Test("a registry that changes between draw and explanation explains nothing")
  func changedSince() throws {
    for isInParts in [false, true] {
      let (world, old) = try world("dailyLimit: 2")
      var plan = old
      if isInParts {
        try world.write("more.csv", World.targets([World.rows[79]]))
        try world.write("targets.csv", World.targets(World.rows.dropLast()))
        let file = plan.inputs.targets.file
        var more = file
        (more.name, more.path) = ("more.csv", world.path("more.csv"))
        plan.inputs.targets.parts = [file, more]
      }
      var findings = Findings()
      let campaign = try #require(
        conduct([plan], seed: World.seed, jobs: 1, findings: &findings)?.first)
      func explained() -> TargetExplanation? {
        explainTarget("A00", campaign, jobs: 1, findings: &findings)
      }
      #expect(explained() != nil && !findings.hasErrors)
      // Only what the explanation does not look for has changed.
      let name = isInParts ? "more.csv" : "targets.csv"
      let text = String(decoding: try world.read(name), as: UTF8.self)
      try world.write(name, text.replacing(",企业79,", with: ",企业80,"))
      #expect(explained() == nil && findings.codes(.error) == ["changed-while-reading"])
      // Officers are explained from what the draw has read.
      try world.write("inspectors.csv", "")
      let trip = explainOfficer("Q0", trip: 1, campaign, findings: &findings)?.trip
      #expect(trip != nil)
    }
  }

  @Test("a team that a fallback brought about says so, to those on it and to those who are not")
  func fallback() throws {
    let (world, plan) = try world(
      "periodLimit: 4",
      fallbacks: "fallbacks: [{ kind: \"neighbours\", districts: [\"2\"], document: \"文1号\" }],")
    var findings = Findings()
    let campaign = try #require(
      conduct([plan], seed: World.seed, jobs: 1, findings: &findings)?.first)
    let staffing = try #require(campaign.staffing)
    var named = 0
    for (trip, officer, standing) in try standings(campaign, world) {
      let isByFallback = staffing.methods[trip] == .fallback(0)
      let isOn = staffing.teams[trip]?.contains(officer) ?? false
      switch standing {
      case .onTeamByFallback(let document):
        named += 1
        #expect(isByFallback && isOn && document == "文1号")
      case .onTeam: #expect(!isByFallback && isOn)
      case .outdrawnInFallback: #expect(isByFallback && !isOn)
      case .outdrawn: #expect(!isByFallback && !isOn)
      default: #expect(!isOn)
      }
    }
    #expect(named > 0)
  }
}
