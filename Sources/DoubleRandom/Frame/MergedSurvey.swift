// The workers' shares of a survey made one: counts added, strata brought into the order of their
// keys, candidates sorted by ticket. Nothing here depends on which worker saw which row.

import Sampling
import Tables

/// One survey, merged.
struct MergedSurvey {
  private struct Stratum {
    var population = 0
    var weight: UInt64 = 0
    var limit = UInt64.max
    var candidates: [CandidateShares.Place] = []

    /// Adds a worker's share of this stratum.
    mutating func add(_ tally: StratumTally, at place: CandidateShares.Place) {
      population += tally.population
      weight += tally.weight
      limit = min(limit, tally.limit)
      candidates.append(place)
    }
  }

  private struct Counts {
    var excluded = [Int](repeating: 0, count: ExclusionReason.allCases.count)
    var strata: [[UInt8]: Stratum] = [:]
    var places: [PlaceKey: Int] = [:]
  }

  let program: SurveyProgram
  let scan: ScanReport
  private var tasks: [Counts]
  private var plans: [Counts]
  private(set) var places: [PlaceKey: Int] = [:]
  private var kept = CandidateShares()
  private var rejectedRows = 0
  private var counts: [String: Int] = [:]
  private var located: [TargetFindings.Located] = []
  let doubts: CellDoubts.Merged
  /// Places of a row in a plan's frames that earlier rows have taken; a row has a sighting in each
  /// of the stages in which its id is suspected.
  private var taken: [PlanRow: Int] = [:]

  private struct PlanRow: Hashable {
    let plan: Int
    let batch: Int
    let localLine: Int
  }

  init(_ program: SurveyProgram, _ states: [SurveyState], _ scan: ScanReport) {
    self.program = program
    self.scan = scan
    doubts = CellDoubts.Merged(states.map(\.doubts))
    tasks = program.tasks.map { _ in Counts() }
    plans = program.plans.map { _ in Counts() }
    var states = states
    for index in states.indices {
      states[index].settle()
      add(states[index].rows, states[index].places, to: &places)
    }
    let numbers = numberedPlaces
    for state in states { add(state, numbers) }
    keepFirstFindings()
    for (kind, count) in scan.findingCounts { counts[kind.rawValue, default: 0] += count }
  }

  /// Of the first findings of each worker, the first of the file, as if there were one worker.
  private mutating func keepFirstFindings() {
    located.sort { ($0.batch, $0.localLine, $0.column) < ($1.batch, $1.localLine, $1.column) }
    var kept: [String: Int] = [:]
    located = located.filter { finding in
      kept[finding.code, default: 0] += 1
      return kept[finding.code, default: 0]
        <= TargetFindings.kept(finding.code, program.input.setAside)
    }
  }

  /// The number of each place: its index in the table of the registry.
  private var numberedPlaces: [PlaceKey: Int32] {
    let names = places.keys.sorted { $0.precedes($1) }
    return Dictionary(uniqueKeysWithValues: zip(names, 0...))
  }

  private mutating func add(_ state: SurveyState, _ numbers: [PlaceKey: Int32]) {
    rejectedRows += state.findings.rejectedRows
    located += state.findings.located
    for (code, count) in state.findings.counts { counts[code, default: 0] += count }
    for (index, tally) in state.plans.enumerated() {
      add(tally.excluded, to: &plans[index].excluded)
      add(tally.places, state.places, to: &plans[index].places)
    }
    kept.add(state, numbers)
    for (index, tally) in state.tasks.enumerated() {
      add(tally.excluded, to: &tasks[index].excluded)
      add(tally.places, state.places, to: &tasks[index].places)
      for (local, global) in tally.firstOf.enumerated() {
        let key = tally.strata.key(Int32(local))
        // A call on `self` here would copy all strata for each of them.
        tasks[index].strata[key, default: Stratum()].add(
          state.strata[global], at: kept.lastPlace(stratum: global))
      }
    }
  }

  private func add(_ counts: [Int], to sums: inout [Int]) {
    for (index, count) in counts.enumerated() { sums[index] += count }
  }

  private func add(_ tally: PlaceTally, _ names: PlaceTable, to counts: inout [PlaceKey: Int]) {
    for (place, count) in tally.counts.enumerated() where count > 0 {
      counts[names.names(place), default: 0] += count
    }
  }

  // MARK: - Repetitions

