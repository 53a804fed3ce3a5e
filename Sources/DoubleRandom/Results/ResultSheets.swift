// What results become: the list for the public, the list of what is still to be done, and the
// history that the next quarter's plan reads. The first names no officer, the others are internal.

import Tables

/// Everything that is known of a plan's visits on the stated day.
struct ResultBook: Sendable {
  let book: VisitBook
  let rows: [[FormRow]]
  let standings: [VisitStanding]
  let counts: ResultCounts
  /// How many visits have results that count no more, for their targets were replaced.
  let leftOut: Int

  init(_ reading: ResultReading) {
    book = reading.book
    leftOut = reading.leftOut.count
    rows = reading.rows
    let entries = rows.map { $0.map(\.entry) }
    standings = entries.indices.map { [book] in
      book.standing(of: $0, entries[$0], asOf: reading.asOf)
    }
    counts = book.counts(standings, entries)
  }

  var plan: Plan { book.campaign.plan }

  /// The first task of a visit that holds an item.
  func task(of visit: Int, _ item: String) -> InspectionTask {
    let tasks = book.visits[visit].tasks.map { plan.tasks[$0] }
    return tasks.first { $0.items.contains(item) } ?? tasks[0]
  }

  /// The items of all visits that are done, with their results: what the public may read.
  func forEachPublic(_ body: (_ visit: Int, _ item: String, ResultEntry) -> Void) {
    for visit in rows.indices where standings[visit].stage.isDone {
      for (item, row) in zip(book.rowItems(visit), rows[visit]) {
        if let entry = row.entry { body(visit, item, entry) }
      }
    }
  }

  /// publication.csv: one row an item of a visit that is done.
  func publicSheet(_ flavour: CSVFlavour) -> [UInt8] {
    var sheet = CSVWriter(
      flavour: flavour,
      header: [
        "抽查计划编号", "抽查计划名称", "抽查任务编号", "抽查任务名称", "抽查类型", "检查机关", "统一社会信用代码",
        "企业名称", "抽查事项", "检查日期", "检查结果",
      ])
    forEachPublic { visit, item, entry in
      let (task, target) = (task(of: visit, item), book.visits[visit].target)
      sheet.row([
        .text(plan.id), .text(plan.title), .text(task.number), .text(task.title),
        .text(task.kind), .text(plan.authority), .text(target.idText), .text(target.nameText),
        .text(book.campaign.items[item]?.title ?? item), .exact(entry.day.text),
        .text(joined(entry.results.map(\.wording))),
      ])
    }
    return sheet.bytes
  }
}

// MARK: - What is still to be done

/// open.csv: one row a visit of any of the plans that is not done or not public, what is overdue
/// first, the most overdue before the others.
func openSheet(_ books: [ResultBook], _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "计划编号", "检查序号", "统一社会信用代码", "企业名称", "管辖单位", "住所", "状态", "是否逾期",
      "逾期工作日数", "计划检查日期", "检查日期", "公示截止日期", "检查人员编号",
    ])
  let open = books.indices.flatMap { plan in
    books[plan].openVisits.map { (plan: plan, visit: $0) }
  }
  let sorted = open.sorted {
    let (a, b) = (
      books[$0.plan].standings[$0.visit].overdue, books[$1.plan].standings[$1.visit].overdue
    )
    return (-(a ?? -1), $0.plan, $0.visit) < (-(b ?? -1), $1.plan, $1.visit)
  }
  for (plan, visit) in sorted { books[plan].addOpen(visit, to: &sheet) }
  return sheet.bytes
}

extension ResultBook {
  fileprivate var openVisits: [Int] {
    standings.indices.filter {
      standings[$0].stage.isOpen || standings[$0].stage == .unpublished
    }
  }

