// One plan's inputs as they stand, ready to be drawn from many times: every target that any period
// may draw, by number, with the texts that make its tickets and what history knows of it.
//
// Frequency rules are left out of the survey and applied here, draw by draw, because they also hold
// against the visits of the simulated periods before.

import Sampling
import Tables

/// The inputs of one plan, held still.
struct FrozenPlan: Sendable {
  struct Stratum: Sendable {
    var values: [String]
    /// Numbers of the targets, ascending.
    var units: [Int]
    var weights: [UInt32]
    var targets: [Target]
  }

  let plan: Plan
  let registries: Registries
  /// By task.
  let strata: [[Stratum]]
  /// History of each target, before the first period.
  let past: [PastVisits]
  private var ids = ByteTable()
  /// The ids end to end, for hashing.
  private var text: [UInt8] = []
  private var starts: [UInt32] = []
  private var ends: [UInt32] = []

  var unitCount: Int { starts.count }

  /// - Parameter frames: of each task, with all candidates and without frequency rules.
  init(_ plan: Plan, _ registries: Registries, _ frames: [Frame]) {
    self.plan = plan
    self.registries = registries
    let all = frames.flatMap { $0.strata.flatMap { $0.candidates.map(\.target.id) } }
    for id in all.sorted(by: { $0.lexicographicallyPrecedes($1) })
    where Int(ids.insert(Array(id))) == starts.count {
      starts.append(UInt32(text.count))
      text += id
      ends.append(UInt32(text.count))
    }
    let known = ids
    strata = frames.map { frame in
      frame.strata.map { stratum in
        let members = stratum.candidates.map { (unit: known.number(of: $0.target), $0) }
          .sorted { $0.unit < $1.unit }
        return Stratum(
          values: stratum.values, units: members.map(\.unit), weights: members.map(\.1.weight),
          targets: members.map(\.1.target))
      }
    }
    var past = [PastVisits](repeating: PastVisits(), count: starts.count)
    if !plan.frequency.isEmpty {
      VisitHistory.forEach(registries.history, plan.frequency, plan.period) { id, visits in
        if let unit = known.index(of: id) { past[Int(unit)] = visits }
      }
    }
    self.past = past
  }

  func unit(of target: Target) -> Int { ids.number(of: target) }

  /// Says what of the plan cannot be done in its own period.
  func report(_ findings: inout Findings) {
    let isOpen = open(past, plan).isOpen
    for (index, task) in plan.tasks.enumerated() {
      let frame = frame(index, task, nil, isOpen)
      allocate(task, frame).report(task, frame, &findings)
    }
  }

  /// Which targets the frequency rules let through, and how many they stop, by reason.
  func open(_ past: [PastVisits], _ plan: Plan) -> OpenTargets {
    if plan.frequency.isEmpty {
      return OpenTargets(isOpen: [Bool](repeating: true, count: unitCount))
    }
    var open = OpenTargets(isOpen: [])
    open.isOpen.reserveCapacity(unitCount)
    for visits in past {
      let flags = visits.flags(plan.frequency, plan.period.from)
      if flags.contains(.capReached) {
        open.stoppedByCap += 1
      } else if flags.contains(.tooSoon) {
        open.stoppedByInterval += 1
      } else if flags.contains(.drawnRecently) {
        open.stoppedByRecentDraw += 1
      }
      open.isOpen.append(flags.isEmpty)
    }
    return open
  }

  /// Draws all tasks of a period.
  func drawTargets(
    _ plan: Plan, _ isOpen: [Bool], _ seed: (Stage) -> Seed, _ change: ((Ticket) -> Ticket)?
  ) -> [TaskDraw] {
    var tickets: [Stage: [Ticket]] = [:]
    return plan.tasks.enumerated().map { index, task in
      let known = tickets[task.stage]
      var own = known ?? seed(task.stage).key(task.stage).tickets(text.span, starts.span, ends.span)
      if known == nil, let change { own = own.map(change) }
      tickets[task.stage] = own
      let frame = frame(index, task, own, isOpen)
      return DoubleRandom.drawTargets(task, from: frame, allocate(task, frame))
    }
  }

  /// The frame of a task, with those candidates that the draw can need.
  private func frame(
    _ index: Int, _ task: InspectionTask, _ tickets: [Ticket]?, _ isOpen: [Bool]
  ) -> Frame {
    let few = frame(index, task, tickets, isOpen, keepsAll: false)
    if tickets == nil || shortStratum(of: few, for: task) == nil { return few }
    return frame(index, task, tickets, isOpen, keepsAll: true)
  }

  private func frame(
    _ index: Int, _ task: InspectionTask, _ tickets: [Ticket]?, _ isOpen: [Bool], keepsAll: Bool
  ) -> Frame {
    let frames = strata[index].compactMap { stratum -> FrameStratum? in
      var open = FrameStratum(
        values: stratum.values, population: 0, weight: 0, candidates: [], completeUpTo: .max)
      for (position, unit) in stratum.units.enumerated() where isOpen[unit] {
        open.population += 1
        open.weight += UInt64(stratum.weights[position])
      }
      if open.population == 0 { return nil }
      guard let tickets else { return open }
      if !keepsAll { open.completeUpTo = limit(task, stratum.values, open.population) }
      for (position, unit) in stratum.units.enumerated()
      where isOpen[unit] && tickets[unit].w0 <= open.completeUpTo {
        open.candidates.append(
          Candidate(
            ticket: tickets[unit], weight: stratum.weights[position],
            target: stratum.targets[position]))
      }
      return open
    }
    return Frame(rows: 0, excluded: [], strata: frames, byDistrictAndGrade: [])
  }

  /// A first ticket word that about as many units stay below as the draw may need.
  private func limit(_ task: InspectionTask, _ values: [String], _ population: Int) -> UInt64 {
    guard let kept = Retention(task, values: values).kept(of: population), kept < population
    else { return .max }
    return UInt64.max / UInt64(population) * UInt64(kept)
  }
}

/// What the frequency rules say of all targets in one period.
struct OpenTargets: Sendable {
  var isOpen: [Bool]
  var stoppedByCap = 0
  var stoppedByInterval = 0
  var stoppedByRecentDraw = 0
}

extension ByteTable {
  /// The number of a target that is known to be in the table.
  fileprivate func number(of target: Target) -> Int {
    let range = target.range(.id)
    let index = index(of: target.chunk.span, from: range.lowerBound, to: range.upperBound)
    guard let index else { preconditionFailure("a target that was surveyed") }
    return Int(index)
  }
}
