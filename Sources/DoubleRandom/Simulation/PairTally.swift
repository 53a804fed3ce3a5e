// How often officers go together, counted by pairs, with the quadratic form that tells whether
// pairs differ more than chance allows.
//
// Pairs share officers, so that their counts depend on each other, and equal loads make it worse.
// What the loads explain is therefore taken out: of the counts P_ab within a group of g officers
// remains what is orthogonal to their sums d_a = Σ_b P_ab, with g(g − 3)/2 degrees of freedom;
// between groups of g and h officers what is orthogonal to rows and columns, (g − 1)(h − 1).
//
//   within:   Q = (g−1)(g−2) ΣP² − (g−1) Σd² + 2T²       = (g−1)(g−2) · Σ remainder²
//   between:  Q = gh ΣP² − g Σrow² − h Σcolumn² + T²      = gh · Σ remainder²
//
// Exchanges of officers act on that remainder without leaving any part of it fixed, so that its
// covariance is the same in all directions (`FairnessTest`).

/// Trips together, by pair and by block of pairs.
struct PairTally: Sendable {
  let officers: Int
  /// Group of each officer, or nil.
  private let group: [Int?]
  private let sizes: [Int]
  /// By pair a < b, at a · officers + b.
  private(set) var counts: [Int32]
  /// Σ Q over the draws, by block g ≤ h at g · groups + h.
  private(set) var formSums: [Int]
  /// Of one draw: counts by pair, partners by officer and group, and what has been touched.
  private var now: [Int32]
  private var touched: [Int] = []

  init(_ positions: EqualPositions) {
    officers = positions.group.count
    group = positions.group
    sizes = positions.members.map(\.count)
    counts = [Int32](repeating: 0, count: officers * officers)
    formSums = [Int](repeating: 0, count: sizes.count * sizes.count)
    now = counts
  }

  /// Counts a team of one draw.
  mutating func add(_ team: [Int]) {
    for (position, a) in team.enumerated() {
      for b in team[(position + 1)...] {
        let pair = min(a, b) * officers + max(a, b)
        if now[pair] == 0 { touched.append(pair) }
        now[pair] += 1
      }
    }
  }

  /// Ends a draw.
  mutating func endDraw() {
    var blocks: [Int: BlockSums] = [:]
    for pair in touched {
      let (a, b) = (pair / officers, pair % officers)
      if let block = block(a, b) {
        blocks[block.index, default: BlockSums()].add(block.row, block.column, Int(now[pair]))
      }
      counts[pair] += now[pair]
      now[pair] = 0
    }
    touched.removeAll(keepingCapacity: true)
    for (index, sums) in blocks { formSums[index] += form(index, sums) }
  }

  mutating func add(_ other: PairTally) {
    for index in counts.indices { counts[index] += other.counts[index] }
    for index in formSums.indices { formSums[index] += other.formSums[index] }
  }

  func count(_ a: Int, _ b: Int) -> Int { Int(counts[min(a, b) * officers + max(a, b)]) }

  /// Q of all draws together.
  func totalForm(_ g: Int, _ h: Int, _ members: [[Int]]) -> Int {
    var sums = BlockSums()
    for (position, a) in members[g].enumerated() {
      for b in g == h ? members[g][(position + 1)...] : members[h][...] {
        sums.add(a, b, count(a, b))
      }
    }
    return form(g * sizes.count + h, sums)
  }

  func formSum(_ g: Int, _ h: Int) -> Int { formSums[g * sizes.count + h] }

  /// The block of a pair, with the officer of the smaller group first.
  private func block(_ a: Int, _ b: Int) -> (index: Int, row: Int, column: Int)? {
    guard let g = group[a], let h = group[b] else { return nil }
    return g <= h ? (g * sizes.count + h, a, b) : (h * sizes.count + g, b, a)
  }

  private func form(_ index: Int, _ sums: BlockSums) -> Int {
    let (g, h) = (sizes[index / sizes.count], sizes[index % sizes.count])
    if index / sizes.count != index % sizes.count {
      return g * h * sums.squares - g * BlockSums.squares(sums.rows)
        - h * BlockSums.squares(sums.columns) + sums.total * sums.total
    }
    // Within a group a pair counts for both of its officers.
    let degrees = sums.rows.merging(sums.columns, uniquingKeysWith: +)
    return (g - 1) * (g - 2) * sums.squares - (g - 1) * BlockSums.squares(degrees)
      + 2 * sums.total * sums.total
  }
}

/// Sums over the pairs of one block.
private struct BlockSums {
  var total = 0
  var squares = 0
  var rows: [Int: Int] = [:]
  var columns: [Int: Int] = [:]

  mutating func add(_ row: Int, _ column: Int, _ count: Int) {
    total += count
    squares += count * count
    rows[row, default: 0] += count
    columns[column, default: 0] += count
  }

  static func squares(_ sums: [Int: Int]) -> Int { sums.values.reduce(0) { $0 + $1 * $1 } }
}