  /// Settles ids that stand in a frame more than once: errors, or one target where rows merge.
  mutating func resolveRepetitions(
    _ sightings: [Sighting], _ scan: ScanReport, findings: inout Findings
  ) {
    let byID = Dictionary(grouping: sightings) { StageAndID(stage: $0.stage, id: $0.id) }
    let groups = byID.values.filter { $0.count > 1 }
      .map { $0.sorted { ($0.batch, $0.localLine) < ($1.batch, $1.localLine) } }
      .sorted { ($0[0].batch, $0[0].localLine) < ($1[0].batch, $1[0].localLine) }
    for group in groups {
      if program.input.mergesRows {
        merge(group, scan, &findings)
      } else {
        reportRepetition(group, scan, &findings)
      }
    }
    reportSpellings(sightings, scan, &findings)
  }

  struct StageAndID: Hashable {
    let stage: Int
    let id: [UInt8]
  }

  private func reportRepetition(
    _ group: [Sighting], _ scan: ScanReport, _ findings: inout Findings
  ) {
    var firstLine: [Int: Int] = [:]
    for sighting in group {
      let line = scan.line(batch: sighting.batch, localLine: sighting.localLine)
      guard let member = sighting.members.first(where: { firstLine[$0.task] != nil }) else {
        for member in sighting.members { firstLine[member.task] = line }
        continue
      }
      findings.add(
        Finding(
          severity: .error, code: "duplicate-id", file: program.input.file.display, line: line,
          arguments: [
            String(decoding: sighting.id, as: UTF8.self), "\(firstLine[member.task] ?? line)",
            program.tasks[member.task].task.key,
          ]))
    }
  }

  private mutating func merge(
    _ group: [Sighting], _ scan: ScanReport, _ findings: inout Findings
  ) {
    var first: [Int: (member: Sighting.Membership, line: Int)] = [:]
    for sighting in group {
      let line = scan.line(batch: sighting.batch, localLine: sighting.localLine)
      dropFromPlans(sighting.members.filter { first[$0.task] != nil }, of: sighting)
      for member in sighting.members {
        guard let earlier = first[member.task] else {
          first[member.task] = (member, line)
          continue
        }
        if earlier.member.key != member.key || earlier.member.weight != member.weight {
          findings.add(
            Finding(
              severity: .error, code: "merged-rows-differ", file: program.input.file.display,
              line: line,
              arguments: [
                String(decoding: sighting.id, as: UTF8.self), "\(earlier.line)",
                program.tasks[member.task].task.key,
              ]))
        }
        drop(member)
      }
    }
  }

  /// A row all of whose places in a plan's frames, over all stages, are taken by earlier rows adds
  /// no target to it.
  private mutating func dropFromPlans(
    _ repeated: [Sighting.Membership], of sighting: Sighting
  ) {
    for plan in Set(repeated.map { program.tasks[$0.task].plan }).sorted() {
      let row = PlanRow(plan: plan, batch: sighting.batch, localLine: sighting.localLine)
      taken[row, default: 0] += repeated.count { program.tasks[$0.task].plan == plan }
      if taken[row] != sighting.plans.count(where: { $0 == plan }) { continue }
      plans[plan].excluded[ExclusionReason.merged.rawValue] += 1
      plans[plan].places[sighting.members[0].place, default: 0] -= 1
    }
  }

  /// Takes one further row of a target out of the counts.
  private mutating func drop(_ member: Sighting.Membership) {
    tasks[member.task].excluded[ExclusionReason.merged.rawValue] += 1
    tasks[member.task].strata[member.key]?.population -= 1
    tasks[member.task].strata[member.key]?.weight -= UInt64(member.weight)
    tasks[member.task].places[member.place, default: 0] -= 1
  }

  // MARK: - Results

  /// Rows of the registry, header excluded.
  private var rows: Int { scan.records + scan.rejected }

  func survey(jobs: Int) -> RegistrySurvey {
    let units = tasks.map { $0.strata.values.reduce(0) { $0 + $1.population } }
    let frames = parallelMap(units.count, jobs: jobs, weights: units) { frame($0) }
    return RegistrySurvey(
      facts: RegistryFacts(
        rows: rows, setAside: scan.rejected + rejectedRows, byDistrictAndGrade: table(places),
        input: InputDigest(
          role: "targets", file: program.input.file, digest: scan.digest, rows: rows,
          encoding: scan.encoding),
        counts: counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
        rejects: rejects),
      plans: plans.map(coverage),
      frames: program.tasksOfPlan.map { range in range.map { frames[$0] } })
  }

  private func coverage(_ plan: Counts) -> PlanCoverage {
    PlanCoverage(
      excluded: closed(plan.excluded, inFrame: plan.places.values.reduce(0, +)),
      byDistrictAndGrade: table(plan.places))
  }

