// The new state of an output folder, in a hidden folder still: files come in from several threads,
// are written at once and handed to the disk, and are synced together in the end, when most of
// them are there already.

import Synchronization

final class Staging: Sendable {
  /// A folder or a file directly in the output folder.
  struct Entry {
    var name: String
    var isFolder: Bool
    /// Names of the files in a folder, in their order.
    var files: [String] = []
  }

  /// Holds the entries.
  let folder: FolderHandle
  private let chain: [FolderHandle]
  private let mode = 0o666 & ~fileMask()
  private let staged = Mutex<[Entry]>([])

  /// - Parameters:
  ///   - hidden: where the new state is put together.
  ///   - names: folders to be made for it there, one inside another.
  init(in hidden: FolderHandle, below names: [String]) throws(OutputError) {
    var chain = [hidden]
    for name in names {
      chain.append(try made(name, in: chain[chain.count - 1]))
    }
    self.chain = chain
    folder = chain[chain.count - 1]
  }

  /// Writes files, in their order. May be called from several threads, for different entries.
  func add(
    _ files: [OutputFolder.File], cancelled: borrowing Atomic<Bool>
  ) throws(OutputError) {
    var open: FolderHandle?
    for file in files {
      if cancelled.load(ordering: .relaxed) { throw OutputError(.closed, path: folder.path) }
      let (top, name) = try parts(of: file.name)
      if let name {
        if open?.path != folder.pathOf(top) { open = try made(top, in: folder) }
        try open?.writeFile(name, file.bytes, mode: mode, sync: false)
      } else {
        try folder.writeFile(top, file.bytes, mode: mode, sync: false)
      }
      note(top, name)
    }
  }

  private func note(_ top: String, _ name: String?) {
    staged.withLock { entries in
      if let name, let index = entries.firstIndex(where: { $0.name == top && $0.isFolder }) {
        entries[index].files.append(name)
      } else {
        entries.append(Entry(name: top, isFolder: name != nil, files: name.map { [$0] } ?? []))
      }
    }
  }

  /// Syncs everything.
  ///
  /// - Parameter order: names of entries in the order in which they are to appear; others follow as
  ///   they came in.
  /// - Returns: the entries, in order.
  func finish(
    order: [String], cancelled: borrowing Atomic<Bool>
  ) throws(OutputError) -> [Entry] {
    var entries = staged.withLock { $0 }
    entries =
      order.flatMap { name in entries.filter { $0.name == name } }
      + entries.filter { !order.contains($0.name) }
    for entry in entries {
      if cancelled.load(ordering: .relaxed) { throw OutputError(.closed, path: folder.path) }
      if entry.isFolder {
        let inner = try folder.openFolder(entry.name)
        for file in entry.files { try inner.syncFile(file) }
        try inner.sync()
      } else {
        try folder.syncFile(entry.name)
      }
    }
    for folder in chain.reversed() { try folder.sync() }
    return entries
  }
}

/// A folder that is made if it is not there, with the permissions of any new folder.
private func made(_ name: String, in folder: FolderHandle) throws(OutputError) -> FolderHandle {
  _ = try folder.makeFolder(name, mode: 0o777)
  return try folder.openFolder(name)
}

/// `a/b` as folder and file, `b` as a file alone.
private func parts(of name: String) throws(OutputError) -> (top: String, file: String?) {
  let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  guard parts.count <= 2,
    parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." && !$0.utf8.contains(0) })
  else { throw OutputError(.badName, path: name) }
  return (parts[0], parts.count == 2 ? parts[1] : nil)
}
