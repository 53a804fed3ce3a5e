// report.html: what was drawn and under which rules, on one page that a supervisor can sign. It is
// internal, yet holds counts only: no target and no officer. Sections stand in the order in which
// the draw went; charts and tables are in ReportSections.swift.

import Sampling

/// The report of one draw.
///
/// - Parameter language: of the page's own words; what plan and registries say stays as it is.
public func reportPage(_ facts: ReportFacts, _ language: Language = .zh) -> [UInt8] {
  let page = ReportPage(draw: facts, say: Speech(language: language))
  return document(
    title: facts.plan.title + page.say(" · 抽取报告", " · draw report"), language: page.say.code,
    style: Stylesheet.common + Stylesheet.report + Stylesheet.paper(page.pageNumbers),
    page.content)
}

struct ReportPage {
  let draw: ReportFacts
  let say: Speech

  var plan: Plan { draw.plan }

  fileprivate var pageNumbers: Markup {
    say.language == .zh
      ? "content: \"第 \" counter(page) \" 页，共 \" counter(pages) \" 页\";"
      : "content: counter(page) \" / \" counter(pages);"
  }

  fileprivate var content: Markup {
    let sections: [(String, Markup)] = [
      (say("抽取结果", "Result"), result), (say("任务和规则", "Tasks and rules"), tasks),
      (say("从名录库到抽中", "From the registry to the drawn"), waterfall),
      (say("按区和信用风险等级", "By district and risk grade"), places),
      (say("数据质量", "Data quality"), quality),
      (say("检查安排", "Schedule"), schedule),
      (say("检查组和工作量", "Teams and workload"), pairing),
      (say("种子、摘要和复核", "Seed, digests and how to check"), checking),
      (say("监督签字", "Signatures"), signatures),
    ]
    return head
      + sections.enumerated().map { index, section in
        let number = say.number(ofSection: index + 1)
        return "<section>\n<h2>\(number)\(section.0)</h2>\n\(section.1)</section>\n"
      }.joined() + foot
  }

  private var head: Markup {
    let inside = say(
      "供本局和监督人员使用。没有名单和人员姓名，但凭种子摘要可以算出名单，名单公开前不得外传；对外公示用 notice.html。",
      """
      For the bureau and its supervisors until the list is disclosed: no target and no name stands \
      here, but the seed's hash gives the list away. Publish notice.html.
      """)
    return """
      <header>
      <p class="inside"><b>\(say("内部资料", "Internal"))</b>\(inside)</p>
      <p class="authority">\(plan.authority)</p>
      <h1>\(plan.title) <small>\(say("抽取报告", "Draw report"))</small></h1>
      \(facts([
        (say("计划编号", "Plan"), "\(plan.id)"),
        (say("计划期间", "Period"), "\(say.window(plan.period))"),
        (say("检查日期", "Visits"), "\(say.window(plan.schedule.window))"),
        (say("抽取规程", "Draw protocol"), "\(draw.draw)（\(draw.program)）"),
      ]))</header>

      """
  }

  private var result: Markup {
    let trips = draw.pairing?.trips ?? 0
    let tasks = draw.tasks.count == 1 ? "One task selects" : "\(draw.tasks.count) tasks select"
    let sentence = say(
      """
      从检查对象名录库 \(grouped(draw.registryRows)) 条记录中，按规则划出抽样框 \
      \(grouped(draw.inFrame)) 户；\(draw.tasks.count) 项任务共抽取正选 \(grouped(draw.selected)) \
      户次、备选 \(grouped(draw.alternates)) 户次；同一户的各项任务合并为一次检查，共 \
      \(grouped(draw.visits.count)) 户。
      """,
      """
      Of \(grouped(draw.registryRows)) rows of the target registry, \(grouped(draw.inFrame)) \
      targets are in the sampling frame. \(tasks) \(grouped(draw.selected)) targets and \
      \(grouped(draw.alternates)) alternates; the matters of one target make one visit: \
      \(grouped(draw.visits.count)) visits.
      """)
    let figures: [(String, Int, String)] = [
      (
        say("抽样框", "Frame"), draw.inFrame,
        say("户，可被抽中", "targets that may be drawn")
      ),
      (
        say("正选", "Selected"), draw.selected,
        say("户次，另有备选 \(draw.alternates)", "and \(draw.alternates) alternates")
      ),
      (
        say("检查", "Visits"), draw.visits.count,
        say("户，占抽样框 ", "of the frame: ") + percent(draw.visits.count, of: draw.inFrame)
      ),
      (
        say("检查组", "Trips"), trips,
        draw.pairing.map {
          say("组次，执法人员 \($0.officers) 人", "for \($0.officers) officers")
        } ?? say("计划未列检查人员", "the plan names no inspectors")
      ),
    ]
    return """
      <dl class="figures">
      \(figures.map { "<div><dt>\($0)</dt><dd>\(count: $1)<small>\($2)</small></dd></div>\n" })</dl>
      <p>\(sentence)</p>
      \(shortageNote)
      """
  }

  private var shortageNote: Markup {
    guard let unstaffed = draw.pairing?.unstaffed, unstaffed > 0 else { return "" }
    let text = say(
      "有 \(unstaffed) 个检查组次未能匹配到完整检查组，原因见第七节。",
      "\(unstaffed) trip(s) have no whole team; section 7 says why.")
    return "<p class=\"alert\">\(text)</p>\n"
  }

  private var foot: Markup {
    let text = say(
      "本页由 \(draw.program) 依抽取记录生成，同一记录生成的页面逐字节相同。",
      "Made by \(draw.program) from the draw record; the same record gives the same bytes.")
    return "<footer>\(text)</footer>\n"
  }
}
