// All teams of one trip, tried with the loads as bound: what the limit on pairs asks when a trip is
// staffed again. Slots are few; officers stand by ascending load, so that the first team found is
// nearly always the best. Slots that the same officers may fill are alike: only one order of those
// who fill them is tried, or a team of eight would be tried 40 320 times.

/// A search over all teams of one trip, with the loads as bound.
struct TeamSearch {
  /// By slot: who may fill it, by ascending load.
  let candidates: [[Int]]
  let load: [Int]
  let overdone: OfficerSets
  /// By slot: whether the same officers may fill it as the one before.
  private let isAlike: [Bool]

  init(candidates: [[Int]], load: [Int], overdone: OfficerSets) {
    (self.candidates, self.load, self.overdone) = (candidates, load, overdone)
    isAlike = candidates.indices.map { $0 > 0 && candidates[$0] == candidates[$0 - 1] }
  }

  /// The smallest sum of loads of a lawful team; nil if there is none.
  func leastLoad() -> Int? {
    var best: Int?
    var team: [Int?] = candidates.map { _ in nil }
    extend(&team, 0, behind: -1, 0, &best, stopsAtFirst: false)
    return best
  }

  /// Whether the slots that are still empty can be filled with a sum of loads of at most `bound`.
  func completes(_ team: [Int?], within bound: Int) -> Bool {
    for (slot, officer) in team.enumerated() {
      if let officer, !fits(officer, team, except: slot) { return false }
    }
    var team = team
    var best: Int? = bound + 1
    let taken = team.reduce(0) { $0 + ($1.map { load[$0] } ?? 0) }
    extend(&team, 0, behind: -1, taken, &best, stopsAtFirst: true)
    return best! <= bound
  }

  /// Whether a team is lawful in which so many slots are filled by strangers.
  func completes(strangers: Int) -> Bool {
    // Of slots that are alike, the first ones are left to strangers.
    func extend(_ team: [Int?], _ slot: Int, behind last: Int, _ left: Int) -> Bool {
      if slot == candidates.count { return true }
      let last = isAlike[slot] ? last : -1
      if last < 0 && left > 0 && extend(team, slot + 1, behind: -1, left - 1) { return true }
      return candidates[slot].indices.dropFirst(last + 1).contains { place in
        guard fits(candidates[slot][place], team, except: slot) else { return false }
        var next = team
        next[slot] = candidates[slot][place]
        return extend(next, slot + 1, behind: place, left)
      }
    }
    return extend(candidates.map { _ in nil }, 0, behind: -1, strangers)
  }

  /// Lowers `best` to the sum of the best completion that is below it.
  ///
  /// - Parameter last: place among its candidates of whoever fills the slot before; −1 where that
  ///   one was filled from the start, or is another kind.
  private func extend(
    _ team: inout [Int?], _ next: Int, behind last: Int, _ sum: Int, _ best: inout Int?,
    stopsAtFirst: Bool
  ) {
    guard let slot = (next..<team.count).first(where: { team[$0] == nil }) else {
      if best.map({ sum < $0 }) ?? true { best = sum }
      return
    }
    let rest = ((slot + 1)..<team.count).filter { team[$0] == nil }
      .reduce(0) { $0 + (candidates[$1].first.map { load[$0] } ?? 0) }
    let bound = best
    let first = slot == next && isAlike[slot] ? last + 1 : 0
    for place in candidates[slot].indices.dropFirst(first) {
      let officer = candidates[slot][place]
      if let best, sum + load[officer] + rest >= best { return }
      if !fits(officer, team, except: slot) { continue }
      team[slot] = officer
      extend(
        &team, slot + 1, behind: place, sum + load[officer], &best, stopsAtFirst: stopsAtFirst)
      team[slot] = nil
      if stopsAtFirst && best != bound { return }
    }
  }

  /// Whether an officer is none of the team and may go with everyone on it.
  private func fits(_ officer: Int, _ team: [Int?], except slot: Int) -> Bool {
    !team.enumerated().contains { other, mate in
      guard other != slot, let mate else { return false }
      return mate == officer || overdone.contains(officer, mate)
    }
  }
}
