// Decoding a merged plan tree into `Plan`, with a finding for everything that is unknown, missing,
// of the wrong type or out of range. This file holds the walking; `PlanDecoding`, `TaskDecoding`,
// `ScopeDecoding` and `QuantityDecoding` hold what a plan consists of.

import Sampling
import Tables

/// Collects findings while a plan is decoded.
struct PlanReader {
  var findings = Findings()
  /// What the plan says of the target registry's columns; known before the tasks are read.
  var columns = DeclaredColumns()
  /// Nil until they are read, and when something is wrong with them.
  var soundInputs: Inputs?
}

/// Reads a plan file with all that it extends.
///
/// - Returns: the plan, or nil when any finding is an error.
public func readPlan(at path: String, findings: inout Findings) -> Plan? {
  decodePlan(at: path, findings: &findings).plan
}

/// Reads the plans of a batch. When one of them is wrong, the registries of all are still looked
/// at, so that whoever mends the plan learns at once what else there is to mend.
///
/// - Returns: nil when any finding is an error.
public func readPlans(at paths: [String], jobs: Int, findings: inout Findings) -> [Plan]? {
  let decoded = paths.map { decodePlan(at: $0, findings: &findings) }
  let plans = decoded.compactMap(\.plan)
  if plans.count == paths.count { return plans }
  examineInputs(of: decoded.compactMap(\.inputs), jobs: jobs, findings: &findings)
  return nil
}

/// - Returns: the plan, and its inputs where these at least are as they should be.
private func decodePlan(
  at path: String, findings: inout Findings
) -> (plan: Plan?, inputs: Inputs?) {
  guard let tree = loadPlanTree(path, findings: &findings) else { return (nil, nil) }
  var reader = PlanReader()
  let plan = reader.plan(tree)
  let failed = reader.findings.hasErrors
  findings.merge(reader.findings)
  return (failed ? nil : plan, reader.soundInputs)
}

/// An object being decoded: what is asked for is known, what is left over is a finding.
struct ObjectCursor {
  let path: String
  let location: Location
  private var fields: [PlanNode.Field]
  private var asked: [String] = []

  init(path: String, location: Location, fields: [PlanNode.Field]) {
    self.path = path
    self.location = location
    self.fields = fields
  }

  /// Whether `key` is there and nobody has taken it.
  func has(_ key: String) -> Bool { fields.contains { $0.key == key } }

  /// Where the key stands, before it is taken.
  func keyLocation(_ key: String) -> Location? { fields.first { $0.key == key }?.keyLocation }

  /// The value of `key`, which counts as known from now on.
  mutating func take(_ key: String) -> PlanNode? {
    asked.append(key)
    guard let index = fields.firstIndex(where: { $0.key == key }) else { return nil }
    return fields.remove(at: index).value
  }

  /// All fields not yet taken, in order.
  mutating func takeRest() -> [PlanNode.Field] {
    defer { fields = [] }
    return fields
  }

  func pathOf(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Reports every key that nobody asked for.
  func close(_ findings: inout Findings) {
    let ofFiles = path == "inputs" ? PlanShape.named("targets file").keys.map(\.name) : []
    for field in fields {
      let meant =
        ofFiles.contains(field.key)
        ? field.key == "file"
          ? "targets: \"…\"" : "targets: { file: \"…\", \(field.key): … }"
        : nearest(field.key, among: asked)
      findings.error(
        "unknown-key", at: field.keyLocation,
        arguments: [pathOf(field.key), meant ?? "", asked.joined(separator: ", ")])
    }
  }
}

extension PlanReader {
  mutating func error(_ code: String, _ location: Location, _ arguments: String...) {
    findings.error(code, at: location, arguments: arguments)
  }

  /// - Parameter meant: how it should have been written, where the form alone does not say it.
  mutating func wrongType(
    _ node: PlanNode, _ path: String, expected: PlanForm, meant: String? = nil
  ) {
    error(
      "wrong-type", node.location, path, expected.rawValue, node.form.rawValue,
      meant ?? expected.suggestion(for: node) ?? "")
  }

  mutating func object(
    _ node: PlanNode, _ path: String, expected: PlanForm = .object, meant: String? = nil
  ) -> ObjectCursor? {
    guard case .object(let fields) = node.content else {
      wrongType(node, path, expected: expected, meant: meant)
      return nil
    }
    return ObjectCursor(path: path, location: node.location, fields: fields)
  }

