// What `check` says of one registry as data: how full its columns are, how many values they have,
// what is suspicious and where. One pass over the file, in parallel parts, like the survey's, and
// a second one only where a key may stand twice.
//
// The one thing to know: people's data stay out. Of a value that is suspicious only its form is
// shown; values are listed only of columns that are categories.

import Tables

/// Cells of one kind: how many, on which lines the first ones stand, what form the first has.
public struct MetLines: Sendable, Hashable {
  public var count: Int
  /// Ascending, a few at most.
  public var lines: [Int]
  /// Digits as 0, letters as A or a, Chinese characters as 字.
  public var form: String
}

/// One column of one registry.
public struct ColumnQuality: Sendable {
  /// What nearly all values of a column are.
  public enum Form: String, Sendable {
    case empty, date, number, code, text
  }

  public var name: String
  /// Cells that are not empty.
  public var filled: Int
  /// Different values; nil where there are more than `Limits.distinctValues`.
  public var distinct: Int?
  /// Characters of the longest value, and the first line that has one so long.
  public var longest: Int
  public var longestLine: Int?
  public var form: Form
  /// Of dates, where the column is one that the planner knows.
  public var days: ClosedRange<Day>?
  public var flaws: [(flaw: CellFlaw, met: MetLines)]
  /// Codes by the first rule that they break.
  public var brokenRules: [(rule: CodeRule, met: MetLines)]
  /// Of categories: the most frequent values.
  public var values: [(value: String, count: Int)]
}

/// Keys that stand more than once.
public struct Repetition: Sendable, Hashable {
  public var isOfRows: Bool
  /// Keys that stand more than once, and rows beyond the first of each.
  public var keys: Int
  public var furtherRows: Int
  /// First and second line of the first few.
  public var examples: [[Int]]
}

/// One registry.
public struct TableQuality: Sendable {
  /// Key under `inputs` in the plan.
  public var role: String
  public var file: InputFile
  /// Records, header excluded, and those of them that are not well-formed.
  public var rows: Int
  public var malformed: Int
  public var digest: FileDigest
  public var encoding: TextEncoding
  public var columns: [ColumnQuality]
  public var repetition: Repetition
  /// Targets by district and station; nil where the registry has no stations.
  var stations: [(district: String, unit: String, count: Int)]?
  /// Columns on whose values plans decide, by the names that they were asked by.
  var decisive: [String: DecisiveColumn] = [:]
  /// Those that were asked for and are there.
  var met = NamedTargets()
  /// Rows that may be drawn and have no name; nil where there are none.
  var nameless: MetLines?
  /// By the lines of the rows that are excluded.
  var divided: [DividedCode] = []
}

/// A column on whose values a plan decides.
struct DecisiveColumn: Sendable {
  struct Value: Sendable {
    var text: String
    var count: Int
    /// Of its first row.
    var line: Int
  }

  var header: String
  /// In file order; nil where there are too many.
  var values: [Value]?
}

/// A registry to be looked at.
struct TableToExamine {
  var role: String
  var file: InputFile
  var known: [Column]
  /// Of the target registry.
  var targets: TargetInput?
  /// Columns that plans use as categories, by any of their names.
  var categories: Set<String> = []
  /// Columns on whose values plans decide, by any of their names.
  var decisive: Set<String> = []
  /// Of the target registry.
  var frame: FrameRows?
  /// Of whom is asked whether the registry has them.
  var asked = NamedTargets()
}

