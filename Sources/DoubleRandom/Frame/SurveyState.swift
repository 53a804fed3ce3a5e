// What one worker of the survey remembers while its part of the registry streams past: counts,
// the candidates that may still be drawn, and the hash prefixes that prove uniqueness.
// Everything here merges with the other workers' states without regard to order.

import Sampling
import Tables

/// Districts and grades seen, and their combinations ("places"), numbered in the order they come.
struct PlaceTable: Sendable {
  private var districts = ByteTable()
  private var grades = ByteTable()
  /// Place + 1 of district d and grade g at d·width + g; 0 where the two were not seen together.
  private var grid = [Int32](repeating: 0, count: PlaceTable.rows * PlaceTable.width)
  /// Places outside the grid, by district and grade: a column of garbage may have as many values
  /// as rows, and must not cost more than its size.
  private var others: [UInt64: Int] = [:]
  private static let rows = 64
  private static let width = 8
  private var places: [(district: Int32, grade: Int32)] = []

  var count: Int { places.count }

  /// The number of a combination.
  @inline(__always)
  mutating func place(district: Int32, grade: Int32) -> Int {
    let isInGrid = Int(district) < PlaceTable.rows && Int(grade) < PlaceTable.width
    let index = Int(district) * PlaceTable.width + Int(grade)
    if isInGrid, grid[index] > 0 { return Int(grid[index]) - 1 }
    return isInGrid ? add(district, grade, at: index) : other(district, grade)
  }

  private mutating func add(_ district: Int32, _ grade: Int32, at index: Int) -> Int {
    places.append((district, grade))
    grid[index] = Int32(places.count)
    return places.count - 1
  }

  private mutating func other(_ district: Int32, _ grade: Int32) -> Int {
    let key = UInt64(district) << 32 | UInt64(grade)
    if let known = others[key] { return known }
    places.append((district, grade))
    others[key] = places.count - 1
    return places.count - 1
  }

  mutating func district(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    intern(range, bytes, &districts)
  }

  mutating func grade(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int32 {
    intern(range, bytes, &grades)
  }

  /// The number of a place's district.
  func district(ofPlace place: Int) -> Int { Int(places[place].district) }

  /// The spelling of a district by its number.
  func spelling(ofDistrict district: Int) -> [UInt8] { districts.key(Int32(district)) }

  /// District and grade of a place as spelled; empty where the registry has no such column.
  func names(_ place: Int) -> PlaceKey {
    PlaceKey(
      district: districts.count == 0 ? [] : districts.key(places[place].district),
      grade: grades.count == 0 ? [] : grades.key(places[place].grade))
  }
}

/// The number of a cell's value in a table, which it is added to when it is new.
@inline(__always)
func intern(_ range: Range<Int>, _ bytes: Span<UInt8>, _ table: inout ByteTable) -> Int32 {
  if isQuoted(bytes, from: range.lowerBound, to: range.upperBound) {
    return table.insert(decodeField(bytes, from: range.lowerBound, to: range.upperBound))
  }
  return table.insert(bytes, from: range.lowerBound, to: range.upperBound)
}

/// One row on its way through the tasks.
struct SurveyRow {
  var fields: RecordFields
  var place: Int
  /// Number of its grade, 0 where the registry has none.
  var grade: Int
}

/// Rows by place.
struct PlaceTally: Sendable {
  private(set) var counts: [Int] = []

  @inline(__always)
  mutating func add(_ place: Int, _ rows: Int) {
    while counts.count <= place { counts.append(0) }
    counts[place] += rows
  }
}

/// A candidate kept: where its text lies in the arena.
struct Kept {
  var ticket: Ticket
  var weight: UInt32
  var text: Arena.Index
}

/// What is known of one stratum of one task so far.
struct StratumTally {
  var population = 0
  var weight: UInt64 = 0
  /// Candidates with a greater first ticket word are forgotten.
  var limit = UInt64.max
  private(set) var kept: [Kept] = []
  private let retention: Retention
  /// Size of `kept` at which it is pruned.
  private var capacity = 256

  init(_ retention: Retention) { self.retention = retention }

  /// Keeps a candidate. Room is made sixteenfold, twofold from a million on: what is never used of
  /// it costs nothing, and moving costs twice.
  mutating func append(_ candidate: Kept) {
    if kept.count == kept.capacity {
      kept.reserveCapacity(max(256, kept.count * (kept.count < 1 << 16 ? 16 : 2)))
    }
    kept.append(candidate)
  }

  /// Whether enough has come together for `prune`.
  var isFull: Bool { kept.count >= capacity }

  /// Sets the limit below which the candidates needed of the population so far are expected;
  /// `population` must be up to date.
  ///
  /// Tickets are uniform: of p units, p·x/2⁶⁴ have a first word up to x. What `Retention` adds to
  /// the expectation makes it certain enough; `FrameStratum.suffices` makes it certain.
  mutating func lowerLimit() {
    guard let needed = retention.kept(of: population), needed < population else { return }
    let share = population.magnitude.dividingFullWidth((UInt(needed), 0)).quotient
    limit = min(limit, UInt64(share))
  }

  /// Forgets what can no longer be drawn; `population` must be up to date.
  mutating func prune() {
    lowerLimit()
    let limit = limit
    kept.removeAll { $0.ticket.w0 > limit }
    capacity = max(256, 2 * kept.count)
  }
}

/// Counts of one task.
struct TaskTally {
  var excluded = [Int](repeating: 0, count: ExclusionReason.allCases.count)
  var places = PlaceTally()
  var strata = ByteTable()
  /// Stratum of this task → index in the worker's list of all strata.
  var firstOf: [Int] = []
  /// Where strata are the grades: grade → index in the list of all strata, or -1.
  var ofGrade: [Int] = []

  /// The task's own number of a stratum of the list of all.
  ///
  /// - Complexity: O(log n) in the task's strata, of which `firstOf` ascends.
  func stratum(at index: Int) -> Int {
    var (low, high) = (0, firstOf.count)
    while low < high {
      let middle = (low + high) / 2
      if firstOf[middle] < index { low = middle + 1 } else { high = middle }
    }
    precondition(low < firstOf.count && firstOf[low] == index, "the task has this stratum")
    return low
  }
}

/// Counts of one plan over all of its tasks: a row is in a frame, or out for the reason that came
/// furthest in the order of reasons.
struct PlanTally {
  var excluded = [Int](repeating: 0, count: ExclusionReason.allCases.count)
  var places = PlaceTally()

  mutating func add(_ reason: ExclusionReason?, _ place: Int, _ rows: Int) {
    if let reason {
      excluded[reason.rawValue] += rows
    } else {
      places.add(place, rows)
    }
  }
}

/// District and grade as spelled in the registry.
struct PlaceKey: Hashable {
  var district: [UInt8]
  var grade: [UInt8]

  /// By district, then grade, in byte order.
  func precedes(_ other: PlaceKey) -> Bool {
    district == other.district
      ? grade.lexicographicallyPrecedes(other.grade)
      : district.lexicographicallyPrecedes(other.district)
  }
}

/// Counts line ends up to records that come in ascending order.
struct LineCursor {
  private(set) var batch = 0
  private var position = 0
  private var count = 0

  init() {}

  init(batch: Int) { self.batch = batch }

  /// Line ends of the batch before an offset, which must not be before the last one asked for.
  mutating func line(at offset: Int, _ bytes: Span<UInt8>) -> Int {
    count += lineCount(bytes, from: position, before: offset)
    position = offset
    return count
  }
}
