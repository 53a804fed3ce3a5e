// `explain`: the answer to one enterprise or one officer. Where plan and registries are at hand the
// draw is repeated, so that everything said is computed and nothing believed; where they are not,
// the record alone says what an id's tickets are worth in each stratum (draw protocol, section 10).

import Sampling
import Tables

/// What is said about an id.
public enum Explanation: Sendable {
  case target(TargetExplanation)
  case officer(OfficerExplanation)
  /// From the record alone.
  case record(RecordExplanation)
  /// Neither registry of the plan has the id; the text says what is wrong with it as a credit
  /// code, as a word of `MessageTable.words`, if that can be said.
  case unknown(problem: String?)
}

/// What a record says of an id without any registry.
public struct RecordExplanation: Sendable {
  public struct Task: Sendable {
    public var draw: RecordedDraw
    public var ticket: Ticket
  }

  public var planID: String
  public var id: String
  public var seedHash: String
  public var tasks: [Task]

  public init(_ id: String, _ record: DrawRecord) {
    self.id = id
    planID = record.planID
    seedHash = record.seedHash
    tasks = record.draws.compactMap { draw in
      Hash(hex: draw.stageKey).map { Task(draw: draw, ticket: TicketKey(hash: $0).ticket(id)) }
    }
  }
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
      [request.plan], seed: request.seed, jobs: jobs, findings: &drawFindings)?.first,
    campaign.repeats(request.record)
  else {
    findings.report("draw-not-repeated", file: request.recordPath)
    return nil
  }
  // What is wrong with the rows of others is nobody's business here; it has not stopped the draw.
  if let target = explainTarget(id, campaign, jobs: jobs, findings: &drawFindings) {
    return .target(target)
  }
  if let officer = explainOfficer(id, trip: trip, campaign, findings: &findings) {
    return findings.hasErrors ? nil : .officer(officer)
  }
  if findings.hasErrors { return nil }
  let code = Array(id.utf8)
  return .unknown(problem: code.count == 18 ? CreditCode.check(code.span)?.text : nil)
}

extension Campaign {
  /// Whether the draws are those that a record tells of.
  fileprivate func repeats(_ record: DrawRecord) -> Bool {
    let recorded = record.draws
    return recorded.count == draws.count
      && zip(draws, recorded).allSatisfy { own, other in
        own.strata.map(\.recorded) == other.strata
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
