// What can be wrong with a command line, and what is said of it: the mistake, what was probably
// meant, and where the help is. Found by `parse` (Arguments.swift) and by commands themselves.

import DoubleRandom

/// What is wrong with a command line.
enum UsageError: Error {
  /// An argument that is no UTF-8: the system's bytes cannot be told any more.
  case notText(String)
  case unknownCommand(String)
  case unknownTopic(String)
  /// Without a command: an option before any command that no command has.
  case unknownOption(String, command: CommandSpec?)
  /// An option of some commands before the command.
  case optionBeforeCommand(String)
  /// An option behind other marks than two hyphens.
  case otherDashes(String, meant: String, command: CommandSpec?)
  case missingValue(String, command: CommandSpec?)
  case unexpectedValue(String, command: CommandSpec?)
  /// `-` where results go to a file.
  case noStandardOutput(String, command: CommandSpec)
  case repeated(String, command: CommandSpec)
  case missingOption(String, command: CommandSpec)
  case conflict(String, String, command: CommandSpec)
  /// - Parameter given: how many there are.
  case missingOperand(given: Int, command: CommandSpec)
  case unexpectedOperand(String, command: CommandSpec)
  case badValue(option: String, value: String, known: [String], command: CommandSpec)
  case badHash(option: String, value: String, command: CommandSpec)
  case badNumber(option: String, value: String, range: ClosedRange<Int>, command: CommandSpec)
}

/// What operands are called in Chinese.
private let operandNames = [
  "PLAN": "计划文件", "RECORD": "抽取记录", "ID": "编号", "FILE": "文件", "DIR": "文件夹",
  "BEFORE": "变化前的文件", "AFTER": "变化后的文件", "KIND": "名录库种类", "SHELL": "命令行解释器名称",
]

extension UsageError {
  /// The message, with what to do next.
  func text(_ language: Language) -> String {
    switch self {
    case .unknownCommand(let name):
      lines(
        language, Words("unknown command '\(name)'", "没有“\(name)”命令"),
        page(named: name) ?? nearest(name, among: commandTable.map(\.name)), nil)
    case .notText(let word):
      lines(language, Words("'\(word)' is not UTF-8", "“\(word)”不是 UTF-8 编码"), nil, nil)
    case .unknownTopic(let name):
      lines(
        language,
        Words("no command and no topic is called '\(name)'", "没有名为“\(name)”的命令或主题"),
        nearest(name, among: commandTable.map(\.name) + helpTopics.map(\.name)), nil)
    case .unknownOption(let name, let command):
      lines(
        language, Words("unknown option '\(name)'", "没有“\(name)”选项"),
        nearest(name, among: (command?.allOptions ?? freeOptions).map(\.name)), command)
    case .otherDashes(let word, let meant, let command):
      lines(
        language, Words("unknown option '\(word)'", "没有“\(word)”选项"), meant, command,
        remark: Words(" (two hyphens)", "（两个英文减号）"))
    case .optionBeforeCommand(let name):
      lines(
        language,
        Words("option \(name) belongs behind the command", "选项 \(name) 应写在命令之后"), nil, nil)
    case .missingValue(let name, let command):
      lines(language, Words("option \(name) needs a value", "选项 \(name) 需要一个值"), nil, command)
    case .unexpectedValue(let name, let command):
      lines(language, Words("option \(name) takes no value", "选项 \(name) 不带值"), nil, command)
    case .noStandardOutput(let name, let command):
      lines(
        language,
        Words(
          "option \(name) wants a name: '-' would be written among what is said already",
          "选项 \(name) 应为文件或文件夹名，不能用“-”写到标准输出"), nil, command)
    case .repeated(let name, let command):
      lines(language, Words("option \(name) is given twice", "选项 \(name) 重复"), nil, command)
    case .missingOption(let name, let command):
      lines(
        language, Words("option \(name) is missing", "缺少选项 \(name)"), nil, command,
        showsUsage: true)
    case .conflict(let name, let other, let command):
      lines(
        language,
        Words("option \(name) cannot stand beside \(other)", "选项 \(name) 不能与 \(other) 同时使用"),
        nil, command)
    case .missingOperand(let given, let command):
      lines(
        language, missing(command.places.dropFirst(given).map(\.name)), nil, command,
        showsUsage: true)
    case .unexpectedOperand(let word, let command):
      lines(
        language, Words("'\(word)' is one operand too many", "多余的参数“\(word)”"), nil, command,
        showsUsage: true)
    case .badValue(let option, let value, let known, let command):
      lines(
        language,
        Words(
          "\(option) '\(value)' is none of \(known.joined(separator: ", "))",
          "\(option) 的值“\(value)”无效，可取 \(known.joined(separator: "、"))"),
        nearest(value, among: known), command)
    case .badHash(let option, let value, let command):
      lines(language, noHash(option, value), nil, command)
    case .badNumber(let option, let value, let range, let command):
      lines(language, noNumber(option, value, range), nil, command)
    }
  }

  /// How a page is asked for whose name was taken for a command.
  private func page(named name: String) -> String? {
    let report = commandTable.first { $0.name == "report" }
    let pages = report?.options.first { $0.name == "--page" }?.choices ?? []
    return pages.contains(name) ? "report --page \(name)" : nil
  }

  private func noNumber(_ option: String, _ value: String, _ range: ClosedRange<Int>) -> Words {
    Words(
      "\(option) '\(value)' is no number from \(range.lowerBound) to \(range.upperBound)",
      "\(option) 的值“\(value)”无效，应为 \(range.lowerBound) 至 \(range.upperBound) 的整数")
  }

  private func noHash(_ option: String, _ value: String) -> Words {
    Words(
      "\(option) '\(value)' is no SHA-256, which has 64 hexadecimal digits",
      "\(option) 的值“\(value)”无效，应为 64 位十六进制的 SHA-256 摘要")
  }

  /// Says which operands are missing.
  private func missing(_ names: [String]) -> Words {
    let wanted = names.filter { !$0.hasPrefix("[") }
    let chinese = wanted.map { name in
      let shown = placeholders(name, .zh)
      guard let words = operandNames[name.replacing("…", with: "")] else { return "“\(shown)”" }
      // `SHELL` is what it is in any language.
      return shown == name ? "\(words)（\(name)）" : words
    }
    return Words(
      "\(wanted.joined(separator: " ")) is missing", "缺少" + chinese.joined(separator: "和"))
  }

  private func lines(
    _ language: Language, _ message: Words, _ meant: String?, _ command: CommandSpec?,
    showsUsage: Bool = false, remark: Words = Words("", "")
  ) -> String {
    let help = command.map { "shuangsuiji \($0.name) --help" } ?? "shuangsuiji --help"
    var text = Words(
      "shuangsuiji: error: \(message.english)\n", "shuangsuiji: 错误：\(message.chinese)\n")(
        language)
    if let meant {
      text += Words(
        "  hint: did you mean \(meant)\(remark.english)?\n",
        "  建议：是否想写“\(meant)”\(remark.chinese)？\n")(language)
    }
    if showsUsage, let command {
      text += Words("  usage: ", "  用法：")(language) + usageLine(command, language) + "\n"
    }
    return text + Words("  see '\(help)'\n", "  详见“\(help)”\n")(language)
  }
}
