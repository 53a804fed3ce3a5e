// `verify`: finds what a record names, repeats the draw and says what differs.

import DoubleRandom
import Sampling
import Tables

func runVerify(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  // Records of a batch share registries, whose findings are shown once.
  var said = Findings()
  let answers = invocation.operands.map { path in
    let answer = answer(path, invocation)
    console.show(answer.findings.news(since: &said))
    if !invocation.has("--json") { console.print(text(answer, console)) }
    return answer
  }
  var findings = Findings()
  for answer in answers { findings.merge(answer.findings) }
  let status = answers.map(\.status).max { $0.rawValue < $1.rawValue } ?? .failed
  if invocation.has("--json") {
    console.print(
      .object([
        ("format", "shuangsuiji-verify/1"), ("status", .int(Int(status.rawValue))),
        ("records", .array(answers.map { $0.json(console.language) })),
        ("findings", findings.json(console.language)),
      ]))
  }
  return status
}

struct VerifyAnswer {
  var path: String
  var status: ExitStatus
  var discrepancies: [Discrepancy] = []
  var findings: Findings
  /// Whether the public files alone were looked at.
  var isOfDisclosed = false

  func json(_ language: Language) -> JSON {
    .object([
      ("record", .string(path)), ("status", .int(Int(status.rawValue))),
      ("discrepancies", .array(discrepancies.map(\.json))), ("findings", findings.json(language)),
    ])
  }
}

extension Discrepancy {
  var json: JSON {
    .object([
      ("stage", .string(stage.rawValue)), ("file", .string(file)),
      ("line", line.map(JSON.int) ?? .null), ("place", .string(place)),
      ("expected", expected.map(JSON.string) ?? .null), ("found", found.map(JSON.string) ?? .null),
    ])
  }
}

private func answer(_ path: String, _ invocation: Invocation) -> VerifyAnswer {
  if let result = invocation.value("--against") { return answer(path, against: result) }
  if invocation.has("--disclosed") { return answerDisclosed(path, invocation) }
  var findings = Findings()
  guard let request = verificationRequest(path, invocation, &findings) else {
    return VerifyAnswer(path: path, status: .failed, findings: findings)
  }
  let verdict = verify(request, jobs: invocation.jobs, findings: &findings)
  switch verdict {
  case .identical: return VerifyAnswer(path: path, status: .done, findings: findings)
  case .differs(let discrepancies):
    return VerifyAnswer(path: path, status: .no, discrepancies: discrepancies, findings: findings)
  case .unanswerable: return VerifyAnswer(path: path, status: .failed, findings: findings)
  }
}

private func text(_ answer: VerifyAnswer, _ console: Console) -> String {
  switch answer.status {
  case .done where answer.isOfDisclosed: disclosedText(answer.path, console)
  case .done: console.text("\(answer.path): identical\n", "\(answer.path)：完全一致\n")
  case .no:
    answer.discrepancies.map { $0.text(console.language) }.joined()
      + (answer.discrepancies.allSatisfy(\.isOfWording) ? wordingText(answer.path, console) : "")
  case .failed:
    console.text(
      "\(answer.path): cannot be verified\n", "\(answer.path)：无法复核\n")
  }
}

/// What is said where nothing differs but how pages are worded.
private func wordingText(_ path: String, _ console: Console) -> String {
  console.text(
    "\(path): drawn the same: the record and every list agree. Pages have not changed since the "
      + "record was written; another build of the program made them, or both were altered: the "
      + "ledger holds the hash of the record.\n",
    "\(path)：抽取结果一致，抽取记录和各名单全部相符。网页自写入记录以来未变，应由本程序的另一构建版本生成；"
      + "如网页与记录被一并改动，可凭台账中登记的记录摘要识别。\n")
}

/// The record at a path with its plan and seed; nil with findings.
func verificationRequest(
  _ path: String, _ invocation: Invocation, _ findings: inout Findings
) -> VerificationRequest? {
  guard let bytes = readFile(path, as: .record, &findings) else { return nil }
  let record: DrawRecord
  do {
    record = try DrawRecord(bytes)
  } catch {
    findings.add(error, file: path)
    return nil
  }
  guard let seed = seed(of: record, path, invocation, &findings),
    let planPath = locatePlan(record, recordPath: path, invocation, &findings)
  else { return nil }
  guard let plan = readPlan(at: planPath, findings: &findings) else {
    reportChangedPlanFiles(of: record, at: planPath, findings: &findings)
    return nil
  }
  return VerificationRequest(
    record: record, recordBytes: bytes, recordPath: path, plan: plan, seed: seed.seed,
    seedBytes: seed.text == nil ? seed.bytes : nil)
}

private func seed(
  of record: DrawRecord, _ path: String, _ invocation: Invocation, _ findings: inout Findings
) -> GivenSeed? {
  if let file = invocation.value("--seed-file") {
    guard let bytes = readFile(file, &findings) else { return nil }
    if let seed = Seed(bytes: bytes), seed.hash.hex == record.seedHash {
      return GivenSeed(seed: seed, bytes: bytes)
    }
    findings.report("other-seed", file: file, arguments: [record.seedHash])
    return nil
  }
  if let text = record.seedText, let seed = Seed(bytes: Array(text.utf8)) {
    return GivenSeed(seed: seed, bytes: Array(text.utf8), text: text)
  }
  findings.report("seed-not-in-record", file: path)
  return nil
}

/// The plan file of a record: by name and digest, near the record and near the working folder.
func locatePlan(
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
