// Results of a whole batch: one form out, one or many back, each row to its own plan; by the real
// program.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

/// Two plans drawn together, and their form.
final class CityForms {
  let place: Workplace
  var header: [String] = []
  var rows: [[String]] = []

  /// - Parameter ownHistory: whether the second plan has another history than the first.
  init(ownHistory: Bool = false) throws {
    place = try Workplace()
    let plan = String(decoding: try place.read("plan.json5"), as: UTF8.self)
    var other = plan.replacing("MTG-2026Q4", with: "MTG-2026Q5").replacing("号\"", with: "号乙\"")
    if ownHistory {
      try place.write("history2.csv", try place.read("history.csv"))
      let common = String(decoding: try place.read("common.json5"), as: UTF8.self)
      try place.write(
        "common2.json5", Array(common.replacing("history.csv", with: "history2.csv").utf8))
      other = other.replacing("common.json5", with: "common2.json5")
    }
    try place.write("other.json5", Array(other.utf8))
    let run = try place.run(
      "draw", "plan.json5", "other.json5", "--seed", "the seed of the city", "--output", "out")
    #expect(run.status == 0, "\(run.errors)")
    let form = try place.run("results", "out", "--form", "form.csv", "--csv", "plain")
    #expect(form.status == 0 && form.output.contains("(2 plans)"), "\(form.errors)")
    let lines = try text("form.csv").split(separator: "\n")
    let cells = lines.map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    (header, rows) = (cells[0], Array(cells.dropFirst()))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try place.read(name), as: UTF8.self)
      .replacing("\u{FEFF}", with: "").replacing("\r\n", with: "\n")
  }

  /// Writes rows as a form.
  func write(_ name: String, _ rows: [[String]]) throws {
    let text = ([header] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
    try place.write(name, Array(text.utf8))
  }

  func filled(_ row: [String], _ result: String = "未发现问题") -> [String] {
    var row = row
    (row[8], row[9]) = ("2026-10-12", result)
    return row
  }
}

@Suite struct ResultsBatchTests {
  @Test("one form holds the rows of all plans; each plan takes its own, and the batch adds up")
  func batch() throws {
    let city = try CityForms()
    let place = city.place
    let plans = ["MTG-2026Q4", "MTG-2026Q5"]
    #expect(Set(city.rows.map { $0[0] }) == Set(plans))
    // Two forms, each with rows of both plans; the last row of each plan is left open.
    let last = plans.compactMap { plan in city.rows.lastIndex { $0[0] == plan } }
    let rows = city.rows.indices.map {
      last.contains($0) ? city.rows[$0] : city.filled(city.rows[$0])
    }
    try city.write("a.csv", rows.indices.map { $0 % 2 == 0 ? rows[$0] : city.rows[$0] })
    try city.write("b.csv", rows.indices.map { $0 % 2 == 1 ? rows[$0] : city.rows[$0] })
    let run = try place.run(
      "results", "out", "a.csv", "b.csv", "--output", "back", "--as-of", "2026-11-27", "--json")
    #expect(run.status == 1, "\(run.errors)")
    let answer = try parseJSON5(Array(run.output.utf8))
    let each = try #require(answer["plans"]?.elements)
    #expect(each.compactMap { $0["id"]?.string } == plans)
    for key in ["planned", "done", "open", "unpublished", "overdueVisits", "overdueResults"] {
      let parts = each.compactMap { $0["counts"]?[key]?.integer }
      #expect(parts.count == 2 && parts.reduce(0, +) == answer["counts"]?[key]?.integer, "\(key)")
    }
    #expect(answer["counts"]?["open"]?.integer == 2)
    // The same as each plan handed in by itself.
    for plan in plans {
      let own = try place.run(
        "results", "out/\(plan)", "a.csv", "b.csv", "--output", "own", "--as-of", "2026-11-27")
      #expect(own.status == 1 && own.errors.contains("[result-of-other-plan]"), "\(own.errors)")
      #expect(try place.contents("own/\(plan)") == place.contents("back/\(plan)"))
    }
    // The tables over both: every open visit, overdue first; one history with all visits.
    let open = try city.text("back/open.csv").split(separator: "\n").dropFirst()
    let parts = try plans.flatMap {
      try city.text("back/\($0)/open.csv").split(separator: "\n").dropFirst()
    }
    #expect(open.count == parts.count && Set(open) == Set(parts))
    let overdue = open.map {
      Int($0.split(separator: ",", omittingEmptySubsequences: false)[8]) ?? -1
    }
    #expect(overdue == overdue.sorted(by: >))
    let overview = try city.text("back/overview.csv").split(separator: "\n")
    #expect(overview.count == 3 && overview[2].hasPrefix("MTG-2026Q5,"))
    let histories = try plans.map {
      Set(try city.text("back/\($0)/history.csv").split(separator: "\n"))
    }
    let all = try city.text("back/history.csv").split(separator: "\n")
    #expect(Set(all) == histories[0].union(histories[1]) && Set(all).count == all.count)
    // One line a plan on one ledger, which holds; and nothing new when the same comes again.
    let check = try place.run("ledger", "check", "out/ledger.jsonl")
    #expect(check.output.contains("results 2") && check.output.contains("unbroken"))
    let ledger = try place.read("out/ledger.jsonl")
    _ = try place.run(
      "results", "out", "b.csv", "a.csv", "--output", "back", "--as-of", "2026-11-27")
    #expect(try place.read("out/ledger.jsonl") == ledger)
    #expect(try place.run("verify", "out", "--quiet").status == 0)
  }

