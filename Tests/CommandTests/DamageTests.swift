// A damaged ledger, and messages about damaged registries: what is shown, and what must not be.

import DoubleRandom
import Foundation
import Tables
import Testing

@Suite struct DamageTests {
  @Test("a ledger with any byte flipped, or cut anywhere, is not the one whose head was published")
  func ledger() throws {
    let workplace = try Workplace()
    try workplace.draw()
    try workplace.draw("--force", seed: "t")
    let original = try workplace.read("out/ledger.jsonl")
    let path = workplace.file("out/ledger.jsonl").path
    var findings = Findings()
    let whole = LedgerCheckRequest(bytes: original, path: path, heads: [])
    let head = try #require(checkLedger(whole, findings: &findings)).head
    #expect(!findings.hasErrors)
    for index in original.indices {
      var flipped = original
      flipped[index] ^= 1 << UInt8(index % 8)
      for bytes in [flipped, Array(original[..<index])] {
        // A line may lack its end; then nothing of it is lost.
        if bytes + [0x0A] == original { continue }
        var found = Findings()
        _ = checkLedger(
          LedgerCheckRequest(bytes: bytes, path: path, heads: [head]), findings: &found)
        #expect(found.hasErrors, "byte \(index)")
      }
    }
  }

  /// Everything of an officer or an enterprise that is no business of a message.
  private static let secrets = ["秘密姓名", "13900001111", "秘密住所"]

  @Test(
    "messages about a row show the cell at fault and no other, whatever is wrong",
    arguments: [
      ("坏\"坏", "malformed-quote"), ("\"坏\"坏", "text-after-quote"), ("坏\0", "nul-byte"),
      ("坏\u{D}坏", "bare-carriage-return"), ("坏,坏", "ragged-record"),
      ("\"坏", "unterminated-quote"),
    ])
  func personalData(cell: String, code: String) throws {
    for name in ["targets.csv", "inspectors.csv", "recusals.csv", "history.csv"] {
      let workplace = try Workplace()
      let lines = String(decoding: try workplace.read(name), as: UTF8.self)
        .split(separator: "\n").map(String.init)
      var cells = lines[1].components(separatedBy: ",")
      cells = cells.map { _ in "" }
      cells[0] = cell
      for (index, secret) in DamageTests.secrets.enumerated() where cells.count > index + 1 {
        cells[index + 1] = secret
      }
      try workplace.write(
        name,
        Array(
          ([lines[0], cells.joined(separator: ",")] + lines[1...]).joined(separator: "\n").utf8))
      for options in [[], ["--json"], ["--language", "zh"]] {
        let run = try Program.run(["check", "plan.json5"] + options, in: workplace.folder)
        #expect((run.output + run.errors).contains(code), "\(name)")
        for secret in DamageTests.secrets {
          #expect(!(run.output + run.errors).contains(secret), "\(name): \(run.errors)")
        }
      }
    }
  }
}
