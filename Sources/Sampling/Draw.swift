// Who is drawn: draw protocol 1, section 5, within one stratum.
//
// Equal chance: the smallest tickets. Weighted: sequential Poisson sampling, ticket over weight,
// after the certain units. Both are an order of the units and a cut; no number is drawn anew.

/// One unit of a stratum, with its lot.
public struct Unit: Hashable, Sendable {
  /// The lot: smaller comes earlier.
  public var ticket: Ticket
  /// The id's bytes: the last resort of every order. Unique within a draw.
  public var id: ArraySlice<UInt8>
  /// The weight, 1…2³²−1; an equal-chance draw does not look at it.
  public var weight: UInt32

  /// Makes a unit.
  public init(ticket: Ticket, id: ArraySlice<UInt8>, weight: UInt32 = 1) {
    self.ticket = ticket
    self.id = id
    self.weight = weight
  }

  /// The first 64 bits of the ticket: T of the weighted order.
  fileprivate var lot: UInt64 { ticket.w0 }
}

/// The outcome of a draw, as indices into the units it was made from.
public struct Drawn: Hashable, Sendable {
  /// The selected, in their order; of a weighted draw the certainty units come first.
  public let selected: [Int]
  /// The alternates, in the order in which they replace.
  public let alternates: [Int]
  /// The first unit of the order that is not selected, whether an alternate or not; nil if all are.
  public let firstUnselected: Int?
  /// How many of the first selected are certainty units of a weighted draw; else 0.
  public let certaintyCount: Int
  /// What is left to chance: `restCount` are drawn from units of weight `restWeight` in sum.
  private let restCount: Int
  private let restWeight: UInt64
  private let weighted: Bool

  /// The chance that the draw gave a unit of its stratum, selected or not.
  ///
  /// Equal chance: n/N. Weighted: 1/1 for certainty units; for all others, alternates included, the
  /// *target* value n_left·w / W_left, which the draw meets closely and not exactly (Ohlsson 1998).
  public func probability(of unit: Unit) -> Fraction {
    let top = UInt64(restCount) * UInt64(weighted ? unit.weight : 1)
    return top >= restWeight ? .one : Fraction(numerator: top, denominator: restWeight)
  }

  fileprivate init(
    certain: [Int], order: ArraySlice<Int>, restCount: Int, alternates: Int, restWeight: UInt64,
    weighted: Bool
  ) {
    let rest = order.dropFirst(restCount)
    selected = certain + order.prefix(restCount)
    self.alternates = Array(rest.prefix(alternates))
    firstUnselected = rest.first
    certaintyCount = certain.count
    self.restCount = restCount
    self.restWeight = restWeight
    self.weighted = weighted
  }
}

/// Draws with equal chance: the units of smallest ticket, equal tickets by id.
///
/// A draw of n is the beginning of a draw of n + 1, and the order of `units` changes nothing.
///
/// - Parameters:
///   - count: how many are selected; all if there are fewer.
///   - alternates: how many more stand by, in the same order; what is left if there are fewer.
/// - Precondition: `count` and `alternates` are not negative; there are fewer than 2³¹ units, and
///   no id twice.
/// - Complexity: O(N) for N units whose tickets are uniform.
public func draw(_ count: Int, alternates: Int, from units: [Unit]) -> Drawn {
  draw(count, alternates: alternates, lots: units.map(\.lot)) { units[$0] }
}

/// The same of units that are told by their lots, the first 64 bits of their tickets.
///
/// - Parameter unit: makes a unit, by its index, where lots are equal.
public func draw(
  _ count: Int, alternates: Int, lots: [UInt64], unit: (Int) -> Unit
) -> Drawn {
  let count = checked(count, alternates, of: lots.count)
  let all = ascending(lots) { byTicket(unit($0), unit($1)) }
  let order = all.prefix(kept(count, alternates, of: lots.count))
  requireDistinct(order, lots, unit)
  return Drawn(
    certain: [], order: order, restCount: count, alternates: alternates,
    restWeight: UInt64(lots.count), weighted: false)
}

