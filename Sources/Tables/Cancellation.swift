// The wish to stop, and what has to be undone then. A process that is told to end by a signal asks
// for it once; scans see the flag at the end of a part, and what stands half made in output folders
// is removed before `request` returns.
//
// The one thing to know: making a temporary and entering its removal here is one step under one
// lock, so that there is no instant in which a temporary exists that `request` does not know of.

import Synchronization

public final class Cancellation: Sendable {
  /// Of the whole process: what everything listens to unless told otherwise.
  public static let process = Cancellation()

  /// Names an entry, so that it can be struck out.
  struct Token: Hashable, Sendable { fileprivate var number: Int }

  private struct Entries {
    var last = 0
    var removals: [(token: Token, remove: @Sendable () -> Void)] = []
  }

  private let flag = Atomic(false)
  private let entries = Mutex(Entries())

  public init() {}

  /// Whether to stop. Cheap: for the end of each part of a scan.
  public var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Asks everything to stop and removes all temporaries; nothing new begins afterwards.
  ///
  /// Waits for what cannot be left half done: files being written, entries being renamed.
  public func request() {
    flag.store(true, ordering: .relaxed)
    entries.withLock { entries in
      for entry in entries.removals.reversed() { entry.remove() }
      entries.removals.removeAll()
    }
  }

  /// Has something done by `request`, after what is entered later and before what was earlier.
  public func whenRequested(_ remove: @escaping @Sendable () -> Void) {
    _ = try? enter { () throws(OutputError) in ((), remove) }
  }

  /// Makes a temporary and enters how it is removed; both or neither.
  ///
  /// - Returns: nil, and nothing is made, when stopping was asked for.
  func enter<Temporary>(
    _ make: () throws(OutputError) -> (Temporary, remove: @Sendable () -> Void)
  ) throws(OutputError) -> (Temporary, Token)? {
    try entries.withLock { (entries) throws(OutputError) in
      if isRequested { return nil }
      let (temporary, remove) = try make()
      entries.last += 1
      let token = Token(number: entries.last)
      entries.removals.append((token, remove))
      return (temporary, token)
    }
  }

  /// Strikes out what has been removed or has become a result.
  func strike(_ token: Token) {
    entries.withLock { entries in entries.removals.removeAll { $0.token == token } }
  }

  /// Does what must not be interrupted; nil, and nothing is done, when stopping was asked for.
  func uninterrupted<Result>(
    _ body: () throws(OutputError) -> Result
  ) throws(OutputError) -> Result? {
    try entries.withLock { (_) throws(OutputError) in isRequested ? nil : try body() }
  }
}
