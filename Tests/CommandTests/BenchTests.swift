// The benchmark as a test: tiny registries, the same result however it is run; no timing.

import Sampling
import Tables
import Testing

@testable import DoubleRandom
@testable import shuangsuiji

@Suite("bench")
struct BenchTests {
  /// A folder, and in it an unnamed registry of so many rows, while `body` runs.
  private func withWork<Result>(
    rows: Int, _ body: (BenchWork) throws -> Result
  ) throws -> Result {
    let folder = try #require(makeTemporaryFolder())
    defer { remove([], below: folder) }
    guard let file = UnnamedFile(in: folder) else { throw BenchFailure.cannotRead }
    let problem = file.write(CanonicalWorkload.registry(rows: rows), jobs: 2)
    #expect(problem == 0)
    let seed = try #require(Seed(bytes: Array(CanonicalWorkload.seedText.utf8)))
    let plans = CanonicalWorkload.plans(registry: file.path)
    return try body(BenchWork(registry: file.path, plans: plans, seed: seed, folder: folder))
  }

  @Test("the canonical draw has the same hash with 1, 2 and 3 threads")
  func sameHash() throws {
    try withWork(rows: 9000) { work in
      let runs = try [1, 2, 3].map { try run(work, jobs: $0) }
      #expect(Set(runs.map(\.hash)).count == 1)
      #expect(runs[0].rows == 9000)
      #expect(Set(runs[0].times.keys) == Set(BenchStage.allCases))
      #expect(runs[0].memory.count == BenchStage.allCases.count)
      #expect(runs[0].memory.values.allSatisfy { $0 > 1 << 20 })
      // Another seed draws others: the hash speaks of the result.
      var other = work
      other.seed = try #require(Seed(bytes: [1]))
      #expect(try run(other, jobs: 2).hash != runs[0].hash)
    }
  }

  @Test("every row is of one of 17 districts, and each grade has its ratio, rounded up")
  func ratios() throws {
    try withWork(rows: 5000) { work in
      var findings = Findings()
      let campaigns = try #require(
        conduct(work.plans, seed: work.seed, jobs: 2, findings: &findings))
      #expect(findings.isEmpty)
      #expect(campaigns.count == 17)
      let counts = campaigns[0].registry.byDistrictAndGrade
      #expect(Set(counts.map(\.district)) == Set(work.plans.flatMap(\.district)))
      #expect(counts.reduce(0) { $0 + $1.count } == 5000)
      let percent = ["A": 1, "B": 3, "C": 10, "D": 25]
      for stratum in campaigns.flatMap({ $0.draws[0].strata }) {
        let n = (stratum.population * percent[stratum.label]! + 99) / 100
        #expect(stratum.size.selected == n)
        #expect(stratum.size.alternates == min((n + 9) / 10, stratum.population - n))
      }
    }
  }

  @Test("whatever the size of the parts, the same units are drawn", arguments: [1, 3])
  func partSizes(jobs: Int) throws {
    let registry = CanonicalWorkload.registry(rows: 400)
    var bytes = registry.header
    registry.append(0..<400, to: &bytes)
    let draws = try [61, 997, 4096, 1 << 20].map { partSize in
      var options = ScanOptions()
      (options.jobs, options.partSize) = (jobs, partSize)
      return try drawnIDs(bytes, options)
    }
    #expect(draws[0].count == 17 && draws[0].joined().count > 17)
    for draw in draws { #expect(draw == draws[0]) }
  }

  /// Who is drawn by each plan from a registry in memory: selected, then alternates, by stratum.
  private func drawnIDs(_ bytes: [UInt8], _ options: ScanOptions) throws -> [[String]] {
    let seed = try #require(Seed(bytes: [1]))
    let plans = CanonicalWorkload.plans(registry: "")
    var findings = Findings()
    var compiled: SurveyProgram?
    let (sinks, report) = try scanTable(bytes, options: options) { header in
      let program =
        compiled
        ?? SurveyProgram(
          plans.map { SurveyedPlan(plan: $0, history: nil) }, header: header, seed: seed,
          retainsAll: false, findings: &findings)
      compiled = program
      return TargetSurvey(program)
    }
    let program = try #require(compiled)
    let merged = MergedSurvey(program, sinks.map(\.state), report)
    merged.report(&findings)
    #expect(findings.isEmpty && report.records == 400)
    return zip(plans, merged.survey(jobs: 1).frames).map { plan, frames in
      let draw = drawTargets(plan.tasks[0], from: frames[0], allocate(plan.tasks[0], frames[0]))
      return draw.strata.flatMap { $0.drawn.map(\.target.idText) }
    }
  }

  @Test("a median stands between the fastest and the slowest")
  func spread() {
    let spread = Spread([50, 10, 40, 20, 30])
    #expect((spread.least, spread.median, spread.most) == (10, 30, 50))
    #expect(Spread([4, 1, 3, 2]).median == 2)
    #expect(Spread([]).median == 0)
    #expect(decimal(1, per: 8, places: 2) == "0.13")
    #expect(decimal(1_005, per: 1000, places: 2) == "1.01")
    #expect(milliseconds(999_950_000) == "1000.0")
  }

  @Test("text, JSON and series say the same, and a differing result is seen")
  func figures() throws {
    var series = BenchSeries(jobs: 2)
    series.memory = [.conduct: 64_000_000]
    for stage in BenchStage.allCases { series.times[stage] = [3_000_000, 1_000_000, 2_000_000] }
    var figures = BenchFigures(byteCount: 2_000_000, planCount: 17, ticketTimes: [12_345])
    figures.rows = 10_000
    figures.series = [series]
    figures.hashes = ["ab", "ab"]
    #expect(
      figures.text(.en).contains("conduct         2.0  (1.0–3.0)            1.00     64  and sizes")
    )
    #expect(figures.text(.en).contains("5.00 million rows/s\n"))
    #expect(figures.csv.split(separator: "\n").count == 1 + 3 * BenchStage.allCases.count)
    #expect(figures.csv.contains("2,scan,1,3000000\n2,scan,2,1000000\n"))
    #expect(
      String(decoding: JSON.object(figures.members).text(indent: false), as: UTF8.self).contains(
        "\"result\":\"ab\""))
    #expect(figures.html.contains("<polyline"))
    figures.hashes.append("cd")
    #expect(!figures.isSame)
    #expect(figures.text(.en).contains("DIFFERS"))
    #expect(
      String(decoding: JSON.object(figures.members).text(indent: false), as: UTF8.self).contains(
        "\"result\":null"))
  }

  @Test("--jobs takes a list here and nowhere else; plans may follow --plan")
  func arguments() throws {
    #expect(try parse(["bench"]).operands.isEmpty)
    #expect(try parse(["bench", "--jobs", "4,1,2,1"]).jobsList == [1, 2, 4])
    #expect(try parse(["bench", "--plan", "a", "b"]).planPaths == ["a", "b"])
    #expect(throws: UsageError.self) { try parse(["bench", "--jobs", "1,,2"]) }
    #expect(throws: UsageError.self) { try parse(["bench", "--jobs", "0"]) }
    #expect(throws: UsageError.self) { try parse(["draw", "p", "--jobs", "1,2"]) }
    #expect(throws: UsageError.self) { try parse(["draw"]) }
  }
}
