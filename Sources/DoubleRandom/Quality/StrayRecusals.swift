// Rows of recusals and history, and ids that a plan lists, that are about no target, for `check`,
// which sees every row of the target registry; a draw would have to look each of them up.

import Tables

/// Targets by id, as the registry has it, and by name.
struct NamedTargets: Sendable {
  var ids: Set<[UInt8]> = []
  var names: Set<[UInt8]> = []

  mutating func formUnion(_ other: NamedTargets) {
    ids.formUnion(other.ids)
    names.formUnion(other.names)
  }
}

/// Of whom `reportStrayRecusals` has to know whether they are targets.
func askedTargets(_ prospects: [Prospect], _ findings: Findings) -> NamedTargets {
  let recused = Set(
    prospects.flatMap { $0.registries.everybody }.flatMap(\.recusedFrom).map { Array($0.utf8) })
  let ids = Set(
    prospects.flatMap(\.registries.recusals).map { Array($0.target.utf8) }
      + prospects.flatMap(\.plan.tasks).flatMap(\.exclusions.ids).map { Array($0.id.utf8) }
      + codesOfNobody(prospects, findings).map { Array($0.arguments[1].utf8) })
  return NamedTargets(ids: ids.union(recused), names: recused)
}

/// Warns of recusals from those whom no target is, which then do not count, and takes back that a
/// wrong code is nobody's where a target has the very same.
func reportStrayRecusals(
  _ prospects: inout [Prospect]?, _ tables: [TableQuality], _ findings: inout Findings
) {
  guard var known = prospects else { return }
  let files = known.flatMap(\.plan.inputs.targets.files)
  let registries = tables.filter { files.contains($0.file) }
  // What could not be examined may have them.
  if files.isEmpty || Set(files).count != registries.count { return }
  let met = registries.reduce(into: NamedTargets()) { $0.formUnion($1.met) }
  let wrong = codesOfNobody(known, findings)
  findings.drop(code: "code-of-nobody")
  for finding in wrong where !met.ids.contains(Array(finding.arguments[1].utf8)) {
    findings.add(finding)
  }
  findings.warnOfListedIDs(known, met.ids)
  let told = Set(wrong.map { $0.arguments[1] })
  var seen: Set<InputFile> = []
  for prospect in known {
    findings.warnOfRecusedFrom(prospect, met, told, &seen)
    guard let file = prospect.plan.inputs.recusals, seen.insert(file).inserted else { continue }
    for recusal in prospect.registries.recusals
    where !met.ids.contains(Array(recusal.target.utf8)) && !told.contains(recusal.target) {
      findings.warning(
        "recusal-of-nobody", file: file.display, line: recusal.line,
        arguments: [file.header(of: "id", in: Column.recusals), recusal.target])
    }
  }
  for index in known.indices {
    let (plan, registries) = (known[index].plan, known[index].registries)
    known[index].staff?.recused = plan.recusedOfficers(
      registries.inspectors ?? [], registries.recusals, met.contain)
  }
  prospects = known
}

extension NamedTargets {
  fileprivate func contain(_ target: String) -> Bool {
    let bytes = Array(target.utf8)
    return ids.contains(bytes) || names.contains(bytes)
  }
}

extension Registries {
  var everybody: [Inspector] { (inspectors ?? []) + jointInspectors }
}

extension Findings {
  /// Warns of names and ids in 回避单位 that no target has, but for what was said of them already.
  fileprivate mutating func warnOfRecusedFrom(
    _ prospect: Prospect, _ met: NamedTargets, _ told: Set<String>, _ seen: inout Set<InputFile>
  ) {
    let inputs = prospect.plan.inputs
    let people = Dictionary(grouping: prospect.registries.everybody, by: \.department)
    let units = Set(prospect.registries.everybody.map(\.unit))
    let files =
      [("", inputs.inspectors)] + inputs.departments.map { ($0.name, InputFile?.some($0.file)) }
    for (department, file) in files {
      guard let file, seen.insert(file).inserted else { continue }
      for officer in people[department] ?? [] {
        for target in officer.recusedFrom
        where !met.contain(target) && !told.contains(target) && undividedCode(in: [target]) == nil {
          warning(
            "recused-from-nobody", file: file.display, line: officer.line,
            arguments: [
              file.header(of: "recusedFrom"), target, units.contains(target) ? target : "",
            ])
        }
      }
    }
  }

  /// Warns of ids that plans exclude and no target has; what was said of wrong ones is decided now.
  fileprivate mutating func warnOfListedIDs(_ prospects: [Prospect], _ met: Set<[UInt8]>) {
    drop(code: "listed-id-invalid")
    for plan in prospects.map(\.plan) {
      let header = plan.inputs.targets.file.columns["id"] ?? Column.targets[0].header
      for listed in plan.tasks.flatMap(\.exclusions.ids) where !met.contains(Array(listed.id.utf8))
      {
        let problem =
          Column.holdsCreditCodes(header) ? CreditCode.check(Array(listed.id.utf8)) : nil
        add(
          Finding(
            .warning, "listed-id-not-met", at: listed.location, [listed.id, problem?.text ?? ""]))
      }
    }
  }
}

/// All wrong codes of the files of which some were told: of many, findings keep the first alone.
private func codesOfNobody(_ prospects: [Prospect], _ findings: Findings) -> [Finding] {
  let files = Set(findings.groups.keys.filter { $0.code == "code-of-nobody" }.map(\.file))
  var (all, seen): ([Finding], Set<InputFile>) = ([], [])
  func add(_ file: InputFile?, _ found: (InputFile) -> [Finding?]) {
    guard let file, files.contains(file.display), seen.insert(file).inserted else { return }
    all += found(file).compactMap(\.self).filter { $0.code == "code-of-nobody" }
  }
  for prospect in prospects {
    let (inputs, registries) = (prospect.plan.inputs, prospect.registries)
    add(inputs.history) { file in
      registries.history.map { .wrongCode($0.id, "id", in: Column.history, file, line: $0.line) }
    }
    add(inputs.recusals) { file in
      registries.recusals.map {
        .wrongCode($0.target, "id", in: Column.recusals, file, line: $0.line)
      }
    }
    add(inputs.inspectors) { (registries.inspectors ?? []).flatMap($0.wrongCodes) }
    for department in inputs.departments {
      add(department.file) { file in
        registries.jointInspectors.filter { $0.department == department.name }
          .flatMap(file.wrongCodes)
      }
    }
  }
  return all
}
