// Findings as text, in the form of a compiler's messages:
//
//   plans/110105.json5:12:5: error: [unknown-key] unknown key “quanttity”
//       quanttity: "3%",
//       ^
//     hint: did you mean “quantity”?
//
// The caret stands right under its character also behind Chinese text, whose characters are two
// columns wide. Nothing from an input reaches the terminal raw: what is invisible is written out.

extension Findings {
  /// All that is to be shown, by file, line and column; empty without findings.
  ///
  /// Of one code on one column of a file the first five are shown, then how many more there are.
  public func text(_ language: Language, isColored: Bool = false) -> String {
    let style = DiagnosticStyle(language: language, isColored: isColored)
    var result = ""
    var shownCounts: [Kind: Int] = [:]
    for finding in shown({ Array($0.kept.prefix($0.unfoldedCount)) }) {
      result += style.render(finding, hint: hint(finding, language))
      let kind = Kind(finding)
      let shownCount = shownCounts[kind, default: 0] + 1
      shownCounts[kind] = shownCount
      if let group = groups[kind], shownCount == group.unfoldedCount, group.count > shownCount {
        result += style.folded(kind, group.count - shownCount)
      }
    }
    return result + hidden(shownCounts, style)
  }

  /// For files with more kinds of findings than are shown: how many stand nowhere above.
  private func hidden(_ shownCounts: [Kind: Int], _ style: DiagnosticStyle) -> String {
    var counts: [String: Int] = [:]
    for (kind, group) in groups {
      let shownCount = shownCounts[kind, default: 0]
      if shownCount < min(group.count, group.unfoldedCount) {
        counts[kind.file, default: 0] += group.count - shownCount
      }
    }
    return counts.sorted { $0.key < $1.key }.map(style.hidden).joined()
  }

  /// `2 errors, 1 warning`; empty without errors and warnings.
  public func summary(_ language: Language) -> String {
    let parts = [Finding.Severity.error, .warning].compactMap { severity -> String? in
      let number = count(severity)
      guard number > 0 else { return nil }
      let name = severity.name(language)
      return language == .zh ? "\(number) 个\(name)" : "\(number) \(name)\(number == 1 ? "" : "s")"
    }
    return parts.joined(separator: language == .zh ? "，" : ", ")
  }
}

extension Finding.Severity {
  func name(_ language: Language) -> String {
    switch (self, language) {
    case (.error, .en): "error"
    case (.warning, .en): "warning"
    case (.note, .en): "note"
    case (.error, .zh): "错误"
    case (.warning, .zh): "警告"
    case (.note, .zh): "提示"
    }
  }
}

private struct DiagnosticStyle {
  var language: Language
  var isColored: Bool

  func render(_ finding: Finding, hint: String?) -> String {
    var result = place(finding) + " "
    result += colored(
      finding.severity.name(language) + (language == .zh ? "：" : ":"), of: finding.severity)
    result += "\(language == .zh ? "" : " ")[\(finding.code)] \(finding.message(language))\n"
    if let excerpt = finding.excerpt {
      let (line, pad) = excerptAndPad(excerpt, column: finding.column)
      result += "    \(line)\n"
      if let pad { result += "    \(pad)\(colored("^", of: finding.severity))\n" }
    }
    if let hint {
      result += language == .zh ? "  建议：\(hint)\n" : "  hint: \(hint)\n"
    }
    return result
  }

  private func place(_ finding: Finding) -> String {
    [finding.line, finding.column].reduce(visible(finding.file, limit: 400) + ":") { text, number in
      number.map { "\(text)\($0):" } ?? text
    }
  }

  func folded(_ kind: Findings.Kind, _ count: Int) -> String {
    let column = kind.column.map { visible($0, limit: 60) }
    switch language {
    case .en: return "  … \(count) more [\(kind.code)]\(column.map { " in column \($0)" } ?? "")\n"
    case .zh: return "  … \(column.map { "“\($0)”列" } ?? "")另有 \(count) 处 [\(kind.code)]\n"
    }
  }

  func hidden(_ file: String, _ count: Int) -> String {
    let name = visible(file, limit: 400)
    return language == .zh
      ? "\(name)：另有 \(count) 处问题未列出\n" : "\(name): \(count) more findings are not shown\n"
  }

  private func colored(_ text: String, of severity: Finding.Severity) -> String {
    guard isColored else { return text }
    let code =
      switch severity {
      case .error: "1;31"
      case .warning: "1;33"
      case .note: "1;36"
      }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

// MARK: - Excerpts

/// Columns of an excerpt, and of those before the caret when the line is longer.
private let excerptWidth = 100
private let excerptLead = 60

/// The visible line, cut around the column where it is long, and the blanks that bring a caret
/// under that column (nil without a column, or with one beyond the line's end by more than one).
private func excerptAndPad(_ excerpt: String, column: Int?) -> (line: String, pad: String?) {
  let scalars = Array(excerpt.unicodeScalars.prefix { $0 != "\n" && $0 != "\r" })
  let target = column.map { $0 - 1 }.flatMap { 0...scalars.count ~= $0 ? $0 : nil }
  var start = 0
  let leadWidth = scalars[..<(target ?? 0)].reduce(0) { $0 + visibleWidth($1) }
  if leadWidth > excerptLead, let target {
    var kept = 0
    start = target
    while start > 0, kept + visibleWidth(scalars[start - 1]) <= excerptLead {
      start -= 1
      kept += visibleWidth(scalars[start])
    }
  }
  var line = start > 0 ? "…" : ""
  var pad = start > 0 ? " " : ""
  var used = 0
  for (index, scalar) in scalars.enumerated().dropFirst(start) {
    let width = visibleWidth(scalar)
    if used + width > excerptWidth {
      line += "…"
      break
    }
    used += width
    line += visible(scalar)
    if let target, index < target { pad += String(repeating: " ", count: width) }
  }
  return (line, target == nil ? nil : pad)
}
