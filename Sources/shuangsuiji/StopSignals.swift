// SIGINT, SIGTERM and SIGHUP. They are blocked before any thread starts, and one thread waits for
// them: it asks all work to stop, removes what is half made and lets the process die by the signal,
// so that the parent sees just that (130, 143, 129 in a shell).
//
// The one thing to know: after the first signal they are no longer blocked, so that a second one
// ends the process at once. A signal that the parent had ignored (nohup, `&`) stays ignored.
//
// Unsafe: signal sets and the thread's start are passed by pointer; each lives for one call.

import Glibc
import Tables

enum StopSignals {
  /// Those that the parent did not ignore.
  private static let numbers = [SIGINT, SIGTERM, SIGHUP].filter { !isIgnored($0) }

  /// To be called before any thread starts.
  static func handle() {
    // Noticed where bytes are written.
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var set = signalSet()
    unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
    FaultSignals.handle()
    var thread = pthread_t()
    let problem = unsafe pthread_create(&thread, nil, { _ in unsafe StopSignals.wait() }, nil)
    // Without the thread, signals end the process as they always do; the next run clears up.
    if problem == 0 { FaultSignals.waiterStarted() } else { unblock() }
  }

  /// Never returns once a signal has come: the thread that waits for signals ends the process.
  static func yieldToSignal() {
    while Cancellation.process.isRequested { pause() }
  }

  private static func wait() -> UnsafeMutableRawPointer? {
    var number: Int32 = 0
    var set = signalSet()
    repeat {
      while unsafe sigwait(&set, &number) != 0 {}
      // From elsewhere, this one means nothing.
    } while number == FaultSignals.wake && !FaultSignals.isOutOfMemory
    unblock()
    ProgressDisplay.end()
    Cancellation.process.request()
    if FaultSignals.isOutOfMemory { FaultSignals.endOutOfMemory() }
    kill(getpid(), number)
    while true { pause() }
  }

  private static func signalSet() -> sigset_t {
    var set = sigset_t()
    unsafe sigemptyset(&set)
    for number in numbers + [FaultSignals.wake] { unsafe sigaddset(&set, number) }
    return set
  }

  /// Signals end the process again; not the one that wakes, which means nothing by itself.
  private static func unblock() {
    var set = signalSet()
    unsafe sigdelset(&set, FaultSignals.wake)
    unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    // SIG_IGN is the number 1 in the place of a function.
    return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
  }
}
