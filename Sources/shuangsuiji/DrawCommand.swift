// `draw`: the main job. Plans are read, the output folder is probed, the draw is conducted, held
// against its commitment where there is one, and entered in the ledger; only then is anything
// written: the ledger first, each plan's folder whole, the summary last.

import DoubleRandom
import Sampling
import Tables

func runDraw(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  if let part = invocation.value("--partial") { return runPartial(part, invocation, console) }
  if invocation.has("--keep-all") { return usage(invocation, "--partial", console) }
  guard let output = invocation.value("--output") else {
    return usage(invocation, "--output", console)
  }
  var findings = Findings()
  var outcome = console.text("nothing was drawn", "未进行抽取")
  var results = draw(invocation, into: output, &findings)
  if let drawn = results {
    let rejects = RejectsFile(of: drawn.campaigns.map(\.registry), invocation, console)
    let isRefused = rejects?.isRefused(&findings) ?? false
    if isRefused || !publish(drawn, rejects, invocation, &findings) {
      results = nil
      outcome = console.text("nothing was written", "未写入任何结果")
    }
  }
  let status: ExitStatus =
    switch results {
    case nil: .failed
    case _ where findings.hasErrors: .failed
    case let results? where results.campaigns.contains { $0.unstaffedCount > 0 }: .no
    default: .done
    }
  console.show(findings, outcome: results == nil ? outcome : "")
  if invocation.has("--json") {
    console.print(json(results, findings, status, console))
  } else {
    console.say(text(results, output, console))
  }
  console.kept = results?.campaigns
  return status
}

/// What a draw gives, before it becomes visible.
struct Results {
  var campaigns: [Campaign]
  var entered: EnteredDraws
  /// Holds the files of all plans.
  var publication: Publication
  var flavour: CSVFlavour
  /// Whether the seed's text stands in the records.
  var showsSeed: Bool
  /// With the lines of these draws.
  var ledger: Ledger
}

/// Plans are read, the folder is probed, the draw is conducted; nil with findings.
private func draw(
  _ invocation: Invocation, into output: String, _ findings: inout Findings
) -> Results? {
  guard let seed = readSeed(invocation, &findings),
    let plans = readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings),
    let folder = prepareOutput(output, &findings),
    var ledger = readLedger(in: folder.path, &findings),
    let commitment = followed(by: plans, seed, ledger, invocation, &findings),
    let partials = invocation.command.name == mergeCommand.name
      ? readPartials(invocation, of: plans, seed.seed, &findings) : [],
    let campaigns = conduct(
      plans, seed: seed.seed, jobs: invocation.jobs, from: partials, findings: &findings)
  else { return nil }
  if case .commitment(let commitment) = commitment {
    let file = invocation.value("--commitment") ?? ""
    commitment.check(campaigns, file: file, findings: &findings)
    if findings.hasErrors { return nil }
  }
  let flavour: CSVFlavour = invocation.value("--csv") == "plain" ? .plain : .people
  WorkStep.results.begin()
  let publication = Publication(folder)
  let before = ledger
  let entered = ledger.enter(
    campaigns, commitment: commitment.reference(seed), seedText: seed.text, flavour: flavour,
    jobs: invocation.jobs
  ) { plan, files, stands in
    let kept = stands ? standingSheet(of: plan, in: folder) : []
    publication.add(kept + files.map { ("\(plan.id)/\($0.name)", $0.bytes) })
  }
  guard areReadable(entered.records, of: campaigns, &findings),
    mayReplace(entered, campaigns, before, folder, invocation, &findings)
  else { return nil }
  warnOfLostSheets(of: plans, in: before, folder, &findings)
  ledger.checkSeed(
    of: campaigns, after: before.entries.count, file: "\(folder.path)/\(Ledger.fileName)",
    findings: &findings)
  if findings.hasErrors { return nil }
  return Results(
    campaigns: campaigns, entered: entered, publication: publication, flavour: flavour,
    showsSeed: seed.text != nil, ledger: ledger)
}

/// False with findings where a record is so large that nobody could verify it.
private func areReadable(
  _ records: [[UInt8]], of campaigns: [Campaign], _ findings: inout Findings
) -> Bool {
  for (record, campaign) in zip(records, campaigns) where record.count > JSON5Limits.size {
    findings.report(
      "record-too-large", file: campaign.plan.id,
      arguments: ["\(record.count)", "\(JSON5Limits.size)"])
  }
  return !findings.hasErrors
}

/// What a draw follows.
enum Followed {
  case nothing
  case commitment(Commitment)

