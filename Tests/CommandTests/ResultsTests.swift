// Results coming home: the form goes out, is filled in as people do, and comes back.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

/// A drawn world whose form can be filled in cell by cell.
final class FilledForm {
  let workplace = try? Workplace()
  let record = "out/MTG-2026Q4/record.json"
  var header: [String] = []
  var rows: [[String]] = []

  init() throws {
    try place.draw()
    try takeForm()
  }

  var place: Workplace {
    get throws { try #require(workplace) }
  }

  func takeForm() throws {
    let run = try place.run("results", record, "--form", "form.csv", "--force")
    #expect(run.status == 0, "\(run.errors)")
    let table = try table("form.csv")
    (header, rows) = (table[0], Array(table.dropFirst()))
  }

  func table(_ name: String) throws -> [[String]] {
    String(decoding: try place.read(name), as: UTF8.self)
      .replacing("\u{FEFF}", with: "").split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
          .map { String($0).replacing("\"", with: "") }
      }
  }

  func column(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }

  /// Fills cells of rows in.
  func fill(_ which: some Sequence<Int>, _ cells: [String: String]) throws {
    for row in which {
      for (name, text) in cells { rows[row][try column(name)] = text }
    }
  }

  func ids() throws -> [String] {
    let id = try column("统一社会信用代码")
    return rows.map { restored($0[id]) }
  }

  /// Hands the form in.
  func handIn(_ more: String..., as name: String = "filled.csv") throws -> Run {
    let text = ([header] + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
    try place.write(name, Array(text.utf8))
    return try Program.run(
      ["results", record, name, "--output", "back"] + more, in: try place.folder)
  }

  func counts(_ run: Run) throws -> [String: Int] {
    let answer = try parseJSON5(Array(run.output.utf8))
    let members = try #require(answer["counts"]?.members)
    return Dictionary(
      members.compactMap { member in member.value.integer.map { (member.key, $0) } },
      uniquingKeysWith: { $1 })
  }
}

@Suite struct ResultsTests {
  private let done = ["检查日期": "2026-10-12", "检查结果": "未发现问题"]

