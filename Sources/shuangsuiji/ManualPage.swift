// The manual page in troff, made from the command table. `make install` puts it in place in English
// and in Chinese.

import DoubleRandom

/// `shuangsuiji.1`.
func manualPage(_ language: Language) -> String {
  func section(_ english: String, _ chinese: String) -> String {
    ".SH \(Words(english, chinese)(language))\n"
  }
  let shared = sharedOptions
  var page = "'\\\" -*- coding: UTF-8 -*-\n"
  page += ".TH SHUANGSUIJI 1 \"\" \"shuangsuiji \(Version.program)\" \"shuangsuiji\"\n"
  page += ".nh\n.ad l\n"
  page += section("NAME", "名称")
  page += "shuangsuiji \\- "
  page += troff(Words("draws random inspections that anybody can repeat", "“双随机”抽查计划工具")(language))
  page += section("SYNOPSIS", "用法") + synopsis(language)
  page += section("COMMANDS", "命令")
  for command in commandTable {
    page += ".SS \(troffLine(usageLine(command, language)))\n"
    page += paragraph(command.summary, language) + ".PP\n" + paragraph(command.details, language)
    for option in command.allOptions where !shared.contains(where: { $0.name == option.name }) {
      page += entry(option, language)
    }
    page += ".PP\n.EX\n" + troff(command.examples.joined(separator: "\n")) + ".EE\n"
  }
  page += section("OPTIONS OF EVERY COMMAND", "各命令通用的选项")
  page += shared.map { entry($0, language) }.joined()
  for topic in helpTopics {
    page += ".SH \(troffLine(topic.title(language)))\n.nf\n"
    page += troff(topic.text(language)) + ".fi\n"
  }
  page += section("ENVIRONMENT", "环境变量")
  for (name, words) in environmentVariables {
    page += ".TP\n.B \(name)\n" + paragraph(words, language)
  }
  return page
}

/// Variables that the program looks at.
let environmentVariables = [
  (
    "LC_ALL, LC_MESSAGES, LANG",
    Words(
      "the language of messages where --language is not given: Chinese where the first that is set "
        + "begins with zh",
      "未给出 --language 时的界面语言：三者中第一个非空的以 zh 开头则为中文")
  ),
  ("NO_COLOR", Words("set: no colour", "非空：不用彩色显示")),
  (
    "CLICOLOR_FORCE",
    Words("set, and not 0: colour also where there is no terminal", "非空且不为 0：不是终端时也用彩色显示")
  ),
  ("TERM", Words("dumb or unset: no colour and no progress", "为 dumb 或未设：不用彩色，不显示进度")),
]

private func synopsis(_ language: Language) -> String {
  commandTable.map { command in
    ".B shuangsuiji \(command.name)\n"
      + [command.operands, command.required].filter { !$0.isEmpty }
      .map { ".I \(troffLine(placeholders($0, language)))\n" }.joined() + ".br\n"
  }.joined()
}

private func entry(_ option: OptionSpec, _ language: Language) -> String {
  let names = option.names.map { "\\fB\(troffLine($0))\\fP" }.joined(separator: ", ")
  let value = option.value.map { " \\fI\(troffLine(placeholders($0, language)))\\fP" } ?? ""
  return ".TP\n\(names)\(value)\n" + paragraph(option.help, language)
}

/// A paragraph that is filled; in Chinese, where troff finds no spaces to break at, one whose lines
/// are broken already.
private func paragraph(_ words: Words, _ language: Language) -> String {
  if language == .en { return troff(words.english) }
  let lines = wrapped(joined(words.chinese), width: 64, indent: 0)
  return ".nf\n" + troff(String(lines.dropLast())) + ".fi\n"
}

/// Lines of text, none of which troff takes for a request.
private func troff(_ text: String) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map {
    let line = troffLine(String($0))
    return (line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" : "") + line + "\n"
  }.joined()
}

/// A text within a line; quotes and hyphens come out as they are typed.
private func troffLine(_ text: String) -> String {
  text.map {
    switch $0 {
    case "\\": "\\e"
    case "-": "\\-"
    case "'": "\\(aq"
    case "`": "\\(ga"
    case "^": "\\(ha"
    case "~": "\\(ti"
    case "\"": "\\(dq"
    default: "\($0)"
    }
  }.joined()
}
