// Which parts of the territory have no officer of their own: districts of a registry, stations of a
// plan. `check` asks it of the whole registry, a draw of its own visits, for its record and report.

/// A part of the territory, with its targets.
public struct TerritoryCoverage: Sendable, Hashable {
  public var name: String
  public var targets: Int
}

/// Officers who may go, of any district.
struct OfficersByPlace: Sendable {
  private(set) var ofDistrict: [String: Int] = [:]
  private(set) var ofUnit: [String: Int] = [:]

  init() {}

  init(_ inspectors: [Inspector], from day: Day) {
    for inspector in inspectors where inspector.ineligibility(from: day) == nil {
      ofDistrict[inspector.district, default: 0] += 1
      ofUnit[inspector.unit, default: 0] += 1
    }
  }

  /// Districts in which nobody may go, those with most targets first; empty where officers are of
  /// no district that the registry has.
  ///
  /// - Parameter own: spellings of the plan's district: where officers have one, all have officers.
  func uncoveredDistricts(
    _ places: [DistrictGradeCount], own: [String]
  ) -> [TerritoryCoverage] {
    var counts: [String: Int] = [:]
    for place in places { counts[place.district, default: 0] += place.count }
    let hasOfficers = own.contains { ofDistrict[$0, default: 0] > 0 }
    return uncovered(counts.map { ($0.key, $0.value) }, by: ofDistrict)
      .filter { !hasOfficers || !own.contains($0.name) }
  }

  /// Stations to which nobody belongs, those with most targets first; empty where officers belong
  /// to none of them.
  func uncoveredStations(_ stations: [(name: String, targets: Int)]) -> [TerritoryCoverage] {
    uncovered(stations, by: ofUnit)
  }

  private func uncovered(
    _ territories: [(name: String, targets: Int)], by officers: [String: Int]
  ) -> [TerritoryCoverage] {
    guard territories.contains(where: { officers[$0.name, default: 0] > 0 }) else { return [] }
    return territories.filter { !$0.name.isEmpty && officers[$0.name, default: 0] == 0 }
      .map { TerritoryCoverage(name: $0.name, targets: $0.targets) }
      .sorted {
        $0.targets == $1.targets
          ? $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) : $0.targets > $1.targets
      }
  }
}

/// What a draw knows of its plan's people beside the teams.
public struct StaffCover: Sendable {
  /// What the plan asks of them, and what they can do, whatever the seed.
  public var outlook: StaffOutlook
  /// Districts of the whole registry without an officer.
  public var districts: [TerritoryCoverage]
  /// Stations with visits, and without an officer.
  public var stations: [TerritoryCoverage]
}

extension StaffCover {
  /// Nil where the plan names no inspectors.
  init?(
    _ plan: Plan, _ registries: Registries, _ facts: RegistryFacts, _ draws: [TaskDraw],
    _ visits: [Visit]
  ) {
    guard let inspectors = registries.inspectors else { return nil }
    outlook = StaffOutlook(
      plan, inspectors, registries.itemsByCode, registries.recusals,
      selected: draws.map(\.selectedCount),
      days: plan.visitDays(registries.calendar))
    let officers = OfficersByPlace(inspectors, from: plan.schedule.window.from)
    districts = officers.uncoveredDistricts(facts.byDistrictAndGrade, own: plan.district)
    var counts: [String: Int] = [:]
    for index in visits.indices { counts[visits[index].target.unitText, default: 0] += 1 }
    stations = officers.uncoveredStations(counts.map { ($0.key, $0.value) })
  }
}

extension Plan {
  /// Days on which visits may fall, ascending; nil without a calendar.
  func visitDays(_ calendar: WorkCalendar?) -> [Day]? {
    calendar.map { calendar in
      schedule.windows.flatMap { schedule.days(of: $0, until: schedule.end, calendar) }
    }
  }
}
