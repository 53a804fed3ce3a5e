// The plan of one district for one period, as values: what a plan file says once it has been read,
// merged with what it extends, and found to make sense. Read by `PlanReader`, used by every stage.
// Nothing here knows of files' bytes or of JSON; names are those of the field.

import Sampling
import Tables

/// One district's spot-check plan.
public struct Plan: Sendable {
  /// Names the output folder: letters, digits, Han, `_ . -`, at most 64 characters.
  public var id: String
  public var title: String
  public var authority: String
  /// Spellings of the district in the registries' 所属区 columns; the first one is printed. None:
  /// the registries hold one district only, and every row counts.
  public var district: [String]
  public var districtLocation: Location?
  public var period: Window
  public var inputs: Inputs
  /// In the order in which the plan writes them (inherited ones first).
  public var tasks: [InspectionTask]
  public var frequency: FrequencyRules
  public var schedule: ScheduleRules
  public var pairing: PairingRules
  /// Tried in this order for trips that pairing leaves without a team.
  public var fallbacks: [Fallback] = []
  /// Public sources of the seed, in the order of their lines; none where the plan is not committed.
  public var entropy: [EntropySource] = []
  /// The plan file and those it extends, as they were read.
  public var sources: [PlanSource]
  /// The merged plan as JSON, for the record.
  public var rules: JSON
}

/// A file that went into a plan.
public struct PlanSource: Sendable {
  /// The name as the plan that extends it wrote it; for the plan itself its last path component.
  public var name: String
  public var path: String
  public var digest: FileDigest
}

/// First and last day, both included.
public struct Window: Sendable, Hashable {
  public var from: Day
  public var to: Day

  public func contains(_ day: Day) -> Bool { from <= day && day <= to }
}

/// The registries of a plan.
public struct Inputs: Sendable, Hashable {
  public var targets: TargetInput
  public var inspectors: InputFile?
  /// Inspector registries of other departments, for joint inspections, as written.
  public var departments: [DepartmentInput] = []
  public var items: InputFile?
  public var history: InputFile?
  public var recusals: InputFile?
  public var calendar: InputFile?

  /// All of them, the targets first.
  var files: [InputFile] {
    targets.files + [inspectors, items, history, recusals, calendar].compactMap { $0 }
      + departments.map(\.file)
  }
}

/// A file that a plan names. Equal files are read once, wherever they are named.
public struct InputFile: Sendable, Hashable {
  /// As the plan wrote it, relative to the plan file: what the record shows.
  public var name: String
  /// As the system opens it.
  public var path: String
  /// Role of a column → its header in this file.
  public var columns: [String: String] = [:]
  /// How the table is written.
  public var format = TableFormat()
  /// Declared cleaning: dates may be written as `Day.init(written:)` reads them.
  public var cleansDates = false
  /// Likewise: blanks around cells, and the tabs that our own lists put before codes, say nothing.
  public var trimsCells = false
  /// Where the name is written.
  public var location: Incidental<Location?> = Incidental(nil)
}

extension InputFile {
  /// The name that messages show: the path without the detours of `..`.
  var display: String { Paths.shortened(path) }

  /// The line on which the table begins.
  var headerLine: Int { format.leadingLines + 1 }
}

/// A value that says nothing about whether two things are equal.
public struct Incidental<Value: Sendable>: Sendable, Hashable {
  public var value: Value

  public init(_ value: Value) { self.value = value }

  public static func == (a: Self, b: Self) -> Bool { true }
  public func hash(into hasher: inout Hasher) {}
}

/// How the target registry is to be read.
public struct TargetInput: Sendable, Hashable {
  /// The registry; where it stands in several files, the first of them.
  public var file: InputFile
  /// The files of a registry that stands in several, none otherwise.
  public var parts: [InputFile] = []
  /// A wrong check digit is an error, not a warning.
  public var strict = false
  /// Declared cleaning of ids, applied before everything else.
  public var trimsIDs = false
  public var uppercasesIDs = false
  /// Rows with the same id are one target (one row per licence).
  public var mergesRows = false
  /// Finding code → how many rows may be set aside for it.
  public var setAside: [String: Int] = [:]
  /// Column → its known values; another value is a finding.
  public var knownValues: [String: [String]] = [:]
  /// Where the columns of `knownValues` are named.
  public var valuesLocations: Incidental<[String: Location]> = Incidental([:])

