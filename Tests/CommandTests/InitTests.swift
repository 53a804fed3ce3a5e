// `init`: what it writes can be drawn from at once and says what its keys mean; nothing is ever
// overwritten.

import DoubleRandom
import Foundation
import Testing

@testable import shuangsuiji

@Suite struct InitTests {
  @Test("what init writes draws as the steps that it prints say", arguments: Language.allCases)
  func draws(language: Language) throws {
    let workplace = try Workplace()
    let run = try workplace.run("init", "my first", "--language", language.rawValue)
    #expect(run.status == 0 && run.errors.isEmpty)
    let steps = run.output.components(separatedBy: "\n").filter { $0.hasPrefix("  shuangsuiji ") }
    #expect(steps.count == 2)
    for step in steps {
      let run = try Program.shell(step, in: workplace.folder)
      #expect(run.status == 0, "\(step): \(run.errors)")
      #expect(!run.errors.contains("error") && !run.errors.contains("warning"), "\(run.errors)")
    }
    let folder = "my first/out/SL-2026Q4"
    let visits = String(decoding: try workplace.read("\(folder)/plan.csv"), as: UTF8.self)
      .components(separatedBy: "\r\n")
    #expect(visits.count > 8 && run.output.contains("plan.csv"))
    let verified = try workplace.run("verify", "\(folder)/record.json")
    #expect(verified.status == 0)
    for (name, _) in exampleRegistries {
      let bytes = try workplace.read("my first/registries/\(name).csv")
      #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]), "\(name): spreadsheets want a mark")
    }
  }

  @Test("its registries draw the same after a spreadsheet has saved them")
  func spreadsheet() throws {
    let workplace = try Workplace()
    #expect(try workplace.run("init", "first").status == 0)
    func draw(_ output: String) throws -> [UInt8] {
      let run = try workplace.run(
        "draw", "first/plan.json5", "--seed", "s", "--output", output, "--quiet")
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      return try workplace.read("\(output)/SL-2026Q4/plan.csv")
    }
    let before = try draw("before")
    for (name, _) in exampleRegistries {
      let file = "first/registries/\(name).csv"
      let text = String(decoding: try workplace.read(file), as: UTF8.self)
      // What a spreadsheet would change unprotected: digits of 12 and more, zeros before others.
      for cell in text.split(whereSeparator: { ",\r\n".contains($0) || $0 == "\r\n" }) {
        #expect(!cell.allSatisfy(\.isNumber) || cell.count < 12 && cell.first != "0", "\(cell)")
      }
      let saved = text.replacing(#/([0-9]{4})-0?([0-9]{1,2})-0?([0-9]{1,2})/#) {
        "\($0.1)/\($0.2)/\($0.3)"
      }
      try workplace.write(file, Array(saved.utf8))
    }
    #expect(try draw("after") == before)
  }

  @Test("check finds nothing in it that the plan declares, and near ids are shown as drawn")
  func declared() throws {
    let workplace = try Workplace()
    _ = try workplace.run("init", "new")
    let check = try workplace.run("check", "new/plan.json5")
    #expect(check.status == 0 && !check.output.contains("\n  ! "), "\(check.output)")
    _ = try workplace.run("draw", "new/plan.json5", "--seed", "s", "--output", "new/out")
    let record = "new/out/SL-2026Q4/record.json"
    let near = try workplace.run("explain", record, "92110109MABPMYR71P")
    #expect(near.status == 1 && near.output.hasSuffix("92110109MABPMYR71Q?\n"), "\(near.output)")
    #expect(!near.output.contains("\t") && !near.output.contains("<U+0009>"))
  }

  @Test("the next steps work for a folder whose name begins with a hyphen")
  func hyphen() throws {
    let workplace = try Workplace()
    let run = try workplace.run("init", "--", "-x")
    #expect(run.output.contains("shuangsuiji check ./-x/plan.json5\n"), "\(run.output)")
    #expect(try workplace.run("check", "./-x/plan.json5", "-q").status == 0)
  }

  @Test("its comments are the sentences of plan-file, in the language of messages")
  func comments() throws {
    let workplace = try Workplace()
    for language in Language.allCases {
      _ = try workplace.run("init", language.rawValue, "--language", language.rawValue)
      let text = String(decoding: try workplace.read("\(language)/plan.json5"), as: UTF8.self)
      #expect(!text.contains("//@"))
      let key = try #require(PlanShape.named("frequency").keys.first { $0.name == "cap" })
      #expect(text.contains("cap: 2, // \(key.text(language))\n"))
    }
  }

  @Test("nothing that exists is overwritten, and then nothing is written")
  func overwritesNothing() throws {
    let workplace = try Workplace()
    #expect(try workplace.run("init", "a").status == 0)
    try workplace.write("a/plan.json5", Array("mine".utf8))
    let before = try workplace.contents("a")
    let again = try workplace.run("init", "a")
    #expect(again.status == 2 && again.errors.contains("[not-a-new-folder]"))
    #expect(try workplace.contents("a") == before)
    // The folder of a plan that was there before, with nothing of init's.
    try FileManager.default.createDirectory(
      at: workplace.file("b/registries"), withIntermediateDirectories: true)
    #expect(try workplace.run("init", "b").status == 2)
    #expect(try workplace.names("b") == ["registries"])
    #expect(try workplace.run("init", "plan.json5").status == 2)
  }
}
