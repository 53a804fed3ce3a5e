// Officers whom two plans of a batch send out on one day: possible only where a fallback borrows
// them. Plans are drawn one by one, so that each can be verified alone; what they do to each other
// is reported, not repaired.

import Tables

/// Warns of officers on teams of two plans on one day.
func reportSharedOfficers(
  _ staffings: [Staffing?], _ plans: [Plan], _ findings: inout Findings
) {
  struct Duty: Hashable {
    var registry: String
    var officer: String
    var day: Day
  }
  guard staffings.contains(where: { $0?.methods.contains { $0 != .random && $0 != nil } ?? false })
  else { return }
  var plan: [Duty: Int] = [:]
  for (number, staffing) in staffings.enumerated() {
    guard let staffing else { continue }
    for (trip, team) in zip(staffing.trips, staffing.teams) {
      for inspector in (team ?? []).lazy.map({ staffing.loads[$0].inspector }) {
        let duty = Duty(
          registry: plans[number].registry(of: inspector), officer: inspector.reference,
          day: trip.day)
        if let other = plan[duty], other != number {
          findings.warning(
            "officer-in-two-plans", file: staffing.planFile,
            arguments: [inspector.reference, trip.day.text, plans[other].id, plans[number].id])
        }
        plan[duty] = number
      }
    }
  }
}

extension Plan {
  fileprivate func registry(of inspector: Inspector) -> String {
    let joint = inputs.departments.first { $0.name == inspector.department }
    return joint?.file.path ?? inputs.inspectors?.path ?? ""
  }
}
