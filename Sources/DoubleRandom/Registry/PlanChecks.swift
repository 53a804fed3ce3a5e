// What plans and registries say that does not fit together: found before anything is drawn, for
// `draw` and `check` alike, and reported beside what is wrong with each of them alone.

import Sampling
import Tables

/// Checks plans against each other and against their small registries.
func checkPlans(
  _ plans: [Plan], _ registries: [Registries], isRepeat: Bool = false, findings: inout Findings
) {
  var ids: [String: String] = [:]
  for (plan, registry) in zip(plans, registries) {
    let path = plan.sources.first.map { Paths.shortened($0.path) } ?? plan.id
    if let other = ids.updateValue(path, forKey: plan.id.lowercased()) {
      findings.error(
        path == other ? "plan-given-twice" : "duplicate-plan-id", file: path,
        arguments: [plan.id, other])
    }
    checkItems(plan, registry, &findings)
    checkHistory(plan, registry, &findings)
    checkCalendar(plan, registry, &findings)
    checkOfficerColumns(plan, registry, &findings)
    checkOfficers(plan, registry, &findings)
    checkFallbacks(plan, registry, &findings)
  }
  warnOfPipes(plans.flatMap(\.inputs.files), &findings)
  checkHistoryDays(plans, registries, &findings)
  warnOfDoubtfulOfficers(plans, registries, &findings)
  checkPeopleTwice(plans, registries, isRepeat: isRepeat, findings: &findings)
}

/// A draw from a pipe can be made, and never repeated from the plan as it stands.
func warnOfPipes(_ files: [InputFile], _ findings: inout Findings) {
  for file in files where isOrderedFile(at: file.path) {
    findings.warning("input-not-kept", at: file.location.value, arguments: [file.display])
  }
}

private func checkItems(_ plan: Plan, _ registry: Registries, _ findings: inout Findings) {
  guard let list = plan.inputs.items, registry.hasRead("items") else { return }
  let codes = registry.itemsByCode
  for task in plan.tasks {
    for (item, location) in zip(task.items, task.places.items) where codes[item] == nil {
      findings.error(
        "unknown-item", at: location,
        arguments: [
          task.key, item, nearest(item, among: registry.items.map(\.code)) ?? "", list.display,
        ])
    }
  }
}

/// Columns of the history without which a frequency rule would silently find nothing.
private func checkHistory(_ plan: Plan, _ registry: Registries, _ findings: inout Findings) {
  guard let file = plan.inputs.history, let header = registry.historyHeader else { return }
  let columns = ColumnFinder(header: header, mapping: file.columns, known: Column.history)
  var needed: [String] = []
  if plan.frequency.notDrawnForMonths != nil { needed.append("plan") }
  if !plan.frequency.isEmpty, !plan.frequency.exempt.isEmpty { needed.append("visitKind") }
  if let rule = plan.pairing.recusal {
    needed.append("officers")
    if rule.withinDraws != nil, !needed.contains("plan") { needed.append("plan") }
  }
  for role in needed where columns.index(role: role) == nil {
    findings.missingColumn(
      columns.expectedHeader(role: role), header, file: file, known: Column.history)
  }
}

/// Columns of the officers without which a rule about them would silently do nothing.
private func checkOfficerColumns(
  _ plan: Plan, _ registry: Registries, _ findings: inout Findings
) {
  guard let file = plan.inputs.inspectors, let header = registry.inspectorsHeader else { return }
  let rules = plan.pairing
  findings.officerColumnNotFound(
    "officerUnit", rule: rules.avoidsOwnUnit ? "avoidOwnUnit" : nil, header, file: file)
  findings.officerColumnNotFound(
    "load", rule: rules.carriesOver ? "carryOver" : nil, header, file: file)
}

/// Visits that no rule about earlier ones counts, said once of plans that share file and first day.
private func checkHistoryDays(
  _ plans: [Plan], _ registries: [Registries], _ findings: inout Findings
) {
  var asked: Set<String> = []
  for (plan, registry) in zip(plans, registries) {
    guard let file = plan.inputs.history, !plan.frequency.isEmpty,
      asked.insert("\(plan.period.from.text) \(file.path)").inserted
    else { continue }
    var (count, first): (Int, HistoryRow?) = (0, nil)
    for row in registry.history where row.day >= plan.period.from {
      count += 1
      if first == nil { first = row }
    }
    guard let first else { continue }
    findings.warning(
      "history-not-past", file: file.display, line: first.line,
      arguments: [first.day.text, plan.period.from.text, "\(count)"])
  }
}

private func checkCalendar(_ plan: Plan, _ registry: Registries, _ findings: inout Findings) {
  guard let calendar = registry.calendar, registry.hasRead("calendar") else { return }
  checkSchedule(plan, calendar, &findings)
}

