// Forms that came back spoiled as a whole, or that are of another draw: each is told once, with the
// way out.

import Foundation
import Testing

@Suite struct WrongFormTests {
  private let done = ["检查日期": "2026-10-12", "检查结果": "未发现问题"]

  /// Hands in a text as a form.
  private func handIn(_ form: FilledForm, _ text: String) throws -> Run {
    try form.place.write("wrong.csv", Array(text.utf8))
    return try form.place.run("results", form.record, "wrong.csv", "--output", "other", "--force")
  }

  private func filled(_ form: FilledForm) throws -> String {
    try form.fill(form.rows.indices, done)
    _ = try form.handIn()
    return String(decoding: try form.place.read("filled.csv"), as: UTF8.self)
  }

  @Test("a form without its first line is told what that was, be cells empty, full or alike")
  func noHeader() throws {
    let form = try FilledForm()
    for cells in [[:], ["公示日期": "2026-10-13", "情况说明": "无"], ["情况说明": "食品检查"]] {
      try form.fill(form.rows.indices, cells)
      let text = try filled(form)
      let rows = text.drop { $0 != "\r\n" }.dropFirst()
      let run = try handIn(form, String(rows))
      #expect(run.errors.contains("wrong.csv:1: error: [header-missing]"), "\(run.errors)")
      #expect(run.errors.contains(": 计划编号,检查序号,统一社会信用代码,"), "\(run.errors)")
      #expect(run.errors.contains("\n1 error;"), "\(run.errors)")
      #expect(try handIn(form, text).status == 0)
    }
  }

  @Test("a form between other marks is told so and nothing of its cells")
  func otherMarks() throws {
    let form = try FilledForm()
    try form.fill(form.rows.indices, ["情况说明": "x\"y\"z"])
    let text = try filled(form)
    for (mark, name) in [("\t", "tab"), (";", ";"), ("，", "，")] {
      let run = try handIn(form, text.replacing(",", with: mark))
      let said = "[other-delimiter] the columns are separated by “\(name)”"
      #expect(run.errors.contains(said), "\(run.errors)")
      #expect(run.errors.contains("Text to Columns"), "\(run.errors)")
      #expect(run.errors.contains("\n1 error;"), "\(run.errors)")
    }
  }

  @Test("the form of an earlier draw is told once, with the line that declares that void")
  func earlierDraw() throws {
    let form = try FilledForm()
    try form.fill(form.rows.indices, done)
    try form.place.draw("--force", seed: "another seed of the same plan")
    let run = try form.handIn()
    #expect(run.status == 2, "\(run.errors)")
    #expect(
      run.errors.contains("filled.csv:") && run.errors.contains("error: [form-of-other-draw]"),
      "\(run.errors)")
    #expect(run.errors.contains("earlier draw was declared void (ledger line 2)"), "\(run.errors)")
    #expect(run.errors.contains("\n1 error;"), "\(run.errors)")
    // The draw's own form, of which one code is another's, is that of this draw.
    let mine = try FilledForm()
    try mine.fill(0..<1, done.merging(["统一社会信用代码": "91350100M000100Y43"]) { $1 })
    #expect(try mine.handIn().errors.contains("filled.csv:2: error: [result-unknown-target]"))
  }

  @Test("rows of a void plan and of one that is not given are told once each, with their lines")
  func strays() throws {
    let city = try CityForms()
    try city.write("all.csv", city.rows.map { city.filled($0) })
    let other = city.rows.indices.filter { city.rows[$0][0] == "MTG-2026Q5" }.map { $0 + 2 }
    let lines = other.prefix(5).map { "\($0)" }.joined(separator: ", ")
    let said = "are left out: \(other.count), on lines \(lines), …"
    let one = try city.place.run("results", "out/MTG-2026Q4", "all.csv", "--output", "one")
    #expect(one.errors.contains("rows of plan MTG-2026Q5 \(said)"), "\(one.errors)")
    #expect(!one.errors.contains("more [result-of-other-plan]"), "\(one.errors)")
    let void = try city.place.run("void", "out/MTG-2026Q5/record.json", "--reason", "抽错")
    #expect(void.status == 0, "\(void.errors)")
    let run = try city.place.run("results", "out", "all.csv", "--output", "back")
    #expect(run.status == 0, "\(run.errors)")
    let place = "all.csv:\(other[0]): warning: [result-of-void-draw]"
    #expect(run.errors.contains(place), "\(run.errors)")
    #expect(run.errors.contains("draw is void (ledger line 4), \(said)"), "\(run.errors)")
    #expect(!run.errors.contains("result-of-other-plan"), "\(run.errors)")
  }
}
