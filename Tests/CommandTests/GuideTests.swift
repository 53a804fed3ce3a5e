// What explains the program: topics say what is so, `--json` is one object of the documented shape
// for every command, and `init` makes something to draw from.

import DoubleRandom
import Foundation
import Tables
import Testing

@testable import shuangsuiji

@Suite struct GuideTests {
  @Test("help TOPIC explains in both languages, and every plan key stands in plan-file")
  func topics() throws {
    for language in Language.allCases {
      for topic in helpTopics {
        let run = try Program.run(
          ["help", topic.name, "--language", language.rawValue], in: Program.repository)
        #expect(run.status == 0 && run.output == topic.text(language))
        for line in run.output.components(separatedBy: "\n") {
          #expect(displayWidth(line) <= 104, "\(topic.name): \(line)")
        }
      }
      let text = planFileGuide(language)
      for shape in PlanShape.all {
        let head = language == .zh ? shape.chinese : "\(shape.name): \(shape.english)"
        let start = try #require(text.range(of: "\n\(head)\n"))
        let own = "\n" + text[start.upperBound...].components(separatedBy: "\n\n")[0]
        for key in shape.keys {
          let mark = key.isRequired ? "*" : ""
          #expect(own.contains("\n  \(key.name)\(mark): \(key.example)\n"), "\(key.name)")
        }
      }
    }
    let general = try Program.run(["help"], in: Program.repository).output
    for topic in helpTopics { #expect(general.contains(topic.name)) }
    let wrong = try Program.run(["help", "plan-fiel"], in: Program.repository)
    #expect(wrong.status == 2 && wrong.errors.contains("hint: did you mean plan-file?"))
  }

  @Test("the topic encodings names every encoding and delimiter that a plan may declare")
  func encodings() {
    for language in Language.allCases {
      let text = helpTopics.first { $0.name == "encodings" }?.text(language) ?? ""
      for encoding in TextEncoding.allCases { #expect(text.contains(encoding.rawValue)) }
      for word in ["comma", "tab", "semicolon"] { #expect(text.contains(word)) }
    }
  }

  @Test("--json gives one object of the documented shape, for every command")
  func json() throws {
    let clone = try Program.sampleClone()
    defer { try? FileManager.default.removeItem(at: clone) }
    let plan = try Program.shell(
      "shuangsuiji draw plans/110105-chaoyang.json5 --seed s --output out --quiet", in: clone)
    #expect(plan.status == 0)
    for command in commandTable {
      // The last call of the command in its example, as it stands there.
      let start = "shuangsuiji \(command.name)"
      let example = try #require(command.examples.first)
      let call = try #require(example.range(of: start, options: .backwards))
      let line = example.replacingCharacters(in: call, with: start + " --json")
        .replacing("--json check", with: "check --json")
        // The shape does not depend on the size.
        .replacing("100000", with: "1000").replacing("--draws 50", with: "--draws 1")
      let run = try Program.shell(line, in: clone)
      // What the example runs before says something, too.
      let answer = String(run.output.drop { $0 != "{" })
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any], "\(line)")
      #expect(object["format"] as? String == command.answerFormat, "\(command.name)")
      #expect(object["status"] as? Int == Int(run.status), "\(command.name)")
      let findings = try #require(object["findings"] as? [String: Any], "\(command.name)")
      #expect(Set(findings.keys) == ["errors", "warnings", "notes", "findings", "counts"])
      let documented = command.answer.members.flatMap { $0.name.components(separatedBy: ", ") }
      let members = Set(object.keys).subtracting(["format", "status", "findings"])
      if !documented.contains("…") {
        #expect(members.isSubset(of: documented), "\(command.name): \(members)")
      }
      let all = documented.filter { $0 != "…" && $0 != "discrepancies" }
      #expect(members.isSuperset(of: all), "\(command.name): \(members)")
    }
    let topic = jsonAnswers(.en)
    for command in commandTable {
      #expect(topic.contains("\(command.name)  \(command.answerFormat)"))
    }
  }

  @Test(
    "--json gives an object also when a command fails",
    arguments: [
      "draw x --seed s --output out", "check x", "verify x", "explain x y", "sql x --engine duckdb",
      "report x", "diff x.csv y.csv", "diff x.csv y.json", "generate wrong --rows 1 --seed s",
      "bench x", "simulate x", "init plan.json5", "ledger check x", "disclose x --date 2026-12-01",
    ])
  func failures(line: String) throws {
    let workplace = try Workplace()
    let run = try Program.run(
      line.split(separator: " ").map(String.init) + ["--json"], in: workplace.folder)
    let object =
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
    #expect(run.status != 0 && object["status"] as? Int == Int(run.status), "\(run.output)")
    let format = object["format"] as? String ?? ""
    #expect(format.hasPrefix("shuangsuiji-\(line.prefix { $0 != " " })"))
  }

  @Test("generate --json holds the same rows as without")
  func generated() throws {
    let words = ["generate", "targets", "--rows", "20000", "--seed", "s"]
    let plain = try Program.run(words, in: Program.repository)
    let run = try Program.run(words + ["--json"], in: Program.repository)
    let object =
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
    #expect(object["text"] as? String == plain.output)
  }
}
