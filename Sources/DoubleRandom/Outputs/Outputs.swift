// Rendering a campaign: pure functions from values to bytes, one file a format. Nothing is written
// here; the command writes what comes back, in this order, the record last.

import Sampling
import Tables

/// One result file.
public struct OutputFile: Sendable {
  public var name: String
  public var bytes: [UInt8]
}

/// The files of one plan's folder.
struct RenderedPlan {
  /// The record, which holds the digests of the others, is last.
  var files: [OutputFile]
  /// SHA-256 of draw.csv, as `sha256sum` prints it.
  var listHash: String

  var record: [UInt8] { files.last?.bytes ?? [] }
}

/// All files of one plan's folder, the record last; see `renderPlan`.
public func render(
  _ campaign: Campaign, seedText: String?, flavour: CSVFlavour, standing: DrawStanding = .first,
  program: String = Version.program
) -> [OutputFile] {
  renderPlan(
    campaign, seedText: seedText, flavour: flavour, standing: standing, program: program
  ).files
}

/// Renders all files of one plan's folder.
///
/// - Parameter standing: what the ledger says of the draw; only notice and record show it.
func renderPlan(
  _ campaign: Campaign, seedText: String?, flavour: CSVFlavour, standing: DrawStanding,
  program: String = Version.program
) -> RenderedPlan {
  let list = drawSheet(campaign, flavour)
  let listHash = PieceDigest(of: list).hex
  var files = [
    OutputFile(name: "plan.csv", bytes: planSheet(campaign, flavour)),
    OutputFile(name: "draw.csv", bytes: list),
    OutputFile(
      name: "notice.csv",
      bytes: noticeSheet(campaign, standing, list: listHash, flavour)),
  ]
  if let staffing = campaign.staffing {
    let sheet = workloadSheet(staffing, campaign.plan, flavour)
    files.append(OutputFile(name: "workload.csv", bytes: sheet))
  }
  if !campaign.registry.rejects.isEmpty {
    files.append(
      OutputFile(name: "rejects.csv", bytes: rejectsSheet(campaign.registry.rejects, flavour)))
  }
  func record(of digests: [OutputDigest]) -> JSON {
    DoubleRandom.record(
      campaign, seedText: seedText, flavour: flavour, standing: standing,
      program: program, list: listHash, outputs: digests)
  }
  var digests = files.map(OutputDigest.init)
  // A plan that stands in no file (`bench`) has a record that nobody can repeat: no pages.
  let pages = campaign.plan.sources.isEmpty ? [] : pages(of: record(of: digests))
  digests += pages.map(OutputDigest.init)
  files += pages
  let record = record(of: digests)
  files.append(OutputFile(name: "record.json", bytes: record.text(indent: true)))
  return RenderedPlan(files: files, listHash: listHash)
}

/// The pages for people. They say what the record says of everything but themselves, so that
/// `report` makes the same bytes from the finished record.
private func pages(of record: JSON) -> [OutputFile] {
  do {
    let facts = try ReportFacts(record.text(indent: true))
    return [
      OutputFile(name: "notice.html", bytes: noticePage(facts)),
      OutputFile(name: "report.html", bytes: reportPage(facts)),
    ]
  } catch {
    preconditionFailure("our own record is read: \(error)")
  }
}

/// index.html of a batch.
///
/// - Parameter records: of its plans, in their order, as `render` makes them.
public func batchIndex(_ records: [[UInt8]]) -> [UInt8] {
  do {
    return indexPage(try records.map(ReportFacts.init))
  } catch {
    preconditionFailure("our own records are read: \(error)")
  }
}

/// An output's name with the digest of its bytes.
struct OutputDigest {
  var name: String
  var digest: FileDigest

  init(_ file: OutputFile) { (name, digest) = (file.name, FileDigest(of: file.bytes)) }
}

/// The list the bureau works from: one row a visit, in schedule order.
func planSheet(_ campaign: Campaign, _ flavour: CSVFlavour) -> [UInt8] {
  let batches = campaign.plan.schedule.batches
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "计划编号", "任务编号", "检查序号", "统一社会信用代码", "企业名称", "管辖单位", "住所", "抽查事项",
      "检查组编号", "组长姓名", "组长执法证号", "组员姓名", "组员执法证号", "专家", "匹配方式",
      "计划检查日期", "公示截止日期",
    ] + (batches.isEmpty ? [] : ["批次"]))
  sheet.reserve(rows: campaign.visits.count)
  let planID = sheet.encoded(.text(campaign.plan.id))
  var shared = SharedCells()
  var ahead = TextsAhead()
  for index in campaign.visits.indices {
    if index % TextsAhead.count == 0 {
      let next = min(index + TextsAhead.count, campaign.visits.count)
      for index in index..<next { ahead.touch(campaign.visits[index].target) }
    }
    shared.find(campaign.visits[index], campaign, sheet)
    sheet.beginRow()
    sheet.cell(encoded: planID)
    sheet.cell(encoded: shared.tasks)
    sheet.cell(.number(index + 1))
    sheet.cells(of: campaign.visits[index].target, through: .address)
    sheet.cell(encoded: shared.items)
    addTeam(campaign, campaign.staffing?.tripOfVisit[index], to: &sheet)
    let (day, deadline) = (campaign.visits[index].day, campaign.visits[index].deadline)
    if day == nil && deadline == nil {
      sheet.cells(encoded: noDays, count: 2)
    } else {
      sheet.cell(.exact(day?.text ?? ""))
      sheet.cell(.exact(deadline?.text ?? ""))
    }
    if !batches.isEmpty {
      sheet.cell(.text(campaign.visits[index].batch.map { batches[$0].label } ?? ""))
    }
    sheet.endRow()
  }
  return sheet.bytes
}

