// `explain --record-only`: no ticket for what cannot be an id, and the truth of the list where
// draw.csv stands beside the record.

import Foundation
import Tables
import Testing

@Suite struct RecordOnlyTests {
  private let record = "out/MTG-2026Q4/record.json"
  private let list = "out/MTG-2026Q4/draw.csv"

  private func drawn(isForPeople: Bool = false) throws -> Workplace {
    let workplace = try Workplace()
    try workplace.draw("--csv", isForPeople ? "people" : "plain")
    return workplace
  }

  private func ask(_ workplace: Workplace, _ id: String, _ more: String...) throws -> Run {
    try Program.run(["explain", record, id, "--record-only"] + more, in: workplace.folder)
  }

  @Test(
    "what cannot be a credit code is told what is wrong with it, and gets no ticket",
    arguments: [
      ("", "the id is empty", false), ("91110109100079190", "was damaged by a spreadsheet", false),
      ("9111010910007919", "16 characters", false),
      ("9111010910007919077", "19 characters", false),
      ("911101091000791907 ", "holds U+0020", true),
      ("91110109 1000791907", "19 characters", true),
      ("911101091000791907\r", "holds U+000D", true),
      ("911101091\u{200B}000791907", "holds U+200B", true),
      ("９１１１０１０９１０００７９１９０７", "holds U+FF19", true),
      ("911101091000791907,", "19 characters", true),
      ("91110109IOO0791907", "character 9", true),
      ("北京样例01有限公司", "not by a name", false), ("P1", "2 characters", false),
    ])
  func nonsense(id: String, words: String, isMeant: Bool) throws {
    let workplace = try drawn()
    for hasList in [true, false] {
      if !hasList { try FileManager.default.removeItem(at: workplace.file(list)) }
      let run = try ask(workplace, id)
      #expect(run.status == 1 && run.output.contains(words), "\(run.output)\(run.errors)")
      #expect(run.output.contains("did you mean 911101091000791907?") == isMeant, "\(run.output)")
      #expect(run.output.firstMatch(of: /[0-9a-f]{64}/) == nil, "\(run.output)")
      let json = try ask(workplace, id, "--json")
      #expect(json.status == 1 && json.output.contains("\"kind\": \"unknown\""))
      #expect(!json.output.contains("ticket"))
    }
  }

  @Test("the cleaning that the plan declares is made before an id is judged and ticketed")
  func cleaned() throws {
    let workplace = try Workplace()
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
      .replacing("\"targets.csv\",", with: "\"targets.csv\", clean: [\"trim\", \"uppercase\"],")
    try workplace.write("common.json5", Array(common.utf8))
    try workplace.draw("--csv", "plain")
    let right = try ask(workplace, "91110109100316766C")
    let typed = try ask(workplace, " 91110109100316766c")
    #expect(right.status == 0 && typed.output == right.output, "\(typed.output)\(typed.errors)")
  }

  @Test("where ids are not known to be codes, that is said before the ticket")
  func otherIDs() throws {
    let workplace = try Workplace()
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
      .replacing("\"targets.csv\",", with: "\"targets.csv\", columns: { id: \"编号\" },")
    let table = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
      .replacing("统一社会信用代码", with: "编号").replacing("91110109100316766C", with: "T-7")
    try workplace.write("common.json5", Array(common.utf8))
    try workplace.write("targets.csv", Array(table.utf8))
    #expect(try workplace.draw("--csv", "plain").status == 0)
    let there = try ask(workplace, "T-8")
    #expect(there.status == 0 && there.errors.isEmpty, "\(there.errors)")
    try FileManager.default.removeItem(at: workplace.file(list))
    let run = try ask(workplace, "T-8")
    #expect(run.status == 0 && run.errors.contains("warning: [any-text-has-ticket]"))
    for id in ["", "T-7 ", "T-7\n", "\t"] {
      let run = try ask(workplace, id)
      #expect(run.status == 1 && !run.output.contains("ticket:"), "\(run.output)")
    }
  }

  @Test("with the list beside the record, an id is on it or not drawn", arguments: [false, true])
  func listed(isForPeople: Bool) throws {
    let workplace = try drawn(isForPeople: isForPeople)
    let rows = String(decoding: try workplace.read(list), as: UTF8.self)
      .split(separator: "\r\n").flatMap { $0.split(separator: "\n") }.dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
    let lists = Dictionary(grouping: rows, by: { $0[3].filter { $0 != "\t" && $0 != "\"" } })
    var words: Set<String> = []
    for (id, places) in lists {
      let run = try ask(workplace, id)
      #expect(run.status == 0)
      for place in places {
        let word = place[6] == "正选" ? "SELECTED" : "alternate"
        words.insert(word)
        #expect(run.output.contains("stratum \(place[1]), place \(place[2]): \(word)\n"))
      }
      let count = run.output.components(separatedBy: "not on the list: not drawn").count - 1
      #expect(count == 2 - places.count && run.output.contains("if in stratum") == (count > 0))
    }
    #expect(words.count == 2)
    let other = try ask(workplace, "911101091000791907")
    #expect(lists["911101091000791907"] == nil && other.status == 0)
    #expect(other.output.components(separatedBy: "not on the list: not drawn").count == 3)
    // With the list no less is said than without.
    #expect(other.output.contains("if in stratum A"), "\(other.output)")
    #expect(other.output.contains("    ticket of the last selected: "), "\(other.output)")
    let json = try ask(workplace, "911101091000791907", "--json").output
    #expect(json.contains("\"drawn\": false"))
  }