  /// All files of the registry, in the plan's order.
  var files: [InputFile] { parts.isEmpty ? [file] : parts }
}

/// One draw of targets for one purpose (抽查任务).
public struct InspectionTask: Sendable {
  /// Short name inside the plan, `[a-z0-9-]+`.
  public var key: String
  /// Official number, such as 京朝市监抽查〔2026〕41号.
  public var number: String
  public var title: String
  public var kind: String
  /// Item codes (事项编码).
  public var items: [String]
  public var scope: Condition
  public var exclusions: Exclusions
  /// Columns whose values make a stratum.
  public var strata: [String]
  public var amount: Amount
  public var alternates: Alternates
  public var weight: Weight?
  public var stage: Stage
  /// The last day on which its targets may be visited.
  public var doneBy: Day?
  public var position: Location
  /// Teams of other departments that go along (部门联合), as written.
  public var departments: [DepartmentTeam] = []
  /// Experts who go along beside the officers.
  public var experts: ExpertNeed?
  public var places = TaskPlaces()
}

/// Where a task names columns and items: findings point there.
public struct TaskPlaces: Sendable {
  /// Of each item.
  public var items: [Location] = []
  /// Of each stratum column.
  public var strata: [Location] = []
  public var status: Location?
  public var weight: Location?
  public var quantity: Location?
  public var doneBy: Location?
}

/// Where something stands in a plan file.
public struct Location: Sendable, Hashable {
  public var file: String
  public var line: Int
  public var column: Int
  /// The whole line, to be shown with a finding.
  public var text: String
}

/// What a task leaves out although it is in scope.
public struct Exclusions: Sendable {
  /// Values of 登记状态 that are left out.
  public var status: [String] = []
  /// Listed ids with the reason given.
  public var ids: [(id: String, reason: String, location: Location)] = []
}

/// How many targets a task draws.
public enum Amount: Sendable {
  /// Each stratum by the first rule that matches it.
  case byStratum([AmountRule])
  /// A total shared out over the strata.
  case total(Int, Across, Bounds)
}

/// One rule of `byStratum`.
public struct AmountRule: Sendable {
  /// Stratum column → accepted values; empty matches every stratum.
  public var match: [(column: String, values: [String])]
  public var quantity: Quantity
  public var bounds: Bounds
  public var position: Location
}

/// How a total is shared out.
public enum Across: Sendable {
  case proportional
  case equal
  /// Stratum key → integer weight.
  case weights([(key: String, weight: Int)])
}

/// How many alternates stand behind the selected of a stratum.
public enum Alternates: Sendable {
  case count(Int)
  /// Of the selected, rounded up.
  case ratio(Fraction)

  public func count(for selected: Int) -> Int {
    switch self {
    case .count(let count): count
    case .ratio(let ratio): ratio.ceiling(of: selected)
    }
  }
}

/// An integer weight within a stratum: the value of a column, plus a constant.
public struct Weight: Sendable {
  public var column: String
  public var plus: Int
}

/// Limits on how often one enterprise is visited; they count visits, not matters.
public struct FrequencyRules: Sendable, Hashable {
  /// Visits in the calendar year of the period's first day, the new one included.
  public var cap: Int?
  /// Days between the last visit and the period's first day.
  public var minimumDays: Int?
  /// Months since the last visit that had a plan number.
  public var notDrawnForMonths: Int?
  /// Kinds of visit (检查类型) that do not count.
  public var exempt: [String] = []

  public var isEmpty: Bool { cap == nil && minimumDays == nil && notDrawnForMonths == nil }
}
