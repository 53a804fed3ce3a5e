// The new state of an output folder, written and on disk, but in a hidden folder still.

import Synchronization

struct Staging {
  /// A folder or a file directly in the output folder.
  struct Entry {
    var name: String
    var isFolder: Bool
    /// Names of the files in a folder.
    var files: Set<String> = []
  }

  /// Holds the entries.
  let folder: FolderHandle
  /// In the order of their first files.
  private(set) var entries: [Entry] = []

  /// Writes and syncs the files, in their order, then the folders.
  ///
  /// - Parameters:
  ///   - hidden: where the new state is put together.
  ///   - names: folders to be made for it there, one inside another.
  init(
    _ files: [OutputFolder.File], in hidden: FolderHandle, below names: [String],
    cancelled: borrowing Atomic<Bool>
  ) throws(OutputError) {
    let mode = 0o666 & ~fileMask()
    var chain = [hidden]
    for name in names {
      chain.append(try made(name, in: chain[chain.count - 1]))
    }
    folder = chain[chain.count - 1]
    var open: FolderHandle?
    var indices: [String: Int] = [:]
    for file in files {
      if cancelled.load(ordering: .relaxed) { throw OutputError(.closed, path: hidden.path) }
      let (top, name) = try parts(of: file.name)
      if let index = indices[top], entries[index].isFolder, let name {
        entries[index].files.insert(name)
      } else {
        indices[top] = entries.count
        entries.append(Entry(name: top, isFolder: name != nil, files: name.map { [$0] } ?? []))
      }
      if let current = open, name == nil || current.path != folder.pathOf(top) {
        try current.sync()
        open = nil
      }
      if name != nil, open == nil { open = try made(top, in: folder) }
      try (open ?? folder).writeFile(name ?? top, file.bytes, mode: mode)
    }
    try open?.sync()
    for folder in chain.reversed() { try folder.sync() }
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
