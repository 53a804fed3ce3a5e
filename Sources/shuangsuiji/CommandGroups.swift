// The commands in the order in which a quarter needs them: what help, manual and completions list.

import DoubleRandom

/// Commands that belong to one part of the work.
struct CommandGroup: Sendable {
  let title: Words
  let commands: [CommandSpec]

  init(_ english: String, _ chinese: String, _ names: [String]) {
    title = Words(english, chinese)
    commands = names.map { name in
      guard let command = everyCommand.first(where: { $0.name == name }) else {
        preconditionFailure("no command is called \(name)")
      }
      return command
    }
  }
}

let commandGroups = [
  CommandGroup(
    "before the draw", "抽取之前", ["init", "check", "simulate", "commit"]),
  CommandGroup("the draw", "抽取", ["seed", "draw", "merge"]),
  CommandGroup("visits and results", "检查和结果", ["report", "replace", "results", "void"]),
  CommandGroup(
    "for everybody who asks", "公开、复核和答疑",
    ["disclose", "verify", "explain", "ledger", "sql", "diff"]),
  CommandGroup(
    "the program itself", "程序本身", ["generate", "bench", "schema", "completions", "man", "help"]),
]

let commandTable = commandGroups.flatMap(\.commands)

/// All of them, as the files define them.
let everyCommand: [CommandSpec] =
  mainCommands + reportCommands + trustCommands + answerCommands + resultCommands
  + guideCommands
