// The system calls of writing, each checked, interrupted ones repeated: the only file of the output
// side that touches pointers.
//
// Everything is named relative to an open folder, and symbolic links are never followed, so that
// nothing can be put in the way between a check and its use.
//
// Unsafe: system calls take C strings, buffers and structures by pointer; `readdir` lends its
// entry. Each pointer lives for one call.

import Glibc
import Synchronization

/// What stands under a name.
enum EntryKind {
  case none, file, folder, link, other
}

/// An open folder, closed when the last reference goes.
final class FolderHandle: Sendable {
  let descriptor: Int32
  /// For messages.
  let path: String

  /// The current folder, which needs no descriptor.
  static let current = FolderHandle(descriptor: AT_FDCWD, path: "")

  private init(descriptor: Int32, path: String) {
    self.descriptor = descriptor
    self.path = path
  }

  deinit {
    if descriptor >= 0 { _ = close(descriptor) }
  }

  func pathOf(_ name: String) -> String {
    path.isEmpty ? name : path == "/" ? "/" + name : path + "/" + name
  }

  private func failure(_ call: OutputError.Call, _ name: String) -> OutputError {
    OutputError(.system(call, errno: errno), path: pathOf(name))
  }

  // MARK: Folders and entries

  /// - Throws: `.isLink` and `.notAFolder` where `follow` is false.
  func openFolder(_ name: String, follow: Bool = false) throws(OutputError) -> FolderHandle {
    let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW)
    let opened = repeated { unsafe openat(descriptor, name, flags) }
    guard opened >= 0 else {
      switch errno {
      case ELOOP: throw OutputError(.isLink, path: pathOf(name))
      case ENOTDIR: throw OutputError(.notAFolder, path: pathOf(name))
      default: throw failure(.open, name)
      }
    }
    return FolderHandle(descriptor: opened, path: pathOf(name))
  }

  /// - Returns: nil when there is nothing of this name.
  func openFolderIfThere(_ name: String) throws(OutputError) -> FolderHandle? {
    do throws(OutputError) {
      return try openFolder(name)
    } catch {
      if case .system(_, errno: ENOENT) = error.reason { return nil }
      throw error
    }
  }

  /// - Returns: false when the name is taken.
  func makeFolder(_ name: String, mode: mode_t) throws(OutputError) -> Bool {
    if repeated({ unsafe mkdirat(descriptor, name, mode) }) == 0 { return true }
    if errno == EEXIST { return false }
    throw failure(.create, name)
  }

  func kind(_ name: String, follow: Bool = false) throws(OutputError) -> EntryKind {
    guard let status = try status(name, follow: follow) else { return .none }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    default: return .other
    }
  }

  /// Whether this process has read the file of this name.
  func wasRead(_ name: String) throws(OutputError) -> Bool {
    guard let status = try status(name, follow: false) else { return false }
    return Tables.wasRead(status)
  }

  /// Whether `name` still is this open folder.
  func holds(_ name: String, as folder: FolderHandle) throws(OutputError) -> Bool {
    var own = stat()
    guard repeated({ unsafe fstat(folder.descriptor, &own) }) == 0 else {
      throw failure(.status, name)
    }
    guard let other = try status(name, follow: false) else { return false }
    return own.st_ino == other.st_ino && own.st_dev == other.st_dev
  }

  private func status(_ name: String, follow: Bool) throws(OutputError) -> stat? {
    var status = stat()
    let flags = follow ? 0 : AT_SYMLINK_NOFOLLOW
    if repeated({ unsafe fstatat(descriptor, name, &status, flags) }) == 0 { return status }
    if errno == ENOENT { return nil }
    throw failure(.status, name)
  }

  /// Names in this folder, ascending, without `.` and `..`.
  func entries() throws(OutputError) -> [String] {
    let again = repeated { unsafe openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard again >= 0 else { throw failure(.list, "") }
    guard let stream = unsafe fdopendir(again) else {
      let error = failure(.list, "")
      _ = close(again)
      throw error
    }
    defer { _ = unsafe closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = unsafe readdir(stream) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
      errno = 0
    }
    guard errno == 0 else { throw failure(.list, "") }
    return names.sorted()
  }

  /// Bytes that an unprivileged user may still write on this file system.
  func freeBytes() throws(OutputError) -> Int {
    var status = statvfs()
    guard repeated({ unsafe fstatvfs(descriptor, &status) }) == 0 else {
      throw failure(.status, "")
    }
    let (bytes, overflow) = status.f_bavail.multipliedReportingOverflow(by: status.f_frsize)
    return overflow ? .max : Int(clamping: bytes)
  }

  // MARK: Moving and removing

  func remove(_ name: String, isFolder: Bool = false) throws(OutputError) {
    guard repeated({ unsafe unlinkat(descriptor, name, isFolder ? AT_REMOVEDIR : 0) }) == 0 else {
      throw failure(.remove, name)
    }
  }

  /// A second name for a file; never replaces.
  func link(_ name: String, to folder: FolderHandle, _ newName: String) throws(OutputError) {
    let done = repeated {
      unsafe linkat(descriptor, name, folder.descriptor, newName, 0)
    }
    if done != 0 { throw folder.failure(.link, newName) }
  }

  /// Replaces a file; an empty folder only by a folder.
  func rename(_ name: String, to folder: FolderHandle, _ newName: String) throws(OutputError) {
    let done = repeated {
      unsafe renameat(descriptor, name, folder.descriptor, newName)
    }
    if done != 0 { throw folder.failure(.rename, newName) }
  }

  enum RenameFlag: UInt32 {
    case noReplace = 1
    case exchange = 2
  }

  /// `renameat2`: one atomic step.
  ///
  /// - Returns: false where the C library or the file system does not offer it.
  func rename(
    _ name: String, to folder: FolderHandle, _ newName: String, _ flag: RenameFlag
  ) throws(OutputError) -> Bool {
    guard let renameat2 = unsafe renameat2Call else { return false }
    let done = repeated {
      unsafe renameat2(descriptor, name, folder.descriptor, newName, flag.rawValue)
    }
    if done == 0 { return true }
    if [EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) { return false }
    throw folder.failure(.rename, newName)
  }

  // MARK: Durability and locks

  func setMode(_ mode: mode_t) throws(OutputError) {
    guard repeated({ fchmod(descriptor, mode) }) == 0 else { throw failure(.mode, "") }
  }

  func sync() throws(OutputError) {
    guard repeated({ fsync(descriptor) }) == 0 else { throw failure(.sync, "") }
  }

  /// Locks this folder for the process as long as it is open; a file system without locks is used
  /// without.
  ///
  /// - Throws: `.held` when another process has the lock and `waits` is false.
  func lock(waits: Bool = false) throws(OutputError) {
    guard repeated({ flock(descriptor, LOCK_EX | (waits ? 0 : LOCK_NB)) }) != 0 else { return }
    switch errno {
    case EWOULDBLOCK:
      throw OutputError(.held(process: lockHolder()), path: path)
    case ENOLCK, EOPNOTSUPP, ENOSYS, EBADF, EINVAL: return
    default: throw failure(.lock, "")
    }
  }

  /// The process that holds this folder's lock, where `/proc/locks` tells.
  private func lockHolder() -> Int32? {
    var own = stat()
    guard unsafe fstat(descriptor, &own) == 0, let text = systemText("/proc/locks") else {
      return nil
    }
    for line in text.split(separator: "\n") {
      // 1: FLOCK  ADVISORY  WRITE 4711 fe:01:131074 0 EOF
      let words = line.split(separator: " ")
      if words.count > 5, words[1] == "FLOCK",
        words[5].split(separator: ":").last == "\(own.st_ino)"
      {
        return Int32(words[4])
      }
    }
    return nil
  }

  // MARK: Files

  /// Writes a new file and puts it on disk; see `createFile`.
  func writeFile(_ name: String, _ bytes: [UInt8], mode: mode_t) throws(OutputError) {
    try createFile(name, bytes, mode: mode).finish()
  }

  /// Writes a new file; its mode is 0600 until it is whole. It is on disk when it is finished.
  ///
  /// - Throws: `.exists` when the name is taken. On other failures the file may be there in part.
  func createFile(
    _ name: String, _ bytes: [UInt8], mode: mode_t
  ) throws(OutputError) -> WrittenFile {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = repeated { unsafe openat(descriptor, name, flags, 0o600) }
    guard file >= 0 else {
      throw errno == EEXIST ? OutputError(.exists, path: pathOf(name)) : failure(.create, name)
    }
    let written = WrittenFile(descriptor: file, path: pathOf(name))
    try writeAll(bytes, to: file, name)
    guard repeated({ fchmod(file, mode) }) == 0 else { throw failure(.mode, name) }
    return written
  }

  private func writeAll(
    _ bytes: [UInt8], to file: Int32, _ name: String
  ) throws(OutputError) {
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
        return unsafe write(file, rest.baseAddress, rest.count)
      }
      if count > 0 {
        written += count
      } else if count == 0 || errno != EINTR {
        throw count == 0
          ? OutputError(.system(.write, errno: ENOSPC), path: pathOf(name)) : failure(.write, name)
      }
    }
  }
}

