// Where the plan of a record is found. A record holds names and digests and no place, so the
// folders above it and above the working folder are searched, the nearest first.
//
// The one thing to know: a file that stands nearer and differs is never passed over in favour of a
// copy farther away, and a copy from beyond where a draw keeps its plan is spoken of.

import DoubleRandom
import Tables

/// The plan file of a record: by name and digest, near the record and near the working folder.
func locatePlan(
  _ record: DrawRecord, recordPath: String, _ invocation: Invocation, _ findings: inout Findings
) -> String? {
  if let path = invocation.value("--plan") { return path }
  let plan = record.planFiles[0]
  let folders = foldersAbove(recordPath)
  for (index, folder) in folders.enumerated() {
    let there = planPlaces(plan.name, in: folder).compactMap { path in
      (try? digestFile(at: path, isReadAgain: true)).map { (path: path, digest: $0.hex) }
    }
    guard let first = there.first else { continue }
    let path = there.first { $0.digest == plan.digest }?.path ?? first.path
    let nearer = folders[..<index].flatMap { planPlaces(plan.name, in: $0) }
    let hasInputs = reportNearerInputs(of: record, planPath: path, nearer, &findings)
    if hasInputs || !isUsual(folder, folders) {
      findings.report(
        "plan-elsewhere", file: recordPath,
        arguments: [shortened(path), shortened(usualPlace(plan.name, folders))],
        severity: .warning)
    }
    return path
  }
  let without = ["explain": "--record-only", "verify": "--disclosed"][invocation.command.name]
  findings.report(
    "plan-not-found", file: recordPath, arguments: [plan.name, without ?? ""])
  return nil
}

private func planPlaces(_ name: String, in folder: String) -> [String] {
  ["\(folder)/\(name)", "\(folder)/plans/\(name)"]
}

/// How many folders of the record are looked through, and of the working folder.
private let climbsMax = 8

/// The record's folder and the working folder, each with the folders above it.
private func foldersAbove(_ path: String) -> [String] {
  let climbs = (0..<climbsMax).map { String(repeating: "/..", count: $0) }
  return climbs.map { OutputPlace(path).folder + $0 } + climbs.map { "." + $0 }
}

/// Whether a draw's plan is usually here: with the record, beside the output folder, or in the
/// working folder.
private func isUsual(_ folder: String, _ folders: [String]) -> Bool {
  (folders[...2] + [folders[climbsMax]]).contains { shortened($0) == shortened(folder) }
}

/// Beside the output folder.
private func usualPlace(_ name: String, _ folders: [String]) -> String {
  planPlaces(name, in: folders[2])[1]
}
