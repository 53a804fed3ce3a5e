// How far the work is: counters that work adds to and a display may look at, whenever it likes.
// Work never looks at them, waits for nobody and knows no clock, so that no result can depend on
// them.
//
// The one thing to know: who adds does so once a part of a table, megabytes at a time; the cost
// cannot be measured.

import Synchronization

public final class Progress: Sendable {
  /// Of the whole process.
  public static let process = Progress()

  /// What was counted at some instant.
  public struct State: Sendable, Equatable {
    /// What the work is at, as its caller numbers it; 0 for nothing.
    public var step = 0
    /// Counts the steps that were entered, so that a step entered again is another one.
    public var entered = 0
    /// Of the step, in whatever is counted: bytes, draws.
    public var done = 0
    /// What `done` will be in the end; 0 where that is not known.
    public var total = 0
    /// Records among it.
    public var records = 0

    public init() {}
  }

  private let step = Atomic(0)
  private let entered = Atomic(0)
  private let done = Atomic(0)
  private let total = Atomic(0)
  private let records = Atomic(0)

  public init() {}

  /// Begins a step; the counts begin anew.
  public func enter(_ number: Int, total: Int = 0) {
    done.store(0, ordering: .relaxed)
    records.store(0, ordering: .relaxed)
    self.total.store(total, ordering: .relaxed)
    step.store(number, ordering: .relaxed)
    entered.add(1, ordering: .relaxed)
  }

  /// Adds to what there is to do in this step.
  public func expect(_ more: Int) { total.add(more, ordering: .relaxed) }

  /// Adds to what is done.
  public func advance(_ more: Int, records: Int = 0) {
    done.add(more, ordering: .relaxed)
    self.records.add(records, ordering: .relaxed)
  }

  /// The counts; not all of the same instant, which is good enough for a display.
  public var state: State {
    var state = State()
    state.step = step.load(ordering: .relaxed)
    state.entered = entered.load(ordering: .relaxed)
    state.done = done.load(ordering: .relaxed)
    state.total = total.load(ordering: .relaxed)
    state.records = records.load(ordering: .relaxed)
    return state
  }
}
