// The way back: whatever is changed in a record, a result, an input or a plan, `verify` says so,
// and where. Every scalar of a small record is changed in turn, so that none can be forgotten.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

/// What verification says of a published plan.
private struct Answer {
  var verdict: Verdict?
  var findings: Findings

  var isIdentical: Bool {
    if case .identical = verdict { true } else { false }
  }

  var discrepancies: [Discrepancy] {
    if case .differs(let all) = verdict { all } else { [] }
  }

  /// All that is named: places of discrepancies, files, arguments of findings.
  var named: [String] {
    discrepancies.flatMap { [$0.place, $0.file] }
      + findings.kept.flatMap { [$0.file] + $0.arguments }
  }
}

extension World {
  /// Verifies the record in a folder as the command does.
  fileprivate func verify(_ folder: String, plan: String = "plan.json5") -> Answer {
    var findings = Findings()
    let path = folder + "/record.json"
    do {
      let bytes = try readWholeFile(at: path)
      let record = try DrawRecord(bytes)
      guard let text = record.seedText, let seed = Seed(bytes: Array(text.utf8)) else {
        findings.report("seed-not-in-record", file: path, arguments: ["seed.text"])
        return Answer(verdict: nil, findings: findings)
      }
      guard let plan = readPlan(at: self.path(plan), findings: &findings) else {
        reportChangedPlanFiles(of: record, at: self.path(plan), findings: &findings)
        return Answer(verdict: nil, findings: findings)
      }
      let request = VerificationRequest(
        record: record, recordBytes: bytes, recordPath: path, plan: plan, seed: seed)
      var unchecked: [String] = []
      let verdict = DoubleRandom.verify(
        request, jobs: 1, unchecked: &unchecked, findings: &findings)
      return Answer(verdict: verdict, findings: findings)
    } catch let error as DrawRecord.Problem {
      findings.add(error, file: path)
    } catch {
      findings.report("not-a-record", file: path)
    }
    return Answer(verdict: nil, findings: findings)
  }

  /// A published plan in two tasks and two files, with alternates and unlike strata.
  fileprivate func published() throws -> String {
    let path = try plan(
      """
      a: { number: "N1", title: "A", items: ["SP1"], strata: ["信用风险等级"], quantity: "10%",
           alternates: 1 },
      b: { number: "N2", title: "B", items: ["DJ1"], quantity: { count: 3 }, group: "own" }
      """, extra: "extends: \"common.json5\", // a comment")
    try write("common.json5", "// common\n{ frequency: { cap: 9 } }\n")
    return try publish(path)
  }
}

/// The scalars of a JSON text: key path and bytes.
private func scalars(_ text: [UInt8]) throws -> [(path: String, range: Range<Int>)] {
  var all: [(String, Range<Int>)] = []
  func walk(_ value: JSON5Value, _ path: String) {
    switch value.kind {
    case .object(let members):
      for member in members {
        walk(member.value, path.isEmpty ? member.key : "\(path).\(member.key)")
      }
    case .array(let values):
      for (index, value) in values.enumerated() { walk(value, "\(path)[\(index)]") }
    default:
      let start = value.position.offset
      var end = start + 1
      if text[start] == UInt8(ascii: "\"") {
        while text[end] != UInt8(ascii: "\"") { end += 1 }
        end += 1
      } else {
        while !",]}\n".utf8.contains(text[end]) { end += 1 }
      }
      all.append((path, start..<end))
    }
  }
  walk(try parseJSON5(text), "")
  return all
}

/// A scalar a little changed: one character of a text, one more than a number, a text for null.
private func changed(_ scalar: ArraySlice<UInt8>) -> [UInt8] {
  let text = String(decoding: scalar, as: UTF8.self)
  if let number = Int(text) { return Array("\(number + 1)".utf8) }
  if text == "true" || text == "false" { return Array((text == "true" ? "false" : "true").utf8) }
  guard text.hasPrefix("\""), text.count > 2 else { return Array("\"x\"".utf8) }
  let last = text.dropLast().last == "0" ? "1" : "0"
  return Array("\(text.dropLast(2))\(last)\"".utf8)
}

