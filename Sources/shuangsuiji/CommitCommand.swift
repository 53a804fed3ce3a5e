// `commit` and `seed`: what is to be drawn is frozen and published before its seed exists; then
// public entropy and the operator's salt make the seed.

import DoubleRandom
import Sampling
import Tables

func runCommit(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  if let part = invocation.value("--partial") { return runCount(part, invocation, console) }
  guard let saltPath = invocation.value("--salt-file") else {
    return usage(invocation, "--salt-file", console)
  }
  guard let output = invocation.value("--output") else {
    return usage(invocation, "--output", console)
  }
  var findings = Findings()
  let place = OutputPlace(output)
  guard let folder = prepareOutput(place.folder, &findings),
    let salt = readSalt(saltPath, &findings),
    let plans = readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings),
    let sources = sharedEntropy(of: plans, findings: &findings),
    var ledger = readLedger(in: folder.path, &findings),
    isUnused(salt, saltPath, ledger, folder, &findings),
    let partials = invocation.lists["--partials"] == nil
      ? [] : readPartials(invocation, of: plans, PartialDraw.countingSeed, &findings),
    let prospects = foresee(plans, jobs: invocation.jobs, from: partials, findings: &findings)
  else { return invocation.refuse(console, findings, "nothing was committed", "未作承诺") }
  let terms = CommitmentTerms(
    draw: drawName(of: plans.map(\.id)), sequence: ledger.entries.count + 1,
    previous: ledger.head, saltHash: salt.hash, sources: sources)
  let bytes = commitment(terms, prospects.map(PlanFigures.init))
  guard let commitment = try? Commitment(bytes) else {
    preconditionFailure("a commitment reads back")
  }
  ledger.appendCommitment(file: place.name, bytes, commitment)
  // The file first: a run that is killed between the two is finished by the next one.
  let files: [OutputFolder.File] = [(place.name, bytes), (Ledger.fileName, ledger.bytes)]
  guard publish(files, in: folder, replace: nil, &findings) else {
    return invocation.refuse(console, findings, "nothing was committed", "未作承诺")
  }
  return invocation.conclude(
    console, .done, findings, text: text(commitment, output, console),
    [
      ("draw", .string(commitment.draw)), ("sequence", .int(commitment.sequence)),
      ("hash", .string(commitment.hash)),
    ])
}

/// Whether no commitment in the ledger has the salt; false with a finding.
private func isUnused(
  _ salt: Salt, _ path: String, _ ledger: Ledger, _ folder: OutputFolder,
  _ findings: inout Findings
) -> Bool {
  ledger.checkSalt(salt.hash, file: path, in: folder.path, findings: &findings)
  return !findings.hasErrors
}

private func text(_ commitment: Commitment, _ output: String, _ console: Console) -> String {
  let lines = commitment.sources.map { "  \($0.pattern)  (\($0.date.text))\n" }.joined()
  return console.text(
    "\(output): entry \(commitment.sequence) of the ledger, draw \(commitment.draw)\n"
      + "  publish it now; sha256 \(commitment.hash)\n"
      + "the seed will be made of\n\(lines)",
    "\(output)：台账第 \(commitment.sequence) 号记录，抽取 \(commitment.draw)\n"
      + "  请立即公布；sha256 \(commitment.hash)\n"
      + "种子将由下列公开信息形成\n\(lines)")
}

