// `verify`: finds what a record names, repeats the draw and says what differs.

import DoubleRandom
import Sampling
import Tables

func runVerify(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  let answers = invocation.operands.map { verifyRecord($0, invocation, console) }
  if invocation.has("--json") {
    let object = JSON.object([
      ("format", "shuangsuiji-verify/1"), ("records", .array(answers.map(\.json))),
    ])
    console.print(String(decoding: object.text(indent: true), as: UTF8.self))
  }
  return ExitStatus(rawValue: answers.map(\.status.rawValue).max() ?? 2) ?? .failed
}

private struct Answer {
  var path: String
  var status: ExitStatus
  var discrepancies: [Discrepancy] = []

  var json: JSON {
    .object([
      ("record", .string(path)), ("status", .int(Int(status.rawValue))),
      (
        "discrepancies",
        .array(
          discrepancies.map {
            .object([
              ("stage", .string($0.stage.rawValue)), ("file", .string($0.file)),
              ("place", .string($0.place)), ("expected", $0.expected.map(JSON.string) ?? .null),
              ("found", $0.found.map(JSON.string) ?? .null),
            ])
          })
      ),
    ])
  }
}

private func verifyRecord(
  _ path: String, _ invocation: Invocation, _ console: Console
) -> Answer {
  var findings = Findings()
  guard let request = request(path, invocation, &findings) else {
    console.show(findings)
    return Answer(path: path, status: .failed)
  }
  let verdict = verify(request, jobs: invocation.jobs, findings: &findings)
  console.show(findings)
  let isText = !invocation.has("--json")
  switch verdict {
  case .identical:
    if isText { console.print(console.text("\(path): identical\n", "\(path)：完全一致\n")) }
    return Answer(path: path, status: .done)
  case .differs(let discrepancies):
    if isText { console.print(discrepancies.map { text($0, console) }.joined()) }
    return Answer(path: path, status: .no, discrepancies: discrepancies)
  case .unanswerable:
    return Answer(path: path, status: .failed)
  }
}

private func text(_ discrepancy: Discrepancy, _ console: Console) -> String {
  let place = discrepancy.place.isEmpty ? "" : " \(discrepancy.place)"
  let nothing = console.text("nothing", "（无）")
  return console.text(
    "\(discrepancy.file):\(place): differs at stage \(discrepancy.stage.rawValue)\n"
      + "  expected: \(discrepancy.expected ?? nothing)\n"
      + "  found:    \(discrepancy.found ?? nothing)\n",
    "\(discrepancy.file)：\(place) 不符（环节：\(discrepancy.stage.rawValue)）\n"
      + "  应为：\(discrepancy.expected ?? nothing)\n  实为：\(discrepancy.found ?? nothing)\n")
}

private func request(
  _ path: String, _ invocation: Invocation, _ findings: inout Findings
) -> VerificationRequest? {
  guard let bytes = readFile(path, &findings) else { return nil }
  let record: DrawRecord
  do {
    record = try DrawRecord(bytes)
  } catch {
    findings.add(error, file: path)
    return nil
  }
  guard let seed = seed(of: record, path, invocation, &findings),
    let planPath = locatePlan(record, recordPath: path, invocation, &findings),
    let plan = readPlan(at: planPath, findings: &findings)
  else { return nil }
  return VerificationRequest(
    record: record, recordBytes: bytes, recordPath: path, plan: plan, seed: seed)
}

private func seed(
  of record: DrawRecord, _ path: String, _ invocation: Invocation, _ findings: inout Findings
) -> Seed? {
  if let file = invocation.value("--seed-file") {
    guard let bytes = readFile(file, &findings) else { return nil }
    if let seed = Seed(bytes: bytes), seed.hash.hex == record.seedHash { return seed }
    findings.report("other-seed", file: file, arguments: [record.seedHash])
    return nil
  }
  if let text = record.seedText, let seed = Seed(bytes: Array(text.utf8)) { return seed }
  findings.report("seed-not-in-record", file: path)
  return nil
}

/// The plan file of a record: by name and digest, near the record and near the working folder.
private func locatePlan(
  _ record: DrawRecord, recordPath: String, _ invocation: Invocation, _ findings: inout Findings
) -> String? {
  if let path = invocation.value("--plan") { return path }
  let plan = record.planFiles[0]
  var changed: String?
  for folder in foldersAbove(recordPath) {
    for candidate in ["\(folder)/\(plan.name)", "\(folder)/plans/\(plan.name)"] {
      guard let digest = try? digestFile(at: candidate) else { continue }
      if digest.hex == plan.digest { return candidate }
      changed = changed ?? candidate
    }
  }
  if changed == nil { findings.report("plan-not-found", file: recordPath, arguments: [plan.name]) }
  return changed
}

/// The record's folder and the working folder, each with the folders above it.
private func foldersAbove(_ path: String) -> [String] {
  let slash = path.lastIndex(of: "/")
  let own = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  let climbs = (0..<8).map { String(repeating: "/..", count: $0) }
  return climbs.map { own + $0 } + climbs.map { "." + $0 }
}
