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
  /// Strata that the plan speaks of and the frame does not have.
  var absent: [String] = []
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
  for (column, values) in rules.flatMap(\.match) {
    guard let position = task.strata.firstIndex(of: column) else { continue }
    let known = Set(frame.strata.map { $0.values[position] })
    let absent = values.filter { !known.contains($0) }.map { "\(column)=\($0)" }
    allocation.absent += absent.filter { !allocation.absent.contains($0) }
  }
  return frame.strata.enumerated().map { index, stratum in
    guard let rule = rules.first(where: { $0.matches(stratum.values, columns: task.strata) }) else {
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
  /// Whether the rule holds for a stratum with these values of these columns.
  func matches(_ values: [String], columns: [String]) -> Bool {
    match.allSatisfy { column, accepted in
      zip(columns, values).contains { $0 == column && accepted.contains($1) }
    }
  }
}

private func sizesOfTotal(
  _ total: Int, _ across: Across, _ bounds: Bounds, _ frame: Frame,
  _ allocation: inout Allocation
) -> [Int] {
  var given: [String: Int] = [:]
  if case .weights(let weights) = across {
    let known = Set(frame.strata.map(\.label))
    allocation.absent = weights.map(\.key).filter { !known.contains($0) }
    given = Dictionary(weights.map { ($0.key, $0.weight) }, uniquingKeysWith: { first, _ in first })
  }
  let shares = frame.strata.enumerated().map { index, stratum in
    var weight = UInt64(stratum.population)
    switch across {
    case .proportional: break
    case .equal: weight = 1
    case .weights:
      let own = given[stratum.label]
      if own == nil { allocation.unmatched.append(index) }
      weight = UInt64(own ?? 0)
    }
    return Share(
      key: stratum.key, weight: weight, population: stratum.population, bounds: bounds)
  }
  let sizes = allocate(total: total, among: shares)
  let sum = sizes.reduce(0, +)
  if sum != total { allocation.totalAskedAndGiven = (total, sum) }
  return sizes
}

extension FrameStratum {
  /// Between the values of a stratum's key: below every printable character, so that keys sort as
  /// their values do.
  static let separator: UInt8 = 0x1F

  /// The values in a key.
  static func values(of key: [UInt8]) -> [String] {
    key.split(separator: separator, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

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
    let place = task.places.quantity ?? task.position
    if frame.population > 0, unmatched.isEmpty, strata.allSatisfy({ $0.selected == 0 }) {
      findings.warning(
        "nothing-selected", at: place, arguments: [task.key, "\(frame.population)"])
    }
    for index in unmatched {
      var code = "no-rule-for-stratum"
      if case .total = task.amount { code = "no-weight-for-stratum" }
      findings.error(code, at: place, arguments: [task.key, frame.strata[index].label])
    }
    if !absent.isEmpty, frame.population > 0 {
      findings.add(
        Finding(
          .note, "stratum-without-target", at: place,
          [task.key, absent.joined(separator: ", ")]))
    }
    for (index, asked) in short {
      if task.strata.isEmpty {
        findings.warning(
          "quantity-above-frame", at: place,
          arguments: [task.key, "\(asked)", "\(frame.population)"])
        continue
      }
      findings.warning(
        "quantity-above-population", at: place,
        arguments: [
          task.key, frame.strata[index].label, "\(asked)", "\(frame.strata[index].population)",
        ])
    }
    if let (asked, given) = totalAskedAndGiven, unmatched.isEmpty {
      findings.warning(
        "total-not-met", at: place, arguments: [task.key, "\(asked)", "\(given)"])
    }
  }
}
