// Lots in ascending order. Sorting hundreds of thousands of tickets is most of a large draw's work
// after the registry has been read, and tickets are uniform: a lot's place in the order is close to
// its share of the greatest. So lots are dealt into as many bins as there are lots, and only what
// falls into one bin is compared.

/// The indices of lots in ascending order of the lots.
///
/// - Parameter precedes: which of two *equal* lots comes first, by their indices.
/// - Precondition: there are fewer than 2³¹ lots.
/// - Complexity: O(n) for uniform lots, O(n log n) for any.
public func ascending(_ lots: [UInt64], equal precedes: (Int, Int) -> Bool) -> [Int] {
  precondition(lots.count < 1 << 31, "there are fewer than 2^31 lots")
  let bins = Bins(lots)
  var ends = [Int32](repeating: 0, count: bins.count + 1)
  for lot in lots { ends[bins.bin(lot) + 1] += 1 }
  for bin in 1..<ends.count { ends[bin] += ends[bin - 1] }
  var order = [Dealt](repeating: Dealt(lot: 0, index: 0), count: lots.count)
  for (index, lot) in lots.enumerated() {
    let bin = bins.bin(lot)
    order[Int(ends[bin])] = Dealt(lot: lot, index: index)
    ends[bin] += 1
  }
  var start = 0
  for bin in 0..<bins.count {
    let end = Int(ends[bin])
    if end - start > 1 {
      order[start..<end].sort {
        $0.lot != $1.lot ? $0.lot < $1.lot : precedes($0.index, $1.index)
      }
    }
    start = end
  }
  return order.map(\.index)
}

private struct Dealt {
  var lot: UInt64
  var index: Int
}

/// As many bins as lots, the first for the smallest; at least half of them may be used.
private struct Bins {
  let count: Int
  /// Leading zeros of the greatest lot: what all lots have.
  private let zeros: UInt64

  init(_ lots: [UInt64]) {
    count = max(1, lots.count)
    zeros = UInt64(min(63, (lots.max() ?? 0).leadingZeroBitCount))
  }

  func bin(_ lot: UInt64) -> Int {
    Int((lot &<< zeros).multipliedFullWidth(by: UInt64(count)).high)
  }
}
