// Fractions and quantities against examples computed by hand and by another kind of arithmetic.

import Sampling
import Testing

@Suite("Fraction")
struct FractionTests {
  @Test(
    "percent, decimal and quotient are read as one number, in lowest terms",
    arguments: [
      ("3%", "3/100"), ("0.03", "3/100"), ("3/100", "3/100"), ("6/200", "3/100"),
      ("003.00%", "3/100"), ("2.5%", "1/40"), ("150%", "3/2"), ("100%", "1/1"), ("1", "1/1"),
      ("0", "0/1"), ("0/7", "0/1"), ("0.0%", "0/1"), ("1.50", "3/2"),
      ("18446744073709551615/1", "18446744073709551615/1"),
      ("0.0000000000000000001", "1/10000000000000000000"),
    ])
  func reads(_ text: String, _ expected: String) {
    #expect(Fraction(text)?.text == expected)
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "%", "3 %", " 3%", "3%%", "3 %%", "3‰", "-3%", "+3%", "3e-2", ".03", "3.", "0..3",
      "0.3.1",
      "3/0", "/100", "3/", "3/100%", "3%/100", "1.5/2", "1/2.5", "1/2/3", "３%", "0,03", "NaN",
      "3%\n",
      "18446744073709551616", "0.00000000000000000001", "0.000000000000000001%", ".", "/",
    ])
  func refuses(_ text: String) {
    #expect(Fraction(text) == nil)
  }

  @Test("rounding is exact where floating point is not")
  func rounds() throws {
    let three = try #require(Fraction("3%"))
    #expect(three.ceiling(of: 34) == 2)
    #expect(three.floor(of: 66) == 1)
    #expect(Fraction("7%")?.ceiling(of: 100) == 7)
    #expect(Fraction("0.29")?.floor(of: 100) == 29)
    #expect([0, 1, 33, 100, 101].map(three.ceiling) == [0, 1, 1, 3, 4])
    #expect([0, 1, 33, 34, 100, 101].map(three.floor) == [0, 0, 0, 1, 3, 3])
  }

  @Test("the greatest numbers neither overflow nor lose a unit")
  func extremes() {
    let most = Fraction(numerator: .max, denominator: 1)
    #expect(most.ceiling(of: 0) == 0)
    #expect(most.floor(of: Int.max) == Int.max)
    #expect(most.ceiling(of: Int.max) == Int.max)
    let almostOne = Fraction(numerator: .max - 1, denominator: .max)
    #expect(almostOne.floor(of: Int.max) == Int.max - 1)
    #expect(almostOne.ceiling(of: Int.max) == Int.max)
    let half = Fraction(numerator: 1, denominator: 2)
    #expect(half.floor(of: Int.max) == Int.max / 2)
    #expect(half.ceiling(of: Int.max) == Int.max / 2 + 1)
  }

  @Test("ceiling and floor are the definition's integers, for all small fractions")
  func definition() {
    for p in 0...20 {
      for q in 1...20 {
        let fraction = Fraction(numerator: UInt64(p), denominator: UInt64(q))
        for n in 0...45 {
          let (down, up) = (fraction.floor(of: n), fraction.ceiling(of: n))
          #expect(down * q <= p * n && (down + 1) * q > p * n)
          #expect(up * q >= p * n && (up - 1) * q < p * n)
        }
      }
    }
  }

  @Test("decimals are rounded half up, with the carry taken as far as it goes")
  func decimals() throws {
    let cases: [(String, Int, String)] = [
      ("2/3", 4, "0.6667"), ("1/3", 4, "0.3333"), ("1/2", 0, "1"), ("1/3", 0, "0"),
      ("3/100", 2, "0.03"), ("3/100", 4, "0.0300"), ("1/8", 2, "0.13"), ("199/200", 2, "1.00"),
      ("1/1", 6, "1.000000"), ("0", 3, "0.000"), ("9999/10000", 3, "1.000"), ("19/2", 0, "10"),
      ("1/18446744073709551615", 20, "0.00000000000000000005"),
      ("18446744073709551614/18446744073709551615", 3, "1.000"),
    ]
    for (text, places, expected) in cases {
      #expect(try #require(Fraction(text)).decimal(places: places) == expected)
    }
  }

  @Test("fractions compare exactly, also where their doubles are equal")
  func compares() {
    let a = Fraction(numerator: .max - 1, denominator: .max)
    #expect(a < .one)
    #expect(Fraction(numerator: .max - 2, denominator: .max - 1) < a)
    #expect(Fraction(numerator: 3, denominator: 2) > .one)
    #expect(Fraction(numerator: 7, denominator: 7) == .one)
    #expect(Fraction(numerator: 0, denominator: 9) == .zero)
    #expect("\(a)" == a.text)
  }
}

