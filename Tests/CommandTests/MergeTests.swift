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
    // One byte of a part, and it is named.
    var bytes = try workplace.read("b.csv")
    bytes[bytes.count - 2] ^= 1
    try workplace.write("b.csv", bytes)
    let changed = try workplace.run("verify", record)
    #expect(changed.status == 2 && changed.errors.contains("b.csv: error: [input-changed]"))
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
    for (folders, code) in [(["drawn/part-1"], "partial-missing"), (["drawn"], "")] {
      let run = try merge(folders, workplace)
      #expect(run.status == 2 && run.errors.contains("[\(code)"), "\(run.errors)")
    }
    try workplace.write("drawn/part-1/partial.json", Array("{}".utf8))
    #expect(try merge(["drawn/part-1"], workplace).errors.contains("[not-a-partial]"))
    #expect(try !workplace.names().contains("merged/MTG-2026Q4"))
  }
}
