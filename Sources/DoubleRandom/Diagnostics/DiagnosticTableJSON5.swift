// Messages about JSON5 texts (plan files), and how the reader's errors become findings.

import Tables

extension MessageTable {
  static let json5: [Message] = [
    // {0} what was wanted
    Message(
      "json5-unexpected-end", "the file ends here, but {0~} is missing", "文件到此结束，但还缺少{0~}",
      hints: .init(
        "the bracket opened on line {1} is not closed", "第 {1} 行的左括号没有对应的右括号")),
    // {0} what was found, {1} what was wanted, {2} the mark that is probably missing, {3} the line
    // of a closing bracket, {4} that of the bracket that it closes
    Message(
      "json5-unexpected-character", "“{0}” stands where {1~} is wanted", "此处应为{1~}，却出现了“{0}”",
      hints: .init("is a {2} missing before it?", "前面是否漏了 {2}？"),
      .init(
        "the bracket opened on line {4} is closed on line {3} already: is a closing one too many?",
        "第 {4} 行的左括号在第 {3} 行就闭合了：是否多了一个右括号？")),
    Message(
      "json5-name-in-list", "“:” stands in a list [ ], whose parts have no names",
      "列表 [ ] 中的各项没有名称，却出现了“:”",
      hints: .init("where each part has its name, write { }", "各项有名称的，请改用 { }")),
    // {0} what was found, {1} what was meant
    Message(
      "json5-full-width-mark", "a full-width mark stands here: {0}", "此处的 {0} 是全角符号",
      hints: .init("type the ASCII mark {1}", "请改用英文半角符号 {1}")),
    Message(
      "json5-unquoted-key", "the key {0} has no quotes", "键“{0}”没有加引号",
      hints: .init(
        "write \"{0}\": keys of letters, digits and _ alone stand without",
        "请写成 \"{0}\"；只有由文字、数字和 _ 组成的键可以不加引号")),
    // {0} the text, {1} the word of JSON5 that may be meant
    Message(
      "json5-unquoted-text", "the text {0} has no quotes", "“{0}”没有加引号",
      hints: .init(
        "for yes or no write {1}, for the text itself \"{0}\"",
        "表示是否的请写 {1}，作为文字请写成 \"{0}\""), .init("write \"{0}\"", "请写成 \"{0}\"")),
    Message(
      "json5-unterminated-string", "this quote is never closed", "此处的左引号没有对应的右引号"),
    Message(
      "json5-line-break-in-string", "the line ends inside a quoted text", "引号内的文本还没有结束就换行了",
      hints: .init(
        "close the quote on the same line, or write \\n for a line break",
        "请在同一行内加上右引号；需要换行时写 \\n")),
    Message(
      "json5-unterminated-comment", "this comment is never closed", "注释没有结束",
      hints: .init("end it with */", "请以 */ 结束注释")),
    Message(
      "json5-bad-escape", "the backslash begins no known escape", "反斜杠后不是有效的转义",
      hints: .init(
        "a backslash itself is written twice: \\\\", "反斜杠本身要写成两个：\\\\")),
    Message(
      "json5-lone-surrogate", "half of a \\u pair is no character", "\\u 代理对只有一半，不成字符",
      hints: .init("write the character itself", "请直接写出该字符")),
    Message(
      "json5-bad-number", "“{0}” is not a number", "“{0}”不是数字",
      hints: .init("ratios and dates are texts: \"{0}\"", "比例和日期要加引号：\"{0}\"")),
    // {0} the key, {1} the line of the first
    Message(
      "json5-duplicate-key", "the key {0} stands already on line {1}", "键 {0} 在第 {1} 行已经写过",
      hints: .init("keep one of them", "请只保留一个")),
    Message(
      "json5-too-deep", "more than {0} brackets inside one another", "括号嵌套超过 {0} 层"),
    Message("json5-too-large", "the file is larger than {0} bytes", "文件超过 {0} 字节"),
    Message(
      "json5-nul-byte", "a NUL byte", "出现了空字节（NUL）",
      hints: .init(
        "the file may be UTF-16, or damaged; save it as UTF-8",
        "文件可能是 UTF-16 编码或已损坏，请另存为 UTF-8")),
    Message(
      "json5-invalid-utf8", "bytes that are not UTF-8", "出现了不是 UTF-8 的字节",
      hints: .init(
        "the file may be GB18030 or GBK; save it as UTF-8",
        "文件可能是 GB18030 或 GBK 编码，请另存为 UTF-8")),
  ]
}

