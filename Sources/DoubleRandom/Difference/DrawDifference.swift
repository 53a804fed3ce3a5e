// What has changed between two draws: who was drawn both times, only the first or only the second
// time, and whose stratum or list is another. Read from the draw.csv beside each record; tasks
// belong together by their keys in the plan, because official numbers change every time.

import Tables

/// One target of one task of two draws.
public struct DrawChange: Sendable {
  public var kind: ChangeKind
  /// Key of the task.
  public var task: String
  public var id: String
  /// Stratum and list (正选, 备选); nil where the target was not drawn.
  public var before: DrawnPlace?
  public var after: DrawnPlace?
}

/// Where a target stood in a draw.
public struct DrawnPlace: Sendable, Hashable {
  public var stratum: String
  public var list: String
}

/// Counts of one task in two draws.
public struct TaskChange: Sendable {
  public var task: String
  /// N and n over all strata; nil where the draw has no such task.
  public var before: (population: Int, selected: Int)?
  public var after: (population: Int, selected: Int)?
}

/// The difference of two draws.
public struct DrawDifference: Sendable {
  public var tasks: [TaskChange]
  /// By task, kind, id.
  public var changes: [DrawChange]

  public func count(_ kind: ChangeKind) -> Int { changes.count { $0.kind == kind } }

  public var isEmpty: Bool {
    changes.allSatisfy { $0.kind == .both }
      && tasks.allSatisfy { $0.before ?? (-1, 0) == $0.after ?? (-1, 0) }
  }
}

/// Compares two draws by their records.
///
/// - Returns: nil when a draw.csv is missing or not its record's; `findings` then says why.
public func compareDraws(
  _ before: (path: String, record: DrawRecord), _ after: (path: String, record: DrawRecord),
  findings: inout Findings
) -> DrawDifference? {
  guard let old = drawn(before, &findings), let new = drawn(after, &findings) else { return nil }
  let tables = (before.record.draws, after.record.draws)
  var keys = tables.0.map(\.key)
  for key in tables.1.map(\.key) where !keys.contains(key) { keys.append(key) }
  let tasks = keys.map { key in
    TaskChange(
      task: key, before: tables.0.first { $0.key == key }?.counts,
      after: tables.1.first { $0.key == key }?.counts)
  }
  let order = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
  let changes = Set(old.keys).union(new.keys).map { target in
    DrawChange(target, old[target], new[target])
  }.sorted { a, b in
    let (first, second) = (order[a.task] ?? 0, order[b.task] ?? 0)
    if first != second { return first < second }
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    return a.id.utf8.lexicographicallyPrecedes(b.id.utf8)
  }
  return DrawDifference(tasks: tasks, changes: changes)
}

private struct DrawnTarget: Hashable {
  var task: String
  var id: String
}

extension DrawChange {
  fileprivate init(_ target: DrawnTarget, _ before: DrawnPlace?, _ after: DrawnPlace?) {
    let kind: ChangeKind =
      switch (before, after) {
      case (nil, _): .entered
      case (_, nil): .left
      default: before == after ? .both : .changed
      }
    self.init(kind: kind, task: target.task, id: target.id, before: before, after: after)
  }
}

extension RecordedDraw {
  fileprivate var counts: (population: Int, selected: Int) {
    strata.reduce((0, 0)) { ($0.0 + $1.population, $0.1 + $1.selected) }
  }
}

/// Everybody on the list of a draw.
private func drawn(
  _ draw: (path: String, record: DrawRecord), _ findings: inout Findings
) -> [DrawnTarget: DrawnPlace]? {
  let path = Paths.joining(Paths.folder(of: draw.path), "draw.csv")
  guard let table = readTable(at: path, &findings) else { return nil }
  guard table.report.fileDigest == draw.record.outputDigest(of: "draw.csv") else {
    findings.error("file-changed", file: Paths.shortened(path), arguments: ["outputs.files"])
    return nil
  }
  let headers = ["任务编号", "抽取层", "统一社会信用代码", "名单类别"]
  let columns = headers.compactMap(table.header.index(of:))
  guard columns.count == headers.count else {
    findings.missingColumn(headers[0], table.header, file: path)
    return nil
  }
  let isForPeople = draw.record.flavour == .people
  let keys = Dictionary(
    draw.record.draws.map { ($0.number, $0.key) }, uniquingKeysWith: { first, _ in first })
  var places: [DrawnTarget: DrawnPlace] = [:]
  for row in table.rows {
    let cells = columns.map { isForPeople ? restored(row[$0]) : row[$0] }
    places[DrawnTarget(task: keys[cells[0]] ?? cells[0], id: cells[2])] = DrawnPlace(
      stratum: cells[1], list: cells[3])
  }
  return places
}
