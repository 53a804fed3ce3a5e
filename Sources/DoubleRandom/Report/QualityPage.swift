// quality.html: what `check` found out, to be read and passed on before a draw: what is wrong, what
// would be drawn, whether officers suffice, and each registry as data.
//
// The one thing to know: tables hold counts and forms only; findings quote what they are about, as
// on the terminal, which is why the page is an internal paper.

import Sampling

/// The page of an examination.
///
/// - Parameter findings: those of the examination; shown with their places.
public func qualityPage(
  _ examination: Examination, _ findings: Findings, _ language: Language = .zh
) -> [UInt8] {
  let page = QualityPage(
    examination: examination, findings: findings, say: Speech(language: language))
  return document(
    title: page.title, language: page.say.code,
    style: Stylesheet.common + Stylesheet.report
      + Stylesheet.paper("content: counter(page) \" / \" counter(pages);"), page.content)
}

private struct QualityPage {
  let examination: Examination
  let findings: Findings
  let say: Speech

  var title: String {
    let plans = examination.prospects ?? []
    return plans.count == 1 ? plans[0].plan.title : say("双随机抽查计划", "Random inspections")
  }

  private var language: Language { say.language }

  var content: Markup {
    let rows = examination.tables.reduce(0) { $0 + $1.rows }
    let inside = say(
      "供本局和数据管理人员使用。只有计数和字样形式；查出的问题会引用有误的单元格。",
      "For the bureau and its data staff. Counts and forms only; findings quote the cells at fault."
    )
    return """
      <header>
      <p class="inside"><b>\(say("内部资料", "Internal"))</b>\(inside)</p>
      <h1>\(title) <small>\(say("抽取前检查", "Before the draw"))</small></h1>
      \(facts([
        (say("结论", "Result"), "\(result)"),
        (say("名录库", "Registries"), "\(examination.tables.count)"),
        (say("记录", "Rows"), "\(count: rows)"),
      ]))</header>
      \(problems)\((examination.prospects ?? []).map(plan))\(examination.tables.map(registry))
      """
  }

  /// Errors and warnings, and rows that take no part: what the findings below say, in one line.
  private var result: String {
    var said: [TargetInput: Int] = [:]
    for prospect in examination.prospects ?? [] {
      said[prospect.plan.inputs.targets] = prospect.registry.setAside
    }
    let setAside = said.values.reduce(0, +)
    let summary = findings.summary(language)
    let parts = [
      summary.isEmpty ? say("没有错误和警告", "no errors and no warnings") : summary,
      setAside == 0 ? "" : say("剔除 \(setAside) 行", "\(setAside) rows set aside"),
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: say("；", "; "))
  }

  private var problems: Markup {
    if findings.isEmpty { return "" }
    let areNotes = findings.summary(language).isEmpty
    let title = areNotes ? say("提示", "Notes") : say("问题", "Findings")
    let lines = findings.text(language).split(separator: "\n").map { "\(String($0))\n" as Markup }
    return """
      <section>
      <h2>\(title)</h2>
      <pre>\(lines)</pre>
      </section>

      """
  }

  // MARK: - Plans

  private func plan(_ prospect: Prospect) -> Markup {
    """
    <section>
    <h2>\(prospect.plan.title) <small>\(prospect.plan.id)</small></h2>
    \(sizes(prospect))\(frames(prospect))\(staff(prospect))</section>

    """
  }

  private func sizes(_ prospect: Prospect) -> Markup {
    var table = PageTable(
      caption: say("各层总体数和拟抽数", "Strata and numbers to be drawn"),
      columns: [
        .name(say("任务", "Task")), .text(say("层", "Stratum")), .number(say("总体", "N")),
        .number(say("正选", "n")), .number(say("备选", "Alternates")),
      ])
    for (task, strata) in zip(prospect.plan.tasks, prospect.strata) {
      for (index, stratum) in strata.enumerated() {
        table.rows.append([
          index == 0 ? "\(task.title)" : "", "\(stratum.label.isEmpty ? "—" : stratum.label)",
          "\(count: stratum.population)", "\(count: stratum.size.selected)",
          "\(count: stratum.size.alternates)",
        ])
      }
    }
    return table.markup
  }

