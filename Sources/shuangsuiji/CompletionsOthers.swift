// Completions for zsh and fish, which also show what a command or an option is for.

import DoubleRandom

// MARK: - zsh

/// Takes what stands before the command out of the words.
private let zshSkip = """
  # Options of all commands may stand before the command: they are taken out as well.
  _shuangsuiji_skip() {
    while (( CURRENT > 2 )) && [[ $words[2] == -?* ]]; do
      if [[ " \(valuedFreeOptions) " == *" $words[2] "* ]]; then
        (( CURRENT == 3 )) && return
        words=("$words[1]" "${(@)words[4,-1]}")
        (( CURRENT -= 2 ))
      else
        words=("$words[1]" "${(@)words[3,-1]}")
        (( CURRENT-- ))
      fi
    done
  }

  """

func zshCompletions(_ language: Language) -> String {
  let commands = commandTable.map {
    "    \(shellQuoted("\($0.name):\($0.summary(language))"))\n"
  }
  return """
    #compdef shuangsuiji
    # zsh completion of shuangsuiji, made by 'shuangsuiji completions zsh'.
    # Put it into a folder of $fpath under the name _shuangsuiji.

    # An option that takes every word ends at the next option: what stands before that one is done
    # with, and is taken out of the words that _arguments sees.
    _shuangsuiji_cut() {
      local -a kept
      local i start=0
      kept=("$words[1]")
      for (( i = 2; i <= CURRENT; i++ )); do
        if [[ $words[i] == -?* || ( i -eq CURRENT && $words[i] == - ) ]]; then
          (( start )) && kept=("${(@)kept[1,start-1]}")
          start=0
          (( $@[(Ie)$words[i]] && i < CURRENT )) && start=$(( $#kept + 1 ))
        fi
        kept+=("$words[i]")
      done
      words=("${kept[@]}" "${(@)words[CURRENT+1,-1]}")
      CURRENT=$#kept
      # Else zsh gives the caller its own words back.
      compstate[restore]=
    }

    \(zshSkip)
    _shuangsuiji() {
      local -a commands
      commands=(
    \(commands.joined())  )
      _shuangsuiji_skip
      if [[ $words[2] == -* ]]; then
        _arguments --version \\
    \(freeOptions.flatMap { zshOption($0, language) }.map(zshLine).joined(separator: " \\\n"))
        return
      fi
      if (( CURRENT == 2 )); then
        _describe -t commands command commands
        return
      fi
      local command=$words[2]
      shift words
      (( CURRENT-- ))
      case $command in
    \(commandTable.map { zshArguments($0, language) }.joined())  esac
    }

    if [ "$funcstack[1]" = "_shuangsuiji" ]; then
      _shuangsuiji "$@"
    else
      compdef _shuangsuiji shuangsuiji
    fi

    """
}

/// What `_arguments` is told of an option, for each of its names.
private func zshOption(_ option: OptionSpec, _ language: Language) -> [String] {
  option.names.map { name in
    let help = "[\(zshEscaped(option.help(language)))]"
    guard let value = option.value, let place = option.place else { return name + help }
    let action = ":\(zshEscaped(value)):\(zshAction(place))"
    if option.isList { return "*\(name)\(help):*-*\(action)" }
    return name.hasPrefix("--") ? "\(name)=\(help)\(action)" : "\(name)\(help)\(action)"
  }
}

private func zshLine(_ specification: String) -> String {
  "        \(shellQuoted(specification))"
}

private func zshArguments(_ command: CommandSpec, _ language: Language) -> String {
  let options = command.allOptions.flatMap { zshOption($0, language) }
  let places = command.places
  let operands = places.enumerated().map { index, operand in
    let number = index == places.count - 1 && command.repeatsLast ? "*" : "\(index + 1)"
    return "\(number):\(zshEscaped(operand.name)):\(zshAction(operand.place))"
  }
  let lines = (options + operands).map(zshLine)
  let lists = command.allOptions.filter(\.isList).flatMap(\.names)
  let cut = lists.isEmpty ? "" : "      _shuangsuiji_cut \(lists.joined(separator: " "))\n"
  return "    \(command.name))\n\(cut)      _arguments \\\n" + lines.joined(separator: " \\\n")
    + "\n      ;;\n"
}

