// Public entropy: what nobody can know when a draw is committed, and everybody can read afterwards
// (a lottery's numbers, a beacon's output). A plan names its sources, the exact text in which each
// is to be written down, the day of each, and what counts instead if one fails.

/// The text form of an entropy line: literal text and counts of digits.
///
/// `N` is a digit 0–9, `X` a hexadecimal digit 0–9 a–f, `{k}` behind one of them repeats it k
/// times; a backslash takes the next character as it is, every other character is itself.
/// `NN NN+NN` accepts `03 17+09`; `X{64}` accepts a SHA-256.
public struct EntropyFormat: Sendable, Hashable {
  private enum Element: Sendable, Hashable {
    case digit, hexDigit
    case literal(Unicode.Scalar)
  }

  /// As the plan writes it.
  public let text: String
  private let elements: [Element]

  /// Longest text that a format may accept, in characters: a beacon's 512 bits are 128.
  static let lengthMax = 1024

  /// Nil where the text is no format, or one without a digit, or one whose lines would begin or
  /// end with a space.
  public init?(_ text: String) {
    var elements: [Element] = []
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "N": elements.append(.digit)
      case "X": elements.append(.hexDigit)
      case "{":
        let digits = rest.prefix { ("0"..."9").contains($0) }
        rest = rest.dropFirst(digits.count)
        guard let last = elements.last, last == .digit || last == .hexDigit,
          let count = Int(String(String.UnicodeScalarView(digits))),
          (1...EntropyFormat.lengthMax).contains(count), rest.popFirst() == "}"
        else { return nil }
        elements += Array(repeating: last, count: count - 1)
      case "\\":
        guard let next = rest.popFirst() else { return nil }
        elements.append(.literal(next))
      default: elements.append(.literal(scalar))
      }
      if elements.count > EntropyFormat.lengthMax { return nil }
    }
    let isBlankAtEnd = [elements.first, elements.last].contains(.literal(" "))
    guard elements.contains(.digit) || elements.contains(.hexDigit), !isBlankAtEnd,
      elements.allSatisfy(EntropyFormat.isPrintable)
    else { return nil }
    self.text = text
    self.elements = elements
  }

  private static func isPrintable(_ element: Element) -> Bool {
    guard case .literal(let scalar) = element else { return true }
    return scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
  }

  /// Whether a text is of this form, character by character.
  public func accepts(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    return scalars.count == elements.count
      && zip(scalars, elements).allSatisfy { scalar, element in
        switch element {
        case .digit: ("0"..."9").contains(scalar)
        case .hexDigit: ("0"..."9").contains(scalar) || ("a"..."f").contains(scalar)
        case .literal(let own): scalar == own
        }
      }
  }

  /// How many texts there are of this form, at most 2^62.
  public var outcomes: Int {
    elements.reduce(1) { count, element in
      let factor = element == .digit ? 10 : element == .hexDigit ? 16 : 1
      return count > (1 << 62) / factor ? 1 << 62 : count * factor
    }
  }
}

/// A named future event whose outcome enters the seed.
public struct EntropySource: Sendable, Hashable {
  /// What its line in the transcript begins with; says exactly which event is meant.
  public var name: String
  public var format: EntropyFormat
  /// The day on which the outcome is known.
  public var date: Day
  /// What counts if there is no outcome; its own fallback is never used.
  public indirect enum Fallback: Sendable, Hashable {
    case none
    case source(EntropySource)
  }
  public var fallback = Fallback.none

  /// The name whose line this is, or nil where it is neither this source's nor its fallback's.
  public func name(ofLine line: String) -> String? {
    // Byte by byte: equal-looking text of other bytes is another text.
    let start = Array((name + " ").utf8)
    let rest = line.utf8.dropFirst(start.count)
    if line.utf8.starts(with: start), format.accepts(String(Substring(rest))) { return name }
    if case .source(let other) = fallback { return other.name(ofLine: line) }
    return nil
  }

  /// How a line of this source is written: its name, a space, its format.
  public var pattern: String { "\(name) \(format.text)" }

  /// The last day on which an outcome can become known.
  public var lastDate: Day {
    if case .source(let other) = fallback { return max(date, other.lastDate) }
    return date
  }
}

/// The sources of a batch, which has one seed; nil with findings where there are none, or where
/// plans name others.
public func sharedEntropy(of plans: [Plan], findings: inout Findings) -> [EntropySource]? {
  guard let first = plans.first else { return nil }
  for plan in plans {
    let file = Paths.shortened(plan.sources[0].path)
    if plan.entropy.isEmpty {
      findings.error("no-entropy", file: file, arguments: [])
    } else if plan.entropy != first.entropy {
      findings.error("entropy-not-shared", file: file, arguments: [first.id])
    }
  }
  if findings.hasErrors { return nil }
  let outcomes = first.entropy.reduce(1) { count, source in
    count > outcomesMin ? count : count * min(source.format.outcomes, outcomesMin)
  }
  if outcomes < outcomesMin {
    findings.warning(
      "little-entropy", file: Paths.shortened(first.sources[0].path), arguments: ["\(outcomes)"])
  }
  return first.entropy
}

/// Outcomes below which an operator could try them all for many salts, and take the salt under
/// which most of them please him.
private let outcomesMin = 1_000_000
