// Teams on paper: their cells in plan.csv, and workload.csv, one row an inspector.

import Sampling
import Tables

/// The cells from 检查组编号 to 匹配方式, empty where the plan names no inspectors.
///
/// Officers of other departments stand among the members, each with the department behind the name.
func addTeam(_ campaign: Campaign, _ trip: Int?, to sheet: inout CSVWriter) {
  guard let staffing = campaign.staffing, let trip else {
    for _ in 0..<7 { sheet.cell(encoded: []) }
    return
  }
  let team = zip(staffing.slots[trip], campaign.team(ofTrip: trip) ?? [])
  let officers = team.filter { $0.0.role != .expert }.map(\.1)
  let members = officers.dropFirst()
  sheet.cell(.number(trip + 1))
  sheet.cell(.text(officers.first?.name ?? ""))
  sheet.cell(.text(officers.first?.certificate ?? ""))
  sheet.cell(.text(joined(members.map(\.nameWithRole))))
  sheet.cell(.text(joined(members.map(\.certificate))))
  sheet.cell(.text(joined(team.filter { $0.0.role == .expert }.map(\.1.name))))
  sheet.cell(.text(campaign.plan.text(of: staffing.methods[trip])))
}

extension Campaign {
  /// The team of a trip in slot order, the leader first; nil where there is none.
  func team(ofTrip trip: Int?) -> [Inspector]? {
    guard let staffing, let trip, let team = staffing.teams[trip] else { return nil }
    return team.map { staffing.loads[$0].inspector }
  }
}

extension Inspector {
  /// With what he goes as, where that is not as an officer of one's own.
  var nameWithRole: String {
    if !department.isEmpty { return "\(name)（\(department)）" }
    return isExpert ? "\(name)（专家）" : name
  }
}

extension Plan {
  /// 匹配方式: how a trip came to its team, with the document that allowed a fallback.
  fileprivate func text(of method: MatchMethod?) -> String {
    switch method {
    case nil: "未匹配"
    case .random: "随机匹配"
    case .fallback(let number):
      "\(fallbacks[number].chineseName)（\(fallbacks[number].document)）"
    }
  }
}

extension Fallback {
  fileprivate var chineseName: String {
    switch kind {
    case .neighbours: "邻区匹配"
    case .direct: "直接委派"
    }
  }
}

/// One row an inspector: those of the district in the registry's order, then those of other
/// departments, then those whom fallbacks brought in.
func workloadSheet(_ staffing: Staffing, _ plan: Plan, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "人员编号", "姓名", "联合部门", "工作单位", "岗位资质资格", "可参与组次", "期望组次(分式)", "期望组次",
      "本期组次", "其中任组长", "本期检查对象数", "本期上限", "结转组次", "合计", "说明",
    ])
  for load in staffing.loads {
    let brought = load.fallback.map { plan.fallbacks[$0].chineseName }
    sheet.row([
      .text(load.inspector.id), .text(load.inspector.name), .text(load.inspector.department),
      .text(load.inspector.unit), .text(load.inspector.qualifications.joined(separator: ";")),
      .number(load.eligibleTrips), .text(load.expected.text), .exact(load.expected.decimal),
      .number(load.trips), .number(load.tripsAsLeader), .number(load.visits),
      load.periodLimit.map(Cell.number) ?? "", .number(load.carried),
      .number(load.trips + load.carried),
      .text([load.ineligibility?.rawValue, brought].compactMap(\.self).joined(separator: "；")),
    ])
  }
  return sheet.bytes
}
