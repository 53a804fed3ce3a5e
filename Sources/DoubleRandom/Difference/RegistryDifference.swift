// What has changed between two target registries, such as last quarter's and this one's: who came,
// who left, whose district, grade or status is another. The first file's ids are kept, the second
// streams past them; what is held beyond that is what has changed.
//
//   before  ids → indices, values interned        one thread, ~90 bytes a row
//   after   looked up, marked as seen             all threads
//   before  once more, for the names of who left  only if somebody left

import Tables

/// How a target stands in the second of two registries, or of two draws.
public enum ChangeKind: Int, Sendable, CaseIterable {
  case entered, left, changed
  /// Drawn both times, alike; of draws alone.
  case both

  /// Stable name, in JSON.
  public var name: String {
    switch self {
    case .entered: "entered"
    case .left: "left"
    case .changed: "changed"
    case .both: "both"
    }
  }
}

/// One target that is not what it was.
public struct RegistryChange: Sendable {
  public var kind: ChangeKind
  public var id: [UInt8]
  public var name: String
  /// District, grade and status; empty where the target is not there.
  public var before: [String]
  public var after: [String]
}

/// The difference of two registries.
public struct RegistryDifference: Sendable {
  /// Headers of the columns compared, as the first file has them.
  public var columns: [String]
  public var rowsBefore: Int
  public var rowsAfter: Int
  /// Targets of the first registry whose compared values are the same.
  public var same: Int
  /// By kind, then id.
  public var changes: [RegistryChange]

  public func count(_ kind: ChangeKind) -> Int { changes.count { $0.kind == kind } }

  /// Changed targets whose value of a compared column differs.
  public func changed(_ column: Int) -> Int {
    changes.count { $0.kind == .changed && $0.before[column] != $0.after[column] }
  }
}

/// The columns by which two registries are compared, in one file.
private struct ComparedColumns {
  static let roles = ["district", "grade", "status"]

  let header: Header
  let id: Int
  let name: Int?
  /// In the order of `roles`; nil where the file has none.
  let values: [Int?]

  private let form: TargetInput?

  init?(_ header: Header, _ form: TargetInput?, file: String, _ findings: inout Findings) {
    let finder = ColumnFinder(
      header: header, mapping: form?.file.columns ?? [:], known: Column.targets)
    guard let id = finder.index(role: "id") else {
      findings.missingColumn(finder.expectedHeader(role: "id"), header, file: file)
      return nil
    }
    self.header = header
    self.form = form
    self.id = id
    name = finder.index(role: "name")
    values = ComparedColumns.roles.map { finder.index(role: $0) }
  }

  func id(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ cells: RecordFields) -> [UInt8] {
    let range = cells.range(id, fields)
    let id = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    return form?.cleaned(id) ?? id
  }

  /// The compared values joined.
  func joined(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ cells: RecordFields) -> [UInt8] {
    var joined: [UInt8] = []
    for (index, column) in values.enumerated() {
      if index > 0 { joined.append(FrameStratum.separator) }
      guard let column else { continue }
      let range = cells.range(column, fields)
      decodeField(bytes, from: range.lowerBound, to: range.upperBound, into: &joined)
    }
    return joined
  }

  func name(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ cells: RecordFields) -> String {
    guard let range = name.map({ cells.range($0, fields) }) else { return "" }
    return String(
      decoding: decodeField(bytes, from: range.lowerBound, to: range.upperBound), as: UTF8.self)
  }
}

/// Remembers every id of the first registry with its values.
private final class EarlierTargets: RecordSink {
  let columns: ComparedColumns
  private(set) var doubtful = DoubtfulIDs()
  private(set) var ids = ByteTable()
  private(set) var combinations = ByteTable()
  /// Combination of values by index of the id; of an id that stands twice, the first row's.
  private(set) var values: [Int32] = []
  /// By index of the id, where the file cannot be read again to find them.
  private(set) var names: [String] = []
  private let keepsNames: Bool

