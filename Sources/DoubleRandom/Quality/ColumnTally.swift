// One column as one worker sees it: filled cells, distinct values, forms, flaws. Tallies of several
// workers merge into what one worker would have seen, whoever saw which part of the file.

import Tables

/// Where a record stands: sorts as the file does.
struct RecordPlace: Hashable, Comparable, Sendable {
  var batch: Int
  var localLine: Int

  static func < (a: Self, b: Self) -> Bool { (a.batch, a.localLine) < (b.batch, b.localLine) }
}

/// How often something was met, and where first.
struct MetCells: Sendable {
  private(set) var count = 0
  /// The first few, ascending.
  private(set) var places: [RecordPlace] = []
  /// The form of the first, its value unseen.
  private(set) var form = ""

  static let placesMax = 3

  /// - Parameter place: after all earlier ones.
  mutating func add(
    _ place: @autoclosure () -> RecordPlace, _ value: @autoclosure () -> [UInt8],
    _ flaw: CellFlaw? = nil
  ) {
    count += 1
    if count == 1 { form = maskedForm(value(), flaw) }
    if places.count < MetCells.placesMax { places.append(place()) }
  }

  mutating func merge(_ other: MetCells) {
    if let theirs = other.places.first, places.first.map({ theirs < $0 }) ?? true {
      form = other.form
    }
    count += other.count
    places = Array((places + other.places).sorted().prefix(MetCells.placesMax))
  }
}

/// Values with their counts, as long as there are not too many.
struct DistinctValues: Sendable {
  private var table = ByteTable()
  private var counts: [Int] = []
  /// Where each value stands first.
  private var places: [RecordPlace] = []
  private let limit: Int
  /// Whether there are more than `limit`; then nothing more is known.
  private(set) var isBeyond = false

  init(limit: Int) { self.limit = limit }

  /// - Parameter place: the value's first is kept.
  mutating func add(
    _ bytes: Span<UInt8>, _ range: Range<Int>, count: Int = 1,
    at place: @autoclosure () -> RecordPlace
  ) {
    if isBeyond { return }
    let index = Int(table.insert(bytes, from: range.lowerBound, to: range.upperBound))
    if index < counts.count {
      counts[index] += count
      return
    }
    counts.append(count)
    places.append(place())
    if counts.count > limit { self = DistinctValues(beyond: limit) }
  }

  private init(beyond limit: Int) {
    self.limit = limit
    isBeyond = true
  }

  mutating func merge(_ other: DistinctValues) {
    if other.isBeyond {
      self = other
      return
    }
    for (index, count) in other.counts.enumerated() {
      let value = other.table.key(Int32(index))
      add(value.span, 0..<value.count, count: count, at: other.places[index])
      // What this one met may stand behind what the other met.
      if let own = table.index(of: value.span, from: 0, to: value.count), !isBeyond {
        places[Int(own)] = min(places[Int(own)], other.places[index])
      }
    }
  }

  /// Nil beyond the limit.
  var count: Int? { isBeyond ? nil : counts.count }

  /// All of them with the places where they stand first, in file order.
  var met: [(value: [UInt8], count: Int, place: RecordPlace)] {
    counts.indices.map { (table.key(Int32($0)), counts[$0], places[$0]) }
      .sorted { $0.place < $1.place }
  }

  /// By count, the most frequent first, then in byte order.
  var sorted: [(value: [UInt8], count: Int)] {
    counts.enumerated().map { (table.key(Int32($0)), $1) }.sorted {
      $0.1 == $1.1 ? $0.0.lexicographicallyPrecedes($1.0) : $0.1 > $1.1
    }
  }
}

/// What one worker saw of one column.
struct ColumnTally: Sendable {
  let isCode: Bool
  /// Whether dates may be written as spreadsheets do.
  let cleansDates: Bool
  private(set) var filled = 0
  /// Cells with nothing in them.
  private(set) var empty = MetCells()
  private(set) var distinct = DistinctValues(limit: Limits.distinctValues)
  private(set) var longest = (characters: 0, place: RecordPlace(batch: 0, localLine: 0))
  /// By `CellFlaw`.
  private(set) var flaws = [MetCells](repeating: MetCells(), count: CellFlaw.allCases.count)
  /// By the rule of the code that is broken.
  private(set) var codes: [CodeRule: MetCells] = [:]
  private(set) var dates = 0
  private(set) var numbers = 0
  private(set) var days: ClosedRange<Day>?

  init(isCode: Bool, cleansDates: Bool = false) {
    (self.isCode, self.cleansDates) = (isCode, cleansDates)
  }

