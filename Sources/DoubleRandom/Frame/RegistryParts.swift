// A registry that stands in several files (`inputs.targets.parts`): each is surveyed by itself,
// here or elsewhere (`draw --partial`), and what the surveys found is added up. Tickets depend on
// seed, stage and id alone, so that the parts' smallest tickets hold those of the union.
//
//   part → survey → counts, candidates up to a limit, ticket prefixes ─┐
//   part → survey → …                                                 ─┴→ one frame a task
//
// The one thing to know: how much of a stratum is drawn depends on N_h of the union, which no part
// knows. So each part hands on what could be needed, and whether that was enough is *checked* with
// the true counts (`shortStratum`); where it was not, the answer is another pass or a refusal.

import Sampling
import Tables

/// What the survey of one part of a registry found.
struct PartSurvey: Sendable {
  /// As the plan names it.
  var name: String
  var survey: RegistrySurvey
  /// Names of the stages whose prefixes the survey holds, in their order.
  var stages: [String]
}

/// Surveys a registry, in one file or in several.
///
/// - Parameter retainsAll: keeps every candidate, not only those whom this seed can draw.
func surveyRegistry(
  _ plans: [SurveyedPlan], seed: Seed, jobs: Int, retainsAll: Bool = false,
  findings: inout Findings
) -> RegistrySurvey? {
  let input = plans[0].plan.inputs.targets
  if input.parts.isEmpty {
    return surveyTargets(
      plans, seed: seed, jobs: jobs, retainsAll: retainsAll, findings: &findings)
  }
  for keepsAll in retainsAll ? [true] : [false, true] {
    var found = Findings()
    let parts = input.parts.map {
      surveyPart($0, plans, seed: seed, jobs: jobs, retainsAll: keepsAll, findings: &found)
    }
    guard !found.hasErrors else {
      findings.merge(found)
      return nil
    }
    let merged = mergeParts(parts.compactMap { $0 }, plans, seed: seed, findings: &found)
    if let merged, !retainsAll, !keepsAll, tooSmall(merged, plans) != nil { continue }
    findings.merge(found)
    return merged
  }
  return nil
}

/// Surveys one part; what is handed on depends on its bytes, the plans and the seed alone.
func surveyPart(
  _ part: InputFile, _ plans: [SurveyedPlan], seed: Seed, jobs: Int, retainsAll: Bool,
  findings: inout Findings
) -> PartSurvey? {
  let own = plans.map { $0.of(part: part) }
  let tasks = plans.flatMap(\.plan.tasks)
  guard
    var survey = surveyPass(
      own, seed: seed, jobs: jobs, retainsAll: retainsAll, isPart: true, findings: &findings)
  else { return nil }
  if !retainsAll, !survey.trimmed(for: tasks) {
    guard survey.isRepeatable else {
      findings.add(TableError.notRepeatable(path: part.path), file: part.display)
      return nil
    }
    var again = Findings()
    let second = surveyPass(
      own, seed: seed, jobs: jobs, retainsAll: true, as: survey.facts.input.digest,
      isPart: true, findings: &again)
    guard let second else {
      findings.merge(again)
      return nil
    }
    survey = second
    _ = survey.trimmed(for: tasks)
  }
  survey.facts.input.file = part
  survey.facts.input.role = TargetInput.role(ofPart: part.name)
  return PartSurvey(name: part.name, survey: survey, stages: stageNames(of: tasks))
}

/// The stages of tasks, in the order in which they come first.
func stageNames(of tasks: [InspectionTask]) -> [String] {
  var names: [String] = []
  for task in tasks where !names.contains(task.stage.name) { names.append(task.stage.name) }
  return names
}

extension TargetInput {
  static func role(ofPart name: String) -> String { "targets.\(name)" }
}

extension SurveyedPlan {
  /// The same plan over one part of its registry.
  fileprivate func of(part: InputFile) -> SurveyedPlan {
    var copy = self
    copy.plan.inputs.targets.file = part
    copy.plan.inputs.targets.parts = []
    return copy
  }
}

extension RegistrySurvey {
  /// Leaves out the candidates that a part need not hand on.
  ///
  /// - Returns: whether each stratum still has what it must; where one has not, it keeps all.
  fileprivate mutating func trimmed(for tasks: [InspectionTask]) -> Bool {
    var isEnough = true
    var task = 0
    for plan in frames.indices {
      for index in frames[plan].indices {
        for stratum in frames[plan][index].strata.indices
        where !frames[plan][index].strata[stratum].trim(for: tasks[task]) {
          isEnough = false
        }
        task += 1
      }
    }
    return isEnough
  }
}

