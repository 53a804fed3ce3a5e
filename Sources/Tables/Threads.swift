// Threads of our own, for work that must end even where the system has no more threads to give.
//
// The one thing to know: Dispatch waits until it can make a thread. With little memory left
// (`ulimit -v`) or too many processes that is for ever, and a run that should fail or be slow
// hangs. Here the caller does what no thread could be made for.
//
// Unsafe: `pthread_create` takes the body by pointer; the thread that it starts takes it back.

import Glibc

/// Runs `body(0)…body(count − 1)`, each on a thread of its own, the first on the caller's; returns
/// when all are done.
///
/// Where fewer threads can be made, what is left runs on the caller's, one after another: bodies
/// must not wait for each other to begin.
func concurrently(_ count: Int, _ body: @Sendable (Int) -> Void) {
  if count <= 0 { return }
  withoutActuallyEscaping(body) { body in
    var threads: [pthread_t] = []
    var left = 1..<count
    while let index = left.first, let thread = startThread({ body(index) }) {
      threads.append(thread)
      left.removeFirst()
    }
    body(0)
    for index in left { body(index) }
    for thread in threads { _ = unsafe pthread_join(thread, nil) }
  }
}

/// Starts a thread that nobody waits for.
///
/// - Returns: false, and `body` is not run, when the system has no thread to give.
func startDetachedThread(_ body: @escaping @Sendable () -> Void) -> Bool {
  guard let thread = startThread(body) else { return false }
  _ = pthread_detach(thread)
  return true
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
