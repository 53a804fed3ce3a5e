// `check` as its users see it: text in columns, JSON for programs, rows set aside in a file.

import Foundation
import Tables
import Testing

@Suite struct CheckTests {
  /// A small world whose registry has one row of too few columns and one grade that nobody knows;
  /// the plan allows some of each to be set aside.
  private func faulty(_ allowed: String) throws -> Workplace {
    let workplace = try Workplace()
    var lines = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    lines[4] = "91110109100000008R,北京样例"
    lines[6] = lines[6].replacing(",B,", with: ",X,").replacing(",C,", with: ",X,")
      .replacing(",A,", with: ",X,").replacing(",D,", with: ",X,")
    try workplace.write("targets.csv", Array(lines.joined(separator: "\n").utf8))
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
    let changed = common.replacing("values: {", with: "setAside: { \(allowed) }, values: {")
    try workplace.write("common.json5", Array(changed.utf8))
    return workplace
  }

  private let both = "\"ragged-record\": 1, \"unknown-grade\": 2"

  @Test("columns stand under each other behind Chinese text, in both languages")
  func text() throws {
    let workplace = try Workplace()
    for language in ["en", "zh"] {
      let run = try workplace.run("check", "plan.json5", "--language", language)
      #expect(run.status == 0)
      let lines = run.output.split(separator: "\n").map(String.init)
      let start = try #require(lines.firstIndex { $0.hasPrefix("targets.csv") })
      // Column names are one to nine characters of two columns each: the fill rates end together.
      let ends = lines[(start + 2)..<(start + 18)].compactMap { line in
        line.firstIndex(of: "%").map {
          line[...$0].unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
        }
      }
      #expect(ends.count == 16 && Set(ends).count == 1, "\(ends)")
    }
  }

