// The pages: that they say what the campaign says, hold no name that must stay inside, and that no
// text of a registry or plan can become markup.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

/// Texts that have hurt pages and readers before.
private let hostile = [
  "<script>alert(1)</script>", "\"onmouseover=\"x", "'--><img src=x>", "&lt;b&gt;", "</style>",
  "\u{202E}txt.exe", "a\u{200B}b\u{0}", "]]>", "=1+1", "甲、乙；丙|丁", "\\(x)",
]

extension World {
  /// A world whose every text is hostile, drawn.
  fileprivate func hostileCampaign() throws -> Campaign {
    func quoted(_ text: String) -> String {
      "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    let rows = World.rows.enumerated().map { index, row in
      let text = hostile[index % hostile.count].replacing("\u{0}", with: "")
      return [
        row[0], quoted("\(text)\(index)"), row[2], quoted(hostile[index % 3]), row[4], quoted(text),
      ] + row[6...]
    }
    try write("targets.csv", World.targets(rows))
    try write(
      "inspectors.csv",
      World.inspectors.replacing("甲", with: quoted(hostile[0])).replacing("乙", with: "<i>乙"))
    try write("items.csv", "事项编码,抽查事项,所需资质\nSP1,\(quoted(hostile[2])),食品\n")
    func json(_ text: String) -> String {
      String(decoding: JSON.string(text).text(indent: false).dropLast(), as: UTF8.self)
    }
    let path = try plan(
      """
      t: { number: \(json(hostile[0])), title: \(json(hostile[1])), kind: "定向",
           items: ["SP1"], strata: ["信用风险等级"], quantity: "20%",
           scope: { 企业名称: { contains: \(json(hostile[4])), } } },
      u: { number: "N", title: \(json(hostile[3])), items: ["SP1"],
           exclude: { status: [\(json(hostile[5]))] }, quantity: { count: 9 } }
      """)
    let text = try String(contentsOfFile: path, encoding: .utf8)
      .replacing("title: \"计划\"", with: "title: \(json(hostile[0]))")
      .replacing("authority: \"机关\"", with: "authority: \(json(hostile[5]))")
    try write("plan.json5", text)
    let (campaign, findings) = draw(path)
    return try #require(campaign, "\(findings.kept)")
  }
}

/// A page's tags and text; a page that is no well-formed markup of ours records an issue.
private struct Parsed {
  var tags: [(name: String, attributes: String)] = []
  var text = ""

  private static let known: Set = [
    "!doctype", "html", "head", "meta", "title", "style", "body", "main", "header", "section",
    "article", "footer", "h1", "h2", "h3", "p", "b", "br", "small", "span", "strong", "a", "dl",
    "div", "dt", "dd", "ul", "li", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td",
    "figure", "figcaption", "svg", "rect", "path", "text", "pre", "code", "details", "summary",
  ]
  private static let empty: Set = ["!doctype", "meta", "br", "rect", "path"]

  init(_ bytes: [UInt8]) {
    let page = String(decoding: bytes, as: UTF8.self)
    var open: [String] = []
    for part in page.split(separator: "<").map(String.init) {
      guard let end = part.firstIndex(of: ">") else {
        Issue.record("no tag: \(part.prefix(80))")
        continue
      }
      let words = part[..<end].split(separator: " ", maxSplits: 1)
      let isEnd = part.hasPrefix("/")
      let name = String(words.first ?? "").replacing("/", with: "")
      let attributes = words.count > 1 ? String(words[1]) : ""
      #expect(Parsed.known.contains(name), "<\(part.prefix(80))")
      #expect(attributes.count { $0 == "\"" } % 2 == 0, "\(part)")
      #expect(name == "meta" || !attributes.contains("'"), "\(part)")
      #expect(attributes.firstMatch(of: #/(^| )(on\w+|style|src)=/#) == nil, "\(part)")
      tags.append((isEnd ? "/" + name : name, attributes))
      if isEnd {
        #expect(open.popLast() == name, "\(part.prefix(80))")
      } else if !Parsed.empty.contains(name) {
        open.append(name)
      }
      text += part[part.index(after: end)...]
    }
    #expect(open.isEmpty)
  }
}

