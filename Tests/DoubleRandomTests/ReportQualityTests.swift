// The report's section on data quality: it says what the draw counted, and who is not there.

import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite struct ReportQualityTests {
  private let task = """
    t: { number: "N1", title: "T", items: ["SP1"], strata: ["信用风险等级"], quantity: "10%" }
    """

  private func page(_ world: World, _ path: String, _ language: Language) throws -> String {
    let (campaign, findings) = world.draw(path)
    let drawn = try #require(campaign, "\(findings.kept)")
    let record = try #require(render(drawn, seedText: "s", flavour: .people).last)
    return String(decoding: reportPage(try ReportFacts(record.bytes), language), as: UTF8.self)
  }

  @Test("faulty rows by kind, officers and what is asked of them are on the page")
  func section() throws {
    let world = try World()
    var rows = World.rows
    rows[3][0] = ""
    try world.write("targets.csv", World.targets(rows))
    let path = try world.plan(
      task, targets: "setAside: { \"empty-id\": 1 },", extra: "pairing: { periodLimit: 20 }")
    let chinese = try page(world, path, .zh)
    #expect(chinese.contains("数据质量</h2>") && chinese.contains("没有统一社会信用代码"))
    #expect(chinese.contains("剔除，逐行列入") && chinese.contains("check plan.json5 --html"))
    #expect(chinese.contains("无执法人员的区"))
    let english = try page(world, path, .en)
    #expect(english.contains("Data quality</h2>"))
    #expect(english.contains("no id") && english.contains("set aside, listed"))
    // Four officers, six trips of two.
    #expect(english.contains("4 officers; 12 places to fill, whatever the seed"))
    #expect(english.contains("at most 3 trips"))
  }

  @Test("a qualification that nobody holds, and districts without an officer, stand out")
  func nobody() throws {
    let world = try World()
    try world.write("items.csv", "事项编码,抽查事项,所需资质\nSP1,食品检查,计量\n")
    let people = World.inspectors.split(separator: "\n").filter { !$0.hasPrefix("P7") }
    try world.write("inspectors.csv", people.joined(separator: "\n") + "\n")
    let path = try world.plan(task)
    let text = try page(world, path, .zh)
    #expect(text.contains("0，无人具备"))
    let (campaign, _) = world.draw(path)
    let cover = try #require(campaign?.cover)
    #expect(!cover.districts.isEmpty && cover.outlook.qualifications[0].holders == 0)
    for place in cover.districts { #expect(text.contains("\(place.name)（")) }
  }

  @Test("officers enough in number are not called so where trips found no team")
  func withoutTeam() throws {
    let world = try World()
    let path = try world.plan(task, extra: "pairing: { dailyLimit: 20 }")
    #expect(try page(world, path, .en).contains("within all limits: enough in number"))
    var lines = World.inspectors.split(separator: "\n").map(String.init)
    lines[2] = lines[2].dropLast() + "2026-10-01,2026-12-31"
    try world.write("inspectors.csv", (lines[...2] + [""]).joined(separator: "\n"))
    #expect(
      try page(world, path, .en).contains(
        "within all limits: not beyond that, but 6 trips found no team by the ordinary rules"))
    #expect(try page(world, path, .zh).contains("不超过上限，但有 6 组次未能按一般规则配齐人员"))
  }

  @Test("every finding that a row can be set aside for has words for the page")
  func words() {
    for code in TargetFindings.canBeSetAside {
      #expect(rowFaults[code] != nil, "\(code)")
      #expect(rowFault(code, .zh) != code && rowFault(code, .en) != code)
    }
  }
}

@Suite struct NearestFileTests {
  @Test("a missing file is answered with the nearest one, in its folder or in a neighbour")
  func nearest() throws {
    let world = try World()
    let folder = world.folder.path
    try world.write("plans-a.json5", "")
    #expect(nearestFile("\(folder)/target.csv", shown: "x/target.csv") == "x/targets.csv")
    #expect(nearestFile("\(folder)/plans-a.json", shown: "plans-a.json") == "plans-a.json5")
    #expect(nearestFile("\(folder)/quite-another", shown: "quite-another") == "")
    // What tells the kind of a file is no likeness.
    try world.write("o.json", "")
    for name in ["x.json5", "ab.json", "no.csv"] {
      #expect(nearestFile("\(folder)/\(name)", shown: name) == "", "\(name)")
    }
    let wrong = folder.dropLast() + (folder.hasSuffix("A") ? "B" : "A")
    #expect(
      nearestFile("\(wrong)/targets.csv", shown: "\(wrong)/targets.csv") == "\(folder)/targets.csv")
  }
}
