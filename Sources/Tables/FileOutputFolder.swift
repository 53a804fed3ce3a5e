// A folder of results that appears whole or not at all.
//
//   prepare   probe the place, make a hidden folder there, lock that: a second run is told so
//   publish   write and sync everything in the hidden folder, then rename it into place
//
// Where the output folder does not exist yet, the hidden folder becomes it (or the first of its
// missing parents): one rename makes all appear. Where it exists, each entry (a folder of results
// or a single file) is one rename of its own, in the order given; an entry that is replaced is
// exchanged with the old one in a single step (RENAME_EXCHANGE), and the old one is kept until all
// entries are in place. So every entry is the old one or the new one, whole and on disk, at every
// instant; if anything fails, what was already in place is exchanged back, and no trace is left.
// Only where a file system cannot exchange, there is an instant without an entry being replaced.
//
// What a killed run leaves is its hidden folder, which the next run on the same place removes.

import Dispatch
import Synchronization

public final class OutputFolder: Sendable {
  /// A file to be published: `record.json`, or `BJ-2026Q4/record.json` in a folder of its own.
  public typealias File = (name: String, bytes: [UInt8])

  public let path: String
  /// Where the hidden folder stands: the output folder, or what is there of its parents.
  private let base: FolderHandle
  /// Folders still to be made below `base`, the last is the output folder; empty if it exists.
  private let missing: [String]
  private let ownNames: Set<String>
  private let hiddenName: String
  /// The hidden folder; nil once it is removed.
  private let hidden: Mutex<FolderHandle?>
  /// What is to be published; nil while there is nothing.
  private let staging = Mutex<Staging?>(nil)
  /// Holds threads that write into the hidden folder.
  private let writers = DispatchGroup()
  private let isCancelled = Atomic(false)

  /// Probes the place of an output folder and locks it for this run.
  ///
  /// Nothing visible is made: a hidden folder proves that the place can be written to and holds
  /// the lock.
  /// - Parameters:
  ///   - path: the output folder; it and its parents need not exist.
  ///   - ownNames: names of files that may be removed with a folder that is replaced. A folder
  ///     with anything else is not replaced.
  ///   - room: bytes that must be free.
  /// - Throws: `.isLink`, `.notAFolder`, `.held`, `.noRoom`, `.badName`, or a failed call.
  public init(
    _ path: String, ownNames: Set<String> = [], room: Int = 0
  ) throws(OutputError) {
    self.path = path
    self.ownNames = ownNames
    (base, missing) = try findPlace(path)
    hiddenName = "." + (missing.first ?? "") + (missing.isEmpty ? "" : ".") + "unfinished-output"
    let free = try base.freeBytes()
    guard free >= room else {
      throw OutputError(.noRoom(needed: room, free: free), path: path)
    }
    hidden = Mutex(try lockedHiddenFolder(hiddenName, in: base))
  }

  deinit { removeTemporaries() }

  /// Which of these names (of folders or files in the output folder) exist already.
  public func existing(_ names: [String]) throws(OutputError) -> [String] {
    guard missing.isEmpty else { return [] }
    var found: [String] = []
    for name in names where try base.kind(name) != .none { found.append(name) }
    return found
  }

  /// Publishes files, in the order given: a record that stands last in its folder is written last.
  ///
  /// The output folder is done with afterwards, whatever the outcome. On failure everything is as
  /// it was before.
  /// - Parameters:
  ///   - replace: whether folders and files that exist are replaced.
  ///   - alwaysReplaced: files directly in the output folder that are replaced in any case.
  /// - Returns: nil, or a hidden folder that could not be removed although all is published.
  /// - Throws: `.exists`, `.foreignEntry`, `.isLink`, `.notAFolder`, `.notAFile`, `.badName`,
  ///   `.closed`, or a failed call with its path and errno.
  @discardableResult
  public func publish(
    _ files: [File], replace: Bool, alwaysReplaced: Set<String> = []
  ) throws(OutputError) -> String? {
    do throws(OutputError) {
      try stage(files)
    } catch {
      removeTemporaries()
      throw error
    }
    return try publishStaged(order: [], replace: replace, alwaysReplaced: alwaysReplaced)
  }

