// The JSON Schema of plan files: sample plans conform to it, mistakes do not, and every key of the
// table stands in it. `SchemaChecker` is as much of JSON Schema as our schema uses, and refuses
// more.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

/// Judges a value by a schema; a keyword that it does not know is a failure.
private struct SchemaChecker {
  var root: [String: JSON]

  init(_ schema: JSON) { root = SchemaChecker.members(schema) }

  static func members(_ schema: JSON) -> [String: JSON] {
    guard case .object(let members) = schema else { return [:] }
    return Dictionary(uniqueKeysWithValues: members)
  }

  func accepts(_ value: JSON5Value) -> Bool { accepts(value, .object(root.map { ($0, $1) })) }

  private func accepts(_ value: JSON5Value, _ schema: JSON) -> Bool {
    if case .bool(let verdict) = schema { return verdict }
    let schema = SchemaChecker.members(schema)
    return schema.allSatisfy { keyword, argument in holds(value, keyword, argument, schema) }
  }

  private func holds(
    _ value: JSON5Value, _ keyword: String, _ argument: JSON, _ schema: [String: JSON]
  ) -> Bool {
    switch (keyword, argument) {
    case ("$schema", _), ("title", _), ("description", _), ("$defs", _), ("then", _): return true
    case ("$ref", .string(let path)):
      let definitions = SchemaChecker.members(root["$defs"] ?? .null)
      guard let found = definitions[String(path.dropFirst("#/$defs/".count))] else {
        Issue.record("no \(path)")
        return false
      }
      return accepts(value, found)
    case ("type", .string(let type)): return isOf(type, value)
    case ("enum", .array(let values)): return values.contains { equal($0, value) }
    case ("anyOf", .array(let schemas)): return schemas.contains { accepts(value, $0) }
    case ("oneOf", .array(let schemas)): return schemas.count { accepts(value, $0) } == 1
    case ("not", _): return !accepts(value, argument)
    case ("if", _): return !accepts(value, argument) || accepts(value, schema["then"] ?? true)
    default: return holdsInside(value, keyword, argument, schema)
    }
  }

  /// Keywords that speak of one type, and hold for all others.
  private func holdsInside(
    _ value: JSON5Value, _ keyword: String, _ argument: JSON, _ schema: [String: JSON]
  ) -> Bool {
    switch (keyword, argument, value.kind) {
    case ("minLength", .int(let least), .string(let text)):
      return text.unicodeScalars.count >= least
    case ("pattern", .string(let pattern), .string(let text)):
      return text.range(of: pattern, options: .regularExpression) != nil
    case ("minimum", .int(let least), .number(let text)):
      return (Double(text) ?? 0) >= Double(least)
    case ("maximum", .int(let most), .number(let text)): return (Double(text) ?? 0) <= Double(most)
    case ("items", _, .array(let values)): return values.allSatisfy { accepts($0, argument) }
    case ("uniqueItems", _, .array(let values)):
      return Set(values.map { "\($0.kind)" }).count == values.count
    case ("required", .array(let names), .object(let members)):
      return names.allSatisfy { name in members.contains { equal(name, $0.key) } }
    case ("propertyNames", _, .object(let members)):
      return members.allSatisfy { member in
        accepts(JSON5Value(.string(member.key), at: member.keyPosition), argument)
      }
    case ("properties", _, .object(let members)):
      let properties = SchemaChecker.members(argument)
      return members.allSatisfy { member in
        properties[member.key].map { accepts(member.value, $0) } ?? true
      }
    case ("additionalProperties", _, .object(let members)):
      let properties = SchemaChecker.members(schema["properties"] ?? .null)
      return members.allSatisfy { properties[$0.key] != nil || accepts($0.value, argument) }
    case ("minLength", _, _), ("pattern", _, _), ("minimum", _, _), ("maximum", _, _),
      ("items", _, _), ("uniqueItems", _, _), ("required", _, _), ("propertyNames", _, _),
      ("properties", _, _), ("additionalProperties", _, _):
      return true
    default:
      Issue.record("an unknown keyword: \(keyword)")
      return false
    }
  }

  private func isOf(_ type: String, _ value: JSON5Value) -> Bool {
    switch value.kind {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let text): type == "number" || type == "integer" && Int(text) != nil
    case .string: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }

