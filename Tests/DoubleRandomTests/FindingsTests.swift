// Collections of findings: order, folding, limits, merging, and their form for programs.

import DoubleRandom
import Tables
import Testing

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

  @Test("what is found again is not counted again, however much of it there was; other finds are")
  func again() {
    func rows(_ lines: ClosedRange<Int>) -> Findings {
      var findings = Findings()
      for line in lines { findings.add(finding("unknown-grade", ["g", "E"], line: line)) }
      findings.add(finding("no-tasks", file: "b", line: lines.lowerBound), count: 7)
      return findings
    }
    var all = rows(1...300)
    all.merge(rows(1...300))
    #expect(all.count(code: "unknown-grade") == 300 && all.count(code: "no-tasks") == 7)
    all.merge(rows(301...700))
    #expect(all.count(code: "unknown-grade") == 700 && all.count(code: "no-tasks") == 14)
  }

  @Test("of a part that is found again, sums are not counted again")
  func partlyAgain() {
    let sum = finding("no-tasks", line: 1)
    var (one, other) = (Findings(), Findings())
    one.add(sum, count: 7)
    other.add(sum, count: 7)
    other.add(finding("no-tasks", line: 2))
    for (first, second) in [(one, other), (other, one)] {
      var all = first
      all.merge(second)
      #expect(all.count(code: "no-tasks") == 8)
    }
  }

  @Test("kinds that do not fit on the screen are counted at the end")
  func hidden() {
    var findings = Findings()
    for column in 100..<221 {
      findings.add(finding("unknown-grade", ["\(column)", "E"], line: column))
    }
    #expect(findings.text(.en).hasSuffix("a.csv: 21 more findings are not shown\n"))
    #expect(findings.text(.zh).hasSuffix("a.csv：另有 21 处问题未列出\n"))
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
