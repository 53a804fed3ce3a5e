// The workload that `shuangsuiji bench` measures: one invented registry of a whole city and the
// plans of its seventeen districts, as values. `Tests/bench/peers.py` writes the same plans as
// files. The one thing to know: it never changes, so that figures of different versions, machines
// and numbers of threads speak of the same work, and results can be compared by their hash.

import Sampling
import Tables

/// The canonical draw: targets only, 17 plans by district, strata by grade.
public enum CanonicalWorkload {
  /// The seed of registry and draw, as text.
  public static let seedText = "shuangsuiji bench"

  /// Rows of the registry unless something else is asked for.
  public static let rows = 1_000_000

  /// Per grade, the ratio drawn; rounded up.
  static let ratios = [("A", "1%"), ("B", "3%"), ("C", "10%"), ("D", "25%")]

  /// Values of 登记状态 that are left out.
  static let excludedStatus = ["吊销", "注销", "迁出"]

  /// The registry in its bench form: 10 columns, about 190 bytes a row.
  public static func registry(rows: Int) -> GeneratedRegistry {
    GeneratedRegistry(.targets, rows: rows, seed: Array(seedText.utf8), form: .bench)
  }

  /// The plans of all districts over the registry at `path`, in the order of their codes.
  public static func plans(registry path: String) -> [Plan] {
    let file = InputFile(name: "targets.csv", path: path)
    return Generation.districts.map { plan(of: $0, TargetInput(file: file)) }
  }

  private static func plan(of district: Generation.District, _ targets: TargetInput) -> Plan {
    Plan(
      id: "bench-\(district.code)", title: "\(district.name)双随机抽查计划",
      authority: district.authority, district: [district.code], districtLocation: nil,
      period: window, inputs: Inputs(targets: targets), tasks: [task],
      frequency: FrequencyRules(), schedule: ScheduleRules(window: window, location: nowhere),
      pairing: PairingRules(), sources: [source],
      rules: rules(of: district))
  }

  /// The same plan as a plan file would say it: pages are made from what a record says.
  private static func rules(of district: Generation.District) -> JSON {
    let days: JSON = .object([
      ("from", .string(window.from.text)), ("to", .string(window.to.text)),
    ])
    let quantities = ratios.map { grade, ratio in
      JSON.object([
        ("where", .object([("信用风险等级", .string(grade))])), ("ratio", .string(ratio)),
      ])
    }
    let credit: JSON = .object([
      ("number", .string(task.number)), ("title", .string(task.title)),
      ("kind", .string(task.kind)), ("items", .array([])),
      ("exclude", .object([("status", .array(excludedStatus.map(JSON.string)))])),
      ("strata", .array(task.strata.map(JSON.string))),
      ("quantity", .object([("rules", .array(quantities))])), ("alternates", "10%"),
    ])
    return .object([
      ("id", .string("bench-\(district.code)")), ("title", .string("\(district.name)双随机抽查计划")),
      ("authority", .string(district.authority)), ("district", .string(district.code)),
      ("period", days),
      ("inputs", .object([("targets", .object([("file", "targets.csv")]))])),
      ("tasks", .object([(task.key, credit)])), ("schedule", days),
    ])
  }

  /// A record names the files of its plan; this one was never written down.
  private static let source = PlanSource(
    name: "canonical-workload", path: "", digest: FileDigest(of: Array("canonical/1".utf8)))

  private static let window = Window(
    from: Day(iso: "2026-10-01") ?? Day(number: 0), to: Day(iso: "2026-12-31") ?? Day(number: 0))

  private static var task: InspectionTask {
    InspectionTask(
      key: "credit", number: "bench", title: "登记事项和公示信息检查", kind: "不定向", items: [],
      scope: .everything, exclusions: Exclusions(status: excludedStatus), strata: ["信用风险等级"],
      amount: .byStratum(ratios.map(rule)), alternates: .ratio(Fraction("10%") ?? .zero),
      weight: nil, stage: .targets, position: nowhere)
  }

  private static func rule(_ grade: String, _ ratio: String) -> AmountRule {
    AmountRule(
      match: [("信用风险等级", [grade])],
      quantity: .ratio(Fraction(ratio) ?? .zero, .atLeast, nil), bounds: Bounds(),
      position: nowhere)
  }

  /// These plans were never written down.
  private static let nowhere = Location(file: "canonical workload", line: 1, column: 1, text: "")
}

/// The frames of plans without drawing from them: the stage of `conduct` that reads the target
/// registry, with the small registries before it, or a part of it. For measuring.
///
/// - Returns: units in all frames; nil when a finding is an error.
package func surveyPlans(
  _ plans: [Plan], seed: Seed, jobs: Int, upTo depth: SurveyDepth, findings: inout Findings
) -> Int? {
  let registries = readRegistries(of: plans, findings: &findings)
  guard depth != .duplicates else {
    return surveyFrames(plans, registries, seed: seed, jobs: jobs, findings: &findings)?
      .reduce(0) { $0 + $1.frames.reduce(0) { $0 + $1.population } }
  }
  let surveyed = zip(plans, visitHistories(of: plans, registries, jobs: jobs)).map {
    SurveyedPlan(plan: $0, history: $1)
  }
  var options = ScanOptions()
  options.jobs = jobs
  var program: SurveyProgram?
  do throws(TableError) {
    let (sinks, _) = try scanTable(at: plans[0].inputs.targets.file.path, options: options) {
      header in
      var compiled =
        program
        ?? SurveyProgram(
          surveyed, header: header, seed: seed, retainsAll: false, findings: &findings)
      compiled.depth = depth
      program = compiled
      return TargetSurvey(compiled)
    }
    for sink in sinks { sink.state.settle() }
    return sinks.reduce(0) { $0 + $1.state.strata.reduce(0) { $0 + $1.population } }
  } catch {
    findings.add(error, file: plans[0].inputs.targets.file.display)
    return nil
  }
}
