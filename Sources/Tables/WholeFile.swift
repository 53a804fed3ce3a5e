// Small files whole: plans, records, seeds.

/// The bytes of a file; "-" is standard input.
///
/// - Parameter limit: at most one byte more than this is read, so that the caller can tell a file
///   that is too large from one that is not, without reading 5 GB.
public func readWholeFile(at path: String, limit: Int = 1 << 40) throws(TableError) -> [UInt8] {
  let source = try ByteSource(path: path)
  var bytes: [UInt8] = []
  while bytes.count <= limit {
    let start = bytes.count
    let size = min(1 << 20, limit + 1 - start)
    bytes.append(contentsOf: repeatElement(0, count: size))
    let read = try source.read(into: &bytes, start: start, count: size, offset: start)
    if read < size {
      bytes.removeSubrange((start + read)...)
      break
    }
  }
  return bytes
}
