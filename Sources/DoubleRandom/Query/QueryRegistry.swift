// The first half of a query: the files as they are, earlier visits, and the plan's rows with ids
// cleaned and frequency rules applied. Where an office keeps its registry in a warehouse already,
// only the statements of this file change.

import Sampling
import Tables

extension QueryScript {
  var loads: String {
    let file = plan.inputs.targets.file
    var parts = [
      "-- 1. The files.",
      engine.load("targets_file", names(targets.header), from: Paths.shortened(file.path)),
    ]
    if let history, let file = plan.inputs.history {
      parts.append(
        engine.load("history_file", names(history.header), from: Paths.shortened(file.path)))
      parts.append(visits(history))
    }
    return parts.joined(separator: "\n")
  }

  /// Earlier visits by target; dates are texts of one form, which sort as dates do.
  private func visits(_ history: ColumnFinder) -> String {
    func cell(_ role: String) -> String {
      guard let index = history.index(role: role) else { return "''" }
      let cell = "coalesce(\(engine.name(name(index, in: history.header))), '')"
      return plan.inputs.history?.trimsCells ?? false ? engine.trimmed(cell) : cell
    }
    let date = cell("date")
    let isCleaned = plan.inputs.history?.cleansDates ?? false
    let day = isCleaned ? "visited_on" : date
    let rows =
      isCleaned
      ? "(SELECT *, \(engine.writtenDate(date)) AS visited_on FROM history_file) AS cleaned"
      : "history_file"
    let first = plan.period.from
    let exempt = plan.frequency.exempt
    let kinds = exempt.isEmpty ? "" : "\n  AND \(cell("visitKind")) NOT IN \(engine.texts(exempt))"
    return """
      -- Earlier visits that count: visits, not matters.
      \(engine.define("visits"))
      SELECT \(cell("id")) AS visited_id,
        count(DISTINCT CASE WHEN \(day) >= '\(Day.first(of: first.year).text)' \
      THEN \(day) END) AS this_year,
        max(\(day)) AS last_visit,
        max(CASE WHEN \(cell("plan")) <> '' THEN \(day) ELSE '' END) AS last_drawn
      FROM \(rows)
      WHERE \(day) < '\(first.text)'\(kinds)
      GROUP BY 1;
      """
  }

  /// What the frequency rules ask of a target's earlier visits.
  private var frequencyTests: [String] {
    let rules = plan.frequency
    let first = plan.period.from
    var tests: [String] = []
    if let cap = rules.cap {
      tests.append("coalesce(this_year, 0) < \(cap) /* visits in \(first.year) */")
    }
    if let days = rules.minimumDays {
      let last = first + -days
      tests.append("coalesce(last_visit, '') <= '\(last.text)' /* \(days) days apart */")
    }
    if let months = rules.notDrawnForMonths {
      // The first day whose visit, so many months on, is after the period's first day.
      var bar = first.adding(months: -months)
      while (bar + -1).adding(months: months) > first { bar = bar + -1 }
      while bar.adding(months: months) <= first { bar = bar + 1 }
      tests.append("coalesce(last_drawn, '') < '\(bar.text)' /* not drawn for \(months) months */")
    }
    return tests
  }

  var registry: String {
    mutating get {
      let idIndex = targets.index(role: "id") ?? 0
      var used = Set([idIndex])
      for task in plan.tasks {
        let names = task.scope.columns.map(\.name) + task.strata + ["status"]
        used.formUnion((names + [task.weight?.column ?? ""]).compactMap(targets.index(named:)))
      }
      let district = targets.index(role: "district")
      var id = "coalesce(\(engine.name(name(idIndex, in: targets.header))), '')"
      if plan.inputs.targets.trimsIDs { id = engine.trimmed(id) }
      if plan.inputs.targets.uppercasesIDs {
        id = "translate(\(id), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')"
      }
      let cells = used.sorted().map { index in
        let name = engine.name(name(index, in: targets.header))
        return "  coalesce(\(name), '') AS \(name)"
      }
      var text = "-- 2. The plan's rows, without those that the frequency rules leave out.\n"
      text += "\(engine.define("registry"))\nSELECT * FROM (\n  SELECT \(id) AS target_id,\n"
      text += cells.map { "  " + $0 }.joined(separator: ",\n") + "\n  FROM targets_file"
      if !plan.district.isEmpty, let district {
        let name = engine.name(name(district, in: targets.header))
        text += "\n  WHERE coalesce(\(name), '') IN \(engine.texts(plan.district))"
      }
      text += "\n) AS own"
      let tests = history == nil ? [] : frequencyTests
      if !tests.isEmpty {
        text += " LEFT JOIN visits ON visited_id = target_id\nWHERE "
        text += tests.joined(separator: "\n  AND ")
      }
      return text + ";"
    }
  }
}
