// `explain`, held against what the draw itself wrote, against `sha256sum`, and against a small
// world in which every reason to be left out occurs once.

import Foundation
import Testing

/// A table of the small world, which has no quotes: its rows by header.
private func table(_ bytes: [UInt8]) -> [[String: String]] {
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
    $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
  return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
}

@Suite struct ExplainTests {
  @Test("what a registry says cannot steer the terminal; the lines of shell still recompute")
  func controls() throws {
    let workplace = try Workplace()
    let table = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
    let id = "91110109103009227P"
    let odd = "\(id),\"一\u{1B}[31m红\u{202E}\u{7F}\n第二行\","
    let row = try #require(table.split(separator: "\n").first { $0.hasPrefix(id) })
    let name = row.split(separator: ",")[1]
    try workplace.write(
      "targets.csv", Array(table.replacing("\(id),\(name),", with: odd).utf8))
    let seed = "a seed with \u{1B}[0m and 'quotes' \\ in it"
    #expect(try workplace.draw(seed: seed).status == 0)
    let run = try workplace.run("explain", "out/MTG-2026Q4/record.json", id)
    #expect(
      run.output.hasPrefix("\(id)  一<U+001B>[31m红<U+202E><U+007F><U+000A>第二行\n"), "\(run.output)")
    #expect(!(run.output + run.errors).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    let lines = run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
    let shell = lines.filter { $0.hasPrefix("S=") || $0.hasPrefix("K=") || $0.hasPrefix("printf") }
    let ticket = try #require(lines.first { $0.hasPrefix("ticket: ") })
    let again = try Program.shell(shell.joined(separator: "\n"), in: workplace.folder)
    #expect("ticket: \(again.output)" == ticket + "\n", "\(shell)")
  }

  private let record = "out/MTG-2026Q4/record.json"

  private func drawn() throws -> (Workplace, [[String: String]]) {
    let workplace = try Workplace()
    try workplace.draw("--csv", "plain")
    return (workplace, table(try workplace.read("out/MTG-2026Q4/draw.csv")))
  }

  private func json(_ run: Run) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any],
      "\(run.errors)")
  }

  @Test("place, ticket and probability of every drawn target are those of draw.csv")
  func drawnTargets() throws {
    let (workplace, rows) = try drawn()
    #expect(rows.count > 10)
    for row in rows {
      let id = try #require(row["统一社会信用代码"])
      let object = try json(try workplace.run("explain", record, id, "--json"))
      let tasks = try #require(object["tasks"] as? [[String: Any]])
      let task = try #require(tasks.first { $0["number"] as? String == row["任务编号"] })
      #expect(task["ticket"] as? String == row["票号"])
      #expect((task["rank"] as? Int).map(String.init) == row["抽取序号"])
      #expect(task["stratum"] as? String == row["抽取层"])
      #expect(task["selected"] as? Bool == (row["名单类别"] == "正选"))
      #expect((task["alternate"] is Int) == (row["名单类别"] == "备选"))
      // draw.csv does not reduce the fractions of equal chances.
      let parts = try #require(row["入选概率(分数)"]).split(separator: "/").compactMap { Int($0) }
      let own = try #require(task["probability"] as? String).split(separator: "/")
        .compactMap { Int($0) }
      #expect(parts[0] * own[1] == own[0] * parts[1])
    }
  }

  @Test("of a weighted task the boundaries are told with their weights, by which places compare")
  func weightedBoundaries() throws {
    let (workplace, rows) = try drawn()
    let first = /last selected: +([0-9a-f]{16})[0-9a-f]{48} \(weight ([0-9]+)\)/
    let next = /first unselected: +([0-9a-f]{16})[0-9a-f]{48} \(weight ([0-9]+)\)/
    let own = /ticket: ([0-9a-f]{16})[0-9a-f]{48}\n +weight ([0-9]+):/
    var compared = 0
    for row in rows where row["任务编号"] == "门市监抽查〔2026〕2号" {
      let id = try #require(row["统一社会信用代码"])
      let text = try workplace.run("explain", record, id).output
      guard let boundary = text.firstMatch(of: first), let mine = text.firstMatch(of: own) else {
        continue
      }
      func ratio(_ digits: Substring, _ weight: Substring) throws -> (UInt64, UInt64) {
        (try #require(UInt64(digits, radix: 16)), try #require(UInt64(weight)))
      }
      let (a, b) = (try ratio(mine.1, mine.2), try ratio(boundary.1, boundary.2))
      let isWithin = a.0.multipliedFullWidth(by: b.1) <= b.0.multipliedFullWidth(by: a.1)
      #expect(isWithin == (row["名单类别"] == "正选"), "\(text)")
      if let outside = text.firstMatch(of: next) {
        let c = try ratio(outside.1, outside.2)
        let isBefore = a.0.multipliedFullWidth(by: c.1) < c.0.multipliedFullWidth(by: a.1)
        #expect(isBefore == isWithin, "\(text)")
        compared += 1
      }
    }
    #expect(compared > 2)
  }

  @Test("the places of all targets of a stratum are 1 to N, in the order of the draw")
  func places() throws {
    let (workplace, _) = try drawn()
    var places: [String: [Int]] = [:]
    var sizes: [String: Int] = [:]
    for row in table(try workplace.read("targets.csv")) {
      let id = try #require(row["统一社会信用代码"])
      let object = try json(try workplace.run("explain", record, id, "--json"))
      for task in try #require(object["tasks"] as? [[String: Any]]) {
        guard let stratum = task["stratum"] as? String, let rank = task["rank"] as? Int else {
          #expect(task["excluded"] is String)
          continue
        }
        let key = "\(task["number"] as? String ?? "")|\(stratum)"
        places[key, default: []].append(rank)
        sizes[key] = task["N"] as? Int
      }
    }
    #expect(places.count > 4)
    for (key, ranks) in places {
      #expect(ranks.sorted() == Array(1...(sizes[key] ?? 0)), "\(key)")
    }
  }

  @Test("the lines of shell give the ticket", arguments: ["en", "zh"])
  func shell(language: String) throws {
    let (workplace, rows) = try drawn()
    let id = try #require(rows[0]["统一社会信用代码"])
    for more in [[], ["--record-only"]] {
      let run = try Program.run(
        ["explain", record, id, "--language", language] + more, in: workplace.folder)
      #expect(run.status == 0)
      let lines = run.output.split(separator: "\n").map { $0.drop { $0 == " " } }
      let script = lines.filter {
        $0.hasPrefix("S=") || $0.hasPrefix("K=") || $0.hasPrefix("print")
      }
      #expect(script.count == 3)
      let shell = try Program.shell(script.joined(separator: "\n"), in: workplace.folder)
      #expect(shell.output == "\(rows[0]["票号"] ?? "")\n" && shell.errors.isEmpty)
    }
  }

  @Test("a seed and an id of any characters stay words of shell")
  func quoting() throws {
    let workplace = try Workplace()
    // Ids of another kind than credit codes may be any text.
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
      .replacing("\"targets.csv\",", with: "\"targets.csv\", columns: { id: \"编号\" },")
    let table = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
      .replacing("统一社会信用代码", with: "编号")
    try workplace.write("common.json5", Array(common.utf8))
    try workplace.write("targets.csv", Array(table.utf8))
    try workplace.draw(seed: "it's a $(date) `seed` \\ %s")
    let id = "x'; echo $HOME #%d"
    let run = try workplace.run("explain", record, id, "--record-only")
    let lines = run.output.split(separator: "\n").map { $0.drop { $0 == " " } }
    let script = lines.filter { $0.hasPrefix("S=") || $0.hasPrefix("K=") || $0.hasPrefix("print") }
    let shell = try Program.shell(script.joined(separator: "\n"), in: workplace.folder)
    let ticket = String(shell.output.dropLast())
    #expect(ticket.count == 64 && run.output.contains(ticket))
  }

  @Test("every reason to be left out is named, and the first one counts")
  func reasons() throws {
    let workplace = try Workplace()
    let rows = table(try workplace.read("targets.csv"))
    let own = rows.filter { $0["所属区"] == "110109" && $0["登记状态"] == "存续" }
    let food = own.filter {
      $0["监管标签"]?.contains("食品经营") ?? false && $0["行业代码"] != "C1310"
    }
    func id(_ index: Int) throws -> String { try #require(food[index]["统一社会信用代码"]) }
    let (often, lately, before, listed) = (try id(0), try id(1), try id(2), try id(3))
    try workplace.write(
      "history.csv",
      Array(
        """
        统一社会信用代码,检查日期,检查机关,计划编号,检查类型
        \(often),2026-02-01,局,,双随机
        \(often),2026-03-01,局,,双随机
        \(lately),2026-09-20,局,,双随机
        \(before),2025-11-20,局,P-1,双随机
        \(listed),2026-09-29,局,,投诉举报

        """.utf8))
    let plan = String(decoding: try workplace.read("plan.json5"), as: UTF8.self)
      .replacingOccurrences(of: "ids: {}", with: "ids: { \"\(listed)\": \"另案检查\" }")
    try workplace.write("plan.json5", Array(plan.utf8))
    try workplace.draw("--csv", "plain")
    func reason(_ id: String, task: Int = 0) throws -> String? {
      let object = try json(try workplace.run("explain", record, id, "--json"))
      return (object["tasks"] as? [[String: Any]])?[task]["excluded"] as? String
    }
    #expect(try reason(often) == "frequencyCap")
    #expect(try reason(lately) == "minimumInterval")
    #expect(try reason(before) == "recentDraw")
    #expect(try reason(listed) == "listed")
    #expect(try reason(listed, task: 1) == nil)
    let closed = try #require(rows.first { $0["登记状态"] == "注销" }?["统一社会信用代码"])
    #expect(["status", "outOfScope"].contains(try reason(closed)))
    let text = try workplace.run("explain", record, listed, "--language", "zh").output
    #expect(text.contains("未纳入抽样框：计划逐户列明不抽：另案检查\n"))
  }

  @Test("an id that no registry has is said to be unknown, and what is mistyped in it")
  func unknown() throws {
    let (workplace, _) = try drawn()
    let run = try workplace.run("explain", record, "911101091000000080")
    #expect(
      run.status == 1 && run.output.hasPrefix("911101091000000080 is no id in either registry"))
    #expect(run.output.contains("character 18 must be"))
    let plain = try workplace.run("explain", record, "P9", "--language", "zh")
    #expect(plain.status == 1 && plain.output.hasPrefix("本计划的两库中均没有编号 P9；"))
  }

  @Test(
    "an id mistyped in a usual way is answered with the one that was meant",
    arguments: [
      "911101091000791970", "911101091000791908", "91110lO91000791907", "91110109IOO0791907",
      "９１１１０１０９１０００７９１９０７", "91110109100079190", "911101091000791000", "911101091000791",
      "9111010910007919O7 ", "'911101091000791907", "91110109 1000791907", "9111010910000791907",
    ])
  func near(id: String) throws {
    let (workplace, _) = try drawn()
    let run = try workplace.run("explain", record, id)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.output.contains("did you mean 911101091000791907"), "\(run.output)")
    let object = try json(try workplace.run("explain", record, id, "--json"))
    #expect((object["near"] as? [String])?.first == "911101091000791907")
  }

  @Test("an id that is like none is answered with none, an officer's with the officer's")
  func notNear() throws {
    let (workplace, _) = try drawn()
    let far = try workplace.run("explain", record, "91110109999999999X")
    #expect(far.status == 1 && !far.output.contains("did you mean"), "\(far.output)")
    let name = try workplace.run("explain", record, "北京样例01有限公司")
    #expect(name.status == 1 && !name.output.contains("did you mean"), "\(name.output)")
  }

  @Test("for every officer and trip the answer agrees with plan.csv and the inspectors' registry")
  func officers() throws {
    let (workplace, _) = try drawn()
    let visits = table(try workplace.read("out/MTG-2026Q4/plan.csv"))
    let inspectors = table(try workplace.read("inspectors.csv"))
    for inspector in inspectors where inspector["所属区"] == "110109" {
      let (id, name) = (try #require(inspector["人员编号"]), try #require(inspector["姓名"]))
      for visit in visits {
        let trip = try #require(visit["检查组编号"])
        let object = try json(
          try workplace.run("explain", record, id, "--trip", trip, "--json"))
        let standing = (object["trip"] as? [String: Any])?["standing"] as? String
        let isOn = visit["组长姓名"] == name || visit["组员姓名"] == name
        #expect((standing == "on-team") == isOn, "\(id) \(trip) \(standing ?? "")")
        let day = try #require(visit["计划检查日期"])
        if id == "P3", !isOn, "2026-10-12" <= day, day <= "2026-10-16" {
          #expect(standing == "on-leave")
        }
      }
    }
    #expect(try workplace.run("explain", record, "P1", "--trip", "99").status == 2)
  }

  @Test("who may not be sent is told why, and nothing of the slots of a trip")
  func auxiliary() throws {
    let workplace = try Workplace()
    let file = workplace.folder.appending(path: "inspectors.csv")
    let text = String(decoding: try workplace.read("inspectors.csv"), as: UTF8.self)
    let changed = text.replacing("C4,2028-01-01,否,否", with: "C4,2028-01-01,否,是")
    #expect(changed != text)
    try Data(changed.utf8).write(to: file)
    try workplace.draw("--csv", "plain")
    let run = try workplace.run("explain", record, "P4", "--trip", "1", "--language", "zh")
    #expect(run.output.contains("第 1 组，"))
    #expect(run.output.contains("本期不得派出：辅助人员"))
    #expect(!run.output.contains("不具备该资质") && !run.output.contains("sha256sum"))
  }

  @Test("an officer's lines of shell give the tickets shown, and nobody else is named")
  func edges() throws {
    let (workplace, _) = try drawn()
    let run = try workplace.run("explain", record, "P2", "--trip", "1")
    let lines = run.output.split(separator: "\n").map { $0.drop { $0 == " " } }
    let script = lines.filter {
      $0.hasPrefix("S=") || $0.hasPrefix("K=") || $0.hasPrefix("T=") || $0.hasPrefix("print")
    }
    let shell = try Program.shell(script.joined(separator: "\n"), in: workplace.folder)
    let tickets = shell.output.split(separator: "\n")
    #expect(tickets.count == 2 && tickets.allSatisfy { run.output.contains("own ticket: \($0)") })
    for inspector in table(try workplace.read("inspectors.csv")) where inspector["人员编号"] != "P2" {
      #expect(!run.output.contains(inspector["姓名"] ?? "?"))
    }
  }

  @Test("without the registry the record alone says what a ticket is worth")
  func recordOnly() throws {
    let (workplace, rows) = try drawn()
    try FileManager.default.removeItem(at: workplace.file("targets.csv"))
    try FileManager.default.removeItem(at: workplace.file("plan.json5"))
    for row in rows where row["任务编号"] == "门市监抽查〔2026〕1号" {
      let run = try workplace.run(
        "explain", record, row["统一社会信用代码"] ?? "", "--record-only", "--json")
      let tasks = try #require(try json(run)["tasks"] as? [[String: Any]])
      let strata = try #require(tasks[0]["strata"] as? [[String: Any]])
      let own = try #require(strata.first { $0["stratum"] as? String == row["抽取层"] })
      #expect(own["selectedIfIn"] as? Bool == (row["名单类别"] == "正选"))
    }
    #expect(try workplace.run("explain", record, "x").status == 2)
  }

  @Test("a record that does not repeat explains nothing")
  func tampered() throws {
    let (workplace, rows) = try drawn()
    let text = String(decoding: try workplace.read(record), as: UTF8.self)
    let range = try #require(text.range(of: "\"lastSelected\": \""))
    var edited = text
    let digit = text[range.upperBound]
    edited.replaceSubrange(range.upperBound...range.upperBound, with: digit == "0" ? "1" : "0")
    try workplace.write(record, Array(edited.utf8))
    let run = try workplace.run("explain", record, rows[0]["统一社会信用代码"] ?? "")
    #expect(run.status == 2 && run.errors.contains("[draw-not-repeated]"))
  }
}
