// Where two versions of a result table first differ, said as a clerk would: a row that is missing,
// added or exchanged, a cell by its column, a line end, the byte order mark. Pure functions on
// bytes.

/// The first difference of a table from what it should be.
struct TableDifference: Equatable {
  var line: Int
  /// A word of `MessageTable.words`.
  var place: String
  var expected: String?
  var found: String?

  /// Nil when both are the same bytes.
  init?(_ found: [UInt8], expected: [UInt8]) {
    if found == expected { return nil }
    let marks = (expected.starts(with: byteOrderMark), found.starts(with: byteOrderMark))
    if marks.0 != marks.1, !found.isEmpty {
      self.init(
        line: 1, place: "byte-order-mark", expected: marks.0 ? "U+FEFF" : nil,
        found: marks.1 ? "U+FEFF" : nil)
      return
    }
    let lines = (Lines(expected), Lines(found))
    let same = zip(lines.0.all, lines.1.all).prefix { $0 == $1 }.count
    self.init(after: same, lines.0, lines.1)
  }

  private init(line: Int, place: String, expected: String?, found: String?) {
    (self.line, self.place, self.expected, self.found) = (line, place, expected, found)
  }

  private init(after same: Int, _ expected: Lines, _ found: Lines) {
    let (here, other) = (expected[same], found[same])
    let isMissing = other == expected[same + 1]
    let isAdded = here == found[same + 1]
    switch (here, other) {
    case (let here?, let other?) where here.content == other.content:
      self.init(line: same + 1, place: "line-end", expected: here.end, found: other.end)
    case (let here?, let other?) where isMissing && isAdded:
      self.init(
        line: same + 1, place: "rows-exchanged", expected: text(here.content),
        found: text(other.content))
    case (let here?, _) where isMissing:
      self.init(line: same + 1, place: "row-missing", expected: text(here.content), found: nil)
    case (_, let other?) where isAdded:
      self.init(line: same + 1, place: "row-added", expected: nil, found: text(other.content))
    case (let here?, let other?):
      self.init(line: same + 1, here.content, other.content, header: expected.all[0].content)
    case (let here?, nil):
      self.init(line: same + 1, place: "row-missing", expected: text(here.content), found: nil)
    case (nil, let other):
      self.init(
        line: same + 1, place: "row-added", expected: nil, found: other.map { text($0.content) })
    }
  }

  /// The first cell that differs, by its column.
  private init(
    line: Int, _ expected: ArraySlice<UInt8>, _ found: ArraySlice<UInt8>,
    header: ArraySlice<UInt8>
  ) {
    let (cells, others, names) = (cells(expected), cells(found), cells(header))
    let same = zip(cells, others).prefix { $0 == $1 }.count
    let name = same < names.count && line > 1 ? names[same] : "\(same + 1)"
    self.init(
      line: line, place: "column:\(name)", expected: same < cells.count ? cells[same] : nil,
      found: same < others.count ? others[same] : nil)
  }

  /// The difference of one row from what it should be, under a table's header.
  init?(
    row found: ArraySlice<UInt8>, expected: ArraySlice<UInt8>, header: ArraySlice<UInt8>, line: Int
  ) {
    if found == expected { return nil }
    let (own, other) = (Line(expected, isLast: false), Line(found, isLast: false))
    if own.content == other.content {
      self.init(line: line, place: "line-end", expected: own.end, found: other.end)
    } else {
      self.init(
        line: line, own.content, other.content, header: Line(header, isLast: false).content)
    }
  }
}

/// A line without its end, and the end's name.
private struct Line: Equatable {
  var content: ArraySlice<UInt8>
  var end: String?

  init(_ line: ArraySlice<UInt8>, isLast: Bool) {
    let hasReturn = line.last == 0x0D
    content = hasReturn ? line.dropLast() : line
    end =
      switch (hasReturn, isLast) {
      case (true, false): "CR LF"
      case (false, false): "LF"
      case (true, true): "CR"
      case (false, true): nil
      }
  }
}

private struct Lines {
  var all: [Line]

  /// What follows the last line feed is a line only if something stands there.
  init(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    all = parts.enumerated().map { Line($1, isLast: $0 == parts.count - 1) }
    if parts.last?.isEmpty ?? false { all.removeLast() }
  }

  subscript(_ index: Int) -> Line? { index < all.count ? all[index] : nil }
}

private let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

private func text(_ bytes: ArraySlice<UInt8>) -> String {
  visibleText(bytes.starts(with: byteOrderMark) ? bytes.dropFirst(3) : bytes)
}

/// The cells of a row, unquoted where they are quoted.
private func cells(_ row: ArraySlice<UInt8>) -> [String] {
  var cells: [[UInt8]] = [[]]
  var isQuoted = false
  for byte in row {
    if byte == UInt8(ascii: "\"") {
      isQuoted.toggle()
    } else if byte == UInt8(ascii: ","), !isQuoted {
      cells.append([])
      continue
    }
    cells[cells.count - 1].append(byte)
  }
  return cells.map { text(unquoted($0)[...]) }
}

private func unquoted(_ cell: [UInt8]) -> [UInt8] {
  let mark = UInt8(ascii: "\"")
  guard cell.count >= 2, cell.first == mark, cell.last == mark else { return cell }
  var result: [UInt8] = []
  var isSecond = false
  for byte in cell.dropFirst().dropLast() {
    isSecond = byte == mark && !isSecond
    if !isSecond { result.append(byte) }
  }
  return result
}
