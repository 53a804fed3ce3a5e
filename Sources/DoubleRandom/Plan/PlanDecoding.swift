// What a plan file may hold apart from its tasks: names, period, inputs, frequency rules, schedule
// and pairing. One function an object, keys in the order of the documentation.

import Sampling
import Tables

extension PlanReader {
  mutating func plan(_ tree: PlanTree) -> Plan? {
    guard var cursor = object(tree.root, "") else { return nil }
    let id = required(&cursor, "id") { $0.planID($1, $2) }
    let title = required(&cursor, "title") { $0.text($1, $2) }
    let authority = required(&cursor, "authority") { $0.text($1, $2) }
    let district = optional(&cursor, "district") { $0.texts($1, $2) } ?? []
    let period = required(&cursor, "period") { $0.window($1, $2) }
    let inputs = required(&cursor, "inputs") { $0.inputs($1, $2) }
    let tasks = required(&cursor, "tasks") { $0.tasks($1, $2) } ?? []
    let frequency = optional(&cursor, "frequency") { $0.frequency($1, $2) } ?? FrequencyRules()
    let schedule = optional(&cursor, "schedule") { $0.schedule($1, $2, period: period) }
    let pairing = optional(&cursor, "pairing") { $0.pairing($1, $2) } ?? PairingRules()
    cursor.close(&findings)
    guard let id, let title, let authority, let period, let inputs else { return nil }
    checkInputs(inputs, frequency: frequency, tasks: tasks, at: cursor.location)
    return Plan(
      id: id, title: title, authority: authority, district: district, period: period,
      inputs: inputs, tasks: tasks, frequency: frequency,
      schedule: schedule ?? ScheduleRules(window: period), pairing: pairing,
      sources: tree.sources, rules: tree.root.json)
  }

  private mutating func planID(_ node: PlanNode, _ path: String) -> String? {
    guard let id = text(node, path) else { return nil }
    guard isSafePlanID(id) else {
      error("bad-plan-id", node.location, id)
      return nil
    }
    return id
  }

  private mutating func window(_ node: PlanNode, _ path: String) -> Window? {
    guard var cursor = object(node, path) else { return nil }
    let from = required(&cursor, "from") { $0.day($1, $2) }
    let to = required(&cursor, "to") { $0.day($1, $2) }
    cursor.close(&findings)
    guard let from, let to else { return nil }
    guard from <= to else {
      error("window-reversed", node.location, path, from.text, to.text)
      return nil
    }
    return Window(from: from, to: to)
  }

  private mutating func inputs(_ node: PlanNode, _ path: String) -> Inputs? {
    guard var cursor = object(node, path) else { return nil }
    let targets = required(&cursor, "targets") { $0.targetInput($1, $2) }
    let inspectors = optional(&cursor, "inspectors") { $0.inputFile($1, $2) }
    let items = optional(&cursor, "items") { $0.inputFile($1, $2) }
    let history = optional(&cursor, "history") { $0.inputFile($1, $2) }
    let recusals = optional(&cursor, "recusals") { $0.inputFile($1, $2) }
    let calendar = optional(&cursor, "calendar") { $0.inputFile($1, $2) }
    cursor.close(&findings)
    guard let targets else { return nil }
    return Inputs(
      targets: targets, inspectors: inspectors, items: items, history: history,
      recusals: recusals, calendar: calendar)
  }

  private mutating func checkInputs(
    _ inputs: Inputs, frequency: FrequencyRules, tasks: [InspectionTask], at location: Location
  ) {
    if !frequency.isEmpty, inputs.history == nil {
      error("missing-key", location, "inputs.history")
    }
    if inputs.inspectors != nil, inputs.calendar == nil {
      error("missing-key", location, "inputs.calendar")
    }
    if inputs.items == nil, let task = tasks.first(where: { !$0.items.isEmpty }) {
      error("items-without-list", task.position, task.key)
    }
  }

