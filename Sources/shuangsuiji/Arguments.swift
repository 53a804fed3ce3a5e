// From words to an `Invocation`, and from there to a command. A word that is almost right is
// answered with the right one.

import DoubleRandom

/// Runs the command that the words name.
func runCommand(_ words: [String], _ console: Console) -> ExitStatus {
  console.chooseLanguage(words)
  guard console.hasRoomToRun() else { return .failed }
  // What cannot be decoded comes as U+FFFD: another seed, another file than was meant.
  if let word = words.first(where: { $0.unicodeScalars.contains("\u{FFFD}") }) {
    console.printError(UsageError.notText(word).text(console.language))
    return .failed
  }
  let isJSON = words.prefix { $0 != "--" }.contains("--json")
  do throws(UsageError) {
    let words = try commandFirst(words)
    guard let first = words.first else {
      console.printError(generalHelp(console.language))
      return .failed
    }
    if first == "--help" {
      console.print(console.fitted(generalHelp(console.language)))
      return console.failed ? .failed : .done
    }
    if first == "version" || first == "--version" { return showVersion(console, isJSON) }
    let invocation = try parse(words)
    if invocation.has("--version") { return showVersion(console, isJSON) }
    if invocation.has("--help") {
      console.print(console.fitted(help(invocation.command, console.language)))
      return console.failed ? .failed : .done
    }
    console.configure(invocation)
    invocation.putBackDisplaced()
    let named = invocation.withRecordsOfFolders
    defer { ProgressDisplay.end() }
    let status = named.command.run(named, console)
    if console.failed, status != .failed { console.sayDone(named, status) }
    return console.failed ? .failed : status
  } catch {
    console.printError(error.text(console.language))
    return .failed
  }
}

private func showVersion(_ console: Console, _ isJSON: Bool) -> ExitStatus {
  if isJSON {
    console.print(
      .object([
        ("format", "shuangsuiji-version-answer/1"), ("status", .int(0)),
        ("program", .string(Version.program)), ("protocol", .string(Version.draw)),
        ("findings", Findings().json(console.language)),
      ]))
    return console.failed ? .failed : .done
  }
  let words = Words(", draw protocol ", "，抽取规程 ")(console.language)
  console.print("shuangsuiji \(Version.program)\(words)\(Version.draw)\n")
  return console.failed ? .failed : .done
}

/// The words with the command in front.
private func commandFirst(_ words: [String]) throws(UsageError) -> [String] {
  var before: [String] = []
  var rest = words[...]
  while let word = rest.first, word.hasPrefix("-") {
    let (name, value) = split(word)
    if ["--version", "--help"].contains(name) {
      if value != nil { throw .unexpectedValue(name, command: nil) }
      return [name]
    }
    if word == "--" {
      rest.removeFirst()
      break
    }
    guard let option = freeOptions.first(where: { $0.name == name }) else {
      let isKnown = commandTable.contains { $0.allOptions.contains { $0.name == name } }
      throw isKnown ? .optionBeforeCommand(name) : .unknownOption(name, command: nil)
    }
    if option.value == nil, value != nil { throw .unexpectedValue(name, command: nil) }
    let count = option.value == nil || value != nil ? 1 : 2
    if rest.count < count || count == 2 && isCommandFor(option, rest.dropFirst().first) {
      throw .missingValue(name, command: nil)
    }
    before += rest.prefix(count)
    rest = rest.dropFirst(count)
  }
  return rest.isEmpty ? [] : rest.prefix(1) + before + rest.dropFirst()
}

/// Whether a word behind an option is the command and not the option's value: `--language check p`.
private func isCommandFor(_ option: OptionSpec, _ word: String?) -> Bool {
  guard let word else { return false }
  return !option.choices.contains(word) && commandTable.contains { $0.name == word }
}

/// The long name of an option and the value that is written on to it: `--jobs=4`, `-j=4`, `-j4`.
private func split(_ word: String) -> (name: String, value: String?) {
  if !word.hasPrefix("--"), word.count > 2, let name = shortNames[String(word.prefix(2))] {
    let rest = word.dropFirst(2)
    // `-hello` is no `-h` with a value, and `-json` is not `-j`.
    if switchNames.contains(name), rest.first != "=" { return (word, nil) }
    if isLongName("-" + word) { return (word, nil) }
    return (name, String(rest.first == "=" ? rest.dropFirst() : rest))
  }
  if let equals = word.firstIndex(of: "=") {
    return (String(word[..<equals]), String(word[word.index(after: equals)...]))
  }
  return (word == "-V" ? "--version" : shortNames[word] ?? word, nil)
}

private func isLongName(_ word: String) -> Bool {
  commandTable.contains { $0.allOptions.contains { $0.name == word } }
}

/// Marks that Word and WeChat make of two hyphens.
private let dashes: Set<Character> = [
  "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2212}", "\u{FF0D}",
  "-",
]

/// A word that is one of these options but for its dashes is no file and no value.
private func checkDashes(
  _ word: String, _ options: [OptionSpec], _ command: CommandSpec?
) throws(UsageError) {
  guard let first = word.first, first != "-", dashes.contains(first) else { return }
  let name = split("--" + word.drop { dashes.contains($0) }).name
  if (options.map(\.name) + ["--version", "--help"]).contains(name) {
    throw .otherDashes(word, meant: name, command: command)
  }
}

