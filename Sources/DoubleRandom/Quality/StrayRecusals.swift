// Rows of recusals and history that are about no target, for `check`, which sees every row of the
// target registry; a draw would have to look each of them up.

import Tables

/// Ids of which `reportStrayRecusals` has to know whether targets have them.
func askedIDs(_ prospects: [Prospect], _ findings: Findings) -> Set<[UInt8]> {
  var ids = Set(prospects.flatMap(\.recusals).map { Array($0.target.utf8) })
  for finding in findings.kept where finding.code == "code-of-nobody" {
    ids.insert(Array(finding.arguments[1].utf8))
  }
  return ids
}

/// Warns of recusals from ids that no target has, and takes back that a wrong code is nobody's
/// where a target has the very same.
func reportStrayRecusals(
  _ prospects: [Prospect], _ tables: [TableQuality], _ findings: inout Findings
) {
  let files = prospects.flatMap(\.plan.inputs.targets.files)
  let registries = tables.filter { files.contains($0.file) }
  // What could not be examined may have them.
  if files.isEmpty || Set(files).count != registries.count { return }
  let met = registries.reduce(into: Set<[UInt8]>()) { $0.formUnion($1.met) }
  findings.drop { $0.code == "code-of-nobody" && met.contains(Array($0.arguments[1].utf8)) }
  let told = Set(findings.kept.filter { $0.code == "code-of-nobody" }.map { $0.arguments[1] })
  var seen: Set<InputFile> = []
  for prospect in prospects {
    guard let file = prospect.plan.inputs.recusals, seen.insert(file).inserted else { continue }
    let header = file.columns["id"] ?? Column.recusals.first { $0.role == "id" }?.header ?? ""
    for recusal in prospect.recusals
    where !met.contains(Array(recusal.target.utf8)) && !told.contains(recusal.target) {
      findings.warning(
        "recusal-of-nobody", file: file.display, line: recusal.line,
        arguments: [header, recusal.target])
    }
  }
}
