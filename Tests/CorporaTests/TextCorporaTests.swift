// JSON5 texts, SHA-256 vectors and credit codes of public suites, with exact verdicts.

import DoubleRandom
import Foundation
import Sampling
import Tables
import Testing

@Suite(asked) struct TextCorporaTests {
  @Test("json5-tests: the suite's verdicts, but that a key may not stand twice")
  func json5() throws {
    guard let corpus = Corpus("json5-tests") else { return }
    let names = try corpus.names().filter {
      ["json", "json5", "js", "txt"].contains($0.split(separator: ".").last ?? "")
        && $0.contains("/")
    }
    for name in names {
      let value = try? parseJSON5(try corpus.read(name))
      let isValid = name.hasSuffix(".json") || name.hasSuffix(".json5")
      #expect((value != nil) == (isValid && !name.hasSuffix("duplicate-keys.json")), "\(name)")
      if name.hasSuffix(".json"), let value { try expectSame(value, corpus.json(name), name) }
    }
    corpus.report(names.count, "a key that stands twice is refused by policy")
  }

  /// JSON that JSON5 allows although JSON does not, by the suite's names.
  static let looser: Set<String> = [
    "n_array_extra_comma", "n_array_number_and_comma", "n_number_+1", "n_number_-2.",
    "n_number_-NaN", "n_number_.2e-3", "n_number_0.e1", "n_number_2.e+3", "n_number_2.e-3",
    "n_number_2.e3", "n_number_NaN", "n_number_hex_1_digit", "n_number_hex_2_digits",
    "n_number_infinity", "n_number_minus_infinity", "n_number_neg_real_without_int_part",
    "n_number_real_without_fractional_part", "n_number_starting_with_dot",
    "n_object_key_with_single_quotes", "n_object_single_quote", "n_object_trailing_comma",
    "n_object_trailing_comment", "n_object_trailing_comment_slash_open", "n_object_unquoted_key",
    "n_string_escape_x", "n_string_escaped_ctrl_char_tab", "n_string_escaped_emoji",
    "n_string_invalid_backslash_esc", "n_string_single_quote", "n_string_unescaped_tab",
    "n_string_unicode_CapitalU", "n_structure_object_with_comment",
    "n_structure_whitespace_formfeed",
  ]
  /// JSON that is refused by policy.
  static let stricter: Set<String> = [
    "y_object_duplicated_key", "y_object_duplicated_key_and_value",
  ]

  @Test("JSONTestSuite: what is JSON parses, what is not is refused unless it is JSON5")
  func jsonTestSuite() throws {
    guard let corpus = Corpus("JSONTestSuite") else { return }
    let names = try corpus.names("test_parsing", ending: ".json")
    var undecided = 0
    for name in names {
      let value = try? parseJSON5(try corpus.read("test_parsing/\(name)"))
      let key = String(name.dropLast(5))
      switch key.first {
      case "y":
        #expect((value != nil) == !TextCorporaTests.stricter.contains(key), "\(key)")
        if let value { try expectSame(value, corpus.json("test_parsing/\(name)"), key) }
      case "n": #expect((value != nil) == TextCorporaTests.looser.contains(key), "\(key)")
      default: undecided += 1
      }
    }
    corpus.report(
      names.count,
      "\(undecided) of which either verdict is right; "
        + "\(TextCorporaTests.looser.count) are JSON5, "
        + "\(TextCorporaTests.stricter.count) refused by policy"
    )
  }

  /// Compares as far as JSON's own types go.
  private func expectSame(_ value: JSON5Value, _ expected: Any, _ name: String) throws {
    switch value.kind {
    case .object(let members):
      let expected = try #require(expected as? [String: Any], "\(name)")
      #expect(members.count == expected.count, "\(name)")
      for member in members {
        try expectSame(member.value, try #require(expected[member.key], "\(name)"), name)
      }
    case .array(let elements):
      let expected = try #require(expected as? [Any], "\(name)")
      #expect(elements.count == expected.count, "\(name)")
      for (element, other) in zip(elements, expected) { try expectSame(element, other, name) }
    case .string(let text): #expect(text == expected as? String, "\(name)")
    case .bool(let flag): #expect(flag == expected as? Bool, "\(name)")
    case .null: #expect(expected is NSNull, "\(name)")
    default:
      if let integer = value.integer { #expect(integer == (expected as? NSNumber)?.intValue) }
    }
  }

  @Test("NIST CAVP: every SHA-256 of the short and long messages, by every form there is")
  func nist() throws {
    guard let corpus = Corpus("nist-sha256") else { return }
    var count = 0
    for file in ["SHA256ShortMsg.rsp", "SHA256LongMsg.rsp"] {
      var size = 0
      var message: [UInt8] = []
      for line in try corpus.text(file).split(whereSeparator: \.isNewline) {
        let words = line.split(separator: " ")
        guard words.count == 3 else { continue }
        switch words[0] {
        case "Len": size = (Int(words[2]) ?? 0) / 8
        case "Msg": message = Array(bytes(words[2]).prefix(size))
        case "MD":
          #expect(SHA256.hash(message).hex == words[2], "\(file): \(size)")
          let lanes = HashLanes.digestPieces(message.span, pieceSize: max(1, message.count))
          if !message.isEmpty { #expect(PieceDigest(words: lanes[0]).hex == words[2], "\(size)") }
          count += 1
        default: break
        }
      }
    }
    #expect(count == 129)
    corpus.report(count)
  }

  private func bytes(_ hex: Substring) -> [UInt8] {
    let digits = hex.utf8.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
  }

  @Test("credit codes: the valid ones pass, the invalid ones do not")
  func creditCodes() throws {
    guard let corpus = Corpus("uscc") else { return }
    let valid = try corpus.text("valid.txt").split(whereSeparator: \.isNewline)
    for code in valid { #expect(CreditCode.check(Array(code.utf8)) == nil, "\(code)") }
    let invalid = try corpus.text("invalid.tsv").split(whereSeparator: \.isNewline).dropFirst()
    for line in invalid {
      let code = line.prefix { $0 != "\t" }
      #expect(CreditCode.check(Array(code.utf8)) != nil, "\(code)")
    }
    corpus.report(valid.count + invalid.count)
  }
}