  mutating func text(
    _ node: PlanNode, _ path: String, expected: PlanForm = .text
  ) -> String? {
    guard case .string(let text) = node.content else {
      wrongType(node, path, expected: expected)
      return nil
    }
    if text.isEmpty {
      error("empty-value", node.location, path, example(of: path))
      return nil
    }
    return text
  }

  mutating func integer(_ node: PlanNode, _ path: String, in range: ClosedRange<Int>) -> Int? {
    guard case .number(let text) = node.content else {
      wrongType(node, path, expected: .number)
      return nil
    }
    if let value = Int(text), range.contains(value) { return value }
    let isWhole = Int(text) != nil || text.utf8.allSatisfy { (48...57).contains($0) }
    error(
      isWhole ? "out-of-range" : "not-whole", node.location, path, text, "\(range.lowerBound)",
      "\(range.upperBound)")
    return nil
  }

  mutating func flag(_ node: PlanNode, _ path: String) -> Bool? {
    guard case .bool(let flag) = node.content else {
      wrongType(node, path, expected: .flag)
      return nil
    }
    return flag
  }

  /// A list of different texts with their places; a single text is a list of one.
  mutating func writtenTexts(
    _ node: PlanNode, _ path: String, expected: PlanForm = .texts
  ) -> [(text: String, location: Location)]? {
    if case .string(let text) = node.content { return [(text, node.location)] }
    guard case .array(let nodes) = node.content else {
      wrongType(node, path, expected: expected)
      return nil
    }
    var all: [(text: String, location: Location)] = []
    var known: Set<String> = []
    for (index, node) in nodes.enumerated() {
      guard case .string(let text) = node.content else {
        wrongType(node, "\(path)[\(index)]", expected: .text)
        return nil
      }
      if !known.insert(text).inserted {
        error("repeated-value", node.location, path, text)
      }
      all.append((text, node.location))
    }
    return all
  }

  mutating func texts(_ node: PlanNode, _ path: String) -> [String]? {
    writtenTexts(node, path)?.map(\.text)
  }

  mutating func day(_ node: PlanNode, _ path: String) -> Day? {
    guard let text = text(node, path, expected: .date) else { return nil }
    guard let day = Day(iso: text) else {
      error(
        "bad-date", node.location, path, text, nearestDate(text) ?? "",
        isOfDateForm(text) ? text : "")
      return nil
    }
    return day
  }

  /// A ratio between 0 and 1, such as "3%".
  mutating func ratio(_ node: PlanNode, _ path: String) -> Fraction? {
    guard let text = text(node, path, expected: .ratio) else { return nil }
    guard let ratio = Fraction(text) else {
      error("bad-ratio", node.location, path, text, nearestRatio(text) ?? "")
      return nil
    }
    let isNumber = text.allSatisfy { $0.isASCII && $0.isNumber }
    let number = isNumber && path.hasSuffix("quantity") ? "\(ratio.numerator)" : ""
    if ratio > .one {
      let percent = isNumber && ratio.numerator <= 100 ? "\(ratio.numerator)" : ""
      error("ratio-above-one", node.location, path, text, percent, number)
      return nil
    }
    if ratio == .one, isNumber {
      findings.warning(
        "number-as-ratio", at: node.location, arguments: [path, text, "100%", number])
    }
    return ratio
  }

  /// The value of a word from a fixed list.
  mutating func word<Value>(
    _ node: PlanNode, _ path: String, among known: [(String, Value)],
    expected: PlanForm = .text
  ) -> Value? {
    guard let text = text(node, path, expected: expected) else { return nil }
    return word(text, node.location, path, among: known)
  }

  mutating func word<Value>(
    _ text: String, _ location: Location, _ path: String, among known: [(String, Value)],
    meant: String? = nil
  ) -> Value? {
    if let match = known.first(where: { $0.0 == text }) { return match.1 }
    error(
      "unknown-value", location, path, text, known.map(\.0).joined(separator: ", "),
      meant ?? nearest(text, among: known.map(\.0)) ?? "")
    return nil
  }

  mutating func required<Value>(
    _ cursor: inout ObjectCursor, _ key: String,
    _ decode: (inout PlanReader, PlanNode, String) -> Value?
  ) -> Value? {
    guard let node = cursor.take(key) else {
      error("missing-key", cursor.location, cursor.pathOf(key), keyExamples[key] ?? "")
      return nil
    }
    return decode(&self, node, cursor.pathOf(key))
  }

