// Writing to descriptors that are open already, every write checked. `print` hides a full disk.
//
// The one thing to know: a caller may have closed descriptors 0 to 2. The next file that is opened
// would get such a number, and messages would be written into results.
//
// Unsafe: the system's calls read through pointers, each for the length of one call.

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
    if count < 0 && errno == EAGAIN {
      // The reader made the pipe non-blocking and is slow.
      var pipe = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      _ = unsafe poll(&pipe, 1, -1)
      continue
    }
    if count < 0 { return errno }
    done += count
  }
  return 0
}

/// Gives descriptors 0 to 2 that are closed to the null device, so that no other file gets them;
/// reading from 0 and writing to 1 fail as before, writing to 2 goes nowhere.
public func occupyStandardStreams() {
  for descriptor in 0...2 as ClosedRange<Int32> where fcntl(descriptor, F_GETFD) < 0 {
    _ = unsafe open("/dev/null", descriptor == 1 ? O_RDONLY : O_WRONLY)
  }
}

/// What the system says of an error number.
public func systemMessage(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
