// How `check` shows a registry as data: a line a column, then what stands out, with the lines where
// to look. Columns stand under each other behind Chinese text, too.

import DoubleRandom
import Tables

/// One registry, for people.
func text(_ table: TableQuality, _ console: Console) -> String {
  let malformed =
    table.malformed == 0
    ? ""
    : console.text(
      ", \(table.malformed) of them malformed", "，其中格式有误 \(table.malformed) 行")
  var text = console.text(
    "\(table.file.shownName)  \(table.rows) rows\(malformed), \(table.encoding.rawValue)\n",
    "\(table.file.shownName)  \(table.rows) 行\(malformed)，\(table.encoding.rawValue)\n")
  text += columnTable(table, console)
  for column in table.columns {
    text += column.values.isEmpty ? "" : values(column, console)
  }
  for column in table.columns {
    for (rule, met) in column.brokenRules {
      text += notice(column.name, rule.sentence(console), met, console)
    }
    for (flaw, met) in column.flaws {
      text += notice(column.name, flaw.sentence(console), met, console)
    }
  }
  return text + repetition(table.repetition, console)
}

private func columnTable(_ table: TableQuality, _ console: Console) -> String {
  var text = AlignedText([.left, .right, .right, .right, .left, .left], indent: 2)
  text.row([
    console.text("column", "列"), console.text("filled", "填写率"),
    console.text("distinct", "不同值"), console.text("longest", "最长"),
    console.text("form", "形式"),
  ])
  let rows = table.rows - table.malformed
  for column in table.columns {
    let days = column.days.map { "\($0.lowerBound.text) – \($0.upperBound.text)" }
    text.row([
      column.name, percent(column.filled, of: rows),
      column.distinct.map { "\($0)" } ?? ">\(Limits.distinctValues)",
      column.longest == 0 ? "—" : "\(column.longest)", column.form.word(console), days ?? "",
    ])
  }
  return text.text
}

/// With one decimal; 100% only of all, 0.0% only of none.
private func percent(_ part: Int, of whole: Int) -> String {
  if part == whole { return whole == 0 ? "—" : "100%" }
  let thousandths = min(999, max(part == 0 ? 0 : 1, part * 1000 / whole))
  return "\(thousandths / 10).\(thousandths % 10)%"
}

private func values(_ column: ColumnQuality, _ console: Console) -> String {
  let shown = column.values.prefix(8).map { "\(shownValue($0.value)) \($0.count)" }
  let isAll = column.distinct == shown.count
  return "  \(shownValue(column.name))" + console.text(": ", "：")
    + shown.joined(separator: console.text(", ", "，")) + (isAll ? "" : " …") + "\n"
}

/// What stands out in a column, and where.
private func notice(
  _ column: String, _ sentence: String, _ met: MetLines, _ console: Console
) -> String {
  let lines = met.lines.map { "\($0)" }.joined(separator: console.text(", ", "、"))
  let more = met.count > met.lines.count ? " …" : ""
  let form = shownValue(met.form)
  return console.text(
    "  ! \(shownValue(column)): \(met.count) \(sentence); line \(lines)\(more); "
      + "such as “\(form)”\n",
    "  ! \(shownValue(column))：\(met.count) 个\(sentence)，第 \(lines)\(more) 行，形如“\(form)”\n")
}

private func repetition(_ repetition: Repetition, _ console: Console) -> String {
  if repetition.keys == 0 { return "" }
  let pairs = repetition.examples.map { $0.map { "\($0)" }.joined(separator: "=") }
    .joined(separator: console.text(", ", "、"))
  let more = repetition.keys > repetition.examples.count ? " …" : ""
  let (keys, rows) = (repetition.keys, repetition.furtherRows)
  return repetition.isOfRows
    ? console.text(
      "  ! rows that repeat: \(rows) (\(keys) different); lines \(pairs)\(more)\n",
      "  ! 完全重复的行：\(rows) 行（\(keys) 种），行号 \(pairs)\(more)\n")
    : console.text(
      "  ! ids that repeat: \(keys), with \(rows) further rows; lines \(pairs)\(more)\n",
      "  ! 重复的编号：\(keys) 个，多出 \(rows) 行，行号 \(pairs)\(more)\n")
}

extension ColumnQuality.Form {
  fileprivate func word(_ console: Console) -> String {
    switch self {
    case .empty: console.text("empty", "空")
    case .date: console.text("date", "日期")
    case .number: console.text("number", "数字")
    case .code: console.text("credit code", "信用代码")
    case .text: console.text("text", "文本")
    }
  }
}

extension CodeRule {
  /// Follows a count.
  fileprivate func sentence(_ console: Console) -> String {
    switch self {
    case .length: console.text("not of 18 characters", "不是 18 位")
    case .lowerCase: console.text("with a lower-case letter", "含小写字母")
    case .character: console.text("with a character that no code has", "含代码不用的字符")
    case .region: console.text("with a letter in the region code", "区划码中含字母")
    case .checkCharacter:
      console.text("fail the check character (position 18, GB 32100)", "校验码不符（第 18 位，GB 32100）")
    case .innerCheckDigit:
      console.text(
        "fail the organisation code's check digit (position 17, GB 11714)",
        "组织机构代码校验码不符（第 17 位，GB 11714）")
    }
  }
}

extension CellFlaw {
  /// Follows a count.
  fileprivate func sentence(_ console: Console) -> String {
    switch self {
    case .outerBlank: console.text("with a blank at the beginning or end", "首尾有空白")
    case .fullWidth: console.text("with full-width letters or digits", "含全角字母或数字")
    case .control: console.text("with a control character or line break", "含控制字符或换行")
    case .invisible: console.text("with an invisible character", "含不可见字符")
    case .replacement: console.text("with lost characters (U+FFFD, 锟斤拷)", "有字符丢失（U+FFFD、锟斤拷）")
    case .privateUse: console.text("with a private character", "含自造字")
    case .disputed:
      console.text("with a character disputed in GB18030", "含 GB18030 编码有争议的字符")
    case .placeholder: console.text("that stand for nothing", "用占位字样代替空白")
    case .spreadsheet: console.text("damaged by a spreadsheet", "被电子表格软件破坏")
    case .notDate: console.text("that are no dates", "不是日期")
    case .notNumber: console.text("that are no numbers", "不是数字")
    }
  }
}
