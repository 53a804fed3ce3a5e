// What clerks met in a trial with four enterprises and two officers: who is recused from whom, who
// can go at all, and what would help where teams are missing.

import Foundation
import Testing

@Suite struct TownOfficersTests {
  private static let header = "人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,岗位状态"
  private static let one = "1,张一,月坛所,西城,食品,C1,2028-01-01,在岗"
  private static let two = "2,王二,月坛所,西城,,C2,2028-01-01,在岗"

  /// A folder with the plan Q in `p.json5`, all of whose four targets are drawn.
  private func town(
    _ officers: [String], task: String = "", pairing: String = "", inputs: String = "",
    _ files: [String: String] = [:]
  ) throws -> Workplace {
    let workplace = try Workplace()
    let own = [
      "t.csv": """
      统一社会信用代码,企业名称,所属区,管辖单位,住所
      91110102101398134E,甲,西城,月坛所,x
      91110107102702927U,丁,西城,月坛所,x
      91110102633707786L,乙,西城,展览路所,x
      91110108600043717E,丙,西城,展览路所,x

      """, "k.csv": "日期,类型\n2026-10-01,休\n",
      "i.csv": "事项编码,抽查事项,所需资质\nSP01,食品检查,食品\n",
      "o.csv": officers.joined(separator: "\n") + "\n",
      "p.json5": """
      {
        id: "Q", title: "t", authority: "a", district: "西城",
        period: { from: "2026-10-01", to: "2026-12-31" },
        inputs: {
          targets: "t.csv", inspectors: "o.csv", items: "i.csv", calendar: "k.csv" \(inputs)
        },
        tasks: { a: { number: "1", title: "a", quantity: "100%", items: "SP01" \(task) } },
        schedule: { from: "2026-10-12", to: "2026-10-15" }, pairing: { \(pairing) },
      }
      """,
    ]
    for (name, text) in own.merging(files, uniquingKeysWith: { $1 }) {
      try workplace.write(name, Array(text.utf8))
    }
    return workplace
  }

  private func zh(_ workplace: Workplace, _ arguments: String...) throws -> Run {
    try Program.run(arguments + ["--language", "zh"], in: workplace.folder)
  }

  @Test("of 回避单位 check tells who is no target, by id or by name, and counts only the others")
  func recusedFromNobody() throws {
    func check(_ cell: String) throws -> Run {
      let officers = ["\(Self.header),回避单位", "\(Self.one),\(cell)", "\(Self.two),"]
      return try zh(try town(officers), "check", "p.json5")
    }
    for cell in ["甲", "91110102101398134E", "某某公司;乙"] {
      #expect(try check(cell).output.contains("其中 1 人有须回避的对象"), "\(cell)")
    }
    #expect(try !check("甲").errors.contains("nobody]"))
    let said = "o.csv:2: 警告：[recused-from-nobody] “回避单位”列：检查对象名录库中没有编号或名称为“"
    let stray = try check("某某公司;乙").errors
    #expect(stray.contains("\(said)某某公司”") && !stray.contains("“乙”"), "\(stray)")
    let station = try check("月坛所")
    #expect(station.errors.contains("\(said)月坛所”"), "\(station.errors)")
    #expect(station.errors.contains("建议：“月坛所”是工作单位"), "\(station.errors)")
    #expect(!station.output.contains("须回避的对象"), "\(station.output)")
    // A wrong code is told once, as before.
    let wrong = try check("91110102101398134F").errors
    #expect(wrong.contains("[code-of-nobody]") && !wrong.contains("from-nobody"), "\(wrong)")
  }
}
