// The one pass over a target registry, for all plans of a batch that name it: read, digest, check,
// filter, ticket and reduce, in parallel parts; then the workers' shares become one frame a task.
//
// Two things are proven here and not hoped for: that no target stands twice in a frame, and that
// every candidate that can be drawn was kept. Where the first pass leaves either open, a second
// pass decides it.

import Sampling
import Tables

/// What the pass found: the registry as a whole, and each task's frame by plan.
struct RegistrySurvey {
  var facts: RegistryFacts
  var plans: [PlanCoverage]
  var frames: [[Frame]]
  /// Whether the registry can be read again.
  var isRepeatable = true
  /// By stage, the first words of the tickets of everybody in a frame, ascending, each once; of a
  /// part of a registry only.
  var prefixes: [[UInt64]] = []
}

/// Surveys one registry for all plans that share it.
///
/// - Parameters:
///   - plans: plans whose `inputs.targets` are equal.
///   - jobs: worker threads; never changes the result.
///   - retainsAll: keeps every candidate, not only those whom this seed can draw.
/// - Returns: nil when a finding is an error.
/// - Complexity: one pass; memory proportional to what may be drawn, and eight bytes an eligible
///   row, sixteen where its wrong code means another.
func surveyTargets(
  _ plans: [SurveyedPlan], seed: Seed, jobs: Int, retainsAll: Bool = false,
  findings: inout Findings
) -> RegistrySurvey? {
  guard
    let first = surveyPass(
      plans, seed: seed, jobs: jobs, retainsAll: retainsAll, findings: &findings)
  else { return nil }
  let tasks = plans.flatMap(\.plan.tasks)
  let frames = first.frames.flatMap { $0 }
  if zip(tasks, frames).allSatisfy({ shortStratum(of: $1, for: $0) == nil }) { return first }
  if !first.isRepeatable {
    let file = plans[0].plan.inputs.targets.file
    findings.add(TableError.notRepeatable(path: file.path), file: file.display)
    return nil
  }
  // All that the first pass found is found again, and only that: but for a change of the file.
  var again = Findings()
  let second = surveyPass(
    plans, seed: seed, jobs: jobs, retainsAll: true, as: first.facts.input.digest,
    findings: &again)
  if second == nil { findings.merge(again) }
  return second
}

/// The first stratum of a frame without all candidates that its task can draw, and the one after;
/// nil where every stratum has them.
func shortStratum(of frame: Frame, for task: InspectionTask) -> FrameStratum? {
  let allocation = allocate(task, frame)
  return zip(frame.strata, allocation.strata).first { stratum, size in
    !stratum.suffices(for: min(stratum.population, size.selected + max(1, size.alternates)))
  }?.0
}

/// One pass, or two where ids may stand twice.
///
/// - Parameters:
///   - retainsAll: keeps every candidate.
///   - digest: of the bytes that must be read; nil in the first pass.
///   - isPart: hands out the prefixes, too, to be held against those of other parts.
func surveyPass(
  _ plans: [SurveyedPlan], seed: Seed, jobs: Int, retainsAll: Bool = false,
  as digest: FileDigest? = nil, isPart: Bool = false, findings: inout Findings
) -> RegistrySurvey? {
  let input = plans[0].plan.inputs.targets
  var options = ScanOptions()
  options.jobs = jobs
  options.keptFindings = max(Limits.findingsShown, input.setAside.values.reduce(0, +))
  var program: SurveyProgram?
  do throws(TableError) {
    var result = try survey(
      input, options, &program, &findings
    ) { header, found in
      SurveyProgram(plans, header: header, seed: seed, retainsAll: retainsAll, findings: &found)
    }
    findings.add(result.report.encoding, of: input.file)
    guard let compiled = program else { return nil }
    if let digest { try expect(digest, of: result.report, input) }
    let repeated = compiled.stages.indices.map { stage in
      PrefixBag.repeated(in: result.sinks.map { $0.state.prefixes[stage] }, jobs: jobs)
    }
    var prefixes: [[UInt64]] = []
    if isPart {
      prefixes = compiled.stages.indices.map { stage in
        PrefixBag.distinct(in: result.sinks.map { $0.state.prefixes[stage] }, jobs: jobs)
      }
    }
    var merged = MergedSurvey(compiled, result.sinks.map(\.state), result.report)
    result.sinks = []
    if repeated.contains(where: { !$0.isEmpty }) {
      if !result.report.isRepeatable {
        throw .notRepeatable(path: input.file.path)
      }
      var suspicious = compiled
      suspicious.suspects = repeated.map(Set.init)
      let second = try survey(input, options, &program, &findings) { _, _ in suspicious }
      try expect(result.report.digest, of: second.report, input)
      merged.resolveRepetitions(
        second.sinks.flatMap(\.state.sightings), second.report, findings: &findings)
    }
    merged.report(&findings)
    // What one part does not have, another may.
    if !isPart { for finding in merged.statusesNotMet() { findings.add(finding) } }
    if findings.hasErrors { return nil }
    var survey = merged.survey(jobs: jobs)
    survey.isRepeatable = result.report.isRepeatable
    survey.prefixes = prefixes
    return survey
  } catch .headerRefused {
    return nil
  } catch {
    findings.add(error, of: input.file, from: input.file.location.value)
    return nil
  }
}

/// Two passes must have read the same bytes.
private func expect(
  _ digest: FileDigest, of report: ScanReport, _ input: TargetInput
) throws(TableError) {
  if report.digest != digest { throw .changedWhileReading(path: input.file.path) }
}

/// Scans the registry with one `TargetSurvey` a worker; the program is compiled from the header.
private func survey(
  _ input: TargetInput, _ options: ScanOptions, _ program: inout SurveyProgram?,
  _ findings: inout Findings, compile: (Header, inout Findings) -> SurveyProgram
) throws(TableError) -> (sinks: [TargetSurvey], report: ScanReport) {
  var compiled: SurveyProgram?
  defer { program = compiled }
  return try scanTable(at: input.file.path, format: input.file.format, options: options) {
    (header) throws(TableError) -> TargetSurvey in
    if let compiled { return TargetSurvey(compiled) }
    var found = Findings()
    let fresh = compile(header, &found)
    findings.merge(found)
    if found.hasErrors { throw .headerRefused }
    compiled = fresh
    return TargetSurvey(fresh)
  }
}
