// A calendar day as a number, without time, zone or clock.
//
// Proleptic Gregorian calendar; the number counts days since 1970-01-01. Conversion both ways is
// integer arithmetic on 400-year eras of 146 097 days, with years that begin in March so that the
// leap day is a year's last.

/// A day between 0001-01-01 and 9999-12-31.
public struct Day: Comparable, Hashable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01, which is day 0, a Thursday.
  public let number: Int

  /// - Precondition: between 0001-01-01 (−719 162) and 9999-12-31 (2 932 896).
  public init(number: Int) {
    precondition(-719_162...2_932_896 ~= number, "a day of the years 1 to 9999")
    self.number = number
  }

  /// Nil when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month,
      1...28 ~= day || 29...31 ~= day && day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    let (marchYear, marchMonth) = month > 2 ? (year, month - 3) : (year - 1, month + 9)
    let era = marchYear / 400
    let yearOfEra = marchYear % 400
    let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
    number = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Reads `2026-10-12`: four, two and two digits, nothing else.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    self.init(iso: bytes.span, from: 0, to: bytes.count)
  }

  /// Reads `2026-10-12` from a part of a buffer.
  ///
  /// All ten letters at once, first ones lowest: with `-` and `0` taken off, dashes are 0 and
  /// digits their values; what is neither shows in the upper half of its byte, or of it plus 6.
  public init?(iso bytes: Span<UInt8>, from start: Int, to end: Int) {
    guard end - start == 10 else { return nil }
    let text = bytes.extracting(start..<end)
    var (head, tail): (UInt64, UInt64) = (0, UInt64(text[8]) | UInt64(text[9]) << 8)
    for index in 0..<8 { head |= UInt64(text[index]) << UInt64(8 * index) }
    (head, tail) = (head ^ 0x2D30_302D_3030_3030, tail ^ 0x3030)
    let others =
      (head | (head &+ 0x0006_0600_0606_0606)) & 0xFFF0_F0FF_F0F0_F0F0
      | (tail | (tail &+ 0x0606)) & 0xF0F0
    if others != 0 { return nil }
    func value(_ word: UInt64, _ byte: UInt64) -> Int { Int(word >> (8 * byte) & 15) }
    self.init(
      year: value(head, 0) * 1000 + value(head, 1) * 100 + value(head, 2) * 10 + value(head, 3),
      month: value(head, 5) * 10 + value(head, 6), day: value(tail, 0) * 10 + value(tail, 1))
  }

  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }

  /// Days from `a` to `b`.
  public static func - (b: Day, a: Day) -> Int { b.number - a.number }

  /// - Precondition: the result is a day of the years 1 to 9999.
  public static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
}

// MARK: - Parts of a date

extension Day {
  /// Year, month 1…12, day 1…31.
  public var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
  }

  public var year: Int { parts.year }

  /// `2026-10-12`.
  public var text: String {
    let (year, month, day) = parts
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: width - digits.utf8.count) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  public var description: String { text }

  /// 1 for Monday … 7 for Sunday (ISO 8601).
  public var weekday: Int { (number + 719_162) % 7 + 1 }

  /// Weeks from Monday to Sunday, numbered without gaps; the week of 0001-01-01 is 0. Two days
  /// are in one ISO week when this is equal.
  public var week: Int { (number + 719_162) / 7 }

  /// The same day of the month so many months later (or earlier, when negative), or the month's
  /// last day where that month is shorter: 2026-01-31 plus 1 is 2026-02-28.
  ///
  /// - Precondition: the result is a day of the years 1 to 9999.
  public func adding(months: Int) -> Day {
    let (year, month, day) = parts
    let index = year * 12 + month - 1 + months
    precondition(12..<120_000 ~= index, "a day of the years 1 to 9999")
    let (newYear, newMonth) = (index / 12, index % 12 + 1)
    let length = Day.length(ofMonth: newMonth, year: newYear)
    guard let moved = Day(year: newYear, month: newMonth, day: min(day, length)) else {
      preconditionFailure("every month has its last day")
    }
    return moved
  }

  /// 1 January.
  static func first(of year: Int) -> Day {
    guard let day = Day(year: year, month: 1, day: 1) else {
      preconditionFailure("a year from 1 to 9999")
    }
    return day
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
