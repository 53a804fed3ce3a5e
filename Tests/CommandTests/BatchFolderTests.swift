// One output folder for a whole period: plans that are drawn later, or drawn again, join those that
// are there, and leave them verifiable.

import Foundation
import Testing

@Suite struct BatchFolderTests {
  /// The plan of `Workplace`, and others like it.
  private func bureau(_ ids: String...) throws -> Workplace {
    let workplace = try Workplace()
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
    for id in ids {
      try workplace.write(
        "\(id).json5", Array(plan.replacing("id: \"MTG-2026Q4\"", with: "id: \"\(id)\"").utf8))
    }
    return workplace
  }

  private func draw(_ workplace: Workplace, _ words: String...) throws -> Run {
    try Program.run(
      ["draw", "--output", "out", "--quiet"]
        + (words.contains("--seed") ? [] : ["--seed", "the seed of test 3"]) + words,
      in: workplace.folder)
  }

  private func verified(_ workplace: Workplace) throws -> String {
    try workplace.run("verify", "out", "--quiet").output
  }

  @Test("plans drawn one after another are a batch, byte for byte but for the ledger's numbers")
  func growing() throws {
    let together = try bureau("A", "B", "C")
    #expect(try draw(together, "A.json5", "B.json5", "C.json5").status == 0)
    let apart = try bureau("A", "B", "C")
    for name in ["A.json5", "B.json5", "C.json5"] {
      let run = try draw(apart, name)
      #expect(run.status == 0, "\(name): \(run.errors)")
    }
    #expect(try verified(apart).components(separatedBy: ": identical").count == 4)
    for name in ["A/plan.csv", "B/record.json", "summary.csv", "index.html"] {
      #expect(try apart.read("out/\(name)") == together.read("out/\(name)"), "\(name)")
    }
  }

  @Test("a plan that is drawn again leaves the others as they are")
  func again() throws {
    let workplace = try bureau("A", "B")
    #expect(try draw(workplace, "A.json5", "B.json5").status == 0)
    let other = try workplace.contents("out/A")
    #expect(
      try workplace.run("void", "out/B", "--reason", "数据有误").status == 0)
    let run = try draw(workplace, "B.json5", "--seed", "another seed of test 3", "--force")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try workplace.contents("out/A") == other)
    #expect(try workplace.run("diff", "out/A", "out/B").errors == "")
    #expect(try verified(workplace).components(separatedBy: ": identical").count == 3)
    let summary = String(decoding: try workplace.read("out/summary.csv"), as: UTF8.self)
    let rows = summary.split(separator: "\r\n").dropFirst()
    #expect(rows.map { $0.prefix(2) } == ["A,", "B,"])
    // A row whose draw is gone goes with it; that is a loss, and takes --force.
    try FileManager.default.removeItem(at: workplace.file("out/A"))
    try workplace.write("C.json5", try workplace.read("A.json5"))
    let refused = try draw(workplace, "B.json5", "--seed", "a third seed of test 3")
    #expect(refused.status == 2 && refused.errors.contains("[output-exists]"), "\(refused.errors)")
    #expect(try draw(workplace, "B.json5", "--seed", "a third seed", "--force").status == 0)
    #expect(try verified(workplace) == "out/B/record.json: identical\n")
  }

  @Test("what --force loses of a summary is said: rows of plans that stand, foreign tables")
  func losses() throws {
    let workplace = try bureau("A", "B", "C")
    #expect(try draw(workplace, "A.json5", "B.json5").status == 0)
    let summary = try workplace.read("out/summary.csv")
    func force() throws -> String {
      let run = try workplace.run(
        "draw", "C.json5", "--seed", "the seed of test 3", "--output", "out", "--force")
      #expect(run.status == 0, "\(run.errors)")
      return run.errors
    }
    for foreign in [Array("名称,数量\n".utf8), [], summary + Array("D,1,2\r\n".utf8)] {
      try workplace.write("out/summary.csv", foreign)
      let said = try force()
      #expect(said.contains("out/summary.csv: warning: [summary-foreign]"), "\(said)")
      #expect(said.contains("A, B stand in the folder without a row"), "\(said)")
      // As the hint says.
      #expect(try draw(workplace, "A.json5", "B.json5").status == 0)
      #expect(try verified(workplace).components(separatedBy: ": identical").count == 4)
      #expect(try !force().contains("summary-"))
    }
    try FileManager.default.removeItem(at: workplace.file("out/A"))
    try FileManager.default.removeItem(at: workplace.file("out/C"))
    let gone = try force()
    #expect(gone.contains("warning: [summary-rows-gone] the rows of A go"), "\(gone)")
  }

  @Test("a page of somebody else's and rows in another form are not written over")
  func foreign() throws {
    let workplace = try bureau("A", "B")
    #expect(try draw(workplace, "A.json5").status == 0)
    let page = try workplace.read("out/index.html")
    let before = try workplace.contents("out")
    let form = try draw(workplace, "B.json5", "--csv", "plain", "--force")
    #expect(form.status == 2 && form.errors.contains("[summary-other-form] it has rows of A"))
    #expect(try workplace.contents("out") == before)
    try workplace.write("out/index.html", page + [0x0A])
    let run = try draw(workplace, "B.json5")
    #expect(run.status == 2 && run.errors.contains("[output-exists]"), "\(run.errors)")
    #expect(try !workplace.names("out").contains { $0.hasPrefix("B") })
  }
}
