// `report`: pages for people from records that are already there. Reads, makes one page, writes it
// to standard output or to one new file.

import DoubleRandom
import Tables

let reportCommands = [
  CommandSpec(
    name: "report", operands: "RECORD…",
    summary: Words(
      "pages for people from a record: report, notice, visit sheets, overview",
      "由抽取记录生成网页：报告、公示、现场检查单、汇总"),
    details: Words(
      """
      Writes one self-contained HTML page to standard output (or to --output): `report` (default)
      and `notice` are the bytes that `draw` has put beside the record; `sheets` is a sheet of A4
      for each visit, made from plan.csv beside the record, and names targets and officers;
      `index` goes over several records. Pages are Chinese, whatever the locale; report and index
      are English with --language en.
      """,
      """
      在标准输出（或 --output 指定的文件）生成一个独立的网页：report（默认，报告）和
      notice（公示）与 draw 写在记录旁的逐字节相同；sheets 为现场检查单，每户一页 A4，
      由记录旁的 plan.csv 生成，含检查对象和执法人员；index 为多份记录的汇总。
      无论系统区域如何设置，网页都是中文；report 和 index 可用 --language en 改为英文。
      """),
    answer: AnswerSpec(
      members: [
        ("page", Words("which page", "哪种网页")),
        ("text", Words("the page; null where it went to --output", "网页；写入 --output 时为 null")),
      ]),
    options: [
      OptionSpec(
        "--page", "NAME", "report (default), notice, sheets or index",
        "report（默认）、notice、sheets 或 index",
        choices: ["report", "notice", "sheets", "index"]),
      OptionSpec("--output", "FILE", "where the page goes instead", "改写入此文件"),
      OptionSpec("--force", nil, "replace FILE", "替换已有的文件"),
    ],
    examples: [
      "shuangsuiji report out/BJ-2026Q4-110105/record.json --language en",
      "shuangsuiji report out/BJ-2026Q4-110105/record.json --page sheets | grep -c '<article>'",
    ],
    run: runReport)
]

func runReport(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  invocation.reportMissingPlans(&findings)
  guard let page = page(invocation, &findings) else {
    return invocation.refuse(console, findings)
  }
  let path = invocation.value("--output")
  if let path {
    do {
      try writeOutput(page, to: path, replace: invocation.has("--force"))
    } catch {
      findings.add(error)
      return invocation.refuse(console, findings)
    }
  }
  let text = path == nil ? String(decoding: page, as: UTF8.self) : ""
  return invocation.conclude(
    console, .done, findings, text: text, isDocument: true,
    [
      ("page", .string(invocation.value("--page") ?? "report")),
      ("text", path == nil ? .string(text) : .null),
    ])
}

/// The page asked for; nil with a finding.
private func page(_ invocation: Invocation, _ findings: inout Findings) -> [UInt8]? {
  let kind = invocation.value("--page") ?? "report"
  // A page must not depend on the reader's locale: only what was said counts.
  let language = invocation.value("--language").flatMap(Language.init) ?? .zh
  let records = invocation.operands.compactMap { facts(at: $0, &findings) }
  guard records.count == invocation.operands.count, let first = records.first else { return nil }
  if kind == "index" { return indexPage(records, language) }
  if records.count > 1 {
    let plans = invocation.operands.prefix(4).map { OutputPlace($0).folder }
    let more = records.count > plans.count ? ["…"] : []
    findings.report(
      "too-many-records", file: "report",
      arguments: ["\(records.count)", (plans + more).joined(separator: ", ")])
    return nil
  }
  switch kind {
  case "notice": return noticePage(first)
  case "sheets" where invocation.operands[0] == "-":
    findings.report("record-from-stdin", file: "-")
    return nil
  case "sheets":
    return sheetsPage(first, recordPath: invocation.operands[0], findings: &findings)
  default: return reportPage(first, language)
  }
}

private func facts(at path: String, _ findings: inout Findings) -> ReportFacts? {
  guard let bytes = readFile(path, as: .record, &findings) else { return nil }
  if let line = voidLine(bytes, at: path), let record = try? DrawRecord(bytes) {
    findings.report(
      "draw-is-void", file: path, arguments: [record.planID, "\(line)"], severity: .warning)
  }
  do {
    return try ReportFacts(bytes)
  } catch {
    findings.add(error, file: path, bytes: bytes)
    return nil
  }
}
