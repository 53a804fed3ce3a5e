// What clerks met in a trial with a registry of four enterprises, and what now leads them on: every
// cell, place and cure that a message names is the one that helps.

import Foundation
import Testing

@Suite struct TinyTownTests {
  private static let targets = """
    统一社会信用代码,企业名称,所属区
    91110102101398134E,甲,西城
    91110107102702927U,丁,西城
    91110102633707786L,乙,西城
    91110108600043717E,丙,海淀

    """
  private static let officers = """
    人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,岗位状态
    1,张一,A,西城,,C1,2028-01-01,在岗
    2,王二,A,西城,,C2,2028-01-01,在岗
    3,李三,B,海淀,,C3,2028-01-01,在岗
    4,赵四,B,海淀,,C4,2028-01-01,在岗

    """

  /// A folder with the registries and a plan `p.json5`, whose id is P.
  private func town(
    targets: String = "\"t.csv\"", inputs: String = "", task: String = "quantity: \"100%\"",
    plan: String = "", _ files: [String: String] = [:]
  ) throws -> Workplace {
    let workplace = try Workplace()
    let own = ["t.csv": Self.targets, "o.csv": Self.officers, "k.csv": "日期,类型\n2026-10-01,休\n"]
    for (name, text) in own.merging(files, uniquingKeysWith: { $1 }) {
      try workplace.write(name, Array(text.utf8))
    }
    let text = """
      {
        id: "P", title: "t", authority: "a", period: { from: "2026-10-01", to: "2026-12-31" },
        inputs: { targets: \(targets) \(inputs) },
        tasks: { a: { number: "1", title: "a", \(task) } } \(plan)
      }
      """
    try workplace.write("p.json5", Array(text.utf8))
    return workplace
  }

  private static let people = ", inspectors: \"o.csv\", calendar: \"k.csv\""

  private func zh(_ workplace: Workplace, _ arguments: String...) throws -> Run {
    try Program.run(arguments + ["--language", "zh"], in: workplace.folder)
  }

  // MARK: - Cells

  @Test("all rows whose cells are no date are counted, each once, whatever the threads")
  func dates() throws {
    let cells = ["45931", "2026/1/5", "2023-02-29", "5/1/2026"]
    let rows = Self.targets.split(separator: "\n").enumerated().map {
      "\($1),\($0 == 0 ? "成立日期" : cells[$0 - 1])\n"
    }
    func said(_ rows: [String], clean: String = "\"dates\"") throws -> String {
      let scope = "成立日期: { from: \"2020-01-01\" }"
      let workplace = try town(
        targets: "{ file: \"z.csv\", clean: [\(clean)] }",
        task: "quantity: \"100%\", scope: { \(scope), any: [{ not: { \(scope) } }, {}] }",
        ["z.csv": rows.joined()])
      let runs = try ["1", "4"].map { try zh(workplace, "check", "p.json5", "--jobs", $0).errors }
      #expect(runs[0] == runs[1])
      return runs[0]
    }
    let all = try said(rows)
    #expect(all.contains("z.csv:2: 警告：[date-not-read] “成立日期”列：“45931”不是"), "\(all)")
    #expect(all.contains("涉及 3 行\n  建议：是否想写“2025-10-01”？"), "\(all)")
    let last = try said([rows[0], rows[3]])
    #expect(last.contains("涉及 1 行\n  建议：日历上没有 2023-02-29 这一天"), "\(last)")
    let other = try said([rows[0], rows[4]])
    #expect(other.contains("涉及 1 行\n  建议：请写成 2026-10-12 的形式"), "\(other)")
    let undeclared = try said(rows, clean: "")
    #expect(undeclared.contains("涉及 4 行"), "\(undeclared)")
  }

