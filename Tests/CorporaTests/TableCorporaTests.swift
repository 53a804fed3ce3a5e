// CSV suites, with exact verdicts: the records that the suite expects, or, where our reader is
// strict by policy (design: RFC 4180, nothing guessed, nothing skipped), the finding by its code.

import Foundation
import Testing

@testable import Tables

@Suite(asked) struct TableCorporaTests {
  @Test("csv-spectrum: every field is the suite's")
  func spectrum() throws {
    guard let corpus = Corpus("csv-spectrum") else { return }
    let names = try corpus.names("csvs", ending: ".csv")
    for name in names {
      let expected = try #require(
        try corpus.json("json/\(name.dropLast(4)).json") as? [[String: String]])
      let (found, problem) = records(try corpus.read("csvs/\(name)"))
      #expect(problem == nil, "\(name)")
      let (header, rows) = (found?.first ?? [], found?.dropFirst() ?? [])
      #expect(
        rows.map { Dictionary(uniqueKeysWithValues: zip(header, $0)) } == expected, "\(name)")
      for row in expected { #expect(Set(row.keys) == Set(header), "\(name)") }
    }
    corpus.report(names.count)
  }

  /// What csv-core forgives and we do not, by case: bare CR, blank lines, text outside quotes.
  static let stricter: [String: String] = [
    "one_row_one_field_cr": "bare-carriage-return",
    "one_row_many_fields_cr": "bare-carriage-return",
    "one_row_trailing_comma_cr": "bare-carriage-return",
    "many_rows_one_field_cr": "bare-carriage-return",
    "many_rows_many_fields_cr": "bare-carriage-return",
    "many_rows_trailing_comma_cr": "bare-carriage-return",
    "trailing_lines_no_record_cr": "bare-carriage-return",
    "empty_lines_cr": "bare-carriage-return",
    "empty_lines_interspersed_cr": "bare-carriage-return",
    "trailing_lines_no_record": "blank-line",
    "trailing_lines_no_record_crlf": "blank-line",
    "empty_lines_interspersed": "blank-line",
    "empty_lines_interspersed_crlf": "blank-line",
    "empty_lines_interspersed_mixed": "blank-line",
    "quote_outer_space": "malformed-quote", "quote_no_escapes": "text-after-quote",
  ]
  /// Where a table has one column, an empty line is a record with an empty field.
  static let keptLines = ["empty_lines": 4, "empty_lines_crlf": 4, "empty_lines_mixed": 4]

  private struct CoreCase: Decodable {
    var name: String
    var input: String
    var expected: [[String]]
    var config: String?
  }

  @Test("rust-csv's core cases: the same records, or our stricter verdict by name")
  func core() throws {
    guard let corpus = Corpus("rust-csv-core-cases") else { return }
    let cases = try JSONDecoder().decode(
      [CoreCase].self, from: Data(try corpus.read("cases.json")))
    var count = 0
    for one in cases {
      var format = TableFormat()
      if one.name == "delimiter_tabs" { format.delimiter = UInt8(ascii: "\t") }
      if one.name == "delimiter_weird" { format.delimiter = UInt8(ascii: "z") }
      // Quotes, comments and terminators of other kinds are not offered; comments that are none
      // are ordinary text.
      let isPlain = one.config == nil || ["comment_3", "comment_4", "comment_5"].contains(one.name)
      if !isPlain && format == TableFormat() { continue }
      count += 1
      // A header of our own before the case, whose records need not be fit for one.
      let columns = one.expected.first?.count ?? 1
      let mark = one.input.hasPrefix("\u{FEFF}") ? "\u{FEFF}" : ""
      let header = (0..<columns).map { "h\($0)" }
        .joined(separator: String(decoding: [format.delimiter], as: UTF8.self))
      let text =
        mark + header + "\n" + String(one.input.unicodeScalars.dropFirst(mark.isEmpty ? 0 : 1))
      let (found, problem) = records(Array(text.utf8), format)
      if let code = TableCorporaTests.stricter[one.name] {
        #expect(problem == code, "\(one.name)")
      } else {
        #expect(problem == nil, "\(one.name)")
        let expected =
          TableCorporaTests.keptLines[one.name].map { [[String]](repeating: [""], count: $0) }
          ?? one.expected
        #expect(found.map { Array($0.dropFirst()) } == expected, "\(one.name)")
      }
    }
    corpus.report(
      count,
      "\(TableCorporaTests.stricter.count) stricter by policy, "
        + "\(cases.count - count) of other dialects not run")
  }

  @Test("csv-test-data: every field is the suite's, and what is bad is found")
  func testData() throws {
    guard let corpus = Corpus("csv-test-data") else { return }
    let bad = [
      "bad-header-less-fields": "ragged-record", "bad-header-more-fields": "ragged-record",
      "bad-missing-quote": "unterminated-quote",
      "bad-quotes-with-unescaped-quote": "text-after-quote",
      "bad-unescaped-quote": "malformed-quote",
    ]
    let names = try corpus.names("csv", ending: ".csv").map { String($0.dropLast(4)) }
    for name in names {
      let bytes = try corpus.read("csv/\(name).csv")
      if name == "bad-header-no-header" {
        #expect(records(bytes).problem == "empty-file")
      } else if let code = bad[name] {
        #expect(records(Array("h0,h1,h2\n".utf8) + bytes).problem == code, "\(name)")
      } else if name.hasPrefix("header") || name.hasPrefix("bad") {
        #expect(records(bytes).problem == nil, "\(name)")
      } else {
        let expected = try #require(try corpus.json("json/\(name).json") as? [[String]])
        let header = expected[0].indices.map { "h\($0)" }.joined(separator: ",")
        let (found, problem) = records(Array("\(header)\n".utf8) + bytes)
        #expect(problem == nil, "\(name)")
        #expect(found.map { Array($0.dropFirst()) } == expected, "\(name)")
      }
    }
    corpus.report(names.count)
  }

  @Test("GB 18030: the texts of CPython and of encoding_rs are the same as their UTF-8 forms")
  func gb18030() throws {
    guard let corpus = Corpus("gb18030") else { return }
    for name in ["gb18030", "gbk"] {
      let text = decoded(try corpus.read("cpython/\(name).txt"), .gb18030)
      #expect(text == (try corpus.read("cpython/\(name)-utf8.txt")), "\(name)")
    }
    let folder = "encoding_rs/tests/test_data"
    let text = decoded(try corpus.read("\(folder)/gb18030_in.txt"), .gb18030)
    let reference = try corpus.text("\(folder)/gb18030_in_ref.txt")
    let found = String(decoding: text, as: UTF8.self)
    let differing = zip(found.split(separator: "\n"), reference.split(separator: "\n"))
      .count { $0 != $1 }
    #expect(differing == 0)
    #expect(found.split(separator: "\n").count == reference.split(separator: "\n").count)
    corpus.report(3)
  }

  private func decoded(_ bytes: [UInt8], _ encoding: TextEncoding) -> [UInt8] {
    var decoder = TextDecoder(encoding)
    var text: [UInt8] = []
    decoder.decode(bytes[...], isLast: true, into: &text)
    return text
  }
}
