// Visits: the selected targets of all tasks of a plan, each enterprise once with all its items; the
// day of each; and the trips that are paired with officers. Dates come before pairing, so that
// leave and certificates are facts of a visit.

import Sampling
import Tables

/// One inspection of one target.
public struct Visit: Sendable {
  public var target: Target
  /// Indices of the plan's tasks that selected the target, ascending.
  public var tasks: [Int]
  /// Item codes, in the order of the tasks, each once.
  public var items: [String]
  /// Nil where the plan has no calendar.
  public var day: Day?
  /// By when the result must be public.
  public var deadline: Day?
}

/// The unit of pairing: one visit, or several of one station on one day.
public struct Trip: Sendable {
  /// Indices of visits, in schedule order.
  public var visits: [Int]
  public var day: Day
  /// Qualifications that the team must hold together, in byte order.
  public var needs: [String]
}

/// Merges the selected of all tasks into visits, one for each target, in schedule order.
func mergeIntoVisits(_ draws: [TaskDraw], seed: Seed) -> [Visit] {
  let key = seed.key(.schedule)
  if draws.count == 1 {
    let (task, targets) = (draws[0].task, draws[0].strata.flatMap { $0.selected.map(\.target) })
    let alone = [0]
    return scheduleOrder(targets, key).map {
      Visit(target: targets[$0], tasks: alone, items: task.items)
    }
  }
  var visits: [Visit] = []
  var ids = ByteTable()
  for (index, draw) in draws.enumerated() {
    let alone = [index]
    for target in draw.strata.lazy.flatMap(\.selected).map(\.target) {
      let visit = position(of: target, in: &ids)
      if visit == visits.count {
        visits.append(Visit(target: target, tasks: alone, items: draw.task.items))
      } else {
        visits[visit].add(task: index, items: draw.task.items)
      }
    }
  }
  return scheduleOrder(visits.map(\.target), key).map { visits[$0] }
}

private func position(of target: Target, in ids: inout ByteTable) -> Int {
  let range = target.range(.id)
  return Int(ids.insert(target.chunk.span, from: range.lowerBound, to: range.upperBound))
}

/// The order of targets by ticket of the stage `schedule`, then id.
private func scheduleOrder(_ targets: [Target], _ key: TicketKey) -> [Int] {
  var bytes: [UInt8] = []
  var starts: [UInt32] = []
  var ends: [UInt32] = []
  bytes.reserveCapacity(targets.count * 18)
  for target in targets {
    starts.append(UInt32(bytes.count))
    bytes += target.id
    ends.append(UInt32(bytes.count))
  }
  let tickets = key.tickets(bytes.span, starts.span, ends.span)
  // Sorted by the first word, beside which hardly anything is ever looked at.
  let places = tickets.indices.map { (word: tickets[$0].w0, index: $0) }
  return places.sorted {
    $0.word != $1.word ? $0.word < $1.word : precedes($0.index, $1.index, tickets, targets)
  }.map(\.index)
}

private func precedes(_ i: Int, _ j: Int, _ tickets: [Ticket], _ targets: [Target]) -> Bool {
  tickets[i] == tickets[j]
    ? targets[i].id.lexicographicallyPrecedes(targets[j].id) : tickets[i] < tickets[j]
}

extension Visit {
  fileprivate mutating func add(task: Int, items: [String]) {
    if tasks.last != task { tasks.append(task) }
    for item in items where !self.items.contains(item) { self.items.append(item) }
  }
}

/// Spreads visits, which stand in schedule order, evenly over the working days of the window:
/// position p of V falls on working day ⌊p·D/V⌋.
func schedule(
  _ visits: inout [Visit], _ rules: ScheduleRules, _ calendar: WorkCalendar,
  findings: inout Findings
) {
  let days = calendar.workingDays(from: rules.window.from, to: rules.window.to)
  precondition(!days.isEmpty, "a window without working days is refused by checkPlans")
  for position in visits.indices {
    let day = days[position * days.count / visits.count]
    visits[position].day = day
    visits[position].deadline = calendar.day(rules.publishWithin, workingDaysAfter: day)
  }
  let last = visits.compactMap(\.deadline).max() ?? rules.window.to
  if let unknown = [rules.window.from, rules.window.to, last].first(where: { !calendar.knows($0) })
  {
    findings.warning(
      "calendar-unknown-year", at: rules.location, arguments: [unknown.text, "\(unknown.year)"])
  }
}

/// Groups visits into trips: up to `visitsPerTrip` visits of one station on one day, in schedule
/// order; a trip stands where its first visit stands.
func formTrips(
  _ visits: [Visit], _ rules: ScheduleRules, items: [String: InspectionItem]
) -> [Trip] {
  struct Place: Hashable {
    let day: Day
    let unit: String
  }
  var trips: [Trip] = []
  var open: [Place: Int] = [:]
  for (index, visit) in visits.enumerated() {
    guard let day = visit.day else { continue }
    let place = Place(day: day, unit: visit.target.unitText)
    if let trip = open[place], trips[trip].visits.count < rules.visitsPerTrip {
      trips[trip].visits.append(index)
    } else {
      open[place] = trips.count
      trips.append(Trip(visits: [index], day: day, needs: []))
    }
  }
  for index in trips.indices {
    let codes = trips[index].visits.flatMap { visits[$0].items }
    let needs = Set(codes.flatMap { items[$0]?.needs ?? [] })
    trips[index].needs = needs.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
  return trips
}
