// Credit codes for invented targets: valid by both check digits, no two alike.
//
// Stands under GeneratedTargets.swift. A code is laid out (GB 32100—2015) as
//
//     9 1 110105 MA01ABCD 7 X
//     │ │ │      │        │ └ check of positions 1–17
//     │ │ │      │        └── check of the eight characters before it (GB 11714)
//     │ │ │      └─────────── organisation, derived from the row number by a permutation
//     │ │ └────────────────── authority: the district
//     │ └──────────────────── 1 enterprise, 2 individual, 3 cooperative
//     └────────────────────── market regulation
//
// The one thing to know: uniqueness lies in the organisation's eight characters alone, and they
// are a bijection of the row number, so that 200 million rows differ by arithmetic, not by luck.

extension Generation {
  /// The legal form of a target; the raw value is the second character of its code.
  enum LegalForm: UInt8 {
    case enterprise = 0x31
    case individual = 0x32
    case cooperative = 0x33
  }

  /// The organisation numbers behind the codes of one registry.
  ///
  /// Organisations come in eras, as in Beijing's real registry: plain digits before October 2015,
  /// then MA0, MA7, MAB … MAF, one after the other.
  struct Organisations {
    /// What a range of organisation numbers looks like and when it was given out.
    struct Era {
      /// The first two digits, or MA and a character.
      let prefix: [UInt8]
      let founded: ClosedRange<Int>
    }

    static let charactersAfterMA = 28_629_151  // 31⁵
    static let numbersAfterDigits = 1_000_000
    /// The first number that belongs to an organisation of plain digits.
    static let firstOld = newEras.count * charactersAfterMA
    static let count = firstOld + oldEras.count * numbersAfterDigits

    private let permutation: Permutation
    private let eras = newEras + oldEras
    private let firstOld = Organisations.firstOld
    private let alphabet = Generation.alphabet

    init(seed: [UInt8]) {
      let key = Mixer.key(seed: seed, purpose: "organisations")
      permutation = Permutation(count: Organisations.count, key: key)
    }

    /// The organisation number of a row, from 0 to `count` − 1.
    func number(row: Int) -> Int { permutation(row) }

    /// Whether the organisation was numbered before October 2015.
    func isOld(_ number: Int) -> Bool { number >= firstOld }

    /// Whether it is of the first years of the new numbers.
    func isFirstOfNew(_ number: Int) -> Bool { number < Organisations.charactersAfterMA }

    func founded(_ number: Int) -> ClosedRange<Int> { eras[eraIndex(number)].founded }

    private func eraIndex(_ number: Int) -> Int {
      isOld(number)
        ? Organisations.newEras.count + (number - firstOld) / Organisations.numbersAfterDigits
        : number / Organisations.charactersAfterMA
    }

    /// Positions 9–16 of the code: the era's prefix, then the rest of the number in base 10 or 31.
    func write(_ number: Int, into code: inout [18 of UInt8]) {
      let era = eraIndex(number)
      for index in eras[era].prefix.indices { code[8 + index] = eras[era].prefix[index] }
      if isOld(number) {
        var rest = (number - firstOld) % Organisations.numbersAfterDigits
        for position in stride(from: 15, to: 9, by: -1) {
          code[position] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
          rest /= 10
        }
      } else {
        var rest = number % Organisations.charactersAfterMA
        for position in stride(from: 15, to: 10, by: -1) {
          code[position] = alphabet[rest % 31]
          rest /= 31
        }
      }
    }

    static let newEras: [Era] = [
      ("MA0", (2015, 10, 8), (2019, 6, 28)), ("MA7", (2019, 7, 1), (2021, 12, 31)),
      ("MAB", (2021, 10, 8), (2022, 12, 30)), ("MAC", (2022, 7, 1), (2023, 12, 29)),
      ("MAD", (2023, 11, 1), (2024, 11, 29)), ("MAE", (2024, 10, 8), (2025, 9, 30)),
      ("MAF", (2025, 9, 1), (2026, 8, 31)),
    ].map(Era.init)

