// `check`: findings and planned numbers; nothing is drawn and nothing is written.

import DoubleRandom
import Tables

func runCheck(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  let prospects = readPlans(
    at: invocation.operands, jobs: invocation.jobs, findings: &findings
  ).flatMap { foresee($0, jobs: invocation.jobs, findings: &findings) }
  console.show(findings)
  let status: ExitStatus =
    prospects != nil ? .done : findings.hasUnreadableFile ? .failed : .no
  if invocation.has("--json") {
    console.print(
      .object([
        ("format", "shuangsuiji-check/1"), ("status", .int(Int(status.rawValue))),
        ("plans", .array((prospects ?? []).map(\.json))),
        ("findings", findings.json(console.language)),
      ]))
  } else {
    console.print((prospects ?? []).map { text($0, console) }.joined(separator: "\n"))
  }
  return status
}

private func text(_ prospect: Prospect, _ console: Console) -> String {
  let plan = prospect.plan
  var text = "\(plan.id)  \(plan.title)\n"
  text += console.text(
    "  registry \(prospect.registry.rows) rows, in a frame \(prospect.coverage.inFrame)\n",
    "  名录库 \(prospect.registry.rows) 条，纳入抽样框 \(prospect.coverage.inFrame) 户\n")
  for (task, strata) in zip(plan.tasks, prospect.strata) {
    text += "  \(task.number)  \(task.title)\n"
    for stratum in strata {
      let label = stratum.label.isEmpty ? "—" : stratum.label
      text += console.text(
        "    \(label): N \(stratum.population), n \(stratum.size.selected), "
          + "alternates \(stratum.size.alternates)\n",
        "    \(label)：总体 \(stratum.population)，正选 \(stratum.size.selected)，"
          + "备选 \(stratum.size.alternates)\n")
    }
  }
  if let officers = prospect.officers, let days = prospect.workingDays {
    let share = prospect.visitsPerOfficerHundredths.map(hundredths) ?? "—"
    text += console.text(
      "  \(officers) officers, \(days) working days, at most \(share) visits an officer\n",
      "  执法人员 \(officers) 人，工作日 \(days) 天，人均检查至多 \(share) 户\n")
  }
  return text
}

private func hundredths(_ value: Int) -> String {
  let rest = value % 100
  return "\(value / 100).\(rest < 10 ? "0" : "")\(rest)"
}

extension Prospect {
  fileprivate var json: JSON {
    .object([
      ("id", .string(plan.id)), ("rows", .int(registry.rows)),
      ("inFrame", .int(coverage.inFrame)),
      (
        "tasks",
        .array(
          zip(plan.tasks, strata).map { task, strata in
            .object([
              ("key", .string(task.key)), ("number", .string(task.number)),
              ("strata", .array(strata.map(\.json))),
            ])
          })
      ),
      ("officers", officers.map(JSON.int) ?? .null),
      ("workingDays", workingDays.map(JSON.int) ?? .null),
    ])
  }
}

extension Prospect.Stratum {
  fileprivate var json: JSON {
    .object([
      ("stratum", .string(label)), ("N", .int(population)), ("n", .int(size.selected)),
      ("alternates", .int(size.alternates)),
    ])
  }
}