  func reference(_ seed: GivenSeed) -> CommitmentReference? {
    guard case .commitment(let commitment) = self else { return nil }
    return CommitmentReference(commitment, SeedTranscript(seed.bytes))
  }
}

/// The commitment of `--commitment`, once seed, plans and ledger are found to be its own.
///
/// - Parameter ledger: of the output folder; nil for a part, which is drawn away from it.
func followed(
  by plans: [Plan], _ seed: GivenSeed, _ ledger: Ledger?, _ invocation: Invocation,
  _ findings: inout Findings
) -> Followed? {
  guard let path = invocation.value("--commitment") else {
    noteGuessable(seed, &findings)
    return .nothing
  }
  guard let commitment = readCommitment(path, &findings) else { return nil }
  let seedFile = invocation.value("--seed-file")
  if let entry = ledger?.commitment(commitment.hash) {
    if let line = ledger?.voidLine(of: entry) {
      findings.report("commitment-is-void", file: path, arguments: ["\(line)"])
    }
  } else if ledger != nil {
    let place = "\(invocation.value("--output") ?? ".")/\(OutputPlace(path).name)"
    let isBeside = (try? readBoundedFile(at: path)).map { isFile(at: place, $0) } ?? false
    if isBeside, ledger?.entries.isEmpty == true {
      findings.report(
        "ledger-of-commitment-gone", file: path, arguments: ["\(commitment.sequence)"])
    } else {
      findings.report("commitment-not-in-ledger", file: path)
    }
    if let ledger, let bytes = try? readBoundedFile(at: path) {
      findings.noteSavedOtherwise(bytes, file: path) {
        ledger.commitment(PieceDigest(of: $0).hex) != nil
      }
    }
  }
  if let seedFile, let transcript = SeedTranscript(seed.bytes) {
    if commitment.check(transcript, file: seedFile, findings: &findings) {
      commitment.warnOfFallbacks(transcript, file: seedFile, findings: &findings)
    }
  } else {
    findings.report(
      seedFile == nil ? "commitment-needs-transcript" : "not-a-transcript",
      file: seedFile ?? "--seed")
    findings.noteSavedOtherwise(seed.bytes, file: seedFile ?? "--seed") {
      SeedTranscript($0)?.commitment == commitment.hash
    }
  }
  commitment.check(plans, file: path, findings: &findings)
  return findings.hasErrors ? nil : .commitment(commitment)
}

/// Bytes below which a seed is called guessable.
private let seedBytesMin = 16

private func noteGuessable(_ seed: GivenSeed, _ findings: inout Findings) {
  let file = seed.text == nil ? "--seed-file" : "--seed"
  if let transcript = SeedTranscript(seed.bytes) {
    findings.report(
      "transcript-without-commitment", file: file, arguments: [transcript.commitment],
      severity: .warning)
  }
  if String(decoding: seed.bytes, as: UTF8.self).allSatisfy(\.isWhitespace) {
    findings.report("blank-seed", file: file, severity: .warning)
  }
  if seed.text == nil, seed.bytes.last == UInt8(ascii: "\n"), SeedTranscript(seed.bytes) == nil {
    findings.report("seed-ends-a-line", file: file, severity: .note)
  }
  if seed.bytes.count >= seedBytesMin { return }
  findings.report(
    "guessable-seed", file: file, arguments: ["\(seed.bytes.count)"], severity: .note)
}

/// Writes what stands for the whole batch and puts everything in place, the ledger first: a draw
/// that is there stands in the ledger, at every instant. False with a finding, and then nothing has
/// changed.
private func publish(
  _ results: Results, _ rejects: RejectsFile?, _ invocation: Invocation,
  _ findings: inout Findings
) -> Bool {
  let isForced = invocation.has("--force")
  guard
    let batch = BatchFiles(
      results, in: results.publication.path, isForced: isForced, &findings)
  else { return false }
  results.publication.add([(Ledger.fileName, results.ledger.bytes)])
  results.publication.add([("summary.csv", batch.summary)])
  results.publication.add([("index.html", batch.index)])
  let pages = ["summary.csv", "index.html"]
  return results.publication.finish(
    inOrder: [Ledger.fileName] + results.campaigns.map(\.plan.id) + pages,
    replace: isForced, growing: batch.isContinuation ? pages : [], &findings
  ) { () throws(OutputError) in try rejects?.write(cancellation: Cancellation()) }
}

