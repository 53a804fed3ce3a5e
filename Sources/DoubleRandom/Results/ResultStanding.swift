// Where each visit stands on a stated day. The day is the operator's: nothing here asks a clock.
//
//   planned = done + open + replaced          done = published + to be published
//
// The publication deadline runs from the day on which the last item was inspected.

import Tables

/// What has become of a visit.
public enum VisitStage: String, Sendable, CaseIterable {
  case published = "已公示"
  case unpublished = "待公示"
  case begun = "部分完成"
  case open = "待检查"
  case replaced = "已更换"

  var isDone: Bool { self == .published || self == .unpublished }
  var isOpen: Bool { self == .open || self == .begun }
}

/// One visit on the stated day.
struct VisitStanding: Sendable {
  var stage: VisitStage
  /// When the last item was inspected; nil before.
  var done: Day?
  /// By when the result must be public: of the inspection, else as planned.
  var deadline: Day?
  var published: Day?
  /// Working days since the planned day, or since the deadline; nil when nothing is overdue.
  var overdue: Int?

  /// Public, but not in time.
  var isLate: Bool {
    guard let published, let deadline else { return false }
    return published > deadline
  }
}

/// Counts of a plan on the stated day.
public struct ResultCounts: Sendable, Hashable {
  /// Visits that the draw gave, and those that alternates were called for.
  public var drawn = 0
  public var called = 0
  public var stages: [VisitStage: Int] = [:]
  /// Open although the planned day is past.
  public var overdueVisits = 0
  /// Inspected, not public, and the deadline is past.
  public var overdueResults = 0
  /// Made public behind the deadline.
  public var lateResults = 0
  /// Rows by official result; one row can have several.
  public var results: [InspectionResult: Int] = [:]

  public var planned: Int { drawn + called }
  public var done: Int { count(.published) + count(.unpublished) }
  public var open: Int { count(.open) + count(.begun) }
  public var replaced: Int { count(.replaced) }
  public var isOverdue: Bool { overdueVisits + overdueResults > 0 }

  public func count(_ stage: VisitStage) -> Int { stages[stage] ?? 0 }

  /// Adds those of another plan.
  mutating func add(_ other: ResultCounts) {
    drawn += other.drawn
    called += other.called
    overdueVisits += other.overdueVisits
    overdueResults += other.overdueResults
    lateResults += other.lateResults
    stages.merge(other.stages, uniquingKeysWith: +)
    results.merge(other.results, uniquingKeysWith: +)
  }
}

extension VisitBook {
  /// The standing of a visit.
  func standing(of visit: Int, _ entries: [ResultEntry?], asOf: Day?) -> VisitStanding {
    if isGone[visit] { return VisitStanding(stage: .replaced) }
    let known = entries.compactMap(\.self)
    guard known.count == entries.count, let done = known.map(\.day).max() else {
      let stage: VisitStage = known.isEmpty ? .open : .begun
      return VisitStanding(
        stage: stage, deadline: visits[visit].deadline,
        overdue: overdue(behind: visits[visit].day, asOf))
    }
    let deadline = registries.calendar?.day(
      campaign.plan.schedule.publishWithin, workingDaysAfter: done)
    let days = known.compactMap(\.published)
    let published = days.count == known.count ? days.max() : nil
    return VisitStanding(
      stage: published == nil ? .unpublished : .published, done: done, deadline: deadline,
      published: published, overdue: published == nil ? overdue(behind: deadline, asOf) : nil)
  }

  /// Working days behind `day`, up to the stated one.
  private func overdue(behind day: Day?, _ asOf: Day?) -> Int? {
    guard let day, let asOf, day < asOf, let calendar = registries.calendar else { return nil }
    return calendar.workingDays(from: day + 1, to: asOf).count
  }

  /// Adds up.
  func counts(_ standings: [VisitStanding], _ entries: [[ResultEntry?]]) -> ResultCounts {
    var counts = ResultCounts()
    counts.drawn = campaign.visits.count
    counts.called = visits.count - campaign.visits.count
    for (standing, rows) in zip(standings, entries) {
      counts.stages[standing.stage, default: 0] += 1
      if standing.isLate { counts.lateResults += 1 }
      if standing.overdue != nil {
        if standing.stage.isOpen { counts.overdueVisits += 1 } else { counts.overdueResults += 1 }
      }
      for result in rows.compactMap(\.self).flatMap(\.results) {
        counts.results[result, default: 0] += 1
      }
    }
    precondition(
      counts.planned == counts.done + counts.open + counts.replaced,
      "every visit is counted once")
    return counts
  }
}
