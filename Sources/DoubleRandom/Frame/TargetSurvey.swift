// One worker of the single pass over a target registry: each row is checked, routed to the plans
// of its district, held against scope and exclusions of every task, counted, and, where it is in a
// frame, queued for its ticket. What may still be drawn is kept.
//
//   row → id → known values → district's plans → tasks: scope, exclusions, stratum → ticket → kept
//
// This file is the path that runs once for each row: it works on ranges of raw bytes, and only
// what must be (a quoted or cleaned id, a cell in a finding) is decoded.

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
  var queues: [TicketQueue]
  /// Hash prefixes of all rows in a frame, by stage.
  var prefixes: [PrefixBag]
  var arena = Arena()
  var findings: TargetFindings
  /// Counts of each plan over all of its tasks.
  var plans: [PlanTally]
  /// Rows whose hash prefix is suspected of standing twice; in a second pass only.
  var sightings: [Sighting] = []
  private var lines = LineCursor()
  /// District as spelled → plans that draw from it.
  private var routes: [[Int]] = []
  /// The row's id: a range of the batch, or, where it is quoted or cleaned, `decodedID`.
  private var idRange = 0..<0
  private var decodedID: [UInt8]?

  init(_ program: SurveyProgram) {
    self.program = program
    tasks = program.tasks.map { _ in TaskTally() }
    plans = program.plans.map { _ in PlanTally() }
    queues = program.stages.map(TicketQueue.init)
    prefixes = program.stages.map { _ in PrefixBag() }
    findings = TargetFindings(program.input)
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
      for index in routes[place.district].indices {
        consider(routes[place.district][index], record, place, bytes, fields)
      }
    }
    for stage in queues.indices where queues[stage].hasOpenMembers {
      if let decodedID {
        queues[stage].append(decodedID, record, place)
      } else {
        queues[stage].append(idRange, record, place)
      }
      if queues[stage].isFull { flush(stage, bytes, fields) }
    }
  }

  // MARK: - The row as such

  /// Finds and checks the row's id; false when the row is set aside.
  private mutating func readID(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    idRange = record.range(program.idColumn, fields)
    decodedID = nil
    if program.cleansIDs || isQuoted(bytes, from: idRange.lowerBound, to: idRange.upperBound) {
      decodedID = cleanedID(idRange, bytes)
    } else if program.checksCodes, CreditCode.check(bytes.extracting(idRange)) == nil {
      return true
    }
    let id = decodedID ?? copy(bytes, idRange)
    guard let problem = IDProblem(id, isCreditCode: program.checksCodes) else { return true }
    return findings.note(
      problem.code, id, arguments: problem.arguments, record, column: program.idColumn, bytes,
      fields, names: program.header)
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
    let known = program.districts.index(of: districts.key(Int32(routes.count)))
    routes.append(known.map { program.plansOfDistrict[Int($0)] } ?? [])
  }

  // MARK: - The row in each task

  private mutating func consider(
    _ plan: Int, _ record: RecordFields, _ place: Place, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) {
    let visits = program.hasHistory[plan] ? visits(plan, bytes) : []
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
        TicketQueue.Member(task: task, stratum: stratum, weight: weight))
    }
    plans[plan].add(furthest, place)
  }

  /// What the frequency rules of a plan say of the row's id.
  private func visits(_ plan: Int, _ bytes: Span<UInt8>) -> VisitHistory.Flags {
    guard let history = program.plans[plan].history else { return [] }
    if let decodedID { return history.flags(of: decodedID.span, 0..<decodedID.count) }
    return history.flags(of: bytes, idRange)
  }

  private func exclusion(
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
      program.tasks[task].listed.index(of: decodedID ?? copy(bytes, idRange)) != nil
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
    let range = record.range(column, fields)
    let cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    let plus = program.tasks[task].weightPlus
    if let value = decimalInteger(cell), let weight = UInt32(exactly: value + plus), weight > 0 {
      return weight
    }
    _ = findings.note(
      "bad-weight", cell, arguments: ["\(plus)"], record, column: column, bytes, fields,
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
      for (index, column) in program.tasks[task].strata.enumerated() {
        if index > 0 { joined.append(FrameStratum.separator) }
        let range = record.range(column, fields)
        decodeField(bytes, from: range.lowerBound, to: range.upperBound, into: &joined)
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
    queues[stage].hash(bytes)
    var member = 0
    for index in queues[stage].rows.indices {
      let row = queues[stage].rows[index]
      let ticket = queues[stage].ticket(of: row)
      prefixes[stage].insert(ticket.w0)
      let first = member
      var text: Arena.Index?
      while member < row.memberEnd {
        keep(queues[stage].members[member], ticket, row, &text, bytes, fields)
        member += 1
      }
      if !program.suspects.isEmpty, program.suspects[stage].contains(ticket.w0) {
        sight(stage, row, queues[stage].members[first..<member], bytes, fields)
      }
    }
    queues[stage].clear()
  }

  @inline(__always)
  private mutating func keep(
    _ member: TicketQueue.Member, _ ticket: Ticket, _ row: TicketQueue.Row,
    _ text: inout Arena.Index?, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    if ticket.w0 > strata[member.stratum].limit { return }
    let index = text ?? store(row.fields, bytes, fields)
    text = index
    strata[member.stratum].kept.append(
      Kept(ticket: ticket, weight: member.weight, text: index))
    strata[member.stratum].prune(program.tasks[member.task].retention)
  }

  /// The id as it is drawn, with the cleaning that the plan declares.
  private func cleanedID(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8] {
    var id = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    if program.input.trimsIDs { trim(&id) }
    if program.input.uppercasesIDs { uppercase(&id) }
    return id
  }

  private mutating func store(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Arena.Index {
    let id = program.cleansIDs ? cleanedID(record.range(program.idColumn, fields), bytes) : nil
    return arena.append(bytes, fields, record, program.keptColumns, cleanedID: id)
  }

  /// Notes where a suspected repetition stands.
  private mutating func sight(
    _ stage: Int, _ row: TicketQueue.Row, _ members: ArraySlice<TicketQueue.Member>,
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    let text = store(row.fields, bytes, fields)
    let localLine = lines.line(at: Int(fields[row.fields.base]), bytes)
    sightings.append(
      Sighting(
        stage: stage, id: Array(arena.target(text).id), batch: lines.batch, localLine: localLine,
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

  @inline(__always)
  private static func intern(
    _ range: Range<Int>, _ bytes: Span<UInt8>, _ table: inout ByteTable
  ) -> Int {
    if isQuoted(bytes, from: range.lowerBound, to: range.upperBound) {
      return Int(
        table.insert(decodeField(bytes, from: range.lowerBound, to: range.upperBound)))
    }
    return Int(table.insert(bytes, from: range.lowerBound, to: range.upperBound))
  }

  private func contains(
    _ table: ByteTable, _ range: Range<Int>, _ bytes: Span<UInt8>
  ) -> Bool {
    if isQuoted(bytes, from: range.lowerBound, to: range.upperBound) {
      return table.index(of: decodeField(bytes, from: range.lowerBound, to: range.upperBound))
        != nil
    }
    return table.index(of: bytes, from: range.lowerBound, to: range.upperBound) != nil
  }

  /// The known value nearest to one that is not known; empty when none is near.
  private func nearest(_ value: [UInt8], _ known: ByteTable) -> String {
    let words = (0..<known.count).map { String(decoding: known.key(Int32($0)), as: UTF8.self) }
    return DoubleRandom.nearest(String(decoding: value, as: UTF8.self), among: words) ?? ""
  }
}
