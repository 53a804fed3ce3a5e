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

/// Rows by place.
struct PlaceTally: Sendable {
  private(set) var counts: [Int] = []

  @inline(__always)
  mutating func add(_ place: Int) {
    while counts.count <= place { counts.append(0) }
    counts[place] += 1
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
  var kept: [Kept] = []
  private let retention: Retention
  /// Size of `kept` at which it is pruned.
  private var capacity = 256

  init(_ retention: Retention) { self.retention = retention }

  /// Forgets what can no longer be drawn, once enough has come together.
  mutating func prune() {
    guard kept.count >= capacity else { return }
    guard let needed = retention.kept(of: population) else {
      capacity = .max
      return
    }
    if kept.count > needed {
      // `limit` promises all up to it, so whoever shares the last first word stays.
      limit = smallest(needed, of: kept.map(\.ticket.w0))
      let limit = limit
      kept.removeAll { $0.ticket.w0 > limit }
    }
    capacity = max(256, 2 * max(needed, kept.count))
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
}

/// Counts of one plan over all of its tasks: a row is in a frame, or out for the reason that came
/// furthest in the order of reasons.
struct PlanTally {
  var excluded = [Int](repeating: 0, count: ExclusionReason.allCases.count)
  var places = PlaceTally()

  mutating func add(_ reason: ExclusionReason?, _ place: Int) {
    if let reason {
      excluded[reason.rawValue] += 1
    } else {
      places.add(place)
    }
  }
}

/// District and grade as spelled in the registry.
struct PlaceKey: Hashable {
  var district: [UInt8]
  var grade: [UInt8]
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

/// The element at position `rank` (from 0) in ascending order. O(n) on average: the values are
/// hashes.
private func smallest(_ rank: Int, of values: [UInt64]) -> UInt64 {
  var values = values
  var (low, high) = (0, values.count - 1)
  while low < high {
    let pivot = values[(low + high) / 2]
    var (left, right) = (low, high)
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if rank <= right { high = right } else if rank >= left { low = left } else { return pivot }
  }
  return values[rank]
}
