// What a command is, as data: its operands, options, answer and explanations. `CommandTable.swift`
// and its parts hold the commands.

import DoubleRandom

/// One text in each language of messages.
struct Words: Sendable, Equatable {
  let english: String
  let chinese: String

  init(_ english: String, _ chinese: String) {
    self.english = english
    self.chinese = chinese
  }

  func callAsFunction(_ language: Language) -> String {
    language == .zh ? chinese : english
  }
}

/// An option of a command.
struct OptionSpec: Sendable {
  let name: String
  /// What stands behind the option; nil for a switch.
  let value: String?
  let help: Words
  /// Whether it takes every word up to the next option, and may stand several times.
  let isList: Bool
  /// The words that it takes; empty where other texts are taken, too.
  let choices: [String]
  /// Whether other words are wrong usage; else the command itself finds what is wrong with them.
  let isClosed: Bool

  init(
    _ name: String, _ value: String? = nil, isList: Bool = false, _ english: String,
    _ chinese: String, choices: [String] = [], isClosed: Bool = true
  ) {
    self.name = name
    self.value = value
    self.isList = isList
    self.choices = choices
    self.isClosed = isClosed
    help = Words(english, chinese)
  }
}

/// What the object of a command's `--json` is called, and has between `status` and `findings`.
struct AnswerSpec: Sendable {
  /// Its name and version; nil for `shuangsuiji-NAME-answer/1`.
  var format: String?
  var members: [(name: String, words: Words)] = []

  /// Of a command that prints a document.
  static let document = AnswerSpec(
    members: [("text", Words("what is printed without --json", "不带 --json 时输出的内容"))])
}

/// A command.
struct CommandSpec: Sendable {
  let name: String
  let operands: String
  /// Options without which it does nothing, as its usage shows them.
  var required = ""
  let summary: Words
  let details: Words
  /// Whether `--jobs` takes several numbers, `1,2,4`.
  var takesJobsList = false
  /// Whether long work shows a line of progress; what measures itself has rounds of its own.
  var showsProgress = true
  /// How many operands it takes, where that is not any number.
  var operandCount: ClosedRange<Int>?
  /// Words for the first operand, where only some are taken; asked for when they are needed.
  var operandWords: @Sendable () -> [String] = { [] }
  var answer = AnswerSpec()
  let options: [OptionSpec]
  /// Commands that work as they stand in a clone of the repository, after `make plan`.
  let examples: [String]
  let run: @Sendable (Invocation, Console) -> ExitStatus

  /// Name and version of its `--json` object.
  var answerFormat: String { answer.format ?? "shuangsuiji-\(name)-answer/1" }

  var allOptions: [OptionSpec] {
    options + [takesJobsList ? jobsListOption : jobsOption] + findingsOptions + commonOptions
  }
}

let jobsOption = OptionSpec(
  "--jobs", "N", "threads; all cores by default, never changes a result",
  "线程数；默认使用全部核心，不影响结果")

private let jobsListOption = OptionSpec(
  "--jobs", "N,…", "numbers of threads to compare; one and all cores by default",
  "要比较的线程数；默认为 1 和全部核心")

private let findingsOptions = [
  OptionSpec(
    "--json", nil, "one machine-readable object on standard output", "在标准输出给出一个 JSON 对象，供程序读取"),
  OptionSpec(
    "--quiet", nil, "errors, and warnings that nobody may miss", "只显示错误和不可忽略的警告"),
  OptionSpec(
    "--color", "WHEN", "auto, always or never", "彩色显示：auto 自动、always 始终、never 从不",
    choices: ["auto", "always", "never"]),
]

private let commonOptions = [
  OptionSpec(
    "--language", "LANG", "en or zh; from the locale by default", "界面语言：en 或 zh；默认依系统区域设置",
    choices: Language.allCases.map(\.rawValue)),
  OptionSpec("--help", nil, "this text", "显示本说明"),
]

/// A parsed command line.
struct Invocation: Sendable {
  let command: CommandSpec
  var operands: [String] = []
  /// Folders in whose place the records in them stand among the operands.
  var folders: [String] = []
  var values: [String: String] = [:]
  /// Of options that are lists.
  var lists: [String: [String]] = [:]
  var switches: Set<String> = []

  func value(_ option: String) -> String? { values[option] }
  func has(_ option: String) -> Bool { switches.contains(option) }
}
