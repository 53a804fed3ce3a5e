// "Why me, why not me?" for one enterprise: where its row went in each task, with the numbers that
// decide it. The row goes alone through the same survey that draws, so that no rule is told twice;
// its place among all comes from a pass that keeps every candidate.

import Sampling
import Tables

/// What became of one target in one task.
public struct TargetStanding: Sendable {
  public enum Outcome: Sendable {
    /// In no frame, for the first reason in the documented order.
    case excluded(ExclusionReason)
    case inFrame(FramePlace)
  }

  public var task: InspectionTask
  /// K of the task's stage.
  public var key: Hash
  public var ticket: Ticket
  public var outcome: Outcome
  /// The reason that the plan gives for a listed target.
  public var listedReason: String?

  /// The task's scope in words.
  public func scopeText(_ language: Language) -> String {
    language == .zh ? task.scope.chineseText : task.scope.englishText
  }
}

/// A target's place in its stratum.
public struct FramePlace: Sendable {
  public var stratum: String
  /// N_h.
  public var population: Int
  public var size: StratumSize
  /// Place in the order of the stratum, from 1.
  public var rank: Int
  /// Nil where the chance is equal.
  public var weight: UInt32?
  public var probability: Fraction
  public var lastSelected: Ticket?
  public var firstUnselected: Ticket?
  /// Of these two, where there are weights.
  public var boundaryWeights: (last: UInt32?, first: UInt32?) = (nil, nil)

  public var isSelected: Bool { rank <= size.selected }
  /// Number among the alternates; nil where it is none.
  public var alternate: Int? {
    (1...max(1, size.alternates)).contains(rank - size.selected) && size.alternates > 0
      ? rank - size.selected : nil
  }
}

/// The visit to a target.
public struct ExplainedVisit: Sendable {
  /// 检查序号.
  public var number: Int
  public var day: Day?
  public var deadline: Day?
}

/// What a line of the ledger did to a target after the draw.
public struct ExplainedReplacement: Sendable {
  /// Number of the ledger's line.
  public var line: Int
  /// Whether the target left its visit; else it was called in somebody's place.
  public var isLeaving: Bool
  public var reason: String
  /// On which it was found, as stated.
  public var date: Day?
  /// Numbers of the tasks.
  public var tasks: [String]
  /// Of the visit that it has now; nil for one that left.
  public var day: Day?
}

/// All that is to be said to one enterprise.
public struct TargetExplanation: Sendable {
  public var plan: Plan
  public var id: String
  public var name: String
  /// Lines of the registry on which it stands.
  public var lines: [Int]
  public var seedHash: Hash
  public var standings: [TargetStanding]
  /// Rows of it that the plan allowed to be set aside.
  public var setAside: [RejectedRow]
  public var visit: ExplainedVisit?
  /// In the order of the ledger.
  public var replacements: [ExplainedReplacement] = []
  /// Whether targets were replaced since, and no ledger at hand tells whom that concerns.
  public var isAsDrawn = false
}

/// A row of a registry, by itself.
private struct FoundRow {
  var batch: Int
  var localLine: Int
  var cells: [String]
}

/// Finds the rows of one id.
private final class RowFinder: RecordSink {
  private let id: [UInt8]
  private let column: Int
  private let input: TargetInput
  var rows: [FoundRow] = []

  init(_ id: [UInt8], _ header: Header, _ input: TargetInput) {
    let finder = ColumnFinder(
      header: header, mapping: input.file.columns, known: Column.targets)
    (self.id, self.input) = (id, input)
    column = finder.index(role: "id") ?? 0
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    var lines = LineCursor(batch: batch.number)
    for record in 0..<batch.records {
      let base = record * (batch.columns + 1)
      let cells = RecordFields(base: base)
      guard isWanted(bytes, cells.range(column, fields)) else { continue }
      let row = (0..<batch.columns).map { column in
        let range = cells.range(column, fields)
        return String(
          decoding: decodeField(bytes, from: range.lowerBound, to: range.upperBound), as: UTF8.self)
      }
      rows.append(
        FoundRow(
          batch: batch.number, localLine: lines.line(at: Int(fields[base]), bytes), cells: row))
    }
  }

