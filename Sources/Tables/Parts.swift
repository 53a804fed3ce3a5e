// Reading: bytes come from a file, a pipe or memory, part by part, into buffers used again and
// again. No mapping: a file that shrinks meanwhile is a short read here, never a SIGBUS. A part
// that is shorter than asked for is the last one.
//
// Unsafe: the system's calls write through pointers; ranges are checked here.
import Glibc
import Synchronization

/// The files that this process has read, as they were: none of them is replaced by its output,
/// whatever their names, links and `--force` say.
private let filesRead = Mutex<Set<FileFacts>>([])

/// Whether this process has read a file that is now as it was then.
func wasRead(_ status: stat) -> Bool {
  filesRead.withLock { $0.contains(FileFacts(status)) }
}

/// Whether this process has read the file of a path, as it is now.
public func wasRead(_ path: String) -> Bool {
  FileFacts(at: path).map { facts in filesRead.withLock { $0.contains(facts) } } ?? false
}

/// Where a table's bytes come from.
final class ByteSource: Sendable {
  private enum Origin {
    /// `isOrdered`: cannot be read at an offset (pipes, terminals, /proc).
    case file(Int32, isOrdered: Bool, before: FileFacts)
    case memory([UInt8])
    /// Another source, whose bytes pass through an intake.
    case text(ByteSource, SharedIntake)
  }

  private let path: String
  private let origin: Origin

  /// Opens a file; "-" is standard input.
  ///
  /// - Parameter isInput: whether the file must not be replaced by this run.
  init(path: String, isInput: Bool = true) throws(TableError) {
    self.path = path
    let file = path == "-" ? STDIN_FILENO : try ByteSource.open(path)
    guard let facts = FileFacts(of: file) else {
      let reason = errno
      if file != STDIN_FILENO { close(file) }
      throw .cannotRead(path: path, errno: reason)
    }
    if facts.isDirectory {
      if file != STDIN_FILENO { close(file) }
      throw .isDirectory(path: path)
    }
    if isInput { _ = filesRead.withLock { $0.insert(facts) } }
    let isOrdered = !facts.isRegular || facts.size == 0 || path == "-"
    origin = .file(file, isOrdered: isOrdered, before: facts)
  }

  init(_ bytes: [UInt8]) {
    path = ""
    origin = .memory(bytes)
  }

  /// The text of a raw source: UTF-8, from the header to the last record.
  init(_ raw: ByteSource, through intake: SharedIntake) {
    path = raw.path
    origin = .text(raw, intake)
  }

  deinit {
    if case .file(let file, _, _) = origin, file != STDIN_FILENO { close(file) }
  }

  /// Whether parts must be read one after the other.
  var isOrdered: Bool {
    switch origin {
    case .file(_, let isOrdered, _): isOrdered
    case .memory: false
    case .text: true
    }
  }

  /// After the end: the text of the lines below the last record, which are left out.
  var ending: [UInt8] {
    if case .text(_, let intake) = origin { return intake.ending }
    return []
  }

  /// Size and digest pieces of the file itself, where what is read here is not its bytes.
  var rawDigest: (size: Int, pieces: [PieceDigest])? {
    if case .text(_, let intake) = origin { return intake.digest }
    return nil
  }

  /// Whether opening the path again gives the same bytes: not of pipes and terminals.
  var isRepeatable: Bool {
    switch origin {
    case .file(_, _, let before): before.isRegular && path != "-"
    case .memory: true
    case .text(let raw, _): raw.isRepeatable
    }
  }

  /// Size as far as known before reading.
  var expectedSize: Int? {
    switch origin {
    case .file(_, let isOrdered, let before): isOrdered ? nil : before.size
    case .memory(let bytes): bytes.count
    case .text: nil
    }
  }

  /// Reads into `buffer[start..<start + count]` from `offset` of the file, or what follows in an
  /// ordered one; fewer bytes than asked for only at the end. Returns how many.
  func read(
    into buffer: inout [UInt8], start: Int, count: Int, offset: Int
  ) throws(TableError) -> Int {
    precondition(start >= 0 && count >= 0 && start + count <= buffer.count)
    switch origin {
    case .file: break
    case .memory(let bytes):
      let rest = bytes[min(offset, bytes.count)...].prefix(count)
      buffer.replaceSubrange(start..<start + rest.count, with: rest)
      return rest.count
    case .text(let raw, let intake):
      let text = try intake.take(count, from: raw)
      buffer.replaceSubrange(start..<start + text.count, with: text)
      return text.count
    }
    var done = 0
    while done < count {
      let size = readOnce(into: &buffer, start: start + done, count: count - done, offset + done)
      if size == 0 { break }
      if size < 0 && errno == EINTR { continue }
      if size < 0 { throw .cannotRead(path: path, errno: errno) }
      done += size
    }
    return done
  }

  private func readOnce(
    into buffer: inout [UInt8], start: Int, count: Int, _ offset: Int
  ) -> Int {
    guard case .file(let file, let isOrdered, _) = origin else { return 0 }
    return unsafe buffer.withUnsafeMutableBytes {
      let target = unsafe $0.baseAddress! + start
      return unsafe isOrdered
        ? Glibc.read(file, target, count) : pread(file, target, count, off_t(offset))
    }
  }

  /// Throws when the file is not what it was when it was opened.
  ///
  /// - Parameter byteCount: what was read in all; nil if it was not read to the end.
  func checkUnchanged(byteCount: Int?) throws(TableError) {
    if case .text(let raw, let intake) = origin {
      return try raw.checkUnchanged(byteCount: byteCount.map { _ in intake.digest.size })
    }
    guard case .file(let file, let isOrdered, let before) = origin, before.isRegular else { return }
    let sameName = path == "-" || isOrdered || FileFacts(at: path) == before
    let sameFile = isOrdered && before.size == 0 || FileFacts(of: file) == before
    let sameSize = isOrdered || byteCount ?? before.size == before.size
    if !(sameName && sameFile && sameSize) { throw .changedWhileReading(path: path) }
  }

