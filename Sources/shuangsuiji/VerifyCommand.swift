// `verify`: finds what a record names, repeats the draw and says what differs.

import DoubleRandom
import Sampling
import Tables

func runVerify(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  // Records of a batch share registries, whose findings are shown once.
  var said = Findings()
  var findings = Findings()
  invocation.reportMissingPlans(&findings)
  console.show(findings.news(since: &said))
  // They share the page over the batch, too.
  var told: Set<Discrepancy> = []
  let answers = invocation.operands.map { path in
    let answer = answer(path, invocation)
    console.show(answer.findings.news(since: &said))
    if !invocation.has("--json") { console.say(text(answer, told, console)) }
    told.formUnion(answer.discrepancies.map(\.named))
    return answer
  }
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
  /// Whether public files alone were looked at.
  var isOfPublicFiles = false
  /// Files that belong to the draw and were not compared.
  var unchecked: [String] = []
  /// Of disclosed files, the public lines of the seed, which nothing here can look up.
  var entropy: [String] = []
  /// The ledger's line that declares the draw void; nil where it stands, or no ledger tells.
  var void: Int?
  /// The files that were read to repeat the draw, the plan's first.
  var files: [(role: String, path: String)] = []

  func json(_ language: Language) -> JSON {
    .object([
      ("record", .string(path)), ("status", .int(Int(status.rawValue))),
      ("void", void.map(JSON.int) ?? .null),
      ("unchecked", .array(unchecked.map(JSON.string))),
      ("entropy", .array(entropy.map(JSON.string))),
      ("plan", files.first.map { .string($0.path) } ?? .null),
      (
        "files",
        .array(files.map { .object([("role", .string($0.role)), ("path", .string($0.path))]) })
      ),
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
  var unchecked: [String] = []
  let verdict = verify(
    request, jobs: invocation.jobs, unchecked: &unchecked, findings: &findings)
  var answer = VerifyAnswer(
    path: path, status: .done, findings: findings, unchecked: unchecked,
    void: voidLine(request.recordBytes, at: path), files: request.filesUsed)
  switch verdict {
  case .identical: break
  case .differs(let discrepancies):
    (answer.status, answer.discrepancies) = (.no, discrepancies)
  case .unanswerable: answer.status = .failed
  }
  return answer
}

/// - Parameter told: what has been said of records before.
private func text(
  _ answer: VerifyAnswer, _ told: Set<Discrepancy>, _ console: Console
) -> String {
  switch answer.status {
  case .done where answer.isOfPublicFiles:
    disclosedText(answer, console)
  case .done:
    console.text("\(answer.path): identical", "\(answer.path)：完全一致")
      + answer.voidText(console) + "\n" + answer.uncheckedText(console)
  case .no where answer.discrepancies.allSatisfy { told.contains($0.named) }:
    console.text(
      "\(answer.path): nothing else differs\n", "\(answer.path)：除上述不符外，其余一致\n")
  case .no:
    answer.discrepancies.filter { !told.contains($0.named) }
      .map { $0.text(console.language) }.joined()
      + (answer.discrepancies.allSatisfy(\.isOfWording) ? wordingText(answer.path, console) : "")
  case .failed:
    console.text(
      "\(answer.path): cannot be verified\n", "\(answer.path)：无法复核\n")
  }
}

extension VerifyAnswer {
  /// What a verdict goes on with where the draw is void, or its seed a second one.
  func voidText(_ console: Console) -> String {
    let fallback =
      findings.count(code: "entropy-fallback-used") == 0
      ? "" : console.text("; its seed has a fallback source", "；种子用了备用来源")
    let commitment =
      findings.count(code: "commitment-is-void") == 0
      ? "" : console.text("; its commitment was declared void", "；所依据的承诺已作废")
    guard let void else { return fallback + commitment }
    return fallback + commitment
      + console.text(
        "; this draw was declared void (ledger line \(void))", "；此次抽取已作废（台账第 \(void) 行）")
  }

  /// The line below a verdict that does not speak of all files of the draw.
  ///
  /// - Parameters:
  ///   - english: why not, where the reason is the same for all of them.
  ///   - chinese: the same.
  func uncheckedText(
    _ console: Console, _ english: String = "", _ chinese: String = ""
  ) -> String {
    if unchecked.isEmpty { return "" }
    return console.text(
      "  not checked\(english): \(unchecked.joined(separator: ", "))\n",
      "  未核对\(chinese)：\(unchecked.joined(separator: "、"))\n")
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
  guard let read = readRecord(at: path, &findings) else { return nil }
  let record = read.record
  guard let seed = seed(of: record, path, invocation, &findings),
    let planPath = locatePlan(record, recordPath: path, invocation, &findings)
  else { return nil }
  if findings.count(code: "input-changed") > 0 { return nil }
  guard let plan = readPlan(at: planPath, findings: &findings) else {
    reportChangedPlanFiles(of: record, at: planPath, findings: &findings)
    return nil
  }
  return VerificationRequest(
    record: record, recordBytes: read.bytes, recordPath: path, plan: plan, seed: seed.seed,
    seedBytes: seed.text == nil ? seed.bytes : nil)
}

private func readFileIfThere(_ path: String) -> [UInt8]? {
  isRegularFile(at: path) ? try? readWholeFile(at: path, limit: 1 << 20) : nil
}

private func seed(
  of record: DrawRecord, _ path: String, _ invocation: Invocation, _ findings: inout Findings
) -> GivenSeed? {
  if let file = invocation.value("--seed-file") {
    guard let bytes = readFile(file, &findings) else { return nil }
    if let seed = Seed(bytes: bytes), seed.hash.hex == record.seedHash {
      return GivenSeed(seed: seed, bytes: bytes)
    }
    // Without the record's hash: every ticket follows from it.
    findings.report("other-seed", file: file)
    findings.noteSavedOtherwise(bytes, file: file) {
      Seed(bytes: $0)?.hash.hex == record.seedHash
    }
    return nil
  }
  if let text = record.seedText, let seed = Seed(bytes: Array(text.utf8)) {
    return GivenSeed(seed: seed, bytes: Array(text.utf8), text: text)
  }
  // As `disclose` puts it; not taken unasked, for there the plan and registries are seldom at hand.
  let beside = "\(OutputPlace(path).folder)/seed.txt"
  let isThere = readFileIfThere(beside).flatMap { Seed(bytes: $0) }?.hash.hex == record.seedHash
  findings.report("seed-not-in-record", file: path, arguments: isThere ? [beside] : [])
  return nil
}
