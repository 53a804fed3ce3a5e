// `explain`: "why me, why not me?" for one enterprise or one officer, as a text that can be handed
// over, or as JSON.

import DoubleRandom
import Sampling
import Tables

func runExplain(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  var findings = Findings()
  let id = invocation.operands[1]
  guard let read = readRecord(at: invocation.operands[0], &findings),
    let explanation = explain(id, read, invocation, &findings)
  else { return invocation.refuse(console, findings) }
  let seedText = read.record.seedText
  // S and every K give the whole list away, to whoever has the registry.
  let isSecret = seedText == nil && !isDisclosed(read.bytes, at: read.path)
  if isSecret {
    findings.report("explained-before-disclosure", file: read.path, severity: .warning)
  }
  let writer = ExplanationText(
    id: id, seedText: seedText, hidesSeed: isSecret, language: console.language)
  var status = ExitStatus.done
  switch explanation {
  case .unknown, .notACode: status = .no
  default: break
  }
  return invocation.conclude(
    console, status, findings, text: writer.text(explanation),
    members(explanation, id, withKeys: !isSecret))
}

/// With the registries where they are found, else from the record alone.
private func explain(
  _ id: String, _ read: ReadRecord, _ invocation: Invocation, _ findings: inout Findings
) -> Explanation? {
  if invocation.has("--record-only") {
    return explainFromRecord(
      id, read.record, recordBytes: read.bytes, recordPath: read.path, findings: &findings)
  }
  guard let hash = Hash(hex: read.record.seedHash) else {
    findings.report("record-key-missing", file: read.path, arguments: ["seed.hash"])
    return nil
  }
  guard let plan = readPlan(of: read, invocation, &findings) else { return nil }
  let request = VerificationRequest(
    record: read.record, recordBytes: read.bytes, recordPath: read.path, plan: plan,
    seed: Seed(hash: hash))
  return explain(
    id, trip: invocation.value("--trip").flatMap(Int.init), request, jobs: invocation.jobs,
    findings: &findings)
}

// MARK: - JSON

/// - Parameter withKeys: false before disclosure; keys are then null.
private func members(
  _ explanation: Explanation, _ id: String, withKeys: Bool
) -> [(String, JSON)] {
  let (kind, more): (String, [(String, JSON)]) =
    switch explanation {
    case .target(let target): ("target", target.json)
    case .officer(let officer): ("officer", officer.json)
    case .officerElsewhere(let found):
      (
        "officerElsewhere",
        [("plan", .string(found.plan.id)), ("district", .string(found.officer.district))]
      )
    case .record(let record): ("record", record.json)
    case .setAside(let found):
      (
        "setAside",
        [("plan", .string(found.plan.id)), ("setAside", .array(found.rows.map(\.json)))]
      )
    case .notACode(let found):
      (
        "unknown",
        [
          ("near", .array(found.near.map(JSON.string))),
          ("problem", .string(found.problem.code)),
        ]
      )
    case .unknown(let near): ("unknown", [("near", .array(near.map(JSON.string)))])
    }
  let shown = withKeys ? more : more.map { ($0.0, $0.1.withoutKeys) }
  return [("id", .string(id)), ("kind", .string(kind))] + shown
}

extension JSON {
  /// The same with null for every `key`, at any depth.
  fileprivate var withoutKeys: JSON {
    switch self {
    case .object(let members):
      .object(members.map { ($0.0, $0.0 == "key" ? .null : $0.1.withoutKeys) })
    case .array(let elements): .array(elements.map(\.withoutKeys))
    default: self
    }
  }
}

extension RejectedRow {
  fileprivate var json: JSON { .object([("line", .int(line)), ("code", .string(code))]) }
}

extension TargetExplanation {
  fileprivate var json: [(String, JSON)] {
    [
      ("plan", .string(plan.id)), ("lines", .array(lines.map(JSON.int))),
      ("tasks", .array(standings.map(\.json))),
      ("setAside", .array(setAside.map(\.json))),
      (
        "visit",
        visit.map {
          .object([
            ("number", .int($0.number)), ("day", $0.day.map { .string($0.text) } ?? .null),
            ("deadline", $0.deadline.map { .string($0.text) } ?? .null),
          ])
        } ?? .null
      ),
      (
        "replacements",
        isAsDrawn
          ? .null
          : .array(
            replacements.map {
              .object([
                ("line", .int($0.line)), ("left", .bool($0.isLeaving)),
                ("reason", .string($0.reason)), ("date", $0.date.map { .string($0.text) } ?? .null),
                ("tasks", .array($0.tasks.map(JSON.string))),
                ("day", $0.day.map { .string($0.text) } ?? .null),
              ])
            })
      ),
    ]
  }
}