    static let oldEras: [Era] = [
      ("10", (1988, 1, 4), (1996, 12, 30)), ("60", (1992, 3, 2), (1998, 12, 30)),
      ("63", (1994, 1, 3), (1999, 12, 30)), ("70", (1998, 1, 5), (2000, 6, 30)),
      ("71", (1999, 1, 4), (2000, 12, 29)), ("72", (2000, 1, 3), (2001, 9, 28)),
      ("73", (2001, 1, 2), (2002, 6, 28)), ("74", (2002, 1, 4), (2003, 3, 31)),
      ("75", (2003, 1, 6), (2004, 3, 31)), ("76", (2004, 1, 5), (2005, 3, 31)),
      ("77", (2005, 1, 4), (2006, 1, 27)), ("78", (2005, 9, 1), (2006, 12, 29)),
      ("80", (2000, 1, 4), (2003, 12, 31)), ("66", (2007, 1, 4), (2007, 12, 28)),
      ("67", (2008, 1, 2), (2008, 9, 26)), ("68", (2008, 7, 1), (2009, 6, 30)),
      ("69", (2009, 6, 1), (2010, 3, 31)), ("55", (2010, 1, 4), (2010, 9, 30)),
      ("56", (2010, 8, 2), (2011, 2, 28)), ("57", (2011, 2, 1), (2011, 9, 30)),
      ("58", (2011, 8, 1), (2012, 2, 29)), ("59", (2012, 2, 1), (2012, 9, 28)),
      ("05", (2012, 8, 1), (2013, 3, 29)), ("06", (2013, 2, 1), (2013, 9, 30)),
      ("07", (2013, 6, 3), (2013, 12, 31)), ("08", (2013, 11, 1), (2014, 4, 30)),
      ("09", (2014, 3, 3), (2014, 8, 29)), ("30", (2014, 7, 1), (2014, 12, 31)),
      ("31", (2014, 9, 1), (2015, 3, 31)), ("33", (2015, 1, 5), (2015, 7, 31)),
      ("34", (2015, 4, 1), (2015, 9, 30)),
    ].map(Era.init)
  }

  /// The alphabet of GB 32100: a character's value is its index; no I, O, S, V, Z.
  static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// The two check characters over a code's other positions.
  struct CheckCharacters {
    private let alphabet = Generation.alphabet
    /// The value of each character of the alphabet by its byte, 0 for others.
    private let values: [UInt8]

    init() {
      var values = [UInt8](repeating: 0, count: 256)
      for (value, byte) in Generation.alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
      self.values = values
    }

    /// Writes positions 17 and 18; `damaged` makes the last one wrong, but never the last of …000,
    /// which would look like the work of a spreadsheet.
    func write(into code: inout [18 of UInt8], damaged: Bool) {
      code[16] = organisationCheck(code)
      let right = (31 - codeSum(code) % 31) % 31
      let endsInZeros = code[15] == 0x30 && code[16] == 0x30
      let wrong = right == 30 && endsInZeros ? 1 : (right + 1) % 31
      code[17] = alphabet[damaged ? wrong : right]
    }

    /// GB 11714: 11 − Σ mod 11 over positions 9–16, letters counting A = 10 … Z = 35.
    private func organisationCheck(_ code: [18 of UInt8]) -> UInt8 {
      let weights: [8 of Int] = [3, 7, 9, 10, 5, 8, 4, 2]
      var sum = 0
      for index in weights.indices {
        let byte = Int(code[8 + index])
        sum += weights[index] * (byte < 0x41 ? byte - 0x30 : byte - 0x37)
      }
      let check = (11 - sum % 11) % 11
      return check == 10 ? 0x58 : UInt8(truncatingIfNeeded: 0x30 + check)
    }

    /// GB 32100: Σ of value times 3^(i−1) mod 31 over positions 1–17.
    private func codeSum(_ code: [18 of UInt8]) -> Int {
      let weights: [17 of Int] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
      var sum = 0
      for index in weights.indices { sum += weights[index] * Int(values[Int(code[index])]) }
      return sum
    }
  }
}

extension Generation.Organisations.Era {
  /// An era given out between two dates.
  init(_ era: (prefix: String, from: (Int, Int, Int), to: (Int, Int, Int))) {
    prefix = Array(era.prefix.utf8)
    founded =
      Generation.Days.number(
        era.from.0, era.from.1, era.from.2)...Generation.Days.number(
        era.to.0, era.to.1, era.to.2)
  }
}