  private func equal(_ json: JSON, _ value: JSON5Value) -> Bool {
    if case .string(let text) = value.kind { return equal(json, text) }
    return false
  }

  private func equal(_ json: JSON, _ text: String) -> Bool {
    if case .string(let expected) = json { return expected == text }
    return false
  }
}

@Suite struct PlanSchemaTests {
  private let checker = SchemaChecker(planSchema())

  private func accepts(_ text: String) throws -> Bool {
    checker.accepts(try parseJSON5(Array(text.utf8)))
  }

  @Test("every sample plan conforms, those that are extended included")
  func samples() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "plans")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json5") }
    #expect(names.count >= 18)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(try accepts(text), "\(name)")
    }
  }

  private static let whole = """
    { id: "P-1", title: "T", authority: "A", period: { from: "2026-10-01", to: "2026-12-31" },
      inputs: { targets: "t.csv", items: { file: "i.csv", delimiter: "tab" } },
      tasks: { a: { number: "1", title: "T", quantity: { rules: [{ ratio: "3%" }] },
        scope: { any: [{ grade: "A" }, { founded: { from: "2020-01-01" } }] } } },
      fallbacks: [{ kind: "direct", officers: ["1"], document: "D" }],
      schedule: { weekdays: ["周一", "Friday"], batches: [] } }
    """

  @Test("a mistake that an editor can see is refused; the plan without it is not")
  func mistakes() throws {
    #expect(try accepts(Self.whole))
    for (right, wrong) in [
      ("id:", "idd:"), ("title: \"T\", auth", "auth"), ("\"P-1\"", "\"P 1\""),
      ("\"2026-10-01\"", "\"1.10.2026\""), ("targets: \"t.csv\", ", ""), ("\"tab\"", "\"tabs\""),
      ("file: \"i.csv\", ", ""), ("number: \"1\", ", ""), ("\"3%\"", "\"three\""),
      ("ratio: \"3%\"", "ratio: \"3%\", count: 1"), ("ratio: \"3%\"", ""), ("\"周一\"", "\"周八\""),
      ("\"周一\"", "\"Friday\""), ("kind: \"direct\", ", ""), ("\"direct\"", "\"neighbours\""),
      (", document: \"D\"", ""), ("{ grade: \"A\" }", "{ grade: { is: \"A\" } }"),
      ("{ rules: [", "{ total: 0, x: ["), ("[] }", "[{}] }"), ("tasks:", "task:"),
    ] {
      let text = Self.whole.replacing(right, with: wrong)
      #expect(text != Self.whole)
      #expect(try !accepts(text), "\(right) → \(wrong)")
    }
    #expect(try accepts("{ extends: \"base.json5\", id: \"P\", frequency: { cap: null } }"))
    #expect(try !accepts("{ extends: \"base.json5\", id: \"P\", frequency: { cap: 0 } }"))
    let task = { (quantity: String) in
      "{ extends: \"base.json5\", tasks: { a: { quantity: \(quantity) } } }"
    }
    #expect(try accepts(task("{ rules: null, total: 3 }")))
    #expect(try !accepts(task("{ rules: [], total: 3 }")))
  }

  @Test("every key of the table stands in the schema with both its sentences")
  func keys() throws {
    let definitions = SchemaChecker.members(checker.root["$defs"] ?? .null)
    #expect(definitions.count == PlanShape.all.count)
    for shape in PlanShape.all {
      let schema = SchemaChecker.members(try #require(definitions[shape.name]))
      let properties = SchemaChecker.members(schema["properties"] ?? .null)
      let more = shape.name == "share" || shape.name == "total" || shape.name == "by stratum"
      #expect(Set(properties.keys).isSuperset(of: shape.keys.map(\.name)), "\(shape.name)")
      #expect(more || properties.count == shape.keys.count, "\(shape.name)")
      for key in shape.keys {
        let property = SchemaChecker.members(try #require(properties[key.name]))
        guard case .string(let text)? = property["description"] else {
          Issue.record("\(shape.name).\(key.name) is not described")
          continue
        }
        #expect(text.contains(key.english) && text.contains(key.chinese), "\(key.name)")
      }
    }
  }
}
