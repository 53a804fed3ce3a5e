// One enterprise in two spellings of its credit code must not be drawn twice, whoever surveys it:
// one thread or several, in one file or in parts.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

/// A credit code of district 110105 with the right last characters.
private func code(_ number: Int) -> String {
  let digits = String(number)
  let head = "91110105MA" + String(repeating: "0", count: 6 - digits.count) + digits
  for inner in "0123456789X" {
    for outer in "0123456789ABCDEFGHJKLMNPQRTUWXY" {
      let text = head + String(inner) + String(outer)
      if CreditCode.check(Array(text.utf8)) == nil { return text }
    }
  }
  return ""
}

private func row(_ id: String, _ name: String = "企业", status: String = "存续") -> [String] {
  [id, name, "1", "A", status, "站0", "0", "", "2011-06-01"]
}

private func csv(_ rows: [[String]]) -> String {
  World.targets(rows).replacing("编号", with: "统一社会信用代码")
}

extension World {
  /// The findings of a draw from rows with credit codes.
  fileprivate func errors(
    _ rows: [[String]], _ tasks: String? = nil, targets: String = "", extra: String = "",
    jobs: Int = 1
  ) throws -> [Finding] {
    try write("targets.csv", csv(rows))
    let path = try plan(
      tasks ?? "t: { number: \"1\", title: \"T\", items: [], quantity: \"50%\" }",
      targets: targets, extra: extra)
    let plan = String(decoding: try read("plan.json5"), as: UTF8.self)
    try write("plan.json5", plan.replacing("columns: { id: \"编号\" },", with: ""))
    return draw(path, jobs: jobs).findings.kept.filter { $0.severity == .error }
  }
}

@Suite struct SpellingTests {
  private let codes = (0..<40).map(code)
  private var rows: [[String]] { codes.map { row($0) } }

  @Test(
    "a code in another spelling is found beside the code, with both lines",
    arguments: [("MA", "ma"), ("MA", " MA"), ("MA00", "MAOO"), ("MA", "-MA")])
  func beside(plain: String, other: String) throws {
    let wrong = codes[7].replacing(plain, with: other)
    let errors = try World().errors(rows + [row(wrong)])
    #expect(errors.map(\.code) == ["code-in-two-spellings"])
    #expect(errors.first?.line == 42)
    #expect(errors.first?.arguments == [wrong, codes[7], "9", codes[7], wrong, ""])
    let before = try World().errors([row(wrong)] + rows)
    #expect(before.map(\.line) == [10])
    #expect(before.first?.arguments == [codes[7], wrong, "2", codes[7], wrong, ""])
  }

  @Test("two wrong spellings of one code are found without the code itself")
  func bothWrong() throws {
    let (first, second) = (codes[3].lowercased(), codes[3].replacing("MA", with: "Ma"))
    var some = rows
    some[3] = row(first)
    let errors = try World().errors(some + [row(second)])
    #expect(errors.map(\.code) == ["code-in-two-spellings"])
    #expect(errors.first?.arguments == [second, first, "5", codes[3], second, ""])
    // One wrong spelling by itself is a warning as ever, and so is a code that is none.
    #expect(try World().errors(some).isEmpty)
    #expect(try World().errors(rows + [row(codes[3] + "z")]).isEmpty)
    // The same wrong spelling twice is the same id twice.
    #expect(try World().errors(some + [row(first)]).map(\.code) == ["duplicate-id"])
  }

  @Test("who is excluded, set aside or of another district is in no frame and is not told")
  func outOfFrames() throws {
    let wrong = codes[7].lowercased()
    func errors(_ row: [String], _ rule: String, targets: String = "") throws -> [String] {
      let task = "t: { number: \"1\", title: \"T\", items: [], quantity: \"50%\", \(rule) }"
      return try World().errors(rows + [row], task, targets: targets).map(\.code)
    }
    #expect(try errors(row(wrong), "") == ["code-in-two-spellings"])
    #expect(try errors(row(wrong), "exclude: { ids: { \"\(wrong)\": \"x\" } }").isEmpty)
    #expect(try errors(row(wrong, status: "注销"), "exclude: { status: [\"注销\"] }").isEmpty)
    #expect(try errors(row(wrong), "", targets: "setAside: { \"invalid-code\": 1 }").isEmpty)
    var elsewhere = row(wrong)
    elsewhere[2] = "2"
    #expect(try errors(elsewhere, "").isEmpty)
  }

  @Test("in tasks of one plan both would be visited; the cleaning that makes one id is named")
  func tasksAndMerging() throws {
    let wrong = codes[7].lowercased()
    let tasks = ["A", "B"].map {
      "t\($0.lowercased()): { number: \"\($0)\", title: \"T\", items: [], quantity: \"50%\", "
        + "scope: { 信用风险等级: [\"\($0)\"] } }"
    }.joined(separator: ", ")
    var other = row(wrong)
    other[3] = "B"
    let errors = try World().errors(rows + [other], tasks)
    #expect(errors.map(\.code) == ["code-in-two-spellings"])
    let merging = try World().errors(rows + [row(wrong)], targets: "rows: \"mergeByID\"")
    #expect(merging.first?.hint(.en)?.contains("clean: [\"uppercase\"]") == true)
    let cleaning = "rows: \"mergeByID\", clean: [\"uppercase\"]"
    #expect(try World().errors(rows + [row(wrong)], targets: cleaning).isEmpty)
    #expect(
      try World().errors(rows + [row(wrong)], targets: "clean: [\"uppercase\"]").map(\.code)
        == ["duplicate-id"])
  }

  @Test("one thread and several find the same in a registry of many parts")
  func threads() throws {
    // 10 MB, so that there are parts for all.
    let name = String(repeating: "企", count: 160)
    var many = (100..<20_100).map { row(code($0), name) }
    for (index, other) in [(5, 19_000), (9_000, 11), (15_000, 15_001)] {
      many[index][0] = many[other][0].lowercased()
    }
    many[19_999][0] = many[15_001][0].replacing("MA", with: "Ma")
    let expected = [9_002, 15_003, 19_002, 20_001]
    for jobs in [1, 3] {
      let errors = try World().errors(many, jobs: jobs)
      #expect(errors.map(\.line) == expected, "\(jobs)")
      #expect(Set(errors.map(\.code)) == ["code-in-two-spellings"])
    }
  }
}
