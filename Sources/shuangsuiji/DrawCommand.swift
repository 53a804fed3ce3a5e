// `draw`: the main job. Plans are read, the output folder is probed, the draw is conducted, and
// only then is anything written: each plan's folder whole, the summary last.

import DoubleRandom
import Sampling
import Tables

func runDraw(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard let output = invocation.value("--output") else {
    return usage(invocation, "--output", console)
  }
  var findings = Findings()
  var outcome = console.text("nothing was drawn", "未进行抽取")
  var results: Results?
  if let drawn = draw(invocation, into: output, &findings) {
    results = publish(drawn, invocation, &findings)
    if results == nil { outcome = console.text("nothing was written", "未写入任何结果") }
  }
  let status: ExitStatus =
    switch results {
    case nil: .failed
    case let results? where results.campaigns.contains { $0.unstaffedCount > 0 }: .no
    default: .done
    }
  console.show(findings, outcome: results == nil ? outcome : "")
  if invocation.has("--json") {
    console.print(json(results, findings, status, console))
  } else {
    console.print(text(results?.campaigns ?? [], output, console))
  }
  return status
}

/// What was drawn and written.
private struct Results {
  var campaigns: [Campaign]
  /// The record of each.
  var records: [[UInt8]]
}

/// What a draw gives, before it is written.
private struct Drawn {
  var folder: OutputFolder
  var campaigns: [Campaign]
  var seedText: String?
}

/// Plans are read, the folder is probed, the draw is conducted; nil with findings.
private func draw(
  _ invocation: Invocation, into output: String, _ findings: inout Findings
) -> Drawn? {
  guard let (seed, seedText) = readSeed(invocation, &findings),
    let plans = readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings),
    let folder = prepareOutput(output, &findings),
    let campaigns = conduct(plans, seed: seed, jobs: invocation.jobs, findings: &findings)
  else { return nil }
  return Drawn(folder: folder, campaigns: campaigns, seedText: seedText)
}

/// Writes everything; nil with a finding, and then nothing has changed.
private func publish(
  _ drawn: Drawn, _ invocation: Invocation, _ findings: inout Findings
) -> Results? {
  publish(
    drawn.campaigns, seedText: drawn.seedText,
    invocation.value("--csv") == "plain" ? .plain : .people, jobs: invocation.jobs,
    in: drawn.folder, replace: invocation.has("--force"), &findings
  ).map { Results(campaigns: drawn.campaigns, records: $0) }
}

/// Shows what was found and fails.
func refuse(_ findings: Findings, _ console: Console) -> ExitStatus {
  console.show(findings)
  return .failed
}

/// Says that an option is missing and fails.
func usage(_ invocation: Invocation, _ option: String, _ console: Console) -> ExitStatus {
  console.printError(
    UsageError.missingOption(option, command: invocation.command).text(console.language))
  return .failed
}

/// The seed of `--seed` or `--seed-file`; the text only where it was given as text.
func readSeed(
  _ invocation: Invocation, _ findings: inout Findings
) -> (seed: Seed, text: String?)? {
  switch (invocation.value("--seed"), invocation.value("--seed-file")) {
  case (let text?, nil):
    if let seed = Seed(bytes: Array(text.utf8)) { return (seed, text) }
    findings.report("empty-seed", file: "--seed")
  case (nil, let path?):
    guard let bytes = readFile(path, &findings) else { return nil }
    if let seed = Seed(bytes: bytes) { return (seed, nil) }
    findings.report("empty-seed", file: path)
  case (nil, nil): findings.report("no-seed", file: "--seed")
  default: findings.report("two-seeds", file: "--seed")
  }
  return nil
}

/// A small file, or nil with a finding.
func readFile(_ path: String, _ findings: inout Findings) -> [UInt8]? {
  do {
    return try readWholeFile(at: path, limit: 64 << 20)
  } catch {
    findings.add(error, file: path)
    return nil
  }
}

private func text(_ campaigns: [Campaign], _ output: String, _ console: Console) -> String {
  campaigns.map { campaign in
    let (visits, trips) = (campaign.visits.count, campaign.tripCount)
    let unstaffed = campaign.unstaffedCount
    return console.text(
      "\(output)/\(campaign.plan.id): \(counted(visits, "visit")), \(counted(trips, "trip"))"
        + (unstaffed > 0 ? ", \(unstaffed) without a team" : "") + "\n",
      "\(output)/\(campaign.plan.id)：检查对象 \(visits) 户，检查组次 \(trips)"
        + (unstaffed > 0 ? "，未匹配 \(unstaffed)" : "") + "\n")
  }.joined()
}

private func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}

private func json(
  _ results: Results?, _ findings: Findings, _ status: ExitStatus, _ console: Console
) -> JSON {
  let plans: [JSON] = zip(results?.campaigns ?? [], results?.records ?? []).map {
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
