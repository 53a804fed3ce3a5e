// `check`: what is wrong with plans and registries, what a draw would do, and what the registries
// are as data. Nothing is drawn; nothing is written but the rows set aside, where asked for.

import DoubleRandom
import Tables

let checkCommand = CommandSpec(
  name: "check", operands: "PLAN…",
  summary: Words(
    "problems of plans and registries, planned numbers, data quality; draws nothing",
    "检查计划和名录库：列出问题、拟抽数量和数据质量；不抽取"),
  details: Words(
    """
    Reads plans and registries as `draw` does and shows for each task the strata with N, n and
    alternates and why rows are in no frame; whether officers suffice in number, whatever the seed;
    stations and qualifications without an officer. Then each registry as data: how full a
    column is, how many values it has (exactly, up to 10000), its longest value, what is
    suspicious, codes by the check they fail, ids that repeat, with the first lines of each.
    Values are shown of categories only; of others their form: 0 a digit, A a letter, 字 a
    Chinese character. Exit status 1 when there are errors; the registries are described then,
    too, unless a plan itself is wrong. With --rejects, rows set aside go to FILE.
    """,
    """
    与 draw 一样读取计划和名录库，列出每项任务各层的总体数、正选数、备选数，未纳入抽样框的
    原因，无论种子如何人次总数是否够用，以及没有执法人员的所、无人具备的资质。再逐库说明数据质量：
    各列填写率、不同值个数（1 万以内为准确数）、最长值、可疑值、各项校验不符的代码、重复编号，
    并指出最先出现的行。只列出分类列的值；其他列只示形式：0 为数字，A 为字母，“字”为汉字。
    有错误时退出状态为 1，仍给出数据质量；计划文件本身有错误的，只列出错误。给出 --rejects 时，
    把剔除的记录写入所给的文件。
    """),
  answer: AnswerSpec(
    format: "shuangsuiji-check/1",
    members: [
      (
        "plans",
        Words(
          "a plan each: id, rows, inFrame, tasks with strata (N, n, alternates), staff, stations "
            + "and districts without officers",
          "每份计划：编号、行数、纳入抽样框户数、各任务各层数量、人员是否够用、缺人员的所和区")
      ),
      (
        "registries",
        Words(
          "a file each: rows and columns with fill, values, what is suspicious, codes that fail",
          "每个文件：行数，各列填写率、不同值、可疑值、校验不符的代码")
      ),
    ]),
  options: [
    rejectsOption,
    OptionSpec(
      "--csv", "FORM", "of FILE: people (default: marks and CRLF for spreadsheets) or plain",
      "该文件的格式：people（默认，便于用电子表格打开）或 plain（纯净格式）",
      choices: ["people", "plain"]),
    OptionSpec(
      "--html", "PAGE", "all of it as a page to be passed on: Chinese, or --language en",
      "把全部内容写成网页，便于查阅和转交；默认中文，可用 --language en 改为英文"),
    OptionSpec("--force", nil, "replace FILE and PAGE", "替换已有的文件和网页"),
  ],
  examples: [
    "shuangsuiji check plans/110105-chaoyang.json5",
    "shuangsuiji check plans/11*.json5 --json --quiet",
  ],
  run: runCheck)

func runCheck(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  var isUnwritten = false
  func unwritten(_ error: OutputError) {
    findings.add(error)
    isUnwritten = true
  }
  let examination =
    readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings)
    .map { examine($0, jobs: invocation.jobs, findings: &findings) }
  if let prospects = examination?.prospects {
    let rejects = RejectsFile(of: prospects.map(\.registry), invocation, console)
    if let rejects {
      isUnwritten = rejects.isRefused(&findings)
      do throws(OutputError) { if !isUnwritten { try rejects.write() } } catch { unwritten(error) }
    }
  }
  if let examination, let path = invocation.value("--html") {
    // A page must not depend on the reader's locale, like those of `report`.
    let language = invocation.value("--language").flatMap(Language.init) ?? .zh
    let page = qualityPage(examination, findings, language)
    do {
      try writeOutput(page, to: path, replace: invocation.has("--force"))
    } catch {
      unwritten(error)
    }
  }
  console.show(findings)
  let status: ExitStatus =
    examination?.prospects != nil && !findings.hasErrors
    ? .done : isUnwritten || findings.hasUnreadableFile ? .failed : .no
  if invocation.has("--json") {
    console.print(
      .object([
        ("format", "shuangsuiji-check/1"), ("status", .int(Int(status.rawValue))),
        ("plans", .array(examination?.planMembers ?? [])),
        ("registries", .array(examination?.tables.map(\.json) ?? [])),
        ("findings", findings.json(console.language)),
      ]))
  } else if let examination {
    let plans = (examination.prospects ?? []).map { text($0, examination, console) }
    console.say((plans + examination.tables.map { text($0, console) }).joined(separator: "\n"))
  }
  return status
}

