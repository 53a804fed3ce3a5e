// Working days: Monday to Friday, corrected by the exceptions that the State Council announces
// each year (a holiday on a weekday, work on a weekend).
//
// Years that hold no exception are not announced: there weekdays are taken as they come, and
// `knows` says that this is no certainty, so that a warning can be given.

public struct WorkCalendar: Sendable {
  /// Day number → whether it is worked, where that differs from the weekday or was declared.
  private let exceptions: [Int: Bool]
  /// Years with at least one exception, ascending.
  public let knownYears: [Int]

  /// - Parameter exceptions: days off (false, 休) and days worked (true, 班); the later of two
  ///   entries for one day counts. In a file two are an error: `readCalendar`.
  public init(exceptions: [(Day, Bool)]) {
    self.exceptions = Dictionary(
      exceptions.map { ($0.0.number, $0.1) }, uniquingKeysWith: { _, later in later })
    knownYears = Set(exceptions.map(\.0.year)).sorted()
  }

  /// Whether the day's year has been announced.
  public func knows(_ day: Day) -> Bool { knownYears.contains(day.year) }

  /// Whether it says that nobody works on a day.
  func isDayOff(_ day: Day) -> Bool { knows(day) && !isWorking(day) }

  public func isWorking(_ day: Day) -> Bool {
    exceptions[day.number] ?? (day.weekday <= 5)
  }

  /// All working days from `first` to `last`, both included, ascending. O(days).
  public func workingDays(from first: Day, to last: Day) -> [Day] {
    guard first <= last else { return [] }
    return (first.number...last.number).lazy.map(Day.init(number:)).filter(isWorking)
  }

  /// The `count`-th working day after `day`, which itself does not count; `day` for a count of 0.
  ///
  /// *Source*: the deadlines "within 20 working days"; 2026-02-06 plus 20 is 2026-03-12.
  /// - Precondition: `count` is not negative.
  public func day(_ count: Int, workingDaysAfter day: Day) -> Day {
    precondition(count >= 0, "a deadline is not before its start")
    var (found, current) = (0, day)
    while found < count {
      current = current + 1
      if isWorking(current) { found += 1 }
    }
    return current
  }
}
