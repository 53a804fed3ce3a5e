// One statistic for all: are counts that ought to be alike as alike as chance makes them?
//
// In each draw r some counts x_r stand over units in equal position. A quadratic form Q measures
// how unlike they are. Given only *which* counts occurred in a draw, and not to whom they fell,
// every exchange of units is equally likely; so the deviations of a draw have mean 0, a covariance
// that is the same in all directions that Q measures, and the form of the sums has as its mean the
// sum of the forms of the draws. Hence
//
//   χ² = df · Q(Σ x_r) / Σ Q(x_r)
//
// is asymptotically χ² with df degrees of freedom. For a draw of n of N it is the usual statistic
// with the variance of sampling without replacement, f(1 − f), and covariance −f(1 − f)/(N − 1);
// for loads it is Friedman's. Nothing is multinomial and nothing is assumed of the pairing.

import Sampling

/// The result of comparing units in equal position.
public struct FairnessTest: Sendable {
  public enum Subject: String, Sendable {
    /// How often each target of a stratum is drawn.
    case inclusion
    /// How many trips fall to each officer of a group.
    case load
    /// How many of them as leader.
    case leader
    /// How often two officers go together, beyond what their loads explain.
    case pair
  }

  public enum Verdict: String, Sendable {
    /// Within what chance does in 998 of 1000 tests.
    case fair
    /// Beyond it, as 2 of 1000 fair tests are, but not beyond what so many tests bring about.
    case unusual
    /// Counts differ more than chance explains, all tests considered.
    case tooUneven = "too-uneven"
    /// Counts differ less than chance would let them.
    case tooEven = "too-even"
    /// Nothing is left to chance, and all counts are what they must be.
    case certain
    /// Fewer draws than the statistic needs.
    case tooFewDraws = "too-few-draws"
    /// A weighted draw meets its target probabilities closely, not exactly: not judged.
    case approximate

    public var isUnfair: Bool { self == .tooUneven || self == .tooEven }
  }

  public var subject: Subject
  /// Task number, for inclusion; else empty.
  public var task: String
  /// Stratum, or group of officers (`1`), or two groups (`1×2`).
  public var label: String
  /// Counts that are compared.
  public var units: Int
  /// Mean of the counts.
  public var expected: Double
  /// Standard error of one count.
  public var error: Double
  /// Largest deviation of a count, in standard errors, whatever its sign.
  public var largestDeviation: Double
  public var freedom: Int
  public var chiSquare: Double
  /// At 0.1 %, from above.
  public var critical: Double
  public var verdict: Verdict
}

extension FairnessTest {
  /// Smallest variance of a count at which the statistic is taken for a χ²: the usual rule of
  /// five.
  static let smallestVariance = 5.0

  /// - Parameters:
  ///   - total: Q of the sums.
  ///   - each: the sum of Q over the draws.
  ///   - variance: of one count over all draws.
  init(
    _ subject: Subject, task: String = "", label: String, units: Int, freedom: Int,
    total: Double, each: Double, variance: Double, expected: Double, largest: Double
  ) {
    self.subject = subject
    self.task = task
    self.label = label
    self.units = units
    self.freedom = freedom
    self.expected = expected
    error = variance.squareRoot()
    largestDeviation = variance > 0 ? largest / error : 0
    chiSquare = each > 0 ? Double(freedom) * total / each : 0
    critical = ChiSquare.critical(freedom)
    verdict = each > 0 ? .fair : largest > 0 ? .tooUneven : .certain
    if verdict == .fair, variance < FairnessTest.smallestVariance { verdict = .tooFewDraws }
  }

  /// Whether the statistic is judged at all.
  public var isJudged: Bool {
    switch verdict {
    case .fair, .unusual, .tooUneven, .tooEven: freedom > 0 && chiSquare > 0
    case .certain, .tooFewDraws, .approximate: false
    }
  }

  /// Judges tests together: one in a thousand fair ones is beyond its own limit, and must not make
  /// a large batch look unfair.
  static func judge(_ tests: inout [FairnessTest], among count: Int) {
    for index in tests.indices where tests[index].isJudged {
      let (freedom, value) = (tests[index].freedom, tests[index].chiSquare)
      if value > ChiSquare.critical(freedom, amongTests: count) {
        tests[index].verdict = .tooUneven
      } else if value < ChiSquare.lowerCritical(freedom, amongTests: count) {
        tests[index].verdict = .tooEven
      } else if value > tests[index].critical || value < ChiSquare.lowerCritical(freedom) {
        tests[index].verdict = .unusual
      }
    }
  }
}

/// Critical values of χ². Only + − × ÷ and square roots, so that every machine gets the same bits.
enum ChiSquare {
  /// At 0.1 %, for 1 to 30 degrees of freedom.
  ///
  /// *Source*: the usual tables.
  private static let table = [
    10.828, 13.816, 16.266, 18.467, 20.515, 22.458, 24.322, 26.124, 27.877, 29.588, 31.264, 32.909,
    34.528, 36.123, 37.697, 39.252, 40.790, 42.312, 43.820, 45.315, 46.797, 48.268, 49.728, 51.179,
    52.620, 54.052, 55.476, 56.892, 58.301, 59.703,
  ]

  /// The normal distribution's quantiles at 10⁻³, 10⁻⁴ … 10⁻⁹, from above.
  private static let normal = [
    3.090232306, 3.719016485, 4.264890794, 4.753424309, 5.199337582, 5.612001244, 5.997807015,
  ]

  /// Beyond which one in a thousand lies.
  static func critical(_ freedom: Int) -> Double {
    freedom < 1
      ? 0 : freedom <= table.count ? table[freedom - 1] : wilsonHilferty(freedom, normal[0])
  }

  /// Beyond which at least one of so many fair tests lies in at most one of a thousand runs
  /// (Bonferroni, with the next power of ten).
  static func critical(_ freedom: Int, amongTests count: Int) -> Double {
    count <= 1 ? critical(freedom) : wilsonHilferty(freedom, quantile(count))
  }

  /// Below which one in a thousand lies; 0 where the approximation is no good.
  static func lowerCritical(_ freedom: Int, amongTests count: Int = 1) -> Double {
    freedom < 20 ? 0 : max(0, wilsonHilferty(freedom, -quantile(count)))
  }

  private static func quantile(_ count: Int) -> Double {
    var (index, power) = (0, 1)
    while power < count, index + 1 < normal.count {
      index += 1
      power *= 10
    }
    return normal[index]
  }

  /// *Source*: E. B. Wilson, M. M. Hilferty, "The distribution of chi-square", PNAS 17 (1931).
  private static func wilsonHilferty(_ freedom: Int, _ z: Double) -> Double {
    if freedom < 1 { return 0 }
    let part = 2 / (9 * Double(freedom))
    let root = 1 - part + z * part.squareRoot()
    return Double(freedom) * root * root * root
  }
}
