// The figures of a benchmark and how they are written: as text, JSON or the bare series. Whole
// nanoseconds until the last step; a median stands with its fastest and slowest run.

import DoubleRandom
import Tables

/// All runs with one number of threads.
struct BenchSeries {
  var jobs: Int
  /// Nanoseconds, one a run.
  var times: [BenchStage: [Int]] = [:]
  /// The most memory held in any run, in bytes.
  var memory: [BenchStage: Int] = [:]

  init(jobs: Int) { self.jobs = jobs }

  mutating func add(_ run: BenchRun) {
    for (stage, time) in run.times { times[stage, default: []].append(time) }
    memory.merge(run.memory, uniquingKeysWith: max)
  }

  /// The middle of a stage's runs.
  func median(_ stage: BenchStage) -> Int { Spread(times[stage] ?? []).median }
}

/// The middle of some numbers, and between which they lie.
struct Spread {
  let median, least, most: Int

  /// All 0 for no numbers; of an even number of them, the lower middle one.
  init(_ values: [Int]) {
    let sorted = values.sorted()
    median = sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
    (least, most) = (sorted.first ?? 0, sorted.last ?? 0)
  }
}

/// Everything that was measured.
struct BenchFigures {
  var rows = 0
  var byteCount: Int
  var planCount: Int
  var selected = 0
  /// Picoseconds.
  var ticketTimes: [Int]
  var series: [BenchSeries] = []
  /// Of every run, warm-ups included.
  var hashes: [String] = []

  init(byteCount: Int, planCount: Int, ticketTimes: [Int]) {
    (self.byteCount, self.planCount, self.ticketTimes) = (byteCount, planCount, ticketTimes)
  }

  var isSame: Bool { Set(hashes).count == 1 }
}

// MARK: - Text

extension BenchFigures {
  /// For people.
  func text(_ language: Language) -> String {
    head(language) + series.map { table($0, language) }.joined() + foot(language)
  }

  private func head(_ language: Language) -> String {
    let megabytes = decimal(byteCount, per: 1_000_000, places: 1)
    let runs = ticketTimes.count
    let form = HashLanes.form
    let cpu = processorName()
    let english = """
      \(rows) rows, \(megabytes) MB, \(planCount) plans, \(selected) targets drawn
      \(cpu.isEmpty ? "unknown processor" : cpu), \(coreCount) cores, SHA-256 lanes: \(form)
      \(runs) runs after a warm-up: median (fastest–slowest) in milliseconds, GB/s, peak MB

      """
    let chinese = """
      名录库 \(rows) 行，\(megabytes) MB；计划 \(planCount) 份，抽取 \(selected) 户
      \(cpu.isEmpty ? "处理器不详" : cpu)，\(coreCount) 核，SHA-256 并行形式：\(form)
      预热后运行 \(runs) 次：中位数（最快–最慢），毫秒；GB/s；内存峰值 MB

      """
    return Words(english, chinese)(language)
  }

  private func table(_ series: BenchSeries, _ language: Language) -> String {
    var text = "\n--jobs \(series.jobs)\n"
    for stage in BenchStage.allCases {
      let spread = Spread(series.times[stage] ?? [])
      let times = [spread.median, spread.least, spread.most].map(milliseconds)
      text += "  \(padded(stage.rawValue, 10))\(leftPadded(times[0], 9))  "
      text += padded("(\(times[1])–\(times[2]))", 19)
      let rate = decimal(byteCount, per: max(1, spread.median), places: 2)
      text += leftPadded(stage.readsRegistry ? rate : "", 6)
      text += leftPadded(decimal(series.memory[stage] ?? 0, per: 1_000_000, places: 0), 7)
      text += "  \(stage.words(language))\n"
    }
    let total = max(1, series.median(.total))
    let rowRate = decimal(rows * 1000, per: total, places: 2)
    return text
      + Words("  total: \(rowRate) million rows/s\n", "  total：每秒 \(rowRate) 百万行\n")(language)
  }

  private func foot(_ language: Language) -> String {
    var text = "\n"
    if let first = series.first, series.count > 1 {
      let ratios = series.dropFirst().map { other in
        let ratio = decimal(first.median(.total), per: max(1, other.median(.total)), places: 2)
        return "\(other.jobs): \(ratio)×"
      }
      text += Words(
        "speed-up of total (--jobs \(first.jobs) → N)  \(ratios.joined(separator: ", "))\n",
        "total 加速比（--jobs \(first.jobs) → N）  \(ratios.joined(separator: "，"))\n")(language)
    }
    let ticket = Spread(ticketTimes)
    let times = [ticket.median, ticket.least, ticket.most].map {
      decimal($0, per: 1000, places: 1)
    }
    text += Words("one ticket, one thread, lanes alone", "每张票号（单线程，只计散列）")(language)
    text += "  \(times[0]) ns (\(times[1])–\(times[2]))\n"
    text += Words("result, the same in all runs", "结果摘要，各次一致")(language)
    return text + "  \(isSame ? hashes[0] : Words("DIFFERS", "不一致")(language))\n"
  }
}

// MARK: - Machine-readable

extension BenchFigures {
  /// One object, times in nanoseconds, a ticket's in picoseconds.
  var members: [(String, JSON)] {
    [
      ("release", .bool(!isDebugBuild)),
      ("program", .string(Version.program)), ("processor", .string(processorName())),
      ("cores", .int(coreCount)), ("lanes", .string(HashLanes.form)), ("rows", .int(rows)),
      ("bytes", .int(byteCount)), ("plans", .int(planCount)), ("selected", .int(selected)),
      ("result", isSame ? .string(hashes[0]) : .null),
      ("ticketPicoseconds", .array(ticketTimes.map(JSON.int))),
      ("series", .array(series.map(json))),
    ]
  }

  private func json(_ series: BenchSeries) -> JSON {
    .object([
      ("jobs", .int(series.jobs)),
      (
        "peakMemoryBytes",
        .object(BenchStage.allCases.map { ($0.rawValue, .int(series.memory[$0] ?? 0)) })
      ),
      (
        "nanoseconds",
        .object(
          BenchStage.allCases.map { stage in
            (stage.rawValue, .array((series.times[stage] ?? []).map(JSON.int)))
          })
      ),
    ])
  }

  /// Every run of every stage: `jobs,stage,run,nanoseconds`.
  var csv: String {
    var text = "jobs,stage,run,nanoseconds\n"
    for series in series {
      for stage in BenchStage.allCases {
        for (index, time) in (series.times[stage] ?? []).enumerated() {
          text += "\(series.jobs),\(stage.rawValue),\(index + 1),\(time)\n"
        }
      }
    }
    return text
  }
}

// MARK: - Numbers

/// Nanoseconds as milliseconds with one decimal.
func milliseconds(_ nanoseconds: Int) -> String {
  decimal(nanoseconds, per: 1_000_000, places: 1)
}

/// A quotient of two numbers, neither negative, rounded half up.
func decimal(_ value: Int, per unit: Int, places: Int) -> String {
  let scale = (0..<places).reduce(1) { scale, _ in scale * 10 }
  let scaled = (value * scale + unit / 2) / unit
  if places == 0 { return "\(scaled)" }
  let fraction = "\(scaled % scale)"
  return "\(scaled / scale)." + String(repeating: "0", count: places - fraction.count) + fraction
}

private func leftPadded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}
