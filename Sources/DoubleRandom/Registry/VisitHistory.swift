// Earlier visits of each target, reduced to what a plan's frequency rules ask: is the cap reached,
// was the last visit too recent, was the target drawn lately. Visits count, not matters: several
// rows of one enterprise on one day are one visit.

import Tables

/// Frequency flags by target id, for one plan.
struct VisitHistory: Sendable {
  struct Flags: OptionSet, Sendable {
    let rawValue: UInt8
    static let capReached = Flags(rawValue: 1)
    static let tooSoon = Flags(rawValue: 2)
    static let drawnRecently = Flags(rawValue: 4)
  }

  private struct Visits {
    var daysThisYear: [Day] = []
    var last: Day?
    var lastDrawn: Day?
  }

  private var ids = ByteTable()
  private var flags: [Flags] = []

  /// Applies a plan's rules to visits before the period's first day.
  init(_ rows: [HistoryRow], rules: FrequencyRules, period: Window) {
    var visits: [Visits] = []
    for row in rows where row.day < period.from && !rules.exempt.contains(row.kind) {
      let index = Int(ids.insert(Array(row.id.utf8)))
      if index == visits.count { visits.append(Visits()) }
      if row.day.year == period.from.year, !visits[index].daysThisYear.contains(row.day) {
        visits[index].daysThisYear.append(row.day)
      }
      visits[index].last = max(visits[index].last ?? row.day, row.day)
      if row.isPlanned {
        visits[index].lastDrawn = max(visits[index].lastDrawn ?? row.day, row.day)
      }
    }
    flags = visits.map { VisitHistory.flags(of: $0, rules, period.from) }
  }

  private static func flags(of visits: Visits, _ rules: FrequencyRules, _ start: Day) -> Flags {
    var flags: Flags = []
    if let cap = rules.cap, visits.daysThisYear.count >= cap { flags.insert(.capReached) }
    if let days = rules.minimumDays, let last = visits.last, start.number - last.number < days {
      flags.insert(.tooSoon)
    }
    if let months = rules.notDrawnForMonths, let drawn = visits.lastDrawn,
      start < drawn.adding(months: months)
    {
      flags.insert(.drawnRecently)
    }
    return flags
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