  private func frames(_ prospect: Prospect) -> Markup {
    let reasons = ExclusionReason.allCases.filter { reason in
      prospect.excluded.contains { $0[reason.rawValue] > 0 }
    }
    var table = PageTable(
      caption: say(
        "从名录库到抽样框：每条记录只计入第一个原因", "From rows to frames: a row counts under its first reason"),
      columns: [.name(say("任务", "Task")), .number(say("名录库", "Rows"))]
        + reasons.map { .number("−" + $0.heading(language)) }
        + [.number(say("抽样框", "Frame")), .number(say("正选", "Drawn"))])
    table.rows = prospect.plan.tasks.indices.map { task in
      let strata = prospect.strata[task]
      return ["\(prospect.plan.tasks[task].title)", "\(count: prospect.registry.rows)"]
        + reasons.map { "\(count: prospect.excluded[task][$0.rawValue])" as Markup }
        + [
          "\(count: strata.reduce(0) { $0 + $1.population })",
          "\(count: strata.reduce(0) { $0 + $1.size.selected })",
        ]
    }
    return "<div class=\"wide\">\n\(table.markup)</div>\n"
  }

  private func staff(_ prospect: Prospect) -> Markup {
    guard let staff = prospect.staff else { return "" }
    var pairs: [(String, Markup)] = [
      (say("可派执法人员", "Officers"), "\(staff.officers)"),
      (say("需要人次", "Officer-trips needed"), "\(spanText(staff.places))"),
    ]
    if let capacity = staff.capacity {
      pairs.append((say("限制内最多", "Within all limits"), "\(count: capacity)"))
    }
    if let verdict = staff.verdict(language) {
      pairs.append((say("无论种子如何", "Whatever the seed"), "<strong>\(verdict)</strong>"))
    }
    let rules = prospect.plan.unreckonedRules
    if !rules.isEmpty {
      let words = say.list(rules)
      pairs.append((say("未扣除的回避", "Recusals not reckoned"), "\(words)"))
    }
    let stations = examination.stationsWithoutOfficer(prospect)
    if !stations.isEmpty {
      let names = say.places(stations)
      pairs.append((say("没有执法人员的所", "Stations without an officer"), "\(names)"))
    }
    return facts(pairs) + say.table(of: staff.qualifications)
  }

  // MARK: - Registries

  private func registry(_ table: TableQuality) -> Markup {
    let rows = table.rows - table.malformed
    var columns = PageTable(
      caption: say("各列填写情况", "Columns"),
      columns: [
        .name(say("列", "Column")), .number(say("填写率", "Filled")), .plot(""),
        .number(say("不同值", "Distinct")), .number(say("最长", "Longest")),
        .text(say("形式", "Form")), .text(say("常见值", "Frequent values")),
      ])
    columns.rows = table.columns.map { column in
      let values = column.values.prefix(5).map { "\($0.value) \($0.count)" }
      let days = column.days.map(daysText)
      return [
        "\(column.name)", "\(filledShare(column.filled, of: rows))",
        bar(to: column.filled, scale: max(1, rows)),
        column.distinct.map { "\(count: $0)" } ?? ">\(count: Limits.distinctValues)",
        column.longest == 0 ? "–" : "\(count: column.longest)", "\(column.form.word(language))",
        "\(days ?? say.list(values))",
      ]
    }
    return """
      <section>
      <h2>\(table.file.shownName) <small>\(count: table.rows) \(say("行，", "rows, "))\
      \(table.encoding.rawValue)</small></h2>
      <div class="wide">
      \(columns.markup)</div>
      \(suspicious(table))</section>

      """
  }

  private func suspicious(_ table: TableQuality) -> Markup {
    var flaws = PageTable(
      caption: say("可疑之处", "What stands out"),
      columns: [
        .name(say("列", "Column")), .number(say("个数", "Cells")), .text(say("情况", "What")),
        .text(say("行", "Lines")), .text(say("形如", "Such as")),
      ])
    func row(_ column: ColumnQuality, _ sentence: String, _ met: MetLines) {
      let lines = met.lines.map { "\($0)" } + (met.count > met.lines.count ? ["…"] : [])
      flaws.rows.append([
        "\(column.name)", "\(count: met.count)", "\(sentence)", "\(say.list(lines))",
        "<code>\(met.form)</code>",
      ])
    }
    for column in table.columns {
      for (rule, met) in column.brokenRules { row(column, rule.sentence(language), met) }
      for (flaw, met) in column.flaws { row(column, flaw.sentence(language), met) }
    }
    let repetition = table.repetition
    var markup: Markup = flaws.rows.isEmpty ? "" : "<div class=\"wide\">\n\(flaws.markup)</div>\n"
    if table.malformed > 0 {
      markup += "<p>\(say("格式有误的行", "Malformed rows")): \(count: table.malformed)</p>\n"
    }
    if repetition.keys > 0 {
      let what =
        repetition.isOfRows ? say("完全重复的行", "Rows that repeat") : say("重复的编号", "Ids that repeat")
      markup += """
        <p>\(what): \(count: repetition.keys), \(say("多出", "further rows")) \
        \(count: repetition.furtherRows)</p>

        """
    }
    return markup
  }
}