  @Test("an id that is no code is told which code on the list is near; a sound one is not")
  func near() throws {
    let workplace = try drawn()
    let rows = String(decoding: try workplace.read(list), as: UTF8.self)
      .split { $0.isNewline }.dropFirst()
    let ids = rows.map { row in row.split(separator: ",").map(String.init)[3] }
    let id = try #require(ids.first { $0.last != $0.dropLast().last })
    let swapped = id.dropLast(2) + [id.last!, id.dropLast().last!]
    for typed in [String(swapped), String(id.dropLast(2)), String(id.dropLast(3)) + "000"] {
      let run = try ask(workplace, typed)
      #expect(run.output.contains("did you mean \(id)"), "\(run.output)")
      #expect(try ask(workplace, typed, "--json").output.contains("\"near\": [\"\(id)\""))
    }
    #expect(!(try ask(workplace, id).output.contains("did you mean")))
    #expect(!(try ask(workplace, "911101091000791907").output.contains("did you mean")))
  }

  @Test("a list that is not the record's is no ground for an answer")
  func anotherList() throws {
    let workplace = try drawn()
    try workplace.write(list, Array(try workplace.read(list).dropLast()))
    let run = try ask(workplace, "911101091000791907")
    #expect(run.status == 2 && run.errors.contains("[file-changed]"), "\(run.errors)")
    // A record through standard input stands beside no list.
    try workplace.write("draw.csv", Array("x".utf8))
    let piped = try Program.shell(
      "shuangsuiji explain - 911101091000791907 --record-only < \(record)", in: workplace.folder)
    #expect(piped.status == 0 && piped.output.contains("if in stratum"), "\(piped.errors)")
  }

  @Test("a list altered with its digest is believed by nobody: its tickets say otherwise")
  func smuggled() throws {
    let workplace = try drawn()
    let table = try workplace.read(list)
    let text = String(decoding: table, as: UTF8.self)
    let drawn = try #require(text.split(separator: "\n").dropFirst().first).split(separator: ",")[3]
    let friend = "91110105MA0UEMWB4F"
    let altered = Array(text.replacing(drawn, with: friend).utf8)
    try workplace.write(list, altered)
    let told = String(decoding: try workplace.read(record), as: UTF8.self)
      .replacing(FileDigest(of: table).hex, with: FileDigest(of: altered).hex)
    try workplace.write(record, Array(told.utf8))
    let alone = try ask(workplace, friend)
    #expect(alone.status == 2 && alone.output == "", "\(alone.output)")
    let said = "draw.csv:2: error: [list-contradicts-record]"
    #expect(alone.errors.contains(said), "\(alone.errors)")
    let whole = try workplace.run("explain", record, friend)
    #expect(whole.status == 2 && whole.errors.contains("[draw-not-repeated]"), "\(whole.errors)")
  }

  @Test("where no plan is found, the way without one is named")
  func withoutPlan() throws {
    let workplace = try drawn()
    try FileManager.default.removeItem(at: workplace.file("plan.json5"))
    for (line, option) in [
      ("explain \(record) 911101091000791907", "--record-only"),
      ("verify \(record)", "--disclosed"),
    ] {
      let run = try Program.shell("shuangsuiji \(line)", in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("[plan-not-found]"), "\(run.errors)")
      #expect(run.errors.contains("which has none, \(option) looks"), "\(run.errors)")
    }
  }

  @Test("of a stratum that is wholly drawn nobody is said to be in it")
  func wholeStratum() throws {
    let workplace = try Workplace()
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
      .replacing("quantity: { ratio: \"10%\", minimum: 1 }", with: "quantity: { all: true }")
    try workplace.write("plan.json5", Array(plan.utf8))
    try workplace.draw("--csv", "plain")
    try FileManager.default.removeItem(at: workplace.file(list))
    let run = try ask(workplace, "91110105MA0UEMWB4F", "--language", "zh")
    #expect(run.status == 0 && run.output.contains("：该层全部抽取"), "\(run.output)")
    #expect(!run.output.contains("：入选\n"), "\(run.output)")
  }
}
