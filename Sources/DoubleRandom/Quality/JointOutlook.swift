// Whether other departments and experts can go along as tasks ask, said before any seed exists:
// where there is nobody, no seed helps.

/// Warns of tasks for which a department or the experts are too few, whoever is drawn.
func reportJointNeeds(
  _ plan: Plan, _ registries: Registries, selected: [Int], _ findings: inout Findings
) {
  let people = (registries.inspectors ?? []) + registries.jointInspectors
  let able = people.filter(plan.isOfDistrict).map { ($0, plan.role(of: $0)) }
  func who(_ role: TeamRole) -> [Inspector] { able.filter { $0.1 == role }.map(\.0) }
  for (task, selected) in zip(plan.tasks, selected) where selected > 0 {
    for team in task.departments {
      let officers = who(.department(team.name))
      // That a department has nobody at all is said of its registry.
      if officers.isEmpty { continue }
      if officers.count < team.size {
        findings.warning(
          "department-too-few", at: team.location,
          arguments: [task.key, team.name, "\(team.size)", "\(officers.count)"])
      }
      for need in team.qualifications
      where !officers.contains(where: { $0.qualifications.contains(need) }) {
        findings.warning(
          "department-unheld", at: team.location, arguments: [task.key, team.name, need])
      }
    }
    guard let need = task.experts else { continue }
    let word = need.qualification
    let count = who(.expert).count { word.isEmpty || $0.qualifications.contains(word) }
    if count < need.count {
      findings.warning(
        "experts-too-few", at: need.location,
        arguments: [task.key, "\(need.count)", "\(count)", TeamRole.expert.text(need: word)])
    }
  }
}
