// A total over strata: draw protocol 1, section 5, "Total over strata".
//
// Largest remainder on exact fractions; where bounds bite, what is left is shared again among the
// strata that are still open. Integers only, and the answer does not depend on the strata's order.

/// One stratum's claim on a total.
public struct Share: Hashable, Sendable {
  /// The stratum's key: of two equal remainders the smaller key gets the unit. Unique.
  public var key: [UInt8]
  /// What the share is proportional to: N_h (proportional), 1 (equal) or a given weight. A stratum
  /// of weight 0 gets its lower bound and nothing more.
  public var weight: UInt64
  /// N_h: the units there are.
  public var population: Int
  /// The declared minimum and maximum.
  public var bounds: Bounds

  /// Makes a share.
  ///
  /// - Precondition: `population` is not negative.
  public init(key: [UInt8], weight: UInt64, population: Int, bounds: Bounds = Bounds()) {
    precondition(population >= 0, "a population is not negative")
    self.key = key
    self.weight = weight
    self.population = population
    self.bounds = bounds
  }

  /// The least this stratum gets: its minimum, as far as its maximum and population allow.
  public var lower: Int { bounds.apply(to: 0, population: population) }

  /// The most it gets: its maximum, as far as its population allows; at weight 0, its lower bound.
  public var upper: Int {
    weight == 0 ? lower : bounds.apply(to: Int.max, population: population)
  }
}

/// Shares a total among strata in proportion to their weights, within their bounds.
///
/// Strata of weight 0 are fixed at their lower bounds. Then, round by round, what is left is
/// allocated to the open strata by largest remainder, equal remainders by smaller key. Let the
/// excess be the units above upper bounds and the shortage the units missing below lower bounds. If
/// there are neither, that is the answer; if the excess is at least the shortage, the strata above
/// are fixed at their upper bounds, else the strata below at their lower bounds; and the rest are
/// open in the next round.
///
/// 10 among weights 3, 3 and 1 (keys a, b, c): the quotas are 4 2/7, 4 2/7 and 1 3/7, so c gets the
/// odd unit, and 4, 4, 2 result. Where c has a `maximum` of 1, it is fixed at 1, a and b share 9
/// with the odd unit to a, and 5, 4, 1 result.
///
/// *Terminates*: a round that is not the last fixes at least one stratum, so there are at most as
/// many rounds as strata. *Feasible throughout*: if lower bounds ≤ rest ≤ upper bounds in sum, the
/// same holds after fixing. Fixing the strata above leaves the others Σ a + excess, which is at
/// least Σ a + shortage = Σ max(a, lower); fixing those below leaves Σ a − shortage, which is less
/// than Σ a − excess = Σ min(a, upper); the other two sides lose the same number on both.
///
/// - Returns: a size per stratum, in the order given, each from `lower` to `upper`. They sum to
///   `total` unless that is impossible: where even all upper bounds give less, every stratum gets
///   its upper bound (the sum is below `total`: supply is short); where even the lower bounds give
///   more, every stratum gets its lower bound (the sum is above `total`: the minimums ask for more
///   than there is). The caller compares the sum with `total` and warns.
/// - Precondition: `total` is not negative; keys are unique.
/// - Complexity: O(n log n) a round, at most n rounds; two or three are usual.
public func allocate(total: Int, among strata: [Share]) -> [Int] {
  precondition(total >= 0, "a total is not negative")
  let byKey = strata.indices.sorted { strata[$0].key.lexicographicallyPrecedes(strata[$1].key) }
  precondition(
    zip(byKey, byKey.dropFirst()).allSatisfy { strata[$0].key != strata[$1].key },
    "two strata have one key")
  var sizes = strata.map(\.lower)
  let uppers = strata.map(\.upper)
  if wideSum(sizes) >= total { return sizes }
  if wideSum(uppers) <= total { return uppers }

  var open = byKey.filter { strata[$0].weight > 0 }
  while !open.isEmpty {
    let rest = open.reduce(total - sizes.reduce(0, +)) { $0 + sizes[$1] }
    let given = largestRemainder(of: rest, weights: open.map { strata[$0].weight })
    var excess = 0
    var shortage = 0
    for (i, size) in zip(open, given) {
      excess += max(0, size - strata[i].upper)
      shortage += max(0, strata[i].lower - size)
    }
    var stillOpen: [Int] = []
    for (i, size) in zip(open, given) {
      if excess == 0 && shortage == 0 {
        sizes[i] = size
      } else if excess >= shortage && size > strata[i].upper {
        sizes[i] = strata[i].upper
      } else if excess < shortage && size < strata[i].lower {
        sizes[i] = strata[i].lower
      } else {
        stillOpen.append(i)
      }
    }
    open = stillOpen
  }
  return sizes
}

/// `total` in proportion to weights, of which one at least is positive: the floors of the exact
/// quotas, and one more for the largest remainders, equal ones in the order given.
private func largestRemainder(of total: Int, weights: [UInt64]) -> [Int] {
  let whole = weights.reduce(UInt128(0)) { $0 + UInt128($1) }
  var sizes: [Int] = []
  var remainders: [UInt128] = []
  for weight in weights {
    let (quota, remainder) = (UInt128(total) * UInt128(weight)).quotientAndRemainder(
      dividingBy: whole)
    sizes.append(Int(quota))
    remainders.append(remainder)
  }
  let order = weights.indices.sorted {
    remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1
  }
  for i in order.prefix(total - sizes.reduce(0, +)) { sizes[i] += 1 }
  return sizes
}

/// The sum, which upper bounds may lead beyond 64 bits.
private func wideSum(_ sizes: [Int]) -> Int128 {
  sizes.reduce(0) { $0 + Int128($1) }
}
