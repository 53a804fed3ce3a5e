// What a stranger can check with the disclosed files and nothing else, by the real program.

import Foundation
import Tables
import Testing

@Suite struct DisclosureTests {
  private let record = "disclosed/MTG-2026Q4/record.json"

  /// A committed draw.
  static func bureau(_ line: String = "双色球第2026115期 03 07 11 18 22 30 09") throws -> Workplace {
    let bureau = try Workplace()
    let plan = String(decoding: try bureau.read("plan.json5"), as: UTF8.self)
    let entropy = """
        entropy: [{ name: "双色球第2026115期", format: "NN NN NN NN NN NN NN", date: "2026-10-08",
          fallback: { name: "双色球第2026116期", date: "2026-10-11" } }],
        schedule:
      """
    try bureau.write("plan.json5", Array(plan.replacing("  schedule:", with: entropy).utf8))
    try bureau.write("salt", Array("1f6c0b7fd27c4be08a5d91e4c3a86f20".utf8))
    for arguments in [
      ["commit", "plan.json5", "--salt-file", "salt", "--output", "out/commitment.json"],
      [
        "seed", "--commitment", "out/commitment.json", "--salt-file", "salt", "-o", "seed.txt",
        "--entropy", line,
      ],
      [
        "draw", "plan.json5", "--commitment", "out/commitment.json", "--seed-file", "seed.txt",
        "--output", "out", "--csv", "plain",
      ],
    ] {
      #expect(try Program.run(arguments, in: bureau.folder).status == 0)
    }
    return bureau
  }

  @Test("a seed for a void commitment is told: draw will refuse it")
  func voidCommitment() throws {
    let bureau = try Self.bureau()
    let commitment = "out/commitment.json"
    #expect(try bureau.run("void", commitment, "--reason", "更正计划").status == 0)
    let run = try bureau.run(
      "seed", "--commitment", commitment, "--salt-file", "salt", "-o", "again.txt",
      "--entropy", "双色球第2026115期 03 07 11 18 22 30 09")
    let said = "\(commitment): warning: [commitment-is-void] this commitment was declared void"
    #expect(run.status == 0 && run.errors.contains("\(said) (ledger line 3)"), "\(run.errors)")
  }

  @Test("a commitment that was declared void after its draw is told by verify")
  func voidAfterDraw() throws {
    let bureau = try Self.bureau()
    let verify = ["verify", "out/MTG-2026Q4/record.json", "--seed-file", "seed.txt"]
    let before = try Program.run(verify, in: bureau.folder)
    #expect(before.status == 0 && !before.errors.contains("is-void"), "\(before.errors)")
    #expect(try bureau.run("void", "out/commitment.json", "--reason", "更正计划").status == 0)
    let run = try Program.run(verify, in: bureau.folder)
    let said = "out/commitment.json: warning: [commitment-is-void] this commitment was declared"
    #expect(run.status == 0 && run.errors.contains("\(said) void (ledger line 3)"), "\(run.errors)")
  }

  /// A committed draw with a replacement, disclosed; of it the public folder alone, elsewhere.
  private func stranger() throws -> Workplace {
    let bureau = try Self.bureau()
    let list = String(decoding: try bureau.read("out/MTG-2026Q4/draw.csv"), as: UTF8.self)
    let first = list.split(separator: "\n")[1].split(separator: ",")
    let id = String(first.first { $0.hasPrefix("9") } ?? "")
    let own = "out/MTG-2026Q4/record.json"
    let seed = ["--seed-file", "seed.txt"]
    for arguments in [
      ["replace", own, id, "--reason", "注销"] + seed,
      ["disclose", own, "--date", "2026-12-01"] + seed,
    ] {
      #expect(try Program.run(arguments, in: bureau.folder).status != 2)
    }
    let stranger = try Workplace()
    for name in try stranger.names() {
      try? FileManager.default.removeItem(at: stranger.file(name))
    }
    try FileManager.default.moveItem(
      at: bureau.file("out/disclosed"), to: stranger.file("disclosed"))
    return stranger
  }

