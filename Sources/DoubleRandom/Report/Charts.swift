// Two kinds of chart as inline SVG: columns, and bars that stand in the cells of a table. Integers
// only, so that every machine draws the same; colours come from the page, numbers stand beside.

/// Columns over a line of time or of numbers.
struct ColumnChart {
  var title: String
  /// What the columns count.
  var unit: String
  var columns: [(label: String, value: Int)]

  private static let (width, left, right, top, base) = (480, 44, 472, 30, 176)

  private var step: Int {
    let most = max(1, columns.map(\.value).max() ?? 1)
    var power = 1
    while true {
      for factor in [1, 2, 5] where factor * power * 4 >= most { return factor * power }
      power *= 10
    }
  }

  private var ticks: Int {
    max(1, ((columns.map(\.value).max() ?? 1) + step - 1) / step)
  }

  private func y(_ value: Int) -> Int {
    ColumnChart.base - value * (ColumnChart.base - ColumnChart.top) / (step * ticks)
  }

  var markup: Markup {
    let grid = (0...ticks).map { tick -> Markup in
      let (value, y) = (tick * step, y(tick * step))
      return """
        <path class="\(tick == 0 ? "base" : "grid")" \
        d="M\(ColumnChart.left) \(y)H\(ColumnChart.right)"/>\
        <text x="\(ColumnChart.left - 8)" y="\(y + 5)" text-anchor="end">\(count: value)</text>

        """
    }
    return """
      <svg viewBox="0 0 \(ColumnChart.width) 206" role="img" aria-label="\(title)">
      <text class="unit" x="\(ColumnChart.left)" y="14">\(unit)</text>
      \(grid)\(columns.indices.map(column))</svg>

      """
  }

  private func column(_ index: Int) -> Markup {
    let room = ColumnChart.right - ColumnChart.left
    let slot = room / max(1, columns.count)
    let width = min(44, max(2, slot * 62 / 100))
    let middle = ColumnChart.left + room * (2 * index + 1) / (2 * max(1, columns.count))
    let (label, value) = columns[index]
    let top = y(value)
    // Words of about 40 units must not touch.
    let every = (44 + slot - 1) / max(1, slot)
    let named: Markup =
      index % every == 0
      ? "<text x=\"\(middle)\" y=\"196\" text-anchor=\"middle\">\(label)</text>" : ""
    let number: Markup =
      slot >= 22 && value > 0
      ? "<text class=\"value\" x=\"\(middle)\" y=\"\(top - 6)\" text-anchor=\"middle\">"
        + "\(count: value)</text>" : ""
    return """
      <rect x="\(middle - width / 2)" y="\(top)" width="\(width)" \
      height="\(ColumnChart.base - top)"/>\(number)\(named)

      """
  }
}

/// A bar in a cell: from one value to another on a scale from 0 to `scale`, with a stroke where a
/// mark stands.
func bar(from: Int = 0, to: Int, scale: Int, mark: Int? = nil, kind: String = "") -> Markup {
  func x(_ value: Int) -> Int { min(max(value, 0), scale) * 1000 / max(1, scale) }
  // What is more than nothing can be seen.
  let width = to > from ? max(3, x(to) - x(from)) : 0
  let start = min(x(from), 1000 - width)
  let stroke: Markup =
    mark.map {
      let place = min(997, max(3, x($0)))
      return "<path class=\"halo\" d=\"M\(place) 1V15\"/><path d=\"M\(place) 0V16\"/>"
    } ?? ""
  return """
    <svg class="bar \(kind)" viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true">\
    <rect x="\(start)" y="3" width="\(width)" height="10"/>\(stroke)</svg>
    """
}
