// One picture of a benchmark: time against threads, a line a stage, in a page that needs nothing
// else. Integers only; the bars at the points reach from the fastest run to the slowest.

/// A chart of 720 by 400 units.
private struct Chart {
  let series: [BenchSeries]
  /// The longest time shown.
  let longest: Int

  private static let stages: [(BenchStage, colour: String)] = [
    (.read, "#999999"), (.digest, "#0072b2"), (.scan, "#009e73"), (.duplicates, "#e69f00"),
    (.total, "#d55e00"),
  ]

  init(_ series: [BenchSeries]) {
    self.series = series
    longest = max(1, series.flatMap { $0.times.values.flatMap { $0 } }.max() ?? 1)
  }

  var svg: String {
    let lines = Chart.stages.enumerated().map { index, stage in
      line(stage.0, stage.colour)
        + text(600, 60 + index * 22, stage.0.rawValue, "fill=\"\(stage.colour)\"")
    }
    return "<svg viewBox=\"0 0 720 400\" font-family=\"sans-serif\" font-size=\"13\">\n"
      + axes + lines.joined() + "</svg>\n"
  }

  private var axes: String {
    let grid = (0...4).map { step in
      let time = longest * step / 4
      return "<path d=\"M70 \(y(time))H580\" stroke=\"#ddd\"/>\n"
        + text(62, y(time) + 4, milliseconds(time), "text-anchor=\"end\"")
    }
    let ticks = series.indices.map {
      text(x($0), 372, "\(series[$0].jobs)", "text-anchor=\"middle\"")
    }
    return grid.joined() + ticks.joined() + text(70, 20, "milliseconds")
      + text(325, 394, "threads", "text-anchor=\"middle\"")
  }

  private func line(_ stage: BenchStage, _ colour: String) -> String {
    let spreads = series.map { Spread($0.times[stage] ?? []) }
    let points = spreads.indices.map { "\(x($0)),\(y(spreads[$0].median))" }
    let bars = spreads.indices.map {
      "<path d=\"M\(x($0)) \(y(spreads[$0].least))V\(y(spreads[$0].most))\" stroke=\"\(colour)\" "
        + "stroke-width=\"5\" opacity=\"0.4\"/>\n"
    }
    return bars.joined()
      + "<polyline fill=\"none\" stroke=\"\(colour)\" stroke-width=\"2\" "
      + "points=\"\(points.joined(separator: " "))\"/>\n"
  }

  private func text(_ x: Int, _ y: Int, _ text: String, _ attributes: String = "") -> String {
    "<text x=\"\(x)\" y=\"\(y)\" \(attributes)>\(text)</text>\n"
  }

  private func x(_ index: Int) -> Int { 110 + index * 430 / max(1, series.count - 1) }

  private func y(_ time: Int) -> Int { 350 - time * 310 / longest }
}

extension BenchFigures {
  /// A page with the chart.
  var html: String {
    """
    <!doctype html>
    <html lang="en"><meta charset="utf-8"><title>shuangsuiji bench</title>
    <h1>\(rows) rows, \(planCount) plans: time against threads</h1>
    \(Chart(series).svg)</html>

    """
  }
}
