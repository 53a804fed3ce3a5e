// The scopes of all tasks, compiled for one registry: column names have become indices, words one
// block of bytes, the trees one flat list of nodes. They are asked of the raw bytes of every row:
// nothing here allocates, and a quoted cell is decoded only when a test reads it.

import Tables

/// The fields of one record inside a batch.
struct RecordFields {
  /// Index of the record's first entry in the batch's field list.
  var base: Int

  @inline(__always)
  func range(_ column: Int, _ fields: Span<UInt32>) -> Range<Int> {
    let from = column == 0 ? Int(fields[base]) : Int(fields[base + column]) + 1
    return from..<Int(fields[base + column + 1])
  }
}

/// Each task's `Condition`, ready to be asked about raw records.
struct CompiledScopes: Sendable {
  private enum Kind: UInt8 {
    case all, any, not, oneOf, prefix, contains, tag, days, numbers, isEmpty
  }

  private struct Node {
    var kind: Kind
    /// Nodes of this subtree, itself included: children follow directly.
    var size = 1
    var column = 0
    /// Range in `words` (tests), or inclusive bounds (`days`, `numbers`).
    var low = 0
    var high = 0
  }

  private var nodes: [Node] = []
  private var words: [Range<Int>] = []
  private var text: [UInt8] = []
  /// The first node of each scope.
  private var roots: [Int] = []
  /// Whether dates may be written as spreadsheets do.
  private var cleansDates = false

  /// Whether every row passes.
  func isTrivial(_ scope: Int) -> Bool {
    nodes[roots[scope]].kind == .all && nodes[roots[scope]].size == 1
  }

  /// Compiles a task's scope; a column that the registry does not have is reported and fails.
  mutating func append(
    _ condition: Condition, columns: ColumnFinder, cleansDates: Bool, findings: inout Findings
  ) {
    self.cleansDates = cleansDates
    roots.append(nodes.count)
    append(condition, columns, &findings)
  }

  private mutating func append(
    _ condition: Condition, _ columns: ColumnFinder, _ findings: inout Findings
  ) {
    let index = nodes.count
    switch condition {
    case .all(let parts): appendGroup(.all, parts, columns, &findings)
    case .any(let parts): appendGroup(.any, parts, columns, &findings)
    case .not(let part): appendGroup(.not, [part], columns, &findings)
    case .test(let name, let test, let location):
      guard let column = columns.index(named: name) else {
        findings.unknownColumn(name, columns.header, at: location)
        return nodes.append(Node(kind: .any))
      }
      nodes.append(node(test, column: column))
    }
    nodes[index].size = nodes.count - index
  }

  private mutating func appendGroup(
    _ kind: Kind, _ parts: [Condition], _ columns: ColumnFinder, _ findings: inout Findings
  ) {
    nodes.append(Node(kind: kind))
    for part in parts { append(part, columns, &findings) }
  }

  private mutating func node(_ test: CellTest, column: Int) -> Node {
    switch test {
    case .oneOf(let words): wordNode(.oneOf, words, column)
    case .prefix(let words): wordNode(.prefix, words, column)
    case .contains(let words): wordNode(.contains, words, column)
    case .tag(let words): wordNode(.tag, words, column)
    case .days(let from, let to):
      Node(
        kind: .days, column: column, low: from?.number ?? .min, high: to?.number ?? .max)
    case .numbers(let from, let to):
      Node(kind: .numbers, column: column, low: from ?? .min, high: to ?? .max)
    case .isEmpty(let expected):
      Node(kind: .isEmpty, column: column, low: expected ? 1 : 0)
    }
  }

  private mutating func wordNode(_ kind: Kind, _ list: [String], _ column: Int) -> Node {
    let first = words.count
    for word in list {
      let start = text.count
      text += Array(word.utf8)
      words.append(start..<text.count)
    }
    return Node(kind: kind, column: column, low: first, high: words.count)
  }

