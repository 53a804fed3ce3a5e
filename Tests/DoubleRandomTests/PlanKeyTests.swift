// The table of a plan's keys is what the decoder does: held against it through its findings, object
// by object, key by key, in every place where an object may stand.

import Foundation
import Tables
import Testing

@testable import DoubleRandom

/// A shape with the plan around it.
private struct Place {
  var shape: PlanShape
  var path: String
  /// The text of an object of this shape → the text of a plan.
  var plan: @Sendable (String) -> String
}

@Suite struct PlanKeyTests {
  private static let places: [Place] = {
    var places: [Place] = []
    func walk(_ value: PlanValue, _ path: String, _ plan: @escaping @Sendable (String) -> String) {
      switch value {
      case .object(let name):
        // A condition within a condition is one again.
        if path.contains("scope."), name == "condition" { return }
        let shape = PlanShape.named(name)
        places.append(Place(shape: shape, path: path, plan: plan))
        for key in shape.keys {
          walk(key.value, path + "." + key.name) { plan(text(shape, [key.name: $0])) }
        }
        if let others = shape.others { walk(others, path + ".grade") { plan("{ grade: \($0) }") } }
      case .map(let keys, let value):
        let key = keys?[0] ?? "x"
        walk(value, "\(path).\(key)") { plan("{ \"\(key)\": \($0) }") }
      case .list(let value): walk(value, path + "[0]") { plan("[\($0)]") }
      case .either(let values): for value in values { walk(value, path, plan) }
      default: break
      }
    }
    walk(.object("plan"), "") { $0 }
    return places
  }()

  /// An object with what it must have, these keys with these texts, and no other of those of which
  /// one is enough.
  private static func text(
    _ shape: PlanShape, _ given: [String: String], all: Bool = false, without: String? = nil
  ) -> String {
    let one = given.keys.first { shape.oneOf.contains($0) } ?? shape.oneOf.first
    let needed = ["same enterprise": "withinDays", "test": "oneOf"][shape.name]
    let members = shape.keys.compactMap { key -> String? in
      let isWanted =
        given[key.name] != nil || key.isRequired || key.name == one
        || (all && key.name != "extends" && !shape.oneOf.contains(key.name))
        || (key.name == needed && given.isEmpty)
        // Rules of a quantity name columns of strata.
        || (shape.name == "task" && key.name == "strata")
      guard isWanted, key.name != without else { return nil }
      return "\"\(key.name)\": \(given[key.name] ?? sample(key.value, key.example))"
    }
    let more = given.keys.filter { name in !shape.keys.contains { $0.name == name } }
    return "{ " + (members + more.map { "\"\($0)\": \(given[$0] ?? "")" }).joined(separator: ", ")
      + " }"
  }

  /// A value as the table allows it.
  private static func sample(_ value: PlanValue, _ example: String = "\"x\"") -> String {
    switch value {
    case .text: return example.hasPrefix("\"") ? example : "\"x\""
    case .flag: return "true"
    case .number(let range): return "\(range.lowerBound)"
    case .decimal: return "1.5"
    case .ratio: return "\"3%\""
    case .date: return example.hasPrefix("\"2026") ? example : "\"2026-10-20\""
    case .words(let words): return "\"\(words[0])\""
    case .several(let value): return "[\(sample(value))]"
    case .object("condition"): return "{ grade: \"A\" }"
    case .object(let name): return text(PlanShape.named(name), [:])
    case .map(let keys, let value): return "{ \"\(keys?[0] ?? "x")\": \(sample(value)) }"
    case .list(let value): return "[\(sample(value))]"
    case .either(let values): return sample(values[0], example)
    }
  }

  private func findings(_ text: String) throws -> [Finding] {
    let bytes = Array(text.utf8)
    let root = PlanNode(try parseJSON5(bytes), of: PlanText(bytes, path: "plan.json5"))
    var reader = PlanReader()
    _ = reader.plan(PlanTree(root: root, sources: []))
    return reader.findings.kept
  }

  @Test("each shape of the table is met, and all of them by name")
  func shapes() {
    let met = Set(Self.places.map(\.shape.name))
    #expect(met == Set(PlanShape.all.map(\.name)))
    #expect(Set(PlanShape.all.map(\.name)).count == PlanShape.all.count)
    for shape in PlanShape.all {
      #expect(Set(shape.keys.map(\.name)).count == shape.keys.count, "\(shape.name)")
      #expect(Set(shape.oneOf).isSubset(of: shape.keys.map(\.name)))
    }
  }

  @Test("the decoder knows the keys of the table in every object, and no others")
  func keys() throws {
    for place in Self.places where place.shape.others == nil {
      let text = place.plan(Self.text(place.shape, ["zzzzzzzz": "1"], all: true))
      let found = try findings(text).filter {
        $0.code == "unknown-key" && $0.arguments[0].hasSuffix("zzzzzzzz")
      }
      let finding = try #require(found.first, "\(place.path): \(text)")
      let known = finding.arguments[2].components(separatedBy: ", ")
      // The keys that tell the forms of a quantity apart are known in all of them.
      let telling =
        place.path.hasSuffix(".quantity") ? ["ratio", "count", "all", "total", "rules"] : []
      let own = place.shape.keys.map(\.name)
      #expect(Set(known).isSuperset(of: own), "\(place.path)")
      #expect(Set(known).subtracting(own).isSubset(of: telling), "\(place.path): \(known)")
    }
  }

