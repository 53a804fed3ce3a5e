// Every attack that we know of on a draw, tried with the real program: what stops it, or makes it
// visible to others. ARCHITECTURE.md has the table.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

/// The small world with public sources, a salt, a commitment, a seed and a draw of it.
private struct Cycle {
  let workplace: Workplace
  static let lines = ["双色球第2026115期 03 07 11 18 22 30 09", "排列5第2026269期 4 0 9 1 7"]
  static let record = "out/MTG-2026Q4/record.json"

  init() throws {
    workplace = try Workplace()
    try change(
      "plan.json5", "  schedule:",
      """
        entropy: [
          { name: "双色球第2026115期", format: "NN NN NN NN NN NN NN", date: "2026-10-08",
            fallback: { name: "双色球第2026116期", date: "2026-10-11" } },
          { name: "排列5第2026269期", format: "N N N N N", date: "2026-10-08",
            fallback: { name: "排列5第2026270期", date: "2026-10-09" } },
        ],
        schedule:
      """)
    try workplace.write("salt", Array("1f6c0b7fd27c4be08a5d91e4c3a86f20\n".utf8))
    try workplace.write("salt2", Array("2f6c0b7fd27c4be08a5d91e4c3a86f20\n".utf8))
  }

  /// Changes a file once.
  func change(_ name: String, _ old: String, _ new: String) throws {
    let text = String(decoding: try workplace.read(name), as: UTF8.self)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text, "\(name) has no \(old)")
    try workplace.write(name, Array(changed.utf8))
  }

  @discardableResult
  func commit(_ file: String = "out/commitment.json", salt: String = "salt") throws -> Run {
    try workplace.run("commit", "plan.json5", "--salt-file", salt, "--output", file)
  }

  @discardableResult
  func seed(_ lines: [String] = Cycle.lines, salt: String = "salt") throws -> Run {
    try Program.run(
      ["seed", "--commitment", "out/commitment.json", "--salt-file", salt, "-o", "seed.txt"]
        + ["--entropy"] + lines, in: workplace.folder)
  }

  @discardableResult
  func draw(_ more: String..., seed: String = "seed.txt") throws -> Run {
    try Program.run(
      ["draw", "plan.json5", "--commitment", "out/commitment.json", "--seed-file", seed]
        + ["--output", "out"] + more, in: workplace.folder)
  }

  /// Commits, makes the seed and draws.
  func drawn() throws -> Cycle {
    for run in [try commit(), try seed(), try draw()] {
      #expect(run.status == 0, "\(run.errors)")
    }
    return self
  }

  func verify() throws -> Run { try workplace.verify("--seed-file", "seed.txt") }

  func ledger(_ more: String...) throws -> Run {
    try Program.run(["ledger", "check", "out/ledger.jsonl"] + more, in: workplace.folder)
  }

  func text(_ name: String) throws -> String {
    String(decoding: try workplace.read(name), as: UTF8.self)
  }

  func lines(_ name: String) throws -> [String] {
    try text(name).split(whereSeparator: \.isNewline).map(String.init)
  }

  /// Cells 抽取承诺, 抽取次数, 废弃方案数 of a notice.
  func standing(_ notice: String = "out/MTG-2026Q4/notice.csv") throws -> [String] {
    Array(try lines(notice)[1].split(separator: ",").suffix(4).dropLast().map(String.init))
  }

  /// Ids of the visits, in their order.
  func targets() throws -> [String] {
    try lines("out/MTG-2026Q4/plan.csv").dropFirst()
      .map { $0.split(separator: ",", omittingEmptySubsequences: false)[3].filter { $0.isASCII } }
      .map { $0.filter { $0 != "\"" && $0 != "\t" } }
  }
}

@Suite struct AttackTests {
  @Test("commit, seed, draw, verify: the way as it is meant")
  func honest() throws {
    let cycle = try Cycle().drawn()
    #expect(try cycle.verify().output == "\(Cycle.record): identical\n")
    #expect(try cycle.ledger().status == 0)
    let hash = PieceDigest(of: try cycle.workplace.read("out/commitment.json")).hex
    #expect(try cycle.standing() == [hash, "1", "0"])
    #expect(try cycle.text("seed.txt").contains("commitment: \(hash)\n"))
    // Repeating a committed draw changes nothing, the ledger included.
    let before = try cycle.workplace.contents("out")
    #expect(try cycle.draw().status == 0 && cycle.workplace.contents("out") == before)
  }

