// What clerks met in a trial with four enterprises and two officers: who is recused from whom, who
// can go at all, and what would help where teams are missing.

import Foundation
import Testing

@Suite struct TownOfficersTests {
  private static let header = "人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,岗位状态"
  private static let one = "1,张一,月坛所,西城,食品,C1,2028-01-01,在岗"
  private static let two = "2,王二,月坛所,西城,,C2,2028-01-01,在岗"

  /// A folder with the plan Q in `p.json5`, all of whose four targets are drawn.
  private func town(
    _ officers: [String], task: String = "", pairing: String = "", inputs: String = "",
    _ files: [String: String] = [:]
  ) throws -> Workplace {
    let workplace = try Workplace()
    let own = [
      "t.csv": """
      统一社会信用代码,企业名称,所属区,管辖单位,住所
      91110102101398134E,甲,西城,月坛所,x
      91110107102702927U,丁,西城,月坛所,x
      91110102633707786L,乙,西城,展览路所,x
      91110108600043717E,丙,西城,展览路所,x

      """, "k.csv": "日期,类型\n2026-10-01,休\n",
      "i.csv": "事项编码,抽查事项,所需资质\nSP01,食品检查,食品\n",
      "o.csv": officers.joined(separator: "\n") + "\n",
      "p.json5": """
      {
        id: "Q", title: "t", authority: "a", district: "西城",
        period: { from: "2026-10-01", to: "2026-12-31" },
        inputs: {
          targets: "t.csv", inspectors: "o.csv", items: "i.csv", calendar: "k.csv" \(inputs)
        },
        tasks: { a: { number: "1", title: "a", quantity: "100%", items: "SP01" \(task) } },
        schedule: { from: "2026-10-12", to: "2026-10-15" }, pairing: { \(pairing) },
      }
      """,
    ]
    for (name, text) in own.merging(files, uniquingKeysWith: { $1 }) {
      try workplace.write(name, Array(text.utf8))
    }
    return workplace
  }

  private func zh(_ workplace: Workplace, _ arguments: String...) throws -> Run {
    try Program.run(arguments + ["--language", "zh"], in: workplace.folder)
  }

  @Test("of 回避单位 check tells who is no target, by id or by name, and counts only the others")
  func recusedFromNobody() throws {
    func check(_ cell: String) throws -> Run {
      let officers = ["\(Self.header),回避单位", "\(Self.one),\(cell)", "\(Self.two),"]
      return try zh(try town(officers), "check", "p.json5")
    }
    for cell in ["甲", "91110102101398134E", "某某公司;乙"] {
      #expect(try check(cell).output.contains("其中 1 人有须回避的对象"), "\(cell)")
    }
    #expect(try !check("甲").errors.contains("nobody]"))
    let said = "o.csv:2: 警告：[recused-from-nobody] “回避单位”列：检查对象名录库中没有编号或名称为“"
    let stray = try check("某某公司;乙").errors
    #expect(stray.contains("\(said)某某公司”") && !stray.contains("“乙”"), "\(stray)")
    let station = try check("月坛所")
    #expect(station.errors.contains("\(said)月坛所”"), "\(station.errors)")
    #expect(station.errors.contains("建议：“月坛所”是工作单位"), "\(station.errors)")
    #expect(!station.output.contains("须回避的对象"), "\(station.output)")
    // A wrong code is told once, as before.
    let wrong = try check("91110102101398134F").errors
    #expect(wrong.contains("[code-of-nobody]") && !wrong.contains("from-nobody"), "\(wrong)")
  }

  @Test("plans of a batch that book officers above dailyLimit, or draw a target twice, are told")
  func sharedInBatch() throws {
    func said(pairing: String, district: String = "西城") throws -> String {
      let workplace = try town(
        [Self.header, Self.one, Self.two], pairing: pairing)
      let plan = String(decoding: try workplace.read("p.json5"), as: UTF8.self)
      try workplace.write(
        "p2.json5",
        Array(plan.replacing("\"Q\"", with: "\"Q2\"").replacing("西城", with: district).utf8))
      let run = try zh(
        workplace, "draw", "p.json5", "p2.json5", "--seed", "aaaaaaaaaaaaaaaaaaaaaaaa", "-o", "d")
      #expect(run.status == 0, "\(run.errors)")
      return run.errors
    }
    let twice = try said(pairing: "dailyLimit: 1")
    #expect(twice.contains("[officers-in-two-plans] 有 2 人同日编入几个计划（Q、Q2）的检查组"), "\(twice)")
    #expect(twice.contains("共 8 人天：1 2026-10-12、2 2026-10-12、1 2026-10-13"), "\(twice)")
    #expect(twice.contains("[targets-in-two-plans] 有 4 户被几个计划（Q、Q2）分别抽中："), "\(twice)")
    let enough = try said(pairing: "dailyLimit: 2")
    #expect(!enough.contains("officers-in-two-plans"), "\(enough)")
    #expect(try !said(pairing: "").contains("officers-in-two-plans"))
  }