  @Test("what the table calls required is missed, and nothing else")
  func required() throws {
    for place in Self.places {
      for key in place.shape.keys where key.name != "extends" {
        let text = place.plan(Self.text(place.shape, [:], without: key.name))
        let path = place.path.isEmpty ? key.name : "\(place.path.dropFirst()).\(key.name)"
        let missed = try findings(text).contains {
          $0.code == "missing-key" && $0.arguments[0] == path
        }
        // Of objects in one form out of several, the key that tells them apart.
        let isTelling = ["total", "rules"].contains(key.name)
        // In place of `file` its parts may be named; it is `file` that is missed.
        let isInPlace = key.name == "file" && place.shape.oneOf.contains("file")
        #expect(
          missed == (key.isRequired && !isTelling || isInPlace), "\(path): \(text)")
      }
    }
  }

  @Test("numbers, words and forms are those of the table")
  func values() throws {
    var count = 0
    for place in Self.places {
      for key in place.shape.keys where key.name != "extends" {
        count += try check(key.value, "\(place.path).\(key.name)") {
          place.plan(Self.text(place.shape, [key.name: $0]))
        }
      }
    }
    #expect(count > 150)
  }

  /// Puts wrong values in the place of a right one; counts what was tried.
  private func check(
    _ value: PlanValue, _ path: String, _ plan: (String) -> String
  ) throws -> Int {
    func arguments(_ code: String, _ text: String) throws -> [[String]] {
      try findings(plan(text)).filter { $0.code == code && ".\($0.arguments[0])".hasPrefix(path) }
        .map { Array($0.arguments.dropFirst()) }
    }
    func expect(_ code: String, _ text: String, _ expected: [String]) throws {
      let found = try arguments(code, text)
      #expect(found.contains { $0.starts(with: expected) }, "\(path) = \(text): \(found)")
    }
    switch value {
    case .number(let range):
      let text = "99999999999"
      try expect("out-of-range", text, [text, "\(range.lowerBound)", "\(range.upperBound)"])
    case .words(let words):
      // What tells fallbacks apart stands once in the decoder, and as one word in each shape.
      let known = path == ".fallbacks[0].kind" ? ["neighbours", "direct"] : words
      #expect(words.allSatisfy(known.contains))
      try expect("unknown-value", "\"zz\"", ["zz", known.joined(separator: ", ")])
    case .several(.words(let words)):
      try expect("unknown-value", "[\"zz\"]", ["zz", words.joined(separator: ", ")])
    case .several(.date): try expect("bad-date", "[\"zz\"]", ["zz"])
    case .several: try expect("wrong-type", "null", ["text-or-list"])
    case .text: try expect("wrong-type", "true", ["text"])
    case .flag: try expect("wrong-type", "7", ["true/false"])
    case .ratio: try expect("bad-ratio", "\"zz\"", ["zz"])
    case .date: try expect("bad-date", "\"zz\"", ["zz"])
    case .decimal: try expect("wrong-type", "true", ["number"])
    case .object: try expect("wrong-type", "true", ["object"])
    case .map(let keys, let value):
      try expect("wrong-type", "[]", ["object"])
      let name = keys?.first ?? "x"
      if keys != nil { try expect("unknown-key", "{ zzzz: 1 }", []) }
      for key in keys ?? [] {
        let found = try arguments("unknown-key", "{ \"\(key)\": \(Self.sample(value)) }")
        #expect(found.isEmpty, "\(path).\(key)")
      }
      if case .either = value { return 2 }
      return try 2 + check(value, "\(path).\(name)") { plan("{ \"\(name)\": \($0) }") }
    case .list(let value):
      try expect("wrong-type", "true", ["list-of-objects"])
      if case .either = value { return 1 }
      return try 1 + check(value, "\(path)[0]") { plan("[\($0)]") }
    case .either(let values):
      // A wrong type is named after all forms at once; each form itself is taken.
      for value in values {
        let found = try arguments("wrong-type", Self.sample(value))
        #expect(found.isEmpty, "\(path) = \(Self.sample(value)): \(found)")
      }
    }
    return 1
  }

  @Test("every key is explained in both languages, and its example is one")
  func words() throws {
    for shape in PlanShape.all {
      #expect(
        shape.chinese.unicodeScalars.contains { $0.value >= 0x4E00 } && !shape.english.isEmpty)
      for key in shape.keys {
        #expect(key.chinese.unicodeScalars.contains { $0.value >= 0x4E00 }, "\(key.name)")
        #expect(key.english.unicodeScalars.allSatisfy { $0.value < 0x4E00 }, "\(key.name)")
        if !key.example.contains("…") {
          #expect(throws: Never.self) { try parseJSON5(Array("{ k: \(key.example) }".utf8)) }
        }
      }
    }
  }
}
