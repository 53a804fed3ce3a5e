// Writing to descriptors that are open already, every write checked. `print` hides a full disk.
//
// Unsafe: the system's `write` reads through a pointer.

import Glibc

/// Writes all bytes.
///
/// - Returns: 0, or the system's error number.
public func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
  var done = 0
  while done < bytes.count {
    let count = unsafe bytes.withUnsafeBytes {
      unsafe write(descriptor, $0.baseAddress! + done, $0.count - done)
    }
    if count < 0 && errno == EINTR { continue }
    if count < 0 { return errno }
    done += count
  }
  return 0
}

/// What the system says of an error number.
public func systemMessage(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
