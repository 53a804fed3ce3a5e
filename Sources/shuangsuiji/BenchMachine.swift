// What `bench` asks of the system: a registry without a name, reads, a folder for a moment, facts
// about machine and process.
//
// Unsafe: the system's calls take pointers; each is used for the length of one call, over a buffer
// whose size is at hand or a text that ends with 0.

import DoubleRandom
import Glibc
import Tables

/// A temporary file that loses its name as soon as it is made: gone with the process, however that
/// ends.
struct UnnamedFile: ~Copyable {
  private let descriptor: Int32
  /// Opens the file again, as any other.
  var path: String { "/proc/self/fd/\(descriptor)" }

  /// Nil when none can be made in the folder.
  init?(in folder: String) {
    var name = Array("\(folder)/registry-XXXXXX".utf8CString)
    descriptor = unsafe name.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
    if descriptor < 0 { return nil }
    unsafe unlink(name)
  }

  deinit { close(descriptor) }

  /// Writes a registry, made on several threads, in its order, and puts it on disk, so that the
  /// system is done with it; 0, or the system's error number.
  func write(_ registry: GeneratedRegistry, jobs: Int) -> Int32 {
    var problem = writeAll(registry.header, to: descriptor)
    let size = 4096
    for first in stride(from: 0, to: registry.rowCount, by: size * jobs) {
      let end = min(registry.rowCount, first + size * jobs)
      let pieces = parallelMap((end - first + size - 1) / size, jobs: jobs) { index in
        var bytes: [UInt8] = []
        let start = first + index * size
        registry.append(start..<min(end, start + size), to: &bytes)
        return bytes
      }
      for piece in pieces where problem == 0 { problem = writeAll(piece, to: descriptor) }
      if problem != 0 { return problem }
    }
    return fsync(descriptor) == 0 ? 0 : errno
  }
}

/// A file open for reading at offsets.
struct OpenFile: ~Copyable {
  private let descriptor: Int32
  let size: Int

  /// Nil unless it is a regular file that can be read.
  init?(_ path: String) {
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    var facts = stat()
    let problem = unsafe fstat(descriptor, &facts)
    size = Int(facts.st_size)
    if problem != 0 || facts.st_mode & S_IFMT != S_IFREG {
      if descriptor >= 0 { close(descriptor) }
      return nil
    }
  }

  deinit { close(descriptor) }

  /// Fills the buffer from an offset; how many bytes there were, fewer only at the end or when
  /// reading fails.
  func read(into buffer: inout [UInt8], offset: Int) -> Int {
    var done = 0
    while done < buffer.count {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe pread(descriptor, $0.baseAddress! + done, $0.count - done, off_t(offset + done))
      }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { break }
      done += count
    }
    return done
  }
}

/// A new folder for files of a moment; nil when none can be made.
func makeTemporaryFolder() -> String? {
  let place = environment("TMPDIR") ?? "/tmp"
  var name = Array("\(place)/shuangsuiji-bench-XXXXXX".utf8CString)
  let made = unsafe name.withUnsafeMutableBufferPointer { unsafe mkdtemp($0.baseAddress!) != nil }
  return made ? String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
}

/// Removes files and the folders in which they stand, where nothing else does.
func remove(_ files: [String], below folder: String) {
  var folders: Set<String> = []
  for file in files {
    unsafe unlink("\(folder)/\(file)")
    if let slash = file.lastIndex(of: "/") { folders.insert(String(file[..<slash])) }
  }
  for name in folders { unsafe rmdir("\(folder)/\(name)") }
  unsafe rmdir(folder)
}

/// The processor's name as the system tells it; empty where it does not.
func processorName() -> String {
  let bytes = (try? readWholeFile(at: "/proc/cpuinfo", limit: 1 << 16)) ?? []
  let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  guard let line = lines.first(where: { $0.hasPrefix("model name") }),
    let colon = line.firstIndex(of: ":")
  else { return "" }
  return String(line[colon...].dropFirst(2))
}

/// `malloc_trim` of the C library, which its Swift overlay does not show; nil where there is none.
private let mallocTrim: (@convention(c) (Int) -> Int32)? =
  unsafe dlsym(nil, "malloc_trim").map {
    unsafe unsafeBitCast($0, to: (@convention(c) (Int) -> Int32).self)
  }

/// Gives unused memory back and begins to watch the peak anew, where the system lets us.
func resetPeakMemory() {
  if let mallocTrim { _ = mallocTrim(0) }
  let file = unsafe open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
  guard file >= 0 else { return }
  _ = unsafe write(file, "5", 1)
  close(file)
}

/// The most memory that this process held since the peak was reset, in bytes; where the system does
/// not tell, since it began.
func peakMemory() -> Int {
  let status = (try? readWholeFile(at: "/proc/self/status", limit: 1 << 16)) ?? []
  let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first {
    $0.hasPrefix("VmHWM:")
  }
  if let kibibytes = line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first {
    return (Int(kibibytes) ?? 0) << 10
  }
  var usage = rusage()
  return unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0
    ? usage.ru_maxrss << 10 : 0
}
