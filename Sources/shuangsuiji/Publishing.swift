// Where results become files: each plan's folder whole, record last, the batch's summary after all
// of them. Results that are already there byte for byte are left alone, so that repeating a draw
// is harmless; anything else is never replaced without `--force`.

import DoubleRandom
import Tables

/// Names that a plan's folder may hold; a folder with anything else is never replaced.
private let ownNames: Set<String> = [
  "plan.csv", "draw.csv", "workload.csv", "notice.csv", "rejects.csv", "notice.html",
  "report.html", "record.json",
]

/// Probes and locks the output folder before the long work; nil with a finding.
func prepareOutput(_ path: String, _ findings: inout Findings) -> OutputFolder? {
  do {
    return try OutputFolder(path, ownNames: ownNames)
  } catch {
    findings.add(error)
    return nil
  }
}

/// Writes all results of a batch, the files over all plans last; false with a finding, and then nothing has changed.
func publish(
  _ results: [(campaign: Campaign, files: [OutputFile])], _ batch: [OutputFolder.File],
  in folder: OutputFolder, replace: Bool, _ findings: inout Findings
) -> Bool {
  var files = results.flatMap { campaign, files in
    files.map { (name: "\(campaign.plan.id)/\($0.name)", bytes: $0.bytes) }
  }
  files += batch
  if files.allSatisfy({ isThere($0, in: folder.path) }) { return true }
  do {
    let leftover = try folder.publish(files, replace: replace)
    if let leftover { findings.report("leftover", file: leftover, severity: .warning) }
    return true
  } catch {
    findings.add(error)
    return false
  }
}

private func isThere(_ file: OutputFolder.File, in folder: String) -> Bool {
  guard let bytes = try? readWholeFile(at: "\(folder)/\(file.name)") else { return false }
  return bytes == file.bytes
}
