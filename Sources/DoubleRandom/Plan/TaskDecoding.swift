// What a task of a plan may hold: items, scope, exclusions, strata, amount, alternates, weight,
// group. Contradictions that can be seen in the plan alone are found here; those that need the
// registry's header or counts are found when frame and allocation are made.

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
    let number = required(&cursor, "number") { $0.text($1, $2) }
    let title = required(&cursor, "title") { $0.text($1, $2) }
    let kind = optional(&cursor, "kind") {
      $0.word($1, $2, among: [("定向", "定向"), ("不定向", "不定向")])
    }
    let items = optional(&cursor, "items") { $0.texts($1, $2) } ?? []
    let scope = optional(&cursor, "scope") { $0.condition($1, $2) } ?? .everything
    let exclusions = optional(&cursor, "exclude") { $0.exclusions($1, $2) } ?? Exclusions()
    let strata = optional(&cursor, "strata") { $0.texts($1, $2) } ?? []
    let amount = required(&cursor, "quantity") { $0.amount($1, $2, strata: strata) }
    let alternates = optional(&cursor, "alternates") { $0.alternates($1, $2) } ?? .count(0)
    let weight = optional(&cursor, "weight") { $0.weight($1, $2) }
    let stage = optional(&cursor, "group") { $0.group($1, $2) } ?? .targets
    cursor.close(&findings)
    guard let number, let title, let amount else { return nil }
    return InspectionTask(
      key: field.key, number: number, title: title, kind: kind ?? "不定向", items: items,
      scope: scope, exclusions: exclusions, strata: strata, amount: amount,
      alternates: alternates, weight: weight, stage: stage, position: field.keyLocation)
  }

  private mutating func group(_ node: PlanNode, _ path: String) -> Stage? {
    guard let name = text(node, path) else { return nil }
    guard let stage = Stage.targets(group: name) else {
      error("bad-group", node.location, path, name)
      return nil
    }
    return stage
  }

  private mutating func weight(_ node: PlanNode, _ path: String) -> Weight? {
    if case .string(let column) = node.content { return Weight(column: column, plus: 0) }
    guard var cursor = object(node, path) else { return nil }
    let column = required(&cursor, "column") { $0.text($1, $2) }
    let plus = optional(&cursor, "plus") { $0.integer($1, $2, in: 0...1_000_000) } ?? 0
    cursor.close(&findings)
    return column.map { Weight(column: $0, plus: plus) }
  }

  private mutating func alternates(_ node: PlanNode, _ path: String) -> Alternates? {
    if case .number = node.content {
      return integer(node, path, in: 0...Int(Int32.max)).map(Alternates.count)
    }
    guard case .string(let text) = node.content, let ratio = Fraction(text) else {
      wrongType(node, path, expected: "ratio or count")
      return nil
    }
    return .ratio(ratio)
  }

  private mutating func exclusions(_ node: PlanNode, _ path: String) -> Exclusions? {
    guard var cursor = object(node, path) else { return nil }
    var exclusions = Exclusions()
    exclusions.status = optional(&cursor, "status") { $0.texts($1, $2) } ?? []
    exclusions.ids = optional(&cursor, "ids") { $0.listedIDs($1, $2) } ?? []
    cursor.close(&findings)
    return exclusions
  }

  private mutating func listedIDs(
    _ node: PlanNode, _ path: String
  ) -> [(id: String, reason: String)]? {
    guard var cursor = object(node, path) else { return nil }
    return cursor.takeRest().compactMap { field in
      text(field.value, "\(path).\(field.key)").map { (field.key, $0) }
    }
  }
}

// MARK: - Scope

