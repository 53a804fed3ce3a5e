// Small files whole: plans, records, seeds.

/// The bytes of a file; "-" is standard input.
///
/// - Parameter limit: at most one byte more than this is read, so that the caller can tell a file
///   that is too large from one that is not, without reading 5 GB.
public func readWholeFile(at path: String, limit: Int = 1 << 40) throws(TableError) -> [UInt8] {
  let source = try ByteSource(path: path)
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