// MARK: - Plans

private func text(
  _ prospect: Prospect, _ examination: Examination, _ console: Console
) -> String {
  let plan = prospect.plan
  var text = "\(plan.id)  \(plan.title)\n"
  text += console.text(
    "  registry \(prospect.registry.rows) rows, in a frame \(prospect.coverage.inFrame)\n",
    "  名录库 \(prospect.registry.rows) 条记录，纳入抽样框 \(prospect.coverage.inFrame) 户\n")
  for (task, strata) in zip(plan.tasks, prospect.strata) {
    text += "  \(task.number)  \(task.title)\n"
    text += stratumTable(strata, console)
  }
  text += frameTable(prospect, console)
  if let staff = prospect.staff {
    text += officers(staff, prospect.workingDays, console) + qualificationTable(staff, console)
    if plan.asksOthers {
      text += console.text(
        "    of the plan's own officers; departments, experts and fallbacks are not reckoned\n",
        "    以上只算本计划人员，不含联合部门、专家和人员不足时的安排\n")
    }
    let rules = plan.unreckonedRules.joined(separator: console.text(", ", "、"))
    if !rules.isEmpty {
      text += console.text(
        "    limits, leave and certificates are reckoned; \(rules) of pairing are not: whom they "
          + "keep away, the draw tells\n",
        "    以上按次数限制、请假和执法证计算，未扣除 pairing 的 \(rules)：须回避谁，抽取后才知道\n")
    }
  }
  let stations = examination.stationsWithoutOfficer(prospect)
  text += territories(stations, console.text("stations without an officer", "没有执法人员的所"), console)
  // Plans of a batch share registries: said once.
  let isFirst =
    examination.prospects?.first { $0.plan.inputs == plan.inputs }?.plan.id == plan.id
  // Other districts are no business of a plan that names its own.
  let districts =
    isFirst || !plan.district.isEmpty
    ? examination.districtsWithoutOfficer(prospect).filter {
      plan.district.isEmpty || plan.district.contains($0.name)
    } : []
  text += territories(
    districts, console.text("districts without an officer", "没有执法人员的区"), console)
  return text
}

private func stratumTable(_ strata: [Prospect.Stratum], _ console: Console) -> String {
  var table = AlignedText([.left, .right, .right, .right], indent: 4)
  table.row([
    console.text("stratum", "层"), console.text("N", "总体"), console.text("n", "正选"),
    console.text("alternates", "备选"),
  ])
  func row(_ label: String, _ strata: [Prospect.Stratum]) {
    table.row(
      [label]
        + [
          strata.map(\.population), strata.map(\.size.selected), strata.map(\.size.alternates),
        ].map { "\($0.reduce(0, +))" })
  }
  for stratum in strata { row(stratum.label.isEmpty ? "—" : stratum.label, [stratum]) }
  if strata.count > 1 { row(console.text("all", "合计"), strata) }
  return table.text
}

