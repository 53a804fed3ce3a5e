// Officers who fall out of a plan unnoticed for how a cell is written: a district spelt nearly as
// the plan's, qualifications and recusals in one cell that nothing divides, recusals by a damaged
// code; officers of the history who are written otherwise than by their number. Asked once a file,
// when the registries have been read, for all plans that name it.

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
      findings.warnOfWrongCodes(inspectors, plan, file)
    }
    for department in plan.inputs.departments where seen.insert(department.file).inserted {
      let inspectors = registry.jointInspectors.filter { $0.department == department.name }
      findings.warnOfUndivided(inspectors, registry.items, department.file)
      findings.warnOfWrongCodes(inspectors, plan, department.file)
    }
    if plan.pairing.recusal != nil, let file = plan.inputs.history, seen.insert(file).inserted {
      let sharing = zip(plans, registries).filter { $0.0.inputs.history == file }
      var met: Set<[InputFile?]> = []
      let different = sharing.filter { plan, _ in
        met.insert([plan.inputs.inspectors] + plan.inputs.departments.map(\.file)).inserted
      }
      findings.warnOfPastOfficers(
        registry.history,
        known: different.flatMap { ($0.1.inspectors ?? []) + $0.1.jointInspectors }, file)
    }
  }
}

extension Findings {
  fileprivate mutating func warnOfDistricts(
    _ inspectors: [Inspector], _ plans: [Plan], _ file: InputFile
  ) {
    if plans.contains(where: \.district.isEmpty) { return }
    let spellings = DistrictSpellings(plans, ofOfficers: true)
    let neighbours = Set(plans.flatMap(\.neighbours)).subtracting(plans.flatMap(\.district))
    let values = Dictionary(grouping: inspectors, by: \.district)
    for (district, officers) in values.sorted(by: { $0.value[0].line < $1.value[0].line }) {
      guard let meant = spellings.meant(by: district) else { continue }
      warning(
        "district-not-drawn", file: file.display, line: officers[0].line,
        arguments: [
          file.header(of: "officerDistrict"), district, meant, "\(officers.count)",
          neighbours.contains(meant) ? meant : "",
        ])
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

  /// Recusals from nobody; names of enterprises may stand there as well as codes.
  fileprivate mutating func warnOfWrongCodes(
    _ inspectors: [Inspector], _ plan: Plan, _ file: InputFile
  ) {
    let ids = plan.inputs.targets.file.columns["id"] ?? Column.targets[0].header
    guard Column.holdsCreditCodes(ids) else { return }
    for finding in inspectors.flatMap(file.wrongCodes) { add(finding) }
  }

  /// Whoever has left the bureau rightly stands in a history; a name, or 01 for 1, is a mistake.
  fileprivate mutating func warnOfPastOfficers(
    _ history: [HistoryRow], known: [Inspector], _ file: InputFile
  ) {
    let references = Set(known.map(\.reference))
    let doubtful = history.filter { !$0.officers.allSatisfy(references.contains) }
    if doubtful.isEmpty || known.isEmpty { return }
    let meant = OfficerWords(known.map { ($0.reference, $0.name) })
    var found: [(code: String, cells: [(line: Int, value: String, meant: String)])] = [
      ("undivided-values", []), ("officer-not-by-number", []), ("officer-gone", []),
    ]
    for row in doubtful {
      for value in row.officers where !references.contains(value) {
        let parts = valueParts(value)
        let named = parts.first { references.contains($0) || meant[$0] != nil }
        if parts.count > 1, let named { found[0].cells.append((row.line, value, named)) }
        let asked = parts.count > 1 && named != nil ? parts : [value]
        for part in asked where !references.contains(part) {
          let numbers = meant[part]
          found[numbers == nil ? 2 : 1].cells.append((row.line, part, numbers ?? ""))
        }
      }
    }
    for (code, cells) in found {
      guard let first = cells.first else { continue }
      add(
        Finding(
          severity: code == "officer-gone" ? .note : .warning, code: code, file: file.display,
          line: first.line,
          arguments: [file.header(of: "officers", in: Column.history), first.value]
            + (first.meant.isEmpty ? [] : [first.meant]) + ["\(cells.count)"]))
    }
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

/// Whether a text is rather a code than a name: Latin letters and digits, of these at least eight.
private func looksLikeCode(_ value: String) -> Bool {
  let plain = folded(value).utf8
  return plain.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x7A ~= $0 }
    && plain.count { 0x30...0x39 ~= $0 } >= 8
}

/// Officers by what people write in place of their numbers.
struct OfficerWords {
  private var references: [String: Set<String>] = [:]

  init(_ officers: [(reference: String, name: String)]) {
    for officer in officers {
      for word in [officer.name, OfficerWords.plain(officer.reference)] {
        references[word, default: []].insert(officer.reference)
      }
    }
  }

  /// The numbers of all who are meant by a name, or by a number that is written otherwise.
  subscript(word: String) -> String? {
    (references[word] ?? references[OfficerWords.plain(word)])?.sorted().joined(separator: " / ")
  }

  /// A number without regard to case, width, blanks and leading zeros.
  private static func plain(_ text: String) -> String {
    let text = folded(text)
    let digits = text.drop { $0 == "0" }
    return digits.isEmpty ? text : String(digits)
  }
}

/// A credit code within a value that holds more, because nothing divides it.
func undividedCode(in values: [String]) -> String? {
  values.lazy.filter { $0.utf8.count > 18 }.compactMap { value in
    valueParts(value).first { CreditCode.check(Array($0.utf8)) == nil }
  }.first
}

extension InputFile {
  /// Wrong codes of those from whom an officer is recused.
  func wrongCodes(_ officer: Inspector) -> [Finding] {
    officer.recusedFrom.filter(looksLikeCode).compactMap {
      .wrongCode($0, "recusedFrom", in: Column.inspectors, self, line: officer.line)
    }
  }

  /// The header of a column, as the plan maps it or by default.
  func header(of role: String, in known: [Column] = Column.inspectors) -> String {
    columns[role] ?? known.first { $0.role == role }?.header ?? role
  }
}

extension Finding {
  /// Of a wrong code in a table from which nothing is drawn: its row is about nobody.
  static func wrongCode(
    _ code: String, _ role: String, in known: [Column], _ file: InputFile, line: Int
  ) -> Finding? {
    IDProblem(Array(code.utf8), isCreditCode: true).map { problem in
      Finding(
        severity: .warning,
        code: problem.code == "invalid-code" ? "code-of-nobody" : problem.code,
        file: file.display, line: line,
        arguments: [file.header(of: role, in: known), code] + problem.arguments)
    }
  }
}

// MARK: - Stations

extension Findings {
  /// Warns where officers are not kept from targets of their own station because the two registries
  /// spell it differently, or where the rule keeps nobody from anything.
  ///
  /// - Parameters:
  ///   - stations: of the plan's targets.
  ///   - areAll: false where they are those of the drawn alone: a station may be missing by chance
  ///     then, so something is said only where the rule keeps nobody from anything.
  mutating func warnOfUnits(
    _ plan: Plan, _ inspectors: [Inspector]?, stations: Set<String>, areAll: Bool
  ) {
    guard plan.pairing.avoidsOwnUnit, let file = plan.inputs.inspectors else { return }
    let officers = (inspectors ?? []).filter {
      plan.isOfDistrict($0) && !$0.unit.isEmpty
        && $0.ineligibility(from: plan.schedule.window.from) == nil
    }
    let units = Set(officers.map(\.unit))
    let (known, open) = (stations.intersection(units), stations.subtracting(units + [""]).sorted())
    guard let first = officers.first, !open.isEmpty, areAll || known.isEmpty else { return }
    var hasNear = false
    for (unit, people) in Dictionary(grouping: officers, by: \.unit)
      .sorted(by: { $0.value[0].line < $1.value[0].line }) where !known.contains(unit) {
      guard let meant = nearest(unit, among: open) else { continue }
      hasNear = true
      warning(
        "station-spelt-otherwise", file: file.display, line: people[0].line,
        arguments: [file.header(of: "officerUnit"), unit, meant, "\(people.count)"])
    }
    if known.isEmpty, !hasNear {
      warning(
        "station-of-nobody", file: file.display, line: first.line,
        arguments: [file.header(of: "officerUnit"), first.unit, open[0]])
    }
  }
}
