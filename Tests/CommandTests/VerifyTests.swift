// Draw and verify as commands: seeds in files, plain CSV, JSON answers, other folders, locales and
// thread counts. What verification finds is tried in DoubleRandomTests/VerificationTests.

import Foundation
import Tables
import Testing

@Suite struct VerifyTests {
  private func object(_ run: Run) throws -> JSON5Value {
    try parseJSON5(Array(run.output.utf8))
  }

  @Test("what is wrong with the registries is counted once, as by the draw; in a batch as well")
  func counts() throws {
    let workplace = try Workplace()
    let people = String(decoding: try workplace.read("inspectors.csv"), as: UTF8.self)
    let more = (0..<300).map { "Q\($0),人\($0),大峪所,110109,食品,D\($0),2028-01-01,否,否,在 岗,,,3,\n" }
    try workplace.write("inspectors.csv", Array((people + more.joined()).utf8))
    let drawn = try workplace.draw().errors
    #expect(drawn.contains("\n300 warnings\n"), "\(drawn)")
    let run = try workplace.verify()
    #expect(run.status == 0 && run.errors == drawn)
    let record = "out/MTG-2026Q4/record.json"
    let twice = try workplace.run("verify", record, record, "--json").output
    let findings = try parseJSON5(Array(twice.utf8))["findings"]
    #expect(findings?["warnings"]?.integer == 300, "\(twice)")
  }

  @Test("a record with the hash of a seed alone verifies with the seed's file, and only with it")
  func seedFile() throws {
    let workplace = try Workplace()
    try workplace.write("seed.txt", Array("2026Q4 20 58 13 07\n".utf8))
    let drawn = try workplace.run(
      "draw", "plan.json5", "--seed-file", "seed.txt", "--output", "out", "--csv", "plain")
    #expect(drawn.status == 0)
    let record = String(decoding: try workplace.read("out/MTG-2026Q4/record.json"), as: UTF8.self)
    #expect(!record.contains("20 58") && record.contains("\"text\": null"))
    let plan = try workplace.read("out/MTG-2026Q4/plan.csv")
    #expect(plan.first != 0xEF && !plan.contains(0x0D), "plain CSV has no mark and LF")
    let without = try workplace.verify()
    #expect(without.status == 2 && without.errors.contains("[seed-not-in-record]"))
    #expect(try workplace.verify("--seed-file", "seed.txt").status == 0)
    try workplace.write("other.txt", Array("2026Q4 20 58 13 07".utf8))
    let other = try workplace.verify("--seed-file", "other.txt")
    #expect(other.status == 2 && other.errors.contains("other.txt: error: [other-seed]"))
    let hash = try #require(record.components(separatedBy: "\"hash\": \"").last?.prefix(64))
    #expect(hash.count == 64 && !other.errors.contains(hash))
    // Nor in the summary; one of an earlier version has it.
    let summary = String(decoding: try workplace.read("out/summary.csv"), as: UTF8.self)
    #expect(!summary.contains(hash) && summary.contains(",,"), "\(summary)")
    let comma = try #require(summary.lastIndex(of: ","))
    for (seed, status) in [(hash, 0), ("x", 1)] {
      let earlier = summary[..<comma] + seed + summary[comma...]
      try workplace.write("out/summary.csv", Array(earlier.utf8))
      #expect(try workplace.verify("--seed-file", "seed.txt").status == Int32(status))
    }
    try workplace.write("out/summary.csv", Array(summary.utf8))
    // A text that was put into the record is noticed although the file is right.
    try workplace.write(
      "out/MTG-2026Q4/record.json",
      Array(record.replacing("\"text\": null", with: "\"text\": \"x\"").utf8))
    let forged = try workplace.verify("--seed-file", "seed.txt")
    #expect(forged.status == 1 && forged.output.contains(": seed.text differs (stage seed)"))
  }

