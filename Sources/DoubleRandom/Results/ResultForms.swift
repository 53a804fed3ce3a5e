// Filled forms as files: whether each is a form at all, which of its rows are none of the plans',
// and its cells as they were meant. Spreadsheets rewrite dates (2026/10/9) and take marks for text;
// both are undone here, and nothing else is.

import Tables

/// A filled form as it was read; its findings are merged already.
struct FilledForm: Sendable {
  var file: String
  var table: SmallTable
}

/// Reads forms, and says which of their rows are none of the plans'.
///
/// - Parameter ledgers: of the plans, which know what was drawn beside them.
func readForms(
  _ paths: [String], of plans: [String], _ ledgers: [Ledger], _ findings: inout Findings
) -> [FilledForm] {
  paths.compactMap { path in
    var own = Findings()
    let read = SmallTable(
      InputFile(name: path, path: path), known: Column.results,
      required: ["number", "id", "item", "date", "result"], isOfPeople: true, findings: &own)
    guard var table = read else {
      findings.reportUnreadForm(path, own)
      return nil
    }
    table.reportOtherColumns(&own)
    if own.count(.warning) > 0 { findings.merge(own.ofForm) }
    if table.facts.encoding != .utf8 {
      findings.report(
        "form-encoding", file: path, arguments: [table.facts.encoding.rawValue], severity: .note)
    }
    var rows = ResultRows(table: table)
    rows.reportStrays(but: plans, ledgers)
    findings.merge(rows.table.findings.ofForm)
    table.findings = Findings()
    return FilledForm(file: path, table: table)
  }
}

extension Findings {
  /// - Parameter own: why a form could not be read, as of any table.
  fileprivate mutating func reportUnreadForm(_ path: String, _ own: Findings) {
    // What a plan could do about its columns is no help here.
    let missing = own.kept.filter { $0.code == "missing-column" }.map { $0.arguments[0] }
    if own.haveNoHeader {
      // Of the rows below a title nothing else is to be said.
      merge(own.only(["header-elsewhere", "header-missing"]).ofForm)
    } else if missing.isEmpty {
      merge(own.ofForm)
    } else {
      report("not-a-form", file: path, arguments: [missing.joined(separator: "、")])
    }
  }
}

extension Ledger {
  /// The last line that declares a draw of a plan void.
  func lastVoidLine(ofPlan id: String) -> Int? {
    entries.filter { $0.kind == .draw && $0.text("plan") == id }.compactMap(voidLine).max()
  }
}

/// The cells of one file, without the marks that our own CSV gives them.
struct ResultRows {
  var table: SmallTable

  func text(_ row: SmallTable.Row, _ role: String) -> String {
    let text = restored(table.cell(row, role))
    return role == "note" ? text : trimmed(text)
  }

  /// Blanks around a word that is to be found in a list say nothing.
  private func trimmed(_ text: String) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  func hasNoteAlone(_ row: SmallTable.Row) -> Bool {
    ["date", "result", "published"].allSatisfy { text(row, $0).isEmpty }
  }

  func isBlank(_ row: SmallTable.Row) -> Bool {
    hasNoteAlone(row) && text(row, "note").isEmpty
  }

  /// Says which rows are none of the plans', once of each plan that they are of.
  fileprivate mutating func reportStrays(but plans: [String], _ ledgers: [Ledger]) {
    var strays: [String: [SmallTable.Row]] = [:]
    for row in table.rows {
      let plan = text(row, "plan")
      if isBlank(row) {
        reportSum(row)
        continue
      }
      if plan.isEmpty, plans.count > 1 {
        table.error("result-without-plan", row, "plan", "")
      } else if !plan.isEmpty, !plans.contains(plan) {
        strays[plan, default: []].append(row)
      }
    }
    for (plan, rows) in strays {
      let lines = rows.prefix(Findings.unfoldedCount).map { "\($0.line)" }
      let more = rows.count > lines.count ? ["…"] : []
      let void = ledgers.lazy.filter { $0.draw(ofPlan: plan) == nil }
        .compactMap { $0.lastVoidLine(ofPlan: plan) }.first
      table.report(
        .warning, void == nil ? "result-of-other-plan" : "result-of-void-draw", rows[0], "plan",
        [plan, "\(rows.count)", (lines + more).joined(separator: ", ")]
          + (void.map { ["\($0)"] } ?? []))
    }
  }

  /// Says of a row with no result in it that it is a sum.
  private mutating func reportSum(_ row: SmallTable.Row) {
    for role in ["plan", "number", "id", "name"] {
      let text = text(row, role)
      if isSum(Array(text.utf8)) {
        return table.report(.note, "result-sum-row", row, role, [text])
      }
    }
  }

  func list(_ row: SmallTable.Row, _ role: String) -> [String] {
    text(row, role).split(whereSeparator: { $0 == ";" || $0 == "；" })
      .map { trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  /// What stands between other marks than those of lists, with ours between; empty where some of
  /// it is not known.
  func divided(_ text: String, isKnown: (String) -> Bool) -> String {
    let parts = text.split { "、，,/／ 　".contains($0) }.map { trimmed(String($0)) }
    return parts.count > 1 && parts.allSatisfy(isKnown) ? parts.joined(separator: "；") : ""
  }

  /// As forms have it, or as spreadsheets rewrite it.
  mutating func day(_ row: SmallTable.Row, _ role: String) -> Day? {
    let text = text(row, role)
    if text.isEmpty { return nil }
    if let day = Day(written: text) { return day }
    table.error("bad-date-cell", row, role, text, nearestDate(text) ?? "")
    return nil
  }

  /// Official results, in the order of their list; nil where a word is none.
  mutating func results(_ row: SmallTable.Row) -> [InspectionResult]? {
    let words = list(row, "result")
    var results: [InspectionResult] = []
    for word in words {
      guard let result = InspectionResult(named: word) else {
        table.error(
          "unknown-result", row, "result", word,
          nearest(word, among: InspectionResult.words) ?? "",
          InspectionResult.allCases.map(\.rawValue).joined(separator: "、"),
          divided(word) { InspectionResult(named: $0) != nil })
        continue
      }
      if !results.contains(result) { results.append(result) }
    }
    if results.contains(.nothingFound), results.count > 1 {
      let others = InspectionResult.allCases.filter { $0 != .nothingFound && results.contains($0) }
      table.error(
        "result-contradiction", row, "result", words.joined(separator: "；"),
        others.map(\.rawValue).joined(separator: "；"))
      return nil
    }
    if results.count < words.count, results.isEmpty { return nil }
    return InspectionResult.allCases.filter(results.contains)
  }
}
