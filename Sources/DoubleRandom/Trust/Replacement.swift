// Replacing a target that cannot be inspected (draw protocol, 9). It is skipped, not deleted: what
// was drawn stays as it is. In each task that selected it, the next alternate of its stratum takes
// its place; day and team follow from the rules, so that nobody can choose.
//
//   who    the alternates of a stratum in their order, each once; one that is gone itself is passed
//   day    the visit's own; where that day is over, the first working day behind the day stated
//   team   the one that was to go, where it may lawfully inspect the alternate on that day; else
//          the trip is paired alone by section 7, all other trips being fixed
//
// An alternate that has a visit already keeps its day and is inspected in one visit. All of this is
// a function of draw, requests and their order: `verify` computes it again.

import Sampling
import Tables

/// Why a target cannot be inspected; a closed list.
public enum ReplacementReason: String, Sendable, CaseIterable {
  case cancelled = "注销"
  case revoked = "吊销"
  case moved = "迁出"
  case unreachable = "无法联系"
  case inactive = "未发现相关经营活动"

  /// The word for it in plain ASCII.
  public var alias: String { "\(self)" }

  /// By either word.
  public init?(named name: String) {
    guard let reason = Self.allCases.first(where: { $0.rawValue == name || $0.alias == name })
    else { return nil }
    self = reason
  }
}

/// One task's place that a target leaves.
struct ReplacementPlace: Sendable {
  var task: Int
  var stratum: String
  /// Alternates of the stratum.
  var alternates: Int
  /// Number of the alternate in the draw's list, 1-based; nil where none was left.
  var number: Int?
  /// The alternate's visit; nil where none was left.
  var visit: Int?
}

/// How a replacing visit got its team; as replacements.csv shows it.
enum ReplacementTeam: String, Sendable {
  case kept = "沿用原组"
  case paired = "随机匹配"
  case merged = "并入已有检查"
  case unstaffed = "未匹配"
  case exhausted = "备选已用完"
}

/// What came of one request.
public struct ReplacementStep: Sendable {
  var target: Target
  var grounds: Grounds
  var places: [ReplacementPlace]
  /// By place.
  var teams: [ReplacementTeam]
  /// Rows of replacements.csv as this step leaves things, without the first cell: later steps may
  /// change visits, and have rows of their own.
  var rows: [[Cell]] = []
}

/// Why a request changes nothing.
public enum ReplacementRefusal: Error, Equatable {
  /// The target has no visit, and never had one.
  case notSelected
  /// The target was replaced before.
  case alreadyReplaced
  /// No working day is left behind the day stated.
  case noDayLeft(Day)
}

/// A plan's visits as replacements leave them.
struct VisitBook: Sendable {
  let campaign: Campaign
  let registries: Registries
  let key: TicketKey
  private(set) var visits: [Visit]
  /// Whether a visit's target was replaced.
  private(set) var isGone: [Bool]
  private(set) var trips: [Trip]
  /// By trip: indices into the staffing's loads; nil without a team, and where nobody goes.
  private(set) var teams: [[Int]?]
  private(set) var tripOfVisit: [Int?]
  /// By task and stratum: alternates that were called or passed.
  private var called: [[Int]]
  private(set) var steps: [ReplacementStep] = []

  init(_ campaign: Campaign, _ registries: Registries) {
    self.campaign = campaign
    self.registries = registries
    key = campaign.seed.key(.pairing)
    visits = campaign.visits
    isGone = Array(repeating: false, count: visits.count)
    trips = campaign.staffing?.trips ?? []
    teams = campaign.staffing?.teams ?? []
    tripOfVisit = campaign.staffing?.tripOfVisit ?? Array(repeating: nil, count: visits.count)
    called = campaign.draws.map { $0.strata.map { _ in 0 } }
  }

  /// The target's visit that still stands.
  private func visit(of id: ArraySlice<UInt8>) -> Int? {
    visits.indices.last { !isGone[$0] && visits[$0].target.id == id }
  }

  // MARK: One request