private func zshAction(_ place: CommandPlace) -> String {
  switch place {
  case .words(let words): "(\(words.joined(separator: " ")))"
  case .files(let endings) where endings.isEmpty: "_files"
  // One ending alone in parentheses would be a glob qualifier.
  case .files(let endings) where endings.count == 1: "_files -g \"*.\(endings[0])\""
  case .files(let endings): "_files -g \"*.(\(endings.joined(separator: "|")))\""
  case .folders: "_files -/"
  case .text: " "
  }
}

private func zshEscaped(_ text: String) -> String {
  text.map { #"[]:\"#.contains($0) ? "\\\($0)" : "\($0)" }.joined()
}

// MARK: - fish

func fishCompletions(_ language: Language) -> String {
  let head = """
    # fish completion of shuangsuiji, made by 'shuangsuiji completions fish'.
    # Put it into ~/.config/fish/completions under the name shuangsuiji.fish.

    function __shuangsuiji_is -d 'Whether the command is the one given, none if none is'
      set -l words (commandline -opc)
      set -e words[1]
      # Options of all commands may stand before the command.
      while set -q words[1]; and string match -qr -- '^-.' $words[1]
        contains -- $words[1] \(valuedFreeOptions); and set -q words[2]; and set -e words[2]
        set -e words[1]
      end
      test "$words[1]" = "$argv[1]"
    end

    complete -c shuangsuiji -f
    \(noCommand) -l version

    """
  let free = freeOptions.map { fishOption($0, noCommand, language) + "\n" }.joined()
  return commandTable.reduce(head + free) { $0 + fishLines($1, language) }
}

/// Where there is no command yet.
private let noCommand = "complete -c shuangsuiji -n __shuangsuiji_is"

private func fishOption(_ option: OptionSpec, _ start: String, _ language: Language) -> String {
  let short = option.shortName.map { " -s \($0.dropFirst())" } ?? ""
  let action = option.place.map { " \(fishAction($0, isOption: true))" } ?? ""
  return "\(start) -l \(option.name.dropFirst(2))\(short)\(action) "
    + "-d \(fishQuoted(option.help(language)))"
}

private func fishLines(_ command: CommandSpec, _ language: Language) -> String {
  let start = "complete -c shuangsuiji -n '__shuangsuiji_is \(command.name)'"
  var lines = [
    "",
    "\(noCommand) -a \(command.name) -d \(fishQuoted(command.summary(language)))",
  ]
  lines += command.allOptions.map { fishOption($0, start, language) }
  for place in command.places.map(\.place) where place != .text {
    lines.append("\(start) \(fishAction(place, isOption: false))")
  }
  return lines.joined(separator: "\n") + "\n"
}

private func fishAction(_ place: CommandPlace, isOption: Bool) -> String {
  let only = isOption ? "-x " : ""
  switch place {
  case .words(let words): return only + "-a '\(words.joined(separator: " "))'"
  case .files(let endings) where endings.isEmpty: return isOption ? "-r -F" : "-F"
  case .files(let endings):
    let lists = endings.map { "(__fish_complete_suffix .\($0))" }
    return (isOption ? "-r -F " : "-F ") + "-k -a \"\(lists.joined(separator: " "))\""
  case .folders: return only + "-a '(__fish_complete_directories)'"
  case .text: return only.isEmpty ? "" : "-x"
  }
}

private func fishQuoted(_ text: String) -> String {
  "'" + text.map { #"\'"#.contains($0) ? "\\\($0)" : "\($0)" }.joined() + "'"
}
