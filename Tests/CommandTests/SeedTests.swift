// Seeds that others could read before the visits, and seeds to choose from: what is refused, and
// what a ledger gives away, by the real program.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite struct SeedTests {
  private let own = "out/MTG-2026Q4/record.json"
  private let commitment = "out/commitment.json"

  /// The small world with a second plan of its district, whose visits are later.
  private func twoPlans() throws -> Workplace {
    let workplace = try Workplace()
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
    let later = plan.replacing("MTG-2026Q4", with: "MTG-later")
      .replacing("to: \"2026-11-30\"", with: "to: \"2026-12-20\"")
    try workplace.write("later.json5", Array(later.utf8))
    return workplace
  }

  private func ledger(_ workplace: Workplace, _ path: String = "out/ledger.jsonl") throws -> Ledger
  {
    var findings = Findings()
    return try #require(Ledger(try workplace.read(path), file: "", findings: &findings))
  }

  /// The lines that a forger keeps, chained anew.
  private func forged(_ entries: [(LedgerEntry.Kind, JSON)]) -> [UInt8] {
    var forged = Ledger()
    for (kind, data) in entries { forged.append(kind, data) }
    return forged.bytes
  }

  private func replacing(_ key: String, _ value: JSON, in entry: LedgerEntry) -> JSON {
    .object((entry.data.members ?? []).map { ($0.key, $0.key == key ? value : $0.value.json) })
  }

  @Test("a seed is not disclosed while another plan that was drawn from it has visits to come")
  func sharedSeed() throws {
    let workplace = try twoPlans()
    try workplace.write("seed", Array("a seed that two plans share".utf8))
    for given in [["--seed-file", "seed"], ["--seed", "a seed that two plans share"]] {
      let plans = ["draw", "plan.json5", "later.json5"] + given + ["--output", "out", "--force"]
      #expect(try Program.run(plans, in: workplace.folder).status == 0)
      let file = given[0] == "--seed" ? [] : given
      func disclose(_ day: String) throws -> Run {
        try Program.run(["disclose", own, "--date", day] + file, in: workplace.folder)
      }
      let early = try disclose("2026-12-02")
      #expect(early.status == 2 && early.errors.contains("[disclosure-too-early] visits of MTG-l"))
      // Where nobody can tell, it is not disclosed either.
      let (folder, away) = (workplace.file("out/MTG-later"), workplace.file("away"))
      try FileManager.default.moveItem(at: folder, to: away)
      let unknown = try disclose("2026-12-02")
      #expect(unknown.status == 2 && unknown.errors.contains("[disclosure-of-unknown]"))
      try FileManager.default.moveItem(at: away, to: folder)
      #expect(try !workplace.names("out").contains("disclosed"))
    }
    // Another seed keeps nobody.
    #expect(
      try workplace.run(
        "draw", "later.json5", "--seed", "a seed of its own", "--output", "out", "--force"
      ).status == 0)
    #expect(try workplace.run("disclose", own, "--date", "2026-12-02").status == 0)
  }

  @Test("a void draw is kept secret while its commitment stands; a public seed draws nothing")
  func publicSeed() throws {
    let bureau = try DisclosureTests.bureau()
    func run(_ words: String...) throws -> Run {
      try Program.run(words + ["--seed-file", "seed.txt"], in: bureau.folder)
    }
    #expect(try bureau.run("void", own, "--reason", "名录库有误").status == 0)
    let early = try run("disclose", own, "--date", "2026-10-05")
    #expect(early.status == 2 && early.errors.contains("[disclosure-too-early]"))
    #expect(try run("disclose", own, "--date", "2026-12-01").status == 0)
    let before = try bureau.contents("out")
    let draw = try run(
      "draw", "plan.json5", "--commitment", commitment, "--output", "out", "--force")
    #expect(draw.status == 2 && draw.errors.contains("[seed-is-public] MTG-2026Q4 would be drawn"))
    #expect(draw.errors.contains("became public on 2026-12-01 (ledger line 4)"), "\(draw.errors)")
    #expect(try bureau.contents("out") == before)
  }

  @Test("a draw that is there is repeated from its public seed, another is not made")
  func publicText() throws {
    let workplace = try twoPlans()
    try workplace.draw()
    #expect(try workplace.run("disclose", own, "--date", "2026-12-01").status == 0)
    #expect(try workplace.draw().status == 0)
    let later = try workplace.run(
      "draw", "later.json5", "--seed", "the seed of test 3", "--output", "out")
    #expect(later.status == 2 && later.errors.contains("[seed-is-public] MTG-later"))
  }

  @Test("a commitment that has a plan still to be drawn keeps its seed")
  func openCommitment() throws {
    let bureau = try DisclosureTests.bureau()
    var ledger = try ledger(bureau)
    let first = replacing(
      "plans", .array([.string("MTG-2026Q4"), .string("MTG-later")]), in: ledger.entries[0])
    try bureau.write("out/ledger.jsonl", forged([(.commitment, first)]))
    ledger = try self.ledger(bureau)
    var findings = Findings()
    let draw = ledger.append(
      .draw,
      .object([
        ("plan", .string("MTG-2026Q4")), ("until", .string("2026-11-30")),
        ("commitment", .string(ledger.entries[0].text("hash") ?? "")),
      ]))
    let seed = try #require(Seed(bytes: [1]))
    let day = try #require(Day(iso: "2026-12-01"))
    ledger.checkDisclosure(
      of: draw, seed, on: day, bureau.file("out/ledger.jsonl").path, &findings)
    #expect(findings.count(code: "disclosure-before-draw") == 1)
    #expect(findings.count(code: "disclosure-too-early") == 0)
  }

  @Test("a seed is not disclosed with a salt that keeps another commitment secret")
  func sharedSalt() throws {
    let bureau = try DisclosureTests.bureau()
    let plan = String(decoding: try bureau.read("plan.json5"), as: UTF8.self)
    let later = plan.replacing("MTG-2026Q4", with: "MTG-later").replacing("11-30", with: "12-20")
    try bureau.write("later.json5", Array(later.utf8))
    let commit = ["commit", "later.json5", "--salt-file", "salt", "--output", "out/second.json"]
    let used = try Program.run(commit, in: bureau.folder)
    #expect(used.status == 2, "\(used.output)")
    #expect(used.errors.contains("salt: error: [salt-used-before] the commitment commitment.json"))
    // Where the commitment is not at hand, nobody can tell.
    let (file, away) = (bureau.file(commitment), bureau.file("away.json"))
    try FileManager.default.moveItem(at: file, to: away)
    #expect(try Program.run(commit, in: bureau.folder).status == 0)
    try FileManager.default.moveItem(at: away, to: file)
    func disclose(_ day: String) throws -> Run {
      try bureau.run("disclose", own, "--date", day, "--seed-file", "seed.txt")
    }
    let early = try disclose("2026-12-01")
    #expect(early.status == 2 && early.errors.contains("[disclosure-of-salt]"), "\(early.errors)")
    #expect(try disclose("2026-12-21").status == 0)
  }

  @Test("a commitment is drawn from once, whatever the form of CSV; a fallback is told")
  func otherLines() throws {
    let bureau = try DisclosureTests.bureau()
    func draw(_ seed: String, _ more: String...) throws -> Run {
      try Program.run(
        ["draw", "plan.json5", "--commitment", commitment, "--seed-file", seed, "--output", "out"]
          + ["--force"] + more, in: bureau.folder)
    }
    let fallback = "双色球第2026116期 03 07 11 18 22 30 09"
    #expect(
      try bureau.run(
        "seed", "--commitment", commitment, "--salt-file", "salt", "-o", "other.txt", "--entropy",
        fallback
      ).status == 0)
    let other = try draw("other.txt")
    #expect(other.status == 2, "\(other.output)")
    #expect(other.errors.contains("[seed-of-commitment-changed] MTG-2026Q4 was drawn from another"))
    #expect(other.errors.contains("[entropy-fallback-used]"), "\(other.errors)")
    #expect(try draw("seed.txt", "--csv", "people").status == 0)
    let check = try bureau.run("ledger", "check", "out/ledger.jsonl")
    #expect(check.status == 0 && !check.errors.contains("commitment-two"), "\(check.errors)")
    // The list is needed to tell a form of CSV from another seed.
    try FileManager.default.removeItem(at: bureau.file("out/MTG-2026Q4/draw.csv"))
    let unknown = try bureau.run("ledger", "check", "out/ledger.jsonl")
    #expect(unknown.status == 0 && unknown.errors.contains("warning: [commitment-two-lists]"))
  }

  @Test("one commitment drawn from several seeds is told by ledger check and both verifications")
  func severalSeeds() throws {
    let bureau = try DisclosureTests.bureau()
    let seed = ["--seed-file", "seed.txt"]
    let disclose = ["disclose", own, "--date", "2026-12-01"]
    #expect(try Program.run(disclose + seed, in: bureau.folder).status == 0)
    for folder in ["out", "out/disclosed"] {
      let lines = try ledger(bureau, "\(folder)/ledger.jsonl").entries
      let other = replacing("list", .string(String(repeating: "a", count: 64)), in: lines[1])
      let void = JSON.object([("entry", .int(2)), ("plan", .string("MTG-2026Q4"))])
      let kept = [
        (LedgerEntry.Kind.commitment, lines[0].data.json),
        (.draw, replacing("record", .string(String(repeating: "b", count: 64)), in: lines[1])),
        (.void, void), (.draw, lines[1].data.json),
      ]
      for (list, isTold) in [(lines[1].data.json, false), (other, true)] {
        var kept = kept
        kept[1].1 = isTold ? list : kept[1].1
        try bureau.write("\(folder)/ledger.jsonl", forged(kept))
        let check = try bureau.run("ledger", "check", "\(folder)/ledger.jsonl")
        #expect(check.errors.contains("[commitment-two-seeds]") == isTold, "\(check.errors)")
        let path = "\(folder)/MTG-2026Q4/record.json"
        let verify = try Program.run(
          ["verify", path] + (folder == "out" ? seed : ["--disclosed"]), in: bureau.folder)
        let said = "ledger.jsonl:4: under the same commitment, line 2 has another list"
        #expect(verify.output.contains(said) == isTold, "\(verify.output)")
        #expect(!isTold || verify.status == 1)
      }
    }
  }

  @Test("a ledger that lost draws is told by record and notice, and these are not blamed")
  func lostDraws() throws {
    let workplace = try Workplace()
    for seed in ["the first seed of many", "the second seed of many"] {
      #expect(try workplace.draw("--force", seed: seed).status == 0)
    }
    #expect(try workplace.run("disclose", own, "--date", "2026-12-01").status == 0)
    let said = "record and notice state draws 2 and voids 1 of this period"
    for (folder, more) in [("out", "--quiet"), ("out/disclosed", "--disclosed")] {
      let draw = try ledger(workplace, "\(folder)/ledger.jsonl").entries[2]
      try workplace.write("\(folder)/ledger.jsonl", forged([(.draw, draw.data.json)]))
      let run = try workplace.run("verify", "\(folder)/MTG-2026Q4/record.json", more)
      #expect(run.status == 1 && run.output.contains("ledger.jsonl:1: \(said)"), "\(run.output)")
      #expect(!run.output.contains("record.json:") && !run.output.contains("notice."))
      let check = try workplace.run("ledger", "check", "\(folder)/ledger.jsonl")
      #expect(check.status == 1 && check.errors.contains("[ledger-line-differs]"))
    }
  }

  @Test("a draw's line that was altered is told by its record, even the last, even its order")
  func alteredLine() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let bytes = try workplace.read("out/ledger.jsonl")
    let text = String(decoding: bytes, as: UTF8.self)
    let visits = try #require(text.firstMatch(of: /"visits":\d+/)).output
    let counts = try #require(text.firstMatch(of: /("selected":\d+),("alternates":\d+)/)).output
    for (old, new, said) in [
      (String(visits), "\"visits\":1", "data.visits"),
      ("2026-11-30", "2026-11-29", "data.until"),
      (String(counts.0), "\(counts.2),\(counts.1)", "another order"),
    ] {
      let altered = text.replacing(old, with: new)
      #expect(altered != text)
      try workplace.write("out/ledger.jsonl", Array(altered.utf8))
      let check = try workplace.run("ledger", "check", "out/ledger.jsonl")
      #expect(check.status == 1 && check.errors.contains(said), "\(check.errors)")
      #expect(try workplace.verify().output.contains(said))
    }
  }
}

