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
    style: Stylesheet.common + Stylesheet.notice
      + Stylesheet.paper("content: \"— \" counter(page) \" —\";"), content)
}

/// How often each official result occurs among the published rows.
private func resultCounts(_ counts: ResultCounts) -> Markup {
  let rows = InspectionResult.allCases.compactMap { result -> [Markup]? in
    guard let number = counts.results[result] else { return nil }
    return ["\(result.wording)", "\(count: number)"]
  }
  return PageTable(
    caption: "检查结果汇总（按事项计；同一事项可有多种结果）",
    columns: [.name("检查结果"), .number("项次")], rows: rows
  ).markup
}

private func resultList(_ results: ResultBook) -> Markup {
  var rows: [[Markup]] = []
  results.forEachPublic { visit, item, entry in
    let (task, target) = (results.task(of: visit, item), results.book.visits[visit].target)
    rows.append([
      "\(target.nameText)<span class=\"hash\">\(target.idText)</span>",
      "\(task.number)", "\(results.book.campaign.items[item]?.title ?? item)",
      "\(entry.day.text)", "\(joined(entry.results.map(\.wording)))",
    ])
  }
  return PageTable(
    caption: "检查结果",
    columns: [
      .name("检查对象"), .text("抽查任务编号"), .text("抽查事项"), .text("检查日期"), .text("检查结果"),
    ], rows: rows
  ).markup
}