/// Says that an option is missing and fails.
func usage(_ invocation: Invocation, _ option: String, _ console: Console) -> ExitStatus {
  console.printError(
    UsageError.missingOption(option, command: invocation.command).text(console.language))
  return .failed
}

/// Says that an option says nothing beside another, and fails.
func conflict(
  _ invocation: Invocation, _ option: String, _ other: String, _ console: Console
) -> ExitStatus {
  console.printError(
    UsageError.conflict(option, other, command: invocation.command).text(console.language))
  return .failed
}

/// A seed with its bytes; the text only where it was given as text.
struct GivenSeed {
  var seed: Seed
  var bytes: [UInt8]
  var text: String?
}

/// The seed of `--seed` or `--seed-file`.
func readSeed(_ invocation: Invocation, _ findings: inout Findings) -> GivenSeed? {
  switch (invocation.value("--seed"), invocation.value("--seed-file")) {
  case (let text?, nil) where text.hasPrefix(Seed.simulatedPrefix):
    findings.report("simulated-seed", file: "--seed")
  case (let text?, nil):
    let bytes = Array(text.utf8)
    if let seed = Seed(bytes: bytes) { return GivenSeed(seed: seed, bytes: bytes, text: text) }
    findings.report("empty-seed", file: "--seed")
  case (nil, let path?):
    guard let bytes = readFile(path, &findings) else { return nil }
    if bytes.starts(with: Seed.simulatedPrefix.utf8) {
      findings.report("simulated-seed", file: path)
      return nil
    }
    if let seed = Seed(bytes: bytes) { return GivenSeed(seed: seed, bytes: bytes) }
    findings.report("empty-seed", file: path)
  case (nil, nil): findings.report("no-seed", file: "--seed")
  default: findings.report("two-seeds", file: "--seed")
  }
  return nil
}

/// A small file, or nil with a finding.
///
/// - Parameter use: what it is read as, where a folder may hold it.
func readFile(
  _ path: String, as use: FileUse? = nil, _ findings: inout Findings
) -> [UInt8]? {
  do {
    return try readBoundedFile(at: path)
  } catch {
    if use == .record, isBatch(path, &findings) { return nil }
    findings.add(error, file: path, as: use)
    return nil
  }
}

private func text(_ results: Results?, _ output: String, _ console: Console) -> String {
  (results?.campaigns ?? []).map { campaign in
    let discarded = results?.discarded(campaign.plan, console) ?? ""
    let (visits, trips) = (campaign.visits.count, campaign.tripCount)
    let unstaffed = campaign.unstaffedCount
    return console.text(
      "\(output)/\(campaign.plan.id): \(counted(visits, "visit")), \(counted(trips, "trip"))"
        + (unstaffed > 0 ? ", \(unstaffed) without a team" : "") + discarded + "\n",
      "\(output)/\(campaign.plan.id)：检查对象 \(visits) 户，检查组次 \(trips)"
        + (unstaffed > 0 ? "，未匹配 \(unstaffed)" : "") + discarded + "\n")
  }.joined()
}

extension Results {
  /// What the notice will say of the draws before this one, where it took the place of another.
  fileprivate func discarded(_ plan: Plan, _ console: Console) -> String {
    guard entered.replaced.contains(plan.id), let entry = ledger.draw(ofPlan: plan.id) else {
      return ""
    }
    let standing = ledger.standing(of: plan, at: entry.sequence - 1, commitment: nil)
    return console.text(
      "; the notice says: draw \(standing.draws) of its period, \(standing.voids) discarded",
      "；公示载明抽取次数 \(standing.draws)、废弃方案数 \(standing.voids)")
  }
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

private func json(
  _ results: Results?, _ findings: Findings, _ status: ExitStatus, _ console: Console
) -> JSON {
  let plans: [JSON] = zip(results?.campaigns ?? [], results?.entered.records ?? []).map {
    campaign, record in
    .object([
      ("id", .string(campaign.plan.id)), ("visits", .int(campaign.visits.count)),
      ("trips", .int(campaign.tripCount)), ("unstaffed", .int(campaign.unstaffedCount)),
      ("record", .string(FileDigest(of: record).hex)),
    ])
  }
  return .object([
    ("format", "shuangsuiji-draw/1"), ("status", .int(Int(status.rawValue))),
    ("plans", .array(plans)), ("findings", findings.json(console.language)),
  ])
}

extension Campaign {
  fileprivate var tripCount: Int { staffing?.trips.count ?? 0 }
  fileprivate var unstaffedCount: Int { staffing?.unstaffed.count ?? 0 }
}
