// Where results become files: each plan's folder whole, record last, the batch's summary after all
// of them; the ledger's new lines before all of them. Results that are already there byte for byte
// are left alone, so that repeating a draw is harmless; anything else is never replaced without
// `--force`.

import DoubleRandom
import Synchronization
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

/// The results of a batch on their way into the output folder: written plan by plan, so that no
/// more than that is ever in memory, and put in place together.
final class StagedResults: Sendable {
  private let plans: [String]
  private let folder: OutputFolder
  private let failure = Mutex<OutputError?>(nil)
  /// Whether anything differs from what is there.
  private let hasChanges = Atomic(false)

  init(_ campaigns: [Campaign], in folder: OutputFolder) {
    (plans, self.folder) = (campaigns.map(\.plan.id), folder)
  }

  /// Writes the files of one plan, the record last. May be called from several threads.
  @Sendable func deliver(_ plan: Int, _ files: [OutputFile]) {
    stage(files.map { ("\(plans[plan])/\($0.name)", $0.bytes) })
  }

  /// Writes files that belong together, unless they are there already.
  private func stage(_ files: [OutputFolder.File]) {
    // The record first: it holds the digests of the others.
    if files.reversed().allSatisfy({ isThere($0, in: folder.path) }) { return }
    hasChanges.store(true, ordering: .relaxed)
    do throws(OutputError) {
      try folder.stage(files)
    } catch {
      failure.withLock { first in first = first ?? error }
    }
  }

  /// Puts everything in place, the ledger first: a draw that is there stands in the ledger, at
  /// every instant. False with a finding, and then nothing has changed.
  func publish(
    _ summary: [UInt8], ledger: Ledger, replace: Bool, _ findings: inout Findings
  ) -> Bool {
    stage([(Ledger.fileName, ledger.bytes)])
    stage([("summary.csv", summary)])
    defer { folder.removeTemporaries() }
    do throws(OutputError) {
      if let failure = failure.withLock({ $0 }) { throw failure }
      guard hasChanges.load(ordering: .relaxed) else { return true }
      let leftover = try folder.publishStaged(
        order: [Ledger.fileName] + plans + ["summary.csv"], replace: replace,
        alwaysReplaced: [Ledger.fileName])
      if let leftover { findings.report("leftover", file: leftover, severity: .warning) }
      return true
    } catch {
      findings.add(error)
      return false
    }
  }
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
