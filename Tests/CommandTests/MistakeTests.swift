// Wrong plans and wrong registries: what a clerk sees. Every case runs the program in both
// languages and is compared with the transcript under Golden/, which people read.

import Foundation
import Testing

@Suite struct MistakeTests {
  @Test(
    "a mistake is said where it is, with what to do, and leaves nothing behind",
    arguments: ["wrong-plans.txt", "wrong-registries.txt"])
  func transcript(name: String) throws {
    let file = Program.repository.appending(path: "Tests/CommandTests/Golden/\(name)")
    let (preface, cases) = try readCases(try String(contentsOf: file, encoding: .utf8))
    var written = preface
    for one in cases {
      let workplace = try Workplace()
      try one.apply(to: workplace)
      let before = try workplace.names()
      let english = try workplace.draw()
      let after = try workplace.names()
      var said = one
      said.said = ["exit \(english.status)"] + quoted(english.errors)
      if english.status == 2 {
        #expect(after == before, "\(one.title): something was left behind")
        #expect(english.output.isEmpty, "\(one.title)")
      }
      let chinese = try workplace.draw("--language", "zh", output: "again")
      #expect(chinese.status == english.status)
      said.said += ["| ~"] + quoted(chinese.errors)
      try checkPlace(one, english, workplace)
      written += "\n" + said.text
      if !Program.isWritingGolden {
        #expect(said.said == one.said, "\(name): \(one.title)")
      }
    }
    if Program.isWritingGolden { try written.write(to: file, atomically: true, encoding: .utf8) }
  }

  private func quoted(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: true).map { "| " + $0 }
  }

  /// The first error that has a column points at what the case says.
  private func checkPlace(_ one: Case, _ run: Run, _ workplace: Workplace) throws {
    guard let expected = one.place else { return }
    let errors = run.errors.split(separator: "\n").filter { $0.contains(": error: [") }
    let first = try #require(errors.first, "\(one.title): no error")
    let parts = first.split(separator: ":").map(String.init)
    let line = try #require(Int(parts[1]), "\(one.title): no line")
    let column = try #require(Int(parts[2]), "\(one.title): no column")
    let text = String(decoding: try workplace.read(parts[0]), as: UTF8.self)
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let found = String(String.UnicodeScalarView(lines[line - 1].dropFirst(column - 1)))
    #expect(found.unicodeScalars.starts(with: expected.unicodeScalars), "\(one.title): \(found)")
  }
}
