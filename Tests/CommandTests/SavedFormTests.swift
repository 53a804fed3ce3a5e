// Files that an editor or mail saved in another form: refused, and it is said what to undo.

import Foundation
import Tables
import Testing

@Suite struct SavedFormTests {
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  private func inCRLF(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
  }

  /// With the other line ends.
  private func turned(_ bytes: [UInt8]) -> [UInt8] {
    bytes.contains(0x0D) ? bytes.filter { $0 != 0x0D } : inCRLF(bytes)
  }

  @Test("the way back is found by the fewest steps; none where nothing or more is to be done")
  func steps() {
    let seed = Array("抽签号码第一〇一期\n03 07\n".utf8)
    let gbk: [UInt8] = [0xB3, 0xE9, 0xC7, 0xA9, 0xBA, 0xC5, 0xC2, 0xEB, 0x0D, 0x0A]
    let cases: [(given: [UInt8], meant: [UInt8], steps: [SavedForm.Step]?)] = [
      (seed, seed, nil), (seed + [0x20], seed, nil),
      (seed.dropLast(), seed, [.endLine]), (seed, seed.dropLast(), [.joinLine]),
      (Self.mark + seed, seed, [.takeMark]), (seed, Self.mark + seed, [.putMark]),
      (inCRLF(seed), seed, [.lineFeeds]), (seed, inCRLF(seed), [.returns]),
      (inCRLF(seed), seed.dropLast(), [.joinLine, .lineFeeds]),
      (Self.mark + inCRLF(seed).dropLast(2), seed, [.takeMark, .endLine, .lineFeeds]),
      (gbk, Array("抽签号码\n".utf8), [.toUTF8, .lineFeeds]),
      ([0xFF, 0xFE, 0x41, 0x00], [0x41], [.toUTF8]), ([], [0x0A], [.endLine]),
    ]
    for (given, meant, steps) in cases {
      #expect(SavedForm.stepsBack(from: given) { $0 == meant } == steps, "\(given)")
    }
  }

  @Test("seed, commitment, plan and registry in another form: refused, and told how it was")
  func committed() throws {
    let bureau = try DisclosureTests.bureau()
    let seed = try bureau.read("seed.txt")
    func verify(_ more: String...) throws -> String {
      let run = try Program.run(
        ["verify", "out/MTG-2026Q4/record.json", "--seed-file", "seed.txt"] + more,
        in: bureau.folder)
      #expect(run.status == (run.errors.isEmpty ? 0 : 2), "\(run.errors)")
      return run.errors
    }
    #expect(try verify() == "")
    for (given, way) in [
      (Array(seed.dropLast()), "with a line break at its end"),
      (Self.mark + inCRLF(seed), "mark (tail -c +4) and with line ends LF"),
    ] {
      try bureau.write("seed.txt", given)
      let errors = try verify()
      #expect(errors.contains("[other-seed]"), "\(errors)")
      #expect(errors.contains("seed.txt: note: [saved-otherwise]") && errors.contains(way))
    }
    #expect(try verify("--language", "zh").contains("换行符为 LF"))
    let again = try bureau.run(
      "draw", "plan.json5", "--commitment", "out/commitment.json", "--seed-file", "seed.txt",
      "--output", "out", "--force")
    #expect(again.status == 2 && again.errors.contains("[not-a-transcript]"))
    #expect(again.errors.contains("seed.txt: note: [saved-otherwise]"), "\(again.errors)")
    try bureau.write("seed.txt", seed)
    for (file, code) in [
      ("out/commitment.json", "ledger-file-differs"), ("plan.json5", "file-changed-in-form"),
      ("targets.csv", "input-changed"),
    ] {
      let bytes = try bureau.read(file)
      try bureau.write(file, turned(bytes))
      let errors = try verify()
      #expect(errors.contains("error: [\(code)]"), "\(errors)")
      #expect(errors.contains("\(file): note: [saved-otherwise]"), "\(errors)")
      try bureau.write(file, bytes)
    }
  }

  @Test("commit, seed, draw, void and ledger check say so of what they read")
  func others() throws {
    let bureau = try DisclosureTests.bureau()
    func refused(_ file: String, _ code: String, _ arguments: String...) throws {
      let bytes = try bureau.read(file)
      try bureau.write(file, Self.mark + bytes)
      let run = try Program.run(arguments, in: bureau.folder)
      #expect(run.status != 0 && run.errors.contains("error: [\(code)]"), "\(run.errors)")
      #expect(run.errors.contains("\(file): note: [saved-otherwise]"), "\(run.errors)")
      try bureau.write(file, bytes)
    }
    let (record, commitment) = ("out/MTG-2026Q4/record.json", "out/commitment.json")
    let draw = [
      "draw", "plan.json5", "--commitment", commitment, "--seed-file", "seed.txt", "--output",
      "out", "--force",
    ]
    try refused(commitment, "ledger-file-differs", "ledger", "check", "out/ledger.jsonl")
    try refused(record, "not-in-ledger", "void", record, "--reason", "重抽")
    try refused(
      "salt", "salt-not-a-line", "seed", "--commitment", commitment, "--salt-file", "salt", "-o",
      "again.txt", "--entropy", "双色球第2026115期 03 07 11 18 22 30 09")
    for (file, code) in [
      (commitment, "commitment-not-in-ledger"), ("plan.json5", "committed-file-changed"),
      ("targets.csv", "committed-input-changed"),
    ] {
      let bytes = try bureau.read(file)
      try bureau.write(file, turned(bytes))
      let run = try Program.run(draw, in: bureau.folder)
      #expect(run.status == 2 && run.errors.contains("error: [\(code)]"), "\(run.errors)")
      #expect(run.errors.contains("\(file): note: [saved-otherwise]"), "\(run.errors)")
      try bureau.write(file, bytes)
    }
  }
}
