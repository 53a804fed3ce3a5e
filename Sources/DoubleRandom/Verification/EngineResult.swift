// `verify --against`: what an engine drew, held against a record. The expected rows are those of
// draw.csv beside the record, if its digest is the record's; without it the record alone decides,
// by counts, tickets computed anew and the tickets between which each cut lies.

import Sampling
import Tables

/// A row of a result: one drawn target of one task.
private struct ResultRow {
  struct Key: Hashable {
    var task: String
    var id: String
  }

  var line: Int
  var key: Key
  var rank: String
  var stratum: String?
  var ticket: String?
  var kind: String?
}

/// A result with the headers of its columns.
private struct ResultTable {
  var rows: [ResultRow] = []
  var headers: [String: String] = [:]

  /// Known headers by what stands below them: draw.csv's, and short English ones.
  private static let names = [
    "task": ["任务编号", "task", "number"], "id": ["统一社会信用代码", "id", "target_id", "credit_code"],
    "rank": ["抽取序号", "rank", "place"], "stratum": ["抽取层", "stratum"], "ticket": ["票号", "ticket"],
    "kind": ["名单类别", "list"],
  ]

  /// Reads a result; nil with a finding.
  init?(_ path: String, _ findings: inout Findings) {
    if path.lowercased().hasSuffix(".sql") {
      findings.report("query-not-run", file: path)
      return nil
    }
    guard let table = readTable(at: path, &findings) else { return nil }
    var columns: [String: Int] = [:]
    for (role, names) in ResultTable.names {
      guard let index = names.lazy.compactMap(table.header.index(of:)).first else { continue }
      columns[role] = index
      headers[role] = table.header.names[index]
    }
    guard let task = columns["task"], let id = columns["id"], let rank = columns["rank"] else {
      let missing = ["task", "id", "rank"].filter { columns[$0] == nil }
        .compactMap { ResultTable.names[$0]?[0] }
      let names = table.header.names
      findings.add(
        Finding(
          severity: .error, code: "result-columns-missing", file: path, line: 1,
          // One name is no list of columns, and may be what stands in another file altogether.
          arguments: [
            missing.joined(separator: ", "), names.count > 1 ? names.joined(separator: ", ") : "",
          ]))
      return nil
    }
    for finding in table.report.findings {
      findings.add(Finding(finding, file: path, header: table.header))
    }
    let isForPeople = table.report.hasByteOrderMark
    rows = zip(table.lines, table.rows).map { line, cells in
      func cell(_ column: Int) -> String {
        isForPeople ? restored(cells[column]) : cells[column]
      }
      return ResultRow(
        line: line, key: ResultRow.Key(task: cell(task), id: cell(id)), rank: cell(rank),
        stratum: columns["stratum"].map(cell), ticket: columns["ticket"].map(cell),
        kind: columns["kind"].map(cell))
    }
  }
}

/// Differences shown of one result: whoever mends an engine needs the first few.
private let shownDifferences = 20

/// Holds an engine's result against a record.
///
/// - Parameters:
///   - path: a CSV file with columns for task, id and rank; stratum, ticket and list are compared
///     where they are there. The order of rows is free.
///   - findings: says why there is no answer, and that draw.csv was not at hand.
/// - Returns: the verdict; at most 20 differences.
public func verifyResult(
  at path: String, against record: DrawRecord, recordPath: String, findings: inout Findings
) -> Verdict {
  guard let result = ResultTable(path, &findings), !findings.hasErrors else {
    return .unanswerable
  }
  var found: [Discrepancy]
  if let expected = drawnRows(record, recordPath, &findings) {
    found = differences(result, expected, file: path)
  } else {
    if findings.hasErrors { return .unanswerable }
    findings.report("no-draw-list", file: recordPath, severity: .note)
    found = record.draws.flatMap { differences(result, $0, file: path) }
    let tasks = Set(record.draws.map(\.number))
    found += result.rows.filter { !tasks.contains($0.key.task) }.map { $0.added(file: path) }
  }
  found.sort { ($0.line ?? .max, $0.place) < ($1.line ?? .max, $1.place) }
  return found.isEmpty ? .identical : .differs(Array(found.prefix(shownDifferences)))
}

/// The rows of draw.csv beside the record; nil where there is none, and, with a finding, where it
/// is another one or cannot be read.
private func drawnRows(
  _ record: DrawRecord, _ recordPath: String, _ findings: inout Findings
) -> ResultTable? {
  if recordPath == "-" { return nil }
  let path = Paths.joining(Paths.folder(of: recordPath), "draw.csv")
  let digest: FileDigest
  do throws(TableError) {
    digest = try digestFile(at: path)
  } catch {
    if case .notFound = error { return nil }
    findings.add(error, file: path)
    return nil
  }
  guard digest.hex == record.outputDigest(of: "draw.csv") else {
    findings.error("file-changed", file: Paths.shortened(path), arguments: ["outputs.files"])
    return nil
  }
  return ResultTable(path, &findings)
}

