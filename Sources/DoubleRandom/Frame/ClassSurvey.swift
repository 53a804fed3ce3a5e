// The shortcut of most rows: a batch is looked up in the worker's classes, ids are checked, scopes
// are asked where the class depends on them, rows are counted in their classes, and those in a
// frame get their tickets, each step for the whole batch. What has no class, or is more than its
// class, goes the long way of TargetSurvey.swift.

import Sampling
import Tables

extension SurveyState {
  /// Surveys a batch by classes.
  mutating func surveyByClass(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch
  ) {
    classes.find(bytes, fields, batch)
    checkIDs(bytes, fields, batch)
    askConditions(bytes, fields, batch)
    classes.count(batch.records, others: &ownRows)
    for stage in queues.indices { ticket(stage, bytes, fields, batch) }
    for index in ownRows.indices {
      let record = Int(ownRows[index])
      let fieldsOfRow = RecordFields(base: record * (batch.columns + 1))
      let rowClass = Int(classes.ofRow[record])
      if rowClass < 0 {
        survey(fieldsOfRow, bytes, fields)
      } else {
        look(rowClass, fieldsOfRow, bytes, fields)
      }
    }
  }

  /// Takes rows out of their classes whose id does not stand there as it should, and turns the
  /// combinations of all others into classes, but for those that are asked.
  private mutating func checkIDs(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch
  ) {
    let (column, width, checksCodes) = (program.idColumn, batch.columns + 1, program.checksCodes)
    let (sums, header) = (program.codeSums, program.headerOfID)
    classes.settleClasses(batch.records) { record in
      let id = bytes.extracting(RecordFields(base: record &* width).range(column, fields))
      return checksCodes ? sums.isValid(id) : isPlainID(id) && !isSame(id, header)
    }
  }

  /// Finds the classes of rows that depend on more than their cells.
  private mutating func askConditions(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch
  ) {
    let (asked, asksIDs, answers) = (classes.asked, classes.asksIDs, classes.answers)
    let scopes = program.scopes
    for index in asked.indices {
      let record = Int(asked[index])
      let row = RecordFields(base: record * (batch.columns + 1))
      let combination = Int(classes.ofRow[record])
      if asksIDs[combination] {
        placeID(row, fields)
        if isConcerned(classes.conditions[combination], bytes) {
          classes.ofRow[record] = -1
          continue
        }
      }
      let holding = answers.holding(combination) { scopes.hold($0, bytes, fields, row, doubts) }
      classes.ofRow[record] = answers[combination, holding: holding]
    }
  }

  /// Computes the tickets of the rows whose classes need one of this stage.
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
      for member in classes.memberStarts[rowClass]..<classes.memberStarts[rowClass + 1]
      where program.tasks[classes.members[member].task].stage == stage {
        keep(
          classes.members[member], ticket, record, classes.places[rowClass], &text, bytes, fields)
      }
    }
  }

  /// Gives a row of a class the closer look that it needs.
  private mutating func look(
    _ index: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    placeID(record, fields)
    let rowClass = classes.list[index]
    classes.rows[index] += 1
    standing.clear()
    standing.place = rowClass.standing.place
    let row = SurveyRow(fields: record, place: standing.place, grade: rowClass.grade)
    for plan in rowClass.openPlans { consider(plan, row, bytes, fields) }
    apply(standing, rows: 1)
    standing.members += rowClass.standing.members
    if doubts.hasStatusAlike { noteStatus(record, bytes, fields) }
    queue(record, bytes, fields)
  }

  /// Whether rules that ask for ids have anything to say of the row's.
  private func isConcerned(_ condition: RowCondition, _ bytes: Span<UInt8>) -> Bool {
    for plan in condition.historyPlans where visits(plan, bytes) != [] { return true }
    for task in condition.listingTasks where isListed(task, bytes) { return true }
    return false
  }

  // MARK: - Learning

  /// Makes a class of a row that was just surveyed by itself, unless there is one, or the row is
  /// more than its cells.
  mutating func learnClass(
    _ row: SurveyRow, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) {
    let plans = plans(ofPlace: row.place)
    let open = openPlans(among: plans)
    let fresh = condition(plans, open: open)
    // A row that is excluded by its id must not bring forth strata that may stay empty.
    if isConcerned(fresh, bytes) { return }
    let width = program.header.names.count + 1
    guard
      let combination = classes.table.insert(bytes, fields, base: row.fields.base, width: width)
    else { return }
    if combination == classes.conditions.count { classes.append(fresh) }
    let holding = classes.answers.holding(combination) {
      program.scopes.hold($0, bytes, fields, row.fields, doubts)
    }
    if classes.answers[combination, holding: holding] >= 0 { return }
    standing.clear()
    standing.place = row.place
    for plan in plans where !open.contains(plan) { consider(plan, row, bytes, fields) }
    let rowClass = RowClass(standing: standing, grade: row.grade, openPlans: open)
    classes.append(rowClass, need: need(rowClass), combination: combination, holding: holding)
  }

  /// Of plans that look at a row, those that look at every row by itself: weights, or more scopes
  /// than there are classes for.
  private func openPlans(among plans: [Int]) -> [Int] {
    var scopes = 0
    return plans.filter { plan in
      if program.hasWeights(plan: plan) { return true }
      let count = program.tasksOfPlan[plan].count { program.tasks[$0].hasScope }
      if scopes + count > RowCondition.mostScopes { return true }
      scopes += count
      return false
    }
  }

  /// What is asked of rows that these plans look at.
  private func condition(_ plans: [Int], open: [Int]) -> RowCondition {
    func tasks(_ plans: [Int], where isWanted: (TaskProgram) -> Bool) -> [Int] {
      plans.flatMap { plan in program.tasksOfPlan[plan].filter { isWanted(program.tasks[$0]) } }
    }
    return RowCondition(
      historyPlans: plans.filter { program.hasHistory[$0] },
      listingTasks: tasks(plans) { $0.listed.count > 0 },
      scopes: tasks(plans.filter { !open.contains($0) }) { $0.hasScope })
  }

  private func need(_ rowClass: RowClass) -> UInt64 {
    let stages = Set(rowClass.standing.members.map { program.tasks[$0.task].stage })
    if !rowClass.openPlans.isEmpty || stages.contains(where: { $0 >= RowClasses.Need.stages }) {
      return RowClasses.Need.look
    }
    return stages.reduce(0) { $0 | RowClasses.Need.ticket($1) }
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
    for index in classes.list.indices { settle(rowClass: index) }
  }

  /// The same of those classes alone whose rows are in a stratum.
  mutating func settle(stratum: Int) {
    for index in classes.list.indices
    where classes.list[index].standing.members.contains(where: { $0.stratum == stratum }) {
      settle(rowClass: index)
    }
  }

  private mutating func settle(rowClass index: Int) {
    let count = classes.rows[index]
    guard count > 0 else { return }
    rows.add(classes.list[index].standing.place, count)
    apply(classes.list[index].standing, rows: count)
    classes.rows[index] = 0
  }
}

private func isSame(_ id: Span<UInt8>, _ other: [UInt8]) -> Bool {
  id.count == other.count && id.indices.allSatisfy { id[$0] == other[$0] }
}

/// Whether an id is one or more characters of visible ASCII, not in quotes and no single mark.
private func isPlainID(_ id: Span<UInt8>) -> Bool {
  if id.isEmpty || id[0] == UInt8(ascii: "\"") { return false }
  if id.count == 1, IDProblem.isMark(id[0]) { return false }
  for index in id.indices where id[index] &- 0x21 >= 0x5E { return false }
  return true
}
