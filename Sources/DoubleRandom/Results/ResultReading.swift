// Filled forms being read: every row is held against the draw before it counts. Stations fill in
// their own rows of one form and hand in copies of it, so an empty row says nothing, equal rows are
// one, and rows that contradict each other are errors with both places.

/// Gathers the rows of all files.
struct ResultReading {
  let book: VisitBook
  let asOf: Day?
  /// By visit and item.
  private(set) var rows: [[FormRow]]
  var findings = Findings()
  private let visitOfID: [String: Int]
  private let names: Set<String>
  /// By reference.
  private let people: [String: Inspector]
  /// By target that left.
  private let steps: [String: ReplacementStep]
  /// Visits whose target left and of which a result was handed in.
  private(set) var leftOut: Set<Int> = []
  private let recusals: RecusalIndex
  /// The ledger's line that declares an earlier draw of the plan void.
  private let lastVoid: Int?

  init(_ book: VisitBook, asOf: Day?, _ ledger: Ledger) {
    self.book = book
    self.asOf = asOf
    lastVoid = ledger.lastVoidLine(ofPlan: book.campaign.plan.id)
    rows = book.visits.indices.map {
      Array(repeating: FormRow(), count: book.rowItems($0).count)
    }
    visitOfID = Dictionary(
      book.visits.indices.map { (book.visits[$0].target.idText, $0) },
      uniquingKeysWith: { _, later in later })
    names = Set(book.visits.map(\.target.nameText))
    people = Dictionary(
      book.registries.people.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    steps = Dictionary(
      book.steps.map { ($0.target.idText, $0) }, uniquingKeysWith: { first, _ in first })
    recusals = RecusalIndex(book.campaign.plan, book.registries, book.visits)
  }

  /// Takes the rows of one form that are this plan's.
  mutating func read(_ form: FilledForm) {
    var reader = ResultRows(table: form.table)
    // Rows of other plans are theirs; `readForms` has spoken of those that are nobody's.
    let rows = form.table.rows.filter {
      !reader.isBlank($0) && ["", book.campaign.plan.id].contains(reader.text($0, "plan"))
    }
    if let other = otherDraw(rows, reader, form.file) {
      findings.add(other)
    } else {
      for row in rows { take(row, &reader, form.file) }
    }
    findings.merge(reader.table.findings.ofForm)
  }

  /// What a form is that was written for another draw of the plan: more of its targets are sound
  /// and not drawn than stand where the list has them.
  private func otherDraw(
    _ rows: [SmallTable.Row], _ reader: ResultRows, _ path: String
  ) -> Finding? {
    var (all, strange, own) = (Set<String>(), Set<String>(), Set<String>())
    for row in rows {
      let id = reader.text(row, "id")
      all.insert(id)
      if let visit = visitOfID[id] {
        if ["", "\(visit + 1)"].contains(reader.text(row, "number")) { own.insert(id) }
      } else if IDProblem(Array(id.utf8), isCreditCode: id.utf8.count == 18) == nil {
        strange.insert(id)
      }
    }
    guard strange.count > max(1, own.count) else { return nil }
    return Finding(
      severity: .error, code: "form-of-other-draw", file: path,
      line: rows.first { strange.contains(reader.text($0, "id")) }?.line,
      arguments: [
        book.campaign.plan.id, "\(strange.count)", "\(all.count)",
        lastVoid.map { "\($0)" } ?? "",
      ])
  }

  private mutating func take(
    _ row: SmallTable.Row, _ reader: inout ResultRows, _ path: String
  ) {
    guard let visit = visit(of: row, &reader), !isReplaced(visit, row, &reader),
      let item = item(of: row, visit, &reader)
    else { return }
    let note = reader.text(row, "note")
    if !note.isEmpty, !rows[visit][item].notes.contains(note) {
      rows[visit][item].notes.append(note)
    }
    if reader.hasNoteAlone(row) { return }
    guard let entry = entry(row, visit, &reader) else { return }
    if let known = rows[visit][item].entry, known != entry {
      let id = book.visits[visit].target.idText
      return reader.table.error("result-conflict", row, "id", id, rows[visit][item].place)
    }
    rows[visit][item].entry = entry
    rows[visit][item].place = "\(path):\(row.line)"
  }

  // MARK: Which row of the form

  /// Number and id must speak of one visit: where only some columns were sorted, they do not.
  private func visit(of row: SmallTable.Row, _ reader: inout ResultRows) -> Int? {
    let (id, text) = (reader.text(row, "id"), reader.text(row, "number"))
    let number = Int(text).flatMap { book.visits.indices.contains($0 - 1) ? $0 - 1 : nil }
    guard let visit = visitOfID[id] else {
      let problem = IDProblem(Array(id.utf8), isCreditCode: true)
      if let problem, problem.code == "spreadsheet-damaged-code" {
        reader.table.error(problem.code, row, "id", id, problem.arguments[0])
      } else {
        let meant = number.map { book.visits[$0].target.idText } ?? ""
        reader.table.error("result-unknown-target", row, "id", id, meant, text)
      }
      return nil
    }
    if number != visit {
      reader.table.error("result-number-differs", row, "number", text, id, "\(visit + 1)")
      return nil
    }
    let (name, own) = (reader.text(row, "name"), book.visits[visit].target.nameText)
    if name != own, names.contains(name) {
      reader.table.error("result-name-differs", row, "name", name, id, own)
      return nil
    }
    return visit
  }

  /// Whether the visit's target left; its row may repeat why. What was found before it left counts
  /// for nobody, which is told.
  private mutating func isReplaced(
    _ visit: Int, _ row: SmallTable.Row, _ reader: inout ResultRows
  ) -> Bool {
    guard book.isGone[visit] else { return false }
    let id = book.visits[visit].target.idText
    let result = reader.text(row, "result")
    let (step, called) = (steps[id], steps[id]?.places.compactMap(\.visit) ?? [])
    let reason = step?.grounds.reason ?? ""
    if !result.isEmpty, InspectionResult(named: result)?.rawValue != reason {
      leftOut.insert(visit)
      reader.table.warning(
        "result-of-replaced", row, "result", result, id, reason,
        Set(called).sorted().map { book.visits[$0].target.idText }.joined(separator: ", "))
    }
    return true
  }

  private func item(
    of row: SmallTable.Row, _ visit: Int, _ reader: inout ResultRows
  ) -> Int? {
    let (code, known) = (reader.text(row, "item"), book.rowItems(visit))
    if let index = known.firstIndex(of: code) { return index }
    reader.table.error(
      "result-unknown-item", row, "item", code, nearest(code, among: known) ?? "",
      known.joined(separator: ", "))
    return nil
  }

  // MARK: What was filled in

  private func entry(
    _ row: SmallTable.Row, _ visit: Int, _ reader: inout ResultRows
  ) -> ResultEntry? {
    let results = reader.results(row)
    let day = reader.day(row, "date")
    let published = reader.day(row, "published")
    for role in ["date", "result"] where reader.text(row, role).isEmpty {
      reader.table.error("result-half-filled", row, role)
    }
    guard let results, !results.isEmpty, let day,
      isNear(day, "date", row, &reader),
      published.map({ isNear($0, "published", row, &reader) }) ?? true
    else { return nil }
    check(day, published, row, &reader)
    let team = book.team(of: visit)
    let listed = reader.list(row, "officers")
    let officers = listed.isEmpty ? team : listed
    if listed.isEmpty, !team.isEmpty {
      reader.table.warning("result-officers-empty", row, "officers", joined(team))
    }
    if areKnown(officers, team, row, &reader) {
      check(officers, team, visit, on: day, row, &reader)
    }
    return ResultEntry(day: day, results: results, officers: officers, published: published)
  }

  /// Whether registries have all who went; of a cell that cannot be read nothing else is said.
  private func areKnown(
    _ officers: [String], _ team: [String], _ row: SmallTable.Row, _ reader: inout ResultRows
  ) -> Bool {
    if people.isEmpty { return true }
    let unknown = officers.filter { people[$0] == nil }
    let names = unknown.isEmpty ? [:] : Dictionary(grouping: people.values, by: \.name)
    for officer in unknown {
      let meant = nearest(officer, among: team) ?? nearest(officer, among: people.keys.sorted())
      reader.table.error(
        "result-unknown-officer", row, "officers", officer, meant ?? "",
        reader.divided(officer) { people[$0] != nil },
        references(
          of: names[officer] == nil ? reader.divided(officer) { names[$0] != nil } : officer,
          names))
    }
    return unknown.isEmpty
  }

  /// Holds who went against who was drawn, who is recused, and what the law wants.
  private func check(
    _ officers: [String], _ team: [String], _ visit: Int, on day: Day, _ row: SmallTable.Row,
    _ reader: inout ResultRows
  ) {
    if !team.isEmpty, Set(officers) != Set(team) {
      reader.table.warning(
        "result-other-team", row, "officers", officers.joined(separator: "；"),
        team.joined(separator: "；"))
    }
    let target = book.visits[visit].target
    let recused = recusals.officers(for: [target], on: day)
    for officer in Set(officers).intersection(recused).sorted() {
      reader.table.warning("result-officer-recused", row, "officers", officer, target.idText)
    }
    for doubt in doubts(about: officers, on: day, among: people) {
      reader.table.warning(doubt, row)
    }
  }

  /// Whether a day is no slip of the keyboard; deadlines are counted from it.
  private func isNear(
    _ day: Day, _ role: String, _ row: SmallTable.Row, _ reader: inout ResultRows
  ) -> Bool {
    let last = book.campaign.plan.period.to
    if day.year <= last.year + Limits.resultYears { return true }
    reader.table.error(
      "result-too-late", row, role, day.text, last.text, "\(Limits.resultYears)")
    return false
  }

  /// Days that cannot be, and those that the plan does not have.
  private func check(
    _ day: Day, _ published: Day?, _ row: SmallTable.Row, _ reader: inout ResultRows
  ) {
    let first = book.campaign.plan.period.from
    if day < first {
      reader.table.error("result-too-early", row, "date", day.text, first.text)
    }
    let start = book.campaign.plan.schedule.window.from
    if day >= first, day < start {
      reader.table.warning("result-before-schedule", row, "date", day.text, start.text)
    } else if day >= first, book.registries.calendar?.isDayOff(day) == true {
      reader.table.warning("result-on-day-off", row, "date", day.text)
    }
    if let published, published < day {
      reader.table.error("result-public-too-early", row, "published", published.text, day.text)
    }
    guard let asOf else { return }
    for case (let role, let day?) in [("date", day), ("published", published)] where day > asOf {
      reader.table.error("result-in-future", row, role, day.text, asOf.text)
    }
  }
}

extension SmallTable {
  fileprivate mutating func warning(_ doubt: OfficerDoubt, _ row: Row) {
    report(.warning, doubt.code, row, "officers", doubt.arguments)
  }
}
