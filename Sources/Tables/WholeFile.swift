// Small files whole: plans, records, seeds.

import Glibc

/// The bytes of a file; "-" is standard input.
///
/// - Parameter limit: at most one byte more than this is read, so that the caller can tell a file
///   that is too large from one that is not, without reading 5 GB.
public func readWholeFile(at path: String, limit: Int = 1 << 40) throws(TableError) -> [UInt8] {
  try wholeFile(ByteSource(path: path), limit: limit)
}

/// Whether a file has these bytes; one that cannot be read has not. It may be replaced afterwards.
public func isFile(at path: String, _ bytes: [UInt8]) -> Bool {
  guard let source = try? ByteSource(path: path, isInput: false) else { return false }
  return (try? wholeFile(source, limit: bytes.count)) == bytes
}

/// The first bytes of a file, none where it cannot be read. It may be replaced afterwards.
public func firstBytes(of path: String, count: Int) -> [UInt8] {
  guard let source = try? ByteSource(path: path, isInput: false) else { return [] }
  return Array((try? wholeFile(source, limit: count))?.prefix(count) ?? [])
}

private func wholeFile(_ source: ByteSource, limit: Int) throws(TableError) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while bytes.count <= limit {
    let size = min(chunk.count, limit + 1 - bytes.count)
    let read = try source.read(into: &chunk, start: 0, count: size, offset: bytes.count)
    bytes += chunk[..<read]
    if read < size { break }
  }
  return bytes
}

/// The bytes of a file that people or programs of ours have written: a record, a ledger, a seed.
///
/// - Throws: `.cannotRead` with EFBIG beyond 256 MiB, so that a device or a runaway file is refused
///   instead of filling the memory.
public func readBoundedFile(at path: String) throws(TableError) -> [UInt8] {
  let limit = 256 << 20
  let bytes = try readWholeFile(at: path, limit: limit)
  if bytes.count > limit { throw .cannotRead(path: path, errno: EFBIG) }
  return bytes
}
