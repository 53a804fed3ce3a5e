// The form in which results come home: one row for each item of each visit that stands, with five
// cells to fill in. `results.csv`, in which filled forms are gathered, has the same columns, so it
// can be handed in again. It names officers by number and is an internal paper.

import Tables

extension Column {
  /// What is filled in begins at 检查日期; 检查人员编号 is filled in as drawn.
  static let results = [
    Column("plan", "计划编号", "plan"),
    Column("number", "检查序号", "number"),
    Column("id", "统一社会信用代码", "credit_code"),
    Column("name", "企业名称", "name"),
    Column("unit", "管辖单位", "unit"),
    Column("item", "事项编码", "item"),
    Column("itemTitle", "抽查事项", "item_title"),
    Column("planned", "计划检查日期", "planned_date"),
    Column("date", "检查日期", "date"),
    Column("result", "检查结果", "result"),
    Column("officers", "检查人员编号", "officers"),
    Column("published", "公示日期", "published"),
    Column("note", "情况说明", "note"),
  ]
}

extension SmallTable {
  /// Columns that somebody added and filled: results have no place for them.
  func reportOtherColumns(_ findings: inout Findings) {
    let others = header.names.indices.filter { index in
      !Column.results.contains { $0.isNamed(header.names[index]) }
        && rows.contains { !$0.cells[index].isEmpty }
    }
    guard !others.isEmpty else { return }
    findings.report(
      "form-columns-left-out", file: file.display,
      arguments: [others.map { header.names[$0] }.joined(separator: "、")], severity: .warning)
  }
}

/// One filled row.
struct ResultEntry: Sendable, Equatable {
  var day: Day
  /// In the order of the official list.
  var results: [InspectionResult]
  /// References of who went.
  var officers: [String]
  /// When the result became public.
  var published: Day?
}

/// What is known of one row of the form.
struct FormRow: Sendable {
  /// Nil where nothing was filled in but perhaps a note.
  var entry: ResultEntry?
  /// Internal; what several files say, each once.
  var notes: [String] = []
  /// File and line of the entry.
  var place = ""
}

extension VisitBook {
  /// The visit's items; a visit without any has one row all the same.
  func rowItems(_ visit: Int) -> [String] {
    visits[visit].items.isEmpty ? [""] : visits[visit].items
  }

  /// References of the team that a visit was given.
  func team(of visit: Int) -> [String] {
    let team = tripOfVisit[visit].flatMap { teams[$0] } ?? []
    return team.compactMap { campaign.staffing?.loads[$0].inspector.reference }
  }

  /// The form of all visits that stand, with what is known of them.
  ///
  /// - Parameter rows: by visit and item; empty for a blank form.
  func form(_ rows: [[FormRow]], _ flavour: CSVFlavour) -> [UInt8] {
    var sheet = CSVWriter(flavour: flavour, header: Column.results.map(\.header))
    addForm(rows, to: &sheet)
    return sheet.bytes
  }

  func addForm(_ rows: [[FormRow]], to sheet: inout CSVWriter) {
    for visit in visits.indices where !isGone[visit] {
      for (index, item) in rowItems(visit).enumerated() {
        let row = rows.isEmpty ? FormRow() : rows[visit][index]
        sheet.row(given(visit, item) + filled(row, visit))
      }
    }
  }

  /// The cells that are not filled in.
  private func given(_ index: Int, _ item: String) -> [Cell] {
    let visit = visits[index]
    return [
      .text(campaign.plan.id), .number(index + 1), .text(visit.target.idText),
      .text(visit.target.nameText), .text(visit.target.unitText), .text(item),
      .text(campaign.items[item]?.title ?? ""), .exact(visit.day?.text ?? ""),
    ]
  }

  private func filled(_ row: FormRow, _ visit: Int) -> [Cell] {
    let entry = row.entry
    return [
      .exact(entry?.day.text ?? ""), .text(joined(entry?.results.map(\.rawValue) ?? [])),
      .text(joined(entry?.officers ?? team(of: visit))), .exact(entry?.published?.text ?? ""),
      .text(joined(row.notes)),
    ]
  }
}