  @Test("a sum below a filled form is told, and not read")
  func sumInForm() throws {
    let workplace = try town(inputs: Self.people, plan: ", district: \"西城\"")
    _ = try zh(workplace, "draw", "p.json5", "--seed", "s", "-o", "out")
    _ = try zh(workplace, "results", "out/P", "--form", "form.csv")
    let form = try workplace.read("form.csv") + Array("合计,3,,,,,,,,,,,\r\n".utf8)
    try workplace.write("form.csv", form)
    let run = try zh(workplace, "results", "out/P", "form.csv", "-o", "done")
    #expect(run.errors.contains("form.csv:5: 提示：[result-sum-row] “计划编号”列：“合计”是合计行"))
    #expect(run.status != 2, "\(run.errors)")
  }

  // MARK: - Files and headers

  @Test("a column whose name has a line break is mapped by what the message says, literally")
  func lineBreakInHeader() throws {
    let table = "\"统一社会\n信用代码\",企业名称,所属区\n91110102101398134E,甲,西城\n"
    let refused = try zh(try town(targets: "\"n.csv\"", ["n.csv": table]), "check", "p.json5")
    let cure = "columns: { id: \"统一社会\\n信用代码\" }"
    #expect(refused.errors.contains("{ file: \"n.csv\", \(cure) }"), "\(refused.errors)")
    let cured = try town(targets: "{ file: \"n.csv\", \(cure) }", ["n.csv": table])
    #expect(try zh(cured, "check", "p.json5").status == 0)
  }

  @Test("a second byte order mark is called what it is")
  func secondMark() throws {
    let workplace = try town(["t.csv": "\u{FEFF}\u{FEFF}" + Self.targets])
    let run = try zh(workplace, "check", "p.json5")
    #expect(run.errors.contains("t.csv:1: 错误：[second-byte-order-mark]"), "\(run.errors)")
    #expect(!run.errors.contains("[missing-column]"))
  }

  @Test("a name that stands twice is named, whatever divides the columns")
  func doubleName() throws {
    let workplace = try town(
      targets: "{ file: \"s.csv\", delimiter: \"semicolon\" }",
      ["s.csv": "统一社会信用代码;企业名称;地区;地区\n91110102101398134E;甲;西城;x\n"])
    #expect(try zh(workplace, "check", "p.json5").errors.contains("有两列都叫“地区”"))
  }

  @Test("the header is found below a line of groups though its last column has no name")
  func headerWithEmptyName() throws {
    let workplace = try town(["t.csv": "主体信息,,地址信息,\n统一社会信用代码,企业名称,所属区,\n"])
    let errors = try zh(workplace, "check", "p.json5").errors
    #expect(errors.contains("t.csv:1: 错误：[header-elsewhere] 本行不是表头，表头在第 2 行"), "\(errors)")
    let real = try town(["t.csv": "统一社会信用代码,企业名称,,所属区\n91110102101398134E,甲,,西城\n"])
    #expect(try zh(real, "check", "p.json5").errors.contains("t.csv:1:15: 错误：[empty-header]"))
  }

  @Test("a title above columns that another mark divides: first the mark is told, then the title")
  func titleAboveSemicolons() throws {
    let table = "西城区名录（9月）\n统一社会信用代码;企业名称;所属区\n91110102101398134E;甲;西城\n"
    let first = try zh(try town(["t.csv": table]), "check", "p.json5").errors
    #expect(first.contains("t.csv:1: 错误：[other-delimiter] 各列以“;”分隔"), "\(first)")
    #expect(!first.contains("-column]"), "\(first)")
    let divided = "{ file: \"t.csv\", delimiter: \"semicolon\" }"
    let second = try zh(town(targets: divided, ["t.csv": table]), "check", "p.json5").errors
    #expect(second.contains("[header-elsewhere] 本行不是表头，表头在第 2 行"), "\(second)")
  }

