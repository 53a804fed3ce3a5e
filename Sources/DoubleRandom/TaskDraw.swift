// The draw of one task: in each stratum the selected and the alternates, with the tickets between
// which the cut lies. Who is drawn is decided in `Sampling`; this file hands it the candidates.

import Sampling

/// The draw of one stratum.
public struct StratumDraw: Sendable {
  public var label: String
  public var population: Int
  public var size: StratumSize
  /// Selected in their order, then alternates in theirs.
  public var drawn: [Candidate]
  /// Ticket of the last selected; nil when none is.
  public var lastSelected: Ticket?
  /// Ticket of the first that is not selected; nil when all are.
  public var firstUnselected: Ticket?
  /// The weighted draw, where weights decide the probabilities.
  fileprivate var weighted: Drawn?

  public var selected: ArraySlice<Candidate> { drawn.prefix(size.selected) }

  /// The inclusion probability of a drawn target: n_h/N_h as it is, or the target value of a
  /// weighted draw, reduced.
  public func probability(of candidate: Candidate) -> (numerator: UInt64, denominator: UInt64) {
    guard let weighted else { return (UInt64(size.selected), UInt64(population)) }
    let probability = weighted.probability(of: candidate.unit)
    return (probability.numerator, probability.denominator)
  }
}

/// The draw of one task.
public struct TaskDraw: Sendable {
  public var task: InspectionTask
  public var frame: FrameCounts
  public var strata: [StratumDraw]

  public var selectedCount: Int { strata.reduce(0) { $0 + $1.size.selected } }
  public var alternateCount: Int { strata.reduce(0) { $0 + $1.size.alternates } }
}

/// What remains of a frame once its candidates have been drawn from.
public struct FrameCounts: Sendable {
  public var rows: Int
  public var excluded: [Int]
  public var population: Int
  public var byDistrictAndGrade: [DistrictGradeCount]
}

/// Draws a task's sample from its frame (draw protocol, section 5).
func drawTargets(_ task: InspectionTask, from frame: Frame, _ allocation: Allocation) -> TaskDraw {
  let strata = zip(frame.strata, allocation.strata).map { stratum, size in
    draw(stratum, size, isWeighted: task.weight != nil)
  }
  return TaskDraw(
    task: task,
    frame: FrameCounts(
      rows: frame.rows, excluded: frame.excluded, population: frame.population,
      byDistrictAndGrade: frame.byDistrictAndGrade),
    strata: strata)
}

private func draw(
  _ stratum: FrameStratum, _ size: StratumSize, isWeighted: Bool
) -> StratumDraw {
  let candidates = stratum.candidates
  let result =
    isWeighted
    ? drawWeighted(size.selected, alternates: size.alternates, from: candidates.map(\.unit))
    : draw(size.selected, alternates: size.alternates, lots: candidates.map(\.ticket.w0)) {
      candidates[$0].unit
    }
  return StratumDraw(
    label: stratum.label, population: stratum.population, size: size,
    drawn: (result.selected + result.alternates).map { candidates[$0] },
    lastSelected: result.selected.last.map { candidates[$0].ticket },
    firstUnselected: result.firstUnselected.map { candidates[$0].ticket },
    weighted: isWeighted ? result : nil)
}

extension Candidate {
  /// What the draw looks at.
  var unit: Unit { Unit(ticket: ticket, id: target.id, weight: weight) }
}
