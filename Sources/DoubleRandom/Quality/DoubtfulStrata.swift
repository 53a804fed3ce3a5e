// Strata that are probably none: of an empty value, or like a larger one but for case, width or
// blanks. Such a stratum is small, and rounding up or a minimum draws it wholly or nearly so.

import Tables

extension Frame {
  func warnOfDoubtfulStrata(
    _ task: InspectionTask, _ allocation: Allocation, _ findings: inout Findings
  ) {
    var largest: [String: FrameStratum] = [:]
    for stratum in strata {
      let name = folded(stratum)
      if stratum.population > largest[name]?.population ?? 0 { largest[name] = stratum }
    }
    for (stratum, size) in zip(strata, allocation.strata) {
      let numbers = ["\(stratum.population)", "\(size.selected)"]
      if let column = zip(task.strata, stratum.values).first(where: { $0.1.isEmpty })?.0 {
        findings.warning(
          "empty-stratum", at: task.position, arguments: [task.key, column] + numbers)
      } else if let other = largest[folded(stratum)], other.values != stratum.values {
        findings.warning(
          "stratum-like-another", at: task.position,
          arguments: [task.key, stratum.label, other.label] + numbers)
      }
    }
  }

  private func folded(_ stratum: FrameStratum) -> String {
    stratum.values.map(DoubleRandom.folded).joined(separator: "\u{1F}")
  }
}
