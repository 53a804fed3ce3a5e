// `results`: the form that inspectors fill in, and what becomes of it when it comes back.

import DoubleRandom
import Tables

let resultCommands = [
  CommandSpec(
    name: "results", operands: "RECORD [FILE…]",
    summary: Words(
      "the results form; from filled forms the public list, what is open, the history",
      "导出检查结果登记表；读回登记表，生成结果公示、待办清单和检查历史"),
    details: Words(
      """
      With --form: writes FILE, one row for each item of each visit as replacements leave them;
      fill in 检查日期 and 检查结果, and 公示日期 once it is public. Stations may each fill in
      their own rows of a copy. Results are 未发现问题, 未按规定公示, 隐瞒真实情况, 无法联系,
      已责令改正, 未发现相关经营活动, 不配合, 待后续处理, 注销, 吊销, 迁出; several with ；.
      Otherwise: reads filled forms and writes DIR/<plan id>/ with results.csv (all rows; may be
      handed in again), publication.csv and publication.html (for the public), open.csv (what is
      still to do) and history.csv (what the next quarter's plan reads), and a line of the ledger.
      Exit status 1 when on --as-of a visit or a publication is overdue.
      """,
      """
      用 --form 时：导出登记表，每户每个事项一行，已按更换情况调整；填写“检查日期”“检查结果”，公示
      后再填“公示日期”。各所可以各填一份副本。检查结果为 未发现问题、未按规定公示、隐瞒真实情况、
      无法联系、已责令改正、未发现相关经营活动、不配合、待后续处理、注销、吊销、迁出，多项以“；”分隔。
      不用 --form 时：读回登记表，在 DIR/计划编号/ 中写出 results.csv（汇总，可再次读入）、
      publication.csv 和 publication.html（结果公示）、open.csv（待办清单）和 history.csv（供下一季度
      计划使用的检查历史），并载入台账。截至 --as-of 之日有逾期未查或逾期未公示的，退出状态为 1。
      """),
    answer: AnswerSpec(members: [
      ("form", Words("the form that was written; null otherwise", "导出的登记表；否则为 null")),
      ("folder", Words("where results were written; null with --form", "结果所在的文件夹；--form 时为 null")),
      ("asOf", Words("the day of --as-of, or null", "统计日期，或 null")),
      (
        "counts",
        Words(
          "planned, drawn, called, done, open, replaced, public, unpublished, overdueVisits, "
            + "overdueResults, lateResults, results (by official word); null with --form",
          "各类户数，以及按检查结果的项数（results）；--form 时为 null")
      ),
    ]),
    options: [
      OptionSpec("--form", "FILE", "write the blank form instead", "改为导出空白登记表"),
      OptionSpec("--output", "DIR", "where results go", "结果所在的文件夹"),
      OptionSpec(
        "--as-of", "DAY", "judge deadlines on this day, such as 2026-11-30; no clock is asked",
        "统计日期，如 2026-11-30，据以判断是否逾期；不读取系统时钟"),
      OptionSpec(
        "--history", "FILE", "the history to be continued; the plan's own by default",
        "要续写的检查历史；默认为计划所用的检查历史"),
      csvOption,
      OptionSpec("--force", nil, "replace results that stand in DIR, or FILE", "替换已有的结果或登记表"),
      planOption, seedFileOption,
    ],
    examples: [
      "shuangsuiji results out/BJ-2026Q4-110105/record.json --form results-110105.csv",
      "shuangsuiji results out/BJ-2026Q4-110105/record.json --form form.csv\n"
        + "sed -E '2,$s/,,,([^,]*),,/,2026-10-12,未发现问题,\\1,,/' form.csv > filled.csv\n"
        + "shuangsuiji results out/BJ-2026Q4-110105/record.json filled.csv --output returned",
    ],
    run: runResults)
]

func runResults(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  if invocation.value("--form") == nil, invocation.value("--output") == nil {
    return usage(invocation, "--output", console)
  }
  var findings = Findings()
  let path = invocation.operands[0]
  let files = Array(invocation.operands.dropFirst())
  var asOf: Day?
  if let text = invocation.value("--as-of") {
    asOf = Day(iso: text)
    if asOf == nil { findings.report("not-a-day", file: "--as-of", arguments: [text]) }
  }
  guard !findings.hasErrors, let request = verificationRequest(path, invocation, &findings) else {
    return invocation.refuse(console, findings, "no results were read", "未登记结果")
  }
  if let form = invocation.value("--form") {
    if let file = files.first {
      console.printError(
        UsageError.unexpectedOperand(file, command: invocation.command).text(console.language))
      return .failed
    }
    return writeForm(form, request, invocation, &findings, console)
  }
  return collect(
    ResultRequest(
      draw: request, files: files, asOf: asOf, history: invocation.value("--history")),
    invocation, &findings, console)
}

