// The new state of an output folder, put together in a hidden folder: files are written as they
// come, and brought to the disk while others are still being made.

import Dispatch
import Synchronization

/// What has been staged so far. One thread at a time adds to it; what each adds it then writes by
/// itself.
struct Staging {
  /// A folder or a file directly in the output folder.
  struct Entry {
    var name: String
    var isFolder: Bool
    /// Names of the files in a folder.
    var files: Set<String> = []
  }

  /// Files of one folder that are written, and the folder.
  struct Written: Sendable {
    var files: [WrittenFile]
    var folder: FolderHandle
  }

  /// Files of one folder to be written, and the folder.
  struct Place {
    fileprivate(set) var files: [OutputFolder.File]
    let folder: FolderHandle

    /// Writes the files, in their order.
    func write(cancelled: borrowing Atomic<Bool>) throws(OutputError) -> Written {
      let mode = 0o666 & ~fileMask()
      var written = Written(files: [], folder: folder)
      for (name, bytes) in files {
        if cancelled.load(ordering: .relaxed) { throw OutputError(.closed, path: folder.path) }
        written.files.append(try folder.createFile(name, bytes, mode: mode))
      }
      return written
    }
  }

  /// Holds the entries.
  let folder: FolderHandle
  /// The hidden folder and those made in it, one inside another.
  private let chain: [FolderHandle]
  /// In the order of their first files.
  private(set) var entries: [Entry] = []
  private var indices: [String: Int] = [:]

  /// - Parameters:
  ///   - hidden: where the new state is put together.
  ///   - names: folders to be made for it there, one inside another.
  init(in hidden: FolderHandle, below names: [String]) throws(OutputError) {
    var chain = [hidden]
    for name in names { chain.append(try made(name, in: chain[chain.count - 1])) }
    self.chain = chain
    folder = chain[chain.count - 1]
  }

  /// Makes the folders of files and notes their names; the files are still to be written.
  mutating func places(of files: [OutputFolder.File]) throws(OutputError) -> [Place] {
    var places: [Place] = []
    for file in files {
      let (top, name) = try parts(of: file.name)
      try note(top, name)
      let path = name == nil ? folder.path : folder.pathOf(top)
      if places.last?.folder.path != path {
        let own = name == nil ? folder : try made(top, in: folder)
        places.append(Place(files: [], folder: own))
      }
      places[places.count - 1].files.append((name ?? top, file.bytes))
    }
    return places
  }

  private mutating func note(_ top: String, _ name: String?) throws(OutputError) {
    if let name, let index = indices[top], entries[index].isFolder {
      entries[index].files.insert(name)
    } else {
      indices[top] = entries.count
      entries.append(Entry(name: top, isFolder: name != nil, files: name.map { [$0] } ?? []))
    }
  }

  /// The entries with those that `order` names first, in its order.
  func entries(inOrder order: [String]) -> [Entry] {
    let places = Dictionary(zip(order, 0...), uniquingKeysWith: { first, _ in first })
    return entries.enumerated().sorted {
      (places[$0.element.name] ?? .max, $0.offset) < (places[$1.element.name] ?? .max, $1.offset)
    }.map(\.element)
  }

  /// Brings the folders to the disk that hold the entries.
  func sync() throws(OutputError) {
    for folder in chain.reversed() { try folder.sync() }
  }
}

/// Brings written files to the disk, several at a time, because most of it is waiting.
///
/// Nothing depends on a thread being there: what none has taken, `wait` does itself.
final class DiskQueue: Sendable {
  private static let threadsMax = 4
  /// Folders of files that may be open at once.
  private static let capacity = 16

  private struct State {
    var pending: [Staging.Written] = []
    var threads = 0
    /// Folders that are being brought to the disk.
    var busy = 0
    var failure: OutputError?
    var isAwaited = false
  }

  private let state = Mutex(State())
  private let idle = DispatchSemaphore(value: 0)

  /// Files, then their folder; helps while too many are under way.
  func put(_ written: Staging.Written) {
    let (isFull, wantsThread) = state.withLock { state in
      state.pending.append(written)
      let wantsThread = state.threads < DiskQueue.threadsMax
      if wantsThread { state.threads += 1 }
      return (state.pending.count > DiskQueue.capacity, wantsThread)
    }
    if wantsThread, !startDetachedThread({ self.work() }) { state.withLock { $0.threads -= 1 } }
    if isFull { _ = finishNext() }
  }

  /// Waits until all that was put in is on disk.
  func wait() throws(OutputError) {
    while finishNext() {}
    let isBusy = state.withLock { state in
      state.isAwaited = state.busy > 0
      return state.isAwaited
    }
    if isBusy { idle.wait() }
    if let error = state.withLock({ $0.failure }) { throw error }
  }

  private func work() {
    while finishNext() {}
    state.withLock { $0.threads -= 1 }
  }

  /// Brings the next folder to the disk; false when none is waiting.
  private func finishNext() -> Bool {
    let next = state.withLock { state -> Staging.Written? in
      if state.pending.isEmpty { return nil }
      state.busy += 1
      return state.pending.removeFirst()
    }
    guard let next else { return false }
    var failure: OutputError?
    do throws(OutputError) {
      for file in next.files { try file.finish() }
      try next.folder.sync()
    } catch {
      failure = error
    }
    let isLast = state.withLock { state in
      state.busy -= 1
      state.failure = state.failure ?? failure
      defer { if state.busy == 0 { state.isAwaited = false } }
      return state.busy == 0 && state.isAwaited
    }
    if isLast { idle.signal() }
    return true
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
