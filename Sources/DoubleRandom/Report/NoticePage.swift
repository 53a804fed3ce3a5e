// notice.html: the public notice (公示) in the shape in which bureaus publish it. What is to be
// inspected, where, when and how much; never a target, never an officer.

/// The public notice of one draw; an official document, and so in Chinese.
public func noticePage(_ facts: ReportFacts) -> [UInt8] {
  let say = Speech(language: .zh)
  let plan = facts.plan
  let tasks = zip(plan.tasks, facts.tasks).enumerated().map { index, pair -> Markup in
    let (task, drawn) = pair
    let window = plan.window(ofTask: index)
    let dates: Markup =
      window == plan.schedule.window ? "" : "<br>检查日期：\(say.window(window))"
    let items = drawn.items.map(\.title).joined(separator: "；")
    return """
      <tr><td class="n" data-head="序号">\(index + 1)</td>\
      <th scope="row">\(task.number)<br>\(task.title)\(dates)</th>\
      <td data-head="抽查类型">\(task.kind)</td><td data-head="抽查事项">\(items)</td>\
      <td data-head="抽查对象范围">\(task.scope.chineseText)</td>\
      <td class="n" data-head="抽查市场主体数量（户）">\(count: drawn.selected)</td></tr>

      """
  }
  let content: Markup = """
    <h1>\(plan.title)<br>公　示</h1>
    <p>按照“双随机、一公开”监管要求，现将\(plan.authority)组织实施的随机抽查计划公示如下。检查对象由随机抽取产生，\
    执法检查人员由随机选派产生；检查对象名单在实施检查前依法不予公开，检查结果自检查完成之日起 \
    \(plan.schedule.publishWithin) 个工作日内向社会公示。</p>
    <p>计划编号：\(plan.id)<br>检查日期：\(say.window(plan.schedule.window))<br>检查机关：\(plan.authority)</p>
    <div class="scroll stacked"><table>
    <caption>抽查任务</caption>
    <thead><tr><th scope="col" class="n">序号</th><th scope="col">抽查任务编号和名称</th>\
    <th scope="col">抽查类型</th><th scope="col">抽查事项</th><th scope="col">抽查对象范围</th>\
    <th scope="col" class="n">抽查市场主体数量（户）</th></tr></thead>
    <tbody>
    \(tasks)</tbody>
    </table></div>
    <p>同一市场主体被多项任务抽中的，合并为一次检查，本计划共检查 \(count: facts.visits.count) 户。</p>
    <h2>供社会监督的信息</h2>
    \(DoubleRandom.facts(trust(facts)))<p>抽取依据公开的规程（\(facts.draw)）进行，种子公开后任何人都可以复算；名单公开后，可用“抽取结果摘要”\
    （draw.csv 的 SHA-256 值）核对名单未被改动。</p>
    <div class="seal"><p>\(plan.authority)</p><p>（印章）</p><p>　　　　年　　月　　日</p></div>

    """
  return document(
    title: plan.title + " · 公示", language: "zh-CN",
    style: Stylesheet.common + Stylesheet.notice
      + Stylesheet.paper("content: \"— \" counter(page) \" —\";"), content)
}

/// What keeps the bureau to its draw, as in notice.csv. Not the seed's hash: who has it and the
/// public ids can compute the list.
private func trust(_ facts: ReportFacts) -> [(String, Markup)] {
  func hash(_ text: String) -> Markup { "<span class=\"hash\">\(text)</span>" }
  let standing = facts.standing
  let commitment = standing.commitment.map { hash($0.hash) }
  let fallback = standing.fallbackText(.zh).map { text -> (String, Markup) in
    (DrawStanding.fallbackHeader, "\(text)")
  }
  let committed = ("抽取承诺", commitment ?? "\(DrawStanding.uncommitted)")
  return [committed, fallback].compactMap(\.self) + [
    ("抽取次数", "\(count: standing.draws)"), ("废弃方案数", "\(count: standing.voids)"),
    ("抽取结果摘要", hash(facts.listHash)),
  ]
}