@Suite struct ReportTests {
  private func facts(_ campaign: Campaign, seedText: String? = "test") throws -> ReportFacts {
    let files = render(campaign, seedText: seedText, flavour: .people)
    return try ReportFacts(try #require(files.last).bytes)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// All pages of a draw, in all languages.
  private func pages(_ campaign: Campaign) throws -> [[UInt8]] {
    let facts = try facts(campaign)
    let rows = campaign.visits.enumerated().map { index, visit in
      [
        "\(index + 1)", visit.target.nameText, visit.target.addressText, visit.target.unitText,
        "甲；乙", "1；2", "组长\(hostile[0])", hostile[2],
      ]
    }
    let names = ["检查序号", "企业名称", "住所", "管辖单位", "组员姓名", "组员执法证号", "组长姓名", "抽查事项"]
    return [
      reportPage(facts), reportPage(facts, .en), noticePage(facts), indexPage([facts]),
      indexPage([facts, facts], .en),
      sheetsPage(facts, rows.map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }),
    ]
  }

  @Test("a literal is markup, everything put into it is text, and what is invisible is shown")
  func escaping() {
    let name = "<b>\"&'\u{202E}\u{0}\u{E000}\u{1F600}é"
    let markup: Markup = "<i title=\"\(name)\">\("<u>" as Markup)\(1234)\(count: 1234)</i>"
    #expect(
      text(markup.bytes)
        == "<i title=\"&lt;b&gt;&quot;&amp;&#39;&lt;U+202E&gt;&lt;U+0000&gt;&lt;U+E000&gt;"
        + "\u{1F600}é\"><u>12341,234</i>")
  }

  @Test("no text of a registry, a plan or a list of visits becomes markup on any page")
  func hostileTexts() throws {
    let campaign = try World().hostileCampaign()
    for page in try pages(campaign) {
      let parsed = Parsed(page)
      #expect(parsed.text.contains("&lt;script&gt;alert("))
      let scalars = text(page).unicodeScalars
      #expect(!scalars.contains { "\u{202E}\u{200B}\u{0}".unicodeScalars.contains($0) })
    }
    let report = text(reportPage(try facts(campaign)))
    for sign in ["&lt;U+202E&gt;txt.exe", "&lt;/style&gt;", "&#39;--&gt;&lt;img src=x&gt;"] {
      #expect(report.contains(sign), "\(sign)")
    }
  }

