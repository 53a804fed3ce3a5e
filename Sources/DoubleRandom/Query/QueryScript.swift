// The same draw as a query: a script that loads the registry, applies cleaning, scope and
// exclusions, computes every ticket with the engine's own SHA-256 and returns who is drawn.
//
//   targets_file, history_file   the CSV files as they are
//   registry                     the plan's rows with the id cleaned, minus the frequency rules
//   frame                        one row a task and target in scope, with its ticket
//   sized                        N, n and alternates of the target's stratum
//   placed                       the target's place in the order of its stratum
//
// The first two are in QueryRegistry.swift.
//
// Sizes are computed anew from N by the plan's rules; only totals, whose shares take rounds of
// allocation (draw protocol, section 5), are taken from the record.

import Sampling
import Tables

/// Writes a record's draw as a script for an engine.
///
/// - Parameters:
///   - plan: as the record names it; the script loads its registries by the paths written there.
///   - findings: says why there is none: a column is missing, a header cannot be read, or rows were
///     set aside, which an engine cannot tell from others.
public func queryScript(
  _ record: DrawRecord, _ plan: Plan, engine: QueryEngine, findings: inout Findings
) -> String? {
  if record.setAsideRows > 0 {
    findings.report(
      "query-rows-set-aside", file: plan.inputs.targets.file.display,
      arguments: ["\(record.setAsideRows)"])
    return nil
  }
  if !plan.inputs.targets.parts.isEmpty {
    findings.report("query-of-parts", file: plan.inputs.targets.file.display)
    return nil
  }
  for (role, file) in [("targets", plan.inputs.targets.file), ("history", plan.inputs.history)] {
    guard let file, role == "targets" || !plan.frequency.isEmpty else { continue }
    var plain = TableFormat()
    plain.encoding = file.format.encoding
    if file.format != plain || record.hasOtherEncoding(role) {
      findings.report("query-needs-plain-file", file: file.display)
    }
  }
  if findings.hasErrors { return nil }
  guard let targets = header(of: plan.inputs.targets.file, &findings) else { return nil }
  var history: Header?
  if !plan.frequency.isEmpty, let file = plan.inputs.history {
    history = header(of: file, &findings)
  }
  var script = QueryScript(record, plan, engine, targets: targets, history: history)
  let text = script.text
  findings.merge(script.findings)
  return findings.hasErrors ? nil : text
}

/// The header of a table, without reading the rest.
private func header(of file: InputFile, _ findings: inout Findings) -> Header? {
  final class Nothing: RecordSink {
    func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {}
  }
  var found: Header?
  do {
    _ = try scanTable(at: file.path, format: file.format) {
      (header) throws(TableError) -> Nothing in
      found = header
      throw .headerRefused
    }
  } catch .headerRefused {
    return found
  } catch {
    findings.add(error, of: file, from: file.location.value)
  }
  return found
}

struct QueryScript {
  let record: DrawRecord
  let plan: Plan
  let engine: QueryEngine
  let targets: ColumnFinder
  let history: ColumnFinder?
  let draws: [RecordedDraw]
  var findings = Findings()
  private let hasWeights: Bool
  /// Stratum columns of the task that has most.
  private let strataCount: Int

  init(
    _ record: DrawRecord, _ plan: Plan, _ engine: QueryEngine, targets: Header, history: Header?
  ) {
    (self.record, self.plan, self.engine, draws) = (record, plan, engine, record.draws)
    self.targets = ColumnFinder(
      header: targets, mapping: plan.inputs.targets.file.columns, known: Column.targets)
    self.history = history.map {
      ColumnFinder(
        header: $0, mapping: plan.inputs.history?.columns ?? [:], known: Column.history)
    }
    hasWeights = plan.tasks.contains { $0.weight != nil }
    strataCount = plan.tasks.map(\.strata.count).max() ?? 0
  }

  var text: String {
    mutating get {
      ([head, loads] + [registry] + [frame, sized, placed, result])
        .joined(separator: "\n\n") + "\n"
    }
  }

  // MARK: - Names

