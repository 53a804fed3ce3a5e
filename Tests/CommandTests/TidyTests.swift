// What no compiler holds: who may import whom, where unsafe code stands, how long lines, functions
// and files are, that files say what they are, and that every finding has a sentence.

import DoubleRandom
import Foundation
import Tables
import Testing

/// A text file of the repository.
private struct SourceFile {
  var name: String
  var text: String

  var lines: [String] { text.components(separatedBy: "\n") }
  /// `Sources/Tables/…` → `Tables`.
  var module: String { name.components(separatedBy: "/").dropFirst().first ?? "" }
}

@Suite struct TidyTests {
  private static let imports: [String: Set<String>] = [
    "Sampling": [],
    "Tables": ["Glibc", "Dispatch", "Synchronization", "Lanes"],
    "DoubleRandom": ["Sampling", "Tables"],
    "shuangsuiji": ["DoubleRandom", "Sampling", "Tables", "Glibc", "Synchronization"],
  ]

  /// The only files with unsafe code, each with its reason at its head.
  private static let unsafeFiles: Set = [
    "Sources/Tables/BlockMasks.swift", "Sources/Tables/CombinationTable.swift",
    "Sources/Tables/Fields.swift",
    "Sources/Tables/FileOutputCalls.swift", "Sources/Tables/GB18030Runs.swift",
    "Sources/Tables/HashLanes.swift", "Sources/Tables/LargePages.swift",
    "Sources/Tables/Parts.swift", "Sources/Tables/StandardStreams.swift",
    "Sources/Tables/Threads.swift", "Sources/shuangsuiji/BenchMachine.swift",
    "Sources/shuangsuiji/Console.swift", "Sources/shuangsuiji/FaultSignals.swift",
    "Sources/shuangsuiji/ProgressDisplay.swift",
    "Sources/shuangsuiji/StopSignals.swift",
  ]

  /// All files below these folders with these endings.
  private func files(_ folders: [String], _ endings: [String]) throws -> [SourceFile] {
    try folders.flatMap { folder in
      let root = Program.repository.appending(path: folder)
      return try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
        .filter { name in endings.contains { name.hasSuffix($0) } }
        .map { name in
          SourceFile(
            name: "\(folder)/\(name)",
            text: try String(contentsOf: root.appending(path: name), encoding: .utf8))
        }
    }
  }

  private func swift() throws -> [SourceFile] { try files(["Sources", "Tests"], [".swift"]) }

  @Test("modules import only what they may")
  func imports() throws {
    for file in try files(["Sources"], [".swift"]) {
      let allowed = try #require(TidyTests.imports[file.module], "\(file.name)")
      for line in file.lines where line.firstMatch(of: #/^(@\w+ )*import /#) != nil {
        let name = line.components(separatedBy: " ").last ?? ""
        #expect(allowed.contains(name), "\(file.name): \(line)")
      }
    }
  }

  @Test("unsafe code stands in few files, which say why")
  func unsafe() throws {
    let word = #/\bunsafe\b/#
    var found: Set<String> = []
    for file in try files(["Sources"], [".swift"]) {
      let code = file.lines.filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }
      guard code.contains(where: { $0.firstMatch(of: word) != nil }) else { continue }
      found.insert(file.name)
      let head = file.lines.prefix { $0.hasPrefix("//") }.joined(separator: " ").lowercased()
      #expect(head.contains("unsafe"), "\(file.name) does not say why it is unsafe")
    }
    #expect(found == TidyTests.unsafeFiles)
  }

  @Test("lines have at most 100 characters, files at most 350 lines")
  func lengths() throws {
    for file in try swift() {
      #expect(file.lines.count <= 351, "\(file.name) has \(file.lines.count) lines")
      for (number, line) in file.lines.enumerated() where line.unicodeScalars.count > 100 {
        Issue.record("\(file.name):\(number + 1) has \(line.unicodeScalars.count) characters")
      }
    }
  }

  @Test("functions have at most 70 lines")
  func functions() throws {
    let start =
      #/
        ^(\ *)
        ((public|private|fileprivate|static|mutating|override|final|package|internal|@\S+)\ )*
        (func|init|subscript)\b
      /#
    for file in try swift() {
      var open: (indent: Int, line: Int)?
      for (number, line) in file.lines.enumerated() {
        if let function = open, line == String(repeating: " ", count: function.indent) + "}" {
          let length = number - function.line + 1
          #expect(length <= 70, "\(file.name):\(function.line + 1) has \(length) lines")
          open = nil
        } else if open == nil, let match = line.firstMatch(of: start), !line.hasSuffix("}") {
          open = (match.1.count, number)
        }
      }
    }
  }

  @Test("every file opens with what it is")
  func heads() throws {
    for file in try files(["Sources", "Tests"], [".swift", ".c", ".h"]) {
      #expect(file.text.hasPrefix("// ") || file.text.hasPrefix("/*"), "\(file.name)")
    }
    for file in try files(["plans"], [".json5"]) {
      #expect(file.text.hasPrefix("// "), "\(file.name)")
    }
  }

  @Test("nothing names a machine's own folders or a person's")
  func machinePaths() throws {
    // Put together here, so that this file does not name them either.
    let folders = ["work", "home", "root", "Users"].map { "/" + $0 + "/" }
    let all =
      try swift() + files(["Sources"], [".c", ".h"]) + files(["Tests"], [".sh", ".py", ".txt"])
      + files(["plans"], [".json5"])
    for file in all {
      for folder in folders { #expect(!file.text.contains(folder), "\(file.name): \(folder)") }
    }
  }

  @Test("every code of a finding has a sentence, and every sentence a use")
  func codes() throws {
    let text = try files(["Sources"], [".swift"]).map(\.text).joined()
    let call =
      #/
        (?:error|warning|report|add|unreadable|addOnce)\(\s*
        (?:Finding\(\s*)?(?:\.\w+,\s*)?(?:severity:\ \.\w+,\ )?(?:code:\ )?
        "([a-z0-9]+(?:-[a-z0-9]+)+)"
      /#
    let used = Set(text.matches(of: call).map { String($0.1) })
    #expect(used.count > 60, "the pattern finds the calls")
    for code in used.sorted() { #expect(MessageTable.message(code) != nil, "\(code)") }
    for message in MessageTable.all {
      let isTable = TableFinding.Kind(rawValue: message.code) != nil
      // The rules that starve a trip give their name to the end of the code.
      let isRule =
        message.code.hasPrefix("starved-by-")
        && text.contains("\"\(message.code.dropFirst("starved-by-".count))\"")
      let uses = text.components(separatedBy: "\"\(message.code)\"").count - 2
      #expect(isTable || isRule || uses > 0, "no use of \(message.code)")
    }
  }

  @Test("the repository's top holds what it should and no more")
  func top() throws {
    let known: Set = [
      "Package.swift", "Sources", "Tests", "plans", "samples", "Makefile", "README.md",
      "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "out",
    ]
    let names = try FileManager.default.contentsOfDirectory(atPath: Program.repository.path)
    for name in names where !name.hasPrefix(".") { #expect(known.contains(name), "\(name)") }
  }
}