/// Certificates that matter: those of officers who could otherwise go.
private func checkOfficers(_ plan: Plan, _ registry: Registries, _ findings: inout Findings) {
  guard let file = plan.inputs.inspectors, let inspectors = registry.inspectors,
    registry.hasRead("inspectors"), !findings.hasErrors(in: file.display)
  else { return }
  if !anyMayGo(inspectors, file, plan, &findings) {
    let spellings = plan.district.map { "\"\($0)\"" }.joined(separator: ", ")
    findings.warning(
      "no-officer", file: file.display,
      arguments: [plan.district.joined(separator: ", "), spellings])
  }
  let own = Dictionary(inspectors.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  for department in plan.inputs.departments {
    let joint = registry.jointInspectors.filter { $0.department == department.name }
    if !registry.hasRead("departments.\(department.name)")
      || findings.hasErrors(in: department.file.display)
    {
      continue
    }
    // Plans that share a file name departments that others go with.
    if plan.tasks.contains(where: { $0.departments.contains { $0.name == department.name } }) {
      if !anyMayGo(joint, department.file, plan, &findings) {
        findings.warning(
          "no-joint-officer", file: department.file.display, arguments: [department.name, plan.id])
      }
    }
    for twin in joint.lazy.compactMap({ own[$0.reference] }) {
      findings.add(
        Finding(
          severity: .error, code: "ambiguous-officer", file: file.display, line: twin.line,
          arguments: ["人员编号", twin.id, department.file.display]))
    }
  }
}

/// Whether a registry has officers for a plan, and who of them lacks a certificate.
private func anyMayGo(
  _ inspectors: [Inspector], _ file: InputFile, _ plan: Plan, _ findings: inout Findings
) -> Bool {
  let own = inspectors.filter {
    plan.isOfDistrict($0) && $0.isActive && !$0.isAuxiliary && !$0.isExpert
  }
  var able = own.count
  for officer in own {
    guard let until = officer.certificateUntil, !officer.certificate.isEmpty else {
      findings.warning(
        "no-certificate", file: file.display, line: officer.line, arguments: [officer.id])
      able -= 1
      continue
    }
    if until >= plan.schedule.window.from { continue }
    findings.warning(
      "certificate-lapsed", file: file.display, line: officer.line,
      arguments: [officer.id, until.text])
    able -= 1
  }
  return able > 0
}

/// What fallbacks name and the registries do not hold.
private func checkFallbacks(_ plan: Plan, _ registry: Registries, _ findings: inout Findings) {
  guard let inspectors = registry.inspectors, registry.hasRead("inspectors") else { return }
  let people = inspectors + registry.jointInspectors
  let able = people.filter { $0.role(from: plan.schedule.window.from) != nil }
  for fallback in plan.fallbacks {
    switch fallback.kind {
    case .neighbours(let districts):
      for (district, place) in zip(districts, fallback.places)
      where !able.contains(where: { $0.district == district }) {
        let others = inByteOrder(Set(able.map(\.district)).subtracting(plan.district))
        findings.warning(
          "fallback-without-officer", at: place,
          arguments: [district, nearest(district, among: others) ?? ""])
      }
    case .direct(let officers):
      for (officer, place) in zip(officers, fallback.places) {
        if !people.contains(where: { $0.reference == officer }) {
          findings.error("fallback-unknown-officer", at: place, arguments: [officer])
        } else if !able.contains(where: { $0.reference == officer }) {
          findings.warning("fallback-without-officer", at: place, arguments: [officer])
        }
      }
    }
  }
}

extension Plan {
  /// Whether an inspector belongs to the plan's district; everyone does where it names none.
  func isOfDistrict(_ inspector: Inspector) -> Bool {
    district.isEmpty || district.contains(inspector.district)
  }
}

/// Checks plans against what their target registries turned out to hold.
func checkTargets(_ plans: [Plan], _ surveys: [PlanSurvey], findings: inout Findings) {
  for (plan, survey) in zip(plans, surveys) {
    if survey.facts.rows == 0 {
      findings.report("empty-table", file: plan.inputs.targets.file.display)
      continue
    }
    let known = survey.facts.byDistrictAndGrade.map(\.district)
    if plan.district.isEmpty || plan.district.contains(where: known.contains) { continue }
    findings.error(
      "district-without-target", at: plan.districtLocation,
      arguments: [
        plan.district.joined(separator: ", "), nearest(plan.district[0], among: known) ?? "",
      ])
  }
}

/// Looks for whatever is wrong with registries on their own, without a plan that draws from them.
func examineInputs(of inputs: [Inputs], jobs: Int, findings: inout Findings) {
  let plans = inputs.map(Plan.init(only:))
  let registries = readRegistries(of: plans, findings: &findings)
  _ = surveyFrames(
    plans, registries, seed: PartialDraw.countingSeed, jobs: jobs, findings: &findings)
}

extension Plan {
  /// A plan without tasks, for its registries.
  fileprivate init(only inputs: Inputs) {
    let window = Window(from: Day(number: 0), to: Day(number: 0))
    let place = Location(file: "", line: 1, column: 1, text: "")
    self.init(
      id: "", title: "", authority: "", district: [], period: window, inputs: inputs, tasks: [],
      frequency: FrequencyRules(), schedule: ScheduleRules(window: window, location: place),
      pairing: PairingRules(), sources: [], rules: .null)
  }
}