  mutating func optional<Value>(
    _ cursor: inout ObjectCursor, _ key: String,
    _ decode: (inout PlanReader, PlanNode, String) -> Value?
  ) -> Value? {
    guard let node = cursor.take(key) else { return nil }
    return decode(&self, node, cursor.pathOf(key))
  }
}

/// What may stand for a key that is missing.
private let keyExamples = [
  "id": "id: \"BJ-2026Q4-110105\"", "title": "title: \"朝阳区2026年第四季度双随机抽查计划\"",
  "authority": "authority: \"北京市朝阳区市场监督管理局\"",
  "period": "period: { from: \"2026-10-01\", to: \"2026-12-31\" }",
  "inputs": "inputs: { targets: \"targets.csv\" }", "targets": "targets: \"targets.csv\"",
  "tasks": "tasks: { food: { … } }", "number": "number: \"京朝市监抽查〔2026〕41号\"",
  "quantity": "quantity: \"3%\"", "from": "from: \"2026-10-01\"", "to": "to: \"2026-12-31\"",
  "document": "document: \"京市监发〔2026〕18号\"", "kind": "kind: \"neighbours\"",
  "districts": "districts: [\"110105\"]", "officers": "officers: [\"110105001\"]",
  "sameEnterprise": "sameEnterprise: { withinDays: 365 }",
  "name": "name: \"双色球第2026115期开奖号码\"", "format": "format: \"NN NN NN NN NN NN NN\"",
  "date": "date: \"2026-10-08\"",
  "fallback": "fallback: { name: \"双色球第2026116期开奖号码\", date: \"2026-10-11\" }",
  "label": "label: \"第一批\"", "file": "file: \"targets.csv\"", "column": "column: \"投诉举报数\"",
]

/// What may stand for an empty value.
private func example(of path: String) -> String {
  path.split(separator: ".").last.flatMap { keyExamples[String($0)] } ?? ""
}

extension PlanForm {
  /// How `node` should have been written to be of this form, where that can be said.
  fileprivate func suggestion(for node: PlanNode) -> String? {
    switch (self, node.content) {
    case (.text, .number(let text)), (.texts, .number(let text)), (.test, .number(let text)):
      "\"\(text)\""
    case (.ratio, .number(let text)): "\"\(text)\(text.contains(".") ? "" : "%")\""
    case (.quantity, .number(let text)) where percentage(ofDecimal: text) != nil:
      percentage(ofDecimal: text).map { "\"\($0)\"" }
    case (.quantity, .number(let text)): "{ count: \(text) }"
    case (.number, .string(let text)) where Int(text) != nil: text
    case (.flag, .string(let text)): flagWord(text)
    case (.objects, .object): "[{ … }]"
    case (.object, .array): "{ … }"
    default: nil
    }
  }
}

/// The word of JSON5 for a yes or no.
func flagWord(_ text: String) -> String? {
  if ["true", "yes", "是"].contains(text) { return "true" }
  return ["false", "no", "否"].contains(text) ? "false" : nil
}

/// What a plan says of the target registry's columns.
struct DeclaredColumns {
  /// Role → header.
  var mapping: [String: String] = [:]
  /// Column as the plan names it → its known values.
  var known: [String: [String]] = [:]

  /// One name for a column, whether a plan writes its header, its alias or its role.
  func role(of name: String) -> String {
    // A header may be mapped twice, and a dictionary has no order.
    if let mapped = mapping.filter({ $0.value == name }).map(\.key).min() { return mapped }
    return Column.targets.first { $0.isNamed(name) }?.role ?? name
  }

  /// Known values of a column; nil where the plan declares none.
  func values(of name: String) -> [String]? {
    let role = role(of: name)
    return known.filter { self.role(of: $0.key) == role }.min { $0.key < $1.key }?.value
  }
}

extension PlanReader {
  /// Values of a column that a plan asks for must be among those that it declares.
  mutating func checkKnown(
    _ written: [(text: String, location: Location)], column: String, _ path: String
  ) {
    guard let known = columns.values(of: column) else { return }
    for (text, location) in written where !known.contains(text) {
      error(
        "undeclared-value", location, path, text, column, nearest(text, among: known) ?? "",
        known.joined(separator: ", "))
    }
  }
}
