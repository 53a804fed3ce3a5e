// Whether officers who suffice in number can go as teams: one who may go a hundred times makes
// none.

/// What one task asks of the plan's officers, in teams, and how many they can make.
struct TeamOutlook: Sendable {
  var size: Int
  /// Trips of the task.
  var trips: ClosedRange<Int>
  /// Most officers who may go on the same day.
  var together: Int
  /// Most teams of the size within all limits; nil without limits.
  var most: Int?

  /// Whether there could be more with days behind the last.
  var growsWithDays = true

  /// - Parameters:
  ///   - days: on which visits may fall; nil without a calendar.
  ///   - later: the same, as if the schedule were longer.
  init(
    _ size: Int, _ trips: ClosedRange<Int>, of officers: [Inspector], _ days: [Day]?,
    later: [Day]?, _ rules: PairingRules
  ) {
    (self.size, self.trips) = (size, trips)
    (most, together) = mostTeams(of: size, officers, days, rules)
    if let later, let most, let then = mostTeams(of: size, officers, later, rules).teams {
      growsWithDays = then > most
    }
  }

  /// Whether a team can go on some day.
  var isPossible: Bool { together >= size }
  var leastPlaces: Int { trips.lowerBound * size }
  var mostPlaces: Int? { most.map { $0 * size } }

  /// Whether there are teams for this many trips.
  func suffices(for trips: Int) -> Bool { most.map { $0 >= trips } ?? true }
}

/// Most teams within all limits, nil without limits; and how many may go on the same day.
private func mostTeams(
  of size: Int, _ officers: [Inspector], _ days: [Day]?, _ rules: PairingRules
) -> (teams: Int?, together: Int) {
  let present = days?.map { day in (day: day, count: officers.count { $0.isAvailable(on: day) }) }
  let together = present.map { $0.map(\.count).max() ?? 0 } ?? officers.count
  if together < size { return (0, together) }
  let usable = present?.filter { $0.count >= size }.map(\.day)
  let byOfficers = mostTeams(of: size, officers.map { rules.capacity(of: $0, usable) })
  let byPairs = rules.pairLimit.flatMap { mostTeams(of: size, $0, officers.count) }
  return ([byOfficers, byPairs].compactMap(\.self).min(), together)
}

/// Most teams, when nobody sits in a team twice: the greatest t for which the officers, each in at
/// most t of them, fill all places.
private func mostTeams(of size: Int, _ capacities: [Int?]) -> Int? {
  let limited = capacities.compactMap(\.self)
  let unlimited = capacities.count - limited.count
  if unlimited >= size { return nil }
  var (least, beyond) = (0, limited.reduce(0, +) + 1)
  while beyond - least > 1 {
    let teams = (least + beyond) / 2
    let places = limited.reduce(unlimited * teams) { $0 + min($1, teams) }
    if places >= size * teams { least = teams } else { beyond = teams }
  }
  return least
}

/// Most teams, when no two officers go together more than so often.
private func mostTeams(of size: Int, _ limit: Int, _ officers: Int) -> Int? {
  if size < 2 { return nil }
  let (meetings, isVast) = limit.multipliedReportingOverflow(by: officers * (officers - 1))
  return isVast ? nil : meetings / (size * (size - 1))
}

/// Whether officers suffice in number, whatever the seed. Whom an officer must not visit is known
/// only when the targets are drawn: it says no more than their number.
public enum Sufficiency: String, Sendable {
  case enough = "yes"
  case perhaps
  case short = "no"
}

extension StaffOutlook {
  /// Nil where nothing limits the officers.
  public var sufficiency: Sufficiency? {
    if lackingTeam != nil { return .short }
    guard let capacity else { return nil }
    let isEnough =
      capacity >= places.upperBound && teams.allSatisfy { $0.suffices(for: $0.trips.upperBound) }
    return isEnough ? .enough : .perhaps
  }

  /// The largest task that no seed gives its teams; of those that can have none, if there are any.
  var lackingTeam: TeamOutlook? {
    let lacking = teams.filter { !$0.suffices(for: $0.trips.lowerBound) }
    let impossible = lacking.filter { !$0.isPossible }
    return (impossible.isEmpty ? lacking : impossible).max { $0.leastPlaces < $1.leastPlaces }
  }
}

extension Plan {
  /// What may keep officers from visits and is not taken off what they can do, because only the
  /// draw tells: keys of the plan.
  public var unreckonedRules: [String] {
    (pairing.avoidsOwnUnit ? ["avoidOwnUnit"] : []) + (pairing.recusal == nil ? [] : ["recuse"])
  }
}
