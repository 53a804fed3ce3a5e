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

  @Test("a void draw's record from standard input is not looked for in a ledger that lies near")
  func voidFromInput() throws {
    let workplace = try Workplace()
    try workplace.draw()
    #expect(try workplace.run("void", record, "--reason", "抽错").status == 0)
    let folder = workplace.file("out/MTG-2026Q4")
    for (words, said) in [
      ("report @", "[draw-is-void]"), ("verify @ --plan ../../plan.json5", "declared void"),
    ] {
      let given = words.replacing("@", with: "-") + " < record.json"
      let run = try Program.shell("shuangsuiji \(given)", in: folder)
      #expect(run.status == 0, "\(words): \(run.errors)")
      #expect(!(run.output + run.errors).contains(said), "\(words): \(run.errors)")
      let named = words.replacing("@", with: "record.json")
      let beside = try Program.shell("shuangsuiji \(named)", in: folder)
      #expect((beside.output + beside.errors).contains(said), "\(words): \(beside.output)")
    }
  }

  @Test("without the ledger replacements are not judged, and no answer hides that there were some")
  func replaced() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let list = String(decoding: try workplace.read("out/MTG-2026Q4/draw.csv"), as: UTF8.self)
    let id = String(try #require(list.firstMatch(of: /9[0-9A-Z]{17}/)).output)
    #expect(try workplace.run("replace", record, id, "--reason", "注销").status != 2)
    let alone = try workplace.run("explain", record, id, "--record-only")
    #expect(alone.status == 0 && !alone.errors.contains("replacements-unknown"), "\(alone.errors)")
    #expect(alone.output.contains("replaced after the draw (注销; number 1 of replacements.csv)"))
    let other = try workplace.run("explain", record, "911101091000791907", "--record-only")
    #expect(other.output.contains("neither replaced nor called"), "\(other.output)")
    let sheet = try workplace.read("out/MTG-2026Q4/replacements.csv")
    let altered = String(decoding: sheet, as: UTF8.self).replacing("注销", with: "吊销")
    try workplace.write("out/MTG-2026Q4/replacements.csv", Array(altered.utf8))
    let unknown = try workplace.run("explain", record, id, "--record-only")
    #expect(unknown.errors.contains("warning: [replacements-unknown]"), "\(unknown.errors)")
    #expect(unknown.output.contains("As drawn: targets were replaced since then"))
    try workplace.write("out/MTG-2026Q4/replacements.csv", sheet)
    try FileManager.default.removeItem(at: workplace.file("out/ledger.jsonl"))
    let run = try workplace.verify("--quiet")
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output == "\(record): identical\n  not checked: ledger.jsonl, replacements.csv\n")
    let form = try workplace.run("results", record, "--form", "form.csv")
    #expect(form.status == 2 && form.errors.contains("[no-ledger]"), "\(form.output)")
    for asked in [id, "911101091000791907", "P2"] {
      let told = try workplace.run("explain", record, asked)
      #expect(told.status == 0 && told.errors.contains("warning: [replacements-unknown]"))
      #expect(told.output.contains("As drawn: targets were replaced"), "\(told.output)")
      #expect(!told.output.contains("its result is public by"))
      let json = try workplace.run("explain", record, asked, "--json").output
      #expect(json.contains("\"replacements\": null"), "\(json)")
    }
    // An empty ledger has nothing to compare, and no blank values are shown.
    try workplace.write("out/ledger.jsonl", [])
    let empty = try workplace.verify()
    #expect(empty.status == 1 && !empty.output.contains("expected"), "\(empty.output)")
  }
}
