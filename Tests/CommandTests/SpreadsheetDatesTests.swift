// Dates as spreadsheets write them, in every registry: where the plan declares them the draw is
// that of the same dates written 2026-10-12, and nothing is read so that was not declared.

import Foundation
import Testing

@Suite struct SpreadsheetDatesTests {
  private static let files = ["targets", "inspectors", "history", "calendar"]

  /// The small world with a scope by date; its dates written otherwise, row by row in another form.
  private func world(rewrites: Bool, declares: Bool) throws -> Workplace {
    let workplace = try Workplace()
    try change(workplace, "plan.json5") {
      $0.replacing(
        "scope: { ", with: "scope: { 成立日期: { from: \"2012-03-04\", to: \"2018-03-05\" }, ")
    }
    if declares {
      try change(workplace, "common.json5") { text in
        Self.files.reduce(text) {
          $0.replacing("\"\($1).csv\"", with: "\"\($1).csv\", clean: [\"dates\"]")
        }
      }
    }
    for file in Self.files where rewrites {
      try change(workplace, "\(file).csv") { text in
        let lines = text.components(separatedBy: "\n")
        return lines.enumerated().map { rewritten($1, as: $0 % 5) }.joined(separator: "\n")
      }
    }
    return workplace
  }

  private func change(_ workplace: Workplace, _ name: String, _ edit: (String) -> String) throws {
    let text = String(decoding: try workplace.read(name), as: UTF8.self)
    let changed = edit(text)
    #expect(changed != text)
    try workplace.write(name, Array(changed.utf8))
  }

  private func rewritten(_ line: String, as form: Int) -> String {
    line.replacing(#/([0-9]{4})-0?([0-9]{1,2})-0?([0-9]{1,2})/#) { match in
      let (year, month, day) = (match.1, match.2, match.3)
      return switch form {
      case 0: "\(match.0)"
      case 1: "\(year)/\(month)/\(day)"
      case 2: "\(year)年\(month)月\(day)日"
      case 3: "\(match.0) 00:00:00"
      default: "\(match.0)".replacing("-", with: "")
      }
    }
  }

  @Test("declared dates of spreadsheets give the draw of the same days, and it verifies")
  func declared() throws {
    let plain = try world(rewrites: false, declares: false)
    try plain.draw()
    let other = try world(rewrites: true, declares: true)
    let run = try other.draw()
    #expect(run.status == 0 && !run.errors.contains("[date-not-read]"), "\(run.errors)")
    for name in ["plan.csv", "draw.csv", "workload.csv"] {
      let path = "out/MTG-2026Q4/\(name)"
      #expect(try plain.read(path) == other.read(path), "\(name)")
    }
    #expect(try other.verify().status == 0)
    let script = try other.run("sql", "out/MTG-2026Q4/record.json", "--engine", "duckdb").output
    #expect(script.contains("AS visited_on") && script.contains("[-/.年]?"))
  }

  @Test("a target out of a scope by date is told so, its date read as the plan declares")
  func explained() throws {
    let workplace = try world(rewrites: true, declares: true)
    try workplace.draw()
    let record = "out/MTG-2026Q4/record.json"
    // Founded on 2012-03-03, the day before the scope begins, and on its first day.
    let out = try workplace.run("explain", record, "91110109100158382K", "--json")
    let inside = try workplace.run("explain", record, "91110109100950281M", "--json")
    #expect(out.output.contains("outOfScope") && !inside.output.contains("outOfScope"))
  }

  @Test("the next quarter's history has one form of date, whatever the last one had")
  func history() throws {
    let workplace = try world(rewrites: true, declares: true)
    try workplace.draw()
    let run = try workplace.run(
      "results", "out/MTG-2026Q4/record.json", "--output", "done", "--as-of", "2026-10-12")
    #expect(run.status != 2, "\(run.errors)")
    let names = try workplace.names().filter { $0.hasSuffix("history.csv") && $0.hasPrefix("done") }
    let history = String(decoding: try workplace.read(try #require(names.first)), as: UTF8.self)
    let rows = history.split(whereSeparator: \.isNewline).dropFirst()
    #expect(!rows.isEmpty)
    for row in rows {
      let day = row.split(separator: ",", omittingEmptySubsequences: false)[1]
      #expect(day.wholeMatch(of: #/[0-9]{4}-[0-9]{2}-[0-9]{2}/#) != nil, "\(row)")
    }
  }

  @Test("undeclared, such dates are refused with what to declare; a scope by date warns of them")
  func undeclared() throws {
    let workplace = try world(rewrites: true, declares: false)
    let refused = try workplace.draw()
    #expect(refused.status == 2)
    #expect(refused.errors.contains("clean: [\"dates\"]"), "\(refused.errors)")
    let scope = try world(rewrites: false, declares: false)
    try change(scope, "targets.csv") { $0.replacing("2014-03-05", with: "2014/3/5") }
    let warned = try scope.draw()
    #expect(warned.status == 0)
    let said = "targets.csv:6: warning: [date-not-read] column 成立日期: “2014/3/5”"
    #expect(warned.errors.contains(said), "\(warned.errors)")
    #expect(try scope.verify().status == 0)
  }
}