  @Test("re-drawing until satisfied: every draw stays on the ledger, the notice counts them")
  func redrawing() throws {
    let cycle = try Cycle()
    try cycle.workplace.draw(seed: "the first try of some")
    #expect(try cycle.standing() == ["未事先承诺", "1", "0"])
    try cycle.workplace.draw("--force", seed: "the second try of some")
    try cycle.workplace.draw("--force", seed: "the third try of some")
    #expect(try cycle.standing() == ["未事先承诺", "3", "2"])
    #expect(try cycle.text("out/ledger.jsonl").contains("重新抽取（--force）"))
    // The folder taken away: the ledger still has its draw.
    try FileManager.default.removeItem(at: cycle.workplace.file("out/MTG-2026Q4"))
    let again = try cycle.workplace.draw(seed: "the fourth try of some")
    #expect(again.status == 2 && again.errors.contains("[draw-stands]"))
    // The ledger taken away, too: what the notices then say was said otherwise before, and a
    // commitment, published first, has no other draw.
    let committed = try Cycle().drawn()
    let other = try committed.workplace.draw("--force", seed: "another seed of tests")
    #expect(other.status == 0)
    #expect(try committed.standing() == ["未事先承诺", "2", "1"])
  }

  @Test("a registry row, a certificate or a row more after the commitment: the file is named")
  func inputs() throws {
    for (file, old, new) in [
      ("targets.csv", "存续", "注销"), ("inspectors.csv", "2028", "2029"),
      ("recusals.csv", "亲属", "同学"), ("history.csv", "2026", "2025"),
    ] {
      let cycle = try Cycle()
      try cycle.commit()
      try cycle.seed()
      try cycle.change(file, old, new)
      let run = try cycle.draw()
      #expect(run.status == 2 && run.errors.contains(file), "\(file)")
      #expect(run.errors.contains("[committed-input-changed]"), "\(file) \(run.errors)")
      #expect(try !cycle.workplace.names("out").contains("MTG-2026Q4"))
    }
    let cycle = try Cycle()
    try cycle.commit()
    try cycle.seed()
    let row = try cycle.lines("targets.csv")[5]
    try cycle.workplace.write(
      "targets.csv", try cycle.workplace.read("targets.csv") + Array((row + "\n").utf8))
    let run = try cycle.draw()
    #expect(run.status == 2 && run.errors.contains("[duplicate-id]"), "\(run.errors)")
  }

