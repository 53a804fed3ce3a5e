// Tables that are not UTF-8, or that have lines around them, against their UTF-8 form; the code
// table of GB 18030 against the system's own converter.
import Foundation
import Testing

@testable import Tables

private func decoded(_ bytes: [UInt8], _ encoding: TextEncoding, cut: Int? = nil) -> [UInt8] {
  var decoder = TextDecoder(encoding)
  var text: [UInt8] = []
  let cut = min(cut ?? 0, bytes.count)
  decoder.decode(bytes[..<cut], isLast: false, into: &text)
  decoder.decode(bytes[cut...], isLast: true, into: &text)
  return text
}

private func utf16(_ text: String, isBig: Bool) -> [UInt8] {
  text.utf16.flatMap { unit in
    let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
    return isBig ? [high, low] : [low, high]
  }
}

/// What the system's converter makes of GB 18030; nil where it knows no character.
private func systemText(_ bytes: [UInt8]) -> String? {
  String(data: Data(bytes), encoding: String.Encoding(rawValue: 0x8000_0632))
}

/// A text as GB 18030, by the system's converter.
private func gb18030(_ text: String) throws -> [UInt8] {
  Array(try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632))))
}

extension TextEncoding {
  /// The encoding of a table that is no longer than this.
  fileprivate init(of text: [UInt8]) { self = TextEncoding(told: text) ?? .utf8 }
}

@Suite struct TextEncodingTests {
  @Test("every two-byte code is the character that the system has for it, but for the disputed")
  func twoByteCodes() {
    var disputed = 0
    for lead in UInt8(0x81)...0xFE {
      for trail in UInt8(0x40)...0xFE where trail != 0x7F {
        let ours = String(decoding: decoded([lead, trail], .gb18030), as: UTF8.self)
        let theirs = systemText([lead, trail])
        if ours == theirs { continue }
        disputed += 1
        let scalars = (ours + (theirs ?? "")).unicodeScalars
        #expect(scalars.contains(where: GB18030.isDisputed), "\(lead) \(trail) \(ours)")
      }
    }
    #expect(disputed < 30)
  }

  @Test("every four-byte code is the character that the system has for it, but for the disputed")
  func fourByteCodes() {
    func check(_ code: [UInt8]) -> Bool {
      let ours = decoded(code, .gb18030)
      guard let theirs = systemText(code) else { return ours.contains(TextDecoder.broken) }
      return ours == Array(theirs.utf8)
    }
    var different: [Unicode.Scalar] = []
    for place in Array(0..<39_420) + Array(stride(from: 189_000, to: 1_237_576, by: 997)) {
      let code = [
        UInt8(0x81 + place / 12_600), UInt8(0x30 + place / 1260 % 10),
        UInt8(0x81 + place / 10 % 126), UInt8(0x30 + place % 10),
      ]
      if check(code) { continue }
      different += String(decoding: decoded(code, .gb18030), as: UTF8.self).unicodeScalars
    }
    #expect(different.count <= 19 && different.allSatisfy(GB18030.isDisputed), "\(different)")
    #expect(decoded([0xE3, 0x32, 0x9A, 0x35], .gb18030) == Array("\u{10FFFF}".utf8))
    #expect(decoded([0xE3, 0x32, 0x9A, 0x36], .gb18030).first == TextDecoder.broken)
  }