  private func isWanted(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    // Cleaning and unquoting make a field no longer.
    if range.count < id.count { return false }
    return input.cleaned(decodeField(bytes, from: range.lowerBound, to: range.upperBound)) == id
  }
}

/// Explains what became of a target; nil where the registry does not have it.
///
/// - Parameters:
///   - campaign: the draw, repeated.
///   - findings: says that the registry is no longer the one that was drawn from.
/// - Complexity: two passes over the registry; memory as of a draw that keeps the plan's frames.
func explainTarget(
  _ text: String, _ campaign: Campaign, jobs: Int, findings: inout Findings
) -> TargetExplanation? {
  let plan = campaign.plan
  let input = plan.inputs.targets
  let id = input.cleaned(Array(text.utf8))
  let surveyed = SurveyedPlan(
    plan: plan, history: visitHistories(of: [plan], [campaign.registries], jobs: 1)[0])
  var (states, lines): ([SurveyState], [Int]) = ([], [])
  var name: String?
  for file in input.files {
    do {
      let found = try find(id, in: file, input, jobs: jobs)
      try campaign.expect(found.report.digest, of: file)
      for row in found.rows {
        guard let header = found.header else { continue }
        states.append(try survey(row, header, surveyed, campaign.seed))
        lines.append(found.report.line(batch: row.batch, localLine: row.localLine))
      }
      name = name ?? found.name
    } catch {
      findings.add(error, file: file.display)
      return nil
    }
  }
  if states.isEmpty { return nil }
  guard let frames = framesOfAll(surveyed, campaign, jobs: jobs, findings: &findings) else {
    return nil
  }
  let standings = plan.tasks.indices.map { task in
    standing(id, task, states, frames[task], campaign)
  }
  return TargetExplanation(
    plan: plan, id: String(decoding: id, as: UTF8.self), name: name ?? "", lines: lines,
    seedHash: campaign.seed.hash, standings: standings,
    setAside: campaign.rowsSetAside(on: lines), visit: visit(to: id, campaign))
}

/// The plan's frames with every candidate; nil where the registry has changed since the draw.
private func framesOfAll(
  _ plan: SurveyedPlan, _ campaign: Campaign, jobs: Int, findings: inout Findings
) -> [Frame]? {
  // What is wrong with rows was said by the draw.
  var again = Findings()
  let survey = surveyRegistry(
    [plan], seed: campaign.seed, jobs: jobs, retainsAll: true, findings: &again)
  for input in survey?.facts.inputs ?? [] {
    do {
      try campaign.expect(input.digest, of: input.file)
    } catch {
      findings.add(error, file: input.file.display)
      return nil
    }
  }
  if survey == nil { findings.merge(again) }
  return survey?.frames.first
}

extension Campaign {
  /// Holds bytes that are read again against those of the draw.
  fileprivate func expect(_ digest: FileDigest, of file: InputFile) throws(TableError) {
    if digests.contains(where: { $0.file == file && $0.digest == digest }) { return }
    throw .changedWhileReading(path: file.path)
  }
}

/// The rows of an id in one file of a registry.
private func find(
  _ id: [UInt8], in file: InputFile, _ input: TargetInput, jobs: Int
) throws(TableError) -> (rows: [FoundRow], header: Header?, report: ScanReport, name: String?) {
  var options = ScanOptions()
  options.jobs = jobs
  var header: Header?
  let scan = try scanTable(at: file.path, format: file.format, options: options) {
    (found) throws(TableError) -> RowFinder in
    header = found
    return RowFinder(id, found, input)
  }
  let rows = scan.sinks.flatMap(\.rows)
    .sorted { ($0.batch, $0.localLine) < ($1.batch, $1.localLine) }
  let column = header.flatMap {
    ColumnFinder(header: $0, mapping: file.columns, known: Column.targets).index(role: "name")
  }
  return (rows, header, scan.report, rows.first.flatMap { row in column.map { row.cells[$0] } })
}