  /// Writes files into the hidden folder, in the order given, so that they need not be kept until
  /// all are known. Several threads may do so, for different folders and files.
  ///
  /// After a failure nothing should be published: give up with `removeTemporaries`.
  /// - Throws: `.badName`, `.closed`, or a failed call with its path and errno.
  public func stage(_ files: [File]) throws(OutputError) {
    let staging = try hidden.withLock { (hidden) throws(OutputError) -> Staging in
      guard let folder = hidden else { throw OutputError(.closed, path: path) }
      writers.enter()
      do throws(OutputError) {
        return try self.staging.withLock { (staging) throws(OutputError) -> Staging in
          if let staging { return staging }
          let inner = missing.isEmpty ? ["new"] : Array(missing.dropFirst())
          let fresh = try Staging(in: folder, below: inner)
          staging = fresh
          return fresh
        }
      } catch {
        writers.leave()
        throw error
      }
    }
    defer { writers.leave() }
    try staging.add(files, cancelled: isCancelled)
  }

  /// Publishes what was staged; as `publish`.
  ///
  /// - Parameter order: folders and files in the order in which they appear; others follow.
  @discardableResult
  public func publishStaged(
    order: [String], replace: Bool, alwaysReplaced: Set<String> = []
  ) throws(OutputError) -> String? {
    writers.wait()
    return try hidden.withLock { (hidden) throws(OutputError) -> String? in
      guard let folder = hidden, let staging = staging.withLock({ $0 }) else {
        throw OutputError(.closed, path: path)
      }
      defer { hidden = nil }
      do throws(OutputError) {
        let entries = try staging.finish(order: order, cancelled: isCancelled)
        if !missing.isEmpty {
          try becomeVisible(folder)
          return nil
        }
        try place(entries, staging.folder, folder) { replace || alwaysReplaced.contains($0) }
      } catch {
        _ = removeHidden(folder)
        throw error
      }
      return removeHidden(folder) ? nil : folder.path
    }
  }

  /// Gives up: removes all that has not been published.
  ///
  /// May be called from another thread, at any time; publishing that has begun ends first, at the
  /// next file with `.closed`, or with success when everything is already being renamed.
  public func removeTemporaries() {
    isCancelled.store(true, ordering: .relaxed)
    writers.wait()
    hidden.withLock { hidden in
      if let folder = hidden { _ = removeHidden(folder) }
      hidden = nil
    }
  }

  // MARK: In place

  /// The hidden folder gets the name of the first missing folder.
  private func becomeVisible(_ folder: FolderHandle) throws(OutputError) {
    try folder.setMode(0o777 & ~fileMask())
    try publishNew(hiddenName, in: base, as: missing[0], in: base, isFolder: true)
    do throws(OutputError) {
      try base.sync()
    } catch {
      try? base.rename(missing[0], to: base, hiddenName)
      throw error
    }
  }

  private func place(
    _ entries: [Staging.Entry], _ new: FolderHandle, _ folder: FolderHandle,
    mayReplace: (String) -> Bool
  ) throws(OutputError) {
    for entry in entries { try checkEntry(entry, mayReplace: mayReplace(entry.name)) }
    var steps: [Step] = []
    do throws(OutputError) {
      for entry in entries {
        steps.append(try put(entry, new, folder, mayReplace: mayReplace(entry.name)))
      }
      try base.sync()
    } catch {
      for step in steps.reversed() { try? undo(step, new, folder) }
      try? base.sync()
      throw error
    }
  }

  /// What putting one entry in its place has done.
  private enum Step {
    case created(String)
    case exchanged(String)
    /// The old one is in the hidden folder: the file system knows no exchange.
    case setAside(String)
  }

  private func put(
    _ entry: Staging.Entry, _ new: FolderHandle, _ folder: FolderHandle, mayReplace: Bool
  ) throws(OutputError) -> Step {
    let name = entry.name
    guard mayReplace, try base.kind(name) != .none else {
      try publishNew(name, in: new, as: name, in: base, isFolder: entry.isFolder)
      return .created(name)
    }
    if try new.rename(name, to: base, name, .exchange) { return .exchanged(name) }
    let aside = "old-" + name
    try base.rename(name, to: folder, aside)
    do throws(OutputError) {
      try new.rename(name, to: base, name)
    } catch {
      try? folder.rename(aside, to: base, name)
      throw error
    }
    return .setAside(name)
  }

