// Decoding a merged plan tree into `Plan`, with a finding for everything that is unknown, missing,
// of the wrong type or out of range. This file holds the walking; `PlanDecoding` and
// `TaskDecoding` hold what a plan consists of.

import Sampling
import Tables

/// Collects findings while a plan is decoded.
struct PlanReader {
  var findings = Findings()
}

/// Reads a plan file with all that it extends.
///
/// - Returns: the plan, or nil when any finding is an error.
public func readPlan(at path: String, findings: inout Findings) -> Plan? {
  guard let tree = loadPlanTree(path, findings: &findings) else { return nil }
  var reader = PlanReader()
  let plan = reader.plan(tree)
  let failed = reader.findings.hasErrors
  findings.merge(reader.findings)
  return failed ? nil : plan
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
    for field in fields {
      findings.error(
        "unknown-key", at: field.keyLocation,
        arguments: [pathOf(field.key), nearest(field.key, among: asked) ?? ""])
    }
  }
}

extension PlanReader {
  mutating func error(_ code: String, _ location: Location, _ arguments: String...) {
    findings.error(code, at: location, arguments: arguments)
  }

  mutating func wrongType(_ node: PlanNode, _ path: String, expected: String) {
    error("wrong-type", node.location, path, expected, node.typeName)
  }

  mutating func object(_ node: PlanNode, _ path: String) -> ObjectCursor? {
    guard case .object(let fields) = node.content else {
      wrongType(node, path, expected: "object")
      return nil
    }
    return ObjectCursor(path: path, location: node.location, fields: fields)
  }

  mutating func text(_ node: PlanNode, _ path: String) -> String? {
    guard case .string(let text) = node.content, !text.isEmpty else {
      wrongType(node, path, expected: "text")
      return nil
    }
    return text
  }

  mutating func integer(_ node: PlanNode, _ path: String, in range: ClosedRange<Int>) -> Int? {
    guard case .number(let text) = node.content, let value = Int(text), range.contains(value)
    else {
      if case .number(let text) = node.content {
        error(
          "out-of-range", node.location, path, text, "\(range.lowerBound)", "\(range.upperBound)")
      } else {
        wrongType(node, path, expected: "number")
      }
      return nil
    }
    return value
  }

  mutating func flag(_ node: PlanNode, _ path: String) -> Bool? {
    guard case .bool(let flag) = node.content else {
      wrongType(node, path, expected: "true/false")
      return nil
    }
    return flag
  }

  /// A list of texts; a single text is a list of one, and numbers stand for their digits.
  mutating func texts(_ node: PlanNode, _ path: String) -> [String]? {
    switch node.content {
    case .string(let text): return [text]
    case .array(let nodes):
      var all: [String] = []
      for (index, node) in nodes.enumerated() {
        guard case .string(let text) = node.content else {
          wrongType(node, "\(path)[\(index)]", expected: "text")
          return nil
        }
        all.append(text)
      }
      return all
    default:
      wrongType(node, path, expected: "list")
      return nil
    }
  }

  mutating func day(_ node: PlanNode, _ path: String) -> Day? {
    guard let text = text(node, path) else { return nil }
    guard let day = Day(iso: text) else {
      error("bad-date", node.location, path, text)
      return nil
    }
    return day
  }

  /// A ratio between 0 and 1, such as "3%".
  mutating func ratio(_ node: PlanNode, _ path: String) -> Fraction? {
    guard case .string(let text) = node.content else {
      wrongType(node, path, expected: "ratio")
      return nil
    }
    guard let ratio = Fraction(text), ratio.numerator <= ratio.denominator else {
      error("bad-ratio", node.location, path, text)
      return nil
    }
    return ratio
  }

  /// The value of a word from a fixed list.
  mutating func word<Value>(
    _ node: PlanNode, _ path: String, among known: [(String, Value)]
  ) -> Value? {
    guard let text = text(node, path) else { return nil }
    if let match = known.first(where: { $0.0 == text }) { return match.1 }
    error(
      "unknown-value", node.location, path, text, known.map(\.0).joined(separator: ", "),
      nearest(text, among: known.map(\.0)) ?? "")
    return nil
  }

  mutating func required<Value>(
    _ cursor: inout ObjectCursor, _ key: String,
    _ decode: (inout PlanReader, PlanNode, String) -> Value?
  ) -> Value? {
    guard let node = cursor.take(key) else {
      error("missing-key", cursor.location, cursor.pathOf(key))
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
