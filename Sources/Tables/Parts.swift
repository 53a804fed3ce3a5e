// Reading files (temporary whole-file form). Unsafe: the system's read writes through a pointer.
import Glibc

/// All bytes of a file; "-" is standard input.
func readWhole(_ path: String) throws(TableError) -> [UInt8] {
  let file = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
  if file < 0 {
    throw errno == ENOENT ? .notFound(path: path) : .cannotRead(path: path, errno: errno)
  }
  defer { if file != 0 { close(file) } }
  var bytes: [UInt8] = []
  var piece = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    let count = unsafe piece.withUnsafeMutableBytes { unsafe read(file, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count < 0 {
      throw errno == EISDIR ? .isDirectory(path: path) : .cannotRead(path: path, errno: errno)
    }
    if count == 0 { return bytes }
    bytes += piece[..<count]
  }
}

/// All bytes of a file of at most `limit` bytes.
public func readWholeFile(at path: String, limit: Int = .max) throws(TableError) -> [UInt8] {
  try readWhole(path)
}

/// What the system says of an error number.
public func systemMessage(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
