// Ends that nobody asked for: memory that the system refuses (`ulimit -v`), at which the runtime
// aborts, and errors of this program, which trap. Both say one sentence; the first ends like any
// other work that cannot go on, with status 2 and nothing half made left, the second by its signal.
//
// The one thing to know: a handler may run in the middle of anything, so that it only writes,
// waits and ends. What has to be removed is removed by the thread that waits for signals, with
// memory that was set aside for it at the start.
//
// Unsafe: signal actions, the reserve and the sentences are passed to the system by pointer; they
// are made before any handler can run, and never given back.

import Glibc
import Synchronization

enum FaultSignals {
  /// What wakes the thread that waits for signals.
  static let wake = SIGUSR1
  /// Address space kept for clearing up: it costs no memory until it is used. Folders of a thousand
  /// plans need a tenth of it.
  private static let reserveBytes = 8 << 20
  /// Longest wait for what is being removed, where the failed thread holds a lock that it needs.
  private static let patienceInSeconds: UInt32 = 2
  private static let reserve = Atomic<UInt>(0)
  /// The first thread whose memory is refused wakes the one that waits for signals.
  private static let wasRefused = Atomic(false)
  /// Whether there is a thread to be woken.
  private static let hasWaiter = Atomic(false)
  /// C strings that stay for ever; replaced when the language is known.
  private static let memorySentence = Atomic<UInt>(0)
  private static let errorSentence = Atomic<UInt>(0)

  /// To be called before any thread starts.
  static func handle() {
    unsafe reserve.store(
      UInt(
        bitPattern: mmap(
          nil, reserveBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)),
      ordering: .relaxed)
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { FaultSignals.end($0) }
    for number in [SIGABRT, SIGSEGV, SIGILL, SIGTRAP] { unsafe sigaction(number, &action, nil) }
    saveAddressSpace()
  }

  /// The C library keeps 64 MB of addresses for each thread's memory: where there is a limit on
  /// these (`ulimit -v`), that alone can be more than all there is.
  private static func saveAddressSpace() {
    var limit = rlimit()
    let space = __rlimit_resource_t(RLIMIT_AS.rawValue)
    guard unsafe getrlimit(space, &limit) == 0, limit.rlim_cur != ~0 else { return }
    guard let name = unsafe dlsym(nil, "mallopt") else { return }
    let mallopt = unsafe unsafeBitCast(name, to: (@convention(c) (Int32, Int32) -> Int32).self)
    _ = mallopt(-8, 1)  // M_ARENA_MAX
  }

  /// Says in which language the sentences are, before anything can fail.
  static func speak(_ text: (_ english: String, _ chinese: String) -> String) {
    store(
      text(
        "shuangsuiji: error: [out-of-memory] the system refuses more memory; what stands in the "
          + "output folder is whole, old or new\n  hint: raise the limit (ulimit -v, the "
          + "container's) and run again\n",
        "shuangsuiji: 错误：[out-of-memory] 系统无法再分配内存；输出文件夹中已有的内容均完整，或旧或新\n"
          + "  建议：请提高内存上限（ulimit -v 或容器的限制）后重新运行\n"), in: memorySentence)
    store(
      text(
        "shuangsuiji: error: [program-error] an error of this program; what stands in the output "
          + "folder is whole, old or new\n  hint: please report the lines above and the command\n",
        "shuangsuiji: 错误：[program-error] 程序内部错误；输出文件夹中已有的内容均完整，或旧或新\n"
          + "  建议：请将以上各行和所用命令一并反馈\n"), in: errorSentence)
  }

  /// Whether memory was refused: the thread that waits for signals ends the process then, when all
  /// is removed.
  static var isOutOfMemory: Bool { wasRefused.load(ordering: .acquiring) }

  static func waiterStarted() { hasWaiter.store(true, ordering: .releasing) }

  /// The end for want of memory.
  static func endOutOfMemory() -> Never {
    write(memorySentence)
    _exit(ExitStatus.failed.rawValue)
  }

  // MARK: In the handler

  private static func end(_ number: Int32) {
    // The runtime aborts; where even its message finds no memory, it reads at the address 0.
    guard (number == SIGABRT || number == SIGSEGV) && errno == ENOMEM else {
      write(errorSentence)
      signal(number, SIG_DFL)
      raise(number)
      return
    }
    let isFirst = !wasRefused.exchange(true, ordering: .acquiringAndReleasing)
    if !hasWaiter.load(ordering: .acquiring) { endOutOfMemory() }
    if isFirst {
      _ = unsafe munmap(
        UnsafeMutableRawPointer(bitPattern: reserve.load(ordering: .relaxed)), reserveBytes)
      kill(getpid(), wake)
    }
    // Others that fail meanwhile wait as well: the first decides how long.
    var rest = patienceInSeconds
    while rest > 0 { rest = sleep(rest) }
    endOutOfMemory()
  }

  private static func store(_ text: String, in place: borrowing Atomic<UInt>) {
    let copy = unsafe strdup(text)
    place.store(UInt(bitPattern: copy), ordering: .releasing)
  }

  private static func write(_ place: borrowing Atomic<UInt>) {
    guard
      let text = unsafe UnsafePointer<CChar>(bitPattern: place.load(ordering: .acquiring))
    else { return }
    _ = unsafe Glibc.write(2, text, strlen(text))
  }
}