  /// Exclusion counts with those filled in that no worker counts: rows set aside and rows of
  /// other districts.
  private func closed(_ counts: [Int], inFrame: Int) -> [Int] {
    var excluded = counts
    excluded[ExclusionReason.rejected.rawValue] += scan.rejected + rejectedRows
    excluded[ExclusionReason.district.rawValue] = rows - inFrame - excluded.reduce(0, +)
    return excluded
  }

  private func frame(_ index: Int) -> Frame {
    let task = tasks[index]
    let inFrame = task.strata.values.reduce(0) { $0 + $1.population }
    let strata = task.strata.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return Frame(
      rows: rows, excluded: closed(task.excluded, inFrame: inFrame),
      strata: strata.map { stratum($0.key, $0.value, plan: program.tasks[index].plan) },
      byDistrictAndGrade: table(task.places))
  }

  private func stratum(_ key: [UInt8], _ stratum: Stratum, plan: Int) -> FrameStratum {
    FrameStratum(
      values: FrameStratum.values(of: key), population: stratum.population, weight: stratum.weight,
      candidates: distinct(kept.candidates(stratum.candidates, plan: plan)),
      completeUpTo: stratum.limit)
  }

  /// One candidate a target: of merged rows the one whose texts come first in byte order.
  private func distinct(_ candidates: [Candidate]) -> [Candidate] {
    guard program.input.mergesRows else { return candidates }
    let sorted = candidates.sorted { $0.precedes($1) }
    return sorted.enumerated().filter { index, candidate in
      index == 0 || sorted[index - 1].target.id != candidate.target.id
    }.map(\.element)
  }

  private func table(_ places: [PlaceKey: Int]) -> [DistrictGradeCount] {
    places.filter { $0.value > 0 }.sorted { $0.key.precedes($1.key) }.map {
      DistrictGradeCount(
        district: String(decoding: $0.key.district, as: UTF8.self),
        grade: String(decoding: $0.key.grade, as: UTF8.self), count: $0.value)
    }
  }

  private var rejects: [RejectedRow] {
    let setAside = program.input.setAside
    let file = program.input.file.display
    let scanned = scan.findings.filter { setAside[$0.kind.rawValue] != nil }.map {
      RejectedRow(
        line: $0.recordLine, code: $0.kind.rawValue, raw: $0.raw,
        finding: Finding($0, file: file, header: program.header))
    }
    let checked = located.filter { setAside[$0.code] != nil }.map {
      let finding = finding($0)
      return RejectedRow(
        line: finding.line ?? 0, code: $0.code, raw: $0.raw, finding: finding,
        planID: $0.plan.map { program.plans[$0].plan.id })
    }
    let all = (scanned + checked).sorted {
      ($0.line, $0.code, $0.planID ?? "") < ($1.line, $1.code, $1.planID ?? "")
    }
    // A row without a weight for several tasks of a plan is one row.
    return all.indices.filter { $0 == 0 || !all[$0 - 1].isSame(as: all[$0], forAnyPlan: false) }
      .map { all[$0] }
  }

  /// What was found about a row of the registry.
  private func finding(_ located: TargetFindings.Located) -> Finding {
    Finding(
      severity: TargetFindings(program.input).severity(of: located.code), code: located.code,
      file: program.input.file.display,
      line: scan.line(batch: located.batch, localLine: located.localLine),
      arguments: [
        program.header.names[located.column], String(decoding: located.value, as: UTF8.self),
      ] + located.arguments)
  }

  /// Turns what was found about rows into findings: what the plan allows to be set aside is a
  /// note, all else an error or a warning.
  func report(_ findings: inout Findings) {
    let file = program.input.file.display
    var own = Findings()
    for finding in doubtfulCells + recordsBelow() { own.add(finding) }
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) {
      guard let allowed = program.input.setAside[code] else { continue }
      own.add(
        Finding(
          severity: count <= allowed ? .note : .error,
          code: count <= allowed ? "rows-set-aside" : "too-many-set-aside", file: file,
          arguments: [code, "\(count)", "\(allowed)"]))
    }
    func isOpen(_ code: String) -> Bool {
      program.input.setAside[code].map { counts[code, default: 0] > $0 } ?? true
    }
    for finding in scan.findings where isOpen(finding.kind.rawValue) {
      own.add(Finding(finding, file: file, header: program.header))
    }
    for located in located where isOpen(located.code) { own.add(finding(located)) }
    let told = scan.findings.map(\.kind.rawValue) + located.map(\.code)
    for (code, count) in counts {
      own.addUnkept(code, count: count - told.count { $0 == code }, file: file)
    }
    findings.merge(own)
  }
}
