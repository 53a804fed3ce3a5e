// One file that appears whole or not at all; for folders of files see FileOutputFolder.swift.
//
// The bytes go to a hidden file in the same folder, are put on disk, and get their name by one
// call. The folder is locked meanwhile, so that a hidden file which is found there is the relic of
// a killed run.

import Glibc

/// Writes a file that is wholly there and on disk; on failure it is as it was before, but where the
/// error names it as `unsettled`: then the new one stands there, whole, because the system did not
/// let it be taken back, and may not be on disk.
///
/// - Parameter replace: whether a file of this name is replaced; links, folders and devices never
///   are.
/// - Throws: `.exists`, `.isInput`, `.isLink`, `.notAFile`, `.badName`, `.closed` when stopping was
///   asked for, or a failed call with its path and errno. Nothing is left behind.
public func writeFile(
  _ bytes: [UInt8], to path: String, replace: Bool, cancellation: Cancellation = .process
) throws(OutputError) {
  let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
  guard let name = parts.last, !name.isEmpty, name != ".", name != "..",
    !path.utf8.contains(0)
  else { throw OutputError(.badName, path: path) }
  let parent = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/")
  let folder = try FolderHandle.current.openFolder(parent.isEmpty ? "/" : parent, follow: true)
  try folder.lock(waits: true)
  let isDone = try cancellation.uninterrupted { () throws(OutputError) in
    try write(bytes, as: name, in: folder, replace: replace)
    return true
  }
  if isDone == nil { throw OutputError(.closed, path: path) }
}

private func write(
  _ bytes: [UInt8], as name: String, in folder: FolderHandle, replace: Bool
) throws(OutputError) {
  let path = folder.pathOf(name)
  let hidden = "." + name + ".unfinished-output"
  if try folder.kind(hidden) != .none { try folder.remove(hidden) }
  switch try folder.kind(name) {
  case .none: break
  case _ where !replace: throw OutputError(.exists, path: path)
  case .file where try folder.wasRead(name): throw OutputError(.isInput, path: path)
  case .file: break
  case .link: throw OutputError(.isLink, path: path)
  case .folder, .other: throw OutputError(.notAFile, path: path)
  }
  do throws(OutputError) {
    try folder.writeFile(hidden, bytes, mode: 0o666 & ~fileMask())
    try publish(hidden, as: name, in: folder, replace: replace)
  } catch {
    try? folder.remove(hidden)
    throw error
  }
}

/// Gives the hidden file its name; an old file is kept under the hidden name until the new one is
/// sure to stay.
private func publish(
  _ hidden: String, as name: String, in folder: FolderHandle, replace: Bool
) throws(OutputError) {
  guard replace, try folder.kind(name) != .none else {
    try publishNew(hidden, in: folder, as: name, in: folder, isFolder: false)
    do throws(OutputError) {
      try folder.sync()
    } catch {
      let isBack = (try? folder.remove(name)) != nil
      throw isBack ? error : error.leaving(folder.pathOf(name))
    }
    return
  }
  guard try folder.rename(hidden, to: folder, name, .exchange) else {
    try folder.rename(hidden, to: folder, name)
    do throws(OutputError) { try folder.sync() } catch { throw error.leaving(folder.pathOf(name)) }
    return
  }
  do throws(OutputError) {
    try folder.sync()
    try folder.remove(hidden)
  } catch {
    let isBack =
      (try? folder.rename(hidden, to: folder, name, .exchange)) ?? false
      || (try? folder.rename(hidden, to: folder, name)) != nil
    throw isBack ? error : error.leaving(folder.pathOf(name))
  }
}

// MARK: - New names

/// Gives something a name that is free; never replaces.
///
/// One rename that refuses to replace. Where there is no such call, a file gets a second name and
/// loses the first (links never replace, either), and a folder is renamed after a check.
func publishNew(
  _ name: String, in folder: FolderHandle, as newName: String, in target: FolderHandle,
  isFolder: Bool
) throws(OutputError) {
  do throws(OutputError) {
    if try folder.rename(name, to: target, newName, .noReplace) { return }
    if !isFolder, try linkNew(name, in: folder, as: newName, in: target) { return }
    guard try target.kind(newName) == .none else {
      throw OutputError(.exists, path: target.pathOf(newName))
    }
    try folder.rename(name, to: target, newName)
  } catch {
    guard case .system(_, errno: let number) = error.reason,
      [EEXIST, ENOTEMPTY, ENOTDIR, EISDIR].contains(number)
    else { throw error }
    throw OutputError(.exists, path: target.pathOf(newName))
  }
}

/// - Returns: false where the file system has no links.
private func linkNew(
  _ name: String, in folder: FolderHandle, as newName: String, in target: FolderHandle
) throws(OutputError) -> Bool {
  do throws(OutputError) {
    try folder.link(name, to: target, newName)
  } catch {
    guard case .system(_, errno: let number) = error.reason,
      [EPERM, EOPNOTSUPP, ENOSYS].contains(number)
    else { throw error }
    return false
  }
  do throws(OutputError) {
    try folder.remove(name)
  } catch {
    try? target.remove(newName)
    throw error
  }
  return true
}