extension TargetStanding {
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [
      ("number", .string(task.number)), ("stage", .string(task.stage.name)),
      ("key", .string(key.hex)), ("ticket", .string(ticket.hex)),
    ]
    switch outcome {
    case .excluded(let reason): members.append(("excluded", .string(reason.name)))
    case .inFrame(let place):
      members += [
        ("stratum", .string(place.stratum)), ("N", .int(place.population)),
        ("n", .int(place.size.selected)), ("alternates", .int(place.size.alternates)),
        ("rank", .int(place.rank)), ("weight", place.weight.map { .int(Int($0)) } ?? .null),
        ("probability", .string(place.probability.text)),
        ("lastSelected", place.lastSelected.map { .string($0.hex) } ?? .null),
        ("firstUnselected", place.firstUnselected.map { .string($0.hex) } ?? .null),
        ("selected", .bool(place.isSelected)),
        ("alternate", place.alternate.map(JSON.int) ?? .null),
      ]
    }
    return .object(members)
  }
}

extension OfficerExplanation {
  fileprivate var json: [(String, JSON)] {
    [
      ("plan", .string(plan.id)), ("eligibleTrips", .int(load.eligibleTrips)),
      ("trips", .int(load.trips)), ("carried", .int(load.carried)),
      (
        "teams",
        .array(
          teams.map {
            .object([
              ("trip", .int($0.trip)), ("day", .string($0.day.text)), ("slot", .string($0.slot)),
            ])
          })
      ),
      ("replacements", isAsDrawn ? .null : .int(replacements)), ("trip", trip?.json ?? .null),
    ]
  }
}

extension ExplainedTrip {
  fileprivate var json: JSON {
    .object([
      ("number", .int(number)), ("day", .string(day.text)), ("id", .string(id)),
      ("key", .string(key.hex)), ("standing", .string(standing.word)),
      (
        "slots",
        .array(
          slots.map {
            .object([
              ("name", .string($0.name)), ("need", .string($0.need)),
              ("eligible", .bool($0.isEligible)), ("ticket", .string($0.ticket.hex)),
              ("holderTicket", $0.holderTicket.map { .string($0.hex) } ?? .null),
              ("holderLoad", $0.holderLoad.map(JSON.int) ?? .null),
            ])
          })
      ),
    ])
  }
}

extension RecordExplanation {
  fileprivate var json: [(String, JSON)] {
    [
      ("plan", .string(planID)), ("near", .array(near.map(JSON.string))),
      ("replacements", replacements.map { .array($0.map(\.json)) } ?? .null),
      (
        "tasks",
        .array(
          tasks.map { task in
            .object([
              ("number", .string(task.draw.number)), ("stage", .string(task.draw.stage)),
              ("key", .string(task.draw.stageKey)), ("ticket", .string(task.ticket.hex)),
              ("drawn", hasList ? .bool(task.listed != nil) : .null),
              ("listed", task.listed?.json ?? .null),
              (
                "strata",
                .array(
                  task.draw.strata.map {
                    .object([
                      ("stratum", .string($0.label)), ("N", .int($0.population)),
                      ("n", .int($0.selected)),
                      (
                        "selectedIfIn",
                        $0.wouldSelect(task.ticket, isWeighted: task.draw.isWeighted)
                          .map(JSON.bool) ?? .null
                      ),
                    ])
                  })
              ),
            ])
          })
      ),
    ]
  }
}

extension RecordedReplacement {
  fileprivate var json: JSON {
    .object([
      ("number", .string(number)), ("left", .bool(isLeaving)), ("reason", .string(reason)),
      ("date", date.isEmpty ? .null : .string(date)), ("tasks", .array(tasks.map(JSON.string))),
    ])
  }
}

extension ListedPlace {
  fileprivate var json: JSON {
    .object([
      ("stratum", .string(stratum)), ("rank", .int(rank)), ("selected", .bool(isSelected)),
    ])
  }
}

extension TripStanding {
  /// Stable word of the standing.
  var word: String {
    switch self {
    case .onTeam: "on-team"
    case .onTeamByFallback: "on-team-by-fallback"
    case .onTeamByPairLimit: "on-team-by-pair-limit"
    case .ineligible: "no-officer"
    case .certificateExpired: "certificate-expired"
    case .onLeave: "on-leave"
    case .recused: "recused"
    case .ownUnit: "own-unit"
    case .notCalledFor: "not-called-for"
    case .lacksQualification: "lacks-qualification"
    case .unstaffed: "unstaffed"
    case .unstaffedByPairLimit: "unstaffed-by-pair-limit"
    case .onlyForOpenTrips: "only-for-open-trips"
    case .dailyLimit: "daily-limit"
    case .weeklyLimit: "weekly-limit"
    case .periodLimit: "period-limit"
    case .offByPairLimit: "off-by-pair-limit"
    case .outdrawnAndChanged: "outdrawn-and-changed"
    case .outdrawnInFallback: "outdrawn-in-fallback"
    case .outdrawn: "outdrawn"
    }
  }
}