  fileprivate func addOpen(_ index: Int, to sheet: inout CSVWriter) {
    let (visit, standing) = (book.visits[index], standings[index])
    sheet.row([
      .text(plan.id), .number(index + 1), .text(visit.target.idText),
      .text(visit.target.nameText), .text(visit.target.unitText),
      .text(visit.target.addressText), .text(standing.stage.rawValue),
      .text(standing.overdue == nil ? "否" : "是"),
      standing.overdue.map(Cell.number) ?? .exact(""), .exact(visit.day?.text ?? ""),
      .exact(standing.done?.text ?? ""), .exact(standing.deadline?.text ?? ""),
      .text(joined(book.team(of: index))),
    ])
  }
}

/// overview.csv: one row a plan of a batch, with its counts and its last deadline.
func overviewSheet(_ books: [ResultBook], _ asOf: Day?, _ flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: [
      "计划编号", "计划名称", "检查机关", "统计日期", "应查", "抽取", "递补", "已完成", "未完成", "已更换",
      "已公示", "待公示", "逾期未查", "逾期未公示", "逾期公示", "最晚公示截止日期",
    ])
  for book in books {
    let (plan, counts) = (book.plan, book.counts)
    let deadline = book.standings.compactMap(\.deadline).max()
    sheet.row(
      [
        .text(plan.id), .text(plan.title), .text(plan.authority), .exact(asOf?.text ?? ""),
      ]
        + [
          counts.planned, counts.drawn, counts.called, counts.done, counts.open, counts.replaced,
          counts.count(.published), counts.count(.unpublished), counts.overdueVisits,
          counts.overdueResults, counts.lateResults,
        ].map(Cell.number) + [.exact(deadline?.text ?? "")])
  }
  return sheet.bytes
}

// MARK: - History

/// What a history file says, row by row, in the columns that `history` has.
struct HistoryTable {
  static let columns = Column.history + [Column("authority", "检查机关", "authority")]
  private static let roles = ["id", "date", "authority", "plan", "visitKind", "officers"]

  private(set) var rows: [[String]] = []
  private var known: Set<[String]> = []

  /// The rows of an earlier history; nil with findings.
  init?(_ file: InputFile, findings: inout Findings) {
    guard
      let table = SmallTable(
        file, known: Self.columns, required: ["id", "date"], findings: &findings)
    else { return nil }
    for row in table.rows {
      rows.append(
        Self.roles.map { role in
          let text = restored(table.cell(row, role))
          // Whatever form the plan declares: the next quarter's plan need not declare any.
          return role == "date" && file.cleansDates ? Day(written: text)?.text ?? text : text
        })
      known.insert(key(rows[rows.count - 1]))
    }
  }

  init() {}

  /// What makes a row one visit: whose, when, by which plan.
  private func key(_ row: [String]) -> [String] { [row[0], row[1], row[3]] }

  /// Adds a visit, unless it is there already.
  mutating func add(_ id: String, _ day: Day, _ plan: Plan, officers: [String]) {
    let row = [
      id, day.text, plan.authority, plan.id, "双随机抽查", officers.joined(separator: ";"),
    ]
    if known.insert(key(row)).inserted { rows.append(row) }
  }

  /// As plain bytes: a program reads this, and cells count as they stand.
  var bytes: [UInt8] {
    let header = Self.roles.map { role in
      Self.columns.first { $0.role == role }?.header ?? role
    }
    var sheet = CSVWriter(flavour: .plain, header: header)
    for row in rows { sheet.row(row.map(Cell.text)) }
    return sheet.bytes
  }
}

extension ResultBook {
  /// Adds every visit that was made to a history; of one that took several days, each day.
  func add(to history: inout HistoryTable) {
    for visit in rows.indices where standings[visit].stage != .replaced {
      let entries = rows[visit].compactMap(\.entry)
      for day in Set(entries.map(\.day)).sorted() {
        var officers: [String] = []
        for officer in entries.filter({ $0.day == day }).flatMap(\.officers)
        where !officers.contains(officer) { officers.append(officer) }
        history.add(book.visits[visit].target.idText, day, plan, officers: officers)
      }
    }
  }
}
