// A seed from a fallback source is told wherever a draw says where its seed comes from.

import Foundation
import Testing

@Suite struct FallbackTests {
  private let record = "out/MTG-2026Q4/record.json"

  private func text(_ bureau: Workplace, _ name: String) throws -> String {
    String(decoding: try bureau.read("out/MTG-2026Q4/\(name)"), as: UTF8.self)
  }

  @Test("record, notice and report name the fallback and what it stands for; draws without do not")
  func told() throws {
    let bureau = try DisclosureTests.bureau("双色球第2026116期 03 07 11 18 22 30 09")
    let said = "双色球第2026116期（代替 双色球第2026115期）"
    let notice = try text(bureau, "notice.csv").split(separator: "\n")
    #expect(notice[0].hasSuffix(",检查机关,抽查市场主体数量,备用来源,抽取承诺,抽取次数,废弃方案数,抽取结果摘要"))
    for row in notice.dropFirst() { #expect(row.contains(",\(said),"), "\(row)") }
    for name in ["notice.html", "report.html"] {
      #expect(try text(bureau, name).contains("备用来源"), "\(name)")
      #expect(try text(bureau, name).contains(said), "\(name)")
    }
    let english = try bureau.run("report", record, "--language", "en")
    #expect(english.output.contains("双色球第2026116期 (in place of 双色球第2026115期)"))
    #expect(try text(bureau, "record.json").contains("\"source\": \"双色球第2026115期\""))
    let plain = try DisclosureTests.bureau()
    for name in ["notice.csv", "notice.html", "report.html", "record.json"] {
      let text = try text(plain, name)
      #expect(!text.contains("（代替") && !text.contains("\"source\": \"双色球"), "\(name)")
    }
  }

  @Test("a draw from a fallback is repeated, with its ledger and without, disclosed and not")
  func repeated() throws {
    let bureau = try DisclosureTests.bureau("双色球第2026116期 03 07 11 18 22 30 09")
    let verify = ["verify", record, "--seed-file", "seed.txt"]
    let own = try Program.run(verify, in: bureau.folder)
    #expect(own.status == 0, "\(own.output)\(own.errors)")
    let disclose = ["disclose", record, "--date", "2026-12-01", "--seed-file", "seed.txt"]
    #expect(try Program.run(disclose, in: bureau.folder).status == 0)
    let open = try bureau.run("verify", "out/disclosed/MTG-2026Q4/record.json", "--disclosed")
    #expect(open.status == 0, "\(open.output)\(open.errors)")
    for name in ["ledger.jsonl", "commitment.json"] {
      try FileManager.default.removeItem(at: bureau.file("out/\(name)"))
    }
    let alone = try Program.run(verify, in: bureau.folder)
    #expect(alone.status == 0, "\(alone.output)\(alone.errors)")
    // What the record says of it is what the notice must say.
    let altered = try text(bureau, "record.json").replacing("2026116期", with: "2026117期")
    try bureau.write(record, Array(altered.utf8))
    let run = try Program.run(verify, in: bureau.folder)
    #expect(run.status == 1 && run.output.contains("notice.csv"), "\(run.output)\(run.errors)")
  }
}
