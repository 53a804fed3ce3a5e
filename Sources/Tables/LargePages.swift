// Room for arrays of many megabytes. The system gives memory by pages of 4 KiB, each at its first
// touch: for the hundreds of megabytes of a large draw that alone took a twelfth of its time. Where
// it has larger pages, it is asked for those.
//
// Unsafe: the system is told the address of an array's own storage, which it neither reads nor
// writes; it may ignore the advice.

import Glibc

/// Bytes of a large page on x86-64 and on most arm64, and of a common one.
private let largePage: UInt = 2 << 20
private let page: UInt = 4 << 10
/// What stands before an array's elements in its own memory, at most; its room ends with a page.
private let heading = 64

extension Array where Element: BitwiseCopyable {
  /// Reserves room that may be made of large pages: for arrays that will be filled nearly whole.
  /// There may be more of it than was asked for, up to a large page.
  mutating func reserveLargePages(_ count: Int) {
    let stride = MemoryLayout<Element>.stride
    let wanted = UInt(count * stride + heading)
    let whole = Int((wanted + largePage - 1) & ~(largePage - 1))
    reserveCapacity((whole - heading) / stride)
    let size = UInt(capacity * stride)
    unsafe withUnsafeMutableBufferPointer { storage in
      let base = UInt(bitPattern: storage.baseAddress)
      // The first large page may begin with the heading.
      let isFirst = base & (largePage - 1) < page
      let start = isFirst ? base & ~(page - 1) : (base + largePage - 1) & ~(largePage - 1)
      let end = (base + size + page - 1) & ~(largePage - 1)
      if base == 0 || start >= end { return }
      let pages = unsafe UnsafeMutableRawPointer(bitPattern: start)
      _ = unsafe madvise(pages, Int(end - start), MADV_HUGEPAGE)
    }
  }
}