  @Test("a plan of which a batch's forms say nothing keeps its results: an error, also by force")
  func formLeftOut() throws {
    let city = try CityForms()
    let rows = city.rows.map { city.filled($0) }
    try city.write("all.csv", rows)
    #expect(try city.place.run("results", "out", "all.csv", "--output", "back").status == 0)
    let before = try city.place.contents("back")
    try city.write("one.csv", rows.filter { $0[0] == "MTG-2026Q4" })
    let run = try city.place.run("results", "out", "one.csv", "--output", "back", "--force", "-q")
    #expect(run.status == 2, "\(run.errors)")
    let said = "out/MTG-2026Q5/record.json: error: [results-taken-back] 8 visits that line 4"
    #expect(run.errors.contains(said), "\(run.errors)")
    #expect(try city.place.contents("back") == before)
  }

  @Test("a plan whose record is gone is told by whatever speaks of the batch")
  func missing() throws {
    let place = try CityForms().place
    for words in [["verify", "out"], ["ledger", "check", "out/ledger.jsonl"]] {
      #expect(!(try Program.run(words, in: place.folder).errors.contains("missing]")))
    }
    try FileManager.default.removeItem(at: place.file("out/MTG-2026Q5"))
    let summary = "out/summary.csv: warning: [plan-record-missing] summary.csv names the plan MTG"
    let commands = [
      ["verify", "out"], ["results", "out", "--form", "left.csv"],
      ["report", "out", "--page", "index"],
    ]
    for words in commands {
      let run = try Program.run(words, in: place.folder)
      #expect(run.status == 0 && run.errors.contains(summary), "\(words) \(run.errors)")
    }
    // A summary that cannot be read tells nothing, which is said as well.
    let table = try place.read("out/summary.csv")
    for bytes in [Array("计划\n".utf8), nil] {
      try FileManager.default.removeItem(at: place.file("out/summary.csv"))
      if let bytes {
        try place.write("out/summary.csv", bytes)
      } else {
        try FileManager.default.createDirectory(
          at: place.file("out/summary.csv"), withIntermediateDirectories: false)
      }
      for words in commands {
        let force = words[0] == "results" ? ["--force"] : []
        let run = try Program.run(words + force, in: place.folder)
        #expect(run.errors.contains("out/summary.csv: warning: [summary-unread]"), "\(words)")
        #expect(!run.errors.contains("plan-record-missing"), "\(run.errors)")
      }
    }
    try FileManager.default.removeItem(at: place.file("out/summary.csv"))
    try place.write("out/summary.csv", table)
    let check = try place.run("ledger", "check", "out/ledger.jsonl")
    let line = "out/ledger.jsonl:2: warning: [ledger-record-missing] MTG-2026Q5/record.json"
    #expect(check.status == 0 && check.errors.contains(line), "\(check.errors)")
    // What was sent on without the whole batch is told less loudly, and a ledger alone not at all.
    try FileManager.default.removeItem(at: place.file("out/summary.csv"))
    let note = try place.run("ledger", "check", "out/ledger.jsonl").errors
    #expect(note.contains("note: [ledger-record-missing]"), "\(note)")
    try FileManager.default.removeItem(at: place.file("out/MTG-2026Q4"))
    #expect(!(try place.run("ledger", "check", "out/ledger.jsonl").errors.contains("missing]")))
  }

  @Test("an altered page over a batch is told once, not by each of its records")
  func alteredIndex() throws {
    let place = try CityForms().place
    let page = try place.read("out/index.html")
    try place.write("out/index.html", page + Array("x\n".utf8))
    let run = try place.run("verify", "out")
    #expect(run.status == 1, "\(run.output)")
    #expect(run.output.components(separatedBy: "out/index.html:").count == 2, "\(run.output)")
    #expect(run.output.hasSuffix("out/MTG-2026Q5/record.json: nothing else differs\n"))
    // Each answer of its own has it.
    let json = try place.run("verify", "out", "--json").output
    #expect(json.components(separatedBy: "index.html\"").count == 3, "\(json)")
  }

  @Test("what acts on one plan names those of a batch's folder")
  func onePlan() throws {
    let place = try CityForms().place
    for words in [
      ["disclose", "out", "--date", "2027-02-01"],
      ["replace", "out", "91110109100000008R", "--reason", "注销"],
      ["void", "out", "--reason", "重抽"], ["explain", "out", "91110109100000008R"],
      ["sql", "out", "--engine", "duckdb"],
    ] {
      let run = try Program.run(words, in: place.folder)
      #expect(run.status == 2 && run.errors.contains("out: error: [one-plan-wanted]"))
      #expect(run.errors.contains("hint: name one of out/MTG-2026Q4, out/MTG-2026Q5"))
      #expect(!run.errors.contains("[no-ledger]"), "\(run.errors)")
    }
  }

