// What a plan may say under `schedule`: window, days, order, done-by date, batches. Contradictions
// that can be seen without the calendar are found here, the others by `checkSchedule`.

import Tables

extension PlanReader {
  mutating func schedule(
    _ node: PlanNode, _ path: String, _ period: Window?, _ tasks: [InspectionTask]
  ) -> ScheduleRules? {
    guard var cursor = object(node, path) else { return nil }
    let from = optional(&cursor, "from") { $0.day($1, $2) } ?? period?.from
    let to = optional(&cursor, "to") { $0.day($1, $2) } ?? period?.to
    let publishWithin = optional(&cursor, "publishWithin") { $0.integer($1, $2, in: 1...250) }
    let visitsPerTrip = optional(&cursor, "visitsPerTrip") { $0.integer($1, $2, in: 1...50) }
    let order = optional(&cursor, "order") {
      $0.word($1, $2, among: [("ticket", VisitingOrder.ticket), ("station", .station)])
    }
    let days = dayChoice(&cursor)
    let doneByLocation = cursor.keyLocation("doneBy")
    let doneBy = optional(&cursor, "doneBy") { $0.day($1, $2) }
    let batches = optional(&cursor, "batches") { $0.batches($1, $2, tasks) } ?? []
    cursor.close(&findings)
    guard let from, let to, let period else { return nil }
    guard from <= to else {
      error("window-reversed", node.location, path, from.text, to.text)
      return nil
    }
    guard period.contains(from), period.contains(to) else {
      error(
        "schedule-outside-period", node.location, from.text, to.text, period.from.text,
        period.to.text)
      return nil
    }
    var rules = ScheduleRules(window: Window(from: from, to: to), location: node.location)
    rules.publishWithin = publishWithin ?? rules.publishWithin
    rules.visitsPerTrip = visitsPerTrip ?? rules.visitsPerTrip
    rules.order = order ?? rules.order
    rules.days = days ?? rules.days
    rules.doneBy = doneBy
    rules.batches = batches
    if let doneBy, let doneByLocation {
      checkDoneBy(doneBy, "\(path).doneBy", doneByLocation, rules.window, period)
    }
    checkDates(rules)
    checkBatches(rules, tasks)
    return rules
  }

  /// `weekdays` or `days`, of which a plan may give one.
  private mutating func dayChoice(_ cursor: inout ObjectCursor) -> DayChoice? {
    let location = cursor.keyLocation("weekdays")
    let weekdays = optional(&cursor, "weekdays") { $0.weekdays($1, $2) }
    let dates = optional(&cursor, "days") { $0.dates($1, $2) }
    if weekdays != nil, dates != nil, let location { error("two-day-rules", location) }
    return weekdays ?? dates
  }

  private mutating func weekdays(_ node: PlanNode, _ path: String) -> DayChoice? {
    guard let written = writtenTexts(node, path) else { return nil }
    if written.isEmpty { error("empty-value", node.location, path) }
    let names = weekdayNames.enumerated().flatMap { index, names in
      names.map { ($0, index + 1) }
    }
    return .weekdays(
      Set(
        written.compactMap {
          word($0.text, $0.location, path, among: names, meant: weekday(meantBy: $0.text))
        }))
  }

  private mutating func dates(_ node: PlanNode, _ path: String) -> DayChoice? {
    guard let written = writtenTexts(node, path) else { return nil }
    if written.isEmpty { error("empty-value", node.location, path) }
    let days = written.compactMap { text, location -> (day: Day, location: Location)? in
      if let day = Day(iso: text) { return (day, location) }
      error(
        "bad-date", location, path, text, nearestDate(text) ?? "", "", weekday(meantBy: text) ?? "")
      return nil
    }
    return .dates(days.sorted { $0.day < $1.day })
  }

  private mutating func batches(
    _ node: PlanNode, _ path: String, _ tasks: [InspectionTask]
  ) -> [VisitBatch]? {
    guard case .array(let nodes) = node.content else {
      wrongType(node, path, expected: .objects)
      return nil
    }
    if nodes.isEmpty { error("empty-value", node.location, path) }
    return nodes.enumerated().compactMap { batch($1, "\(path)[\($0)]", tasks) }
  }