  @Test("verify of a disclosed folder compares what is there, the public sheet included")
  func publicFolder() throws {
    let bureau = try Workplace()
    try bureau.draw("--csv", "plain")
    let own = "out/MTG-2026Q4/record.json"
    let list = String(decoding: try bureau.read("out/MTG-2026Q4/draw.csv"), as: UTF8.self)
    let id = String(try #require(list.firstMatch(of: /9[0-9A-Z]{17}/)).output)
    #expect(try bureau.run("replace", own, id, "--reason", "注销").status != 2)
    #expect(try bureau.run("disclose", own, "--date", "2026-12-01").status == 0)
    let open = "out/disclosed/MTG-2026Q4"
    func verify(_ record: String) throws -> Run {
      try bureau.run("verify", "\(record)/record.json", "--plan", "plan.json5")
    }
    let run = try verify(open)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("identical\n  not checked: plan.csv, "), "\(run.output)")
    #expect(run.errors.contains("note: [folder-as-disclosed]"), "\(run.errors)")
    let sheet = String(decoding: try bureau.read("\(open)/replacements.csv"), as: UTF8.self)
    try bureau.write(
      "\(open)/replacements.csv", Array(sheet.replacing("注销", with: "吊销").utf8))
    let altered = try verify(open)
    #expect(altered.status == 1 && altered.output.contains("column 更换原因 differs"))
    #expect(!altered.output.contains("plan.csv: "), "\(altered.output)")
    // A public file is missing, or the draw's own folder lacks some of its files.
    try FileManager.default.removeItem(at: bureau.file("out/MTG-2026Q4/report.html"))
    try FileManager.default.removeItem(at: bureau.file("\(open)/notice.csv"))
    for folder in ["out/MTG-2026Q4", open] {
      let other = try verify(folder)
      #expect(other.status == 1 && !other.errors.contains("folder-as-disclosed"))
    }
  }

  @Test("a folder that has lost its files is no disclosed one, whatever the ledger says")
  func lostFiles() throws {
    let bureau = try Self.bureau()
    let own = "out/MTG-2026Q4"
    let disclose = ["disclose", own, "--date", "2026-12-01", "--seed-file", "seed.txt"]
    #expect(try Program.run(disclose, in: bureau.folder).status == 0)
    for name in ["plan.csv", "workload.csv", "report.html"] {
      try FileManager.default.removeItem(at: bureau.file("\(own)/\(name)"))
    }
    func verify(_ folder: String) throws -> Run {
      try bureau.run(
        "verify", folder, "--plan", "plan.json5", "--seed-file", "seed.txt", "--quiet")
    }
    let lost = try verify(own)
    #expect(lost.status == 1 && lost.output.contains("\(own)/plan.csv: the file is not there"))
    // Without the ledger the seed beside the record tells that it is public.
    let open = "out/disclosed"
    #expect(try verify("\(open)/MTG-2026Q4").status == 0)
    // A summary that somebody has put there changes nothing.
    try bureau.write("\(open)/summary.csv", try bureau.read("out/summary.csv"))
    #expect(try verify("\(open)/MTG-2026Q4").status == 0)
    let seed = bureau.file("\(open)/MTG-2026Q4/seed.txt")
    try FileManager.default.moveItem(at: seed, to: bureau.file("seed"))
    #expect(try verify("\(open)/MTG-2026Q4").status == 0)
    try FileManager.default.moveItem(at: bureau.file("seed"), to: seed)
    try FileManager.default.removeItem(at: bureau.file("\(open)/ledger.jsonl"))
    #expect(try verify("\(open)/MTG-2026Q4").status == 0)
    try FileManager.default.removeItem(at: bureau.file("\(open)/MTG-2026Q4/seed.txt"))
    #expect(try verify("\(open)/MTG-2026Q4").status == 1)
    let note = try bureau.run(
      "verify", "\(open)/MTG-2026Q4", "--plan", "plan.json5", "--seed-file", "seed.txt")
    #expect(note.errors.contains("note: [secret-files-missing]"), "\(note.errors)")
  }

