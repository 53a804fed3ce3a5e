// What the pages say of one draw, read from its record alone: `draw` and `report` make the same
// pages because both start here. Counts and rules, no target and no officer.

import Sampling
import Tables

/// A draw record as values for the pages.
public struct ReportFacts: Sendable {
  /// A file with its digest; rows where it is a registry.
  struct File: Sendable {
    var name: String
    var role = ""
    var rows: Int?
    var bytes: Int
    var digest: String
  }

  /// A task's numbers; its rules are the plan's.
  struct Task: Sendable {
    var items: [(code: String, title: String)]
    var excluded: [Int]
    var population: Int
    var selected: Int
    var alternates: Int
    var places: [DistrictGradeCount]
    var strata: [Stratum]
  }

  struct Stratum: Sendable {
    var label: String
    var population: Int
    var selected: Int
    var alternates: Int
  }

  struct Visits: Sendable {
    var count: Int
    var first: String?
    var last: String?
    var lastDeadline: String?
    var byDay: [(day: Day, count: Int)]
    var places: [DistrictGradeCount]
  }

  struct Pairing: Sendable {
    var inspectors: Int
    var officers: Int
    var trips: Int
    var unstaffed: Int
    /// Trips without a team, and those with one by a fallback.
    var withoutOwnTeam: Int
    var ineligible: [(reason: String, count: Int)]
    var officersByLoad: [(load: Int, officers: Int)]
    var shortages: [Shortage]
  }

  struct Shortage: Sendable {
    var rule: String
    var need: String
    var trips: Int
    var slots: Int
    var officers: Int
    var capacity: Int
  }

  /// What was known of the people, whatever the seed.
  struct Staff: Sendable {
    var officers: Int
    var needed: ClosedRange<Int>
    var capacity: Int?
    var qualifications: [StaffOutlook.Qualification]
    var districts: [TerritoryCoverage]
    var stations: [TerritoryCoverage]
  }

  public var plan: Plan
  var program: String
  var draw: String
  var seedText: String?
  var seedHash: String
  var keys: [(stage: String, key: String)]
  var planFiles: [File]
  var inputs: [File]
  /// Whether the draw was committed, and which one of its period it is.
  var standing: DrawStanding
  /// SHA-256 of draw.csv.
  var listHash: String
  /// The tables; the pages themselves are not among them.
  var tables: [File]
  var registryRows: Int
  var setAside: Int
  /// Finding code and rows.
  var findings: [(code: String, count: Int)]
  var registryPlaces: [DistrictGradeCount]
  var excluded: [Int]
  var inFrame: Int
  var framePlaces: [DistrictGradeCount]
  var tasks: [Task]
  var visits: Visits
  var pairing: Pairing?
  /// Nil where the plan names no inspectors, and in records of 0.1.0.
  var staff: Staff?

  /// Reads a record.
  ///
  /// - Throws: what of it is missing, by key path.
  public init(_ bytes: [UInt8]) throws(DrawRecord.Problem) {
    let record = RecordNode(try DrawRecord(bytes).tree)
    plan = try ReportFacts.plan(bytes, record)
    (program, draw) = (try record.text("program"), try record.text("protocol"))
    let seed = try record.node("seed")
    (seedText, seedHash) = (seed.value["text"]?.string, try seed.text("hash"))
    keys = try seed.members("keys").map { ($0.key, $0.value.string ?? "") }
    planFiles = try record.node("plan").list("files", File.init)
    inputs = try record.list("inputs", File.init)
    standing = DrawStanding(record: record.value)
    listHash = try record.node("outputs").text("list")
    tables = try record.node("outputs").list("files", File.init)
      .filter { $0.name.hasSuffix(".csv") }
    let registry = try record.node("registry")
    (registryRows, setAside) = (try registry.integer("rows"), try registry.integer("setAside"))
    findings = []
    let found = try registry.node("findings")
    for code in try registry.members("findings").map(\.key) {
      findings.append((code, try found.integer(code)))
    }
    registryPlaces = try registry.places("byDistrictAndGrade")
    excluded = try registry.excluded()
    inFrame = try registry.integer("inFrame")
    framePlaces = try registry.places("inFrameByDistrictAndGrade")
    tasks = try record.list("tasks", Task.init)
    visits = try Visits(try record.node("visits"))
    pairing = record.value["pairing"]?.members == nil ? nil : try Pairing(record.node("pairing"))
    staff = record.value["staff"]?.members == nil ? nil : try Staff(record.node("staff"))
    if tasks.count != plan.tasks.count { throw .missing("rules.tasks") }
  }