  /// A column as the engine knows it: by its header, or by its number where the header is too long
  /// for an identifier, differs from another in case alone, or is a name of ours.
  func name(_ index: Int, in header: Header) -> String {
    let text = header.names[index]
    let own: Set = [
      "target_id", "visited_id", "this_year", "last_visit", "last_drawn", "visited_on",
    ]
    let isTwin = header.names.indices.contains {
      $0 != index && header.names[$0].lowercased() == text.lowercased()
    }
    let isPlain = text.utf8.count <= 63 && !isTwin && !own.contains(text.lowercased())
    return isPlain ? text : "column_\(index + 1)"
  }

  func names(_ header: Header) -> [String] {
    header.names.indices.map { name($0, in: header) }
  }

  private mutating func column(_ name: String, _ location: Location) -> String {
    if let index = targets.index(named: name) {
      return engine.name(self.name(index, in: targets.header))
    }
    findings.unknownColumn(name, targets.header, at: location)
    return "''"
  }

  private mutating func rules(for task: InspectionTask) -> QueryRules {
    var names: [String: String] = [:]
    for (name, location) in task.scope.columns { names[name] = column(name, location) }
    return QueryRules(engine: engine, cleansDates: plan.inputs.targets.file.cleansDates) {
      names[$0] ?? "''"
    }
  }

  /// A text as a comment's line.
  private func comment(_ text: String) -> String {
    "-- " + text.unicodeScalars.map { $0.value < 0x20 ? " " : String($0) }.joined()
  }

  // MARK: - Statements

  private var head: String {
    var lines = [
      "\(plan.id): the draw as a query for \(engine.name), draw protocol \(Version.draw)",
      "written by shuangsuiji \(Version.program) from the record and its plan", "",
      "run it in the folder where it was made: \(engine.invocation)",
      "then: shuangsuiji verify RECORD --against result.csv", "",
    ]
    for input in record.inputs where ["targets", "history"].contains(input.role) {
      lines.append("\(input.role) \(input.file.name): digest \(input.file.digest)")
    }
    lines.append("  split -b 1M --filter=sha256sum FILE | cut -c1-64 | tr -d '\\n' | sha256sum")
    lines.append("seed: its SHA-256 is \(record.seedHash)")
    return lines.map { $0.isEmpty ? "--" : comment($0) }.joined(separator: "\n")
  }

  private var frame: String {
    mutating get {
      var parts: [String] = []
      for (index, task) in plan.tasks.enumerated() {
        parts.append("\(comment("\(task.number) \(task.title)"))\n\(frame(task, index + 1))")
      }
      return "-- 3. The frames: one row a task and target, with the ticket of its stage.\n"
        + "\(engine.define("frame"))\n" + parts.joined(separator: "\nUNION ALL\n") + ";"
    }
  }

  private mutating func frame(_ task: InspectionTask, _ number: Int) -> String {
    let key = engine.hash(engine.text("ssj1|\(record.seedHash)|\(task.stage.name)"))
    var cells = task.strata.map { column($0, task.position) }
    let stratum = cells.isEmpty ? "''" : cells.joined(separator: " || chr(31) || ")
    let label = cells.isEmpty ? "''" : cells.joined(separator: " || '|' || ")
    cells += Array(repeating: "''", count: strataCount - cells.count)
    var columns = ["\(number) AS task", "target_id", "\(stratum) AS stratum", "\(label) AS label"]
    columns += cells.enumerated().map { "\($1) AS s\($0 + 1)" }
    if let weight = task.weight {
      let cell = column(weight.column, task.position)
      columns.append("\(engine.cast(cell, "BIGINT")) + \(weight.plus) AS weight")
    } else if hasWeights {
      columns.append("CAST(1 AS BIGINT) AS weight")
    }
    columns.append("\(engine.hash("\(key) || '|' || target_id")) AS ticket")
    let tests = tests(task)
    let distinct = plan.inputs.targets.mergesRows ? "DISTINCT " : ""
    return "SELECT \(distinct)" + columns.joined(separator: ",\n  ") + "\nFROM registry"
      + (tests.isEmpty ? "" : "\nWHERE " + tests.joined(separator: "\n  AND "))
  }

