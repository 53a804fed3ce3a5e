// Cells of which it must be said how they are taken: no date or number where a scope asks for one,
// so that the condition does not hold; a blank around a value that decides (吊销 and a blank), so
// that it is another value; a district spelt nearly as a plan's; a status like one that a task
// excludes. And the statuses that there are, to tell a plan's misspelt one.
//
// The one thing to know: one of these belongs to one worker, who sees its batches in ascending
// order; of all workers' first cells the first of the file is reported, whoever saw it. How many
// there are is known of districts, and of dates and numbers, which every row is asked for: other
// rows take the shortcut of their class.

import Tables

/// The first doubtful cell of each column, or of each value where values are few, as one worker
/// saw it.
final class CellDoubts {
  enum Doubt: String {
    case noDate = "date-not-read"
    case noNumber = "number-not-read"
    case outerBlank = "outer-blank-counts"
    case statusAlike = "status-like-excluded"
    /// A district of no plan, which may be spelt nearly as one.
    case district = "district-not-drawn"
  }

  struct Kind: Hashable {
    var column: Int
    var doubt: Doubt
    /// Where each value is told by itself.
    var value: [UInt8] = []
    /// Of a status, the task that excludes one like it.
    var task = 0

    fileprivate func precedes(_ other: Kind) -> Bool {
      (column, doubt.rawValue) != (other.column, other.doubt.rawValue)
        ? (column, doubt.rawValue) < (other.column, other.doubt.rawValue)
        : value != other.value
          ? value.lexicographicallyPrecedes(other.value) : task < other.task
    }
  }

  struct Cell {
    var batch: Int
    var base: Int
    var localLine: Int
    var value: [UInt8]
    /// What is said beside the value.
    var arguments: [String]

    fileprivate func precedes(_ other: Cell) -> Bool {
      (batch, base) < (other.batch, other.base)
    }
  }

  private var first: [Kind: Cell] = [:]
  /// Rows whose cells are no date or number.
  private var rows: [Kind: Int] = [:]
  /// Those of the batch at hand, by where their fields begin: a row may be asked several times.
  private var rowsOfBatch: [Kind: Set<Int>] = [:]
  /// Registration statuses met, as long as they are few.
  private var statuses = ByteTable()
  /// By status, the tasks that exclude one like it, and which.
  private var alike: [[Int: String]] = []
  private(set) var hasStatusAlike = false
  /// The batch at hand.
  var batch = 0 {
    didSet { for kind in rows.keys { rowsOfBatch[kind]?.removeAll(keepingCapacity: true) } }
  }

  /// Notes and counts a cell in which something else was asked, unless it is empty.
  func count(
    _ doubt: Doubt, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields,
    column: Int
  ) {
    let kind = Kind(column: column, doubt: doubt)
    if isEmptyField(bytes, record.range(column, fields)) { return }
    guard rowsOfBatch[kind, default: []].insert(record.base).inserted else { return }
    rows[kind, default: 0] += 1
    note(doubt, bytes, fields, record, column: column)
  }

  /// Notes a cell, unless it is empty.
  func note(
    _ doubt: Doubt, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields,
    column: Int
  ) {
    let kind = Kind(column: column, doubt: doubt)
    if let first = first[kind], (first.batch, first.base) <= (batch, record.base) { return }
    let range = record.range(column, fields)
    let value = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    if !value.isEmpty { note(kind, value, bytes, fields, record) }
  }

  /// Notes a cell of which each value is told by itself.
  fileprivate func note(
    _ doubt: Doubt, ofValue value: [UInt8], _ bytes: Span<UInt8>, _ fields: Span<UInt32>,
    _ record: RecordFields, column: Int, task: Int = 0, _ arguments: [String] = []
  ) {
    let kind = Kind(column: column, doubt: doubt, value: value, task: task)
    if first[kind] == nil { note(kind, value, bytes, fields, record, arguments) }
  }

  private func note(
    _ kind: Kind, _ value: [UInt8], _ bytes: Span<UInt8>, _ fields: Span<UInt32>,
    _ record: RecordFields, _ arguments: [String] = []
  ) {
    var lines = LineCursor(batch: batch)
    first[kind] = Cell(
      batch: batch, base: record.base,
      localLine: lines.line(at: Int(fields[record.base]), bytes), value: value,
      arguments: arguments)
  }

