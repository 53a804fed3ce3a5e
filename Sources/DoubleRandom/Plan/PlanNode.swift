// A plan file as a tree in which every value knows the file and the place where it was written,
// also after `extends` has merged several files into one. Made by `loadPlanTree`, walked by
// `PlanReader`.

import Tables

/// One value of a merged plan.
struct PlanNode: Sendable {
  indirect enum Content: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([PlanNode])
    case object([Field])
  }

  struct Field: Sendable {
    var key: String
    var keyLocation: Location
    var value: PlanNode
  }

  var content: Content
  var location: Location
  /// Folder of the file in which the value stands: relative names start there.
  var folder: String

  init(_ value: JSON5Value, file: String, folder: String) {
    func at(_ position: JSON5Value.Position) -> Location {
      Location(file: file, line: position.line, column: position.column)
    }
    location = at(value.position)
    self.folder = folder
    switch value.kind {
    case .null: content = .null
    case .bool(let bool): content = .bool(bool)
    case .number(let text): content = .number(text)
    case .string(let text): content = .string(text)
    case .array(let values):
      content = .array(values.map { PlanNode($0, file: file, folder: folder) })
    case .object(let members):
      content = .object(
        members.map {
          Field(
            key: $0.key, keyLocation: at($0.keyPosition),
            value: PlanNode($0.value, file: file, folder: folder))
        })
    }
  }

  /// What a reader of messages calls this type.
  var typeName: String {
    switch content {
    case .null: "null"
    case .bool: "true/false"
    case .number: "number"
    case .string: "text"
    case .array: "list"
    case .object: "object"
    }
  }

  /// Lays `other` over this node: objects merge key by key, all else is replaced, and `null`
  /// removes what was inherited.
  func overlaid(by other: PlanNode) -> PlanNode {
    guard case .object(var fields) = content, case .object(let newer) = other.content else {
      return other
    }
    for field in newer {
      let index = fields.firstIndex { $0.key == field.key }
      if case .null = field.value.content {
        if let index { fields.remove(at: index) }
      } else if let index {
        fields[index] = Field(
          key: field.key, keyLocation: field.keyLocation,
          value: fields[index].value.overlaid(by: field.value))
      } else {
        fields.append(field)
      }
    }
    var merged = other
    merged.content = .object(fields)
    return merged
  }

  /// The same tree without places, for the record.
  var json: JSON {
    switch content {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let text): Int(text).map(JSON.int) ?? .string(text)
    case .string(let text): .string(text)
    case .array(let values): .array(values.map(\.json))
    case .object(let fields): .object(fields.map { ($0.key, $0.value.json) })
    }
  }
}

/// A plan file and all it extends, merged.
struct PlanTree {
  var root: PlanNode
  /// The plan first, then what it extends, in that order.
  var sources: [PlanSource]
}

/// Reads a plan file and what it extends.
///
/// - Returns: nil when a file cannot be read or parsed; `findings` then says why.
func loadPlanTree(_ path: String, findings: inout Findings) -> PlanTree? {
  var sources: [PlanSource] = []
  let name = Paths.lastComponent(path)
  guard
    let root = loadLayer(path, name: name, from: nil, sources: &sources, findings: &findings)
  else { return nil }
  return PlanTree(root: root, sources: sources)
}

private func loadLayer(
  _ path: String, name: String, from origin: Location?, sources: inout [PlanSource],
  findings: inout Findings
) -> PlanNode? {
  if sources.contains(where: { $0.path == path }) || sources.count == Limits.planLayers {
    findings.error("extends-cycle", at: origin, arguments: [name])
    return nil
  }
  guard let bytes = readPlanBytes(path, from: origin, findings: &findings) else { return nil }
  sources.append(PlanSource(name: name, path: path, digest: FileDigest(of: bytes)))
  let node: PlanNode
  do {
    node = PlanNode(try parseJSON5(bytes), file: path, folder: Paths.folder(of: path))
  } catch {
    findings.add(Finding(error, file: path, source: bytes))
    return nil
  }
  guard case .object(let fields) = node.content else {
    findings.error("wrong-type", at: node.location, arguments: ["plan", "object", node.typeName])
    return nil
  }
  guard let base = fields.first(where: { $0.key == "extends" }) else { return node }
  guard case .string(let baseName) = base.value.content else {
    findings.error(
      "wrong-type", at: base.value.location, arguments: ["extends", "text", base.value.typeName])
    return nil
  }
  var own = node
  own.content = .object(fields.filter { $0.key != "extends" })
  return loadLayer(
    Paths.joining(node.folder, baseName), name: baseName, from: base.value.location,
    sources: &sources, findings: &findings)?.overlaid(by: own)
}

private func readPlanBytes(
  _ path: String, from origin: Location?, findings: inout Findings
) -> [UInt8]? {
  do {
    return try readWholeFile(at: path, limit: Limits.planBytes)
  } catch {
    findings.add(error, file: path, from: origin)
    return nil
  }
}
