// Tables for terminals: columns that stand under each other although Chinese characters are two
// columns wide. Cells come from registries and are shown in their visible form.

/// A table of text.
public struct AlignedText: Sendable {
  /// On which side a column's cells stand.
  public enum Side: Sendable { case left, right }

  private let sides: [Side]
  private let indent: Int
  private var rows: [[String]] = []

  /// - Parameters:
  ///   - sides: of the columns; a row may have fewer cells.
  ///   - indent: blanks before each row.
  public init(_ sides: [Side], indent: Int) {
    (self.sides, self.indent) = (sides, indent)
  }

  public mutating func row(_ cells: [String]) {
    precondition(cells.count <= sides.count)
    rows.append(cells.map { visible($0, limit: 400) })
  }

  /// One line a row, without blanks at its end.
  public var text: String {
    let widths = sides.indices.map { column in
      rows.map { column < $0.count ? displayWidth($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { cells in
      var line = String(repeating: " ", count: indent)
      for (column, cell) in cells.enumerated() {
        let pad = String(repeating: " ", count: widths[column] - displayWidth(cell))
        if column > 0 { line += "  " }
        line += sides[column] == .left ? cell + pad : pad + cell
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}

/// A value as it may be shown: what is invisible or steers a terminal is written out.
public func shownValue(_ text: String) -> String { visible(text, limit: 60) }

extension InputFile {
  /// The name that messages show: the path without the detours of `..`.
  public var shownName: String { visible(display, limit: 400) }
}
