// `diff`, held against differences made on purpose.

import Foundation
import Testing

@Suite struct DiffTests {
  private let header = "统一社会信用代码,企业名称,所属区,信用风险等级,登记状态"

  private func write(_ workplace: Workplace, _ name: String, _ rows: [[String]]) throws {
    let lines = [header] + rows.map { $0.joined(separator: ",") }
    try workplace.write(name, Array((lines.joined(separator: "\n") + "\n").utf8))
  }

  @Test("a file that is no table may be a secret's: its line is not repeated")
  func secrets() throws {
    let workplace = try Workplace()
    for secret in ["1f6c0b7fd27c4be08a5d91e4c3a86f20", "2026Q4 20 58 13 07", "第一行秘密\n第二行\n"] {
      try workplace.write("salt", Array(secret.utf8))
      for language in ["en", "zh"] {
        for command in [["diff", "salt", "salt"], ["bench", "--file", "salt"]] {
          let run = try Program.run(command + ["--language", language], in: workplace.folder)
          #expect(run.status == 2 && run.errors.contains("[missing-column]"), "\(run.errors)")
          #expect(!run.errors.contains(secret.prefix(5)), "\(run.errors)")
        }
      }
    }
  }

  @Test("rows entered, left and changed are found, whatever the order and the threads")
  func registries() throws {
    let workplace = try Workplace()
    let rows = (0..<500).map { index in
      ["T\(index)", "企业\(index)", "区\(index % 3)", ["A", "B"][index % 2], "存续"]
    }
    var other = rows
    other[10][3] = "D"
    other[20][2] = "区9"
    other[20][4] = "\"注销\""
    other[30][1] = "改名"
    other.removeSubrange(100..<103)
    other.append(["\"N,1\"", "新", "区0", "A", "存续"])
    try write(workplace, "a.csv", rows)
    try write(workplace, "b.csv", other.reversed())
    let expected = """
      变化,统一社会信用代码,企业名称,原所属区,现所属区,原信用风险等级,现信用风险等级,原登记状态,现登记状态
      新增,"N,1",新,,区0,,A,,存续
      减少,T100,企业100,区1,,A,,存续,
      减少,T101,企业101,区2,,B,,存续,
      减少,T102,企业102,区0,,A,,存续,
      变更,T10,企业10,区1,区1,A,D,存续,存续
      变更,T20,企业20,区2,区9,A,A,存续,注销

      """
    for jobs in ["1", "3"] {
      let run = try workplace.run(
        "diff", "a.csv", "b.csv", "--csv", "plain", "--output", "d.csv", "--force", "--jobs", jobs)
      #expect(run.status == 1 && run.errors.isEmpty)
      #expect(run.output.hasPrefix("rows: 500 before, 498 after\nsame 495, entered 1, left 3, "))
      #expect(String(decoding: try workplace.read("d.csv"), as: UTF8.self) == expected)
    }
    let refused = try workplace.run("diff", "a.csv", "b.csv", "--output", "d.csv")
    #expect(refused.status == 2 && refused.errors.contains("[output-exists]"))
    let same = try workplace.run("diff", "a.csv", "a.csv", "--language", "zh")
    #expect(same.status == 0 && same.output.contains("未变 500，新增 0，减少 0，变更 0"))
  }

  @Test("rows that are compared once, or are no targets, are counted by a warning")
  func doubtfulRows() throws {
    let workplace = try Workplace()
    let rows = (0..<4).map { ["T\($0)", "企业\($0)", "区", "A", "存续"] }
    let odd = [
      ["9.11101E+17", "甲", "区", "A", "存续"], ["9.11101E+17", "乙", "区", "A", "存续"],
      ["合计", "7", "", "", ""], ["", "丙", "区", "A", "存续"],
    ]
    try write(workplace, "a.csv", rows)
    try write(workplace, "b.csv", rows + [rows[1], rows[2], ["T2", "企业2", "区", "B", "存续"]] + odd)
    for jobs in ["1", "3"] {
      let run = try workplace.run("diff", "a.csv", "b.csv", "--jobs", jobs)
      let counts = "rows: 4 before, 11 after\nsame 3, entered 3, left 0, changed 1"
      #expect(run.output.hasPrefix(counts))
      // 11 = 3 + 3 + 1 + 4.
      #expect(run.errors.contains("b.csv: warning: [compared-once] 4 rows"), "\(run.errors)")
      #expect(run.errors.contains("b.csv: warning: [compared-no-targets] 4 rows"))
      #expect(run.errors.contains("such as (empty)") && !run.errors.contains("a.csv"))
    }
  }

