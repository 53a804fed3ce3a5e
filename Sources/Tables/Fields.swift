// From a raw field to its value. Most fields are their own value; a quoted one loses its outer
// quotes and every second one of its inner quotes.

/// Whether a raw field is quoted, that is, differs from its value. O(1).
@inlinable
public func isQuoted(_ bytes: Span<UInt8>, from: Int, to: Int) -> Bool {
  from < to && bytes[from] == UInt8(ascii: "\"")
}

/// The value of a raw field of a well-formed record. O(size).
public func decodeField(_ bytes: Span<UInt8>, from: Int, to: Int) -> [UInt8] {
  var value: [UInt8] = []
  decodeField(bytes, from: from, to: to, into: &value)
  return value
}

/// Appends the value of a raw field of a well-formed record. O(size).
public func decodeField(
  _ bytes: Span<UInt8>, from: Int, to: Int, into value: inout [UInt8]
) {
  value.reserveCapacity(value.count + to - from)
  guard isQuoted(bytes, from: from, to: to) else {
    for i in from..<to { value.append(bytes[i]) }
    return
  }
  var i = from + 1
  while i < to - 1 {
    value.append(bytes[i])
    i += bytes[i] == quote ? 2 : 1
  }
}

/// LF bytes of `bytes[from..<offset]`: with `from` 0, the `localLine` of a record that starts at
/// `offset` of a batch. O(size), many bytes at a time.
public func lineCount(_ bytes: Span<UInt8>, from: Int = 0, before offset: Int) -> Int {
  count(lineFeed, in: bytes, from: from, to: offset)
}
