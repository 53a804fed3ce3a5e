// `verify --disclosed`: what a stranger can check with the public files of a draw and nothing else.

import DoubleRandom
import Sampling
import Tables

func answerDisclosed(_ path: String, _ invocation: Invocation) -> VerifyAnswer {
  var findings = Findings()
  let failed = { VerifyAnswer(path: path, status: .failed, findings: $0) }
  if path == "-" {
    findings.report("record-from-stdin", file: path)
    return failed(findings)
  }
  guard let read = readRecord(at: path, &findings) else { return failed(findings) }
  var seed: [UInt8]?
  // Disclosed beside the record, unless it is named.
  let file = invocation.value("--seed-file") ?? "\(OutputPlace(path).folder)/seed.txt"
  if read.record.seedText == nil {
    guard let bytes = readFile(file, &findings) else { return failed(findings) }
    seed = bytes
    let isOriginal: ([UInt8]) -> Bool = { Seed(bytes: $0)?.hash.hex == read.record.seedHash }
    if !isOriginal(bytes) {
      findings.noteSavedOtherwise(bytes, file: file, where: isOriginal)
    }
  }
  let request = DisclosureRequest(
    record: read.record, recordBytes: read.bytes, recordPath: path, seed: seed,
    seedPath: file)
  let seedBytes = seed ?? Array((read.record.seedText ?? "").utf8)
  var unchecked: [String] = []
  let verdict = verifyDisclosed(request, unchecked: &unchecked, findings: &findings)
  var answer = VerifyAnswer(
    path: path, status: .done, findings: findings, isOfPublicFiles: true, unchecked: unchecked,
    entropy: SeedTranscript(seedBytes)?.entropy ?? [],
    void: voidLine(read.bytes, at: path))
  switch verdict {
  case .identical: break
  case .differs(let discrepancies): (answer.status, answer.discrepancies) = (.no, discrepancies)
  case .unanswerable: answer.status = .failed
  }
  return answer
}

func disclosedText(_ answer: VerifyAnswer, _ console: Console) -> String {
  let hasLedger = !answer.unchecked.contains(Ledger.fileName)
  let folder = OutputPlace(answer.path).folder
  // What lies there is not checked for want of a ledger that tells of it.
  func isThere(_ name: String) -> Bool {
    ["", "../"].contains { isRegularFile(at: "\(folder)/\($0)\(name)") }
  }
  var (absent, untold) = (answer, answer)
  absent.unchecked.removeAll(where: isThere)
  untold.unchecked.removeAll { !isThere($0) }
  return console.text(
    "\(answer.path): what is public agrees: seed, tickets, order, counts, cut-offs"
      + (hasLedger ? ", ledger" : ""),
    "\(answer.path)：已公开的内容相互一致（种子、票号、次序、数量、分界票号" + (hasLedger ? "、台账）" : "）"))
    + answer.voidText(console) + "\n"
    + absent.uncheckedText(console, ", because not at hand", "（不在原处）")
    + untold.uncheckedText(
      console, ", for want of a ledger that tells of them", "（缺少载明它们的台账）")
    + (answer.entropy.isEmpty
      ? ""
      : console.text(
        "  not checked, look them up where they were published:\n",
        "  未核对，请与公布的结果核对：\n")
        + answer.entropy.map { "    \(visible($0, limit: 400))\n" }.joined())
    + console.text(
      "  not looked at: who is in the frame, dates and teams; that takes plan and registries, "
        + "whose digests the record holds\n",
      "  未核对：抽样框的构成、日期和检查组；须有计划和名录库才能核对，其摘要载于抽取记录\n")
}
