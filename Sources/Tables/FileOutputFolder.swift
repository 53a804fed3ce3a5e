// A folder of results that appears whole or not at all.
//
//   prepare   probe the place, make a hidden folder there, lock that: a second run is told so
//   stage     write files into the hidden folder as they come; the disk gets them meanwhile
//   publish   when everything is on disk, rename it into place
//
// Where the output folder does not exist yet, the hidden folder becomes it (or the first of its
// missing parents): one rename makes all appear. Where it exists, each entry (a folder of results
// or a single file) is one rename of its own, in the order given; an entry that is replaced is
// exchanged with the old one in a single step (RENAME_EXCHANGE), and the old one is kept until all
// entries are in place. So every entry is the old one or the new one, whole and on disk, at every
// instant; if anything fails, what was already in place is exchanged back, and no trace is left.
// Only where a file system cannot exchange, there is an instant without a folder being replaced:
// the old one is in the hidden folder then, from which the next run would put it back.
//
// What a killed run leaves is its hidden folder, which the next run on the same place removes. If
// taking back fails as well, the error names what may be new while the rest is old.

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
  private let hidden: HiddenFolder
  /// What stands in the hidden folder; used with `hidden.handle` locked.
  private let staging = Mutex<Staging?>(nil)
  private let disk = DiskQueue()
  private let cancellation: Cancellation
  private let token: Cancellation.Token

  /// Probes the place of an output folder and locks it for this run.
  ///
  /// Nothing visible is made: a hidden folder proves that the place can be written to and holds
  /// the lock.
  /// - Parameters:
  ///   - path: the output folder; it and its parents need not exist.
  ///   - ownNames: names of files that may be removed with a folder that is replaced. A folder
  ///     with anything else is not replaced.
  ///   - room: bytes that must be free.
  ///   - cancellation: when it is asked for, all that is not published is removed.
  /// - Throws: `.isLink`, `.notAFolder`, `.held`, `.noRoom`, `.badName`, `.closed`, or a failed
  ///   call.
  public init(
    _ path: String, ownNames: Set<String> = [], room: Int = 0,
    cancellation: Cancellation = .process
  ) throws(OutputError) {
    self.path = path
    self.ownNames = ownNames
    self.cancellation = cancellation
    let (base, missing) = try findPlace(path)
    (self.base, self.missing) = (base, missing)
    let name = (missing.first.map { "." + $0 } ?? "") + HiddenFolder.nameInside
    let free = try base.freeBytes()
    guard free >= room else {
      throw OutputError(.noRoom(needed: room, free: free), path: path)
    }
    let entered = try cancellation.enter { () throws(OutputError) in
      do throws(OutputError) {
        let hidden = try HiddenFolder(
          name, in: base, depth: max(2, missing.count), keepsOld: missing.isEmpty)
        return (hidden, remove: { hidden.removeTemporaries() })
      } catch {
        // Where it does not exist yet, another folder holds the lock for it.
        if case .held = error.reason { throw OutputError(error.reason, path: path) }
        throw error
      }
    }
    guard let entered else { throw OutputError(.closed, path: path) }
    (hidden, token) = entered
  }

  deinit {
    hidden.removeTemporaries()
    cancellation.strike(token)
  }

  /// Which of these names (of folders or files in the output folder) exist already.
  public func existing(_ names: [String]) throws(OutputError) -> [String] {
    guard missing.isEmpty else { return [] }
    var found: [String] = []
    for name in names where try base.kind(name) != .none { found.append(name) }
    return found
  }

  /// Writes files into the hidden folder, in the order given, for `publish` to put in place.
  ///
  /// May be called from several threads, each with the files of other folders. The bytes are not
  /// kept; they are brought to the disk in the background.
  /// - Throws: `.exists` (a name given twice), `.badName`, `.closed`, or a failed call.
  public func stage(_ files: [File]) throws(OutputError) {
    let places = try hidden.handle.withLock { (handle) throws(OutputError) in
      guard let folder = handle else { throw OutputError(.closed, path: path) }
      return try staging.withLock { (staging) throws(OutputError) in
        var current = try existing(staging, in: folder)
        defer { staging = current }
        return try current.places(of: files)
      }
    }
    try hidden.write { () throws(OutputError) in
      for place in places { disk.put(try place.write(cancelled: hidden.isCancelled)) }
    }
  }

  private func existing(
    _ staging: Staging?, in folder: FolderHandle
  ) throws(OutputError) -> Staging {
    if let staging { return staging }
    return try Staging(in: folder, below: missing.isEmpty ? ["new"] : Array(missing.dropFirst()))
  }

  /// Publishes all that was staged: folders and files directly in the output folder, one after
  /// another.
  ///
  /// The output folder is done with afterwards, whatever the outcome. On failure everything is as
  /// it was before, byte for byte, but for what the error names as `unsettled`: entries that the
  /// system did not let be taken back, each whole, the new one or the old one.
  /// - Parameters:
  ///   - order: names of what comes first; the others follow as they were staged.
  ///   - replace: whether folders and files that exist are replaced.
  ///   - alwaysReplaced: files directly in the output folder that are replaced in any case.
  ///   - then: what belongs to it and stands elsewhere, put in place last. If it throws, this
  ///     folder, too, is as it was. Signals wait for it: it must not wait for them.
  /// - Returns: nil, or a hidden folder that could not be removed although all is published.
  /// - Throws: `.exists`, `.foreignEntries`, `.isLink`, `.notAFolder`, `.notAFile`, `.badName`,
  ///   `.closed`, or a failed call with its path and errno.
  @discardableResult
  public func publish(
    inOrder order: [String] = [], replace: Bool, alwaysReplaced: Set<String> = [],
    then: () throws(OutputError) -> Void = {}
  ) throws(OutputError) -> String? {
    try hidden.handle.withLock { (handle) throws(OutputError) -> String? in
      guard let folder = handle else { throw OutputError(.closed, path: path) }
      defer { handle = nil }
      do throws(OutputError) {
        let staging = try existing(staging.withLock { $0.take() }, in: folder)
        try disk.wait()
        try staging.sync()
        if hidden.isCancelled.load(ordering: .relaxed) { throw OutputError(.closed, path: path) }
        if !missing.isEmpty {
          try becomeVisible(folder, then)
          return nil
        }
        try place(
          staging.entries(inOrder: order), staging.folder, folder,
          mayReplace: { replace || alwaysReplaced.contains($0) }, then)
      } catch {
        _ = hidden.remove(folder)
        throw error
      }
      return hidden.remove(folder) ? nil : folder.path
    }
  }

  /// Gives up: removes all that has not been published.
  ///
  /// May be called from another thread, at any time: what is being staged ends with `.closed`;
  /// entries that are already being renamed are so first.
  public func removeTemporaries() { hidden.removeTemporaries() }

  // MARK: In place

  /// The hidden folder gets the name of the first missing folder.
  private func becomeVisible(
    _ folder: FolderHandle, _ then: () throws(OutputError) -> Void
  ) throws(OutputError) {
    try folder.setMode(0o777 & ~fileMask())
    try publishNew(hidden.name, in: base, as: missing[0], in: base, isFolder: true)
    do throws(OutputError) {
      try base.sync()
      try then()
    } catch {
      let isBack = (try? base.rename(missing[0], to: base, hidden.name)) != nil
      throw isBack ? error : error.leaving(base.pathOf(missing[0]))
    }
  }

  private func place(
    _ entries: [Staging.Entry], _ new: FolderHandle, _ folder: FolderHandle,
    mayReplace: (String) -> Bool, _ then: () throws(OutputError) -> Void
  ) throws(OutputError) {
    for entry in entries { try checkEntry(entry, mayReplace: mayReplace(entry.name)) }
    var steps: [Step] = []
    do throws(OutputError) {
      for entry in entries {
        steps.append(try put(entry, new, folder, mayReplace: mayReplace(entry.name)))
      }
      try base.sync()
      try then()
    } catch {
      var error = error
      for step in steps.reversed() where (try? undo(step, new, folder)) == nil {
        error = error.leaving(base.pathOf(step.entry.name))
      }
      try? base.sync()
      throw error
    }
  }

  /// What putting one entry in its place has done.
  private struct Step {
    enum Kind {
      case created, exchanged
      /// The old one is in the hidden folder: the file system knows no exchange.
      case kept
    }

    var kind: Kind
    var entry: Staging.Entry
  }

  private func put(
    _ entry: Staging.Entry, _ new: FolderHandle, _ folder: FolderHandle, mayReplace: Bool
  ) throws(OutputError) -> Step {
    let name = entry.name
    guard mayReplace, try base.kind(name) != .none else {
      try publishNew(name, in: new, as: name, in: base, isFolder: entry.isFolder)
      return Step(kind: .created, entry: entry)
    }
    if try new.rename(name, to: base, name, .exchange) {
      return Step(kind: .exchanged, entry: entry)
    }
    let old = HiddenFolder.nameOfOld(name)
    // A file with a second name can be replaced in one step; a folder cannot.
    let isLinked = !entry.isFolder && (try? base.link(name, to: folder, old)) != nil
    if !isLinked { try base.rename(name, to: folder, old) }
    do throws(OutputError) {
      try new.rename(name, to: base, name)
    } catch {
      let isBack = isLinked || (try? folder.rename(old, to: base, name)) != nil
      throw isBack ? error : error.leaving(base.pathOf(name))
    }
    return Step(kind: .kept, entry: entry)
  }

  private func undo(
    _ step: Step, _ new: FolderHandle, _ folder: FolderHandle
  ) throws(OutputError) {
    let name = step.entry.name
    let old = HiddenFolder.nameOfOld(name)
    switch step.kind {
    case .created: return try base.rename(name, to: new, name)
    case .exchanged:
      if (try? new.rename(name, to: base, name, .exchange)) ?? false { return }
      // No exchange any more: the plain way.
      try new.rename(name, to: folder, old)
    case .kept: break
    }
    if step.entry.isFolder { try base.rename(name, to: new, name) }
    try folder.rename(old, to: base, name)
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
    var foreign: [String] = []
    for name in try old.entries() {
      let isFile = try old.kind(name) == .file
      if !isFile || !ownNames.contains(name) && !entry.files.contains(name) {
        foreign.append(name)
      }
    }
    if !foreign.isEmpty { throw OutputError(.foreignEntries(foreign.sorted()), path: path) }
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
