// Help, made from the command table.

/// `shuangsuiji --help`.
var generalHelp: String {
  var text = """
    shuangsuiji: draws random inspections (双随机) that anybody can repeat.

    usage: shuangsuiji COMMAND …


    """
  for command in commandTable {
    text += "  \(padded(command.name, 10)) \(command.summary)\n"
  }
  text += """

    'shuangsuiji COMMAND --help' explains a command with examples.
    Exit status: 0 done or verified, 1 the answer is no, 2 could not answer.

    """
  return text
}

/// `shuangsuiji COMMAND --help`.
func help(_ command: CommandSpec) -> String {
  var text = "shuangsuiji \(command.name): \(command.summary)\n\n"
  text += "usage: shuangsuiji \(command.name) \(command.operands) [options]\n\n"
  text += command.details + "\n\noptions:\n"
  for option in command.options + commonOptions {
    let left = [option.name, option.value].compactMap { $0 }.joined(separator: " ")
    text += "  \(padded(left, 18)) \(option.help)\n"
  }
  text += "\nexamples:\n"
  for example in command.examples { text += "  \(example)\n" }
  return text
}

/// The text with spaces up to a width.
func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}
