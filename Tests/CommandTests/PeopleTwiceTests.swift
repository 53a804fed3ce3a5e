// One person in two registries of officers, who would sit on one team twice.

import Foundation
import Testing

@Suite struct PeopleTwiceTests {
  private static let header = "人员编号,姓名,所属区,执法证号,执法证有效期至,岗位状态"

  /// What is said of a plan with officers of two registries, who go together.
  private func run(
    _ command: [String], _ department: [String], other: [String] = [],
    task: String = "departments: { 消防: 2 }"
  ) throws -> Run {
    let workplace = try town(department, other: other, task: task)
    return try Program.run(command + ["--language", "zh"], in: workplace.folder)
  }

  private func town(
    _ department: [String], other: [String] = [], task: String = "departments: { 消防: 2 }"
  ) throws -> Workplace {
    let workplace = try Workplace()
    func table(_ header: String, _ rows: [String]) -> [UInt8] {
      Array((([header] + rows).joined(separator: "\n") + "\n").utf8)
    }
    let own = ["1,张一,西城,C1,2028-01-01,在岗", "2,王二,西城,C2,2028-01-01,在岗"]
    let joint = ["8,甲,西城,F8,2028-01-01,在岗", "9,乙,西城,F9,2028-01-01,在岗"]
    try workplace.write("o.csv", table(Self.header, own))
    try workplace.write("f.csv", table(Self.header, joint + department))
    let third = ["18,丙,西城,G8,2028-01-01,在岗", "19,丁,西城,G9,2028-01-01,在岗"]
    try workplace.write("h.csv", table(Self.header, third + other))
    try workplace.write("k.csv", table("日期,类型", ["2026-10-01,休"]))
    try workplace.write("t.csv", table("统一社会信用代码,企业名称,所属区", ["91110102101398134E,甲,西城"]))
    let plan = """
      {
        id: "P", title: "t", authority: "a", district: "西城",
        period: { from: "2026-10-01", to: "2026-12-31" },
        inputs: {
          targets: "t.csv", inspectors: "o.csv", calendar: "k.csv",
          departments: { 消防: "f.csv", 环保: "h.csv" },
        },
        tasks: { a: { number: "1", title: "a", quantity: "100%", \(task) } },
      }
      """
    try workplace.write("p.json5", Array(plan.utf8))
    return workplace
  }

  @Test("the same certificate, or the same number, with the same name is one person: refused")
  func certain() throws {
    let commands = [(["check", "p.json5"], 1), (["draw", "p.json5", "--seed", "s", "-o", "o"], 2)]
    for (command, status) in commands {
      let both = try run(command, ["1,张一,西城,C1,2028-01-01,在岗"])
      #expect(both.status == status)
      let said =
        "f.csv:4: 错误：[officer-in-two-registries] “执法证号”列：“C1”在 o.csv 第 2 行也有，姓名相同"
      #expect(both.errors.contains(said), "\(both.errors)")
      #expect(!both.errors.contains("“人员编号”列"), "\(both.errors)")
      let certificate = try run(command, ["7,张 一,西城,ｃ1,2028-01-01,在岗"])
      #expect(certificate.status == status)
      #expect(certificate.errors.contains("“ｃ1”在 o.csv 第 2 行也有"), "\(certificate.errors)")
    }
    let departments = try run(
      ["check", "p.json5"], [], other: ["8,甲,西城,F8,2028-01-01,在岗"],
      task: "departments: { 消防: 2, 环保: 2 }")
    #expect(departments.errors.contains("h.csv:4: 错误：[officer-in-two-registries]"))
    #expect(departments.errors.contains("“F8”在 f.csv 第 2 行也有"), "\(departments.errors)")
  }

  @Test("two people may have one number or one certificate; who has left goes nowhere twice")
  func others() throws {
    func said(_ row: String, task: String = "departments: { 消防: 2 }") throws -> String {
      let run = try run(["check", "p.json5"], [row], task: task)
      #expect(run.status == 0, "\(run.errors)")
      return run.errors.contains("two-registries]") ? run.errors : ""
    }
    #expect(try said("1,李三,西城,F1,2028-01-01,在岗") == "")
    #expect(try said("1,张一,西城,C1,2028-01-01,调离") == "")
    #expect(try said("1,张一,海淀,C1,2028-01-01,在岗") == "")
    #expect(try said("1,张一,西城,C1,2028-01-01,在岗", task: "departments: { 环保: 2 }") == "")
    let certificate = try said("7,李三,西城,C1,2028-01-01,在岗")
    #expect(
      certificate.contains(
        "f.csv:4: 警告：[officer-perhaps-in-two-registries] “执法证号”列：“C1”在 o.csv 第 2 行也有，姓名不同"),
      "\(certificate)")
    let number = try said("1,张一,西城,F1,2028-01-01,在岗")
    #expect(number.contains("“人员编号”列：“1”在 o.csv 第 2 行也有，执法证号不同"), "\(number)")
  }
}
