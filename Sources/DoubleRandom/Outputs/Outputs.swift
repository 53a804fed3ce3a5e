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
  /// What the pages were made from; nil where there are none of our own.
  var facts: ReportFacts?

  var record: [UInt8] { files.last?.bytes ?? [] }
}

/// All files of one plan's folder, the record last; see `renderPlan`.
public func render(
  _ campaign: Campaign, seedText: String?, flavour: CSVFlavour, standing: DrawStanding = .first
) -> [OutputFile] {
  renderPlan(campaign, seedText: seedText, flavour: flavour, standing: standing).files
}

/// Renders all files of one plan's folder.
///
/// - Parameters:
///   - standing: what the ledger says of the draw; only notice and record show it.
///   - pages: of an earlier version of the program, which drew them otherwise; nil for our own.
func renderPlan(
  _ campaign: Campaign, seedText: String?, flavour: CSVFlavour, standing: DrawStanding,
  program: String = Version.program, pages given: [OutputFile]? = nil
) -> RenderedPlan {
  let list = OutputFile(name: "draw.csv", bytes: drawSheet(campaign, flavour))
  let (listDigest, whole) = FileDigest.withWhole(of: list.bytes)
  let listHash = whole.hex
  var files = [
    OutputFile(name: "plan.csv", bytes: planSheet(campaign, flavour)), list,
    OutputFile(
      name: "notice.csv",
      bytes: noticeSheet(campaign, standing, list: listHash, flavour, as: program)),
  ]
  if let staffing = campaign.staffing {
    let sheet = workloadSheet(staffing, campaign.plan, flavour)
    files.append(OutputFile(name: "workload.csv", bytes: sheet))
  }
  let planID = campaign.plan.id
  let rejects = campaign.registry.rejects.filter { $0.planID ?? planID == planID }
  if !rejects.isEmpty {
    files.append(OutputFile(name: "rejects.csv", bytes: rejectsSheet(rejects, flavour)))
  }
  let draft = RecordDraft(campaign, seedText: seedText, standing: standing, program: program)
  var digests = files.map { file in
    file.name == list.name
      ? OutputDigest(name: list.name, digest: listDigest) : OutputDigest(file)
  }
  // A plan that stands in no file (`bench`) has a record that nobody can repeat: no pages.
  let facts =
    given == nil && !campaign.plan.sources.isEmpty
    ? facts(in: draft.record(outputs: digests, list: listHash, flavour, pieces: false)) : nil
  let pages = given ?? facts.map(pages) ?? []
  digests += pages.map { OutputDigest($0) }
  files += pages
  let record = draft.record(outputs: digests, list: listHash, flavour)
  files.append(OutputFile(name: "record.json", bytes: record.text(indent: true)))
  return RenderedPlan(files: files, listHash: listHash, facts: facts)
}

/// - Returns: nil where the record is too large to be read by anybody: it is never published.
private func facts(in record: JSON) -> ReportFacts? {
  do {
    return try ReportFacts(record.text(indent: false))
  } catch .syntax(let error) where error.kind == .tooLarge(limit: JSON5Limits.size) {
    return nil
  } catch {
    preconditionFailure("our own record is read: \(error)")
  }
}

/// The pages for people. They say what the record says of everything but themselves, so that
/// `report` makes the same bytes from the finished record.
private func pages(_ facts: ReportFacts) -> [OutputFile] {
  [
    OutputFile(name: "notice.html", bytes: noticePage(facts)),
    OutputFile(name: "report.html", bytes: reportPage(facts)),
  ]
}

/// An output's name with the digest of its bytes.
struct OutputDigest {
  var name: String
  var digest: FileDigest
}

extension OutputDigest {
  init(_ file: OutputFile) { self.init(name: file.name, digest: FileDigest(of: file.bytes)) }
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
  var shared = SharedCells(planID: sheet.encoded(.text(campaign.plan.id)))
  var ahead = TextsAhead()
  let visits = campaign.visits.span
  for index in visits.indices {
    ahead.look(from: index, visits.count) { (visits[$0].target, .address) }
    shared.find(visits[index], campaign, sheet)
    sheet.beginRow()
    sheet.cells(encoded: shared.front, count: 2)
    sheet.cell(.number(index + 1))
    sheet.cells(of: visits[index].target, through: .address)
    let (day, deadline) = (visits[index].day, visits[index].deadline)
    if campaign.staffing == nil && day == nil && deadline == nil {
      sheet.cells(encoded: shared.untimed, count: 10)
    } else {
      sheet.cell(encoded: shared.items)
      addTeam(campaign, campaign.staffing?.tripOfVisit[index], to: &sheet)
      sheet.cell(.exact(day?.text ?? ""))
      sheet.cell(.exact(deadline?.text ?? ""))
    }
    if !batches.isEmpty {
      sheet.cell(.text(visits[index].batch.map { batches[$0].label } ?? ""))
    }
    sheet.endRow()
  }
  return sheet.bytes
}

