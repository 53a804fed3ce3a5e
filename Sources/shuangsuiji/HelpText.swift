// Help, made from the command table.

import DoubleRandom

/// `shuangsuiji --help`.
func generalHelp(_ language: Language) -> String {
  let head = Words(
    """
    shuangsuiji: draws random inspections (双随机) that anybody can repeat.

    usage: shuangsuiji COMMAND …


    """,
    """
    shuangsuiji：“双随机”抽查计划工具，抽取结果人人都能复算。

    用法：shuangsuiji 命令 …


    """)
  let foot = Words(
    """

    'shuangsuiji COMMAND --help' explains a command with examples, 'shuangsuiji help TOPIC' one of
    TOPICS.
    'shuangsuiji version' names the version.
    Exit status: 0 done or verified, 1 the answer is no, 2 could not answer.

    """,
    """

    “shuangsuiji 命令 --help”给出各命令的说明和示例；“shuangsuiji help 主题”说明
    TOPICS；
    “shuangsuiji version”显示版本。
    退出状态：0 完成或复核一致，1 结果为否，2 无法得出结果。

    """)
  let width = commandTable.map(\.name.count).max() ?? 0
  let commands = commandGroups.map { group in
    "\(group.title(language))\n"
      + group.commands.map { "  \(padded($0.name, width)) \($0.summary(language))\n" }.joined()
  }
  let topics = helpTopics.map(\.name).joined(separator: language == .zh ? "、" : ", ")
  return head(language) + commands.joined(separator: "\n")
    + foot(language).replacing("TOPICS", with: topics)
}

/// `shuangsuiji COMMAND --help`.
func help(_ command: CommandSpec, _ language: Language) -> String {
  let isChinese = language == .zh
  var text =
    "shuangsuiji \(command.name)" + (isChinese ? "：" : ": ") + command.summary(language) + "\n\n"
  text += (isChinese ? "用法：" : "usage: ") + usageLine(command, language) + "\n\n"
  text += command.details(language) + "\n\n" + (isChinese ? "选项：" : "options:") + "\n"
  for option in command.allOptions {
    let names = option.shortName.map { "\($0), \(option.name)" } ?? "    \(option.name)"
    let value = option.value.map { placeholders($0, language) }
    let left = [names, value].compactMap { $0 }.joined(separator: " ")
    text += "  \(padded(left, 22)) \(option.help(language))\n"
  }
  text += "\n" + (isChinese ? "示例：" : "examples:") + "\n"
  for example in command.examples {
    text += example.split(separator: "\n").map { "  \($0)\n" }.joined()
  }
  return text
}

/// `shuangsuiji draw PLAN… --output DIR [options]`.
func usageLine(_ command: CommandSpec, _ language: Language) -> String {
  let words = [
    "shuangsuiji", command.name, placeholders(command.operands, language),
    placeholders(command.required, language),
    language == .zh ? "[选项]" : "[options]",
  ]
  return words.filter { !$0.isEmpty }.joined(separator: " ")
}

/// The text with spaces up to a width, as terminals count it.
func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}