  @Test("headings go down one step at a time, tables have captions and scopes, pages a language")
  func structure() throws {
    for page in try pages(try World().hostileCampaign()) {
      let parsed = Parsed(page)
      let levels = parsed.tags.compactMap { tag in
        ["h1": 1, "h2": 2, "h3": 3][tag.name]
      }
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
      for (a, b) in zip(levels, levels.dropFirst()) { #expect(b <= a + 1) }
      let names = parsed.tags.map(\.name)
      for (index, name) in names.enumerated() where name == "table" {
        #expect(names[index + 1] == "caption")
      }
      for tag in parsed.tags where tag.name == "th" { #expect(tag.attributes.contains("scope=")) }
      for tag in parsed.tags where tag.name == "svg" {
        #expect(
          tag.attributes.contains("aria-hidden=\"true\"")
            || tag.attributes.contains("role=\"img\" aria-label="))
      }
      #expect(parsed.tags.first { $0.name == "html" }?.attributes.hasPrefix("lang=\"") == true)
      #expect(text(page).contains("default-src 'none'"))
      #expect(!text(page).contains("http://") && !text(page).contains("https://"))
    }
  }

  @Test("from the finished record come the same pages as beside it")
  func sameBytes() throws {
    let world = try World()
    let campaign = try #require(world.draw(try world.plan()).campaign)
    for seedText in ["test", nil] {
      let files = render(campaign, seedText: seedText, flavour: .plain)
      let facts = try ReportFacts(try #require(files.last).bytes)
      func file(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }
      #expect(file("report.html") == reportPage(facts))
      #expect(file("notice.html") == noticePage(facts))
      #expect(reportPage(facts) != reportPage(facts, .en))
      #expect(
        text(reportPage(facts)).contains("printf &#39;%s&#39; &#39;test&#39;") == (seedText != nil))
    }
  }

  @Test("report and notice hold no target and no officer")
  func nothingPrivate() throws {
    let world = try World()
    let campaign = try #require(world.draw(try world.plan()).campaign)
    let facts = try facts(campaign)
    // Who has the seed's hash and the public ids can compute the list.
    for page in [noticePage(facts), indexPage([facts])] {
      #expect(!text(page).contains(facts.seedHash))
      for (_, key) in facts.keys { #expect(!text(page).contains(key)) }
    }
    for page in [reportPage(facts), reportPage(facts, .en), noticePage(facts), indexPage([facts])] {
      for visit in campaign.visits {
        #expect(!text(page).contains(">\(visit.target.idText)<"))
        #expect(!text(page).contains(visit.target.nameText + "<"))
      }
      for load in try #require(campaign.staffing).loads {
        for secret in [load.inspector.name, load.inspector.certificate] {
          #expect(!text(page).contains(">\(secret)<") && !text(page).contains("、\(secret)"))
        }
      }
    }
  }

  @Test("the record's counts for the pages are those of the campaign, counted the obvious way")
  func counts() throws {
    let world = try World()
    let campaign = try #require(
      world.draw(
        try world.plan(
          """
          t: { number: "N1", title: "T", items: ["SP1"], quantity: { count: 7 } },
          u: { number: "N2", title: "U", items: ["DJ1"], strata: ["信用风险等级"], quantity: "20%" }
          """)
      ).campaign)
    let facts = try facts(campaign)
    let grades = Dictionary(uniqueKeysWithValues: World.rows.map { ($0[0], $0[3]) })
    func counted(_ ids: [String]) -> [DistrictGradeCount] {
      ["A", "B", "C"].compactMap { grade in
        let count = ids.count { grades[$0] == grade }
        return count > 0 ? DistrictGradeCount(district: "1", grade: grade, count: count) : nil
      }
    }
    #expect(facts.visits.places == counted(campaign.visits.map(\.target.idText)))
    for index in 0..<2 { #expect(facts.tasks[index].places == counted(campaign.selected(index))) }
    #expect(facts.visits.byDay.reduce(0) { $0 + $1.count } == campaign.visits.count)
    for (day, count) in facts.visits.byDay {
      #expect(campaign.visits.count { $0.day == day } == count)
    }
    let pairing = try #require(facts.pairing)
    let loads = try #require(campaign.staffing).loads
    #expect(pairing.officersByLoad.reduce(0) { $0 + $1.officers } == pairing.officers)
    #expect(
      pairing.officersByLoad.reduce(0) { $0 + $1.load * $1.officers }
        == loads.reduce(0) {
          $0 + $1.trips
        })
    #expect(pairing.ineligible.map(\.reason) == ["辅助人员", "执法证过期"])
    #expect(facts.tasks[0].items.map(\.title) == ["食品检查"])
    #expect(facts.ownRows == 60)
  }

  private func missingKey(_ record: [UInt8]) -> String? {
    do {
      _ = try ReportFacts(record)
      return nil
    } catch {
      if case .missing(let key) = error { return key }
      return "\(error)"
    }
  }

  @Test("a record that lacks what a page shows is told so by key path")
  func missing() throws {
    let world = try World()
    let campaign = try #require(world.draw(try world.plan()).campaign)
    let record = text(try #require(render(campaign, seedText: nil, flavour: .people).last).bytes)
    for (old, path) in [
      ("\"byDay\"", "visits.byDay"), ("\"list\"", "outputs.list"), ("\"rules\"", "rules"),
      ("\"officersByLoad\"", "pairing.officersByLoad"), ("\"items\": [\n", "tasks[0].items"),
    ] {
      #expect(record.contains(old))
      let changed = record.replacing(
        old, with: old.replacing("\"", with: "\"x", maxReplacements: 1))
      #expect(missingKey(Array(changed.utf8)) == path)
    }
  }

  @Test("shares, groups of digits and ratios as people write them")
  func numbers() throws {
    #expect(percent(1, of: 3) == "33.33%" && percent(2, of: 3) == "66.67%")
    #expect(
      percent(0, of: 9) == "0.00%" && percent(0, of: 0) == "–" && percent(7, of: 7) == "100.00%")
    #expect(percent(1, of: 20_000) == "0.01%" && percent(1, of: 20_001) == "0.00%")
    #expect(grouped(0) == "0" && grouped(999) == "999" && grouped(1000) == "1,000")
    #expect(grouped(1_234_567) == "1,234,567" && grouped(-1234) == "−1,234")
    for (ratio, shown) in [("3%", "3%"), ("0.025", "2.5%"), ("1/3", "1/3"), ("100%", "100%")] {
      #expect(try #require(Fraction(ratio)).percentText == shown)
    }
  }