func runSeed(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  for option in ["--commitment", "--entropy", "--salt-file", "--output"]
  where invocation.value(option) == nil && invocation.lists[option] == nil {
    return usage(invocation, option, console)
  }
  var findings = Findings()
  let lines = invocation.lists["--entropy"] ?? []
  guard
    let commitment = readCommitment(invocation.value("--commitment") ?? "", &findings),
    let salt = readSalt(
      invocation.value("--salt-file") ?? "", committedAs: commitment.saltHash, &findings),
    let names = commitment.check(entropy: lines, file: "--entropy", findings: &findings)
  else { return invocation.refuse(console, findings, "no seed was made", "未生成种子") }
  askLedger(of: commitment, at: invocation.value("--commitment") ?? "", &findings)
  let transcript = SeedTranscript(
    draw: commitment.draw, commitment: commitment.hash, entropy: lines, salt: salt.text)
  guard commitment.check(transcript, file: "--salt-file", findings: &findings),
    !findings.hasErrors
  else {
    return invocation.refuse(console, findings, "no seed was made", "未生成种子")
  }
  for (name, source) in zip(names, commitment.sources) where name != source.name {
    findings.report(
      "entropy-fallback", file: "--entropy", arguments: [name], severity: .warning)
  }
  let output = invocation.value("--output") ?? ""
  do {
    try writeFile(transcript.bytes, to: output, replace: false)
  } catch {
    findings.add(error, canForce: false)
    return invocation.refuse(console, findings, "no seed was made", "未生成种子")
  }
  return invocation.conclude(
    console, .done, findings,
    text: console.text(
      "\(output): seed of draw \(commitment.draw)\n"
        + "  keep it secret until disclosure, and its sha256sum, which is S\n",
      "\(output)：抽取 \(commitment.draw) 的种子\n"
        + "  公开之前，文件及其 sha256sum（即 S）均须保密\n"),
    [("draw", .string(commitment.draw))])
}

/// What `draw` will refuse is said while there is no seed yet; a ledger elsewhere tells nothing.
private func askLedger(
  of commitment: Commitment, at path: String, _ findings: inout Findings
) {
  var own = Findings()
  let place = OutputPlace(path)
  guard let ledger = readLedger(in: place.folder, &own) else { return }
  if let entry = ledger.commitment(commitment.hash) {
    guard let line = ledger.voidLine(of: entry) else { return }
    findings.report(
      "commitment-is-void", file: path, arguments: ["\(line)"], severity: .warning)
  } else if let entry = ledger.commitment(file: place.name) {
    findings.report(
      "commitment-altered", file: path,
      arguments: ["\(entry.sequence)", entry.text("hash") ?? "", commitment.hash])
    guard let bytes = try? readBoundedFile(at: path) else { return }
    findings.noteSavedOtherwise(bytes, file: path) {
      ledger.commitment(PieceDigest(of: $0).hex) != nil
    }
  }
}

// MARK: - What both read

/// A file's folder and name.
struct OutputPlace {
  let folder: String
  let name: String

  init(_ path: String) {
    let slash = path.lastIndex(of: "/")
    name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  }
}

/// A commitment, or nil with findings.
func readCommitment(_ path: String, _ findings: inout Findings) -> Commitment? {
  guard let bytes = readFile(path, &findings) else { return nil }
  do {
    return try Commitment(bytes)
  } catch {
    findings.add(error, file: path, bytes: bytes)
    return nil
  }
}

/// The ledger of an output folder, empty where there is none yet; nil with findings where it is not
/// as it was written.
func readLedger(in folder: String, _ findings: inout Findings) -> Ledger? {
  let path = "\(folder)/\(Ledger.fileName)"
  do {
    return Ledger(try readBoundedFile(at: path), file: path, findings: &findings)
  } catch .notFound {
    return Ledger()
  } catch {
    findings.add(error, file: path)
    return nil
  }
}

/// - Parameter hash: that of the salt of a commitment; nil where none was made yet.
private func readSalt(
  _ path: String, committedAs hash: String? = nil, _ findings: inout Findings
) -> Salt? {
  guard let bytes = readFile(path, &findings) else { return nil }
  do {
    return try Salt(bytes)
  } catch {
    switch error {
    case .notALine:
      findings.report("salt-not-a-line", file: path)
      if let hash {
        findings.noteSavedOtherwise(bytes, file: path) { (try? Salt($0))?.hash == hash }
      }
    case .tooShort(let count):
      findings.report(
        "salt-too-short", file: path, arguments: ["\(count)", "\(Salt.lengthMin)"])
    case .tooUniform(let count):
      findings.report(
        "salt-too-uniform", file: path, arguments: ["\(count)", "\(Salt.varietyMin)"])
    }
    return nil
  }
}