/// Acts after a draw that do not fit together.
@Suite struct LedgerActTests {
  private let own = "out/MTG-2026Q4/record.json"

  @Test("registered results are held against the ledger, or said not to be checked")
  func results() throws {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    for words in [["--form", "form.csv", "--csv", "plain"], ["form.csv", "-o", "out/results"]] {
      #expect(try Program.run(["results", own] + words, in: workplace.folder).status != 2)
    }
    func both() throws -> (verify: Run, check: Run) {
      (
        try workplace.verify("--quiet"), try workplace.run("ledger", "check", "out/ledger.jsonl")
      )
    }
    var now = try both()
    #expect(now.verify.output == "\(own): identical\n" && now.check.errors.isEmpty)
    let results = "out/results/MTG-2026Q4/results.csv"
    let bytes = try workplace.read(results)
    try workplace.write(results, bytes + Array("x\n".utf8))
    now = try both()
    let said = "\(results): this is not the file that ledger line 2 registers"
    #expect(now.verify.status == 1 && now.verify.output.hasPrefix(said), "\(now.verify.output)")
    #expect(now.check.status == 1 && now.check.errors.contains("error: [results-altered]"))
    #expect(now.check.output.contains("unbroken"))
    // Nobody is kept from registering them anew.
    try workplace.write(results, bytes)
    try FileManager.default.moveItem(
      at: workplace.file("out/results"), to: workplace.file("elsewhere"))
    now = try both()
    #expect(now.verify.status == 0)
    #expect(now.verify.output.hasSuffix("not checked: results.csv, publication.csv\n"))
    #expect(now.check.status == 0 && now.check.errors.contains("note: [results-not-at-hand]"))
  }

