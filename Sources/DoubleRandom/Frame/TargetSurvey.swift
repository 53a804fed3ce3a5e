// One worker of the single pass over a target registry: each row is checked, routed to the plans
// of its district, held against scope and exclusions of every task, counted, and, where it is in a
// frame, queued for its ticket. What may still be drawn is kept.
//
//   row → id → known values → district's plans → tasks: scope, exclusions, stratum → ticket → kept
//
// This file is the definition: the path of one row by itself. Most rows take the shortcut of their
// class (ClassSurvey.swift), which is learnt here. Everything works on ranges of raw bytes, and
// only what must be (a quoted or cleaned id, a cell in a finding) is decoded.

import Sampling
import Tables

/// Sees a share of a registry's records; `surveyTargets` merges the shares.
final class TargetSurvey: RecordSink {
  var state: SurveyState

  init(_ program: SurveyProgram) { state = SurveyState(program) }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    state.take(bytes, fields, batch)
  }
}

/// All that one worker remembers.
struct SurveyState {
  let program: SurveyProgram
  var places = PlaceTable()
  /// Rows by place, in a frame or not.
  var rows = PlaceTally()
  var tasks: [TaskTally]
  var strata: [StratumTally] = []
  var queues: [TicketQueue]
  /// Hash prefixes of all rows in a frame, by stage.
  var prefixes: [PrefixBag]
  /// Texts of candidates, by plan.
  var arenas: [Arena]
  var findings: TargetFindings
  /// Shared by copies, of which a worker has one.
  let doubts = CellDoubts()
  /// Counts of each plan over all of its tasks.
  var plans: [PlanTally]
  var classes: RowClasses
  /// Batches seen.
  var batches = 0
  /// Rows of the batch that are looked at by themselves.
  var ownRows: [Int32] = []
  /// Of the row at hand, its memory used again and again.
  var standing = Standing()
  /// Rows whose hash prefix is suspected of standing twice; in a second pass only.
  var sightings: [Sighting] = []
  /// The plan of each place of a row, by where its fields begin; in a second pass only.
  var plansOfRow: [Int: [Int]] = [:]
  /// The code that a row's wrong one means, likewise, where it is suspected.
  var codeOfRow: [Int: [UInt8]] = [:]
  /// Of each stage's queue, which is emptied in the order of the file.
  var lines: [LineCursor]
  /// District → its plans' range in `routedPlans`.
  var routes: [Range<Int>] = []
  var routedPlans: [Int] = []
  /// The row's id: a range of the batch, or, where it is quoted or cleaned, `decodedID`.
  var idRange = 0..<0
  private(set) var decodedID: [UInt8]?
  /// Whether the row's id should be a credit code, and is none.
  private(set) var isWrongCode = false

  init(_ program: SurveyProgram) {
    self.program = program
    tasks = program.tasks.map { _ in TaskTally() }
    plans = program.plans.map { _ in PlanTally() }
    arenas = program.plans.map { _ in Arena() }
    queues = program.stages.map(TicketQueue.init)
    prefixes = program.stages.map { _ in PrefixBag() }
    findings = TargetFindings(program.input)
    classes = RowClasses(program)
    lines = program.stages.map { _ in LineCursor() }
  }

