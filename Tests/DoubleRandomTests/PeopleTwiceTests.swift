// One person in two registries of officers: refused today, and told of a draw made before.

import Testing

@testable import DoubleRandom

@Suite("People in two registries") struct PeopleInTwoRegistriesTests {
  @Test("one person in two registries is refused, but for a draw that is repeated")
  func oneTwice() throws {
    let world = try World()
    let (a, b, c) = (Person(id: "P1"), Person(id: "P2"), Person(id: "F1", unit: "站F"))
    let twice = try world.drawTeams(
      [a, b], count: 1, task: "departments: { 消防: 2 }", departments: ["消防": [c, a]])
    #expect(twice.campaign == nil)
    #expect(twice.findings.codes(.error) == ["officer-in-two-registries"])
    var findings = Findings()
    let plan = try #require(readPlan(at: world.path("teams.json5"), findings: &findings))
    let again = conduct([plan], seed: World.seed, jobs: 1, isRepeat: true, findings: &findings)
    #expect(again?.count == 1 && findings.codes(.error).isEmpty)
    #expect(findings.codes(.warning).contains("officer-in-two-registries"))
  }
}
