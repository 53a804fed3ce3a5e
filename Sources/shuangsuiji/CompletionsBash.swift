// Completions for bash: a script of one function, made from the command table. It needs no
// bash-completion package.

import DoubleRandom

/// A shell that completions are made for.
enum CompletedShell: String, CaseIterable {
  case bash, zsh, fish

  /// The script to be loaded; explanations, where the shell shows any, in a language.
  func script(_ language: Language) -> String {
    switch self {
    case .bash: bashCompletions()
    case .zsh: zshCompletions(language)
    case .fish: fishCompletions(language)
    }
  }
}

private func bashCompletions() -> String {
  let commands = commandTable.map(\.name) + ["--help", "--version"]
  let options = commandTable.map { command in
    let valued = command.allOptions.filter { $0.value != nil }.flatMap(\.names)
    let lists = command.allOptions.filter(\.isList).flatMap(\.names)
    let all = command.allOptions.map(\.name)
    return """
          \(command.name)) valued='\(valued.joined(separator: " "))'
            lists='\(lists.joined(separator: " "))'
            options='\(all.joined(separator: " "))' ;;

      """
  }
  return
    bashHead
    .replacing("COMMANDS", with: commands.joined(separator: " "))
    .replacing("OPTIONS", with: options.joined())
    .replacing("FREE", with: freeOptions.flatMap(\.names).joined(separator: " "))
    .replacing("VALUED", with: valuedFreeOptions)
    .replacing("PLACES", with: commandTable.flatMap(bashPlaces).joined())
}

/// Names of options that may stand before the command and take a value.
var valuedFreeOptions: String {
  freeOptions.filter { $0.value != nil }.flatMap(\.names).joined(separator: " ")
}

/// A line for each place of a command that the shell can fill.
private func bashPlaces(_ command: CommandSpec) -> [String] {
  let options = command.allOptions.compactMap { option in
    option.place.flatMap { place in
      bashAction(place).map {
        "    \(option.names.map { "'\(command.name) \($0)'" }.joined(separator: "|"))) \($0) ;;\n"
      }
    }
  }
  let places = command.places
  let operands = places.enumerated().compactMap { index, operand in
    bashAction(operand.place).map { action in
      let isEvery = index == places.count - 1 && command.repeatsLast
      let number = isEvery ? "'\(command.name) :'*" : "'\(command.name) :\(index)'"
      return "    \(number)) \(action) ;;\n"
    }
  }
  return options + operands
}

private func bashAction(_ place: CommandPlace) -> String? {
  switch place {
  case .words(let words): "_shuangsuiji_words \(words.joined(separator: " "))"
  case .files(let endings):
    (["_shuangsuiji_files"] + endings.map { "'*.\($0)'" }).joined(separator: " ")
  case .folders: "_shuangsuiji_folders"
  case .text: nil
  }
}

private let bashHead = """
  # bash completion of shuangsuiji, made by 'shuangsuiji completions bash'.
  # Load it with: source <(shuangsuiji completions bash)

  _shuangsuiji_words() { COMPREPLY=($(compgen -W "$*" -- "$word")); }

  _shuangsuiji_folders() {
    local IFS=$'\\n'
    compopt -o filenames 2>/dev/null
    COMPREPLY=($(compgen -d -- "$word"))
  }

  _shuangsuiji_files() {
    local IFS=$'\\n' ending
    compopt -o filenames 2>/dev/null
    if (($# == 0)); then
      COMPREPLY=($(compgen -f -- "$word"))
      return
    fi
    COMPREPLY=($(compgen -d -- "$word"))
    for ending in "$@"; do
      COMPREPLY+=($(compgen -f -X "!$ending" -- "$word"))
    done
  }

  _shuangsuiji() {
    local word=${COMP_WORDS[COMP_CWORD]} command='' first=1
    local option='' operands=0 valued='' lists='' options='' i
    COMPREPLY=()
    # Options of all commands may stand before the command; their values complete as behind it.
    while ((first < COMP_CWORD)) && [[ ${COMP_WORDS[first]} == -?* ]]; do
      option=${COMP_WORDS[first]}
      first=$((first + 1))
      if [[ " VALUED " == *" $option "* ]]; then
        [[ ${COMP_WORDS[first]} == '=' ]] && first=$((first + 1))
        ((first >= COMP_CWORD)) && command=draw && break
        first=$((first + 1))
      fi
      option=''
    done
    if [[ -z $command ]] && ((COMP_CWORD == first)); then
      if [[ $word == -* ]]; then _shuangsuiji_words 'FREE'; else _shuangsuiji_words COMMANDS; fi
      return
    fi
    command=${command:-${COMP_WORDS[first]}}
    case $command in
  OPTIONS    *) return ;;
    esac
    # The option whose value is written, or the number of operands before the cursor.
    for ((i = first + 1; i < COMP_CWORD; i++)); do
      case ${COMP_WORDS[i]} in
        '=') ;;
        -?*)
          option=${COMP_WORDS[i]}
          [[ " $valued " == *" $option "* ]] || option=''
          ;;
        *)
          if [[ -z $option ]]; then
            operands=$((operands + 1))
          elif [[ " $lists " != *" $option "* ]]; then
            option=''
          fi
          ;;
      esac
    done
    [[ $word == '=' ]] && word=''
    if [[ $word == -* ]] && [[ -z $option || " $lists " == *" $option "* ]]; then
      _shuangsuiji_words "$options"
      return
    fi
    case "$command ${option:-:$operands}" in
  PLACES  esac
  }

  complete -F _shuangsuiji shuangsuiji

  """
