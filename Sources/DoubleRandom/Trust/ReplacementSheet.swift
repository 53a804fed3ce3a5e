// Replacements as files: replacements.csv in the plan's folder, for the bureau; and a line of the
// ledger each, for everybody, which names no target but its ticket of the stage `schedule`. Whoever
// has record and seed finds the target behind the ticket and repeats the step; so the ledger alone,
// not the sheet, is what replacements are computed from.

import Sampling
import Tables

public enum ReplacementSheet {
  public static let fileName = "replacements.csv"

  static let header = [
    "更换序号", "原统一社会信用代码", "原企业名称", "更换原因", "发现日期", "依据", "任务编号", "抽取层",
    "层内备选数", "抽取序号", "统一社会信用代码", "企业名称", "管辖单位", "住所", "抽查事项", "组长姓名",
    "组长执法证号", "组员姓名", "组员执法证号", "匹配方式", "计划检查日期", "公示截止日期",
  ]
}

extension VisitBook {
  /// replacements.csv after all steps: one row for each place that a target leaves.
  func sheet(_ flavour: CSVFlavour) -> [UInt8] {
    var sheet = CSVWriter(flavour: flavour, header: ReplacementSheet.header)
    for (index, step) in steps.enumerated() {
      for row in step.rows { sheet.row([.number(index + 1)] + row) }
    }
    return sheet.bytes
  }

  /// The row of one place, without its first cell.
  func cells(
    of step: ReplacementStep, _ place: ReplacementPlace, _ team: ReplacementTeam
  ) -> [Cell] {
    [
      .text(step.target.idText), .text(step.target.nameText), .text(step.grounds.reason),
      .exact(step.grounds.date?.text ?? ""), .text(step.grounds.order ?? ""),
      .text(campaign.plan.tasks[place.task].number), .text(place.stratum),
      .number(place.alternates),
    ] + cells(of: place, team)
  }

  /// From 抽取序号 on.
  private func cells(of place: ReplacementPlace, _ team: ReplacementTeam) -> [Cell] {
    guard let number = place.number, let index = place.visit else {
      let blank = Array(repeating: Cell.exact(""), count: 10)
      return blank + [.text(team.rawValue), .exact(""), .exact("")]
    }
    let visit = visits[index]
    let people = tripOfVisit[index].flatMap { teams[$0] }?.compactMap {
      campaign.staffing?.loads[$0].inspector
    }
    let members = people?.dropFirst() ?? []
    let titles = visit.items.map { campaign.items[$0]?.title ?? $0 }
    return [
      .number(number), .text(visit.target.idText), .text(visit.target.nameText),
      .text(visit.target.unitText), .text(visit.target.addressText), .text(joined(titles)),
      .text(people?.first?.name ?? ""), .text(people?.first?.certificate ?? ""),
      .text(joined(members.map(\.nameWithRole))), .text(joined(members.map(\.certificate))),
      .text(team.rawValue), .exact(visit.day?.text ?? ""), .exact(visit.deadline?.text ?? ""),
    ]
  }
}

// MARK: - The ledger

extension VisitBook {
  /// By which a ledger speaks of a target before it is disclosed.
  func alias(of id: ArraySlice<UInt8>) -> String {
    campaign.seed.key(.schedule).ticket(Array(id)).hex
  }

  /// The id of the visit with this alias, the latest first.
  func id(ofAlias alias: String) -> [UInt8]? {
    visits.last { self.alias(of: $0.target.id) == alias }.map { Array($0.target.id) }
  }

  /// Repeats a ledger's replacements of a draw.
  ///
  /// - Returns: the number of the first line that does not follow; nil when all do.
  mutating func repeatAll(_ entries: [LedgerEntry], _ flavour: CSVFlavour) -> Int? {
    for entry in entries {
      guard let id = id(ofAlias: entry.text("target") ?? ""),
        let reason = ReplacementReason(named: entry.text("reason") ?? "")
      else { return entry.sequence }
      let grounds = Grounds(
        reason: reason.rawValue, order: entry.text("by"),
        date: entry.text("date").flatMap { Day(iso: $0) })
      guard (try? replace(id, grounds)) != nil,
        PieceDigest(of: sheet(flavour)).hex == entry.text("sheet")
      else { return entry.sequence }
    }
    return nil
  }
}

extension Ledger {
  /// The last step of a book.
  mutating func appendReplacement(
    of draw: LedgerEntry, _ book: VisitBook, _ flavour: CSVFlavour
  ) {
    guard let step = book.steps.last else { return }
    append(
      .replacement,
      .object(
        [
          ("plan", draw.text("plan").map(JSON.string) ?? .null),
          ("draw", .int(draw.sequence)), ("target", .string(book.alias(of: step.target.id))),
        ] + step.grounds.json + [
          ("sheet", .string(PieceDigest(of: book.sheet(flavour)).hex))
        ]))
  }
}
