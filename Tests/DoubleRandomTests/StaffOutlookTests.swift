// Whether officers suffice, reckoned before any seed; and what no seed can mend is said.

import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite struct StaffOutlookTests {
  private func examined(
    _ world: World, _ path: String
  ) throws -> (examination: Examination, findings: Findings) {
    var findings = Findings()
    let plan = try #require(readPlan(at: path, findings: &findings))
    let examination = examine([plan], jobs: 2, findings: &findings)
    return (examination, findings)
  }

  private let two = """
    t: { number: "N1", title: "T", items: ["SP1"], strata: ["信用风险等级"], quantity: "10%" },
    u: { number: "N2", title: "U", items: ["DJ1"], quantity: { count: 4 } }
    """

  @Test("officers, what is needed of them and what they can do, within limits, leave, certificates")
  func outlook() throws {
    let world = try World()
    let path = try world.plan(
      two, extra: "pairing: { dailyLimit: 1, weeklyLimit: 3, periodLimit: 20 }")
    let (examination, findings) = try examined(world, path)
    let prospect = try #require(examination.prospects?.first, "\(findings.text(.en))")
    let staff = try #require(prospect.staff)
    // P1 to P4; P5's certificate has lapsed, P6 is auxiliary, P7 of the other district.
    #expect(staff.officers == 4)
    #expect(staff.others.map(\.reason) == [.auxiliary, .certificateExpired])
    // 6 of the first task, 4 of the second, teams of two.
    #expect(prospect.strata.joined().map(\.size.selected).reduce(0, +) == 10)
    #expect(staff.places == 12...20)
    // 39 working days: three, seven whole weeks, one. P1 to P3 could make 25 or 22 by weeks, and
    // stop at the period's 20; P4's certificate ends on the tenth day: 3 + 3 + 2.
    #expect(prospect.workingDays == 39 && staff.capacity == 20 + 20 + 20 + 8)
    #expect(staff.qualifications.map(\.name) == ["食品"])
    #expect(staff.qualifications[0].holders == 2 && staff.qualifications[0].trips == 6...6)
    #expect(staff.qualifications[0].capacity == 40)
    #expect(findings.count(code: "officers-short") == 0)
    #expect(!prospect.excluded.isEmpty)
  }

  @Test("of a registry in parts every part is described, and stations and words are those of all")
  func parts() throws {
    let world = try World()
    func rows(_ range: Range<Int>) -> [[String]] {
      World.rows[range].map { row in
        var row = row
        if row[5] == "站3" { row[5] = "站9" }
        if range.lowerBound > 0 { row[4] = row[4].replacing("存续", with: "在业") }
        return row
      }
    }
    try world.write("p.csv", World.targets(rows(0..<30)))
    let other = World.targets(rows(30..<80)).replacing("B19,企业79,2", with: "B19,企业79,1 ")
    try world.write("q.csv", other)
    let path = try world.plan(
      "t: { number: \"N1\", title: \"T\", items: [\"SP1\"], quantity: \"10%\", "
        + "scope: { 登记状态: [\"存续\", \"在业\", \"开业\"] } }")
    let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    try world.write(
      "plan.json5",
      text.replacing("file: \"targets.csv\"", with: "parts: [\"p.csv\", \"q.csv\"]"))
    let (examination, findings) = try examined(world, path)
    let targets = examination.tables.filter { $0.role.hasPrefix("targets") }
    #expect(targets.map(\.role) == ["targets.p.csv", "targets.q.csv"])
    #expect(targets.map(\.rows) == [30, 50])
    let prospect = try #require(examination.prospects?.first, "\(findings.text(.en))")
    #expect(
      examination.stationsWithoutOfficer(prospect).map { "\($0.name) \($0.targets)" } == ["站9 15"])
    // 在业 stands in the second part alone, 存续 in the first; 开业 in none.
    #expect(
      findings.kept.filter { $0.code == "scope-word-not-met" }.map { $0.arguments[1] } == ["开业"])
    let lost = findings.kept.filter { $0.code == "district-not-drawn" }
    #expect(lost.map(\.line) == [51] && lost.allSatisfy { $0.file.hasSuffix("q.csv") })
  }

  @Test("a qualification that nobody holds, or too few, and too few officers are warnings")
  func warnings() throws {
    let world = try World()
    let tight = "pairing: { periodLimit: 2 }"
    var (_, findings) = try examined(world, try world.plan(two, extra: tight))
    let codes = findings.codes(.warning)
    #expect(codes.contains("officers-short") && codes.contains("qualification-short"))
    let short = findings.kept.first { $0.code == "qualification-short" }
    #expect(short?.arguments == ["食品", "6", "2", "4", "", "食品"])
    let officers = findings.kept.first { $0.code == "officers-short" }
    #expect(officers?.arguments == ["12", "4", "8", "", "", "4"])
    try world.write("items.csv", "事项编码,抽查事项,所需资质\nSP1,食品检查,计量\nDJ1,登记检查,\n")
    (_, findings) = try examined(world, try world.plan(two))
    let unheld = try #require(findings.kept.first { $0.code == "qualification-unheld" })
    #expect(unheld.arguments == ["t", "SP1", "计量"] && unheld.line != nil)
    #expect(!findings.hasErrors)
  }

  @Test("officers who suffice in number, and make no team or too few of them, are not enough")
  func teams() throws {
    let world = try World()
    let limits = "dailyLimit: 20"
    func staff(
      _ leaves: [String], _ rules: String, _ verdict: String
    ) throws -> Finding? {
      let lines = World.inspectors.split(separator: "\n").map(String.init)
      let people = zip(lines[1...2], leaves).map { String($0.dropLast()) + $1 }
      try world.write("inspectors.csv", ([lines[0]] + people + [""]).joined(separator: "\n"))
      let path = try world.plan(two, extra: "pairing: { \(rules) }")
      let (examination, findings) = try examined(world, path)
      let outlook = try #require(examination.prospects?.first?.staff, "\(findings.text(.en))")
      #expect(outlook.verdict(.en) == verdict)
      return findings.kept.first { $0.code == "officers-short" }
    }
    let alone = "no team can be formed (it takes 2, and at most 1 may go on the same day)"
    let halves = ["2026-10-01,2026-11-15", "2026-11-16,2026-12-31"]
    let whole = [",", "2026-10-01,2026-12-31"]
    #expect(try staff([",", ","], limits, "enough in number") == nil)
    #expect(try staff(whole, limits, alone)?.arguments == ["12", "2", "0", "2", "1", "2"])
    #expect(try staff(whole, "", alone)?.arguments == ["12", "2", "0", "2", "1", "2"])
    #expect(try staff(halves, limits, alone)?.arguments == ["12", "2", "0", "2", "1", "2"])
    let pairs = "\(limits), pairLimit: 3"
    #expect(
      try staff([",", ","], pairs, "too few (as teams at most 6)")?.arguments
        == ["12", "2", "6", "", "", "2"])
  }

  @Test("stations and districts without an officer are named, most targets first")
  func territories() throws {
    let world = try World()
    let people = World.inspectors.split(separator: "\n").filter {
      !$0.hasPrefix("P7") && !$0.hasPrefix("P2")
    }
    try world.write("inspectors.csv", people.joined(separator: "\n") + "\n")
    let (examination, _) = try examined(world, try world.plan())
    let prospect = try #require(examination.prospects?.first)
    #expect(
      examination.stationsWithoutOfficer(prospect)
        == [TerritoryCoverage(name: "站1", targets: 15)])
    #expect(
      examination.districtsWithoutOfficer(prospect)
        == [TerritoryCoverage(name: "2", targets: 20)])
  }

  @Test("registries with errors are described all the same")
  func errors() throws {
    let world = try World()
    var rows = World.rows
    rows[5] = ["A05"]
    try world.write("targets.csv", World.targets(rows))
    let (examination, findings) = try examined(world, try world.plan())
    #expect(findings.hasErrors && examination.prospects == nil)
    #expect(
      examination.tables.map(\.role)
        == ["targets", "inspectors", "items", "history", "recusals", "calendar"])
    #expect(examination.tables[0].rows == 80 && examination.tables[0].malformed == 1)
  }
}
