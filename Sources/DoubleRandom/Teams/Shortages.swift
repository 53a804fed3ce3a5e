// Why trips have no team, in the field's words, and what would cure it. A witness of the solver
// names slots and officers; witnesses that say the same of different days are folded into one, and
// each cure is tried before it is named.

import Sampling
import Tables

/// Trips that cannot be staffed together, and the rule that starves them.
public struct Shortage: Sendable {
  public var rule: Witness.Rule
  public var role: TeamRole
  /// The qualification that the starved slot needs; empty where anybody would do.
  public var need: String
  /// Trips without a team, 0-based.
  public var unstaffed: [Int]
  /// Slots that only these officers may fill, over the trips with and without a team.
  public var needed: Int
  /// Most of those slots that the officers can fill.
  public var capacity: Int
  public var officers: Int
  /// What each of the further officers must hold.
  public var cureNeeds: [String] = []
  /// Least number of further officers with which these trips have teams, too; nil where no number
  /// of officers of this role is enough.
  public var moreOfficers: Int?
  /// Least rise of the limit with which they have; nil where no limit is at fault, or no rise is
  /// enough.
  public var higherLimit: Int?

  /// Whether nobody inspects his own station's targets.
  var avoidsOwnUnit = false

  /// Shortages that are put into sentences; all stand in the record.
  static let shown = 10
}

extension TeamBuilder {
  /// What the witnesses of one step say, most trips first.
  func shortages(
    _ problem: PairingProblem, _ classes: SlotClasses, _ pairing: Pairing,
    _ witnesses: [Witness], _ open: [Int]
  ) -> [Shortage] {
    let staffed = pairing.assignment.indices.filter { pairing.assignment[$0] != nil }
    let folded = fold(witnesses).sorted {
      ($1.unstaffed.count, $0.unstaffed[0]) < ($0.unstaffed.count, $1.unstaffed[0])
    }
    return folded.enumerated().map { number, witness in
      let key = classes.keys[witness.eligibility]
      var shortage = Shortage(
        rule: witness.rule, role: key.role, need: key.need,
        unstaffed: witness.unstaffed.map { open[$0] }, needed: witness.needed,
        capacity: witness.capacity, officers: witness.officers.count)
      shortage.avoidsOwnUnit = plan.pairing.avoidsOwnUnit
      if witness.rule == .pairLimit {
        shortage.moreOfficers = witness.moreOfficers
        shortage.higherLimit = witness.higherLimit
      } else if number < Shortage.shown {
        let cure = Cure(problem, classes, witness, staffed, periodLimit: plan.pairing.periodLimit)
        (shortage.cureNeeds, shortage.moreOfficers) = cure.officers()
        shortage.higherLimit = cure.limit()
      }
      return shortage
    }
  }

  /// One witness for those that differ by the day, the week or the trip alone.
  private func fold(_ witnesses: [Witness]) -> [Witness] {
    var folded: [Witness] = []
    for witness in witnesses {
      let twin = folded.firstIndex {
        $0.rule == witness.rule && $0.eligibility == witness.eligibility
          && ![.periodLimit, .pairLimit].contains(witness.rule)
      }
      if let twin { folded[twin].add(witness) } else { folded.append(witness) }
    }
    return folded
  }
}

extension Witness {
  /// Joins a witness of other days, weeks or trips.
  fileprivate mutating func add(_ other: Witness) {
    unstaffed = (unstaffed + other.unstaffed).sorted()
    staffed = Set(staffed + other.staffed).sorted()
    places += other.places
    officers = Set(officers + other.officers).sorted()
    capacity += other.capacity
    moreOfficers = max(moreOfficers, other.moreOfficers)
    if let rise = other.higherLimit { higherLimit = max(higherLimit ?? 0, rise) }
  }
}

/// Looks for what would give the trips of a witness teams beside all that have one.
private struct Cure {
  private let problem: PairingProblem
  private let classes: SlotClasses
  private let witness: Witness
  private let trips: [Int]
  private let periodLimit: Int?

  init(
    _ problem: PairingProblem, _ classes: SlotClasses, _ witness: Witness, _ staffed: [Int],
    periodLimit: Int?
  ) {
    self.problem = problem
    self.classes = classes
    self.witness = witness
    self.periodLimit = periodLimit
    trips = (staffed + witness.unstaffed).sorted()
  }

  private var role: TeamRole { classes.keys[witness.eligibility].role }