  /// Replaces the target of a visit.
  mutating func replace(
    _ id: [UInt8], _ grounds: Grounds
  ) throws(ReplacementRefusal) {
    guard let old = visit(of: id[...]) else {
      let wasThere = visits.contains { $0.target.id.elementsEqual(id) }
      throw wasThere ? .alreadyReplaced : .notSelected
    }
    let day = try newDay(visits[old].day, grounds.date)
    isGone[old] = true
    var places: [ReplacementPlace] = []
    var teams: [ReplacementTeam] = []
    var callees: [(target: Target, tasks: [Int])] = []
    for task in visits[old].tasks {
      let (place, target) = call(task, for: visits[old].target)
      places.append(place)
      guard let target else { continue }
      if let index = callees.firstIndex(where: { $0.target.id == target.id }) {
        callees[index].tasks.append(task)
      } else {
        callees.append((target, [task]))
      }
    }
    var outcomes: [(tasks: [Int], visit: Int, team: ReplacementTeam)] = []
    for (target, tasks) in callees {
      let (visit, team) = arrange(target, tasks, on: day, insteadOf: old, grounds.date)
      outcomes.append((tasks, visit, team))
    }
    leave(old, grounds: grounds.date)
    for index in places.indices {
      let outcome = outcomes.first { $0.tasks.contains(places[index].task) }
      places[index].visit = places[index].number == nil ? nil : outcome?.visit
      teams.append(places[index].visit == nil ? .exhausted : outcome?.team ?? .exhausted)
    }
    var step = ReplacementStep(
      target: visits[old].target, grounds: grounds, places: places, teams: teams)
    step.rows = zip(places, teams).map { cells(of: step, $0, $1) }
    steps.append(step)
  }

  /// The visit's own day, or the first working day behind the day stated where that is not before.
  private func newDay(_ own: Day?, _ stated: Day?) throws(ReplacementRefusal) -> Day? {
    guard let own, let stated, stated >= own else { return own }
    let last = campaign.plan.schedule.window.to
    guard let day = registries.calendar?.workingDays(from: stated + 1, to: last).first else {
      throw .noDayLeft(last)
    }
    return day
  }

  /// The next alternate of the target's stratum in a task that is not gone itself.
  private mutating func call(_ task: Int, for target: Target) -> (ReplacementPlace, Target?) {
    let strata = campaign.draws[task].strata
    let index = strata.firstIndex { $0.drawn.contains { $0.target.id == target.id } }
    guard let index else { preconditionFailure("a visit's target was drawn in its tasks") }
    let stratum = strata[index]
    var place = ReplacementPlace(
      task: task, stratum: stratum.label, alternates: stratum.size.alternates)
    while called[task][index] < stratum.size.alternates {
      let position = stratum.size.selected + called[task][index]
      called[task][index] += 1
      let alternate = stratum.drawn[position].target
      let isOut = visits.indices.contains { isGone[$0] && visits[$0].target.id == alternate.id }
      if isOut { continue }
      place.number = position + 1
      return (place, alternate)
    }
    return (place, nil)
  }

  // MARK: Day and team

  /// Gives a called alternate its visit.
  private mutating func arrange(
    _ target: Target, _ tasks: [Int], on day: Day?, insteadOf old: Int, _ stated: Day?
  ) -> (visit: Int, team: ReplacementTeam) {
    if let own = visit(of: target.id), visits[own].isAfter(stated) {
      for task in tasks { visits[own].add(task: task, items: campaign.draws[task].task.items) }
      keepOrPair(tripOfVisit[own])
      return (own, .merged)
    }
    var visit = Visit(target: target, tasks: [], items: [], day: day, deadline: nil)
    for task in tasks { visit.add(task: task, items: campaign.draws[task].task.items) }
    if let day {
      visit.deadline = registries.calendar?.day(
        campaign.plan.schedule.publishWithin, workingDaysAfter: day)
    }
    visits.append(visit)
    isGone.append(false)
    tripOfVisit.append(nil)
    let new = visits.count - 1
    if day == visits[old].day, takeSeat(new, of: old) { return (new, .kept) }
    leave(old, grounds: stated)
    guard campaign.staffing != nil, let day else { return (new, .unstaffed) }
    trips.append(Trip(visits: [new], day: day, needs: needs(of: [new])))
    teams.append(nil)
    tripOfVisit[new] = trips.count - 1
    pairAlone(trips.count - 1)
    return (new, teams[trips.count - 1] == nil ? .unstaffed : .paired)
  }

