// CSV out: bytes of both flavours, what is protected, and that protection is always reversible.

import Tables
import Testing

private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Records of RFC 4180 text, read in the most obvious way; the line end is LF or CRLF.
private func records(_ bytes: [UInt8]) -> [[[UInt8]]] {
  var records: [[[UInt8]]] = []
  var record: [[UInt8]] = []
  var field: [UInt8] = []
  var isQuoted = false
  var place = 0
  while place < bytes.count {
    let byte = bytes[place]
    let following = place + 1 < bytes.count ? bytes[place + 1] : 0
    if isQuoted {
      if byte != 0x22 {
        field.append(byte)
      } else if following == 0x22 {
        field.append(byte)
        place += 1
      } else {
        isQuoted = false
      }
    } else if byte == 0x22 {
      isQuoted = true
    } else if byte == 0x2C || byte == 0x0A {
      record.append(field)
      field = []
      if byte == 0x0A {
        records.append(record)
        record = []
      }
    } else if byte != 0x0D || following != 0x0A {
      field.append(byte)
    }
    place += 1
  }
  return records
}

/// A text cell of the people's flavour, out of its quotes.
private func protected(_ text: String) -> String {
  var people = CSVWriter(flavour: .people, header: ["h", "t"])
  people.row([.text(text), ""])
  return String(decoding: records(Array(people.bytes.dropFirst(3)))[1][0], as: UTF8.self)
}

