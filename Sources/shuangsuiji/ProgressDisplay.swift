// The one line on the terminal that says what long work is at: step, rows a second, time left. A
// thread of its own looks at the counters of `Progress` a few times a second; the clock is here and
// nowhere deeper.
//
// The one thing to know: the line is wiped away before anything else is written, and stays away
// until the next step begins; so it never mixes with findings or results.
//
// Unsafe: the thread's start is passed by pointer, which lives for the call.

import DoubleRandom
import Glibc
import Synchronization
import Tables

enum ProgressDisplay {
  /// Work that is shorter is over before anybody wonders.
  static let patience = Duration.seconds(2)

  private struct State {
    var isOn = false
    var language = Language.en
    var begun = ContinuousClock.now
    /// The step that is timed, by `Progress.State.entered`.
    var step = 0
    var stepBegun = ContinuousClock.now
    /// The step in which something else was written.
    var hidden = 0
    var isShown = false
  }

  private static let state = Mutex(State())

  /// Whether there is anybody to whom a line can be shown that changes.
  static func isWanted(isTerminal: Bool, terminal: String?, isQuiet: Bool) -> Bool {
    isTerminal && !isQuiet && terminal != nil && terminal != "dumb"
  }

  /// Shows progress from now on, where it is wanted.
  static func begin(_ language: Language, isWanted: Bool) {
    if !isWanted { return }
    state.withLock {
      $0 = State()
      ($0.isOn, $0.language) = (true, language)
    }
    var thread = pthread_t()
    // Without the thread nothing is shown, which is no loss for the work.
    _ = unsafe pthread_create(&thread, nil, { _ in unsafe ProgressDisplay.watch() }, nil)
  }

  /// Wipes the line away; it comes back with the next step.
  static func hide() {
    state.withLock { state in
      state.hidden = Progress.process.state.entered
      wipe(&state)
    }
  }

  /// Wipes the line away for good.
  static func end() {
    state.withLock { state in
      state.isOn = false
      wipe(&state)
    }
  }

  private static func wipe(_ state: inout State) {
    if !state.isShown { return }
    _ = writeAll(Array("\r\u{1B}[K".utf8), to: 2)
    state.isShown = false
  }

  private static func watch() -> UnsafeMutableRawPointer? {
    while state.withLock({ $0.isOn }) {
      usleep(200_000)
      state.withLock { update(&$0, Progress.process.state, now: .now) }
    }
    return nil
  }

  private static func update(
    _ state: inout State, _ progress: Progress.State, now: ContinuousClock.Instant
  ) {
    guard state.isOn, let step = WorkStep(rawValue: progress.step) else { return }
    if state.step != progress.entered { (state.step, state.stepBegun) = (progress.entered, now) }
    guard state.hidden != progress.entered, now - state.begun >= patience else { return }
    let line = ProgressLine(
      step: step, progress: progress, seconds: now - state.stepBegun, language: state.language)
    let text = line.text(width: terminalWidth() ?? 80)
    state.isShown = writeAll(Array("\r\(text)\u{1B}[K".utf8), to: 2) == 0
  }
}

/// What the line says.
struct ProgressLine {
  var step: WorkStep
  var progress: Progress.State
  /// Since the step began.
  var seconds: Duration
  var language: Language

  /// One line that leaves the terminal's last column free.
  func text(width: Int) -> String {
    var used = 0
    let kept = whole.prefix { character in
      used += displayWidth(String(character))
      return used < width
    }
    return String(kept)
  }

  private var whole: String {
    let parts = [share, counted, rate, left].compactMap { $0 }
    let name = name(language)
    if parts.isEmpty { return name + Words(" …", "……")(language) }
    return name + Words(": ", "：")(language) + parts.joined(separator: Words(", ", "，")(language))
  }

  private var name: Words {
    switch step {
    case .registries: Words("reading lists", "读取清单")
    case .survey: Words("reading the registry", "读取名录库")
    case .draw: Words("drawing", "抽取")
    case .pairing: Words("pairing officers", "匹配人员")
    case .results: Words("making the results", "生成结果")
    case .simulation: Words("simulating", "模拟")
    case .generation: Words("generating", "生成")
    }
  }

  private var share: String? {
    progress.total > 0 ? "\(100 * min(progress.done, progress.total) / progress.total) %" : nil
  }

  private var counted: String? {
    if step == .simulation { return nil }
    return progress.records > 0
      ? Words("\(short(progress.records)) rows", "\(short(progress.records))条")(language) : nil
  }

  private var rate: String? {
    guard progress.records > 0, !isRead, milliseconds >= 500 else { return nil }
    let rows = short(
      progress.records / milliseconds * 1000
        + progress.records % milliseconds * 1000 / milliseconds)
    return Words("\(rows) rows/s", "每秒 \(rows)条")(language)
  }

  /// Said once a twentieth is done: before, it would jump about.
  private var left: String? {
    guard progress.total > 0, !isRead, progress.done * 20 >= progress.total, milliseconds >= 500
    else { return nil }
    let rest = Int128(max(0, progress.total - progress.done))
    let seconds = 1 + Int(Int128(milliseconds) * rest / Int128(max(1, progress.done)) / 1000)
    return Words("\(time(seconds)) left", "约剩 \(time(seconds))")(language)
  }

  /// Whether what is left is to think about what was read.
  private var isRead: Bool { progress.total > 0 && progress.done >= progress.total }

  private var milliseconds: Int {
    let (seconds, attoseconds) = seconds.components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
  }

  private func time(_ seconds: Int) -> String {
    seconds < 60
      ? Words("\(seconds) s", "\(seconds) 秒")(language)
      : Words(
        "\(seconds / 60) min \(seconds % 60) s", "\(seconds / 60) 分 \(seconds % 60) 秒")(language)
  }

  /// 12345678 as 12.3 M, or 1234 万.
  private func short(_ count: Int) -> String {
    if language == .zh { return count < 10_000 ? "\(count) " : "\(count / 10_000) 万" }
    switch count {
    case ..<1000: return "\(count)"
    case ..<1_000_000: return "\(count / 1000) k"
    default: return "\(count / 1_000_000).\(count / 100_000 % 10) M"
    }
  }
}
