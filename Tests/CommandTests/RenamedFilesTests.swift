// Files of a draw that have another name now: the bytes are what a record speaks of, and what is
// said of a name never leads to a change of the plan.

import Foundation
import Testing

@Suite struct RenamedFilesTests {
  private let record = "out/MTG-2026Q4/record.json"

  private func move(_ place: Workplace, _ name: String, _ other: String) throws {
    try FileManager.default.moveItem(at: place.file(name), to: place.file(other))
  }

  @Test("a plan under another name, or drawn from standard input, is the same plan: a note says so")
  func plan() throws {
    let place = try Workplace()
    try place.draw("--csv", "plain")
    let piped = try Program.shell(
      "shuangsuiji draw - --seed s -o piped < plan.json5", in: place.folder)
    #expect(piped.status == 0, "\(piped.errors)")
    try move(place, "plan.json5", "计划.json5")
    for (folder, name) in [("out", "plan.json5"), ("piped", "-")] {
      let draw = "\(folder)/MTG-2026Q4/record.json"
      let run = try place.run("verify", draw, "--plan", "计划.json5")
      #expect(run.status == 0 && run.output.hasPrefix("\(draw): identical\n"), "\(run.output)")
      #expect(run.errors.contains("计划.json5: note: [plan-renamed]"), "\(run.errors)")
      #expect(run.errors.contains("“\(name)”"), "\(run.errors)")
    }
    let form = try place.run("results", record, "--form", "form.csv", "--plan", "计划.json5")
    #expect(form.status == 0, "\(form.errors)")
    // What it says is still compared.
    let text = String(decoding: try place.read("计划.json5"), as: UTF8.self)
    try place.write("计划.json5", Array((text + " ").utf8))
    let changed = try place.run("verify", record, "--plan", "计划.json5")
    #expect(changed.status == 2 && changed.errors.contains("[file-changed"), "\(changed.errors)")
  }

  @Test("a registry under another name is found by its digest; a missing one is to be put back")
  func registries() throws {
    let place = try Workplace()
    try place.draw("--csv", "plain")
    for (name, other) in [("calendar.csv", "Calendar.csv"), ("targets.csv", "名录库.csv")] {
      try move(place, name, other)
      for line in ["verify \(record)", "explain \(record) P2", "results \(record) --form f.csv"] {
        let words = line.split(separator: " ").map(String.init)
        let run = try Program.run(words, in: place.folder)
        let said = "\(name): error: [input-renamed] there is no file of this name; \(other) has"
        #expect(run.status == 2 && run.errors.contains(said), "\(line): \(run.errors)")
        #expect(run.errors.contains("hint: rename it back to \(name)\n"), "\(run.errors)")
        #expect(!run.errors.contains("did you mean"), "\(line): \(run.errors)")
      }
      try place.write(other, try place.read(other) + [0x0A])
      let gone = try place.run("verify", record)
      #expect(gone.status == 2 && gone.errors.contains("\(name): error: [input-missing]"))
      #expect(gone.errors.contains("the plan stays as it is"), "\(gone.errors)")
      try place.write(other, try place.read(other).dropLast(1).map { $0 })
      try move(place, other, name)
    }
    #expect(try place.verify().status == 0)
  }
}
