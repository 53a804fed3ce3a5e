// Replacements against their rules, checked from the registries and not from the code that made
// them: who is called, on which day, with which team; in many small worlds and long sequences.

import Foundation
import Sampling
import Tables
import Testing

@testable import DoubleRandom

extension World {
  /// Ten officers, half of them for food, with leave, an early end and recusals; two tasks whose
  /// samples overlap, alternates, tight limits and trips of two visits.
  fileprivate func book(_ seed: String) throws -> VisitBook {
    let people = (0..<10).map { index in
      let until = index == 4 ? "2026-10-20" : "2028-01-01"
      let leave = index == 6 ? "2026-10-12,2026-10-30" : index > 6 ? "2026-10-08,2026-10-09" : ","
      return "P\(index),人\(index),站\(index % 4),1,\(index % 2 == 0 ? "食品" : ""),C\(index),"
        + "\(until),否,在岗,\(leave)\n"
    }
    try write(
      "inspectors.csv",
      "人员编号,姓名,工作单位,所属区,岗位资质资格,执法证号,执法证有效期至,是否辅助人员,岗位状态,请假起,请假止\n"
        + people.joined())
    let recusals = (0..<60).filter { $0 % 5 == 0 }.map {
      "P\($0 / 5 % 10),A\($0 < 10 ? "0" : "")\($0),x\n"
    }
    try write("recusals.csv", "人员编号,统一社会信用代码,原因\n" + recusals.joined())
    let path = try plan(
      """
      a: { number: "N1", title: "A", items: ["SP1"], strata: ["信用风险等级"],
           quantity: { count: 3 }, alternates: 4 },
      b: { number: "N2", title: "B", items: ["DJ1"], strata: ["信用风险等级"],
           quantity: { count: 4 }, alternates: 3, group: "b" }
      """,
      extra: """
        pairing: { dailyLimit: 1, weeklyLimit: 3, periodLimit: 9, avoidOwnUnit: true },
        """)
    let text = String(decoding: try read("plan.json5"), as: UTF8.self)
    try write(
      "plan.json5",
      text.replacing("\"2026-11-30\" }", with: "\"2026-11-06\", visitsPerTrip: 2 }"))
    var findings = Findings()
    let plan = try #require(readPlan(at: path, findings: &findings))
    let seed = try #require(Seed(bytes: Array(seed.utf8)))
    let campaign = try #require(
      conduct([plan], seed: seed, jobs: 1, findings: &findings)?.first)
    return VisitBook(campaign)
  }
}

extension VisitBook {
  /// The trips that take place, with their officers.
  fileprivate var going: [(trip: Trip, team: [Inspector])] {
    zip(trips, teams).compactMap { trip, team in
      team.map { team in
        (trip, team.compactMap { campaign.staffing?.loads[$0].inspector })
      }
    }
  }

  /// Ids that stand, of a task.
  fileprivate func standing(_ task: Int) -> Set<String> {
    Set(
      visits.indices.filter { !isGone[$0] && visits[$0].tasks.contains(task) }
        .map { visits[$0].target.idText })
  }
}

@Suite struct ReplacementTests {
  private let recused = Dictionary(
    grouping: (0..<60).filter { $0 % 5 == 0 }, by: { "P\($0 / 5 % 10)" }
  ).mapValues { Set($0.map { "A\($0 < 10 ? "0" : "")\($0)" }) }

  /// Every team that goes is lawful, and nobody goes too often.
  private func checkTeams(_ book: VisitBook, _ note: String) {
    var days: [String: [Day]] = [:]
    for (trip, team) in book.going {
      #expect(Set(team.map(\.id)).count == team.count && team.count >= 2, "\(note)")
      let needs = Set(
        trip.visits.flatMap { book.visits[$0].items }.contains("SP1") ? ["食品"] : [])
      #expect(needs.isSubset(of: team.flatMap(\.qualifications)), "\(note)")
      for officer in team {
        days[officer.id, default: []].append(trip.day)
        #expect(trip.day <= officer.certificateUntil ?? trip.day + -1, "\(note) \(officer.id)")
        #expect(!officer.leave.contains { $0.contains(trip.day) }, "\(note) \(officer.id)")
        for visit in trip.visits {
          let target = book.visits[visit].target
          #expect(!(recused[officer.id] ?? []).contains(target.idText), "\(note)")
        }
        let own = book.visits[trip.visits.first ?? 0].target.unitText
        #expect(officer.unit != own, "\(note): \(officer.id) at home in \(own)")
      }
    }
    for (officer, days) in days {
      #expect(Set(days).count == days.count && days.count <= 9, "\(note) \(officer)")
      let weeks = Dictionary(grouping: days, by: \.week).values
      #expect(weeks.allSatisfy { $0.count <= 3 }, "\(note) \(officer)")
    }
  }

