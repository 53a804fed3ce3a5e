// Files that are none of the kind that is wanted, and places where nothing can be written: what is
// said of them, in both languages.

import Foundation
import Testing

@Suite struct WrongFileTests {
  @Test("where a folder stands for a file, the files in it that may be meant are named")
  func folders() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let record = "out/MTG-2026Q4/record.json"
    for line in ["verify .", "explain . 9", "report ."] {
      let run = try Program.run(
        line.split(separator: " ").map(String.init), in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("[is-a-folder]"), "\(line): \(run.errors)")
      #expect(run.errors.contains("name one of the files in it: \(record)"), "\(run.errors)")
    }
    let ledger = try workplace.run("ledger", "check", "out", "--language", "zh")
    #expect(ledger.status == 2 && ledger.errors.contains("文件：out/ledger.jsonl\n"))
    let plans = try workplace.run("check", ".", "--language", "zh")
    #expect(plans.errors.contains("文件：common.json5、plan.json5\n"), "\(plans.errors)")
    // No file that lies about is a seed.
    let seed = try workplace.run("draw", "plan.json5", "--seed-file", ".", "--output", "other")
    #expect(seed.status == 2 && seed.errors.contains("[is-a-folder]"), "\(seed.errors)")
    #expect(!seed.errors.contains("hint:"), "\(seed.errors)")
  }

  @Test("a list in place of a record is no draw record, and no JSON that lacks quotes")
  func list() throws {
    let workplace = try Workplace()
    try workplace.draw()
    for line in ["verify", "report", "sql --engine duckdb", "disclose --date 2026-12-31"] {
      let words = line.split(separator: " ").map(String.init) + ["out/MTG-2026Q4/plan.csv"]
      let run = try Program.run(words, in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("[other-file]"), "\(line): \(run.errors)")
      #expect(run.errors.contains("name the record.json"), "\(line): \(run.errors)")
      #expect(!run.errors.contains("quotes"), "\(line): \(run.errors)")
    }
  }

  @Test("a file of ours in place of a record is named, and who reads it; others are no record")
  func kinds() throws {
    let workplace = try Workplace()
    try workplace.draw()
    #expect(try workplace.run("results", "out", "--form", "form").status == 0)
    try workplace.write("answer", Array(try workplace.verify("--json").output.utf8))
    try workplace.write("salt", Array("1f6c0b7fd27c4be08a5d91e4c3a86f20".utf8))
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
    let entropy = """
      entropy: [{ name: "号码", format: "N{8}", date: "2026-10-08",
        fallback: { name: "备用", date: "2026-10-09" } }],
      schedule:
      """
    try workplace.write("committed", Array(plan.replacing("schedule:", with: entropy).utf8))
    for line in [
      "commit committed --salt-file salt --output c/commitment",
      "seed --commitment c/commitment --salt-file salt -o seed --entropy|号码 20581307",
    ] {
      let words = line.split(separator: "|").map(String.init)
      let arguments = words[0].split(separator: " ").map(String.init) + words.dropFirst()
      let run = try Program.run(arguments, in: workplace.folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    let cases = [
      ("c/commitment", "a commitment", "with --commitment"),
      ("seed", "a seed's transcript", "with --seed-file"),
      ("out/ledger.jsonl", "a ledger", "'shuangsuiji ledger check'"),
      ("plan.json5", "a plan", "check, draw and commit"), ("form", "a form of results", "results"),
      ("answer", "an answer of --json", "other programs"),
      ("out/MTG-2026Q4/draw.csv", "a list of who was drawn (draw.csv)", "beside it"),
      ("out/summary.csv", "the summary of a folder (summary.csv)", "a folder beside it"),
    ]
    for (file, kind, use) in cases {
      let run = try workplace.run("verify", file)
      let said = "this is \(kind), not a draw record\n  hint: "
      #expect(run.status == 2 && run.errors.contains(said), "\(run.errors)")
      #expect(run.errors.contains(use), "\(run.errors)")
    }
    let record = ["--commitment", "out/MTG-2026Q4/record.json", "--salt-file", "salt", "-o", "s"]
    let wrong = try Program.run(["seed", "--entropy", "号码 1"] + record, in: workplace.folder)
    #expect(wrong.errors.contains("this is a draw record, not a commitment"), "\(wrong.errors)")
    for text in [#"{ "format": "" }"#, #"{ "format": "/1" }"#, #"{ "format": "-" }"#] {
      try workplace.write("nothing.json", Array(text.utf8))
      let run = try workplace.run("verify", "nothing.json")
      #expect(run.status == 2 && run.errors.contains("[not-a-record]"), "\(text): \(run.errors)")
    }
    #expect(try workplace.run("verify", "targets.csv").errors.contains("[not-a-record]"))
  }

  @Test("a file that never was a ledger is no broken ledger; one whose only line was edited is")
  func ledgers() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let list = try workplace.run("ledger", "check", "out/MTG-2026Q4/plan.csv")
    #expect(list.status == 2 && list.errors.contains("[not-a-ledger]"), "\(list.errors)")
    #expect(!list.errors.contains("ledger-malformed"), "\(list.errors)")
    let ledger = String(decoding: try workplace.read("out/ledger.jsonl"), as: UTF8.self)
    let edited = ledger.replacing("\"kind\":\"draw\"", with: "\"kind\":\"drew\"")
    #expect(edited != ledger)
    try workplace.write("out/ledger.jsonl", Array(edited.utf8))
    let check = try workplace.run("ledger", "check", "out/ledger.jsonl")
    #expect(check.status == 1 && check.errors.contains("[ledger-malformed]"), "\(check.errors)")
  }

  @Test("a registry named as one file and as parts is told so; null takes the file back")
  func fileAndParts() throws {
    let workplace = try Workplace()
    for (file, codes) in [("", ["file-and-parts"]), ("file: null,", [])] {
      try workplace.write(
        "parts.json5",
        Array(
          """
          { extends: "plan.json5", id: "PARTS", inputs: { targets: { \(file)
            parts: ["targets.csv"] } } }
          """.utf8))
      let run = try workplace.run("check", "parts.json5")
      #expect(run.errors.contains("[file-and-parts]") == !codes.isEmpty, "\(run.errors)")
      #expect(!run.errors.contains("unknown-key"), "\(run.errors)")
      #expect(run.status == (codes.isEmpty ? 0 : 1), "\(run.errors)")
    }
  }

  @Test("the line break at the end of a seed file is told, and none of a file without")
  func seedFile() throws {
    let workplace = try Workplace()
    for (text, isTold) in [("a seed of some length\n", true), ("a seed of some length", false)] {
      try workplace.write("seed.txt", Array(text.utf8))
      let run = try workplace.run(
        "draw", "plan.json5", "--seed-file", "seed.txt", "--output", "of\(text.utf8.count)")
      #expect(run.errors.contains("note: [seed-ends-a-line]") == isTold, "\(run.errors)")
    }
  }

  @Test("what the system refuses is said in the language of the rest, with what to do")
  func refused() throws {
    let workplace = try Workplace()
    let run = try workplace.run(
      "draw", "plan.json5", "--seed", "s", "--output", "targets.csv/out", "--language", "zh")
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("失败：路径中有一段不是文件夹"), "\(run.errors)")
    let full = try Program.shell(
      "ulimit -f 1; shuangsuiji draw plan.json5 --seed s --output out --language zh",
      in: workplace.folder)
    #expect(full.status == 2 && full.errors.contains("写入失败：文件过大"), "\(full.errors)")
  }

  @Test("what a run has read is never replaced by what it writes, --force or not")
  func inputs() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let record = "out/MTG-2026Q4/record.json"
    try FileManager.default.linkItem(
      at: workplace.folder.appending(path: "targets.csv"),
      to: workplace.folder.appending(path: "twin.csv"))
    for (line, file) in [
      ("check plan.json5 --html plan.json5", "plan.json5"),
      ("check plan.json5 --rejects targets.csv", "targets.csv"),
      ("check plan.json5 --rejects twin.csv", "targets.csv"),
      ("draw plan.json5 --seed t --output new --rejects targets.csv", "targets.csv"),
      ("results \(record) --form targets.csv", "targets.csv"),
      ("report \(record) --output \(record)", record),
    ] {
      let before = try workplace.read(file)
      let words = line.split(separator: " ").map(String.init) + ["--force"]
      let run = try Program.run(words, in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("[output-is-input]"), "\(line): \(run.errors)")
      #expect(try workplace.read(file) == before, "\(line)")
    }
    let folder = workplace.folder.path + "/new/MTG-2026Q4"
    #expect(!FileManager.default.fileExists(atPath: folder))
    for _ in 1...2 {
      let page = try workplace.run("check", "plan.json5", "--html", "page.html", "--force")
      #expect(page.status == 0, "\(page.errors)")
    }
  }

  @Test("what another command or a person wrote is not replaced by a page or table, --force or not")
  func kept() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let (draw, others) = ("out/MTG-2026Q4", "results out/MTG-2026Q4 --form form.csv")
    #expect(try Program.run(words(others), in: workplace.folder).status == 0)
    let record = "\(draw)/record.json"
    for (line, file) in [
      ("check plan.json5 --html", record), ("check plan.json5 --html", "form.csv"),
      ("diff \(record) \(record) -o", "out/ledger.jsonl"),
      ("diff \(record) \(record) -o", "out/summary.csv"),
      ("report \(record) -o", "plan.json5"), ("report \(record) -o", "targets.csv"),
      ("report \(record) --page notice -o", "\(draw)/report.html"),
      ("results \(record) --form", "\(draw)/plan.csv"),
      ("bench --rows 1000 --html", record),
    ] {
      let before = try workplace.read(file)
      for force in line.hasPrefix("bench") ? [[]] : [[], ["--force"]] {
        let run = try Program.run(words(line) + [file] + force, in: workplace.folder)
        let isSaid = ["output-kept", "output-is-input", "output-stands"].contains {
          run.errors.contains("[\($0)]")
        }
        #expect(run.status == 2 && isSaid, "\(line) \(file): \(run.errors)")
        #expect(!run.errors.contains("--force"), "\(line) \(file): \(run.errors)")
        #expect(try workplace.read(file) == before, "\(line) \(file)")
      }
    }
    for path in ["page.html", "table.csv"] { try workplace.write(path, []) }
    for line in [
      "check plan.json5 --html page.html", "report \(record) -o page.html",
      "diff \(record) \(record) -o table.csv", "diff targets.csv targets.csv -o changes.csv",
      "diff targets.csv fewer.csv -o changes.csv", "\(others) --csv plain",
    ] {
      let text = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
      try workplace.write("fewer.csv", Array(text.replacing("月坛", with: "展览路").utf8))
      let run = try Program.run(words(line) + ["--force"], in: workplace.folder)
      #expect(run.status < 2, "\(line): \(run.errors)")
    }
  }

  private func words(_ line: String) -> [String] {
    line.split(separator: " ").map(String.init)
  }
}