  /// What further officers must hold and how many it takes; the witness's own needs first, then all
  /// that its trips need of the role.
  func officers() -> ([String], Int?) {
    let own = needs(of: witness.places)
    let all = needs(
      of: witness.unstaffed.flatMap { trip in
        problem.trips[trip].slots.indices.map { Witness.Place(trip: trip, slot: $0) }
      })
    for needs in own == all ? [own] : [own, all] {
      let most = witness.unstaffed.reduce(0) { $0 + problem.trips[$1].slots.count }
      let count = least(from: witness.moreOfficers, most: most) { count in
        adding(count, holding: needs).canStaff(trips)
      }
      if count != nil { return (needs, count) }
    }
    return (own, nil)
  }

  /// By how much the limit must rise.
  func limit() -> Int? {
    guard let rise = witness.higherLimit else { return nil }
    return least(from: rise, most: max(trips.count, rise)) { raising(by: $0).canStaff(trips) }
  }

  private func needs(of places: [Witness.Place]) -> [String] {
    let keys = places.map { classes.keys[problem.trips[$0.trip].slots[$0.slot].eligibility] }
    return inByteOrder(Set(keys.filter { $0.role == role && !$0.need.isEmpty }.map(\.need)))
  }

  /// The smallest number from a lower bound on that is enough; nil if `most` is not. Doubles its
  /// steps, then halves them.
  private func least(from lower: Int, most: Int, _ isEnough: (Int) -> Bool) -> Int? {
    var (known, step) = (lower - 1, 1)
    while true {
      let trial = min(known + step, most)
      if trial <= known { return nil }
      if isEnough(trial) {
        var (low, high) = (known, trial)
        while high - low > 1 {
          let middle = (low + high) / 2
          if isEnough(middle) { high = middle } else { low = middle }
        }
        return high
      }
      known = trial
      step *= 2
    }
  }

  private func adding(_ count: Int, holding needs: [String]) -> PairingProblem {
    var more = problem
    for number in 0..<count {
      let officer = Int32(more.officers.count)
      // A byte that no reference begins with.
      more.officers.append(.init(id: [0] + Array("\(number)".utf8), periodLimit: periodLimit))
      for (index, key) in classes.keys.enumerated()
      where key.role == role && (key.need.isEmpty || needs.contains(key.need)) {
        more.classes[index].append(officer)
      }
    }
    return more
  }

  private func raising(by rise: Int) -> PairingProblem {
    var wider = problem
    switch witness.rule {
    case .periodLimit:
      for officer in wider.officers.indices {
        wider.officers[officer].periodLimit = wider.officers[officer].periodLimit.map { $0 + rise }
      }
    case .weeklyLimit: wider.weeklyLimit = wider.weeklyLimit.map { $0 + rise }
    case .dailyLimit: wider.dailyLimit = wider.dailyLimit.map { $0 + rise }
    case .noEligible, .tooFewPeople, .pairLimit: break
    }
    return wider
  }
}

extension Shortage {
  /// Stable name of the rule, in the record and as the end of the message's code.
  var ruleName: String {
    switch rule {
    case .noEligible: "no-eligible"
    case .periodLimit: "period-limit"
    case .weeklyLimit: "weekly-limit"
    case .dailyLimit: "daily-limit"
    case .tooFewPeople: "too-few-people"
    case .pairLimit: "pair-limit"
    }
  }

  /// {0} trips without a team, {1} slots, {2} officers, {3} capacity, {4} who is needed, {5} how
  /// many more, with {6} what they must hold, {7} by how much the limit must rise, {8} the same
  /// as {5} where they must be of other stations. Empty what would not cure.
  func finding(file: String) -> Finding {
    let more = moreOfficers.map { "\($0)" } ?? ""
    return Finding(
      severity: .warning, code: "starved-by-\(ruleName)", file: file,
      arguments: [
        "\(unstaffed.count)", "\(needed)", "\(officers)", "\(capacity)", role.text(need: need),
        more,
        role.text(need: cureNeeds.joined(separator: ", ")), higherLimit.map { "\($0)" } ?? "",
        avoidsOwnUnit && role == .officer ? more : "",
      ])
  }
}

extension TeamRole {
  /// Somebody of the role as a word of `MessageTable.words`.
  func text(need: String) -> String {
    switch self {
    case .officer: need.isEmpty ? "any-officer" : "officer-with:\(need)"
    case .department(let name):
      need.isEmpty ? "department-officer:\(name)" : "department-officer-with:\(name):\(need)"
    case .expert: need.isEmpty ? "any-expert" : "expert-with:\(need)"
    }
  }

  /// As the record writes it.
  var name: String {
    switch self {
    case .officer: "officer"
    case .department(let name): "department:\(name)"
    case .expert: "expert"
    }
  }
}