  /// Puts a visit into the trip of the one that it replaces, where the team may make it: the trip
  /// has no other visit or both are of one station, and the team is lawful for all of them.
  private mutating func takeSeat(_ new: Int, of old: Int) -> Bool {
    guard let trip = tripOfVisit[old], let team = teams[trip],
      let seat = trips[trip].visits.firstIndex(of: old),
      trips[trip].visits.count == 1
        || visits[old].target.unitText == visits[new].target.unitText
    else { return false }
    var changed = trips[trip]
    changed.visits[seat] = new
    changed.needs = needs(of: changed.visits)
    guard isLawful(team, changed) else { return false }
    trips[trip] = changed
    tripOfVisit[new] = trip
    tripOfVisit[old] = nil
    return true
  }

  /// A visit that is not made leaves its trip, once the first alternate without a visit has been
  /// offered its seat; a trip without visits frees its team. A day that is over has been worked.
  private mutating func leave(_ old: Int, grounds stated: Day?) {
    guard let trip = tripOfVisit[old], visits[old].isAfter(stated) else { return }
    tripOfVisit[old] = nil
    trips[trip].visits.removeAll { $0 == old }
    if trips[trip].visits.isEmpty { teams[trip] = nil }
  }

  /// A trip whose needs have grown keeps its team where that is lawful, else is paired anew.
  private mutating func keepOrPair(_ trip: Int?) {
    guard let trip else { return }
    trips[trip].needs = needs(of: trips[trip].visits)
    if let team = teams[trip], isLawful(team, trips[trip]) { return }
    pairAlone(trip)
  }

  private func needs(of members: [Int]) -> [String] {
    let codes = members.flatMap { visits[$0].items }
    return Set(codes.flatMap { registries.itemsByCode[$0]?.needs ?? [] })
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension Visit {
  /// Whether the visit is still to be made when something is found on a day; nil is before all.
  fileprivate func isAfter(_ stated: Day?) -> Bool {
    guard let stated, let day else { return true }
    return stated < day
  }
}

// MARK: - Pairing one trip

extension VisitBook {
  /// One trip as a problem of its own: every other trip is an engagement of its team.
  private func problem(
    _ trip: Trip, besides index: Int?
  ) -> (problem: PairingProblem, officers: [Int]) {
    let all = registries.inspectors ?? []
    var builder = ProblemBuilder(campaign.plan, all.filter(campaign.plan.isOfDistrict))
    var problem = builder.problem([trip], visits, registries.recusals)
    var days = [trip.day]
    let place = Dictionary(
      uniqueKeysWithValues: builder.officers.enumerated().map { ($1, $0) })
    for (other, team) in teams.enumerated() where other != index {
      guard let team else { continue }
      let day = trips[other].day
      if !days.contains(day) {
        days.append(day)
        problem.days.append(PairingProblem.Day(week: day.week))
      }
      let number = Int32(days.firstIndex(of: day) ?? 0)
      for officer in team {
        if let own = place[officer] { problem.officers[own].engagements.append(number) }
      }
    }
    return (problem, builder.officers)
  }

  /// Whether a team may make a trip: everything but the limits, which it has kept already.
  private func isLawful(_ team: [Int], _ trip: Trip) -> Bool {
    let (problem, officers) = problem(trip, besides: nil)
    let slots = problem.trips[0].slots
    guard slots.count == team.count else { return false }
    return zip(team, slots).allSatisfy { load, slot in
      guard let officer = officers.firstIndex(of: load).map(Int32.init) else { return false }
      let unit = problem.officers[Int(officer)].unit
      return problem.classes[slot.eligibility].contains(officer)
        && !slot.excluded.contains(officer) && !problem.trips[0].excluded.contains(officer)
        && !problem.days[0].absent.contains(officer)
        && (problem.trips[0].avoidedUnit == nil || unit != problem.trips[0].avoidedUnit)
    }
  }

  private mutating func pairAlone(_ trip: Int) {
    let (problem, officers) = problem(trips[trip], besides: trip)
    teams[trip] = pair(problem, key: key).assignment[0].map { $0.map { officers[$0] } }
  }
}
