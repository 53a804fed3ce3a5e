// Visits: the selected targets of all tasks of a plan, each enterprise once with all its items, in
// the order in which they will be visited. `Schedule` gives them days.

import Sampling
import Tables

/// One inspection of one target.
public struct Visit: Sendable {
  public var target: Target
  /// Indices of the plan's tasks that selected the target, ascending.
  public var tasks: [Int]
  /// Item codes, in the order of the tasks, each once.
  public var items: [String]
  /// Index of the plan's batch; nil where it has none.
  public var batch: Int?
  /// Nil where the plan has no calendar.
  public var day: Day?
  /// By when the result must be public.
  public var deadline: Day?
}

/// Merges the selected of all tasks into visits, one for each target, in visiting order.
func mergeIntoVisits(_ draws: [TaskDraw], order: VisitingOrder, seed: Seed) -> [Visit] {
  let key = seed.key(.schedule)
  if draws.count == 1 {
    var targets: [Target] = []
    targets.reserveCapacity(draws[0].selectedCount)
    for stratum in draws[0].strata {
      for index in 0..<stratum.size.selected { targets.append(stratum.drawn[index].target) }
    }
    let (alone, items) = ([0], draws[0].task.items)
    return visitingOrder(targets, order, key).map {
      Visit(target: targets[$0], tasks: alone, items: items)
    }
  }
  var visits: [Visit] = []
  var ids = ByteTable()
  for (index, draw) in draws.enumerated() {
    let alone = [index]
    for target in draw.strata.lazy.flatMap(\.selected).map(\.target) {
      let visit = position(of: target, in: &ids)
      if visit == visits.count {
        visits.append(Visit(target: target, tasks: alone, items: draw.task.items))
      } else {
        visits[visit].add(task: index, items: draw.task.items)
      }
    }
  }
  return visitingOrder(visits.map(\.target), order, key).map { visits[$0] }
}

private func position(of target: Target, in ids: inout ByteTable) -> Int {
  let range = target.range(.id)
  return Int(ids.insert(target.chunk.span, from: range.lowerBound, to: range.upperBound))
}

/// The order of targets by ticket of the stage `schedule`, then id; by station, the tickets of
/// stations' names come first.
private func visitingOrder(
  _ targets: [Target], _ order: VisitingOrder, _ key: TicketKey
) -> [Int] {
  let tickets = key.tickets(ofIDs: targets)
  let sorted = ascending(tickets.map(\.w0)) { precedes($0, $1, tickets, targets) }
  if order != .station { return sorted }
  let ranks = ranksOfStations(targets, key)
  var byRank = [[Int]](repeating: [], count: (ranks.max() ?? 0) + 1)
  for index in sorted { byRank[ranks[index]].append(index) }
  return byRank.flatMap(\.self)
}

private func precedes(_ i: Int, _ j: Int, _ tickets: [Ticket], _ targets: [Target]) -> Bool {
  tickets[i] == tickets[j]
    ? targets[i].id.lexicographicallyPrecedes(targets[j].id) : tickets[i] < tickets[j]
}

/// For each target the place of its station among all, by ticket of the station's name, then name.
private func ranksOfStations(_ targets: [Target], _ key: TicketKey) -> [Int] {
  var names = ByteTable()
  let stations = targets.map { target in
    let range = target.range(.unit)
    return Int(names.insert(target.chunk.span, from: range.lowerBound, to: range.upperBound))
  }
  let texts = (0..<names.count).map { names.key(Int32($0)) }
  let tickets = key.tickets(texts)
  let sorted = texts.indices.sorted {
    tickets[$0] == tickets[$1]
      ? texts[$0].lexicographicallyPrecedes(texts[$1]) : tickets[$0] < tickets[$1]
  }
  var ranks = [Int](repeating: 0, count: texts.count)
  for (rank, station) in sorted.enumerated() { ranks[station] = rank }
  return stations.map { ranks[$0] }
}

extension TicketKey {
  /// The tickets of the targets' ids, computed many at a time.
  fileprivate func tickets(ofIDs targets: [Target]) -> [Ticket] {
    var texts = TextList(capacity: targets.count)
    var ahead = TextsAhead()
    for index in targets.indices {
      ahead.look(from: index, targets.count) { (targets[$0], .id) }
      let target = targets[index]
      texts.append(target.chunk.span, target.range(.id))
    }
    return tickets(texts.bytes.span, texts.starts.span, texts.ends.span)
  }

  fileprivate func tickets(_ names: [[UInt8]]) -> [Ticket] {
    var texts = TextList(capacity: names.count)
    for name in names { texts.append(name.span, 0..<name.count) }
    return tickets(texts.bytes.span, texts.starts.span, texts.ends.span)
  }
}

/// Texts end to end.
private struct TextList {
  var bytes: [UInt8] = []
  var starts: [UInt32] = []
  var ends: [UInt32] = []

  init(capacity: Int) {
    bytes.reserveCapacity(capacity * 20)
    starts.reserveCapacity(capacity)
    ends.reserveCapacity(capacity)
  }

  mutating func append(_ text: Span<UInt8>, _ range: Range<Int>) {
    starts.append(UInt32(bytes.count))
    Tables.append(text, range, to: &bytes)
    ends.append(UInt32(bytes.count))
  }
}

extension Visit {
  mutating func add(task: Int, items: [String]) {
    if tasks.last != task { tasks.append(task) }
    for item in items where !self.items.contains(item) { self.items.append(item) }
  }
}
