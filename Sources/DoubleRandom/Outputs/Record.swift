// The draw record: everything needed to repeat a draw and nothing private. Rendered after all other
// files, whose digests it holds. `verify` reads it back through `DrawRecord`.

import Sampling
import Tables

/// Versions that a record names.
public enum Version {
  /// Of the program.
  public static let program = "0.2.0"
  /// Of the programs whose lists and records this one renders byte for byte, itself included: what
  /// they drew is verified by every later version of the same protocol, but for what the changelog
  /// says of ids and replacements. Their pages are held against the digests of their records.
  static let reproduced: Set = ["0.1.0", "0.2.0"]
  /// Of the programs whose records do not say `staff`.
  static let withoutStaff: Set = ["0.1.0"]
  /// Of the programs whose notices have one wording for the bounds of dates and of numbers.
  static let withOneBound: Set = ["0.1.0"]
  /// Of the draw protocol: a changed rule that affects a draw means a new name.
  public static let draw = "ssj1"
  /// Of the record's own form.
  public static let record = "shuangsuiji-record/1"
}

/// The record without its outputs: they are known once the pages are, which are made from it.
struct RecordDraft {
  private let front: [(String, JSON)]
  private let inputs: [InputDigest]
  private let back: [(String, JSON)]
  private let rules: JSON

  init(_ campaign: Campaign, seedText: String?, standing: DrawStanding, program: String) {
    let staff: [(String, JSON)] =
      Version.withoutStaff.contains(program)
      ? [] : [("staff", campaign.cover.map(staffJSON) ?? .null)]
    front = [
      ("format", .string(Version.record)),
      ("protocol", .string(Version.draw)),
      ("program", .string("shuangsuiji \(program)")),
      ("plan", planJSON(campaign.plan)),
      ("seed", seedJSON(campaign, seedText)),
      ("commitment", standing.commitmentJSON),
      ("ledger", standing.countsJSON),
    ]
    inputs = campaign.digests
    back =
      [
        ("registry", registryJSON(campaign)),
        ("tasks", .array(campaign.draws.map { taskJSON($0, campaign) })),
        ("visits", visitsJSON(campaign)),
        ("pairing", campaign.staffing.map { pairingJSON($0, campaign.plan) } ?? .null),
      ] + staff
    rules = campaign.plan.rules
  }

  /// - Parameter pieces: false leaves out the digests of the inputs' pieces: most of the record of
  ///   a large registry, and nothing that the pages say.
  func record(
    outputs: [OutputDigest], list: String, _ flavour: CSVFlavour, pieces: Bool = true
  ) -> JSON {
    let inputs = ("inputs", JSON.array(inputs.map { recordedInputJSON($0, pieces: pieces) }))
    let outputs = ("outputs", outputsJSON(outputs, list, flavour))
    return .object(front + [inputs] + back + [outputs, ("rules", rules)])
  }
}

private func planJSON(_ plan: Plan) -> JSON {
  .object([
    ("id", .string(plan.id)), ("title", .string(plan.title)),
    ("authority", .string(plan.authority)),
    ("district", .array(plan.district.map(JSON.string))),
    ("period", windowJSON(plan.period)),
    (
      "files",
      .array(
        plan.sources.map {
          .object([
            ("name", .string($0.name)), ("bytes", .int($0.digest.byteCount)),
            ("digest", .string($0.digest.hex)),
          ])
        })
    ),
  ])
}

private func windowJSON(_ window: Window) -> JSON {
  .object([("from", .string(window.from.text)), ("to", .string(window.to.text))])
}

private func seedJSON(_ campaign: Campaign, _ text: String?) -> JSON {
  var stages: [Stage] = []
  for task in campaign.plan.tasks where !stages.contains(task.stage) { stages.append(task.stage) }
  stages += [.pairing, .schedule]
  return .object([
    ("text", text.map(JSON.string) ?? .null), ("hash", .string(campaign.seed.hash.hex)),
    (
      "keys",
      .object(stages.map { ($0.name, .string(campaign.seed.key($0).hash.hex)) })
    ),
  ])
}

func recordedInputJSON(_ input: InputDigest, pieces: Bool = true) -> JSON {
  let encoding: [(String, JSON)] =
    input.encoding == .utf8 ? [] : [("encoding", .string(input.encoding.rawValue))]
  let hexes = pieces ? input.digest.pieces.map { JSON.string($0.hex) } : []
  return .object(
    [("role", .string(input.role)), ("name", .string(input.file.name))] + encoding + [
      ("rows", .int(input.rows)), ("bytes", .int(input.digest.byteCount)),
      ("digest", .string(input.digest.hex)),
      ("pieces", .array(hexes)),
    ])
}

private func registryJSON(_ campaign: Campaign) -> JSON {
  .object([
    ("rows", .int(campaign.registry.rows)), ("setAside", .int(campaign.registry.setAside)),
    (
      "findings",
      .object(campaign.registry.counts.map { ($0.code, .int($0.count)) })
    ),
    ("byDistrictAndGrade", placesJSON(campaign.registry.byDistrictAndGrade)),
    ("excluded", excludedJSON(campaign.coverage.excluded)),
    ("inFrame", .int(campaign.coverage.inFrame)),
    ("inFrameByDistrictAndGrade", placesJSON(campaign.coverage.byDistrictAndGrade)),
  ])
}

