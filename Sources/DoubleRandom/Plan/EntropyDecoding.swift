// The `entropy` of a plan: the named future sources of the seed, in the order in which their lines
// will stand in the transcript. Plans that are never committed need none.

extension PlanReader {
  mutating func entropy(
    _ node: PlanNode, _ path: String, before first: Day?
  ) -> [EntropySource]? {
    guard case .array(let nodes) = node.content else {
      wrongType(node, path, expected: .objects)
      return nil
    }
    var sources: [EntropySource] = []
    for (index, node) in nodes.enumerated() {
      guard let source = entropySource(node, "\(path)[\(index)]", inherited: nil) else { continue }
      if sources.contains(where: { $0.name == source.name }) {
        error("repeated-value", node.location, path, source.name)
      }
      if let first, source.lastDate >= first {
        error(
          "entropy-after-visits", node.location, "\(path)[\(index)]", source.lastDate.text,
          first.text)
      }
      sources.append(source)
    }
    return sources
  }

  /// - Parameter inherited: of a fallback, the format of the source that it stands in for.
  private mutating func entropySource(
    _ node: PlanNode, _ path: String, inherited: EntropyFormat?
  ) -> EntropySource? {
    guard var cursor = object(node, path) else { return nil }
    let name = required(&cursor, "name") { $0.entropyName($1, $2) }
    let format =
      inherited != nil && !cursor.has("format")
      ? inherited : required(&cursor, "format") { $0.entropyFormat($1, $2) }
    let date = required(&cursor, "date") { $0.day($1, $2) }
    var fallback = EntropySource.Fallback.none
    if inherited == nil {
      let other = required(&cursor, "fallback") {
        $0.entropySource($1, $2, inherited: format ?? EntropyFormat("N"))
      }
      if let other { fallback = .source(other) }
    }
    cursor.close(&findings)
    guard let name, let format, let date else { return nil }
    if case .source(let other) = fallback, other.name == name {
      error("repeated-value", node.location, "\(path).fallback", name)
    }
    return EntropySource(name: name, format: format, date: date, fallback: fallback)
  }

  /// A name begins its line in a text file: one line, no space at either end.
  private mutating func entropyName(_ node: PlanNode, _ path: String) -> String? {
    guard let name = text(node, path) else { return nil }
    let isPrintable = name.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value)
    }
    if isPrintable, !name.hasPrefix(" "), !name.hasSuffix(" "), name.utf8.count <= 200 {
      return name
    }
    error("bad-entropy-name", node.location, path)
    return nil
  }

  private mutating func entropyFormat(_ node: PlanNode, _ path: String) -> EntropyFormat? {
    guard let text = text(node, path) else { return nil }
    if let format = EntropyFormat(text) { return format }
    error("bad-entropy-format", node.location, path, text)
    return nil
  }
}
