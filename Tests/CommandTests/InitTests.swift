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
