// CSV out, in two flavours: one that people open in a spreadsheet, one with the true bytes.
//
//   people   UTF-8 byte order mark, CRLF; cells that a spreadsheet would change are protected
//   plain    no mark, LF, cells as they are
//
// Both quote by RFC 4180. What protection is, and how it is taken back, is in CSVProtection.swift:
// `restored(cell)` gives the true text of any cell of the people's flavour.

public enum CSVFlavour: Sendable, Hashable {
  case people, plain
}

/// One cell of a row.
public enum Cell: Sendable, Hashable, ExpressibleByStringLiteral {
  /// Text from an input or a person; protected in the people's flavour.
  case text(String)
  case number(Int)
  /// Text made here that a spreadsheet is welcome to understand (decimals, dates); never protected.
  case exact(String)

  public init(stringLiteral text: String) { self = .text(text) }
}

/// Rows → CSV bytes. The header is the first row; it counts as text.
public struct CSVWriter: Sendable {
  public let flavour: CSVFlavour
  /// What has been written so far: always whole rows.
  public private(set) var bytes: [UInt8]
  /// Cells that were given an apostrophe because a spreadsheet might run or hide their beginning.
  public private(set) var protectedFormulas = 0
  /// Cells that were given a tab because a spreadsheet would have changed their digits.
  public private(set) var protectedNumbers = 0
  private let columns: Int
  private var rowStart = 0
  private var cellCount = 0

  /// - Precondition: `header` is not empty.
  public init(flavour: CSVFlavour, header: [String]) {
    precondition(!header.isEmpty, "a table has at least one column")
    self.flavour = flavour
    columns = header.count
    bytes = flavour == .people ? [0xEF, 0xBB, 0xBF] : []
    row(header.map(Cell.text))
  }

  /// Appends a row.
  ///
  /// - Precondition: as many cells as the header has.
  public mutating func row(_ cells: [Cell]) {
    beginRow()
    for cell in cells { self.cell(cell) }
    endRow()
  }

  private mutating func end() {
    // A blank line would be no record to most readers.
    if bytes.count == rowStart { bytes.append(contentsOf: "\"\"".utf8) }
    if flavour == .people { bytes.append(0x0D) }
    bytes.append(0x0A)
  }

  // MARK: - Rows of millions, cell by cell

  /// Makes room for rows to come, so that the bytes need not be moved: a guess, at no cost.
  public mutating func reserve(rows: Int) {
    bytes.reserveLargePages(bytes.count + rows * 256)
  }

  /// Starts a row that is written cell by cell; `endRow` ends it.
  public mutating func beginRow() {
    rowStart = bytes.count
    cellCount = 0
  }

  /// A cell as `row` would write it.
  public mutating func cell(_ cell: Cell) {
    separate()
    write(cell)
  }

  /// A text cell whose UTF-8 lies in a larger array; the same bytes as `.text` gives.
  public mutating func cell(_ text: [UInt8], _ range: Range<Int>) {
    separate()
    switch needOfCell(text.span, range) {
    case .nothing: append(text.span, range, to: &bytes)
    case .quotes:
      bytes.append(quote)
      append(text.span, range, to: &bytes)
      bytes.append(quote)
    case .closerLook where isAllDigits(text.span, range): write(digits: text.span, range)
    case .closerLook: write(.text(String(decoding: text[range], as: UTF8.self)))
    }
  }

  /// Digits alone, as `write` would write them: many an id.
  private mutating func write(digits: Span<UInt8>, _ range: Range<Int>) {
    let isChanged = range.count > 11 || digits[range.lowerBound] == 0x30 && range.count > 1
    let isMarked = flavour == .people && isChanged
    if !isMarked { return append(digits, range, to: &bytes) }
    protectedNumbers += 1
    bytes += [quote, Protection.number.mark]
    append(digits, range, to: &bytes)
    bytes.append(quote)
  }

  /// A cell of 64 hexadecimal digits: four big-endian words, as they are in any flavour.
  public mutating func cell(hexOf words: SIMD4<UInt64>) {
    separate()
    appendHex(of: words, to: &bytes)
  }

  /// A cell that `encoded` has made before.
  public mutating func cell(encoded cell: [UInt8]) {
    separate()
    Tables.append(cell.span, cell.indices, to: &bytes)
  }

  /// Several cells that `encoded` has made before, with commas between them.
  public mutating func cells(encoded cells: [UInt8], count: Int) {
    separate()
    Tables.append(cells.span, cells.indices, to: &bytes)
    cellCount += count - 1
  }

  /// Cells with commas between them that `appendCell` has written into a larger array.
  public mutating func cells(written cells: [UInt8], _ range: Range<Int>, count: Int) {
    separate()
    append(cells.span, range, to: &bytes)
    cellCount += count - 1
  }

  /// The bytes of a cell with quoting and protection, for cells that many rows share.
  public func encoded(_ cell: Cell) -> [UInt8] {
    var writer = self
    writer.bytes = []
    writer.write(cell)
    return writer.bytes
  }

  /// Ends a row.
  ///
  /// - Precondition: it has as many cells as the header.
  public mutating func endRow() {
    precondition(cellCount == columns, "a row has one cell for each column")
    end()
  }

  private mutating func separate() {
    if cellCount > 0 { bytes.append(UInt8(ascii: ",")) }
    cellCount += 1
  }

  private mutating func write(_ cell: Cell) {
    switch cell {
    case .number(let number): write(number)
    case .exact(let text): write(text, mark: nil)
    case .text(let text):
      let protection = flavour == .people ? Protection(for: text) : nil
      if protection == .formula { protectedFormulas += 1 }
      if protection == .number { protectedNumbers += 1 }
      write(text, mark: protection?.mark)
    }
  }

  private mutating func write(_ number: Int) {
    guard 0..<1_000_000 ~= number else { return bytes.append(contentsOf: String(number).utf8) }
    var unit = 1
    while unit * 10 <= number { unit *= 10 }
    var rest = UInt32(number)
    var divisor = UInt32(unit)
    while divisor > 0 {
      bytes.append(48 + UInt8(truncatingIfNeeded: rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }

  /// Text between quotes if a reader could otherwise misread it; RFC 4180 doubles inner quotes.
  /// Outer blanks are quoted as well, because some readers trim them.
  private mutating func write(_ text: String, mark: UInt8?) {
    guard let first = mark ?? text.utf8.first, let last = text.utf8.last else { return }
    let isQuoted = isBlank(first) || isBlank(last) || text.utf8.contains(where: needsQuotes)
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
    if let mark { bytes.append(mark) }
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    if isQuoted { bytes.append(UInt8(ascii: "\"")) }
  }
}

private func isAllDigits(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
  for index in range where bytes[index] &- 0x30 >= 10 { return false }
  return true
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

private func needsQuotes(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "\""), UInt8(ascii: ","), 0x0A, 0x0D: true
  default: false
  }
}
