// The commitment: what is to be drawn, frozen and published before the seed exists (draw protocol,
// 9). One JSON file whose SHA-256 everybody can compute; it fixes plans with all their rules, the
// bytes of every input, how many are drawn from how many in each stratum, the public sources of
// the seed, and the hash of the operator's salt. It shows no target and no officer.
//
// The one thing to know: a draw is held against the same JSON made anew from what it has read, so
// that nothing which the commitment says can be forgotten in the comparison.

import Sampling
import Tables

/// What is known of a plan before its seed is: the frozen part of a campaign.
public struct PlanFigures: Sendable {
  struct Stratum: Sendable {
    var label: String
    var population: Int
    var size: StratumSize
  }

  var plan: Plan
  var inputs: [InputDigest]
  var registry: RegistryFacts
  var coverage: PlanCoverage
  /// By task.
  var strata: [[Stratum]]
}

extension PlanFigures {
  public init(_ prospect: Prospect) {
    self.init(
      plan: prospect.plan, inputs: prospect.inputs, registry: prospect.registry,
      coverage: prospect.coverage,
      strata: prospect.strata.map { strata in
        strata.map { Stratum(label: $0.label, population: $0.population, size: $0.size) }
      })
  }

  public init(_ campaign: Campaign) {
    self.init(
      plan: campaign.plan, inputs: campaign.digests, registry: campaign.registry,
      coverage: campaign.coverage,
      strata: campaign.draws.map { draw in
        draw.strata.map { Stratum(label: $0.label, population: $0.population, size: $0.size) }
      })
  }
}

/// What commits a draw apart from its plans.
public struct CommitmentTerms: Sendable {
  /// Names the draw in transcripts and ledgers.
  public var draw: String
  /// Of the ledger's line that holds the commitment.
  public var sequence: Int
  /// Hash of the ledger's line before.
  public var previous: String
  public var saltHash: String
  public var sources: [EntropySource]

  public init(
    draw: String, sequence: Int, previous: String, saltHash: String, sources: [EntropySource]
  ) {
    self.draw = draw
    self.sequence = sequence
    self.previous = previous
    self.saltHash = saltHash
    self.sources = sources
  }
}

extension Version {
  /// Of the commitment's own form.
  public static let commitment = "shuangsuiji-commitment/1"
}

/// Renders a commitment.
public func commitment(_ terms: CommitmentTerms, _ plans: [PlanFigures]) -> [UInt8] {
  var inputs: [(digest: String, json: JSON)] = []
  for input in plans.flatMap(\.inputs) {
    let digest = input.digest.hex
    if !inputs.contains(where: { $0.digest == digest }) {
      inputs.append((digest, inputJSON(input)))
    }
  }
  var registries: [(digest: String, json: JSON)] = []
  for plan in plans where !registries.contains(where: { $0.digest == plan.targetDigest }) {
    registries.append((plan.targetDigest, placesJSON(plan.registry.byDistrictAndGrade)))
  }
  return JSON.object([
    ("format", .string(Version.commitment)), ("protocol", .string(Version.draw)),
    ("program", .string("shuangsuiji \(Version.program)")),
    ("draw", .string(terms.draw)), ("sequence", .int(terms.sequence)),
    ("previous", .string(terms.previous)), ("saltHash", .string(terms.saltHash)),
    ("entropy", .array(terms.sources.map(sourceJSON))),
    ("inputs", .array(inputs.map(\.json))),
    ("byDistrictAndGrade", .object(registries.map { ($0.digest, $0.json) })),
    ("plans", .array(plans.map(committedJSON))),
  ]).text(indent: true)
}

extension PlanFigures {
  fileprivate var targetDigest: String {
    registry.inputs.map(\.digest.hex).joined(separator: "+")
  }
}

private func sourceJSON(_ source: EntropySource) -> JSON {
  var fallback = JSON.null
  if case .source(let other) = source.fallback { fallback = sourceJSON(other) }
  let members: [(String, JSON)] = [
    ("name", .string(source.name)), ("format", .string(source.format.text)),
    ("date", .string(source.date.text)),
  ]
  if case .null = fallback { return .object(members) }
  return .object(members + [("fallback", fallback)])
}

/// The keys of an input's figures are those of a record; its role stands with the plan.
private func inputJSON(_ input: InputDigest) -> JSON {
  .object([
    ("name", .string(input.file.name)), ("rows", .int(input.rows)),
    ("bytes", .int(input.digest.byteCount)), ("digest", .string(input.digest.hex)),
    ("pieces", .array(input.digest.pieces.map { .string($0.hex) })),
  ])
}

func committedJSON(_ figures: PlanFigures) -> JSON {
  let plan = figures.plan
  return .object([
    ("id", .string(plan.id)), ("title", .string(plan.title)),
    ("authority", .string(plan.authority)),
    (
      "files",
      .array(
        plan.sources.map {
          .object([("name", .string($0.name)), ("digest", .string($0.digest.hex))])
        })
    ),
    ("inputs", .object(figures.inputs.map { ($0.role, .string($0.digest.hex)) })),
    ("registry", registryJSON(figures)),
    ("tasks", .array(zip(plan.tasks, figures.strata).map(taskJSON))),
    ("rules", plan.rules),
  ])
}

private func registryJSON(_ figures: PlanFigures) -> JSON {
  .object([
    ("rows", .int(figures.registry.rows)), ("setAside", .int(figures.registry.setAside)),
    (
      "excluded",
      .object(
        ExclusionReason.allCases.map { ($0.name, .int(figures.coverage.excluded[$0.rawValue])) })
    ),
    ("inFrame", .int(figures.coverage.inFrame)),
    ("inFrameByDistrictAndGrade", placesJSON(figures.coverage.byDistrictAndGrade)),
  ])
}

private func taskJSON(_ task: InspectionTask, _ strata: [PlanFigures.Stratum]) -> JSON {
  .object([
    ("key", .string(task.key)), ("number", .string(task.number)),
    ("stage", .string(task.stage.name)),
    ("selected", .int(strata.reduce(0) { $0 + $1.size.selected })),
    (
      "strata",
      .array(
        strata.map {
          .object([
            ("stratum", .string($0.label)), ("N", .int($0.population)),
            ("n", .int($0.size.selected)), ("alternates", .int($0.size.alternates)),
          ])
        })
    ),
  ])
}

/// The name of a batch's draw: what the ids of its plans begin with, up to a whole part of it.
///
/// `BJ-2026Q4-110101` and `BJ-2026Q4-110102` make `BJ-2026Q4`; where they share nothing, the first
/// plan's id.
public func drawName(of ids: [String]) -> String {
  guard let first = ids.first, ids.count > 1 else { return ids.first ?? "" }
  var parts = first.split(separator: "-", omittingEmptySubsequences: false)
  while !parts.isEmpty {
    let name = parts.joined(separator: "-")
    if ids.allSatisfy({ $0 == name || $0.hasPrefix(name + "-") }) { return name }
    parts.removeLast()
  }
  return first
}
