// The hidden folder in which results are put together: made and locked, taken over from a killed
// run, emptied and removed. What it becomes stands in FileOutputFolder.swift.

import Dispatch
import Synchronization

/// A hidden folder of this run.
final class HiddenFolder: Sendable {
  let name: String
  /// Where it stands.
  let base: FolderHandle
  /// The open folder, locked as long as it is open; nil once it is removed or published.
  let handle: Mutex<FolderHandle?>
  private let keepsOld: Bool
  /// Whether `removeTemporaries` was called.
  let isCancelled = Atomic(false)
  /// Threads that may write into it at once: each has the files of a folder open. Whoever removes
  /// it takes all of their places, and so waits for the file that each has under way.
  private static let writersMax = 16
  private let writers = DispatchSemaphore(value: writersMax)
  /// Descriptors for the removal, which lists folders and so needs more of them than writing did.
  private let reserve: Mutex<[FolderHandle]>

  /// Makes the hidden folder, or takes over the one that a killed run left, and locks it.
  ///
  /// - Parameters:
  ///   - depth: levels of folders that will be made in it.
  ///   - keepsOld: whether what is replaced may be kept in it meanwhile; see `nameOfOld`.
  init(
    _ name: String, in base: FolderHandle, depth: Int, keepsOld: Bool
  ) throws(OutputError) {
    (self.name, self.base, self.keepsOld) = (name, base, keepsOld)
    // Removing opens one folder a level, and the innermost once more to list it.
    var reserve: [FolderHandle] = []
    for _ in 0...depth { reserve.append(try base.openFolder(".")) }
    self.reserve = Mutex(reserve)
    handle = Mutex(try lockedFolder(name, in: base, keepsOld: keepsOld))
  }

  /// The name in here of what stood in the output folder, on its way out of it or back.
  static func nameOfOld(_ name: String) -> String { old + name }
  /// The name that it had; nil of what is none of these.
  static func nameFromOld(_ name: String) -> String? {
    name.hasPrefix(old) && name != old ? String(name.dropFirst(old.count)) : nil
  }
  private static let old = "old-"
  /// What the hidden folder in an output folder that exists is called.
  static let nameInside = ".unfinished-output"

  /// Puts back what was on its way when a run was killed or could not take it back: it is the only
  /// one there is.
  fileprivate static func restore(
    from folder: FolderHandle, to base: FolderHandle
  ) throws(OutputError) {
    for entry in try folder.entries() {
      guard let name = nameFromOld(entry) else { continue }
      if try base.kind(name) == .none { try folder.rename(entry, to: base, name) }
    }
  }

  /// Writes files into it, side by side with other threads and without `handle`.
  func write<Failure>(_ body: () throws(Failure) -> Void) throws(Failure) {
    writers.wait()
    defer { writers.signal() }
    try body()
  }

  /// Gives up: removes all that has not been published; see `OutputFolder.removeTemporaries`.
  func removeTemporaries() {
    isCancelled.store(true, ordering: .relaxed)
    handle.withLock { handle in
      for _ in 0..<HiddenFolder.writersMax { writers.wait() }
      defer { for _ in 0..<HiddenFolder.writersMax { writers.signal() } }
      if let folder = handle { _ = remove(folder) }
      handle = nil
    }
  }

  /// - Returns: whether nothing is left.
  func remove(_ folder: FolderHandle) -> Bool {
    reserve.withLock { $0 = [] }
    // A disturbed call is worth another try: nobody else will clear up.
    for _ in 0..<3 {
      do throws(OutputError) {
        // Never empty what has become visible.
        guard try base.holds(name, as: folder) else { return false }
        if keepsOld { try HiddenFolder.restore(from: folder, to: base) }
        try removeContents(of: folder)
        try base.remove(name, isFolder: true)
        return true
      } catch {
        continue
      }
    }
    return false
  }
}

private func lockedFolder(
  _ name: String, in base: FolderHandle, keepsOld: Bool
) throws(OutputError) -> FolderHandle {
  // Another run may remove the folder between our finding and our locking it.
  for _ in 0..<16 {
    let isNew = try base.makeFolder(name, mode: 0o700)
    do throws(OutputError) {
      guard let folder = try base.openFolderIfThere(name) else { continue }
      try folder.lock()
      guard try base.holds(name, as: folder) else { continue }
      if !isNew && keepsOld { try HiddenFolder.restore(from: folder, to: base) }
      if !isNew { try removeContents(of: folder) }
      return folder
    } catch {
      if case .held = error.reason {
        // Whoever found our new folder first may be gone again, or holds it at the next look.
        if isNew { continue }
        throw OutputError(error.reason, path: base.path)
      }
      if isNew { try? base.remove(name, isFolder: true) }
      throw error
    }
  }
  throw OutputError(.held(process: nil), path: base.path)
}

/// Removes a folder with all that is in it, as far as the system lets it.
public func removeFolder(at path: String) {
  guard let folder = try? FolderHandle.current.openFolder(path) else { return }
  try? removeContents(of: folder)
  try? FolderHandle.current.remove(path, isFolder: true)
}

/// Removes all that is in a folder, links themselves and not what they point to.
private func removeContents(of folder: FolderHandle) throws(OutputError) {
  for name in try folder.entries() {
    let isFolder = try folder.kind(name) == .folder
    if isFolder { try removeContents(of: folder.openFolder(name)) }
    try folder.remove(name, isFolder: isFolder)
  }
}
