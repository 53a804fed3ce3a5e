// JSON5 texts and what the reader makes of them: values, positions, and every kind of error.
//
// Values are compared through `compact`, a one-line form that shows kinds and nesting.
// The public json5-tests suite is run apart (its files are not part of this repository).

import Tables
import Testing

private func read(_ text: String) throws(JSON5Error) -> JSON5Value {
  try parseJSON5(Array(text.utf8))
}

/// A value in one line: `{a: [1, "x", true, null]}`; numbers as written.
private func compact(_ value: JSON5Value) -> String {
  switch value.kind {
  case .null: "null"
  case .bool(let bool): "\(bool)"
  case .number(let text): text
  case .string(let text): "\"\(text)\""
  case .array(let elements): "[\(elements.map(compact).joined(separator: ", "))]"
  case .object(let members):
    "{\(members.map { "\($0.key): \(compact($0.value))" }.joined(separator: ", "))}"
  }
}

private func error(_ text: String) -> JSON5Error? { error(Array(text.utf8)) }

private func error(_ bytes: [UInt8]) -> JSON5Error? {
  do throws(JSON5Error) {
    _ = try parseJSON5(bytes)
    return nil
  } catch {
    return error
  }
}

private func place(_ line: Int, _ column: Int, _ offset: Int) -> JSON5Position {
  JSON5Position(line: line, column: column, offset: offset)
}

