// What a plan declares of a file beside its name. A hint says how to write the file with one key
// more; who copies it must not lose the others.

import Tables

/// A file as a plan declares it.
struct DeclaredFile: Sendable {
  private var name: String
  private var keys: [(key: String, value: PlanNode)]

  /// Nil where it names no file.
  init?(_ node: PlanNode) {
    if case .string = node.content {
      (name, keys) = ("file: \(node.text)", [])
      return
    }
    guard case .object(let fields) = node.content,
      let name = fields.first(where: { ["file", "parts"].contains($0.key) })
    else { return nil }
    self.name = "\(name.key): \(name.value.text)"
    keys = fields.filter { $0.key != name.key }.map { ($0.key, $0.value) }
  }

  private static let opening = "{ file: \"…\", "

  /// A hint in which the object to be written has all that is declared.
  func completed(_ hint: String) -> String {
    guard let start = hint.firstRange(of: DeclaredFile.opening) else { return hint }
    var depth = 1
    let end = hint[start.upperBound...].firstIndex { character in
      depth += character == "{" ? 1 : character == "}" ? -1 : 0
      return depth == 0
    }
    guard let end, let colon = hint[start.upperBound..<end].firstIndex(of: ":") else { return hint }
    let key = String(hint[start.upperBound..<colon])
    let value = hint[colon..<end].dropFirst(2).dropLast()
    var written = keys.map { $0.key == key ? "" : "\(plain($0.key)): \($0.value.text)" }
    let own = keys.firstIndex { $0.key == key }
    let fresh = "\(key): \(own.map { added(value, to: keys[$0].value) } ?? String(value))"
    if let own { written[own] = fresh } else { written.append(fresh) }
    let object = "{ \(([name] + written).joined(separator: ", ")) }"
    return String(hint[..<start.lowerBound]) + visible(object, limit: 4000)
      + String(hint[end...].dropFirst())
  }

  /// Columns one by one beside those that are declared; any other value in place of the old one.
  private func added(_ value: Substring, to old: PlanNode) -> String {
    guard case .object(let fields) = old.content, value.hasPrefix("{ ") else {
      return String(value)
    }
    let role = value.dropFirst(2).prefix { $0 != ":" }
    let others = fields.filter { $0.key != role }.map { "\(plain($0.key)): \($0.value.text)" }
    return "{ \((others + [String(value.dropFirst(2).dropLast(2))]).joined(separator: ", ")) }"
  }
}

extension Findings {
  /// A file of which the plan says nothing but its name.
  mutating func declaring(_ file: InputFile?, _ node: PlanNode) -> InputFile? {
    if let file { declare([file], node) }
    return file
  }
}

/// A key as people write it.
private func plain(_ key: String) -> String {
  key.utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 } && !key.isEmpty
    ? key : JSON.string(key).line
}

extension PlanNode {
  /// The value on one line, as people write it.
  fileprivate var text: String {
    switch content {
    case .array(let values): "[\(values.map(\.text).joined(separator: ", "))]"
    case .object(let fields):
      "{ \(fields.map { "\(plain($0.key)): \($0.value.text)" }.joined(separator: ", ")) }"
    case .number(let text): text
    case .null, .bool, .string: json.line
    }
  }
}

extension JSON {
  fileprivate var line: String { String(decoding: text(indent: false).dropLast(), as: UTF8.self) }
}
