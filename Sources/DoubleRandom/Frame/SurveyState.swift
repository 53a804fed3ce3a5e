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
      kept.sort { $0.ticket < $1.ticket }
      limit = kept[needed].ticket.w0
      // Whoever shares the last first word stays: `limit` promises all up to it.
      var end = needed + 1
      while end < kept.count, kept[end].ticket.w0 == limit { end += 1 }
      kept.removeSubrange(end...)
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

/// Rows that wait for their tickets, which are computed many at a time.
struct StageQueue {
  struct Row {
    var fields: RecordFields
    var place: Place
    var memberEnd: Int
    /// Ticket of an id too long for a lane.
    var longTicket: Ticket?
  }

  /// Place of a row in one task's frame.
  struct Member {
    var task: Int
    var stratum: Int
    var weight: UInt32
  }

  static let capacity = 256
  /// Longest id that fits one SHA-256 block behind `|`, with its padding.
  static let laneIDSize = 54

  var key: TicketKey
  var state: SIMD8<UInt32>
  var rows: [Row] = []
  var members: [Member] = []
  var blocks = [UInt8](repeating: 0, count: StageQueue.capacity * 64)
  var words = [UInt64](repeating: 0, count: StageQueue.capacity * 4)
  var prefixes = PrefixBag()

  init(_ key: TicketKey) {
    self.key = key
    state = key.state.words
    rows.reserveCapacity(StageQueue.capacity)
  }

  var hasOpenMembers: Bool { members.count > (rows.last?.memberEnd ?? 0) }

  /// Queues a row whose members have been appended: lays `|id` and its padding into a lane's block.
  mutating func enqueue(_ id: [UInt8], _ fields: RecordFields, _ place: Place) {
    var row = Row(fields: fields, place: place, memberEnd: members.count)
    if id.count <= StageQueue.laneIDSize {
      layBlock(id, at: rows.count * 64)
    } else {
      row.longTicket = key.ticket(id)
    }
    rows.append(row)
  }

  private mutating func layBlock(_ id: [UInt8], at start: Int) {
    blocks[start] = UInt8(ascii: "|")
    var position = start + 1
    for byte in id {
      blocks[position] = byte
      position += 1
    }
    blocks[position] = 0x80
    position += 1
    while position < start + 62 {
      blocks[position] = 0
      position += 1
    }
    let bits = (64 + 1 + id.count) * 8
    blocks[start + 62] = UInt8(truncatingIfNeeded: bits >> 8)
    blocks[start + 63] = UInt8(truncatingIfNeeded: bits)
  }

  /// Computes the tickets of all queued rows.
  mutating func hash() {
    let state = state
    var words = words
    self.words = []
    HashLanes.finish(blocks.span.extracting(first: rows.count * 64), from: state, into: &words)
    self.words = words
  }

  func ticket(_ index: Int) -> Ticket {
    if let ticket = rows[index].longTicket { return ticket }
    let base = index * 4
    return Ticket(words[base], words[base + 1], words[base + 2], words[base + 3])
  }

  mutating func clear() {
    rows.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
  }
}

/// Text of candidates, appended and never moved.
struct Arena {
  struct Index {
    var chunk: Int32
    var start: Int32
  }

  private static let chunkSize = 1 << 20
  private var chunks: [[UInt8]] = []

  /// Appends a list of texts and returns where it lies.
  mutating func append(_ texts: [[UInt8]]) -> Index {
    let size = texts.reduce(0) { $0 + 4 + $1.count }
    if chunks.isEmpty || chunks[chunks.count - 1].count + size > Self.chunkSize {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(max(size, Self.chunkSize))
    }
    let last = chunks.count - 1
    let index = Index(chunk: Int32(last), start: Int32(chunks[last].count))
    for text in texts {
      for shift in [0, 8, 16, 24] {
        chunks[last].append(UInt8(truncatingIfNeeded: text.count >> shift))
      }
      chunks[last] += text
    }
    return index
  }

  /// The `count` texts that were appended together.
  func texts(_ index: Index, count: Int) -> [[UInt8]] {
    let chunk = chunks[Int(index.chunk)]
    var position = Int(index.start)
    var texts: [[UInt8]] = []
    for _ in 0..<count {
      var size = 0
      for byte in 0..<4 { size |= Int(chunk[position + byte]) << (8 * byte) }
      texts.append(Array(chunk[(position + 4)..<(position + 4 + size)]))
      position += 4 + size
    }
    return texts
  }
}
