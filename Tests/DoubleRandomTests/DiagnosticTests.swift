// Findings: their sentences in both languages, the caret under wide text, folding and order.

import Tables
import Testing

@testable import DoubleRandom

private func finding(
  _ code: String, _ arguments: [String] = [], file: String = "a.csv", line: Int? = nil,
  column: Int? = nil, severity: Finding.Severity = .error, excerpt: String? = nil
) -> Finding {
  Finding(
    severity: severity, code: code, file: file, line: line, column: column, arguments: arguments,
    excerpt: excerpt)
}

/// The places of a template, `{1~}` as 1.
private func places(_ template: String) -> Set<Int> {
  Set(
    template.split(separator: "{").compactMap { piece in
      Int(piece.prefix { $0 != "}" && $0 != "~" })
    })
}

@Suite struct MessageTests {
  @Test("every message says the same in both languages", arguments: MessageTable.all.map(\.code))
  func languages(code: String) throws {
    let message = try #require(MessageTable.message(code))
    for text in [message.text] + message.hints {
      #expect(places(text.en) == places(text.zh))
      #expect(text.zh.unicodeScalars.contains { 0x4E00...0x9FFF ~= $0.value })
      #expect(!text.en.hasSuffix(".") && !text.zh.hasSuffix("。"))
    }
    #expect(code.utf8.allSatisfy { $0 == 0x2D || 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 })
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
    #expect(finding("unknown-key", ["a.b", "", "c, d"]).hint(.en) == "known here: c, d")
    #expect(finding("unknown-value", ["k", "v", "x, y", ""]).hint(.zh) == "可取的值：x, y")
    #expect(finding("unknown-item", ["food", "SP9", ""]).hint(.en) == nil)
    #expect(
      finding("one-test-a-column", ["k", "2"]).hint(.en)
        == "it holds 2; join them with all: [{…}, {…}]")
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
        plans/a.json5:12:9: 错误: [unknown-key] 未知的键 tasks.食品.quanttity
              食品: { quanttity: "3%" },
                      ^
          建议：是否想写 quantity？

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
}

@Suite struct FindingsTests {
  @Test("findings are shown by file, line and column, in whatever order they came")
  func order() {
    let all = [
      finding("no-tasks", file: "b", line: 1), finding("no-tasks", file: "a"),
      finding("no-tasks", file: "a", line: 10, column: 2),
      finding("no-tasks", file: "a", line: 9, column: 30),
      finding("no-tasks", file: "a", line: 10, column: 1, severity: .warning),
    ]
    var forward = Findings()
    var backward = Findings()
    for one in all { forward.add(one) }
    for one in all.reversed() { backward.add(one) }
    let expected = [all[1], all[3], all[4], all[2], all[0]]
    #expect(forward.kept == expected && backward.kept == expected)
    #expect(forward.text(.zh) == backward.text(.zh))
    #expect(forward.count(.error) == 4 && forward.count(.warning) == 1)
    #expect(forward.summary(.en) == "4 errors, 1 warning")
    #expect(forward.summary(.zh) == "4 个错误，1 个警告")
    #expect(forward.hasErrors && forward.hasErrors(in: "b") && !forward.hasErrors(in: "c"))
    #expect(Findings().isEmpty && Findings().text(.en).isEmpty && Findings().summary(.en).isEmpty)
  }

  @Test("the sixth finding of one code on one column is folded into a count")
  func folding() {
    var findings = Findings()
    for line in 2...8 { findings.add(finding("unknown-grade", ["等级", "E"], line: line)) }
    for line in 2...6 { findings.add(finding("unknown-grade", ["级别", "F"], line: line)) }
    findings.add(finding("no-tasks", line: 7))
    let lines = findings.text(.en).split(separator: "\n").filter { !$0.hasPrefix("  hint") }
    #expect(lines.count == 5 + 5 + 1 + 1)
    #expect(lines.contains("  … 2 more [unknown-grade] in column 等级"))
    #expect(findings.text(.zh).contains("  … “等级”列另有 2 处 [unknown-grade]\n"))
    #expect(!lines.contains { $0.hasPrefix("a.csv:7:") && $0.contains("等级") })
    #expect(findings.count(code: "unknown-grade") == 12)
    #expect(findings.kept.count == 13)
  }

  @Test("a code without a column folds over its file")
  func foldingByFile() {
    var findings = Findings()
    for line in 1...9 { findings.add(finding("duplicate-id", ["\(line)", "1", "t"], line: line)) }
    #expect(findings.text(.en).contains("  … 4 more [duplicate-id]\n"))
  }

  @Test("of one kind a hundred are kept, the first in order, and all are counted")
  func limit() {
    var findings = Findings()
    for line in (1...1000).reversed() {
      findings.add(finding("unknown-grade", ["g", "E"], line: line, severity: .warning))
    }
    findings.add(finding("no-tasks", line: 5000))
    findings.add(finding("unknown-district", ["d", "?"], line: 1, severity: .warning), count: 50)
    #expect(findings.count(.warning) == 1050)
    // The error is kept although a hundred warnings stand before it.
    #expect(findings.kept.count == 100)
    #expect(findings.kept.last == finding("no-tasks", line: 5000))
    #expect(findings.kept.filter { $0.code == "unknown-grade" }.map(\.line) == Array(1...98))
    #expect(findings.text(.en).contains("  … 49 more [unknown-district]") == false)
  }