  @Test("before disclosure no explanation holds the seed's hash or a key, afterwards it does")
  func explained() throws {
    let bureau = try Self.bureau()
    let own = "out/MTG-2026Q4/record.json"
    let record = String(decoding: try bureau.read(own), as: UTF8.self)
    let secrets = record.matches(of: /"(?:hash|pairing|schedule|targets)": "([0-9a-f]{64})"/)
      .map { String($0.1) }
    #expect(secrets.count >= 4)
    let list = String(decoding: try bureau.read("out/MTG-2026Q4/draw.csv"), as: UTF8.self)
    let id = String(try #require(list.firstMatch(of: /9[0-9A-Z]{17}/)).output)
    func explanations() throws -> [Run] {
      try [["explain", own, id], ["explain", own, id, "--record-only"], ["explain", own, "P2"]]
        .flatMap { [$0, $0 + ["--json"]] }.map { try Program.run($0, in: bureau.folder) }
    }
    for run in try explanations() {
      #expect(run.status == 0)
      #expect((run.output + run.errors).contains("explained-before-disclosure"))
      for secret in secrets { #expect(!(run.output + run.errors).contains(secret)) }
    }
    let disclose = ["disclose", own, "--date", "2026-12-01", "--seed-file", "seed.txt"]
    #expect(try Program.run(disclose, in: bureau.folder).status == 0)
    for run in try explanations().prefix(4) {
      #expect(!(run.output + run.errors).contains("explained-before-disclosure"))
      #expect(secrets.contains(where: run.output.contains), "\(run.output)")
    }
  }

  private func verify(_ stranger: Workplace) throws -> Run {
    try stranger.run("verify", record, "--disclosed")
  }

  @Test("the disclosed folder alone is enough to check seed, list, counts, ledger and commitment")
  func alone() throws {
    let stranger = try stranger()
    #expect(
      try stranger.names("disclosed") == [
        "MTG-2026Q4", "MTG-2026Q4/draw.csv", "MTG-2026Q4/notice.csv", "MTG-2026Q4/notice.html",
        "MTG-2026Q4/record.json", "MTG-2026Q4/replacements.csv", "MTG-2026Q4/seed.txt",
        "commitment.json", "ledger.jsonl",
      ])
    let run = try verify(stranger)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.output)\(run.errors)")
    #expect(run.output.contains("not looked at: who is in the frame"))
    #expect(try stranger.run("ledger", "check", "disclosed/ledger.jsonl").status == 0)
    // Without ledger and commitment less is proved, and that is said.
    try FileManager.default.removeItem(at: stranger.file("disclosed/commitment.json"))
    let less = try verify(stranger)
    #expect(less.status == 0 && less.errors.contains("note: [commitment-not-at-hand]"))
    try FileManager.default.removeItem(at: stranger.file("disclosed/ledger.jsonl"))
    #expect(try verify(stranger).errors.contains("note: [ledger-not-at-hand]"))
    try FileManager.default.removeItem(at: stranger.file("disclosed/MTG-2026Q4/draw.csv"))
    let nothing = try verify(stranger)
    #expect(nothing.status == 2 && nothing.errors.contains("[nothing-disclosed]"))
  }