  private mutating func batch(
    _ node: PlanNode, _ path: String, _ tasks: [InspectionTask]
  ) -> VisitBatch? {
    guard var cursor = object(node, path) else { return nil }
    let label = required(&cursor, "label") { $0.text($1, $2) }
    let from = required(&cursor, "from") { $0.day($1, $2) }
    let to = required(&cursor, "to") { $0.day($1, $2) }
    let keys = tasks.enumerated().map { ($1.key, $0) }
    let named = optional(&cursor, "tasks") { reader, node, path in
      reader.writtenTexts(node, path)?.compactMap {
        reader.word($0.text, $0.location, path, among: keys)
      }
    }
    cursor.close(&findings)
    guard let label, let from, let to else { return nil }
    guard from <= to else {
      error("window-reversed", node.location, path, from.text, to.text)
      return nil
    }
    return VisitBatch(
      label: label, window: Window(from: from, to: to), tasks: named ?? [],
      location: node.location)
  }
}

/// Names of the weekdays, from Monday.
let weekdayNames = [
  ["Monday", "周一"], ["Tuesday", "周二"], ["Wednesday", "周三"], ["Thursday", "周四"],
  ["Friday", "周五"], ["Saturday", "周六"], ["Sunday", "周日"],
]

/// The name that a plan has for the day of the week which a text names: 周二 for 星期二.
func weekday(meantBy text: String) -> String? {
  let days = Array("一二三四五六日")
  for (day, names) in zip(days, weekdayNames) {
    let others = ["星期\(day)", "礼拜\(day)", "周\(day)"]
    let isMeant =
      others.contains(text.replacing("天", with: "日"))
      || text.count >= 3 && names[0].lowercased().hasPrefix(text.lowercased())
    if isMeant { return text.utf8.allSatisfy { $0 < 0x80 } ? names[0] : names[1] }
  }
  return nil
}

// MARK: - Contradictions

extension PlanReader {
  /// Done-by dates of tasks against the schedule.
  mutating func checkDoneBy(
    _ schedule: ScheduleRules?, _ period: Window, _ tasks: [InspectionTask]
  ) {
    for (index, task) in tasks.enumerated() {
      guard let doneBy = task.doneBy, let location = task.places.doneBy else { continue }
      let batch = schedule?.batches.first { $0.tasks.contains(index) }
      checkDoneBy(
        doneBy, "tasks.\(task.key).doneBy", location,
        batch?.window ?? schedule?.window ?? period, period)
    }
  }

  private mutating func checkDoneBy(
    _ doneBy: Day, _ path: String, _ location: Location, _ window: Window, _ period: Window
  ) {
    if doneBy < window.from {
      error("done-by-before-start", location, path, doneBy.text, window.from.text)
    } else if doneBy > period.to {
      error("done-by-after-period", location, path, doneBy.text, period.to.text)
    }
  }

  private mutating func checkDates(_ rules: ScheduleRules) {
    guard case .dates(let dates) = rules.days else { return }
    for (day, location) in dates where day < rules.window.from || day > rules.end {
      error(
        "fixed-day-outside-schedule", location, day.text, rules.window.from.text, rules.end.text)
    }
  }

  private mutating func checkBatches(_ rules: ScheduleRules, _ tasks: [InspectionTask]) {
    var labels: Set<String> = []
    for (index, batch) in rules.batches.enumerated() {
      if !labels.insert(batch.label).inserted {
        error("repeated-value", batch.location, "schedule.batches", batch.label)
      }
      if batch.window.from < rules.window.from || batch.window.to > rules.window.to {
        error(
          "batch-outside-schedule", batch.location, batch.label, rules.window.from.text,
          rules.window.to.text)
      }
      if index > 0, batch.window.from <= rules.batches[index - 1].window.to {
        error(
          "batches-out-of-order", batch.location, batch.label, rules.batches[index - 1].label)
      }
    }
    if rules.batchesAreOfTasks { checkBatchTasks(rules.batches, tasks) }
  }

  /// Where one batch names tasks, each task is in exactly one and each batch names some.
  private mutating func checkBatchTasks(_ batches: [VisitBatch], _ tasks: [InspectionTask]) {
    for batch in batches where batch.tasks.isEmpty {
      error("batch-without-task", batch.location, batch.label)
    }
    for (index, task) in tasks.enumerated() {
      let own = batches.filter { $0.tasks.contains(index) }
      if own.isEmpty { error("task-without-batch", batches[0].location, task.key) }
      if own.count > 1 {
        error("task-in-two-batches", own[1].location, task.key, own[0].label, own[1].label)
      }
    }
  }

  /// What is declared about days means nothing without a calendar.
  mutating func checkScheduleNeeds(
    _ inputs: Inputs, _ schedule: ScheduleRules?, _ tasks: [InspectionTask]
  ) {
    guard inputs.calendar == nil else { return }
    let task = tasks.lazy.compactMap { $0.doneBy == nil ? nil : $0.places.doneBy }.first
    if let location = schedule.flatMap({ $0.isDeclared ? $0.location : nil }) ?? task {
      error("schedule-without-calendar", location)
    }
  }
}
