// What stands for a value in usage lines and option lists. The command table has the English words,
// which completions read (CommandWords.swift); whoever reads Chinese sees `计划…` for `PLAN…`.

import DoubleRandom

/// `PLAN… --output DIR` in a language: `计划… --output 文件夹`.
func placeholders(_ text: String, _ language: Language) -> String {
  guard language == .zh else { return text }
  var result = ""
  var word = ""
  for character in text {
    if character.isLetter, character.isUppercase {
      word.append(character)
    } else {
      result += chinesePlaceholders[word] ?? word
      result.append(character)
      word = ""
    }
  }
  return result + (chinesePlaceholders[word] ?? word)
}

/// The words of the command table; `N` and `SHELL` are what they are in any language.
private let chinesePlaceholders = [
  "AFTER": "现文件", "BEFORE": "原文件", "CODE": "原因", "COMMAND": "命令", "DAY": "日期", "DIR": "文件夹",
  "F": "文件",
  "FILE": "文件", "FORM": "格式", "HASH": "摘要", "ID": "编号", "KIND": "种类", "LANG": "语言",
  "NAME": "名称", "PAGE": "网页", "PART": "部分", "PLAN": "计划", "RECORD": "记录", "TEXT": "文本",
  "TOPIC": "主题", "WHEN": "何时",
]