@Suite struct CSVWriterTests {
  @Test("the people's flavour has a byte order mark, CRLF and marks; the plain one has neither")
  func flavours() {
    func table(_ flavour: CSVFlavour) -> CSVWriter {
      var writer = CSVWriter(flavour: flavour, header: ["编号", "数"])
      writer.row(["=1+1", .number(-5)])
      writer.row(["911101080000000000", .exact("-0.50")])
      return writer
    }
    let people = table(.people)
    #expect(
      text(people.bytes)
        == "\u{FEFF}编号,数\r\n'=1+1,-5\r\n\"\t911101080000000000\",-0.50\r\n")
    #expect(people.protectedFormulas == 1 && people.protectedNumbers == 1)
    let plain = table(.plain)
    #expect(text(plain.bytes) == "编号,数\n=1+1,-5\n911101080000000000,-0.50\n")
    #expect(plain.protectedFormulas == 0 && plain.protectedNumbers == 0)
  }

  @Test("quotes stand where RFC 4180 wants them, and around outer blanks and a lone empty cell")
  func quoting() {
    var writer = CSVWriter(flavour: .plain, header: ["a", "b", "c"])
    writer.row(["x,y", "say \"hi\"", "two\nlines"])
    writer.row(["", " x", "x\t"])
    writer.row(["\"", "\r", "x y"])
    #expect(
      text(writer.bytes)
        == "a,b,c\n\"x,y\",\"say \"\"hi\"\"\",\"two\nlines\"\n"
        + ",\" x\",\"x\t\"\n\"\"\"\",\"\r\",x y\n")
    var narrow = CSVWriter(flavour: .people, header: ["a"])
    narrow.row([""])
    #expect(text(narrow.bytes) == "\u{FEFF}a\r\n\"\"\r\n")
  }

  @Test(
    "text that a spreadsheet may run, or that looks marked, gets an apostrophe",
    arguments: [
      "=1+1", "+86", "-1", "@SUM(A1)", "  =1", "\u{3000}=1", "\u{A0}@x", "\u{FEFF}=1", "＝1", "＋1",
      "－", "＠x", "\t", "\tx", "\rx", "\nx", "\r\nx", "'", "'x", "=", "-", " -x",
      "'\u{301}x", "=\u{301}",
    ])
  func formulas(text: String) {
    #expect(Array(protected(text).utf8) == [0x27] + text.utf8)
    #expect(Array(restored(protected(text)).utf8) == Array(text.utf8))
  }

  @Test(
    "text that a spreadsheet would take for another number gets a tab",
    arguments: [
      "911101080000000000", "123456789012", "01", "007", "00", "9111010810193753E3", "1e5",
      "1E+5", "1.5e-3", "1.10", ".5", "5.", "0123.5", "12345678901.5", "1-2", "2026-10-12",
      "3/4", "2026/1/2", "1:2", "12:30:00", "1,234", "12,345,678", "１２", "１２３４５６７８９０１２",
      " 12", "12 ", "\u{3000}12",
    ])
  func numbers(text: String) {
    #expect(Array(protected(text).utf8) == [0x09] + text.utf8)
    #expect(Array(restored(protected(text)).utf8) == Array(text.utf8))
  }

  @Test(
    "all other text stays as it is",
    arguments: [
      "", " ", "0", "12", "12345678901", "1.5", "0.25", "91110108MA01ABCD2X", "91110108101937E3X",
      "SP001", "京朝市监抽查〔2026〕41号", "a=b", "a-b", "1-2-3-4", "010-62345678", "12345-1", "1/2-3",
      "1E", "E5", "1E5E3", "1.2.3", "1,2", "1,2345", "12号", "甲\n=1", "x'", "，", "“", "　甲", "é",
    ])
  func untouched(text: String) {
    #expect(Array(protected(text).utf8) == Array(text.utf8))
    #expect(Array(restored(text).utf8) == Array(text.utf8))
  }

  @Test("over small alphabets, every text comes back, from the cell and from the file")
  func exhaustive() {
    let alphabets: [[String]] = [
      ["'", "\t", "=", " ", "1", "中", "\"", ",", "\r", "\n", "\u{301}", "＝"],
      ["0", "1", "E", ".", ",", "-", " ", "/", "５", "+", ":", "\u{3000}"],
    ]
    for alphabet in alphabets {
      var texts = [""]
      var longest = texts
      for _ in 1...4 {
        longest = longest.flatMap { text in alphabet.map { text + $0 } }
        texts += longest
      }
      var people = CSVWriter(flavour: .people, header: ["h", "t"])
      var plain = CSVWriter(flavour: .plain, header: ["h", "t"])
      for text in texts {
        people.row([.text(text), ""])
        plain.row(["", .text(text)])
      }
      let cells = records(Array(people.bytes.dropFirst(3))).dropFirst().map(\.[0])
      let fromPeople = cells.map { Array(restored(String(decoding: $0, as: UTF8.self)).utf8) }
      #expect(fromPeople == texts.map { Array($0.utf8) })
      #expect(records(plain.bytes).dropFirst().map(\.[1]) == texts.map { Array($0.utf8) })
      let marked = zip(cells, texts).count { $0 != Array($1.utf8) }
      #expect(people.protectedFormulas + people.protectedNumbers == marked)
    }
  }

  @Test("a cell out of a larger array is written as its text is", arguments: [true, false])
  func cellsByRange(people: Bool) {
    let alphabet = ["'", "\t", "=", " ", "1", "中", "\"", ",", "\r", "\n", "E", "a", ".", "（", "１"]
    var texts = alphabet + [""]
    for _ in 1...2 { texts += texts.flatMap { text in alphabet.map { text + $0 } } }
    let frames = [("", ""), ("北京市", "园区"), ("91110108MA0", "1"), ("", "Abcdefgh"), ("7", "")]
    var (byText, byRange) = (
      CSVWriter(flavour: people ? .people : .plain, header: ["h", "t"]),
      CSVWriter(flavour: people ? .people : .plain, header: ["h", "t"])
    )
    for (before, after) in frames {
      for text in texts.map({ before + $0 + after }) {
        byText.row([.text(text), "x"])
        let larger = Array("＝,\"".utf8) + Array(text.utf8) + Array("\"\n=1234567".utf8)
        byRange.beginRow()
        byRange.cell(larger, 5..<5 + text.utf8.count)
        byRange.cell("x")
        byRange.endRow()
      }
    }
    #expect(byText.bytes == byRange.bytes)
    #expect(byText.protectedFormulas == byRange.protectedFormulas)
    #expect(byText.protectedNumbers == byRange.protectedNumbers)
  }

  @Test("a cell of hexadecimal digits holds 64 of them")
  func hexadecimal() {
    var writer = CSVWriter(flavour: .plain, header: ["h"])
    writer.beginRow()
    writer.cell(hexOf: SIMD4(0x0123_4567_89AB_CDEF, 0, .max, 0xE000_0000_0000_0001))
    writer.endRow()
    let digits =
      "0123456789abcdef" + String(repeating: "0", count: 16)
      + String(repeating: "f", count: 16) + "e000000000000001"
    #expect(writer.bytes == Array("h\n\(digits)\n".utf8))
  }

  @Test("no cell of the people's flavour begins, after blanks, like a formula")
  func nothingRuns() {
    let starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠"]
    for blank in ["", " ", "\t", "\r", "\n", "\u{3000}", " \u{A0} "] {
      for start in starts {
        #expect(protected(blank + start + "1").utf8.first == 0x27)
      }
    }
  }
}
