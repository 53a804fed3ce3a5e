// Earlier visits of each target, reduced to what a plan's frequency rules ask: is the cap reached,
// was the last visit too recent, was the target drawn lately. Visits count, not matters: several
// rows of one enterprise on one day are one visit.
//
// The one thing to know: plans of a batch that have history, rules and first day in common share
// one table of flags; for 17 districts of 390 000 rows it was most of a draw to make one for each.

import Tables

/// What frequency rules ask about the earlier visits of one target.
struct PastVisits: Sendable {
  /// Distinct days of visits in `year`.
  private(set) var daysInYear = 0
  private(set) var year = 0
  private(set) var last: Day?
  private(set) var lastDrawn: Day?

  init() {}

  fileprivate init(daysInYear: Int, year: Int, last: Day?, lastDrawn: Day?) {
    self.daysInYear = daysInYear
    self.year = year
    self.last = last
    self.lastDrawn = lastDrawn
  }

  /// A visit that a plan drew, after all others.
  mutating func add(_ day: Day) {
    if day.year != year {
      year = day.year
      daysInYear = 0
    }
    daysInYear += 1
    last = day
    lastDrawn = day
  }

  /// What the rules say to a draw for a period that begins at `start`.
  func flags(_ rules: FrequencyRules, _ start: Day) -> VisitHistory.Flags {
    var flags: VisitHistory.Flags = []
    if let cap = rules.cap, start.year == year, daysInYear >= cap { flags.insert(.capReached) }
    if let days = rules.minimumDays, let last, start - last < days {
      flags.insert(.tooSoon)
    }
    if let months = rules.notDrawnForMonths, let drawn = lastDrawn,
      start < drawn.adding(months: months)
    {
      flags.insert(.drawnRecently)
    }
    return flags
  }
}

/// Frequency flags by target id: of those alone whom a rule excludes, who are few.
struct VisitHistory: Sendable {
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    static let capReached = Flags(rawValue: 1)
    static let tooSoon = Flags(rawValue: 2)
    static let drawnRecently = Flags(rawValue: 4)
  }

  private var ids = ByteTable()
  private var flags: [Flags] = []

  /// Applies a plan's rules to visits before the period's first day.
  init(_ rows: [HistoryRow], rules: FrequencyRules, period: Window) {
    VisitHistory.forEach(rows, rules, period) { id, visits in
      let own = visits.flags(rules, period.from)
      if own.isEmpty { return }
      ids.insert(id)
      flags.append(own)
    }
  }

  /// Calls `body` with each target that was visited before the period's first day, once.
  static func forEach(
    _ rows: [HistoryRow], _ rules: FrequencyRules, _ period: Window,
    _ body: (_ id: [UInt8], PastVisits) -> Void
  ) {
    struct Visits {
      var daysThisYear: [Day] = []
      var last: Day?
      var lastDrawn: Day?
    }
    var ids = ByteTable()
    var all: [Visits] = []
    let year = period.from.year
    let firstOfYear = Day(year: year, month: 1, day: 1) ?? period.from
    for row in rows where row.day < period.from && !rules.exempt.contains(row.kind) {
      let id = row.id.utf8.span
      let index = Int(ids.insert(id, from: 0, to: id.count))
      if index == all.count { all.append(Visits()) }
      if row.day >= firstOfYear, !all[index].daysThisYear.contains(row.day) {
        all[index].daysThisYear.append(row.day)
      }
      all[index].last = max(all[index].last ?? row.day, row.day)
      if row.isPlanned { all[index].lastDrawn = max(all[index].lastDrawn ?? row.day, row.day) }
    }
    for (index, visits) in all.enumerated() {
      body(
        ids.key(Int32(index)),
        PastVisits(
          daysInYear: visits.daysThisYear.count, year: year, last: visits.last,
          lastDrawn: visits.lastDrawn))
    }
  }

  /// What the rules say of one target.
  @inline(__always)
  func flags(of bytes: Span<UInt8>, _ id: Range<Int>) -> Flags {
    guard let index = ids.index(of: bytes, from: id.lowerBound, to: id.upperBound) else {
      return []
    }
    return flags[Int(index)]
  }
}

/// What of a plan decides its table of flags.
private struct HistoryQuestion: Hashable {
  var file: InputFile?
  var rules: FrequencyRules
  var start: Day

  init(_ plan: Plan) {
    (file, rules, start) = (plan.inputs.history, plan.frequency, plan.period.from)
  }
}

/// The frequency flags of each plan, nil where it has no frequency rules.
func visitHistories(
  of plans: [Plan], _ registries: [Registries], jobs: Int
) -> [VisitHistory?] {
  let questions = plans.map { $0.frequency.isEmpty ? nil : HistoryQuestion($0) }
  // Each question is answered for the first plan that asks it.
  let askers = plans.indices.filter { index in
    questions[index] != nil && questions.firstIndex(of: questions[index]) == index
  }
  let answers = parallelMap(askers.count, jobs: jobs) { number in
    let plan = plans[askers[number]]
    return VisitHistory(
      registries[askers[number]].history, rules: plan.frequency, period: plan.period)
  }
  return questions.map { question in
    askers.firstIndex { questions[$0] == question }.map { answers[$0] }
  }
}
