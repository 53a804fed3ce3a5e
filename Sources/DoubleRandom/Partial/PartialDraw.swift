// The draw of one part of a registry, as files that are sent to whoever merges all parts:
//
//   partial.json     counts of every task and stratum, what was read, digests of the other two
//   candidates.csv   everybody who could still be drawn from the union, with what lists say of them
//   tickets.bin      first 8 bytes of the ticket of everybody in a frame, by stage, ascending:
//                    proof that nobody stands in two parts
//
// A partial is an internal paper, like a record: it holds names, and S. Nothing in it is believed
// that can be computed: tickets are computed anew from the ids. The counts are the part's word.

import Sampling
import Tables

extension Version {
  /// Of the form of partial draws.
  public static let partial = "shuangsuiji-partial/1"
}

/// What a partial draw was made from, and what it found.
public struct PartialDraw: Sendable {
  /// As the plan names its part.
  public var part: String
  var survey: PartSurvey
  /// Hash of the seed.
  var seedHash: String
  /// Of each plan: id, and digests of its files.
  var plans: [PlanReference]
  /// Where its files stand, for messages.
  var path: String
  /// What each plan read beside the part; empty in a partial draw that was read back.
  var beside: [[InputDigest]] = []

  /// Of surveys that only count, for a check or a commitment: they need some seed to prove that
  /// no id stands twice, and the draw's own does not exist yet.
  public static var countingSeed: Seed {
    guard let seed = Seed(bytes: Array("commitment".utf8)) else {
      preconditionFailure("a text that is not empty is a seed")
    }
    return seed
  }

  struct PlanReference: Sendable, Hashable {
    var id: String
    var digests: [String]
    /// Digest of the history that its frequency rules asked; nil where it has none.
    var history: String?
  }

  /// Candidates handed on, over all tasks.
  public var candidateCount: Int {
    survey.survey.frames.joined().reduce(0) {
      $0 + $1.strata.reduce(0) { $0 + $1.candidates.count }
    }
  }

  /// Rows of the part.
  public var rows: Int { survey.survey.facts.rows }
}

extension PartialDraw.PlanReference {
  init(_ plan: Plan, _ registries: Registries) {
    let history = registries.read.first { $0.role == "history" }
    self.init(
      id: plan.id, digests: plan.sources.map(\.digest.hex),
      history: plan.frequency.isEmpty ? nil : history?.digest.hex)
  }
}

/// Surveys one part of the plans' registry.
///
/// - Parameters:
///   - part: its name as the plans write it.
///   - hands: who is handed on.
/// - Returns: nil with findings.
public func drawPart(
  _ part: String, of plans: [Plan], seed: Seed, jobs: Int, handsOn hands: PartialDraw.Handed,
  findings: inout Findings
) -> PartialDraw? {
  guard let input = plans.first?.inputs.targets,
    plans.allSatisfy({ $0.inputs.targets == input })
  else {
    findings.report("partial-of-several", file: plans.first?.sources[0].path ?? "")
    return nil
  }
  guard let file = input.parts.first(where: { $0.name == part }) else {
    findings.report(
      "unknown-part", file: "--partial",
      arguments: [part, input.parts.map(\.name).joined(separator: ", ")])
    return nil
  }
  // A part needs no registry but its own, and the history that frequency rules ask.
  let needed = plans.map { $0.ofFramesAlone }
  let registries = readRegistries(of: needed, findings: &findings)
  if findings.hasErrors { return nil }
  warnOfPipes([file] + needed.compactMap(\.inputs.history), &findings)
  let surveyed = zip(plans, visitHistories(of: plans, registries, jobs: jobs)).map {
    SurveyedPlan(plan: $0, history: $1)
  }
  guard
    var survey = surveyPart(
      file, surveyed, seed: seed, jobs: jobs, retainsAll: hands == .everybody,
      findings: &findings)
  else { return nil }
  if hands == .nobody { survey.survey.dropCandidates() }
  return PartialDraw(
    part: part, survey: survey, seedHash: seed.hash.hex,
    plans: zip(plans, registries).map { PartialDraw.PlanReference($0, $1) }, path: file.path,
    beside: registries.map(\.read))
}

