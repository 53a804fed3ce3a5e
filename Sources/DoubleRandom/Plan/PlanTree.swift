// A plan file with all that it extends, read and merged: the first step of `readPlan`.

import Tables

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
  let known = sources.contains { Paths.shortened($0.path) == Paths.shortened(path) }
  if known || sources.count == Limits.planLayers {
    findings.error(
      known ? "extends-cycle" : "extends-too-deep", at: origin,
      arguments: known ? [name] : ["\(Limits.planLayers)"])
    return nil
  }
  guard let (node, digest) = loadFile(path, name, from: origin, findings: &findings)
  else { return nil }
  sources.append(PlanSource(name: name, path: path, digest: digest))
  guard case .object(let fields) = node.content,
    let base = fields.first(where: { $0.key == "extends" })
  else { return node }
  guard case .string(let baseName) = base.value.content, !baseName.isEmpty else {
    findings.error(
      "wrong-type", at: base.value.location,
      arguments: ["extends", PlanForm.text.rawValue, base.value.form.rawValue])
    return nil
  }
  var own = node
  own.content = .object(fields.filter { $0.key != "extends" })
  return loadLayer(
    Paths.joining(node.folder, baseName), name: baseName, from: base.value.location,
    sources: &sources, findings: &findings)?.overlaid(by: own)
}

private func loadFile(
  _ path: String, _ name: String, from origin: Location?, findings: inout Findings
) -> (node: PlanNode, digest: FileDigest)? {
  let bytes: [UInt8]
  do {
    bytes = try readWholeFile(at: path, limit: Limits.planBytes)
  } catch {
    findings.add(
      error, file: Paths.shortened(path), from: origin, as: .plan,
      named: origin == nil ? nil : name)
    return nil
  }
  if bytes.count > Limits.planBytes {
    findings.add(
      Finding(
        severity: .error, code: "json5-too-large", file: Paths.shortened(path),
        arguments: ["\(Limits.planBytes)"]))
    return nil
  }
  let node: PlanNode
  do {
    node = PlanNode(try parseJSON5(bytes), of: PlanText(bytes, path: path))
  } catch {
    findings.add(
      notAPlan(bytes, path, error)
        ?? Finding(error, file: Paths.shortened(path), source: bytes))
    return nil
  }
  guard case .object = node.content else {
    findings.error("not-a-plan", at: node.location, arguments: [])
    return nil
  }
  return (node, FileDigest(of: bytes))
}

/// A better word for a file that is no plan at all: a table, a page of text, nothing.
private func notAPlan(_ bytes: [UInt8], _ path: String, _ error: JSON5Error) -> Finding? {
  switch error.kind {
  case .unquotedText, .unexpectedCharacter, .unexpectedEnd, .badNumber: break
  default: return nil
  }
  if beginsObject(bytes) { return nil }
  return Finding(
    severity: .error, code: "not-a-plan", file: Paths.shortened(path), line: error.position.line,
    column: error.position.column)
}
