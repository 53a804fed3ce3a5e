// `help json`: the shape of every command's `--json`, from the command table.

import DoubleRandom

func jsonAnswers(_ language: Language) -> String {
  let head = Words(
    """
    With --json a command prints one object on standard output. Each begins with

    format      name and version; a member may be added to a version, none is changed or removed
    status      the exit status
    findings    (last) errors, warnings, notes: how many; findings: the first of each kind, with
                severity, code, file, line, column, arguments, message, hint; counts: how many of
                each code, file and column. Codes are stable; message and hint are for people

    What stands between status and findings may be missing where nothing could be answered. Wrong
    usage has no object: it is text on standard error, status 2.
    """,
    """
    加 --json 时，命令在标准输出给出一个对象，其中都有

    format      名称和版本；同一版本只会增加成员，不会更改或删去
    status      退出状态
    findings    （最后）errors、warnings、notes 为数量；findings 为每类问题的前若干个，含
                severity、code、file、line、column、arguments、message、hint；counts 为各代码、文件、
                列的数量。代码（code）不变，message 和 hint 供人阅读

    status 与 findings 之间的成员，在无法得出结果时可能没有。用法有误时没有对象：标准错误显示文字，
    退出状态为 2。
    """)
  let commands = commandTable.map { command in
    let members = command.answer.members.map { name, words in
      wrapped("\(name)\(Words(": ", "：")(language))\(words(language))", indent: 4)
    }
    return "\n  \(command.name)  \(command.answerFormat)\n" + members.joined()
  }
  let version = Words(
    "    program, protocol: the versions\n", "    program, protocol：程序和抽取规程的版本\n")
  return head(language) + "\n" + commands.joined()
    + "\n  version  shuangsuiji-version-answer/1\n" + version(language)
}