  @Test("check tells of a batch what draw would: officers and targets that its plans may share")
  func sharedBeforeDraw() throws {
    func said(
      _ pairing: String, _ words: String = "西城", as others: String = "西城"
    ) throws -> String {
      let workplace = try town([Self.header, Self.one, Self.two], pairing: pairing)
      let plan = String(decoding: try workplace.read("p.json5"), as: UTF8.self)
      let other = plan.replacing("\"Q\"", with: "\"Q2\"").replacing(words, with: others)
      try workplace.write("p2.json5", Array(other.utf8))
      return try zh(workplace, "check", "p.json5", "p2.json5").errors
    }
    let officers = "[officers-of-two-plans] 有 2 人可能同日编入几个计划（Q、Q2）的检查组"
    let targets = "[targets-of-two-plans] 至少有 4 户可能被几个计划（Q、Q2）分别抽中：911"
    let twice = try said("dailyLimit: 1")
    #expect(twice.contains("p2.json5: 警告：\(officers)") && twice.contains(targets), "\(twice)")
    // Limits that are never reached, other days, other targets.
    let many = try said("dailyLimit: 10")
    #expect(!many.contains("officers-of-two-plans") && many.contains(targets), "\(many)")
    let later = try said(
      "dailyLimit: 1", "10-12\", to: \"2026-10-15", as: "10-19\", to: \"2026-10-22")
    #expect(!later.contains("officers-of-two-plans"), "\(later)")
    let scope = "items: \"SP01\", scope: { 管辖单位: "
    #expect(
      try said("dailyLimit: 1", "items: \"SP01\"", as: "\(scope) \"月坛所\" }")
        .contains("至少有 2 户"))
    #expect(try !said("", "西城", as: "东城").contains("-two-plans"))
  }

  @Test("where too few may go, check offers only what can help, and counts who never may")
  func short() throws {
    func check(_ officers: [String], _ pairing: String) throws -> Run {
      try zh(try town(officers, pairing: pairing), "check", "p.json5")
    }
    let three = "3,李三,月坛所,西城,,C3,2028-01-01,在岗"
    let away = try check(
      [
        "\(Self.header),请假起,请假止", "\(Self.one),2026-10-01,2026-12-31", "\(Self.two),,",
        "\(three),,",
      ], "dailyLimit: 1")
    #expect(
      away.output.contains("可派执法人员 3 人，其中 1 人因请假或执法证到期，检查日期内一天也不能派"), "\(away.output)")
    #expect(
      away.errors.contains("[qualification-short]")
        && away.errors.contains("请增加具备“食品”资质的人员，或改在其能出勤的日期检查"), "\(away.errors)")
    let ending = try check(
      [Self.header, Self.one.replacing("2028-01-01", with: "2026-10-12"), Self.two, three],
      "dailyLimit: 1")
    #expect(ending.errors.contains("延长检查日期无济于事：请提高次数上限、增加具备“食品”"), "\(ending.errors)")
    let four = try check([Self.header, Self.one, Self.two, three], "teamSize: 4, dailyLimit: 50")
    #expect(four.errors.contains("每组至少 4 人，检查日期内同一天能派的最多 3 人"), "\(four.errors)")
    let usual = try check([Self.header, Self.one, Self.two], "periodLimit: 1")
    #expect(usual.errors.contains("请提高次数上限"), "\(usual.errors)")
    #expect(!usual.output.contains("一天也不能派"))
  }

  @Test("check tells of departments and experts who are not there, as of the plan's own officers")
  func joint() throws {
    func check(_ fire: [String], experts: Int) throws -> String {
      let workplace = try town(
        [Self.header, Self.one, Self.two],
        task: ", experts: \(experts), departments: { 消防: { qualifications: \"消防\" } }",
        inputs: ", departments: { 消防: \"f.csv\" }",
        ["f.csv": ([Self.header] + fire).joined(separator: "\n") + "\n"])
      return try zh(workplace, "check", "p.json5").errors
    }
    let fire = ["8,消一,队,西城,监督,X1,2028-10-12,在岗", "9,消二,队,西城,,X2,2028-10-12,在岗"]
    let missing = try check(fire, experts: 1)
    #expect(missing.contains("[department-unheld] 任务 a：消防须有人具备“消防”资质"), "\(missing)")
    #expect(missing.contains("[experts-too-few] 任务 a：每组须有 1 名专家，可派的只有 0 名"), "\(missing)")
    let alone = try check([fire[0].replacing("监督", with: "消防")], experts: 1)
    #expect(alone.contains("[department-too-few] 任务 a：消防每组须派 2 人，可派的只有 1 人"), "\(alone)")
    #expect(!alone.contains("department-unheld"), "\(alone)")
  }

  @Test("what a limit on pairs takes away is cured by at least so much, and that is said")
  func pairLimit() throws {
    let workplace = try town([Self.header, Self.one, Self.two], pairing: "pairLimit: 1")
    let run = try zh(workplace, "draw", "p.json5", "--seed", "aaaaaaaaaaaaaaaaaaaaaaaa", "-o", "e")
    #expect(
      run.errors.contains("每个组次至少再增加 1 人，或将 pairLimit 至少提高 1；要全部组成检查组，可能还须更多"), "\(run.errors)")
  }

  @Test("stations that the two registries spell otherwise make avoidOwnUnit idle, and that is told")
  func stations() throws {
    func said(_ one: String, _ two: String, pairing: String = "avoidOwnUnit: true") throws
      -> (check: String, draw: String)
    {
      let officers = [Self.header] + [(Self.one, one), (Self.two, two)].map {
        $0.replacing("月坛所", with: $1)
      }
      let workplace = try town(officers, pairing: pairing)
      let draw = ["p.json5", "--seed", "aaaaaaaaaaaaaaaaaaaaaaaa", "-o", "e"]
      return (
        try zh(workplace, "check", "p.json5").errors,
        try Program.run(["draw"] + draw + ["--language", "zh"], in: workplace.folder).errors
      )
    }
    let near = try said("月坛街道所", "月坛街道所")
    let idle = "[station-spelt-otherwise] “工作单位”列：没有检查对象由“月坛街道所”管辖"
    for errors in [near.check, near.draw] {
      #expect(errors.contains("o.csv:2: 警告：\(idle)"), "\(errors)")
      #expect(errors.contains("不起作用，涉及 2 人\n  建议：是否就是检查对象名录库中的“月坛所”？"), "\(errors)")
    }
    // Among the drawn a station may be missing by chance: where another is known, check tells.
    let single = try said("展览路街道所", "月坛所")
    #expect(single.check.contains("“展览路街道所”管辖") && !single.draw.contains("station-"))
    let elsewhere = try said("局机关", "局机关")
    for errors in [elsewhere.check, elsewhere.draw] {
      #expect(errors.contains("o.csv:2: 警告：[station-of-nobody]"), "\(errors)")
    }
    for right in [
      try said("月坛所", "局机关"), try said("月坛街道所", "局机关", pairing: ""),
    ] { #expect(!(right.check + right.draw).contains("[station-"), "\(right)") }
  }

  @Test("an officer is told of his own district, and sees no tickets where he could not go")
  func explained() throws {
    let stranger = "3,赵三,德胜所,东城,食品,C3,2028-01-01,在岗"
    let workplace = try town(
      [Self.header + ",回避单位"] + [Self.one, Self.two, stranger].map { $0 + ",甲" })
    let seed = "aaaaaaaaaaaaaaaaaaaaaaaa"
    // Nobody is left for the first target.
    #expect(try zh(workplace, "draw", "p.json5", "--seed", seed, "-o", "e").status == 1)
    let elsewhere = try zh(workplace, "explain", "e/Q", "3")
    #expect(elsewhere.status == 0, "\(elsewhere.errors)")
    #expect(elsewhere.output.contains("所属区为 东城，不是本计划的区（西城）"), "\(elsewhere.output)")
    let plan = String(decoding: try workplace.read("e/Q/plan.csv"), as: UTF8.self)
    let row = try #require(plan.split(separator: "\r\n").first { $0.contains(",甲,") })
    let trip = String(row.split(separator: ",", omittingEmptySubsequences: false)[2])
    let recused = try zh(workplace, "explain", "e/Q", "1", "--trip", trip)
    #expect(recused.output.contains("须回避该组的检查对象\n"), "\(recused.output)")
    #expect(!recused.output.contains("票号"), "\(recused.output)")
    let json = try zh(workplace, "explain", "e/Q", "1", "--trip", trip, "--json")
    #expect(!json.output.contains("\"eligible\": true"), "\(json.output)")
  }
}
