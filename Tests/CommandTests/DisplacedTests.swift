// What a killed run has left: results in the hidden folder, or some of them in their places, which
// the next run heals; and what it left aside where a file system cannot exchange: whoever reads is
// told where it is, whoever acts on the draw gets it back. The state is made by hand here; `make
// faults` makes it by killing (Tests/faults/aside.py).

import Foundation
import Testing

@Suite struct DisplacedTests {
  private static let record = "out/MTG-2026Q4/record.json"

  /// A drawn folder of which one entry stands in the hidden folder.
  private func workplace(without name: String) throws -> Workplace {
    let workplace = try Workplace()
    try workplace.draw()
    try FileManager.default.createDirectory(
      at: workplace.file("out/.unfinished-output"), withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      at: workplace.file("out/\(name)"),
      to: workplace.file("out/.unfinished-output/old-\(name)"))
    return workplace
  }

  private func firstTarget(_ workplace: Workplace) throws -> String {
    let list = String(decoding: try workplace.read("out/MTG-2026Q4/draw.csv"), as: UTF8.self)
    let id = try #require(list.firstMatch(of: #/9[0-9A-Z]{17}/#))
    return String(id.output)
  }

  @Test(
    "a command that reads says where a draw is that was left aside, and changes nothing",
    arguments: [
      "verify \(record)", "verify out/MTG-2026Q4", "verify out", "report out --page index",
      "report \(record)", "explain \(record) 110109001", "sql \(record) --engine duckdb",
      "diff \(record) \(record)", "results \(record) --form -", "results out --form form.csv",
    ])
  func readers(line: String) throws {
    let workplace = try workplace(without: "MTG-2026Q4")
    let before = try workplace.names()
    let run = try Program.shell("shuangsuiji \(line)", in: workplace.folder)
    #expect(run.status == 2)
    let (home, aside) = ("out/MTG-2026Q4", "out/.unfinished-output/old-MTG-2026Q4")
    #expect(run.errors.contains("\(home): error: [moved-aside]"), "\(run.errors)")
    #expect(run.errors.contains("mv \(aside) \(home)"), "\(run.errors)")
    #expect(try workplace.names() == before)
  }

  @Test(
    "the next run heals what a killed draw left, wherever the kill fell",
    arguments: [
      // While the files were written, into a new folder and into one that was there.
      "mv out .out.unfinished-output; rm .out.unfinished-output/MTG-2026Q4/record.json",
      "cd out; mkdir .x; mv * .x; mv .x .unfinished-output; rm .unfinished-output/ledger.jsonl",
      // Behind the ledger's line; behind the plan's folder.
      "cd out; mkdir .unfinished-output; mv MTG-2026Q4 *.csv index.html .unfinished-output",
      "cd out; mkdir .unfinished-output; mv *.csv index.html .unfinished-output",
    ])
  func healed(kill: String) throws {
    let workplace = try Workplace()
    try workplace.draw()
    let whole = try workplace.contents("out")
    let before = try workplace.names()
    #expect(try Program.shell(kill, in: workplace.folder).status == 0)
    #expect(try workplace.names() != before)
    let again = try workplace.draw()
    #expect(again.status == 0, "\(again.errors)")
    #expect(try workplace.contents("out") == whole)
    #expect(try workplace.names() == before)
    #expect(try workplace.verify().status == 0)
  }

  @Test("the command that puts back is one word of shell for each file, whatever they are called")
  func quoted() throws {
    let workplace = try workplace(without: "MTG-2026Q4")
    try FileManager.default.moveItem(
      at: workplace.file("out"), to: workplace.file("my $(touch out) 'q'"))
    let run = try Program.shell(
      "shuangsuiji verify \"my \\$(touch out) 'q'/MTG-2026Q4/record.json\"", in: workplace.folder)
    let line = try #require(run.errors.firstMatch(of: #/mv .*?(?=;)/#), "\(run.errors)")
    #expect(try Program.shell(String(line.output), in: workplace.folder).status == 0)
    #expect(try workplace.names().contains("my $(touch out) 'q'/MTG-2026Q4/record.json"))
  }

  @Test(
    "a ledger that was left aside is not taken for one that never was",
    arguments: ["verify \(record)", "ledger check out/ledger.jsonl", "explain \(record) 110109001"])
  func ledger(line: String) throws {
    let workplace = try workplace(without: "ledger.jsonl")
    let run = try Program.shell("shuangsuiji \(line)", in: workplace.folder)
    #expect(run.status == 2)
    #expect(run.errors.contains("out/ledger.jsonl: error: [moved-aside]"), "\(run.errors)")
  }

  @Test(
    "a command that acts on a draw brings it back first",
    arguments: [
      "void \(record) --reason 演练", "replace \(record) ID --reason 注销 --jobs 1",
      "replace out/MTG-2026Q4 ID --reason 注销 --jobs 1", "disclose out --date 2027-01-04",
      "results out form.csv --output returned", "draw plan.json5 --seed s --output out --force",
    ], ["MTG-2026Q4", "ledger.jsonl"])
  func actors(line: String, name: String) throws {
    let whole = try Workplace()
    try whole.draw()
    let id = try firstTarget(whole)
    let workplace = try workplace(without: name)
    let command = line.replacing("ID", with: id)
    _ = try Program.shell(
      "shuangsuiji results \(DisplacedTests.record) --form form.csv", in: whole.folder)
    try workplace.write("form.csv", try whole.read("form.csv"))
    let expected = try Program.shell("shuangsuiji \(command)", in: whole.folder)
    let run = try Program.shell("shuangsuiji \(command)", in: workplace.folder)
    #expect(run.status == expected.status, "\(run.errors)")
    #expect(run.status != 2, "\(run.errors)")
    #expect(try workplace.contents("out") == whole.contents("out"))
  }
}
