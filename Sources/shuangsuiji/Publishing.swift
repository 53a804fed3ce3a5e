// Where results become files: the ledger's new lines first, each plan's folder whole, record last,
// the batch's summary and index after all of them. What is already there byte for byte is left
// alone, so that repeating a draw is harmless; anything else is never replaced without `--force`.

import DoubleRandom
import Tables

/// Names that a plan's folder may hold; a folder with anything else is never replaced.
let ownNames: Set<String> = [
  "plan.csv", "draw.csv", "workload.csv", "notice.csv", "rejects.csv", "notice.html",
  "report.html", "record.json",
]

/// Names that the folder of a simulation may hold.
let simulationNames: Set<String> = [
  "simulation.csv", "inclusion.csv", "officers.csv", "pairs.csv", "periods.csv",
]

/// Probes and locks the output folder before the long work; nil with a finding.
func prepareOutput(
  _ path: String, own: Set<String> = ownNames, _ findings: inout Findings
) -> OutputFolder? {
  do {
    return try OutputFolder(path, ownNames: own)
  } catch {
    findings.add(error)
    return nil
  }
}

/// Writes all results of a batch, the ledger first: a draw that is there stands in the ledger, at
/// every instant. False with a finding, and then nothing has changed.
func publish(
  _ results: [(campaign: Campaign, files: [OutputFile])], _ batch: [OutputFolder.File],
  ledger: Ledger, in folder: OutputFolder, replace: Bool, _ findings: inout Findings
) -> Bool {
  var files: [OutputFolder.File] = [(Ledger.fileName, ledger.bytes)]
  files += results.flatMap { campaign, files in
    files.map { (name: "\(campaign.plan.id)/\($0.name)", bytes: $0.bytes) }
  }
  files += batch
  return publish(files, in: folder, replace: replace, &findings)
}

/// Writes files and folders of files in the order given; those that are there already, byte for
/// byte, are left alone. The ledger is always replaced: it has only grown.
func publish(
  _ files: [OutputFolder.File], in folder: OutputFolder, replace: Bool,
  _ findings: inout Findings
) -> Bool {
  func entry(_ file: OutputFolder.File) -> Substring { file.name.prefix { $0 != "/" } }
  let changed = Set(files.filter { !isThere($0, in: folder.path) }.map(entry))
  let files = files.filter { changed.contains(entry($0)) }
  if files.isEmpty { return true }
  do {
    let leftover = try folder.publish(
      files, replace: replace, alwaysReplaced: [Ledger.fileName])
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
