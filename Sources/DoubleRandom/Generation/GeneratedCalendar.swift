// The work calendar of 2026: days off (休) and make-up working days (班) of the State Council's
// notice. Stands beside the other registries; it is the same for every seed. Weekends are not
// listed unless the notice names them, as is the custom.

extension Generation {
  /// Writes the calendar; it ends after the 39 days of the notice.
  struct CalendarRows: GeneratedRows {
    let rowCount: Int
    let header = "日期,类型"
    let rowSizeMax = 32
    private let days = Days().words
    private let named =
      (CalendarRows.off.map { ($0, "休") } + CalendarRows.working.map { ($0, "班") })
      .sorted { $0.0 < $1.0 }

    init(rows: Int) { rowCount = min(rows, named.count) }

    func write(_ range: Range<Int>, into out: inout OutputSpan<UInt8>) {
      for index in range {
        out.write(days, named[index].0)
        out.comma()
        out.write(named[index].1)
        out.append(0x0A)
      }
    }

    /// Whether offices work on a day between October 2025 and December 2026.
    static func isWorking(day: Int) -> Bool {
      if working.contains(day) || day == makeUpDay2025 { return true }
      return !Days.isWeekend(day) && !off.contains(day)
    }

    private static let off: [Int] = [
      ((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)), ((6, 19), (6, 21)),
      ((9, 25), (9, 27)), ((10, 1), (10, 7)),
    ].flatMap { from, to in Days.number(2026, from.0, from.1)...Days.number(2026, to.0, to.1) }

    private static let working: [Int] = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
      .map { Days.number(2026, $0.0, $0.1) }

    /// The Saturday worked after the holidays of October 2025.
    private static let makeUpDay2025 = Days.number(2025, 10, 11)
  }
}
