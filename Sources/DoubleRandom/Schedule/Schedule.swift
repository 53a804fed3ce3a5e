// The day of each visit: visits in their order, spread evenly over the days that the plan allows.
// Draw protocol, section 7. Dates come before pairing, so that leave and certificates are facts of
// a visit and not a second puzzle.
//
//   visits in visiting order ─ groups with the same days ─ batches ─ days ─ by day, then order

import Sampling

/// Gives each visit, which stand in visiting order, its batch, day and deadline, and puts them in
/// schedule order: by day, on one day in visiting order.
func schedule(
  _ visits: inout [Visit], _ plan: Plan, _ calendar: WorkCalendar, findings: inout Findings
) {
  var groups: [VisitGroup: [Int]] = [:]
  for index in visits.indices {
    groups[VisitGroup(visits[index], plan), default: []].append(index)
  }
  // Groups are independent of each other, so that their order does not matter.
  for (group, members) in groups { spread(members, of: group, &visits, plan.schedule, calendar) }
  for index in visits.indices {
    let day = visits[index].day ?? plan.schedule.window.from
    visits[index].deadline = calendar.day(plan.schedule.publishWithin, workingDaysAfter: day)
  }
  let order = visits.indices.sorted { (visits[$0].day!, $0) < (visits[$1].day!, $1) }
  visits = order.map { visits[$0] }
  let last = visits.compactMap(\.deadline).max()
  warnOfUnknownYears(until: last, plan.schedule, calendar, &findings)
}

/// Visits that may fall on the same days.
private struct VisitGroup: Hashable {
  var end: Day
  /// The batch of the visit's tasks; nil where batches are not of tasks.
  var batch: Int?

  init(_ visit: Visit, _ plan: Plan) {
    end = plan.end(ofTasks: visit.tasks)
    batch = plan.schedule.batches.firstIndex { batch in
      batch.tasks.contains { visit.tasks.contains($0) }
    }
  }
}

/// Position p of V goes to batch ⌊p·k/V⌋ of the k that have a day left, and in it position j of m
/// to day ⌊j·D/m⌋ of D.
private func spread(
  _ members: [Int], of group: VisitGroup, _ visits: inout [Visit], _ rules: ScheduleRules,
  _ calendar: WorkCalendar
) {
  let numbers = group.batch.map { [$0] } ?? Array(rules.windows.indices)
  let open = numbers.map { ($0, rules.days(of: rules.windows[$0], until: group.end, calendar)) }
    .filter { !$0.1.isEmpty }
  precondition(!open.isEmpty, "visits without a day are refused by checkPlans")
  for (position, batch) in open.enumerated() {
    let (from, to) = part(position, of: open.count, members.count)
    for index in from..<to {
      let visit = members[index]
      visits[visit].batch = rules.batches.isEmpty ? nil : batch.0
      visits[visit].day = batch.1[(index - from) * batch.1.count / (to - from)]
    }
  }
}

/// The positions p of `count` with ⌊p·parts/count⌋ = `number`.
private func part(_ number: Int, of parts: Int, _ count: Int) -> (Int, Int) {
  ((number * count + parts - 1) / parts, ((number + 1) * count + parts - 1) / parts)
}

/// Warns where days of the window, or up to the last deadline, are reckoned by weekdays alone.
func warnOfUnknownYears(
  until last: Day?, _ rules: ScheduleRules, _ calendar: WorkCalendar, _ findings: inout Findings
) {
  let days = [rules.window.from, rules.window.to, last ?? rules.window.to]
  if let unknown = days.first(where: { !calendar.knows($0) }) {
    findings.warning(
      "calendar-unknown-year", at: rules.location, arguments: [unknown.text, "\(unknown.year)"])
  }
}

/// Checks that whatever may be drawn finds a day.
func checkSchedule(_ plan: Plan, _ calendar: WorkCalendar, _ findings: inout Findings) {
  let rules = plan.schedule
  let before = findings.count(.error)
  if case .dates(let dates) = rules.days {
    for (day, location) in dates where !calendar.isWorking(day) {
      findings.error("fixed-day-not-working", at: location, arguments: [day.text])
    }
  }
  for batch in rules.batches
  where rules.days(of: batch.window, until: rules.end, calendar).isEmpty {
    findings.error(
      "batch-without-day", at: batch.location,
      arguments: [batch.label, batch.window.from.text, min(batch.window.to, rules.end).text])
  }
  // What follows from these need not be said again.
  if findings.count(.error) > before { return }
  if rules.windows.allSatisfy({ rules.days(of: $0, until: rules.end, calendar).isEmpty }) {
    findings.error(
      "no-working-day", at: rules.location,
      arguments: [rules.window.from.text, rules.end.text])
    return
  }
  for (index, task) in plan.tasks.enumerated() where task.doneBy != nil {
    let own = rules.batches.filter { $0.tasks.contains(index) }.map(\.window)
    let windows = own.isEmpty ? rules.windows : own
    let end = plan.end(ofTasks: [index])
    if windows.allSatisfy({ rules.days(of: $0, until: end, calendar).isEmpty }) {
      findings.error(
        "no-working-day", at: task.places.doneBy ?? task.position,
        arguments: [windows[0].from.text, end.text])
    }
  }
}