extension FrameStratum {
  /// Leaves out what a part need not hand on of this stratum.
  ///
  /// - Returns: false where too few would be left, and then nothing has changed.
  mutating func trim(for task: InspectionTask) -> Bool {
    let retention = Retention(task, values: values)
    if candidates.count == population { completeUpTo = .max }
    guard let limit = retention.limit(ofPart: population) else {
      return candidates.count == population
    }
    let kept = candidates.filter { $0.ticket.w0 <= limit }
    guard kept.count >= retention.needed(of: population) ?? population else {
      return candidates.count == population
    }
    (candidates, completeUpTo) = (kept, limit)
    return true
  }
}

// MARK: - Parts made one

/// The first stratum of which the parts handed on too little; nil where all have enough.
func tooSmall(
  _ survey: RegistrySurvey, _ plans: [SurveyedPlan]
) -> (task: String, stratum: String)? {
  for (plan, frames) in zip(plans, survey.frames) {
    for (task, frame) in zip(plan.plan.tasks, frames) {
      if let short = shortStratum(of: frame, for: task) { return (task.key, short.label) }
    }
  }
  return nil
}

/// Adds up the surveys of all parts, in the order of the plan.
///
/// - Returns: nil with findings where an id stands in the frames of two parts.
func mergeParts(
  _ parts: [PartSurvey], _ plans: [SurveyedPlan], seed: Seed, findings: inout Findings
) -> RegistrySurvey? {
  reportShared(parts, plans, seed, &findings)
  if findings.hasErrors { return nil }
  var places = parts.flatMap(\.survey.facts.byDistrictAndGrade)
  places.gather()
  let surveys = parts.map { $0.survey.placed(in: places) }
  guard var whole = surveys.first else { return nil }
  for survey in surveys.dropFirst() { whole.add(survey) }
  whole.facts.byDistrictAndGrade = places
  whole.facts.parts = parts.map(\.survey.facts.input)
  whole.prefixes = []
  return whole
}

extension RegistrySurvey {
  /// The same with candidates that name their places by another table.
  fileprivate func placed(in table: [DistrictGradeCount]) -> RegistrySurvey {
    let index = Dictionary(
      table.enumerated().map { (PlaceKey($1), $0) }, uniquingKeysWith: { first, _ in first })
    let moved = facts.byDistrictAndGrade.map { index[PlaceKey($0)] ?? 0 }
    var survey = self
    for plan in frames.indices {
      for task in frames[plan].indices {
        for stratum in frames[plan][task].strata.indices {
          survey.frames[plan][task].strata[stratum].candidates =
            frames[plan][task].strata[stratum].candidates.map {
              var candidate = $0
              candidate.target = $0.target.placed(at: moved[$0.target.place])
              return candidate
            }
        }
      }
    }
    return survey
  }
}

extension PlaceKey {
  init(_ cell: DistrictGradeCount) {
    self.init(district: [UInt8](cell.district.utf8), grade: [UInt8](cell.grade.utf8))
  }
}

extension RegistrySurvey {
  fileprivate mutating func add(_ other: RegistrySurvey) {
    facts.rows += other.facts.rows
    facts.setAside += other.facts.setAside
    var counts = Dictionary(facts.counts.map { ($0.code, $0.count) }, uniquingKeysWith: +)
    for (code, count) in other.facts.counts { counts[code, default: 0] += count }
    facts.counts = counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    isRepeatable = isRepeatable && other.isRepeatable
    for index in plans.indices { plans[index].add(other.plans[index]) }
    for plan in frames.indices {
      for task in frames[plan].indices { frames[plan][task].add(other.frames[plan][task]) }
    }
  }
}

extension PlanCoverage {
  fileprivate mutating func add(_ other: PlanCoverage) {
    excluded = zip(excluded, other.excluded).map(+)
    byDistrictAndGrade += other.byDistrictAndGrade
    byDistrictAndGrade.gather()
  }
}

extension Frame {
  fileprivate mutating func add(_ other: Frame) {
    rows += other.rows
    excluded = zip(excluded, other.excluded).map(+)
    byDistrictAndGrade += other.byDistrictAndGrade
    byDistrictAndGrade.gather()
    let places = Dictionary(uniqueKeysWithValues: strata.enumerated().map { ($1.key, $0) })
    for stratum in other.strata {
      guard let index = places[stratum.key] else {
        strata.append(stratum)
        continue
      }
      strata[index].population += stratum.population
      strata[index].weight += stratum.weight
      strata[index].candidates += stratum.candidates
      strata[index].completeUpTo = min(strata[index].completeUpTo, stratum.completeUpTo)
    }
    strata.sort { $0.key.lexicographicallyPrecedes($1.key) }
  }
}

extension [DistrictGradeCount] {
  /// Adds up cells of the same district and grade, in byte order.
  fileprivate mutating func gather() {
    var sums: [PlaceKey: Int] = [:]
    for cell in self { sums[PlaceKey(cell), default: 0] += cell.count }
    self = sums.sorted { $0.key.precedes($1.key) }.map {
      DistrictGradeCount(
        district: String(decoding: $0.key.district, as: UTF8.self),
        grade: String(decoding: $0.key.grade, as: UTF8.self), count: $0.value)
    }
  }
}
