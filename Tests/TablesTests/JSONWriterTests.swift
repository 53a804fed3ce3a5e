// JSON out: the two forms, escapes, and that our own reader reads back what was written.

import Tables
import Testing

private func text(_ json: JSON, indent: Bool) -> String {
  String(decoding: json.text(indent: indent), as: UTF8.self)
}

@Suite struct JSONWriterTests {
  private let record: JSON = [
    "协议": "ssj1", "seed": .null, "counts": [1, -2, 3], "empty": [], "none": [:],
    "strata": [["key": "A", "drawn": 3, "whole": false], ["key": "B", "nested": [1]]],
  ]

  @Test("the indented form keeps arrays and objects of scalars on one line")
  func indented() {
    #expect(
      text(record, indent: true) == """
        {
          "协议": "ssj1",
          "seed": null,
          "counts": [1, -2, 3],
          "empty": [],
          "none": {},
          "strata": [
            {"key": "A", "drawn": 3, "whole": false},
            {
              "key": "B",
              "nested": [1]
            }
          ]
        }

        """)
  }

  @Test("the compact form is one line without blanks")
  func compact() {
    #expect(
      text(record, indent: false)
        == #"{"协议":"ssj1","seed":null,"counts":[1,-2,3],"empty":[],"none":{},"#
        + #""strata":[{"key":"A","drawn":3,"whole":false},{"key":"B","nested":[1]}]}"# + "\n")
  }

  @Test("a line of 100 characters is kept, one of 101 is broken, and Han counts as one character")
  func width() {
    // `  "k": ["…"],` is 11 characters and a comma that may follow.
    func document(_ count: Int) -> JSON { ["k": [.string(String(repeating: "字", count: count))]] }
    #expect(text(document(88), indent: true).split(separator: "\n").count == 3)
    #expect(text(document(89), indent: true).split(separator: "\n").count == 5)
  }

  @Test("only what JSON forbids in a string is escaped")
  func escapes() {
    let raw = "\"\\/\u{8}\t\n\u{C}\r\0\u{1F}\u{7F}\u{2028}é中😀"
    #expect(
      text(.string(raw), indent: true)
        == #""\"\\/\b\t\n\f\r\u0000\u001f"# + "\u{7F}\u{2028}é中😀\"\n")
  }

  @Test("whatever is written reads back as the same value, in both forms")
  func readsBack() throws {
    var deep: JSON = [.string((0..<0x250).compactMap(UnicodeScalar.init).map(String.init).joined())]
    for level in 0..<60 { deep = ["\(level)\n\"": deep, "最小": .int(.min), "大": .int(.max)] }
    for json in [record, deep, .null, true, "", 0] {
      for indent in [true, false] {
        let read = try parseJSON5(json.text(indent: indent))
        #expect(rewritten(read).text(indent: indent) == json.text(indent: indent))
      }
    }
  }

  private func rewritten(_ value: JSON5Value) -> JSON {
    switch value.kind {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number: .int(value.integer ?? 0)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(rewritten))
    case .object(let members): .object(members.map { ($0.key, rewritten($0.value)) })
    }
  }
}
