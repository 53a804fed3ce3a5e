// Ids with characters whose GB18030 code programs do not agree on: said, drawn all the same, and
// set aside where the plan allows it.

import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite struct DisputedTests {
  /// The small world with the fourth row's id ending in U+9FB4, of which GBK has no certain code.
  private func world() throws -> World {
    let world = try World()
    var rows = World.rows
    rows[3][0] = "A03\u{9FB4}"
    try world.write("targets.csv", World.targets(rows))
    return world
  }

  @Test("a disputed character in an id is a warning at its line, and the row stays in the frame")
  func warned() throws {
    let world = try world()
    let (campaign, findings) = world.draw(try world.plan())
    let drawn = try #require(campaign, "\(findings.text(.en))")
    #expect(findings.codes(.warning).contains("disputed-character"))
    let finding = try #require(findings.kept.first { $0.code == "disputed-character" })
    #expect(finding.line == 5 && finding.arguments == ["编号", "A03\u{9FB4}", "U+9FB4"])
    #expect(drawn.registry.setAside == 0 && drawn.draws[0].frame.population == 60)
  }

  @Test("a disputed character in an id is set aside where the plan allows it")
  func setAside() throws {
    let world = try world()
    let path = try world.plan(targets: "setAside: { \"disputed-character\": 1 }")
    let (campaign, findings) = world.draw(path)
    let drawn = try #require(campaign, "\(findings.text(.en))")
    #expect(!findings.codes(.warning).contains("disputed-character"))
    #expect(drawn.registry.rejects.map(\.line) == [5] && drawn.draws[0].frame.population == 59)
    #expect(drawn.registry.counts.map(\.code) == ["disputed-character"])
  }

  @Test("a credit code with a disputed character is said to be no code, and why")
  func creditCode() {
    #expect(IDProblem(Array("甲\u{9FB4}".utf8), isCreditCode: false)?.code == "disputed-character")
    #expect(IDProblem(Array("甲\u{9FB3}".utf8), isCreditCode: false) == nil)
    let code = Array("91110105MA0UEMWB4\u{9FB4}".utf8)
    #expect(IDProblem(code, isCreditCode: true)?.code == "invalid-code")
  }
}
