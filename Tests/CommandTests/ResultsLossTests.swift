// Results that a later run would take back, and a title above a form.

import Foundation
import Testing

@Suite struct ResultsLossTests {
  private let done = ["检查日期": "2026-10-12", "检查结果": "未发现问题"]
  private let nothing = ["检查日期": "", "检查结果": ""]

  @Test("a blank form takes no results back: it is an error, and nothing is written")
  func blank() throws {
    let form = try FilledForm()
    try form.fill(form.rows.indices, done)
    #expect(try form.handIn().status == 0)
    let ledger = try form.place.read("out/ledger.jsonl")
    try form.fill(form.rows.indices, nothing)
    let run = try form.handIn("--force")
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("error: [results-taken-back]"), "\(run.errors)")
    #expect(try form.place.read("out/ledger.jsonl") == ledger)
    // Where the table of last time is not at hand, the ledger knows how many there were.
    try FileManager.default.removeItem(at: form.place.file("back"))
    let alone = try form.handIn()
    #expect(alone.status == 2, "\(alone.errors)")
    #expect(alone.errors.contains("error: [results-fewer-than-before] 0 visits"), "\(alone.errors)")
  }

  @Test("visits that were registered and are not handed in again are named, whatever the numbers")
  func oneFormAfterTheOther() throws {
    let form = try FilledForm()
    let ids = try form.ids()
    let mine = ids.indices.filter { ids[$0] == ids[0] }
    try form.fill(mine, done)
    #expect(try form.handIn().status == 0)
    try form.fill(form.rows.indices, done)
    try form.fill(mine, nothing)
    for (run, status) in [(try form.handIn(), 2), (try form.handIn("--force"), 0)] {
      #expect(run.status == status, "\(run.errors)")
      let told = "[results-taken-back] 1 visits that line 2 of the ledger has as done are not in"
      #expect(run.errors.contains("\(told) what is handed in: \(ids[0])\n"), "\(run.errors)")
      #expect(run.errors.contains("give back/MTG-2026Q4/results.csv as well"), "\(run.errors)")
    }
    try form.fill(form.rows.indices, nothing)
    try form.fill(mine, done)
    let whole = try form.handIn("back/MTG-2026Q4/results.csv", "--force")
    #expect(whole.status == 0 && !whole.errors.contains("taken-back"), "\(whole.errors)")
    #expect(whole.output.contains("+ 0 open"), "\(whole.output)")
  }

  @Test("a done visit that is missing is told, although an open one was replaced meanwhile")
  func replaced() throws {
    let form = try FilledForm()
    let ids = try form.ids()
    let (open, lost) = (ids[0], try #require(ids.first { $0 != ids[0] }))
    try form.fill(form.rows.indices, done)
    try form.fill(ids.indices.filter { ids[$0] == open }, nothing)
    #expect(try form.handIn().status == 0)
    // 1 where its stratum has no alternate left.
    let act = try form.place.run("replace", form.record, open, "--reason", "cancelled")
    #expect(act.status < 2, "\(act.errors)")
    let allowed = try form.handIn("--force").errors
    #expect(!allowed.contains("results-fewer") && !allowed.contains("taken-back"), "\(allowed)")
    try form.fill(ids.indices.filter { ids[$0] == lost }, nothing)
    let run = try form.handIn("--force")
    #expect(run.errors.contains("warning: [results-taken-back] 1 visits"), "\(run.errors)")
  }

  @Test("a result from before a replacement is told and left out, and keeps no other from counting")
  func beforeReplacement() throws {
    let form = try FilledForm()
    let ids = try form.ids()
    try form.fill(ids.indices.filter { ids[$0] == ids[0] }, done)
    #expect(try form.handIn().status == 0)
    // What stands beside the ledger is known when the target is replaced.
    let returned = try form.place.read("back/MTG-2026Q4/results.csv")
    try FileManager.default.createDirectory(
      at: form.place.file("out/results/MTG-2026Q4"), withIntermediateDirectories: true)
    try form.place.write("out/results/MTG-2026Q4/results.csv", returned)
    let act = try form.place.run("replace", form.record, ids[0], "--reason", "cancelled")
    #expect(act.status < 2, "\(act.errors)")
    #expect(
      act.errors.contains("results.csv:2: warning: [result-stands-already] column 检查结果"),
      "\(act.errors)")
    // The file that the program wrote is read again, and so is the form.
    for file in ["back/MTG-2026Q4/results.csv", "filled.csv"] {
      let run = try form.place.run("results", form.record, file, "--output", "again", "--force")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("\(file):2: warning: [result-of-replaced]"), "\(run.errors)")
      #expect(!run.errors.contains("results-fewer"), "\(run.errors)")
    }
  }

  @Test("results that stand elsewhere are known from the ledger when a target is replaced")
  func elsewhere() throws {
    let form = try FilledForm()
    let ids = try form.ids()
    let early = try form.place.run("replace", form.record, ids[0], "--reason", "cancelled")
    #expect(early.status < 2 && !early.errors.contains("[results-elsewhere]"), "\(early.errors)")
    let other = try #require(ids.first { $0 != ids[0] })
    try form.fill(ids.indices.filter { ids[$0] == other }, done)
    #expect(try form.handIn().status == 0)
    let act = try form.place.run("replace", form.record, other, "--reason", "cancelled")
    #expect(act.status < 2, "\(act.errors)")
    let told = "out/ledger.jsonl:3: warning: [results-elsewhere] results of this draw were read"
    #expect(act.errors.contains(told), "\(act.errors)")
    #expect(act.errors.contains("any that \(other) has"), "\(act.errors)")
  }

  @Test("columns that somebody added to the form and filled are told, for they are left out")
  func addedColumns() throws {
    let form = try FilledForm()
    try form.fill(form.rows.indices, done)
    form.header += ["处罚文号", "空列"]
    for row in form.rows.indices { form.rows[row] += [row == 0 ? "京罚1" : "", ""] }
    let run = try form.handIn()
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.errors.contains(
        "filled.csv: warning: [form-columns-left-out] the form has no such columns, they are "
          + "left out: 处罚文号\n"), "\(run.errors)")
    let again = try form.place.run(
      "results", form.record, "back/MTG-2026Q4/results.csv", "--output", "again")
    #expect(!again.errors.contains("form-columns-left-out"), "\(again.errors)")
  }

  @Test("a plan's own folder takes no results, and the ledger is left as it was")
  func planFolder() throws {
    let form = try FilledForm()
    try form.fill(form.rows.indices, done)
    #expect(try form.handIn().status == 0)
    let before = try form.place.contents("out")
    let run = try form.place.run(
      "results", form.record, "filled.csv", "--output", "out/MTG-2026Q4")
    #expect(run.status == 2 && run.errors.contains("[results-over-draw]"), "\(run.errors)")
    #expect(run.errors.contains("such as out/results"), "\(run.errors)")
    #expect(try form.place.contents("out") == before)
  }

  @Test("a title above a form is told to be one, and nothing of the rows below it")
  func title() throws {
    let form = try FilledForm()
    try form.fill(form.rows.indices, done)
    _ = try form.handIn()
    let text = String(decoding: try form.place.read("filled.csv"), as: UTF8.self)
    try form.place.write("titled.csv", Array(("检查结果登记表\r\n" + text).utf8))
    let run = try form.place.run("results", form.record, "titled.csv", "--output", "other")
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("titled.csv:1: error: [header-elsewhere]"), "\(run.errors)")
    #expect(run.errors.contains("hint: delete the lines above the header"), "\(run.errors)")
    #expect(run.errors.contains("1 error"), "\(run.errors)")
  }
}