/// Cells that many visits share.
private struct SharedCells {
  private let planID: [UInt8]
  /// Plan and task numbers.
  private(set) var front: [UInt8] = []
  private(set) var items: [UInt8] = []
  /// Items, no team, no days.
  private(set) var untimed: [UInt8] = []
  /// Tasks of the visit found last.
  private var last: [Int] = []
  private var known: [[Int]: (front: [UInt8], items: [UInt8])] = [:]

  init(planID: [UInt8]) { self.planID = planID }

  mutating func find(_ visit: borrowing Visit, _ campaign: Campaign, _ sheet: CSVWriter) {
    if visit.tasks == last { return }
    last = visit.tasks
    if known[last] == nil {
      let numbers = last.map { campaign.plan.tasks[$0].number }
      let titles = visit.items.map { campaign.items[$0]?.title ?? $0 }
      known[last] = (
        planID + [UInt8(ascii: ",")] + sheet.encoded(.text(joined(numbers))),
        sheet.encoded(.text(joined(titles)))
      )
    }
    (front, items) = known[last] ?? ([], [])
    untimed = items + Array(repeating: UInt8(ascii: ","), count: 9)
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
  for draw in campaign.draws {
    let number = sheet.encoded(.text(draw.task.number))
    for stratum in draw.strata {
      let front = number + [UInt8(ascii: ",")] + sheet.encoded(.text(stratum.label))
      var chance = ChanceCells(sheet)
      let drawn = stratum.drawn.span
      for index in drawn.indices {
        ahead.look(from: index, drawn.count) { (drawn[$0].target, .name) }
        sheet.beginRow()
        sheet.cells(encoded: front, count: 2)
        sheet.cell(.number(index + 1))
        sheet.cells(of: drawn[index].target, through: .name)
        sheet.cell(hexOf: drawn[index].ticket.words)
        chance.find(
          isSelected: index < stratum.size.selected, stratum.probability(of: drawn[index]), sheet)
        sheet.cells(encoded: chance.cells, count: 3)
        sheet.endRow()
      }
    }
  }
  return sheet.bytes
}

/// 名单类别 and the two cells of an inclusion probability, made again only when they differ from the
/// last ones.
private struct ChanceCells {
  private let kinds: (selected: [UInt8], alternate: [UInt8])
  private var isSelected = false
  private var numerator: UInt64 = 0
  private var denominator: UInt64 = 0
  private(set) var cells: [UInt8] = []

  init(_ sheet: CSVWriter) {
    kinds = (selected: sheet.encoded("正选"), alternate: sheet.encoded("备选"))
  }

  mutating func find(
    isSelected: Bool, _ probability: (UInt64, UInt64), _ sheet: CSVWriter
  ) {
    if isSelected == self.isSelected && probability == (numerator, denominator) { return }
    self.isSelected = isSelected
    (numerator, denominator) = probability
    let exact = Fraction(numerator: numerator, denominator: denominator)
    cells = isSelected ? kinds.selected : kinds.alternate
    cells.append(UInt8(ascii: ","))
    // As text: a spreadsheet takes 1/15 for the fifteenth of January.
    cells += sheet.encoded(.text("\(numerator)/\(denominator)"))
    cells.append(UInt8(ascii: ","))
    cells += exact.decimal(places: 6).utf8
  }
}

/// The public notice: what is checked, where and how much; no target and no officer. Its last
/// columns say whether the draw was committed, which draw of its period it is, and what the list
/// hashes to that will be disclosed.
func noticeSheet(
  _ campaign: Campaign, _ standing: DrawStanding, list: String, _ flavour: CSVFlavour,
  as program: String = Version.program
) -> [UInt8] {
  let plan = campaign.plan
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "抽查计划编号", "抽查计划名称", "抽查任务编号", "抽查任务名称", "抽查类型", "抽查事项", "抽查对象范围",
      "检查日期自", "检查日期至", "检查机关", "抽查市场主体数量",
    ] + standing.noticeHeader)
  for (index, draw) in campaign.draws.enumerated() {
    let window = plan.window(ofTask: index)
    sheet.row(
      [
        .text(plan.id), .text(plan.title), .text(draw.task.number), .text(draw.task.title),
        .text(draw.task.kind),
        .text(joined(draw.task.items.map { campaign.items[$0]?.title ?? $0 })),
        .text(draw.task.scope.chineseText(as: program)), .exact(window.from.text),
        .exact(window.to.text),
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
    for (index, row) in registry.rejects.enumerated()
    where index == 0 || !registry.rejects[index - 1].isSame(as: row, forAnyPlan: true) {
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
