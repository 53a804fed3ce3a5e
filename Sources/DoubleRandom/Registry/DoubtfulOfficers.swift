// Cells of the inspector registries that fall out of a plan unnoticed: a district spelt nearly as
// the plan's, qualifications and recusals in one cell that nothing divides. Asked once a file, when
// the registries have been read, for all plans that name it.

import Tables

/// Warns of officers who are probably meant otherwise than they are read.
func warnOfDoubtfulOfficers(
  _ plans: [Plan], _ registries: [Registries], _ findings: inout Findings
) {
  var seen: Set<InputFile> = []
  for (plan, registry) in zip(plans, registries) {
    if let file = plan.inputs.inspectors, let inspectors = registry.inspectors,
      seen.insert(file).inserted
    {
      let sharing = plans.filter { $0.inputs.inspectors == file }
      findings.warnOfDistricts(inspectors, sharing, file)
      findings.warnOfUndivided(inspectors, registry.items, file)
    }
    for department in plan.inputs.departments where seen.insert(department.file).inserted {
      findings.warnOfUndivided(
        registry.jointInspectors.filter { $0.department == department.name }, registry.items,
        department.file)
    }
  }
}

extension Findings {
  fileprivate mutating func warnOfDistricts(
    _ inspectors: [Inspector], _ plans: [Plan], _ file: InputFile
  ) {
    if plans.contains(where: \.district.isEmpty) { return }
    let spellings = DistrictSpellings(plans)
    let values = Dictionary(grouping: inspectors, by: \.district)
    for (district, officers) in values.sorted(by: { $0.value[0].line < $1.value[0].line }) {
      guard let meant = spellings.meant(by: district) else { continue }
      warning(
        "district-not-drawn", file: file.display, line: officers[0].line,
        arguments: [file.header(of: "officerDistrict"), district, meant, "\(officers.count)"])
    }
  }

  fileprivate mutating func warnOfUndivided(
    _ inspectors: [Inspector], _ items: [InspectionItem], _ file: InputFile
  ) {
    let needs = Set(items.flatMap(\.needs))
    let lacking = inspectors.compactMap { officer in
      undivided(needs, in: officer.qualifications, withOuterBlanks: false).map { (officer, $0) }
    }
    warn("qualifications", lacking, \.qualifications, file)
    // Names may hold such marks; that a part is a credit code tells a list.
    let unrecused = inspectors.compactMap { officer in
      undividedCode(in: officer.recusedFrom).map { (officer, $0) }
    }
    warn("recusedFrom", unrecused, \.recusedFrom, file)
  }

  private mutating func warn(
    _ role: String, _ found: [(officer: Inspector, word: String)],
    _ values: (Inspector) -> [String], _ file: InputFile
  ) {
    guard let first = found.first else { return }
    let value = values(first.officer).first { $0 != first.word && $0.contains(first.word) }
    warning(
      "undivided-values", file: file.display, line: first.officer.line,
      arguments: [file.header(of: role), value ?? "", first.word, "\(found.count)"])
  }
}

private func undividedCode(in values: [String]) -> String? {
  values.lazy.filter { $0.utf8.count > 18 }.compactMap { value in
    valueParts(value).first { CreditCode.check(Array($0.utf8)) == nil }
  }.first
}

extension InputFile {
  /// The header of an officers' column, as the plan maps it or by default.
  fileprivate func header(of role: String) -> String {
    columns[role] ?? Column.inspectors.first { $0.role == role }?.header ?? role
  }
}
