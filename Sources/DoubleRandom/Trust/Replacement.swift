// Replacing a target that cannot be inspected (draw protocol, 9). It is skipped, not deleted: what
// was drawn stays as it is. In each task that selected it, the next alternate of its stratum takes
// its place; day and team follow from the rules, so that nobody can choose.
//
//   who    the first alternate of the stratum that was not called in this task before, is not gone
//          itself and has no visit that is over or too late for the task: nobody is visited twice
//   day    the visit's own; where that is over, the first of the schedule behind the day stated
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
  let key: TicketKey
  private(set) var visits: [Visit]
  /// Whether a visit's target was replaced.
  private(set) var isGone: [Bool]
  private(set) var trips: [Trip]
  /// By trip: indices into the staffing's loads; nil without a team, and where nobody goes.
  private(set) var teams: [[Int]?]
  private(set) var tripOfVisit: [Int?]
  private(set) var steps: [ReplacementStep] = []

  init(_ campaign: Campaign) {
    self.campaign = campaign
    key = campaign.seed.key(.pairing)
    visits = campaign.visits
    isGone = Array(repeating: false, count: visits.count)
    trips = campaign.staffing?.trips ?? []
    teams = campaign.staffing?.teams ?? []
    tripOfVisit = campaign.staffing?.tripOfVisit ?? Array(repeating: nil, count: visits.count)
  }

  var registries: Registries { campaign.registries }

  /// The target's visit that still stands.
  private func visit(of id: ArraySlice<UInt8>) -> Int? {
    visits.indices.first { !isGone[$0] && visits[$0].target.id == id }
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
    let day = try newDay(for: visits[old], grounds.date)
    isGone[old] = true
    var places: [ReplacementPlace] = []
    var teams: [ReplacementTeam] = []
    var callees: [(target: Target, tasks: [Int])] = []
    for task in visits[old].tasks {
      let (place, target) = call(task, for: visits[old].target, grounds.date)
      places.append(place)
      guard let target else { continue }
      if let index = callees.firstIndex(where: { $0.target.id == target.id }) {
        callees[index].tasks.append(task)
      } else {
        callees.append((target, [task]))
      }
    }
    let called = callees.map { callee in
      (visit: visit(of: callee.target.id), target: callee.target, tasks: callee.tasks)
    }
    let own = called.map { $0.visit ?? add($0.target, $0.tasks, on: day, insteadOf: old) }
    let heir = called.firstIndex { $0.visit == nil }.map { own[$0] }
    // The seat is offered first: a team that it leaves free may go elsewhere.
    let isKept = heir.map { takeSeat($0, of: old) } ?? false
    leave(old, grounds: grounds.date)
    var outcomes: [(tasks: [Int], visit: Int, team: ReplacementTeam)] = []
    for index in called.indices {
      let (visit, tasks) = (own[index], called[index].tasks)
      if called[index].visit != nil {
        extend(visit, by: tasks)
        outcomes.append((tasks, visit, .merged))
      } else {
        let isSeated = isKept && visit == heir
        outcomes.append((tasks, visit, isSeated ? .kept : pairAlone(visit: visit)))
      }
    }
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

  /// The visit's own day; where that is not behind the day stated, the first that is and on which
  /// the schedule lets visits of these tasks fall.
  private func newDay(
    for visit: Visit, _ stated: Day?
  ) throws(ReplacementRefusal) -> Day? {
    guard let own = visit.day, let stated, stated >= own else { return visit.day }
    let plan = campaign.plan
    let end = plan.end(ofTasks: visit.tasks)
    let batch = visit.batch.flatMap { plan.schedule.batchesAreOfTasks ? $0 : nil }
    let windows = batch.map { [plan.schedule.batches[$0].window] } ?? plan.schedule.windows
    let days = registries.calendar.map { calendar in
      windows.flatMap { plan.schedule.days(of: $0, until: end, calendar) }
    }
    guard let day = days?.filter({ $0 > stated }).min() else { throw .noDayLeft(end) }
    return day
  }

  /// The next alternate of the target's stratum in a task that can still be visited.
  private func call(
    _ task: Int, for target: Target, _ stated: Day?
  ) -> (ReplacementPlace, Target?) {
    let strata = campaign.draws[task].strata
    let index = strata.firstIndex { $0.drawn.contains { $0.target.id == target.id } }
    guard let index else { preconditionFailure("a visit's target was drawn in its tasks") }
    let stratum = strata[index]
    var place = ReplacementPlace(
      task: task, stratum: stratum.label, alternates: stratum.size.alternates)
    let alternates = stratum.drawn.dropFirst(stratum.size.selected)
    let next = alternates.firstIndex { alternate in
      visits.indices.allSatisfy {
        visits[$0].target.id != alternate.target.id
          || !isGone[$0] && visits[$0].isAfter(stated) && !visits[$0].tasks.contains(task)
            && (visits[$0].day.map { $0 <= campaign.plan.end(ofTasks: [task]) } ?? true)
      }
    }
    place.number = next.map { $0 + 1 }
    return (place, next.map { stratum.drawn[$0].target })
  }

  // MARK: Day and team

  /// Gives a called alternate without a visit its own.
  private mutating func add(
    _ target: Target, _ tasks: [Int], on day: Day?, insteadOf old: Int
  ) -> Int {
    var visit = Visit(target: target, tasks: [], items: [], day: day)
    visit.batch = visits[old].batch
    if let day, visits[old].day != day {
      visit.batch = campaign.plan.schedule.batches.firstIndex { $0.window.contains(day) }
    }
    for task in tasks { visit.add(task: task, items: campaign.draws[task].task.items) }
    if let day {
      visit.deadline = registries.calendar?.day(
        campaign.plan.schedule.publishWithin, workingDaysAfter: day)
    }
    visits.append(visit)
    isGone.append(false)
    tripOfVisit.append(nil)
    return visits.count - 1
  }

  /// Adds tasks to a visit that there was already; its trip keeps its team where that is lawful,
  /// else is paired anew.
  private mutating func extend(_ visit: Int, by tasks: [Int]) {
    for task in tasks { visits[visit].add(task: task, items: campaign.draws[task].task.items) }
    guard let trip = tripOfVisit[visit] else { return }
    trips[trip].needs = needs(of: trips[trip].visits)
    if let team = teams[trip], isLawful(team, trips[trip]) { return }
    pairAlone(trip)
  }

  /// Makes a visit a trip of its own and pairs it.
  private mutating func pairAlone(visit: Int) -> ReplacementTeam {
    guard campaign.staffing != nil, let day = visits[visit].day else { return .unstaffed }
    trips.append(Trip(visits: [visit], day: day, needs: needs(of: [visit])))
    teams.append(nil)
    tripOfVisit[visit] = trips.count - 1
    pairAlone(trips.count - 1)
    return teams[trips.count - 1] == nil ? .unstaffed : .paired
  }

  /// Puts a visit into the trip of the one that it replaces, where the team may make it: the trip
  /// has no other visit or both are of one station, on one day, and the team is lawful for all of
  /// them.
  private mutating func takeSeat(_ new: Int, of old: Int) -> Bool {
    guard let trip = tripOfVisit[old], let team = teams[trip],
      let seat = trips[trip].visits.firstIndex(of: old), visits[old].day == visits[new].day,
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

  /// A visit that is not made leaves its trip; a trip without visits frees its team. A day that is
  /// over has been worked.
  private mutating func leave(_ old: Int, grounds stated: Day?) {
    guard let trip = tripOfVisit[old], visits[old].isAfter(stated) else { return }
    tripOfVisit[old] = nil
    trips[trip].visits.removeAll { $0 == old }
    if trips[trip].visits.isEmpty { teams[trip] = nil }
  }

  private func needs(of members: [Int]) -> [String] {
    let codes = members.flatMap { visits[$0].items }
    return inByteOrder(Set(codes.flatMap { registries.itemsByCode[$0]?.needs ?? [] }))
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
  ///
  /// - Parameter lends: whether those whom a fallback brought in are asked, too.
  private func problem(
    _ trip: Trip, besides index: Int?, lends: Bool
  ) -> (problem: PairingProblem, officers: [Int]) {
    let others = teams.indices.filter { $0 != index && teams[$0] != nil }
    var builder = TeamBuilder(
      campaign.plan, registries, visits, [trip], otherDays: others.map { trips[$0].day })
    builder.admitAgain(campaign.staffing?.loads ?? [], lends: lends)
    for other in others { builder.engage(teams[other] ?? [], on: trips[other].day) }
    return (builder.problem(of: [0]), builder.members)
  }

  /// Whether a team may make a trip: everything but the limits, which it has kept already.
  private func isLawful(_ team: [Int], _ trip: Trip) -> Bool {
    let (problem, officers) = problem(trip, besides: nil, lends: true)
    let slots = problem.trips[0].slots
    guard slots.count == team.count else { return false }
    return zip(team, slots).allSatisfy { load, slot in
      guard let officer = officers.firstIndex(of: load).map(Int32.init) else { return false }
      let unit = problem.officers[Int(officer)].unit
      return problem.classes[slot.eligibility].contains(officer)
        && !problem.trips[0].excluded.contains(officer)
        && !problem.days[problem.trips[0].day].absent.contains(officer)
        && (problem.trips[0].avoidedUnit == nil || unit != problem.trips[0].avoidedUnit)
    }
  }

  /// By the plan's rules, the limit on pairs included, but without fallbacks.
  private mutating func pairAlone(_ trip: Int) {
    let (problem, officers) = problem(trips[trip], besides: trip, lends: false)
    var pairing = pair(problem, key: key)
    if let most = campaign.plan.pairing.pairLimit {
      let number = Dictionary(uniqueKeysWithValues: officers.enumerated().map { ($1, $0) })
      var met = PairMeetings()
      for other in teams.indices where other != trip {
        met.add((teams[other] ?? []).compactMap { number[$0] })
      }
      _ = pairing.limitPairs(problem, key: key, most: most, &met)
    }
    teams[trip] = pairing.assignment[0].map { $0.map { officers[$0] } }
  }
}