  init(_ columns: ComparedColumns, keepsNames: Bool) {
    (self.columns, self.keepsNames) = (columns, keepsNames)
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    for record in 0..<batch.records {
      let cells = RecordFields(base: record * (batch.columns + 1))
      let id = columns.id(bytes, fields, cells)
      doubtful.look(at: id)
      let index = Int(ids.insert(id))
      if index < values.count { continue }
      if keepsNames { names.append(columns.name(bytes, fields, cells)) }
      values.append(combinations.insert(columns.joined(bytes, fields, cells)))
    }
  }
}

extension EarlierTargets {
  fileprivate func names(of leavers: ByteTable) -> [(index: Int32, name: String)] {
    (0..<Int32(leavers.count)).compactMap { leaver in
      ids.index(of: leavers.key(leaver)).map { (leaver, names[Int($0)]) }
    }
  }
}

/// What the second registry's sinks look things up in.
private struct Earlier: Sendable {
  let ids: ByteTable
  let combinations: ByteTable
  let values: [Int32]
}

/// One worker's share of the second registry.
private final class LaterTargets: RecordSink {
  private let columns: ComparedColumns
  private let earlier: Earlier
  var seen: [Bool]
  var changes: [RegistryChange] = []
  private(set) var doubtful = DoubtfulIDs()

  init(_ columns: ComparedColumns, _ earlier: Earlier) {
    (self.columns, self.earlier) = (columns, earlier)
    seen = [Bool](repeating: false, count: earlier.values.count)
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    for record in 0..<batch.records {
      let cells = RecordFields(base: record * (batch.columns + 1))
      let id = columns.id(bytes, fields, cells)
      doubtful.look(at: id)
      let joined = columns.joined(bytes, fields, cells)
      var before: [String] = []
      if let index = earlier.ids.index(of: id) {
        seen[Int(index)] = true
        let value = earlier.values[Int(index)]
        if earlier.combinations.index(of: joined) == value { continue }
        before = FrameStratum.values(of: earlier.combinations.key(value))
      }
      changes.append(
        RegistryChange(
          kind: before.isEmpty ? .entered : .changed, id: id,
          name: columns.name(bytes, fields, cells), before: before,
          after: FrameStratum.values(of: joined)))
    }
  }
}

/// Finds the names of targets that left, in a second pass: few of all leave.
private final class LeaverNames: RecordSink {
  private let columns: ComparedColumns
  private let leavers: ByteTable
  var names: [(index: Int32, name: String)] = []

  init(_ columns: ComparedColumns, _ leavers: ByteTable) {
    (self.columns, self.leavers) = (columns, leavers)
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    for record in 0..<batch.records {
      let cells = RecordFields(base: record * (batch.columns + 1))
      if let index = leavers.index(of: columns.id(bytes, fields, cells)) {
        names.append((index, columns.name(bytes, fields, cells)))
      }
    }
  }
}

