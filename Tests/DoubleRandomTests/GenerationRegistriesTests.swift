// Generated inspectors, items, history, recusals and calendar: they fit the targets and each other.

import Testing

@testable import DoubleRandom

@Suite("Generated registries around the targets")
struct GenerationRegistriesTests {
  private let seed = "fit"

  @Test("the target registry's last day and count of this year are those of the history")
  func historyAgrees() {
    let targets = ReadBack(.targets, rows: 2000, seed: seed)
    let history = ReadBack(.history, rows: 300, seed: seed)
    var last: [String: String] = [:]
    var counts: [String: Int] = [:]
    for visit in history.rows {
      let (code, day, plan, kind) = (visit[0], visit[1], visit[3], visit[4])
      #expect(plan.isEmpty == (kind != "双随机抽查"))
      if !plan.isEmpty { last[code] = max(last[code] ?? "", day) }
      if day >= "2026", ["双随机抽查", "日常检查", "专项检查"].contains(kind) {
        counts[code, default: 0] += 1
      }
    }
    let codes = targets["统一社会信用代码"]
    #expect(Set(history["统一社会信用代码"]).isSubset(of: codes))
    #expect(targets["上次抽查日期"] == codes.map { last[$0] ?? "" })
    #expect(targets["本年度已检查次数"] == codes.map { String(counts[$0] ?? 0) })
    #expect(counts.values.contains { $0 >= 2 }, "some stand at the yearly cap")
  }

  @Test("history is in order of days, on working days, after each target's founding")
  func historyDays() {
    let targets = ReadBack(.targets, rows: 2000, seed: seed)
    let founded = Dictionary(
      uniqueKeysWithValues: zip(targets["统一社会信用代码"], targets["成立日期"]))
    let history = ReadBack(.history, rows: 300, seed: seed)
    let days = history["检查日期"]
    #expect(days == days.sorted())
    #expect(days.allSatisfy { $0 >= "2025-10-09" && $0 <= "2026-09-24" })
    #expect(Set(days).isDisjoint(with: ["2025-10-12", "2026-01-01", "2026-02-16", "2026-05-10"]))
    for (code, day) in zip(history["统一社会信用代码"], days) {
      #expect(founded[code].map { $0 < day } == true)
    }
    for (plan, day) in zip(history["计划编号"], days) where !plan.isEmpty {
      let quarter = (Int(day.dropFirst(5).prefix(2)).map { ($0 + 2) / 3 } ?? 0)
      #expect(plan.hasPrefix("BJ-\(day.prefix(4))Q\(quarter)-110"))
    }
  }

  @Test("two officers went to each visit: different, of the target's district, in the registry")
  func historyOfficers() {
    let history = ReadBack(.history, rows: 3000, seed: seed)
    for count in [400, 4000] {
      let inspectors = ReadBack(.inspectors, rows: count, seed: seed)
      let known = Dictionary(
        uniqueKeysWithValues: inspectors.rows.map { ($0[0], ($0[3], $0[9] + $0[10])) })
      for (plan, officers) in zip(history["计划编号"], history["人员编号"]) {
        let team = officers.split(separator: ";").map(String.init)
        #expect(Set(team).count == 2)
        #expect(plan.isEmpty || plan.hasSuffix(team[0].prefix(6)))
        for officer in team {
          let found = known[officer]
          #expect(found?.1 == "否否" && found?.0 == String(officer.prefix(6)))
        }
        #expect(Set(team.map { $0.prefix(6) }).count == 1)
      }
    }
    let pairs = Set(history["人员编号"])
    #expect(pairs.count > 1000, "not always the same two")
  }

  @Test(
    "every district of the sample can field six officers for food and one for every other field")
  func supply() {
    let inspectors = ReadBack(.inspectors, rows: 400, seed: "beijing-2026q4")
    let qualifications = inspectors["岗位资质资格"].map { Set($0.split(separator: ";")) }
    var fit: [String: [Set<Substring>]] = [:]
    for (index, district) in inspectors["所属区"].enumerated() {
      let row = inspectors.rows[index]
      if row[7] > "", row[8] > "2026-12-31", row[9] == "否", row[10] == "否", row[11] == "在岗" {
        fit[district, default: []].append(qualifications[index])
      }
    }
    #expect(fit.count == 17)
    for (district, officers) in fit {
      #expect(officers.count >= 10, "\(district)")
      let food = officers.count { $0.contains("食品") }
      #expect(food >= 6, "\(district)")
      for field in Generation.InspectorRows.specialities {
        let holders = officers.count { $0.contains(field[...]) }
        #expect(holders > 0, "\(district) \(field)")
      }
    }
  }

