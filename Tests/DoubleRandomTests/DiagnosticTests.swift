// Findings: their sentences in both languages, the caret under wide text, folding and order.

import Tables
import Testing

@testable import DoubleRandom

extension Finding {
  /// This finding alone, with its excerpt and hint.
  func text(_ language: Language, isColored: Bool = false) -> String {
    var findings = Findings()
    findings.add(self)
    return findings.text(language, isColored: isColored)
  }
}

func finding(
  _ code: String, _ arguments: [String] = [], file: String = "a.csv", line: Int? = nil,
  column: Int? = nil, severity: Finding.Severity = .error, excerpt: String? = nil
) -> Finding {
  Finding(
    severity: severity, code: code, file: file, line: line, column: column, arguments: arguments,
    excerpt: excerpt)
}

/// The places of a template, `{1~}` and `{1,}` as 1.
private func places(_ template: String) -> Set<Int> {
  Set(
    template.split(separator: "{").compactMap { piece in
      Int(piece.prefix { $0.isASCII && $0.isNumber })
    })
}

@Suite struct MessageTests {
  @Test("every message says the same in both languages", arguments: MessageTable.all.map(\.code))
  func languages(code: String) throws {
    let message = try #require(MessageTable.message(code))
    for text in [message.text] + message.hints {
      #expect(places(text.en) == places(text.zh))
      // A hint may be one of our own words, which are tested as such.
      #expect(
        text.zh == "{2~}" || text.zh.unicodeScalars.contains { 0x4E00...0x9FFF ~= $0.value })
      #expect(!text.en.hasSuffix(".") && !text.zh.hasSuffix("。"))
    }
    #expect(code.utf8.allSatisfy { $0 == 0x2D || 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 })
  }

  @Test("no code has two messages")
  func uniqueCodes() {
    let codes = MessageTable.all.map(\.code)
    #expect(Set(codes).count == codes.count)
  }

  @Test("the codes that other rooms report all have a message")
  func tableCodes() {
    for kind in TableFinding.Kind.allCases {
      #expect(MessageTable.message(kind.rawValue) != nil, "\(kind.rawValue)")
    }
  }

  @Test("places are filled in both languages, words of ours are translated")
  func filling() {
    let ragged = finding("ragged-record", ["7", "9"])
    #expect(ragged.message(.en) == "the record has 7 fields, the header has 9")
    #expect(ragged.message(.zh) == "本行有 7 个字段，表头有 9 个")
    let code = finding("invalid-code", ["信用代码", "9135…", "check-character:X"])
    #expect(
      code.message(.en)
        == "column 信用代码: “9135…” is not a valid credit code: by the others, character 18 must be X")
    #expect(
      code.message(.zh) == "“信用代码”列：“9135…”不是有效的统一社会信用代码：按其余各位推算，第 18 位应为 X")
    let type = finding("wrong-type", ["tasks", "object", "list"])
    #expect(type.message(.en) == "tasks must be an object { … }, here it is a list [ … ]")
    #expect(type.message(.zh) == "tasks 应为对象 { … }，此处却是列表 [ … ]")
  }

  @Test("the first hint whose places can be filled is given")
  func hints() {
    #expect(finding("unknown-key", ["a.b", "a.c"]).hint(.en) == "did you mean a.c?")
    #expect(finding("unknown-key", ["a.b", ""]).hint(.en) == nil)
    #expect(finding("unknown-value", ["k", "v", "x, y", ""]).hint(.zh) == "可取的值：x、y")
    #expect(finding("unknown-item", ["food", "SP9", ""]).hint(.en) == nil)
    #expect(
      finding("one-test-a-column", ["k"]).hint(.en)
        == "one of oneOf, prefix, contains, tag, from and to, empty")
  }

  @Test("arguments cannot steer a terminal, forge a place or flood the screen")
  func hostileArguments() {
    let hostile = finding("unknown-grade", ["{1}", "\u{1B}[31m\u{202E}{0}\r\n"])
    #expect(
      hostile.message(.en) == "column {1}: unknown grade “<U+001B>[31m<U+202E>{0}<U+000D><U+000A>”")
    let long = finding("unknown-grade", ["g", String(repeating: "x", count: 500)])
    #expect(long.message(.en).utf8.count < 200)
    let word = finding("invalid-code", ["c", "v", "check-character:{1}:\u{1B}"])
    #expect(word.message(.en).hasSuffix("character 18 must be {1}"))
  }

  @Test("every problem of a code has a phrase, every damage too")
  func words() {
    let problems: [CreditCode.Problem] = [
      .length(3), .lowerCase(position: 4), .character(position: 5), .region(position: 6),
      .checkCharacter(expected: 0x58), .innerCheckDigit(expected: 0x30),
    ]
    let texts = problems.map(\.text) + CreditCode.SpreadsheetDamage.allCases.map(\.rawValue)
    for text in texts {
      let head = String(text.prefix { $0 != ":" })
      #expect(MessageTable.words[head] != nil)
      #expect(!finding("invalid-code", ["c", "v", text]).message(.zh).contains(head))
    }
    #expect(finding("invalid-code", ["c", "v", "length:3"]).message(.zh).hasSuffix("应为 18 个"))
  }
}