@Suite struct VerificationTests {
  @Test("an untouched draw is identical, also where a plan extends another")
  func untouched() throws {
    let world = try World()
    let answer = world.verify(try world.published())
    #expect(answer.isIdentical)
    #expect(!answer.findings.hasErrors)
  }

  @Test("whatever scalar of a record is changed, it is not verified and the scalar is named")
  func everyScalar() throws {
    let world = try World()
    let folder = try world.published()
    let record = URL(filePath: folder + "/record.json")
    let original = Array(try Data(contentsOf: record))
    let all = try scalars(original)
    #expect(all.count > 150)
    let known = ["format", "protocol", "plan.files[0].name"]
    for (path, range) in all {
      var bytes = original
      bytes.replaceSubrange(range, with: changed(original[range]))
      try Data(bytes).write(to: record)
      let answer = world.verify(folder)
      #expect(!answer.isIdentical, "\(path)")
      // What makes a file a record at all is named by its message; the plan file's name, which the
      // ledger tells, by a note.
      let isNamed = answer.named.contains { $0 == path || $0.hasPrefix(path + ".") }
      #expect(isNamed || known.contains(path), "\(path): \(answer.named)")
    }
    try Data(original).write(to: record)
    #expect(world.verify(folder).isIdentical)
  }

  @Test("members added, removed, renamed or reordered in a record are named")
  func structure() throws {
    let world = try World()
    let folder = try world.published()
    let record = URL(filePath: folder + "/record.json")
    let original = try String(contentsOf: record, encoding: .utf8)
    let changes: [(old: String, new: String, place: String)] = [
      ("\"visits\": {", "\"visit\": {", "visits"),
      ("\"visits\": {", "\"more\": 1, \"visits\": {", "more"),
      ("\"trips\":", "\"more\": 1, \"trips\":", "pairing.more"),
      ("\"count\": ", "\"count\": 0, \"counts\": ", "visits.count"),
      ("  \"program\"", "  \"program\" ", "row"), ("{\n", "{\r\n", "line-end"),
      ("{\n  \"format\"", "\u{FEFF}{\n  \"format\"", "byte-order-mark"),
    ]
    for (old, new, place) in changes {
      let text = original.replacing(old, with: new, maxReplacements: 1)
      #expect(text.utf8.count != original.utf8.count, "\(old)")
      try Data(text.utf8).write(to: record)
      let answer = world.verify(folder)
      #expect(answer.discrepancies.contains { $0.place == place }, "\(place): \(answer.named)")
    }
    for text in ["", "{}", "[", "\0", original + "{", String(original.dropLast(9))] {
      try Data(text.utf8).write(to: record)
      #expect(world.verify(folder).verdict == nil, "\(text.prefix(9))")
    }
  }

  @Test("a byte of any result is noticed, with file, line and column")
  func results() throws {
    let world = try World()
    let folder = try world.published()
    for name in ["plan.csv", "draw.csv", "workload.csv", "notice.csv", "../summary.csv"] {
      let file = URL(filePath: "\(folder)/\(name)")
      let original = Array(try Data(contentsOf: file))
      for position in stride(from: 0, to: original.count, by: 1 + original.count / 23) {
        var bytes = original
        bytes[position] = bytes[position] == 0x30 ? 0x31 : 0x30
        try Data(bytes).write(to: file)
        let answer = world.verify(folder)
        let line = original[..<position].count { $0 == 0x0A } + 1
        let first = answer.discrepancies.first
        #expect(first?.file.hasSuffix(name) == true && first?.line == line, "\(name) \(position)")
      }
      try Data(original).write(to: file)
    }
    #expect(world.verify(folder).isIdentical)
  }

