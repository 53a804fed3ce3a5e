// The JSON Schema (2020-12) of plan files, for editors: made from the table of keys.
//
// The one thing to know: a schema sees one file, and files that extend one another are laid over
// each other object by object. So objects that may be merged require nothing and let `null` take a
// key away; only a file that has an id and extends nothing must be whole by itself.

import Tables

/// The schema, with explanations in English and Chinese.
public func planSchema() -> JSON {
  let mergeable = mergeableShapes()
  let shapes = PlanShape.all.map { shape in
    (shape.name, schema(shape, isMergeable: mergeable.contains(shape.name)))
  }
  let isWhole: JSON = .object([
    ("required", .array(["id"])), ("not", .object([("required", .array(["extends"]))])),
  ])
  return .object([
    ("$schema", "https://json-schema.org/draft/2020-12/schema"),
    ("title", "shuangsuiji plan · 双随机抽查计划"),
    ("description", "A plan file (JSON5) of shuangsuiji.\n双随机抽查计划文件（JSON5）。"),
    ("$ref", "#/$defs/plan"), ("if", isWhole), ("then", requirements(.object("plan")) ?? true),
    ("$defs", .object(shapes)),
  ])
}

/// Names of the shapes that stand in a plan outside of every list: those that merge key by key.
private func mergeableShapes() -> Set<String> {
  var found: Set<String> = []
  func walk(_ value: PlanValue) {
    switch value {
    case .object(let name):
      guard found.insert(name).inserted else { return }
      let shape = PlanShape.named(name)
      (shape.keys.map(\.value) + [shape.others].compactMap { $0 }).forEach(walk)
    case .map(_, let value): walk(value)
    case .either(let values): values.forEach(walk)
    default: break
    }
  }
  walk(.object("plan"))
  return found
}

private func schema(_ shape: PlanShape, isMergeable: Bool) -> JSON {
  let own = shape.keys.map { key in
    let value = schema(key.value)
    let members = members(isMergeable ? orNull(value) : value)
    return (key.name, JSON.object([("description", .string(explanation(key)))] + members))
  }
  // A plan that turns to another form takes the keys of the inherited one away.
  let removed = isMergeable ? keysOfOtherForms(than: shape) : []
  let properties = own + removed.map { ($0, .object([("type", "null")])) }
  var result: [(String, JSON)] = [
    ("title", .string("\(shape.english) · \(shape.chinese)")), ("type", "object"),
    ("properties", .object(properties)),
    (
      "additionalProperties",
      shape.others.map { isMergeable ? orNull(schema($0)) : schema($0) } ?? false
    ),
  ]
  if !isMergeable {
    let required = shape.keys.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { result.append(("required", .array(required))) }
    if !shape.oneOf.isEmpty {
      let ways = shape.oneOf.map { JSON.object([("required", .array([.string($0)]))]) }
      result.append(("oneOf", .array(ways)))
    }
  }
  return .object(result)
}

/// Keys that only the other objects have which may stand in the place of one of this shape.
private func keysOfOtherForms(than shape: PlanShape) -> [String] {
  var names: [String] = []
  for key in PlanShape.all.flatMap(\.keys) {
    guard case .either(let forms) = key.value else { continue }
    let shapes = forms.compactMap { form in
      if case .object(let name) = form { PlanShape.named(name) } else { nil }
    }
    guard shapes.contains(where: { $0.name == shape.name }) else { continue }
    for name in shapes.flatMap(\.keys).map(\.name)
    where !names.contains(name) && !shape.keys.contains(where: { $0.name == name }) {
      names.append(name)
    }
  }
  return names
}

private func explanation(_ key: PlanKey) -> String {
  let isNeeded = key.isRequired ? (" (required)", "（必填）") : ("", "")
  return "\(key.english)\(isNeeded.0)\n\(key.chinese)\(isNeeded.1)\n\(key.name): \(key.example)"
}

private func members(_ schema: JSON) -> [(String, JSON)] {
  if case .object(let members) = schema { return members }
  return []
}

private func orNull(_ schema: JSON) -> JSON {
  .object([("anyOf", .array([schema, .object([("type", "null")])]))])
}

private func schema(_ value: PlanValue) -> JSON {
  switch value {
  case .text(nil): .object([("type", "string"), ("minLength", 1)])
  case .text(let pattern?): text(pattern)
  case .flag: .object([("type", "boolean")])
  case .number(let range):
    .object([
      ("type", "integer"), ("minimum", .int(range.lowerBound)),
      ("maximum", .int(range.upperBound)),
    ])
  case .decimal: .object([("type", "number")])
  case .ratio: text("^(\\d+(\\.\\d+)?%?|\\d+/\\d+)$")
  case .date: text("^\\d{4}-\\d{2}-\\d{2}$")
  case .words(let words): .object([("enum", .array(words.map(JSON.string)))])
  case .several(let value): several(value)
  case .object(let name): .object([("$ref", .string("#/$defs/\(name)"))])
  case .map(let keys, let value):
    .object(
      [("type", "object")]
        + (keys.map { [("propertyNames", schema(.words($0)))] } ?? [])
        + [("additionalProperties", orNull(schema(value)))])
  case .list(let value): .object([("type", "array"), ("items", schema(value))])
  case .either(let values): .object([("anyOf", .array(values.map { schema($0) }))])
  }
}

private func text(_ pattern: String) -> JSON {
  .object([("type", "string"), ("pattern", .string(pattern))])
}

/// In a list a text may be empty: cells are.
private func several(_ value: PlanValue) -> JSON {
  var one = schema(value)
  if case .text(nil) = value { one = .object([("type", "string")]) }
  return .object([
    (
      "anyOf",
      .array([
        one, .object([("type", "array"), ("items", one), ("uniqueItems", true)]),
      ])
    )
  ])
}

/// What a value of a whole plan must have besides; nil where that is nothing.
private func requirements(_ value: PlanValue) -> JSON? {
  switch value {
  case .object(let name):
    let shape = PlanShape.named(name)
    let required = shape.keys.filter(\.isRequired).map { JSON.string($0.name) }
    // A condition within a condition requires nothing.
    let deeper =
      name == "condition"
      ? []
      : shape.keys.compactMap { key in
        requirements(key.value).map { (key.name, $0) }
      }
    if required.isEmpty && deeper.isEmpty { return nil }
    return .object(
      (required.isEmpty ? [] : [("required", .array(required))])
        + (deeper.isEmpty ? [] : [("properties", .object(deeper))]))
  case .map(_, let value):
    return requirements(value).map { .object([("additionalProperties", $0)]) }
  case .either(let values):
    let objects = values.filter { if case .object = $0 { true } else { false } }
    return objects.count == 1 ? requirements(objects[0]) : nil
  default: return nil
  }
}
