// How many targets each stratum of a task's frame gives: the plan's rules meet the counts of the
// registry. Arithmetic is `Sampling`'s; what cannot be done is a finding.

import Sampling

/// Sizes for one stratum.
public struct StratumSize: Sendable, Hashable {
  /// n_h.
  public var selected: Int
  public var alternates: Int
}

/// Sizes for every stratum of a frame, in the frame's order.
public struct Allocation: Sendable {
  public var strata: [StratumSize]
  /// Strata that no rule of the plan matches, by index; their size is 0.
  var unmatched: [Int] = []
  /// What the plan asks beyond what the strata hold, or less than the minimums add up to.
  var totalAskedAndGiven: (asked: Int, given: Int)?
  /// Strata whose fixed count is more than there is.
  var short: [(stratum: Int, asked: Int)] = []
}

/// Allocates a task's sample over the strata of its frame (draw protocol, section 5).
public func allocate(_ task: InspectionTask, _ frame: Frame) -> Allocation {
  var allocation = Allocation(strata: [])
  let sizes: [Int] =
    switch task.amount {
    case .byStratum(let rules): sizesByRule(rules, task, frame, &allocation)
    case .total(let total, let across, let bounds):
      sizesOfTotal(total, across, bounds, frame, &allocation)
    }
  allocation.strata = zip(sizes, frame.strata).map { size, stratum in
    StratumSize(
      selected: size,
      alternates: min(task.alternates.count(for: size), stratum.population - size))
  }
  return allocation
}

private func sizesByRule(
  _ rules: [AmountRule], _ task: InspectionTask, _ frame: Frame, _ allocation: inout Allocation
) -> [Int] {
  frame.strata.enumerated().map { index, stratum in
    guard let rule = rules.first(where: { $0.matches(stratum, columns: task.strata) }) else {
      allocation.unmatched.append(index)
      return 0
    }
    if case .count(let count) = rule.quantity, count > stratum.population {
      allocation.short.append((index, count))
    }
    return rule.quantity.size(of: stratum.population, bounds: rule.bounds)
  }
}

extension AmountRule {
  fileprivate func matches(_ stratum: FrameStratum, columns: [String]) -> Bool {
    match.allSatisfy { column, values in
      zip(columns, stratum.values).contains { $0 == column && values.contains($1) }
    }
  }
}

private func sizesOfTotal(
  _ total: Int, _ across: Across, _ bounds: Bounds, _ frame: Frame,
  _ allocation: inout Allocation
) -> [Int] {
  let shares = frame.strata.enumerated().map { index, stratum in
    var weight = UInt64(stratum.population)
    switch across {
    case .proportional: break
    case .equal: weight = 1
    case .weights(let weights):
      if let given = weights.first(where: { $0.key == stratum.label }) {
        weight = UInt64(given.weight)
      } else {
        allocation.unmatched.append(index)
        weight = 0
      }
    }
    return Share(
      key: stratum.key, weight: weight, population: stratum.population, bounds: bounds)
  }
  let sizes = allocate(total: total, among: shares)
  let given = sizes.reduce(0, +)
  if given != total { allocation.totalAskedAndGiven = (total, given) }
  return sizes
}

extension FrameStratum {
  /// Between the values of a stratum's key: below every printable character, so that keys sort as
  /// their values do.
  static let separator: UInt8 = 0x1F

  /// The values of the stratum columns as one byte string that sorts as they do.
  var key: [UInt8] {
    values.enumerated().flatMap { index, value in
      (index == 0 ? [] : [FrameStratum.separator]) + Array(value.utf8)
    }
  }
}

extension Allocation {
  /// Says what of the plan could not be done.
  func report(_ task: InspectionTask, _ frame: Frame, _ findings: inout Findings) {
    if frame.population == 0 {
      findings.warning("empty-frame", at: task.position, arguments: [task.key])
    }
    for index in unmatched {
      findings.error(
        "no-rule-for-stratum", at: task.position, arguments: [task.key, frame.strata[index].label])
    }
    for (index, asked) in short {
      findings.warning(
        "quantity-above-population", at: task.position,
        arguments: [
          task.key, frame.strata[index].label, "\(asked)", "\(frame.strata[index].population)",
        ])
    }
    if let (asked, given) = totalAskedAndGiven {
      findings.warning(
        "total-not-met", at: task.position, arguments: [task.key, "\(asked)", "\(given)"])
    }
  }
}
