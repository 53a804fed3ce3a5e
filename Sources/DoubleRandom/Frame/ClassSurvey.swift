// The shortcut of most rows: a batch is looked up in the worker's classes, ids are checked, rows
// are counted in their classes, and those in a frame get their tickets, each step for the whole
// batch. What has no class, or is more than its class, goes the long way of TargetSurvey.swift.

import Sampling
import Tables

extension SurveyState {
  /// Surveys a batch by classes.
  mutating func surveyByClass(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch
  ) {
    classes.find(bytes, fields, batch)
    checkIDs(bytes, fields, batch)
    classes.count(batch.records, others: &ownRows)
    for stage in queues.indices { ticket(stage, bytes, fields, batch) }
    for index in ownRows.indices {
      let record = Int(ownRows[index])
      let fieldsOfRow = RecordFields(base: record * (batch.columns + 1))
      let rowClass = Int(classes.ofRow[record])
      if rowClass < 0 || !look(rowClass, fieldsOfRow, bytes, fields) {
        survey(fieldsOfRow, bytes, fields)
      }
    }
  }

  /// Takes rows out of their classes whose id does not stand there as it should.
  private mutating func checkIDs(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch
  ) {
    let (column, width, checksCodes) = (program.idColumn, batch.columns + 1, program.checksCodes)
    let sums = program.codeSums
    var ofRow = classes.ofRow.mutableSpan
    for record in 0..<batch.records {
      let id = RecordFields(base: record &* width).range(column, fields)
      let isPlain =
        checksCodes ? sums.isValid(bytes.extracting(id)) : isPlainID(bytes.extracting(id))
      if !isPlain { ofRow[record] = -1 }
    }
  }

  /// Computes the tickets of the rows whose classes need one of this stage alone.
  private mutating func ticket(
    _ stage: Int, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch
  ) {
    var next = 0
    if program.depth == .filter { return }
    while next < batch.records {
      next = queues[stage].fill(
        from: next, classes, idColumn: program.idColumn, stage, fields, batch)
      queues[stage].hashClasses(bytes)
      if program.depth == .ticket { continue }
      keepFromClasses(stage, bytes, fields)
      if program.depth == .select { continue }
      prefixes[stage].insert(firstWordsOf: queues[stage].classTickets)
    }
  }

  private mutating func keepFromClasses(
    _ stage: Int, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    let count = queues[stage].findCandidates(limits: classes.limits)
    for position in 0..<count {
      let index = Int(queues[stage].candidates[position])
      let words = queues[stage].classTickets[index]
      let ticket = Ticket(words[0], words[1], words[2], words[3])
      let record = RecordFields(base: Int(queues[stage].bases[index]))
      var text: StoredText?
      let rowClass = Int(queues[stage].classes[index])
      for member in classes.memberStarts[rowClass]..<classes.memberStarts[rowClass + 1] {
        keep(
          classes.members[member], ticket, record, classes.places[rowClass], &text, bytes, fields)
      }
    }
  }

  /// Gives a row of a class the closer look that it needs; false where it is none of the class.
  private mutating func look(
    _ index: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    placeID(record, fields)
    let rowClass = classes.list[index]
    if isConcerned(rowClass, bytes) { return false }
    classes.rows[index] += 1
    standing.clear()
    standing.place = rowClass.standing.place
    let row = SurveyRow(fields: record, place: standing.place, grade: rowClass.grade)
    for plan in rowClass.openPlans { consider(plan, row, bytes, fields) }
    apply(standing, rows: 1)
    standing.members += rowClass.standing.members
    queue(record, bytes, fields)
    return true
  }

  /// Whether rules that ask for ids have anything to say of the row's.
  private func isConcerned(_ rowClass: RowClass, _ bytes: Span<UInt8>) -> Bool {
    for plan in rowClass.historyPlans where visits(plan, bytes) != [] { return true }
    for task in rowClass.listingTasks where isListed(task, bytes) { return true }
    return false
  }

  // MARK: - Learning

  /// Makes a class of a row that was just surveyed by itself, unless there is one, or the row is
  /// more than its cells.
  mutating func learnClass(
    _ row: SurveyRow, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    var fresh = RowClass(standing: Standing(), grade: row.grade)
    let plans = plans(ofPlace: row.place)
    fresh.historyPlans = plans.filter { program.hasHistory[$0] }
    fresh.listingTasks = plans.flatMap { plan in
      program.tasksOfPlan[plan].filter { program.tasks[$0].listed.count > 0 }
    }
    fresh.openPlans = plans.filter { program.isOpen(plan: $0) }
    // A row that is excluded by its id must not bring forth strata that may stay empty.
    if isConcerned(fresh, bytes) { return }
    guard let index = classes.table.insert(bytes, fields, base: row.fields.base),
      index == classes.list.count
    else { return }
    standing.clear()
    standing.place = row.place
    for plan in plans where !program.isOpen(plan: plan) { consider(plan, row, bytes, fields) }
    fresh.standing = standing
    classes.append(fresh, need: need(fresh))
  }

  private func need(_ rowClass: RowClass) -> Int32 {
    let isClosed =
      rowClass.openPlans.isEmpty && rowClass.historyPlans.isEmpty && rowClass.listingTasks.isEmpty
    let stages = Set(rowClass.standing.members.map { program.tasks[$0.task].stage })
    if !isClosed || stages.count > 1 { return RowClasses.Need.look }
    return stages.first.map { Int32($0) } ?? RowClasses.Need.nothing
  }

  /// Now and then, lowers the tickets up to which candidates are kept.
  mutating func lowerLimits() {
    batches += 1
    guard batches % 64 == 0 else { return }
    settle()
    for index in strata.indices { strata[index].lowerLimit() }
    for index in classes.list.indices {
      classes.limits[index] =
        classes.list[index].standing.members.map { strata[$0.stratum].limit }.max() ?? 0
    }
  }

  /// Adds the rows counted in classes to the tallies.
  mutating func settle() {
    for index in classes.list.indices where classes.rows[index] > 0 {
      let count = classes.rows[index]
      rows.add(classes.list[index].standing.place, count)
      apply(classes.list[index].standing, rows: count)
      classes.rows[index] = 0
    }
  }
}

/// Whether an id is one or more characters of visible ASCII, and not in quotes.
private func isPlainID(_ id: Span<UInt8>) -> Bool {
  if id.isEmpty || id[0] == UInt8(ascii: "\"") { return false }
  for index in id.indices where id[index] &- 0x21 >= 0x5E { return false }
  return true
}
