// `results`: the form that inspectors fill in, and what becomes of it when it comes back.

import DoubleRandom
import Tables

let resultCommands = [
  CommandSpec(
    name: "results", operands: "RECORD… [FILE…]",
    required: "(--form FILE | --output DIR)",
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
      RECORD is a record.json, a plan's folder, or the folder of a batch. Of several plans there is
      one form with the rows of all; what comes back goes to each plan by its 计划编号, and
      DIR itself gets overview.csv (a row a plan), open.csv (overdue first, over all plans) and,
      where they share a history, history.csv with the visits of all. One mistake, and nothing of
      any plan is written.
      Exit status 1 when on --as-of a visit or a publication is overdue.
      """,
      """
      用 --form 时：导出登记表，每户每个事项一行，已按更换情况调整；填写“检查日期”“检查结果”，公示
      后再填“公示日期”。各所可以各填一份副本。检查结果为 未发现问题、未按规定公示、隐瞒真实情况、
      无法联系、已责令改正、未发现相关经营活动、不配合、待后续处理、注销、吊销、迁出，多项以“；”分隔。
      不用 --form 时：读回登记表，在 文件夹/计划编号/ 中写出 results.csv（汇总，可再次读入）、
      publication.csv 和 publication.html（结果公示）、open.csv（待办清单）和 history.csv（供下一季度
      计划使用的检查历史），并载入台账。记录可以是 record.json、一份计划的文件夹，或整批结果的
      文件夹。有多份计划时，登记表合为一份，读回时按“计划编号”分送各计划；文件夹中另有 overview.csv
      （各计划一行）、open.csv（全批待办清单，逾期的在前），各计划共用检查历史的，还有 history.csv
      （全批合并的检查历史）。一行有错，各计划均不登记。
      截至 --as-of 之日有逾期未查或逾期未公示的，退出状态为 1。
      """),
    answer: AnswerSpec(members: [
      ("form", Words("the form that was written; null otherwise", "导出的登记表；否则为 null")),
      ("folder", Words("where results were written; null with --form", "结果所在的文件夹；--form 时为 null")),
      ("asOf", Words("the day of --as-of, or null", "统计日期，或 null")),
      (
        "counts",
        Words(
          "over all plans: planned, drawn, called, done, open, replaced, public, unpublished, "
            + "overdueVisits, overdueResults, lateResults, results (by official word); null with "
            + "--form",
          "全部计划合计的各类户数，以及按检查结果的项数（results）；--form 时为 null")
      ),
      ("plans", Words("each plan: id, folder, counts", "各计划：编号、文件夹、各类户数")),
    ]),
    options: [
      OptionSpec(
        "--form", "FILE", "write the blank form instead; - for standard output",
        "改为导出空白登记表；- 表示标准输出"),
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
      "shuangsuiji results out --form forms.csv\n"
        + "shuangsuiji results out filled.csv --output returned-city --as-of 2026-10-12",
    ],
    run: runResults)
]

func runResults(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  if invocation.value("--form") == nil, invocation.value("--output") == nil {
    return usage(invocation, "--output", console)
  }
  var findings = Findings()
  var asOf: Day?
  if let text = invocation.value("--as-of") {
    asOf = Day(iso: text)
    if asOf == nil { findings.reportNoDay(text, "--as-of") }
  }
  // Folders have become their records already.
  invocation.reportMissingPlans(&findings)
  let operands = splitOperands(invocation.operands)
  if operands.records.isEmpty {
    findings.report("no-record-given", file: invocation.operands[0])
  }
  if let form = invocation.value("--form"), let file = operands.files.first {
    findings.report("form-with-files", file: form, arguments: [file])
  }
  let draws =
    findings.hasErrors
    ? [] : requests(standing(operands.records, &findings), invocation, &findings)
  if findings.hasErrors {
    return invocation.refuse(console, findings, "no results were read", "未登记结果")
  }
  if let form = invocation.value("--form") {
    return writeForm(form, draws, invocation, &findings, console)
  }
  return collect(
    ResultRequest(
      draws: draws, files: operands.files, asOf: asOf, history: invocation.value("--history"),
      isBatch: operands.records.count > 1, folder: invocation.value("--output") ?? ""),
    invocation, &findings, console)
}

/// Records, which end in `.json`, and forms, which are all the others.
private func splitOperands(_ operands: [String]) -> (records: [String], files: [String]) {
  var (records, files): ([String], [String]) = ([], [])
  for operand in operands {
    if !operand.hasSuffix(".json") {
      files.append(operand)
    } else if !records.contains(operand) {
      records.append(operand)
    }
  }
  return (records, files)
}

/// The records of a batch without those of void draws, which have no results; all of them where
/// none stands.
private func standing(_ records: [String], _ findings: inout Findings) -> [String] {
  var void = Findings()
  let standing = records.filter { path in
    guard let bytes = try? readBoundedFile(at: path), let record = try? DrawRecord(bytes),
      let line = voidLine(bytes, at: path)
    else { return true }
    void.report(
      "void-left-out", file: path, arguments: [record.planID, "\(line)"], severity: .warning)
    return false
  }
  if standing.isEmpty { return records }
  findings.merge(void)
  return standing
}

/// The draws of all records; a plan that stands in two is an error.
private func requests(
  _ records: [String], _ invocation: Invocation, _ findings: inout Findings
) -> [VerificationRequest] {
  var requests: [VerificationRequest] = []
  for path in records {
    guard let request = verificationRequest(path, invocation, &findings) else { return [] }
    let id = request.record.planID
    if let other = requests.first(where: { $0.record.planID == id }) {
      findings.report("record-given-twice", file: path, arguments: [id, other.recordPath])
    }
    requests.append(request)
  }
  return requests
}

private func flavour(_ invocation: Invocation) -> CSVFlavour {
  invocation.value("--csv") == "plain" ? .plain : .people
}

private func writeForm(
  _ path: String, _ draws: [VerificationRequest], _ invocation: Invocation,
  _ findings: inout Findings, _ console: Console
) -> ExitStatus {
  let outcome = resultForm(
    of: draws, flavour(invocation), jobs: invocation.jobs, findings: &findings)
  guard case .done(let bytes) = outcome else {
    return unfinished(outcome, invocation, findings, console)
  }
  if path == "-" {
    return invocation.conclude(console, document: String(decoding: bytes, as: UTF8.self), findings)
  }
  do {
    try writeOutput(bytes, to: path, replace: invocation.has("--force"))
  } catch {
    findings.add(error)
    return invocation.refuse(console, findings, "no form was written", "未导出登记表")
  }
  let (english, chinese) =
    draws.count == 1 ? ("", "") : (" (\(draws.count) plans)", "（\(draws.count) 份计划）")
  return invocation.conclude(
    console, .done, findings,
    text: console.text(
      "\(path)\(english): fill in 检查日期 and 检查结果, then hand it to 'shuangsuiji results'\n",
      "\(path)\(chinese)：请填写“检查日期”和“检查结果”，再用“shuangsuiji results”读回\n"),
    [
      ("form", .string(path)), ("folder", .null), ("asOf", .null), ("counts", .null),
      ("plans", .array([])),
    ])
}

private func collect(
  _ request: ResultRequest, _ invocation: Invocation, _ findings: inout Findings,
  _ console: Console
) -> ExitStatus {
  // The same words wherever nothing is written.
  func refuse() -> ExitStatus {
    invocation.refuse(console, findings, "no results were written", "未登记结果")
  }
  let output = invocation.value("--output") ?? ""
  let records = request.draws.map { "\(output)/\($0.record.planID)/record.json" }
  if records.contains(where: { isRegularFile(at: $0) }) {
    findings.report("results-over-draw", file: output, arguments: ["\(output)/results"])
    return refuse()
  }
  if isRegularFile(at: "\(output)/record.json") {
    findings.report(
      "results-over-draw", file: output, arguments: ["\(OutputPlace(output).folder)/results"])
    return refuse()
  }
  guard let folders = ledgerFolders(of: request.draws, &findings) else { return refuse() }
  let outcome = collectResults(
    request, flavour(invocation), jobs: invocation.jobs, findings: &findings)
  guard case .done(let results) = outcome else {
    return unfinished(outcome, invocation, findings, console)
  }
  let files: [OutputFolder.File] =
    results.plans.flatMap { plan in plan.files.map { ("\(plan.id)/\($0.name)", $0.bytes) } }
    + results.files.map { ($0.name, $0.bytes) }
  let target = prepareOutput(output, own: CollectedResults.names, &findings)
  let entered = results.ledgers.map { path, ledger in
    guard let folder = folders[path] else { preconditionFailure("every ledger's folder is locked") }
    return (ledger: ledger, folder: folder)
  }
  guard let target,
    publish(entered, then: files, in: target, replace: invocation.has("--force"), &findings)
  else { return refuse() }
  return conclude(results, output, request.asOf, invocation, findings, console)
}

/// The folders of all ledgers, each locked once; nil with findings.
private func ledgerFolders(
  of draws: [VerificationRequest], _ findings: inout Findings
) -> [String: OutputFolder]? {
  var folders: [String: OutputFolder] = [:]
  for draw in draws {
    let path = ledgerPath(ofRecord: draw.recordPath)
    if folders[path] != nil { continue }
    guard let folder = ledgerFolder(of: draw.recordPath, &findings) else { return nil }
    folders[path] = folder
  }
  return folders
}

private func conclude(
  _ results: CollectedResults, _ output: String, _ asOf: Day?, _ invocation: Invocation,
  _ findings: Findings, _ console: Console
) -> ExitStatus {
  let (counts, plans) = (results.counts, results.plans)
  let folder = plans.count == 1 ? "\(output)/\(plans[0].id)" : output
  return invocation.conclude(
    console, counts.isOverdue ? .no : .done, findings,
    text: text(counts, folder, asOf, console)
      + (plans.count == 1 ? "" : overview(plans, counts, console)),
    [
      ("form", .null), ("folder", .string(folder)),
      ("asOf", asOf.map { .string($0.text) } ?? .null), ("counts", counts.json),
      (
        "plans",
        .array(
          plans.map {
            .object([
              ("id", .string($0.id)), ("folder", .string("\(output)/\($0.id)")),
              ("counts", $0.counts.json),
            ])
          })
      ),
    ])
}

/// The deadlines of all plans, one line each.
private func overview(
  _ plans: [CollectedResults.PlanResults], _ counts: ResultCounts, _ console: Console
) -> String {
  var table = AlignedText([.left] + Array(repeating: .right, count: 8), indent: 2)
  table.row([
    console.text("plan", "计划"), console.text("visits", "应查"), console.text("done", "已完成"),
    console.text("open", "未完成"), console.text("replaced", "已更换"),
    console.text("public", "已公示"),
    console.text("overdue visits", "逾期未查"),
    console.text("overdue publications", "逾期未公示"),
    console.text("published late", "逾期公示"),
  ])
  func row(_ name: String, _ counts: ResultCounts) {
    table.row(
      [name]
        + [
          counts.planned, counts.done, counts.open, counts.replaced, counts.count(.published),
          counts.overdueVisits, counts.overdueResults, counts.lateResults,
        ].map { "\($0)" })
  }
  for plan in plans { row(plan.id, plan.counts) }
  row(console.text("all", "合计"), counts)
  return table.text
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