  @Test("in long sequences the next alternate is called, teams stay lawful, others are untouched")
  func sequences() throws {
    let world = try World()
    var kinds: [ReplacementTeam: Int] = [:]
    var seats: [Bool: Int] = [:]
    for seed in 0..<12 {
      let first = try world.book("\(seed)")
      var book = first
      let chance = Seed(bytes: Array("which \(seed)".utf8))!.key(.schedule)
      checkTeams(book, "\(seed)")
      for step in 0..<14 {
        let open = book.visits.indices.filter { !book.isGone[$0] }
        let old = open[Int(chance.ticket("\(step)").w0 % UInt64(open.count))]
        let target = book.visits[old].target
        let day = try #require(book.visits[old].day)
        let stated: Day? = step % 3 == 0 ? nil : day + (step % 3 == 1 ? -2 : 1)
        let before = book
        do {
          try book.replace(Array(target.id), Grounds(reason: "注销", order: nil, date: stated))
        } catch {
          #expect(error == .noDayLeft(try #require(Day(iso: "2026-11-06"))))
          continue
        }
        let note = "\(seed) \(step)"
        check(book, before, old, stated, note)
        if let isLawful = checkSeat(book, before, old, note) { seats[isLawful, default: 0] += 1 }
        checkTeams(book, note)
        for team in book.steps.last?.teams ?? [] { kinds[team, default: 0] += 1 }
      }
    }
    #expect(seats[true, default: 0] > 5 && seats[false, default: 0] > 5, "\(seats)")
    // Every way of finding a team has been gone.
    #expect(Set(kinds.keys).isSuperset(of: [.kept, .paired, .merged, .exhausted]), "\(kinds)")
  }

  /// One step against the rules.
  private func check(
    _ book: VisitBook, _ before: VisitBook, _ old: Int, _ stated: Day?, _ note: String
  ) {
    let target = before.visits[old].target
    for place in book.steps.last?.places ?? [] {
      let stratum = book.campaign.draws[place.task].strata.first {
        $0.drawn.contains { $0.target.id == target.id }
      }
      let alternates = stratum?.drawn.dropFirst(stratum?.size.selected ?? 0).map(\.target.idText)
      // The first alternate that was never in this task and is not gone.
      let used = Set(
        before.visits.indices.filter { before.visits[$0].tasks.contains(place.task) }
          .map { before.visits[$0].target.idText })
      let gone = Set(
        before.visits.indices.filter { before.isGone[$0] }
          .map { before.visits[$0].target.idText })
      let over = Set(
        before.visits.filter { visit in
          stated.map { (visit.day ?? $0) <= $0 } ?? false
        }.map(\.target.idText))
      let expected = alternates?.first {
        !used.contains($0) && !gone.contains($0) && !over.contains($0)
      }
      let called = place.visit.map { book.visits[$0].target.idText }
      #expect(called == expected, "\(note)")
      var standing = before.standing(place.task).subtracting([target.idText])
      if let called { standing.insert(called) }
      #expect(book.standing(place.task) == standing, "\(note)")
    }
    for index in book.visits.indices {
      if index < before.visits.count {
        #expect(book.visits[index].day == before.visits[index].day, "\(note)")
      } else if let stated, let day = before.visits[old].day, stated >= day {
        #expect(book.visits[index].day.map { stated < $0 } ?? false, "\(note)")
      } else {
        #expect(book.visits[index].day == before.visits[old].day, "\(note)")
      }
    }
    let called = Set(book.steps.last?.places.compactMap(\.visit) ?? [])
    for trip in before.trips.indices
    where !before.trips[trip].visits.contains(old)
      && called.isDisjoint(with: before.trips[trip].visits)
    {
      #expect(book.teams[trip] == before.teams[trip], "\(note): a team that had no part in it")
    }
  }

