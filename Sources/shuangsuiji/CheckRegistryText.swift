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
      text += notice(column.name, rule.sentence(console.language), met, console)
    }
    for (flaw, met) in column.flaws {
      text += notice(column.name, flaw.sentence(console.language), met, console)
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
    let days = column.days.map(daysText)
    text.row([
      column.name, filledShare(column.filled, of: rows),
      column.distinct.map { "\($0)" } ?? ">\(Limits.distinctValues)",
      column.longest == 0 ? "—" : "\(column.longest)", column.form.word(console.language),
      days ?? "",
    ])
  }
  return text.text
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
  let word = met.lines.count == 1 ? "line" : "lines"
  return console.text(
    "  ! \(shownValue(column)): \(met.count) \(sentence); \(word) \(lines)\(more); "
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