  @Test("results that are missing, foreign or folders are named")
  func files() throws {
    let world = try World()
    let folder = try world.published()
    let manager = FileManager.default
    for name in ["plan.csv", "draw.csv", "workload.csv", "notice.csv"] {
      let path = "\(folder)/\(name)"
      try manager.moveItem(atPath: path, toPath: path + ".away")
      #expect(world.verify(folder).discrepancies.map(\.found) == [nil])
      try manager.createDirectory(atPath: path, withIntermediateDirectories: false)
      #expect(world.verify(folder).discrepancies.map(\.found) == ["folder"])
      try manager.removeItem(atPath: path)
      try manager.moveItem(atPath: path + ".away", toPath: path)
    }
    try world.write("out/P-1/rejects.csv", "")
    #expect(world.verify(folder).discrepancies.map(\.file) == ["\(folder)/rejects.csv"])
    try manager.removeItem(atPath: "\(folder)/rejects.csv")
    try manager.removeItem(atPath: "\(folder)/../summary.csv")
    #expect(world.verify(folder).isIdentical, "a folder may be sent without the batch's summary")
  }

  @Test("the plan's row of the summary stands there once and as drawn; other rows are others'")
  func summary() throws {
    let world = try World()
    let folder = try world.published()
    let own = String(decoding: try world.read("out/summary.csv"), as: UTF8.self)
    let lines = own.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    func place(_ lines: [String]) throws -> String? {
      try world.write("out/summary.csv", lines.joined(separator: "\r\n"))
      return world.verify(folder).discrepancies.first.map { "\($0.line ?? 0) \($0.place)" }
    }
    let foreign = lines[1].replacing("P-1,", with: "P-2,")
    #expect(try place([lines[0], foreign, lines[1], ""]) == nil)
    #expect(try place([lines[0], foreign, ""]) == "2 row-missing")
    #expect(try place([lines[0], lines[1], foreign, lines[1], ""]) == "4 row-added")
    #expect(
      try place([lines[0], foreign, lines[1].replacing("P-1,计", with: "P-1,记"), ""])
        == "3 column:计划名称")
    #expect(try place([lines[0], lines[1], "", ""]) == "3 row-added")
    #expect(try place([lines[0], lines[1]]) == "2 line-end")
    #expect(try place([""]) == "1 row-missing")
  }

  @Test("an input that was changed by a byte, cut, replaced or lost is named, not drawn from")
  func inputs() throws {
    let world = try World()
    let folder = try world.published()
    for name in ["targets", "inspectors", "items", "history", "recusals", "calendar"] {
      let file = "\(name).csv"
      let original = try world.read(file)
      let versions: [[UInt8]] = [
        [0x30] + original.dropFirst(), original.dropLast() + [0x30], original.dropLast(1),
        original + original.suffix(20), original + [0x0A], [],
      ]
      for bytes in versions {
        try Data(bytes).write(to: world.folder.appending(path: file))
        let answer = world.verify(folder)
        guard case .unanswerable = answer.verdict else {
          Issue.record("\(file) changed: \(answer.named)")
          continue
        }
        #expect(answer.findings.codes(.error) == ["input-changed"])
        #expect(answer.findings.kept[0].file == world.path(file))
      }
      try FileManager.default.removeItem(at: world.folder.appending(path: file))
      let answer = world.verify(folder)
      #expect(answer.findings.codes(.error) == ["input-missing"])
      #expect(answer.findings.kept.first?.file == world.path(file))
      try Data(original).write(to: world.folder.appending(path: file))
    }
    #expect(world.verify(folder).isIdentical)
  }

  @Test("a changed plan is told from one whose comments were changed")
  func plans() throws {
    let world = try World()
    let folder = try world.published()
    let plan = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    func codes(_ file: String, _ text: String) throws -> [String] {
      let original = try world.read(file)
      try world.write(file, text)
      defer { try? Data(original).write(to: world.folder.appending(path: file)) }
      return world.verify(folder).findings.codes(.error)
    }
    #expect(
      try codes("plan.json5", plan.replacing("a comment", with: "A comment"))
        == ["file-changed-in-form"])
    #expect(try codes("common.json5", "{ frequency: { cap: 9 } }") == ["file-changed-in-form"])
    #expect(try codes("plan.json5", plan.replacing("10%", with: "11%")) == ["file-changed"])
    #expect(try codes("common.json5", "{ frequency: { cap: 8 } }") == ["file-changed"])
    #expect(try codes("plan.json5", plan.replacing("10%\"", with: "10%")).contains("file-changed"))
    #expect(try codes("common.json5", "{ frequency: { cap: 0 } }").contains("file-changed"))
  }

  @Test("the seed's text, its hash and the keys must belong together, whichever was changed")
  func seeds() throws {
    let world = try World()
    let folder = try world.published()
    let text = String(decoding: try world.read("out/P-1/record.json"), as: UTF8.self)
    try world.write("out/P-1/record.json", text.replacing("\"test\"", with: "\"Test\""))
    #expect(world.verify(folder).discrepancies.map(\.place) == ["seed.text"])
    let hash = World.seed.hash.hex
    let other = String(hash.dropLast()) + (hash.last == "0" ? "1" : "0")
    try world.write("out/P-1/record.json", text.replacing(hash, with: other))
    #expect(world.verify(folder).discrepancies.map(\.place) == ["seed.hash"])
  }
}