  @Test("kinds that do not fit on the screen are counted at the end")
  func hidden() {
    var findings = Findings()
    for column in 100..<221 {
      findings.add(finding("unknown-grade", ["\(column)", "E"], line: column))
    }
    #expect(findings.text(.en).hasSuffix("a.csv: 21 more findings are not shown\n"))
    #expect(findings.text(.zh).hasSuffix("a.csv: 另有 21 处问题未列出\n"))
  }

  @Test("merging in any order and grouping gives the same findings")
  func merging() {
    let all = (0..<600).map { index in
      finding(
        index % 3 == 0 ? "no-tasks" : "unknown-grade", ["\(index % 2)", "E"],
        file: "f\(index % 5 / 4)", line: index * 7919 % 601)
    }
    func collected(_ parts: [[Finding]]) -> Findings {
      var result = Findings()
      for part in parts {
        var findings = Findings()
        for one in part { findings.add(one) }
        result.merge(findings)
      }
      return result
    }
    let whole = collected([all])
    for size in [1, 7, 250] {
      let parts = stride(from: 0, to: all.count, by: size).map {
        Array(all[$0..<min($0 + size, all.count)])
      }
      for merged in [collected(parts), collected(parts.reversed())] {
        #expect(merged.kept == whole.kept && merged.text(.zh) == whole.text(.zh))
        #expect(merged.count(.error) == 600)
      }
    }
  }
}

@Suite struct DiagnosticJSON5Tests {
  @Test("errors of JSON5 texts point into the text and say what to type")
  func jsonErrors() {
    func text(_ source: String, _ language: Language) -> String {
      do throws(JSON5Error) {
        _ = try parseJSON5(Array(source.utf8))
        return ""
      } catch {
        return Finding(error, file: "p.json5", source: Array(source.utf8)).text(language)
      }
    }
    #expect(
      text("\u{FEFF}{\n  标题： \"抽查\",\n}", .zh) == """
        p.json5:2:5: 错误: [json5-full-width-mark] 不能使用全角符号 ：
              标题： "抽查",
                  ^
          建议：请改用英文半角符号 :

        """)
    #expect(
      text("{a: 3%}", .en) == """
        p.json5:1:6: error: [json5-bad-number] “3%” is not a number
            {a: 3%}
                 ^
          hint: ratios and dates are texts: "3%"

        """)
    #expect(
      text("\u{FEFF}{a: [1", .en) == """
        p.json5:1:7: error: [json5-unexpected-end] the file ends here, but a comma or ] is missing
            {a: [1
                  ^
          hint: the bracket opened on line 1 is not closed

        """)
    #expect(text("{a: 1\n b: 2}", .zh).contains("此处应为逗号或 }，却出现了“b”"))
    #expect(text("{a: 1, a: 2}", .en).contains("the key a stands already on line 1"))
    #expect(text("", .en).hasPrefix("p.json5:1:1: error: [json5-unexpected-end]"))
  }
}

@Suite struct NearestTests {
  @Test(
    "the word that was probably meant is found",
    arguments: [
      ("quanttity", "quantity"), ("Quantity", "quantity"), ("qunatity", "quantity"),
      ("titel", "title"), ("海定", "海淀"), ("信用风险等急", "信用风险等级"), ("quantity", "quantity"),
      ("strat", "strata"), ("b", nil), ("xyz", nil), ("", nil), ("丰台区政府", nil),
    ] as [(String, String?)])
  func words(word: String, expected: String?) {
    let known = ["title", "strata", "quantity", "海淀", "朝阳", "信用风险等级", "a"]
    #expect(nearest(word, among: known) == expected)
  }

  @Test("of equally near words the first is taken")
  func ties() {
    #expect(nearest("cat", among: ["bat", "rat"]) == "bat")
    #expect(nearest("cat", among: ["rat", "bat"]) == "rat")
    #expect(nearest("cat", among: ["rat", "cat"]) == "cat")
  }
}

@Suite struct DiagnosticJSONOutputTests {
  @Test("programs get codes, places, arguments and counts")
  func json() {
    var findings = Findings()
    findings.add(finding("unknown-grade", ["等级", "E"], line: 2, column: 5), count: 7)
    findings.add(finding("no-tasks", file: "p.json5", severity: .warning))
    #expect(
      String(decoding: findings.json(.en).text(indent: false), as: UTF8.self)
        == #"{"errors":7,"warnings":1,"notes":0,"findings":[{"severity":"error","#
        + #""code":"unknown-grade","file":"a.csv","line":2,"column":5,"arguments":["等级","E"],"#
        + #""message":"column 等级: unknown grade “E”","#
        + #""hint":"correct it, or add it to values in the plan"},"#
        + #"{"severity":"warning","code":"no-tasks","file":"p.json5","line":null,"column":null,"#
        + #""arguments":[],"message":"the plan has no task","hint":null}],"#
        + #""counts":[{"file":"a.csv","code":"unknown-grade","column":"等级","severity":"error","#
        + #""count":7},{"file":"p.json5","code":"no-tasks","column":null,"severity":"warning","#
        + #""count":1}]}"# + "\n")
  }
}
