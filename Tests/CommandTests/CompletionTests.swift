// Completions and the manual page are the command table in other words: nothing of it is missing in
// any of them, shells and troff take them, and bash completes with them.

import DoubleRandom
import Foundation
import Testing

@testable import shuangsuiji

@Suite struct CompletionTests {
  private func script(_ shell: CompletedShell, _ language: Language = .en) throws -> String {
    let run = try Program.run(
      ["completions", shell.rawValue, "--language", language.rawValue], in: Program.repository)
    #expect(run.status == 0 && run.output == shell.script(language))
    return run.output
  }

  @Test("every command, option, word and kind of place stands in every script")
  func whole() throws {
    for shell in CompletedShell.allCases {
      let text = try script(shell)
      for command in commandTable {
        // What the script says of this command, and of no other.
        let own = text.components(separatedBy: "\n").filter { $0.contains(command.name) }.joined()
        #expect(!own.isEmpty, "\(shell): \(command.name)")
        let lines = try #require(block(of: command, in: text, shell), "\(shell): \(command.name)")
        for option in command.allOptions {
          let name = shell == .fish ? "-l \(option.name.dropFirst(2)) " : option.name
          #expect((lines + " ").contains(name), "\(shell): \(command.name) \(option.name)")
          for word in option.choices {
            #expect(lines.contains(word), "\(shell): \(command.name) \(option.name) \(word)")
          }
        }
        for word in command.operandWords() { #expect(lines.contains(word), "\(shell): \(word)") }
      }
    }
  }

  /// The lines of a script that are about one command.
  private func block(
    of command: CommandSpec, in script: String, _ shell: CompletedShell
  ) -> String? {
    let lines = script.components(separatedBy: "\n")
    switch shell {
    case .bash:
      let start = lines.firstIndex { $0.hasPrefix("    \(command.name)) valued=") }
      return start.map { start in
        (lines[start...(start + 2)] + lines.filter { $0.contains("'\(command.name) ") })
          .joined(separator: "\n")
      }
    case .zsh:
      let start = lines.firstIndex(of: "    \(command.name))")
      return start.map { lines[$0...].prefix { $0 != "      ;;" }.joined(separator: "\n") }
    case .fish:
      let own = lines.filter { $0.contains("__shuangsuiji_is \(command.name)'") }
      return own.isEmpty ? nil : own.joined(separator: "\n")
    }
  }

  @Test("shells take their scripts", arguments: CompletedShell.allCases, Language.allCases)
  func syntax(shell: CompletedShell, language: Language) throws {
    let name = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: name) }
    try Data(try script(shell, language).utf8).write(to: name)
    let line =
      "command -v \(shell.rawValue) > found || exit 77; \(shell.rawValue) -n '\(name.path)'"
    let run = try Program.shell(
      line.replacing("> found", with: "> /dev/null"), in: Program.repository)
    #expect(run.status == 0 || (run.status == 77 && shell != .bash), "\(run.errors)")
    #expect(run.errors.isEmpty)
  }

  @Test(
    "bash completes commands, options, words, files and folders",
    arguments: [
      ("dra", "draw"), ("draw --outp", "--output"), ("draw plans/11010", "110109-mentougou.json5"),
      ("draw p --csv ''", "people plain"), ("draw p --csv = pl", "plain"),
      ("draw -o Sour", "Sources"), ("draw --seed-file Mak", "Makefile"), ("draw Mak", ""),
      ("ledger ''", "check"), ("ledger check Mak", "Makefile"),
      ("ledger check x --he", "--head --help"),
      ("seed --entropy a b --salt", "--salt-file"), ("generate in", "inspectors"),
      ("sql r --engine ''", "duckdb postgres spark"), ("replace r x --reason 注", "注销"),
      ("replace r x --reason mo", "moved"), ("help plan", "plan-file"), ("draw --seed ''", ""),
      ("report --page n", "notice"), ("completions ''", "bash zsh fish"), ("nothing ''", ""),
      ("--quiet dra", "draw"), ("--jobs 2 draw --outp", "--output"), ("--lang", "--language"),
      ("--language = zh -q draw -o Sour", "Sources"), ("--language z", "zh"),
      ("--color = ne", "never"), ("-j 2 -q ledger ''", "check"),
    ])
  func bash(line: String, expected: String) throws {
    let run = try Program.shell(
      """
      source <(shuangsuiji completions bash)
      COMP_WORDS=(shuangsuiji \(line)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _shuangsuiji; echo "${COMPREPLY[*]}"
      """, in: Program.repository)
    let found = run.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let isFile = expected.hasSuffix(".json5")
    #expect(
      isFile ? found.contains(expected) : found == expected, "\(line): \(found) \(run.errors)")
  }

  @Test(
    "in zsh an option that takes every word ends at the next option",
    arguments: [
      ("seed --entropy a b --salt-file Mak", "seed --salt-file Mak"),
      ("seed --entropy a b --sal", "seed --sal"), ("seed --entropy a b", "seed --entropy a b"),
      ("seed -o x --entropy a --entropy b -", "seed -o x -"),
      ("seed --salt-file x --entropy a b", "seed --salt-file x --entropy a b"),
    ])
  func zsh(line: String, seen: String) throws {
    let run = try Program.shell(
      """
      command -v zsh > /dev/null || exit 77
      zsh -f -c 'compdef() { :; }; source <(shuangsuiji completions zsh); typeset -A compstate
      words=(\(line)); CURRENT=$#words
      _shuangsuiji_cut --entropy; print -r -- "$words"; (( CURRENT == $#words ))'
      """, in: Program.repository)
    #expect(run.status == 77 || (run.status == 0 && run.output == seen + "\n"), "\(run.errors)")
  }

  @Test(
    "options before the command do not hide it from zsh and fish",
    arguments: [
      ("-q draw x", "draw x"), ("--jobs 2 --quiet draw", "draw"), ("--language=zh draw", "draw"),
      ("draw --jobs 2", "draw --jobs 2"),
    ])
  func optionsBefore(line: String, seen: String) throws {
    let zsh = try Program.shell(
      """
      command -v zsh > /dev/null || exit 77
      zsh -f -c 'compdef() { :; }; source <(shuangsuiji completions zsh)
      words=(shuangsuiji \(line) ""); CURRENT=$#words
      _shuangsuiji_skip; print -r -- "$words"; (( CURRENT == $#words ))'
      """, in: Program.repository)
    #expect(
      zsh.status == 77 || (zsh.status == 0 && zsh.output == "shuangsuiji \(seen) \n"),
      "\(zsh.output)\(zsh.errors)")
    let fish = try Program.shell(
      """
      command -v fish > /dev/null || exit 77
      fish --no-config -c 'shuangsuiji completions fish | source
      complete -C "shuangsuiji \(line) --seed-f"' | cut -f1
      """, in: Program.repository)
    #expect(fish.status == 77 || fish.output == "--seed-file\n", "\(fish.output)\(fish.errors)")
  }

  @Test(
    "zsh and fish complete options before the command, and their values",
    arguments: [
      ("--language ''", ["en", "zh"]), ("-q --color n", ["never"]), ("--lang", ["--language"]),
      ("--language zh dra", ["draw"]), ("--language zh draw --outp", ["--output"]),
      ("--jobs 2 -q --vers", ["--version"]),
    ])
  func valuesBefore(line: String, expected: [String]) throws {
    let fish = try Program.shell(
      """
      command -v fish > /dev/null || exit 77
      fish --no-config -c 'shuangsuiji completions fish | source
      complete -C "shuangsuiji \(line.replacing("''", with: ""))"' | cut -f1
      """, in: Program.repository)
    let found = fish.output.split(separator: "\n").map(String.init)
    #expect(fish.status == 77 || found == expected, "\(line): \(found) \(fish.errors)")
    // What zsh's own completion is asked, with the words that it sees.
    let zsh = try Program.shell(
      """
      command -v zsh > /dev/null || exit 77
      zsh -f -c 'compdef() { :; }; _describe() { print -r -- draw; }
      _arguments() { print -rl -- "$@"; }
      source <(shuangsuiji completions zsh)
      words=(shuangsuiji \(line)); CURRENT=$#words; _shuangsuiji'
      """, in: Program.repository)
    for word in expected where zsh.status != 77 {
      #expect(zsh.output.contains(word), "\(line): \(zsh.output) \(zsh.errors)")
    }
  }

  @Test("the manual page has every command, option, topic and variable, and troff takes it")
  func manual() throws {
    for language in Language.allCases {
      let run = try Program.run(["man", "--language", language.rawValue], in: Program.repository)
      #expect(run.status == 0 && run.output == manualPage(language))
      let text = run.output.replacing("\\-", with: "-").replacing("\\(aq", with: "'")
      for command in commandTable {
        #expect(text.contains(".SS \(usageLine(command, language))\n"), "\(command.name)")
        for option in command.allOptions {
          #expect(text.contains("\\fB\(option.name)\\fP"), "\(command.name) \(option.name)")
          if language == .en { #expect(text.contains(option.help.english), "\(option.name)") }
        }
      }
      for topic in helpTopics { #expect(text.contains(".SH \(topic.title(language))\n")) }
      for (name, _) in environmentVariables { #expect(text.contains(".B \(name)\n")) }
      let file = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: file) }
      try Data(run.output.utf8).write(to: file)
      let troff = try Program.shell(
        "command -v groff >/dev/null || exit 77; "
          + "groff -k -man -Tutf8 -ww '\(file.path)' >/dev/null",
        in: Program.repository)
      #expect(troff.status == 0 || troff.status == 77)
      #expect(troff.errors.isEmpty, "\(troff.errors)")
    }
  }

  @Test("a shell that is not known is answered with those that are")
  func unknownShell() throws {
    let run = try Program.run(["completions", "bsh"], in: Program.repository)
    #expect(run.status == 2 && run.errors.contains("hint: did you mean bash?"))
  }
}
