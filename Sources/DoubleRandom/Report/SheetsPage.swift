// Visit sheets (检查通知、现场检查单) for inspectors: one sheet of A4 a visit, made from plan.csv, and
// from replacements.csv where targets were replaced, when somebody asks. They name targets and
// officers, so they are no part of a draw's folder, and with half a million visits they would
// outweigh it.

import Tables

/// Reads the plan's list beside a record and makes its sheets.
///
/// - Parameter recordPath: where the record stands.
/// - Returns: nil with a finding when the list is missing, malformed or not the record's.
public func sheetsPage(
  _ facts: ReportFacts, recordPath: String, findings: inout Findings
) -> [UInt8]? {
  let path = Paths.joining(Paths.folder(of: recordPath), "plan.csv")
  let table: TextTable
  do {
    table = try readTable(at: path)
  } catch {
    findings.add(error, file: Paths.shortened(path))
    return nil
  }
  guard
    facts.tables.contains(where: {
      $0.name == "plan.csv" && $0.digest == table.report.digest.hex
    })
  else {
    findings.report("output-changed", file: Paths.shortened(path))
    return nil
  }
  var visits = SheetVisits(cells(of: table))
  let sheet = Paths.joining(Paths.folder(of: recordPath), ReplacementSheet.fileName)
  do {
    let replacements = try readTable(at: sheet)
    for row in cells(of: replacements) { visits.follow(row) }
  } catch .notFound {
    // Nobody was replaced.
  } catch {
    findings.add(error, file: Paths.shortened(sheet))
    return nil
  }
  checkReplacements(sheet, of: facts, recordPath: recordPath, &findings)
  return findings.hasErrors ? nil : sheetsPage(facts, visits.all)
}

/// The ledger holds the hash of replacements.csv after each replacement; a sheet that was altered
/// or deleted since would send inspectors to whom nobody drew.
private func checkReplacements(
  _ sheet: String, of facts: ReportFacts, recordPath: String, _ findings: inout Findings
) {
  let path = Paths.joining(Paths.joining(Paths.folder(of: recordPath), ".."), Ledger.fileName)
  let shown = Paths.shortened(path)
  do {
    let record = PieceDigest(of: try readWholeFile(at: recordPath)).hex
    guard let ledger = Ledger(try readBoundedFile(at: path), file: shown, findings: &findings)
    else { return }
    guard let entry = ledger.draw(ofRecord: record) ?? ledger.draw(ofPlan: facts.plan.id) else {
      return findings.report("replacements-not-checked", file: shown, severity: .warning)
    }
    let known = ledger.replacements(of: entry).last?.text("sheet")
    let found = readIfThere(sheet, &findings).map { PieceDigest(of: $0).hex }
    if known != found {
      findings.report("replacements-changed", file: Paths.shortened(sheet))
    }
  } catch .notFound {
    findings.report("replacements-not-checked", file: shown, severity: .warning)
  } catch {
    findings.add(error, file: shown)
  }
}

/// A table's cells by column. Only a table for people protects cells with a sign before them; in a
/// plain one the sign is the cell's own.
private func cells(of table: TextTable) -> [[String: String]] {
  let isForPeople = table.report.hasByteOrderMark
  return table.rows.map { row in
    Dictionary(
      zip(table.header.names, isForPeople ? row.map(restored) : row),
      uniquingKeysWith: { first, _ in first })
  }
}

/// The visits of plan.csv, their cells by column, as replacements leave them.
struct SheetVisits {
  private static let (id, task) = ("统一社会信用代码", "任务编号")
  private(set) var all: [[String: String]]
  /// Visits whose target left, by its id: a row of replacements.csv is one of its tasks.
  private var left: [String: (visit: [String: String], place: Int)] = [:]

  init(_ visits: [[String: String]]) { all = visits }

  /// Follows one row of replacements.csv: the target that left has no visit any more, and the one
  /// that took its place, if any, has the visit that the row describes.
  mutating func follow(_ row: [String: String]) {
    let gone = row["原" + SheetVisits.id] ?? ""
    if let place = position(gone) { left[gone] = (all.remove(at: place), place) }
    guard let next = row[SheetVisits.id], !next.isEmpty else { return }
    if let known = position(next) { return describe(known, row) }
    let (old, place) = left[gone] ?? ([:], all.count)
    var visit = old
    visit[SheetVisits.task] = ""
    let isSameTeam = ["组长执法证号", "计划检查日期"].allSatisfy { old[$0] == row[$0] }
    if !isSameTeam { visit["检查组编号"] = "" }
    all.insert(visit, at: min(place, all.count))
    describe(min(place, all.count - 1), row)
  }

  private func position(_ id: String) -> Int? { all.firstIndex { $0[SheetVisits.id] == id } }

