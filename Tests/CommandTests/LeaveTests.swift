// Several spans of leave of one officer, in one pair of cells.

import Foundation
import Testing

@Suite struct LeaveTests {
  private func world(_ from: String, _ to: String) throws -> Workplace {
    let workplace = try Workplace()
    let text = String(decoding: try workplace.read("inspectors.csv"), as: UTF8.self)
    let changed = text.replacing("2026-10-12,2026-10-16", with: "\(from),\(to)")
    #expect(changed != text)
    try workplace.write("inspectors.csv", Array(changed.utf8))
    return workplace
  }

  @Test("an officer is on no team on a day of any of the spans, and explain names the span")
  func spans() throws {
    let workplace = try world(
      "2026-10-12;2026-10-19；2026-11-02", "2026-10-16;2026-11-01；2026-11-20")
    #expect(try workplace.draw("--csv", "plain").status == 0)
    let record = "out/MTG-2026Q4/record.json"
    let visits = String(decoding: try workplace.read("out/MTG-2026Q4/plan.csv"), as: UTF8.self)
      .split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    let trip = try #require(visits[0].firstIndex(of: "检查组编号"))
    let day = try #require(visits[0].firstIndex(of: "计划检查日期"))
    var met: Set<String> = []
    for visit in visits.dropFirst() {
      let span =
        visit[day] <= "2026-10-16"
        ? "2026-10-12 to 2026-10-16"
        : visit[day] <= "2026-11-01"
          ? "2026-10-19 to 2026-11-01"
          : visit[day] <= "2026-11-20" ? "2026-11-02 to 2026-11-20" : ""
      if span.isEmpty { continue }
      met.insert(span)
      #expect(!visit.contains("丙三"))
      let run = try workplace.run("explain", record, "P3", "--trip", visit[trip])
      #expect(run.output.contains("on leave from \(span)"), "\(run.output)")
    }
    #expect(met.count > 1)
    #expect(try workplace.verify().status == 0)
  }

  @Test("spans that do not go together are errors with their place")
  func uneven() throws {
    for (from, to, code) in [
      ("2026-10-12;2026-11-02", "2026-10-16", "uneven-leave"),
      ("2026-10-12;2026-11-02", "", "half-leave"),
      ("2026-10-12;2026-11-02", "2026-10-16;2026-11-01", "reversed-leave"),
      ("2026-10-12;soon", "2026-10-16;2026-11-01", "bad-date-cell"),
      ("2026-10-12; 2026-11-02", "2026-10-16;2026-11-03", "outer-blank"),
    ] {
      let run = try world(from, to).draw()
      #expect(run.status == 2, "\(from) \(to)")
      #expect(run.errors.contains("inspectors.csv:4: error: [\(code)]"), "\(run.errors)")
    }
  }
}