extension PlanReader {
  mutating func condition(_ node: PlanNode, _ path: String) -> Condition? {
    guard var cursor = object(node, path) else { return nil }
    var parts: [Condition] = []
    for field in cursor.takeRest() {
      let path = cursor.pathOf(field.key)
      let part: Condition? =
        switch field.key {
        case "all": conditions(field.value, path).map(Condition.all)
        case "any": conditions(field.value, path).map(Condition.any)
        case "not": condition(field.value, path).map(Condition.not)
        default:
          test(field.value, path).map { .test(column: field.key, $0, field.keyLocation) }
        }
      if let part { parts.append(part) }
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func conditions(_ node: PlanNode, _ path: String) -> [Condition]? {
    guard case .array(let nodes) = node.content, !nodes.isEmpty else {
      wrongType(node, path, expected: "list of objects")
      return nil
    }
    var parts: [Condition] = []
    for (index, node) in nodes.enumerated() {
      if let part = condition(node, "\(path)[\(index)]") { parts.append(part) }
    }
    return parts
  }

  private mutating func test(_ node: PlanNode, _ path: String) -> CellTest? {
    guard case .object = node.content else { return texts(node, path).map(CellTest.oneOf) }
    guard var cursor = object(node, path) else { return nil }
    var tests: [CellTest] = []
    func add(_ test: CellTest?) { if let test { tests.append(test) } }
    add(optional(&cursor, "oneOf") { $0.words($1, $2) }.map(CellTest.oneOf))
    add(optional(&cursor, "prefix") { $0.words($1, $2) }.map(CellTest.prefix))
    add(optional(&cursor, "contains") { $0.words($1, $2) }.map(CellTest.contains))
    add(optional(&cursor, "tag") { $0.words($1, $2) }.map(CellTest.tag))
    add(optional(&cursor, "empty") { $0.flag($1, $2) }.map(CellTest.isEmpty))
    add(range(&cursor))
    cursor.close(&findings)
    if tests.count != 1 { error("one-test-a-column", node.location, path) }
    return tests.first
  }

  /// A non-empty list of non-empty texts: an empty one would hold for nothing or for everything.
  private mutating func words(_ node: PlanNode, _ path: String) -> [String]? {
    guard let words = texts(node, path) else { return nil }
    if words.isEmpty || words.contains("") {
      wrongType(node, path, expected: "list of texts, none empty")
      return nil
    }
    return words
  }

  /// `from` and `to`: texts are dates, numbers are numbers.
  private mutating func range(_ cursor: inout ObjectCursor) -> CellTest? {
    let from = cursor.take("from")
    let to = cursor.take("to")
    guard let first = from ?? to else { return nil }
    if case .string = first.content {
      let days = (
        from.map { day($0, cursor.pathOf("from")) }, to.map { day($0, cursor.pathOf("to")) }
      )
      return checkedRange(.days(from: days.0 ?? nil, to: days.1 ?? nil), first, cursor.path)
    }
    let numbers = (
      from.map { number($0, cursor.pathOf("from")) }, to.map { number($0, cursor.pathOf("to")) }
    )
    return checkedRange(
      .numbers(from: numbers.0 ?? nil, to: numbers.1 ?? nil), first, cursor.path)
  }

  private mutating func checkedRange(
    _ test: CellTest, _ node: PlanNode, _ path: String
  ) -> CellTest {
    switch test {
    case .days(let from?, let to?) where from > to:
      error("window-reversed", node.location, path, from.text, to.text)
    case .numbers(let from?, let to?) where from > to:
      error("window-reversed", node.location, path, "\(from)", "\(to)")
    default: break
    }
    return test
  }

  private mutating func number(_ node: PlanNode, _ path: String) -> Int? {
    guard case .number(let text) = node.content, let value = millionths(Array(text.utf8)) else {
      wrongType(node, path, expected: "number")
      return nil
    }
    return value
  }
}

// MARK: - Quantity

extension PlanReader {
  fileprivate mutating func amount(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> Amount? {
    if case .string = node.content {
      return ratio(node, path).map {
        .byStratum([everyStratum(.ratio($0, .atLeast, nil), at: node.location)])
      }
    }
    guard var cursor = object(node, path) else { return nil }
    let amount: Amount?
    if let rules = cursor.take("rules") {
      amount = amountRules(rules, cursor.pathOf("rules"), strata: strata).map(Amount.byStratum)
    } else if let total = cursor.take("total") {
      amount = self.total(total, &cursor)
    } else {
      amount = quantity(&cursor).map { quantity, bounds in
        var rule = everyStratum(quantity, at: node.location)
        rule.bounds = bounds
        return .byStratum([rule])
      }
    }
    cursor.close(&findings)
    return amount
  }

  private func everyStratum(_ quantity: Quantity, at location: Location) -> AmountRule {
    AmountRule(match: [], quantity: quantity, bounds: Bounds(), position: location)
  }

  private mutating func total(_ node: PlanNode, _ cursor: inout ObjectCursor) -> Amount? {
    let total = integer(node, cursor.pathOf("total"), in: 1...Int(Int32.max))
    let across = optional(&cursor, "across") { $0.across($1, $2) } ?? .proportional
    let bounds = bounds(&cursor)
    return total.map { .total($0, across, bounds) }
  }

  private mutating func across(_ node: PlanNode, _ path: String) -> Across? {
    guard case .object(let fields) = node.content else {
      return word(node, path, among: [("proportional", .proportional), ("equal", .equal)])
    }
    return .weights(
      fields.compactMap { field in
        integer(field.value, "\(path).\(field.key)", in: 0...1_000_000_000)
          .map { (field.key, $0) }
      })
  }

  private mutating func bounds(_ cursor: inout ObjectCursor) -> Bounds {
    let range = 0...Int(Int32.max)
    let minimum = optional(&cursor, "minimum") { $0.integer($1, $2, in: range) }
    let maximum = optional(&cursor, "maximum") { $0.integer($1, $2, in: range) }
    if let minimum, let maximum, minimum > maximum {
      error("minimum-above-maximum", cursor.location, cursor.path, "\(minimum)", "\(maximum)")
    }
    return Bounds(minimum: minimum, maximum: maximum)
  }

  /// Exactly one of `ratio`, `count` and `all`, with what belongs to it.
  private mutating func quantity(_ cursor: inout ObjectCursor) -> (Quantity, Bounds)? {
    let ratio = optional(&cursor, "ratio") { $0.ratio($1, $2) }
    let count = optional(&cursor, "count") { $0.integer($1, $2, in: 0...Int(Int32.max)) }
    let all = optional(&cursor, "all") { $0.flag($1, $2) }
    let rounding =
      optional(&cursor, "rounding") {
        $0.word($1, $2, among: [("atLeast", Rounding.atLeast), ("atMost", .atMost)])
      }
    let period = optional(&cursor, "period") { $0.period($1, $2) }
    let bounds = bounds(&cursor)
    switch (ratio, count, all) {
    case (let ratio?, nil, nil):
      return (.ratio(ratio, rounding ?? .atLeast, period), bounds)
    case (nil, let count?, nil) where rounding == nil && period == nil:
      return (.count(count), bounds)
    case (nil, nil, true?) where rounding == nil && period == nil: return (.all, bounds)
    default:
      if !findings.hasErrors { error("one-quantity", cursor.location, cursor.path) }
      return nil
    }
  }

  /// "2/4": the second of four periods of a year.
  private mutating func period(_ node: PlanNode, _ path: String) -> Period? {
    guard let text = text(node, path) else { return nil }
    let parts = text.split(separator: "/").map { Int($0) }
    guard parts.count == 2, let number = parts[0], let of = parts[1],
      (1...366).contains(of), (1...of).contains(number)
    else {
      error("bad-period", node.location, path, text)
      return nil
    }
    return Period(number: number, of: of)
  }

  private mutating func amountRules(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> [AmountRule]? {
    guard case .array(let nodes) = node.content, !nodes.isEmpty else {
      wrongType(node, path, expected: "list of objects")
      return nil
    }
    var rules: [AmountRule] = []
    for (index, node) in nodes.enumerated() {
      let path = "\(path)[\(index)]"
      guard let rule = amountRule(node, path, strata: strata) else { continue }
      if let other = rules.first(where: { $0.contradicts(rule) }) {
        error(
          "contradictory-rules", rule.position, path, rule.matchText, "\(other.position.line)")
      }
      rules.append(rule)
    }
    return rules
  }

  private mutating func amountRule(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> AmountRule? {
    guard var cursor = object(node, path) else { return nil }
    let match = optional(&cursor, "where") { $0.match($1, $2, strata: strata) } ?? []
    let quantity = quantity(&cursor)
    cursor.close(&findings)
    return quantity.map {
      AmountRule(match: match, quantity: $0.0, bounds: $0.1, position: node.location)
    }
  }

  private mutating func match(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> [(column: String, values: [String])]? {
    guard var cursor = object(node, path) else { return nil }
    return cursor.takeRest().compactMap { field in
      guard strata.contains(field.key) else {
        error(
          "not-a-stratum-column", field.keyLocation, "\(path).\(field.key)",
          strata.joined(separator: ", "))
        return nil
      }
      return texts(field.value, "\(path).\(field.key)").map { (field.key, $0) }
    }
  }
}

extension AmountRule {
  /// Whether a stratum that `later` names is already named by this rule with another quantity, or
  /// `later` can never be reached. A general rule behind special ones is what the order is for.
  fileprivate func contradicts(_ later: AmountRule) -> Bool {
    if match.isEmpty { return true }
    return later.match.count == match.count
      && match.allSatisfy { column, values in
        later.match.contains { $0.column == column && $0.values.contains(where: values.contains) }
      }
  }

  fileprivate var matchText: String {
    match.map { "\($0.column)=\($0.values.joined(separator: "|"))" }.joined(separator: ", ")
  }
}

/// A decimal such as `-12.5` in millionths; nil when it is not one or has over six decimals.
func millionths(_ text: [UInt8]) -> Int? {
  var digits = text[...]
  let isNegative = digits.first == UInt8(ascii: "-")
  if isNegative { digits = digits.dropFirst() }
  let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].count <= 12 else { return nil }
  let decimals = parts.count == 2 ? parts[1] : []
  guard decimals.count <= 6, parts.count == 1 || !decimals.isEmpty else { return nil }
  var value = 0
  for byte in parts[0] + decimals {
    guard (48...57).contains(byte) else { return nil }
    value = value * 10 + Int(byte - 48)
  }
  for _ in decimals.count..<6 { value *= 10 }
  return isNegative ? -value : value
}
