// `draw`: the main job. Plans are read, the output folder is probed, the draw is conducted, and
// only then is anything written: each plan's folder whole, the summary last.

import DoubleRandom
import Sampling
import Tables

func runDraw(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  guard let output = invocation.value("--output") else {
    return usage(invocation, "--output", console)
  }
  guard let (seed, seedText) = readSeed(invocation, &findings) else {
    return refuse(findings, console)
  }
  let plans = invocation.operands.compactMap { readPlan(at: $0, findings: &findings) }
  guard plans.count == invocation.operands.count,
    let folder = prepareOutput(output, &findings),
    let campaigns = conduct(plans, seed: seed, jobs: invocation.jobs, findings: &findings)
  else { return refuse(findings, console) }
  let flavour: CSVFlavour = invocation.value("--csv") == "plain" ? .plain : .people
  let results = parallelMap(campaigns.count, jobs: invocation.jobs) {
    (campaign: campaigns[$0], files: render(campaigns[$0], seedText: seedText, flavour: flavour))
  }
  let summary = summarySheet(
    results.map { ($0.campaign, $0.files.last?.bytes ?? []) }, flavour: flavour)
  guard publish(results, summary, in: folder, replace: invocation.has("--force"), &findings) else {
    return refuse(findings, console)
  }
  console.show(findings)
  console.print(invocation.has("--json") ? drawJSON(results) : drawText(results, output, console))
  return campaigns.allSatisfy { $0.staffing?.unstaffed.isEmpty ?? true } ? .done : .no
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

private typealias Result = (campaign: Campaign, files: [OutputFile])

private func drawText(_ results: [Result], _ output: String, _ console: Console) -> String {
  results.map { campaign, _ in
    let trips = campaign.staffing?.trips.count ?? 0
    let unstaffed = campaign.staffing?.unstaffed.count ?? 0
    return console.text(
      "\(output)/\(campaign.plan.id): \(campaign.visits.count) visits, \(trips) trips"
        + (unstaffed > 0 ? ", \(unstaffed) without a team" : "") + "\n",
      "\(output)/\(campaign.plan.id)：检查对象 \(campaign.visits.count) 户，检查组次 \(trips)"
        + (unstaffed > 0 ? "，未匹配 \(unstaffed)" : "") + "\n")
  }.joined()
}

private func drawJSON(_ results: [Result]) -> String {
  let plans: [JSON] = results.map { campaign, files in
    .object([
      ("id", .string(campaign.plan.id)), ("visits", .int(campaign.visits.count)),
      ("trips", .int(campaign.staffing?.trips.count ?? 0)),
      ("unstaffed", .int(campaign.staffing?.unstaffed.count ?? 0)),
      ("record", .string(FileDigest(of: files.last?.bytes ?? []).hex)),
    ])
  }
  let object = JSON.object([("format", "shuangsuiji-draw/1"), ("plans", .array(plans))])
  return String(decoding: object.text(indent: true), as: UTF8.self)
}
