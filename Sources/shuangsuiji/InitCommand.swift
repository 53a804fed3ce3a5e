// `init`: a commented plan and tiny registries that draw at once, in a new folder. The comments are
// the sentences of `help plan-file`, in the language of messages.

import DoubleRandom
import Tables

let initCommand = CommandSpec(
  name: "init", operands: "DIR",
  summary: Words(
    "a commented plan and tiny registries that draw at once", "写出带注释的计划和小型名录库，可立即抽取"),
  details: Words(
    """
    Writes DIR/plan.json5 and DIR/registries/*.csv: an invented district of invented enterprises
    and officers. Draw from it, then put your own registries in the place of these. Nothing that
    exists is ever overwritten.
    """,
    """
    写出 文件夹/plan.json5 和 文件夹/registries/*.csv：虚构的一个区，企业和人员均为虚构。先用它试抽，
    再换成自己的名录库。已有的文件不予覆盖。
    """),
  operandCount: 1...1,
  answer: AnswerSpec(members: [
    ("folder, files", Words("where they are, and which", "文件夹和文件"))
  ]), options: [], examples: ["shuangsuiji init first"], run: runInit)

private func runInit(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  let path = invocation.operands[0]
  let files = exampleFiles(console.language)
  guard let folder = prepareOutput(path, &findings), isFree(folder, &findings),
    publish(files, in: folder, replace: nil, &findings)
  else {
    return invocation.refuse(console, findings, "nothing was written", "未写入任何文件")
  }
  return invocation.conclude(
    console, .done, findings, text: nextSteps(path, console),
    [("folder", .string(path)), ("files", .array(files.map { .string($0.name) }))])
}

/// Whether nothing that `init` writes is there, be it the same.
private func isFree(_ folder: OutputFolder, _ findings: inout Findings) -> Bool {
  do {
    for name in try folder.existing(["plan.json5", "registries"]) {
      findings.report("not-a-new-folder", file: "\(folder.path)/\(name)")
    }
  } catch {
    findings.add(error)
  }
  return !findings.hasErrors
}

private func nextSteps(_ path: String, _ console: Console) -> String {
  // In front of a path, so that none is taken for an option.
  let folder = shellWord(path.hasPrefix("-") ? "./" + path : path)
  let steps = """
      shuangsuiji check \(folder)/plan.json5
      shuangsuiji draw \(folder)/plan.json5 --seed '2026Q4 rehearsal' --output \(folder)/out

    """
  return console.text(
    "\(path): a plan and \(exampleRegistries.count) registries; next:\n\n\(steps)\n"
      + "The visits are in \(folder)/out/SL-2026Q4/plan.csv. 'shuangsuiji help plan-file' explains "
      + "every key.\n",
    "\(path)：已写出计划和 \(exampleRegistries.count) 个名录库。下一步：\n\n\(steps)\n"
      + "检查名单在 \(folder)/out/SL-2026Q4/plan.csv。每个键的说明见“shuangsuiji help plan-file”。\n")
}

/// The plan last: who sees it sees all that it names.
private func exampleFiles(_ language: Language) -> [OutputFolder.File] {
  let registries = exampleRegistries.map { name, lines in
    let rows = lines.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    // As people open it: codes survive a spreadsheet that saves them, which the plan's `clean`
    // reads; dates are left to it.
    var writer = CSVWriter(flavour: .people, header: rows[0])
    for row in rows.dropFirst() {
      writer.row(row.map { Day(iso: $0) == nil ? .text($0) : .exact($0) })
    }
    return (name: "registries/\(name).csv", bytes: writer.bytes)
  }
  return registries + [(name: "plan.json5", bytes: Array(examplePlan(language).utf8))]
}

/// The plan with its comments: `//@shape.key` becomes the sentence about that key.
private func examplePlan(_ language: Language) -> String {
  examplePlanText.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    let parts = line.split(separator: "//@", maxSplits: 1)
    guard parts.count == 2 else { return String(line) }
    return parts[0] + "// " + comment(parts[1].split(separator: ".").map(String.init), language)
  }.joined(separator: "\n")
}

private func comment(_ name: [String], _ language: Language) -> String {
  let shape = PlanShape.named(name[0])
  guard let key = shape.keys.first(where: { $0.name == name[1] }) else {
    preconditionFailure("no key \(name)")
  }
  return key.text(language)
}

private let examplePlanText = """
  // 双随机抽查计划 · a plan of random inspections: shuangsuiji help plan-file
  {
    id: "SL-2026Q4", //@plan.id
    title: "示例区2026年第四季度双随机抽查计划", //@plan.title
    authority: "示例区市场监督管理局", //@plan.authority
    district: "110109", //@plan.district
    period: { from: "2026-10-01", to: "2026-12-31" }, //@plan.period

    inputs: {
      //@inputs.targets
      //@targets file.clean
      //@targets file.values
      targets: {
        file: "registries/targets.csv", clean: ["trim", "dates"],
        values: { 信用风险等级: ["A", "B", "C", "D"] },
      },
      //@inputs.inspectors
      //@items file.clean
      inspectors: { file: "registries/inspectors.csv", clean: ["trim", "dates"] },
      items: { file: "registries/items.csv", clean: ["trim"] }, //@inputs.items
      //@inputs.history
      history: { file: "registries/history.csv", clean: ["trim", "dates"] },
      recusals: { file: "registries/recusals.csv", clean: ["trim"] }, //@inputs.recusals
      calendar: { file: "registries/calendar.csv", clean: ["dates"] }, //@inputs.calendar
    },

    tasks: {
      food: {
        number: "示市监抽查〔2026〕1号", //@task.number
        title: "食品经营和餐饮服务监督检查", //@task.title
        kind: "定向", //@task.kind
        items: ["SP001", "SP002"], //@task.items
        scope: { 监管标签: { tag: ["食品经营", "餐饮服务"] } }, //@task.scope
        exclude: { status: ["吊销", "注销"] }, //@task.exclude
        quantity: "30%", //@task.quantity
        alternates: 1, //@task.alternates
      },
      credit: {
        number: "示市监抽查〔2026〕2号",
        title: "登记事项和公示信息检查",
        kind: "不定向",
        items: ["DJ001", "GS001"],
        exclude: { status: ["吊销", "注销"] },
        strata: ["信用风险等级"], //@task.strata
        quantity: {
          rules: [ //@by stratum.rules
            { where: { 信用风险等级: "D" }, ratio: "50%" },
            { where: { 信用风险等级: "C" }, ratio: "25%" },
            { ratio: "10%" },
          ],
        },
        alternates: "50%",
      },
    },

    frequency: {
      cap: 2, //@frequency.cap
      minimumDays: 60, //@frequency.minimumDays
      exempt: ["投诉举报", "复查"], //@frequency.exempt
    },

    schedule: {
      from: "2026-10-12", //@schedule.from
      to: "2026-11-30", //@schedule.to
      publishWithin: 20, //@schedule.publishWithin
    },

    pairing: {
      teamSize: 2, //@pairing.teamSize
      dailyLimit: 1, //@pairing.dailyLimit
      weeklyLimit: 3, //@pairing.weeklyLimit
    },
  }

  """
