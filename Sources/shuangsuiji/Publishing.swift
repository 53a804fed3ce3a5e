// Where results become files: each plan's folder whole, record last, the batch's summary after all
// of them. Results that are already there byte for byte are left alone, so that repeating a draw
// is harmless; anything else is never replaced without `--force`.

import DoubleRandom
import Tables

/// Names that a plan's folder may hold; a folder with anything else is never replaced.
let ownNames: Set<String> = [
  "plan.csv", "draw.csv", "workload.csv", "notice.csv", "rejects.csv", "record.json",
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

/// A plan's results on their way.
private struct Rendered {
  var record: [UInt8]
  /// Whether the same files are in the output folder already.
  var isThere: Bool
  var failure: OutputError?
}

/// Renders and writes all results of a batch, a plan at a time on each thread, so that no more than
/// that is ever in memory.
///
/// - Returns: the bytes of each plan's record; nil with a finding, and then nothing has changed.
func publish(
  _ campaigns: [Campaign], seedText: String?, _ flavour: CSVFlavour, jobs: Int,
  in folder: OutputFolder, replace: Bool, _ findings: inout Findings
) -> [[UInt8]]? {
  var results = parallelMap(campaigns.count, jobs: jobs) { index in
    let campaign = campaigns[index]
    let files = render(campaign, seedText: seedText, flavour: flavour)
    return stage(
      files.map { (name: "\(campaign.plan.id)/\($0.name)", bytes: $0.bytes) }, in: folder)
  }
  let records = results.map(\.record)
  let summary = summarySheet(
    zip(campaigns, records).map { ($0, $1) }, flavour: flavour)
  results.append(stage([(name: "summary.csv", bytes: summary)], in: folder))
  do throws(OutputError) {
    for result in results { if let failure = result.failure { throw failure } }
    if results.allSatisfy(\.isThere) {
      folder.removeTemporaries()
      return records
    }
    let leftover = try folder.publishStaged(
      order: campaigns.map(\.plan.id) + ["summary.csv"], replace: replace)
    if let leftover { findings.report("leftover", file: leftover, severity: .warning) }
    return records
  } catch {
    folder.removeTemporaries()
    findings.add(error)
    return nil
  }
}

/// Stages files that belong together, unless they are there already.
private func stage(_ files: [OutputFolder.File], in folder: OutputFolder) -> Rendered {
  var result = Rendered(record: files.last?.bytes ?? [], isThere: true)
  // The record first: it holds the digests of the others.
  result.isThere = files.reversed().allSatisfy { isThere($0, in: folder.path) }
  if result.isThere { return result }
  do throws(OutputError) {
    try folder.stage(files)
  } catch {
    result.failure = error
  }
  return result
}

private func isThere(_ file: OutputFolder.File, in folder: String) -> Bool {
  guard let bytes = try? readWholeFile(at: "\(folder)/\(file.name)") else { return false }
  return bytes == file.bytes
}
