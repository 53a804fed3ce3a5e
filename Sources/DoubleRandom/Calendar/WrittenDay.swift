// Dates as spreadsheets and databases write them: year, month and day in this order, and perhaps a
// time behind. Plans declare that a file has such dates (`clean: ["dates"]`); without that a date
// is `2026-10-12` and nothing else. The one thing to know: what could be read in two ways is none.

extension Day {
  /// Reads `2026/1/2`, `2026-1-2`, `2026.1.2`, `2026年1月2日` or `20260102`, each also with a time
  /// of day behind it (`2026/1/2 0:00`), which says nothing of the day.
  public init?(written text: String) {
    let bytes = Array(text.utf8)
    self.init(written: bytes.span, from: 0, to: bytes.count)
  }

  /// Reads such a date from a part of a buffer.
  public init?(written bytes: Span<UInt8>, from start: Int, to end: Int) {
    if let day = Day(iso: bytes, from: start, to: end) {
      self = day
      return
    }
    var reader = DateReader(at: start, end: end)
    guard let year = reader.number(bytes, digits: 4...4), let marks = reader.marks(bytes) else {
      return nil
    }
    let digits = marks[0].isEmpty ? 2...2 : 1...2
    guard let month = reader.number(bytes, digits: digits), reader.takes(marks[0], bytes),
      let day = reader.number(bytes, digits: digits), reader.takes(marks[1], bytes),
      reader.endsOrTime(bytes)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }
}

private struct DateReader {
  var at: Int
  let end: Int

  /// Takes the mark behind the year: what then stands behind month and day.
  mutating func marks(_ bytes: Span<UInt8>) -> [[UInt8]]? {
    for mark in "-/." where takes([mark.asciiValue ?? 0], bytes) {
      return [[mark.asciiValue ?? 0], []]
    }
    if takes(Array("年".utf8), bytes) { return [Array("月".utf8), Array("日".utf8)] }
    return at < end && isDigit(bytes[at]) ? [[], []] : nil
  }

  mutating func takes(_ mark: [UInt8], _ bytes: Span<UInt8>) -> Bool {
    guard mark.count <= end - at else { return false }
    for (index, byte) in mark.enumerated() where bytes[at + index] != byte { return false }
    at += mark.count
    return true
  }

  /// As many digits as there are, up to the most.
  mutating func number(_ bytes: Span<UInt8>, digits: ClosedRange<Int>) -> Int? {
    var (value, count) = (0, 0)
    while at < end, count < digits.upperBound, isDigit(bytes[at]) {
      value = value * 10 + Int(bytes[at] - UInt8(ascii: "0"))
      (at, count) = (at + 1, count + 1)
    }
    return count < digits.lowerBound ? nil : value
  }

  /// Nothing more, or a time of day: ` 9:05`, `T09:05:00`, ` 09:05:00.000`.
  mutating func endsOrTime(_ bytes: Span<UInt8>) -> Bool {
    if at == end { return true }
    guard takes([UInt8(ascii: " ")], bytes) || takes([UInt8(ascii: "T")], bytes),
      let hour = number(bytes, digits: 1...2), hour < 24, minuteOrSecond(bytes)
    else { return false }
    if at == end { return true }
    guard minuteOrSecond(bytes) else { return false }
    if at == end { return true }
    return takes([UInt8(ascii: ".")], bytes) && number(bytes, digits: 1...9) != nil && at == end
  }

  private mutating func minuteOrSecond(_ bytes: Span<UInt8>) -> Bool {
    guard takes([UInt8(ascii: ":")], bytes), let value = number(bytes, digits: 2...2) else {
      return false
    }
    return value < 60
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
