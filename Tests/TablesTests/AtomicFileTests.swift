// Single files: whole or not at all.

import Foundation
import Synchronization
import Tables
import Testing

@Suite struct AtomicFileTests {
  @Test("a file is written whole, with the permissions of any new file")
  func newFile() throws {
    let place = Workplace()
    place.put("other", "")
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try writeFile(bytes, to: place("file"), replace: false)
    #expect(FileManager.default.contents(atPath: place("file")) == Data(bytes))
    #expect(place.mode("file") == place.mode("other"))
    #expect(place.content.count == 2)
  }

  @Test("a file is replaced only when asked for, links and folders never")
  func replacing() throws {
    let place = Workplace()
    place.put("file", "old")
    place.make("folder")
    place.link("link", to: "file")
    place.put(".file.unfinished-output", "relic")
    func write(_ name: String, _ replace: Bool) -> OutputError.Reason? {
      reason { () throws(OutputError) in
        try writeFile(Array("new".utf8), to: place(name), replace: replace)
      }
    }
    #expect(write("file", false) == .exists)
    #expect(write("link", false) == .exists && write("link", true) == .isLink)
    #expect(write("folder", false) == .exists && write("folder", true) == .notAFile)
    #expect(place.content["file"] == "old")
    #expect(write("file", true) == nil)
    #expect(write("fresh", true) == nil)
    #expect(
      place.content == ["file": "new", "fresh": "new", "folder/": "", "link -> file": ""])
  }

  @Test("a path without a folder or a name is an error")
  func badPaths() {
    let place = Workplace()
    func write(_ path: String) -> OutputError.Reason? {
      reason { () throws(OutputError) in try writeFile([], to: path, replace: true) }
    }
    #expect(write(place("none/file")) == .system(.open, errno: ENOENT))
    for path in ["", place(""), place("."), place(".."), place("a\0b")] {
      #expect(write(path) == .badName)
    }
    #expect(place.content == [:])
  }

  @Test("of twenty writers at once one makes the file, and it is whole")
  func twentyWriters() {
    let place = Workplace()
    let successes = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 20) { writer in
      let bytes = [UInt8](repeating: UInt8(writer + 65), count: 100_000)
      let failure = reason { () throws(OutputError) in
        try writeFile(bytes, to: place("file"), replace: false)
      }
      if failure == nil { successes.add(1, ordering: .relaxed) }
    }
    #expect(successes.load(ordering: .relaxed) == 1)
    let content = place.content
    #expect(content.count == 1)
    #expect(content["file"].map { Set($0.utf8).count == 1 && $0.utf8.count == 100_000 } == true)
  }
}
