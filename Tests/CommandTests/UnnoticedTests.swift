// What went into a draw without a word: visits of a history that do not count, ids that are none.

import Foundation
import Testing

@Suite struct UnnoticedTests {
  private func edit(_ workplace: Workplace, _ file: String, _ old: String, _ new: String) throws {
    let text = String(decoding: try workplace.read(file), as: UTF8.self)
    let range = try #require(text.range(of: old), "\(file): \(old)")
    try workplace.write(file, Array(text.replacingCharacters(in: range, with: new).utf8))
  }

  @Test("visits of a history on or after the plan's first day are told, with the first line")
  func laterVisits() throws {
    let workplace = try Workplace()
    #expect(!(try workplace.draw().errors.contains("history-not-past")))
    try edit(
      workplace, "history.csv", "Q1,双随机\n",
      "Q1,双随机\n911101091000791907,2026-09-30,局,,复查\n911101091000791907,2026-10-01,局,,复查\n"
        + "911101091000791907,2062-03-01,局,,复查\n")
    let run = try workplace.draw("--force")
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "history.csv:4: warning: [history-not-past] a visit on 2026-10-01 is not before"),
      "\(run.errors)")
    #expect(run.errors.contains("does not count; visits: 2"), "\(run.errors)")
  }

  @Test("a wrong check character in the history is told as in recusals")
  func historyIDs() throws {
    let workplace = try Workplace()
    try edit(workplace, "history.csv", "911101091002375740", "911101091002375741")
    let run = try workplace.draw()
    #expect(run.status == 0)
    #expect(run.errors.contains("history.csv:2: warning: [code-of-nobody]"), "\(run.errors)")
  }

  @Test(
    "officers of earlier visits who are written otherwise than by number are told",
    arguments: [
      ("P1;P2", []), ("P1、P2", ["warning: [undivided-values] column 人员编号: “P1、P2” is one"]),
      ("甲一;P2", ["warning: [officer-not-by-number] column 人员编号: “甲一” is no", "does: P1\n"]),
      ("p1；P02", ["warning: [officer-not-by-number] column 人员编号: “p1” is no", "entries: 1"]),
      ("P9", ["note: [officer-gone] column 人员编号: “P9” is in no"]),
    ] as [(String, [String])])
  func pastOfficers(cell: String, said: [String]) throws {
    let workplace = try Workplace()
    try edit(
      workplace, "common.json5", "teamSize: 2,", "recuse: { sameEnterprise: { withinDays: 9 } },")
    try edit(workplace, "history.csv", "检查类型", "检查类型,人员编号")
    try edit(workplace, "history.csv", "双随机", "双随机,\(cell)")
    let run = try workplace.draw()
    #expect(run.status == 0)
    #expect(run.errors.contains("history.csv:2:") == !said.isEmpty, "\(run.errors)")
    for text in said { #expect(run.errors.contains(text), "\(run.errors)") }
  }

  @Test("a recusal in small letters has no effect, which is told with a hint that helps")
  func recusalInSmallLetters() throws {
    let workplace = try Workplace()
    try edit(workplace, "recusals.csv", "91110109100000008R", "91110109100000008r")
    let run = try workplace.draw()
    let said = "recusals.csv:2: warning: [code-of-nobody] column 统一社会信用代码: “91110109100000008r” is"
    #expect(run.status == 0 && run.errors.contains(said), "\(run.errors)")
    #expect(run.errors.contains("it has no effect"), "\(run.errors)")
    #expect(run.errors.contains("write 91110109100000008R, where"), "\(run.errors)")
    #expect(!run.errors.contains("uppercase"), "\(run.errors)")
  }

  @Test("check tells a recusal from whom the registry has not, and whether a wrong code is there")
  func strayRecusals() throws {
    let stray = try Workplace()
    try edit(stray, "recusals.csv", "91110109100000008R", "91350100M000100Y43")
    let run = try stray.run("check", "plan.json5")
    let said = "recusals.csv:2: warning: [recusal-of-nobody] column 统一社会信用代码: no target"
    #expect(run.status == 0 && run.errors.contains(said), "\(run.errors)")
    #expect(try !stray.draw().errors.contains("nobody]"))
    // The same wrong code in both: somebody's.
    let wrong = try Workplace()
    for name in ["recusals.csv", "targets.csv"] {
      try edit(wrong, name, "91110109100000008R", "91110109100000008A")
    }
    #expect(try wrong.draw().errors.contains("[code-of-nobody]"))
    let check = try wrong.run("check", "plan.json5")
    #expect(check.status == 0 && !check.errors.contains("nobody]"), "\(check.errors)")
    // In one of them alone it is nobody's, and said once.
    try edit(wrong, "targets.csv", "91110109100000008A", "91110109100000008R")
    let one = try wrong.run("check", "plan.json5")
    #expect(one.errors.contains("[code-of-nobody]"), "\(one.errors)")
    #expect(!one.errors.contains("[recusal-of-nobody]"), "\(one.errors)")
    // Ids are compared as the plan cleans them.
    let cleaned = try Workplace()
    try edit(cleaned, "common.json5", "\"targets.csv\"", "\"targets.csv\", clean: [\"trim\"]")
    try edit(cleaned, "targets.csv", "91110109100000008R", " 91110109100000008R")
    #expect(try !cleaned.run("check", "plan.json5").errors.contains("nobody]"))
  }

  @Test("wrong codes that stand in the registry are nobody's in no table, however many there are")
  func manyCodesOfSomebody() throws {
    let workplace = try Workplace()
    let codes = (100..<400).map { "91110109100000\($0)A" }
    func append(_ file: String, _ lines: [String]) throws {
      let text = try workplace.read(file) + Array((lines.joined(separator: "\n") + "\n").utf8)
      try workplace.write(file, text)
    }
    try append("targets.csv", codes.map { "\($0),户,企业,110109,大峪所,,C1310,存续,A,,,2010-03-01,,0,,0" })
    try append("recusals.csv", codes.map { "P1,\($0),亲属" })
    try append("history.csv", codes.map { "\($0),2026-01-05,局,,复查" })
    let all = try workplace.run("check", "plan.json5", "--language", "en")
    #expect(!all.errors.contains("nobody]"), "\(all.errors)")
    // Three of them are nobody's, and that is what is said, with their lines.
    try append("recusals.csv", (400..<403).map { "P1,91110109100000\($0)A,亲属" })
    let some = try workplace.run("check", "plan.json5", "--language", "en")
    #expect(some.errors.components(separatedBy: "[code-of-nobody]").count == 4, "\(some.errors)")
    #expect(some.errors.contains("“91110109100000402A” is not a valid"), "\(some.errors)")
    #expect(!some.errors.contains("more [code-of-nobody]"), "\(some.errors)")
    #expect(!some.errors.contains("recusal-of-nobody"), "\(some.errors)")
  }

  @Test("check tells listed ids that no target has, whatever they are, and takes back those it has")
  func listedIDs() throws {
    let workplace = try Workplace()
    try edit(workplace, "targets.csv", "91110109100000008R", "91110109100000008A")
    try edit(
      workplace, "plan.json5", "ids: {}",
      "ids: {\n \"91110109100000008A\": \"错码而有此行\", \"911101091000791907\": \"有\",\n"
        + " \"91110109100000008r\": \"错码\",\n \"北京样例04有限公司\": \"名称\",\n"
        + " \"91350100M000100Y43\": \"不在库\" }")
    let run = try workplace.run("check", "plan.json5")
    #expect(run.status == 0 && !run.errors.contains("listed-id-invalid"), "\(run.errors)")
    #expect(run.errors.components(separatedBy: "[listed-id-not-met]").count == 4, "\(run.errors)")
    for (line, said) in [
      (17, "“91110109100000008r”: it excludes nobody"), (18, "“北京样例04有限公司”: it"),
      (19, "“91350100M000100Y43”: it"),
    ] {
      #expect(run.errors.contains("plan.json5:\(line):2: warning: [listed-id-not-met] no target"))
      #expect(run.errors.contains(said), "\(run.errors)")
    }
    #expect(run.errors.contains("hint: it is no valid credit code: "), "\(run.errors)")
    #expect(run.errors.contains("hint: compare it with the registry"), "\(run.errors)")
  }

  @Test("check tells codes with two statuses, and rows that may be drawn and have no name")
  func frameRows() throws {
    let workplace = try Workplace()
    let plain = try workplace.run("check", "plan.json5").errors
    #expect(!plain.contains("name-missing") && !plain.contains("code-of-two-statuses"))
    let lines = [
      "91110109100000008R,旧名,企业,110109,大峪所,,C1310,注销,A,,,,,0,,0",
      "91350100M000100Y43,\"\",企业,110109,大峪所,,C1310,存续,A,,,,,0,,0",
      "91330102MA27YU8W73,,企业,110105,某所,,C1310,存续,A,,,,,0,,0",
    ]
    let text =
      try workplace.read("targets.csv") + Array((lines.joined(separator: "\n") + "\n").utf8)
    try workplace.write("targets.csv", text)
    try edit(
      workplace, "plan.json5", "items: [\"DJ001\"],",
      "items: [\"DJ001\"], exclude: { status: [\"注销\"] },")
    for jobs in ["1", "3"] {
      let run = try workplace.run("check", "plan.json5", "--jobs", jobs)
      #expect(run.status == 0, "\(run.errors)")
      #expect(
        run.errors.contains(
          "targets.csv:62: note: [code-of-two-statuses] column 登记状态: “91110109100000008R” is "
            + "“存续” on line 2 and “注销” on line 62, and may be drawn by the former; such codes: 1"),
        "\(run.errors)")
      #expect(
        run.errors.contains(
          "targets.csv:63: warning: [name-missing] column 企业名称: rows of the plan's districts "
            + "have no name: 1, the first on 63\n"), "\(run.errors)")
    }
  }

  @Test("wrong codes are counted to the last one, however many are shown")
  func manyCodes() throws {
    let workplace = try Workplace()
    let wrong = (100..<230).map { "91110109100000\($0)A,坏\($0),门头沟区,A,存续\n" }
    let head = "统一社会信用代码,企业名称,所属区,信用风险等级,登记状态\n"
    try workplace.write("many.csv", Array((head + wrong.joined()).utf8))
    try workplace.write(
      "many.json5",
      Array(
        """
        { id: "M", title: "t", authority: "a", period: { from: "2026-10-01", to: "2026-12-31" },
          inputs: { targets: "many.csv" },
          tasks: { a: { number: "1", title: "a", quantity: "100%" } } }
        """.utf8))
    for jobs in ["1", "3"] {
      let run = try workplace.run("check", "many.json5", "--jobs", jobs)
      #expect(run.errors.contains("  … 125 more [invalid-code]"), "\(run.errors)")
      #expect(run.errors.hasSuffix("130 warnings\n"), "\(run.errors)")
    }
  }

  @Test("a plan's inputs are files wherever the plan is named from: - is none, which is told")
  func standardInput() throws {
    let workplace = try Workplace()
    try edit(workplace, "common.json5", "\"targets.csv\",", "\"-\",")
    for plan in ["plan.json5", "./plan.json5"] {
      let run = try Program.shell(
        "shuangsuiji check \(plan) < targets.csv; echo $?", in: workplace.folder)
      #expect(run.errors.contains("error: [input-is-stdin]"), "\(run.errors)")
      #expect(run.output == "1\n", "\(run.output)")
    }
  }

  @Test("where ids are no codes, what stands for none is told", arguments: ["无", "不详", "-", "/"])
  func placeholders(id: String) throws {
    let workplace = try Workplace()
    try edit(
      workplace, "common.json5", "\"targets.csv\",", "\"targets.csv\", columns: { id: \"编号\" },")
    try edit(workplace, "targets.csv", "统一社会信用代码", "编号")
    try edit(workplace, "targets.csv", "91110109100316766C", id)
    for jobs in ["1", "3"] {
      let run = try workplace.draw("--jobs", jobs, "--force")
      #expect(run.status == 0, "\(run.errors)")
      #expect(
        run.errors.contains("targets.csv:6: warning: [placeholder-id] column 编号: “\(id)”"),
        "\(run.errors)")
    }
  }

  @Test("an officer's number that a spreadsheet damaged is an error, one that is none a warning")
  func officers() throws {
    let damaged = try Workplace()
    try edit(damaged, "inspectors.csv", "P2,", "1.1E+08,")
    let run = try damaged.draw()
    #expect(run.status == 2)
    #expect(
      run.errors.contains("inspectors.csv:3: error: [spreadsheet-damaged-code] column 人员编号"),
      "\(run.errors)")
    let none = try Workplace()
    try edit(none, "inspectors.csv", "P2,", "-,")
    try edit(none, "inspectors.csv", ",C3,", ",无,")
    let errors = try none.draw().errors
    #expect(errors.contains("inspectors.csv:3: warning: [placeholder-id] column 人员编号"), "\(errors)")
    #expect(errors.contains("inspectors.csv:4: warning: [placeholder-id] column 执法证号"), "\(errors)")
  }

  @Test(
    "a quantity that is a number between 0 and 1 is told how a share is written",
    arguments: [("0.3", "30%"), ("0.035", "3.5%"), (".05", "5%"), ("0.5", "50%")])
  func share(number: String, text: String) throws {
    let workplace = try Workplace()
    try edit(workplace, "plan.json5", "{ ratio: \"10%\", minimum: 1 }", number)
    let run = try workplace.draw()
    #expect(run.status == 2 && run.errors.contains("hint: write \"\(text)\"\n"), "\(run.errors)")
  }
}