private func excludedJSON(_ counts: [Int]) -> JSON {
  .object(ExclusionReason.allCases.map { ($0.name, .int(counts[$0.rawValue])) })
}

func placesJSON(_ places: [DistrictGradeCount]) -> JSON {
  .array(places.map { .array([.string($0.district), .string($0.grade), .int($0.count)]) })
}

private func taskJSON(_ draw: TaskDraw, _ campaign: Campaign) -> JSON {
  .object([
    ("key", .string(draw.task.key)), ("number", .string(draw.task.number)),
    ("stage", .string(draw.task.stage.name)),
    (
      "items", .array(draw.task.items.map { .array([.string($0), itemTitle($0, campaign.items)]) })
    ),
    ("rows", .int(draw.frame.rows)),
    ("excluded", excludedJSON(draw.frame.excluded)), ("inFrame", .int(draw.frame.population)),
    ("inFrameByDistrictAndGrade", placesJSON(draw.frame.byDistrictAndGrade)),
    ("selected", .int(draw.selectedCount)), ("alternates", .int(draw.alternateCount)),
    ("selectedByDistrictAndGrade", placesJSON(campaign.registry.table(ofSelected: draw))),
    ("strata", .array(draw.strata.map(stratumJSON))),
  ])
}

extension RegistryFacts {
  /// The selected of a task by district and grade.
  fileprivate func table(ofSelected draw: TaskDraw) -> [DistrictGradeCount] {
    var counts = [Int](repeating: 0, count: byDistrictAndGrade.count)
    for stratum in draw.strata {
      for index in 0..<stratum.size.selected { counts[stratum.drawn[index].target.place] += 1 }
    }
    return table(counts)
  }

  fileprivate func table(of visits: [Visit]) -> [DistrictGradeCount] {
    var counts = [Int](repeating: 0, count: byDistrictAndGrade.count)
    for index in visits.indices { counts[visits[index].target.place] += 1 }
    return table(counts)
  }
}

private func itemTitle(_ code: String, _ items: [String: InspectionItem]) -> JSON {
  .string(items[code]?.title ?? code)
}

private func stratumJSON(_ stratum: StratumDraw) -> JSON {
  .object([
    ("stratum", .string(stratum.label)), ("N", .int(stratum.population)),
    ("n", .int(stratum.size.selected)), ("alternates", .int(stratum.size.alternates)),
    ("lastSelected", stratum.lastSelected.map { .string($0.hex) } ?? .null),
    ("firstUnselected", stratum.firstUnselected.map { .string($0.hex) } ?? .null),
  ])
}

private func visitsJSON(_ campaign: Campaign) -> JSON {
  let days = campaign.visits.compactMap(\.day)
  let batches = campaign.plan.schedule.batches
  return .object(
    [
      ("count", .int(campaign.visits.count)), ("window", windowJSON(campaign.plan.schedule.window)),
      ("first", days.min().map { .string($0.text) } ?? .null),
      ("last", days.max().map { .string($0.text) } ?? .null),
      (
        "lastDeadline",
        campaign.visits.compactMap(\.deadline).max().map { .string($0.text) } ?? .null
      ),
      ("byDay", countsJSON(days, as: { .string($0.text) })),
      ("byDistrictAndGrade", placesJSON(campaign.registry.table(of: campaign.visits))),
    ]
      + (batches.isEmpty
        ? [] : [("batches", .array(batches.indices.map { batchJSON($0, campaign) }))]))
}

private func batchJSON(_ index: Int, _ campaign: Campaign) -> JSON {
  let batch = campaign.plan.schedule.batches[index]
  let days = campaign.visits.lazy.filter { $0.batch == index }.compactMap(\.day)
  return .object([
    ("label", .string(batch.label)), ("window", windowJSON(batch.window)),
    ("count", .int(days.count)), ("first", days.min().map { .string($0.text) } ?? .null),
    ("last", days.max().map { .string($0.text) } ?? .null),
  ])
}

/// Each value with how often it stands there, ascending.
func countsJSON<Value: Comparable & Hashable>(
  _ values: [Value], as json: (Value) -> JSON
) -> JSON {
  var counts: [Value: Int] = [:]
  for value in values { counts[value, default: 0] += 1 }
  return .array(counts.sorted { $0.key < $1.key }.map { .array([json($0.key), .int($0.value)]) })
}

private func outputsJSON(
  _ outputs: [OutputDigest], _ list: String, _ flavour: CSVFlavour
) -> JSON {
  .object([
    ("csv", .string(flavour == .people ? "people" : "plain")), ("list", .string(list)),
    (
      "files",
      .array(
        outputs.map {
          .object([
            ("name", .string($0.name)), ("bytes", .int($0.digest.byteCount)),
            ("digest", .string($0.digest.hex)),
          ])
        })
    ),
  ])
}
