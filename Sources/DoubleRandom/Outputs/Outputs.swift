// Rendering a campaign: pure functions from values to bytes, one file a format. Nothing is written
// here; the command writes what comes back, in this order, the record last.

import Sampling
import Tables

/// One result file.
public struct OutputFile: Sendable {
  public var name: String
  public var bytes: [UInt8]
}

/// All files of one plan's folder; the record, which holds the digests of the others, is last.
public func render(_ campaign: Campaign, seedText: String?, flavour: CSVFlavour) -> [OutputFile] {
  var files = [
    OutputFile(name: "plan.csv", bytes: planSheet(campaign, flavour)),
    OutputFile(name: "draw.csv", bytes: drawSheet(campaign, flavour)),
    OutputFile(name: "notice.csv", bytes: noticeSheet(campaign, flavour)),
  ]
  if let staffing = campaign.staffing {
    files.append(OutputFile(name: "workload.csv", bytes: workloadSheet(staffing, flavour)))
  }
  if !campaign.registry.rejects.isEmpty {
    files.append(
      OutputFile(name: "rejects.csv", bytes: rejectsSheet(campaign.registry.rejects, flavour)))
  }
  let record = record(campaign, seedText: seedText, flavour: flavour, outputs: files)
  files.append(OutputFile(name: "record.json", bytes: record.text(indent: true)))
  return files
}

/// The list the bureau works from: one row a visit, in schedule order.
func planSheet(_ campaign: Campaign, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "计划编号", "任务编号", "检查序号", "统一社会信用代码", "企业名称", "管辖单位", "住所", "抽查事项",
      "检查组编号", "组长姓名", "组长执法证号", "组员姓名", "组员执法证号", "专家", "匹配方式",
      "计划检查日期", "公示截止日期",
    ])
  for (index, visit) in campaign.visits.enumerated() {
    let trip = campaign.staffing?.tripOfVisit[index]
    let team = campaign.team(ofTrip: trip)
    let members = team?.dropFirst() ?? []
    sheet.row([
      .text(campaign.plan.id),
      .text(joined(visit.tasks.map { campaign.plan.tasks[$0].number })),
      .number(index + 1), .text(visit.target.idText), .text(visit.target.nameText),
      .text(visit.target.unitText), .text(visit.target.addressText),
      .text(joined(visit.items.map { campaign.items[$0]?.title ?? $0 })),
      trip.map { .number($0 + 1) } ?? "",
      .text(team?.first?.name ?? ""), .text(team?.first?.certificate ?? ""),
      .text(joined(members.map(\.name))), .text(joined(members.map(\.certificate))), "",
      .text(trip == nil ? "" : team == nil ? "未匹配" : "随机匹配"),
      .exact(visit.day?.text ?? ""), .exact(visit.deadline?.text ?? ""),
    ])
  }
  return sheet.bytes
}

extension Campaign {
  /// The team of a trip, the leader first; nil where there is none.
  func team(ofTrip trip: Int?) -> [Inspector]? {
    guard let staffing, let trip, let team = staffing.teams[trip] else { return nil }
    return team.map { staffing.loads[$0].inspector }
  }
}

/// One row a drawn target and task, by task, stratum and number.
func drawSheet(_ campaign: Campaign, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "任务编号", "抽取层", "抽取序号", "统一社会信用代码", "企业名称", "票号", "名单类别", "入选概率(分数)",
      "入选概率",
    ])
  for draw in campaign.draws {
    for stratum in draw.strata {
      for drawn in stratum.drawn {
        let (numerator, denominator) = drawn.probability
        let probability = Fraction(numerator: numerator, denominator: denominator)
        sheet.row([
          .text(draw.task.number), .text(stratum.label), .number(drawn.number),
          .text(drawn.candidate.target.idText), .text(drawn.candidate.target.nameText),
          .text(drawn.candidate.ticket.hex), .text(drawn.isSelected ? "正选" : "备选"),
          .exact("\(numerator)/\(denominator)"), .exact(probability.decimal(places: 6)),
        ])
      }
    }
  }
  return sheet.bytes
}

/// One row an inspector of the district, in the registry's order.
func workloadSheet(_ staffing: Staffing, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "人员编号", "姓名", "工作单位", "岗位资质资格", "可参与组次", "本期组次", "其中任组长", "本期检查对象数",
      "结转组次", "合计", "说明",
    ])
  for load in staffing.loads {
    sheet.row([
      .text(load.inspector.id), .text(load.inspector.name), .text(load.inspector.unit),
      .text(load.inspector.qualifications.joined(separator: ";")), .number(load.eligibleTrips),
      .number(load.trips), .number(load.tripsAsLeader), .number(load.visits),
      .number(load.carried), .number(load.trips + load.carried),
      .text(load.ineligibility?.rawValue ?? ""),
    ])
  }
  return sheet.bytes
}

/// The public notice: what is checked, where and how much; no target and no officer.
func noticeSheet(_ campaign: Campaign, _ flavour: CSVFlavour) -> [UInt8] {
  let plan = campaign.plan
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "抽查计划编号", "抽查计划名称", "抽查任务编号", "抽查任务名称", "抽查类型", "抽查事项", "抽查对象范围",
      "检查日期自", "检查日期至", "检查机关", "抽查市场主体数量",
    ])
  for draw in campaign.draws {
    sheet.row([
      .text(plan.id), .text(plan.title), .text(draw.task.number), .text(draw.task.title),
      .text(draw.task.kind), .text(joined(draw.task.items.map { campaign.items[$0]?.title ?? $0 })),
      .text(draw.task.scope.chineseText), .exact(plan.schedule.window.from.text),
      .exact(plan.schedule.window.to.text), .text(plan.authority), .number(draw.selectedCount),
    ])
  }
  return sheet.bytes
}

/// Rows set aside, as they stand in the registry; bytes that are no UTF-8 as `<E6>`.
func rejectsSheet(_ rejects: [RejectedRow], _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(flavour: flavour, header: ["行号", "原因", "原文"])
  for row in rejects {
    sheet.row([
      .number(row.line), .text(row.code), .text(visibleText(row.raw)),
    ])
  }
  return sheet.bytes
}

/// Several texts in one cell.
func joined(_ texts: some Sequence<String>) -> String { texts.joined(separator: "；") }