  /// The tasks that exclude a status like that of a cell, and which; of a status met for the first
  /// time they are found out.
  fileprivate func tasksExcludingAlike(
    _ range: Range<Int>, _ bytes: Span<UInt8>, _ tasks: [TaskProgram]
  ) -> [Int: String] {
    guard statuses.count < Limits.statuses else { return [:] }
    let index = Int(intern(range, bytes, &statuses))
    if index < alike.count { return alike[index] }
    let status = String(decoding: statuses.key(Int32(index)), as: UTF8.self)
    var found: [Int: String] = [:]
    for task in tasks.indices {
      found[task] = excludedWord(like: status, tasks[task].task.exclusions.status)
    }
    alike.append(found)
    if !found.isEmpty { hasStatusAlike = true }
    return found
  }

  /// What all workers saw.
  struct Merged {
    /// The first of the file for each kind.
    let first: [(key: Kind, value: Cell)]
    /// Rows whose cells are no date or number.
    let rows: [Kind: Int]
    /// Statuses met; nil where there are too many.
    let statuses: Set<String>?

    init(_ doubts: [CellDoubts]) {
      var first: [Kind: Cell] = [:]
      for (kind, cell) in doubts.flatMap(\.first)
      where first[kind].map({ cell.precedes($0) }) ?? true {
        first[kind] = cell
      }
      self.first = first.sorted { $0.key.precedes($1.key) }
      rows = doubts.map(\.rows).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) }
      var met: Set<String> = []
      for table in doubts.map(\.statuses) {
        for index in 0..<table.count {
          met.insert(String(decoding: table.key(Int32(index)), as: UTF8.self))
        }
      }
      statuses = met.count < Limits.statuses ? met : nil
    }
  }
}

private func isEmptyField(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
  range.isEmpty
    || range.count == 2 && isQuoted(bytes, from: range.lowerBound, to: range.upperBound)
}

private func bare(_ value: String) -> String {
  var bytes = Array(value.utf8)
  trim(&bytes)
  return String(decoding: bytes, as: UTF8.self)
}

/// The excluded word that a value probably means as well: 已注销 and 註銷 for 注销, but not 未注销 or
/// 未被注销.
/// One in blanks is told as such.
func excludedWord(like value: String, _ excluded: [String]) -> String? {
  if excluded.contains(bare(value)) { return nil }
  return excluded.first { mentions(of: $0, in: value).contains(false) }
}

/// Of each place where a status has a word in it, however that is written, whether it denies it.
private func mentions(of word: String, in value: String) -> [Bool] {
  let alike: [Character: Character] = ["註": "注", "銷": "销", "消": "销", "遷": "迁", "業": "业"]
  func plain(_ text: String) -> [Character] { folded(text).map { alike[$0] ?? $0 } }
  let (own, word) = (plain(value), plain(word))
  if word.isEmpty { return [] }
  return own.ranges(of: word).map { own[..<$0.lowerBound].contains(where: "未非不无".contains) }
}

/// Words for what becomes of an enterprise: none of them is another one misspelt.
private let statusWords: Set<String> = [
  "存续", "在业", "在营", "开业", "正常", "迁入", "迁出", "停业", "歇业", "清算", "吊销", "注销", "撤销", "撤消",
]

/// Whether a status that rows have may be what a task's word was meant to be.
private func mayBeMeant(_ status: String, by word: String) -> Bool {
  !(statusWords.contains(word) && statusWords.contains(status))
    && !mentions(of: word, in: status).contains(true)
}

extension SurveyState {
  /// Looks at the cells that decide what becomes of a row: blanks around them.
  func noteCells(_ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>) {
    for column in program.classColumns {
      let range = record.range(column, fields)
      let inner =
        isQuoted(bytes, from: range.lowerBound, to: range.upperBound)
        ? range.lowerBound + 1..<range.upperBound - 1 : range
      if trimmed(bytes, inner) != inner {
        doubts.note(.outerBlank, bytes, fields, record, column: column)
      }
    }
  }

  /// Notes a district of no plan where it is met for the first time.
  func noteDistrict(
    _ column: Int, number: Int, _ record: RecordFields, _ bytes: Span<UInt8>,
    _ fields: Span<UInt32>
  ) {
    guard program.plansOfEveryRow.isEmpty, number < Limits.distinctValues else { return }
    doubts.note(
      .district, ofValue: places.spelling(ofDistrict: number), bytes, fields, record,
      column: column)
  }

