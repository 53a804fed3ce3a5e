// `draw --partial`, `commit --partial` and `merge`: a registry in several files, each drawn from,
// or counted, where it is kept, and the partial draws made one. `merge` goes the way of `draw` from
// there on: ledger, files, record.

import DoubleRandom
import Sampling
import Tables

let mergeCommand = CommandSpec(
  name: "merge", operands: "PLAN…",
  required: "--partials DIR… (--seed TEXT | --seed-file F) --output DIR",
  summary: Words(
    "make one draw of the partial draws of all parts of a registry",
    "把名录库各部分的分部抽取合并为一次抽取"),
  details: Words(
    """
    PLAN names the parts (inputs.targets.parts); each was surveyed where it is kept, by draw
    --partial, from the same plans, history and seed. The results are those of one draw over all
    parts, byte for byte, and verify repeats them where the parts are at hand. Refused: an id in
    the frames of two parts, a part missing, of another seed or plan, or one that handed on too
    little (draw it again with --keep-all).
    """,
    """
    计划以 inputs.targets.parts 列明名录库的各部分；各部分在其所在地用 draw --partial 按同一
    计划、同一检查历史、同一种子处理。合并结果与对全部名录库一次抽取逐字节相同，各部分齐备时可用
    verify 复核。以下情形予以拒绝：同一代码出现在两个部分的抽样框中；缺少某一部分，或其种子、计划
    不同；某一部分上报的候选不够（请加 --keep-all 重做该部分）。
    """),
  answer: drawAnswer,
  options: [
    OptionSpec(
      "--partials", "DIR…", isList: true, "folders that draw --partial wrote, one for each part",
      "draw --partial 写出的文件夹，每个部分一个")
  ] + drawOptions,
  examples: [
    partsOfMentougou + "\n"
      + "shuangsuiji merge parts/plan.json5 --partials parts/drawn/part-1 parts/drawn/part-2 \\\n"
      + "  --seed '2026Q4 20 58 13 07' --output parts/merged"
  ], run: runDraw)

/// The registry of the samples in two files, and a plan that names them.
private let partsOfMentougou = """
  mkdir -p parts && cp samples/*.csv parts
  (head -n 1 samples/targets.csv; sed -n '2,9000p' samples/targets.csv) > parts/a.csv
  (head -n 1 samples/targets.csv; sed -n '9001,$p' samples/targets.csv) > parts/b.csv
  sed 's|\\.\\./samples/||; s|"targets.csv"|["a.csv", "b.csv"]|; s|file: \\[|parts: [|' \\
    plans/common.json5 > parts/common.json5
  cp plans/110109-mentougou.json5 parts/plan.json5
  for part in a.csv b.csv; do shuangsuiji draw parts/plan.json5 --partial $part \\
    --seed '2026Q4 20 58 13 07' --output parts/drawn; done
  """

/// `draw --partial`: one part of the registry, surveyed and written to be merged elsewhere. Where a
/// commitment is given, its part and history must be the committed ones; counts are the merge's.
func runPartial(_ part: String, _ invocation: Invocation, _ console: Console) -> ExitStatus {
  // A part is no list for people, and where a registry stands in parts no row is set aside.
  for option in ["--rejects", "--csv"] where invocation.value(option) != nil {
    return conflict(invocation, option, "--partial", console)
  }
  guard let output = invocation.value("--output") else {
    return usage(invocation, "--output", console)
  }
  var findings = Findings()
  guard let seed = readSeed(invocation, &findings),
    let plans = readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings),
    let commitment = followed(by: plans, seed, nil, invocation, &findings),
    let folder = prepareOutput(output, own: Set(PartialFile.all), &findings),
    let partial = drawPart(
      part, of: plans, seed: seed.seed, jobs: invocation.jobs,
      handsOn: invocation.has("--keep-all") ? .everybody : .candidates, findings: &findings)
  else { return invocation.refuse(console, findings, "nothing was drawn", "未进行抽取") }
  if case .commitment(let commitment) = commitment {
    let file = invocation.value("--commitment") ?? ""
    commitment.check(partial, of: plans, file: file, findings: &findings)
    if findings.hasErrors {
      return invocation.refuse(console, findings, "nothing was drawn", "未进行抽取")
    }
  }
  return write(
    partial, of: plans, into: folder, output, invocation, console, &findings,
    Words(
      "\(partial.candidateCount) candidates; keep it secret like a record",
      "候选 \(partial.candidateCount) 条；请与抽取记录同样保密"))
}

/// `commit --partial`: one part of the registry, counted before there is a seed.
func runCount(_ part: String, _ invocation: Invocation, _ console: Console) -> ExitStatus {
  for option in ["--salt-file", "--partials"]
  where invocation.value(option) != nil || invocation.lists[option] != nil {
    return conflict(invocation, option, "--partial", console)
  }
  guard let output = invocation.value("--output") else {
    return usage(invocation, "--output", console)
  }
  var findings = Findings()
  guard
    let plans = readPlans(at: invocation.operands, jobs: invocation.jobs, findings: &findings),
    let folder = prepareOutput(output, own: Set(PartialFile.all), &findings),
    let partial = drawPart(
      part, of: plans, seed: PartialDraw.countingSeed, jobs: invocation.jobs,
      handsOn: .nobody, findings: &findings)
  else { return invocation.refuse(console, findings, "nothing was counted", "未进行统计") }
  return write(
    partial, of: plans, into: folder, output, invocation, console, &findings,
    Words(
      "counted for a commitment; keep it in the bureau: it shows which ids are in the frames",
      "已为承诺统计；请勿外传，由此可查知哪些代码在抽样框中"))
}

/// Writes a partial draw into the folder of its part.
private func write(
  _ partial: PartialDraw, of plans: [Plan], into folder: OutputFolder, _ output: String,
  _ invocation: Invocation, _ console: Console, _ findings: inout Findings, _ said: Words
) -> ExitStatus {
  let part = partial.part
  let parts = plans[0].inputs.targets.parts
  let number = (parts.firstIndex { $0.name == part } ?? 0) + 1
  let files: [OutputFolder.File] = render(partial).map { ("part-\(number)/\($0.name)", $0.bytes) }
  guard publish(files, in: folder, replace: invocation.has("--force"), &findings) else {
    return invocation.refuse(console, findings, "nothing was written", "未写入任何结果")
  }
  let place = "\(output)/part-\(number)"
  return invocation.conclude(
    console, .done, findings,
    text: console.text(
      "\(place): \(part), \(partial.rows) rows, \(said.english)\n",
      "\(place)：\(part)，\(partial.rows) 行，\(said.chinese)\n"),
    [
      ("folder", .string(place)), ("part", .string(part)), ("rows", .int(partial.rows)),
      ("candidates", .int(partial.candidateCount)),
    ])
}

/// The partial draws of `--partials`; nil with findings.
func readPartials(
  _ invocation: Invocation, of plans: [Plan], _ seed: Seed, _ findings: inout Findings
) -> [PartialDraw]? {
  let folders = invocation.lists["--partials"] ?? []
  if folders.isEmpty {
    findings.report("no-partials", file: "--partials")
    return nil
  }
  for folder in folders {
    let parts = partFolders(in: folder)
    if parts.isEmpty { continue }
    findings.report("parts-below", file: folder, arguments: [parts.joined(separator: " ")])
  }
  if findings.hasErrors { return nil }
  let partials = folders.compactMap {
    readPartial(
      at: "\($0)/\(PartialFile.facts)", of: plans, seed: seed, findings: &findings)
  }
  return findings.hasErrors ? nil : partials
}
