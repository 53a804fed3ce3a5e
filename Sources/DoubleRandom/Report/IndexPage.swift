// index.html: a batch of districts on one page. A function of the records that it links to, in
// their order, so that `verify` can make it again from them.

import Sampling

/// The page over the draws of a batch, which stand in folders named by their plans.
public func indexPage(_ all: [ReportFacts], _ language: Language = .zh) -> [UInt8] {
  let page = IndexPage(draws: all, say: Speech(language: language))
  return document(
    title: page.title, language: page.say.code,
    style: Stylesheet.common + Stylesheet.report
      + Stylesheet.paper("content: counter(page) \" / \" counter(pages);"), page.content)
}

private struct IndexPage {
  let draws: [ReportFacts]
  let say: Speech
  private let sharedTitle: String
  /// The longest bar, in hundredths.
  private let scale: Int

  init(draws: [ReportFacts], say: Speech) {
    (self.draws, self.say) = (draws, say)
    sharedTitle = IndexPage.sharedTitle(of: draws)
    scale = max(1, draws.map { hundredths($0.visits.count, of: $0.inFrame) }.max() ?? 1)
  }

  /// What the titles of all plans end with, from its first digit on: 2026年第四季度双随机抽查计划.
  private static func sharedTitle(of draws: [ReportFacts]) -> String {
    let titles = draws.map { Array($0.plan.title.unicodeScalars) }
    guard titles.count > 1, let first = titles.first else { return "" }
    let same = first.indices.reversed().prefix { index in
      let fromEnd = first.count - index
      return titles.allSatisfy {
        $0.count > fromEnd && $0[$0.count - fromEnd] == first[index]
      }
    }.count
    let shared = first.suffix(same)
    let start = shared.firstIndex { "0"..."9" ~= $0 } ?? shared.startIndex
    return String(String.UnicodeScalarView(shared[start...]))
  }

  /// What tells a plan's title from the others'.
  private func name(_ draw: ReportFacts) -> String {
    let own = draw.plan.title.unicodeScalars.dropLast(sharedTitle.unicodeScalars.count)
    return String(String.UnicodeScalarView(own))
  }

  var title: String {
    let shared = draws.count == 1 ? draws[0].plan.title : sharedTitle
    return (shared.isEmpty ? say("双随机抽查计划", "Random inspections") : shared)
  }

  var columns: [PageColumn] {
    [
      .name(say("计划", "Plan")), .number(say("本区记录", "Rows")), .number(say("抽样框", "Frame")),
      .number(say("正选", "Selected")), .number(say("检查", "Visits")),
      .number(say("占抽样框", "Of frame")), .plot(""), .number(say("执法人员", "Officers")),
      .number(say("每人组次", "Trips each")), .number(say("未匹配", "No team")),
    ]
  }

  func cells(of draw: ReportFacts) -> [Markup] {
    let id = draw.plan.id
    let pairing = draw.pairing
    let loads = pairing?.officersByLoad.map(\.load) ?? []
    let (least, most) = (loads.min() ?? 0, loads.max() ?? 0)
    return [
      "<a href=\"\(id)/report.html\">\(name(draw))</a><br><small>\(id)</small>",
      "\(count: draw.ownRows)", "\(count: draw.inFrame)", "\(count: draw.selected)",
      "\(count: draw.visits.count)", "\(percent(draw.visits.count, of: draw.inFrame))",
      bar(to: hundredths(draw.visits.count, of: draw.inFrame), scale: scale),
      pairing.map { "\(count: $0.officers)" } ?? "–",
      loads.isEmpty ? "–" : least == most ? "\(least)" : "\(least)–\(most)",
      pairing.map { $0.unstaffed == 0 ? "0" : "<strong>\(count: $0.unstaffed)</strong>" } ?? "–",
    ]
  }

  private func sum(_ value: (ReportFacts) -> Int) -> Int { draws.reduce(0) { $0 + value($1) } }

  var content: Markup {
    var table = PageTable(
      caption: say("各计划的抽取结果；名称链接到各自的报告", "Results by plan, linked to their reports"),
      columns: columns)
    table.rows = draws.map(cells)
    if draws.count > 1 {
      table.sum = [
        "\(say("合计", "Total"))", "\(count: sum(\.ownRows))", "\(count: sum(\.inFrame))",
        "\(count: sum(\.selected))", "\(count: sum { $0.visits.count })",
        "\(percent(sum { $0.visits.count }, of: sum(\.inFrame)))", "",
        "\(count: sum { $0.pairing?.officers ?? 0 })", "",
        "\(count: sum { $0.pairing?.unstaffed ?? 0 })",
      ]
    }
    let inside = say(
      "供本局和监督人员使用。只有计数，没有检查对象名单和人员姓名。",
      "For the bureau and its supervisors. Counts only, no target and no name.")
    return """
      <header>
      <p class="inside"><b>\(say("内部资料", "Internal"))</b>\(inside)</p>
      <h1>\(title) <small>\(say("汇总", "Overview"))</small></h1>
      \(facts([
        (say("计划", "Plans"), "\(draws.count)"),
        (say("检查日期", "Visits"), "\(window)"),
      ]))</header>
      <section>
      <h2>\(say("各计划一览", "The plans"))</h2>
      <div class="wide">
      \(table.markup)</div>
      <p>\(verification)</p>
      <pre>shuangsuiji verify */record.json</pre>
      </section>

      """
  }

  private var verification: String {
    say("同样的数字见 summary.csv。全批复核：", "The same numbers are in summary.csv. To verify all:")
  }

  /// From the first to the last day of all plans.
  private var window: String {
    let windows = draws.map(\.plan.schedule.window)
    guard let from = windows.map(\.from).min(), let to = windows.map(\.to).max() else { return "" }
    return say.window(Window(from: from, to: to))
  }
}
