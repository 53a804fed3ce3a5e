// Ids as people type them to `explain` and `replace`: those whose row was set aside, those that a
// spreadsheet cut, those that are near to one that is there.

import Foundation
import Testing

@Suite struct TypedIDTests {
  private let record = "out/MTG-2026Q4/record.json"

  /// The small world with a broken row and a damaged code, both of which the plan sets aside.
  private func drawn() throws -> Workplace {
    let workplace = try Workplace()
    let more = """
      911101091009999990,甲,公司,企业,110109,城子所,,H6210,存续,A,,路,2010-03-01,,0,2026-09-30,0
      9.11101E+17,乙公司,企业,110109,城子所,,H6210,存续,A,,路,2010-03-01,,0,2026-09-30,0

      """
    try workplace.write("targets.csv", try workplace.read("targets.csv") + Array(more.utf8))
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
    let setAside = "setAside: { \"ragged-record\": 1, \"spreadsheet-damaged-code\": 1 }"
    let edited = try #require(common.range(of: "\"targets.csv\","))
    let plan = common.replacingCharacters(in: edited, with: "\"targets.csv\", \(setAside),")
    try workplace.write("common.json5", Array(plan.utf8))
    let run = try workplace.draw("--csv", "plain")
    #expect(run.status == 0, "\(run.errors)")
    return workplace
  }

  @Test("an id on a row that was set aside is answered with line, reason and what to do")
  func setAside() throws {
    let workplace = try drawn()
    for (id, line, code) in [
      ("911101091009999990", 62, "ragged-record"), ("9.11101E+17", 63, "spreadsheet-damaged-code"),
    ] {
      let run = try workplace.run("explain", record, id)
      #expect(run.status == 0, "\(run.errors)")
      #expect(!run.output.contains("in either registry"), "\(run.output)")
      #expect(run.output.contains("targets.csv:\(line): [\(code)]"), "\(run.output)")
      #expect(run.output.contains("    hint: "), "\(run.output)")
      #expect(run.output.contains("Correct it in the source system"), "\(run.output)")
      let chinese = try workplace.run("explain", record, id, "--language", "zh").output
      #expect(chinese.contains("抽取前已按计划允许的行数剔除"), "\(chinese)")
      let json = try workplace.run("explain", record, id, "--json").output
      #expect(json.contains("\"code\": \"\(code)\""), "\(json)")
      #expect(json.contains("\"line\": \(line)"), "\(json)")
    }
  }

  @Test("a name, a status or a district is no id, whatever row was set aside")
  func words() throws {
    let workplace = try drawn()
    for word in ["存续", "110109", "A", "2010-03-01", "城子所"] {
      let run = try workplace.run("explain", record, word)
      #expect(run.status == 1, "\(word): \(run.output)")
      #expect(run.output.contains("in either registry"), "\(word): \(run.output)")
    }
    let run = try workplace.run("explain", record, "9111\u{1B}[31m")
    #expect(run.status == 1 && !run.output.contains("\u{1B}"), "\(run.output)")
  }

  @Test("of a wrong code that was set aside it is not said that it takes part as written")
  func wrongCode() throws {
    let workplace = try Workplace()
    let row = "911101091000799998,丁公司,企业,110109,城子所,,H6210,存续,A,,路,2010-03-01,,0,2026-09-30,0\n"
    try workplace.write("targets.csv", try workplace.read("targets.csv") + Array(row.utf8))
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
    let plan = common.replacing(
      "\"targets.csv\",", with: "\"targets.csv\", setAside: { \"invalid-code\": 1 },")
    try workplace.write("common.json5", Array(plan.utf8))
    try workplace.draw("--csv", "plain")
    let run = try workplace.run("explain", record, "911101091000799998")
    #expect(run.output.contains("[invalid-code]"), "\(run.output)\(run.errors)")
    #expect(!run.output.contains("counts as written"), "\(run.output)")
  }

  @Test("an id of which a spreadsheet kept 15 digits is told so, not its check character")
  func rounded() throws {
    let workplace = try drawn()
    for more in [[], ["--record-only"]] {
      let run = try Program.run(
        ["explain", record, "911101091000791000"] + more, in: workplace.folder)
      #expect(run.output.contains("only its first 15 digits were kept"), "\(run.output)")
      #expect(run.output.contains("Spreadsheets keep 15 digits"), "\(run.output)")
      #expect(!run.output.contains("character 18 must be"), "\(run.output)")
    }
  }

  @Test("with the record alone, too, a wrong check character is told")
  func recordOnly() throws {
    let workplace = try drawn()
    for (id, isWrong) in [("911101091000791908", true), ("911101091000791907", false)] {
      let run = try workplace.run("explain", record, id, "--record-only")
      #expect(run.status == 0)
      #expect(run.output.contains("character 18 must be 7") == isWrong, "\(run.output)")
    }
  }

  @Test("replace offers the visited targets that are near, and none for an id that is there")
  func replacing() throws {
    let workplace = try drawn()
    let lines = String(decoding: try workplace.read("out/MTG-2026Q4/plan.csv"), as: UTF8.self)
      .split(separator: "\n").dropFirst().map { $0.split(separator: ",").map(String.init) }
    let visited = try #require(lines.first?[3])
    let run = try workplace.run(
      "replace", record, String(visited.dropLast()), "--reason", "cancelled")
    #expect(run.status == 2 && run.errors.contains("did you mean \(visited)?"), "\(run.errors)")
    let rows = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
      .split(separator: "\n").dropFirst().map { String($0.prefix { $0 != "," }) }
    let other = try #require(rows.first { id in !lines.contains { $0[3] == id } })
    let there = try workplace.run("replace", record, other, "--reason", "cancelled")
    #expect(there.errors.contains("[target-not-selected]"), "\(there.errors)")
    #expect(!there.errors.contains("did you mean"), "\(there.errors)")
  }
}
