// Commitments, transcripts and the ledger as values: forms of entropy, salts, chains of lines, and
// where a draw stands among others.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

@Suite struct EntropyTests {
  @Test(
    "a format accepts what it describes and nothing else",
    arguments: [
      ("NN NN+NN", ["03 17+09", "00 00+00"], ["3 17+09", "03 17 09", "03 17+0", "03 17+099", ""]),
      ("X{4}", ["00ff", "9a3b"], ["00FF", "00f", "00fff", "00fg"]),
      ("第N{7}期", ["第2026115期"], ["第202611期", "第２026115期", "2026115"]),
      ("\\N=N", ["N=5"], ["5=5", "N=N"]),
    ] as [(String, [String], [String])])
  func formats(text: String, good: [String], bad: [String]) throws {
    let format = try #require(EntropyFormat(text))
    for line in good { #expect(format.accepts(line), "\(line)") }
    for line in bad { #expect(!format.accepts(line), "\(line)") }
  }

  @Test("what is no format, or leaves nothing to chance, is refused")
  func noFormats() {
    for text in ["", "abc", "{3}", "N{", "N{0}", "N{x}", "N{9999}", "N\\", " N", "N ", "N\n"] {
      #expect(EntropyFormat(text) == nil, "\(text)")
    }
    #expect(EntropyFormat("NN XX")?.outcomes == 25_600)
    #expect(EntropyFormat("X{64}")?.outcomes == 1 << 62)
  }

  @Test("a plan's sources are read with their fallbacks; mistakes are named")
  func plans() throws {
    let world = try World()
    func read(_ entropy: String) throws -> (plan: Plan?, codes: [String]) {
      var findings = Findings()
      let path = try world.plan(extra: "entropy: [\(entropy)],")
      return (readPlan(at: path, findings: &findings), findings.codes(.error))
    }
    let sound =
      "{ name: \"彩票第1期\", format: \"NN\", date: \"2026-10-01\", "
      + "fallback: { name: \"彩票第2期\", date: \"2026-10-03\" } }"
    let source = try #require(try read(sound).plan?.entropy.first)
    #expect(source.name(ofLine: "彩票第1期 07") == "彩票第1期")
    #expect(source.name(ofLine: "彩票第2期 07") == "彩票第2期")
    #expect(source.name(ofLine: "彩票第3期 07") == nil && source.name(ofLine: "07") == nil)
    for (old, new, code) in [
      ("NN", "no digit", "bad-entropy-format"), ("\"NN\"", "7", "wrong-type"),
      ("2026-10-03", "2026-10-08", "entropy-after-visits"), ("第2期", "第1期", "repeated-value"),
      ("彩票第1期", " 彩票", "bad-entropy-name"), ("date: \"2026-10-01\", ", "", "missing-key"),
      ("format: \"NN\", ", "", "missing-key"), ("fallback", "fallbacks", "missing-key"),
    ] {
      let changed = sound.replacing(old, with: new)
      let codes = try read(changed).codes
      #expect(changed != sound && codes.contains(code), "\(code): \(codes)")
    }
    #expect(try read(sound + "," + sound).codes == ["repeated-value"])
  }
}

@Suite struct SaltTests {
  @Test("a salt that could be found by trying is refused, and one that is no line")
  func salts() throws {
    let good = "0123456789abcdef0123456789abcdef"
    let salt = try Salt(Array(good.utf8))
    #expect(try Salt(Array((good + "\n").utf8)) == salt)
    #expect(try Salt(Array(good.utf8)).hash == SHA256.hash(good).hex)
    #expect(throws: Salt.Problem.tooShort(31)) { try Salt(Array(good.dropLast().utf8)) }
    #expect(throws: Salt.Problem.tooUniform(1)) { try Salt(Array(repeating: 48, count: 64)) }
    for text in [good + "\n\n", good + "\r\n", good + " x", "盐" + good] {
      #expect(throws: Salt.Problem.notALine) { try Salt(Array(text.utf8)) }
    }
  }

  @Test("the worked examples of the protocol's page are true")
  func examples() throws {
    let hash = "98838e03ea36c697750e92dc3689fcbbdc315c31076203d37c32b8b3851a7b15"
    let transcript = SeedTranscript(
      draw: "BJ-2026Q4", commitment: hash,
      entropy: ["双色球第2026115期开奖号码 03 07 11 18 22 30 09", "排列5第2026269期开奖号码 4 0 9 1 7"],
      salt: "1f6c0b7fd27c4be08a5d91e4c3a86f20")
    let seed = try #require(Seed(bytes: transcript.bytes)).hash.hex
    #expect(seed == "fde85604ac26e64c211902625f1b9d0b3a3b2f7bfa38dcc0f314653de3c38244")
    var ledger = Ledger()
    ledger.append(
      .commitment,
      .object([
        ("draw", "BJ-2026Q4"), ("file", "commitment.json"), ("hash", .string(hash)),
        ("plans", ["BJ-2026Q4-110105", "BJ-2026Q4-110109"]),
      ]))
    #expect(ledger.head == "a9f59101322915d36c5c75db52395ad8d930b5569a013963fb761934789653d8")
    let page = try String(
      contentsOfFile: #filePath.replacing("Tests/DoubleRandomTests/TrustTests.swift", with: "")
        + "ARCHITECTURE.md", encoding: .utf8)
    #expect(page.contains(String(decoding: transcript.bytes, as: UTF8.self)))
    #expect(page.contains("S = `\(seed)`") && page.contains("hashes to `\(ledger.head)`"))
  }

  @Test("a transcript is its lines and nothing else; its SHA-256 is S")
  func transcript() throws {
    let transcript = SeedTranscript(
      draw: "D", commitment: String(repeating: "a", count: 64), entropy: ["甲 1", "乙 2"], salt: "s")
    let text = String(decoding: transcript.bytes, as: UTF8.self)
    #expect(
      text == "shuangsuiji-seed/1\ndraw: D\ncommitment: \(transcript.commitment)\n"
        + "entropy: 甲 1\nentropy: 乙 2\nsalt: s\n")
    #expect(SeedTranscript(transcript.bytes) == transcript)
    for other in [
      text + "\n", String(text.dropLast()), text.replacing("\n", with: "\r\n"), "",
      text.replacing("salt", with: "Salt"), text.replacing("entropy: 乙 2\n", with: "x: 1\n"),
    ] {
      #expect(SeedTranscript(Array(other.utf8)) == nil, "\(other)")
    }
  }
}

@Suite struct LedgerTests {
  private func ledger(_ count: Int = 6) -> Ledger {
    var ledger = Ledger()
    for number in 1...count {
      ledger.append(.commitment, .object([("draw", .string("D\(number)")), ("plans", [])]))
    }
    return ledger
  }

