// Room for arrays of many megabytes. The system gives memory by pages of 4 KiB, each at its first
// touch: for lists of a hundred megabytes that alone took a thirtieth of a draw. Where it has
// larger pages, it is asked for those.
//
// Unsafe: the system is told the address of an array's own storage, which it neither reads nor
// writes; it may ignore the advice.

import Glibc

/// Bytes of a large page on x86-64 and on most arm64.
private let largePage: UInt = 2 << 20

extension Array where Element: BitwiseCopyable {
  /// Reserves room that may be made of large pages: for arrays that will be filled nearly whole.
  mutating func reserveLargePages(_ count: Int) {
    reserveCapacity(count)
    let size = UInt(capacity * MemoryLayout<Element>.stride)
    unsafe withUnsafeMutableBufferPointer { storage in
      let base = UInt(bitPattern: storage.baseAddress)
      let start = (base + largePage - 1) & ~(largePage - 1)
      let end = (base + size) & ~(largePage - 1)
      if base == 0 || start >= end { return }
      let pages = unsafe UnsafeMutableRawPointer(bitPattern: start)
      _ = unsafe madvise(pages, Int(end - start), MADV_HUGEPAGE)
    }
  }
}