  @Test("what is missing is said not to be checked, and is not among what agrees")
  func missing() throws {
    let stranger = try stranger()
    #expect(try verify(stranger).output.contains("cut-offs, ledger\n"))
    for name in ["MTG-2026Q4/notice.html", "commitment.json", "ledger.jsonl"] {
      try FileManager.default.removeItem(at: stranger.file("disclosed/\(name)"))
      let run = try stranger.run("verify", record, "--disclosed", "--quiet")
      let line = run.output.split(separator: "\n").first { $0.contains("not at hand: ") } ?? ""
      #expect(run.status == 0 && line.contains(name.split(separator: "/").last ?? "?"))
      #expect(run.output.contains("cut-offs, ledger\n") == (name != "ledger.jsonl"))
    }
    let chinese = try stranger.run("verify", record, "--disclosed", "--language", "zh").output
    let absent = "分界票号）\n  未核对（不在原处）：notice.html、ledger.jsonl、commitment.json\n"
    #expect(chinese.contains(absent), "\(chinese)")
    // The sheet lies there; what is missing is the ledger that tells of it.
    #expect(chinese.contains("\n  未核对（缺少载明它们的台账）：replacements.csv\n"), "\(chinese)")
    let json = try stranger.run("verify", record, "--disclosed", "--json").output
    #expect(json.contains("\"unchecked\": [\"notice.html\", \"ledger.jsonl\""), "\(json)")
  }

  @Test("verify with plan and registries says what of a committed draw it has not compared")
  func missingAtTheBureau() throws {
    let bureau = try Self.bureau()
    let own = ["verify", "out/MTG-2026Q4/record.json", "--seed-file", "seed.txt", "--quiet"]
    let cases = [("commitment.json", "commitment.json\n"), ("ledger.jsonl", "ledger.jsonl, ")]
    for (name, said) in cases {
      try FileManager.default.removeItem(at: bureau.file("out/\(name)"))
      let run = try Program.run(own, in: bureau.folder)
      #expect(run.status == 0 && run.output.contains("identical\n  not checked: \(said)"))
    }
    let json = try Program.run(own + ["--json"], in: bureau.folder).output
    #expect(json.contains("\"unchecked\": [\"ledger.jsonl\", \"commitment.json\"]"), "\(json)")
  }

  @Test("what cannot be read is not absent: nothing is said to agree")
  func unreadable() throws {
    for name in ["commitment.json", "ledger.jsonl", "MTG-2026Q4/notice.html"] {
      let stranger = try stranger()
      try FileManager.default.removeItem(at: stranger.file("disclosed/\(name)"))
      try FileManager.default.createDirectory(
        at: stranger.file("disclosed/\(name)"), withIntermediateDirectories: false)
      let run = try stranger.run("verify", record, "--disclosed", "--quiet")
      #expect(run.status == 2 && !run.output.contains("agrees"), "\(name): \(run.output)")
    }
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    try FileManager.default.createDirectory(
      at: workplace.file("out/MTG-2026Q4/replacements.csv"), withIntermediateDirectories: false)
    let own = try workplace.verify("--quiet")
    #expect(own.status == 2 && own.errors.contains("replacements.csv: error"), "\(own.errors)")
  }

  @Test("a commitment beside the ledger that is another one does not agree")
  func otherCommitment() throws {
    let stranger = try stranger()
    let bytes = try stranger.read("disclosed/commitment.json")
    try stranger.write("disclosed/commitment.json", bytes + [0x0A])
    let run = try verify(stranger)
    #expect(run.status == 1 && run.output.contains("commitment.json: "), "\(run.output)")
    #expect(run.output.contains("is not the commitment that the ledger names"), "\(run.output)")
    let bureau = try Self.bureau()
    let seed = ["--seed-file", "seed.txt", "--quiet"]
    func verifyOwn() throws -> Run {
      try Program.run(["verify", "out/MTG-2026Q4/record.json"] + seed, in: bureau.folder)
    }
    #expect(try verifyOwn().status == 0)
    try bureau.write("out/commitment.json", bytes + [0x0A])
    let own = try verifyOwn()
    #expect(own.status == 2 && own.errors.contains("[ledger-file-differs]"), "\(own.errors)")
  }

