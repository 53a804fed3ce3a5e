// `help plan-file`: every object and key that a plan may have, from the decoder's own table.

import DoubleRandom

func planFileGuide(_ language: Language) -> String {
  let head = Words(
    """
    A plan is JSON with comments, unquoted keys and trailing commas (JSON5). `init` writes one to
    begin with, `check` says what is wrong in one and where, `schema` teaches an editor its keys.
    Keys marked * are required. With `extends`, objects merge key by key, all else is replaced, and
    null takes away what was inherited. Each key is shown with an example.
    """,
    """
    计划文件是 JSON，可以写注释，键不必加引号，末尾可以有逗号（JSON5）。init 写出一份起步的计划，
    check 指出问题所在，schema 供编辑器补全。标 * 的键必填。用 extends 继承时，对象逐项合并，
    其余整体替换，null 删去继承来的一项。每个键后面是写法示例。
    """)
  return head(language) + "\n" + PlanShape.all.map { guide($0, language) }.joined()
}

private func guide(_ shape: PlanShape, _ language: Language) -> String {
  var text = "\n" + Words("\(shape.name): \(shape.english)", shape.chinese)(language) + "\n"
  for key in shape.keys {
    text += "  \(key.name)\(key.isRequired ? "*" : ""): \(key.example)\n"
    let line = key.text(language) + " · " + form(key.value, language)
    text += wrapped(line, indent: 6)
  }
  if let others = shape.others {
    text += "  \(Words("any other key", "其他键")(language))\n"
    text += wrapped(form(others, language), indent: 6)
  }
  return text
}

/// What may be written for a value, in words.
private func form(_ value: PlanValue, _ language: Language) -> String {
  func say(_ english: String, _ chinese: String) -> String { Words(english, chinese)(language) }
  func list(_ words: [String]) -> String { words.joined(separator: say(", ", "、")) }
  switch value {
  case .text: return say("text", "文本")
  case .flag: return list(["true", "false"])
  case .number(let range):
    let least = "\(range.lowerBound)"
    return range.upperBound >= Int(Int32.max)
      ? say("whole number from \(least)", "整数，不小于 \(least)")
      : say("whole number \(least)–\(range.upperBound)", "整数 \(least)–\(range.upperBound)")
  case .decimal: return say("number", "数字")
  case .ratio: return say("ratio: \"3%\", \"0.03\", \"3/100\"", "比例：\"3%\"、\"0.03\"、\"3/100\"")
  case .date: return say("date: \"2026-10-01\"", "日期：\"2026-10-01\"")
  case .words(let words): return list(words.map { "\"\($0)\"" })
  case .several(let value):
    return form(value, language) + say("; one or a list", "；一个或一列")
  case .object(let name):
    return say("object: ", "对象：") + PlanShape.named(name).title(language)
  case .map(let keys?, let value):
    return say("object of ", "对象，各项为") + form(value, language) + say("; keys: ", "；键：") + list(keys)
  case .map(nil, let value): return say("object of ", "对象，各项为") + form(value, language)
  case .list(let value): return say("list of ", "数组，各项为") + form(value, language)
  case .either(let values):
    return values.map { form($0, language) }.joined(separator: " | ")
  }
}
