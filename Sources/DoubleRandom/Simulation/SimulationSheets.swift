// A simulation as files. Statistics are computed in floating point and printed with few decimals;
// only operations that every machine rounds alike are used, so that the bytes are the same
// everywhere.

import Tables

/// All files of one plan's simulation. There is no record among them: nothing was drawn.
public func render(_ simulation: Simulation, flavour: CSVFlavour) -> [OutputFile] {
  var files = [
    OutputFile(name: "inclusion.csv", bytes: inclusionSheet(simulation, flavour)),
    OutputFile(name: "periods.csv", bytes: periodSheet(simulation, flavour)),
  ]
  if !simulation.officers.isEmpty {
    files.append(OutputFile(name: "officers.csv", bytes: officerSheet(simulation, flavour)))
  }
  if !simulation.pairs.isEmpty {
    files.append(OutputFile(name: "pairs.csv", bytes: pairSheet(simulation, flavour)))
  }
  files.append(OutputFile(name: "simulation.csv", bytes: testSheet(simulation, flavour)))
  return files
}

/// One row a test.
private func testSheet(_ simulation: Simulation, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "检验内容", "任务编号", "层或同等地位组", "比较个数", "模拟次数", "平均次数", "单个标准误",
      "最大偏差(标准误)", "自由度", "卡方", "临界值(0.1%)", "结论",
    ])
  for test in simulation.tests {
    let isMeasured = test.chiSquare > 0
    sheet.row([
      .text(test.subject.chinese), .text(test.task), .text(test.label), .number(test.units),
      .number(simulation.draws), .exact(decimal(test.expected, 2)), .exact(decimal(test.error, 2)),
      .exact(isMeasured ? decimal(test.largestDeviation, 2) : ""), .number(test.freedom),
      .exact(isMeasured ? decimal(test.chiSquare, 2) : ""),
      .exact(test.freedom > 0 ? decimal(test.critical, 2) : ""), .text(test.verdict.chinese),
    ])
  }
  return sheet.bytes
}

/// One row a target of each stratum.
private func inclusionSheet(_ simulation: Simulation, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "任务编号", "抽取层", "统一社会信用代码", "企业名称", "入选次数", "应入选次数", "入选频率",
      "偏差(标准误)",
    ])
  for stratum in simulation.inclusions {
    let (task, label) = (sheet.encoded(.text(stratum.task)), sheet.encoded(.text(stratum.stratum)))
    let expected =
      Double(simulation.draws) * Double(stratum.selected) / Double(stratum.population)
    for (target, count) in stratum.counts {
      sheet.beginRow()
      sheet.cell(encoded: task)
      sheet.cell(encoded: label)
      sheet.cell(target.chunk, target.range(.id))
      sheet.cell(target.chunk, target.range(.name))
      sheet.cell(.number(count))
      sheet.cell(.exact(stratum.isWeighted ? "" : decimal(expected, 2)))
      sheet.cell(.exact(decimal(Double(count) / Double(simulation.draws), 6)))
      let deviation = stratum.error > 0 ? (Double(count) - expected) / stratum.error : 0
      sheet.cell(.exact(stratum.error > 0 ? decimal(deviation, 2) : ""))
      sheet.endRow()
    }
  }
  return sheet.bytes
}

/// One row an officer.
private func officerSheet(_ simulation: Simulation, _ flavour: CSVFlavour) -> [UInt8] {
  let draws = Double(simulation.draws)
  let periods = simulation.periods.indices.map { "第\($0 + 1)期平均组次" }
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "人员编号", "姓名", "工作单位", "同等地位组", "组次", "应有组次", "偏差(标准误)", "其中任组长",
    ] + periods + ["各期合计平均组次", "各期合计最多组次"])
  for officer in simulation.officers {
    let deviation =
      officer.error > 0 ? (Double(officer.trips) - officer.expectedTrips) / officer.error : 0
    sheet.row(
      [
        .text(officer.inspector.id), .text(officer.inspector.name), .text(officer.inspector.unit),
        officer.group.map(Cell.number) ?? .exact(""), .number(officer.trips),
        .exact(officer.group == nil ? "" : decimal(officer.expectedTrips, 2)),
        .exact(officer.error > 0 ? decimal(deviation, 2) : ""), .number(officer.tripsAsLeader),
      ] + officer.tripsByPeriod.map { .exact(decimal(Double($0) / draws, 2)) }
        + [.exact(decimal(Double(officer.wholeTrips) / draws, 2)), .number(officer.mostTrips)])
  }
  return sheet.bytes
}

/// One row a pair of officers that is compared.
private func pairSheet(_ simulation: Simulation, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "人员编号一", "姓名一", "人员编号二", "姓名二", "同等地位组", "同组次数", "应有次数",
      "偏差(标准误)",
    ])
  for pair in simulation.pairs {
    let (g, h) = pair.groups
    let deviation = pair.error > 0 ? (Double(pair.count) - pair.expected) / pair.error : 0
    sheet.row([
      .text(pair.first.id), .text(pair.first.name), .text(pair.second.id), .text(pair.second.name),
      .text(g == h ? "\(g)" : "\(g)×\(h)"), .number(pair.count),
      .exact(decimal(pair.expected, 2)),
      .exact(pair.error > 0 ? decimal(deviation, 2) : ""),
    ])
  }
  return sheet.bytes
}