  @Test("filled forms become the public list, the open list, a history and a line of the ledger")
  func whole() throws {
    let form = try FilledForm()
    let place = try form.place
    let half = form.rows.count / 2
    try form.fill(0..<half, done)
    try form.fill(0..<1, ["检查结果": "已责令改正；待后续处理", "情况说明": "内部情况"])
    let run = try form.handIn("--json")
    #expect(run.status == 0 && run.errors.contains("[no-as-of]"), "\(run.errors)")
    let counts = try form.counts(run)
    #expect(counts["planned"] == Set(try form.ids()).count)
    let (done, open) = (try #require(counts["done"]), try #require(counts["open"]))
    #expect(done > 0 && open > 0 && counts["planned"] == done + open && counts["replaced"] == 0)
    let folder = "back/MTG-2026Q4"
    #expect(try Set(place.names(folder)) == CollectedResults.names)
    // Public: official wording, no officer, no note.
    for name in ["publication.csv", "publication.html"] {
      let text = String(decoding: try place.read("\(folder)/\(name)"), as: UTF8.self)
      #expect(text.contains("发现问题已责令改正；发现问题待后续处理"), "\(name)")
      for secret in ["甲一", "P1", "C1", "内部情况"] { #expect(!text.contains(secret), "\(name)") }
    }
    let listed = Set(try form.table("\(folder)/publication.csv").dropFirst().map { $0[6] })
    #expect(listed.count == done)
    let open1 = try form.table("\(folder)/open.csv").dropFirst()
    #expect(open1.count == done + open, "nothing is public yet")
    // The same again changes nothing, and what was gathered can be handed in again.
    let ledger = try place.read("out/ledger.jsonl")
    #expect(String(decoding: ledger, as: UTF8.self).contains("\"kind\":\"results\""))
    let results = try place.read("\(folder)/results.csv")
    try place.write("gathered.csv", results)
    let again = try place.run("results", form.record, "gathered.csv", "--output", "back")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try place.read("out/ledger.jsonl") == ledger)
    #expect(try place.read("\(folder)/results.csv") == results)
    #expect(try place.verify().output.hasSuffix("not checked: results.csv, publication.csv\n"))
    #expect(try place.run("ledger", "check", "out/ledger.jsonl").output.contains("results 1"))
    let over = try place.run("results", form.record, "gathered.csv", "--output", "out")
    #expect(over.status == 2 && over.errors.contains("[results-over-draw]"))
  }

  @Test("what cannot be is named with its line, column and what was meant; nothing is written")
  func mistakes() throws {
    let form = try FilledForm()
    let ledger = try form.place.read("out/ledger.jsonl")
    let clean = form.rows
    let other = try form.ids()[form.rows.count - 1]
    let otherName = restored(form.rows[form.rows.count - 1][try form.column("企业名称")])
    let cases: [(cells: [String: String], code: String, hint: String)] = [
      (["检查结果": "未发现问題"], "unknown-result", "did you mean 未发现问题?"),
      (["检查结果": "通过登记的住所(经营场所)无法联系"], "unknown-result", "（经营场所）"),
      (["检查结果": "很好"], "unknown-result", "one or more of 未发现问题、"),
      (["检查结果": "未发现问题；注销"], "result-contradiction", "an item has 注销"),
      (["检查结果": ""], "result-half-filled", "a result needs its date"),
      (["检查日期": ""], "result-half-filled", "a result needs its date"),
      (["检查日期": "10月12日"], "bad-date-cell", "write it in the form 2026-10-12"),
      (["检查日期": "2026 10 12"], "bad-date-cell", "did you mean 2026-10-12?"),
      (["检查日期": "2026-09-30"], "result-too-early", ""),
      (["检查日期": "9999-12-31"], "result-too-late", "check the year"),
      (["公示日期": "2062-10-20"], "result-too-late", "more than 10 years"),
      (["公示日期": "2026-10-10"], "result-public-too-early", ""),
      (["公示日期": "2026-12-01"], "result-in-future", ""),
      (["检查序号": "2"], "result-number-differs", "sorted"),
      (["统一社会信用代码": other], "result-number-differs", "sorted"),
      (["企业名称": otherName], "result-name-differs", "sorted"),
      (["统一社会信用代码": "9.11101E+17"], "spreadsheet-damaged-code", ""),
      (["统一社会信用代码": "9111010910000000XX"], "result-unknown-target", "number 1 is"),
      (["事项编码": "SP01"], "result-unknown-item", "it has"),
      (["检查人员编号": "P9"], "result-unknown-officer", "did you mean P"),
    ]
    for (cells, code, hint) in cases {
      form.rows = clean
      try form.fill(0..<1, done.merging(cells) { $1 })
      let run = try form.handIn("--as-of", "2026-11-30")
      #expect(run.status == 2, "\(cells)")
      #expect(run.errors.contains("filled.csv:2: error: [\(code)]"), "\(cells)\n\(run.errors)")
      #expect(hint.isEmpty || run.errors.contains(hint), "\(cells)\n\(run.errors)")
    }
    let stray = try form.place.run("results", form.record, "targets.csv", "--output", "back")
    #expect(stray.errors.contains("targets.csv: error: [not-a-form]"), "\(stray.errors)")
    #expect(try !form.place.names().contains("back"))
    #expect(try form.place.read("out/ledger.jsonl") == ledger)
  }

  @Test("stations fill in copies: empty rows say nothing, equal rows are one, others are refused")
  func copies() throws {
    let form = try FilledForm()
    let clean = form.rows
    try form.fill(0..<2, done)
    _ = try form.handIn(as: "one.csv")
    form.rows = clean
    // As a spreadsheet writes the same day, and the full wording.
    try form.fill(1..<clean.count, ["检查日期": "2026/10/12", "检查结果": "未发现问题"])
    try form.fill(0..<1, ["情况说明": "另行安排"])
    let both = try form.handIn("one.csv", "--json", "--force", as: "two.csv")
    #expect(try form.counts(both)["open"] == 0, "\(both.errors)")
    try form.fill(1..<2, ["检查结果": "无法联系"])
    let conflict = try form.handIn("one.csv", as: "two.csv")
    #expect(conflict.errors.contains("one.csv:3: error: [result-conflict]"), "\(conflict.errors)")
    #expect(conflict.errors.contains("two.csv:3"))
    // Rows of another district's form are left out, and said.
    let fresh = try FilledForm()
    try fresh.fill(0..<1, done.merging(["计划编号": "HD-2026Q4"]) { $1 })
    let other = try fresh.handIn("--json")
    #expect(other.errors.contains("[result-of-other-plan]") && other.status == 0)
    #expect(try fresh.counts(other)["done"] == 0)
  }

  @Test("a form may come back in the encoding and the order of rows that a spreadsheet left")
  func spreadsheets() throws {
    let form = try FilledForm()
    try form.fill(0..<2, done)
    _ = try form.handIn()
    let results = try form.place.read("back/MTG-2026Q4/results.csv")
    form.rows.reverse()
    let text = ([form.header] + form.rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
    try form.place.write(
      "wide.csv", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let run = try form.place.run(
      "results", form.record, "wide.csv", "--output", "back", "--force")
    #expect(run.status == 0 && run.errors.contains("[form-encoding]"), "\(run.errors)")
    #expect(try form.place.read("back/MTG-2026Q4/results.csv") == results)
  }

  @Test("overdue is judged on the stated day, by working days; only then the status is 1")
  func deadlines() throws {
    let form = try FilledForm()
    try form.fill(form.rows.indices, done)
    // 2026-10-12 and 20 working days: 2026-11-09.
    #expect(try form.handIn("--as-of", "2026-11-09").status == 0)
    let late = try form.handIn("--as-of", "2026-11-11", "--force", "--json")
    #expect(late.status == 1)
    let counts = try form.counts(late)
    #expect(counts["overdueResults"] == counts["planned"] && counts["overdueVisits"] == 0)
    let open = try form.table("back/MTG-2026Q4/open.csv")
    #expect(open[1][6...8] == ["待公示", "是", "2"] && open[1][11] == "2026-11-09")
    try form.fill(form.rows.indices, ["公示日期": "2026-11-10"])
    let public1 = try form.handIn("--as-of", "2026-11-11", "--force", "--json")
    #expect(public1.status == 0)
    #expect(try form.counts(public1)["lateResults"] == counts["planned"])
    #expect(try form.table("back/MTG-2026Q4/open.csv").count == 1)
    // Not a row filled in: what was to be visited before the day is overdue.
    let blank = try FilledForm()
    let day = try blank.rows[0][blank.column("计划检查日期")]
    #expect(try blank.handIn("--as-of", day).status == 0)
    let next = try #require(Day(iso: day)) + 1
    let missed = try blank.handIn("--as-of", next.text, "--force", "--json")
    #expect(missed.status == 1)
    #expect((try blank.counts(missed)["overdueVisits"] ?? 0) > 0)
    #expect(try form.handIn("--as-of", "明天").errors.contains("[not-a-day]"))
  }

  @Test("a replaced target leaves the form, its alternate enters; counts follow")
  func replaced() throws {
    let form = try FilledForm()
    let place = try form.place
    let before = Set(try form.ids())
    // Of a stratum that has an alternate.
    let drawn = try form.table("out/MTG-2026Q4/draw.csv").dropFirst()
    let strata = Dictionary(grouping: drawn, by: { "\($0[0])|\($0[1])" })
    let stratum = try #require(
      strata.sorted { $0.key < $1.key }.first { $0.value.contains { $0[6] == "备选" } }?.value)
    let gone = restored(try #require(stratum.first)[3])
    let called = restored(try #require(stratum.first { $0[6] == "备选" })[3])
    let row = try #require(try form.ids().firstIndex(of: gone))
    let returned = form.rows[row]
    _ = try place.run("replace", form.record, gone, "--reason", "注销")
    try form.takeForm()
    let ids = Set(try form.ids())
    #expect(!ids.contains(gone) && ids.contains(called))
    let blank = try place.run("results", form.record, "form.csv", "--output", "blank")
    #expect(blank.errors.contains("all of \(ids.count) visits count as open"), "\(blank.errors)")
    try form.fill(form.rows.indices, done)
    form.rows.append(returned)
    let last = form.rows.count - 1
    try form.fill([last], ["检查日期": "2026-10-12", "检查结果": "注销"])
    let run = try form.handIn("--json")
    #expect(run.status == 0, "\(run.errors)")
    let counts = try form.counts(run)
    #expect(counts["replaced"] == 1 && counts["open"] == 0 && counts["drawn"] == before.count)
    #expect(counts["called"] == ids.subtracting(before).count)
    #expect(counts["planned"] == (counts["done"] ?? 0) + 1)
    let listed = try form.table("back/MTG-2026Q4/publication.csv").map { restored($0[6]) }
    #expect(!listed.contains(gone) && listed.contains(called))
    try form.fill([last], ["检查结果": "未发现问题"])
    #expect(try form.handIn("--force").errors.contains("is the result of \(called), which came"))
  }

  @Test("the next quarter reads the history: who was visited stays out, who went is recused")
  func nextQuarter() throws {
    let form = try FilledForm()
    let place = try form.place
    let visited = Set(try form.ids())
    try form.fill(form.rows.indices, done)
    // Somebody else went to the first.
    let first = try form.ids()[0]
    let officers = try form.column("检查人员编号")
    let own = form.rows[0][officers].split(separator: "；").map(String.init)
    let other = try #require(["P1", "P2", "P4"].first { !own.contains($0) })
    let rows = try form.ids().indices.filter { try form.ids()[$0] == first }
    try form.fill(rows, ["检查人员编号": "\(own[0])；\(other)"])
    let run = try form.handIn()
    #expect(run.status == 0 && run.errors.contains("[result-other-team]"), "\(run.errors)")
    let history = try form.table("back/MTG-2026Q4/history.csv")
    #expect(history[0] == ["统一社会信用代码", "检查日期", "检查机关", "计划编号", "检查类型", "人员编号"])
    #expect(history[1] == ["911101091002375740", "2026-03-01", "机关", "Q1", "双随机", ""])
    #expect(Set(history.dropFirst(2).map { $0[0] }) == visited)
    #expect(history.contains { $0[0] == first && $0[5] == "\(own[0]);\(other)" })
    // Whoever was visited is out for twelve months.
    let next = """
      { extends: "common.json5", id: "MTG-2027Q1", title: "一季度", authority: "门头沟局",
        district: "110109", period: { from: "2027-01-01", to: "2027-03-31" },
        inputs: { history: { file: "back/MTG-2026Q4/history.csv" } },
        tasks: { all: { number: "1号", title: "登记检查", items: ["DJ001"], quantity: "100%" } },
        schedule: { from: "2027-01-04", to: "2027-03-30" }, RULES }
      """
    func draw(_ rules: String) throws -> [[String]] {
      try place.write("next.json5", Array(next.replacing("RULES", with: rules).utf8))
      let run = try place.run(
        "draw", "next.json5", "--seed", "next quarter's seed", "--output", "next", "--csv",
        "plain", "--force")
      #expect(run.status != 2, "\(run.errors)")
      return Array(try form.table("next/MTG-2027Q1/plan.csv").dropFirst())
    }
    let left = Set(try draw("").map { $0[3] })
    #expect(left.isDisjoint(with: visited) && left.count > 10)
    // Without that rule they are drawn again, but not visited by whoever went.
    let all = try draw(
      "frequency: null, pairing: { recuse: { sameEnterprise: { withinVisits: 1 } } }")
    let visit = try #require(all.first { $0[3] == first })
    let names = ["P1": "甲一", "P2": "乙二", "P4": "丁四", "P3": "丙三"]
    let people = visit[9] + visit[11]
    #expect(!people.contains(names[own[0]] ?? "?") && !people.contains(names[other] ?? "?"))
    #expect(visited.isSubset(of: Set(all.map { $0[3] })))
  }

  @Test("what is wrong with a form is said without the keys of a plan, which has no say in it")
  func hintsOfForms() throws {
    let form = try FilledForm()
    try form.fill([0], done)
    let lines = ([form.header] + form.rows).map { $0.joined(separator: ",") + "\n" }
    let id = try #require(try form.ids().first)
    let broken = [
      "检查结果登记表" + String(repeating: ",", count: form.header.count - 1) + "\n" + lines.joined(),
      lines.joined().replacing(",", with: ";"), lines.joined().replacing("未发现问题", with: "\"未发现"),
      lines.joined().replacing(id, with: "9.11101E+17"),
    ]
    for text in broken {
      try form.place.write("broken.csv", Array(text.utf8))
      for language in ["en", "zh"] {
        let run = try form.place.run(
          "results", form.record, "broken.csv", "--output", "back", "--language", language)
        #expect(run.status == 2 && run.errors.contains("broken.csv"), "\(run.errors)")
        for word in ["the plan", "计划中", "{ file", "leadingLines", "export again", "重新导出，"] {
          #expect(!run.errors.contains(word), "\(run.errors)")
        }
      }
    }
  }

  @Test("a run without anything filled in says so, and takes no results back")
  func nothingFilledIn() throws {
    let form = try FilledForm()
    let blank = try form.handIn()
    #expect(blank.status == 0 && blank.errors.contains("[nothing-filled-in]"), "\(blank.errors)")
    try form.fill(form.rows.indices, done)
    let full = try form.handIn("--force")
    #expect(full.status == 0 && !full.errors.contains("[nothing-filled-in]"), "\(full.errors)")
    let ledger = try form.place.read("out/ledger.jsonl")
    let none = try form.place.run("results", form.record, "--output", "other")
    #expect(none.status == 2, "\(none.errors)")
    #expect(none.errors.contains("error: [results-fewer-than-before] 0 visits"), "\(none.errors)")
    #expect(try form.place.read("out/ledger.jsonl") == ledger)
    try form.fill([0], ["检查日期": "", "检查结果": "", "公示日期": ""])
    let fewer = try form.handIn("--force")
    #expect(fewer.errors.contains("warning: [results-taken-back] 1 visits"), "\(fewer.errors)")
  }
}