  /// - Parameter place: of its record, after those of all earlier ones.
  mutating func addEmpty(at place: @autoclosure () -> RecordPlace) { empty.add(place(), []) }

  /// Looks at a value, which is not empty.
  ///
  /// - Parameter place: of its record, after those of all earlier ones.
  mutating func add(
    _ bytes: Span<UInt8>, _ range: Range<Int>, at place: @autoclosure () -> RecordPlace
  ) {
    filled += 1
    distinct.add(bytes, range, at: place())
    let look = CellLook(bytes, range)
    if look.characters > longest.characters { longest = (look.characters, place()) }
    func value() -> [UInt8] { copy(bytes, range) }
    if !look.flaws.isEmpty {
      for flaw in CellFlaw.allCases where look.flaws.contains(.of(flaw)) {
        flaws[flaw.rawValue].add(place(), value(), flaw)
      }
    }
    if isDamaged(bytes, range) { flaws[CellFlaw.spreadsheet.rawValue].add(place(), value()) }
    if isCode, let problem = CreditCode.check(bytes.extracting(range)) {
      codes[CodeRule(problem), default: MetCells()].add(place(), value())
    }
    addForm(bytes, range, place(), value())
  }

  private mutating func addForm(
    _ bytes: Span<UInt8>, _ range: Range<Int>, _ place: @autoclosure () -> RecordPlace,
    _ value: @autoclosure () -> [UInt8]
  ) {
    if let day = day(bytes, range) {
      dates += 1
      days = days.map { min($0.lowerBound, day)...max($0.upperBound, day) } ?? day...day
    } else {
      flaws[CellFlaw.notDate.rawValue].add(place(), value())
    }
    if isDecimal(bytes, range) {
      numbers += 1
    } else {
      flaws[CellFlaw.notNumber.rawValue].add(place(), value())
    }
  }

  private func day(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Day? {
    if range.count == 10, let day = Day(iso: bytes, from: range.lowerBound, to: range.upperBound) {
      return day
    }
    guard cleansDates else { return nil }
    return Day(written: bytes, from: range.lowerBound, to: range.upperBound)
  }

  /// Digits, perhaps with a sign before them and a fraction behind.
  private func isDecimal(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if range.count > 20 { return false }
    var at = range.lowerBound
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    var (digits, points) = (0, 0)
    while at < range.upperBound {
      if bytes[at] &- 0x30 < 10 {
        digits += 1
      } else if bytes[at] == UInt8(ascii: "."), digits > 0, points == 0 {
        (digits, points) = (0, 1)
      } else {
        return false
      }
      at += 1
    }
    return digits > 0
  }

  /// Damage to a credit code, or scientific notation anywhere.
  private func isDamaged(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if isCode { return CreditCode.damage(bytes.extracting(range)) != nil }
    guard range.count > 4, bytes[range.lowerBound + 1] == UInt8(ascii: "."),
      bytes[range.lowerBound] &- 0x30 < 10
    else { return false }
    return CreditCode.damage(bytes.extracting(range)) == .scientific
  }

  mutating func merge(_ other: ColumnTally) {
    filled += other.filled
    empty.merge(other.empty)
    distinct.merge(other.distinct)
    let isEarlier = other.longest.place < longest.place
    if other.longest.characters > longest.characters
      || other.longest.characters == longest.characters && isEarlier
    {
      longest = other.longest
    }
    for index in flaws.indices { flaws[index].merge(other.flaws[index]) }
    for (rule, met) in other.codes { codes[rule, default: MetCells()].merge(met) }
    dates += other.dates
    numbers += other.numbers
    if let theirs = other.days {
      days =
        days.map {
          min($0.lowerBound, theirs.lowerBound)...max($0.upperBound, theirs.upperBound)
        } ?? theirs
    }
  }
}

/// The rules that a credit code may break, as `CreditCode.Problem` without its data.
public enum CodeRule: String, CaseIterable, Sendable {
  case length
  case lowerCase = "lower-case"
  case character
  case region
  /// Position 18, GB 32100.
  case checkCharacter = "check-character"
  /// Position 17, the organisation code's own, GB 11714.
  case innerCheckDigit = "organisation-code"

  init(_ problem: CreditCode.Problem) {
    switch problem {
    case .length: self = .length
    case .lowerCase: self = .lowerCase
    case .character: self = .character
    case .region: self = .region
    case .checkCharacter: self = .checkCharacter
    case .innerCheckDigit: self = .innerCheckDigit
    }
  }
}