  /// Takes over what a row says of a visit; its task comes to those that there are.
  private mutating func describe(_ index: Int, _ row: [String: String]) {
    let tasks = [all[index][SheetVisits.task], row[SheetVisits.task]].compactMap(\.self)
    for (column, cell) in row { all[index][column] = cell }
    all[index][SheetVisits.task] = joined(tasks.filter { !$0.isEmpty })
  }
}

/// - Parameter visits: the cells of plan.csv by column, in its order.
func sheetsPage(_ facts: ReportFacts, _ visits: [[String: String]]) -> [UInt8] {
  let sheets = visits.map { Sheet(plan: facts.plan, cells: $0).markup }
  let count = "\(facts.plan.title) · 现场检查单（\(visits.count) 户）"
  return document(
    title: count, language: "zh-CN",
    style: Stylesheet.common + Stylesheet.sheets + "@page { size: A4; margin: 14mm 16mm; }\n",
    "<h1 class=\"screen\">\(count)</h1>\n" + sheets.joined())
}

/// One visit.
private struct Sheet {
  let plan: Plan
  let cells: [String: String]

  private subscript(_ column: String) -> String { cells[column] ?? "" }

  private func parts(_ column: String) -> [String] {
    self[column].split(separator: "；").map(String.init)
  }

  var markup: Markup {
    """
    <article>
    <p class="authority">\(plan.authority)</p>
    <h2>双随机抽查检查通知（现场检查单）</h2>
    <p class="number"><span>检查序号：\(self["计划编号"]) — \(self["检查序号"])</span>\
    <span>\(group)</span></p>
    \(target)\(items)\(results)\(signatures)</article>

    """
  }

  private var group: String {
    self["检查组编号"].isEmpty ? "" : "检查组：第 \(self["检查组编号"]) 组"
  }

  private var target: Markup {
    """
    <table class="form"><caption>检查对象和检查组</caption><tbody>
    \(row("检查对象", self["企业名称"]))\(row("信用代码", self["统一社会信用代码"], "管辖单位", self["管辖单位"]))\
    \(row("住所", self["住所"]))\(row("任务编号", self["任务编号"]))\
    \(row("计划日期", self["计划检查日期"], "公示截止", self["公示截止日期"]))\(row("执法人员", officers))</tbody></table>

    """
  }

  private func row(_ name: String, _ value: String) -> Markup {
    "<tr><th scope=\"row\">\(name)</th><td colspan=\"3\">\(value)</td></tr>\n"
  }

  private func row(_ name: String, _ value: String, _ other: String, _ more: String) -> Markup {
    "<tr><th scope=\"row\">\(name)</th><td>\(value)</td><th scope=\"row\">\(other)</th>"
      + "<td>\(more)</td></tr>\n"
  }

  private var officers: String {
    if self["组长姓名"].isEmpty { return "（未匹配）" }
    let members = zip(parts("组员姓名"), parts("组员执法证号")).map { "\($0)（执法证号 \($1)）" }
    return (["组长 \(self["组长姓名"])（执法证号 \(self["组长执法证号"])）"] + members)
      .joined(separator: "；组员 ")
  }

  private var items: Markup {
    let rows = parts("抽查事项").enumerated().map { index, item -> Markup in
      """
      <tr><td class="c">\(index + 1)</td><th scope="row">\(item)</th><td class="c">□</td>\
      <td class="c">□</td><td></td></tr>

      """
    }
    return """
      <table class="form items"><caption>抽查事项</caption>
      <thead><tr><th scope="col">序号</th><th scope="col">抽查事项</th>\
      <th scope="col">未发现问题</th><th scope="col">发现问题</th><th scope="col">说明</th></tr></thead>
      <tbody>
      \(rows)</tbody></table>

      """
  }

  private var results: Markup {
    """
    <table class="form"><caption>检查结果</caption><tbody>
    <tr><th scope="row">结果<br>（可多选，注明序号）</th><td class="boxes">\
    \(InspectionResult.allCases.map { "<span>□ \($0.rawValue)</span> " as Markup })</td></tr>
    <tr class="room"><th scope="row">情况记录</th><td></td></tr>
    </tbody></table>

    """
  }

  private var signatures: Markup {
    let count = max(2, 1 + parts("组员姓名").count)
    let names = (1...count).map { _ in "<td>执法人员（签字）</td>" as Markup }
    return """
      <table class="form sign"><caption>签字</caption><tbody>
      <tr>\(names)<td>检查对象（签字、盖章）</td><td>检查日期</td></tr>
      </tbody></table>
      <p class="foot">执法人员不少于两人，检查时应当主动出示执法证件；与检查对象有利害关系的，应当回避。</p>

      """
  }
}
