// A small world whose trips are short of people: officers, two departments, experts, a neighbouring
// district, history with officers. For the tests of teams.

import Foundation
import Sampling
import Testing

@testable import DoubleRandom

/// One inspector's row; all may go unless something is said.
struct Person {
  var id: String
  var unit = "站9"
  var district = "1"
  var holds = "食品"
  var until = "2030-01-01"
  var isExpert = false

  var row: String {
    "\(id),\(id)氏,\(unit),\(district),\(holds),C\(id)\(unit),\(until),"
      + "\(isExpert ? "是" : "否"),否,在岗,,"
  }
}

/// An inspector registry.
func inspectorFile(_ people: [Person]) -> String {
  ([
    "人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,是否专家,是否辅助人员,岗位状态,请假起,请假止"
  ] + people.map(\.row)).joined(separator: "\n") + "\n"
}

extension World {
  /// Draws a plan of one task over the district's 60 targets, all of them on different days or few.
  ///
  /// - Parameters:
  ///   - task: further keys of the task.
  ///   - rules: further keys of the plan.
  func drawTeams(
    _ people: [Person], count: Int, task: String = "", departments: [String: [Person]] = [:],
    rules: String = "", inputs: String = ""
  ) throws -> (campaign: Campaign?, findings: Findings) {
    try write("inspectors.csv", inspectorFile(people))
    for (name, people) in departments { try write("\(name).csv", inspectorFile(people)) }
    let registries = departments.keys.sorted().map { "\($0): \"\($0).csv\"" }
      .joined(separator: ", ")
    try write(
      "teams.json5",
      """
      {
        id: "T-1", title: "计划", authority: "机关", district: "1",
        period: { from: "2026-10-01", to: "2026-12-31" },
        inputs: {
          targets: { file: "targets.csv", columns: { id: "编号" } },
          inspectors: "inspectors.csv", departments: { \(registries) }, items: "items.csv",
          history: "history.csv", recusals: "recusals.csv", calendar: "calendar.csv", \(inputs)
        },
        tasks: { t: { number: "N", title: "T", quantity: { count: \(count) }, \(task) } },
        schedule: { from: "2026-10-12", to: "2026-10-16" },
        \(rules)
      }
      """)
    return draw(path("teams.json5"))
  }
}

extension Staffing {
  /// References of a trip's team in slot order.
  func references(_ trip: Int) -> [String]? {
    teams[trip].map { $0.map { loads[$0].inspector.reference } }
  }

  func load(_ reference: String) -> InspectorLoad? {
    loads.first { $0.inspector.reference == reference }
  }
}
