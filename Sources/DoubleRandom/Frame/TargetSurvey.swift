// One worker of the single pass over a target registry: each row is checked, routed to the plans
// of its district, held against scope and exclusions of every task, counted, and, where it is in a
// frame, queued for its ticket. What may still be drawn is kept.
//
//   row → id → known values → district's plans → tasks: scope, exclusions, stratum → ticket → kept

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
  var places = PlaceTally()
  var districts = ByteTable()
  var grades = ByteTable()
  var tasks: [TaskTally]
  var strata: [StratumTally] = []
  var queues: [StageQueue]
  var arena = Arena()
  var findings: TargetFindings
  /// Counts of each plan over all of its tasks.
  var plans: [PlanTally]
  /// Rows whose hash prefix is suspected of standing twice; in a second pass only.
  var sightings: [Sighting] = []
  private var lines = LineCursor()
  /// District as spelled → plans that draw from it.
  private var routes: [[Int]] = []
  private var id: [UInt8] = []
  private var key: [UInt8] = []

  init(_ program: SurveyProgram) {
    self.program = program
    tasks = program.tasks.map { _ in TaskTally() }
    plans = program.plans.map { _ in PlanTally() }
    queues = program.stages.map(StageQueue.init)
    findings = TargetFindings(program.input)
    id.reserveCapacity(64)
  }

  mutating func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    findings.begin(batch)
    lines = LineCursor(batch: batch.number)
    for record in 0..<batch.records {
      survey(RecordFields(base: record * (batch.columns + 1)), bytes, fields)
    }
    for stage in queues.indices { flush(stage, bytes, fields) }
  }

  private mutating func survey(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    guard readID(record, bytes, fields), hasKnownValues(record, bytes, fields) else { return }
    let place = self.place(record, bytes, fields)
    places.add(place)
    for plan in program.plansOfEveryRow { consider(plan, record, place, bytes, fields) }
    if program.districtColumn != nil {
      let route = routes[place.district]
      for plan in route { consider(plan, record, place, bytes, fields) }
    }
    for stage in queues.indices where queues[stage].hasOpenMembers {
      queues[stage].enqueue(id, record, place)
      if queues[stage].rows.count == StageQueue.capacity { flush(stage, bytes, fields) }
    }
  }

  // MARK: - The row as such

  /// Reads and checks the row's id into `id`; false when the row is set aside.
  private mutating func readID(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    let range = record.range(program.idColumn, fields)
    read(range, bytes, into: &id)
    if program.input.trimsIDs { trim(&id) }
    if program.input.uppercasesIDs { uppercase(&id) }
    if program.checksCodes, CreditCode.check(id.span) == nil { return true }
    guard let problem = IDProblem(id, isCreditCode: program.checksCodes) else { return true }
    return findings.note(
      problem.code, id, arguments: problem.arguments, record, column: program.idColumn, bytes,
      fields, names: program.header)
  }

  private mutating func hasKnownValues(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    for check in program.knownValues {
      read(record.range(check.column, fields), bytes, into: &key)
      if check.values.index(of: key) != nil { continue }
      let stays = findings.note(
        check.code, key, arguments: [], record, column: check.column, bytes, fields,
        names: program.header)
      if !stays { return false }
    }
    return true
  }

  private mutating func place(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Place {
    var place = Place()
    if let column = program.districtColumn {
      place.district = Self.intern(record.range(column, fields), bytes, &districts)
      if place.district == routes.count { addRoute() }
    }
    if let column = program.gradeColumn {
      place.grade = Self.intern(record.range(column, fields), bytes, &grades)
    }
    return place
  }

  /// Called when a spelling of a district is seen for the first time.
  private mutating func addRoute() {
    let spelling = districts.key(Int32(routes.count))
    let known = program.districts.index(of: spelling)
    routes.append(known.map { program.plansOfDistrict[Int($0)] } ?? [])
  }

  // MARK: - The row in each task

  private mutating func consider(
    _ plan: Int, _ record: RecordFields, _ place: Place, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) {
    let visits = program.plans[plan].history?.flags(of: id) ?? []
    var furthest: ExclusionReason? = .scope
    for task in program.tasksOfPlan[plan] {
      if let reason = exclusion(task, visits, record, bytes, fields) {
        tasks[task].excluded[reason.rawValue] += 1
        if let known = furthest, known.rawValue < reason.rawValue { furthest = reason }
        continue
      }
      guard let weight = weight(task, record, bytes, fields) else {
        tasks[task].excluded[ExclusionReason.rejected.rawValue] += 1
        continue
      }
      furthest = nil
      tasks[task].places.add(place)
      let stratum = stratum(task, record, bytes, fields)
      strata[stratum].population += 1
      strata[stratum].weight += UInt64(weight)
      queues[program.tasks[task].stage].members.append(
        StageQueue.Member(task: task, stratum: stratum, weight: weight))
    }
    plans[plan].add(furthest, place)
  }

  private mutating func exclusion(
    _ task: Int, _ visits: VisitHistory.Flags, _ record: RecordFields, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) -> ExclusionReason? {
    if !program.tasks[task].scope.holds(bytes, fields, record) { return .scope }
    if let column = program.tasks[task].statusColumn,
      contains(program.tasks[task].statuses, record.range(column, fields), bytes)
    {
      return .status
    }
    if visits.contains(.capReached) { return .frequencyCap }
    if visits.contains(.tooSoon) { return .minimumInterval }
    if visits.contains(.drawnRecently) { return .recentDraw }
    if program.tasks[task].listed.count > 0,
      program.tasks[task].listed.index(of: id) != nil
    {
      return .listed
    }
    return nil
  }

  /// 1 where the task has no weights; nil when the cell holds none.
  private mutating func weight(
    _ task: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> UInt32? {
    guard let column = program.tasks[task].weightColumn else { return 1 }
    read(record.range(column, fields), bytes, into: &key)
    let plus = program.tasks[task].weightPlus
    if let value = decimalInteger(key), let weight = UInt32(exactly: value + plus), weight > 0 {
      return weight
    }
    _ = findings.note(
      "bad-weight", key, arguments: ["\(plus)"], record, column: column, bytes, fields,
      names: program.header, countsRow: false)
    return nil
  }

  /// The index in `strata` of the record's stratum.
  private mutating func stratum(
    _ task: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Int {
    let local: Int
    if program.tasks[task].strata.count == 1 {
      local = Self.intern(
        record.range(program.tasks[task].strata[0], fields), bytes, &tasks[task].strata)
    } else {
      var joined: [UInt8] = []
      for column in program.tasks[task].strata {
        if !joined.isEmpty || column != program.tasks[task].strata[0] {
          joined.append(FrameStratum.separator)
        }
        read(record.range(column, fields), bytes, into: &key)
        joined += key
      }
      local = Int(tasks[task].strata.insert(joined))
    }
    if local == tasks[task].firstOf.count {
      tasks[task].firstOf.append(strata.count)
      strata.append(StratumTally())
    }
    return tasks[task].firstOf[local]
  }

  // MARK: - Tickets

  /// Computes the queued tickets and keeps the candidates that may be drawn.
  private mutating func flush(_ stage: Int, _ bytes: Span<UInt8>, _ fields: Span<UInt32>) {
    if queues[stage].rows.isEmpty { return }
    queues[stage].hash()
    var member = 0
    for index in queues[stage].rows.indices {
      let ticket = queues[stage].ticket(index)
      let firstMember = member
      queues[stage].prefixes.insert(ticket.w0)
      var text: Arena.Index?
      while member < queues[stage].rows[index].memberEnd {
        keep(queues[stage].members[member], ticket, stage, index, &text, bytes, fields)
        member += 1
      }
      if !program.suspects.isEmpty, program.suspects[stage].contains(ticket.w0) {
        sight(stage, index, queues[stage].members[firstMember..<member], bytes, fields)
      }
    }
    queues[stage].clear()
  }

  @inline(__always)
  private mutating func keep(
    _ member: StageQueue.Member, _ ticket: Ticket, _ stage: Int, _ row: Int,
    _ text: inout Arena.Index?, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    if ticket.w0 > strata[member.stratum].limit { return }
    let index = text ?? store(queues[stage].rows[row].fields, bytes, fields)
    text = index
    strata[member.stratum].kept.append(
      Kept(ticket: ticket, weight: member.weight, text: index))
    strata[member.stratum].prune(program.tasks[member.task].retention)
  }

  private mutating func store(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Arena.Index {
    var texts: [[UInt8]] = [[]]
    read(record.range(program.idColumn, fields), bytes, into: &texts[0])
    if program.input.trimsIDs { trim(&texts[0]) }
    if program.input.uppercasesIDs { uppercase(&texts[0]) }
    for column in program.keptColumns {
      var cell: [UInt8] = []
      if let column { read(record.range(column, fields), bytes, into: &cell) }
      texts.append(cell)
    }
    return arena.append(texts)
  }

  /// Notes where a suspected repetition stands.
  private mutating func sight(
    _ stage: Int, _ index: Int, _ members: ArraySlice<StageQueue.Member>, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) {
    let row = queues[stage].rows[index]
    let text = store(row.fields, bytes, fields)
    sightings.append(
      Sighting(
        stage: stage, id: arena.texts(text, count: 1)[0], batch: lines.batch,
        localLine: lines.line(at: Int(fields[row.fields.base]), bytes),
        members: members.map { member in
          let local = tasks[member.task].firstOf.firstIndex(of: member.stratum) ?? 0
          return Sighting.Membership(
            task: member.task, key: tasks[member.task].strata.key(Int32(local)),
            weight: member.weight, place: names(of: row.place))
        }))
  }

  /// District and grade of a place as spelled.
  func names(of place: Place) -> PlaceKey {
    PlaceKey(
      district: districts.count == 0 ? [] : districts.key(Int32(place.district)),
      grade: grades.count == 0 ? [] : grades.key(Int32(place.grade)))
  }

  // MARK: - Cells

  /// A cell's text, unquoted.
  @inline(__always)
  private func read(_ range: Range<Int>, _ bytes: Span<UInt8>, into cell: inout [UInt8]) {
    cell.removeAll(keepingCapacity: true)
    if range.isEmpty { return }
    if bytes[range.lowerBound] == UInt8(ascii: "\"") {
      cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      return
    }
    for index in range { cell.append(bytes[index]) }
  }

  @inline(__always)
  private static func intern(
    _ range: Range<Int>, _ bytes: Span<UInt8>, _ table: inout ByteTable
  ) -> Int {
    if !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "\"") {
      let cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      return Int(table.insert(cell))
    }
    return Int(table.insert(bytes, from: range.lowerBound, to: range.upperBound))
  }

  private func contains(
    _ table: ByteTable, _ range: Range<Int>, _ bytes: Span<UInt8>
  ) -> Bool {
    if !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "\"") {
      let cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      return table.index(of: cell) != nil
    }
    return table.index(of: bytes, from: range.lowerBound, to: range.upperBound) != nil
  }
}

extension FrameStratum {
  /// Between the values of a stratum's key: below every printable character, so that keys sort as
  /// their values do.
  static let separator: UInt8 = 0x1F
}
