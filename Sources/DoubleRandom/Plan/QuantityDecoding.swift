// The quantity of a task: a ratio, a count, all, a total over the strata, or rules by stratum of
// which the first that matches counts.

import Sampling
import Tables

extension PlanReader {
  mutating func amount(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> Amount? {
    if case .string = node.content {
      return ratio(node, path).map {
        .byStratum([everyStratum(.ratio($0, .atLeast, nil), at: node.location)])
      }
    }
    guard var cursor = object(node, path, expected: .quantity) else { return nil }
    let ways = ["ratio", "count", "all", "total", "rules"].filter { cursor.has($0) }
    if ways.count > 1 {
      error("one-quantity", node.location, path, ways.joined(separator: ", "))
      return nil
    }
    let before = findings.count(.error)
    let amount: Amount?
    if let rules = cursor.take("rules") {
      amount = amountRules(rules, cursor.pathOf("rules"), strata: strata).map(Amount.byStratum)
    } else if let total = cursor.take("total") {
      amount = self.total(total, &cursor, strata: strata)
    } else {
      amount = quantity(&cursor).map { quantity, bounds in
        var rule = everyStratum(quantity, at: node.location)
        rule.bounds = bounds
        return .byStratum([rule])
      }
    }
    cursor.close(&findings)
    if ways.isEmpty, findings.count(.error) == before {
      error("one-quantity", node.location, path, "")
    }
    return amount
  }

  private func everyStratum(_ quantity: Quantity, at location: Location) -> AmountRule {
    AmountRule(match: [], quantity: quantity, bounds: Bounds(), position: location)
  }

  private mutating func total(
    _ node: PlanNode, _ cursor: inout ObjectCursor, strata: [String]
  ) -> Amount? {
    let total = integer(node, cursor.pathOf("total"), in: 1...Int(Int32.max))
    let across =
      optional(&cursor, "across") { $0.across($1, $2, strata: strata) } ?? .proportional
    let bounds = bounds(&cursor)
    return total.map { .total($0, across, bounds) }
  }

  /// `proportional`, `equal`, or a weight a stratum; the values of several columns are joined by
  /// `|`.
  private mutating func across(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> Across? {
    guard case .object(let fields) = node.content else {
      return word(
        node, path, among: [("proportional", .proportional), ("equal", .equal)],
        expected: .across)
    }
    if fields.isEmpty { error("empty-value", node.location, path) }
    if strata.count == 1 {
      checkKnown(fields.map { ($0.key, $0.keyLocation) }, column: strata[0], path)
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

  /// One of `ratio`, `count` and `all`, with what belongs to it.
  private mutating func quantity(_ cursor: inout ObjectCursor) -> (Quantity, Bounds)? {
    if !cursor.has("ratio") { checkOnlyWithRatio(cursor) }
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
    case (nil, let count?, nil): return (.count(count), bounds)
    case (nil, nil, true?): return (.all, bounds)
    case (nil, nil, false?):
      error("one-quantity", cursor.location, cursor.path, "")
      return nil
    default: return nil
    }
  }

  private mutating func checkOnlyWithRatio(_ cursor: ObjectCursor) {
    for key in ["rounding", "period"] {
      if let location = cursor.keyLocation(key) {
        error("only-with-ratio", location, cursor.pathOf(key), "ratio")
      }
    }
    // A count is as given and all are all. No error, or draws that were made so could not be
    // verified.
    for key in ["minimum", "maximum"] where cursor.has("count") || cursor.has("all") {
      guard let location = cursor.keyLocation(key) else { continue }
      findings.warning("bound-without-effect", at: location, arguments: [cursor.pathOf(key)])
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
    guard case .array(let nodes) = node.content else {
      wrongType(node, path, expected: .objects)
      return nil
    }
    if nodes.isEmpty { error("empty-value", node.location, path) }
    var rules: [AmountRule] = []
    for (index, node) in nodes.enumerated() {
      let path = "\(path)[\(index)]"
      guard let rule = amountRule(node, path, strata: strata) else { continue }
      checkOverlap(rule, rules, path)
      rules.append(rule)
    }
    return rules
  }

  private mutating func checkOverlap(_ rule: AmountRule, _ earlier: [AmountRule], _ path: String) {
    if let other = earlier.first(where: { $0.overlaps(rule) }) {
      error("contradictory-rules", rule.position, path, rule.matchText, "\(other.position.line)")
    } else if let other = earlier.first(where: { $0.covers(rule) }) {
      error("unreachable-rule", rule.position, path, "\(other.position.line)")
    }
  }

  private mutating func amountRule(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> AmountRule? {
    guard var cursor = object(node, path) else { return nil }
    var match: [(column: String, values: [String])]? = []
    if let node = cursor.take("where") {
      match = self.match(node, cursor.pathOf("where"), strata: strata)
    }
    let ways = ["ratio", "count", "all"].filter { cursor.has($0) }
    if ways.count > 1 {
      error("one-quantity", node.location, path, ways.joined(separator: ", "))
      return nil
    }
    let before = findings.count(.error)
    let quantity = quantity(&cursor)
    cursor.close(&findings)
    if ways.isEmpty, findings.count(.error) == before {
      error("one-quantity", node.location, path, "")
    }
    guard let match, let quantity else { return nil }
    return AmountRule(
      match: match, quantity: quantity.0, bounds: quantity.1, position: node.location)
  }

  /// The condition of a rule, with each column as `strata` names it; nil with a finding.
  private mutating func match(
    _ node: PlanNode, _ path: String, strata: [String]
  ) -> [(column: String, values: [String])]? {
    guard var cursor = object(node, path) else { return nil }
    var match: [(column: String, values: [String])] = []
    let fields = cursor.takeRest()
    if fields.isEmpty { error("empty-value", node.location, path) }
    for field in fields {
      let path = "\(path).\(field.key)"
      let role = columns.role(of: field.key)
      guard let column = strata.first(where: { columns.role(of: $0) == role }) else {
        error(
          "not-a-stratum-column", field.keyLocation, path, strata.joined(separator: ", "))
        continue
      }
      guard let written = writtenTexts(field.value, path) else { continue }
      if written.isEmpty { error("empty-value", field.value.location, path) }
      checkKnown(written, column: column, path)
      match.append((column, written.map(\.text)))
    }
    return match.count == fields.count && !fields.isEmpty ? match : nil
  }
}

extension AmountRule {
  /// Whether every stratum that `later` names is taken by this rule.
  fileprivate func covers(_ later: AmountRule) -> Bool {
    match.allSatisfy { column, values in
      later.match.contains { $0.column == column && $0.values.allSatisfy(values.contains) }
    }
  }

  /// Whether some stratum is named by both rules, which speak of the same columns. A general rule
  /// behind a special one is what the order is for.
  fileprivate func overlaps(_ later: AmountRule) -> Bool {
    !match.isEmpty && later.match.count == match.count
      && match.allSatisfy { column, values in
        later.match.contains { $0.column == column && $0.values.contains(where: values.contains) }
      }
  }

  fileprivate var matchText: String {
    match.map { "\($0.column)=\($0.values.joined(separator: "|"))" }.joined(separator: ", ")
  }
}

/// The days of a quarter that is written as `2026Q4`; nil for anything else.
func quarter(_ node: PlanNode) -> String? {
  guard case .string(let text) = node.content else { return nil }
  let parts = text.uppercased().split(separator: "Q", omittingEmptySubsequences: false)
  guard parts.count == 2, let year = Int(parts[0].filter(\.isNumber)), (1000...9999).contains(year),
    let number = Int(parts[1]), (1...4).contains(number)
  else { return nil }
  let ends = ["03-31", "06-30", "09-30", "12-31"]
  let from = ["01-01", "04-01", "07-01", "10-01"][number - 1]
  return "{ from: \"\(year)-\(from)\", to: \"\(year)-\(ends[number - 1])\" }"
}