@Suite("Quantity")
struct QuantityTests {
  @Test("the worked example: 3 % of 1 010 is 31, and 8, 8, 7, 8 in quarters")
  func example() throws {
    let ratio = try #require(Fraction("3%"))
    #expect(Quantity.ratio(ratio, .atLeast, nil).size(of: 1010) == 31)
    #expect(quarters(ratio, .atLeast, 1010) == [8, 8, 7, 8])
  }

  @Test("the periods of a year sum to the year, and each is within one of its equal share")
  func periods() {
    for (p, q) in [(3, 100), (1, 3), (7, 10), (1, 1), (5, 7)] {
      let ratio = Fraction(numerator: UInt64(p), denominator: UInt64(q))
      for rounding in [Rounding.atLeast, .atMost] {
        for population in 0...60 {
          for of in 1...7 {
            let sizes = (1...of).map {
              Quantity.ratio(ratio, rounding, Period(number: $0, of: of)).size(of: population)
            }
            let year = Quantity.ratio(ratio, rounding, nil).size(of: population)
            #expect(sizes.reduce(0, +) == year)
            #expect(sizes.allSatisfy { abs($0 * of * q - p * population) < of * q })
          }
        }
      }
    }
  }

  @Test("the minimum, then the maximum, then the population apply, in this order")
  func bounds() throws {
    let ratio = Quantity.ratio(try #require(Fraction("10%")), .atLeast, nil)
    #expect(ratio.size(of: 55) == 6)
    #expect(ratio.size(of: 55, bounds: Bounds(minimum: 8)) == 8)
    #expect(ratio.size(of: 55, bounds: Bounds(maximum: 4)) == 4)
    #expect(ratio.size(of: 55, bounds: Bounds(minimum: 8, maximum: 7)) == 7)
    #expect(ratio.size(of: 5, bounds: Bounds(minimum: 8, maximum: 7)) == 5)
    #expect(ratio.size(of: 0, bounds: Bounds(minimum: 8)) == 0)
    let double = Quantity.ratio(try #require(Fraction("200%")), .atMost, nil)
    #expect(double.size(of: 9) == 9)
  }

  @Test("a count is at most the population, all is the population, and bounds leave both alone")
  func fixed() {
    let bounds = Bounds(minimum: 3, maximum: 4)
    #expect(Quantity.count(50).size(of: 70, bounds: bounds) == 50)
    #expect(Quantity.count(50).size(of: 7) == 7)
    #expect(Quantity.count(0).size(of: 7, bounds: bounds) == 0)
    #expect(Quantity.all.size(of: 70, bounds: bounds) == 70)
    #expect(Quantity.all.size(of: 0, bounds: bounds) == 0)
  }

  @Test("numbers beyond 64 bits in between are those of another program's big integers")
  func wide() throws {
    // numerator, denominator, population, number, of, size at least, size at most (Python).
    let cases: [(UInt64, UInt64, Int, Int, Int, Int, Int)] = [
      (.max - 1, .max, .max, .max, .max, 1, 1),
      (
        1_391_338_076_741_520_868, 12_007_621_696_699_967_247, 902_254_243_635, 3, 9,
        11_616_146_957, 11_616_146_957
      ),
      (993_473, 11_632_994_891_556_335_705, 8_741_072_174_367_852_785, 5, 6, 124_416, 124_416),
      (
        859_298_780_784_677_265, 18_008_728_104_892_228_252, 1_228_320_887_535_867_595, 75_632,
        439_501, 133_356_173_042, 133_356_173_042
      ),
      (
        5_794_992_457_191_552_792, 10_801_709_783_547_227_921, 1_382_431_274_124_224_856, 3, 8,
        92_707_300_125_045_106, 92_707_300_125_045_106
      ),
    ]
    for (top, bottom, population, number, of, up, down) in cases {
      let ratio = Fraction(numerator: top, denominator: bottom)
      let period = try #require(Period(number: number, of: of))
      #expect(Quantity.ratio(ratio, .atLeast, period).size(of: population) == up)
      #expect(Quantity.ratio(ratio, .atMost, period).size(of: population) == down)
    }
  }

  @Test("a period is a number from 1 to its whole")
  func period() {
    #expect(Period(number: 1, of: 1) != nil)
    #expect(Period(number: 4, of: 4)?.number == 4)
    #expect(Period(number: 0, of: 4) == nil)
    #expect(Period(number: 5, of: 4) == nil)
    #expect(Period(number: 0, of: 0) == nil)
  }

  private func quarters(_ ratio: Fraction, _ rounding: Rounding, _ population: Int) -> [Int] {
    (1...4).map {
      Quantity.ratio(ratio, rounding, Period(number: $0, of: 4)).size(of: population)
    }
  }
}