  @Test("columns under other names are found through a plan")
  func mapping() throws {
    let workplace = try Workplace()
    let registry = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
    try workplace.write(
      "other.csv", Array(registry.replacingOccurrences(of: "统一社会信用代码", with: "编号").utf8))
    let unknown = try workplace.run("diff", "other.csv", "other.csv")
    #expect(unknown.status == 2 && unknown.errors.contains("[missing-column]"))
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
      .replacingOccurrences(of: "values: {", with: "columns: { id: \"编号\" }, values: {")
    try workplace.write("common.json5", Array(common.utf8))
    let run = try workplace.run("diff", "other.csv", "other.csv", "--plan", "plan.json5")
    #expect(run.status == 0 && run.output.contains("same 60"))
  }

  @Test("ids are cleaned as the plan says: guarded by a tab they are the same")
  func cleaning() throws {
    let workplace = try Workplace()
    let code = "91110109100316766C"
    try write(workplace, "a.csv", [["\"\t\(code)\"", "甲", "区", "A", "存续"]])
    try write(workplace, "b.csv", [[code.lowercased(), "甲", "区", "A", "存续"]])
    let plain = try workplace.run("diff", "a.csv", "b.csv", "--plan", "plan.json5")
    #expect(plain.status == 1, "\(plain.errors)")
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
      .replacing("values: {", with: "clean: [\"trim\", \"uppercase\"], values: {")
    try workplace.write("common.json5", Array(common.utf8))
    let run = try workplace.run("diff", "a.csv", "b.csv", "--plan", "plan.json5")
    #expect(run.status == 0 && run.output.contains("same 1"), "\(run.output)\(run.errors)")
  }

  @Test("a pipe gives the same as a file, whichever of the two it is")
  func pipes() throws {
    let workplace = try Workplace()
    try write(workplace, "a.csv", [["A", "甲", "区", "A", "存续"], ["B", "乙", "区", "A", "存续"]])
    try write(workplace, "b.csv", [["B", "乙", "区", "B", "存续"], ["C", "丙", "区", "A", "存续"]])
    func run(_ files: String) throws -> String {
      let line = "\(files) --csv plain -o d.csv --force"
      let run = try Program.shell("shuangsuiji diff \(line)", in: workplace.folder)
      #expect(run.status == 1, "\(line): \(run.errors)")
      return run.output + String(decoding: try workplace.read("d.csv"), as: UTF8.self)
    }
    let expected = try run("a.csv b.csv")
    #expect(expected.contains("减少,A,甲,区,"), "\(expected)")
    for files in ["- b.csv < a.csv", "a.csv - < b.csv", "/dev/stdin b.csv < a.csv"] {
      #expect(try run(files) == expected, "\(files)")
    }
  }

  @Test("of two draws, who was drawn both times, before and now is what the lists say")
  func draws() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain", output: "one")
    try workplace.draw("--csv", "plain", output: "two", seed: "t")
    func list(_ folder: String) throws -> Set<String> {
      let text = String(
        decoding: try workplace.read("\(folder)/MTG-2026Q4/draw.csv"), as: UTF8.self)
      return Set(
        text.split(whereSeparator: \.isNewline).dropFirst().map {
          let cells = $0.split(separator: ",", omittingEmptySubsequences: false)
          return "\(cells[0])|\(cells[3])"
        })
    }
    let (one, two) = (try list("one"), try list("two"))
    let run = try workplace.run(
      "diff", "one/MTG-2026Q4/record.json", "two/MTG-2026Q4/record.json", "--json")
    #expect(run.status == 1)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["entered"] as? Int == two.subtracting(one).count)
    #expect(object["left"] as? Int == one.subtracting(two).count)
    let both = (object["both"] as? Int ?? 0) + (object["changed"] as? Int ?? 0)
    #expect(both == one.intersection(two).count && !one.isEmpty)
    let same = try workplace.run(
      "diff", "one/MTG-2026Q4/record.json", "one/MTG-2026Q4/record.json")
    #expect(same.status == 0)
    #expect(try workplace.run("diff", "one/MTG-2026Q4/record.json", "targets.csv").status == 2)
  }
}