  @Test("a chart's columns stand on the base line and reach to their value")
  func charts() {
    let chart = ColumnChart(title: "T", unit: "U", columns: [("a", 4), ("b", 0), ("c", 2)])
    let svg = text(chart.markup.bytes)
    // From 176 to 30: the scale ends at 4, in steps of 1.
    #expect(svg.contains("y=\"30\" width=\"44\" height=\"146\""))
    #expect(svg.contains("y=\"103\" width=\"44\" height=\"73\""))
    #expect(svg.contains("y=\"176\" width=\"44\" height=\"0\""))
    #expect(
      text(bar(to: 50, scale: 200, mark: 100).bytes).contains("<rect x=\"0\" y=\"3\" width=\"250\"")
    )
    #expect(text(bar(to: 50, scale: 200, mark: 100).bytes).contains("M500 0V16"))
    #expect(
      text(bar(from: 199, to: 200, scale: 200).bytes).contains("x=\"995\" y=\"3\" width=\"5\""))
    #expect(text(bar(to: 1, scale: 1 << 40).bytes).contains("width=\"3\""))
    #expect(text(bar(to: 0, scale: 0).bytes).contains("width=\"0\""))
  }

  @Test("what is written can be read in both colour schemes: contrast 4.5 or more")
  func contrast() throws {
    let style = text(Stylesheet.common.bytes)
    let blocks = style.components(separatedBy: ":root {").dropFirst()
    let schemes = blocks.map { block -> [String: Int] in
      var colours: [String: Int] = [:]
      for match in block.prefix(while: { $0 != "}" }).matches(of: #/--(\w+): \#([0-9a-f]{3,6});/#) {
        let digits = match.2.count == 3 ? match.2.map { "\($0)\($0)" }.joined() : String(match.2)
        colours[String(match.1)] = Int(digits, radix: 16)
      }
      return colours
    }
    #expect(schemes.count == 3)
    func luminance(_ colour: Int) -> Double {
      let parts = [16, 8, 0].map { shift -> Double in
        let value = Double(colour >> shift & 255) / 255
        return value <= 0.03928 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    for scheme in schemes {
      for back in ["paper", "tint"] {
        for front in ["ink", "quiet", "seal", "data"] {
          let a = luminance(try #require(scheme[front]))
          let b = luminance(try #require(scheme[back]))
          #expect((max(a, b) + 0.05) / (min(a, b) + 0.05) >= 4.5, "\(front) on \(back)")
        }
      }
    }
  }

  @Test("the index names districts by what tells their titles apart, and adds up")
  func index() throws {
    let world = try World()
    let campaign = try #require(world.draw(try world.plan()).campaign)
    var (first, second) = (try facts(campaign), try facts(campaign))
    (first.plan.id, first.plan.title) = ("P-1", "朝阳区2026年计划")
    (second.plan.id, second.plan.title) = ("P-2", "海淀区2026年计划")
    let page = text(indexPage([first, second]))
    #expect(page.contains("<h1>2026年计划 "))
    #expect(page.contains("<a href=\"P-1/report.html\">朝阳区</a>"))
    #expect(page.contains("<a href=\"P-2/report.html\">海淀区</a>"))
    #expect(page.contains("<td class=\"n\">\(2 * campaign.visits.count)</td>"))
    #expect(text(indexPage([first])).contains("<h1>朝阳区2026年计划 "))
  }
}
