// What two registries that are compared say of rows that are no targets.

import Tables

/// Rows whose id is empty, damaged, in blanks or the word of a sum: no targets, most likely.
struct DoubtfulIDs {
  private static let sums = CreditCodeSums()
  private(set) var count = 0
  /// The first one in byte order, whoever saw it.
  private(set) var example: [UInt8]?

  mutating func look(at id: [UInt8]) {
    if DoubtfulIDs.sums.isValid(id.span) { return }
    if IDProblem(id, isCreditCode: false) == nil, CreditCode.damage(id.span) == nil, !isSum(id) {
      return
    }
    add(1, id)
  }

  mutating func add(_ other: DoubtfulIDs) {
    if let id = other.example { add(other.count, id) }
  }

  private mutating func add(_ rows: Int, _ id: [UInt8]) {
    count += rows
    if let example, !id.lexicographicallyPrecedes(example) { return }
    example = id
  }

  func report(_ path: String, _ findings: inout Findings) {
    guard let example else { return }
    findings.warning(
      "compared-no-targets", file: path,
      arguments: ["\(count)", String(decoding: example, as: UTF8.self)])
  }
}
