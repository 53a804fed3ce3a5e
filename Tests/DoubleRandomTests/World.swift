// A small world in a folder of its own: registries and a plan written as users write them, drawn
// through the same functions that the command calls.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

/// A temporary folder with registries and plans.
final class World {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write("targets.csv", World.targets(World.rows))
    try write("inspectors.csv", World.inspectors)
    try write("items.csv", "事项编码,抽查事项,所需资质\nSP1,食品检查,食品\nDJ1,登记检查,\n")
    try write("history.csv", "统一社会信用代码,检查日期,计划编号,检查类型\n")
    try write("recusals.csv", "人员编号,统一社会信用代码,原因\n")
    try write("calendar.csv", "日期,类型\n2026-10-01,休\n2026-10-02,休\n2026-10-10,班\n")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// Ids that are no credit codes, so that the column has another name: A00…A59 in district 1 and
  /// B00…B19 in district 2; grades A, B, C in turn.
  static let rows: [[String]] = (0..<80).map { index in
    let inFirst = index < 60
    let number = inFirst ? index : index - 60
    return [
      "\(inFirst ? "A" : "B")\(number < 10 ? "0" : "")\(number)", "企业\(index)", inFirst ? "1" : "2",
      ["A", "B", "C"][index % 3], index % 10 == 9 ? "注销" : "存续", "站\(index % 4)",
      "\(index % 7)", index % 2 == 0 ? "食品;餐饮" : "", "201\(index % 10)-06-0\(1 + index % 9)",
    ]
  }

  static let header = ["编号", "企业名称", "所属区", "信用风险等级", "登记状态", "管辖单位", "投诉举报数", "监管标签", "成立日期"]

  static func targets(_ rows: [[String]]) -> String {
    ([header] + rows).map { $0.joined(separator: ",") }.joined(separator: "\n") + "\n"
  }

  static let inspectors = """
    人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,是否辅助人员,岗位状态,请假起,请假止
    P1,甲,站0,1,食品,C1,2028-01-01,否,在岗,,
    P2,乙,站1,1,食品,C2,2028-01-01,否,在岗,,
    P3,丙,站2,1,,C3,2028-01-01,否,在岗,2026-10-12,2026-10-16
    P4,丁,站3,1,,C4,2026-10-20,否,在岗,,
    P5,戊,站3,1,食品,C5,2026-01-01,否,在岗,,
    P6,己,站3,1,食品,C6,2028-01-01,是,在岗,,
    P7,庚,站3,2,食品,C7,2028-01-01,否,在岗,,

    """

  /// A plan with one task, or with the tasks given; `extra` goes to the top level.
  func plan(
    _ tasks: String =
      "t: { number: \"N1\", title: \"T\", items: [\"SP1\"], "
      + "strata: [\"信用风险等级\"], quantity: \"10%\" }",
    targets: String = "", district: String = "\"1\"", extra: String = ""
  ) throws -> String {
    try write(
      "plan.json5",
      """
      {
        id: "P-1", title: "计划", authority: "机关", district: \(district),
        period: { from: "2026-10-01", to: "2026-12-31" },
        inputs: {
          targets: { file: "targets.csv", columns: { id: "编号" }, \(targets) },
          inspectors: "inspectors.csv", items: "items.csv", history: "history.csv",
          recusals: "recusals.csv", calendar: "calendar.csv",
        },
        tasks: { \(tasks) },
        schedule: { from: "2026-10-08", to: "2026-11-30" },
        \(extra)
      }
      """)
    return path("plan.json5")
  }

  static let seed = Seed(bytes: Array("test".utf8))!

  /// Draws a plan; nil with findings.
  func draw(
    _ path: String, seed: Seed = World.seed, jobs: Int = 1
  ) -> (campaign: Campaign?, findings: Findings) {
    var findings = Findings()
    guard let plan = readPlan(at: path, findings: &findings) else { return (nil, findings) }
    let campaigns = conduct([plan], seed: seed, jobs: jobs, findings: &findings)
    return (campaigns?.first, findings)
  }

  /// Draws a plan and writes its folder, as the command does.
  func publish(_ path: String) throws -> String {
    let campaign = try #require(draw(path).campaign)
    let folder = self.folder.appending(path: "out/\(campaign.plan.id)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let files = render(campaign, seedText: "test", flavour: .people)
    for file in files { try Data(file.bytes).write(to: folder.appending(path: file.name)) }
    let summary = summarySheet(
      [(campaign, files.last!.bytes)], showsSeed: true, flavour: .people)
    try Data(summary).write(to: folder.appending(path: "../summary.csv"))
    return folder.path
  }
}

extension Findings {
  /// Codes of all errors and warnings, ascending.
  func codes(_ severity: Finding.Severity) -> [String] {
    kept.filter { $0.severity == severity }.map(\.code)
  }
}

extension Campaign {
  /// Ids of the selected of a task.
  func selected(_ task: Int = 0) -> [String] {
    draws[task].strata.flatMap(\.selected).map(\.target.idText)
  }
}
