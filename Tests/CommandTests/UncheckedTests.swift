// What `verify` has not compared is among what it says, and never taken for equal or for different.

import Foundation
import Testing

@Suite struct UncheckedTests {
  private let record = "out/MTG-2026Q4/record.json"

  @Test("a ledger that is not at hand is not checked, in the verdict and for programs")
  func ledger() throws {
    let workplace = try Workplace()
    try workplace.draw()
    #expect(try workplace.verify("--json").output.contains("\"unchecked\": []"))
    try FileManager.default.removeItem(at: workplace.file("out/ledger.jsonl"))
    let run = try workplace.verify("--quiet")
    #expect(run.status == 0 && run.output == "\(record): identical\n  not checked: ledger.jsonl\n")
    let chinese = try workplace.verify("--language", "zh").output
    #expect(chinese == "\(record)：完全一致\n  未核对：ledger.jsonl\n")
    let json = try workplace.verify("--json").output
    #expect(json.contains("\"unchecked\": [\"ledger.jsonl\"]"), "\(json)")
  }

  @Test("beside a record from standard input nothing is looked for, and nothing is done")
  func standardInput() throws {
    let workplace = try Workplace()
    try workplace.draw()
    func run(_ words: String) throws -> Run {
      try Program.shell("shuangsuiji \(words) < \(record)", in: workplace.folder)
    }
    let same = try run("verify -")
    #expect(same.status == 0 && same.output.hasPrefix("-: identical\n"), "\(same.output)")
    #expect(same.output.contains("  not checked: plan.csv, draw.csv, "), "\(same.output)")
    #expect(same.output.hasSuffix("report.html, ledger.jsonl\n"))
    #expect(same.errors.contains("note: [record-from-stdin]"), "\(same.errors)")
    // What lies about in the working folder is none of the draw's.
    try workplace.write("draw.csv", Array("not a list".utf8))
    try workplace.write("replacements.csv", Array("no sheet".utf8))
    #expect(try run("verify -").output == same.output)
    #expect(try run("verify - --against \(record.prefix(14))/draw.csv").status == 0)
    let text = String(decoding: try workplace.read(record), as: UTF8.self)
    let altered = text.replacing("\"visits\": 8", with: "\"visits\": 9")
    try workplace.write("altered", Array((altered == text ? text + " " : altered).utf8))
    let other = try Program.shell("shuangsuiji verify - < altered", in: workplace.folder)
    #expect(other.status == 1 && other.output.hasPrefix("-:"), "\(other.output)")
    for words in [
      "verify - --disclosed", "void - --reason x", "disclose - --date 2026-12-01",
      "replace - 91110109103009227P --reason 注销", "report - --page sheets",
    ] {
      let refused = try run(words)
      #expect(refused.status == 2, "\(words)")
      #expect(refused.errors.contains("-: error: [record-from-stdin]"), "\(refused.errors)")
    }
  }
}
