// Days against the calendar's own rules, and every number that domain.md gives for 2026.

import DoubleRandom
import Testing

private func day(_ text: String) -> Day {
  guard let day = Day(iso: text) else { preconditionFailure("no date: \(text)") }
  return day
}

/// 2026 as announced by the State Council: days off, then weekend days that are worked.
private func calendar2026() -> WorkCalendar {
  let off = [
    "2026-01-01/2026-01-03", "2026-02-15/2026-02-23", "2026-04-04/2026-04-06",
    "2026-05-01/2026-05-05", "2026-06-19/2026-06-21", "2026-09-25/2026-09-27",
    "2026-10-01/2026-10-07",
  ]
  let worked = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
  var exceptions: [(Day, Bool)] = []
  for span in off {
    let ends = span.split(separator: "/").map(String.init)
    let (first, last) = (day(ends[0]), day(ends[1]))
    for number in first.number...last.number { exceptions.append((Day(number: number), false)) }
  }
  for text in worked { exceptions.append((day(text), true)) }
  return WorkCalendar(exceptions: exceptions)
}

@Suite struct DayTests {
  @Test("day numbers, dates and weekdays agree on every day of the years 1 to 9999")
  func everyDay() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var number = -719_162
    var wrong = 0
    for year in 1...9999 {
      let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
      for month in 1...12 {
        let length = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
        // The first and last days of each month; the rest of the month is a plain count.
        for dayOfMonth in [1, 2, length - 1, length] {
          let day = Day(year: year, month: month, day: dayOfMonth)
          let expected = number + dayOfMonth - 1
          if day?.number != expected || Day(number: expected).parts != (year, month, dayOfMonth) {
            wrong += 1
          }
        }
        if Day(year: year, month: month, day: length + 1) != nil { wrong += 1 }
        number += length
      }
    }
    #expect(wrong == 0)
    #expect(number == 2_932_897)
    #expect(Day(number: 0).text == "1970-01-01" && Day(number: 0).weekday == 4)
    #expect(Day(number: -719_162).text == "0001-01-01" && Day(number: -719_162).weekday == 1)
    #expect(Day(number: 2_932_896).text == "9999-12-31" && Day(number: 2_932_896).weekday == 5)
  }

  @Test(
    "only four, two and two digits of an existing day are an ISO date",
    arguments: [
      "2026-1-02", "2026-01-2", "26-01-02", "2026/01/02", "20260102", "2026-13-01", "2026-00-01",
      "2026-02-29", "2026-04-31", "2026-01-00", "0000-01-01", " 2026-01-02", "2026-01-02 ",
      "2026-01-0２", "+026-01-02", "2026-01--2", "", "2100-02-29",
    ])
  func refusedDates(text: String) {
    #expect(Day(iso: text) == nil)
  }

  @Test("of all bytes in each place of a date, only digits and dashes where they belong are read")
  func everyByte() throws {
    for place in 0..<10 {
      for byte in UInt8.min...UInt8.max {
        var text = Array("2024-12-21".utf8)
        text[place] = byte
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isDate =
          parts.map(\.count) == [4, 2, 2] && parts.joined().allSatisfy { 0x30...0x39 ~= $0 }
        let numbers = parts.map { $0.reduce(0) { $0 &* 10 &+ Int($1) &- 0x30 } }
        let expected = isDate ? Day(year: numbers[0], month: numbers[1], day: numbers[2]) : nil
        #expect(Day(iso: text.span, from: 0, to: 10) == expected, "\(text)")
      }
    }
  }

  @Test("dates are read and written")
  func dates() {
    for text in ["2026-10-12", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
      #expect(day(text).text == text)
    }
    let buffer = Array("x,2026-10-12,y".utf8)
    #expect(Day(iso: buffer.span, from: 2, to: 12) == day("2026-10-12"))
    #expect(Day(iso: buffer.span, from: 2, to: 11) == nil)
  }

  @Test(
    "the forms of spreadsheets and databases are read only when asked for",
    arguments: [
      "2026/1/2", "2026/01/02", "2026-1-2", "2026-01-02", "2026.1.02", "2026年1月2日", "20260102",
      "2026/1/2 0:00", "2026-01-02 00:00:00", "2026-01-02T23:59:59.000", "20260102 9:05",
    ])
  func written(text: String) {
    #expect(Day(written: text) == day("2026-01-02"))
    let buffer = Array("x,\(text),y".utf8)
    #expect(Day(written: buffer.span, from: 2, to: buffer.count - 2) == day("2026-01-02"))
    #expect(text == "2026-01-02" || Day(iso: text) == nil)
  }

  @Test(
    "what could be read in two ways, or is no day, is read in none",
    arguments: [
      "1/2/2026", "26/1/2", "2026/1", "2026/1/2/", "2026/001/2", "2026//2", "2026/2/30", "2026-1/2",
      "2026年1月2", "2026年1-2", "202612", "2026112", "2026/1/2 ", "2026/1/2 24:00", "2026/1/2 0:60",
      "2026/1/2 0", "2026/1/2 0:00:0", "2026/1/2 0:00:00.", "2026/1/2x", "", "年", "46024",
    ])
  func unwritten(text: String) {
    #expect(Day(written: text) == nil)
  }

  @Test("days are ordered, counted and moved by months that may be shorter")
  func arithmetic() {
    let start = day("2026-01-31")
    #expect(day("2026-03-01") - start == 29)
    #expect((start + 1).text == "2026-02-01" && (start + -31).text == "2025-12-31")
    #expect(start < start + 1)
    #expect(start.adding(months: 1).text == "2026-02-28")
    #expect(start.adding(months: 25).text == "2028-02-29")
    #expect(start.adding(months: 12).text == "2027-01-31")
    #expect(start.adding(months: -2).text == "2025-11-30")
    #expect(start.adding(months: -12).text == "2025-01-31")
    #expect(start.adding(months: 0) == start)
  }

  @Test("weeks run from Monday to Sunday, over the end of a year too")
  func weeks() {
    #expect(day("2025-12-29").week == day("2026-01-01").week)
    #expect(day("2025-12-28").week == day("2026-01-01").week - 1)
    #expect(day("2026-01-04").week == day("2026-01-01").week)
    #expect(day("2026-01-05").week == day("2026-01-01").week + 1)
    #expect(day("2026-12-31").week == day("2027-01-03").week)
    #expect(day("2027-01-04").week == day("2027-01-03").week + 1)
  }
}

