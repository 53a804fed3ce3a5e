// Work on several threads: each piece once, whatever the number of threads.

import Glibc
import Synchronization
import Testing

@testable import Tables

@Suite struct ThreadsTests {
  @Test("each piece of work is done once, and all are done at the end", arguments: [0, 1, 7, 300])
  func once(count: Int) {
    let done = Mutex([Int](repeating: 0, count: count))
    concurrently(count) { index in done.withLock { $0[index] += 1 } }
    #expect(done.withLock { $0 } == [Int](repeating: 1, count: count))
    // Without threads the caller does all of it.
    func none(_: Int) -> Bool { false }
    concurrently(count, canStart: none) { index in done.withLock { $0[index] += 1 } }
    #expect(done.withLock { $0 } == [Int](repeating: 2, count: count))
  }

  @Test("more folders than may wait are all brought to the disk, and the first failure is told")
  func disk() throws {
    let place = Workplace()
    place.make("x")
    let folder = try FolderHandle.current.openFolder(place("x"))
    let queue = DiskQueue()
    for number in 0..<100 {
      let file = try folder.createFile("\(number)", [1], mode: 0o644)
      queue.put(Staging.Written(files: [file], folder: folder))
    }
    try queue.wait()
    let closed = try folder.createFile("closed", [1], mode: 0o644)
    try closed.finish()
    queue.put(Staging.Written(files: [closed], folder: folder))
    #expect(reason { () throws(OutputError) in try queue.wait() } == .system(.sync, errno: EBADF))
  }
}