  private mutating func tests(_ task: InspectionTask) -> [String] {
    var tests: [String] = []
    if !task.scope.isEverything { tests.append(rules(for: task).sql(task.scope)) }
    if !task.exclusions.status.isEmpty {
      let status = column("status", task.position)
      tests.append("\(status) NOT IN \(engine.texts(task.exclusions.status))")
    }
    if !task.exclusions.ids.isEmpty {
      tests.append("target_id NOT IN \(engine.texts(task.exclusions.ids.map(\.id)))")
    }
    return tests
  }

  private var sized: String {
    let rules = QueryRules(engine: engine) { _ in "''" }
    func cases(_ expression: (Int, InspectionTask) -> String) -> String {
      "CASE task\n"
        + plan.tasks.enumerated().map { "      WHEN \($0 + 1) THEN \(expression($0, $1))" }
        .joined(separator: "\n") + "\n    END"
    }
    let sizes = cases { index, task in
      rules.size(task, recorded: index < draws.count ? draws[index].strata : [])
    }
    let weight =
      hasWeights ? ",\n      sum(weight) OVER (PARTITION BY task, stratum) AS weight_sum" : ""
    return """
      -- 4. How many: population is N_h of the target's stratum, n is n_h.
      \(engine.define("sized"))
      SELECT *, \(cases { rules.alternates($1.alternates) }) AS alternates
      FROM (
        SELECT *, \(sizes) AS n
        FROM (
          SELECT *, count(*) OVER (PARTITION BY task, stratum) AS population\(weight)
          FROM frame
        ) AS counted
      ) AS numbered;
      """
  }

  private var placed: String {
    if !hasWeights {
      return """
        -- 5. The order: smaller ticket first.
        \(engine.define("placed"))
        SELECT *, row_number() OVER (PARTITION BY task, stratum ORDER BY ticket, target_id) AS place
        FROM sized;
        """
    }
    let (columns, order) = engine.ratioKey
    let heavy = "PARTITION BY task, stratum ORDER BY weight DESC, ticket, target_id"
    return """
      -- 5. The order. Certainty units first: while n_left * w >= W_left for the largest weight
      --    left, it is taken. The others by ticket over weight, exactly; weight 1: equal chance.
      \(engine.define("placed"))
      SELECT *, row_number() OVER (
        PARTITION BY task, stratum
        ORDER BY certain DESC, CASE WHEN certain = 1 THEN -weight ELSE 0 END,
          CASE WHEN certain = 1 THEN ticket ELSE '' END, \(order.joined(separator: ", ")), ticket,
          target_id) AS place
      FROM (
        SELECT *, min(CASE WHEN before < n AND (n - before) * weight >= weight_sum - weight_before
          THEN 1 ELSE 0 END) OVER (\(heavy) ROWS UNBOUNDED PRECEDING) AS certain
        FROM (
          SELECT *,
            row_number() OVER (\(heavy)) - 1 AS before,
            sum(weight) OVER (\(heavy) ROWS UNBOUNDED PRECEDING) - weight AS weight_before,
            \(columns.joined(separator: ",\n      "))
          FROM sized
        ) AS weighed
      ) AS judged;
      """
  }

  private var result: String {
    let numbers = plan.tasks.enumerated().map {
      " WHEN \($0 + 1) THEN \(engine.text($1.number))"
    }
    let headers = ["任务编号", "抽取层", "抽取序号", "统一社会信用代码", "票号", "名单类别"].map(engine.name)
    return """
      -- 6. Who is drawn, as draw.csv lists them.
      SELECT CASE task\(numbers.joined()) END AS \(headers[0]), label AS \(headers[1]),
        place AS \(headers[2]), target_id AS \(headers[3]), ticket AS \(headers[4]),
        CASE WHEN place <= n THEN '正选' ELSE '备选' END AS \(headers[5])
      FROM placed
      WHERE place <= n + alternates
      ORDER BY task, stratum, place;
      """
  }
}

extension Condition {
  fileprivate var isEverything: Bool {
    if case .all(let parts) = self { parts.isEmpty } else { false }
  }
}
