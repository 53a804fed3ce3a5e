// All teams of one trip, tried with the loads as bound: what the limit on pairs asks when a trip is
// staffed again. Slots are few; officers stand by ascending load, so that the first team found is
// nearly always the best.

/// A search over all teams of one trip, with the loads as bound.
struct TeamSearch {
  /// By slot: who may fill it, by ascending load.
  let candidates: [[Int]]
  let load: [Int]
  let overdone: OfficerSets

  /// The smallest sum of loads of a lawful team; nil if there is none.
  func leastLoad() -> Int? {
    var best: Int?
    var team: [Int?] = candidates.map { _ in nil }
    extend(&team, 0, 0, &best, stopsAtFirst: false)
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
    extend(&team, 0, taken, &best, stopsAtFirst: true)
    return best! <= bound
  }

  /// Whether a team is lawful in which so many slots are filled by strangers.
  func completes(strangers: Int) -> Bool {
    func extend(_ team: [Int?], _ slot: Int, _ left: Int) -> Bool {
      if slot == candidates.count { return true }
      if left > 0 && extend(team, slot + 1, left - 1) { return true }
      return candidates[slot].contains { officer in
        guard fits(officer, team, except: slot) else { return false }
        var next = team
        next[slot] = officer
        return extend(next, slot + 1, left)
      }
    }
    return extend(candidates.map { _ in nil }, 0, strangers)
  }

  /// Lowers `best` to the sum of the best completion that is below it.
  private func extend(
    _ team: inout [Int?], _ slot: Int, _ sum: Int, _ best: inout Int?, stopsAtFirst: Bool
  ) {
    guard let slot = (slot..<team.count).first(where: { team[$0] == nil }) else {
      if best.map({ sum < $0 }) ?? true { best = sum }
      return
    }
    let rest = ((slot + 1)..<team.count).filter { team[$0] == nil }
      .reduce(0) { $0 + (candidates[$1].first.map { load[$0] } ?? 0) }
    let bound = best
    for officer in candidates[slot] {
      if let best, sum + load[officer] + rest >= best { return }
      if !fits(officer, team, except: slot) { continue }
      team[slot] = officer
      extend(&team, slot + 1, sum + load[officer], &best, stopsAtFirst: stopsAtFirst)
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