/// A new file that is written whole but may not be on disk; closed when the last reference goes.
final class WrittenFile: Sendable {
  /// −1 once it is closed.
  private let descriptor: Atomic<Int32>
  private let path: String

  fileprivate init(descriptor: Int32, path: String) {
    self.descriptor = Atomic(descriptor)
    self.path = path
  }

  deinit {
    let file = descriptor.load(ordering: .relaxed)
    if file >= 0 { _ = close(file) }
  }

  /// Puts the file on disk and closes it; to be called once.
  func finish() throws(OutputError) {
    let file = descriptor.load(ordering: .relaxed)
    guard repeated({ fsync(file) }) == 0 else {
      throw OutputError(.system(.sync, errno: errno), path: path)
    }
    descriptor.store(-1, ordering: .relaxed)
    // An interrupted close has closed: repeating it could close somebody else's file.
    if close(file) != 0, errno != EINTR {
      throw OutputError(.system(.close, errno: errno), path: path)
    }
  }
}

/// Repeats a call that a signal interrupted.
private func repeated(_ call: () -> Int32) -> Int32 {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}

/// `renameat2` of the C library, which its Swift overlay does not show; nil where there is none.
private let renameat2Call: RenameAt2? =
  unsafe dlsym(nil, "renameat2").map { unsafe unsafeBitCast($0, to: RenameAt2.self) }

private typealias RenameAt2 =
  @convention(c) (
    Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32
  ) -> Int32

/// Permissions that this process takes from new files and folders. Read, not set and restored,
/// because other threads may be making files.
func fileMask() -> mode_t {
  let line = systemText("/proc/self/status")?.split(separator: "\n").first {
    $0.hasPrefix("Umask:")
  }
  let digits = line?.split(whereSeparator: { $0 == "\t" || $0 == " " }).last
  return digits.flatMap { mode_t($0, radix: 8) } ?? 0o022
}

/// A text that the system offers as a file, or nil.
private func systemText(_ path: String) -> String? {
  let file = repeated { unsafe open(path, O_RDONLY | O_CLOEXEC) }
  guard file >= 0 else { return nil }
  defer { _ = close(file) }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 4096)
  while true {
    let count = unsafe piece.withUnsafeMutableBytes {
      unsafe read(file, $0.baseAddress, $0.count)
    }
    guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
    bytes += piece[..<count]
  }
}
