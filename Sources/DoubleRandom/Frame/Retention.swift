// How many candidates of a stratum must be kept while the registry streams past, before anybody
// knows how large the stratum is. Candidates that can no longer be drawn are forgotten, so memory
// grows with the sample and not with the registry. Whether enough was kept is *checked* after the
// pass (`FrameStratum.suffices`); where it was not, the pass is made again keeping everything.

import Sampling

/// An upper estimate of the candidates needed from N units: ⌈share·N⌉ + constant.
struct Retention: Sendable {
  private let share: Fraction?
  private let constant: Int

  /// Forgets nobody.
  static let everything = Retention(share: nil, constant: 0)

  private init(share: Fraction?, constant: Int) {
    self.share = share
    self.constant = constant
  }

  /// What a task may need of a stratum with these values, alternates included.
  init(_ task: InspectionTask, values: [String]) {
    switch task.amount {
    case _ where task.weight != nil: self = .everything
    case .total(let total, _, let bounds):
      // Minimums that add up to more than the total are met all the same.
      self.init(
        share: .zero, constant: max(total, bounds.minimum ?? 0), alternates: task.alternates)
    case .byStratum(let rules):
      let rule = rules.first { $0.matches(values, columns: task.strata) }
      let minimum = rule?.bounds.minimum ?? 0
      switch rule?.quantity {
      case .all: self = .everything
      case .ratio(let ratio, _, _):
        self.init(share: ratio, constant: minimum, alternates: task.alternates)
      case .count(let count):
        self.init(share: .zero, constant: max(count, minimum), alternates: task.alternates)
      case nil: self.init(share: .zero, constant: 0)
      }
    }
  }

  private init(share: Fraction?, constant: Int, alternates: Alternates) {
    self.constant = constant + alternates.count(for: constant) + 2
    switch (share, alternates) {
    case (let share?, .ratio(let ratio)): self.share = Self.sum(share, times: ratio)
    case (let share, _): self.share = share
    }
  }

  /// share·(1 + ratio), or nil (keep everything) where the exact product does not fit.
  private static func sum(_ share: Fraction, times ratio: Fraction) -> Fraction? {
    let (extended, overflow1) = ratio.denominator.addingReportingOverflow(ratio.numerator)
    let (numerator, overflow2) = share.numerator.multipliedReportingOverflow(by: extended)
    let (denominator, overflow3) =
      share.denominator.multipliedReportingOverflow(by: ratio.denominator)
    if overflow1 || overflow2 || overflow3 || numerator >= denominator { return nil }
    return Fraction(numerator: numerator, denominator: denominator)
  }

  /// How many candidates to keep after `population` units; nil keeps all.
  ///
  /// The draw needs the smallest tickets of *all* workers' units together, of which this worker's
  /// part is random, and how many tickets lie below a limit is random as well: six standard
  /// deviations and 64 are added to what is expected.
  func kept(of population: Int) -> Int? {
    guard let share else { return nil }
    let expected = share.ceiling(of: population) + constant
    return expected + 6 * integerSquareRoot(expected) + 64
  }

  /// How many units of smallest ticket a part of a registry must hand on of `population`, so that
  /// a fixed count or total can be drawn from any union of parts; nil for all.
  func needed(of population: Int) -> Int? {
    share.map { min(population, $0.ceiling(of: population) + constant) }
  }

  /// The first word of a ticket up to which a part hands on candidates; nil for all.
  ///
  /// It depends on the part's own N_h alone, and is never above the limit of a worker that saw
  /// some of its units (with e = expected(p) for p ≤ N units: (e + 6⌊√e⌋ + 64)/p is at least
  /// (e' + 5⌊√e'⌋ + 32)/N, because e/p falls as p grows and ⌊√e⌋/p differs from √e/p by less than
  /// the 32 units between the constants). So it does not depend on threads.
  func limit(ofPart population: Int) -> UInt64? {
    guard let share, population > 0 else { return nil }
    let expected = share.ceiling(of: population) + constant
    let kept = expected + 5 * integerSquareRoot(expected) + 32
    if kept >= population { return nil }
    return UInt64(population.magnitude.dividingFullWidth((UInt(kept), 0)).quotient)
  }
}

/// ⌊√n⌋ by Newton's iteration on integers.
func integerSquareRoot(_ n: Int) -> Int {
  guard n > 1 else { return n }
  var root = n
  var next = (n + 1) / 2
  while next < root {
    root = next
    next = (root + n / root) / 2
  }
  return root
}