  private func undo(
    _ step: Step, _ new: FolderHandle, _ folder: FolderHandle
  ) throws(OutputError) {
    switch step {
    case .created(let name): try base.rename(name, to: new, name)
    case .exchanged(let name): _ = try new.rename(name, to: base, name, .exchange)
    case .setAside(let name):
      try base.rename(name, to: new, name)
      try folder.rename("old-" + name, to: base, name)
    }
  }

  /// Refuses what must not be replaced, before anything is.
  private func checkEntry(_ entry: Staging.Entry, mayReplace: Bool) throws(OutputError) {
    let path = base.pathOf(entry.name)
    switch try base.kind(entry.name) {
    case .none: return
    case _ where !mayReplace: throw OutputError(.exists, path: path)
    case .link: throw OutputError(.isLink, path: path)
    case .folder where entry.isFolder: break
    case .file where !entry.isFolder: return
    default: throw OutputError(entry.isFolder ? .notAFolder : .notAFile, path: path)
    }
    let old = try base.openFolder(entry.name)
    for name in try old.entries() {
      guard ownNames.contains(name) || entry.files.contains(name), try old.kind(name) == .file
      else {
        throw OutputError(.foreignEntry, path: old.pathOf(name))
      }
    }
  }

  /// - Returns: whether nothing is left.
  private func removeHidden(_ folder: FolderHandle) -> Bool {
    // A disturbed call is worth another try: nobody else will clear up.
    for _ in 0..<3 {
      do throws(OutputError) {
        // Never empty what has become visible.
        guard try base.holds(hiddenName, as: folder) else { return false }
        try removeContents(of: folder)
        try base.remove(hiddenName, isFolder: true)
        return true
      } catch {
        continue
      }
    }
    return false
  }
}

// MARK: - Probing

/// The deepest folder of a path that exists, and the names still missing below it.
private func findPlace(_ path: String) throws(OutputError) -> (FolderHandle, [String]) {
  guard !path.isEmpty, !path.utf8.contains(0) else { throw OutputError(.badName, path: path) }
  var parts = path.split(separator: "/").filter { $0 != "." }.map(String.init)
  let root = path.hasPrefix("/") ? "/" : ""
  func joined() -> String {
    let text = root + parts.joined(separator: "/")
    return text.isEmpty ? "." : text
  }
  let current = FolderHandle.current
  var missing: [String] = []
  // The folder itself may not be a link; the way to it may lead through links.
  var kind = try current.kind(joined())
  if kind == .link { throw OutputError(.isLink, path: path) }
  while kind == .none, let last = parts.popLast() {
    guard last != ".." else { throw OutputError(.badName, path: path) }
    missing.insert(last, at: 0)
    kind = try current.kind(joined(), follow: true)
  }
  guard kind == .folder else { throw OutputError(.notAFolder, path: joined()) }
  return (try current.openFolder(joined(), follow: !missing.isEmpty), missing)
}

/// Makes the hidden folder, or takes over the one that a killed run left, and locks it.
private func lockedHiddenFolder(
  _ name: String, in base: FolderHandle
) throws(OutputError) -> FolderHandle {
  // Another run may remove the folder between our finding and our locking it.
  for _ in 0..<16 {
    let isNew = try base.makeFolder(name, mode: 0o700)
    do throws(OutputError) {
      guard let folder = try base.openFolderIfThere(name) else { continue }
      try folder.lock()
      guard try base.holds(name, as: folder) else { continue }
      if !isNew { try removeContents(of: folder) }
      return folder
    } catch {
      if case .held = error.reason { throw OutputError(error.reason, path: base.path) }
      if isNew { try? base.remove(name, isFolder: true) }
      throw error
    }
  }
  throw OutputError(.held(process: nil), path: base.path)
}

/// Removes all that is in a folder, links themselves and not what they point to.
private func removeContents(of folder: FolderHandle) throws(OutputError) {
  for name in try folder.entries() {
    let isFolder = try folder.kind(name) == .folder
    if isFolder { try removeContents(of: folder.openFolder(name)) }
    try folder.remove(name, isFolder: isFolder)
  }
}
