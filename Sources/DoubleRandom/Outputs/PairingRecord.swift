// The pairing's part of the record: who was there, how equal the loads are, who went with whom how
// often, what fallbacks gave, and why trips have no team; and whether people sufficed, whatever the
// seed. Numbers alone, no names of people.

import Tables

func pairingJSON(_ staffing: Staffing, _ plan: Plan) -> JSON {
  let own = Group(staffing.loads.filter(\.isOwnOfficer))
  let listed = staffing.loads.filter { $0.fallback == nil && $0.inspector.department.isEmpty }
  return .object([
    ("inspectors", .int(listed.count)), ("officers", .int(own.people)),
    ("ineligible", countsJSON(listed.compactMap(\.ineligibility), as: { .string($0.rawValue) })),
    ("trips", .int(staffing.trips.count)), ("unstaffed", .int(staffing.unstaffed.count)),
    ("smallestLoad", .int(own.smallest)), ("largestLoad", .int(own.largest)),
    ("loadSpread", .int(own.largest - own.smallest)),
    ("sumOfSquaredLoads", .int(own.sumOfSquares)),
    ("evenSumOfSquaredLoads", .int(own.evenSumOfSquares)),
    ("officersByLoad", countsJSON(own.totals, as: JSON.int)),
    ("pairs", pairsJSON(staffing)), ("others", .array(others(staffing, plan))),
    ("fallbacks", .array(plan.fallbacks.indices.map { fallbackJSON(staffing, plan, $0) })),
    ("shortages", .array(staffing.shortages.map(shortageJSON))),
  ])
}

/// How equal the loads of some people are.
private struct Group {
  private let loads: [InspectorLoad]

  init(_ loads: [InspectorLoad]) { self.loads = loads }

  var totals: [Int] { loads.map { $0.trips + $0.carried } }
  var people: Int { loads.count }
  var trips: Int { loads.reduce(0) { $0 + $1.trips } }
  var smallest: Int { totals.min() ?? 0 }
  var largest: Int { totals.max() ?? 0 }
  var sumOfSquares: Int { totals.reduce(0) { $0 + $1 * $1 } }

  /// Σ load² if everybody might have gone everywhere: no pairing can be below. Each trip in turn to
  /// whoever has least.
  var evenSumOfSquares: Int {
    let carried = loads.map(\.carried).sorted()
    guard var level = carried.first else { return 0 }
    var left = trips
    var raised = 1
    // The first `raised` stand at `level`; they rise to the next one, or as far as trips go.
    while raised < carried.count, (carried[raised] - level) * raised <= left {
      left -= (carried[raised] - level) * raised
      level = carried[raised]
      raised += 1
    }
    let (whole, rest) = left.quotientAndRemainder(dividingBy: raised)
    level += whole
    let low = (raised - rest) * level * level + rest * (level + 1) * (level + 1)
    return carried.dropFirst(raised).reduce(low) { $0 + $1 * $1 }
  }

  func json(_ name: String) -> JSON {
    .object([
      ("group", .string(name)), ("people", .int(people)), ("slots", .int(trips)),
      ("smallestLoad", .int(smallest)), ("largestLoad", .int(largest)),
      ("sumOfSquaredLoads", .int(sumOfSquares)), ("evenSumOfSquaredLoads", .int(evenSumOfSquares)),
    ])
  }
}

/// Departments, experts, and those whom each fallback brought in.
private func others(_ staffing: Staffing, _ plan: Plan) -> [JSON] {
  var groups: [JSON] = []
  func add(_ name: String, _ isMember: (InspectorLoad) -> Bool) {
    let group = Group(staffing.loads.filter(isMember))
    if group.people > 0 { groups.append(group.json(name)) }
  }
  for department in plan.inputs.departments {
    let role = TeamRole.department(department.name)
    add(role.name) { $0.role == role && $0.fallback == nil }
  }
  add(TeamRole.expert.name) { $0.role == .expert && $0.fallback == nil }
  for number in plan.fallbacks.indices {
    add("fallback:\(number + 1)") { $0.fallback == number && $0.role != nil }
  }
  return groups
}

/// How many pairs have gone together once, twice …: `[times, pairs]` each.
private func pairsJSON(_ staffing: Staffing) -> JSON {
  var meetings = PairMeetings()
  for team in staffing.teams.lazy.compactMap(\.self) { meetings.add(team) }
  return .array(meetings.statistics.map { .array([.int($0.times), .int($0.pairs)]) })
}

private func fallbackJSON(_ staffing: Staffing, _ plan: Plan, _ number: Int) -> JSON {
  .object([
    ("kind", .string(plan.fallbacks[number].kindName)),
    ("document", .string(plan.fallbacks[number].document)),
    ("trips", .int(staffing.trips(by: number))),
  ])
}

private func shortageJSON(_ shortage: Shortage) -> JSON {
  .object([
    ("rule", .string(shortage.ruleName)), ("role", .string(shortage.role.name)),
    ("need", .string(shortage.need)),
    ("unstaffedTrips", .array(shortage.unstaffed.map { .int($0 + 1) })),
    ("slots", .int(shortage.needed)), ("officers", .int(shortage.officers)),
    ("capacity", .int(shortage.capacity)),
    ("cureNeeds", .array(shortage.cureNeeds.map(JSON.string))),
    ("moreOfficers", shortage.moreOfficers.map(JSON.int) ?? .null),
    ("higherLimit", shortage.higherLimit.map(JSON.int) ?? .null),
  ])
}

/// What the plan asks of its people, and where nobody is.
func staffJSON(_ cover: StaffCover) -> JSON {
  let outlook = cover.outlook
  return .object([
    ("officers", .int(outlook.officers)), ("needed", spanJSON(outlook.places)),
    ("capacity", outlook.capacity.map(JSON.int) ?? .null),
    (
      "qualifications",
      .array(
        outlook.qualifications.map { one in
          .object([
            ("name", .string(one.name)), ("holders", .int(one.holders)),
            ("trips", spanJSON(one.trips)), ("capacity", one.capacity.map(JSON.int) ?? .null),
          ])
        })
    ),
    ("districtsWithoutOfficer", territoriesJSON(cover.districts)),
    ("stationsWithoutOfficer", territoriesJSON(cover.stations)),
  ])
}

private func spanJSON(_ span: ClosedRange<Int>) -> JSON {
  .array([.int(span.lowerBound), .int(span.upperBound)])
}

private func territoriesJSON(_ territories: [TerritoryCoverage]) -> JSON {
  .array(territories.map { .array([.string($0.name), .int($0.targets)]) })
}