/// Looks at every cell of a registry.
///
/// - Parameter options: never change the result.
/// - Throws: what keeps the file from being read to its end.
func examine(_ table: TableToExamine, _ options: ScanOptions) throws(TableError) -> TableQuality {
  var program: TableProgram?
  let first = try scanTable(at: table.file.path, format: table.file.format, options: options) {
    (header) throws(TableError) in
    let compiled = program ?? TableProgram(table, header)
    program = compiled
    return TableSurvey(compiled)
  }
  guard var program, var total = first.sinks.first?.columns else {
    preconditionFailure("a scan makes sinks")
  }
  var stations = first.sinks[0].stations
  for sink in first.sinks.dropFirst() {
    for column in total.indices { total[column].merge(sink.columns[column]) }
    stations.merge(sink.stations)
  }
  let suspects = PrefixBag.repeated(in: first.sinks.map(\.hashes), jobs: options.jobs)
  var sightings = KeySightings()
  if !suspects.isEmpty {
    program.suspects = Set(suspects)
    let sighting = program
    let second = try scanTable(at: table.file.path, format: table.file.format, options: options) {
      (_) throws(TableError) in TableSurvey(sighting)
    }
    if second.report.digest != first.report.digest {
      throw .changedWhileReading(path: table.file.path)
    }
    for sink in second.sinks { sightings.merge(sink.sightings) }
  }
  var quality = TableQuality(table, program, first.report, total, sightings, stations)
  quality.met = first.sinks.reduce(into: NamedTargets()) { $0.formUnion($1.met) }
  let nameless = first.sinks.reduce(into: MetCells()) { $0.merge($1.nameless) }
  if nameless.count > 0 { quality.nameless = MetLines(nameless, first.report) }
  quality.divided = sightings.divided(program, first.report)
  return quality
}

extension TableProgram {
  fileprivate init(_ table: TableToExamine, _ header: Header) {
    let finder = ColumnFinder(header: header, mapping: table.file.columns, known: table.known)
    columns = header.names.count
    let id = finder.index(role: "id")
    isCode = header.names.map(Column.holdsCreditCodes)
    isTrimmed = header.names.indices.map {
      table.file.trimsCells || table.targets?.trimsIDs == true && $0 == id
    }
    cleansDates = table.file.cleansDates
    guard let targets = table.targets else { return }
    key = id
    self.targets = targets
    asked = table.asked
    name = finder.index(role: "name")
    status = finder.index(role: "status")
    district = finder.index(role: "district")
    frame = table.frame
    station = finder.index(role: "unit").map { (finder.index(role: "district"), $0) }
  }
}

extension TableQuality {
  fileprivate init(
    _ table: TableToExamine, _ program: TableProgram, _ report: ScanReport,
    _ tallies: [ColumnTally], _ sightings: KeySightings, _ stations: DistinctValues
  ) {
    role = table.role
    file = table.file
    rows = report.records + report.rejected
    malformed = report.rejected
    digest = report.digest
    encoding = report.encoding
    let finder = ColumnFinder(
      header: report.header, mapping: table.file.columns, known: table.known)
    let known = Set(table.known.compactMap { finder.index(role: $0.role) })
    let categories = Set(
      (Column.categories + table.categories.sorted()).compactMap { finder.index(named: $0) })
    columns = zip(report.header.names, tallies).enumerated().map { index, column in
      ColumnQuality(
        column.0, column.1, report, isKnown: known.contains(index),
        isCategory: categories.contains(index))
    }
    repetition = Repetition(sightings, report, isOfRows: program.key == nil)
    // All ids are compared, however many there are.
    if let key = program.key, let targets = program.targets, !targets.trimsIDs,
      !targets.uppercasesIDs
    {
      columns[key].distinct = columns[key].filled - repetition.furtherRows
    }
    self.stations = stationList(program, stations)
    for name in table.decisive {
      guard let index = finder.index(named: name) else { continue }
      decisive[name] = DecisiveColumn(report.header.names[index], tallies[index], report)
    }
  }
}

extension DecisiveColumn {
  fileprivate init(_ header: String, _ tally: ColumnTally, _ report: ScanReport) {
    self.header = header
    values =
      tally.distinct.isBeyond
      ? nil
      : tally.distinct.met.map {
        Value(
          text: String(decoding: $0.value, as: UTF8.self), count: $0.count,
          line: report.line($0.place))
      }
  }
}

