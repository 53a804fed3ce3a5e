// `explain`: the answer to one enterprise or one officer. Where plan and registries are at hand the
// draw is repeated, so that everything said is computed and nothing believed; where they are not,
// the record alone says what an id's tickets are worth in each stratum (draw protocol, section 10).

import Sampling
import Tables

/// What is said about an id.
public enum Explanation: Sendable {
  case target(TargetExplanation)
  case officer(OfficerExplanation)
  /// An officer whom the plan may not send: the registry has him in another district.
  case officerElsewhere(OfficerElsewhere)
  /// From the record alone.
  case record(RecordExplanation)
  /// The target registry has the id only on rows that were set aside.
  case setAside(SetAsideExplanation)
  /// Asked of the record alone, which draws by credit code: this is none.
  case notACode(NotACodeExplanation)
  /// Neither registry of the plan has the id; these are near.
  case unknown(near: [String])
}

/// Explains an id from a record, its plan and its registries.
///
/// - Parameters:
///   - trip: number of a trip that an officer asks about.
///   - findings: says why there is no answer: an input is changed, or the draw does not repeat.
/// - Returns: nil when there is no answer.
public func explain(
  _ id: String, trip: Int?, _ request: VerificationRequest, jobs: Int,
  findings: inout Findings
) -> Explanation? {
  let early = checkInputs(request, &findings)
  if findings.hasErrors { return nil }
  var drawFindings = Findings()
  guard early.isEmpty,
    let campaign = conduct(
      [request.plan], seed: request.seed, jobs: jobs, isRepeat: true, findings: &drawFindings
    )?.first,
    campaign.repeats(request.record)
  else {
    findings.report("draw-not-repeated", file: request.recordPath)
    return nil
  }
  // What is wrong with the rows of others is nobody's business here; it has not stopped the draw.
  let book = replacements(since: campaign, request, &findings)
  if findings.hasErrors { return nil }
  let isAsDrawn = book == nil && hasReplacements(request.recordBytes, at: request.recordPath)
  if isAsDrawn {
    findings.report("replacements-unknown", file: request.recordPath, severity: .warning)
  }
  if var target = explainTarget(id, campaign, jobs: jobs, findings: &findings) {
    target.replacements = book.map { $0.book.explained(target.id, $0.lines) } ?? []
    target.isAsDrawn = isAsDrawn
    return .target(target)
  }
  if findings.hasErrors { return nil }
  if var officer = explainOfficer(id, trip: trip, campaign, findings: &findings) {
    officer.replacements = book?.lines.count ?? 0
    officer.isAsDrawn = isAsDrawn
    return findings.hasErrors ? nil : .officer(officer)
  }
  if findings.hasErrors { return nil }
  if let stranger = campaign.officers.first(where: { $0.reference == id }) {
    return .officerElsewhere(OfficerElsewhere(plan: request.plan, officer: stranger))
  }
  let rows = campaign.malformedRows(of: request.plan.inputs.targets.cleaned(Array(id.utf8)))
  if !rows.isEmpty {
    return .setAside(SetAsideExplanation(plan: request.plan, id: id, rows: rows))
  }
  return .unknown(near: Array(idsNear(id, campaign, jobs: jobs).prefix(3)))
}

extension Campaign {
  /// Officers of all registries, of any district.
  fileprivate var officers: [Inspector] {
    (registries.inspectors ?? []) + registries.jointInspectors
  }

  /// Whether draws, their list, and the bytes that they were made from, are those that a record
  /// tells of.
  fileprivate func repeats(_ record: DrawRecord) -> Bool {
    let recorded = record.draws
    let areInputsSame = record.inputs.allSatisfy { input in
      digests.contains { $0.role == input.role && $0.digest.hex == input.file.digest }
    }
    let list = FileDigest(of: drawSheet(self, record.flavour)).hex
    return areInputsSame && list == record.outputDigest(of: "draw.csv")
      && recorded.count == draws.count
      && zip(draws, recorded).allSatisfy { own, other in
        own.strata.map(\.recorded) == other.strata
      }
  }
}

/// The visits as the ledger's replacements leave them, and the numbers of its lines; nil where no
/// ledger is at hand.
private func replacements(
  since campaign: Campaign, _ request: VerificationRequest, _ findings: inout Findings
) -> (book: VisitBook, lines: [Int])? {
  guard let view = readLedger(beside: request, &findings), let entry = view.entry else {
    return nil
  }
  let entries = view.ledger.replacements(of: entry)
  var book = VisitBook(campaign)
  if book.repeatAll(entries, request.record.flavour) != nil {
    findings.report("draw-not-repeated", file: view.path)
  }
  return (book, entries.map(\.sequence))
}

extension VisitBook {
  /// What the steps did to a target.
  fileprivate func explained(_ id: String, _ lines: [Int]) -> [ExplainedReplacement] {
    zip(steps, lines).flatMap { step, line -> [ExplainedReplacement] in
      func numbers(_ places: [ReplacementPlace]) -> [String] {
        places.map { campaign.plan.tasks[$0.task].number }
      }
      var found: [ExplainedReplacement] = []
      let (reason, date) = (step.grounds.reason, step.grounds.date)
      if step.target.idText == id {
        found.append(
          ExplainedReplacement(
            line: line, isLeaving: true, reason: reason, date: date, tasks: numbers(step.places)))
      }
      let taken = step.places.filter { $0.visit.map { visits[$0].target.idText == id } ?? false }
      if let visit = taken.first?.visit {
        found.append(
          ExplainedReplacement(
            line: line, isLeaving: false, reason: reason, date: date, tasks: numbers(taken),
            day: visits[visit].day))
      }
      return found
    }
  }
}

extension StratumDraw {
  fileprivate var recorded: RecordedStratum {
    RecordedStratum(
      label: label, population: population, selected: size.selected, alternates: size.alternates,
      lastSelected: lastSelected?.hex, firstUnselected: firstUnselected?.hex)
  }
}
