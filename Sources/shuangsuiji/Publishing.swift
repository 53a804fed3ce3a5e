// Where results become files: the ledger's new lines first, each plan's folder whole, record last,
// the batch's summary and index after all of them. What is already there byte for byte is left
// alone, so that repeating a draw is harmless; anything else is never replaced without `--force`.

import DoubleRandom
import Synchronization
import Tables

/// Names that a plan's folder may hold; a folder with anything else is never replaced.
let ownNames: Set<String> = [
  "plan.csv", "draw.csv", "workload.csv", "notice.csv", "rejects.csv", "notice.html",
  "report.html", "record.json", ReplacementSheet.fileName,
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
    findings.add(OutputError(error.reason, path: realName(ofFolder: error.path)))
    return nil
  }
}

/// Results on their way into an output folder: what comes is written at once, and all of it becomes
/// visible together. What is there already, byte for byte, is left alone.
final class Publication: Sendable {
  private let folder: OutputFolder
  private let state = Mutex(State())

  private struct State {
    var isChanged = false
    var failure: OutputError?
  }

  init(_ folder: OutputFolder) { self.folder = folder }

  var path: String { folder.path }

  /// Takes the files of one folder, or one file directly in the output folder. Several threads may
  /// add at once; what fails is said by `finish`.
  func add(_ files: [OutputFolder.File]) {
    if files.allSatisfy({ isThere($0, in: folder.path) }) { return }
    do {
      try folder.stage(files)
      state.withLock { $0.isChanged = true }
    } catch {
      state.withLock { $0.failure = $0.failure ?? error }
    }
  }

  /// Puts everything in place, what `order` names first. The ledger is always replaced: it has only
  /// grown. False with a finding, and then nothing has changed.
  ///
  /// - Parameters:
  ///   - growing: other files that have only grown.
  ///   - canForce: whether the command has `--force`.
  ///   - then: what stands elsewhere and belongs to it; see `OutputFolder.publish`.
  func finish(
    inOrder order: [String], replace: Bool, growing: [String] = [], canForce: Bool = true,
    _ findings: inout Findings, then: () throws(OutputError) -> Void = {}
  ) -> Bool {
    do throws(OutputError) {
      let leftover = try place(inOrder: order, replace: replace, growing: growing, then: then)
      if let leftover { findings.report("leftover", file: leftover, severity: .warning) }
      return true
    } catch {
      folder.removeTemporaries()
      findings.add(error, canForce: canForce)
      return false
    }
  }

  fileprivate func place(
    inOrder order: [String], replace: Bool, growing: [String] = [],
    then: () throws(OutputError) -> Void = {}
  ) throws(OutputError) -> String? {
    let state = state.withLock { $0 }
    if let failure = state.failure { throw failure }
    guard state.isChanged else {
      try then()
      return nil
    }
    return try folder.publish(
      inOrder: order, replace: replace, alwaysReplaced: Set(growing + [Ledger.fileName]), then: then
    )
  }
}

/// Writes files and folders of files in the order given; see `Publication`.
///
/// - Parameter replace: nil where the command has no `--force`.
func publish(
  _ files: [OutputFolder.File], in folder: OutputFolder, replace: Bool?,
  _ findings: inout Findings
) -> Bool {
  let (publication, order) = staged(files, in: folder)
  return publication.finish(
    inOrder: order, replace: replace ?? false, canForce: replace != nil, &findings)
}

/// Writes ledgers with their new lines, and then what these speak of into another folder: all of it
/// or nothing.
///
/// - Parameter replace: nil where the command has no `--force`.
func publish(
  _ ledgers: [(ledger: Ledger, folder: OutputFolder)], then files: [OutputFolder.File],
  in target: OutputFolder, replace: Bool?, _ findings: inout Findings
) -> Bool {
  let entered = ledgers.map {
    let (publication, _) = staged([(Ledger.fileName, $0.ledger.bytes)], in: $0.folder)
    return (publication: publication, order: [String](), replace: false)
  }
  let (publication, order) = staged(files, in: target)
  do throws(OutputError) {
    let all = entered + [(publication: publication, order: order, replace: replace ?? false)]
    for leftover in try place(all[...]) {
      findings.report("leftover", file: leftover, severity: .warning)
    }
    return true
  } catch {
    for folder in ledgers.map(\.folder) + [target] { folder.removeTemporaries() }
    findings.add(error, canForce: replace != nil)
    return false
  }
}

/// Each of them only with all behind it; what could not be removed.
private func place(
  _ all: ArraySlice<(publication: Publication, order: [String], replace: Bool)>
) throws(OutputError) -> [String] {
  guard let first = all.first else { return [] }
  var behind: [String] = []
  let leftover = try first.publication.place(inOrder: first.order, replace: first.replace) {
    () throws(OutputError) in behind = try place(all.dropFirst())
  }
  return [leftover].compactMap(\.self) + behind
}

/// A publication of files, and their entries in the order given.
private func staged(
  _ files: [OutputFolder.File], in folder: OutputFolder
) -> (Publication, order: [String]) {
  let publication = Publication(folder)
  func entry(_ file: OutputFolder.File) -> String { String(file.name.prefix { $0 != "/" }) }
  var order: [String] = []
  for file in files where !order.contains(entry(file)) { order.append(entry(file)) }
  for name in order { publication.add(files.filter { entry($0) == name }) }
  return (publication, order)
}

private func isThere(_ file: OutputFolder.File, in folder: String) -> Bool {
  isFile(at: "\(folder)/\(file.name)", file.bytes)
}