/// Empty cells: of a visit without days, and of one without a team.
private let noDays = Array(",".utf8)
private let noTeam = Array(",,,,,,".utf8)

/// Task numbers and items of a visit, which many visits share.
private struct SharedCells {
  private(set) var tasks: [UInt8] = []
  private(set) var items: [UInt8] = []
  /// Tasks of the visit found last.
  private var last: [Int] = []
  private var known: [[Int]: (tasks: [UInt8], items: [UInt8])] = [:]

  mutating func find(_ visit: Visit, _ campaign: Campaign, _ sheet: CSVWriter) {
    if visit.tasks == last { return }
    last = visit.tasks
    if let cells = known[visit.tasks] {
      (tasks, items) = cells
      return
    }
    let numbers = visit.tasks.map { campaign.plan.tasks[$0].number }
    let titles = visit.items.map { campaign.items[$0]?.title ?? $0 }
    (tasks, items) = (sheet.encoded(.text(joined(numbers))), sheet.encoded(.text(joined(titles))))
    known[visit.tasks] = (tasks, items)
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
  sheet.reserve(
    rows: campaign.draws.reduce(0) { $0 + $1.strata.reduce(0) { $0 + $1.drawn.count } })
  var ahead = TextsAhead()
  let kinds = (selected: sheet.encoded("正选"), alternate: sheet.encoded("备选"))
  for draw in campaign.draws {
    let number = sheet.encoded(.text(draw.task.number))
    for stratum in draw.strata {
      let label = sheet.encoded(.text(stratum.label))
      var chance = ProbabilityCells()
      for index in stratum.drawn.indices {
        if index % TextsAhead.count == 0 {
          let next = min(index + TextsAhead.count, stratum.drawn.count)
          for index in index..<next { ahead.touch(stratum.drawn[index].target) }
        }
        sheet.beginRow()
        sheet.cell(encoded: number)
        sheet.cell(encoded: label)
        sheet.cell(.number(index + 1))
        sheet.cells(of: stratum.drawn[index].target, through: .name)
        sheet.cell(hexOf: stratum.drawn[index].ticket.words)
        sheet.cell(encoded: index < stratum.size.selected ? kinds.selected : kinds.alternate)
        let (fraction, decimal) = chance.cells(
          stratum.probability(of: stratum.drawn[index]), sheet)
        sheet.cell(encoded: fraction)
        sheet.cell(encoded: decimal)
        sheet.endRow()
      }
    }
  }
  return sheet.bytes
}

/// The two cells of an inclusion probability, made again only when it differs from the last one.
private struct ProbabilityCells {
  private var numerator: UInt64 = 0
  private var denominator: UInt64 = 0
  private var fraction: [UInt8] = []
  private var decimal: [UInt8] = []

  mutating func cells(
    _ probability: (UInt64, UInt64), _ sheet: CSVWriter
  ) -> (fraction: [UInt8], decimal: [UInt8]) {
    if probability != (numerator, denominator) {
      (numerator, denominator) = probability
      // As text: a spreadsheet takes 1/15 for the fifteenth of January.
      fraction = sheet.encoded(.text("\(numerator)/\(denominator)"))
      let exact = Fraction(numerator: numerator, denominator: denominator)
      decimal = Array(exact.decimal(places: 6).utf8)
    }
    return (fraction, decimal)
  }
}

/// The public notice: what is checked, where and how much; no target and no officer. Its last
/// columns say whether the draw was committed, which draw of its period it is, and what the list
/// hashes to that will be disclosed.
func noticeSheet(
  _ campaign: Campaign, _ standing: DrawStanding, list: String, _ flavour: CSVFlavour
) -> [UInt8] {
  let plan = campaign.plan
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "抽查计划编号", "抽查计划名称", "抽查任务编号", "抽查任务名称", "抽查类型", "抽查事项", "抽查对象范围",
      "检查日期自", "检查日期至", "检查机关", "抽查市场主体数量",
    ] + DrawStanding.noticeHeader)
  for (index, draw) in campaign.draws.enumerated() {
    let window = plan.window(ofTask: index)
    sheet.row(
      [
        .text(plan.id), .text(plan.title), .text(draw.task.number), .text(draw.task.title),
        .text(draw.task.kind),
        .text(joined(draw.task.items.map { campaign.items[$0]?.title ?? $0 })),
        .text(draw.task.scope.chineseText), .exact(window.from.text), .exact(window.to.text),
        .text(plan.authority), .number(draw.selectedCount),
      ] + standing.noticeCells(list: list))
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

/// The rows that several registries set aside, each registry once, with what is wrong in words.
///
/// The folder of a draw holds `rejects.csv`, which belongs to its record and has no language; this
/// is for whoever corrects the source.
public func rejectedRowsSheet(
  of registries: [RegistryFacts], _ language: Language, flavour: CSVFlavour
) -> [UInt8] {
  var sheet = CSVWriter(flavour: flavour, header: ["文件", "行号", "列名", "原因", "说明", "原文"])
  var written: Set<InputFile> = []
  for registry in registries where written.insert(registry.input.file).inserted {
    for row in registry.rejects {
      sheet.row([
        .text(registry.input.file.display), .number(row.line),
        .text(row.finding.columnName ?? ""), .text(row.code),
        .text(row.finding.message(language)), .text(visibleText(row.raw)),
      ])
    }
  }
  return sheet.bytes
}

/// Several texts in one cell.
func joined(_ texts: some Sequence<String>) -> String { texts.joined(separator: "；") }
