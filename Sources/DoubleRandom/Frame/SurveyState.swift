// What one worker of the survey remembers while its part of the registry streams past: counts,
// the candidates that may still be drawn, and the hash prefixes that prove uniqueness.
// Everything here merges with the other workers' states without regard to order.

import Sampling
import Tables

/// Rows by district and grade, as spelled in the registry.
struct PlaceTally: Sendable {
  var counts: [[Int]] = []

  mutating func add(_ place: Place) {
    while counts.count <= place.district { counts.append([]) }
    while counts[place.district].count <= place.grade { counts[place.district].append(0) }
    counts[place.district][place.grade] += 1
  }
}

/// Indices of a row's district and grade in the worker's `PlaceNames`.
struct Place {
  var district = 0
  var grade = 0
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
  /// Size of `kept` at which it is pruned.
  private var capacity = 256

  /// Forgets what can no longer be drawn, once enough has come together.
  mutating func prune(_ retention: Retention) {
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
}

/// Counts of one plan over all of its tasks: a row is in a frame, or out for the reason that came
/// furthest in the order of reasons.
struct PlanTally {
  var excluded = [Int](repeating: 0, count: ExclusionReason.allCases.count)
  var places = PlaceTally()

  mutating func add(_ reason: ExclusionReason?, _ place: Place) {
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

/// The element at position `rank` (from 0) in ascending order. O(n) on average: the values are hashes.
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
