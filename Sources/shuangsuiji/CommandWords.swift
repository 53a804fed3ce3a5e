// What may stand at each place of a command line, read off the command table. Completions for every
// shell are made from this and from nothing else.
//
// The one thing to know: a place is described by the word that help shows for it. PLAN, RECORD,
// FILE, PAGE, BEFORE and AFTER are files, DIR is a folder, a word in small letters is itself.

/// What completes one place of a command line.
enum CommandPlace: Equatable {
  case words([String])
  /// Files with one of these endings, of any name without endings; and the folders on the way.
  case files(endings: [String])
  case folders
  /// Nothing that a shell could know.
  case text

  /// - Parameters:
  ///   - name: as help shows it: `PLAN…`, `[DIR]`, `check`.
  ///   - words: the only ones that are taken; empty where others are, too.
  init(_ name: String, words: [String]) {
    let bare = name.filter { !"[]…".contains($0) }
    switch bare {
    case _ where !words.isEmpty: self = .words(words)
    case _ where !bare.isEmpty && bare == bare.lowercased(): self = .words([bare])
    case "PLAN": self = .files(endings: ["json5", "json"])
    case "RECORD": self = .files(endings: ["json"])
    case "FILE", "PAGE", "BEFORE", "AFTER": self = .files(endings: [])
    case "DIR": self = .folders
    default: self = .text
    }
  }
}

extension OptionSpec {
  /// What stands behind the option; nil for a switch.
  var place: CommandPlace? { value.map { CommandPlace($0, words: choices) } }

  /// The option's one-letter name, where it has one.
  var shortName: String? { shortNames.first { $0.value == name }?.key }

  /// All names, the long one first.
  var names: [String] { [name] + [shortName].compactMap { $0 } }
}

extension CommandSpec {
  /// The operands by place.
  var places: [(name: String, place: CommandPlace)] {
    operands.split(separator: " ").enumerated().map { index, name in
      let isLiteral = name == name.lowercased()
      let words = index == 0 && !isLiteral ? operandWords() : []
      return (String(name), CommandPlace(String(name), words: words))
    }
  }

  /// Whether the last operand may stand several times.
  var repeatsLast: Bool { operands.contains("…") }
}

/// Options that every command has, which are explained once.
var sharedOptions: [OptionSpec] {
  commandTable[0].allOptions.filter { option in
    commandTable.allSatisfy { command in
      command.allOptions.contains { $0.name == option.name && $0.help == option.help }
    }
  }
}