  @Test("a registry that is missing is said where the plan names it, the cure as the plan writes")
  func missingRegistry() throws {
    let workplace = try town(targets: "\"tt.csv\"")
    _ = try Program.shell(
      "mkdir sub; mv p.json5 t.csv sub; ln -s nowhere tt.csv", in: workplace.folder)
    let run = try zh(workplace, "check", "sub/p.json5")
    #expect(run.errors.contains("sub/p.json5:3:22: 错误：[file-not-found] 找不到文件 sub/tt.csv"))
    #expect(run.errors.contains("是否想写“t.csv”？"), "\(run.errors)")
    _ = try Program.shell("mv sub/p.json5 .", in: workplace.folder)
    let link = try zh(workplace, "check", "p.json5")
    let said = "[link-to-nothing] tt.csv 是符号链接，所指的 nowhere 不存在"
    #expect(link.errors.contains(said), "\(link.errors)")
  }

  @Test("a draw from a pipe is warned of: it can never be repeated")
  func pipe() throws {
    let workplace = try town(targets: "\"/dev/stdin\"")
    let run = try Program.shell(
      "cat t.csv | shuangsuiji draw p.json5 --seed s -o out --language zh", in: workplace.folder)
    #expect(run.status == 0)
    #expect(run.errors.contains("p.json5:3:22: 警告：[input-not-kept]"), "\(run.errors)")
  }

  @Test("a target in two parts is named with its rows, by a check as well")
  func twoParts() throws {
    let workplace = try town(
      targets: "{ parts: [\"a.csv\", \"b.csv\"] }", task: "quantity: { count: 1 }",
      [
        "a.csv": "统一社会信用代码,企业名称\n91110102101398134E,甲\n91110107102702927U,丁\n",
        "b.csv": "统一社会信用代码,企业名称\n91110102633707786L,乙\n91110107102702927U,丁\n",
      ])
    for run in [
      try zh(workplace, "check", "p.json5"),
      try zh(workplace, "draw", "p.json5", "--seed", "s", "-o", "out"),
    ] {
      #expect(run.errors.contains("其代码写作 91110107102702927U，见 a.csv:3、b.csv:3；"), "\(run.errors)")
    }
  }

  @Test("an engine's result is told what columns it needs, and a query that it is no result")
  func result() throws {
    let workplace = try town()
    _ = try zh(workplace, "draw", "p.json5", "--seed", "s", "-o", "out")
    try workplace.write("r.csv", Array("任务编号,抽取层,统一社会信用代码\n1,,x\ny\n".utf8))
    let run = try zh(workplace, "verify", "out/P", "--against", "r.csv")
    #expect(run.status == 2 && run.errors.contains("r.csv:1: 错误：[result-columns-missing]"))
    #expect(run.errors.contains("现有各列：任务编号、抽取层、统一社会信用代码\n1 个错误"), "\(run.errors)")
    _ = try Program.shell(
      "shuangsuiji sql out/P --engine duckdb > q.sql", in: workplace.folder)
    let query = try zh(workplace, "verify", "out/P", "--against", "q.sql")
    #expect(query.errors.hasPrefix("q.sql: 错误：[query-not-run]"), "\(query.errors)")
    #expect(query.errors.contains("1 个错误\n"), "\(query.errors)")
  }

  @Test("a secret given for another file is not shown")
  func secret() throws {
    let workplace = try town()
    _ = try zh(workplace, "draw", "p.json5", "--seed", "s", "-o", "out")
    try workplace.write("salt", Array("1f6c0b7fd27c4be08a5d91e4c3a86f20aa\n".utf8))
    for (command, code) in [
      ("verify salt", "not-a-record"), ("explain salt 1", "not-a-record"),
      ("sql salt --engine duckdb", "not-a-record"),
      ("draw p.json5 --commitment salt --seed x -o o", "not-a-commitment"),
      ("seed --commitment salt --entropy x --salt-file salt -o s", "not-a-commitment"),
      ("verify out/P --against salt", "result-columns-missing"),
    ] {
      let run = try Program.shell("shuangsuiji \(command)", in: workplace.folder)
      #expect(run.errors.contains("[\(code)]"), "\(command): \(run.errors)")
      #expect(!run.errors.contains("1f6c0b") && !run.output.contains("1f6c0b"), "\(command)")
    }
  }