  @Test("a page of another build is told from one that was altered after the draw")
  func otherWording() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let page = "out/MTG-2026Q4/report.html"
    let record = "out/MTG-2026Q4/record.json"
    func digest() throws -> String {
      try Program.shell(
        "sha256sum < \(page) | cut -c1-64 | tr -d '\\n' | sha256sum | cut -c1-64",
        in: workplace.folder
      ).output.trimmingCharacters(in: .newlines)
    }
    let known = try digest()
    let text = String(decoding: try workplace.read(page), as: UTF8.self)
    let reworded = text.replacing("抽样框", with: "抽取框")
    #expect(reworded != text)
    try workplace.write(page, Array(reworded.utf8))
    let altered = try workplace.verify()
    #expect(altered.status == 1 && !altered.output.contains("drawn the same"))
    #expect(altered.output.contains("report.html:"), "\(altered.output)")
    // The record as another build would have written it.
    let written = String(decoding: try workplace.read(record), as: UTF8.self)
    #expect(written.contains(known))
    try workplace.write(record, Array(written.replacing(known, with: try digest()).utf8))
    // With a ledger that has the hash of the record before, it is no other build.
    let forged = try workplace.verify()
    #expect(forged.status == 1 && !forged.output.contains("drawn the same"), "\(forged.output)")
    for name in ["ledger.jsonl", "summary.csv", "index.html"] {
      try FileManager.default.removeItem(at: workplace.file("out/\(name)"))
    }
    let other = try workplace.verify()
    #expect(other.status == 1 && other.output.contains("drawn the same"), "\(other.output)")
    #expect(other.output.contains("this program words it otherwise"))
    let json = try workplace.verify("--json")
    #expect(json.status == 1 && json.output.contains("page-worded-otherwise"))
  }

  @Test(
    "all that a ledger says of a draw is compared, in its last line as well",
    arguments: ["plan", "district", "from", "until", "selected", "visits"])
  func ledgerLine(key: String) throws {
    let workplace = try Workplace()
    try workplace.draw()
    let text = String(decoding: try workplace.read("out/ledger.jsonl"), as: UTF8.self)
    let value = try Regex("\"\(key)\": ?(\"[^\"]*\"|[0-9]+)")
    let range = try #require(text.firstMatch(of: value)?.range)
    let other = ["selected", "visits"].contains(key) ? "7000" : "\"2026-12-01\""
    let changed = text.replacingCharacters(in: range, with: "\"\(key)\":\(other)")
    try workplace.write("out/ledger.jsonl", Array(changed.utf8))
    let run = try workplace.verify()
    #expect(run.status == 1 && run.output.contains("data.\(key)"), "\(run.output)\(run.errors)")
  }

  @Test("status and words of verify: identical, differs with place, cannot be verified")
  func statuses() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let record = "out/MTG-2026Q4/record.json"
    let same = try workplace.verify()
    #expect(same.status == 0 && same.output == "\(record): identical\n" && same.errors.isEmpty)
    #expect(try workplace.verify("--language", "zh").output == "\(record)：完全一致\n")
    let plan = String(decoding: try workplace.read("out/MTG-2026Q4/plan.csv"), as: UTF8.self)
    try workplace.write(
      "out/MTG-2026Q4/plan.csv", Array(plan.replacing("2026-10-16", with: "2026-10-19").utf8))
    let differs = try workplace.verify()
    #expect(
      differs.status == 1
        && differs.output == """
          out/MTG-2026Q4/plan.csv:3: column 计划检查日期 differs (stage outputs)
            expected: 2026-10-16
            found:    2026-10-19

          """
    )
    #expect(
      try workplace.verify("--language", "zh").output == """
        out/MTG-2026Q4/plan.csv:3: “计划检查日期”列不符（结果文件）
          应为：2026-10-16
          实为：2026-10-19

        """)
    try FileManager.default.removeItem(at: workplace.file("calendar.csv"))
    let lost = try workplace.verify()
    #expect(lost.status == 2 && lost.output == "\(record): cannot be verified\n")
    #expect(lost.errors.hasPrefix("calendar.csv: error: [input-missing]"))
    let both = try workplace.run("verify", record, "nothing.json")
    #expect(both.status == 2 && both.errors.contains("nothing.json: error: [file-not-found]"))
  }

  @Test("the plan is found near the record or the working folder, or where it is said to be")
  func elsewhere() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let record = workplace.file("out/MTG-2026Q4/record.json").path
    let root = URL(filePath: "/")
    #expect(try Program.run(["verify", record], in: root).status == 0)
    #expect(
      try Program.run(["verify", "record.json"], in: workplace.file("out/MTG-2026Q4")).status == 0)
    let away = try Workplace()
    for name in try away.names() { try FileManager.default.removeItem(at: away.file(name)) }
    try FileManager.default.copyItem(at: workplace.file("out"), to: away.file("out"))
    let copy = away.file("out/MTG-2026Q4/record.json").path
    #expect(try Program.run(["verify", copy], in: workplace.folder).status == 0)
    let lost = try Program.run(["verify", copy], in: root)
    #expect(lost.status == 2 && lost.errors.contains("[plan-not-found]"))
    let plan = workplace.file("plan.json5").path
    #expect(try Program.run(["verify", copy, "--plan", plan], in: root).status == 0)
    // Another plan of the same name on the way is not passed by: it may be an altered one.
    try away.write("plan.json5", Array("{}".utf8))
    let altered = try Program.run(["verify", copy], in: workplace.folder)
    #expect(altered.status == 2 && altered.errors.contains("[file-changed]"), "\(altered.errors)")
    #expect(
      try Program.run(["verify", copy, "--plan", plan], in: workplace.folder).status == 0)
  }

  @Test("threads, folder, locale, time zone and home change no byte")
  func surroundings() throws {
    let workplace = try Workplace()
    var contents: [[String: [UInt8]]] = []
    let runs: [([String], [String: String])] = [
      (["--jobs", "1"], [:]), (["--jobs", "2"], ["LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai"]),
      (["--jobs", "7"], ["LC_ALL": "tr_TR.UTF-8", "HOME": "", "TZ": "America/New_York"]),
    ]
    for (index, run) in runs.enumerated() {
      let arguments = ["draw", "plan.json5", "--seed", "s", "--output", "out\(index)"] + run.0
      #expect(
        try Program.run(arguments, in: workplace.folder, environment: run.1).status == 0)
      contents.append(try workplace.contents("out\(index)"))
    }
    let absolute = ["plan.json5", "abs"].map { workplace.file($0).path }
    let run = try Program.run(
      ["draw", absolute[0], "--seed", "s", "--output", absolute[1]], in: URL(filePath: "/"))
    #expect(run.status == 0)
    contents.append(try workplace.contents("abs"))
    #expect(Set(contents).count == 1 && contents[0].count == 10)
  }

  @Test("a registry that has become a pipe is refused at once: it cannot be read twice")
  func pipe() throws {
    let workplace = try Workplace()
    try workplace.draw()
    try FileManager.default.removeItem(at: workplace.file("targets.csv"))
    let record = "out/MTG-2026Q4/record.json"
    for command in [
      "verify \(record)", "explain \(record) 91110109103009227P",
      "replace \(record) 91110109103009227P --reason 注销", "results \(record) --form form.csv",
    ] {
      // Nobody writes into it: whoever opened it would wait for ever.
      let run = try Program.shell(
        "[ -p targets.csv ] || mkfifo targets.csv; timeout 60 shuangsuiji \(command); echo $?",
        in: workplace.folder)
      #expect(run.output.hasSuffix("2\n"), "\(command): \(run.output)")
      #expect(
        run.errors.contains("targets.csv: error: [input-is-a-pipe]"), "\(command): \(run.errors)")
    }
  }

  @Test("a broken row of the summary is named, not the index that is made from it")
  func brokenSummary() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let summary = try workplace.read("out/summary.csv")
    try workplace.write("out/summary.csv", summary + Array("OTHER-2026Q4,x\r\n".utf8))
    let run = try workplace.verify()
    #expect(run.status == 1 && run.output.contains("out/summary.csv:3:"), "\(run.output)")
    #expect(!run.output.contains("index.html"))
  }

  @Test("what several records would say of one registry is said once")
  func sharedFindings() throws {
    let workplace = try Workplace()
    let targets = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
    let wrong = targets.replacing("91110109100316766C", with: "91110109100316766D")
    try workplace.write("targets.csv", Array(wrong.utf8))
    try workplace.draw()
    try workplace.draw(output: "again")
    let run = try workplace.run(
      "verify", "out/MTG-2026Q4/record.json", "again/MTG-2026Q4/record.json")
    #expect(run.status == 0)
    #expect(run.errors.components(separatedBy: "[invalid-code]").count == 2, "\(run.errors)")
  }

  @Test("--json gives one object on standard output, whatever the answer is")
  func json() throws {
    let workplace = try Workplace()
    let record = "out/MTG-2026Q4/record.json"
    let drawn = try object(try workplace.draw("--json"))
    #expect(drawn["format"]?.string == "shuangsuiji-draw/1" && drawn["status"]?.integer == 0)
    #expect(drawn["plans"]?.elements?.first?["visits"]?.integer == 8)
    #expect(drawn["findings"]?["errors"]?.integer == 0)
    let checked = try object(try workplace.run("check", "plan.json5", "--json"))
    #expect(checked["plans"]?.elements?.first?["tasks"]?.elements?.count == 2)
    let verified = try object(try workplace.verify("--json"))
    #expect(verified["records"]?.elements?.first?["record"]?.string == record)
    try workplace.write("out/MTG-2026Q4/notice.csv", [])
    let differs = try object(try workplace.verify("--json"))
    #expect(differs["status"]?.integer == 1)
    let place = differs["records"]?.elements?.first?["discrepancies"]?.elements?.first
    #expect(place?["line"]?.integer == 1 && place?["place"]?.string == "row-missing")
    for arguments in [
      ["draw", "nothing.json5", "--seed", "s", "--output", "o"], ["check", "nothing.json5"],
      ["verify", "nothing.json"],
    ] {
      let run = try Program.run(arguments + ["--json"], in: workplace.folder)
      #expect(run.status == 2)
      #expect(try object(run)["status"]?.integer == 2, "\(arguments)")
    }
    let refused = try object(try workplace.draw("--json", seed: "another seed of tests"))
    let codes = refused["findings"]?["findings"]?.elements?.compactMap { $0["code"]?.string }
    #expect(codes == ["output-exists"])
  }

  @Test("check draws nothing and tells findings from what cannot be read")
  func check() throws {
    let workplace = try Workplace()
    let before = try workplace.names()
    let sound = try workplace.run("check", "plan.json5")
    #expect(sound.status == 0 && sound.output.contains("    A        12  2           1\n"))
    #expect(sound.output.contains("  4 officers"))
    try workplace.write("calendar.csv", Array("日期,类型\n2026-10-12,假\n".utf8))
    let findings = try workplace.run("check", "plan.json5")
    #expect(findings.status == 1 && findings.errors.hasSuffix("\n1 error\n"))
    #expect(try workplace.run("check", "plan.json5", "nothing.json5").status == 2)
    #expect(try workplace.names() == before)
  }
}
