// What partial.json says must agree with itself and with the files beside it: every row of the part
// is in a frame or excluded for one reason, strata add up to their frame, and a stage has a ticket
// for everybody in its frames. Whoever changes one number is found out here; that all numbers are
// true is the part's word.

import Sampling
import Tables

extension RegistrySurvey {
  /// Where the counts of a part contradict each other, as a place of partial.json; nil where they
  /// agree. Two ids of a stage whose tickets have the first 64 bits in common would be taken for a
  /// contradiction, as between two parts.
  ///
  /// - Parameter stages: of all tasks, as indices into `prefixes`.
  func contradiction(stages: [Int]) -> String? {
    let rows = facts.rows
    if sum(facts.byDistrictAndGrade) != rows { return "rows" }
    for (index, plan) in plans.enumerated() {
      let inFrame = sum(plan.byDistrictAndGrade)
      if inFrame == nil || sum(plan.excluded, inFrame ?? 0) != rows { return "coverage[\(index)]" }
    }
    for (plan, own) in frames.enumerated() {
      for (task, frame) in own.enumerated() where !addsUp(frame) {
        return "frames[\(plan)][\(task)]"
      }
    }
    let populations = frames.joined().map(\.population)
    // A wrong code that means another one leaves that one's ticket beside its own.
    let wrongCodes = facts.counts.first { $0.code == "invalid-code" }?.count ?? 0
    for stage in prefixes.indices {
      let own = zip(stages, populations).filter { $0.0 == stage }.map(\.1)
      let count = prefixes[stage].count
      if count < own.max() ?? 0 || count > own.reduce(wrongCodes, +) { return "stages[\(stage)]" }
    }
    return nil
  }

  private func addsUp(_ frame: Frame) -> Bool {
    let populations = frame.strata.map(\.population)
    guard let whole = sum(populations, 0),
      sum(frame.byDistrictAndGrade) == whole,
      sum(frame.excluded, whole) == facts.rows
    else { return false }
    return frame.strata.allSatisfy { stratum in
      let weight = stratum.candidates.reduce(UInt64(0)) { $0 + UInt64($1.weight) }
      let isWhole = stratum.candidates.count == stratum.population
      // Nobody weighs more than 32 bits can say; and the weights of parts add up.
      return stratum.weight >> 32 <= UInt64(stratum.population) && stratum.weight < 1 << 56
        && (isWhole ? weight == stratum.weight : weight <= stratum.weight)
    }
  }

  /// Nil where a number cannot be, or the sum is more than the rows.
  private func sum(_ numbers: [Int], _ first: Int) -> Int? {
    numbers.reduce(Optional(first)) { sum, number in
      guard let sum, 0...facts.rows ~= number, sum + number <= facts.rows else { return nil }
      return sum + number
    }
  }

  private func sum(_ places: [DistrictGradeCount]) -> Int? {
    sum(places.map(\.count), 0)
  }
}
