// Entries that a killed run has left in the hidden folder, as those see them who only read.

import Foundation
import Tables
import Testing

@Suite struct DisplacedEntryTests {
  @Test("what stands aside is found on any way that leads to it, until it is back")
  func displaced() throws {
    let place = Workplace()
    place.make("out/.unfinished-output/old-a")
    place.put("out/.unfinished-output/old-a/record.json", "{}")
    place.put("out/.unfinished-output/old-b", "gone on")
    place.put("out/.unfinished-output/new", "no old one")
    place.put("out/b", "new")
    for folder in ["out", "out/"] {
      let entries = displacedEntries(in: place(folder))
      #expect(entries.map(\.name) == ["a"])
      #expect(entries.map(\.isHeld) == [false])
      #expect(entries.first?.place.hasSuffix("out/.unfinished-output/old-a") == true)
    }
    for way in ["out/a", "out/a/", "out/a/record.json", "out/a/../b/x"] {
      #expect(displacedEntry(on: place(way))?.name == "a", "\(way)")
    }
    for way in ["out", "out/b", "out/c/record.json", "elsewhere/a", ""] {
      #expect(displacedEntry(on: way.isEmpty ? "" : place(way)) == nil, "\(way)")
    }
    _ = try OutputFolder(place("out"))
    #expect(displacedEntries(in: place("out")) == [])
  }
}
