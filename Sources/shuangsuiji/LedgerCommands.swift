// `ledger check` and `void`: the chain of what was committed and drawn in a folder, and the one way
// to take something back, which is to say so.

import DoubleRandom
import Tables

func runLedger(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard invocation.operands.first == "check" else {
    console.printError(
      UsageError.unexpectedOperand(invocation.operands[0], command: invocation.command)
        .text(console.language))
    return .failed
  }
  // Some programs print digests in capitals.
  let heads = (invocation.lists["--head"] ?? []).map { $0.lowercased() }
  for (head, given) in zip(heads, invocation.lists["--head"] ?? []) where !isSHA256(head) {
    console.printError(
      UsageError.badHash(option: "--head", value: given, command: invocation.command)
        .text(console.language))
    return .failed
  }
  var findings = Findings()
  let path = invocation.operands[1]
  guard let bytes = readFile(path, as: .ledger, &findings) else {
    return invocation.refuse(console, findings, "nothing was done", "未作处理")
  }
  // With a published hash an empty ledger is a proof, without one it is nothing.
  if bytes.isEmpty, heads.isEmpty { findings.report("empty-ledger", file: path) }
  let ledger = checkLedger(
    LedgerCheckRequest(bytes: bytes, path: path, heads: heads), findings: &findings)
  let unread = ["not-a-ledger", "utf16-file", "empty-ledger"]
  if unread.contains(where: { findings.count(code: $0) > 0 }) {
    return invocation.refuse(console, findings, "nothing was checked", "未作核对")
  }
  let status: ExitStatus = findings.hasErrors ? .no : .done
  // What it shows against draws and results does not make it another ledger.
  let others = ["commitment-two-seeds", "results-altered"].map { findings.count(code: $0) }
  let isWhole = findings.count(.error) == others.reduce(0, +)
  let broken = console.text("\(path): not as it was written\n", "\(path)：与写入时不一致\n")
  return invocation.conclude(
    console, status, findings,
    text: ledger.flatMap { isWhole ? text($0, path, console) : nil } ?? broken,
    [
      (
        "entries",
        ledger.map { .object(counts($0).map { ($0.kind.rawValue, .int($0.count)) }) } ?? .null
      ),
      ("head", ledger.map { .string($0.head) } ?? .null),
    ])
}

private func isSHA256(_ text: String) -> Bool {
  text.utf8.count == 64 && text.allSatisfy { $0.isASCII && $0.isHexDigit }
}

private func counts(_ ledger: Ledger) -> [(kind: LedgerEntry.Kind, count: Int)] {
  LedgerEntry.Kind.allCases.map { kind in (kind, ledger.entries.count { $0.kind == kind }) }
}

private func text(_ ledger: Ledger, _ path: String, _ console: Console) -> String {
  let chinese = ["承诺", "抽取", "作废", "更换", "公开", "结果"]
  let listed = zip(counts(ledger), chinese).map { item, name in
    console.text("\(item.kind.rawValue) \(item.count)", "\(name) \(item.count)")
  }.joined(separator: console.text(", ", "，"))
  return console.text(
    "\(path): \(ledger.entries.count) lines, unbroken: \(listed)\n  head \(ledger.head)\n",
    "\(path)：共 \(ledger.entries.count) 行，首尾相承：\(listed)\n  末行摘要 \(ledger.head)\n")
}

func runVoid(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard let reason = invocation.value("--reason") else {
    return usage(invocation, "--reason", console)
  }
  var findings = Findings()
  let path = invocation.operands[0]
  guard let grounds = grounds(reason, invocation, &findings),
    let bytes = readFile(path, as: .record, &findings),
    let folder = ledgerFolder(of: path, &findings),
    var ledger = readLedger(in: folder.path, &findings)
  else { return invocation.refuse(console, findings, "nothing was done", "未作处理") }
  let hash = PieceDigest(of: bytes).hex
  guard let entry = ledger.draw(ofRecord: hash) ?? ledger.commitment(hash) else {
    findings.report("not-in-ledger", file: path)
    findings.noteSavedOtherwise(bytes, file: path) { form in
      let hash = PieceDigest(of: form).hex
      return ledger.draw(ofRecord: hash) != nil || ledger.commitment(hash) != nil
    }
    return invocation.refuse(console, findings, "nothing was done", "未作处理")
  }
  if ledger.isVoid(entry) {
    findings.report("already-void", file: path)
    return invocation.refuse(console, findings, "nothing was done", "未作处理")
  }
  if let day = grounds.date { ledger.checkVoidDay(day, of: entry, findings: &findings) }
  if findings.hasErrors {
    return invocation.refuse(console, findings, "nothing was done", "未作处理")
  }
  let draws = ledger.standingDraws(ofCommitment: entry).map { "\($0)" }
  if !draws.isEmpty {
    findings.report(
      "void-of-drawn", file: path, arguments: [draws.joined(separator: ", ")], severity: .warning)
  }
  ledger.appendVoid(entry, grounds)
  guard
    publish([(Ledger.fileName, ledger.bytes)], in: folder, replace: nil, &findings)
  else { return invocation.refuse(console, findings, "nothing was done", "未作处理") }
  let line = ledger.entries.count
  return invocation.conclude(
    console, .done, findings,
    text: console.text(
      "\(path): declared void (ledger line \(line))\n", "\(path)：已作废（台账第 \(line) 行）\n"),
    [("line", .int(line))])
}

// MARK: - What commands on a ledger share

/// `--reason`, `--by` and `--date` as grounds.
func grounds(
  _ reason: String, _ invocation: Invocation, _ findings: inout Findings
) -> Grounds? {
  var day: Day?
  if let text = invocation.value("--date") {
    day = Day(iso: text)
    if day == nil { findings.reportNoDay(text, "--date") }
  }
  if !reason.contains(where: { !$0.isWhitespace }) {
    findings.report("empty-reason", file: "--reason")
  }
  if findings.hasErrors { return nil }
  return Grounds(reason: reason, order: invocation.value("--by"), date: day)
}

/// The folder whose ledger speaks of a record or a commitment, locked: a record stands in its
/// plan's folder, one level down.
func ledgerFolder(of path: String, _ findings: inout Findings) -> OutputFolder? {
  if path == "-" {
    findings.report("record-from-stdin", file: path)
    return nil
  }
  if isBatch(path, &findings) { return nil }
  let own = OutputPlace(path).folder
  // By its name as well: a plan's folder that a killed run had set aside comes back with the lock.
  for folder in [own, own == "." ? ".." : "\(own)/..", OutputPlace(own).folder] {
    if isRegularFile(at: "\(folder)/\(Ledger.fileName)") {
      return prepareOutput(folder, &findings)
    }
  }
  findings.report("no-ledger", file: path)
  return nil
}