  @Test("plans with histories of their own have none over all of them, which is said")
  func ownHistories() throws {
    let city = try CityForms(ownHistory: true)
    try city.write("form.csv", city.rows.map { city.filled($0) })
    let run = try city.place.run("results", "out", "form.csv", "--output", "back")
    #expect(run.status == 0 && run.errors.contains("[histories-differ]"), "\(run.errors)")
    #expect(try !city.place.names().contains("back/history.csv"))
    #expect(try !city.text("back/MTG-2026Q5/history.csv").isEmpty)
  }

  @Test("one mistake in the rows of one plan, and nothing of any plan is written")
  func oneMistake() throws {
    let city = try CityForms()
    let ledger = try city.place.read("out/ledger.jsonl")
    func refusal(_ change: (inout [[String]]) -> Void) throws -> String {
      var rows = city.rows.map { city.filled($0) }
      change(&rows)
      try city.write("wrong.csv", rows)
      let run = try city.place.run("results", "out", "wrong.csv", "--output", "back")
      #expect(run.status == 2, "\(run.output)")
      #expect(try city.place.read("out/ledger.jsonl") == ledger)
      #expect(entries(ofFolder: city.place.file("back").path) == nil)
      return run.errors
    }
    let last = city.rows.count - 1
    #expect(try refusal { $0[last][9] = "没有问题" }.contains("wrong.csv:\(last + 2)"))
    #expect(try refusal { $0[0][0] = "" }.contains("[result-without-plan]"))
    #expect(
      try refusal { $0[0][2] = "91110109100999999X" }.contains("[result-unknown-target]"))
  }

  @Test("a void plan of a batch is named and left out, and the others go on")
  func void() throws {
    let city = try CityForms()
    let place = city.place
    try city.write("form.csv", city.rows.map { city.filled($0) })
    #expect(try place.run("results", "out", "form.csv", "--output", "back").status == 0)
    let record = "out/MTG-2026Q5/record.json"
    #expect(try place.run("void", record, "--reason", "数据有误").status == 0)
    let said = "\(record): warning: [void-left-out] the draw of MTG-2026Q5 is void (ledger line"
    let form = try place.run("results", "out", "--form", "left.csv", "--csv", "plain")
    #expect(form.status == 0 && form.errors.contains(said), "\(form.errors)")
    #expect(try !city.text("left.csv").contains("MTG-2026Q5"))
    let run = try place.run("results", "out", "form.csv", "--output", "back", "--force")
    #expect(run.status == 0 && run.errors.contains(said), "\(run.errors)")
    #expect(run.errors.contains("rows of plan MTG-2026Q5, whose draw is void"), "\(run.errors)")
    // The tables over the batch are of those that stand.
    #expect(try !city.text("back/overview.csv").contains("MTG-2026Q5"))
    // Alone, or where none stands, it is an error that names the plan.
    let alone = try place.run("results", record, "--form", "alone.csv")
    #expect(alone.status == 2 && alone.errors.contains("this draw of MTG-2026Q5 was declared void"))
    #expect(
      try place.run("void", "out/MTG-2026Q4/record.json", "--reason", "数据有误").status == 0)
    let none = try place.run("results", "out", "--form", "none.csv")
    #expect(none.status == 2 && none.errors.contains("error: [draw-is-void]"), "\(none.errors)")
  }

  @Test("what is no record, a plan given twice, and a filled form beside --form are said")
  func operands() throws {
    let city = try CityForms()
    func errors(_ words: String...) throws -> String {
      let run = try Program.run(["results"] + words, in: city.place.folder)
      #expect(run.status == 2)
      return run.errors
    }
    #expect(try errors("form.csv", "--output", "back").contains("[no-record-given]"))
    #expect(try errors("out", "form.csv", "--form", "f.csv").contains("[form-with-files]"))
    try FileManager.default.copyItem(
      at: city.place.file("out"), to: city.place.file("copy"))
    #expect(
      try errors("out", "copy/MTG-2026Q4", "--form", "f.csv").contains("[record-given-twice]"))
    #expect(try errors("out", "form.cvs", "--output", "back").contains("did you mean form.csv?"))
  }

  @Test("results may be written as other provinces' forms print them")
  func otherWordings() throws {
    #expect(InspectionResult(named: "发现问题经责令已改正") == .corrected)
    #expect(InspectionResult(named: "公示信息隐瞒真实情况弄虚作假") == .concealed)
    #expect(InspectionResult(named: "不予配合情节严重") == .uncooperative)
    #expect(InspectionResult(named: "被吊销") == .revoked)
    #expect(InspectionResult(named: "被吊") == nil)
  }
}
