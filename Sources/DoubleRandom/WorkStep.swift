// The steps of long work, by the numbers that `Progress` counts them with. Only a display reads
// them.

import Tables

/// What a run is at.
public enum WorkStep: Int, Sendable, CaseIterable {
  case registries = 1
  case survey, draw, pairing, results, simulation, generation

  /// Begins the step.
  ///
  /// - Parameter total: how much there is to do, where that is known.
  public func begin(total: Int = 0) { Progress.process.enter(rawValue, total: total) }
}
