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
  let results = draw(invocation, into: output, &findings)
  let status: ExitStatus =
    switch results {
    case nil: .failed
    case let results? where results.contains { $0.campaign.unstaffedCount > 0 }: .no
    default: .done
    }
  let outcome = results == nil ? console.text("nothing was drawn", "未进行抽取") : ""
  console.show(findings, outcome: outcome)
  if invocation.has("--json") {
    console.print(json(results ?? [], findings, status, console))
  } else {
    console.print(text(results ?? [], output, console))
  }
  return status
}

private typealias Result = (campaign: Campaign, files: [OutputFile])

/// Plans are read, the folder is probed, the draw is conducted, results are written; nil with
/// findings, and then nothing has changed.
private func draw(
  _ invocation: Invocation, into output: String, _ findings: inout Findings
) -> [Result]? {
  guard let (seed, seedText) = readSeed(invocation, &findings),
    let plans = readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings),
    let folder = prepareOutput(output, &findings),
    let campaigns = conduct(plans, seed: seed, jobs: invocation.jobs, findings: &findings)
  else { return nil }
  let flavour: CSVFlavour = invocation.value("--csv") == "plain" ? .plain : .people
  let results = campaigns.map {
    (campaign: $0, files: render($0, seedText: seedText, flavour: flavour))
  }
  let summary = summarySheet(
    results.map { ($0.campaign, $0.files.last?.bytes ?? []) }, flavour: flavour)
  let isPublished = publish(
    results, summary, in: folder, replace: invocation.has("--force"), &findings)
  return isPublished ? results : nil
}

/// Shows what was found and fails.
func refuse(_ findings: Findings, _ console: Console) -> ExitStatus {
  console.show(findings)
  return .failed
}

/// Says that an option is missing and fails.
func usage(_ invocation: Invocation, _ option: String, _ console: Console) -> ExitStatus {
  console.printError(UsageError.missingOption(option, command: invocation.command).text)
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

private func text(_ results: [Result], _ output: String, _ console: Console) -> String {
  results.map { campaign, _ in
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
  _ results: [Result], _ findings: Findings, _ status: ExitStatus, _ console: Console
) -> JSON {
  let plans: [JSON] = results.map { campaign, files in
    .object([
      ("id", .string(campaign.plan.id)), ("visits", .int(campaign.visits.count)),
      ("trips", .int(campaign.tripCount)), ("unstaffed", .int(campaign.unstaffedCount)),
      ("record", .string(FileDigest(of: files.last?.bytes ?? []).hex)),
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