@Suite struct DiagnosticTextTests {
  @Test("a finding reads like a compiler's message, in both languages")
  func oneFinding() {
    let one = finding(
      "unknown-key", ["tasks.食品.quanttity", "quantity"], file: "plans/a.json5", line: 12,
      column: 9, excerpt: "  食品: {\tquanttity: \"3%\" },")
    #expect(
      one.text(.en) == """
        plans/a.json5:12:9: error: [unknown-key] unknown key tasks.食品.quanttity
              食品: { quanttity: "3%" },
                      ^
          hint: did you mean quantity?

        """)
    #expect(
      one.text(.zh) == """
        plans/a.json5:12:9: 错误：[unknown-key] 未知的键 tasks.食品.quanttity
              食品: { quanttity: "3%" },
                      ^
          建议：是否想写“quantity”？

        """)
  }

  @Test("without line or column the message stands alone")
  func noPlace() {
    #expect(
      finding("no-tasks", [], file: "p.json5").text(.en)
        == "p.json5: error: [no-tasks] the plan has no task\n")
    let line = finding("blank-line", [], line: 3, severity: .warning, excerpt: "")
    #expect(
      line.text(.en)
        == "a.csv:3: warning: [blank-line] an empty line\n    \n  hint: delete the line\n")
  }

  @Test("colours touch the severity and the caret only")
  func colours() {
    let note = finding(
      "no-tasks", [], line: 1, column: 2, severity: .note, excerpt: "{}")
    #expect(
      note.text(.en, isColored: true)
        == "a.csv:1:2: \u{1B}[1;36mnote:\u{1B}[0m [no-tasks] the plan has no task\n"
        + "    {}\n     \u{1B}[1;36m^\u{1B}[0m\n")
  }

  /// Excerpt and caret line of a finding, without their indentation.
  private func drawn(_ excerpt: String, column: Int) -> (line: String, caret: String?) {
    let lines = finding("no-tasks", [], line: 1, column: column, excerpt: excerpt)
      .text(.en).split(separator: "\n", omittingEmptySubsequences: false)
    return (String(lines[1].dropFirst(4)), lines.count > 3 ? String(lines[2].dropFirst(4)) : nil)
  }

  @Test("the caret stands under its character whatever stands before it")
  func carets() {
    let text = "aé中，“ｘ\u{3000}😀e\u{301}한\t\u{200B}ﾊ🀄⚡\u{1160}z"
    let scalars = Array(text.unicodeScalars)
    for column in 1...scalars.count + 1 {
      let (line, caret) = drawn(text, column: column)
      let before = String(String.UnicodeScalarView(scalars[..<(column - 1)]))
      let shownBefore = before.unicodeScalars.map(visible).joined()
      #expect(
        line.hasPrefix(shownBefore) || line.unicodeScalars.starts(with: shownBefore.unicodeScalars))
      #expect(caret == String(repeating: " ", count: displayWidth(shownBefore)) + "^")
    }
    #expect(drawn(text, column: scalars.count + 2).caret == nil)
  }

  @Test("characters are as wide as terminals draw them")
  func widths() {
    for (text, width) in [
      ("a", 1), ("é", 1), ("中", 2), ("，", 2), ("。", 2), ("“", 1), ("〔", 2), ("\u{3000}", 2),
      ("ａ", 2), ("ﾊ", 1), ("한", 2), ("\u{301}", 0), ("\u{200B}", 0), ("😀", 2), ("𠮷", 2), ("·", 1),
      ("ᄒ", 2), ("ᅡ", 0), ("⚡", 2), ("✓", 1), ("Ω", 1), ("·—…", 3), ("¥", 1), ("￥", 2),
    ] {
      #expect(displayWidth(text) == width, "\(text)")
    }
  }

  @Test("a long line is cut on both sides of the caret, which stays under its character")
  func longLines() {
    let text = String(repeating: "朝阳区", count: 100) + "X" + String(repeating: "海淀区", count: 100)
    let (line, caret) = drawn(text, column: 301)
    #expect(line.hasPrefix("…") && line.hasSuffix("…"))
    #expect(displayWidth(line) <= 102)
    let before = line.prefix { $0 != "X" }
    #expect(caret == String(repeating: " ", count: displayWidth(String(before))) + "^")
    let (start, first) = drawn(text, column: 1)
    #expect(start.hasPrefix("朝阳区") && start.hasSuffix("…") && first == "^")
    #expect(drawn("甲\n乙", column: 1).line == "甲")
  }

  @Test("a changed file is told by its first piece that differs, unless that is all of it")
  func firstChange() {
    let size = FileDigest.pieceSize
    let known = [UInt8](repeating: 0x61, count: 2 * size + 10)
    var other = known
    other[size] = 0x62
    func change(_ a: [UInt8], _ b: [UInt8]) -> [String] {
      FileDigest(of: a).firstChange(from: FileDigest(of: b).pieces.map(\.hex), b.count)
    }
    #expect(change(other, known) == ["\(size)", "\(2 * size)"])
    #expect(change(known + [0x61], known) == ["\(2 * size)", "\(2 * size + 11)"])
    #expect(change([0x61], [0x62]) == ["", ""])
  }
}
