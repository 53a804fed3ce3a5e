// Rows of a target registry that are no target: sums (合计, 小计) and remarks (制表人：…) that stand
// below the records, or between them, and were not declared. They must not be drawn as enterprises.
//
// The one thing to know: only rows whose id is looked at anyway, because it is no valid credit code
// or no plain ASCII, come here; rows that are as they should be cost nothing.

import Tables

/// Words of sums, as they stand in a cell without its blanks.
private let sumWords: Set<String> = [
  "合计", "总计", "小计", "共计", "累计", "总数", "合计数", "总计数", "小计数", "本页小计", "本页合计", "全部合计",
  "total", "subtotal", "grandtotal", "sum",
]

/// What may follow such a word: `合计：23户`, `小计（户）`, `Total 1,234`.
private let sumTail: Set<Character> = [
  "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", ",", "，", ".", ":", "：", "(", ")", "（", "）",
  "户", "家", "个", "条", "行",
]

/// Whether a cell says that its row is a sum.
func isSum(_ cell: [UInt8]) -> Bool {
  // No cell of a sum is long; names are, and are not worth the look.
  guard !cell.isEmpty, cell.count <= 64 else { return false }
  let text = String(decoding: cell, as: UTF8.self).filter { !$0.isWhitespace }.lowercased()
  let word = text.reversed().drop { sumTail.contains($0) }
  return sumWords.contains(String(word.reversed()))
}

/// Whether a row whose id is no credit code is a remark: Chinese words in the place of the id, and
/// no name.
func isRemark(id: [UInt8], name: [UInt8]) -> Bool {
  // The first bytes of U+4000…U+9FFF in UTF-8.
  id.contains { 0xE4...0xE9 ~= $0 } && name.allSatisfy { $0 == 0x20 || $0 == 0x09 }
}

extension SurveyState {
  /// The column that tells that a row is a sum or a remark; nil where it may be a target, or the
  /// plan allows to set it aside for what is wrong with its id.
  func columnOfNoTarget(
    _ id: [UInt8], _ problem: IDProblem?, _ record: RecordFields, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) -> Int? {
    if let problem, program.input.setAside[problem.code] != nil { return nil }
    if isSum(id) { return program.idColumn }
    guard problem != nil, let column = program.keptColumns.name else { return nil }
    let name = cell(column, record, bytes, fields)
    if isSum(name) { return column }
    return program.checksCodes && isRemark(id: id, name: name) ? program.idColumn : nil
  }
}
