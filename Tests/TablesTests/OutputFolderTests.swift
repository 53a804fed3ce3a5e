// Output folders: whole or not at all, whatever stands in the way.
//
// Failing system calls are tried from outside (strace); here is all that needs no fault injection.

import Foundation
import Synchronization
import Tables
import Testing

private func file(_ name: String, _ text: String) -> OutputFolder.File { (name, Array(text.utf8)) }

private let twoPlans = [
  file("a/plan.csv", "1"), file("a/record.json", "{}"), file("b/plan.csv", "2"),
  file("b/record.json", "[]"), file("summary.csv", "s"),
]

private let twoPlansContent = [
  "a/": "", "a/plan.csv": "1", "a/record.json": "{}", "b/": "", "b/plan.csv": "2",
  "b/record.json": "[]", "summary.csv": "s",
]

@Suite struct OutputFolderTests {
  @Test("a new folder appears with its parents and all its files, and nothing hidden is left")
  func newFolder() throws {
    let place = Workplace()
    let folder = try OutputFolder(place("x/y/out/"))
    #expect(place.content == [".x.unfinished-output/": ""])
    #expect(try folder.existing(["a"]) == [])
    #expect(try folder.publish(twoPlans, replace: false) == nil)
    let expected = twoPlansContent.map { ("x/y/out/" + $0.key, $0.value) }
    #expect(
      place.content
        == Dictionary(uniqueKeysWithValues: expected).merging(
          ["x/": "", "x/y/": "", "x/y/out/": ""]) { old, _ in old })
  }

  @Test("files and folders have the permissions of any new file and folder")
  func permissions() throws {
    let place = Workplace()
    place.put("file", "")
    place.make("folder")
    for name in ["new", "folder"] {
      try OutputFolder(place(name)).publish(twoPlans, replace: false)
      #expect(place.mode("\(name)/a/plan.csv") == place.mode("file"))
      #expect(place.mode("\(name)/summary.csv") == place.mode("file"))
      #expect(place.mode("\(name)/a") == place.mode("folder"))
      #expect(place.mode(name) == place.mode("folder"))
    }
  }

  @Test("an existing folder gets new entries beside what is there")
  func existingFolder() throws {
    let place = Workplace()
    place.put("notes.txt", "mine")
    place.make("c")
    let folder = try OutputFolder(place.path)
    #expect(try folder.existing(["a", "c", "notes.txt"]) == ["c", "notes.txt"])
    try folder.publish(twoPlans, replace: false)
    #expect(
      place.content
        == twoPlansContent.merging(["notes.txt": "mine", "c/": ""]) { old, _ in old })
  }

  @Test(
    "nothing is replaced unasked, and everything is left as it was",
    arguments: ["a/plan.csv", "a/other", "b/", "summary.csv", "summary.csv/", "b"])
  func noReplacing(existing: String) throws {
    let place = Workplace()
    if existing.hasSuffix("/") {
      place.make(existing)
    } else {
      if existing.contains("/") { place.make("a") }
      place.put(existing, "old")
    }
    let before = place.content
    let folder = try OutputFolder(place.path)
    #expect(
      reason { () throws(OutputError) in try folder.publish(twoPlans, replace: false) } == .exists)
    #expect(place.content == before)
  }

  @Test("replaced folders hold the new files alone; what was beside them stays")
  func replacing() throws {
    let place = Workplace()
    for name in ["a", "b", "c"] {
      place.make(name)
      place.put("\(name)/plan.csv", "old")
      place.put("\(name)/rejects.csv", "old")
    }
    place.put("summary.csv", "old")
    let folder = try OutputFolder(place.path, ownNames: ["rejects.csv"])
    #expect(try folder.publish(twoPlans, replace: true) == nil)
    #expect(
      place.content
        == twoPlansContent.merging(
          ["c/": "", "c/plan.csv": "old", "c/rejects.csv": "old"]) { old, _ in old })
  }

  @Test("some files may be replaced in any case")
  func alwaysReplaced() throws {
    let place = Workplace()
    place.put("summary.csv", "old")
    try OutputFolder(place.path).publish(
      twoPlans, replace: false, alwaysReplaced: ["summary.csv"])
    #expect(place.content == twoPlansContent)
  }

  @Test("a folder with anything that is not ours is not replaced")
  func foreignEntries() throws {
    for kind in 0..<3 {
      let place = Workplace()
      place.make("b")
      place.put("b/plan.csv", "old")
      switch kind {
      case 0: place.put("b/notes.docx", "mine")
      case 1: place.make("b/record.json")
      default: place.link("b/record.json", to: "plan.csv")
      }
      let before = place.content
      let folder = try OutputFolder(place.path)
      #expect(
        reason { () throws(OutputError) in try folder.publish(twoPlans, replace: true) }
          == .foreignEntries([kind == 0 ? "notes.docx" : "record.json"]))
      #expect(place.content == before)
    }
  }

  @Test("links are not followed, and files and folders do not replace one another")
  func kinds() throws {
    func publish(_ prepare: (Workplace) -> Void) throws -> OutputError.Reason? {
      let place = Workplace()
      place.make("elsewhere")
      place.put("elsewhere/plan.csv", "old")
      prepare(place)
      let before = place.content
      let reason = reason { () throws(OutputError) in
        try OutputFolder(place("out")).publish(twoPlans, replace: true)
      }
      #expect(place.content == before)
      return reason
    }
    #expect(try publish { $0.link("out", to: "elsewhere") } == .isLink)
    #expect(try publish { $0.link("out", to: "nowhere") } == .isLink)
    #expect(try publish { $0.put("out", "file") } == .notAFolder)
    #expect(
      try publish {
        $0.make("out")
        $0.link("out/b", to: "../elsewhere")
      } == .isLink)
    #expect(
      try publish {
        $0.make("out")
        $0.link("out/summary.csv", to: "../elsewhere/plan.csv")
      } == .isLink)
    #expect(
      try publish {
        $0.make("out")
        $0.put("out/b", "file")
      } == .notAFolder)
    #expect(try publish { $0.make("out/summary.csv") } == .notAFile)
  }

  @Test("the way to the output folder may lead through links, not through files")
  func parents() throws {
    let place = Workplace()
    place.make("real")
    place.link("way", to: "real")
    try OutputFolder(place("way/./out")).publish(twoPlans, replace: false)
    #expect(place.content["real/out/a/record.json"] == "{}")
    place.put("file", "")
    #expect(
      reason { () throws(OutputError) in _ = try OutputFolder(place("file/out")) } != nil)
    #expect(
      reason { () throws(OutputError) in _ = try OutputFolder(place("none/../out")) } == .badName)
    #expect(reason { () throws(OutputError) in _ = try OutputFolder("") } == .badName)
  }

  @Test("a second run on the same folder is told so, before and after the folder exists")
  func held() throws {
    let place = Workplace()
    for name in ["new", "old"] {
      if name == "old" { place.make(name) }
      let first = try OutputFolder(place(name))
      let second = reason { () throws(OutputError) in _ = try OutputFolder(place(name)) }
      #expect(second == .held(process: getpid()) || second == .held(process: nil))
      try first.publish(twoPlans, replace: false)
      try OutputFolder(place(name)).publish(twoPlans, replace: true)
    }
  }

  @Test("what a killed run left is removed, and links in it are not followed")
  func relics() throws {
    for name in ["", "new"] {
      let place = Workplace()
      place.make("mine")
      place.put("mine/notes", "mine")
      let relic = name.isEmpty ? ".unfinished-output" : ".new.unfinished-output"
      place.make(relic + "/new/deep/er")
      place.put(relic + "/new/plan.csv", "half")
      place.link(relic + "/new/mine", to: "../../mine")
      place.link(relic + "/new/notes", to: "../../mine/notes")
      try OutputFolder(place(name)).publish([file("a/record.json", "{}")], replace: false)
      let out = name.isEmpty ? "" : "new/"
      var expected = [
        "mine/": "", "mine/notes": "mine", out + "a/": "", out + "a/record.json": "{}",
      ]
      if !name.isEmpty { expected["new/"] = "" }
      #expect(place.content == expected)
    }
  }

  @Test("what a killed run had set aside comes back before its relic is removed")
  func setAside() throws {
    let place = Workplace()
    place.make(".unfinished-output/old-a")
    place.put(".unfinished-output/old-a/plan.csv", "the only one")
    place.put(".unfinished-output/old-summary.csv", "old")
    place.put("summary.csv", "new")
    _ = try OutputFolder(place(""))
    #expect(place.content == ["a/": "", "a/plan.csv": "the only one", "summary.csv": "new"])
    // Where the hidden folder would have become the output folder, nothing can have been set aside.
    place.make(".out.unfinished-output/old-b")
    _ = try OutputFolder(place("out"))
    #expect(place.content == ["a/": "", "a/plan.csv": "the only one", "summary.csv": "new"])
  }

  @Test(
    "names that lead elsewhere are refused, and nothing is left",
    arguments: ["", ".", "..", "/x", "x/", "a/../b", "../x", "a/b/c", "a//b", "a/.", "x\0y"])
  func badNames(name: String) throws {
    let place = Workplace()
    for out in ["", "new"] {
      let folder = try OutputFolder(place(out))
      #expect(
        reason { () throws(OutputError) in
          try folder.publish([file("ok", ""), file(name, "")], replace: true)
        } == .badName)
      #expect(place.content == [:])
    }
  }

  @Test("a name that stands twice, or as folder and file, is an error, and nothing is left")
  func duplicateNames() throws {
    let place = Workplace()
    for names in [["a/x", "b/x", "a/x"], ["x", "x"], ["a", "a/x"], ["a/x", "a"]] {
      let folder = try OutputFolder(place("new"))
      #expect(
        reason { () throws(OutputError) in
          try folder.publish(names.map { file($0, "") }, replace: true)
        } != nil)
      #expect(place.content == [:])
    }
  }

  @Test("files of a folder may come in any order, also between those of another")
  func interleaved() throws {
    let place = Workplace()
    try OutputFolder(place("")).publish(
      [file("a/x", "1"), file("b/x", "2"), file("y", "3"), file("a/z", "4")], replace: false)
    #expect(
      place.content == ["a/": "", "a/x": "1", "a/z": "4", "b/": "", "b/x": "2", "y": "3"])
  }

  @Test("given up, nothing is left, and publishing is over")
  func givingUp() throws {
    let place = Workplace()
    for out in ["", "x/y"] {
      let folder = try OutputFolder(place(out))
      #expect(!place.content.isEmpty)
      folder.removeTemporaries()
      folder.removeTemporaries()
      #expect(place.content == [:])
      #expect(
        reason { () throws(OutputError) in try folder.publish(twoPlans, replace: true) } == .closed)
    }
    _ = try OutputFolder(place("dropped"))
    #expect(place.content == [:])
    let folder = try OutputFolder(place("x"))
    try folder.publish([file("a", "")], replace: false)
    #expect(reason { () throws(OutputError) in try folder.publish([], replace: true) } == .closed)
  }

  @Test("a folder that appears meanwhile is not touched")
  func appearsMeanwhile() throws {
    let place = Workplace()
    let folder = try OutputFolder(place("out"))
    place.make("out")
    place.put("out/mine", "mine")
    #expect(
      reason { () throws(OutputError) in try folder.publish(twoPlans, replace: true) } == .exists)
    #expect(place.content == ["out/": "", "out/mine": "mine"])
  }

  @Test("room is asked for before the work")
  func room() throws {
    let place = Workplace()
    let wanted = reason { () throws(OutputError) in
      _ = try OutputFolder(place("out"), room: .max)
    }
    guard case .noRoom(needed: .max, let free)? = wanted else {
      Issue.record("room for \(Int.max) bytes")
      return
    }
    #expect(free > 0 && place.content == [:])
  }

  @Test("of twenty runs at once on one new folder one publishes, whole, and the others are told")
  func twentyRuns() {
    let place = Workplace()
    let outcomes = Mutex<[OutputError.Reason?]>([])
    DispatchQueue.concurrentPerform(iterations: 20) { run in
      let outcome = reason { () throws(OutputError) in
        let files = ["plan.csv", "record.json"].map { file("a/\($0)", "\(run)") }
        try OutputFolder(place("out")).publish(files, replace: false)
      }
      outcomes.withLock { $0.append(outcome) }
    }
    let all = outcomes.withLock { $0 }
    #expect(all.count { $0 == nil } == 1)
    for case let reason? in all {
      if case .held = reason { continue }
      #expect(reason == .exists)
    }
    let content = place.content
    #expect(content.count == 4 && content["out/a/plan.csv"] == content["out/a/record.json"])
  }
}
