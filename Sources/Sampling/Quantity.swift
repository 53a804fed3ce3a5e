// How many of one stratum: draw protocol 1, section 5.
//
// A law says "not less than" or "not more than", so a ratio is rounded in a declared direction,
// once, from exact integers; the quarters of a year add up to the year.

/// The direction in which a ratio is rounded.
public enum Rounding: Hashable, Sendable {
  /// "Not less than": up.
  case atLeast
  /// "Not more than": down.
  case atMost
}

/// What a size may not fall below or exceed, whatever the ratio says.
public struct Bounds: Hashable, Sendable {
  /// The least size, before `maximum` and the population are applied; nil is none.
  public var minimum: Int?
  /// The greatest size; where the two disagree, it wins over `minimum`; nil is none.
  public var maximum: Int?

  /// No bounds, or those given.
  ///
  /// - Precondition: neither is negative.
  public init(minimum: Int? = nil, maximum: Int? = nil) {
    precondition(minimum ?? 0 >= 0 && maximum ?? 0 >= 0, "sizes are not negative")
    self.minimum = minimum
    self.maximum = maximum
  }

  /// `size`, raised to the minimum, then lowered to the maximum, then to the population.
  func apply(to size: Int, population: Int) -> Int {
    min(max(size, minimum ?? 0), maximum ?? Int.max, population)
  }
}

/// One of the equal parts of a year: number 1…of.
public struct Period: Hashable, Sendable {
  /// Which part, from 1.
  public let number: Int
  /// How many parts there are.
  public let of: Int

  /// Makes a period; nil unless 1 ≤ `number` ≤ `of`.
  public init?(number: Int, of: Int) {
    guard number >= 1, number <= of else { return nil }
    self.number = number
    self.of = of
  }
}

/// The rule for the size of a sample of one stratum.
public enum Quantity: Hashable, Sendable {
  /// A ratio of the stratum, rounded; with a period, that period's share of the year's ratio.
  case ratio(Fraction, Rounding, Period?)
  /// So many, or all if there are fewer.
  case count(Int)
  /// Every unit: only the order is left to chance.
  case all

  /// The number to draw from a stratum of `population` units.
  ///
  /// A ratio r gives round(r·N); over periods, period q of Q gives round(r·N·q/Q) −
  /// round(r·N·(q−1)/Q), and the Q numbers sum to round(r·N). Then the minimum, the maximum and the
  /// population apply, in this order. A count and `all` are their own bounds: `bounds` does not
  /// touch them.
  ///
  /// 3 % of 1 010, not less than: 31; as four quarters: 8, 8, 7, 8.
  ///
  /// - Precondition: neither `population` nor a count is negative.
  public func size(of population: Int, bounds: Bounds = Bounds()) -> Int {
    precondition(population >= 0, "a population is not negative")
    switch self {
    case .all:
      return population
    case .count(let count):
      precondition(count >= 0, "a count is not negative")
      return min(count, population)
    case .ratio(let ratio, let rounding, let period):
      let through = { (q: Int) in
        ratio.round(times: population, part: q, whole: period?.of ?? 1, rounding)
      }
      let size = period.map { through($0.number) - through($0.number - 1) } ?? through(1)
      return bounds.apply(to: size, population: population)
    }
  }
}