  mutating func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    findings.begin(batch)
    doubts.batch = batch.number
    plansOfRow.removeAll(keepingCapacity: true)
    codeOfRow.removeAll(keepingCapacity: true)
    lines = program.stages.map { _ in LineCursor(batch: batch.number) }
    lowerLimits()
    if classes.isInUse {
      surveyByClass(bytes, fields, batch)
    } else {
      for record in 0..<batch.records {
        survey(RecordFields(base: record * (batch.columns + 1)), bytes, fields)
      }
    }
    for stage in queues.indices { flush(stage, bytes, fields) }
  }

  /// Surveys one row by itself.
  mutating func survey(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    guard readID(record, bytes, fields), hasKnownValues(record, bytes, fields) else { return }
    noteCells(record, bytes, fields)
    let district = program.districtColumn.map { self.district($0, record, bytes, fields) } ?? 0
    let grade = program.gradeColumn.map { places.grade(bytes, record.range($0, fields)) } ?? 0
    let row = SurveyRow(
      fields: record, place: places.place(district: district, grade: grade), grade: Int(grade))
    standing.clear()
    standing.place = row.place
    rows.add(row.place, 1)
    for plan in program.plansOfEveryRow { consider(plan, row, bytes, fields) }
    if program.districtColumn != nil {
      for index in routes[Int(district)] { consider(routedPlans[index], row, bytes, fields) }
    }
    apply(standing, rows: 1)
    noteStatus(record, bytes, fields)
    queue(record, bytes, fields)
    // A class is for ids as they stand: of rows with a quoted one nothing is to be learnt.
    if classes.isInUse, !classes.isFull, decodedID == nil { learnClass(row, bytes, fields) }
  }

  /// Queues a row for the tickets that it needs.
  mutating func queue(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    if !program.suspects.isEmpty {
      plansOfRow[record.base] = standing.members.map { program.tasks[$0.task].plan }
    }
    for member in standing.members {
      queues[program.tasks[member.task].stage].members.append(member)
    }
    let code = isWrongCode && !standing.members.isEmpty ? codeMeant(bytes) : nil
    for stage in queues.indices where queues[stage].hasOpenMembers {
      if let code { note(code, stage, record) }
      if let decodedID {
        queues[stage].append(decodedID, record, standing.place)
      } else {
        queues[stage].append(idRange, record, standing.place)
      }
      if queues[stage].isFull { flush(stage, bytes, fields) }
    }
  }

  /// Counts as many rows of one standing.
  mutating func apply(_ standing: Standing, rows count: Int) {
    for exclusion in standing.excluded {
      tasks[exclusion.task].excluded[exclusion.reason.rawValue] += count
    }
    for outcome in standing.plans {
      plans[outcome.plan].add(outcome.reason, standing.place, count)
    }
    for member in standing.members {
      tasks[member.task].places.add(standing.place, count)
      strata[member.stratum].population += count
      strata[member.stratum].weight += UInt64(member.weight) * UInt64(count)
    }
  }

  // MARK: - The row as such

  /// Finds and checks the row's id; false when the row is set aside.
  private mutating func readID(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    placeID(record, fields)
    if program.cleansIDs || isQuoted(bytes, from: idRange.lowerBound, to: idRange.upperBound) {
      decodedID = cleanedID(idRange, bytes)
    } else if program.checksCodes, CreditCode.check(bytes.extracting(idRange)) == nil {
      return true
    }
    let id = decodedID ?? copy(bytes, idRange)
    let problem = IDProblem(id, isCreditCode: program.checksCodes)
    if let column = columnOfNoTarget(id, problem, record, bytes, fields) {
      return findings.note(
        "not-a-target", cell(column, record, bytes, fields), arguments: [], record, column: column,
        bytes, fields, names: program.header)
    }
    guard let problem else { return true }
    isWrongCode = problem.code == "invalid-code"
    return findings.note(
      problem.code, id, arguments: problem.arguments(program.input.cleaning), record,
      column: program.idColumn, bytes, fields, names: program.header)
  }

  /// Takes the row's id as it stands in the batch.
  mutating func placeID(_ record: RecordFields, _ fields: Span<UInt32>) {
    idRange = record.range(program.idColumn, fields)
    decodedID = nil
    isWrongCode = false
  }

  private mutating func hasKnownValues(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    for index in program.knownValues.indices {
      let column = program.knownValues[index].column
      let range = record.range(column, fields)
      if contains(program.knownValues[index].values, range, bytes) { continue }
      let value = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      let stays = findings.note(
        program.knownValues[index].code, value,
        arguments: [nearest(value, program.knownValues[index].values)], record, column: column,
        bytes, fields, names: program.header)
      if !stays { return false }
    }
    return true
  }

  // MARK: - The row in each task

  /// Adds to `standing` what becomes of the row in one plan.
  mutating func consider(
    _ plan: Int, _ row: SurveyRow, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    let visits = program.hasHistory[plan] ? visits(plan, bytes) : []
    var furthest: ExclusionReason? = .rejected
    for task in program.tasksOfPlan[plan] {
      if let reason = exclusion(task, visits, row.fields, bytes, fields) {
        standing.excluded.append(Standing.Exclusion(task: task, reason: reason))
        if let known = furthest, known.rawValue < reason.rawValue { furthest = reason }
        continue
      }
      guard let weight = weight(task, row.fields, bytes, fields) else {
        standing.excluded.append(Standing.Exclusion(task: task, reason: .rejected))
        continue
      }
      furthest = nil
      let stratum = stratum(task, row, bytes, fields)
      standing.members.append(TicketQueue.Member(task: task, stratum: stratum, weight: weight))
    }
    standing.plans.append(Standing.PlanOutcome(plan: plan, reason: furthest))
  }

  /// What the frequency rules of a plan say of the row's id.
  func visits(_ plan: Int, _ bytes: Span<UInt8>) -> VisitHistory.Flags {
    guard let history = program.plans[plan].history else { return [] }
    if let decodedID { return history.flags(of: decodedID.span, 0..<decodedID.count) }
    return history.flags(of: bytes, idRange)
  }

  private func exclusion(
    _ task: Int, _ visits: VisitHistory.Flags, _ record: RecordFields, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) -> ExclusionReason? {
    if program.tasks[task].hasScope,
      !program.scopes.hold(task, bytes, fields, record, doubts)
    {
      return .scope
    }
    if let column = program.tasks[task].statusColumn,
      contains(program.tasks[task].statuses, record.range(column, fields), bytes)
    {
      return .status
    }
    if visits.contains(.capReached) { return .frequencyCap }
    if visits.contains(.tooSoon) { return .minimumInterval }
    if visits.contains(.drawnRecently) { return .recentDraw }
    return isListed(task, bytes) ? .listed : nil
  }

  /// Whether a task excludes the row by its id.
  func isListed(_ task: Int, _ bytes: Span<UInt8>) -> Bool {
    guard program.tasks[task].listed.count > 0 else { return false }
    if let decodedID { return program.tasks[task].listed.index(of: decodedID) != nil }
    return program.tasks[task].listed.index(
      of: bytes, from: idRange.lowerBound, to: idRange.upperBound) != nil
  }

  /// 1 where the task has no weights; nil when the cell holds none.
  private mutating func weight(
    _ task: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> UInt32? {
    guard let column = program.tasks[task].weightColumn else { return 1 }
    let range = record.range(column, fields)
    let cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    let plus = program.tasks[task].weightPlus
    if let value = decimalInteger(cell), let weight = UInt32(exactly: value + plus), weight > 0 {
      return weight
    }
    _ = findings.note(
      "bad-weight", cell,
      arguments: ["\(plus)", decimalInteger(cell) == 0 ? "\(plus + 1)" : ""], record,
      column: column, bytes, fields, names: program.header, plan: program.tasks[task].plan)
    return nil
  }

  /// The index in `strata` of the row's stratum.
  @inline(__always)
  private mutating func stratum(
    _ task: Int, _ row: SurveyRow, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Int {
    guard program.tasks[task].strataAreGrades else { return findStratum(task, row, bytes, fields) }
    if row.grade < tasks[task].ofGrade.count, tasks[task].ofGrade[row.grade] >= 0 {
      return tasks[task].ofGrade[row.grade]
    }
    let stratum = findStratum(task, row, bytes, fields)
    while tasks[task].ofGrade.count <= row.grade { tasks[task].ofGrade.append(-1) }
    tasks[task].ofGrade[row.grade] = stratum
    return stratum
  }

  private mutating func findStratum(
    _ task: Int, _ row: SurveyRow, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Int {
    let local: Int
    if program.tasks[task].strata.count == 1 {
      let range = row.fields.range(program.tasks[task].strata[0], fields)
      local = Int(intern(range, bytes, &tasks[task].strata))
    } else {
      var joined: [UInt8] = []
      for (index, column) in program.tasks[task].strata.enumerated() {
        if index > 0 { joined.append(FrameStratum.separator) }
        let range = row.fields.range(column, fields)
        decodeField(bytes, from: range.lowerBound, to: range.upperBound, into: &joined)
      }
      local = Int(tasks[task].strata.insert(joined))
    }
    if local == tasks[task].firstOf.count {
      tasks[task].firstOf.append(strata.count)
      strata.append(StratumTally(retention(task, stratum: local)))
    }
    return tasks[task].firstOf[local]
  }

  /// How many candidates to keep of a stratum that is seen for the first time.
  private func retention(_ task: Int, stratum: Int) -> Retention {
    if program.retainsAll { return .everything }
    let values = FrameStratum.values(of: tasks[task].strata.key(Int32(stratum)))
    return Retention(program.tasks[task].task, values: values)
  }
}