  // MARK: - Words

  @Test("what is said of visits without days, of bounds, and of other files")
  func words() throws {
    let workplace = try town()
    _ = try zh(workplace, "draw", "p.json5", "--seed", "s", "-o", "out")
    let visit = try zh(workplace, "explain", "out/P", "91110102101398134E").output
    #expect(visit.contains("；计划未提供日历，不排检查日期\n") && !visit.contains("—；"), "\(visit)")
    let other = try zh(workplace, "verify", "out/P/draw.csv").errors
    #expect(other.contains("  建议：请给出同一文件夹中的 record.json"), "\(other)")
    let bounds = try town(task: "quantity: \"100%\", scope: { 户数: { from: 3, to: 2 } }")
    let errors = try zh(bounds, "check", "p.json5").errors
    #expect(errors.contains("tasks.a.scope.户数：下限 3 大于上限 2"), "\(errors)")
  }

  @Test("what an officer has at most is not rounded down")
  func loadAtMost() throws {
    let workplace = try town(
      inputs: Self.people,
      ["o.csv": Self.officers.replacing("4,赵四,B,海淀,,C4,2028-01-01,在岗\n", with: "")])
    let output = try zh(workplace, "check", "p.json5").output
    #expect(output.contains("人均至多 2.67 次"), "\(output)")
  }

  // MARK: - Officers

  @Test("of a department without officers the plan is named beside it")
  func noJointOfficer() throws {
    let workplace = try town(
      inputs: Self.people + ", departments: { 环保: \"e.csv\" }",
      task: "quantity: \"100%\", departments: { 环保: 2 }", plan: ", district: \"西城\"",
      ["e.csv": "人员编号,姓名,所属区,执法证号,执法证有效期至\nH,甲,海淀,H1,2028-01-01\n"])
    let errors = try zh(workplace, "check", "p.json5").errors
    #expect(errors.contains("[no-joint-officer] 计划 P 要求“环保”派人参加"), "\(errors)")
  }

  @Test("a district is one place in all spellings that the plan gives it")
  func spellings() throws {
    let workplace = try town(
      inputs: Self.people, plan: ", district: [\"西城\", \"西城区\"]",
      ["t.csv": Self.targets.replacing("丁,西城", with: "丁,西城区")])
    #expect(!(try zh(workplace, "check", "p.json5").output.contains("没有执法人员的区")))
    _ = try zh(workplace, "draw", "p.json5", "--seed", "s", "-o", "out")
    let record = String(decoding: try workplace.read("out/P/record.json"), as: UTF8.self)
    // 海淀 has officers as well.
    #expect(record.contains("\"districtsWithoutOfficer\": []"))
  }

  @Test("an officer of another department is told whose seats he cannot have, and how he is named")
  func departments() throws {
    let joint = """
      人员编号,姓名,所属区,执法证号,执法证有效期至
      HB1,甲环,西城,H1,2028-01-01
      HB2,乙环,西城,H2,2028-01-01

      """
    let workplace = try town(
      inputs: Self.people + ", departments: { 环保: \"e.csv\" }",
      task: "quantity: \"100%\", departments: { 环保: 2 }", plan: ", district: \"西城\"",
      ["e.csv": joint])
    _ = try zh(workplace, "draw", "p.json5", "--seed", "s", "-o", "out")
    let own = try zh(workplace, "explain", "out/P", "1", "--trip", "1").output
    #expect(own.contains("  环保第 1 人\n    由环保人员担任\n"), "\(own)")
    let other = try zh(workplace, "explain", "out/P", "环保/HB1", "--trip", "1").output
    #expect(other.contains("  组长\n    由本机关执法人员担任\n"), "\(other)")
    #expect(!own.contains("资质") && !other.contains("资质"))
    let unknown = try zh(workplace, "explain", "out/P", "HB1")
    #expect(unknown.status == 1 && unknown.output.contains("是否想查：环保/HB1"), "\(unknown.output)")
  }
}