private func flavour(_ invocation: Invocation) -> CSVFlavour {
  invocation.value("--csv") == "plain" ? .plain : .people
}

private func writeForm(
  _ path: String, _ request: VerificationRequest, _ invocation: Invocation,
  _ findings: inout Findings, _ console: Console
) -> ExitStatus {
  let outcome = resultForm(
    of: request, flavour(invocation), jobs: invocation.jobs, findings: &findings)
  guard case .done(let bytes) = outcome else {
    return unfinished(outcome, invocation, findings, console)
  }
  do {
    try writeFile(bytes, to: path, replace: invocation.has("--force"))
  } catch {
    findings.add(error)
    return invocation.refuse(console, findings, "no form was written", "未导出登记表")
  }
  return invocation.conclude(
    console, .done, findings,
    text: console.text(
      "\(path): fill in 检查日期 and 检查结果, then hand it to 'shuangsuiji results'\n",
      "\(path)：请填写“检查日期”和“检查结果”，再用“shuangsuiji results”读回\n"),
    [("form", .string(path)), ("folder", .null), ("asOf", .null), ("counts", .null)])
}

private func collect(
  _ request: ResultRequest, _ invocation: Invocation, _ findings: inout Findings,
  _ console: Console
) -> ExitStatus {
  // The same words wherever nothing is written.
  func refuse() -> ExitStatus {
    invocation.refuse(console, findings, "no results were written", "未登记结果")
  }
  let (output, id) = (invocation.value("--output") ?? "", request.draw.record.planID)
  if (try? readWholeFile(at: "\(output)/\(id)/record.json")) != nil {
    findings.report("results-over-draw", file: output, arguments: ["\(output)/results"])
    return refuse()
  }
  guard let folder = ledgerFolder(of: request.draw.recordPath, &findings) else { return refuse() }
  let outcome = collectResults(
    request, flavour(invocation), jobs: invocation.jobs, findings: &findings)
  guard case .done(let results) = outcome else {
    return unfinished(outcome, invocation, findings, console)
  }
  let files: [OutputFolder.File] = results.files.map { ("\(id)/\($0.name)", $0.bytes) }
  guard let target = prepareOutput(output, own: CollectedResults.names, &findings),
    publish(
      results.ledger, in: folder, then: files, in: target, replace: invocation.has("--force"),
      &findings)
  else { return refuse() }
  let counts = results.counts
  return invocation.conclude(
    console, counts.isOverdue ? .no : .done, findings,
    text: text(counts, "\(output)/\(id)", request.asOf, console),
    [
      ("form", .null), ("folder", .string("\(output)/\(id)")),
      ("asOf", request.asOf.map { .string($0.text) } ?? .null), ("counts", counts.json),
    ])
}

private func text(
  _ counts: ResultCounts, _ folder: String, _ asOf: Day?, _ console: Console
) -> String {
  var text = console.text(
    "\(folder): \(counts.planned) visits (\(counts.drawn) drawn, \(counts.called) called) = "
      + "\(counts.done) done + \(counts.open) open + \(counts.replaced) replaced\n"
      + "  public \(counts.count(.published)), to be published \(counts.count(.unpublished))\n",
    "\(folder)：应查 \(counts.planned) 户（抽取 \(counts.drawn)，递补 \(counts.called)）＝"
      + "已完成 \(counts.done)＋未完成 \(counts.open)＋已更换 \(counts.replaced)\n"
      + "  已公示 \(counts.count(.published)) 户，待公示 \(counts.count(.unpublished)) 户\n")
  if let asOf {
    text += console.text(
      "  on \(asOf): \(counts.overdueVisits) visits and \(counts.overdueResults) publications "
        + "overdue, \(counts.lateResults) published late\n",
      "  截至 \(asOf)：逾期未查 \(counts.overdueVisits) 户，逾期未公示 \(counts.overdueResults) 户，"
        + "逾期公示 \(counts.lateResults) 户\n")
  }
  for (result, count) in counts.byResult {
    text += console.text("  \(result.rawValue) \(count)\n", "  \(result.rawValue) \(count) 项\n")
  }
  return text
}

extension ResultCounts {
  /// In the order of the official list.
  fileprivate var byResult: [(InspectionResult, Int)] {
    InspectionResult.allCases.compactMap { result in results[result].map { (result, $0) } }
  }

  fileprivate var json: JSON {
    .object([
      ("planned", .int(planned)), ("drawn", .int(drawn)), ("called", .int(called)),
      ("done", .int(done)), ("open", .int(open)), ("replaced", .int(replaced)),
      ("public", .int(count(.published))), ("unpublished", .int(count(.unpublished))),
      ("overdueVisits", .int(overdueVisits)), ("overdueResults", .int(overdueResults)),
      ("lateResults", .int(lateResults)),
      ("results", .object(byResult.map { ($0.0.rawValue, .int($0.1)) })),
    ])
  }
}
