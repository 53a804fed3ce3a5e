// Work on several threads that ends even where the system has no thread to give.
//
// The one thing to know: Dispatch waits until it can make a thread. With little memory left
// (`ulimit -v`) or too many processes that is for ever, and a run that should fail or be slow
// hangs. So it is only asked when as many threads could just be made; else the caller does all.
//
// Unsafe: `pthread_create` takes the body by pointer; the thread that it starts takes it back.
// `getrlimit` fills in a structure.

import Dispatch
import Glibc

/// Runs `body(0)…body(count − 1)`, side by side where threads can be had, and returns when all are
/// done. Bodies must not wait for each other to begin.
///
/// - Parameter canStart: whether so many more threads can be had.
func concurrently(
  _ count: Int, canStart: (Int) -> Bool = canStart, _ body: @Sendable (Int) -> Void
) {
  if count > 1 && canStart(count - 1) {
    DispatchQueue.concurrentPerform(iterations: count, execute: body)
  } else {
    for index in 0..<max(0, count) { body(index) }
  }
}

/// Whether so many threads can be made at once: each is, and ends.
func canStart(_ count: Int) -> Bool {
  var threads: [pthread_t] = []
  while threads.count < count, let thread = startThread({}) { threads.append(thread) }
  for thread in threads { pthread_join(thread, nil) }
  return threads.count == count
}

/// Starts a thread that nobody waits for.
///
/// - Returns: false, and `body` is not run, when the system has no thread to give.
func startDetachedThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  guard let thread = startThread(body) else { return false }
  _ = pthread_detach(thread)
  return true
}

/// Bytes that the stack of a thread may have: the system's limit, which each of them inherits.
public func stackBytes() -> Int {
  var limit = rlimit()
  let stack = __rlimit_resource_t(RLIMIT_STACK.rawValue)
  guard unsafe getrlimit(stack, &limit) == 0 else { return .max }
  return Int(clamping: limit.rlim_cur)
}

private func startThread(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
  let box = unsafe Unmanaged.passRetained(ThreadBody(body))
  var thread = pthread_t()
  let problem = unsafe pthread_create(
    &thread, nil,
    {
      guard let box = unsafe $0 else { return nil }
      unsafe Unmanaged<ThreadBody>.fromOpaque(box).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  if problem == 0 { return thread }
  unsafe box.release()
  return nil
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void

  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}