/// Parses words behind the program's name.
func parse(_ words: [String]) throws(UsageError) -> Invocation {
  try checkDashes(words[0], freeOptions, nil)
  guard let command = commandTable.first(where: { $0.name == words[0] }) else {
    throw .unknownCommand(words[0])
  }
  var invocation = Invocation(command: command)
  var rest = words.dropFirst()[...]
  var onlyOperands = false
  while let word = rest.popFirst() {
    if !onlyOperands { try checkDashes(word, command.allOptions, command) }
    if onlyOperands || !word.hasPrefix("-") || word == "-" {
      invocation.operands.append(word)
    } else if word == "--" {
      onlyOperands = true
    } else {
      try parseOption(word, &rest, &invocation)
    }
  }
  if invocation.has("--help") || invocation.has("--version") { return invocation }
  try check(invocation)
  return invocation
}

private func parseOption(
  _ word: String, _ rest: inout ArraySlice<String>, _ invocation: inout Invocation
) throws(UsageError) {
  let command = invocation.command
  let (name, written) = split(word)
  if name == "--version", written == nil {
    invocation.switches.insert(name)
    return
  }
  guard let option = command.allOptions.first(where: { $0.name == name }) else {
    throw .unknownOption(name, command: command)
  }
  if option.isList {
    return try parseList(name, written, &rest, &invocation)
  }
  // A second seed or output is a mistake; a second --language comes behind that of an alias.
  if invocation.values[name] != nil, !freeOptions.contains(where: { $0.name == name }) {
    throw .repeated(name, command: command)
  }
  if option.value == nil {
    if written != nil { throw .unexpectedValue(name, command: command) }
    invocation.switches.insert(name)
  } else if let value = written ?? nextValue(&rest, command),
    // An empty seed is spoken of where seeds are.
    !value.isEmpty || name == "--seed"
  {
    invocation.values[name] = value
  } else {
    throw .missingValue(name, command: command)
  }
}

/// The next word, unless it is an option of the command: `--seed --output o` lacks a seed. A value
/// that looks so is written `--seed=--output`.
private func nextValue(_ rest: inout ArraySlice<String>, _ command: CommandSpec) -> String? {
  guard let word = rest.first else { return nil }
  let name = split(word).name
  let isOption = word.hasPrefix("-") && command.allOptions.contains { $0.name == name }
  return isOption ? nil : rest.removeFirst()
}

/// The words up to the next option.
private func parseList(
  _ name: String, _ first: String?, _ rest: inout ArraySlice<String>,
  _ invocation: inout Invocation
) throws(UsageError) {
  var words = first.map { [$0] } ?? []
  while let word = rest.first, !word.hasPrefix("-") {
    try checkDashes(word, invocation.command.allOptions, invocation.command)
    words.append(word)
    rest.removeFirst()
  }
  if words.isEmpty { throw .missingValue(name, command: invocation.command) }
  invocation.lists[name, default: []] += words
}

/// Options that may stand before the command and more than once, the last one counting: an alias
/// or a script has them in front.
var freeOptions: [OptionSpec] { sharedOptions + [jobsOption] }

/// Options that have a short name.
let shortNames = ["-h": "--help", "-o": "--output", "-q": "--quiet", "-j": "--jobs"]

/// Those of them that take no value, and the short name that stands for a version.
private let switchNames: Set = ["--help", "--quiet", "--version"]

/// Options whose value is a file or folder to be written, which `-` is not.
private let fileOptions: Set = ["--output", "--rejects", "--html"]

/// Numbers that an option takes.
private let knownRanges = [
  "--jobs": 1...1024, "--rows": 1...GeneratedRegistry.targetsMax, "--draws": 1...1_000_000,
  "--periods": 1...40, "--trip": 1...999_999_999,
]

private func check(_ invocation: Invocation) throws(UsageError) {
  let command = invocation.command
  let count = command.operandCount ?? (command.operands.hasPrefix("[") ? 0 : 1)...Int.max
  let given = invocation.operands.count
  if given < count.lowerBound { throw .missingOperand(given: given, command: command) }
  if given > count.upperBound {
    throw .unexpectedOperand(invocation.operands[count.upperBound], command: command)
  }
  // Operands that are words, such as `check` of `ledger`.
  for (operand, place) in zip(invocation.operands, command.places)
  where place.name == place.name.lowercased() && operand != place.name {
    throw .badValue(
      option: command.name, value: operand, known: [place.name], command: command)
  }
  for option in command.allOptions {
    guard let value = invocation.value(option.name) else { continue }
    if value == "-", fileOptions.contains(option.name) {
      throw .noStandardOutput(option.name, command: command)
    }
    if option.isClosed, !option.choices.isEmpty, !option.choices.contains(value) {
      throw .badValue(
        option: option.name, value: value, known: option.choices, command: command)
    }
    let numbers =
      command.takesJobsList && option.name == "--jobs"
      ? value.split(separator: ",", omittingEmptySubsequences: false) : [value[...]]
    if let range = knownRanges[option.name],
      !numbers.allSatisfy({ Int($0).map(range.contains) ?? false })
    {
      throw .badNumber(option: option.name, value: value, range: range, command: command)
    }
  }
}