  @Test("whatever is changed in a public file does not agree with the others")
  func changed() throws {
    let stranger = try stranger()
    let list = String(
      decoding: try stranger.read("disclosed/MTG-2026Q4/draw.csv"), as: UTF8.self
    ).split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    let id = try #require(list[1].first { $0.hasPrefix("9") })
    let other = try #require(list[2].first { $0.hasPrefix("9") })
    let changes: [(file: String, old: String, new: String, said: String)] = [
      ("MTG-2026Q4/seed.txt", "30 09", "30 08", "seed.txt: this is not the seed"),
      ("MTG-2026Q4/draw.csv", id, "91110000000000000X", "票号"),
      ("MTG-2026Q4/draw.csv", "正选", "备选", "名单类别"),
      ("MTG-2026Q4/notice.csv", "2026-10", "2026-11", "notice.csv"),
      ("MTG-2026Q4/notice.html", "检查机关", "机关", "notice.html"),
      ("MTG-2026Q4/record.json", "\"n\": 1,", "\"n\": 2,", "data.record"),
      ("MTG-2026Q4/record.json", "\"hash\": \"", "\"hash\": \"0", "hash"),
      ("MTG-2026Q4/replacements.csv", id, other, "原统一社会信用代码"),
      ("MTG-2026Q4/replacements.csv", "注销", "吊销", "replacements.csv:2: column 更换原因 differs"),
      ("MTG-2026Q4/replacements.csv", "2026-", "2027-", "replacements.csv: the file differs"),
      ("MTG-2026Q4/replacements.csv", "\n1,", "\n2,", "replacements.csv: a row is missing"),
    ]
    for (file, old, new, said) in changes {
      let bytes = try stranger.read("disclosed/\(file)")
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(text.contains(old), "\(file) has \(old)")
      try stranger.write("disclosed/\(file)", Array(text.replacing(old, with: new).utf8))
      let run = try verify(stranger)
      #expect(run.status == 1 && run.output.contains(said), "\(file): \(run.output)\(run.errors)")
      let chain = try stranger.run("ledger", "check", "disclosed/ledger.jsonl")
      #expect(chain.status == 1, "\(file) is as the ledger has it")
      try stranger.write("disclosed/\(file)", bytes)
    }
    #expect(try stranger.run("ledger", "check", "disclosed/ledger.jsonl").status == 0)
    // A list redrawn with a larger quota, all digests made anew: the commitment says otherwise.
    let text = String(decoding: try stranger.read(record), as: UTF8.self)
    try stranger.write(record, Array(text.replacing("\"N\": 12,", with: "\"N\": 13,").utf8))
    let run = try verify(stranger)
    #expect(run.status == 1)
    #expect(run.output.contains("tasks[") && run.output.contains(".N differs"), "\(run.output)")
  }

  @Test("a list without a row: labels say what the values are, and expected is what was recorded")
  func rowGone() throws {
    let stranger = try stranger()
    let list = "disclosed/MTG-2026Q4/draw.csv"
    let whole = PieceDigest(of: try stranger.read(list)).hex
    let rows = String(decoding: try stranger.read(list), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    try stranger.write(list, Array((rows[..<1] + rows[2...]).joined(separator: "\n").utf8))
    let cut = PieceDigest(of: try stranger.read(list)).hex
    let run = try verify(stranger)
    #expect(run.status == 1)
    #expect(
      run.output.contains(
        "draw.csv: the file differs (stage outputs)\n  expected: \(whole)\n  found:    \(cut)\n"),
      "\(run.output)")
    #expect(run.output.contains("has another number of rows"))
    #expect(run.output.contains("the ticket of column 统一社会信用代码 differs"))
    #expect(!run.output.contains(": column 统一社会信用代码"), "\(run.output)")
    #expect(!run.output.contains("record.json"), "it is as it was")
  }

  @Test("a sheet that is not at hand is not checked; a ledger without the draw has no blank values")
  func sheetGone() throws {
    let stranger = try stranger()
    try FileManager.default.removeItem(at: stranger.file("disclosed/MTG-2026Q4/replacements.csv"))
    let run = try verify(stranger)
    #expect(run.status == 0, "\(run.output)")
    #expect(run.output.contains("not checked, because not at hand: replacements.csv\n"))
    try stranger.write("disclosed/ledger.jsonl", [])
    let empty = try verify(stranger)
    #expect(empty.status == 1 && !empty.output.contains("expected"), "\(empty.output)")
  }
}
