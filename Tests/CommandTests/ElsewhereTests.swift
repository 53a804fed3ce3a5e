// `sql` and `verify --against`, as far as they can be tried without an engine; with the engines
// themselves they are tried by `make witness`.

import Foundation
import Testing

@Suite struct ElsewhereTests {
  private let record = "out/MTG-2026Q4/record.json"
  private let list = "out/MTG-2026Q4/draw.csv"

  private func drawn(_ more: String...) throws -> Workplace {
    let workplace = try Workplace()
    _ = try Program.run(
      ["draw", "plan.json5", "--seed", "s", "--output", "out"] + more, in: workplace.folder)
    return workplace
  }

  private func against(_ workplace: Workplace, _ rows: [String]) throws -> Run {
    try workplace.write("result.csv", Array((rows.joined(separator: "\n") + "\n").utf8))
    return try workplace.run("verify", record, "--against", "result.csv")
  }

  /// task,id,rank of the draw, as an engine might give them.
  private func triples(_ workplace: Workplace) throws -> [String] {
    let lines = String(decoding: try workplace.read(list), as: UTF8.self).split(separator: "\n")
    return ["task,id,rank"]
      + lines.dropFirst().map {
        let cells = $0.split(separator: ",", omittingEmptySubsequences: false)
        return "\(cells[0]),\(cells[3]),\(cells[2])"
      }
  }

  @Test("a result that is the draw is identical, in any order, form and choice of columns")
  func identical() throws {
    for form in ["plain", "people"] {
      let workplace = try drawn("--csv", form)
      let own = try workplace.run("verify", record, "--against", list)
      #expect(own.status == 0 && own.output == "\(record): identical\n" && own.errors.isEmpty)
      try FileManager.default.copyItem(
        at: workplace.file(record), to: workplace.file("alone.json"))
      let alone = try workplace.run("verify", "alone.json", "--against", list)
      #expect(alone.status == 0 && alone.errors.contains("[no-draw-list]"))
    }
    let workplace = try drawn("--csv", "plain")
    let rows = try triples(workplace)
    #expect(try against(workplace, [rows[0]] + rows.dropFirst().reversed()).status == 0)
  }

  @Test("a row left out, added, exchanged or of another rank is named with its line")
  func differences() throws {
    let workplace = try drawn("--csv", "plain")
    let rows = try triples(workplace)
    var less = rows
    let gone = less.remove(at: 3)
    let missing = try against(workplace, less)
    #expect(missing.status == 1 && missing.output.contains("a row is missing here"))
    #expect(missing.output.contains(gone.split(separator: ",")[1]))
    let added = try against(workplace, rows + [rows[1]])
    #expect(added.status == 1 && added.output.contains("result.csv:\(rows.count + 1):"))
    var other = rows
    other[2] = other[2].replacingOccurrences(of: ",2", with: ",7")
    if other == rows { other[2] += "0" }
    let ranked = try against(workplace, other)
    #expect(ranked.status == 1 && ranked.output.contains("result.csv:3:"))
    let poor = try against(workplace, ["id,rank", "x,1"])
    #expect(poor.status == 2 && poor.errors.contains("[result-columns-missing]"))
  }

  @Test("the record alone notices counts, tickets and cut-offs that are not its own")
  func recordAlone() throws {
    let workplace = try drawn("--csv", "plain")
    let lines = String(decoding: try workplace.read(list), as: UTF8.self)
      .split(separator: "\n").map(String.init)
    try FileManager.default.removeItem(at: workplace.file(list))
    #expect(try against(workplace, lines).status == 0)
    var forged = lines
    forged[1] = forged[1].replacingOccurrences(of: ",正选", with: ",正选")
      .replacingOccurrences(of: "911", with: "921")
    #expect(forged != lines)
    #expect(try against(workplace, forged).status == 1)
    var less = lines
    less.remove(at: 2)
    #expect(try against(workplace, less).status == 1)
  }

  @Test("a draw.csv that is not the record's is no measure")
  func otherList() throws {
    let workplace = try drawn("--csv", "plain")
    let rows = try triples(workplace)
    try workplace.write(list, try workplace.read(list).dropLast() + Array("\n\n".utf8))
    let run = try against(workplace, rows)
    #expect(run.status == 2 && run.errors.contains("[file-changed]"))
  }

  @Test("each engine's script names files, rules and seed, and computes every key itself")
  func scripts() throws {
    let workplace = try drawn()
    for (engine, hash) in [
      ("duckdb", "sha256(sha256('ssj1|"), ("postgres", "encode(sha256(convert_to("),
      ("spark", "sha2(sha2('ssj1|"),
    ] {
      let run = try workplace.run("sql", record, "--engine", engine)
      #expect(run.status == 0 && run.errors.isEmpty)
      #expect(run.output.contains("'targets.csv'") && run.output.contains("'history.csv'"))
      #expect(run.output.contains(hash))
      #expect(run.output.contains(";食品经营;") && run.output.contains("NOT IN ('注销')"))
      #expect(run.output.contains("'2025-10-02'"), "the twelve months are reckoned")
      #expect(run.output.allSatisfy { !$0.isNewline || $0 == "\n" })
    }
    let wrong = try workplace.run("sql", record, "--engine", "oracle")
    #expect(wrong.status == 2 && wrong.errors.contains("none of duckdb, postgres, spark"))
    #expect(try workplace.run("sql", record).status == 2)
    #expect(try workplace.run("sql", record, record, "--engine", "spark").status == 2)
  }

  @Test("rows set aside are beyond a query, and that is said")
  func setAside() throws {
    let workplace = try Workplace()
    let registry = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
    try workplace.write("targets.csv", Array((registry + "x,y\n").utf8))
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
      .replacingOccurrences(
        of: "values: {", with: "setAside: { \"ragged-record\": 1 }, values: {")
    try workplace.write("common.json5", Array(common.utf8))
    try workplace.draw()
    let run = try workplace.run("sql", record, "--engine", "duckdb")
    #expect(run.status == 2 && run.errors.contains("[query-rows-set-aside] 1 rows"))
  }
}
