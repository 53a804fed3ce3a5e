// Where a survey's queued rows get their tickets: the ones that may be drawn are kept, every one
// leaves its prefix for the proof of uniqueness, and in a second pass suspects are looked at.

import Sampling
import Tables

extension SurveyState {
  /// Computes the queued tickets and keeps the candidates that may be drawn.
  mutating func flush(_ stage: Int, _ bytes: Span<UInt8>, _ fields: Span<UInt32>) {
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
        keep(queues[stage].members[member], ticket, row.fields, &text, bytes, fields)
        member += 1
      }
      if !program.suspects.isEmpty, program.suspects[stage].contains(ticket.w0) {
        sight(stage, row, queues[stage].members[first..<member], bytes, fields)
      }
    }
    queues[stage].clear()
  }

  /// Keeps a row as a candidate of one frame, if it may be drawn.
  @inline(__always)
  mutating func keep(
    _ member: TicketQueue.Member, _ ticket: Ticket, _ record: RecordFields,
    _ text: inout Arena.Index?, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    if ticket.w0 > strata[member.stratum].limit { return }
    let index = text ?? store(record, bytes, fields)
    text = index
    strata[member.stratum].kept.append(
      Kept(ticket: ticket, weight: member.weight, text: index))
    if strata[member.stratum].isFull {
      settle()
      strata[member.stratum].prune()
    }
  }

  /// The id as it is drawn, with the cleaning that the plan declares.
  func cleanedID(_ range: Range<Int>, _ bytes: Span<UInt8>) -> [UInt8] {
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
            weight: member.weight, place: places.names(row.place))
        }))
  }
}