  @Test("a void is not dated before the lines above it, nor years away from its period")
  func voidDays() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let before = try workplace.read("out/ledger.jsonl")
    for day in ["1999-01-01", "2099-01-01"] {
      let run = try workplace.run("void", own, "--reason", "x", "--date", day)
      #expect(run.status == 2 && run.errors.contains("[void-far-from-period] \(day)"))
    }
    #expect(try workplace.read("out/ledger.jsonl") == before)
    #expect(try workplace.run("disclose", own, "--date", "2026-12-01").status == 0)
    let early = try workplace.run("void", own, "--reason", "x", "--date", "2026-11-30")
    let said = "although line 2 before it is of 2026-12-01"
    #expect(early.status == 2 && early.errors.contains(said), "\(early.errors)")
    #expect(try workplace.run("void", own, "--reason", "x", "--date", "2026-12-01").status == 0)
  }

  @Test("a void commitment whose draw stands is told where it is made void, and afterwards")
  func drawnCommitment() throws {
    let bureau = try DisclosureTests.bureau()
    let void = try bureau.run("void", "out/commitment.json", "--reason", "更正计划")
    #expect(void.status == 0 && void.errors.contains("[void-of-drawn] draws that followed"))
    let check = try bureau.run("ledger", "check", "out/ledger.jsonl")
    #expect(check.status == 0 && check.errors.contains("out/ledger.jsonl:3: warning: [void-of-"))
    let disclose = ["disclose", own, "--date", "2026-12-01", "--seed-file", "seed.txt"]
    #expect(try Program.run(disclose, in: bureau.folder).status == 0)
    let verify = try bureau.run("verify", "out/disclosed/MTG-2026Q4", "--disclosed")
    #expect(verify.errors.contains("out/disclosed/commitment.json: warning: [commitment-is-void]"))
    let lines = "look them up where they were published:\n    双色球第2026115期 03 07"
    #expect(verify.output.contains(lines), "\(verify.output)")
    #expect(verify.output.contains("ledger; its commitment was declared void\n"))
    // A file that is in the way is not said to yield to an option that there is not.
    try bureau.write("out/disclosed/MTG-2026Q4/draw.csv", [0x41])
    let again = try Program.run(disclose, in: bureau.folder)
    #expect(again.status == 2 && again.errors.contains("[output-stands]"), "\(again.errors)")
    #expect(!again.errors.contains("--force"))
  }

  @Test("a ledger that is gone from beside its commitment is what is missing")
  func lostLedger() throws {
    let bureau = try DisclosureTests.bureau()
    let ledger = bureau.file("out/ledger.jsonl")
    try FileManager.default.moveItem(at: ledger, to: bureau.file("ledger"))
    let draw = try bureau.run(
      "draw", "plan.json5", "--commitment", "out/commitment.json", "--seed-file", "seed.txt",
      "--output", "out")
    #expect(draw.status == 2 && draw.errors.contains("[ledger-of-commitment-gone]"))
    let workplace = try Workplace()
    try workplace.draw()
    try workplace.write("out/commitment.json", try bureau.read("out/commitment.json"))
    let check = try workplace.run("ledger", "check", "out/ledger.jsonl")
    #expect(check.status == 0 && check.errors.contains("commitment.json: warning: [commitment-w"))
  }

  @Test("a void draw that was disclosed is told by its plan and line")
  func voidDisclosed() throws {
    let workplace = try Workplace()
    try workplace.draw()
    #expect(try workplace.run("void", own, "--reason", "x").status == 0)
    #expect(try workplace.run("disclose", own, "--date", "2026-12-01").status == 0)
    let run = try workplace.run("verify", "out/disclosed/MTG-2026Q4", "--disclosed")
    let said = "out/disclosed/ledger.jsonl: warning: [draw-is-void] this draw of MTG-2026Q4 was "
    #expect(run.errors.contains("\(said)declared void (ledger line 2)"), "\(run.errors)")
  }
}
