// Registries as data: counts against an obvious reader, the same at any number of threads and any
// part size, flaws where they stand, and nobody's data in what is shown.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite struct TableQualityTests {
  private let header = ["统一社会信用代码", "企业名称", "所属区", "管辖单位", "登记状态", "成立日期", "联系电话", "备注"]

  /// Rows with every kind of flaw among them, ids that repeat, quotes and line breaks.
  private func rows() -> [[String]] {
    (0..<300).map { index in
      var row = [
        "9111010\(index % 7)MA\(10_000_000 + index)", "北京样例\(index)有限公司", "\(index % 3)",
        "站\(index % 5)", index % 4 == 0 ? "注销" : "存续", "20\(10 + index % 10)-06-0\(1 + index % 9)",
        "1380000\(1000 + index)", index % 5 == 0 ? "" : "正常",
      ]
      switch index {
      case 17: row[1] = "北京王小明有限公司 "
      case 18: row[1] = "\u{3000}北京样例"
      case 40: row[7] = "含\n换行"
      case 41: row[7] = "含\u{200B}零宽"
      case 42: row[7] = "锟斤拷"
      case 43: row[7] = "丢\u{FFFD}失"
      case 44: row[7] = "\u{E000}"
      case 45: row[7] = "\u{9FB4}"
      case 46: row[7] = "Ａ座１０层"
      case 47: row[7] = "#N/A"
      case 60: row[0] = "9.11101E+17"
      case 61, 200: row[0] = "91110105MA0UEMWB4F"
      case 62: row[0] = "91110105ma0uemwb4f"
      case 63: row[0] = "91110105MA0UEMWB4G"
      case 64: row[5] = "2011/6/1"
      case 65: row[0] = ""
      default: break
      }
      return row
    }
  }

  private func csv(_ rows: [[String]]) -> String {
    func cell(_ text: String) -> String {
      text.contains("\n") || text.contains("正") ? "\"\(text)\"" : text
    }
    return ([header] + rows).map { $0.map(cell).joined(separator: ",") + "\n" }.joined()
  }

  private func examined(
    _ text: String, jobs: Int = 1, partSize: Int = 1 << 20, isOfTargets: Bool = true
  ) throws -> TableQuality {
    let world = try World()
    try world.write("t.csv", text)
    let file = InputFile(name: "t.csv", path: world.path("t.csv"))
    var options = ScanOptions()
    (options.jobs, options.partSize) = (jobs, partSize)
    var quality = try DoubleRandom.examine(
      TableToExamine(
        role: "targets", file: file, known: Column.targets,
        targets: isOfTargets ? TargetInput(file: file) : nil), options)
    // The only thing that differs from world to world.
    quality.file.path = ""
    return quality
  }

  @Test("what is said of a registry does not depend on threads or part sizes")
  func determinism() throws {
    let text = csv(rows())
    let expected = String(describing: try examined(text))
    for jobs in [1, 2, 7] {
      for partSize in [1, 61, 1000, 4096, 1 << 20] {
        let found = String(describing: try examined(text, jobs: jobs, partSize: partSize))
        #expect(found == expected, "jobs \(jobs), parts of \(partSize)")
      }
    }
  }

  @Test("fill, distinct values and longest value are those of an obvious count")
  func counts() throws {
    let rows = rows()
    let quality = try examined(csv(rows), jobs: 3, partSize: 500)
    #expect(quality.rows == 300 && quality.malformed == 0)
    #expect(quality.columns.map(\.name) == header)
    // Row 40 takes two lines.
    func line(_ index: Int) -> Int { index + 2 + (index > 40 ? 1 : 0) }
    for (index, column) in quality.columns.enumerated() {
      let filled = rows.map { $0[index] }.filter { !$0.isEmpty }
      let longest = filled.map(\.unicodeScalars.count).max() ?? 0
      #expect(column.filled == filled.count && column.distinct == Set(filled).count)
      #expect(column.longest == longest)
      let first = rows.firstIndex { $0[index].unicodeScalars.count == longest }
      #expect(column.longestLine == first.map(line))
    }
    #expect(
      quality.columns.map(\.form) == [.code, .text, .number, .text, .text, .date, .number, .text])
    #expect(quality.columns[5].days?.lowerBound.text == "2010-06-01")
    #expect(quality.columns[4].values.map(\.value) == ["存续", "注销"])
    #expect(quality.columns[4].values.map(\.count) == [225, 75])
  }

  @Test("every suspicious value is counted under its kind, with its line and form")
  func flaws() throws {
    let quality = try examined(csv(rows()), jobs: 2, partSize: 300)
    func found(_ column: Int) -> [String] {
      quality.columns[column].flaws.map {
        "\($0.flaw.name) \($0.met.count) \($0.met.lines) \($0.met.form)"
      }
    }
    #expect(
      found(1) == ["outer-blank 2 [19, 20] 字字字字字字字字字␣"])
    #expect(
      found(7) == [
        "full-width 1 [49] Ａ字００字", "control-character 1 [42] 字\n字字",
        "invisible-character 1 [44] 字\u{200B}字字", "replacement-character 2 [45, 46] 锟斤拷",
        "private-character 1 [47] \u{E000}", "disputed-character 1 [48] 字",
        "placeholder 1 [50] #N/A",
      ])
    #expect(found(0) == ["spreadsheet-damaged 1 [63] 0.00000A+00"])
    #expect(found(5) == ["not-a-date 1 [67] 0000/0/0"])
    let rules = quality.columns[0].brokenRules
    #expect(rules.first { $0.rule == .lowerCase }?.met.lines == [65])
    #expect(rules.first { $0.rule == .length }?.met.lines == [63])
    #expect(
      rules.reduce(0) { $0 + $1.met.count }
        == rows().map { Array($0[0].utf8) }
        .count { !$0.isEmpty && CreditCode.check($0) != nil })
  }

  @Test("names, telephone numbers and texts of columns that are no categories are not shown")
  func privacy() throws {
    let quality = try examined(csv(rows()))
    var shown = String(describing: quality)
    for word in ["王小明", "北京", "13800", "91110105", "正常"] {
      #expect(!shown.contains(word), "\(word)")
    }
    // A table of people: only its categories.
    shown = String(describing: try examined(World.inspectors, isOfTargets: false))
    #expect(!shown.contains("甲") && !shown.contains("C1"))
  }

  @Test("ids that repeat are counted over all rows, cleaned as the plan declares; else whole rows")
  func repetitions() throws {
    for (jobs, partSize) in [(1, 1 << 20), (3, 100)] {
      let ids = try examined(csv(rows()), jobs: jobs, partSize: partSize).repetition
      #expect(ids == Repetition(isOfRows: false, keys: 1, furtherRows: 1, examples: [[64, 203]]))
      let text = "a,b\n1,2\n1,3\n1,2\n4,5\n1,2\n4,5\n"
      let rows = try examined(text, jobs: jobs, partSize: partSize, isOfTargets: false).repetition
      #expect(
        rows == Repetition(isOfRows: true, keys: 2, furtherRows: 3, examples: [[2, 4], [5, 7]]))
    }
  }

  @Test("distinct values are exact up to the bound and said to be more beyond it")
  func bound() throws {
    let most = Limits.distinctValues
    for (count, expected) in [(most, most), (most + 1, nil)] as [(Int, Int?)] {
      let text = "a\n" + (0..<count).map { "x\($0)\n" }.joined()
      for jobs in [1, 3] {
        let quality = try examined(text, jobs: jobs, partSize: 5000, isOfTargets: false)
        #expect(quality.columns[0].distinct == expected)
      }
    }
  }

  @Test("a registry with no rows, and one with malformed rows, are described as they are")
  func edges() throws {
    let none = try examined("统一社会信用代码,a\n")
    #expect(none.rows == 0 && none.columns.map(\.form) == [.empty, .empty])
    let ragged = try examined("统一社会信用代码,a\n1,2\n1\n3,\"\"\n")
    #expect(ragged.rows == 3 && ragged.malformed == 1 && ragged.columns[1].filled == 1)
  }

  @Test("a form shows the flaw of a long value, and hides the value")
  func forms() {
    let long = String(repeating: "北京", count: 30)
    func form(_ text: String, _ flaw: CellFlaw?) -> String { maskedForm(Array(text.utf8), flaw) }
    let twelve = String(repeating: "字", count: 12)
    let eleven = String(repeating: "字", count: 11)
    #expect(form(long + "Ａ" + long, .fullWidth) == "…\(twelve)Ａ\(eleven)…")
    #expect(form(long + " ", .outerBlank) == "…\(twelve)\(eleven)␣")
    #expect(form("\u{3000}甲 乙", .outerBlank) == "<U+3000>字 字")
    #expect(form("Aa9é甲-", nil) == "Aa0A字-")
  }
}
