// Where a survey's queued rows get their tickets: the ones that may be drawn are kept, every one
// leaves its prefix for the proof of uniqueness, and in a second pass suspects are looked at.

import Sampling
import Tables

/// Where the texts of a row were kept, which tasks of one plan share.
struct StoredText {
  var plan: Int
  var index: Arena.Index
}

extension SurveyState {
  /// Computes the queued tickets and keeps the candidates that may be drawn.
  mutating func flush(_ stage: Int, _ bytes: Span<UInt8>, _ fields: Span<UInt32>) {
    if queues[stage].rows.isEmpty { return }
    defer { queues[stage].clear() }
    if program.depth == .filter { return }
    queues[stage].hash(bytes)
    if program.depth == .ticket { return }
    var member = 0
    for index in queues[stage].rows.indices {
      let row = queues[stage].rows[index]
      let ticket = queues[stage].ticket(of: row)
      if program.depth == .duplicates { prefixes[stage].insert(ticket.w0) }
      let first = member
      var text: StoredText?
      while member < row.memberEnd {
        keep(queues[stage].members[member], ticket, row.fields, row.place, &text, bytes, fields)
        member += 1
      }
      if isSuspected(row, ticket, stage) {
        sight(stage, row, queues[stage].members[first..<member], bytes, fields)
      }
    }
  }

  /// Keeps a row as a candidate of one frame, if it may be drawn.
  @inline(__always)
  mutating func keep(
    _ member: TicketQueue.Member, _ ticket: Ticket, _ record: RecordFields, _ place: Int,
    _ text: inout StoredText?, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    if ticket.w0 > strata[member.stratum].limit { return }
    let plan = program.tasks[member.task].plan
    let stored =
      text.flatMap { $0.plan == plan ? $0 : nil } ?? store(record, place, plan, bytes, fields)
    text = stored
    strata[member.stratum].append(
      Kept(ticket: ticket, weight: member.weight, text: stored.index))
    if strata[member.stratum].isFull {
      settle(stratum: member.stratum)
      strata[member.stratum].prune()
    }
  }

  /// The id as it is drawn, with the cleaning that the plan declares.
  func cleanedID(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8] {
    program.input.cleaned(decodeField(bytes, from: range.lowerBound, to: range.upperBound))
  }

  /// Keeps the texts of a row for a plan.
  private mutating func store(
    _ record: RecordFields, _ place: Int, _ plan: Int, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) -> StoredText {
    let id = program.cleansIDs ? cleanedID(record.range(program.idColumn, fields), bytes) : nil
    let index = arenas[plan].append(
      bytes, fields, record, program.keptColumns, place: place, cleanedID: id)
    return StoredText(plan: plan, index: index)
  }

  /// Whether a row's id, or the code that it means, may stand in a frame twice.
  private func isSuspected(_ row: TicketQueue.Row, _ ticket: Ticket, _ stage: Int) -> Bool {
    !program.suspects.isEmpty
      && (program.suspects[stage].contains(ticket.w0) || codeOfRow[row.fields.base] != nil)
  }

  /// Notes where a suspected repetition stands.
  private mutating func sight(
    _ stage: Int, _ row: TicketQueue.Row, _ members: ArraySlice<TicketQueue.Member>,
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    let localLine = lines[stage].line(at: Int(fields[row.fields.base]), bytes)
    let id = cleanedID(row.fields.range(program.idColumn, fields), bytes)
    sightings.append(
      Sighting(
        stage: stage, id: id, code: codeOfRow[row.fields.base] ?? id,
        batch: lines[stage].batch, localLine: localLine,
        members: members.map { member in
          let local = tasks[member.task].stratum(at: member.stratum)
          return Sighting.Membership(
            task: member.task, key: tasks[member.task].strata.key(Int32(local)),
            weight: member.weight, place: places.names(row.place))
        }, plans: plansOfRow[row.fields.base] ?? []))
  }
}