@Suite struct WorkCalendarTests {
  @Test("2026 has 59, 61, 66 and 62 working days, 248 in all")
  func quarters() {
    let calendar = calendar2026()
    func count(_ from: String, _ to: String) -> Int {
      calendar.workingDays(from: day(from), to: day(to)).count
    }
    #expect(count("2026-01-01", "2026-03-31") == 59)
    #expect(count("2026-04-01", "2026-06-30") == 61)
    #expect(count("2026-07-01", "2026-09-30") == 66)
    #expect(count("2026-10-01", "2026-12-31") == 62)
    #expect(count("2026-01-01", "2026-12-31") == 248)
    #expect(count("2026-10-02", "2026-10-01") == 0)
    #expect(count("2026-10-10", "2026-10-10") == 1)
  }

  @Test(
    "twenty working days later is the day that domain.md gives",
    arguments: [
      ("2026-02-06", "2026-03-12"), ("2026-09-18", "2026-10-22"), ("2026-09-30", "2026-11-03"),
      ("2026-03-31", "2026-04-29"), ("2026-06-30", "2026-07-28"),
    ])
  func deadlines(start: String, end: String) {
    #expect(calendar2026().day(20, workingDaysAfter: day(start)) == day(end))
  }

  @Test("a deadline of no days is its start, also on a day off; one day is the next working day")
  func shortDeadlines() {
    let calendar = calendar2026()
    let holiday = day("2026-10-01")
    #expect(calendar.day(0, workingDaysAfter: holiday) == holiday)
    #expect(calendar.day(1, workingDaysAfter: holiday).text == "2026-10-08")
    #expect(calendar.day(2, workingDaysAfter: day("2026-10-08")).text == "2026-10-10")
  }

  @Test("a year without announced days is not known, its weekdays are taken as they come")
  func unknownYears() {
    let calendar = calendar2026()
    #expect(calendar.knownYears == [2026])
    #expect(calendar.knows(day("2026-12-31")) && !calendar.knows(day("2027-01-01")))
    #expect(calendar.isWorking(day("2027-01-01")) && !calendar.isWorking(day("2027-01-02")))
    let empty = WorkCalendar(exceptions: [])
    #expect(!empty.knows(day("2026-01-01")))
  }
}