/// Draws in proportion to weights: sequential Poisson sampling.
///
/// 1. Certainty: while n_left·w ≥ W_left for the largest weight w not yet taken (equal weights by
///    ticket, then id), that unit is taken; n_left falls by 1 and W_left by w.
/// 2. The rest stand in the order of T/w, T being the first 64 bits of the ticket: i precedes j if
///    T_i·w_j < T_j·w_i in 128 bits; then the smaller ticket, then the smaller id. The first n_left
///    are selected, the next are alternates.
///
/// The order of `units` changes nothing. With more selected, more units may be certain, so that a
/// draw of n need not be the beginning of a draw of n + 1; alternates stand in *this* draw's order.
///
/// - Parameters:
///   - count: how many are selected; all if there are fewer.
///   - alternates: how many more stand by; what is left if there are fewer.
/// - Precondition: as of `draw`; no weight is 0.
/// - Complexity: O(N + k log k · log N) for N units in no particular order, k of them kept.
///
/// *Source*: E. Ohlsson, "Sequential Poisson Sampling", Journal of Official Statistics 14 (1998).
public func drawWeighted(_ count: Int, alternates: Int, from units: [Unit]) -> Drawn {
  let count = checked(count, alternates, of: units.count)
  precondition(units.allSatisfy { $0.weight > 0 }, "a weight is at least 1")
  // At most `count` units are certain, and they are the heaviest.
  let heaviest = first(count, of: Array(units.indices)) { i, j in
    units[i].weight != units[j].weight
      ? units[i].weight > units[j].weight : byTicket(units[i], units[j])
  }
  var left = count
  var weightLeft = units.reduce(UInt64(0)) { $0 + UInt64($1.weight) }
  var certain: [Int] = []
  var isCertain = Array(repeating: false, count: units.count)
  for i in heaviest where left > 0 {
    let weight = UInt64(units[i].weight)
    guard UInt64(left) * weight >= weightLeft else { break }
    certain.append(i)
    isCertain[i] = true
    left -= 1
    weightLeft -= weight
  }
  let rest = units.indices.filter { !isCertain[$0] }
  let order = first(kept(left, alternates, of: rest.count), of: rest) {
    byLotOverWeight(units[$0], units[$1])
  }
  requireDistinct((certain + order)[...], units.map(\.lot)) { units[$0] }
  return Drawn(
    certain: certain, order: order[...], restCount: left, alternates: alternates,
    restWeight: weightLeft, weighted: true)
}

/// Smaller ticket, then smaller id.
private func byTicket(_ a: Unit, _ b: Unit) -> Bool {
  a.ticket != b.ticket ? a.ticket < b.ticket : a.id.lexicographicallyPrecedes(b.id)
}

/// Smaller T/w, exactly; then smaller ticket, then smaller id.
private func byLotOverWeight(_ a: Unit, _ b: Unit) -> Bool {
  let (x, y) = (UInt128(a.lot) * UInt128(b.weight), UInt128(b.lot) * UInt128(a.weight))
  return x != y ? x < y : byTicket(a, b)
}

/// The first `count` of `candidates` in the order `precedes`, sorted.
///
/// Twice as many are kept as are wanted; when that is full, the later half is thrown away, and what
/// comes after its cut is passed over from then on.
private func first(
  _ count: Int, of candidates: [Int], by precedes: (Int, Int) -> Bool
) -> [Int] {
  guard count > 0 else { return [] }
  var kept: [Int] = []
  var cut: Int?
  for i in candidates {
    if let cut, !precedes(i, cut) { continue }
    kept.append(i)
    if kept.count == 2 * count {
      kept.sort(by: precedes)
      kept.removeLast(count)
      cut = kept.last
    }
  }
  kept.sort(by: precedes)
  return Array(kept.prefix(count))
}

/// The count, at most the units there are, with the parameters checked.
private func checked(_ count: Int, _ alternates: Int, of population: Int) -> Int {
  precondition(count >= 0 && alternates >= 0, "counts are not negative")
  precondition(population < 1 << 31, "a stratum has fewer than 2^31 units")
  return min(count, population)
}

/// How far the order must be known: the selected, the alternates and the first after them.
private func kept(_ count: Int, _ alternates: Int, of population: Int) -> Int {
  min(count + min(alternates, population) + 1, population)
}

/// Two units with one id and one ticket would leave the order open.
private func requireDistinct(
  _ order: ArraySlice<Int>, _ lots: [UInt64], _ unit: (Int) -> Unit
) {
  func isSame(_ a: Unit, _ b: Unit) -> Bool { a.ticket == b.ticket && a.id == b.id }
  precondition(
    zip(order, order.dropFirst()).allSatisfy {
      lots[$0] != lots[$1] || !isSame(unit($0), unit($1))
    }, "two units have one id")
}
