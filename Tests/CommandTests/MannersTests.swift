// Small manners of the command line: what is asked wrongly is said, what nobody may miss is not
// hidden, and answers speak of what was asked.

import Foundation
import Testing

@Suite struct MannersTests {
  @Test(
    "options that are half written are errors with a sentence, before and behind a command",
    arguments: [
      ("--help=foo", "option --help takes no value"), ("-hello", "unknown option '-hello'"),
      ("--jobs", "option --jobs needs a value"), ("draw -hello", "unknown option '-hello'"),
      ("--quiet=1 check", "option --quiet takes no value"),
      ("check plan.json5 -j", "option --jobs needs a value"),
      ("check plan.json5 --rejects -", "option --rejects wants a name"),
      ("draw plan.json5 --seed s -o -", "option --output wants a name"),
    ])
  func halfWritten(line: String, said: String) throws {
    let workplace = try Workplace()
    let before = try workplace.names()
    let words = line.components(separatedBy: " ")
    let run = try Program.run(words, in: workplace.folder)
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("shuangsuiji: error: \(said)"), "\(run.errors)")
    #expect(try workplace.names() == before)
  }

  @Test("short options take a value that is written on to them, and the version is told anywhere")
  func told() throws {
    let workplace = try Workplace()
    let joined = try Program.run(
      ["draw", "plan.json5", "--seed", "s", "-oa=b", "-q"], in: workplace.folder)
    #expect(joined.status == 0, "\(joined.errors)")
    #expect(try workplace.names().contains("a=b/MTG-2026Q4/record.json"))
    for line in ["version", "-V", "--quiet check --version", "draw --version", "-q -V"] {
      let run = try Program.run(line.components(separatedBy: " "), in: workplace.folder)
      #expect(run.status == 0 && run.output.hasPrefix("shuangsuiji 0."), "\(line)\(run.errors)")
    }
    #expect(try workplace.run("--help").output.contains("shuangsuiji version"))
  }

  @Test("a frame without targets is said even quietly, and nothing else of the kind")
  func quiet() throws {
    let workplace = try Workplace()
    try change(workplace, "plan.json5", "食品经营", "药品经营")
    try change(workplace, "targets.csv", "91110109100079190", "91110109100079191")
    let run = try workplace.draw("--quiet")
    #expect(run.status == 0 && run.errors.contains("[empty-frame]"), "\(run.errors)")
    #expect(!run.errors.contains("[invalid-code]"), "\(run.errors)")
    // An error does not bring back what was not to be heard.
    try change(workplace, "targets.csv", "91110109100158382K", "91110109100000008R")
    let wrong = try workplace.draw("--quiet", "--force")
    #expect(wrong.status == 2 && wrong.errors.contains("[duplicate-id]"), "\(wrong.errors)")
    #expect(!wrong.errors.contains("warning: [invalid-code]"), "\(wrong.errors)")
    #expect(wrong.errors.contains("\n1 error"), "\(wrong.errors)")
  }

  @Test("a draw that takes another's place says what the notice will count")
  func force() throws {
    let workplace = try Workplace()
    #expect(try !workplace.draw().output.contains("discarded"))
    let second = try workplace.draw("--force", seed: "another")
    #expect(second.output.contains("the notice says: draw 2 of its period, 1 discarded"))
    let third = try workplace.draw("--force", "--language", "zh", seed: "a third")
    #expect(third.output.contains("公示载明抽取次数 3、废弃方案数 2"), "\(third.output)")
    let notice = try workplace.read("out/MTG-2026Q4/notice.csv")
    #expect(String(decoding: notice, as: UTF8.self).contains("抽取次数"))
  }

  @Test("sheets are not made from replacements that were altered or deleted")
  func sheets() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let record = "out/MTG-2026Q4/record.json"
    let list = "out/MTG-2026Q4/replacements.csv"
    func sheets() throws -> Run { try workplace.run("report", record, "--page", "sheets") }
    let plan = String(decoding: try workplace.read("out/MTG-2026Q4/plan.csv"), as: UTF8.self)
    let id = plan.components(separatedBy: "\n")[1].components(separatedBy: ",")[3]
    #expect(try workplace.run("replace", record, id, "--reason", "注销").status != 2)
    #expect(try sheets().status == 0)
    let bytes = try workplace.read(list)
    try workplace.write(list, bytes + Array("\n".utf8))
    let altered = try sheets()
    #expect(altered.status == 2 && altered.output.isEmpty)
    #expect(altered.errors.contains("error: [replacements-changed]"), "\(altered.errors)")
    try FileManager.default.removeItem(at: workplace.file(list))
    #expect(try sheets().errors.contains("[replacements-changed]"))
    try workplace.write(list, bytes)
    #expect(try sheets().status == 0)
    try FileManager.default.removeItem(at: workplace.file("out/ledger.jsonl"))
    #expect(try sheets().errors.contains("warning: [replacements-not-checked]"))
  }

  @Test("an option is no value of another one, unless it is written on to it")
  func optionsAsValues() throws {
    let workplace = try Workplace()
    for line in ["--seed --output o", "--seed --output=o -o o", "--seed s -o --quiet", "-o -q"] {
      let run = try Program.shell("shuangsuiji draw plan.json5 \(line)", in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("needs a value"), "\(line): \(run.errors)")
    }
    let run = try workplace.run("draw", "plan.json5", "--seed=--output", "-o", "o", "-q")
    #expect(run.status != 2)
  }

  @Test("check warns of a year that the calendar does not know; its page is Chinese unless asked")
  func check() throws {
    let workplace = try Workplace()
    try change(workplace, "plan.json5", "publishWithin: 20", "publishWithin: 60")
    let run = try workplace.run("check", "plan.json5", "--html", "page.html")
    #expect(run.status == 0 && run.errors.contains("[calendar-unknown-year]"), "\(run.errors)")
    let page = String(decoding: try workplace.read("page.html"), as: UTF8.self)
    #expect(page.contains("lang=\"zh"))
    _ = try workplace.run("check", "plan.json5", "--html", "en.html", "--language", "en")
    let english = String(decoding: try workplace.read("en.html"), as: UTF8.self)
    #expect(english.contains("lang=\"en"))
  }

  @Test("check speaks of other districts without officers only where a plan is for all")
  func districts() throws {
    let workplace = try Workplace()
    try change(workplace, "inspectors.csv", ",110105,", ",110108,")
    let own = try workplace.run("check", "plan.json5")
    #expect(!own.output.contains("districts without an officer"), "\(own.output)")
    try change(workplace, "plan.json5", "district: \"110109\",", "")
    let all = try workplace.run("check", "plan.json5")
    #expect(all.output.contains("districts without an officer: 1  110105"), "\(all.output)")
  }

  @Test("an answer that standard output does not take: the draw stands, and that is said")
  func fullOutput() throws {
    for (more, said) in [
      ("> /dev/full", "No space left on device"), ("--json > /dev/full", "No space left on device"),
      (">&-", "Bad file descriptor"),
    ] {
      let workplace = try Workplace()
      let run = try Program.shell(
        "shuangsuiji draw plan.json5 --seed 'the seed of test 3' --output out \(more)",
        in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains(said), "\(run.errors)")
      let stands = "the command is done (status 0), and what it wrote stands: out\n"
      #expect(run.errors.contains(stands), "\(run.errors)")
      #expect(try workplace.verify().status == 0)
    }
    // Where nothing was written, nothing stands.
    let workplace = try Workplace()
    let run = try Program.shell("shuangsuiji check plan.json5 > /dev/full", in: workplace.folder)
    #expect(run.status == 2 && !run.errors.contains("stands"), "\(run.errors)")
  }

  private func change(_ workplace: Workplace, _ file: String, _ old: String, _ new: String) throws {
    let text = String(decoding: try workplace.read(file), as: UTF8.self)
    #expect(text.contains(old), "\(file): \(old)")
    try workplace.write(file, Array(text.replacing(old, with: new).utf8))
  }
}
