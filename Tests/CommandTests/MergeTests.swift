// `draw --partial` and `merge` by the real program: the same folder as one draw over all parts.

import Foundation
import Tables
import Testing

@Suite struct MergeTests {
  private let seed = ["--seed", "the seed of test 3"]

  /// The small world with its registry in two files.
  private func parted() throws -> Workplace {
    let workplace = try Workplace()
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
    for (name, text) in [("common.json5", common), ("plan.json5", plan)] {
      let changed = text.replacing("file: \"targets.csv\"", with: "parts: [\"a.csv\", \"b.csv\"]")
        .replacing("targets: \"targets.csv\"", with: "targets: { parts: [\"a.csv\", \"b.csv\"] }")
      try workplace.write(name, Array(changed.utf8))
    }
    let lines = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: true)
    let half = lines.count / 2
    func write(_ name: String, _ rows: ArraySlice<Substring>) throws {
      let text = ([lines[0]] + rows).joined(separator: "\n") + "\n"
      try workplace.write(name, Array(text.utf8))
    }
    try write("a.csv", lines[1..<half])
    try write("b.csv", lines[half...])
    try FileManager.default.removeItem(at: workplace.file("targets.csv"))
    return workplace
  }

  private func part(_ name: String, _ workplace: Workplace, _ more: String...) throws -> Run {
    try Program.run(
      ["draw", "plan.json5", "--partial", name, "--output", "drawn"] + seed + more,
      in: workplace.folder)
  }

  private func merge(_ folders: [String], _ workplace: Workplace, _ more: String...) throws -> Run {
    try Program.run(
      ["merge", "plan.json5", "--output", "merged", "--partials"] + folders + seed + more,
      in: workplace.folder)
  }

  @Test("parts drawn apart and merged give the folder of one draw, byte for byte, and verify it")
  func merged() throws {
    let workplace = try parted()
    for name in ["a.csv", "b.csv"] {
      let run = try part(name, workplace)
      #expect(run.status == 0 && run.output.contains("rows, "), "\(run.output)\(run.errors)")
    }
    let run = try merge(["drawn/part-1", "drawn/part-2"], workplace)
    #expect(run.status != 2, "\(run.output)\(run.errors)")
    try workplace.draw(output: "out")
    #expect(try workplace.contents("merged") == workplace.contents("out"))
    let record = "merged/MTG-2026Q4/record.json"
    #expect(try workplace.run("verify", record).output == "\(record): identical\n")
    // Explained from the parts as well.
    let list = String(decoding: try workplace.read("merged/MTG-2026Q4/draw.csv"), as: UTF8.self)
    let id = try #require(list.firstMatch(of: /9[0-9A-Z]{17}/)).output
    #expect(try workplace.run("explain", record, String(id)).output.contains("SELECTED"))
    let script = try workplace.run("sql", record, "--engine", "duckdb")
    #expect(script.status == 2 && script.errors.contains("[query-of-parts]"))
    // One byte of a part, and it is named; a part that is elsewhere, by its digest.
    try FileManager.default.createDirectory(
      at: workplace.file("away"), withIntermediateDirectories: true)
    var bytes = try workplace.read("b.csv")
    for name in ["a.csv", "b.csv"] {
      try FileManager.default.moveItem(
        at: workplace.file(name), to: workplace.file("away/\(name)"))
    }
    for line in ["verify \(record)", "explain \(record) \(id)", "results \(record) --form f.csv"] {
      let run = try Program.run(
        line.split(separator: " ").map(String.init), in: workplace.folder)
      #expect(run.status == 2)
      for part in ["a.csv", "b.csv"] {
        let digest = FileDigest(of: try workplace.read("away/\(part)")).hex
        let said = "[part-not-at-hand] the part \(part) of the registry is not at hand; its digest"
        #expect(run.errors.contains("\(said) is \(digest)"), "\(line): \(run.errors)")
      }
      #expect(!run.errors.contains("did you mean"), "\(run.errors)")
    }
    bytes[bytes.count - 2] ^= 1
    try workplace.write("b.csv", bytes)
    let changed = try workplace.run("verify", record)
    #expect(changed.status == 2 && changed.errors.contains("b.csv: error: [input-changed]"))
  }

  /// The same with public sources, a salt, and a count of each part where it is kept.
  private func counted() throws -> Workplace {
    let workplace = try parted()
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
    let sources = """
      entropy: [{
          name: "号码", format: "N{8}", date: "2026-10-08",
          fallback: { name: "备用", date: "2026-10-09" },
        }],
        schedule:
      """
    try workplace.write("plan.json5", Array(plan.replacing("schedule:", with: sources).utf8))
    try workplace.write("salt", Array("1f6c0b7fd27c4be08a5d91e4c3a86f20\n".utf8))
    for name in ["a.csv", "b.csv"] {
      let run = try workplace.run(
        "commit", "plan.json5", "--partial", name, "--output", "counted")
      #expect(run.status == 0 && run.output.contains("counted for a commitment"), "\(run.errors)")
    }
    return workplace
  }

  private func commit(_ workplace: Workplace, _ more: String..., to file: String) throws -> Run {
    try Program.run(
      ["commit", "plan.json5", "--salt-file", "salt", "--output", file] + more,
      in: workplace.folder)
  }

  private func transcript(_ workplace: Workplace) throws -> Run {
    try workplace.run(
      "seed", "--commitment", "out/commitment.json", "--salt-file", "salt", "-o", "seed.txt",
      "--entropy", "号码 20581307")
  }

  @Test("a commitment over parts that are counted apart is the commitment over all of them")
  func committed() throws {
    let workplace = try counted()
    let apart = try commit(
      workplace, "--partials", "counted/part-1", "counted/part-2", to: "out/commitment.json")
    #expect(apart.status == 0, "\(apart.errors)")
    #expect(try commit(workplace, to: "whole/commitment.json").status == 0)
    let bytes = try workplace.read("out/commitment.json")
    #expect(try workplace.read("whole/commitment.json") == bytes)
    // Counts name nobody.
    let handed = String(
      decoding: try workplace.read("counted/part-1/candidates.csv"), as: UTF8.self)
    #expect(handed.split(whereSeparator: \.isNewline).count == 1)
    #expect(try transcript(workplace).status == 0)
    let followed = ["--commitment", "out/commitment.json", "--seed-file", "seed.txt"]
    for name in ["a.csv", "b.csv"] {
      let run = try Program.run(
        ["draw", "plan.json5", "--partial", name, "--output", "drawn"] + followed,
        in: workplace.folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    let merged = try Program.run(
      ["merge", "plan.json5", "--partials", "drawn/part-1", "drawn/part-2", "--output", "out"]
        + followed, in: workplace.folder)
    #expect(merged.status != 2, "\(merged.errors)")
    let ledger = String(decoding: try workplace.read("out/ledger.jsonl"), as: UTF8.self)
    #expect(ledger.contains("\"commitment\":\"\(PieceDigest(of: bytes).hex)\""))
    // What was counted is no draw, and what was drawn no count.
    let other = try Program.run(
      ["merge", "plan.json5", "--partials", "counted/part-1", "counted/part-2", "--output", "o2"]
        + seed, in: workplace.folder)
    #expect(other.status == 2 && other.errors.contains("[partial-of-other-seed]"))
    let count = try commit(
      workplace, "--partials", "drawn/part-1", "drawn/part-2", to: "o3/commitment.json")
    #expect(count.status == 2 && count.errors.contains("commit --partial"), "\(count.errors)")
    let missing = try commit(workplace, "--partials", "counted/part-1", to: "o3/commitment.json")
    #expect(missing.status == 2 && missing.errors.contains("[partial-missing]"))
  }

  @Test("plans with histories of their own follow their commitment part by part")
  func histories() throws {
    let workplace = try counted()
    let rows = try workplace.read("history.csv").split(separator: 0x0A)
    try workplace.write("history2.csv", Array(rows.dropLast().joined(separator: [0x0A])) + [0x0A])
    let second = """
      { extends: "plan.json5", id: "second", inputs: { history: "history2.csv" } }
      """
    try workplace.write("second.json5", Array(second.utf8))
    #expect(try commit(workplace, "second.json5", to: "out/commitment.json").status == 0)
    #expect(try transcript(workplace).status == 0)
    let run = try workplace.run(
      "draw", "plan.json5", "second.json5", "--partial", "a.csv", "--output", "drawn",
      "--commitment", "out/commitment.json", "--seed-file", "seed.txt")
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test("a part drawn for a commitment must be the committed one; the piece that differs is named")
  func changedPart() throws {
    for (file, name) in [("b.csv", "b.csv"), ("history.csv", "a.csv")] {
      let workplace = try counted()
      #expect(try commit(workplace, to: "out/commitment.json").status == 0)
      #expect(try transcript(workplace).status == 0)
      var bytes = try workplace.read(file)
      // A digit of the last row, or a station: still a table, and another one.
      let index = try #require(bytes.lastIndex { (0x31...0x38).contains($0) })
      bytes[index] += 1
      try workplace.write(file, bytes)
      let run = try workplace.run(
        "draw", "plan.json5", "--partial", name, "--output", "drawn", "--commitment",
        "out/commitment.json", "--seed-file", "seed.txt")
      #expect(run.status == 2, "\(file)")
      #expect(run.errors.contains("\(file): error: [committed-input-changed]"), "\(run.errors)")
      #expect(run.errors.contains("hint: it had "), "\(run.errors)")
      #expect(try !workplace.names().contains("drawn/part-1"))
    }
    let workplace = try counted()
    #expect(try commit(workplace, to: "out/commitment.json").status == 0)
    let text = try part("a.csv", workplace, "--commitment", "out/commitment.json")
    #expect(text.status == 2 && text.errors.contains("[commitment-needs-transcript]"))
  }

  @Test("options that say nothing of a part are refused, not passed over")
  func idle() throws {
    let workplace = try parted()
    for option in [["--rejects", "r.csv"], ["--csv", "plain"]] {
      let run = try Program.run(
        ["draw", "plan.json5", "--partial", "a.csv", "--output", "drawn"] + seed + option,
        in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("\(option[0]) cannot stand beside --partial"))
    }
    let all = try Program.run(
      ["draw", "plan.json5", "--keep-all", "--output", "drawn"] + seed, in: workplace.folder)
    #expect(all.status == 2 && all.errors.contains("--partial"))
    let salt = try workplace.run(
      "commit", "plan.json5", "--partial", "a.csv", "--salt-file", "salt", "--output", "counted")
    #expect(salt.status == 2 && salt.errors.contains("--salt-file cannot stand beside --partial"))
    #expect(try !workplace.names().contains { $0 == "drawn" || $0 == "counted" })
  }

  @Test("a partial that contradicts itself or the files beside it is refused, by the file at fault")
  func contradictions() throws {
    let workplace = try parted()
    for name in ["a.csv", "b.csv"] { #expect(try part(name, workplace).status == 0) }
    let folders = ["drawn/part-1", "drawn/part-2"]
    let facts = "drawn/part-1/partial.json"
    let whole = try workplace.contents("drawn/part-1")
    let text = String(decoding: try workplace.read(facts), as: UTF8.self)
    func check(_ file: String, _ place: String, _ what: String) throws {
      let run = try merge(folders, workplace)
      let said = "drawn/part-1/\(file): error: [partial-broken]"
      #expect(run.status == 2 && run.errors.contains(said), "\(what): \(run.errors)")
      #expect(run.errors.contains("(\(place))"), "\(what): \(run.errors)")
      #expect(try !workplace.names().contains("merged/MTG-2026Q4"))
      for (name, bytes) in whole { try workplace.write("drawn/part-1/\(name)", bytes) }
    }
    let edits: [(old: String, new: String, place: String)] = [
      ("    \"rows\": 29", "    \"rows\": 28", "input.rows"),
      ("\n  \"rows\": 29", "\n  \"rows\": 30", "input.rows"),
      ("\"rows\": 29", "\"rows\": 30", "rows"),
      ("\"name\": \"a.csv\"", "\"name\": \"c.csv\"", "input.name"),
      ("\"bytes\": ", "\"encoding\": \"none\", \"bytes\": ", "input.encoding"),
      ("[\"110109\", \"A\", 8]", "[\"110109\", \"A\", 9]", "rows"),
      ("[\"110109\", \"A\", 8]", "[\"110109\", \"E\", 8]", "byDistrictAndGrade"),
      ("\"excluded\": [0, 0, 0, 0", "\"excluded\": [0, 0, 0, 1", "coverage[0]"),
      ("\"excluded\": [0, 0, 14", "\"excluded\": [0, 0, 13", "frames[0][0]"),
      ("[\"110109\", \"A\", 8]", "[\"110109\", \"A\", \(Int.max)]", "byDistrictAndGrade"),
      ("\"excluded\": [0, 0, 0, 0", "\"excluded\": [0, 0, \(Int.max), 0", "excluded"),
      ("\"weight\": \"25\"", "\"weight\": \"18446744073709551615\"", "frames[0][1]"),
      ("\"weight\": \"25\"", "\"weight\": \"26\"", "frames[0][1]"),
      ("\"candidates\": 8", "\"candidates\": 7", "frames: A"),
      ("\"N\": 8", "\"N\": 9", "frames: A"),
      ("\"tickets\": 28", "\"tickets\": 27", "stages"),
    ]
    for (old, new, place) in edits {
      let isOfAll = place == "rows" && old.hasPrefix("\"rows")
      let changed = text.replacing(old, with: new, maxReplacements: isOfAll ? .max : 1)
      #expect(changed != text, "\(old)")
      try workplace.write(facts, Array(changed.utf8))
      try check("partial.json", place, "\(old) → \(new)")
    }
    for name in ["candidates.csv", "tickets.bin"] {
      var bytes = try #require(whole[name])
      bytes[bytes.count - 5] ^= 1
      try workplace.write("drawn/part-1/\(name)", bytes)
      try check(name, "files.\(name)", name)
      // With its digest made anew, as whoever edits by hand would do.
      let digest = FileDigest(of: try #require(whole[name])).hex
      try workplace.write("drawn/part-1/\(name)", bytes)
      try workplace.write(
        facts, Array(text.replacing(digest, with: FileDigest(of: bytes).hex).utf8))
      if name == "tickets.bin" {
        let run = try merge(folders, workplace)
        #expect(run.errors.contains("part-1/tickets.bin: error: [partial-broken]"), "\(run.errors)")
      }
      for (name, bytes) in whole { try workplace.write("drawn/part-1/\(name)", bytes) }
      try FileManager.default.removeItem(at: workplace.file("drawn/part-1/\(name)"))
      let gone = try merge(folders, workplace)
      #expect(
        gone.errors.contains("drawn/part-1/\(name): error: [file-not-found]"), "\(gone.errors)")
      for (name, bytes) in whole { try workplace.write("drawn/part-1/\(name)", bytes) }
    }
    #expect(try merge(folders, workplace).status != 2, "as it was written it is taken")
  }

  @Test("a part that comes through a pipe is told, for nobody can survey it again")
  func pipe() throws {
    let workplace = try parted()
    let run = try Program.shell(
      "mv a.csv kept; mkfifo a.csv; cat kept > a.csv & sleep 0.2; timeout 60 shuangsuiji draw "
        + "plan.json5 --partial a.csv --seed x --output drawn; echo $?", in: workplace.folder)
    #expect(run.output.hasSuffix("\n0\n"), "\(run.errors)")
    #expect(run.errors.contains("warning: [input-not-kept] a.csv"), "\(run.errors)")
    #expect(!(try part("b.csv", workplace).errors.contains("[input-not-kept]")))
  }

  @Test("what is missing, foreign or nothing of the kind is refused, and nothing is written")
  func refused() throws {
    let workplace = try parted()
    let unknown = try part("c.csv", workplace)
    #expect(unknown.status == 2 && unknown.errors.contains("inputs.targets.parts: a.csv, b.csv"))
    #expect(try part("a.csv", workplace).status == 0)
    #expect(try part("a.csv", workplace).status == 0, "the same again")
    let other = [
      "draw", "plan.json5", "--partial", "a.csv", "--output", "drawn", "--seed", "other",
    ]
    #expect(try Program.run(other, in: workplace.folder).status == 2, "not replaced")
    #expect(try Program.run(other + ["--force"], in: workplace.folder).status == 0)
    let foreign = try merge(["drawn/part-1"], workplace)
    #expect(foreign.errors.contains("[partial-of-other-seed]"))
    #expect(try part("a.csv", workplace, "--keep-all", "--force").status == 0)
    let none = try Program.run(
      ["merge", "plan.json5", "--output", "merged"] + seed, in: workplace.folder)
    #expect(none.status == 2 && none.errors.contains("[no-partials]"))
    for (folders, code) in [(["drawn/part-1"], "partial-missing"), (["drawn"], "parts-below")] {
      let run = try merge(folders, workplace)
      #expect(run.status == 2 && run.errors.contains("[\(code)"), "\(run.errors)")
    }
    try workplace.write("drawn/part-1/partial.json", Array("{}".utf8))
    #expect(try merge(["drawn/part-1"], workplace).errors.contains("[not-a-partial]"))
    #expect(try !workplace.names().contains("merged/MTG-2026Q4"))
  }
}