/// From all rows to the frame, task by task; only reasons that occur.
private func frameTable(_ prospect: Prospect, _ console: Console) -> String {
  let reasons = ExclusionReason.allCases.filter { reason in
    prospect.excluded.contains { $0[reason.rawValue] > 0 }
  }
  var table = AlignedText(
    [.left, .right] + reasons.map { _ in .right } + [.right, .right], indent: 4)
  table.row(
    [console.text("task", "任务"), console.text("rows", "名录库")]
      + reasons.map { "−" + $0.heading(console.language) }
      + [console.text("frame", "抽样框"), console.text("drawn", "正选")])
  for (index, task) in prospect.plan.tasks.enumerated() {
    let strata = prospect.strata[index]
    table.row(
      [task.key, "\(prospect.registry.rows)"]
        + reasons.map { "\(prospect.excluded[index][$0.rawValue])" }
        + [
          "\(strata.reduce(0) { $0 + $1.population })",
          "\(strata.reduce(0) { $0 + $1.size.selected })",
        ])
  }
  return console.text("  from rows to frames\n", "  从名录库到抽样框\n") + table.text
}

private func officers(_ staff: StaffOutlook, _ days: Int?, _ console: Console) -> String {
  let others = staff.others.map { "\($0.reason.word(console)) \($0.count)" }
  var text = console.text("  \(staff.officers) officers", "  可派执法人员 \(staff.officers) 人")
  if !others.isEmpty {
    let list = others.joined(separator: console.text(", ", "，"))
    text += console.text(" (not sent: \(list))", "（不派：\(list)）")
  }
  if staff.absent > 0 {
    text += console.text(
      ", of whom \(staff.absent) may go on no day of the visits (leave, certificate)",
      "，其中 \(staff.absent) 人因请假或执法证到期，检查日期内一天也不能派")
  }
  if let days { text += console.text(", \(days) working days", "，工作日 \(days) 天") }
  if staff.recused > 0 {
    text += console.text(
      "; \(staff.recused) of them have recusals, which are not reckoned below",
      "；其中 \(staff.recused) 人有须回避的对象，下列上限未予扣除")
  }
  let needed = spanText(staff.places)
  text += console.text("\n  officer-trips needed: \(needed)", "\n  需要 \(needed) 人次")
  if let capacity = staff.capacity {
    text += console.text("; within all limits at most \(capacity)", "，在次数限制内最多 \(capacity) 人次")
  }
  if let verdict = staff.verdict(console.language) { text += console.text(": ", "：") + verdict }
  if staff.officers > 0 {
    // Nobody has more than "at most".
    let share = hundredths((staff.places.upperBound * 100 + staff.officers - 1) / staff.officers)
    text += console.text("; at most \(share) an officer", "；人均至多 \(share) 次")
  }
  return text + "\n"
}

private func qualificationTable(_ staff: StaffOutlook, _ console: Console) -> String {
  if staff.qualifications.isEmpty { return "" }
  var table = AlignedText([.left, .right, .right, .right, .left], indent: 4)
  table.row([
    console.text("qualification", "资质"), console.text("held by", "具备人数"),
    console.text("trips", "需要组次"), console.text("at most", "最多组次"),
  ])
  for one in staff.qualifications {
    table.row([
      one.name, "\(one.holders)", spanText(one.trips),
      one.capacity.map { "\($0)" } ?? "—",
      one.holders > 0 ? "" : "← " + one.items.map(\.item).joined(separator: " "),
    ])
  }
  return table.text
}

private func territories(
  _ territories: [TerritoryCoverage], _ title: String, _ console: Console
) -> String {
  if territories.isEmpty { return "" }
  let shown = territories.prefix(6).map {
    console.text("\($0.name) (\($0.targets) targets)", "\($0.name)（\($0.targets) 户）")
  }
  let more = territories.count - shown.count
  return "  \(title)" + console.text(": ", "：") + "\(territories.count)  "
    + shown.joined(separator: console.text(", ", "、"))
    + (more > 0 ? " …" : "") + "\n"
}

/// A value in hundredths, with two decimals.
private func hundredths(_ value: Int) -> String {
  let rest = value % 100
  return "\(value / 100).\(rest < 10 ? "0" : "")\(rest)"
}

extension Ineligibility {
  fileprivate func word(_ console: Console) -> String {
    switch self {
    case .auxiliary: console.text("auxiliary", "辅助人员")
    case .expert: console.text("expert", "专家")
    case .inactive: console.text("not on duty", "不在岗")
    case .noCertificate: console.text("no certificate", "无执法证")
    case .certificateExpired: console.text("certificate lapsed", "执法证过期")
    }
  }
}