  /// Whether a record passes a scope.
  ///
  /// - Parameter doubts: are told of cells that are no date, or no number, where one is asked.
  /// - Complexity: linear in the bytes of the columns read.
  func hold(
    _ scope: Int, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields,
    _ doubts: CellDoubts
  ) -> Bool {
    holds(roots[scope], bytes, fields, record, doubts)
  }

  private func holds(
    _ index: Int, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields,
    _ doubts: CellDoubts
  ) -> Bool {
    let node = nodes[index]
    let end = index + node.size
    var child = index + 1
    switch node.kind {
    case .not: return !holds(child, bytes, fields, record, doubts)
    case .all, .any:
      let decisive = node.kind == .any
      while child < end {
        if holds(child, bytes, fields, record, doubts) == decisive { return decisive }
        child += nodes[child].size
      }
      return !decisive
    case .days:
      if let day = day(bytes, record.range(node.column, fields)) {
        return node.low <= day.number && day.number <= node.high
      }
      doubts.count(.noDate, bytes, fields, record, column: node.column)
      return false
    case .numbers:
      if let number = number(bytes, record.range(node.column, fields)) {
        return node.low <= number && number <= node.high
      }
      doubts.count(.noNumber, bytes, fields, record, column: node.column)
      return false
    default: return passes(node, bytes, record.range(node.column, fields))
    }
  }

  /// The day that a cell holds.
  private func day(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Day? {
    if isQuoted(bytes, from: range.lowerBound, to: range.upperBound) {
      let cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      return plainDay(cell.span, 0..<cell.count)
    }
    return plainDay(bytes, range)
  }

  private func plainDay(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Day? {
    if let day = Day(iso: bytes, from: range.lowerBound, to: range.upperBound) { return day }
    return cleansDates ? Day(written: bytes, from: range.lowerBound, to: range.upperBound) : nil
  }

  /// The number that a cell holds, in millionths.
  private func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    if isQuoted(bytes, from: range.lowerBound, to: range.upperBound) {
      let cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      return cell.count <= 24 ? millionths(cell) : nil
    }
    return range.count <= 24 ? millionths(copy(bytes, range)) : nil
  }

  private func passes(_ node: Node, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    if !range.isEmpty, bytes[range.lowerBound] == UInt8(ascii: "\"") {
      let cell = decodeField(bytes, from: range.lowerBound, to: range.upperBound)
      return passesPlain(node, cell.span, 0..<cell.count)
    }
    return passesPlain(node, bytes, range)
  }

  private func passesPlain(_ node: Node, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    switch node.kind {
    case .oneOf:
      return anyWord(node) { word in
        word.count == range.count && matches(bytes, range.lowerBound, word)
      }
    case .prefix:
      return anyWord(node) { word in
        word.count <= range.count && matches(bytes, range.lowerBound, word)
      }
    case .contains: return anyWord(node) { isFound($0, of: text.span, in: bytes, range) }
    case .tag: return anyWord(node) { hasTag(bytes, range, $0) }
    case .isEmpty: return range.isEmpty == (node.low == 1)
    case .all, .any, .not, .days, .numbers:
      preconditionFailure("groups, dates and numbers are asked before")
    }
  }

  @inline(__always)
  private func anyWord(_ node: Node, _ test: (Range<Int>) -> Bool) -> Bool {
    for index in node.low..<node.high where test(words[index]) { return true }
    return false
  }

  @inline(__always)
  private func matches(_ bytes: Span<UInt8>, _ start: Int, _ word: Range<Int>) -> Bool {
    var position = start
    for index in word {
      if bytes[position] != text[index] { return false }
      position += 1
    }
    return true
  }

  private func hasTag(_ bytes: Span<UInt8>, _ range: Range<Int>, _ word: Range<Int>) -> Bool {
    var start = range.lowerBound
    for end in range.lowerBound...range.upperBound
    where end == range.upperBound || bytes[end] == UInt8(ascii: ";") {
      if end - start == word.count, matches(bytes, start, word) { return true }
      start = end + 1
    }
    return false
  }
}

/// The bytes of a range as an array.
func copy(_ bytes: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
  var array: [UInt8] = []
  array.reserveCapacity(range.count)
  for index in range { array.append(bytes[index]) }
  return array
}
