// Independent pieces of work on several threads, results in index order.

import Synchronization

/// The results of `body(0)…body(count − 1)`, in that order, computed by at most `jobs` threads.
///
/// - Parameter weights: how much work each is, where that differs: the greatest ones begin first,
///   so that the threads end together.
public func parallelMap<Result: Sendable>(
  _ count: Int, jobs: Int, weights: [Int] = [], _ body: @Sendable (Int) -> Result
) -> [Result] {
  if jobs <= 1 || count <= 1 { return (0..<count).map(body) }
  let order =
    weights.isEmpty
    ? Array(0..<count) : (0..<count).sorted { (weights[$1], $0) < (weights[$0], $1) }
  let results = Mutex([Result?](repeating: nil, count: count))
  let next = Atomic(0)
  concurrently(min(jobs, count)) { _ in
    while true {
      let position = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if position >= count { return }
      let index = order[position]
      let result = body(index)
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}

/// Values of which each is taken away once, by the thread that needs it last: what it holds is
/// given back there, beside the work of others.
public final class Handover<Value: Sendable>: Sendable {
  private let values: Mutex<[Value?]>

  public init(_ values: [Value]) { self.values = Mutex(values) }

  /// - Precondition: not taken before.
  public func take(_ index: Int) -> Value {
    guard let value = values.withLock({ $0[index].take() }) else {
      preconditionFailure("a value is taken once")
    }
    return value
  }
}
