// Findings made from the errors of lower rooms, and the word that was probably meant.

import DoubleRandom
import Tables
import Testing

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
        p.json5:2:5: 错误：[json5-full-width-mark] 此处的 ： 是全角符号
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