  /// The first new visit has the seat of the old one where day and team allow it, and only there;
  /// whether they do, nil where no seat is offered.
  private func checkSeat(
    _ book: VisitBook, _ before: VisitBook, _ old: Int, _ note: String
  ) -> Bool? {
    guard let step = book.steps.last,
      let place = step.places.indices.first(where: {
        step.places[$0].visit.map { $0 >= before.visits.count } ?? false
      }), let new = step.places[place].visit.map({ book.visits[$0] }),
      let trip = before.tripOfVisit[old], let seats = before.teams[trip]
    else { return nil }
    let team = seats.compactMap { book.campaign.staffing?.loads[$0].inspector }
    let (was, visits) = (before.visits[old], before.trips[trip].visits)
    let leads = visits.first == old ? new.target : before.visits[visits[0]].target
    let needs = Set(
      (visits.filter { $0 != old }.flatMap { before.visits[$0].items } + new.items)
        .filter { $0 == "SP1" })
    let mayGo = team.allSatisfy {
      !(recused[$0.id] ?? []).contains(new.target.idText) && $0.unit != leads.unitText
    }
    let isLawful =
      was.day == new.day && (visits.count == 1 || was.target.unitText == new.target.unitText)
      && mayGo && (needs.isEmpty || team[0].qualifications.contains("食品"))
    #expect((step.teams[place] == .kept) == isLawful, "\(note)")
    return isLawful
  }

  @Test("the ledger's lines alone repeat every step, and a changed line does not follow")
  func repeats() throws {
    let world = try World()
    let first = try world.book("x")
    var (book, ledger) = (first, Ledger())
    ledger.appendDraw(book.campaign, .first, DrawHashes(list: "", record: ""))
    let draw = ledger.entries[0]
    for visit in [3, 0, 5, 7] {
      let grounds = Grounds(
        reason: "迁出", order: "区局", date: visit == 5 ? Day(iso: "2026-10-30") : nil)
      try book.replace(Array(first.visits[visit].target.id), grounds)
      ledger.appendReplacement(of: draw, book, .people)
    }
    var again = first
    #expect(again.repeatAll(ledger.replacements(of: draw), .people) == nil)
    #expect(again.sheet(.people) == book.sheet(.people))
    #expect(again.sheet(.people).count > 500)
    for (old, new) in [("迁出", "注销"), ("区局", "市局"), ("2026-10-30", "2026-10-29")] {
      let forged = try ledger.replacements(of: draw).map { entry in
        let line = String(decoding: entry.line, as: UTF8.self).replacing(old, with: new)
        return try #require(LedgerEntry(Array(line.utf8)))
      }
      var book = first
      #expect(book.repeatAll(forged, .people) != nil, "\(new)")
    }
    var swapped = first
    let entries = ledger.replacements(of: draw)
    #expect(swapped.repeatAll([entries[1], entries[0]], .people) == entries[1].sequence)
  }

  @Test("reasons are a closed list, each with a word in plain ASCII")
  func reasons() {
    for reason in ReplacementReason.allCases {
      #expect(ReplacementReason(named: reason.rawValue) == reason)
      #expect(ReplacementReason(named: reason.alias) == reason)
      #expect(reason.alias.utf8.allSatisfy { (97...122).contains($0) })
    }
    #expect(ReplacementReason(named: "other") == nil && ReplacementReason(named: "") == nil)
  }
}

@Test("sheets follow replacements, task by task; where nobody comes there is no sheet")
func replacedSheets() {
  func visit(_ id: String, _ tasks: String, _ number: String) -> [String: String] {
    [
      "统一社会信用代码": id, "任务编号": tasks, "检查序号": number, "检查组编号": "7",
      "组长执法证号": "C1",
    ]
  }
  func row(_ old: String, _ task: String, _ id: String, _ leader: String) -> [String: String] {
    ["原统一社会信用代码": old, "任务编号": task, "统一社会信用代码": id, "组长执法证号": leader]
  }
  var visits = SheetVisits([visit("A", "1；2", "1"), visit("B", "1", "2"), visit("C", "3", "3")])
  visits.follow(row("A", "1", "D", "C1"))
  visits.follow(row("A", "2", "D", "C1"))
  visits.follow(row("B", "1", "", ""))
  visits.follow(row("C", "3", "E", "C2"))
  #expect(visits.all.map { $0["统一社会信用代码"] } == ["D", "E"])
  #expect(visits.all.map { $0["任务编号"] } == ["1；2", "3"])
  #expect(visits.all.map { $0["检查序号"] } == ["1", "3"])
  #expect(visits.all.map { $0["检查组编号"] } == ["7", ""])
}
