// Help and usage errors: made from the one command table, in both languages, with examples that
// run.

import DoubleRandom
import Foundation
import Testing

@testable import shuangsuiji

@Suite struct HelpTests {
  @Test("in a narrow terminal help keeps its columns and every word", arguments: [60, 72, 80, 100])
  func narrow(width: Int) {
    for language in [Language.en, .zh] {
      let all =
        [generalHelp(language)] + commandTable.map { shuangsuiji.help($0, language) }
        + helpTopics.map { $0.text(language) }
      for whole in all {
        let narrow = folded(whole, to: width)
        #expect(narrow.filter { !$0.isWhitespace } == whole.filter { !$0.isWhitespace })
        let lines = narrow.split(separator: "\n", omittingEmptySubsequences: false)
        let end = lines.firstIndex { ["examples:", "示例："].contains($0) } ?? lines.endIndex
        for line in lines[..<end] where displayWidth(String(line)) > width {
          // What no blank divides, or is code.
          let isCode = line.contains("|") || line.contains("{") || line.contains("http")
          #expect(isCode || !line.dropFirst(25).contains(" "), "\(width): \(line)")
        }
      }
    }
    let wide = shuangsuiji.help(mainCommands[0], .en)
    #expect(folded(wide, to: 200) == wide)
    let option = "  -o, --output DIR       where results go, and much that is said of it\n\nend\n"
    let expected =
      "  -o, --output DIR       where results go, and\n" + String(repeating: " ", count: 25)
    #expect(folded(option, to: 48) == expected + "much that is said of it\n\nend\n")
  }