  @Test("another plan id, stage, quantity or comment after the commitment: the place is named")
  func plans() throws {
    for (old, new, words) in [
      ("\"MTG-2026Q4\"", "\"MTG-2026Q5\"", ["[plan-not-committed]"]),
      (
        "items: [\"DJ001\"],", "items: [\"DJ001\"], group: \"own\",",
        ["[committed-file-changed]", "rules.tasks.credit.group"]
      ),
      ("ratio: \"10%\"", "ratio: \"11%\"", ["rules.tasks.food.quantity.ratio", "\"10%\""]),
      ("//", "// 改", ["[committed-file-changed]"]),
    ] {
      let cycle = try Cycle()
      try cycle.commit()
      try cycle.seed()
      try cycle.change("plan.json5", old, new)
      let run = try cycle.draw()
      #expect(run.status == 2)
      for word in words { #expect(run.errors.contains(word), "\(word): \(run.errors)") }
    }
    // Not committed, a renamed plan is still a draw of its period and district.
    let cycle = try Cycle()
    try cycle.workplace.draw()
    try cycle.change("plan.json5", "\"MTG-2026Q4\"", "\"MTG-2026Q5\"")
    try cycle.workplace.draw("--force")
    #expect(try cycle.standing("out/MTG-2026Q5/notice.csv") == ["未事先承诺", "2", "0"])
  }

  @Test("a draw that is withheld stays visible as a commitment without a draw")
  func withholding() throws {
    let cycle = try Cycle()
    try cycle.commit()
    try cycle.commit("out/second.json", salt: "salt2")
    let open = try cycle.ledger()
    #expect(open.status == 0 && open.errors.contains("out/ledger.jsonl:1: warning: [commitment-"))
    #expect(open.errors.contains("out/ledger.jsonl:2: warning: [commitment-open]"))
    let first = PieceDigest(of: Array(try cycle.lines("out/ledger.jsonl")[0].utf8)).hex
    #expect(try cycle.text("out/second.json").contains("\"previous\": \"\(first)\""))
    let void = try cycle.workplace.run("void", "out/commitment.json", "--reason", "名录库有误")
    #expect(void.status == 0, "\(void.errors)")
    #expect(try cycle.commit("out/third.json").status == 0, "its salt is a secret still")
    #expect(try cycle.seed().status == 0)
    #expect(try cycle.draw().errors.contains("[commitment-is-void]"))
    #expect(try cycle.text("out/ledger.jsonl").contains("名录库有误"))
  }

  @Test("entropy in another order, form or number, and another salt, make no seed")
  func entropy() throws {
    let cycle = try Cycle()
    try cycle.commit()
    let (first, second) = (Cycle.lines[0], Cycle.lines[1])
    for (lines, code) in [
      ([second, first], "entropy-order"), ([first], "entropy-count"),
      ([first, second, second], "entropy-count"), ([first, first], "entropy-order"),
      ([first, "4 0 9 1 7"], "entropy-mismatch"), ([first, second + " "], "entropy-mismatch"),
      ([first.replacing("03", with: "3"), second], "entropy-mismatch"),
      ([first.replacing("115", with: "114"), second], "entropy-mismatch"),
    ] {
      let run = try cycle.seed(lines)
      #expect(run.status == 2 && run.errors.contains("[\(code)]"), "\(lines) \(run.errors)")
    }
    // The last revealer cannot pick the salt: its hash was published before the lines existed.
    let salt = try cycle.seed(salt: "salt2")
    #expect(salt.status == 2 && salt.errors.contains("[other-salt]"))
    #expect(try !cycle.workplace.names().contains("seed.txt"))
    let fallback = try cycle.seed([first.replacing("115", with: "116"), second])
    #expect(fallback.status == 0 && fallback.errors.contains("[entropy-fallback]"))
    // A transcript changed by hand is found out at the draw.
    try cycle.change("seed.txt", "4 0 9 1 7", "4 0 9 1 70")
    #expect(try cycle.draw().errors.contains("[entropy-mismatch]"))
    try cycle.change("seed.txt", "4 0 9 1 70", "4 0 9 1 7")
    try cycle.change("seed.txt", "1f6c", "0f6c")
    #expect(try cycle.draw().errors.contains("[other-salt]"))
  }

  @Test("a seed of 0, an empty one, a text or another commitment's transcript is no seed of ours")
  func seeds() throws {
    let cycle = try Cycle()
    try cycle.commit()
    try cycle.seed()
    try cycle.workplace.write("zero", [0x30])
    #expect(try cycle.draw(seed: "zero").errors.contains("[not-a-transcript]"))
    try cycle.workplace.write("none", [])
    #expect(try cycle.draw(seed: "none").errors.contains("[empty-seed]"))
    let text = try cycle.workplace.run(
      "draw", "plan.json5", "--commitment", "out/commitment.json", "--seed", "x", "--output", "out")
    #expect(text.status == 2 && text.errors.contains("[commitment-needs-transcript]"))
    try cycle.change("seed.txt", "commitment: ", "commitment: 0")
    #expect(try cycle.draw().errors.contains("[seed-of-other-commitment]"))
    // Without a commitment they are drawn from, and said to be what they are.
    let zero = try cycle.workplace.draw(output: "zero-out", seed: "0")
    #expect(zero.status == 0 && zero.errors.contains("note: [guessable-seed]"))
    #expect(try cycle.standing("zero-out/MTG-2026Q4/notice.csv")[0] == "未事先承诺")
    for salt in ["", "short", String(repeating: "a", count: 64)] {
      try cycle.workplace.write("weak", Array(salt.utf8))
      let run = try cycle.commit("out/weak.json", salt: "weak")
      #expect(run.status == 2 && run.errors.contains("[salt-too-"), "\(salt) \(run.errors)")
    }
    // A folder whose ledger does not know the commitment.
    let away = try cycle.workplace.run(
      "draw", "plan.json5", "--commitment", "out/commitment.json", "--seed-file", "seed.txt",
      "--output", "elsewhere")
    #expect(away.status == 2 && away.errors.contains("[commitment-not-in-ledger]"))
  }

  @Test("what mail and editors do to a ledger is said, and no hash is taken for another")
  func carried() throws {
    let cycle = try Cycle().drawn()
    let bytes = try cycle.workplace.read("out/ledger.jsonl")
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let ends = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    let marked = "out/ledger.jsonl: error: [ledger-byte-order-mark]"
    let ended = "out/ledger.jsonl: error: [ledger-line-ends]"
    for (changed, said) in [
      (mark + bytes, [marked]), (ends, [ended]), (mark + ends, [marked, ended]),
    ] {
      try cycle.workplace.write("out/ledger.jsonl", changed)
      let run = try cycle.ledger()
      #expect(run.status == 1 && run.errors.contains("\(said.count) error"), "\(run.errors)")
      for words in said { #expect(run.errors.contains(words), "\(run.errors)") }
      #expect(try cycle.draw().status == 2 && cycle.workplace.read("out/ledger.jsonl") == changed)
    }
    // What was changed besides is said with its line.
    let edited = String(decoding: ends, as: UTF8.self).replacing("\"draw\":", with: "\"Draw\":")
    try cycle.workplace.write("out/ledger.jsonl", Array(edited.utf8))
    #expect(try cycle.ledger().errors.contains("out/ledger.jsonl:1: error: [ledger-edited]"))
    try cycle.workplace.write("out/ledger.jsonl", [])
    let empty = try cycle.ledger()
    #expect(empty.status == 2 && empty.output.isEmpty && empty.errors.contains("[empty-ledger]"))
    let gone = try cycle.ledger("--head", String(repeating: "a", count: 64))
    #expect(gone.status == 1 && gone.errors.contains("[ledger-without-head]"), "\(gone.errors)")
    try cycle.workplace.write("out/ledger.jsonl", bytes)
    for head in ["abc", String(repeating: "g", count: 64), ""] {
      let run = try cycle.ledger("--head", head)
      #expect(run.status == 2 && run.errors.contains("--head '\(head)' is no SHA-256"))
    }
    let head = PieceDigest(of: Array(try cycle.lines("out/ledger.jsonl")[1].utf8)).hex
    #expect(try cycle.ledger("--head", head.uppercased()).status == 0)
  }

  @Test("a commitment's own digest finds its line, and its file what stood before")
  func commitmentAsHead() throws {
    let cycle = try Cycle()
    try cycle.commit()
    try cycle.commit("out/second.json", salt: "salt2")
    let hash = PieceDigest(of: try cycle.workplace.read("out/second.json")).hex
    let run = try cycle.ledger("--head", hash)
    #expect(run.status == 0 && run.errors.contains("note: [head-of-commitment] \(hash)"))
    #expect(run.errors.contains("the commitment that line 2 holds"), "\(run.errors)")
    // All before it forgotten, and the chain made anew around the very same commitment.
    var findings = Findings()
    let ledger = try #require(
      Ledger(try cycle.workplace.read("out/ledger.jsonl"), file: "", findings: &findings))
    var forged = Ledger()
    forged.append(.commitment, ledger.entries[1].data.json)
    try cycle.workplace.write("out/ledger.jsonl", forged.bytes)
    let check = try cycle.ledger("--head", hash)
    #expect(check.status == 1, "\(check.output)")
    #expect(check.errors.contains(":1: error: [ledger-before-commitment]"), "\(check.errors)")
  }

  @Test("a ledger that was edited, thinned, reordered or cut is found, and nothing is built on it")
  func ledgers() throws {
    let cycle = try Cycle().drawn()
    _ = try cycle.workplace.run(
      "replace", Cycle.record, try cycle.targets()[1], "--reason", "注销", "--seed-file", "seed.txt")
    let all = try cycle.lines("out/ledger.jsonl")
    #expect(all.count == 3)
    let head = PieceDigest(of: Array(all[2].utf8)).hex
    #expect(try cycle.ledger("--head", head).status == 0)
    let forgeries: [([String], String)] = [
      ([all[0], all[1].replacing("\"visits\":", with: "\"visits\":1"), all[2]], ":2: error"),
      ([all[0], all[2]], ":2: error: [ledger-removed] before this line, entry 2 is gone\n"),
      ([all[1], all[0], all[2]], ":1: error: [ledger-displaced]"),
      // Nobody counts from line to line what a forger wrote.
      ([all[0], all[1].replacing("\":2,", with: "\":2000000000,")], ":2: error: [ledger-removed]"),
      ([all[0], all[1].replacing("\":2,", with: "\":\(Int.max),")], ":2: error: [ledger-mal"),
    ]
    for (lines, words) in forgeries {
      #expect(lines != all)
      try cycle.workplace.write(
        "out/ledger.jsonl", Array((lines.joined(separator: "\n") + "\n").utf8))
      let check = try cycle.ledger()
      #expect(check.status == 1 && check.errors.contains(words), "\(check.errors)")
      #expect(try cycle.verify().status == 2)
      #expect(try cycle.draw().status == 2)
    }
    // The last line cut off: the sheet no longer follows, and the published hash is gone.
    try cycle.workplace.write(
      "out/ledger.jsonl", Array((all[...1].joined(separator: "\n") + "\n").utf8))
    #expect(try cycle.verify().status == 1)
    let cut = try cycle.ledger("--head", head)
    #expect(cut.status == 1 && cut.errors.contains("[ledger-without-head]"))
  }
}
