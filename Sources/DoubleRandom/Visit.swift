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
  var visits: [Visit] = []
  var ids = ByteTable()
  for (index, draw) in draws.enumerated() {
    let alone = [index]
    for target in draw.strata.lazy.flatMap(\.selected).map(\.target) {
      let visit = draws.count == 1 ? visits.count : position(of: target, in: &ids)
      if visit == visits.count {
        visits.append(Visit(target: target, tasks: alone, items: draw.task.items))
      } else {
        visits[visit].add(task: index, items: draw.task.items)
      }
    }
  }
  return inVisitingOrder(visits, order, seed.key(.schedule))
}

private func position(of target: Target, in ids: inout ByteTable) -> Int {
  let range = target.range(.id)
  return Int(ids.insert(target.chunk.span, from: range.lowerBound, to: range.upperBound))
}

/// Sorts visits by ticket of the stage `schedule`, then id; by station, the tickets of stations'
/// names come first.
private func inVisitingOrder(
  _ visits: [Visit], _ order: VisitingOrder, _ key: TicketKey
) -> [Visit] {
  let tickets = key.tickets(visits.map(\.target.id))
  var ranks = [Int](repeating: 0, count: visits.count)
  if order == .station { ranks = ranksOfStations(visits, key) }
  return visits.indices.sorted {
    if ranks[$0] != ranks[$1] { return ranks[$0] < ranks[$1] }
    return tickets[$0] == tickets[$1]
      ? visits[$0].target.id.lexicographicallyPrecedes(visits[$1].target.id)
      : tickets[$0] < tickets[$1]
  }.map { visits[$0] }
}

/// For each visit the place of its station among all, by ticket of the station's name, then name.
private func ranksOfStations(_ visits: [Visit], _ key: TicketKey) -> [Int] {
  var names = ByteTable()
  let stations = visits.map { visit in
    let range = visit.target.range(.unit)
    return Int(names.insert(visit.target.chunk.span, from: range.lowerBound, to: range.upperBound))
  }
  let texts = (0..<names.count).map { names.key(Int32($0)) }
  let tickets = key.tickets(texts.map { $0[...] })
  let sorted = texts.indices.sorted {
    tickets[$0] == tickets[$1]
      ? texts[$0].lexicographicallyPrecedes(texts[$1]) : tickets[$0] < tickets[$1]
  }
  var ranks = [Int](repeating: 0, count: texts.count)
  for (rank, station) in sorted.enumerated() { ranks[station] = rank }
  return stations.map { ranks[$0] }
}

extension TicketKey {
  /// The tickets of ids, computed many at a time.
  fileprivate func tickets(_ ids: [ArraySlice<UInt8>]) -> [Ticket] {
    var bytes: [UInt8] = []
    var starts: [UInt32] = []
    var ends: [UInt32] = []
    for id in ids {
      starts.append(UInt32(bytes.count))
      bytes += id
      ends.append(UInt32(bytes.count))
    }
    return tickets(bytes.span, starts.span, ends.span)
  }
}

extension Visit {
  mutating func add(task: Int, items: [String]) {
    if tasks.last != task { tasks.append(task) }
    for item in items where !self.items.contains(item) { self.items.append(item) }
  }
}