extension PartialDraw {
  /// Whom a partial draw hands on, beside its counts.
  public enum Handed: Sendable {
    /// Whoever could be drawn from any union that is likely.
    case candidates
    /// Everybody in a frame: enough for every union.
    case everybody
    /// No one: counts alone, for a commitment.
    case nobody
  }
}

extension RegistrySurvey {
  fileprivate mutating func dropCandidates() {
    for plan in frames.indices {
      for task in frames[plan].indices {
        for stratum in frames[plan][task].strata.indices {
          frames[plan][task].strata[stratum].candidates = []
          frames[plan][task].strata[stratum].completeUpTo = 0
        }
      }
    }
  }
}

extension Plan {
  fileprivate var ofFramesAlone: Plan {
    var plan = self
    plan.inputs = Inputs(
      targets: inputs.targets, history: frequency.isEmpty ? nil : inputs.history)
    return plan
  }
}

/// The frames of all plans, from partial draws of all parts of their registry.
///
/// - Parameter countsAlone: whether nobody is drawn from these frames, so that no one need be in
///   them.
/// - Returns: nil with findings that say which partial is missing, foreign or not enough.
func mergeFrames(
  _ partials: [PartialDraw], _ plans: [Plan], _ registries: [Registries], seed: Seed,
  countsAlone: Bool = false, findings: inout Findings
) -> [PlanSurvey]? {
  let input = plans[0].inputs.targets
  let own = zip(plans, registries).map { PartialDraw.PlanReference($0, $1) }
  for partial in partials { partial.check(own, seed, input, &findings) }
  var parts: [PartSurvey] = []
  for file in input.parts {
    let found = partials.filter { $0.part == file.name }
    if found.count != 1 {
      findings.error(
        found.isEmpty ? "partial-missing" : "partial-twice", at: file.location.value,
        arguments: [file.name])
    }
    parts += found.prefix(1).map { partial in
      var part = partial.survey
      part.survey.facts.input.file = file
      return part
    }
  }
  if plans.contains(where: { $0.inputs.targets != input }) || input.parts.isEmpty {
    findings.report("partial-of-several", file: plans[0].sources[0].path)
  }
  if findings.hasErrors { return nil }
  let surveyed = plans.map { SurveyedPlan(plan: $0, history: nil) }
  guard let whole = mergeParts(parts, surveyed, seed: seed, findings: &findings) else { return nil }
  if !countsAlone, let short = tooSmall(whole, surveyed) {
    findings.report(
      "partial-too-small", file: partials[0].path, arguments: [short.task, short.stratum])
    return nil
  }
  return plans.indices.map {
    PlanSurvey(facts: whole.facts, coverage: whole.plans[$0], frames: whole.frames[$0])
  }
}

extension PartialDraw {
  /// The partial must be of these plans, this seed and this history.
  fileprivate func check(
    _ own: [PlanReference], _ seed: Seed, _ input: TargetInput, _ findings: inout Findings
  ) {
    if seedHash != seed.hash.hex {
      findings.report("partial-of-other-seed", file: path)
    }
    if !input.parts.contains(where: { $0.name == part }) {
      findings.report(
        "unknown-part", file: path,
        arguments: [part, input.parts.map(\.name).joined(separator: ", ")])
    }
    if plans == own { return }
    let foreign = own.first { !plans.contains($0) }
    let known = plans.first { $0.id == foreign?.id }
    findings.report(
      known != nil && known?.digests == foreign?.digests
        ? "partial-of-other-history" : "partial-of-other-plan", file: path,
      arguments: [plans.map(\.id).joined(separator: ", ")])
  }
}