@Suite struct JSON5Tests {
  @Test(
    "each form of the grammar is read as its value",
    arguments: [
      ("null", "null"), (" true ", "true"), ("false//", "false"), ("\u{FEFF}1", "1"),
      ("[]", "[]"), ("[1,]", "[1]"), ("[[],[2]]", "[[], [2]]"), ("{}", "{}"),
      ("{a:1,}", "{a: 1}"), ("{'a':1,\"b\":2}", "{a: 1, b: 2}"),
      ("{$_a1:1}", "{$_a1: 1}"), ("{null:1,true:2}", "{null: 1, true: 2}"),
      ("{统一社会信用代码:'x'}", "{统一社会信用代码: \"x\"}"), ("{\u{20BB7}:1}", "{\u{20BB7}: 1}"),
      (#"{\u4e1A\u52A1:1}"#, "{业务: 1}"), (#"{a\u0030:1}"#, "{a0: 1}"),
      ("{a\u{301}\u{200D}:1}", "{a\u{301}\u{200D}: 1}"),
      ("/* a * b **/[1/**/,/*\n*/2]// end", "[1, 2]"),
      ("//\u{2028}1", "1"), ("//\r2", "2"), ("\t\u{B}\u{C}\u{A0}\u{3000}\u{2029}3", "3"),
      ("'it\\'s \"so\"'", "\"it's \"so\"\""),
      (#""\b\f\n\r\t\v\/\\""#, "\"\u{8}\u{C}\n\r\t\u{B}/\\\""),
      (#"'\0'"#, "\"\0\""), (#"'\x41\u4E2d\uD83D\uDE00'"#, "\"A中😀\""), (#"'\中\a'"#, "\"中a\""),
      ("'a\\\nb\\\r\nc\\\rd\\\u{2028}e'", "\"abcde\""), ("'\u{2028}'", "\"\u{2028}\""),
    ])
  func values(text: String, expected: String) throws {
    #expect(compact(try read(text)) == expected)
  }

  @Test(
    "a number keeps the text it was written with",
    arguments: [
      "0", "-0", "+0", "10", ".5", "-.5", "5.", "+5.e3", "0.0", "1e10", "1E+10", "1e-10", "0x0",
      "0XdeCAF", "-0x1f", "Infinity", "+Infinity", "-Infinity", "NaN", "-NaN", "1e999",
    ])
  func numbers(text: String) throws {
    guard case .number(let kept) = try read("[\(text)]").elements?[0].kind else {
      Issue.record("no number")
      return
    }
    #expect(kept == text)
  }

  @Test(
    "an integer is given exactly or not at all",
    arguments: [
      ("0", 0), ("-0", 0), ("+7", 7), ("0x1F", 31), ("-0X10", -16), ("1e3", 1000), ("5.0", 5),
      ("5.", 5), ("12.50e1", 125), ("120e-1", 12), (".5e1", 5), ("0e99999999999999999999", 0),
      ("9223372036854775807", .max), ("-9223372036854775808", .min), ("0x7fffffffffffffff", .max),
      ("0x0000000000000000000ff", 255), ("00.0", nil), ("9223372036854775808", nil),
      ("-9223372036854775809", nil), ("0x8000000000000000", nil), ("0x10000000000000000", nil),
      ("0.5", nil), ("15e-1", nil), ("1e19", nil), ("1e999", nil), ("1e-9223372036854775808", nil),
      ("1e99999999999999999999", nil), ("Infinity", nil), ("NaN", nil), ("'7'", nil),
    ] as [(String, Int?)])
  func integers(text: String, expected: Int?) {
    #expect((try? read(text))?.integer == expected)
  }

  @Test("values and keys know their line, column and byte")
  func positions() throws {
    let text = "\u{FEFF}{ // 计划\r\n  计划: [1,\r 'é' ], 'b' : {c:null}\n}"
    let value = try read(text)
    #expect(value.position == place(1, 1, 3))
    let plan = try #require(value.members?[0])
    #expect(plan.keyPosition == place(2, 3, 18))
    #expect(plan.value.position == place(2, 7, 26))
    #expect(plan.value.elements?.map(\.position) == [place(2, 8, 27), place(3, 2, 31)])
    let second = try #require(value.members?[1])
    #expect(second.keyPosition == place(3, 9, 39))
    #expect(second.value["c"]?.position == place(3, 18, 48))
  }

  @Test(
    "a text that is no JSON5 is refused at the character at fault",
    arguments: [
      ("", .unexpectedEnd(.value, opened: nil), place(1, 1, 0)),
      ("// 空\n", .unexpectedEnd(.value, opened: nil), place(2, 1, 7)),
      ("[1", .unexpectedEnd(.commaOrClosingBracket, opened: place(1, 1, 0)), place(1, 3, 2)),
      ("{a:{b:1}", .unexpectedEnd(.commaOrClosingBrace, opened: place(1, 1, 0)), place(1, 9, 8)),
      ("{a:", .unexpectedEnd(.value, opened: place(1, 1, 0)), place(1, 4, 3)),
      ("[\n true\n false]", .unexpectedCharacter("f", .commaOrClosingBracket), place(3, 2, 9)),
      ("{,a:1}", .unexpectedCharacter(",", .keyOrClosingBrace), place(1, 2, 1)),
      ("{10x:1}", .unexpectedCharacter("1", .keyOrClosingBrace), place(1, 2, 1)),
      ("{多-x:1}", .unexpectedCharacter("-", .colon), place(1, 3, 4)),
      ("{a：1}", .unexpectedCharacter("：", .colon), place(1, 3, 2)),
      ("[1，2]", .unexpectedCharacter("，", .commaOrClosingBracket), place(1, 3, 2)),
      ("[“a”]", .unexpectedCharacter("“", .value), place(1, 2, 1)),
      ("[,]", .unexpectedCharacter(",", .value), place(1, 2, 1)),
      ("1 2", .unexpectedCharacter("2", .endOfText), place(1, 3, 2)),
      ("/ 1", .unexpectedCharacter("/", .value), place(1, 1, 0)),
      ("[朝阳]", .unquotedText("朝阳"), place(1, 2, 1)),
      ("True", .unquotedText("True"), place(1, 1, 0)),
      (#"tru\u0065"#, .unquotedText("true"), place(1, 1, 0)),
      ("'a", .unterminatedString, place(1, 1, 0)),
      ("'a\\", .unterminatedString, place(1, 1, 0)),
      ("'a\nb'", .lineBreakInString(opened: place(1, 1, 0)), place(1, 3, 2)),
      (" /* 1", .unterminatedComment, place(1, 2, 1)),
      ("/*/", .unterminatedComment, place(1, 1, 0)),
      (#"'\1'"#, .badEscape, place(1, 2, 1)), (#"'\01'"#, .badEscape, place(1, 2, 1)),
      (#"'\x4'"#, .badEscape, place(1, 2, 1)), (#"'\u12G4'"#, .badEscape, place(1, 2, 1)),
      (#"{\x41:1}"#, .badEscape, place(1, 2, 1)), (#"{\u0031:1}"#, .badEscape, place(1, 2, 1)),
      (#"'\uD83D'"#, .loneSurrogate, place(1, 2, 1)),
      (#"'\uDE00\uD83D'"#, .loneSurrogate, place(1, 2, 1)),
      (#"'\uD83D\u0041'"#, .loneSurrogate, place(1, 2, 1)),
      ("010", .badNumber(text: "010"), place(1, 2, 1)),
      ("+", .badNumber(text: "+"), place(1, 2, 1)),
      (".", .badNumber(text: "."), place(1, 2, 1)), ("0x", .badNumber(text: "0x"), place(1, 2, 1)),
      ("[0.3e+]", .badNumber(text: "0.3e+"), place(1, 7, 6)),
      ("1e1.5", .badNumber(text: "1e1.5"), place(1, 4, 3)),
      ("10twenty", .badNumber(text: "10twenty"), place(1, 3, 2)),
      ("3%", .badNumber(text: "3%"), place(1, 2, 1)),
      ("2026-10-01", .badNumber(text: "2026-10-01"), place(1, 5, 4)),
      ("-infinity", .badNumber(text: "-infinity"), place(1, 2, 1)),
      ("{a:1,\n'a':2}", .duplicateKey("a", first: place(1, 2, 1)), place(2, 1, 6)),
    ] as [(String, JSON5Error.Kind, JSON5Position)])
  func errors(text: String, kind: JSON5Error.Kind, position: JSON5Position) {
    #expect(error(text) == JSON5Error(kind, at: position))
  }

  @Test(
    "bytes that are no UTF-8 are refused at the first of them",
    arguments: [
      [0x80], [0xC1, 0x80], [0xC3], [0xE0, 0x9F, 0x80], [0xED, 0xA0, 0x80], [0xE4, 0xB8],
      [0xF0, 0x8F, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
      [0xC3, 0x41], [0xE4, 0xB8, 0x41], [0xF0, 0x9F, 0x98, 0x41],
    ] as [[UInt8]])
  func invalidUTF8(tail: [UInt8]) {
    #expect(error(Array("\n'中".utf8) + tail) == JSON5Error(.invalidUTF8, at: place(2, 3, 5)))
  }

  @Test("a NUL byte is refused wherever it stands")
  func nulByte() {
    #expect(error("'a\0'") == JSON5Error(.nulByte, at: place(1, 3, 2)))
    #expect(error("1 //\0") == JSON5Error(.nulByte, at: place(1, 5, 4)))
  }

  @Test("64 brackets inside one another are read; more are refused, even a hundred thousand")
  func depth() {
    func nest(_ count: Int, _ open: String, _ close: String) -> String {
      String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
    }
    #expect(error(nest(64, "[", "]")) == nil)
    #expect(error(nest(64, "{a:", "}")) == nil)
    #expect(error(nest(65, "[", "]")) == JSON5Error(.tooDeep(limit: 64), at: place(1, 65, 64)))
    #expect(error(nest(100_000, "[", "")) == JSON5Error(.tooDeep(limit: 64), at: place(1, 65, 64)))
    let depth = JSON5Error(.tooDeep(limit: 64), at: place(1, 193, 192))
    #expect(error(nest(100_000, "{a:", "}")) == depth)
    #expect(error(nest(64, "[", "]") + nest(64, "[", "]"))?.position == place(1, 130, 129))
  }

  @Test("a text over 64 MiB is refused unread")
  func size() {
    let blanks = [UInt8](repeating: 0x20, count: JSON5Limits.size)
    #expect(error(blanks + [0x31])?.kind == .tooLarge(limit: 67_108_864))
    #expect(error(blanks)?.kind == .unexpectedEnd(.value, opened: nil))
  }

  @Test(
    "behind the end the brackets are told that are closed too soon, as the indentation tells",
    arguments: [
      ("{\n a: {\n  b: 1 },\n },\n c: 2\n}", [1, 4]),
      ("{\n a: {\n  b: {\n   c: 1 },\n  },\n },\n d: 2\n}", [2, 5]),
      ("{\r\n\ta: [\r\n\t]\r\n}}", [1, 4]), ("{a: [1]]}", []), ("{}{}", [1, 1]), ("1 2", []),
    ] as [(String, [Int])])
  func surplus(text: String, lines: [Int]) {
    let pair = error(text)?.pair
    #expect([pair?.opened.line, pair?.closed.line].compactMap(\.self) == lines)
  }

  @Test("every prefix and every changed byte of a text is answered without a crash")
  func prefixesAndChanges() {
    let text = Array(#"{a: [1.5e-3, 'x\u4e2d\n', "é", /* c */ true], '中': {b: -0x1F,},} // "#.utf8)
    var refused = 0
    for end in 0..<text.count where error(Array(text[..<end])) != nil { refused += 1 }
    // Shorter whole texts end in `}`, `} ` and `} //`.
    #expect(refused == text.count - 3)
    for place in text.indices {
      for byte in [0, 0x22, 0x27, 0x2C, 0x2F, 0x5C, 0x5D, 0x75, 0x7B, 0x80, 0xE4, 0xFF] as [UInt8] {
        var changed = text
        changed[place] = byte
        if let found = error(changed) { #expect(found.position.offset <= changed.count) }
      }
    }
  }
}
