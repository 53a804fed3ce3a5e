// The process's surroundings: standard streams (every write checked), terminal, locale, cores.
//
// Unsafe: `getenv` hands out a pointer into the environment; `ioctl` fills in the terminal's size;
// `realpath` allocates a name.

import DoubleRandom
import Glibc
import Tables

/// Standard output and standard error of this process.
final class Console {
  private(set) var language: Language
  private(set) var isQuiet = false
  private(set) var isColored = false
  /// Whether something could not be written to standard output.
  private(set) var failed = false
  /// Whether nobody reads standard output any more.
  private(set) var isUnread = false
  /// Whether standard output is where progress would be shown, too.
  private let isTerminal = isatty(1) == 1

  /// What is to be as long as the process: a draw of ten million rows, given back array by array,
  /// takes a sixtieth of its time; the system takes all of it at once.
  var kept: Any?

  /// Whether writing to standard output has no sense any more.
  var isOver: Bool { failed || isUnread }

  init() {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap(environment).first ?? ""
    language = locale.hasPrefix("zh") ? .zh : .en
    FaultSignals.speak(text)
  }

  /// Bytes of stack below which nothing is begun: a draw of a small world crashed with 96 KB.
  private static let stackBytesMin = 512 << 10

  /// Whether the stack suffices; said if it does not, because a crash would say nothing.
  func hasRoomToRun() -> Bool {
    let (found, least) = (stackBytes() >> 10, Console.stackBytesMin >> 10)
    if found >= least { return true }
    printError(
      text(
        "shuangsuiji: error: a stack of \(found) KB is too small; ulimit -s \(least)\n",
        "shuangsuiji: 错误：栈只有 \(found) KB，不足以运行；请执行 ulimit -s \(least)\n"))
    return false
  }

  /// Takes the language from `--language`, wherever it stands, the last one: usage errors
  /// speak it, too.
  func chooseLanguage(_ words: [String]) {
    var words = words[...]
    while let word = words.popFirst(), word != "--" {
      let value =
        word == "--language"
        ? words.first : word.hasPrefix("--language=") ? String(word.dropFirst(11)) : nil
      language = value.flatMap(Language.init) ?? language
    }
    FaultSignals.speak(text)
  }

  func configure(_ invocation: Invocation) {
    isQuiet = invocation.has("--quiet")
    ProgressDisplay.begin(
      language,
      isWanted: ProgressDisplay.isWanted(
        isTerminal: isatty(2) == 1, terminal: environment("TERM"),
        isQuiet: isQuiet || !invocation.command.showsProgress))
    switch invocation.value("--color") {
    case "always": isColored = true
    case "never": isColored = false
    default:
      isColored = Console.wantsColor(isTerminal: isatty(2) == 1, environment)
    }
  }

  /// Whether `--color auto` means colour.
  static func wantsColor(isTerminal: Bool, _ variable: (String) -> String?) -> Bool {
    if variable("NO_COLOR") != nil { return false }
    if let force = variable("CLICOLOR_FORCE"), force != "0" { return true }
    return isTerminal && !["dumb", nil].contains(variable("TERM"))
  }

  /// Writes an answer for people: cells and names in it cannot steer the terminal.
  func say(_ text: String) { write(Array(visibleLines(text).utf8)) }

  /// Writes to standard output; into a closed pipe, quietly nothing.
  func print(_ text: String) { write(Array(text.utf8)) }

  /// Help as the terminal has room for it that standard output goes to.
  func fitted(_ help: String) -> String {
    terminalWidth(of: 1).map { folded(help, to: $0) } ?? help
  }

  /// Writes bytes to standard output.
  func write(_ bytes: [UInt8]) {
    StopSignals.yieldToSignal()
    if failed || isUnread || bytes.isEmpty { return }
    if isTerminal { ProgressDisplay.hide() }
    let problem = writeAll(bytes, to: 1)
    if problem == 0 { return }
    isUnread = problem == EPIPE
    failed = !isUnread
    if isUnread { return }
    let reason = systemMessage(problem, language)
    printError(
      text(
        "shuangsuiji: error: standard output: \(reason)\n",
        "shuangsuiji: 错误：无法写入标准输出：\(reason)\n"))
  }

  /// After an answer that standard output did not take: that what the command wrote stands, and
  /// where, as far as a file was asked for by name.
  func sayDone(_ invocation: Invocation, _ status: ExitStatus) {
    let acts = ["void", "replace", "disclose", "init"].contains(invocation.command.name)
    let files = ["--output", "--form", "--html", "--rejects"].compactMap(invocation.value)
      .filter { isRegularFile(at: $0) || entries(ofFolder: $0) != nil }
    if files.isEmpty, !acts { return }
    let names = files.map { visible($0, limit: 400) }
    let (english, chinese) =
      names.isEmpty
      ? ("", "")
      : (": " + names.joined(separator: ", "), "（\(names.joined(separator: "、"))）")
    printError(
      text(
        "  only the answer is lost: the command is done (status \(status.rawValue)), and what it "
          + "wrote stands\(english)\n",
        "  命令已执行完毕（退出状态本应为 \(status.rawValue)），写出的内容仍然有效\(chinese)，"
          + "只是此处的回答未能输出\n"))
  }

  /// Writes an object to standard output, on lines.
  func print(_ object: JSON) { write(object.text(indent: true)) }

  func printError(_ text: String) {
    StopSignals.yieldToSignal()
    ProgressDisplay.hide()
    _ = writeAll(Array(text.utf8), to: 2)
  }

  /// Warnings that `--quiet` does not hide: what was asked for was not done, though nothing failed.
  private static let neverQuiet: Set = [
    "empty-frame", "nothing-selected", "plan-elsewhere",
  ]

  /// Shows findings on standard error, and below them how many there are; with `--quiet` errors
  /// alone, and warnings that nobody may miss.
  ///
  /// - Parameter outcome: what follows from the errors, in the language of messages.
  func show(_ findings: Findings, outcome: String = "") {
    let findings = isQuiet ? findings.only(Console.neverQuiet, errors: true) : findings
    if findings.isEmpty { return }
    var text = findings.text(language, isColored: isColored)
    let summary = findings.summary(language)
    if !summary.isEmpty {
      text += summary + (outcome.isEmpty ? "" : self.text("; ", "；") + outcome) + "\n"
    }
    printError(text)
  }

  /// The text in the language of messages.
  func text(_ english: String, _ chinese: String) -> String {
    language == .zh ? chinese : english
  }
}

/// A variable of the environment; nil when unset or empty.
func environment(_ name: String) -> String? {
  guard let value = unsafe getenv(name) else { return nil }
  let text = unsafe String(cString: value)
  return text.isEmpty ? nil : text
}

/// A folder without detours; by the name that it has where only dots are left (`.`, `a/../..`).
func realName(ofFolder path: String) -> String {
  let short = path.isEmpty ? path : shortened(path)
  guard short.allSatisfy({ $0 == "." || $0 == "/" }), short.contains("."),
    let name = unsafe realpath(path, nil)
  else { return short }
  defer { unsafe free(name) }
  return unsafe String(cString: name)
}

/// Columns of the terminal on standard error, or another stream; nil where it is none, or does not
/// say.
func terminalWidth(of stream: Int32 = 2) -> Int? {
  var size = winsize()
  guard unsafe ioctl(stream, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
  return Int(size.ws_col)
}

/// Cores that are online.
var coreCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

extension Invocation {
  /// Threads to use.
  var jobs: Int { value("--jobs").flatMap(Int.init) ?? coreCount }
}