  @Test("a text decodes the same cut at every place, sound or broken")
  func cuts() {
    let sound = Array("a,甲\n".utf8)
    let samples: [([UInt8], TextEncoding)] = [
      ([0x61, 0xB1, 0xB1, 0x81, 0x30, 0x89, 0x38, 0x0A, 0x90, 0x30, 0x81, 0x30, 0x80], .gb18030),
      ([0xB1, 0x2C, 0xFF, 0x81, 0x30, 0x2C, 0x81, 0x30, 0x81, 0x41, 0xB1], .gb18030),
      ([0x81, 0x30, 0x81], .gb18030), ([0x84, 0x31, 0xA4, 0x39, 0x84, 0x31, 0xA5, 0x30], .gb18030),
      (utf16("é甲😀\n", isBig: true), .utf16BigEndian),
      (utf16("é甲😀\n", isBig: false), .utf16LittleEndian),
      ([0xD8, 0x00, 0x00, 0x41, 0xDC, 0x00, 0x00], .utf16BigEndian), (sound, .utf8),
    ]
    for (bytes, encoding) in samples {
      let whole = decoded(bytes, encoding)
      for cut in 0...bytes.count { #expect(decoded(bytes, encoding, cut: cut) == whole) }
    }
    let broken = decoded([0xB1, 0x2C, 0x81, 0x30, 0x2C], .gb18030)
    #expect(broken == [0xFF, 0x2C, 0xFF, 0x30, 0x2C])
    #expect(decoded([0xD8, 0x00, 0x00, 0x41], .utf16BigEndian) == [0xFF, 0x41])
  }

  @Test("texts decoded by the word are those decoded a few bytes at a time, sound or broken")
  func runs() {
    // Pieces of up to 7 bytes never take the quick way, which begins at 8.
    func slowly(_ bytes: [UInt8]) -> [UInt8] {
      var decoder = TextDecoder(.gb18030)
      var text: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: 4) {
        let end = min(start + 4, bytes.count)
        decoder.decode(bytes[start..<end], isLast: end == bytes.count, into: &text)
      }
      return text
    }
    // ASCII, Chinese, two bytes of UTF-8, disputed, no code, four bytes, euro, broken.
    let words: [[UInt8]] = [
      Array("a,1".utf8), [0x0A], [0xB1, 0xB1], [0xBE, 0xA9, 0xCA, 0xD0], [0xA1, 0xC1, 0xA6, 0xC1],
      [0xFE, 0x59], [0xA1, 0x7F], [0x81, 0x30, 0x89, 0x38], [0x90, 0x30, 0x81, 0x30], [0x80],
      [0xFF], [0xB1, 0x2C],
    ]
    var state: UInt64 = 1
    for round in 0..<2000 {
      var bytes: [UInt8] = []
      while bytes.count < round % 90 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Mostly runs, as in real texts.
        let word = Int(state >> 33) % (state >> 60 < 12 ? 4 : words.count)
        for _ in 0..<(state >> 20 & 3) + 1 { bytes += words[word] }
      }
      #expect(decoded(bytes, .gb18030) == slowly(bytes), "\(bytes)")
    }
  }

  @Test("the encoding follows from the mark, else from the first lines")
  func detection() throws {
    func found(_ bytes: [UInt8]) -> TextEncoding { TextEncoding(of: bytes) }
    #expect(found([]) == .utf8 && found(Array("a,b\n".utf8)) == .utf8)
    #expect(found(Array("\u{FEFF}甲\n".utf8)) == .utf8 && found(Array("甲\n乙".utf8)) == .utf8)
    #expect(found([0xFF, 0xFE, 0x61, 0]) == .utf16LittleEndian)
    #expect(found([0xFE, 0xFF, 0, 0x61]) == .utf16BigEndian)
    let chinese = try gb18030("企业名称,所属区\n北京样例有限公司,朝阳\n")
    for size in 20...chinese.count { #expect(found(Array(chinese.prefix(size))) == .gb18030) }
    let english = try gb18030("name,district\n北京样例有限公司,朝阳\n")
    for size in 20...english.count where english[size - 1] == 0x0A {
      #expect(found(Array(english.prefix(size))) == .gb18030)
    }
    // One broken byte makes no other encoding of it.
    #expect(found([0x61, 0xE1, 0x62, 0x2C, 0x63, 0x0A]) == .utf8)
    #expect(found(chinese + [0xFF, 0x0A]) == .gb18030)
    var utf8 = Array("企业名称,所属区\n北京样例有限公司,朝阳\n".utf8)
    utf8[30] = 0xC0
    #expect(found(utf8) == .utf8)
  }

  @Test("an encoding that the first 64 KiB do not tell is told by what follows")
  func lateDetection() throws {
    let rows = String(repeating: "91110105MA00000000,plain\n", count: 3000)
    for start in ["code,name\n", "code,name\n1,甲乙\n"] {
      let late = try gb18030(start + rows + "2,北京样例有限公司\n")
      #expect(late.count > 70_000 && TextEncoding(of: Array(late.prefix(65_536))) == .utf8)
      let verdict = try scanTable(late) { (_) throws(TableError) in Rows() }
      #expect(verdict.report.encoding == .gb18030 && verdict.report.findings.isEmpty)
      #expect(verdict.report.digest == FileDigest(of: late))
    }
    let plain = try scanTable(Array(("code,name\n" + rows).utf8)) { (_) throws(TableError) in
      Rows()
    }
    #expect(plain.report.encoding == .utf8 && plain.report.records == 3000)
  }

  @Test("a table reads the same in every encoding, at any part size, with its own digest")
  func tables() throws {
    for bytes in scanCases {
      guard let text = String(validating: bytes, as: UTF8.self) else { continue }
      for encoding in TextEncoding.allCases {
        // The mark of UTF-8 is a character here; a text in GB 18030 has none.
        let raw =
          switch encoding {
          case .utf8: bytes
          case .gb18030: try gb18030(text)
          case .utf16LittleEndian: utf16(text, isBig: false)
          case .utf16BigEndian: utf16(text, isBig: true)
          }
        var format = TableFormat()
        format.encoding = encoding
        let expected = try scanned(bytes, partSize: 1 << 20, jobs: 1)
        for size in [1, 3, 64, 1 << 20] {
          let found = try scanned(raw, partSize: size, jobs: 2, format: format)
          #expect(found == expected, "\(encoding) \(text.debugDescription) \(size)")
        }
      }
    }
  }

  @Test("a byte that begins no character is found with its line and column")
  func brokenCharacters() throws {
    let raw = try gb18030("名称,代码\n甲,1\n") + [0xB1] + Array(",2\n".utf8)
    let verdict = try scanned(raw, partSize: 7, jobs: 2)
    let finding = try #require(verdict.findings.first)
    #expect(finding.kind == .invalidCharacter && finding.line == 3 && finding.column == 1)
    #expect(verdict.rows.map(\.cells) == [["甲", "1"]])
  }

  @Test("UTF-16 without its mark is known by its commas and line feeds, and nothing else is taken")
  func unmarked() throws {
    let text = "上次抽查日期,一,乬,企业名称\r\n2026-01-05,甲,,乙\r\n"
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    #expect(TextEncoding(unmarkedUTF16: little) == .utf16LittleEndian)
    #expect(TextEncoding(unmarkedUTF16: big) == .utf16BigEndian)
    let marked: [[UInt8]] = [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big]
    let others: [[UInt8]] = [
      Array(text.utf8), Array("a,\0b\nc,d\n".utf8), [], [0], Array("a\n".utf8),
    ]
    for bytes in marked + others {
      #expect(TextEncoding(unmarkedUTF16: bytes) == nil, "\(bytes)")
    }
    #expect(marked.allSatisfy(TextEncoding.isUTF16))
    #expect(!others.contains(where: TextEncoding.isUTF16))
    for (bytes, encoding) in [(little, TextEncoding.utf16LittleEndian), (big, .utf16BigEndian)] {
      #expect(throws: TableError.unmarked(encoding)) {
        try scanned(bytes, partSize: 64, jobs: 1, format: TableFormat())
      }
      var declared = TableFormat()
      declared.encoding = encoding
      let verdict = try scanned(bytes, partSize: 64, jobs: 1, format: declared)
      #expect(verdict.rows.map(\.cells) == [["2026-01-05", "甲", "", "乙"]])
    }
  }

  @Test("lines before the header and after the last record are no part of the table")
  func linesAround() throws {
    let table = "a,b\n1,2\n3,\"4\n\"\n"
    var format = TableFormat()
    (format.leadingLines, format.trailingLines) = (2, 1)
    for end in ["合计,\"2", "合计,2\n", "\n"] {
      let raw = Array(("标题\"\n第二行\n" + table + end).utf8)
      for size in [1, 5, 1 << 20] {
        let verdict = try scanned(raw, partSize: size, jobs: 2, format: format)
        #expect(verdict.rows.map(\.cells) == [["1", "2"], ["3", "4\n"]], "\(end)")
        #expect(verdict.rows.map(\.line) == [4, 5] && verdict.findings.isEmpty)
      }
    }
    format.trailingLines = 9
    let none = try scanned(Array(table.utf8), partSize: 64, jobs: 1, format: format)
    #expect(none.fatal?.kind == .emptyFile)
    (format.leadingLines, format.trailingLines) = (1, 0)
    let twice = try scanned(Array("x\na,a\n".utf8), partSize: 64, jobs: 1, format: format)
    #expect(twice.fatal?.kind == .duplicateHeader && twice.fatal?.line == 2)
  }
}

/// A sink that looks at nothing.
private final class Rows: RecordSink {
  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {}
}
