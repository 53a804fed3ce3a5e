// publication.html: the results as a bureau makes them public. Targets and official results; never
// an officer, a note or an address.

/// The public page of a plan's results so far.
func resultPage(_ results: ResultBook, asOf: Day?) -> [UInt8] {
  let say = Speech(language: .zh)
  let (plan, counts) = (results.plan, results.counts)
  let stand = asOf.map { "截至\(say.day($0))，" } ?? ""
  let content: Markup = """
    <h1>\(plan.title)<br>抽查结果公示</h1>
    <p>按照“双随机、一公开”监管要求，现将\(plan.authority)随机抽查的检查结果公示如下。\
    \(stand)应检查 \(count: counts.planned) 户，其中已完成 \(count: counts.done) 户、\
    尚未完成 \(count: counts.open) 户、依规定更换 \(count: counts.replaced) 户。检查结果自检查完成之日起 \
    \(plan.schedule.publishWithin) 个工作日内公示。</p>
    <p>计划编号：\(plan.id)<br>检查机关：\(plan.authority)</p>
    \(resultCounts(counts))\(resultList(results))\
    <p>对检查结果有异议的，可以自公示之日起向检查机关提出书面申请并附相关材料。</p>
    <div class="seal"><p>\(plan.authority)</p><p>（印章）</p><p>　　　　年　　月　　日</p></div>

    """
  return document(
    title: plan.title + " · 抽查结果公示", language: "zh-CN",
    style: Stylesheet.common + Stylesheet.notice + Stylesheet.publication
      + Stylesheet.paper("content: \"— \" counter(page) \" —\";"), content)
}

/// How often each official result occurs among the published rows.
private func resultCounts(_ counts: ResultCounts) -> Markup {
  let rows = InspectionResult.allCases.compactMap { result -> [Markup]? in
    guard let number = counts.results[result] else { return nil }
    return ["\(result.wording)", "\(count: number)"]
  }
  let table = PageTable(
    caption: "检查结果汇总（按事项计；同一事项可有多种结果）",
    columns: [.name("检查结果"), .number("项次")], rows: rows)
  return "<div class=\"short\">\(table.markup)</div>\n"
}

/// A line an item, the target beside all of its items.
private func resultList(_ results: ResultBook) -> Markup {
  var lines: [(visit: Int, cells: Markup)] = []
  results.forEachPublic { visit, item, entry in
    let title = results.book.campaign.items[item]?.title ?? item
    lines.append(
      (
        visit,
        """
        <td data-head="抽查任务编号">\(results.task(of: visit, item).number)</td>\
        <td data-head="抽查事项">\(title)</td>\
        <td class="day" data-head="检查日期">\(entry.day.text)</td>\
        <td data-head="检查结果">\(joined(entry.results.map(\.wording)))</td>
        """
      ))
  }
  let rows = lines.indices.map { index -> Markup in
    let visit = lines[index].visit
    if index > 0, lines[index - 1].visit == visit { return "<tr>\(lines[index].cells)</tr>\n" }
    let (target, span) = (
      results.book.visits[visit].target, lines[index...].prefix { $0.visit == visit }.count
    )
    return """
      <tr><th scope="rowgroup" rowspan="\(span)">\(target.nameText)\
      <span class="hash">\(target.idText)</span></th>\(lines[index].cells)</tr>

      """
  }
  return """
    <div class="scroll long stacked"><table>
    <caption>检查结果</caption>
    <thead><tr><th scope="col">检查对象</th><th scope="col">抽查任务编号</th>\
    <th scope="col">抽查事项</th><th scope="col">检查日期</th><th scope="col">检查结果</th></tr></thead>
    <tbody>
    \(rows)</tbody>
    </table></div>

    """
}
