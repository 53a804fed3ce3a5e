// The commands that explain the program and help to set it up: help, completions, man, schema,
// init. All but `init` print a document that is made from tables, and read nothing.

import DoubleRandom
import Tables

let guideCommands: [CommandSpec] = [
  initCommand, schemaCommand, completionsCommand, manCommand, helpCommand,
]

private let helpCommand: CommandSpec = CommandSpec(
  name: "help", operands: "[COMMAND|TOPIC]",
  summary: Words("explain a command or a topic", "说明某个命令或主题"),
  details: Words(
    """
    TOPIC is exit-codes, formats, json, encodings, protocol or plan-file. With --json the whole
    table of commands and options, for programs.
    """,
    """
    主题有 exit-codes（退出状态）、formats（文件格式）、json（JSON 输出）、encodings（字符
    编码）、protocol（抽取规程）、plan-file（计划文件）。加 --json 则输出全部命令和选项的对照表。
    """),
  operandCount: 0...1,
  operandWords: { commandTable.map(\.name) + helpTopics.map(\.name) },
  answer: AnswerSpec(
    members: [
      ("text", Words("what is printed without --json", "不带 --json 时输出的内容")),
      (
        "commands",
        Words(
          "the command, or all: name, operands, summary, options (name, value, choices, repeats)",
          "该命令或全部命令：名称、参数、说明、选项（名称、值、取值、可否重复）")
      ),
    ]),
  options: [], examples: ["shuangsuiji help plan-file", "shuangsuiji help draw"], run: runHelp)

private func runHelp(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  let language = console.language
  let name = invocation.operands.first
  let command = commandTable.first { $0.name == name }
  let topic = helpTopics.first { $0.name == name }
  let text =
    name == nil
    ? generalHelp(language) : command.map { help($0, language) } ?? topic?.text(language)
  guard let text else {
    console.printError(UsageError.unknownTopic(name ?? "").text(language))
    return .failed
  }
  return invocation.conclude(
    console, .done, Findings(), text: console.fitted(text),
    [
      ("text", .string(text)),
      ("commands", .array(command.map { [$0.json] } ?? commandTable.map(\.json))),
    ])
}

extension CommandSpec {
  /// The command as `help --json` describes it.
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("operands", .string(operands)), ("summary", summary.json),
      ("options", .array(allOptions.map(\.json))),
    ])
  }
}

extension OptionSpec {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("value", value.map(JSON.string) ?? .null), ("help", help.json),
      ("choices", .array(choices.map(JSON.string))), ("repeats", .bool(isList)),
    ])
  }
}

extension Words {
  fileprivate var json: JSON { .object([("en", .string(english)), ("zh", .string(chinese))]) }
}

// MARK: - Documents

private let completionsCommand = CommandSpec(
  name: "completions", operands: "SHELL",
  summary: Words("a completion script for bash, zsh or fish", "生成 bash、zsh 或 fish 的自动补全脚本"),
  details: Words(
    """
    Completes commands, options, their words, files and folders. `make install` puts the scripts
    in place; in bash they also work at once: source <(shuangsuiji completions bash).
    """,
    """
    可补全命令、选项及其取值、文件和文件夹。make install 会把脚本放到系统位置；在 bash 中也可立即
    使用：source <(shuangsuiji completions bash)。
    """),
  operandCount: 1...1, operandWords: { CompletedShell.allCases.map(\.rawValue) },
  answer: .document, options: [], examples: ["shuangsuiji completions bash"], run: runCompletions)

private func runCompletions(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  let word = invocation.operands[0]
  guard let shell = CompletedShell(rawValue: word) else {
    let error = UsageError.badValue(
      option: "SHELL", value: word, known: CompletedShell.allCases.map(\.rawValue),
      command: invocation.command)
    console.printError(error.text(console.language))
    return .failed
  }
  return invocation.conclude(console, document: shell.script(console.language))
}

private let manCommand = CommandSpec(
  name: "man", operands: "", summary: Words("the manual page, for man", "生成 man 手册页"),
  details: Words(
    "All commands, options and topics, in troff: shuangsuiji man > ssj.1; man ./ssj.1",
    "以 troff 格式给出全部命令、选项和主题：shuangsuiji man > ssj.1; man ./ssj.1"),
  operandCount: 0...0, answer: .document, options: [], examples: ["shuangsuiji man"]
) { $0.conclude($1, document: manualPage($1.language)) }

private let schemaCommand = CommandSpec(
  name: "schema", operands: "",
  summary: Words(
    "a JSON Schema of plan files, for editors", "生成计划文件的 JSON Schema，供编辑器提示和校验"),
  details: Words(
    """
    JSON Schema 2020-12 with explanations in English and Chinese. Editors complete keys and values
    with it and mark mistakes while you write; `check` says the rest. With --json the schema is
    the member `schema`.
    """,
    """
    JSON Schema 2020-12，含中英文说明。编辑器据此补全键和取值，并在书写时标出错误；其余由 check
    检查。加 --json 时，schema 为其中的一项。
    """),
  operandCount: 0...0,
  answer: AnswerSpec(
    members: [("schema", Words("the schema", "JSON Schema"))]),
  options: [], examples: ["shuangsuiji schema"]
) { invocation, console in
  guard invocation.has("--json") else {
    console.print(planSchema())
    return .done
  }
  return invocation.conclude(console, .done, Findings(), [("schema", planSchema())])
}

extension Invocation {
  /// Gives a document as the answer; with `--json` in the member `text`.
  func conclude(
    _ console: Console, document: String, _ findings: Findings = Findings()
  ) -> ExitStatus {
    conclude(
      console, .done, findings, text: document, isDocument: true, [("text", .string(document))])
  }
}
