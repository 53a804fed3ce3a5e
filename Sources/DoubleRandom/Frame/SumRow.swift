// Rows of a target registry that are no target: sums (合计, 小计), remarks (制表人：…) and headers once
// more, that stand below the records, or between them, and were not declared. They must not be
// drawn as enterprises.
//
// The one thing to know: only ids that are wrong, not plain ASCII, or their column's header are
// asked. Rows that take the shortcut of their class have none of these, so that no row's fate
// depends on the way it takes, and rows that are as they should be cost nothing.

import Tables

/// Words of sums, as they stand in a cell without its blanks.
private let sumWords: Set<String> = [
  "合计", "总计", "小计", "共计", "累计", "总数", "合计数", "总计数", "小计数", "本页小计", "本页合计", "全部合计",
  "汇总", "汇总数",
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
  guard cell.count <= 64, mayBeSum(cell) else { return false }
  let text = String(decoding: cell, as: UTF8.self).filter { !$0.isWhitespace }.lowercased()
  let word = text.reversed().drop { sumTail.contains($0) }
  return sumWords.contains(String(word.reversed()))
}

/// Whether a cell is worth the look, which takes microseconds: each of the Chinese words has 计 or
/// 总 in it, the others begin with SU, TO or GR, perhaps with blanks of any kind before and between.
/// Licences, which begin with SC, do not.
private func mayBeSum(_ cell: [UInt8]) -> Bool {
  var letters = cell.lazy.filter { $0 > 0x20 }.makeIterator()
  guard let first = letters.next() else { return false }
  if [0xC2, 0xE1, 0xE2, 0xE3].contains(first) { return true }
  let expected: UInt8? =
    switch first | 0x20 {
    case 0x67: 0x72
    case 0x73: 0x75
    case 0x74: 0x6F
    default: nil
    }
  if let expected, let second = letters.next() {
    return second | 0x20 == expected || second >= 0x80
  }
  for index in cell.indices.dropLast(2) {
    switch (cell[index], cell[index + 1], cell[index + 2]) {
    case (0xE8, 0xAE, 0xA1), (0xE6, 0x80, 0xBB): return true
    default: break
    }
  }
  return false
}

/// How remarks begin that stand above or below a table.
private let remarkWords = [
  "制表", "填表", "填报", "审核", "复核人", "汇总", "备注", "说明", "注：", "注:", "单位负责人", "联系人", "联系电话",
  "打印日期", "统计日期", "截至", "截止", "数据来源",
]

/// Whether a row whose id is no credit code is a remark: Chinese words in the place of the id, and
/// no name, or words that begin remarks.
func isRemark(id: [UInt8], name: [UInt8]) -> Bool {
  // The first bytes of U+4000…U+9FFF in UTF-8.
  guard id.contains(where: { 0xE4...0xE9 ~= $0 }) else { return false }
  let text = String(decoding: id, as: UTF8.self).filter { !$0.isWhitespace }
  let name = String(decoding: name.prefix(64), as: UTF8.self)
  return name.allSatisfy(\.isWhitespace) || remarkWords.contains(where: text.hasPrefix)
}

extension SurveyState {
  /// Whether a row is the header once more: files were put one below the other. An id in plain
  /// ASCII may be called like its column, so that all other cells must be, too.
  private func isHeader(
    _ id: [UInt8], _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    guard id == program.headerOfID else { return false }
    return id.contains { $0 >= 0x80 }
      || program.header.names.enumerated().allSatisfy { column, name in
        column == program.idColumn
          || cell(column, record, bytes, fields).elementsEqual(name.utf8)
      }
  }

  /// The column that tells that a row is a sum, a remark or a header; nil where it may be a
  /// target, or the plan allows to set it aside for what is wrong with its id, and not for this.
  func columnOfNoTarget(
    _ id: [UInt8], _ problem: IDProblem?, _ record: RecordFields, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) -> Int? {
    let setAside = program.input.setAside
    if let problem, setAside[problem.code] != nil, setAside["not-a-target"] == nil { return nil }
    if isHeader(id, record, bytes, fields) { return program.idColumn }
    guard problem != nil || id.contains(where: { $0 >= 0x80 }) else { return nil }
    if isSum(id) { return program.idColumn }
    guard problem != nil, let column = program.keptColumns.name else { return nil }
    let name = cell(column, record, bytes, fields)
    if isSum(name) { return column }
    return program.checksCodes && isRemark(id: id, name: name) ? program.idColumn : nil
  }
}

extension MergedSurvey {
  /// Says that lines which the plan declares to stand below the last record hold a credit code, and
  /// so a record that would be lost; at most one finding.
  func recordsBelow() -> [Finding] {
    guard program.checksCodes else { return [] }
    let delimiter = program.input.file.format.delimiter
    let code = scan.linesBelow.split(separator: 0x0A).lazy.compactMap { line -> [UInt8]? in
      let cells = line.split(separator: delimiter, omittingEmptySubsequences: false)
      guard program.idColumn < cells.count else { return nil }
      return program.input.cleaned(cells[program.idColumn].filter { ![0x0D, 0x22].contains($0) })
    }.first { CreditCode.check($0) == nil }
    guard let code else { return [] }
    return [
      Finding(
        severity: .error, code: "record-left-out", file: program.input.file.display,
        arguments: [
          "\(program.input.file.format.trailingLines)", String(decoding: code, as: UTF8.self),
        ])
    ]
  }
}