/// One row alone, through the survey.
private func survey(
  _ row: FoundRow, _ header: Header, _ plan: SurveyedPlan, _ seed: Seed
) throws(TableError) -> SurveyState {
  var table = CSVWriter(flavour: .plain, header: header.names)
  table.row(row.cells.map(Cell.text))
  var ignored = Findings()
  let program = SurveyProgram(
    [plan], header: header, seed: seed, retainsAll: true, findings: &ignored)
  let scan = try scanTable(table.bytes) { (_) throws(TableError) -> TargetSurvey in
    TargetSurvey(program)
  }
  return scan.sinks[0].state
}

private func standing(
  _ id: [UInt8], _ index: Int, _ states: [SurveyState], _ frame: Frame, _ campaign: Campaign
) -> TargetStanding {
  let task = campaign.plan.tasks[index]
  let key = campaign.seed.key(task.stage)
  var standing = TargetStanding(
    task: task, key: key.hash, ticket: key.ticket(id), outcome: .excluded(.district))
  var furthest: ExclusionReason = .rejected
  for state in states {
    let strata = state.tasks[index].strata
    if strata.count == 0 {
      let reason = reason(state, task: index)
      if reason.rawValue > furthest.rawValue { furthest = reason }
      continue
    }
    if let position = frame.strata.firstIndex(where: { $0.key == strata.key(0) }) {
      standing.outcome = .inFrame(
        place(id, frame.strata[position], campaign.draws[index].strata[position], task))
      return standing
    }
  }
  standing.outcome = .excluded(furthest)
  standing.listedReason = task.exclusions.ids.first { Array($0.id.utf8) == id }?.reason
  return standing
}

/// Why a row that went alone through the survey is in no frame of a task.
private func reason(_ state: SurveyState, task: Int) -> ExclusionReason {
  if state.findings.rejectedRows > 0 { return .rejected }
  let index = state.tasks[task].excluded.firstIndex { $0 > 0 }
  return index.flatMap(ExclusionReason.init) ?? .district
}

private func place(
  _ id: [UInt8], _ stratum: FrameStratum, _ draw: StratumDraw, _ task: InspectionTask
) -> FramePlace {
  let units = stratum.candidates.map(\.unit)
  let rest = stratum.population - draw.size.selected
  let order =
    task.weight == nil
    ? DoubleRandom.ordered(draw.size.selected, rest, units)
    : drawWeighted(draw.size.selected, alternates: rest, from: units)
  let all = order.selected + order.alternates
  let own = all.firstIndex { units[$0].id.elementsEqual(id) } ?? 0
  var place = FramePlace(
    stratum: stratum.label, population: stratum.population, size: draw.size, rank: own + 1,
    weight: task.weight == nil ? nil : units[all[own]].weight,
    probability: order.probability(of: units[all[own]]), lastSelected: draw.lastSelected,
    firstUnselected: draw.firstUnselected)
  if task.weight != nil {
    place.boundaryWeights = (
      order.selected.last.map { units[$0].weight }, order.alternates.first.map { units[$0].weight }
    )
  }
  return place
}

/// `draw` of the kernel, which a method's own name would hide.
private func ordered(_ count: Int, _ rest: Int, _ units: [Unit]) -> Drawn {
  draw(count, alternates: rest, from: units)
}

private func visit(to id: [UInt8], _ campaign: Campaign) -> ExplainedVisit? {
  guard let index = campaign.visits.firstIndex(where: { $0.target.id.elementsEqual(id) }) else {
    return nil
  }
  let visit = campaign.visits[index]
  return ExplainedVisit(number: index + 1, day: visit.day, deadline: visit.deadline)
}
