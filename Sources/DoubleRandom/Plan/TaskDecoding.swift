// What a task of a plan may hold: items, exclusions, strata, alternates, weight, group; scope and
// quantity have files of their own. Contradictions that can be seen in the plan alone are found
// here; those that need the registry's header or counts are found when frame and allocation are
// made.

import Sampling
import Tables

extension PlanReader {
  mutating func tasks(_ node: PlanNode, _ path: String) -> [InspectionTask]? {
    guard var cursor = object(node, path) else { return nil }
    let fields = cursor.takeRest()
    if fields.isEmpty { error("no-tasks", node.location, path) }
    var numbers: [String: String] = [:]
    var tasks: [InspectionTask] = []
    for field in fields {
      guard let task = task(field, cursor.pathOf(field.key)) else { continue }
      if let other = numbers.updateValue(task.key, forKey: task.number) {
        error("duplicate-task-number", task.position, task.number, other, task.key)
      }
      tasks.append(task)
    }
    return tasks
  }

  private mutating func task(_ field: PlanNode.Field, _ path: String) -> InspectionTask? {
    guard var cursor = object(field.value, path) else { return nil }
    let isKey = field.key.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45
    }
    if !isKey || field.key.isEmpty || field.key.utf8.count > 32 {
      error("bad-task-key", field.keyLocation, field.key)
    }
    var places = TaskPlaces()
    let number = required(&cursor, "number") { $0.text($1, $2) }
    let title = required(&cursor, "title") { $0.text($1, $2) }
    let kind = optional(&cursor, "kind") {
      $0.word($1, $2, among: [("定向", "定向"), ("不定向", "不定向")])
    }
    let items = optional(&cursor, "items") { $0.writtenTexts($1, $2) } ?? []
    let scope = optional(&cursor, "scope") { $0.condition($1, $2) } ?? .everything
    let exclusions = optional(&cursor, "exclude") { $0.exclusions($1, $2, &places) }
    let strata = optional(&cursor, "strata") { $0.strata($1, $2) } ?? []
    places.quantity = cursor.keyLocation("quantity")
    let amount = required(&cursor, "quantity") {
      $0.amount($1, $2, strata: strata.map(\.text))
    }
    let alternates = optional(&cursor, "alternates") { $0.alternates($1, $2) } ?? .count(0)
    let weight = optional(&cursor, "weight") { $0.weight($1, $2, &places) }
    let stage = optional(&cursor, "group") { $0.group($1, $2) } ?? .targets
    places.doneBy = cursor.keyLocation("doneBy")
    let doneBy = optional(&cursor, "doneBy") { $0.day($1, $2) }
    let departments = optional(&cursor, "departments") { $0.departmentTeams($1, $2) } ?? []
    let experts = optional(&cursor, "experts") { $0.experts($1, $2) }
    cursor.close(&findings)
    guard let number, let title, let amount else { return nil }
    places.items = items.map(\.location)
    places.strata = strata.map(\.location)
    return InspectionTask(
      key: field.key, number: number, title: title, kind: kind ?? "不定向",
      items: items.map(\.text), scope: scope, exclusions: exclusions ?? Exclusions(),
      strata: strata.map(\.text), amount: amount, alternates: alternates, weight: weight,
      stage: stage, doneBy: doneBy, position: field.keyLocation, departments: departments,
      experts: experts, places: places)
  }

  private mutating func strata(
    _ node: PlanNode, _ path: String
  ) -> [(text: String, location: Location)]? {
    guard let written = writtenTexts(node, path) else { return nil }
    var names: [String: String] = [:]
    for (text, location) in written {
      // The same text twice has been reported where the list was read.
      let other = names.updateValue(text, forKey: columns.role(of: text))
      if let other, other != text { error("repeated-value", location, path, other, text) }
    }
    return written
  }

  private mutating func group(_ node: PlanNode, _ path: String) -> Stage? {
    guard let name = text(node, path) else { return nil }
    guard let stage = Stage.targets(group: name) else {
      error("bad-group", node.location, path, name)
      return nil
    }
    return stage
  }

  private mutating func weight(
    _ node: PlanNode, _ path: String, _ places: inout TaskPlaces
  ) -> Weight? {
    places.weight = node.location
    if case .string(let column) = node.content { return Weight(column: column, plus: 0) }
    guard var cursor = object(node, path) else { return nil }
    var location = node.location
    let column = required(&cursor, "column") {
      location = $1.location
      return $0.text($1, $2)
    }
    places.weight = location
    let plus = optional(&cursor, "plus") { $0.integer($1, $2, in: 0...1_000_000) } ?? 0
    cursor.close(&findings)
    return column.map { Weight(column: $0, plus: plus) }
  }

  private mutating func alternates(_ node: PlanNode, _ path: String) -> Alternates? {
    if case .number(let text) = node.content {
      if let percentage = percentage(ofDecimal: text) {
        error("not-whole", node.location, path, text, "0", "\(Int32.max)", percentage)
        return nil
      }
      return integer(node, path, in: 0...Int(Int32.max)).map(Alternates.count)
    }
    guard let text = text(node, path, expected: .alternates) else { return nil }
    guard let ratio = Fraction(text) else {
      error("bad-ratio", node.location, path, text, nearestRatio(text) ?? "")
      return nil
    }
    if ratio > Fraction(numerator: UInt64(Limits.alternates), denominator: 1) {
      error("out-of-range", node.location, path, text, "0", "\(Limits.alternates)00%")
      return nil
    }
    if text.allSatisfy({ $0.isASCII && $0.isNumber }), ratio != .zero {
      let number = "\(ratio.numerator)"
      findings.warning(
        "number-as-ratio", at: node.location,
        arguments: [
          path, text, "\(number)00%", "", number, ratio.numerator > 10 ? number : "",
        ])
    }
    return .ratio(ratio)
  }

  private mutating func exclusions(
    _ node: PlanNode, _ path: String, _ places: inout TaskPlaces
  ) -> Exclusions? {
    guard var cursor = object(node, path) else { return nil }
    var exclusions = Exclusions()
    places.status = cursor.keyLocation("status")
    if let status = optional(&cursor, "status", { $0.writtenTexts($1, $2) }) {
      checkKnown(status, column: "status", cursor.pathOf("status"))
      exclusions.status = status.map(\.text)
    }
    exclusions.ids = optional(&cursor, "ids") { $0.listedIDs($1, $2) } ?? []
    cursor.close(&findings)
    return exclusions
  }

  private mutating func listedIDs(
    _ node: PlanNode, _ path: String
  ) -> [(id: String, reason: String, location: Location)]? {
    var first: PlanNode? = node
    if case .array(let nodes) = node.content { first = nodes.first }
    var meant: String?
    if case .string(let id)? = first?.content { meant = "{ \"\(id)\": \"…\" }" }
    guard var cursor = object(node, path, meant: meant) else { return nil }
    return cursor.takeRest().compactMap { field in
      let id = Array(field.key.utf8)
      if id.count == 18, CreditCode.check(id) != nil {
        findings.warning("listed-id-invalid", at: field.keyLocation, arguments: [path, field.key])
      }
      return text(field.value, "\(path).\(field.key)").map {
        (field.key, $0, field.keyLocation)
      }
    }
  }
}
