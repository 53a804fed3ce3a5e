// After the draw: replacing a target, declaring void, disclosing; by the real program.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

@Suite struct ReplaceTests {
  private let record = "out/MTG-2026Q4/record.json"

  private func cells(_ workplace: Workplace, _ name: String) throws -> [[String]] {
    String(decoding: try workplace.read("out/MTG-2026Q4/\(name)"), as: UTF8.self)
      .split(whereSeparator: \.isNewline).dropFirst()
      .map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map { restored(String($0)) }
      }
  }

  /// Selected and alternates of each task and stratum, in their order.
  private func strata(_ workplace: Workplace) throws -> [[(id: String, isSelected: Bool)]] {
    let rows = try cells(workplace, "draw.csv")
    return Dictionary(grouping: rows, by: { "\($0[0])|\($0[1])" })
      .sorted { $0.key < $1.key }.map { _, rows in
        rows.map { ($0[3], $0[6] == "正选") }
      }
  }

  /// A selected target and the alternate that is next in its stratum.
  private func place(_ workplace: Workplace) throws -> (gone: String, next: String) {
    let stratum = try #require(
      try strata(workplace).first { $0.contains { !$0.isSelected } && $0[0].isSelected })
    return (stratum[0].id, try #require(stratum.first { !$0.isSelected }).id)
  }

  @Test("the next alternate of the stratum comes, on the same day; all else stays as it was drawn")
  func replacement() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let before = try workplace.contents("out/MTG-2026Q4")
    let (gone, next) = try place(workplace)
    let visits = try cells(workplace, "plan.csv")
    let visit = try #require(visits.first { $0[3] == gone })
    let run = try workplace.run("replace", record, gone, "--reason", "cancelled")
    #expect(
      run.output.contains("\(gone) → \(next)"), "\(run.output)\(run.errors)")
    let row = try #require(try cells(workplace, "replacements.csv").first { !$0[10].isEmpty })
    #expect(row[1] == gone && row[3] == "注销" && row[10] == next)
    let hasVisit = visits.contains { $0[3] == next }
    #expect(hasVisit || row[20] == visit[15])
    for (name, bytes) in before {
      #expect(try workplace.read("out/MTG-2026Q4/\(name)") == bytes, "\(name)")
    }
    #expect(try workplace.verify().output == "\(record): identical\n")
    let again = try workplace.run("replace", record, gone, "--reason", "注销")
    #expect(again.status == 2 && again.errors.contains("[target-already-replaced]"))
    // Inspectors get a sheet for whom they now visit, on the day that the target's was.
    let sheets = try workplace.run("report", record, "--page", "sheets").output
    #expect(!sheets.contains(gone) && sheets.contains(next))
    #expect(sheets.split(separator: "<article>").count - 1 == visits.count - (hasVisit ? 1 : 0))
    // Both are told what happened, and neither is told of the other.
    let told = try workplace.run("explain", record, gone).output
    #expect(told.contains("replaced after the draw (注销; line 2 of the ledger)"), "\(told)")
    #expect(!told.contains(next))
    let called = try workplace.run("explain", record, next, "--language", "zh").output
    #expect(called.contains("作为下一名备选递补被更换的对象（注销；台账第 2 行）"), "\(called)")
    #expect(!called.contains(gone))
    let other = try #require(visits.last { $0[3] != gone && $0[3] != next })
    #expect(try !workplace.run("explain", record, other[3]).output.contains("replaced after"))
    // Its ledger line names neither of the two.
    let ledger = String(decoding: try workplace.read("out/ledger.jsonl"), as: UTF8.self)
    #expect(!ledger.contains(gone) && !ledger.contains(next))
    #expect(ledger.contains("\"kind\":\"replacement\"") && ledger.contains("\"reason\":\"注销\""))
  }

  @Test("found dead on its day or later, the visit is on the next working day")
  func dates() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let (gone, next) = try place(workplace)
    let run = try workplace.run(
      "replace", record, gone, "--reason", "moved", "--date", "2026-11-27", "--by", "区局")
    #expect(run.output.contains("2026-11-30"), "\(run.output)\(run.errors)")
    #expect(try workplace.verify().status == 0)
    let sheet = try cells(workplace, "replacements.csv")[0]
    #expect(sheet[4] == "2026-11-27" && sheet[5] == "区局" && sheet[3] == "迁出")
    let late = try workplace.run(
      "replace", record, next, "--reason", "moved", "--date", "2026-11-30")
    #expect(late.status == 2 && late.errors.contains("[no-day-left]"))
    for (arguments, code) in [
      (["91110000000000000X", "--reason", "注销"], "target-not-selected"),
      ([next, "--reason", "注消"], "unknown-reason"),
      ([next, "--reason", "注销", "--date", "昨天"], "not-a-day"),
    ] {
      let run = try Program.run(["replace", record] + arguments, in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("[\(code)]"), "\(arguments)")
    }
  }

  @Test("alternates run out: it is said with their number, and the place stays empty")
  func exhausted() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let stratum = try #require(
      try strata(workplace).first { $0.allSatisfy(\.isSelected) })
    let run = try workplace.run("replace", record, stratum[0].id, "--reason", "无法联系")
    #expect(run.status == 1 && run.errors.contains("[alternates-exhausted]"))
    #expect(run.errors.contains("no alternates were drawn for the stratum “"), "\(run.errors)")
    #expect(run.output.contains("its stratum “"), "\(run.output)")
    #expect(run.output.contains("” has no alternates"))
    #expect(try workplace.verify().status == 0)
  }

  @Test("where a task has no strata, nothing is said of a stratum")
  func unstratified() throws {
    let workplace = try Workplace()
    var text = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
    text = text.replacing("strata: [\"信用风险等级\"],", with: "", maxReplacements: 1)
      .replacing("\"50%\"", with: "0")
    try workplace.write("plan.json5", Array(text.utf8))
    try workplace.draw("--csv", "plain")
    let task = try cells(workplace, "draw.csv").first { $0[0].hasSuffix("1号") }
    let id = try #require(task)[3]
    let run = try workplace.run(
      "replace", record, id, "--reason", "注销", "--language", "zh")
    #expect(run.output.contains("无人递补；该任务（不分层）未抽备选\n"), "\(run.output)")
    #expect(run.errors.contains("：该任务（不分层）未抽备选，"), "\(run.errors)")
  }

  @Test("a target replaced by hand is noticed, in the plan as in the sheet")
  func byHand() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let stratum = try #require(
      try strata(workplace).first { $0.count > $0.count { $0.isSelected } })
    let selected = try #require(stratum.first).id
    let other = try #require(stratum.last).id
    func change(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
      let bytes = try workplace.read("out/MTG-2026Q4/\(name)")
      let text = String(decoding: bytes, as: UTF8.self).replacing(old, with: new)
      try workplace.write("out/MTG-2026Q4/\(name)", Array(text.utf8))
      return bytes
    }
    let plan = try change("plan.csv", selected, other)
    #expect(try workplace.verify().output.contains("column 统一社会信用代码 differs"))
    try workplace.write("out/MTG-2026Q4/plan.csv", plan)
    _ = try workplace.run("replace", record, selected, "--reason", "注销")
    let sheet = try change("replacements.csv", "2026-1", "2026-2")
    let run = try workplace.verify()
    #expect(run.status == 1 && run.output.contains("replacements.csv:2: column"), "\(run.output)")
    let more = try workplace.run("replace", record, other, "--reason", "注销")
    #expect(more.status == 1, "nothing is built on it")
    try FileManager.default.removeItem(at: workplace.file("out/MTG-2026Q4/replacements.csv"))
    #expect(try workplace.verify().status == 1)
    // As after a killed run: the same command writes the sheet that the ledger has.
    let lines = try workplace.read("out/ledger.jsonl")
    let mended = try workplace.run("replace", record, selected, "--reason", "注销")
    #expect(mended.status != 2, "\(mended.errors)")
    #expect(try workplace.read("out/MTG-2026Q4/replacements.csv") == sheet)
    #expect(try workplace.read("out/ledger.jsonl") == lines)
    try workplace.write("out/MTG-2026Q4/replacements.csv", sheet)
    #expect(try workplace.verify().status == 0)
  }

  @Test("a void draw stays where it is and is counted by the next one")
  func void() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    #expect(try workplace.run("void", record, "--reason", " ").status == 2)
    let run = try workplace.run("void", record, "--reason", "名录库有误", "--date", "2026-10-09")
    #expect(run.status == 0 && run.output.contains("(ledger line 2)"))
    let again = try workplace.run("void", record, "--reason", "x")
    #expect(again.status == 2 && again.errors.contains("[already-void]"))
    let verified = try workplace.verify()
    #expect(verified.status == 0 && verified.errors.contains("warning: [draw-is-void]"))
    #expect(verified.errors.contains("was declared void (ledger line 2)"), "\(verified.errors)")
    for page in ["report", "notice", "sheets", "index"] {
      let run = try workplace.run("report", record, "--page", page)
      #expect(run.status == 0 && run.errors.contains("warning: [draw-is-void]"), "\(page)")
    }
    let replaced = try workplace.run(
      "replace", record, try cells(workplace, "plan.csv")[0][3], "--reason", "注销")
    let told = replaced.errors.components(separatedBy: "[draw-is-void]").count - 1
    #expect(replaced.status == 2 && told == 1, "\(replaced.errors)")
    try workplace.draw("--force", "--csv", "plain", seed: "another seed of tests")
    let notice = try cells(workplace, "notice.csv")[0]
    #expect(Array(notice.suffix(4).dropLast()) == ["未事先承诺", "2", "1"])
    try workplace.write("stray", [1])
    let stray = try workplace.run("void", "out/summary.csv", "--reason", "x")
    #expect(stray.status == 2 && stray.errors.contains("[not-in-ledger]"))
  }

  @Test("a draw that takes the place of a void one takes its replacements with it")
  func replacedThenVoid() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    _ = try workplace.run("replace", record, try place(workplace).gone, "--reason", "注销")
    #expect(try workplace.names("out/MTG-2026Q4").contains("replacements.csv"))
    #expect(try workplace.run("void", record, "--reason", "名录库有误").status == 0)
    let run = try workplace.draw("--force", "--csv", "plain", seed: "another seed of tests")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try !workplace.names("out/MTG-2026Q4").contains("replacements.csv"))
    let ledger = String(decoding: try workplace.read("out/ledger.jsonl"), as: UTF8.self)
    #expect(ledger.contains("\"kind\":\"replacement\""))
    #expect(try workplace.verify().status == 0)
  }

  @Test("nothing is found out before the period, in the words of results")
  func tooEarly() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let ledger = try workplace.read("out/ledger.jsonl")
    let (gone, _) = try place(workplace)
    let early = try workplace.run(
      "replace", record, gone, "--reason", "注销", "--date", "2026-09-30")
    #expect(early.status == 2)
    #expect(
      early.errors.contains(
        "--date: error: [result-too-early] 2026-09-30 is before the period, which begins on "
          + "2026-10-01"), "\(early.errors)")
    #expect(try workplace.read("out/ledger.jsonl") == ledger)
    let first = try workplace.run(
      "replace", record, gone, "--reason", "注销", "--date", "2026-10-01")
    #expect(first.status != 2, "\(first.errors)")
  }

  @Test("the day of disclosure is the ledger's: another one is refused, the same one is harmless")
  func disclosedBefore() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    let first = try workplace.run("disclose", record, "--date", "2026-12-01")
    #expect(first.status == 0)
    let before = try workplace.contents("out")
    let other = try workplace.run("disclose", record, "--date", "2026-12-31")
    #expect(other.status == 2 && other.output.isEmpty, "\(other.output)")
    #expect(
      other.errors.contains("[already-disclosed] already disclosed on 2026-12-01 (ledger line 2)"),
      "\(other.errors)")
    let chinese = try workplace.run(
      "disclose", record, "--date", "2026-12-31", "--language", "zh")
    #expect(chinese.errors.contains("已于 2026-12-01 公开（台账第 2 行）"), "\(chinese.errors)")
    let again = try workplace.run("disclose", record, "--date", "2026-12-01")
    #expect(again.status == 0 && again.output == first.output)
    #expect(try workplace.contents("out") == before)
    // Replaced since, other files become public, on a day of their own.
    _ = try workplace.run("replace", record, try place(workplace).gone, "--reason", "注销")
    let more = try workplace.run(
      "disclose", record, "--date", "2026-12-31", "--output", "more")
    #expect(more.status == 0, "\(more.errors)")
  }

  @Test("what is public before disclosure names nobody; disclosure waits for the last visit")
  func disclosure() throws {
    let workplace = try Workplace()
    try workplace.write("seed.txt", Array("a seed kept secret until then".utf8))
    let drawn = try workplace.run(
      "draw", "plan.json5", "--seed-file", "seed.txt", "--output", "out", "--csv", "plain")
    #expect(drawn.status == 0)
    let text = String(decoding: try workplace.read(record), as: UTF8.self)
    let tree = try parseJSON5(Array(text.utf8))
    let keys = tree["seed"]?["keys"]?.members?.compactMap(\.value.string) ?? []
    let secrets =
      try cells(workplace, "plan.csv").flatMap { [$0[3], $0[4], $0[9], $0[11]] }
      + keys + [tree["seed"]?["hash"]?.string ?? "", "a seed kept"]
    #expect(keys.count >= 3)
    for name in ["MTG-2026Q4/notice.csv", "ledger.jsonl"] {
      let shown = String(decoding: try workplace.read("out/\(name)"), as: UTF8.self)
      for secret in secrets where secret.count > 1 {
        #expect(!shown.contains(secret), "\(name) shows \(secret)")
      }
    }
    func disclose(_ date: String) throws -> Run {
      try workplace.run("disclose", record, "--date", date, "--seed-file", "seed.txt")
    }
    let early = try disclose("2026-11-30")
    #expect(early.status == 2 && early.errors.contains("[disclosure-too-early]"))
    #expect(try !workplace.names("out").contains("disclosed"))
    #expect(try disclose("2026-12-01").status == 0)
    let folder = "out/disclosed/MTG-2026Q4"
    #expect(
      try workplace.names(folder) == [
        "draw.csv", "notice.csv", "notice.html", "record.json", "seed.txt",
      ])
    #expect(try workplace.read("\(folder)/seed.txt") == workplace.read("seed.txt"))
    // The list is the one whose hash was published at the draw.
    let hash = PieceDigest(of: try workplace.read("\(folder)/draw.csv")).hex
    #expect(try cells(workplace, "notice.csv")[0].last == hash)
    let people = try cells(workplace, "plan.csv").flatMap { [$0[9], $0[11]] }
    for name in try workplace.names(folder) {
      let shown = String(decoding: try workplace.read("\(folder)/\(name)"), as: UTF8.self)
      for person in people where !person.isEmpty { #expect(!shown.contains(person), "\(name)") }
    }
    let ledger = try workplace.read("out/ledger.jsonl")
    #expect(try disclose("2026-12-01").status == 0 && workplace.read("out/ledger.jsonl") == ledger)
  }

  @Test("a draw that was declared void verifies, and the verdict says so under --quiet as well")
  func voided() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    #expect(try workplace.run("void", record, "--reason", "演练").status == 0)
    let run = try workplace.verify("--quiet")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.output == "\(record): identical; this draw was declared void (ledger line 2)\n")
    let chinese = try workplace.verify("--quiet", "--language", "zh")
    #expect(chinese.output == "\(record)：完全一致；此次抽取已作废（台账第 2 行）\n")
    #expect(try workplace.verify("--json").output.contains("\"void\": 2"))
    let open = try workplace.verify("--disclosed", "--quiet")
    #expect(open.status == 0 && open.output.contains("ledger; this draw was declared void"))
    let list = try workplace.verify("--against", "out/MTG-2026Q4/draw.csv", "--quiet")
    #expect(list.status == 0 && list.output.contains("identical; this draw was declared void"))
  }

  @Test("--json gives one object, done or refused")
  func json() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let gone = "91110109100000008R"
    let commands: [([String], String, Int)] = [
      (["ledger", "check", "out/ledger.jsonl"], "ledger", 0),
      (["replace", record, "nobody", "--reason", "注销"], "replace", 2),
      (["disclose", record, "--date", "2026-10-12"], "disclose", 2),
      (["disclose", record, "--date", "2026-12-31"], "disclose", 0),
      (["commit", "plan.json5", "--salt-file", "plan.json5", "--output", "c.json"], "commit", 2),
      (["void", record, "--reason", "演练"], "void", 0),
      (["void", record, "--reason", "演练"], "void", 2),
      (["replace", record, gone, "--reason", "注销"], "replace", 2),
    ]
    for (arguments, name, status) in commands {
      let run = try Program.run(arguments + ["--json"], in: workplace.folder)
      let answer = try parseJSON5(Array(run.output.utf8))
      #expect(answer["format"]?.string == "shuangsuiji-\(name)-answer/1", "\(arguments)")
      #expect(answer["status"]?.integer == status && Int(run.status) == status, "\(arguments)")
      #expect(answer["findings"]?["errors"]?.integer == (status == 0 ? 0 : 1), "\(arguments)")
    }
  }
}
