// Where results go, and where they do not: what stands there is never lost, nothing half-written
// ever has a result's name, and a failure leaves everything as it was.

import Foundation
import Testing

@Suite struct OutputTests {
  private let names = [
    "MTG-2026Q4", "MTG-2026Q4/draw.csv", "MTG-2026Q4/notice.csv", "MTG-2026Q4/notice.html",
    "MTG-2026Q4/plan.csv", "MTG-2026Q4/record.json", "MTG-2026Q4/report.html",
    "MTG-2026Q4/workload.csv", "index.html", "ledger.jsonl", "summary.csv",
  ]

  @Test("a draw gives a folder a plan and the summary, and nothing else; new folders are made")
  func fresh() throws {
    let workplace = try Workplace()
    for output in ["out", "deep/er/out", "."] {
      let before = try workplace.names()
      let run = try workplace.draw(output: output)
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output == "\(output)/MTG-2026Q4: 8 visits, 8 trips\n")
      if output != "." { #expect(try workplace.names(output) == names) }
      if output == "." { #expect(Set(try workplace.names()) == Set(before + names)) }
    }
  }

  @Test("the same draw again is harmless; another is refused; --force replaces it whole")
  func again() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let first = try workplace.contents("out")
    func inode() throws -> UInt64? {
      try FileManager.default.attributesOfItem(
        atPath: workplace.file("out/MTG-2026Q4/plan.csv").path)[.systemFileNumber] as? UInt64
    }
    let untouched = try inode()
    #expect(try workplace.draw().status == 0)
    #expect(try workplace.contents("out") == first && inode() == untouched)
    let refused = try workplace.draw(seed: "another seed of these tests")
    #expect(refused.status == 2 && refused.errors.contains("[output-exists]"))
    #expect(refused.errors.hasSuffix("1 error; nothing was written\n"))
    #expect(try workplace.contents("out") == first)
    #expect(try workplace.draw("--force", seed: "another seed of these tests").status == 0)
    let second = try workplace.contents("out")
    #expect(second.keys == first.keys && second != first)
    #expect(try workplace.draw("--force").status == 0)
    let third = try workplace.contents("out")
    for name in ["plan.csv", "draw.csv", "workload.csv"] {
      #expect(third["MTG-2026Q4/\(name)"] == first["MTG-2026Q4/\(name)"])
    }
    #expect(try workplace.names("out") == names)
  }

  @Test("whatever is not ours is not replaced, not even by --force")
  func foreign() throws {
    let files = FileManager.default
    let workplace = try Workplace()
    try workplace.draw()
    try workplace.write("out/MTG-2026Q4/notes.txt", [1])
    try workplace.write("out/other.txt", [2])
    let before = try workplace.contents("out")
    let run = try workplace.draw("--force", seed: "another seed of these tests")
    let said = "out/MTG-2026Q4: error: [output-foreign-entry]"
    #expect(run.status == 2 && run.errors.contains(said), "\(run.errors)")
    #expect(run.errors.contains("would be lost: notes.txt (1 in all)"), "\(run.errors)")
    #expect(try workplace.contents("out") == before)
    for number in 1...6 { try workplace.write("out/MTG-2026Q4/扫描件\(number).jpg", [1]) }
    let more = try workplace.draw("--force", "--language", "zh", seed: "another seed of tests")
    let names = "notes.txt、扫描件1.jpg、扫描件2.jpg、扫描件3.jpg、扫描件4.jpg、…"
    #expect(more.errors.contains("此处有 7 个文件或文件夹"), "\(more.errors)")
    #expect(more.errors.contains("替换会使其丢失：\(names)\n"), "\(more.errors)")
    for name in try workplace.names("out/MTG-2026Q4") where name.contains("扫描件") {
      try files.removeItem(at: workplace.file("out/MTG-2026Q4/\(name)"))
    }
    try files.removeItem(at: workplace.file("out/MTG-2026Q4/notes.txt"))
    #expect(try workplace.draw("--force", seed: "another seed of these tests").status == 0)
    #expect(try workplace.read("out/other.txt") == [2])
    // A half folder that somebody left is not taken for results.
    try files.removeItem(at: workplace.file("out/MTG-2026Q4/record.json"))
    #expect(try workplace.draw(seed: "another seed of these tests").status == 2)
    #expect(try !workplace.names("out/MTG-2026Q4").contains("record.json"))
  }

  @Test("links are not followed, files are not folders, folders are not files")
  func kinds() throws {
    let files = FileManager.default
    let workplace = try Workplace()
    try files.createDirectory(at: workplace.file("real"), withIntermediateDirectories: false)
    try files.createSymbolicLink(atPath: workplace.file("link").path, withDestinationPath: "real")
    try files.createDirectory(at: workplace.file("in"), withIntermediateDirectories: false)
    try files.createSymbolicLink(
      atPath: workplace.file("in/MTG-2026Q4").path, withDestinationPath: "../real")
    try workplace.write("file", [1])
    try files.createDirectory(
      at: workplace.file("sum/summary.csv"), withIntermediateDirectories: true)
    try files.createDirectory(at: workplace.file("plan"), withIntermediateDirectories: false)
    try workplace.write("plan/MTG-2026Q4", [1])
    let before = try workplace.names()
    for (output, code) in [
      ("link", "output-is-link"), ("in", "output-is-link"), ("file", "output-not-a-folder"),
      ("file/x", "output-failed"), ("targets.csv", "output-not-a-folder"),
      ("sum", "output-not-a-file"), ("plan", "output-not-a-folder"),
    ] {
      let run = try workplace.draw("--force", output: output)
      #expect(run.status == 2 && run.errors.contains("error: [\(code)]"), "\(output) \(run.errors)")
      #expect(try workplace.names() == before, "\(output)")
    }
  }

