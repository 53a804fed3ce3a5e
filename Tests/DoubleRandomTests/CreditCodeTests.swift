// Credit codes: published valid ones, each rule broken by itself, and what spreadsheets leave.
//
// All codes are of domain.md, or made from them by changing characters.

import DoubleRandom
import Testing

private func check(_ text: String) -> CreditCode.Problem? { CreditCode.check(Array(text.utf8)) }

private func damage(_ text: String) -> CreditCode.SpreadsheetDamage? {
  CreditCode.damage(Array(text.utf8).span)
}

private let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

/// The check character, computed by the standard's formula in the most obvious way.
private func checkCharacter(_ body: [UInt8]) -> UInt8 {
  var (sum, weight) = (0, 1)
  for byte in body.prefix(17) {
    sum += (alphabet.firstIndex(of: byte) ?? 0) * weight
    weight = weight * 3 % 31
  }
  return alphabet[(31 - sum % 31) % 31]
}

private let valid = [
  "913301007161035748", "91330100311348661F", "913301000970493951", "91330102MA27YU8W73",
  "91350100M000100Y43",
]

@Suite struct CreditCodeTests {
  @Test("published valid codes pass", arguments: valid)
  func validCodes(code: String) {
    #expect(check(code) == nil)
  }

  @Test("any other check character is refused, and the right one is named", arguments: valid)
  func checkCharacters(code: String) {
    let body = Array(code.utf8.dropLast())
    let right = Array(code.utf8)[17]
    for wrong in alphabet where wrong != right {
      #expect(CreditCode.check(body + [wrong]) == .checkCharacter(expected: right))
    }
  }

  @Test("one changed character never passes", arguments: valid)
  func changedCharacters(code: String) {
    let bytes = Array(code.utf8)
    for index in 0..<17 {
      for byte in alphabet where byte != bytes[index] {
        var changed = bytes
        changed[index] = byte
        #expect(CreditCode.check(changed) != nil)
      }
    }
  }

  @Test("the inner digit is checked once the outer one is right, for authorities 1, 5 and 9")
  func innerDigit() {
    for code in valid {
      var bytes = Array(code.utf8)
      let right = bytes[16]
      for digit in Array("0123456789X".utf8) where digit != right {
        bytes[16] = digit
        bytes[17] = checkCharacter(bytes)
        for authority in Array("159".utf8) {
          bytes[0] = authority
          bytes[17] = checkCharacter(bytes)
          #expect(CreditCode.check(bytes) == .innerCheckDigit(expected: right))
        }
        for authority in Array("ANY2".utf8) {
          bytes[0] = authority
          bytes[17] = checkCharacter(bytes)
          #expect(CreditCode.check(bytes) == nil)
        }
        bytes[0] = UInt8(ascii: "9")
      }
    }
  }

  @Test(
    "what is no code at all is refused by the first rule that it breaks",
    arguments: [
      ("", .length(0)), ("12345", .length(5)), ("91350100M000100Y43 ", .length(19)),
      ("９１３５０１００M000100Y43", .length(18)), ("海淀", .length(2)), ("海淀海淀海淀", .length(6)),
      ("91350100m000100y43", .lowerCase(position: 9)),
      ("a1350100M000100Y43", .lowerCase(position: 1)),
      ("9135010xM000100Y43", .lowerCase(position: 8)),
      ("91350100M000100Y4x", .lowerCase(position: 18)),
      ("9111000060003IOZSV", .character(position: 14)),
      ("91350100M000100Y4 ", .character(position: 18)),
      ("91-50100M000100Y43", .character(position: 3)),
      ("9135010SM000100Y43", .character(position: 8)),
      ("A1110000600037341L", .checkCharacter(expected: UInt8(ascii: "K"))),
      ("9135010XM000100Y43", .region(position: 8)), ("91A50100M000100Y43", .region(position: 3)),
    ] as [(String, CreditCode.Problem)])
  func refused(text: String, problem: CreditCode.Problem) {
    #expect(check(text) == problem)
  }

  @Test(
    "codes damaged by spreadsheets are recognised by name",
    arguments: [
      ("9.11101E+17", .scientific), ("9.11110E+17", .scientific), ("9.11e17", .scientific),
      ("9E+17", .scientific), ("9.11101081019375E+18", .scientific),
      ("911101080000000000", .rounded), ("913301007161035000", .rounded),
      ("91330100716103574", .shortened), ("913301007161035748.0", .decimal),
      ("911101080000000000.00", .decimal), ("'91330100311348661F", .apostrophe),
    ] as [(String, CreditCode.SpreadsheetDamage)])
  func damaged(text: String, form: CreditCode.SpreadsheetDamage) {
    #expect(damage(text) == form)
  }

  @Test(
    "intact codes and other text are not called damaged",
    arguments: valid + [
      "", "9", "E", "9E", "9.E+17", "9E+", "9E+177", ".9E17", "99E17", "12345", "9.5",
      "9133010071610357481", "913301007161035749", "海淀", "'", "'9133",
      "91330100716103574X", "913301007161035748.", "913301007161035748.5",
    ])
  func undamaged(text: String) {
    #expect(damage(text) == nil)
  }

  @Test("an all-digit code that ends in 000 is no damage when its check digit is right")
  func genuineZeros() throws {
    // 91330100 + organisation code + check: searched here among bodies that end in 00.
    var found = 0
    for number in 0..<100_000 {
      let organisation = Array(String(10_000_000 + number * 10).utf8)
      let body = Array("91330100".utf8) + organisation + [UInt8(ascii: "0")]
      guard body.suffix(2) == Array("00".utf8), checkCharacter(body) == UInt8(ascii: "0") else {
        continue
      }
      let code = body + [UInt8(ascii: "0")]
      if CreditCode.check(code) == nil {
        #expect(CreditCode.damage(code.span) == nil)
        found += 1
      } else {
        #expect(CreditCode.damage(code.span) == .rounded)
      }
    }
    #expect(found > 0)
  }
}
