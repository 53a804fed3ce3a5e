// What a record says of each task's draw: the counts and cut-off tickets that can be checked, and
// explained, where the registry is not at hand.

import Sampling
import Tables

/// One stratum of a recorded draw.
public struct RecordedStratum: Sendable, Hashable {
  public var label: String
  /// N_h.
  public var population: Int
  /// n_h.
  public var selected: Int
  public var alternates: Int
  /// Hex; nil where none is selected.
  public var lastSelected: String?
  /// Hex; nil where all are selected.
  public var firstUnselected: String?
}

/// One task of a recorded draw.
public struct RecordedDraw: Sendable, Hashable {
  public var key: String
  public var number: String
  public var stage: String
  /// K of the stage, in hex.
  public var stageKey: String
  /// By stratum key ascending.
  public var strata: [RecordedStratum]
  /// Whether the order is that of ticket over weight.
  public var isWeighted: Bool
}

extension DrawRecord {
  /// The tasks as recorded; those that lack a field are left out.
  public var draws: [RecordedDraw] {
    guard let tasks = tree["tasks"]?.elements else { return [] }
    return tasks.compactMap(recordedDraw)
  }

  private func recordedDraw(_ task: JSON5Value) -> RecordedDraw? {
    guard let key = task.text(at: ["key"]), let number = task.text(at: ["number"]),
      let stage = task.text(at: ["stage"]),
      let stageKey = tree.text(at: ["seed", "keys", stage]),
      case .array(let strata)? = task["strata"]?.kind
    else { return nil }
    return RecordedDraw(
      key: key, number: number, stage: stage, stageKey: stageKey,
      strata: strata.compactMap(recordedStratum),
      isWeighted: tree.value(at: ["rules", "tasks", key, "weight"]).map { !$0.isNull } ?? false)
  }

  private func recordedStratum(_ stratum: JSON5Value) -> RecordedStratum? {
    guard let label = stratum.text(at: ["stratum"]), let population = stratum["N"]?.integer,
      let selected = stratum["n"]?.integer, let alternates = stratum["alternates"]?.integer
    else { return nil }
    return RecordedStratum(
      label: label, population: population, selected: selected, alternates: alternates,
      lastSelected: stratum.text(at: ["lastSelected"]),
      firstUnselected: stratum.text(at: ["firstUnselected"]))
  }

  /// Whether an input was written in something other than UTF-8.
  func hasOtherEncoding(_ role: String) -> Bool {
    guard let inputs = tree["inputs"]?.elements else { return false }
    return inputs.contains { $0.text(at: ["role"]) == role && $0["encoding"] != nil }
  }

  /// Rows that the draw set aside, of the registry or of one task.
  var setAsideRows: Int {
    let rows = tree.value(at: ["registry", "setAside"])?.integer ?? 0
    guard let tasks = tree["tasks"]?.elements else { return rows }
    return tasks.compactMap { $0.value(at: ["excluded", "rejected"])?.integer }.max()
      .map { max($0, rows) } ?? rows
  }
}

extension JSON5Value {
  fileprivate var isNull: Bool {
    if case .null = kind { true } else { false }
  }
}