  @Test("auxiliaries and experts hold no certificate; some certificates have expired, some leave")
  func peculiarities() {
    let inspectors = ReadBack(.inspectors, rows: 400, seed: "beijing-2026q4")
    let rows = inspectors.rows
    let auxiliaries = rows.filter { $0[10] == "是" }
    let experts = rows.filter { $0[9] == "是" }
    #expect((45...70).contains(auxiliaries.count) && (15...25).contains(experts.count))
    #expect((auxiliaries + experts).allSatisfy { $0[7] == "" && $0[8] == "" })
    let officers = rows.filter { $0[9] == "否" && $0[10] == "否" }
    #expect(officers.allSatisfy { $0[7].utf8.count == 11 && $0[8] > "2026-02" })
    #expect((4...12).contains(officers.count { $0[8] < "2026-10" }))
    #expect((2...8).contains(officers.count { $0[8] > "2026-10" && $0[8] < "2027" }))
    let away = rows.filter { $0[12] != "" }
    #expect((30...60).contains(away.count))
    #expect(away.allSatisfy { $0[12] >= "2026-10-12" && $0[12] < $0[13] && $0[13] < "2027" })
    #expect(Set(inspectors["人员编号"]).count == 400)
    #expect(Set(officers.map { $0[7] }).count == officers.count)
  }

  @Test("officers' stations are stations of the targets; every district has its share of any N")
  func workplaces() {
    let targets = ReadBack(.targets, rows: 5000, seed: seed)
    let stations = Set(zip(targets["所属区"], targets["管辖单位"]).map { $0 + $1 })
    for row in ReadBack(.inspectors, rows: 400, seed: seed).rows where row[4] == "所" {
      #expect(stations.contains(row[3] + row[2]))
    }
    for count in [0, 1, 16, 40, 399] {
      let inspectors = ReadBack(.inspectors, rows: count, seed: seed)
      #expect(inspectors.rows.count == count)
      #expect(inspectors["所属区"] == inspectors["所属区"].sorted())
    }
  }

  @Test("recusals name officers and targets that exist, of one district, none twice")
  func recusals() {
    let recusals = ReadBack(.recusals, rows: 60, seed: seed)
    let identifiers = Set(ReadBack(.inspectors, rows: 400, seed: seed)["人员编号"])
    let codes = Set(ReadBack(.targets, rows: 20_000, seed: seed)["统一社会信用代码"])
    #expect(identifiers.isSuperset(of: recusals["人员编号"]))
    #expect(codes.isSuperset(of: recusals["统一社会信用代码"]))
    for row in recusals.rows { #expect(row[0].prefix(6) == row[1].dropFirst(2).prefix(6)) }
    #expect(Set(recusals["人员编号"]).count == 60)
  }

  @Test("55 items are for stations and 47 for the district, each with a statute and a code")
  func items() {
    let items = ReadBack(.items, rows: 1000, seed: "")
    #expect(items["实施层级"].count { $0 == "所" } == 55)
    #expect(items["实施层级"].count { $0 == "区" } == 47)
    #expect(Set(items["事项编码"]).count == 102 && Set(items["抽查事项"]).count == 102)
    #expect(items["依据"].allSatisfy { $0.hasPrefix("《") })
    #expect(Set(items["事项类别"]) == ["重点", "一般"])
    let held = Set(
      ReadBack(.inspectors, rows: 400, seed: seed)["岗位资质资格"]
        .flatMap { $0.split(separator: ";").map(String.init) })
    #expect(held.union([""]).isSuperset(of: items["所需资质"]))
    #expect(items["所需资质"].count { $0.isEmpty } > 10)
    for (kind, cap) in zip(items["事项类别"], items["频次上限"]) { #expect((kind == "重点") == cap.isEmpty) }
  }

  @Test("the calendar has 39 named days and leaves 59, 61, 66 and 62 working days a quarter")
  func calendar() {
    let calendar = ReadBack(.calendar, rows: 1000, seed: "")
    #expect(calendar["类型"].count { $0 == "休" } == 33)
    #expect(
      calendar.rows.filter { $0[1] == "班" }.map { $0[0] } == [
        "2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
      ])
    let starts = [1, 4, 7, 10].map { Generation.Days.number(2026, $0, 1) }
    let ends = starts.dropFirst() + [Generation.Days.number(2027, 1, 1)]
    let working = zip(starts, ends).map { from, to in
      (from..<to).count(where: Generation.CalendarRows.isWorking(day:))
    }
    #expect(working == [59, 61, 66, 62])
  }
}
