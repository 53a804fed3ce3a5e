// Who went, as a filled form says it, against what the law wants; by the real program.

import Foundation
import Testing

@Suite struct ResultOfficersTests {
  private let record = "out/MTG-2026Q4/record.json"

  /// Hands in one row with a day and officers; what was said of it.
  private func handIn(
    _ day: String, _ officers: String, result: String = "未发现问题", _ place: Workplace
  ) throws -> Run {
    let form = String(decoding: try place.read("form.csv"), as: UTF8.self)
    let lines = form.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    var row = lines[1]
    (row[8], row[9], row[10]) = (day, result, officers)
    let text = [lines[0], row].map { $0.joined(separator: ",") + "\n" }.joined()
    try place.write("filled.csv", Array(text.utf8))
    return try place.run("results", record, "filled.csv", "--output", "back", "--force")
  }

  /// The small world with an auxiliary, an expert, and officers who are gone or lack a certificate.
  private func drawn() throws -> Workplace {
    let place = try Workplace()
    let rows = """
      P6,己六,大峪所,110109,,,,否,是,在岗,,,0,
      P7,庚七,大峪所,110109,,,,是,否,在岗,,,0,
      P8,辛八,大峪所,110109,,C8,2028-01-01,否,否,离岗,,,0,
      P9,壬九,大峪所,110109,,,,否,否,在岗,,,0,
      PA,癸十,大峪所,110109,,CA,2026-10-20,否,否,在岗,,,0,

      """
    try place.write("inspectors.csv", try place.read("inspectors.csv") + Array(rows.utf8))
    #expect(try place.draw().status == 0)
    #expect(
      try place.run("results", record, "--form", "form.csv", "--csv", "plain").status == 0)
    return place
  }

  @Test("two officers with valid certificates, none on leave, are all that the law wants")
  func causes() throws {
    let place = try drawn()
    let cases: [(day: String, officers: String, said: [String: String])] = [
      ("2026-10-19", "P3；P4", [:]),
      ("2026-10-19", "P3；P4；P6", ["result-auxiliary-staff": "P6 is auxiliary staff"]),
      ("2026-10-19", "P3；P4；P7", [:]),
      ("2026-10-20", "P3；PA", [:]),
      ("2026-10-19", "P2", ["result-too-few-officers": "P2 went: of them 1 can"]),
      ("2026-10-19", "P2；P2", ["result-too-few-officers": "P2；P2 went: of them 1 can"]),
      ("2026-10-19", "P2；P7", ["result-too-few-officers": "P2；P7 went: of them 1 can"]),
      (
        "2026-10-19", "P6",
        ["result-auxiliary-staff": "P6", "result-too-few-officers": "P6 went: of them 0 can"]
      ),
      (
        "2026-10-16", "P3；P4",
        ["result-officer-on-leave": "P3 was on leave on 2026-10-16 (2026-10-12 to 2026-10-16)"]
      ),
      (
        "2026-10-19", "P2；P4；P8；P9",
        [
          "result-officer-inactive": "P8 is not on duty",
          "result-officer-uncertified": "P9 holds no enforcement certificate",
        ]
      ),
      (
        "2026-10-21", "P3；PA",
        [
          "result-certificate-expired": "PA went on 2026-10-21 with a certificate valid to "
            + "2026-10-20",
          "result-too-few-officers": "of them 1 can enforce the law on 2026-10-21",
        ]
      ),
    ]
    let codes = [
      "auxiliary-staff", "too-few-officers", "officer-on-leave", "officer-inactive",
      "officer-uncertified", "certificate-expired",
    ]
    for (day, officers, said) in cases {
      let run = try handIn(day, officers, place)
      #expect(run.status == 0, "\(officers): \(run.errors)")
      for code in codes.map({ "result-\($0)" }) {
        #expect(run.errors.contains("[\(code)]") == (said[code] != nil), "\(run.errors)")
        if let words = said[code] {
          let place = "filled.csv:2: warning: [\(code)] column 检查人员编号: "
          #expect(run.errors.contains(place) && run.errors.contains(words), "\(run.errors)")
        }
      }
    }
    let chinese = try Program.run(
      ["results", record, "filled.csv", "--output", "back", "--force", "--language", "zh"],
      in: place.folder)
    #expect(chinese.errors.contains("“检查人员编号”列：检查人员 P3；PA 中，2026-10-21 具有执法资格的为 1 人"))
  }

  @Test("days on which nobody should have gone are told, and registered as they stand")
  func days() throws {
    let place = try drawn()
    let plan = String(decoding: try place.read("form.csv"), as: UTF8.self)
    #expect(plan.contains("2026-10-1"))
    for (day, code) in [
      ("2026-10-09", "result-before-schedule"), ("2026-10-17", "result-on-day-off"),
      ("2026-10-19", ""),
      // A Saturday, in a year that the calendar does not know.
      ("2027-01-02", ""),
    ] {
      let run = try handIn(day, "P3；P4", place)
      #expect(run.status == 0, "\(run.errors)")
      for known in ["result-before-schedule", "result-on-day-off"] {
        let said = "filled.csv:2: warning: [\(known)] column 检查日期: \(day) is "
        #expect(run.errors.contains(said) == (known == code), "\(day): \(run.errors)")
      }
    }
  }

  @Test("an officer who is recused from the target is told by a warning of his own")
  func recused() throws {
    let place = try drawn()
    let form = String(decoding: try place.read("form.csv"), as: UTF8.self)
    let id = try #require(form.firstMatch(of: /9[0-9A-Z]{17}/)).output
    for officers in ["P3；P4", "P4；P2"] {
      let run = try handIn("2026-10-19", officers, place)
      #expect(run.status == 0 && !run.errors.contains("recused"), "\(run.errors)")
    }
    // Registries are as they were drawn from: only a recusal that the draw knew of can be told.
    let recusals = try place.read("recusals.csv")
    try place.write("recusals.csv", recusals + Array("P4,\(id),亲属\n".utf8))
    // Its results are registered: --force alone does not take it back.
    #expect(try place.run("void", record, "--reason", "漏报回避").status == 0)
    #expect(try place.draw("--force").status == 0)
    #expect(
      try place.run("results", record, "--form", "form.csv", "--csv", "plain", "--force").status
        == 0)
    let again = String(decoding: try place.read("form.csv"), as: UTF8.self)
    #expect(again.contains(id))
    let run = try handIn("2026-10-19", "P3；P4", place)
    let said = "warning: [result-officer-recused] column 检查人员编号: P4 was at \(id), for whom"
    #expect(run.status == 0 && run.errors.contains(said), "\(run.errors)")
  }

  @Test("other marks between officers or results are told to be ；, and what nothing beside is")
  func separators() throws {
    let place = try drawn()
    for mark in ["、", "，", ",", "/", " "] {
      let officers = mark == "," ? "\"P3,P4\"" : "P3\(mark)P4"
      let run = try handIn("2026-10-19", officers, place)
      #expect(run.status == 2 && run.errors.contains("[result-unknown-officer]"), "\(run.errors)")
      #expect(run.errors.contains("several officers stand with ； between: P3；P4"))
      for code in ["result-too-few-officers", "result-other-team"] {
        #expect(!run.errors.contains("[\(code)]"), "\(run.errors)")
      }
    }
    let run = try handIn("2026-10-19", "P3；P4", result: "无法联系、不配合", place)
    #expect(run.errors.contains("several results stand with ； between: 无法联系；不配合"))
    let both = try handIn("2026-10-19", "P3；P4", result: "未发现问题；不配合", place)
    #expect(both.status == 2 && both.errors.contains("[result-contradiction]"))
    #expect(both.errors.contains("hint: an item has 不配合, or 未发现问题 alone"), "\(both.errors)")
  }

  @Test("names in place of numbers are told the numbers")
  func names() throws {
    let place = try drawn()
    let one = try handIn("2026-10-19", "辛八；P4", place)
    #expect(one.status == 2 && one.errors.contains("wanted, not names: P8"), "\(one.errors)")
    let two = try handIn("2026-10-19", "辛八、壬九", place)
    #expect(two.status == 2 && two.errors.contains("wanted, not names: P8；P9"), "\(two.errors)")
  }

  @Test("a cell of officers that was emptied is told; the team drawn stands as who went")
  func empty() throws {
    let place = try drawn()
    let run = try handIn("2026-10-19", "", place)
    #expect(run.status == 0, "\(run.errors)")
    let said = "filled.csv:2: warning: [result-officers-empty] column 检查人员编号: the cell is empty"
    #expect(run.errors.contains(said), "\(run.errors)")
    #expect(!(try handIn("2026-10-19", "P3；P4", place).errors.contains("officers-empty]")))
  }

  @Test("whoever no registry knows is that error, and not one officer too few")
  func unknown() throws {
    let place = try drawn()
    let run = try handIn("2026-10-19", "P2；P22", place)
    #expect(run.status == 2 && run.errors.contains("[result-unknown-officer]"))
    #expect(!run.errors.contains("[result-too-few-officers]"), "\(run.errors)")
  }
}
