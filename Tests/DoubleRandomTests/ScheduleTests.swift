// When visits take place: orders, days, done-by dates, batches, trips, and what contradicts itself.

import Sampling
import Tables
import Testing

@testable import DoubleRandom

/// Two tasks of which the second takes every target of the first district.
private let twoTasks = """
  a: { number: "N1", title: "A", quantity: { count: 10 }, group: "own" },
  b: { number: "N2", title: "B", quantity: { all: true } }
  """

@Suite struct ScheduleTests {
  private let key = World.seed.key(.schedule)

  /// Draws the two tasks with these rules of the schedule; `first` goes into the first task.
  private func draw(_ schedule: String, first: String = "") throws -> (Campaign?, Findings) {
    let world = try World()
    let tasks = twoTasks.replacing("group: \"own\"", with: "group: \"own\"\(first)")
    let path = try world.plan(tasks)
    let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    try world.write(
      "plan.json5",
      text.replacing(
        "schedule: { from: \"2026-10-08\", to: \"2026-11-30\" }", with: "schedule: {\(schedule)}"))
    return world.draw(path)
  }

  private func campaign(_ schedule: String, first: String = "") throws -> Campaign {
    let (campaign, findings) = try draw(schedule, first: first)
    return try #require(campaign, "\(findings.codes(.error))")
  }

  private func codes(_ schedule: String, first: String = "") throws -> [String] {
    let (campaign, findings) = try draw(schedule, first: first)
    #expect(campaign == nil)
    for finding in findings.kept where finding.severity == .error {
      #expect(finding.line != nil && finding.hint(.en) != nil && finding.hint(.zh) != nil)
    }
    return findings.codes(.error)
  }

  /// Position p of V on day ⌊p·D/V⌋ of these days.
  private func spread(_ ids: [String], _ days: [String]) -> [String] {
    ids.indices.map { days[$0 * days.count / ids.count] }
  }

  @Test("a certainty stratum, where everybody is drawn, is visited in the order of the lots")
  func certainty() throws {
    let visits = try campaign("").visits
    #expect(visits.count == 60)
    let ids = visits.map(\.target.idText)
    #expect(ids == ids.sorted { key.ticket($0) < key.ticket($1) })
    #expect(ids != ids.sorted())
  }

  @Test("by station, each station's visits stand together, stations and visits by ticket")
  func stations() throws {
    let visits = try campaign("order: \"station\"").visits
    let expected = visits.sorted {
      let (a, b) = ($0.target.unitText, $1.target.unitText)
      return a == b
        ? key.ticket($0.target.idText) < key.ticket($1.target.idText)
        : key.ticket(a) < key.ticket(b)
    }
    #expect(visits.map(\.target.idText) == expected.map(\.target.idText))
    let stations = visits.map(\.target.unitText)
    #expect(zip(stations, stations.dropFirst()).count { $0 != $1 } == Set(stations).count - 1)
  }

  @Test("the worked example of the protocol's text: stations and visits by their tickets")
  func workedExample() throws {
    let seed = try #require(Seed(bytes: Array("shuangsuiji sample 2026Q4".utf8)))
    let key = seed.key(.schedule)
    let names = ["东辛房街道市场监管所", "大峪街道市场监管所", "91110109MA08BHCX75"]
    #expect(key.hash.hex.hasPrefix(workedKey))
    #expect(names.map { String(key.ticket($0).hex.prefix(8)) } == workedTickets)
  }

  @Test("weekdays leave only those working days; a worked Saturday counts where it is named")
  func weekdays() throws {
    let visits = try campaign("to: \"2026-10-31\", weekdays: [\"Tuesday\", \"周六\"]").visits
    let days = ["2026-10-06", "2026-10-10", "2026-10-13", "2026-10-20", "2026-10-27"]
    #expect(visits.map { $0.day?.text ?? "" } == spread(visits.map(\.target.idText), days))
  }

