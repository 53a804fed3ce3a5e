// `report` as a command, and pages as results: the same bytes from the record, refused where its
// list was changed, compared by `verify`.

import DoubleRandom
import Foundation
import Tables
import Testing

@Suite struct ReportCommandTests {
  private let record = "out/MTG-2026Q4/record.json"

  private func text(_ workplace: Workplace, _ name: String) throws -> String {
    String(decoding: try workplace.read(name), as: UTF8.self)
  }

  @Test("report and notice from the record are the bytes beside it, whatever the locale")
  func sameBytes() throws {
    let workplace = try Workplace()
    try workplace.draw()
    for locale in ["C", "zh_CN.UTF-8", "en_US.UTF-8"] {
      for page in ["report", "notice"] {
        let run = try workplace.run(
          "report", record, "--page", page, environment: ["LC_ALL": locale])
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output == (try text(workplace, "out/MTG-2026Q4/\(page).html")))
      }
    }
    let index = try workplace.run("report", record, "--page", "index")
    #expect(index.output == (try text(workplace, "out/index.html")))
    let english = try workplace.run("report", record, "--language", "en")
    #expect(english.output.contains("<html lang=\"en\">") && english.output.contains("Draw report"))
  }

  @Test("sheets name every visit once; a list that is not the record's is refused")
  func sheets() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let run = try workplace.run("report", record, "--page", "sheets")
    #expect(run.status == 0)
    let plan = try text(workplace, "out/MTG-2026Q4/plan.csv")
    #expect(run.output.components(separatedBy: "<article>").count - 1 == 8)
    for row in plan.split(whereSeparator: \.isNewline).dropFirst() {
      let code = row.split(separator: ",")[3].filter { $0 != "\t" && $0 != "\"" }
      #expect(run.output.components(separatedBy: ">\(code)<").count == 2, "\(code)")
    }
    try workplace.write("out/MTG-2026Q4/plan.csv", Array((plan + "\n").utf8))
    let changed = try workplace.run("report", record, "--page", "sheets")
    #expect(changed.status == 2 && changed.output.isEmpty)
    #expect(changed.errors.contains("plan.csv: error: [output-changed]"))
    try FileManager.default.removeItem(at: workplace.file("out/MTG-2026Q4/plan.csv"))
    #expect(try workplace.run("report", record, "--page", "sheets").status == 2)
    // The other pages need no list.
    #expect(try workplace.run("report", record).status == 0)
  }

  @Test("a sheet shows a sign that a cell begins with, whatever the form of the lists")
  func signs() throws {
    for form in ["plain", "people"] {
      let workplace = try Workplace()
      let targets = try text(workplace, "targets.csv").replacing(",北京样例", with: ",'北京样例")
      try workplace.write("targets.csv", Array(targets.utf8))
      try workplace.draw("--csv", form)
      func names() throws -> (all: Int, signed: Int) {
        let page = try workplace.run("report", record, "--page", "sheets").output
        func count(_ text: String) -> Int { page.components(separatedBy: text).count - 1 }
        return (count(">北京样例") + count(">&#39;北京样例"), count(">&#39;北京样例"))
      }
      #expect(try names() == (8, 8), "\(form)")
      let table = try readTable(at: workplace.file("out/MTG-2026Q4/draw.csv").path)
      let ids = table.rows.map { $0.filter { $0.contains("91110109") }.joined() }
      for id in ids {
        let code = id.filter { $0 != "\t" && $0 != "'" }
        let run = try workplace.run("replace", record, code, "--reason", "注销")
        if run.output.contains("→") { break }
      }
      let replaced = try text(workplace, "out/MTG-2026Q4/replacements.csv")
      #expect(replaced.contains("'北京样例"))
      let (all, signed) = try names()
      #expect(all >= 7 && signed == all, "\(form)")
    }
  }

  @Test("--output writes a new file, and replaces one only by --force")
  func output() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let first = try workplace.run("report", record, "--output", "page.html")
    #expect(first.status == 0 && first.output.isEmpty)
    #expect(try workplace.read("page.html") == workplace.read("out/MTG-2026Q4/report.html"))
    let again = try workplace.run("report", record, "--output", "page.html", "--page", "notice")
    #expect(again.status == 2 && again.errors.contains("[output-exists]"))
    let forced = try workplace.run(
      "report", record, "--output", "page.html", "--page", "notice", "--force")
    #expect(forced.status == 0)
    #expect(try workplace.read("page.html") == workplace.read("out/MTG-2026Q4/notice.html"))
  }

  @Test("what is no record, and more records than a page is made from, are told so")
  func mistakes() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let two = try workplace.run("report", record, record)
    #expect(two.status == 2 && two.errors.contains("[too-many-records]"))
    #expect(two.errors.contains("(out/MTG-2026Q4, out/MTG-2026Q4)"), "\(two.errors)")
    #expect(try workplace.run("report", record, record, "--page", "index").status == 0)
    #expect(try workplace.run("report", "targets.csv").errors.contains("[not-a-record]"))
    #expect(try workplace.run("report", "nothing.json").errors.contains("[file-not-found]"))
    let old = try text(workplace, record).replacing("\"byDay\"", with: "\"days\"")
    try workplace.write("old.json", Array(old.utf8))
    let missing = try workplace.run("report", "old.json")
    #expect(missing.status == 2 && missing.errors.contains("visits.byDay"))
  }

  @Test("verify compares pages as all other results, and says when an index cannot be checked")
  func verified() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let before = try workplace.contents("out")
    for name in ["MTG-2026Q4/report.html", "MTG-2026Q4/notice.html", "index.html"] {
      let page = try text(workplace, "out/\(name)")
      let lines = page.components(separatedBy: "\n")
      let line = try #require(lines.firstIndex { $0.hasPrefix("<h1>") })
      try workplace.write("out/\(name)", Array(page.replacing("<h1>", with: "<h1>!").utf8))
      let run = try workplace.verify()
      #expect(run.status == 1, "\(name)")
      #expect(run.output.contains("\(name):\(line + 1): the file differs (stage outputs)"))
      try workplace.write("out/\(name)", Array(page.utf8))
    }
    #expect(try workplace.verify().status == 0)
    #expect(try workplace.contents("out") == before)
    try FileManager.default.removeItem(at: workplace.file("out/summary.csv"))
    let unchecked = try workplace.verify()
    #expect(unchecked.status == 0 && unchecked.errors.contains("[index-unchecked]"))
    #expect(unchecked.output.hasSuffix("identical\n  not checked: index.html\n"))
  }

  @Test("an English report says scopes in English, and where its command runs")
  func english() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let run = try workplace.run("report", "out/MTG-2026Q4/record.json", "--language", "en")
    #expect(run.output.contains("all targets of the district"))
    #expect(!run.output.contains("本辖区全部检查对象"))
    let scope = "监管标签 has the tag 食品经营 and 行业代码 begins with H62 or C13 or F5"
    let other = "行业代码 begins with H62 or C13 or F5 and 监管标签 has the tag 食品经营"
    #expect(run.output.contains(scope) || run.output.contains(other))
    #expect(run.output.contains("in the folder of the plan file:"))
  }
}