  private func lines(_ ledger: Ledger) -> [String] {
    String(decoding: ledger.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func problems(_ lines: [String], end: String = "\n") -> [LedgerReading.Problem] {
    LedgerReading(Array((lines.joined(separator: "\n") + end).utf8)).problems
  }

  @Test("lines are canonical and each holds the hash of the one before")
  func chain() throws {
    let ledger = ledger()
    let all = lines(ledger)
    let zeros = String(repeating: "0", count: 64)
    #expect(
      all[0] == "{\"sequence\":1,\"kind\":\"commitment\",\"previous\":\"\(zeros)\","
        + "\"data\":{\"draw\":\"D1\",\"plans\":[]}}")
    #expect(all[1].contains("\"previous\":\"\(SHA256.hash(all[0]).hex)\""))
    var findings = Findings()
    let read = try #require(Ledger(ledger.bytes, file: "l", findings: &findings))
    #expect(read.bytes == ledger.bytes && read.head == SHA256.hash(all[5]).hex)
    #expect(Ledger([], file: "l", findings: &findings)?.head == zeros && findings.isEmpty)
  }

  @Test("an edited, removed, reordered, added or cut line is found, and which")
  func tampering() {
    let all = lines(ledger())
    var edited = all
    edited[2] = all[2].replacing("D3", with: "D9")
    #expect(problems(edited) == [.edited(line: 3)])
    var removed = all
    removed.removeSubrange(2...3)
    #expect(problems(removed) == [.removed(sequences: 3...4, line: 3)])
    #expect(problems(Array(all.dropFirst())) == [.removed(sequences: 1...1, line: 1)])
    var swapped = all
    swapped.swapAt(2, 3)
    let displaced = problems(swapped)
    #expect(displaced.contains(.displaced(sequence: 4, line: 3)))
    #expect(displaced.contains(.displaced(sequence: 3, line: 4)))
    var twice = all
    twice.insert(all[1], at: 2)
    #expect(problems(twice).contains(.displaced(sequence: 2, line: 3)))
    #expect(problems(all, end: "") == [.cut(line: 6)])
    #expect(problems(all.dropLast() + [String(all[5].dropLast(9))], end: "") == [.cut(line: 6)])
    for (old, new) in [
      ("\"sequence\":3", "\"sequence\": 3"), ("D3", "\\u0044\\u0033"), ("commitment", "other"),
      ("{\"sequence\"", "{\"more\":1,\"sequence\""),
    ] {
      var odd = all
      odd[2] = all[2].replacing(old, with: new)
      #expect(problems(odd) == [.malformed(line: 3)], "\(new)")
    }
    // Renumbered behind a removed line: the chain breaks where it was.
    var renumbered = removed
    for index in 2..<4 {
      renumbered[index] = removed[index].replacing(
        "\"sequence\":\(index + 3)", with: "\"sequence\":\(index + 1)")
    }
    #expect(problems(renumbered).contains(.edited(line: 2)))
  }

  @Test("any byte changed in any line but the last is found")
  func everyByte() {
    let bytes = ledger(3).bytes
    let last = bytes.count - lines(ledger(3))[2].utf8.count - 1
    for position in 0..<last {
      var changed = bytes
      changed[position] ^= 1
      #expect(!LedgerReading(changed).problems.isEmpty, "\(position)")
    }
  }
}
