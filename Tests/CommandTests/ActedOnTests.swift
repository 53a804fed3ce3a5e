// What was made public, inspected or replaced of a draw is in others' hands: no other draw takes
// its place without a reason on the ledger, and no seed is made of an altered commitment.

import Foundation
import Testing

@Suite struct ActedOnTests {
  private static let record = "out/MTG-2026Q4/record.json"

  @Test(
    "a draw that others act on is replaced only once it is void, with a reason",
    arguments: [
      ("disclose \(record) --date 2027-01-04", "others hold what was disclosed of"),
      ("replace \(record) $ID --reason 注销", "targets were replaced in"),
      ("results \(record) filled.csv --output returned", "forms of results were read for"),
    ])
  func force(act: String, said: String) throws {
    let workplace = try Workplace()
    try workplace.draw()
    let fill = """
      ID=$(cut -d, -f4 out/MTG-2026Q4/plan.csv | grep -m1 '^9')
      shuangsuiji results \(Self.record) --form form.csv
      awk -F, 'NR == 2 { OFS = ","; $9 = $8; $10 = "未发现问题" } NR < 3 { print }' form.csv > filled.csv
      shuangsuiji \(act)
      """
    let done = try Program.shell(fill, in: workplace.folder)
    #expect(done.status < 2, "\(done.errors)")
    let before = try workplace.contents("out")
    // The same draw again takes nothing back.
    #expect(try workplace.draw().status == 0)
    let refused = try workplace.draw("--force", seed: "another seed of tests")
    #expect(refused.status == 2)
    let line = "out/ledger.jsonl: error: [draw-acted-on] \(said) the draw of MTG-2026Q4"
    #expect(refused.errors.contains(line), "\(refused.errors)")
    #expect(refused.errors.contains("shuangsuiji void \(Self.record) --reason TEXT"))
    #expect(try workplace.contents("out") == before)
    // What the hint says, literally.
    #expect(try workplace.run("void", Self.record, "--reason", "名录库有误").status == 0)
    let again = try workplace.draw("--force", seed: "another seed of tests")
    #expect(again.status == 0, "\(again.errors)")
    let ledger = String(decoding: try workplace.read("out/ledger.jsonl"), as: UTF8.self)
    #expect(ledger.contains("名录库有误") && !ledger.contains("--force"))
  }

  @Test("the same draw written again keeps what was replaced")
  func replacementsStay() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let replace = """
      ID=$(cut -d, -f4 out/MTG-2026Q4/plan.csv | grep -m1 '^9')
      shuangsuiji replace \(Self.record) $ID --reason 注销
      """
    #expect(try Program.shell(replace, in: workplace.folder).status < 2)
    let before = try workplace.contents("out")
    try FileManager.default.removeItem(at: workplace.file("out/MTG-2026Q4/workload.csv"))
    #expect(try workplace.draw("--force").status == 0)
    #expect(try workplace.contents("out") == before)
    #expect(try workplace.verify().status == 0)
  }

  @Test("the same list under another record needs no void: the cure is to leave it and verify")
  func sameList() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let replace = """
      ID=$(cut -d, -f4 out/MTG-2026Q4/plan.csv | grep -m1 '^9')
      shuangsuiji replace \(Self.record) $ID --reason 注销
      """
    #expect(try Program.shell(replace, in: workplace.folder).status < 2)
    // What another build changes is the record; here it is a comment, or the form of CSV.
    for more in [[], ["--csv", "plain"]] {
      let plan = try workplace.read("plan.json5")
      try workplace.write("plan.json5", plan + Array("// 备注\n".utf8))
      let run = try Program.run(
        ["draw", "plan.json5", "--seed", "the seed of test 3", "--output", "out", "--force"] + more,
        in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("[draw-acted-on]"), "\(run.errors)")
      #expect(run.errors.contains("the list drawn here is the same"), "\(run.errors)")
      #expect(run.errors.contains("let verify \(Self.record) tell"), "\(run.errors)")
      #expect(!run.errors.contains("shuangsuiji void"), "\(run.errors)")
      try workplace.write("plan.json5", plan)
    }
  }

  @Test("replacements lost with their folder are told, and the command that is given restores them")
  func lostReplacements() throws {
    let workplace = try Workplace()
    try workplace.draw()
    let replace = """
      for ID in $(cut -d, -f4 out/MTG-2026Q4/plan.csv | grep -m2 '^9')
      do shuangsuiji replace \(Self.record) $ID --reason 注销; done
      """
    #expect(try Program.shell(replace, in: workplace.folder).status < 2)
    let before = try workplace.contents("out")
    try FileManager.default.removeItem(at: workplace.file("out/MTG-2026Q4"))
    let drawn = try workplace.draw()
    #expect(drawn.status == 0, "\(drawn.errors)")
    let told = "out/MTG-2026Q4/replacements.csv: warning: [replacements-lost]"
    #expect(drawn.errors.contains(told), "\(drawn.errors)")
    #expect(drawn.errors.contains("verify \(Self.record) gives"), "\(drawn.errors)")
    let missing = try workplace.verify()
    #expect(missing.status == 1 && missing.output.contains("replacements.csv: the file is not"))
    let command = try #require(
      missing.errors.firstMatch(of: /shuangsuiji replace .* --reason \S+/), "\(missing.errors)")
    let restored = try Program.shell(String(command.output), in: workplace.folder)
    #expect(restored.status < 2, "\(restored.errors)")
    #expect(try workplace.contents("out") == before)
    #expect(try workplace.verify().status == 0)
    #expect(!(try workplace.draw().errors.contains("replacements-lost")))
  }

  @Test("of a commitment that is not the one in the ledger no seed is made")
  func alteredCommitment() throws {
    let bureau = try DisclosureTests.bureau()
    let line = "双色球第2026115期 03 07 11 18 22 30 09"
    let text = String(decoding: try bureau.read("out/commitment.json"), as: UTF8.self)
    try bureau.write("out/commitment.json", Array(text.replacing("2026116", with: "2026117").utf8))
    let run = try bureau.run(
      "seed", "--commitment", "out/commitment.json", "--salt-file", "salt", "-o", "again.txt",
      "--entropy", line)
    #expect(run.status == 2 && run.errors.contains("[commitment-altered]"), "\(run.errors)")
    #expect(run.errors.contains("ledger line 1"))
    #expect(try !bureau.names().contains("again.txt"))
    // As mail leaves it, it can be had back.
    try bureau.write("out/commitment.json", Array(text.replacing("\n", with: "\r\n").utf8))
    let saved = try bureau.run(
      "seed", "--commitment", "out/commitment.json", "--salt-file", "salt", "-o", "again.txt",
      "--entropy", line)
    #expect(saved.status == 2 && saved.errors.contains("[saved-otherwise]"), "\(saved.errors)")
  }
}
