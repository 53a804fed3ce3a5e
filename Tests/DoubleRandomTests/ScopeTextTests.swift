// Scopes in words, as the public notice has them.

import Testing

@testable import DoubleRandom

@Suite struct ScopeTextTests {
  private func shown(_ test: CellTest, as program: String = Version.program) -> String {
    let place = Location(file: "", line: 1, column: 1, text: "")
    return Condition.test(column: "列", test, place).chineseText(as: program)
  }

  @Test("a bound is worded as of dates or as of numbers")
  func bounds() throws {
    let day = try #require(Day(iso: "2025-09-30"))
    #expect(shown(.days(from: day, to: nil)) == "列不早于2025-09-30")
    #expect(shown(.days(from: nil, to: day)) == "列不晚于2025-09-30")
    #expect(shown(.numbers(from: 1_500_000, to: nil)) == "列不小于1.5")
    #expect(shown(.numbers(from: nil, to: 0)) == "列不大于0")
    #expect(shown(.numbers(from: 0, to: 2_000_000)) == "列自0至2")
  }

  @Test("notices of 0.1.0 keep its wording, so that they are verified byte for byte")
  func past() {
    #expect(shown(.numbers(from: 1_000_000, to: nil), as: "0.1.0") == "列不早于（不小于）1")
    #expect(shown(.numbers(from: nil, to: 0), as: "0.1.0") == "列不晚于（不大于）0")
  }
}
