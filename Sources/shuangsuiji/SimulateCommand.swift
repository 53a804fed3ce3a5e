// `simulate`: many draws with pseudo-seeds, for evidence before any real seed. Nothing is drawn, no
// record is made; what was counted goes to DIR/<plan id>.simulation/.

import DoubleRandom
import Tables

let simulateCommand = CommandSpec(
  name: "simulate", operands: "PLAN…",
  summary: Words(
    "draw many times with pseudo-seeds: evidence of fairness, load to expect",
    "用模拟种子反复抽取：检验是否公平，预计今后各期任务量"),
  details: Words(
    """
    Draws every PLAN with the seeds simulate|1, simulate|2 …, which no real draw takes, through
    the same code as draw. Compares how often targets of a stratum are drawn, how often officers
    in equal position go, lead and meet, by χ² at 0.1 %. Then follows the plan through more
    periods, in which the visits of one are history in the next. Makes no record. With --output,
    DIR/<plan id>.simulation/ gets simulation.csv (tests), inclusion.csv, officers.csv, pairs.csv
    and periods.csv. Exit status 1 when a test shows that chance is not equal.
    """,
    """
    用种子 simulate|1、simulate|2 …… 反复抽取各份计划；正式抽取不接受这类种子，抽取所用
    程序与 draw 相同。以卡方检验（0.1% 水平）比较：同层对象入选次数，同等地位人员的组次、任组长
    次数和同组次数。再逐期推演：前一期的检查作为后一期的检查历史。不生成抽取记录。给出 --output
    时，结果写入 文件夹/计划编号.simulation/：检验 simulation.csv，以及 inclusion.csv、officers.csv、
    pairs.csv、periods.csv。检验表明机会不均等时，退出状态为 1。
    """),
  answer: AnswerSpec(
    format: "shuangsuiji-simulate/1",
    members: [
      ("plans", Words("a plan each: its tests (χ²) and its periods", "每份计划：各项检验和各期推演"))
    ]),
  options: [
    OptionSpec("--draws", "N", "how many draws; 2000 by default", "模拟次数；默认 2000"),
    OptionSpec(
      "--periods", "N", "periods in a row, the plan's own included; 4 by default",
      "推演期数，含本期；默认 4"),
    OptionSpec("--output", "DIR", "where results go; none by default", "结果所在的文件夹；默认不写文件"),
    csvOption,
    OptionSpec("--force", nil, "replace results that stand in DIR", "替换文件夹中已有的结果"),
  ],
  examples: [
    "shuangsuiji simulate plans/110109-mentougou.json5 --draws 50",
    "shuangsuiji simulate plans/110109-mentougou.json5 --draws 20 --periods 8 --output out/sim",
  ],
  run: runSimulate)

func runSimulate(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  let simulations = simulate(invocation, &findings)
  let isUnfair = simulations?.contains { $0.tests.contains(where: \.verdict.isUnfair) } ?? false
  let status: ExitStatus = simulations == nil ? .failed : isUnfair ? .no : .done
  console.show(
    findings, outcome: simulations == nil ? console.text("no result", "没有结果") : "")
  if invocation.has("--json") {
    console.print(
      .object([
        ("format", "shuangsuiji-simulate/1"), ("status", .int(Int(status.rawValue))),
        ("plans", .array((simulations ?? []).map(\.json))),
        ("findings", findings.json(console.language)),
      ]))
  } else {
    console.say((simulations ?? []).map { text($0, console) }.joined(separator: "\n"))
  }
  return status
}

/// Everything but the showing; nil with findings.
private func simulate(_ invocation: Invocation, _ findings: inout Findings) -> [Simulation]? {
  let number = { (option: String, usual: Int) in invocation.value(option).flatMap(Int.init) ?? usual
  }
  guard let plans = readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings)
  else { return nil }
  var folder: OutputFolder?
  if let path = invocation.value("--output") {
    folder = prepareOutput(path, own: simulationNames, &findings)
    if folder == nil { return nil }
  }
  let simulations = DoubleRandom.simulate(
    plans, draws: number("--draws", 2000), periods: number("--periods", 4),
    jobs: invocation.jobs, findings: &findings)
  guard let simulations else { return nil }
  guard let folder else { return simulations }
  let flavour: CSVFlavour = invocation.value("--csv") == "plain" ? .plain : .people
  let files = parallelMap(simulations.count, jobs: invocation.jobs) { index in
    render(simulations[index], flavour: flavour).map {
      (name: "\(simulations[index].plan.id).simulation/\($0.name)", bytes: $0.bytes)
    }
  }
  let isWritten = publish(
    files.flatMap { $0 }, in: folder, replace: invocation.has("--force"), &findings)
  return isWritten ? simulations : nil
}

