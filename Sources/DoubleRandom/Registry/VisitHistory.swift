// Earlier visits of each target, reduced to what a plan's frequency rules ask: is the cap reached,
// was the last visit too recent, was the target drawn lately. Visits count, not matters: several
// rows of one enterprise on one day are one visit.

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
    if let days = rules.minimumDays, let last, start.number - last.number < days {
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

/// Frequency flags by target id, for one plan.
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
      ids.insert(id)
      flags.append(visits.flags(rules, period.from))
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
    for row in rows where row.day < period.from && !rules.exempt.contains(row.kind) {
      let index = Int(ids.insert(Array(row.id.utf8)))
      if index == all.count { all.append(Visits()) }
      if row.day.year == year, !all[index].daysThisYear.contains(row.day) {
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