private func differences(
  _ result: ResultTable, _ expected: ResultTable, file: String
) -> [Discrepancy] {
  let known = Dictionary(
    expected.rows.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  var seen: Set<ResultRow.Key> = []
  var found: [Discrepancy] = []
  for row in result.rows {
    guard let other = known[row.key], seen.insert(row.key).inserted else {
      found.append(row.added(file: file))
      continue
    }
    let cells = [
      ("rank", row.rank, other.rank), ("stratum", row.stratum, other.stratum),
      ("ticket", row.ticket, other.ticket), ("kind", row.kind, other.kind),
    ]
    for case (let role, let own?, let wanted?) in cells where own != wanted {
      found.append(
        Discrepancy(
          stage: .draw, file: file, line: row.line,
          place: "column:\(result.headers[role] ?? role)", expected: wanted, found: own))
    }
  }
  for row in expected.rows where !seen.contains(row.key) {
    found.append(
      Discrepancy(
        stage: .draw, file: file, place: "row-missing",
        expected: "\(row.key.task),\(row.rank),\(row.key.id)", found: nil))
  }
  return found
}

extension ResultRow {
  fileprivate func added(file: String) -> Discrepancy {
    Discrepancy(
      stage: .draw, file: file, line: line, place: "row-added", expected: nil,
      found: "\(key.task),\(rank),\(key.id)")
  }
}

// MARK: - From the record alone

/// A list held against the record: tickets computed anew, their order, counts, cut-offs, and who
/// is selected.
func listDifferences(
  at path: String, _ record: DrawRecord, findings: inout Findings
) -> [Discrepancy] {
  guard let result = ResultTable(path, &findings), !findings.hasErrors else { return [] }
  var found = record.draws.flatMap {
    differences(result, $0, file: path) + orderDifferences(result, $0, file: path)
  }
  let tasks = Set(record.draws.map(\.number))
  found += result.rows.filter { !tasks.contains($0.key.task) }.map { $0.added(file: path) }
  return Array(found.prefix(shownDifferences))
}

/// Tickets ascend within a stratum, nobody stands in it twice, and the first n are the selected.
private func orderDifferences(
  _ result: ResultTable, _ draw: RecordedDraw, file: String
) -> [Discrepancy] {
  let rowsOf = Dictionary(
    grouping: result.rows.filter { $0.key.task == draw.number }, by: \.stratum)
  return draw.strata.flatMap { stratum -> [Discrepancy] in
    let rows = rowsOf[stratum.label] ?? []
    return zip(rows.indices, rows).flatMap { index, row -> [Discrepancy] in
      var found: [Discrepancy] = []
      func report(_ role: String, _ expected: String, _ own: String?) {
        found.append(
          Discrepancy(
            stage: .draw, file: file, line: row.line,
            place: "column:\(result.headers[role] ?? role)", expected: expected, found: own))
      }
      let kind = index < stratum.selected ? "正选" : "备选"
      if row.kind != kind { report("kind", kind, row.kind) }
      if !draw.isWeighted, index > 0, let before = rows[index - 1].ticket,
        (row.ticket ?? "") <= before
      {
        report("ticket", "> \(before)", row.ticket)
      }
      return found
    }
  }
}

/// What the record's counts and cut-off tickets say against the rows of one task.
///
/// Who was *not* listed cannot be seen from here: a row that an engine left out, with all its
/// places moved up, shows in the cut-off tickets.
private func differences(
  _ result: ResultTable, _ draw: RecordedDraw, file: String
) -> [Discrepancy] {
  guard let hash = Hash(hex: draw.stageKey) else { return [] }
  let key = TicketKey(hash: hash)
  let rows = result.rows.filter { $0.key.task == draw.number }
  var found: [Discrepancy] = []
  func report(
    _ row: ResultRow?, _ role: String, _ expected: String?, _ own: String?, word: String = "column"
  ) {
    found.append(
      Discrepancy(
        stage: .draw, file: file, line: row?.line,
        place: "\(word):\(result.headers[role] ?? role)", expected: expected, found: own))
  }
  for row in rows {
    let ticket = key.ticket(row.key.id).hex
    if let own = row.ticket, own != ticket { report(row, "ticket", ticket, own) }
  }
  // Without a column of strata, a task of one stratum can still be told.
  let single = draw.strata.count == 1 ? draw.strata[0].label : nil
  let rowsOf = Dictionary(grouping: rows, by: { $0.stratum ?? single })
  for stratum in draw.strata {
    let own = (rowsOf[stratum.label] ?? [])
      .sorted { (Int($0.rank) ?? 0, $0.line) < (Int($1.rank) ?? 0, $1.line) }
    for (index, row) in own.enumerated() where row.rank != "\(index + 1)" {
      report(row, "rank", "\(index + 1)", row.rank)
    }
    if own.count != stratum.selected + stratum.alternates {
      found.append(
        Discrepancy(
          stage: .draw, file: file, line: own.last?.line, place: "rows-of:\(stratum.label)",
          expected: "\(stratum.selected + stratum.alternates)", found: "\(own.count)"))
    }
    for (place, ticket) in [
      (stratum.selected - 1, stratum.lastSelected), (stratum.selected, stratum.firstUnselected),
    ] where own.indices.contains(place) {
      let computed = key.ticket(own[place].key.id).hex
      if let ticket, computed != ticket {
        report(own[place], "id", ticket, computed, word: "ticket-of")
      }
    }
  }
  return found
}