/// Compares two registries.
///
/// - Parameter form: a plan's target registry, whose column names, format and cleaning of ids both
///   files have; nil for the default ones.
/// - Returns: nil when a file cannot be read whole; `findings` then says why.
/// - Complexity: two passes over the first file, one over a pipe, one over the second; about 90
///   bytes a row of the first, and the changes.
public func compareRegistries(
  _ before: String, _ after: String, as form: TargetInput?, jobs: Int,
  findings: inout Findings
) -> RegistryDifference? {
  let isPipe = isOrderedFile(at: before)
  guard
    let first = scan(
      before, form, jobs: 1, &findings, { EarlierTargets($0, keepsNames: isPipe) }),
    let target = first.sinks.first
  else { return nil }
  let earlier = Earlier(
    ids: target.ids, combinations: target.combinations, values: target.values)
  guard let second = scan(after, form, jobs: jobs, &findings, { LaterTargets($0, earlier) })
  else { return nil }
  var seen = [Bool](repeating: false, count: earlier.values.count)
  for sink in second.sinks {
    for index in seen.indices where sink.seen[index] { seen[index] = true }
  }
  var leavers = ByteTable()
  for index in seen.indices where !seen[index] { leavers.insert(earlier.ids.key(Int32(index))) }
  var changes = distinct(second.sinks.flatMap(\.changes))
  if isPipe {
    changes += departures(leavers, target.names(of: leavers), earlier)
  } else if leavers.count > 0 {
    guard let again = scan(before, form, jobs: jobs, &findings, { LeaverNames($0, leavers) })
    else { return nil }
    changes += departures(leavers, again.sinks.flatMap(\.names), earlier)
  }
  let (entered, changed) = (
    changes.count { $0.kind == .entered }, changes.count { $0.kind == .changed }
  )
  target.doubtful.report(before, &findings)
  repeated(first.rows - earlier.values.count, before, &findings)
  var doubtful = DoubtfulIDs()
  for sink in second.sinks { doubtful.add(sink.doubtful) }
  doubtful.report(after, &findings)
  repeated(second.rows - entered - seen.count { $0 }, after, &findings)
  return RegistryDifference(
    columns: ComparedColumns.roles.enumerated().map { index, role in
      target.columns.values[index].map { target.columns.header.names[$0] }
        ?? Column.targets.first { $0.role == role }?.header ?? role
    },
    rowsBefore: first.rows, rowsAfter: second.rows,
    same: earlier.values.count - leavers.count - changed,
    changes: changes.sorted(by: RegistryChange.precedes))
}

/// Of an id that stands in several rows one row is compared, so that the counts are fewer.
private func repeated(_ rows: Int, _ path: String, _ findings: inout Findings) {
  if rows > 0 { findings.warning("compared-once", file: path, arguments: ["\(rows)"]) }
}

private func scan<Sink: RecordSink>(
  _ path: String, _ form: TargetInput?, jobs: Int, _ findings: inout Findings,
  _ make: (ComparedColumns) -> Sink
) -> (sinks: [Sink], rows: Int)? {
  var options = ScanOptions()
  options.jobs = jobs
  var found = Findings()
  do {
    let result = try scanTable(
      at: path, format: form?.file.format ?? TableFormat(), options: options
    ) { (header) throws(TableError) -> Sink in
      guard let columns = ComparedColumns(header, form, file: path, &found) else {
        throw .headerRefused
      }
      return make(columns)
    }
    for finding in result.report.findings {
      findings.add(Finding(finding, file: path, header: result.report.header))
    }
    return result.report.rejected == 0 ? (result.sinks, result.report.records) : nil
  } catch .headerRefused {
    findings.merge(found)
  } catch {
    findings.add(error, file: path, as: .record)
  }
  return nil
}

/// One change a target, whichever of its rows a worker saw first.
private func distinct(_ changes: [RegistryChange]) -> [RegistryChange] {
  let sorted = changes.sorted(by: RegistryChange.precedes)
  return sorted.enumerated().filter { index, change in
    index == 0 || sorted[index - 1].id != change.id || sorted[index - 1].kind != change.kind
  }.map(\.element)
}

private func departures(
  _ leavers: ByteTable, _ names: [(index: Int32, name: String)], _ earlier: Earlier
) -> [RegistryChange] {
  let known = Dictionary(names.map { ($0.index, $0.name) }, uniquingKeysWith: min)
  return (0..<Int32(leavers.count)).map { index in
    let id = leavers.key(index)
    let value = earlier.ids.index(of: id).map { earlier.values[Int($0)] } ?? 0
    return RegistryChange(
      kind: .left, id: id, name: known[index] ?? "",
      before: FrameStratum.values(of: earlier.combinations.key(value)), after: [])
  }
}

extension RegistryChange {
  /// By kind, id, values, name.
  fileprivate static func precedes(_ a: RegistryChange, _ b: RegistryChange) -> Bool {
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    if a.id != b.id { return a.id.lexicographicallyPrecedes(b.id) }
    if a.after != b.after { return a.after.lexicographicallyPrecedes(b.after) }
    return a.name < b.name
  }
}
