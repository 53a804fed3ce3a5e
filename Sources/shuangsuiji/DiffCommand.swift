// `diff`: two draws by their records, or two registries; counts on standard output, one row a
// change in a CSV file.

import DoubleRandom
import Tables

func runDiff(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  let paths = (invocation.operands[0], invocation.operands[1])
  let areRecords = (paths.0.hasSuffix(".json"), paths.1.hasSuffix(".json"))
  if areRecords.0 != areRecords.1 {
    findings.report("unlike-files", file: areRecords.0 ? paths.1 : paths.0)
    return invocation.refuse(console, findings)
  }
  let flavour: CSVFlavour = invocation.value("--csv") == "plain" ? .plain : .people
  let answer =
    areRecords.0
    ? drawAnswer(paths, flavour, console, &findings)
    : registryAnswer(paths, flavour, invocation, console, &findings)
  guard let answer, !findings.hasErrors, write(answer.sheet, invocation, &findings) else {
    return invocation.refuse(console, findings)
  }
  return invocation.conclude(
    console, answer.isSame ? .done : .no, findings, text: answer.text, answer.members)
}

private struct DiffAnswer {
  var isSame: Bool
  var text: String
  var members: [(String, JSON)]
  var sheet: [UInt8]
}

private func write(
  _ sheet: [UInt8], _ invocation: Invocation, _ findings: inout Findings
) -> Bool {
  guard let path = invocation.value("--output") else { return true }
  do {
    try writeOutput(sheet, to: path, replace: invocation.has("--force"))
    return true
  } catch {
    findings.add(error)
    return false
  }
}

private func registryAnswer(
  _ paths: (String, String), _ flavour: CSVFlavour, _ invocation: Invocation, _ console: Console,
  _ findings: inout Findings
) -> DiffAnswer? {
  var form: TargetInput?
  if let path = invocation.value("--plan") {
    guard let plan = readPlan(at: path, findings: &findings) else { return nil }
    form = plan.inputs.targets
  }
  guard
    let difference = compareRegistries(
      paths.0, paths.1, as: form, jobs: invocation.jobs, findings: &findings)
  else { return nil }
  let (entered, left, changed) = (
    difference.count(.entered), difference.count(.left), difference.count(.changed)
  )
  var text = console.text(
    "rows: \(difference.rowsBefore) before, \(difference.rowsAfter) after\n"
      + "same \(difference.same), entered \(entered), left \(left), changed \(changed)\n",
    "行数：原 \(difference.rowsBefore)，现 \(difference.rowsAfter)\n"
      + "未变 \(difference.same)，新增 \(entered)，减少 \(left)，变更 \(changed)\n")
  var columns: [(String, JSON)] = []
  for (index, column) in difference.columns.enumerated() {
    let count = difference.changed(index)
    text += console.text("  \(column): \(count) changed\n", "  \(column)：变更 \(count)\n")
    columns.append((column, .int(count)))
  }
  return DiffAnswer(
    isSame: difference.changes.isEmpty, text: text,
    members: [
      ("kind", "registries"),
      ("rowsBefore", .int(difference.rowsBefore)), ("rowsAfter", .int(difference.rowsAfter)),
      ("same", .int(difference.same)), ("entered", .int(entered)), ("left", .int(left)),
      ("changed", .int(changed)), ("columns", .object(columns)),
    ], sheet: differenceSheet(difference, flavour: flavour))
}

private func drawAnswer(
  _ paths: (String, String), _ flavour: CSVFlavour, _ console: Console, _ findings: inout Findings
) -> DiffAnswer? {
  guard let before = readRecord(at: paths.0, &findings),
    let after = readRecord(at: paths.1, &findings),
    let difference = compareDraws(
      (paths.0, before.record), (paths.1, after.record), findings: &findings)
  else { return nil }
  let counts = [ChangeKind.both, .entered, .left, .changed].map { ($0, difference.count($0)) }
  var text = console.text(
    "on both lists alike \(counts[0].1), only now \(counts[1].1), only before \(counts[2].1), "
      + "in another stratum or kind \(counts[3].1)\n",
    "两次相同 \(counts[0].1)，本次新列入 \(counts[1].1)，本次未列入 \(counts[2].1)，"
      + "层或名单类别变更 \(counts[3].1)（含备选）\n")
  for task in difference.tasks {
    let sides = [task.before, task.after].map {
      $0.map {
        console.text("\($0.selected) of \($0.population)", "\($0.population) 户抽 \($0.selected) 户")
      }
        ?? "—"
    }
    text += console.text(
      "  \(task.task): \(sides[0]) → \(sides[1])\n", "  \(task.task)：\(sides[0]) → \(sides[1])\n")
  }
  return DiffAnswer(
    isSame: difference.isEmpty, text: text,
    members: [("kind", "draws")] + counts.map { ($0.0.name, .int($0.1)) }
      + [("tasks", .array(difference.tasks.map(\.json)))],
    sheet: differenceSheet(difference, flavour: flavour))
}

extension TaskChange {
  fileprivate var json: JSON {
    func side(_ counts: (population: Int, selected: Int)?) -> JSON {
      counts.map { .object([("N", .int($0.population)), ("n", .int($0.selected))]) } ?? .null
    }
    return .object([
      ("task", .string(task)), ("before", side(before)), ("after", side(after)),
    ])
  }
}