/// One row a period: means over the draws.
private func periodSheet(_ simulation: Simulation, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "期次", "自", "至", "可抽户数", "频次上限排除", "间隔不足排除", "近期已抽排除", "检查数", "首次检查户数",
      "累计覆盖率", "检查组次", "未匹配组次", "人均最少组次", "人均最多组次",
    ])
  for (index, period) in simulation.periods.enumerated() {
    let tally = period.tally
    let spreads = [
      tally.open, tally.stoppedByCap, tally.stoppedByInterval, tally.stoppedByRecentDraw,
      tally.visits, tally.firstVisits,
    ]
    let loads = [tally.trips, tally.unstaffed, tally.smallestLoad, tally.largestLoad]
    let hasOfficers = !simulation.officers.isEmpty
    sheet.row(
      [
        .number(index + 1), .exact(period.period.from.text), .exact(period.period.to.text),
      ] + spreads.map { .exact(decimal(simulation.mean($0), 2)) }
        + [.exact(decimal(simulation.coverage(index), 6))]
        + loads.map { .exact(hasOfficers ? decimal(simulation.mean($0), 2) : "") })
  }
  return sheet.bytes
}

extension Simulation {
  /// Mean over the draws.
  func mean(_ spread: PeriodTally.Spread) -> Double { Double(spread.sum) / Double(draws) }

  /// Share of the targets in some frame that have been visited by the end of a period.
  func coverage(_ index: Int) -> Double {
    let visited = periods[...index].reduce(0.0) { $0 + mean($1.tally.firstVisits) }
    return targets == 0 ? 0 : visited / Double(targets)
  }
}

/// A number with so many decimals (at most six), halves away from zero.
public func decimal(_ value: Double, _ places: Int) -> String {
  let scale = (0..<places).reduce(1) { product, _ in product * 10 }
  let rounded = Int((value.magnitude * Double(scale)).rounded())
  let sign = value < 0 && rounded > 0 ? "-" : ""
  if places == 0 { return sign + "\(rounded)" }
  let digits = String(rounded % scale)
  let zeros = String(repeating: "0", count: places - digits.utf8.count)
  return "\(sign)\(rounded / scale).\(zeros)\(digits)"
}

extension FairnessTest.Subject {
  /// In the words of the files.
  public var chinese: String {
    switch self {
    case .inclusion: "对象入选"
    case .load: "人员组次"
    case .leader: "任组长次数"
    case .pair: "两人同组"
    }
  }

  public var english: String {
    switch self {
    case .inclusion: "who is drawn"
    case .load: "trips of officers"
    case .leader: "trips as leader"
    case .pair: "who goes with whom"
    }
  }
}

extension FairnessTest.Verdict {
  /// In the words of the files.
  public var chinese: String {
    switch self {
    case .fair: "符合随机"
    case .unusual: "偏离较大（千分之二以内会偶然出现）"
    case .tooUneven: "偏离随机：差异过大"
    case .tooEven: "偏离随机：过于均匀"
    case .certain: "结果确定，与应有次数一致"
    case .tooFewDraws: "模拟次数不足，不作判断"
    case .approximate: "加权抽取，目标概率为近似值，不作判断"
    }
  }

  public var english: String {
    switch self {
    case .fair: "as chance would have it"
    case .unusual: "unusual (two in a thousand fair tests are)"
    case .tooUneven: "unfair: too uneven"
    case .tooEven: "unfair: too even"
    case .certain: "certain, and as it must be"
    case .tooFewDraws: "not judged: too few draws"
    case .approximate: "not judged: weighted, probabilities are targets"
    }
  }
}

/// A period's means, as they are shown.
public struct PeriodSummary: Sendable {
  public var from: String
  public var to: String
  public var open: String
  public var stopped: String
  public var visits: String
  /// Targets visited by its end, in percent of all that some period may draw.
  public var covered: String
  /// Nil where the plan names no inspectors.
  public var load: (trips: String, unstaffed: String, least: String, most: String)?
}

extension Simulation {
  /// The periods in a few figures.
  public var summaries: [PeriodSummary] {
    periods.enumerated().map { index, period in
      let tally = period.tally
      let stopped =
        mean(tally.stoppedByCap) + mean(tally.stoppedByInterval) + mean(tally.stoppedByRecentDraw)
      let load = [tally.trips, tally.unstaffed, tally.smallestLoad, tally.largestLoad]
        .map { decimal(mean($0), 1) }
      return PeriodSummary(
        from: period.period.from.text, to: period.period.to.text,
        open: decimal(mean(tally.open), 1), stopped: decimal(stopped, 1),
        visits: decimal(mean(tally.visits), 1), covered: decimal(100 * coverage(index), 1),
        load: officers.isEmpty ? nil : (load[0], load[1], load[2], load[3]))
    }
  }
}
