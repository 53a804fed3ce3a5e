// One person in two registries of officers, whose number would be another in each
// (`Inspector.reference`): he would take two places of one team, and his limits would hold twice.
// Within one registry a number or a certificate that stands twice is an error already; two
// departments may number their people alike, so that between registries two marks must agree.

import Tables

/// Tells of people who may go on one trip from two registries of a plan.
///
/// - Parameter isRepeat: whether the draw was made long ago, and must be repeated as it was.
func checkPeopleTwice(
  _ plans: [Plan], _ registries: [Registries], isRepeat: Bool, findings: inout Findings
) {
  for (plan, registry) in zip(plans, registries) {
    var known = KnownPeople()
    for person in plan.mayGoTogether(registry) {
      for found in known.meet(person, plan) {
        let code =
          found.isCertain ? "officer-in-two-registries" : "officer-perhaps-in-two-registries"
        findings.add(
          Finding(
            severity: found.isCertain && !isRepeat ? .error : .warning, code: code,
            file: plan.file(of: person).display, line: person.line, arguments: found.arguments))
      }
    }
  }
}

extension Plan {
  /// Who may take a place of some team, the plan's own people first.
  fileprivate func mayGoTogether(_ registry: Registries) -> [Inspector] {
    let departments = Set(tasks.flatMap(\.departments).map(\.name))
    if departments.isEmpty { return [] }
    let joint = registry.jointInspectors.filter { departments.contains($0.department) }
    return ((registry.inspectors ?? []) + joint).filter {
      role(of: $0) != nil && (isOfDistrict($0) || !fallbacks.isEmpty)
    }
  }

  fileprivate func file(of person: Inspector) -> InputFile {
    inputs.departments.first { $0.name == person.department }?.file ?? inputs.inspectors
      ?? inputs.targets.file
  }
}

/// Those who were met, by certificate and by number with name.
private struct KnownPeople {
  private var byCertificate: [String: [Inspector]] = [:]
  private var byNumber: [[String]: [Inspector]] = [:]

  /// What makes a person one of another registry, and remembers the person.
  mutating func meet(
    _ person: Inspector, _ plan: Plan
  ) -> [(isCertain: Bool, arguments: [String])] {
    let certificate = folded(person.certificate)
    let name = folded(person.name)
    let sharing = byCertificate[certificate, default: []]
    let namesakes = byNumber[[folded(person.id), name], default: []]
    if !certificate.isEmpty, !IDProblem.isPlaceholder(Array(certificate.utf8).span) {
      byCertificate[certificate, default: []].append(person)
    }
    byNumber[[folded(person.id), name], default: []].append(person)
    func told(_ other: Inspector, _ role: String, but differing: String?) -> [String] {
      let (file, first) = (plan.file(of: person), plan.file(of: other))
      let value = role == "officer" ? person.id : person.certificate
      return [file.header(of: role), value, first.display, "\(other.line)"]
        + (differing.map { [file.header(of: $0)] } ?? [])
    }
    func isElsewhere(_ other: Inspector) -> Bool { other.department != person.department }
    return sharing.filter(isElsewhere).map { other in
      let isNamesake = folded(other.name) == name
      return (isNamesake, told(other, "certificate", but: isNamesake ? nil : "officerName"))
    }
      + namesakes.filter(isElsewhere).compactMap { other in
        let theirs = folded(other.certificate)
        if theirs == certificate, !theirs.isEmpty { return nil }
        let isCertain = theirs.isEmpty || certificate.isEmpty
        return (isCertain, told(other, "officer", but: isCertain ? nil : "certificate"))
      }
  }
}