  private mutating func inputFile(_ node: PlanNode, _ path: String) -> InputFile? {
    if case .string(let name) = node.content {
      return InputFile(name: name, path: Paths.joining(node.folder, name))
    }
    guard var cursor = object(node, path) else { return nil }
    let file = inputFile(&cursor)
    cursor.close(&findings)
    return file
  }

  /// The `file` and `columns` of an input; a relative name starts at the file that wrote it.
  private mutating func inputFile(_ cursor: inout ObjectCursor) -> InputFile? {
    let file = required(&cursor, "file") { reader, node, path in
      reader.text(node, path).map {
        InputFile(name: $0, path: Paths.joining(node.folder, $0))
      }
    }
    let columns = optional(&cursor, "columns") { $0.columnMapping($1, $2) } ?? [:]
    guard var file else { return nil }
    file.columns = columns
    return file
  }

  private mutating func columnMapping(_ node: PlanNode, _ path: String) -> [String: String]? {
    guard var cursor = object(node, path) else { return nil }
    var mapping: [String: String] = [:]
    for field in cursor.takeRest() {
      guard let column = Column.named(field.key) else {
        error(
          "unknown-key", field.keyLocation, cursor.pathOf(field.key),
          nearest(field.key, among: Column.allNames) ?? "")
        continue
      }
      mapping[column.role] = text(field.value, cursor.pathOf(field.key))
    }
    return mapping
  }

  private mutating func targetInput(_ node: PlanNode, _ path: String) -> TargetInput? {
    if case .string = node.content {
      return inputFile(node, path).map { TargetInput(file: $0) }
    }
    guard var cursor = object(node, path), let file = inputFile(&cursor) else { return nil }
    var input = TargetInput(file: file)
    input.strict = optional(&cursor, "strict") { $0.flag($1, $2) } ?? false
    for step in optional(&cursor, "clean", { $0.cleaning($1, $2) }) ?? [] {
      if step == "trim" { input.trimsIDs = true } else { input.uppercasesIDs = true }
    }
    input.mergesRows =
      optional(&cursor, "rows") {
        $0.word($1, $2, among: [("unique", false), ("mergeByID", true)])
      } ?? false
    input.setAside = optional(&cursor, "setAside") { $0.setAside($1, $2) } ?? [:]
    input.knownValues = optional(&cursor, "values") { $0.knownValues($1, $2) } ?? [:]
    cursor.close(&findings)
    return input
  }

  private mutating func cleaning(_ node: PlanNode, _ path: String) -> [String]? {
    guard let steps = texts(node, path) else { return nil }
    for step in steps where step != "trim" && step != "uppercase" {
      error("unknown-value", node.location, path, step, "trim, uppercase", "")
    }
    return steps
  }

  private mutating func setAside(_ node: PlanNode, _ path: String) -> [String: Int]? {
    guard var cursor = object(node, path) else { return nil }
    var allowed: [String: Int] = [:]
    for field in cursor.takeRest() {
      let path = cursor.pathOf(field.key)
      guard TargetFindings.canBeSetAside.contains(field.key) else {
        error(
          "unknown-key", field.keyLocation, path,
          nearest(field.key, among: TargetFindings.canBeSetAside) ?? "")
        continue
      }
      allowed[field.key] = integer(field.value, path, in: 0...Int(Int32.max))
    }
    return allowed
  }

  private mutating func knownValues(_ node: PlanNode, _ path: String) -> [String: [String]]? {
    guard var cursor = object(node, path) else { return nil }
    var known: [String: [String]] = [:]
    for field in cursor.takeRest() {
      known[field.key] = texts(field.value, cursor.pathOf(field.key))
    }
    return known
  }

