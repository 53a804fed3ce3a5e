// Everything that `check` finds out: what a draw would do (`foresee`), and what the registries are
// as data. The second needs nothing of the first, so that a registry with errors is described, too.

import Tables

/// What `check` knows of plans and registries.
public struct Examination: Sendable {
  /// Nil when a finding is an error.
  public var prospects: [Prospect]?
  /// Every registry that the plans name, once; those that cannot be read are left out.
  public var tables: [TableQuality]
}

/// Examines plans and all that they name; nothing is drawn.
///
/// - Parameter jobs: never changes the result.
public func examine(_ plans: [Plan], jobs: Int, findings: inout Findings) -> Examination {
  var options = ScanOptions()
  options.jobs = jobs
  return examine(plans, options, findings: &findings)
}

func examine(_ plans: [Plan], _ options: ScanOptions, findings: inout Findings) -> Examination {
  var prospects = foresee(plans, jobs: options.jobs, findings: &findings)
  var tables: [TableQuality] = []
  let asked = askedTargets(prospects ?? [], findings)
  for var table in tablesToExamine(of: plans) {
    if table.targets != nil { table.asked = asked }
    // Pipes have given their bytes to the first reading.
    guard isRegularFile(at: table.file.path) else {
      if !findings.hasErrors(in: table.file.display), prospects != nil {
        findings.report("not-examined", file: table.file.display, severity: .note)
      }
      continue
    }
    do throws(TableError) {
      tables.append(try examine(table, options))
    } catch {
      // What else is wrong has been said by the first reading.
      if case .changedWhileReading = error {
        findings.add(error, file: table.file.display)
      }
    }
  }
  for input in prospects?.flatMap(\.inputs) ?? [] {
    if tables.contains(where: { $0.file == input.file && $0.digest != input.digest }) {
      findings.add(
        TableError.changedWhileReading(path: input.file.path), file: input.file.display)
    }
  }
  reportDoubtfulValues(plans, tables, &findings)
  reportStrayRecusals(&prospects, tables, &findings)
  let examination = Examination(
    prospects: findings.hasErrors ? nil : prospects, tables: tables)
  for prospect in examination.prospects ?? [] {
    findings.warnOfUnits(
      prospect.plan, prospect.registries.inspectors,
      stations: Set(examination.stations(of: prospect.plan).map(\.name)), areAll: true)
  }
  return examination
}

/// The registries of all plans, each once: targets, people, then the others.
private func tablesToExamine(of plans: [Plan]) -> [TableToExamine] {
  var tables: [TableToExamine] = []
  func add(_ role: String, _ file: InputFile?, _ known: [Column], _ targets: TargetInput? = nil) {
    guard let file, !tables.contains(where: { $0.file == file }) else { return }
    tables.append(TableToExamine(role: role, file: file, known: known, targets: targets))
  }
  for plan in plans {
    let input = plan.inputs.targets
    for file in input.files {
      let role = input.parts.isEmpty ? "targets" : TargetInput.role(ofPart: file.name)
      add(role, file, Column.targets, input)
    }
  }
  for plan in plans {
    add("inspectors", plan.inputs.inspectors, Column.inspectors)
    for department in plan.inputs.departments {
      add("departments.\(department.name)", department.file, Column.inspectors)
    }
    add("items", plan.inputs.items, Column.items)
    add("history", plan.inputs.history, Column.history)
    add("recusals", plan.inputs.recusals, Column.recusals)
    add("calendar", plan.inputs.calendar, Column.calendar)
  }
  for index in tables.indices where tables[index].targets != nil {
    tables[index].frame = FrameRows(
      plans.filter { $0.inputs.targets.files.contains(tables[index].file) })
    for plan in plans where plan.inputs.targets.files.contains(tables[index].file) {
      tables[index].categories.formUnion(plan.inputs.targets.knownValues.keys)
      for task in plan.tasks {
        tables[index].categories.formUnion(task.strata)
        tables[index].decisive.formUnion(task.scope.columns.map(\.name))
      }
    }
  }
  for index in tables.indices where tables[index].role == "history" {
    tables[index].decisive.insert("visitKind")
  }
  return tables
}

extension Examination {
  /// Districts of a plan's target registry in which no officer of its inspector registry may go;
  /// empty where officers are of no district that the registry has.
  public func districtsWithoutOfficer(_ prospect: Prospect) -> [TerritoryCoverage] {
    prospect.officersByPlace.uncoveredDistricts(
      prospect.registry.byDistrictAndGrade, own: prospect.plan.district)
  }

  /// Stations of a plan's district to which no officer belongs; empty where officers belong to no
  /// station that the registry has.
  public func stationsWithoutOfficer(_ prospect: Prospect) -> [TerritoryCoverage] {
    prospect.officersByPlace.uncoveredStations(stations(of: prospect.plan))
  }

  /// Stations of a plan's district with their targets; parts of a registry may share one.
  fileprivate func stations(of plan: Plan) -> [(name: String, targets: Int)] {
    let files = plan.inputs.targets.files
    var counts: [[String]: Int] = [:]
    for station in tables.filter({ files.contains($0.file) }).flatMap({ $0.stations ?? [] })
    where plan.district.isEmpty || plan.district.contains(station.district) {
      counts[[station.district, station.unit], default: 0] += station.count
    }
    return counts.map { ($0.key[1], $0.value) }
  }
}