extension Finding {
  /// What a reader of JSON5 refused.
  ///
  /// - Parameter source: the text that was read, for the excerpt; may be left empty.
  public init(_ error: JSON5Error, file: String, source: [UInt8] = []) {
    if source.starts(with: [0xFF, 0xFE]) || source.starts(with: [0xFE, 0xFF]) {
      self.init(severity: .error, code: "utf16-file", file: file)
      return
    }
    let line = sourceLine(of: source, at: error.position)
    var (code, arguments) = described(error.kind)
    if case .unquotedText(let text) = error.kind, let line {
      let whole = wholeText(from: text, line, column: error.position.column)
      arguments = [whole, flagWord(whole) ?? ""]
    }
    if let pair = error.pair {
      arguments += ["\(pair.closed.line)", "\(pair.opened.line)"]
    }
    if case .unexpectedCharacter(_, .colon) = error.kind, let line,
      let key = unquotedKey(in: line, at: error.position.column)
    {
      (code, arguments) = ("json5-unquoted-key", [key])
    }
    self.init(
      severity: .error, code: code, file: file, line: error.position.line,
      column: error.position.column, arguments: arguments, excerpt: line)
  }
}

/// Text without quotes up to the mark that ends it: `BJ-2026Q4`, of which the reader knows `BJ`.
private func wholeText(from word: String, _ line: String, column: Int) -> String {
  let rest = String(String.UnicodeScalarView(line.unicodeScalars.dropFirst(column - 1)))
  guard rest.hasPrefix(word) else { return word }
  var whole = String(rest.prefix { !",]}:\"'，".contains($0) })
  if let comment = whole.firstRange(of: "//") { whole = String(whole[..<comment.lowerBound]) }
  while whole.last == " " || whole.last == "\t" { whole.removeLast() }
  return whole.count > word.count ? whole : word
}

/// The key that a mark at a column divides, as in `food-safety: {`; nil where it is none.
private func unquotedKey(in line: String, at column: Int) -> String? {
  let scalars = Array(line.unicodeScalars)
  guard scalars.indices.contains(column - 1) else { return nil }
  func isOfKey(_ scalar: Unicode.Scalar) -> Bool { !" \t{}[],:\"'".unicodeScalars.contains(scalar) }
  let before = scalars[..<(column - 1)].reversed().prefix(while: isOfKey).reversed()
  let after = scalars[(column - 1)...].prefix(while: isOfKey)
  let next = scalars[after.endIndex...].first { $0 != " " && $0 != "\t" }
  guard !before.isEmpty, !after.isEmpty, next == ":" else { return nil }
  return String(String.UnicodeScalarView(before + after))
}

/// A line of a text by a position in it; nil where nothing stands there.
private func sourceLine(of source: [UInt8], at position: JSON5Position) -> String? {
  guard !source.isEmpty, position.offset <= source.count else { return nil }
  func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
  var start = source[..<position.offset].lastIndex(where: isLineEnd).map { $0 + 1 } ?? 0
  if source[start...].starts(with: [0xEF, 0xBB, 0xBF]), start == 0 { start = 3 }
  let end = source[position.offset...].firstIndex(where: isLineEnd) ?? source.count
  return excerptText(source[start..<max(start, end)])
}

private func described(_ kind: JSON5Error.Kind) -> (code: String, arguments: [String]) {
  switch kind {
  case .tooLarge(let limit): ("json5-too-large", ["\(limit)"])
  case .tooDeep(let limit): ("json5-too-deep", ["\(limit)"])
  case .invalidUTF8: ("json5-invalid-utf8", [])
  case .nulByte: ("json5-nul-byte", [])
  case .unexpectedEnd(let expected, let opened):
    ("json5-unexpected-end", [word(expected), opened.map { "\($0.line)" } ?? ""])
  case .unexpectedCharacter(":", .commaOrClosingBracket): ("json5-name-in-list", [])
  case .unexpectedCharacter(let found, let expected):
    if let meant = asciiMarks[found] {
      ("json5-full-width-mark", [String(found), meant])
    } else {
      ("json5-unexpected-character", [String(found), word(expected), missingMark(expected)])
    }
  case .unquotedText(let text): ("json5-unquoted-text", [text])
  case .unterminatedString: ("json5-unterminated-string", [])
  case .lineBreakInString: ("json5-line-break-in-string", [])
  case .unterminatedComment: ("json5-unterminated-comment", [])
  case .badEscape: ("json5-bad-escape", [])
  case .loneSurrogate: ("json5-lone-surrogate", [])
  case .badNumber(let text): ("json5-bad-number", [text])
  case .duplicateKey(let key, let first): ("json5-duplicate-key", [key, "\(first.line)"])
  }
}

private func missingMark(_ expected: JSON5Error.Expected) -> String {
  switch expected {
  case .colon: ":"
  case .commaOrClosingBrace, .commaOrClosingBracket: ","
  default: ""
  }
}

private func word(_ expected: JSON5Error.Expected) -> String {
  switch expected {
  case .value: "a-value"
  case .keyOrClosingBrace: "key-or-brace"
  case .colon: "colon"
  case .commaOrClosingBrace: "comma-or-brace"
  case .commaOrClosingBracket: "comma-or-bracket"
  case .endOfText: "end-of-text"
  }
}

/// Marks that Chinese input methods type in place of JSON's.
private let asciiMarks: [Unicode.Scalar: String] = [
  "，": ",", "、": ",", "：": ":", "；": ",", "“": "\"", "”": "\"", "‘": "'", "’": "'", "＂": "\"",
  "＇": "'", "｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]", "／": "/", "－": "-",
]
