// What one pass over a target registry has to find out for all plans of a batch: columns, routes
// from district to plans, and for each task its scope, exclusions, strata and ticket stage,
// compiled for this registry's header. Made once, read by every worker of `TargetSurvey`.

import Sampling
import Tables

/// Why a row of the registry is not in a task's frame, in the fixed order in which it is counted.
public enum ExclusionReason: Int, CaseIterable, Sendable {
  /// Set aside: the row could not be read as a target, and the plan allows for it.
  case rejected
  /// Another district's.
  case district
  case scope
  case status
  case frequencyCap
  case minimumInterval
  case recentDraw
  case listed
  /// A further row of a target that is already in the frame, where the plan merges rows by id.
  case merged

  /// Key in the record.
  public var name: String {
    switch self {
    case .rejected: "rejected"
    case .district: "otherDistrict"
    case .scope: "outOfScope"
    case .status: "status"
    case .frequencyCap: "frequencyCap"
    case .minimumInterval: "minimumInterval"
    case .recentDraw: "recentDraw"
    case .listed: "listed"
    case .merged: "mergedRows"
    }
  }
}

/// A plan with what the survey needs to know beyond it.
struct SurveyedPlan: Sendable {
  var plan: Plan
  var history: VisitHistory?
}

/// One task, compiled.
struct TaskProgram: Sendable {
  var plan: Int
  var task: InspectionTask
  var stage: Int
  /// Stored, like everything that is asked for each row: a computed property of an array's element
  /// copies the element.
  var hasScope: Bool
  var statusColumn: Int?
  var statuses = ByteTable()
  var listed = ByteTable()
  var strata: [Int]
  /// Whether the grade alone makes the stratum.
  var strataAreGrades = false
  var weightColumn: Int?
  var weightPlus = 0
}

/// How far a pass goes: all the way, unless a part of it is measured.
package enum SurveyDepth: Int, Sendable {
  /// Rows are checked, filtered and counted.
  case filter
  /// Eligible rows get their tickets.
  case ticket
  /// Those that may be drawn are kept.
  case select
  /// Repetitions are looked for.
  case duplicates
}

/// Everything that a pass over one registry needs.
struct SurveyProgram: Sendable {
  struct KnownValues: Sendable {
    var column: Int
    var values: ByteTable
    var code: String
  }

  var header: Header
  /// Keeps every candidate: the slow certain form.
  var retainsAll: Bool
  var idColumn = 0
  /// The header of that column, as a row would have it.
  var headerOfID: [UInt8] = []
  var checksCodes = false
  /// The column of registration statuses, where a task excludes some.
  private(set) var statusColumn: Int?
  let codeSums = CreditCodeSums()
  var districtColumn: Int?
  var gradeColumn: Int?
  /// Whether ids are cleaned before everything else.
  var cleansIDs: Bool { input.trimsIDs || input.uppercasesIDs }
  /// Columns kept of a candidate: id, name, station, address.
  var keptColumns = KeptColumns()
  var knownValues: [KnownValues] = []
  var input: TargetInput
  var plans: [SurveyedPlan]
  /// Whether frequency rules apply, by plan.
  var hasHistory: [Bool]
  var tasks: [TaskProgram] = []
  /// The scopes of the tasks, by the same index.
  private(set) var scopes = CompiledScopes()
  /// Tasks of each plan.
  var tasksOfPlan: [Range<Int>] = []
  var stages: [TicketKey] = []
  /// Spelling of a district → its index in `plansOfDistrict`.
  var districts = ByteTable()
  var plansOfDistrict: [[Int]] = []
  /// Plans that name no district look at every row.
  var plansOfEveryRow: [Int] = []
  /// Columns whose cells make a row's class: those of few values that plans ask of every row.
  var classColumns: [Int] = []
  var depth = SurveyDepth.duplicates
  /// Whether rows may take the shortcut of their class; false is the definition, for tests.
  var usesClasses = true
  /// Hash prefixes that occur more than once, by stage; in a second pass only.
  var suspects: [Set<UInt64>] = []

  /// Compiles all plans that share one registry.
  ///
  /// - Parameter retainsAll: keeps every eligible target: the slow certain form.
  init(
    _ plans: [SurveyedPlan], header: Header, seed: Seed, retainsAll: Bool,
    findings: inout Findings
  ) {
    self.plans = plans
    hasHistory = plans.map { $0.history != nil }
    self.header = header
    self.retainsAll = retainsAll
    input = plans[0].plan.inputs.targets
    let columns = ColumnFinder(
      header: header, mapping: input.file.columns, known: Column.targets)
    findColumns(columns, &findings)
    for (index, plan) in plans.enumerated() {
      addRoute(of: plan.plan, index: index)
      let first = tasks.count
      for task in plan.plan.tasks {
        addTask(task, of: index, columns, seed, &findings)
      }
      tasksOfPlan.append(first..<tasks.count)
    }
    findClasses()
  }

