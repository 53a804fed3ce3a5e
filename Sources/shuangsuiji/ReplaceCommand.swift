// `replace` and `disclose`: what happens to a draw after it was made, each first on the ledger.

import DoubleRandom
import Tables

func runReplace(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard let word = invocation.value("--reason") else {
    return usage(invocation, "--reason", console)
  }
  var findings = Findings()
  let (path, id) = (invocation.operands[0], invocation.operands[1])
  guard let reason = reason(word, &findings),
    let grounds = grounds(word, invocation, &findings),
    let folder = ledgerFolder(of: path, &findings),
    let request = verificationRequest(path, invocation, &findings),
    checkFolder(of: request, in: folder, &findings)
  else { return invocation.refuse(console, findings, "nothing was replaced", "未更换") }
  let outcome = replace(
    id, reason, order: grounds.order, date: grounds.date, in: request, jobs: invocation.jobs,
    findings: &findings)
  guard case .done(let result) = outcome else {
    return unfinished(outcome, invocation, findings, console)
  }
  let lines = result.step.lines
  for line in lines where line.number == nil {
    findings.report(
      "alternates-exhausted", file: path,
      arguments: [
        line.task, line.stratum.isEmpty ? "no-strata" : "stratum:\(line.stratum)",
        line.alternates == 0 ? "alternates-none" : "alternates-used:\(line.alternates)",
      ], severity: .warning)
  }
  for line in lines where line.team == "未匹配" {
    findings.report(
      "replacement-unstaffed", file: path, arguments: [line.target, line.day],
      severity: .warning)
  }
  guard publish(result, request, in: folder, &findings) else {
    return invocation.refuse(console, findings, "nothing was replaced", "未更换")
  }
  let isWhole = lines.allSatisfy { $0.number != nil && $0.team != "未匹配" }
  return invocation.conclude(
    console, isWhole ? .done : .no, findings,
    text: lines.map { text($0, id, console) }.joined(),
    [("places", .array(lines.map(\.json)))])
}

extension ReplacementStep.Line {
  fileprivate var json: JSON {
    .object([
      ("task", .string(task)), ("stratum", .string(stratum)), ("alternates", .int(alternates)),
      ("number", number.map(JSON.int) ?? .null), ("target", .string(target)),
      ("day", .string(day)), ("team", .string(team)),
    ])
  }
}

private func reason(_ word: String, _ findings: inout Findings) -> ReplacementReason? {
  if let reason = ReplacementReason(named: word) { return reason }
  let known = ReplacementReason.allCases.flatMap { [$0.rawValue, $0.alias] }
  findings.report(
    "unknown-reason", file: "--reason",
    arguments: [word, known.joined(separator: ", "), nearest(word, among: known) ?? ""])
  return nil
}

private func text(_ line: ReplacementStep.Line, _ id: String, _ console: Console) -> String {
  guard let number = line.number else {
    let none = line.alternates == 0
    let (stratum, layer) =
      line.stratum.isEmpty
      ? ("its task, which has no strata,", "该任务（不分层）")
      : ("its stratum “\(line.stratum)”", "“\(line.stratum)”层")
    return console.text(
      "\(line.task): \(id) leaves; "
        + (none
          ? "\(stratum) has no alternates\n"
          : "all \(line.alternates) alternates of \(stratum) are used\n"),
      "\(line.task)：\(id) 退出，无人递补；\(layer)"
        + (none ? "未抽备选\n" : "备选 \(line.alternates) 户已用完\n"))
  }
  let team = teamWords[line.team] ?? line.team
  return console.text(
    "\(line.task): \(id) → \(line.target) (number \(number) of its stratum), \(line.day), "
      + "\(team)\n",
    "\(line.task)：\(id) → \(line.target)（层内第 \(number) 号），\(line.day)，\(line.team)\n")
}

/// What replacements.csv says of a team, in English.
private let teamWords = [
  "沿用原组": "same team", "随机匹配": "team paired anew", "并入已有检查": "joins the visit it has already",
  "未匹配": "no team found",
]

/// Writes the ledger, then the plan's folder with the sheet added: whole, like any other result.
private func publish(
  _ result: ReplacementResult, _ request: VerificationRequest, in folder: OutputFolder,
  _ findings: inout Findings
) -> Bool {
  let own = OutputPlace(request.recordPath).folder
  var files: [OutputFolder.File] = [(Ledger.fileName, result.ledger.bytes)]
  let id = request.record.planID
  for name in request.record.outputNames {
    guard let bytes = readFile("\(own)/\(name)", &findings) else { return false }
    files.append(("\(id)/\(name)", bytes))
  }
  files.append(("\(id)/\(result.sheet.name)", result.sheet.bytes))
  files.append(("\(id)/record.json", request.recordBytes))
  return publish(files, in: folder, replace: true, &findings)
}

/// The folder that will be written must be the one that was read.
private func checkFolder(
  of request: VerificationRequest, in folder: OutputFolder, _ findings: inout Findings
) -> Bool {
  let id = request.record.planID
  let there = try? readWholeFile(at: "\(folder.path)/\(id)/record.json")
  if there == request.recordBytes { return true }
  findings.report("folder-renamed", file: request.recordPath, arguments: [id])
  return false
}

func runDisclose(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard let date = invocation.value("--date") else { return usage(invocation, "--date", console) }
  var findings = Findings()
  let path = invocation.operands[0]
  guard let grounds = grounds("disclosure", invocation, &findings), let day = grounds.date,
    let folder = ledgerFolder(of: path, &findings),
    let request = verificationRequest(path, invocation, &findings)
  else { return invocation.refuse(console, findings, "nothing was disclosed", "未公开") }
  let outcome = disclose(request, on: day, jobs: invocation.jobs, findings: &findings)
  guard case .done(let result) = outcome else {
    return unfinished(outcome, invocation, findings, console)
  }
  let output = invocation.value("--output") ?? "\(folder.path)/disclosed"
  // With ledger and commitment the folder is whole: `verify --disclosed` needs nothing else.
  var files: [OutputFolder.File] = [(Ledger.fileName, result.ledger.bytes)]
  if let file = result.commitment { files.append((file.name, file.bytes)) }
  files += result.files.map { ("\(request.record.planID)/\($0.name)", $0.bytes) }
  guard let target = prepareOutput(output, &findings),
    publish([(result.ledger, folder)], then: files, in: target, replace: nil, &findings)
  else { return invocation.refuse(console, findings, "nothing was disclosed", "未公开") }
  // Shown without the way up from the record's folder.
  let own = OutputPlace(path).folder
  let shown =
    invocation.value("--output") == nil && folder.path == "\(own)/.."
    ? "\(OutputPlace(own).folder)/disclosed" : output
  let place = "\(shown)/\(request.record.planID)"
  return invocation.conclude(
    console, .done, findings,
    text: console.text(
      "\(place): \(files.count) files, public on \(date)\n",
      "\(place)：\(files.count) 个文件，\(date) 公开\n"),
    [("folder", .string(place)), ("files", .array(result.files.map { .string($0.name) }))])
}

/// Says why an act was not done: 1 where the draw is not what its record says, else 2.
func unfinished<Result>(
  _ outcome: ActOutcome<Result>, _ invocation: Invocation, _ findings: Findings,
  _ console: Console
) -> ExitStatus {
  guard case .differs(let discrepancies) = outcome else {
    return invocation.refuse(console, findings, "nothing was done", "未作处理")
  }
  return invocation.conclude(
    console, .no, findings, text: discrepancies.map { $0.text(console.language) }.joined(),
    [("discrepancies", .array(discrepancies.map(\.json)))])
}