  @Test("programs get plans, officers and registries column by column")
  func json() throws {
    let workplace = try Workplace()
    let run = try workplace.run("check", "plan.json5", "--json")
    let object = try parseJSON5(Array(run.output.utf8))
    #expect(object["format"]?.string == "shuangsuiji-check/1")
    let staff = object["plans"]?.elements?.first?["staff"]
    #expect(staff?["officers"]?.integer == 4 && staff?["needed"]?["least"]?.integer ?? 0 > 0)
    #expect(["yes", "perhaps", "no"].contains(staff?["suffices"]?.string))
    let registries = object["registries"]?.elements ?? []
    #expect(
      registries.compactMap { $0["role"]?.string }
        == ["targets", "inspectors", "items", "history", "recusals", "calendar"])
    let status = registries[0]["columns"]?.elements?.first { $0["name"]?.string == "登记状态" }
    #expect(status?["filled"]?.integer == 60 && status?["values"]?.elements?.count ?? 0 > 1)
  }

  @Test("what the capacity leaves out is said: recusals by rule are known when all is drawn")
  func unreckoned() throws {
    let workplace = try Workplace()
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
    #expect(!(try workplace.run("check", "plan.json5").output.contains("avoidOwnUnit")))
    let changed = common.replacing("pairing: {", with: "pairing: { avoidOwnUnit: true,")
    #expect(changed != common)
    try workplace.write("common.json5", Array(changed.utf8))
    let run = try workplace.run("check", "plan.json5", "--html", "page.html")
    #expect(run.output.contains("reckoned; avoidOwnUnit of pairing are not"), "\(run.output)")
    #expect(String(decoding: try workplace.read("page.html"), as: UTF8.self).contains("未扣除的回避"))
  }

  @Test("--rejects writes the rows set aside with line, column, reason, sentence and the row")
  func rejects() throws {
    let workplace = try faulty(both)
    let draw = ["draw", "plan.json5", "--seed", "a seed of these tests", "--output", "out"]
    let commands = [["check", "plan.json5", "--csv", "plain"], draw + ["--csv", "plain"]]
    for (number, command) in commands.enumerated() {
      let name = "rejects-\(number).csv"
      let run = try Program.run(command + ["--rejects", name], in: workplace.folder)
      #expect(run.status == 0, "\(run.errors)")
      let table = try readTable(at: workplace.folder.appending(path: name).path)
      #expect(table.header.names == ["文件", "行号", "列名", "原因", "说明", "原文"])
      #expect(
        table.rows.map { Array($0[0...3]) } == [
          ["targets.csv", "5", "", "ragged-record"],
          ["targets.csv", "7", "信用风险等级", "unknown-grade"],
        ])
      #expect(table.rows[0][5] == "91110109100000008R,北京样例")
      #expect(table.rows[1][4] == "column 信用风险等级: unknown grade “X”")
      // The counts add up: rows = in some frame + excluded, those in the file among them.
      #expect(run.errors.contains("rows set aside for [ragged-record]: 1; the plan allows 1"))
      // Again: what is there byte for byte is left alone; anything else is not overwritten.
      #expect(try Program.run(command + ["--rejects", name], in: workplace.folder).status == 0)
      let mine = Array("文件,行号,mine".utf8)
      try workplace.write(name, mine)
      let refused = try Program.run(command + ["--rejects", name], in: workplace.folder)
      #expect(refused.status != 0 && refused.errors.contains("[output-exists]"))
      #expect(try workplace.read(name) == mine)
      let forced = try Program.run(
        command + ["--rejects", name, "--force"], in: workplace.folder)
      #expect(try forced.status == 0 && workplace.read(name).count > 100)
    }
    let kept = try workplace.read("out/MTG-2026Q4/rejects.csv")
    #expect(String(decoding: kept, as: UTF8.self).hasPrefix("行号,原因,原文\n5,ragged-record,"))
  }

  @Test("--html writes all of it as a page without scripts, names or ids, and overwrites nothing")
  func page() throws {
    let workplace = try faulty(both)
    let command = ["check", "plan.json5", "--html", "page.html", "--language", "zh"]
    #expect(try Program.run(command, in: workplace.folder).status == 0)
    let bytes = try workplace.read("page.html")
    let page = String(decoding: bytes, as: UTF8.self)
    for word in ["抽取前检查", "食品检查", "够用", "targets.csv", "[rows-set-aside]"] {
      #expect(page.contains(word), "\(word)")
    }
    for word in ["<script", "甲一", "北京样例", "91110109100000008R", "<U+000A>"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(try Program.run(command, in: workplace.folder).status == 2)
    #expect(try workplace.read("page.html") == bytes)
  }

  @Test("nothing is set aside, and no file is written, where there are more than the plan allows")
  func tooMany() throws {
    let workplace = try faulty("\"ragged-record\": 1")
    let before = try workplace.names()
    let run = try workplace.run("check", "plan.json5", "--rejects", "r.csv")
    #expect(run.status == 1 && run.errors.contains("[unknown-grade]"))
    #expect(run.output.contains("targets.csv"))
    #expect(try workplace.names() == before)
  }

  @Test("a registry from a pipe is checked, and it is said that its columns were not examined")
  func pipe() throws {
    let workplace = try Workplace()
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
    try workplace.write(
      "common.json5", Array(common.replacing("\"targets.csv\"", with: "\"pipe\"").utf8))
    let run = try Program.shell(
      "mkfifo pipe; cat targets.csv > pipe & shuangsuiji check plan.json5; echo $?",
      in: workplace.folder)
    #expect(run.errors.contains("pipe: note: [not-examined]"), "\(run.errors)")
    #expect(run.output.hasSuffix("\n0\n"))
  }

  @Test("the page's result counts the rows set aside, and calls notes no problems")
  func resultOfPage() throws {
    let workplace = try faulty(both)
    let run = try workplace.run("check", "plan.json5", "--html", "page.html")
    #expect(run.status == 0, "\(run.errors)")
    let page = String(decoding: try workplace.read("page.html"), as: UTF8.self)
    let setAside = run.errors.matches(of: #/set aside for \[.*?\]: (\d)/#)
      .compactMap { Int($0.1) }.reduce(0, +)
    #expect(setAside > 0 && page.contains("没有错误和警告；剔除 \(setAside) 行"), "\(run.errors)")
    #expect(page.contains("<h2>提示</h2>") && !page.contains("<h2>问题</h2>"))
    #expect(!page.contains("未发现问题"))
  }
}
