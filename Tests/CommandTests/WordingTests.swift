// What is said where a stranger once misread it: each sentence names what is so, and what to do.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

@Suite struct WordingTests {
  private let record = "out/MTG-2026Q4/record.json"

  private func change(
    _ workplace: Workplace, _ name: String, _ old: String, _ new: String
  ) throws {
    let text = String(decoding: try workplace.read(name), as: UTF8.self)
    let changed = text.replacing(old, with: new, maxReplacements: 1)
    #expect(changed != text, "\(name) has no \(old)")
    try workplace.write(name, Array(changed.utf8))
  }

  @Test("a result that is missing is not there, rather than not the same")
  func missing() throws {
    let workplace = try Workplace()
    try workplace.draw()
    try FileManager.default.removeItem(at: workplace.file("out/MTG-2026Q4/workload.csv"))
    let file = "out/MTG-2026Q4/workload.csv"
    #expect(
      try workplace.verify().output.hasPrefix("\(file): the file is not there (stage outputs)\n"))
    let chinese = try workplace.verify("--language", "zh").output
    #expect(chinese.hasPrefix("\(file): 文件不在原处（结果文件）\n"), "\(chinese)")
    try workplace.draw("--force")
    try workplace.write("out/MTG-2026Q4/rejects.csv", [0x31])
    let more = try workplace.verify()
    #expect(more.status == 1 && more.output.contains("rejects.csv: the draw has no such file"))
  }

  @Test("of a changed input of one piece no bytes are named, for they would be all of them")
  func piece() throws {
    let workplace = try Workplace()
    try workplace.draw()
    try change(workplace, "targets.csv", "存续", "注销")
    let errors = try workplace.verify().errors
    #expect(errors.contains("[input-changed]") && !errors.contains("bytes 0"), "\(errors)")
  }

  @Test("a disclosed record whose seed stands beside it is pointed to it, and to --disclosed")
  func seedBeside() throws {
    let workplace = try Workplace()
    try workplace.write("s.txt", Array("a seed kept secret until then".utf8))
    let drawn = try workplace.run(
      "draw", "plan.json5", "--seed-file", "s.txt", "--output", "out")
    #expect(drawn.status == 0)
    let date = ["--date", "2026-12-01", "--seed-file", "s.txt"]
    #expect(try Program.run(["disclose", record] + date, in: workplace.folder).status == 0)
    let folder = "out/disclosed/MTG-2026Q4"
    let run = try workplace.run("verify", "\(folder)/record.json")
    #expect(run.status == 2 && run.errors.contains("[seed-not-in-record]"))
    #expect(run.errors.contains("hint: \(folder)/seed.txt is its seed: verify --disclosed"))
    // Another seed is none.
    try workplace.write("\(folder)/seed.txt", Array("another seed kept secret".utf8))
    let other = try workplace.run("verify", "\(folder)/record.json")
    #expect(other.errors.contains("hint: give the seed that it was drawn from with --seed-file"))
    #expect(try workplace.verify().errors.contains("hint: give the seed that it was drawn from"))
  }

  @Test("a leave or a certificate without end is told what to write, and nothing else is said")
  func endless() throws {
    for (old, new, column) in [
      ("2026-10-12,2026-10-16", "2026-10-12,长期", "请假止"),
      ("C4,2028-01-01", "C4,长期有效", "执法证有效期至"),
    ] {
      let workplace = try Workplace()
      try change(workplace, "inspectors.csv", old, new)
      let run = try workplace.draw()
      #expect(run.errors.contains("[bad-date-cell] column \(column)"), "\(run.errors)")
      #expect(run.errors.contains("write a day far off, such as 2099-12-31"), "\(run.errors)")
      #expect(run.errors.contains("\n1 error; nothing was drawn\n"), "\(run.errors)")
      try change(workplace, "inspectors.csv", new, new.replacing(/长期.*/, with: "2099-12-31"))
      #expect(try workplace.draw().status == 0)
    }
    let workplace = try Workplace()
    try change(workplace, "inspectors.csv", "2026-10-12,2026-10-16", "长期,2026-10-16")
    let run = try workplace.draw()
    #expect(run.errors.contains("hint: write it in the form 2026-10-12"), "\(run.errors)")
  }

  @Test("a code in lower case is shown in capitals, with the cleaning that reads it so")
  func lowerCase() throws {
    let workplace = try Workplace()
    try change(workplace, "targets.csv", "91110109103009227P", "91110109103009227p")
    let run = try workplace.draw()
    #expect(run.errors.contains("hint: in capitals it is one: 91110109103009227P;"))
    #expect(run.errors.contains("clean: [\"uppercase\"]"), "\(run.errors)")
    // In capitals it would be none, either.
    try change(workplace, "targets.csv", "91110109103009227p", "91110109103009228p")
    #expect(try workplace.draw("--force").errors.contains("hint: compare it with the licence"))
    let second = try Workplace()
    try change(second, "targets.csv", "91110109103009227P", "91110109103009227p")
    try change(
      second, "common.json5", "file: \"targets.csv\"",
      "file: \"targets.csv\", clean: [\"uppercase\"]")
    #expect(try !second.draw().errors.contains("[invalid-code]"))
  }

  @Test("what the system says is Chinese for those who read Chinese, on standard output as well")
  func system() throws {
    let workplace = try Workplace()
    for (first, second) in [("a", "b"), ("b", "a")] {
      try FileManager.default.createSymbolicLink(
        atPath: workplace.file(first).path, withDestinationPath: second)
    }
    let loop = try workplace.run("check", "a", "--language", "zh")
    #expect(loop.errors.contains("符号链接循环或层数过多"), "\(loop.errors)")
    let full = try Program.shell(
      "shuangsuiji check plan.json5 --language zh > /dev/full", in: workplace.folder)
    #expect(full.status == 2 && full.errors.contains("无法写入标准输出：磁盘空间已满"))
    // By the text of this system's library.
    let numbers: [Int32] = [
      1, 2, 5, 6, 9, 11, 12, 13, 16, 17, 18, 19, 20, 21, 22, 23, 24, 26, 27, 28, 29, 30, 31, 32,
      36, 37, 38, 39, 40, 75, 95, 107, 110, 116, 117, 121, 122,
    ]
    for number in numbers {
      let text = systemMessage(number, .zh)
      let isOurs = text != systemMessage(number) && !text.contains { $0.isLetter && $0.isASCII }
      #expect(isOurs, "\(number): \(text)")
    }
  }

  @Test("the version is an answer like others where --json asks for one")
  func version() throws {
    for words in [
      ["version", "--json"], ["--json", "--version"], ["--version", "--json"],
      ["draw", "--version", "--json"],
    ] {
      let run = try Program.run(words, in: Program.repository)
      let answer = try parseJSON5(Array(run.output.utf8))
      #expect(run.status == 0 && answer["format"]?.string == "shuangsuiji-version-answer/1")
      #expect(answer["status"]?.integer == 0 && answer["findings"] != nil, "\(run.output)")
      #expect(answer["program"]?.string == Version.program)
      #expect(answer["protocol"]?.string == Version.draw)
    }
  }
}
