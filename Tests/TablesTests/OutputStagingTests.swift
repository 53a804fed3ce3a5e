// Results that come in bit by bit and from several threads, published together.

import Synchronization
import Tables
import Testing

@Suite struct OutputStagingTests {
  @Test(
    "what several threads staged appears together, and nothing before", arguments: [false, true])
  func threads(folderIsThere: Bool) throws {
    let place = Workplace()
    if folderIsThere { place.make("out") }
    let folder = try OutputFolder(place("out"))
    let failures = parallelMap(20, jobs: 4) { index in
      do {
        try folder.stage([("p\(index)/a.csv", [UInt8(index)]), ("p\(index)/record.json", [1])])
        return 0
      } catch {
        return 1
      }
    }
    #expect(failures.reduce(0, +) == 0)
    #expect(!place.content.keys.contains { $0.hasPrefix("out/p") })
    try folder.stage([("summary.csv", [7])])
    #expect(try folder.publishStaged(order: ["p3", "summary.csv"], replace: false) == nil)
    let files = place.content.keys.filter { !$0.hasSuffix("/") }
    #expect(files.count == 41)
    #expect(files.allSatisfy { $0.hasPrefix("out/") })
    #expect(place.content["out/summary.csv"] == "\u{7}")
    #expect(throws: OutputError.self) { try folder.stage([("late", [])]) }
  }

  @Test("a name that cannot be is refused, and giving up leaves nothing")
  func giveUp() throws {
    let place = Workplace()
    let folder = try OutputFolder(place("out"))
    try folder.stage([("p/a.csv", [1])])
    #expect(throws: OutputError.self) { try folder.stage([("p/../b", [1])]) }
    #expect(throws: OutputError.self) { try folder.stage([("p/a.csv", [2])]) }
    folder.removeTemporaries()
    #expect(place.content.isEmpty)
    #expect(throws: OutputError.self) { try folder.publishStaged(order: [], replace: false) }
  }

  @Test("publishing nothing that was staged says so")
  func nothing() throws {
    let place = Workplace()
    let folder = try OutputFolder(place("out"))
    #expect(throws: OutputError.self) { try folder.publishStaged(order: [], replace: false) }
  }
}
