// Results in two folders that belong together: both appear, or neither.

import Foundation
import Tables
import Testing

private func file(_ name: String, _ text: String) -> OutputFolder.File { (name, Array(text.utf8)) }

@Suite struct TwoFoldersTests {
  @Test("a folder that another run holds is named as it was given, also before it exists")
  func held() throws {
    let place = Workplace()
    let first = try OutputFolder(place("new/deep"))
    do throws(OutputError) {
      _ = try OutputFolder(place("new/deep"))
      Issue.record("two runs hold one folder")
    } catch {
      #expect(error.path == place("new/deep"), "\(error)")
    }
    first.removeTemporaries()
  }

  @Test("where what follows in another folder fails, the first is as it was, new or not")
  func both() throws {
    let place = Workplace()
    for folder in ["out", "taken/a"] { place.make(folder) }
    place.put("out/ledger.jsonl", "1")
    place.put("taken/a/letter.txt", "mine")
    let before = place.content
    for path in ["out", "new"] {
      let folder = try OutputFolder(place(path))
      try folder.stage([file("ledger.jsonl", "12")])
      let other = try OutputFolder(place("taken"))
      try other.stage([file("a/plan.csv", "1")])
      #expect(throws: OutputError.self) {
        try folder.publish(
          replace: true,
          then: { () throws(OutputError) in
            try other.publish(replace: true)
          })
      }
      other.removeTemporaries()
      #expect(place.content == before)
    }
    let folder = try OutputFolder(place("out"))
    try folder.stage([file("ledger.jsonl", "12")])
    let other = try OutputFolder(place("free"))
    try other.stage([file("a/plan.csv", "1")])
    try folder.publish(
      replace: true,
      then: { () throws(OutputError) in
        try other.publish(replace: true)
      })
    #expect(place.content["out/ledger.jsonl"] == "12" && place.content["free/a/plan.csv"] == "1")
  }
}