  private mutating func findClasses() {
    var columns = Set(knownValues.map(\.column))
    columns.formUnion([districtColumn, gradeColumn].compactMap { $0 })
    for task in tasks where task.weightColumn == nil { columns.formUnion(task.strata) }
    // Of every status the first row must be met, whatever tasks do with it.
    columns.formUnion(tasks.compactMap(\.statusColumn))
    classColumns = columns.sorted()
  }

  /// Whether a plan draws in proportion to weights, of which every row has its own.
  func hasWeights(plan: Int) -> Bool {
    tasksOfPlan[plan].contains { tasks[$0].weightColumn != nil }
  }

  private mutating func findColumns(_ columns: ColumnFinder, _ findings: inout Findings) {
    let file = input.file
    if let id = columns.index(role: "id") {
      idColumn = id
      headerOfID = input.cleaned(Array(header.names[id].utf8))
      checksCodes =
        Column.holdsCreditCodes(header.names[id]) || input.strict
        || input.setAside["invalid-code"] != nil
    } else {
      findings.missingColumn(columns.expectedHeader(role: "id"), header, file: file)
    }
    for name in input.file.columns.values.sorted() where header.index(of: name) == nil {
      findings.missingColumn(name, header, file: file)
    }
    districtColumn = columns.index(role: "district")
    gradeColumn = columns.index(role: "grade")
    keptColumns = KeptColumns(
      id: idColumn, name: columns.index(role: "name"), unit: columns.index(role: "unit"),
      address: columns.index(role: "address"), delimiter: input.file.format.delimiter)
    for role in ["name", "unit", "address"]
    where columns.index(role: role) == nil && input.file.columns[role] == nil {
      let isRuled = role == "unit" && plans.contains(where: \.plan.pairing.avoidsOwnUnit)
      findings.columnNotFound(
        role: role, rule: isRuled ? "avoidOwnUnit" : nil, header, file: file)
    }
    if districtColumn == nil, plans.contains(where: { !$0.plan.district.isEmpty }) {
      findings.missingColumn(columns.expectedHeader(role: "district"), header, file: file)
    }
    for (name, values) in input.knownValues.sorted(by: { $0.key < $1.key }) {
      guard let column = columns.index(named: name) else {
        // A mapping names what a column is; of another name there is nothing to be mapped.
        let place = input.valuesLocations.value[name]
        if let place, !Column.targets.contains(where: { $0.isNamed(name) }) {
          findings.unknownColumn(name, header, at: place)
        } else {
          findings.missingColumn(name, header, file: file)
        }
        continue
      }
      var table = ByteTable()
      for value in values { table.insert(Array(value.utf8)) }
      let code =
        column == gradeColumn
        ? "unknown-grade" : column == districtColumn ? "unknown-district" : "unknown-cell-value"
      knownValues.append(KnownValues(column: column, values: table, code: code))
    }
  }

  private mutating func addRoute(of plan: Plan, index: Int) {
    if plan.district.isEmpty { return plansOfEveryRow.append(index) }
    for spelling in plan.district {
      let district = Int(districts.insert(Array(spelling.utf8)))
      while plansOfDistrict.count <= district { plansOfDistrict.append([]) }
      plansOfDistrict[district].append(index)
    }
  }

  private mutating func addTask(
    _ task: InspectionTask, of plan: Int, _ columns: ColumnFinder, _ seed: Seed,
    _ findings: inout Findings
  ) {
    func column(_ name: String, at place: Location?) -> Int {
      if let index = columns.index(named: name) { return index }
      findings.unknownColumn(name, header, at: place ?? task.position)
      return 0
    }
    scopes.append(
      task.scope, columns: columns, cleansDates: input.file.cleansDates, findings: &findings)
    var program = TaskProgram(
      plan: plan, task: task, stage: stageIndex(seed.key(task.stage)),
      hasScope: !scopes.isTrivial(tasks.count), strata: task.strata.map { column($0, at: nil) })
    if !task.exclusions.status.isEmpty {
      program.statusColumn = column("status", at: task.places.status)
      statusColumn = program.statusColumn
      for status in task.exclusions.status { program.statuses.insert(Array(status.utf8)) }
    }
    for listed in task.exclusions.ids { program.listed.insert(Array(listed.id.utf8)) }
    if let weight = task.weight {
      program.weightColumn = column(weight.column, at: task.places.weight)
      program.weightPlus = weight.plus
    }
    program.strataAreGrades = gradeColumn.map { program.strata == [$0] } ?? false
    tasks.append(program)
  }

  private mutating func stageIndex(_ key: TicketKey) -> Int {
    if let index = stages.firstIndex(of: key) { return index }
    stages.append(key)
    return stages.count - 1
  }
}