  /// The plan as the record's rules say it.
  private static func plan(
    _ bytes: [UInt8], _ record: RecordNode
  ) throws(DrawRecord.Problem) -> Plan {
    let rules = try record.node("rules").value
    let root = PlanNode(rules, of: PlanText(bytes, path: "record.json"))
    var reader = PlanReader()
    let plan = reader.plan(PlanTree(root: root, sources: []))
    guard let plan, !reader.findings.hasErrors else { throw .missing("rules") }
    return plan
  }
}

extension ReportFacts {
  /// Counts that a record may hold: with more, sums and bars could overflow.
  fileprivate static let counts = 0...(1 << 40)

  /// Rows of the plan's own districts.
  var ownRows: Int {
    registryRows - excluded[ExclusionReason.rejected.rawValue]
      - excluded[ExclusionReason.district.rawValue]
  }

  var selected: Int { tasks.reduce(0) { $0 + $1.selected } }
  var alternates: Int { tasks.reduce(0) { $0 + $1.alternates } }
}

/// A node of a record, with the path that says what is missing.
private struct RecordNode {
  var value: JSON5Value
  var path = ""

  init(_ value: JSON5Value, path: String = "") { (self.value, self.path) = (value, path) }

  private func join(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  func node(_ key: String) throws(DrawRecord.Problem) -> RecordNode {
    guard let found = value[key] else { throw .missing(join(key)) }
    return RecordNode(found, path: join(key))
  }

  func text(_ key: String) throws(DrawRecord.Problem) -> String {
    guard let text = value[key]?.string else { throw .missing(join(key)) }
    return text
  }

  func integer(_ key: String) throws(DrawRecord.Problem) -> Int {
    guard let number = value[key]?.integer, ReportFacts.counts ~= number else {
      throw .missing(join(key))
    }
    return number
  }

  func members(_ key: String) throws(DrawRecord.Problem) -> [JSON5Value.Member] {
    guard let members = value[key]?.members else { throw .missing(join(key)) }
    return members
  }

  func list<Value>(
    _ key: String, _ read: (RecordNode) throws(DrawRecord.Problem) -> Value
  ) throws(DrawRecord.Problem) -> [Value] {
    guard let elements = value[key]?.elements else { throw .missing(join(key)) }
    var values: [Value] = []
    for (index, element) in elements.enumerated() {
      values.append(try read(RecordNode(element, path: "\(join(key))[\(index)]")))
    }
    return values
  }

  /// A list of `[…, count]`: the texts or numbers before it as text, and the count.
  func counts(_ key: String) throws(DrawRecord.Problem) -> [(names: [String], count: Int)] {
    try list(key) { (node) throws(DrawRecord.Problem) in
      guard let cells = node.value.elements, cells.count > 1,
        let count = cells.last?.integer, ReportFacts.counts ~= count
      else { throw .missing(node.path) }
      return (cells.dropLast().map { $0.string ?? $0.integer.map(String.init) ?? "" }, count)
    }
  }

  /// `[least, most]`.
  func span(_ key: String) throws(DrawRecord.Problem) -> ClosedRange<Int> {
    let ends = value[key]?.elements?.compactMap(\.integer) ?? []
    guard ends.count == 2, ReportFacts.counts ~= ends[0], ReportFacts.counts ~= ends[1],
      ends[0] <= ends[1]
    else { throw .missing(join(key)) }
    return ends[0]...ends[1]
  }

  /// A number, or nil for null.
  func limit(_ key: String) throws(DrawRecord.Problem) -> Int? {
    if case .null = value[key]?.kind { return nil }
    return try integer(key)
  }

  func places(_ key: String) throws(DrawRecord.Problem) -> [DistrictGradeCount] {
    try counts(key).map {
      DistrictGradeCount(district: $0.names[0], grade: $0.names.last ?? "", count: $0.count)
    }
  }

  func excluded() throws(DrawRecord.Problem) -> [Int] {
    let node = try node("excluded")
    var counts: [Int] = []
    for reason in ExclusionReason.allCases { counts.append(try node.integer(reason.name)) }
    return counts
  }
}

extension ReportFacts.File {
  fileprivate init(_ node: RecordNode) throws(DrawRecord.Problem) {
    name = try node.text("name")
    role = node.value["role"]?.string ?? ""
    rows = node.value["rows"]?.integer
    (bytes, digest) = (try node.integer("bytes"), try node.text("digest"))
  }
}

extension ReportFacts.Task {
  fileprivate init(_ node: RecordNode) throws(DrawRecord.Problem) {
    items = try node.list("items") { (item) throws(DrawRecord.Problem) in
      let pair = (item.value.elements ?? []).compactMap(\.string)
      guard pair.count == 2 else { throw .missing(item.path) }
      return (pair[0], pair[1])
    }
    excluded = try node.excluded()
    population = try node.integer("inFrame")
    (selected, alternates) = (try node.integer("selected"), try node.integer("alternates"))
    places = try node.places("selectedByDistrictAndGrade")
    strata = try node.list("strata") { (node) throws(DrawRecord.Problem) in
      ReportFacts.Stratum(
        label: try node.text("stratum"), population: try node.integer("N"),
        selected: try node.integer("n"), alternates: try node.integer("alternates"))
    }
  }
}

extension ReportFacts.Visits {
  fileprivate init(_ node: RecordNode) throws(DrawRecord.Problem) {
    count = try node.integer("count")
    (first, last) = (node.value["first"]?.string, node.value["last"]?.string)
    lastDeadline = node.value["lastDeadline"]?.string
    places = try node.places("byDistrictAndGrade")
    byDay = []
    for (names, count) in try node.counts("byDay") {
      guard let day = Day(iso: names[0]) else { throw .missing("\(node.path).byDay") }
      byDay.append((day, count))
    }
  }
}

extension ReportFacts.Pairing {
  fileprivate init(_ node: RecordNode) throws(DrawRecord.Problem) {
    (inspectors, officers) = (try node.integer("inspectors"), try node.integer("officers"))
    (trips, unstaffed) = (try node.integer("trips"), try node.integer("unstaffed"))
    ineligible = try node.counts("ineligible").map { ($0.names[0], $0.count) }
    withoutOwnTeam =
      try node.list("fallbacks") { (node) throws(DrawRecord.Problem) in
        try node.integer("trips")
      }.reduce(unstaffed, +)
    officersByLoad = try node.counts("officersByLoad").map { (Int($0.names[0]) ?? 0, $0.count) }
    shortages = try node.list("shortages") { (node) throws(DrawRecord.Problem) in
      ReportFacts.Shortage(
        rule: try node.text("rule"), need: try node.text("need"),
        trips: node.value["unstaffedTrips"]?.elements?.count ?? 0,
        slots: try node.integer("slots"), officers: try node.integer("officers"),
        capacity: try node.integer("capacity"))
    }
  }
}

extension ReportFacts.Staff {
  fileprivate init(_ node: RecordNode) throws(DrawRecord.Problem) {
    (officers, needed) = (try node.integer("officers"), try node.span("needed"))
    capacity = try node.limit("capacity")
    qualifications = try node.list("qualifications") { (node) throws(DrawRecord.Problem) in
      StaffOutlook.Qualification(
        name: try node.text("name"), holders: try node.integer("holders"),
        trips: try node.span("trips"), capacity: try node.limit("capacity"), items: [])
    }
    func territories(_ key: String) throws(DrawRecord.Problem) -> [TerritoryCoverage] {
      try node.counts(key).map { TerritoryCoverage(name: $0.names[0], targets: $0.count) }
    }
    districts = try territories("districtsWithoutOfficer")
    stations = try territories("stationsWithoutOfficer")
  }
}