private func stationList(
  _ program: TableProgram, _ stations: DistinctValues
) -> [(district: String, unit: String, count: Int)]? {
  guard program.station != nil, !stations.isBeyond else { return nil }
  return stations.sorted.map { name, count in
    let parts = name.split(
      separator: FrameStratum.separator, maxSplits: 1, omittingEmptySubsequences: false)
    return (
      String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self), count
    )
  }
}

extension Repetition {
  fileprivate init(_ sightings: KeySightings, _ report: ScanReport, isOfRows: Bool) {
    let repeated = sightings.seen.values.filter { $0.count > 1 }
      .sorted { $0.places[1] < $1.places[1] }
    self.isOfRows = isOfRows
    keys = repeated.count
    furtherRows = repeated.reduce(0) { $0 + $1.count - 1 }
    examples = repeated.prefix(MetCells.placesMax).map { $0.places.map(report.line) }
  }
}

extension KeySightings {
  /// Codes that may be drawn by one row, and of which a task excludes another one by its status.
  fileprivate func divided(_ program: TableProgram, _ report: ScanReport) -> [DividedCode] {
    guard let frame = program.frame, program.asksStatuses else { return [] }
    let found = seen.compactMap { key, seen -> DividedCode? in
      let rows = seen.statuses.sorted { $0.value.place < $1.value.place }
      for inside in rows where inside.value.mayBeDrawn {
        guard let outside = rows.first(where: { frame.divides(inside.key, $0.key) }) else {
          continue
        }
        func row(_ row: (key: [UInt8], value: Standing)) -> (String, Int) {
          (String(decoding: row.key, as: UTF8.self), report.line(row.value.place))
        }
        return DividedCode(
          id: String(decoding: key, as: UTF8.self), inside: row(inside), outside: row(outside))
      }
      return nil
    }
    return found.sorted { $0.outside.line < $1.outside.line }
  }
}

extension ScanReport {
  fileprivate func line(_ place: RecordPlace) -> Int {
    line(batch: place.batch, localLine: place.localLine)
  }
}

extension MetLines {
  fileprivate init(_ met: MetCells, _ report: ScanReport) {
    self.init(count: met.count, lines: met.places.map(report.line), form: met.form)
  }
}

extension ColumnQuality {
  /// Values of a category that are listed.
  public static let valuesShown = 20

  fileprivate init(
    _ name: String, _ tally: ColumnTally, _ report: ScanReport, isKnown: Bool, isCategory: Bool
  ) {
    self.name = name
    filled = tally.filled
    distinct = tally.distinct.count
    longest = tally.longest.characters
    longestLine = filled == 0 ? nil : report.line(tally.longest.place)
    form = Form(tally)
    days = isKnown && form == .date ? tally.days : nil
    let form = form
    flaws = CellFlaw.allCases.compactMap { flaw in
      let met = tally.flaws[flaw.rawValue]
      if met.count == 0 || flaw == .notDate && form != .date { return nil }
      return flaw == .notNumber && form != .number ? nil : (flaw, MetLines(met, report))
    }
    brokenRules = CodeRule.allCases.compactMap { rule in
      tally.codes[rule].map { (rule, MetLines($0, report)) }
    }
    values =
      isCategory
      ? tally.distinct.sorted.prefix(ColumnQuality.valuesShown).map {
        (String(decoding: $0.value, as: UTF8.self), $0.count)
      } : []
  }
}

extension ColumnQuality.Form {
  /// One cell in ten may differ from the others.
  fileprivate init(_ tally: ColumnTally) {
    func isNearlyAll(_ count: Int) -> Bool { 10 * count >= 9 * tally.filled }
    self =
      tally.filled == 0
      ? .empty
      : tally.isCode
        ? .code : isNearlyAll(tally.dates) ? .date : isNearlyAll(tally.numbers) ? .number : .text
  }
}

extension Column {
  /// Roles of columns whose values are few and no one's own.
  fileprivate static let categories = [
    "kind", "district", "status", "grade", "unitLevel", "expert", "auxiliary", "dutyStatus",
    "itemKind", "visitKind", "dayKind",
  ]
}
