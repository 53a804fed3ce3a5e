// Stopping: scans end with an error of their own, temporaries go, and nothing new begins.

import Foundation
import Tables
import Testing

/// Asks for the stop when it is handed its first records.
private final class StoppingSink: RecordSink {
  let cancellation: Cancellation
  init(_ cancellation: Cancellation) { self.cancellation = cancellation }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    cancellation.request()
  }
}

@Suite struct CancellationTests {
  @Test("a scan stops at the end of a part and says so", arguments: 1...3)
  func scan(jobs: Int) {
    let cancellation = Cancellation()
    var options = ScanOptions()
    options.cancellation = cancellation
    options.partSize = 100
    options.jobs = jobs
    let bytes = Array(("a,b\n" + String(repeating: "1,2\n", count: 10_000)).utf8)
    #expect(throws: TableError.cancelled) {
      _ = try scanTable(bytes, options: options) { _ in StoppingSink(cancellation) }
    }
  }

  @Test("what an output folder has half made is removed, and it cannot publish")
  func folder() throws {
    let place = Workplace()
    let cancellation = Cancellation()
    let folder = try OutputFolder(place("out"), cancellation: cancellation)
    #expect(!place.content.isEmpty)
    cancellation.request()
    #expect(place.content.isEmpty)
    #expect(
      reason { () throws(OutputError) in
        try folder.publish([("a", [1])], replace: false)
      } == .closed)
    #expect(place.content.isEmpty)
  }

  @Test("after the wish to stop, no folder is prepared and no file is written")
  func nothingNew() {
    let place = Workplace()
    let cancellation = Cancellation()
    cancellation.request()
    #expect(
      reason { () throws(OutputError) in
        _ = try OutputFolder(place("out"), cancellation: cancellation)
      } == .closed)
    #expect(
      reason { () throws(OutputError) in
        try writeFile([1], to: place("file"), replace: true, cancellation: cancellation)
      } == .closed)
    #expect(place.content.isEmpty)
  }

  @Test("folders that are done with are forgotten")
  func done() throws {
    let place = Workplace()
    let cancellation = Cancellation()
    for _ in 0..<3 {
      let folder = try OutputFolder(place("out"), cancellation: cancellation)
      try folder.publish([("a", [1])], replace: true)
    }
    cancellation.request()
    #expect(place.content == ["out/": "", "out/a": "\u{1}"])
  }

  @Test("a folder of files is removed as a whole, links themselves and not what they lead to")
  func removal() {
    let place = Workplace()
    place.make("folder/inner")
    place.put("folder/inner/file", "x")
    place.put("kept", "x")
    place.link("folder/link", to: place("kept"))
    removeFolder(at: place("folder"))
    #expect(place.content == ["kept": "x"])
  }
}
