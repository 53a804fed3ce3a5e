// Registries as agencies export them: other encodings and delimiters, title lines and footers. The
// draw is that of the same text in plain UTF-8, and `verify` follows.

import Foundation
import Testing

@Suite struct EncodingTests {
  /// Writes the target registry anew and says in the plan how.
  private func workplace(_ format: String, _ bytes: (String) throws -> [UInt8]) throws -> Workplace
  {
    let workplace = try Workplace()
    let text = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
    try workplace.write("targets.csv", try bytes(text))
    let common = String(decoding: try workplace.read("common.json5"), as: UTF8.self)
    let changed = common.replacing("\"targets.csv\",", with: "\"targets.csv\", \(format)")
    try workplace.write("common.json5", Array(changed.utf8))
    return workplace
  }

  private func data(_ text: String, _ encoding: UInt) throws -> [UInt8] {
    Array(try #require(text.data(using: String.Encoding(rawValue: encoding))))
  }

  /// Draws and verifies; the tables must be those of `other`, by default the registry in UTF-8.
  private func expectSameDraw(
    _ workplace: Workplace, as other: Workplace? = nil, note: String
  ) throws {
    let plain = try other ?? Workplace()
    try plain.draw()
    let run = try workplace.draw()
    #expect(run.status == 0 && (note.isEmpty || run.errors.contains(note)), "\(run.errors)")
    for table in ["plan.csv", "draw.csv", "workload.csv", "notice.csv"] {
      let name = "out/MTG-2026Q4/\(table)"
      #expect(try workplace.read(name) == plain.read(name), "\(table)")
    }
    #expect(try workplace.verify().status == 0)
  }

  @Test("a registry in GB18030 draws as in UTF-8, found or declared, and the record says so")
  func gb18030() throws {
    let found = try workplace("") { try data($0, 0x8000_0632) }
    try expectSameDraw(found, note: "[encoding-found] read as GB18030")
    let record = String(decoding: try found.read("out/MTG-2026Q4/record.json"), as: UTF8.self)
    #expect(record.contains("\"encoding\": \"GB18030\""))
    let declared = try workplace("encoding: \"GBK\",") { try data($0, 0x8000_0632) }
    try expectSameDraw(declared, note: "[encoding-declared] read as GB18030")
  }

  @Test("a registry in UTF-16 with a mark, or declared without, draws as in UTF-8")
  func utf16() throws {
    let little = String.Encoding.utf16LittleEndian.rawValue
    let big = String.Encoding.utf16BigEndian.rawValue
    let marked = try workplace("") { [0xFF, 0xFE] + (try data($0, little)) }
    try expectSameDraw(marked, note: "[encoding-found] read as UTF-16LE")
    let declared = try workplace("encoding: \"UTF-16BE\",") { try data($0, big) }
    try expectSameDraw(declared, note: "[encoding-declared] read as UTF-16BE")
  }

  @Test("UTF-8 of which something else is declared is told so, whatever it might read as")
  func declaredWrongly() throws {
    for name in ["GBK", "UTF-16BE"] {
      let workplace = try workplace("encoding: \"\(name)\",") { Array($0.utf8) }
      let run = try workplace.run("check", "plan.json5", "--quiet", "--language", "zh")
      let said = "[encoding-declared-wrongly] 文件是 UTF-8 编码，并非计划文件所说的 "
      #expect(run.status == 1 && run.errors.contains(said), "\(run.errors)")
    }
  }

  @Test("a broken character of a header is one of the file's encoding")
  func brokenHeader() throws {
    let workplace = try workplace("encoding: \"GBK\",") { try [0xFF] + data($0, 0x8000_0632) }
    let run = try workplace.run("check", "plan.json5", "--quiet")
    #expect(run.errors.contains("targets.csv:1:1: error: [invalid-character]"), "\(run.errors)")
  }

  @Test("UTF-16 without a mark is told as what it is, in tables, forms and ledgers")
  func unmarkedUTF16() throws {
    let (little, big) = (String.Encoding.utf16LittleEndian, String.Encoding.utf16BigEndian)
    // Headers that hold a byte of every kind: 企业名称 has a CR in one byte order.
    for (encoding, name) in [(little, "UTF-16LE"), (big, "UTF-16BE")] {
      for header in ["企业名称,统一社会信用代码", "统一社会信用代码,企业名称", "上次抽查日期,企业名称"] {
        let workplace = try workplace("") {
          try data("\(header)\n" + $0, encoding.rawValue)
        }
        let run = try workplace.run("check", "plan.json5", "--quiet", "--language", "zh")
        let said = "targets.csv: 错误：[utf16-unmarked] 文件看来是 \(name) 编码"
        #expect(run.status == 1 && run.errors.contains(said), "\(run.errors)")
        #expect(run.errors.contains("encoding: \"\(name)\""))
      }
    }
    let workplace = try Workplace()
    try workplace.draw()
    let record = "out/MTG-2026Q4/record.json"
    for name in ["ledger.jsonl", "form.csv"] {
      _ = try workplace.run("results", record, "--form", "out/form.csv")
      let text = String(decoding: try workplace.read("out/\(name)"), as: UTF8.self)
      let bytes = try data(text.replacing("\u{FEFF}", with: ""), little.rawValue)
      try workplace.write(name, bytes)
    }
    let form = try workplace.run("results", record, "form.csv", "--output", "returned")
    #expect(form.status == 2 && form.errors.contains("[utf16-unmarked]"), "\(form.errors)")
    #expect(form.errors.contains("hint: save the form as CSV UTF-8"))
    let text = String(decoding: try workplace.read(record), as: UTF8.self)
    for (encoding, mark) in [(little, [0xFF, 0xFE]), (big, [])] as [(String.Encoding, [UInt8])] {
      try workplace.write("record.json", mark + (try data(text, encoding.rawValue)))
      let verdict = try workplace.run("verify", "record.json")
      let said = "record.json: error: [utf16-file] the file is UTF-16"
      #expect(verdict.status == 2 && verdict.errors.contains(said), "\(verdict.errors)")
    }
    let ledger = try workplace.run("ledger", "check", "ledger.jsonl")
    #expect(ledger.status == 2 && ledger.errors.contains("[utf16-file]"), "\(ledger.errors)")
  }

  @Test("a file that ends within a character seems cut off, whatever its encoding")
  func cutOff() throws {
    let little = String.Encoding.utf16LittleEndian.rawValue
    for (format, dropped, bytes) in [
      ("", 62, { Array($0.utf8) }), ("", 51, { try data($0, 0x8000_0632) }),
      ("encoding: \"UTF-16LE\",", 3, { try data($0, little) }),
    ] as [(String, Int, (String) throws -> [UInt8])] {
      let cut = try workplace(format) { Array(try bytes($0).dropLast(dropped)) }
      let run = try cut.draw()
      #expect(run.status == 2, "\(run.errors)")
      #expect(run.errors.contains("targets.csv:61:"), "\(run.errors)")
      #expect(run.errors.contains("the file ends within a character, on line 61"), "\(run.errors)")
      #expect(!run.errors.contains("or in another encoding"), "\(run.errors)")
    }
  }

  @Test("tabs, a title before the header and a sum after the last record, where declared")
  func form() throws {
    let declared = try workplace("delimiter: \"tab\", leadingLines: 2, trailingLines: 1,") {
      Array("检查对象名录库\n截至 2026-09-30\n\($0.replacing(",", with: "\t"))合计\t99\n".utf8)
    }
    try expectSameDraw(declared, note: "")
    let undeclared = try workplace("delimiter: \"tab\",") {
      Array("检查对象名录库\n\($0.replacing(",", with: "\t"))".utf8)
    }
    #expect(try undeclared.draw().status == 2)
  }

  @Test("a comma that a table of tabs holds without quotes is quoted in the lists")
  func commaBetweenTabs() throws {
    func named(_ text: String, _ mark: String, _ separator: String) -> [UInt8] {
      let rows = text.split(separator: "\n").enumerated().map { number, row in
        var cells = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if number > 0 { cells[1] = "\(mark)\(cells[1]), 分店\(mark)" }
        return cells.joined(separator: separator) + "\n"
      }
      return Array(rows.joined().utf8)
    }
    let commas = try workplace("") { named($0, "\"", ",") }
    let tabs = try workplace("delimiter: \"tab\",") { named($0, "", "\t") }
    try expectSameDraw(tabs, as: commas, note: "")
  }
}
