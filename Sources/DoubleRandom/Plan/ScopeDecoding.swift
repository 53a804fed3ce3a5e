// The scope of a task: an object whose keys are columns, each with a test, or `all`, `any` and
// `not` with further objects.

import Tables

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
          test(field.value, path, column: field.key)
            .map { .test(column: field.key, $0, field.keyLocation) }
        }
      if let part { parts.append(part) }
    }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  private mutating func conditions(_ node: PlanNode, _ path: String) -> [Condition]? {
    guard case .array(let nodes) = node.content else {
      wrongType(node, path, expected: .objects)
      return nil
    }
    if nodes.isEmpty { error("empty-value", node.location, path) }
    var parts: [Condition] = []
    for (index, node) in nodes.enumerated() {
      if let part = condition(node, "\(path)[\(index)]") { parts.append(part) }
    }
    return parts
  }

  private mutating func test(_ node: PlanNode, _ path: String, column: String) -> CellTest? {
    guard case .object = node.content else {
      guard let written = writtenTexts(node, path, expected: .test) else { return nil }
      if written.isEmpty { error("empty-value", node.location, path) }
      checkKnown(written, column: column, path)
      return .oneOf(written.map(\.text))
    }
    guard var cursor = object(node, path) else { return nil }
    let before = findings.count(.error)
    var tests: [CellTest] = []
    func add(_ test: CellTest?) { if let test { tests.append(test) } }
    if let node = cursor.take("oneOf"), let written = words(node, cursor.pathOf("oneOf")) {
      checkKnown(written, column: column, cursor.pathOf("oneOf"))
      add(.oneOf(written.map(\.text)))
    }
    add(optional(&cursor, "prefix") { $0.words($1, $2) }.map { .prefix($0.map(\.text)) })
    add(optional(&cursor, "contains") { $0.words($1, $2) }.map { .contains($0.map(\.text)) })
    add(optional(&cursor, "tag") { $0.words($1, $2) }.map { .tag($0.map(\.text)) })
    add(optional(&cursor, "empty") { $0.flag($1, $2) }.map(CellTest.isEmpty))
    add(range(&cursor))
    cursor.close(&findings)
    if tests.count != 1, findings.count(.error) == before {
      error("one-test-a-column", node.location, path, tests.isEmpty ? "" : "\(tests.count)")
    }
    return tests.first
  }

  /// A non-empty list of non-empty texts: an empty one would hold for nothing or for everything.
  private mutating func words(
    _ node: PlanNode, _ path: String
  ) -> [(text: String, location: Location)]? {
    guard let words = writtenTexts(node, path) else { return nil }
    if words.isEmpty { error("empty-value", node.location, path) }
    for word in words where word.text.isEmpty { error("empty-value", word.location, path) }
    return words
  }

  /// `from` and `to`: texts are dates, numbers are numbers. A decimal may stand as text, as it does
  /// in the rules of a record.
  private mutating func range(_ cursor: inout ObjectCursor) -> CellTest? {
    let from = cursor.take("from")
    let to = cursor.take("to")
    guard let first = from ?? to else { return nil }
    let areNumbers = [from, to].allSatisfy { $0 == nil || $0?.decimal != nil }
    if case .string = first.content, !areNumbers {
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
      error("minimum-above-maximum", node.location, path, decimalText(from), decimalText(to))
    default: break
    }
    return test
  }

  private mutating func number(_ node: PlanNode, _ path: String) -> Int? {
    guard let value = node.decimal else {
      wrongType(node, path, expected: .number)
      return nil
    }
    return value
  }
}

extension PlanNode {
  /// A decimal in millionths, written as a number or as text.
  fileprivate var decimal: Int? {
    switch content {
    case .number(let text), .string(let text): millionths(Array(text.utf8))
    default: nil
    }
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