  /// Notes the status of a row in a frame whose task excludes one like it.
  func noteStatus(_ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>) {
    guard let column = program.statusColumn else { return }
    let range = record.range(column, fields)
    let tasks = doubts.tasksExcludingAlike(range, bytes, program.tasks)
    if tasks.isEmpty { return }
    let value = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
    for member in standing.members {
      guard let word = tasks[member.task] else { continue }
      doubts.note(
        .statusAlike, ofValue: value, bytes, fields, record, column: column, task: member.task,
        [word])
    }
  }
}

extension MergedSurvey {
  /// Doubtful cells, the first of the file for each column or value.
  var doubtfulCells: [Finding] {
    var rowsOf: [[UInt8]: Int] = [:]
    for (place, count) in places { rowsOf[place.district, default: 0] += count }
    let spellings = DistrictSpellings(program.plans.map(\.plan))
    // A district in blanks is told as one that is not drawn, with its rows.
    let districts = Set(doubts.first.filter { $0.key.doubt == .district }.map(\.key.value))
    return doubts.first.compactMap { kind, cell in
      let text = String(decoding: cell.value, as: UTF8.self)
      switch kind.doubt {
      case .outerBlank
      where districts.contains(cell.value) && spellings.meant(by: text) != nil
        && rowsOf.count <= Limits.distinctValues:
        return nil
      case .outerBlank: return finding(kind, cell, [text])
      case .noDate:
        let written = Day(written: text)
        return finding(
          kind, cell,
          [
            text, "\(doubts.rows[kind, default: 0])",
            written == nil ? "" : program.input.cleaning(with: "dates"),
            nearestDate(text) ?? "", isOfDateForm(text) ? text : "",
          ])
      case .noNumber: return finding(kind, cell, [text, "\(doubts.rows[kind, default: 0])"])
      case .statusAlike: return statusAlike(kind, cell, text)
      case .district:
        if rowsOf.count > Limits.distinctValues { return nil }
        let rows = "\(rowsOf[cell.value, default: 0])"
        if text.isEmpty { return finding(kind, cell, [rows], code: "empty-district") }
        return spellings.meant(by: text).map { finding(kind, cell, [text, $0, rows]) }
      }
    }
  }

  /// A status is told once for each word that tasks exclude, at its first row in their frames.
  private func statusAlike(
    _ kind: CellDoubts.Kind, _ cell: CellDoubts.Cell, _ text: String
  ) -> Finding? {
    let alike = doubts.first.filter {
      ($0.key.doubt, $0.key.value, $0.value.arguments) == (kind.doubt, kind.value, cell.arguments)
    }
    guard doubts.statuses != nil, alike.first?.key == kind else { return nil }
    let first = alike.map(\.value).min { $0.precedes($1) } ?? cell
    var tasks: [String] = []
    for task in alike.map({ program.tasks[$0.key.task].task.key }) where !tasks.contains(task) {
      tasks.append(task)
    }
    return finding(kind, first, [text, tasks.joined(separator: ", ")] + cell.arguments)
  }

  private func finding(
    _ kind: CellDoubts.Kind, _ cell: CellDoubts.Cell, _ arguments: [String], code: String? = nil
  ) -> Finding {
    Finding(
      severity: .warning, code: code ?? kind.doubt.rawValue, file: program.input.file.display,
      line: scan.line(batch: cell.batch, localLine: cell.localLine),
      arguments: [scan.header.names[kind.column]] + arguments)
  }

  /// Statuses that tasks exclude and no row has, where a row has one spelt nearly so of which
  /// nothing is said yet.
  func statusesNotMet() -> [Finding] {
    guard let met = doubts.statuses else { return [] }
    let told = Set(
      doubts.first.filter { $0.key.doubt == .statusAlike }
        .map { String(decoding: $0.key.value, as: UTF8.self) })
    return program.tasks.flatMap { task in
      let excluded = task.task.exclusions.status
      // One in blanks is told as such.
      let others = inByteOrder(met.subtracting(excluded)).filter { !excluded.contains(bare($0)) }
      return excluded.filter { !met.contains($0) }.compactMap { word in
        nearest(word, among: others.filter { mayBeMeant($0, by: word) }).flatMap {
          told.contains($0)
            ? nil
            : Finding(.note, "status-not-met", at: task.task.position, [task.task.key, word, $0])
        }
      }
    }
  }
}
