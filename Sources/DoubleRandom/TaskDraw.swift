// The draw of one task: in each stratum the selected and the alternates, with the tickets between
// which the cut lies. Who is drawn is decided in `Sampling`; this file hands it the candidates.

import Sampling

/// A drawn target of one task.
public struct DrawnTarget: Sendable {
  public var candidate: Candidate
  public var isSelected: Bool
  /// 1-based, over selected and alternates of the stratum.
  public var number: Int
  /// n_h/N_h, or the target value of a weighted draw; not reduced where it is n_h/N_h.
  public var probability: (numerator: UInt64, denominator: UInt64)
}

/// The draw of one stratum.
public struct StratumDraw: Sendable {
  public var label: String
  public var population: Int
  public var size: StratumSize
  /// Selected in their order, then alternates in theirs.
  public var drawn: [DrawnTarget]
  /// Ticket of the last selected; nil when none is.
  public var lastSelected: Ticket?
  /// Ticket of the first that is not selected; nil when all are.
  public var firstUnselected: Ticket?
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
    task.weight == nil ? drawEqual(stratum, size) : drawByWeight(stratum, size)
  }
  return TaskDraw(
    task: task,
    frame: FrameCounts(
      rows: frame.rows, excluded: frame.excluded, population: frame.population,
      byDistrictAndGrade: frame.byDistrictAndGrade),
    strata: strata)
}

private func drawEqual(_ stratum: FrameStratum, _ size: StratumSize) -> StratumDraw {
  drawn(stratum, size, draw(size.selected, alternates: size.alternates, from: stratum.units)) {
    _ in (UInt64(size.selected), UInt64(stratum.population))
  }
}

private func drawByWeight(_ stratum: FrameStratum, _ size: StratumSize) -> StratumDraw {
  let units = stratum.units
  let result = drawWeighted(size.selected, alternates: size.alternates, from: units)
  return drawn(stratum, size, result) { index in
    let probability = result.probability(of: units[index])
    return (probability.numerator, probability.denominator)
  }
}

private func drawn(
  _ stratum: FrameStratum, _ size: StratumSize, _ result: Drawn,
  probability: (Int) -> (UInt64, UInt64)
) -> StratumDraw {
  let order = result.selected + result.alternates
  return StratumDraw(
    label: stratum.label, population: stratum.population, size: size,
    drawn: order.enumerated().map { position, index in
      DrawnTarget(
        candidate: stratum.candidates[index], isSelected: position < result.selected.count,
        number: position + 1, probability: probability(index))
    },
    lastSelected: result.selected.last.map { stratum.candidates[$0].ticket },
    firstUnselected: result.firstUnselected.map { stratum.candidates[$0].ticket })
}

extension FrameStratum {
  fileprivate var units: [Unit] {
    candidates.map { Unit(ticket: $0.ticket, id: Array($0.target.id), weight: $0.weight) }
  }
}