  private mutating func frequency(_ node: PlanNode, _ path: String) -> FrequencyRules? {
    guard var cursor = object(node, path) else { return nil }
    var rules = FrequencyRules()
    rules.cap = optional(&cursor, "cap") { $0.integer($1, $2, in: 1...1000) }
    rules.minimumDays = optional(&cursor, "minimumDays") { $0.integer($1, $2, in: 1...36_500) }
    rules.notDrawnForMonths = optional(&cursor, "notDrawnFor") { $0.months($1, $2) }
    rules.exempt = optional(&cursor, "exempt") { $0.texts($1, $2) } ?? []
    cursor.close(&findings)
    return rules
  }

  /// A span such as "12 months" or "3 years", in months.
  private mutating func months(_ node: PlanNode, _ path: String) -> Int? {
    guard let text = text(node, path) else { return nil }
    let words = text.split(separator: " ")
    if words.count == 2, let count = Int(words[0]), (1...1200).contains(count) {
      switch words[1] {
      case "month", "months": return count
      case "year", "years": return count * 12
      default: break
      }
    }
    error("bad-span", node.location, path, text)
    return nil
  }

  private mutating func schedule(
    _ node: PlanNode, _ path: String, period: Window?
  ) -> ScheduleRules? {
    guard var cursor = object(node, path) else { return nil }
    let from = optional(&cursor, "from") { $0.day($1, $2) } ?? period?.from
    let to = optional(&cursor, "to") { $0.day($1, $2) } ?? period?.to
    let publishWithin = optional(&cursor, "publishWithin") { $0.integer($1, $2, in: 1...250) }
    let visitsPerTrip = optional(&cursor, "visitsPerTrip") { $0.integer($1, $2, in: 1...50) }
    cursor.close(&findings)
    guard let from, let to, let period else { return nil }
    guard from <= to, period.contains(from), period.contains(to) else {
      error(
        "schedule-outside-period", node.location, from.text, to.text, period.from.text,
        period.to.text)
      return nil
    }
    var rules = ScheduleRules(window: Window(from: from, to: to))
    rules.publishWithin = publishWithin ?? rules.publishWithin
    rules.visitsPerTrip = visitsPerTrip ?? rules.visitsPerTrip
    return rules
  }

  private mutating func pairing(_ node: PlanNode, _ path: String) -> PairingRules? {
    guard var cursor = object(node, path) else { return nil }
    var rules = PairingRules()
    rules.teamSize =
      optional(&cursor, "teamSize") { $0.integer($1, $2, in: 2...Limits.teamSize) }
      ?? rules.teamSize
    rules.dailyLimit = optional(&cursor, "dailyLimit") { $0.integer($1, $2, in: 1...50) }
    rules.weeklyLimit = optional(&cursor, "weeklyLimit") { $0.integer($1, $2, in: 1...350) }
    rules.periodLimit = optional(&cursor, "periodLimit") { $0.integer($1, $2, in: 1...100_000) }
    rules.carriesOver = optional(&cursor, "carryOver") { $0.flag($1, $2) } ?? false
    rules.avoidsOwnUnit = optional(&cursor, "avoidOwnUnit") { $0.flag($1, $2) } ?? false
    cursor.close(&findings)
    return rules
  }
}

/// Whether a plan id can be a folder's name on every system that may hold the results.
func isSafePlanID(_ id: String) -> Bool {
  let reserved = ["con", "prn", "aux", "nul"]
  let stem = id.split(separator: ".", omittingEmptySubsequences: false)[0].lowercased()
  let numbered = (1...9).contains { stem == "com\($0)" || stem == "lpt\($0)" }
  return (1...Limits.planIDCharacters).contains(id.unicodeScalars.count)
    && id.unicodeScalars.allSatisfy(isSafeInPlanID)
    && !id.hasPrefix(".") && !id.hasSuffix(".") && !reserved.contains(stem) && !numbered
}

private func isSafeInPlanID(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
  case "\u{4E00}"..."\u{9FFF}", "\u{3400}"..."\u{4DBF}": true
  default: false
  }
}
