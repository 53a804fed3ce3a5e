// Words as bytes, and how rows are written: straight into the caller's buffer, no String made.
//
// Stands under the generated registries. A list of words is one flat array, so that writing one
// is a short copy; a row of the bench form costs about 0.4 microseconds.

extension Generation {
  /// An ordered list of words, stored one after the other as UTF-8.
  struct Words {
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int32] = [0]

    init(_ words: some Sequence<String>) {
      for word in words {
        bytes += Array(word.utf8)
        ends.append(Int32(bytes.count))
      }
    }

    var count: Int { ends.count - 1 }
  }

  /// Days of 1988 to 2031 as numbers from 0 and as ISO text: day 0 is 1988-01-01, a Friday.
  struct Days {
    let words: Words

    init() {
      var texts: [String] = []
      for year in 1988...2031 {
        for month in 1...12 {
          for day in 1...Days.length(ofMonth: month, year: year) {
            texts.append("\(year)-\(Days.two(month))-\(Days.two(day))")
          }
        }
      }
      words = Words(texts)
    }

    /// The number of a date between 1988-01-01 and 2031-12-31.
    static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
      let years = (1988..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
      return years + (1..<month).reduce(0) { $0 + length(ofMonth: $1, year: year) } + day - 1
    }

    /// Saturday and Sunday.
    static func isWeekend(_ number: Int) -> Bool { number % 7 == 1 || number % 7 == 2 }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 }

    private static func length(ofMonth month: Int, year: Int) -> Int {
      if month == 2 { return isLeap(year) ? 29 : 28 }
      return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  }
}

extension OutputSpan where Element == UInt8 {
  /// Writes word `index` of a list.
  @inline(__always)
  mutating func write(_ words: borrowing Generation.Words, _ index: Int) {
    let from = Int(words.ends[index])
    let to = Int(words.ends[index + 1])
    let bytes = words.bytes.span
    for position in from..<to { append(bytes[position]) }
  }

  /// Writes a number from 0 to 9 999 999 in decimal.
  @inline(__always)
  mutating func write(number: Int) {
    var unit = 1
    while unit * 10 <= number { unit *= 10 }
    while unit > 0 {
      append(UInt8(truncatingIfNeeded: 48 + number / unit % 10))
      unit /= 10
    }
  }

  @inline(__always)
  mutating func write(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// Writes the eighteen characters of a credit code.
  @inline(__always)
  mutating func write(_ code: [18 of UInt8]) {
    for position in code.indices { append(code[position]) }
  }

  @inline(__always)
  mutating func comma() { append(0x2C) }
}