// MARK: - For people

private func text(_ simulation: Simulation, _ console: Console) -> String {
  let plan = simulation.plan
  var text = "\(plan.id)  \(plan.title)\n"
  text += console.text(
    "  \(simulation.draws) draws, seeds simulate|1 … simulate|\(simulation.draws); "
      + "\(simulation.targets) targets, \(simulation.officers.count) officers\n",
    "  模拟 \(simulation.draws) 次，种子 simulate|1 至 simulate|\(simulation.draws)；"
      + "对象 \(simulation.targets) 户，执法人员 \(simulation.officers.count) 人\n")
  for subject in [FairnessTest.Subject.inclusion, .load, .leader, .pair] {
    text += verdicts(simulation.tests.filter { $0.subject == subject }, subject, console)
  }
  return text + forecast(simulation, console)
}

/// A line a verdict, and one for each test that stands out.
private func verdicts(
  _ tests: [FairnessTest], _ subject: FairnessTest.Subject, _ console: Console
) -> String {
  if tests.isEmpty { return "" }
  let order: [FairnessTest.Verdict] = [
    .fair, .unusual, .tooUneven, .tooEven, .certain, .tooFewDraws, .approximate,
  ]
  let counts = order.compactMap { verdict -> String? in
    let count = tests.count { $0.verdict == verdict }
    return count == 0
      ? nil : console.text("\(count) \(verdict.english)", "\(verdict.chinese) \(count) 项")
  }
  var text = console.text(
    "  \(subject.english): \(counts.joined(separator: "; "))\n",
    "  \(subject.chinese)：\(counts.joined(separator: "；"))\n")
  for test in tests where test.isJudged && test.verdict != .fair {
    let place = [test.task, test.label].filter { !$0.isEmpty }.joined(separator: " ")
    let figures = [
      decimal(test.chiSquare, 2), decimal(test.critical, 2), decimal(test.largestDeviation, 2),
    ]
    text += console.text(
      "    \(place): χ² \(figures[0]), limit \(figures[1]) at \(test.freedom) degrees of freedom; "
        + "largest deviation \(figures[2]) standard errors\n",
      "    \(place)：卡方 \(figures[0])，临界值 \(figures[1])（自由度 \(test.freedom)），"
        + "最大偏差 \(figures[2]) 个标准误\n")
  }
  return text
}

/// A line a period: means over the draws.
private func forecast(_ simulation: Simulation, _ console: Console) -> String {
  simulation.summaries.map { period in
    var text = console.text(
      "  \(period.from) – \(period.to): may be drawn \(period.open), stopped by frequency rules "
        + "\(period.stopped); visits \(period.visits), covered so far \(period.covered) %",
      "  \(period.from) 至 \(period.to)：可抽 \(period.open) 户，因频次规则不抽 \(period.stopped) 户；"
        + "检查 \(period.visits) 户，累计覆盖 \(period.covered)%")
    if let load = period.load {
      text += console.text(
        "; trips \(load.trips), without a team \(load.unstaffed), an officer \(load.least) to "
          + "\(load.most)",
        "；检查组次 \(load.trips)，其中未匹配 \(load.unstaffed) 组次，每人 \(load.least) 至 \(load.most) 组次")
    }
    return text + "\n"
  }.joined()
}

// MARK: - For programs

extension Simulation {
  fileprivate var json: JSON {
    .object([
      ("id", .string(plan.id)), ("draws", .int(draws)), ("targets", .int(targets)),
      ("tests", .array(tests.map(\.json))), ("periods", .array(summaries.map(\.json))),
    ])
  }
}

extension FairnessTest {
  fileprivate var json: JSON {
    .object([
      ("subject", .string(subject.rawValue)), ("task", .string(task)), ("label", .string(label)),
      ("units", .int(units)), ("expected", .string(decimal(expected, 2))),
      ("standardError", .string(decimal(error, 2))),
      ("largestDeviation", .string(decimal(largestDeviation, 2))),
      ("freedom", .int(freedom)), ("chiSquare", .string(decimal(chiSquare, 2))),
      ("critical", .string(decimal(critical, 2))), ("verdict", .string(verdict.rawValue)),
    ])
  }
}

extension PeriodSummary {
  fileprivate var json: JSON {
    .object([
      ("from", .string(from)), ("to", .string(to)), ("open", .string(open)),
      ("stopped", .string(stopped)), ("visits", .string(visits)),
      ("coveredPercent", .string(covered)),
      ("trips", load.map { .string($0.trips) } ?? .null),
      ("unstaffed", load.map { .string($0.unstaffed) } ?? .null),
      ("smallestLoad", load.map { .string($0.least) } ?? .null),
      ("largestLoad", load.map { .string($0.most) } ?? .null),
    ])
  }
}
