// A message in two languages, and how its places are filled.
//
// Templates hold `{0}`, `{1}` … for a finding's arguments, and `{1~}` for an argument that is one
// of our own words ("number", "check-character:X") and has a translation in `MessageTable.words`.
// `{1'}` is what stands between the quotes of a text in a plan file: a line break is `\n` there.
// `{1,}` is a list: what is written "a, b" reads "a、b" in Chinese.
// The sentences themselves are in DiagnosticTable….swift.

public struct Message: Sendable {
  /// One text in each language.
  public struct Text: Sendable {
    public let en: String
    public let zh: String

    init(_ en: String, _ zh: String) {
      self.en = en
      self.zh = zh
    }

    func template(_ language: Language) -> String { language == .en ? en : zh }
  }

  public let code: String
  /// Whether the message is about a cell: its first argument is then the column's header.
  public let isCell: Bool
  public let text: Text
  /// What to do about it; the first whose places can all be filled is given.
  public let hints: [Text]
  /// The same where the file is a form that was filled in; nil where that makes no difference.
  public let formHints: [Text]?

  /// What messages about a cell begin with, where the column is known.
  static let cellPrefix = Text("column {0}: ", "“{0}”列：")

  init(
    _ code: String, cell: Bool = false, _ en: String, _ zh: String, hints: Text...,
    forms: [Text]? = nil
  ) {
    self.code = code
    isCell = cell
    text = Text(en, zh)
    self.hints = hints
    formHints = forms
  }
}

/// Every message of the program.
public enum MessageTable {
  public static func message(_ code: String) -> Message? { byCode[code] }

  /// All messages, in the order of the tables.
  public static let all: [Message] =
    tables + json5 + plans + schedules + registries + draws + records + trust + seeds + partials
    + officers + answers + results

  /// A code that stands twice is a defect; it must not make every message crash.
  private static let byCode = Dictionary(
    all.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
}

extension Finding {
  /// The sentence of this finding.
  public func message(_ language: Language) -> String {
    guard let message = MessageTable.message(code) else {
      return arguments.map { visible($0, limit: 120) }.joined(separator: ", ")
    }
    let isPlaced = message.isCell && !(arguments.first ?? "").isEmpty
    let prefix = isPlaced ? Message.cellPrefix.template(language) : ""
    return filled(sayingEmpty(prefix + message.text.template(language), language), language).text
  }

  /// A template that says of an empty value that it is empty, where it would show two quotes.
  private func sayingEmpty(_ template: String, _ language: Language) -> String {
    var template = template
    for place in arguments.indices where arguments[place].isEmpty {
      template = template.replacing("“{\(place)}”", with: language == .zh ? "（空）" : "(empty)")
    }
    return template
  }

  /// What to do about it, if that can be said.
  public func hint(_ language: Language) -> String? {
    let message = MessageTable.message(code)
    let hints = (isOfForm ? message?.formHints : nil) ?? message?.hints ?? []
    return hints.lazy.map { filled($0.template(language), language, limit: 400) }
      .first { $0.isWhole }?.text
  }

  /// A template with its places filled; not whole when an argument was empty or missing.
  private func filled(
    _ template: String, _ language: Language, limit: Int = 120
  ) -> (text: String, isWhole: Bool) {
    var isWhole = true
    let text = fill(template) { place, kind in
      let argument = arguments.indices.contains(place) ? arguments[place] : ""
      isWhole = isWhole && !argument.isEmpty
      switch kind {
      case "~": return translated(argument, language)
      case "'": return escaped(argument)
      case "," where language == .zh:
        return visible(listed(argument), limit: limit)
      default: return visible(argument, limit: limit)
      }
    }
    return (text, isWhole)
  }
}

/// A text as a plan file has it between quotes, with nothing invisible in it.
private func escaped(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "") { result, scalar in
    switch scalar {
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case "\"", "\\": result += "\\\(scalar)"
    case _ where isShownAsItIs(scalar): result.unicodeScalars.append(scalar)
    default:
      for unit in String(scalar).utf16 {
        let digits = String(unit, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    }
  }
}

/// A list as Chinese writes it.
private func listed(_ text: String) -> String {
  var result = ""
  var afterComma = false
  for scalar in text.unicodeScalars {
    if afterComma { result += scalar == " " ? "、" : "," }
    if !(afterComma && scalar == " "), scalar != "," { result.unicodeScalars.append(scalar) }
    afterComma = scalar == ","
  }
  return afterComma ? result + "," : result
}

/// A template with `{n}`, `{n~}`, `{n'}` and `{n,}` replaced; other braces stay.
private func fill(
  _ template: String, _ argument: (_ place: Int, _ kind: Character?) -> String
) -> String {
  var text = ""
  var rest = template[...]
  while let brace = rest.firstIndex(of: "{") {
    text += rest[..<brace]
    rest = rest[rest.index(after: brace)...]
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard let place = Int(digits), let end = rest.firstIndex(of: "}") else {
      text += "{"
      continue
    }
    text += argument(place, rest[digits.endIndex])
    rest = rest[rest.index(after: end)...]
  }
  return text + rest
}

/// A word of ours in a language: `head:a:b` is the phrase `head` with `{0}`, `{1}` filled.
func translated(_ word: String, _ language: Language) -> String {
  let parts = word.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  guard let phrase = MessageTable.words[parts[0]] ?? MessageTable.fileWords[parts[0]] else {
    return MessageTable.systemWords[word]?.template(language) ?? visible(word, limit: 120)
  }
  return fill(phrase.template(language)) { place, kind in
    guard place + 1 < parts.count else { return "" }
    let part = parts[place + 1]
    return visible(kind == "," && language == .zh ? listed(part) : part, limit: 120)
  }
}
