// Exact fractions: ratios and probabilities without floating point.
//
// `"3%"`, `"0.03"` and `"3/100"` are one number. Results round up or down as a rule says, never to
// what a machine's `Double` happens to hold: 7 % of 100 is 7, not the 8 of `ceil(0.07 * 100.0)`.

/// An exact fraction that is not negative, in lowest terms.
public struct Fraction: Hashable, Sendable {
  /// The numerator; no factor but 1 divides it and the denominator.
  public let numerator: UInt64
  /// The denominator, at least 1.
  public let denominator: UInt64

  /// 0/1.
  public static let zero = Fraction(numerator: 0, denominator: 1)
  /// 1/1.
  public static let one = Fraction(numerator: 1, denominator: 1)

  /// Makes a fraction and reduces it.
  ///
  /// - Precondition: `denominator` is not 0.
  public init(numerator: UInt64, denominator: UInt64) {
    precondition(denominator > 0, "a fraction has a denominator")
    var (a, b) = (numerator, denominator)
    while b != 0 { (a, b) = (b, a % b) }
    self.numerator = numerator / a
    self.denominator = denominator / a
  }

  /// Reads `"3%"`, `"0.03"` or `"3/100"`; nil for anything else.
  ///
  /// Digits are ASCII; a decimal point stands between digits; there is no sign, space or exponent;
  /// `"2.5%"` is 1/40, `"150%"` is 3/2. Also nil: a denominator of 0, and a numerator or
  /// denominator that does not fit 64 bits before reduction.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    if let slash = bytes.firstIndex(of: 47) {
      guard let top = Decimal(bytes[..<slash]), top.places == 0,
        let bottom = Decimal(bytes[(slash + 1)...]), bottom.places == 0, bottom.digits > 0
      else { return nil }
      self.init(numerator: top.digits, denominator: bottom.digits)
    } else {
      let percent = bytes.last == 37
      guard let decimal = Decimal(bytes.dropLast(percent ? 1 : 0)),
        let denominator = powerOfTen(decimal.places + (percent ? 2 : 0))
      else { return nil }
      self.init(numerator: decimal.digits, denominator: denominator)
    }
  }

  /// The least integer that is not below this fraction of `n`; `Int.max` if it is above that.
  ///
  /// `Fraction("3%")!.ceiling(of: 34)` is 2.
  public func ceiling(of n: Int) -> Int {
    round(times: n, .atLeast)
  }

  /// The greatest integer that is not above this fraction of `n`; `Int.max` if it is above that.
  ///
  /// `Fraction("3%")!.floor(of: 66)` is 1.
  public func floor(of n: Int) -> Int {
    round(times: n, .atMost)
  }

  /// This fraction of `n`, times `part`/`whole`, rounded once; at most `Int.max`.
  func round(times n: Int, part: Int = 1, whole: Int = 1, _ rounding: Rounding) -> Int {
    precondition(n >= 0 && part >= 0 && whole > 0, "counts are not negative")
    // 64 × 63 bits fit 128; one more factor needs the full width.
    let product = (UInt128(numerator) * UInt128(n)).multipliedFullWidth(by: UInt128(part))
    let divisor = UInt128(denominator) * UInt128(whole)
    guard product.high < divisor else { return Int.max }
    let (quotient, remainder) = divisor.dividingFullWidth(product)
    let up: UInt128 = rounding == .atLeast && remainder > 0 ? 1 : 0
    return quotient >= UInt128(Int.max) ? Int.max : Int(quotient + up)
  }

  /// The decimal form with `places` digits after the point, half rounded up.
  ///
  /// `Fraction("2/3")!.decimal(places: 4)` is `0.6667`; with no places there is no point.
  public func decimal(places: Int) -> String {
    precondition(places >= 0, "places are not negative")
    var whole = numerator / denominator
    var rest = numerator % denominator
    var digits: [UInt8] = []
    for _ in 0..<places {
      let (digit, remainder) = denominator.dividingFullWidth(rest.multipliedFullWidth(by: 10))
      digits.append(48 + UInt8(digit))
      rest = remainder
    }
    if rest >= denominator - rest {
      var i = digits.count - 1
      while i >= 0 && digits[i] == 57 {
        digits[i] = 48
        i -= 1
      }
      if i >= 0 { digits[i] += 1 } else { whole += 1 }
    }
    return String(whole) + (places == 0 ? "" : "." + String(decoding: digits, as: UTF8.self))
  }

  /// The fraction in lowest terms, as `3/100`; whole numbers as `1/1`.
  public var text: String { "\(numerator)/\(denominator)" }
}

extension Fraction: Comparable, CustomStringConvertible {
  /// Compares exactly, in 128 bits; `.one` tells certain from uncertain and proper from improper.
  public static func < (a: Fraction, b: Fraction) -> Bool {
    UInt128(a.numerator) * UInt128(b.denominator) < UInt128(b.numerator) * UInt128(a.denominator)
  }

  /// The same as `text`.
  public var description: String { text }
}

/// Digits with at most one point between them: 0.03 is 3 with 2 places.
private struct Decimal {
  var digits: UInt64 = 0
  var places = 0

  init?(_ bytes: ArraySlice<UInt8>) {
    var pointSeen = false
    guard let first = bytes.first, let last = bytes.last, first != 46, last != 46 else {
      return nil
    }
    for byte in bytes {
      if byte == 46 && !pointSeen {
        pointSeen = true
        continue
      }
      guard (48...57).contains(byte) else { return nil }
      let (tenfold, over) = digits.multipliedReportingOverflow(by: 10)
      let (sum, overflow) = tenfold.addingReportingOverflow(UInt64(byte - 48))
      if over || overflow { return nil }
      digits = sum
      if pointSeen { places += 1 }
    }
  }
}

/// 10^n, nil above 64 bits.
private func powerOfTen(_ n: Int) -> UInt64? {
  n > 19 ? nil : (0..<n).reduce(1) { power, _ in power * 10 }
}
