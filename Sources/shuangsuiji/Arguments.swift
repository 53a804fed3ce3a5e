// From words to an `Invocation`, and from there to a command. A word that is almost right is
// answered with the right one.

import DoubleRandom

/// What is wrong with a command line.
enum UsageError: Error {
  case unknownCommand(String)
  case unknownOption(String, command: CommandSpec)
  case missingValue(String, command: CommandSpec)
  case unexpectedValue(String, command: CommandSpec)
  case repeated(String, command: CommandSpec)
  case missingOption(String, command: CommandSpec)
  case missingOperand(command: CommandSpec)
  case badValue(option: String, value: String, expected: String, command: CommandSpec)
}

/// Runs the command that the words name.
func runCommand(_ words: [String], _ console: Console) -> ExitStatus {
  guard let first = words.first else {
    console.printError(generalHelp)
    return .failed
  }
  switch first {
  case "--help", "-h",
    "help" where words.count == 1:
    console.print(generalHelp)
    return .done
  case "--version":
    console.print("shuangsuiji \(Version.program), draw protocol \(Version.draw)\n")
    return .done
  default: break
  }
  do throws(UsageError) {
    let invocation = try parse(words)
    if invocation.has("--help") {
      console.print(help(invocation.command))
      return .done
    }
    console.configure(invocation)
    let status = invocation.command.run(invocation, console)
    return console.failed ? .failed : status
  } catch {
    console.printError(error.text)
    return .failed
  }
}

/// Parses words behind the program's name.
func parse(_ words: [String]) throws(UsageError) -> Invocation {
  let isHelp = words.first == "help"
  let name = isHelp ? words[1] : words[0]
  guard let command = commandTable.first(where: { $0.name == name }) else {
    throw .unknownCommand(name)
  }
  var invocation = Invocation(command: command)
  if isHelp { invocation.switches.insert("--help") }
  var rest = words.dropFirst(isHelp ? 2 : 1)[...]
  var onlyOperands = false
  while let word = rest.popFirst() {
    if onlyOperands || !word.hasPrefix("-") || word == "-" {
      invocation.operands.append(word)
    } else if word == "--" {
      onlyOperands = true
    } else {
      try parseOption(word, &rest, &invocation)
    }
  }
  if invocation.has("--help") { return invocation }
  try check(invocation)
  return invocation
}

private func parseOption(
  _ word: String, _ rest: inout ArraySlice<String>, _ invocation: inout Invocation
) throws(UsageError) {
  let command = invocation.command
  let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
  let name = parts[0] == "-h" ? "--help" : String(parts[0])
  guard let option = (command.options + commonOptions).first(where: { $0.name == name }) else {
    throw .unknownOption(name, command: command)
  }
  if invocation.values[name] != nil || invocation.switches.contains(name) {
    throw .repeated(name, command: command)
  }
  if option.value == nil {
    if parts.count == 2 { throw .unexpectedValue(name, command: command) }
    invocation.switches.insert(name)
  } else if parts.count == 2 {
    invocation.values[name] = String(parts[1])
  } else if let value = rest.popFirst() {
    invocation.values[name] = value
  } else {
    throw .missingValue(name, command: command)
  }
}

private func check(_ invocation: Invocation) throws(UsageError) {
  let command = invocation.command
  if invocation.operands.isEmpty { throw .missingOperand(command: command) }
  func expect(_ option: String, _ words: [String]) throws(UsageError) {
    guard let value = invocation.value(option), !words.contains(value) else { return }
    throw .badValue(
      option: option, value: value, expected: words.joined(separator: ", "), command: command)
  }
  try expect("--color", ["auto", "always", "never"])
  try expect("--language", ["en", "zh"])
  try expect("--csv", ["people", "plain"])
  try expect("--form", ["full", "bench"])
  for option in ["--jobs", "--rows"] {
    guard let value = invocation.value(option) else { continue }
    if Int(value).map({ $0 < 1 || $0 > 1_000_000_000 }) ?? true {
      throw .badValue(
        option: option, value: value, expected: "a number from 1", command: command)
    }
  }
  if let jobs = invocation.value("--jobs").flatMap(Int.init), jobs > 1024 {
    throw .badValue(
      option: "--jobs", value: "\(jobs)", expected: "1 to 1024", command: command)
  }
}

extension UsageError {
  /// The message, with what to do next.
  var text: String {
    switch self {
    case .unknownCommand(let name):
      lines("unknown command '\(name)'", suggestion(name, commandTable.map(\.name)), nil)
    case .unknownOption(let name, let command):
      lines(
        "unknown option '\(name)'",
        suggestion(name, (command.options + commonOptions).map(\.name)), command)
    case .missingValue(let name, let command):
      lines("option \(name) needs a value", nil, command)
    case .unexpectedValue(let name, let command):
      lines("option \(name) takes no value", nil, command)
    case .repeated(let name, let command):
      lines("option \(name) is given twice", nil, command)
    case .missingOption(let name, let command):
      lines("option \(name) is missing", nil, command)
    case .missingOperand(let command):
      lines("\(command.operands) is missing", nil, command)
    case .badValue(let option, let value, let expected, let command):
      lines("\(option) '\(value)' is not \(expected)", nil, command)
    }
  }

  private func suggestion(_ word: String, _ known: [String]) -> String? {
    nearest(word, among: known).map { "did you mean '\($0)'?" }
  }

  private func lines(_ message: String, _ hint: String?, _ command: CommandSpec?) -> String {
    let usage = command.map { "shuangsuiji \($0.name) --help" } ?? "shuangsuiji --help"
    return "shuangsuiji: error: \(message)\n"
      + (hint.map { "  hint: \($0)\n" } ?? "") + "  see '\(usage)'\n"
  }
}