  @Test("fixed days, in whatever order they are written, take the visits evenly")
  func fixedDays() throws {
    let visits = try campaign("days: [\"2026-11-03\", \"2026-10-13\"]").visits
    #expect(
      visits.map { $0.day?.text ?? "" } == [String](repeating: "2026-10-13", count: 30)
        + [String](repeating: "2026-11-03", count: 30))
  }

  @Test("a done-by date of a task binds its visits, and the others keep the whole window")
  func doneBy() throws {
    let campaign = try campaign(
      "from: \"2026-10-12\", to: \"2026-10-23\"", first: ", doneBy: \"2026-10-13\"")
    let (bound, free) = (
      campaign.visits.filter { $0.tasks.contains(0) },
      campaign.visits.filter { !$0.tasks.contains(0) }
    )
    #expect(bound.count == 10 && free.count == 50)
    let inOrder = { (visits: [Visit]) in
      visits.sorted { key.ticket($0.target.idText) < key.ticket($1.target.idText) }
        .map { $0.day?.text ?? "" }
    }
    let all = [12, 13, 14, 15, 16, 19, 20, 21, 22, 23].map { "2026-10-\($0)" }
    #expect(inOrder(bound) == spread(bound.map(\.target.idText), Array(all.prefix(2))))
    #expect(inOrder(free) == spread(free.map(\.target.idText), all))
    let places = campaign.visits.map { ($0.day!, key.ticket($0.target.idText)) }
    #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 }, "by day, then by ticket")
  }

  @Test("a done-by date of the plan ends the days, and the notice says so")
  func planDoneBy() throws {
    let campaign = try campaign("doneBy: \"2026-10-14\"")
    #expect(campaign.visits.last?.day?.text == "2026-10-14")
    let notice = String(decoding: noticeSheet(campaign, .first, list: "", .plain), as: UTF8.self)
    #expect(notice.contains("2026-10-01,2026-10-14"))
  }

  @Test("batches without tasks share the visits in their order, and plan.csv names them")
  func batches() throws {
    let campaign = try campaign(
      """
      batches: [{ label: "第一批", from: "2026-10-12", to: "2026-10-13" },
        { label: "第二批", from: "2026-11-02", to: "2026-11-02" },
        { label: "第三批", from: "2026-12-01", to: "2026-12-02" }]
      """)
    #expect(campaign.visits.map(\.batch) == (0..<60).map { $0 * 3 / 60 })
    #expect(
      campaign.visits.map { $0.day?.text ?? "" }
        == ["2026-10-12", "2026-10-13"].flatMap { [String](repeating: $0, count: 10) }
        + [String](repeating: "2026-11-02", count: 20)
        + ["2026-12-01", "2026-12-02"].flatMap { [String](repeating: $0, count: 10) })
    let rows = String(decoding: planSheet(campaign, .plain), as: UTF8.self).split(separator: "\n")
    #expect(rows[0].hasSuffix(",批次") && rows[1].hasSuffix(",第一批"))
    #expect(rows[60].hasSuffix(",第三批"))
  }

  @Test("batches of tasks: a visit of several tasks goes with the first batch")
  func batchesOfTasks() throws {
    let campaign = try campaign(
      """
      batches: [{ label: "1", from: "2026-10-12", to: "2026-10-13", tasks: "a" },
        { label: "2", from: "2026-11-02", to: "2026-11-06", tasks: ["b"] }]
      """)
    for visit in campaign.visits { #expect(visit.batch == (visit.tasks.contains(0) ? 0 : 1)) }
    #expect(campaign.visits.prefix(10).allSatisfy { $0.tasks == [0, 1] })
    #expect(campaign.plan.window(ofTask: 1).from.text == "2026-11-02")
  }

  @Test("what contradicts itself is an error with its line and a hint")
  func contradictions() throws {
    let two = "{ label: \"1\", from: \"2026-10-12\", to: \"2026-10-16\""
    #expect(
      try codes("from: \"2026-10-12\", doneBy: \"2026-10-11\"").first == "done-by-before-start")
    #expect(try codes("doneBy: \"2027-01-01\"") == ["done-by-after-period"])
    #expect(
      try codes("from: \"2026-10-12\"", first: ", doneBy: \"2026-10-09\"").first
        == "done-by-before-start")
    #expect(try codes("days: [\"2026-10-11\"]") == ["fixed-day-not-working"])
    #expect(
      try codes("doneBy: \"2026-10-30\", days: [\"2026-10-13\", \"2026-11-03\"]")
        == ["fixed-day-outside-schedule"])
    #expect(try codes("days: [\"2026-10-13\"], weekdays: \"周一\"") == ["two-day-rules"])
    #expect(try codes("days: [\"13.10.\"]") == ["bad-date"])
    #expect(try codes("weekdays: [\"星期八\"]") == ["unknown-value"])
    #expect(try codes("order: \"route\"") == ["unknown-value"])
    #expect(
      try codes("weekdays: \"周日\", batches: [\(two) }]") == ["batch-without-day"])
    #expect(
      try codes("batches: [\(two) }, { label: \"2\", from: \"2026-10-16\", to: \"2026-10-20\" }]")
        == ["batches-out-of-order"])
    #expect(try codes("to: \"2026-10-14\", batches: [\(two) }]") == ["batch-outside-schedule"])
    #expect(try codes("batches: [\(two), tasks: \"a\" }]") == ["task-without-batch"])
    #expect(
      try codes(
        """
        batches: [\(two), tasks: ["a", "b"] },
          { label: "2", from: "2026-10-19", to: "2026-10-20", tasks: "b" }]
        """) == ["task-in-two-batches"])
    #expect(
      try codes(
        """
        batches: [\(two), tasks: ["a", "b"] },
          { label: "2", from: "2026-10-19", to: "2026-10-20" }]
        """) == ["batch-without-task"])
    #expect(
      try codes("weekdays: \"周五\"", first: ", doneBy: \"2026-10-08\"") == ["no-working-day"])
  }

  @Test("a date past the known calendar is a warning that names it")
  func unknownYear() throws {
    let (campaign, findings) = try draw("to: \"2026-12-31\"")
    #expect(campaign != nil)
    let warning = findings.kept.first { $0.code == "calendar-unknown-year" }
    #expect(warning?.arguments.last == "2027" && warning?.line != nil)
  }

  @Test("trips hold at most so many visits of one station on one day, others none in common")
  func trips() throws {
    let campaign = try campaign("order: \"station\", visitsPerTrip: 3, days: [\"2026-10-13\"]")
    let trips = try #require(campaign.staffing).trips
    // Four stations with fifteen targets each, all on one day.
    #expect(trips.map(\.visits.count) == [Int](repeating: 3, count: 20))
    for trip in trips {
      #expect(Set(trip.visits.map { campaign.visits[$0].target.unitText }).count == 1)
    }
  }

  @Test("targets without a station are visited alone")
  func noStation() throws {
    let world = try World()
    var rows = World.rows
    for index in rows.indices { rows[index][5] = "" }
    try world.write("targets.csv", World.targets(rows))
    let path = try world.plan(
      "a: { number: \"N1\", title: \"A\", quantity: { count: 9 } }",
      extra: "schedule: { days: [\"2026-10-13\"], visitsPerTrip: 5 },")
    let text = String(decoding: try world.read("plan.json5"), as: UTF8.self)
    try world.write(
      "plan.json5",
      text.replacing("schedule: { from: \"2026-10-08\", to: \"2026-11-30\" },", with: ""))
    let campaign = try #require(world.draw(path).campaign)
    #expect(campaign.staffing?.trips.count == 9)
  }
}

/// First digits of K(schedule) and of three tickets, as `sha256sum` prints them.
private let workedKey = "38eb969f"
private let workedTickets = ["91088dde", "4f5ac472", "c3885e17"]