  @Test("a folder that another run holds is named by its name, where it was given by dots")
  func heldHere() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let void = "shuangsuiji void MTG-2026Q4/record.json --reason x"
    let run = try Program.shell(
      "mkdir out/.unfinished-output; flock out/.unfinished-output -c 'cd out; \(void)'",
      in: workplace.folder)
    let name = workplace.folder.lastPathComponent
    #expect(run.errors.contains("\(name)/out: error: [output-held]"), "\(run.errors)")
  }

  @Test("of many runs on one folder each either does it all or says who is at it")
  func atOnce() async throws {
    let workplace = try Workplace()
    let runs = try await withThrowingTaskGroup(of: Run.self) { group in
      for seed in 0..<6 {
        group.addTask { [folder = workplace.folder] in
          try Program.run(
            ["draw", "plan.json5", "--seed", "\(seed)", "--output", "out"], in: folder)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(runs.contains { $0.status == 0 })
    for run in runs where run.status != 0 {
      #expect(run.status == 2)
      #expect(
        run.errors.contains("[output-held]") || run.errors.contains("[output-exists]"),
        "\(run.errors)")
    }
    #expect(try workplace.names("out") == names)
    #expect(try workplace.verify().status == 0)
    #expect(try workplace.names().filter { $0.contains("unfinished") } == [])
  }

  @Test("what cannot be published elsewhere is not entered in the ledger, either")
  func elsewhere() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let record = "out/MTG-2026Q4/record.json"
    #expect(try workplace.run("results", record, "--form", "form.csv").status == 0)
    try FileManager.default.createDirectory(
      at: workplace.file("taken/MTG-2026Q4"), withIntermediateDirectories: true)
    try workplace.write("taken/MTG-2026Q4/letter.txt", [1])
    let before = try workplace.contents(".")
    for words in [
      ["disclose", record, "--date", "2027-01-04", "--output", "taken"],
      ["results", record, "form.csv", "--output", "taken", "--force"],
      ["draw", "plan.json5", "--seed", "b", "--output", "out", "--force", "--rejects", "taken"],
    ] {
      let run = try Program.run(words, in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("[output-"), "\(words) \(run.errors)")
      #expect(try workplace.contents(".") == before, "\(words)")
    }
  }

  @Test("an argument that is no UTF-8 is refused: it would be another seed or another file")
  func bytes() throws {
    let workplace = try Workplace()
    for option in ["--seed $'\\xff' --output out", "--seed a --output $'o\\xff'"] {
      let run = try Program.shell("shuangsuiji draw plan.json5 \(option)", in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("is not UTF-8"), "\(run.errors)")
    }
    #expect(try !workplace.names().contains { $0.hasPrefix("o") })
  }

  @Test("a plan is not called as what else stands in the folder of results")
  func reserved() throws {
    let workplace = try Workplace()
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
    for id in [
      "ledger.jsonl", "Summary.CSV", "index.html", "disclosed", "results", "overview.csv",
      "open.csv", "history.csv", "Commitment.json",
    ] {
      try workplace.write("plan.json5", Array(plan.replacing("MTG-2026Q4", with: id).utf8))
      #expect(try workplace.draw().errors.contains("[taken-plan-id]"), "\(id)")
    }
  }

  @Test("a ledger or record without end is refused, not read until memory is full")
  func endless() throws {
    let workplace = try Workplace()
    try workplace.draw()
    for name in ["out/ledger.jsonl", "out/MTG-2026Q4/record.json"] {
      try FileManager.default.removeItem(at: workplace.file(name))
      try FileManager.default.createSymbolicLink(
        at: workplace.file(name), withDestinationURL: URL(filePath: "/dev/zero"))
    }
    #expect(try workplace.draw("--force", seed: "b").errors.contains("[cannot-read]"))
    #expect(try workplace.verify().errors.contains("[cannot-read]"))
  }

  @Test("a full disk, a size limit or a closed pipe at standard output is noticed")
  func standardOutput() throws {
    let workplace = try Workplace()
    try workplace.draw()
    for command in [
      "draw plan.json5 --seed s --output full", "check plan.json5", "check plan.json5 --json",
      "verify out/MTG-2026Q4/record.json", "generate items --rows 3 --seed x", "--help",
      "help draw",
      "--version",
    ] {
      let full = try Program.shell("shuangsuiji \(command) > /dev/full", in: workplace.folder)
      #expect(full.status == 2 && full.errors.contains("standard output"), "\(command)")
      let closed = try Program.shell("shuangsuiji \(command) >&-", in: workplace.folder)
      #expect(closed.status == 2, "\(command)")
    }
    let pipe = try Program.shell(
      "shuangsuiji generate targets --rows 20000 --seed x | head -1 > /dev/null; "
        + "echo ${PIPESTATUS[0]}", in: workplace.folder)
    #expect(pipe.output == "0\n" && pipe.errors.isEmpty)
    let limited = try Program.shell(
      "ulimit -f 1; shuangsuiji draw plan.json5 --seed s --output small", in: workplace.folder)
    #expect(limited.status == 2 && limited.errors.contains("[output-failed]"))
    #expect(try !workplace.names().contains { $0.contains("small") })
  }

  @Test("a stack too small to run on is said before anything is begun")
  func smallStack() throws {
    let workplace = try Workplace()
    let line = "ulimit -s 448; shuangsuiji draw plan.json5 --seed s --output small"
    let english = try Program.shell(line, in: workplace.folder)
    #expect(english.status == 2 && english.errors.contains("stack of 448 KB"), "\(english.errors)")
    #expect(try !workplace.names().contains("small"))
  }
}
