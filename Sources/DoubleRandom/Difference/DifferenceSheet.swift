// Differences as CSV, in the field's words.

import Tables

extension ChangeKind {
  /// As the sheets write it.
  fileprivate func chinese(ofDraws: Bool) -> String {
    switch self {
    case .entered: ofDraws ? "本次新列入" : "新增"
    case .left: ofDraws ? "本次未列入" : "减少"
    case .changed: "变更"
    case .both: "两次相同"
    }
  }
}

/// One row a target that entered, left or changed.
public func differenceSheet(_ difference: RegistryDifference, flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: ["变化", "统一社会信用代码", "企业名称"] + difference.columns.flatMap { ["原\($0)", "现\($0)"] })
  for change in difference.changes {
    var cells: [Cell] = [
      .text(change.kind.chinese(ofDraws: false)),
      .text(String(decoding: change.id, as: UTF8.self)), .text(change.name),
    ]
    for column in difference.columns.indices {
      cells.append(.text(change.before.isEmpty ? "" : change.before[column]))
      cells.append(.text(change.after.isEmpty ? "" : change.after[column]))
    }
    sheet.row(cells)
  }
  return sheet.bytes
}

/// One row a target of a task that was drawn at least once.
public func differenceSheet(_ difference: DrawDifference, flavour: CSVFlavour) -> [UInt8] {
  var sheet = CSVWriter(
    flavour: flavour,
    header: ["变化", "任务", "统一社会信用代码", "原抽取层", "现抽取层", "原名单类别", "现名单类别"])
  for change in difference.changes {
    sheet.row([
      .text(change.kind.chinese(ofDraws: true)), .text(change.task), .text(change.id),
      .text(change.before?.stratum ?? ""), .text(change.after?.stratum ?? ""),
      .text(change.before?.list ?? ""), .text(change.after?.list ?? ""),
    ])
  }
  return sheet.bytes
}