@Suite struct TableDifferenceTests {
  private let table = "\u{FEFF}甲,乙,丙\r\n1,2,3\r\n4,\"5,\"\"x\",6\r\n7,8,9\r\n"

  @Test(
    "the first difference of a table is said as a clerk would say it",
    arguments: [
      ("4,\"5,\"\"x\",6", "4,\"5,\"\"y\",6", 3, "column:乙", "5,\"x", "5,\"y"),
      ("甲,乙", "甲,己", 1, "column:2", "乙", "己"), ("7,8,9", "7,8", 4, "column:丙", "9", nil),
      ("1,2,3\r\n", "", 2, "row-missing", "1,2,3", nil),
      ("7,8,9\r\n", "", 4, "row-missing", "7,8,9", nil),
      ("1,2,3\r\n", "1,2,3\r\n1,2,3\r\n", 3, "row-added", nil, "1,2,3"),
      ("7,8,9\r\n", "7,8,9\r\n\r\n", 5, "row-added", nil, ""),
      ("1,2,3\r\n", "1,2,3\n", 2, "line-end", "CR LF", "LF"),
      ("7,8,9\r\n", "7,8,9", 4, "line-end", "CR LF", nil),
      ("\u{FEFF}", "", 1, "byte-order-mark", "U+FEFF", nil),
    ] as [(String, String, Int, String, String?, String?)])
  func first(
    old: String, new: String, line: Int, place: String, expected: String?, found: String?
  ) throws {
    let changed = table.replacing(old, with: new, maxReplacements: 1)
    let difference = try #require(
      TableDifference(Array(changed.utf8), expected: Array(table.utf8)))
    #expect(difference.line == line && difference.place == place)
    #expect(difference.expected == expected && difference.found == found)
    #expect(TableDifference(Array(table.utf8), expected: Array(table.utf8)) == nil)
  }

  @Test("two rows that changed places are one difference")
  func exchanged() throws {
    let rows = ["h", "1", "2", "3", ""]
    let other = ["h", "2", "1", "3", ""]
    let difference = try #require(
      TableDifference(
        Array(other.joined(separator: "\n").utf8),
        expected: Array(rows.joined(separator: "\n").utf8)))
    #expect(difference.line == 2 && difference.place == "rows-exchanged")
  }

  @Test("bytes that are no text are shown, not replaced")
  func badBytes() {
    let difference = TableDifference([0x61, 0x0A, 0xE6, 0xA0], expected: Array("a\nb".utf8))
    #expect(difference?.found == "<E6><A0>")
  }
}