  @Test("every example of the help runs as it stands in a clone with drawn samples")
  func examples() throws {
    let clone = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: clone) }
    try FileManager.default.createDirectory(at: clone, withIntermediateDirectories: true)
    for name in ["plans", "samples"] {
      try FileManager.default.copyItem(
        at: Program.repository.appending(path: name), to: clone.appending(path: name))
    }
    let plan = try Program.shell(
      "shuangsuiji draw plans/110105-chaoyang.json5 --seed s --output out --quiet", in: clone)
    #expect(plan.status == 0)
    for command in commandTable {
      #expect(!command.examples.isEmpty)
      for example in command.examples {
        #expect((example + " ").contains("shuangsuiji \(command.name) "))
        let run = try Program.shell(example, in: clone)
        #expect(run.status == 0, "\(example)\n\(run.errors)")
        #expect(!run.output.isEmpty, "\(example)")
      }
    }
  }

  @Test("help names every command, option and operand in both languages")
  func help() throws {
    let here = Program.repository
    for language in Language.allCases {
      let words = ["--language", language.rawValue]
      let general = try Program.run(["--help"] + words, in: here)
      #expect(general.status == 0 && general.output == generalHelp(language))
      #expect(commandTable.allSatisfy { general.output.contains("  \($0.name) ") })
      for command in commandTable {
        let text = shuangsuiji.help(command, language)
        for arguments in [
          [command.name, "--help"], ["help", command.name], [command.name, "-h"],
        ] {
          let run = try Program.run(arguments + words, in: here)
          #expect(run.status == 0 && run.output == text, "\(arguments)")
        }
        #expect(command.operands.isEmpty || text.contains(placeholders(command.operands, language)))
        for option in command.allOptions {
          let names = option.names.reversed().joined(separator: ", ")
          #expect(text.contains("  \(names) ") && text.contains(option.help(language)))
        }
        #expect(text.split(separator: "\n").allSatisfy { $0.unicodeScalars.count <= 100 })
      }
    }
    #expect(try Program.run([], in: here).status == 2)
    #expect(try Program.run(["help"], in: here).status == 0)
  }

  @Test("every English text has a Chinese one that is Chinese")
  func chinese() {
    func isChinese(_ text: String) -> Bool {
      text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }
    for command in commandTable {
      for words in [command.summary, command.details] + command.allOptions.map(\.help) {
        #expect(isChinese(words.chinese) && !words.english.isEmpty, "\(words.english)")
        #expect(words.english.filter(\.isLetter) != words.chinese.filter(\.isLetter))
      }
    }
  }

  @Test("the language is that of --language, else of the locale")
  func languages() throws {
    func firstLine(_ arguments: [String], _ environment: [String: String]) throws -> String {
      let run = try Program.run(arguments, in: Program.repository, environment: environment)
      return (run.output + run.errors).split(separator: "\n").first.map(String.init) ?? ""
    }
    let run = try Program.run(["check", "plan.json5", "-json"], in: Program.repository)
    #expect(run.status == 2 && run.errors.contains("hint: did you mean --json?"), "\(run.errors)")
    let english = "shuangsuiji: error: unknown command 'verfy'"
    let chinese = "shuangsuiji: 错误：没有“verfy”命令"
    #expect(try firstLine(["verfy"], ["LC_ALL": "en_US.UTF-8"]) == english)
    #expect(try firstLine(["verfy"], ["LC_ALL": "zh_CN.UTF-8"]) == chinese)
    #expect(try firstLine(["verfy"], ["LC_ALL": "", "LANG": "zh_CN.GB18030"]) == chinese)
    #expect(try firstLine(["verfy"], ["LC_ALL": "C", "LANG": "zh_CN.UTF-8"]) == english)
    #expect(try firstLine(["verfy", "--language", "zh"], [:]) == chinese)
    #expect(try firstLine(["verfy", "--language=en"], ["LC_ALL": "zh_CN.UTF-8"]) == english)
  }

  @Test(
    "a wrong command line is told what is wrong with it and what was probably meant",
    arguments: [
      ("drwa", "unknown command 'drwa'", "draw"), ("lottery", "unknown command 'lottery'", nil),
      ("notice", "unknown command 'notice'", "report --page notice"),
      ("help nothing", "no command and no topic is called 'nothing'", nil),
      ("help verfy", "no command and no topic is called 'verfy'", "verify"),
      ("draw p --outptu x", "unknown option '--outptu'", "--output"),
      ("draw p --lang zh", "unknown option '--lang'", "--language"),
      ("draw p -x", "unknown option '-x'", nil),
      ("draw p —seed s", "unknown option '—seed'", "--seed (two hyphens)"),
      ("draw p ––output=o", "unknown option '––output=o'", "--output (two hyphens)"),
      ("results r form.csv —json", "unknown option '—json'", "--json (two hyphens)"),
      ("—help", "unknown option '—help'", "--help (two hyphens)"),
      ("verify r --seed s", "unknown option '--seed'", "--seed-file"),
      ("draw p --csv plian", "--csv 'plian' is none of people, plain", "plain"),
      ("draw p --jobs 0", "--jobs '0' is no number from 1 to 1024", nil),
      ("draw p --jobs two", "--jobs 'two' is no number from 1 to 1024", nil),
      (
        "generate targets --rows 1e6 --seed s", "--rows '1e6' is no number from 1 to 200000000", nil
      ),
      ("ledger chekc l", "ledger 'chekc' is none of check", "check"),
      ("completions bsh", "SHELL 'bsh' is none of bash, zsh, fish", "bash"),
      ("draw p --output", "option --output needs a value", nil),
      ("draw p --output=", "option --output needs a value", nil),
      ("draw p --force=1", "option --force takes no value", nil),
      ("draw p --seed a --seed b", "option --seed is given twice", nil),
      ("draw", "PLAN… is missing", nil), ("verify", "RECORD… is missing", nil),
      ("explain r", "ID is missing", nil), ("diff", "BEFORE AFTER is missing", nil),
      ("--language check p", "option --language needs a value", nil),
      ("--color --jobs draw p", "option --color needs a value", nil),
      ("--jobs check p", "option --jobs needs a value", nil),
      ("--output o check p", "option --output belongs behind the command", nil),
      ("--outptu o check p", "unknown option '--outptu'", nil),
      ("-- chekc p", "unknown command 'chekc'", "check"),
      ("draw p --seed s", "option --output is missing", nil),
      ("generate targets --seed s", "option --rows is missing", nil),
      ("sql r --engine duckdbb", "--engine 'duckdbb' is none of duckdb, postgres, spark", "duckdb"),
    ] as [(String, String, String?)])
  func usage(line: String, message: String, meant: String?) throws {
    let run = try Program.run(
      line.split(separator: " ").map(String.init), in: Program.repository)
    #expect(run.status == 2 && run.output.isEmpty)
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(lines.first == "shuangsuiji: error: \(message)")
    #expect(lines.contains { $0.hasPrefix("  hint:") } == (meant != nil), "\(run.errors)")
    if let meant { #expect(lines.contains("  hint: did you mean \(meant)?")) }
    #expect(lines.last?.hasPrefix("  see 'shuangsuiji ") == true)
    let showsUsage = message.hasSuffix(" is missing") || message.hasSuffix("too many")
    #expect(lines.contains { $0.hasPrefix("  usage: shuangsuiji ") } == showsUsage)
  }

  @Test("what is missing is named, in Chinese as well")
  func missingOperands() throws {
    for (line, message) in [
      ("explain", "缺少抽取记录和编号"), ("replace r --reason 注销", "缺少编号"),
      ("check", "缺少计划文件"), ("results", "缺少抽取记录"), ("ledger", "缺少“check”和文件"),
    ] {
      let words = line.split(separator: " ").map(String.init) + ["--language", "zh"]
      let run = try Program.run(words, in: Program.repository)
      #expect(run.status == 2 && run.errors.contains("错误：\(message)\n"), "\(run.errors)")
    }
    let plans = ["--", "check", "plans/110109-mentougou.json5", "--quiet"]
    #expect(try Program.run(plans, in: Program.repository).status == 0)
  }

  @Test("the options that usage shows as required exist, and nothing is done without them")
  func required() throws {
    for command in commandTable where !command.required.isEmpty {
      let names = command.required.split { " ()|".contains($0) }.filter { $0.hasPrefix("--") }
      for name in names {
        #expect(command.allOptions.contains { $0.name == name }, "\(command.name) \(name)")
      }
      let operands = command.places.map { $0.name == "KIND" ? "items" : "x" }
      let run = try Program.run([command.name] + operands, in: Program.repository)
      #expect(run.status == 2 && run.errors.contains("usage: \(usageLine(command, .en))\n"))
    }
  }

  @Test("every command stands in one group of the general help")
  func groups() {
    #expect(commandTable.count == everyCommand.count)
    #expect(Set(commandTable.map(\.name)) == Set(everyCommand.map(\.name)))
  }

  @Test(
    "short names, written-on values and options before the command mean the same",
    arguments: [
      "check nothing --quiet --jobs 2 --json", "check nothing -q -j 2 --json",
      "check nothing -j2 -q --json", "-q --jobs=2 --json check nothing",
      "--json check nothing -q -j=2 -j=3", "check nothing -q --json --json",
    ])
  func spellings(line: String) throws {
    func run(_ line: String) throws -> Run {
      try Program.run(line.split(separator: " ").map(String.init), in: Program.repository)
    }
    let first = try run("check nothing --quiet --jobs 2 --json")
    let other = try run(line)
    #expect(first.status == 2 && first.output.contains("file-not-found"))
    #expect(other.status == 2 && other.output == first.output && other.errors == first.errors)
  }

  @Test("of several languages the last one counts; the version has four names")
  func lastAndVersion() throws {
    let run = try Program.run(
      ["--language", "en", "verfy", "--language", "zh"], in: Program.repository)
    #expect(run.errors.contains("没有“verfy”命令"))
    for words in [["--version"], ["-V"], ["version"], ["draw", "--version"]] {
      let run = try Program.run(words, in: Program.repository)
      #expect(run.status == 0 && run.output.hasPrefix("shuangsuiji \(Version.program)"))
    }
    let lonely = try Program.run(["-q"], in: Program.repository)
    #expect(lonely.status == 2 && lonely.errors.contains("usage: shuangsuiji COMMAND"))
  }

  @Test(
    "colour is for terminals that have it, unless a variable says otherwise",
    arguments: [
      (true, ["TERM": "xterm"], true), (true, [:], false), (true, ["TERM": "dumb"], false),
      (true, ["TERM": "xterm", "NO_COLOR": "1"], false), (false, ["TERM": "xterm"], false),
      (false, ["CLICOLOR_FORCE": "1"], true), (false, ["CLICOLOR_FORCE": "0"], false),
      (true, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
    ] as [(Bool, [String: String], Bool)])
  func color(isTerminal: Bool, variables: [String: String], isColored: Bool) {
    #expect(Console.wantsColor(isTerminal: isTerminal) { variables[$0] } == isColored)
  }

  @Test("seeds are asked for by name; there is no default")
  func seeds() throws {
    let workplace = try Workplace()
    for (arguments, code) in [
      ([], "no-seed"), (["--seed", ""], "empty-seed"),
      (["--seed-file", "nothing"], "file-not-found"),
      (["--seed", "a", "--seed-file", "plan.json5"], "two-seeds"),
    ] {
      let run = try Program.run(
        ["draw", "plan.json5", "--output", "out"] + arguments, in: workplace.folder)
      #expect(run.status == 2 && run.errors.contains("error: [\(code)]"), "\(arguments)")
      #expect(try !workplace.names().contains("out"))
    }
  }
}
