// Differences between what a record and its files say and what the repeated draw gives, each with
// its stage and its place.

import Tables

/// The stages of a draw, in order: the first one that differs explains the later ones.
public enum CampaignStage: String, CaseIterable, Sendable {
  case record, plan, inputs, seed, frame, draw, schedule, pairing, outputs, rules

  /// The stage that a top-level key of the record belongs to.
  init(recordKey: String) {
    switch recordKey {
    case "plan": self = .plan
    case "inputs": self = .inputs
    case "seed": self = .seed
    case "registry": self = .frame
    case "tasks": self = .draw
    case "visits": self = .schedule
    case "pairing": self = .pairing
    case "outputs": self = .outputs
    case "rules": self = .rules
    default: self = .record
    }
  }
}

/// One place where a record or a result file is not what the draw gives.
public struct Discrepancy: Sendable, Hashable {
  public var stage: CampaignStage
  public var file: String
  /// Key path of the record, or `line 12`.
  public var place: String
  /// What the repeated draw gives; nil where it gives nothing.
  public var expected: String?
  /// What stands in the file; nil where it is missing.
  public var found: String?
}

/// The first difference of two JSON trees under each top-level key, in the order of `expected`.
func differences(_ found: JSON5Value, _ expected: JSON5Value, file: String) -> [Discrepancy] {
  guard case .object(let members) = expected.kind, case .object(let others) = found.kind else {
    return [Discrepancy(stage: .record, file: file, place: "", expected: "object", found: nil)]
  }
  var all: [Discrepancy] = []
  for member in members {
    let other = others.first { $0.key == member.key }?.value
    guard let (place, expected, found) = firstDifference(other, member.value, member.key) else {
      continue
    }
    all.append(
      Discrepancy(
        stage: CampaignStage(recordKey: member.key), file: file, place: place,
        expected: expected, found: found))
  }
  for other in others where !members.contains(where: { $0.key == other.key }) {
    all.append(
      Discrepancy(
        stage: .record, file: file, place: other.key, expected: nil, found: other.value.brief))
  }
  return all
}

private typealias Difference = (place: String, expected: String?, found: String?)

private func firstDifference(
  _ found: JSON5Value?, _ expected: JSON5Value?, _ place: String
) -> Difference? {
  guard let found, let expected else {
    return (place, expected?.brief, found?.brief)
  }
  switch (found.kind, expected.kind) {
  case (.object(let a), .object(let b)):
    let keys = b.map(\.key) + a.map(\.key).filter { key in !b.contains { $0.key == key } }
    for key in keys {
      let difference = firstDifference(
        a.first { $0.key == key }?.value, b.first { $0.key == key }?.value, "\(place).\(key)")
      if let difference { return difference }
    }
    return nil
  case (.array(let a), .array(let b)):
    for index in 0..<max(a.count, b.count) {
      let difference = firstDifference(
        index < a.count ? a[index] : nil, index < b.count ? b[index] : nil, "\(place)[\(index)]")
      if let difference { return difference }
    }
    return nil
  default:
    return found.brief == expected.brief ? nil : (place, expected.brief, found.brief)
  }
}

extension JSON5Value {
  /// The value in one line; scalars exactly, so that equal text means equal value.
  fileprivate var brief: String {
    switch kind {
    case .null: "null"
    case .bool(let flag): "\(flag)"
    case .number(let text): text
    case .string(let text): "\"\(text)\""
    case .array(let values): "[\(values.count)]"
    case .object(let members): "{\(members.count)}"
    }
  }
}

/// The first line in which two files differ.
func firstDifferingLine(
  _ found: [UInt8], _ expected: [UInt8]
) -> (line: Int, expected: String?, found: String?) {
  let a = found.split(separator: 0x0A, omittingEmptySubsequences: false)
  let b = expected.split(separator: 0x0A, omittingEmptySubsequences: false)
  let same = zip(a, b).prefix { $0 == $1 }.count
  func text(_ lines: [ArraySlice<UInt8>]) -> String? {
    same < lines.count ? String(decoding: lines[same], as: UTF8.self) : nil
  }
  return (same + 1, text(b), text(a))
}