  private static func open(_ path: String) throws(TableError) -> Int32 {
    while true {
      let file = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
      if file >= 0 { return file }
      if errno == EINTR { continue }
      throw errno == ENOENT ? .notFound(path: path) : .cannotRead(path: path, errno: errno)
    }
  }
}

/// Whether a path names a file that can be read again, no pipe, folder or device.
public func isRegularFile(at path: String) -> Bool {
  path != "-" && FileFacts(at: path)?.isRegular ?? false
}

/// The bytes of a regular file; nil where there is none.
public func sizeOfFile(at path: String) -> Int? {
  FileFacts(at: path).flatMap { $0.isRegular ? $0.size : nil }
}

/// What a symbolic link says; nil where a path names none.
public func linkTarget(at path: String) -> String? {
  var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
  let count = unsafe readlink(path, &bytes, bytes.count)
  if count < 0 { return nil }
  return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

/// Whether a path names what gives its bytes only once: a pipe, a terminal, standard input.
public func isOrderedFile(at path: String) -> Bool {
  path == "-" || FileFacts(at: path).map { !$0.isRegular && !$0.isDirectory } ?? false
}

/// What identifies a file and its state.
private struct FileFacts: Hashable {
  let device, inode: UInt64
  let size: Int
  let seconds, nanoseconds: Int
  private let mode: UInt32

  var isRegular: Bool { mode & S_IFMT == S_IFREG }
  var isDirectory: Bool { mode & S_IFMT == S_IFDIR }

  init?(of file: Int32) {
    var facts = stat()
    if unsafe fstat(file, &facts) != 0 { return nil }
    self.init(facts)
  }

  init?(at path: String) {
    var facts = stat()
    if unsafe stat(path, &facts) != 0 { return nil }
    self.init(facts)
  }

  init(_ facts: stat) {
    device = UInt64(facts.st_dev)
    inode = UInt64(facts.st_ino)
    size = Int(facts.st_size)
    seconds = facts.st_mtim.tv_sec
    nanoseconds = facts.st_mtim.tv_nsec
    mode = facts.st_mode
  }
}

/// So many zeros, in large pages where there are many. Zeros are taken from a shorter list, because
/// without optimization one at a time would take longer than all else.
private func zeros(_ count: Int) -> [UInt8] {
  let some = [UInt8](repeating: 0, count: min(count, 64 << 10))
  if count == some.count { return some }
  var bytes: [UInt8] = []
  bytes.reserveLargePages(count)
  while bytes.count < count { bytes += some.prefix(count - bytes.count) }
  return bytes
}

/// One part of a file in memory, with room before it for the record that began in earlier parts:
/// record and part stand in one piece, so that no record has a seam.
struct PartBuffer {
  /// Bytes read from the source at a time, to be counted while they are in cache.
  private static let slice = 256 << 10

  /// [ room | carry | part ]
  private(set) var storage: [UInt8]
  /// Index in `storage` of the part's first byte, and its size.
  private(set) var start: Int
  private(set) var size = 0
  /// Offset in the file of the part's first byte.
  private(set) var offset = 0
  /// Whether the part's quotes are odd in number.
  private(set) var hasOddQuotes = false

  /// - Parameter capacity: bytes of a part at most, to begin with.
  init(capacity: Int) {
    start = min(capacity, 64 << 10)
    storage = zeros(start + capacity + min(capacity, PartBuffer.slice))
  }

  /// The part's bytes as indices of `storage`.
  var range: Range<Int> { start..<start + size }

  /// Fills the buffer with the part of `count` bytes at `offset`; fewer at the end of the file.
  mutating func fill(
    from source: ByteSource, offset: Int, count: Int
  ) throws(TableError) {
    if storage.count - start < count { self = PartBuffer(capacity: count) }
    (self.offset, size, hasOddQuotes) = (offset, 0, false)
    _ = try append(from: source, count: count)
  }

  /// Reads the next `count` bytes of the file behind the part's; returns how many there were.
  mutating func append(from source: ByteSource, count wanted: Int) throws(TableError) -> Int {
    var done = 0
    while done < wanted {
      let slice = min(PartBuffer.slice, wanted - done)
      if storage.count - start - size < slice {
        storage += [UInt8](repeating: 0, count: max(storage.count, slice))
      }
      let got = try source.read(
        into: &storage, start: start + size, count: slice, offset: offset + size)
      let quotes = count(quote, in: storage.span, from: start + size, to: start + size + got)
      if quotes % 2 == 1 { hasOddQuotes.toggle() }
      size += got
      done += got
      if got < slice { break }
    }
    return done
  }

  /// Puts bytes before the part's first one.
  mutating func prepend(_ carry: [UInt8]) {
    if carry.count > start {
      let room = max(carry.count, 2 * start)
      storage.insert(contentsOf: [UInt8](repeating: 0, count: room - start), at: 0)
      start = room
    }
    storage.replaceSubrange(start - carry.count..<start, with: carry)
  }

  /// Bytes of the part up to and with its last LF outside quotes; nil if there is none.
  ///
  /// - Parameter endsInside: whether the part ends inside quotes; nil where quotes do not matter.
  func sizeOfWholeRecords(endsInside: Bool?) -> Int? {
    let bytes = storage.span
    var isInside = endsInside ?? false
    var index = start + size
    while index > start {
      index -= 1
      if bytes[index] == quote && endsInside != nil { isInside.toggle() }
      if bytes[index] == lineFeed && !isInside { return index + 1 - start }
    }
    return nil
  }
}
