// Parts are read side by side, but what a part begins with is known only from all parts before it:
// the relay hands that knowledge on from part to part, in order. Each worker adds its own part's
// share right after reading it, which takes microseconds, and then works on its part alone.
// The one thing to know: nobody waits for work, only for the reading of earlier parts.
import Dispatch
import Synchronization

/// Hands out parts and the turns in which they take the baton.
final class Relay: Sendable {
  private let baton: Mutex<Baton>
  private let nextPart: Atomic<Int>
  private let turns: [DispatchSemaphore]

  /// - Parameters:
  ///   - baton: what is known before part `first`.
  ///   - jobs: workers at most, hence parts that wait for their turn at once.
  init(_ baton: Baton, first: Int, jobs: Int) {
    self.baton = Mutex(baton)
    nextPart = Atomic(first)
    turns = (0..<jobs).map { _ in DispatchSemaphore(value: 0) }
    turns[first % jobs].signal()
  }

  /// The next part to be read; nil when nothing more is.
  func next() -> Int? {
    if baton.withLock({ $0.isEnded }) { return nil }
    return nextPart.add(1, ordering: .relaxed).oldValue
  }

  /// Waits until all parts before `part` had their turn, then runs `body` on the baton.
  ///
  /// Each part that `next` gave out takes exactly one turn. At most `jobs` parts wait at once, and
  /// they follow each other, so that no two wait at the same semaphore.
  func turn<Result: ~Copyable>(of part: Int, _ body: (inout Baton) -> sending Result) -> Result {
    turns[part % turns.count].wait()
    defer { turns[(part + 1) % turns.count].signal() }
    return baton.withLock(body)
  }

  /// Lets no further part be read.
  func stop() { baton.withLock { $0.isEnded = true } }

  /// The baton after the last turn.
  var finished: Baton { baton.withLock { $0 } }
}
