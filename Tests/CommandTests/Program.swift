// The real executable, run as its users run it: in a folder, to its exit.

import Foundation
import Testing

/// What a run of the program said.
struct Run {
  var status: Int32
  var output: String
  var errors: String
}

enum Program {
  /// The root of the repository.
  static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Whether golden files are to be written instead of compared: `make golden`.
  static let isWritingGolden = ProcessInfo.processInfo.environment["GOLDEN"] == "write"

  /// The executable of this build, beside the test bundle.
  static let path: String = {
    let places = [
      Bundle.main.executableURL, URL(filePath: CommandLine.arguments[0]),
      repository.appending(path: ".build/debug/shuangsuiji"),
    ]
    let files = places.compactMap {
      $0?.deletingLastPathComponent().appending(path: "shuangsuiji").path
    }
    return files.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "shuangsuiji"
  }()

  /// A folder of its own with the plans and samples that documents and examples speak of.
  static func sampleClone() throws -> URL {
    let clone = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: clone, withIntermediateDirectories: true)
    for name in ["plans", "samples"] {
      try FileManager.default.copyItem(
        at: repository.appending(path: name), to: clone.appending(path: name))
    }
    return clone
  }

  /// Runs the program.
  ///
  /// - Parameter environment: added to PATH, and to LC_ALL=C unless it says otherwise.
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> Run {
    try run(path, arguments, in: folder, environment: environment)
  }

  /// Runs a line of shell in which `shuangsuiji` is the executable of this build.
  static func shell(_ line: String, in folder: URL) throws -> Run {
    let tools = URL(filePath: path).deletingLastPathComponent().path
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try run(
      "/bin/bash", ["-c", line], in: folder, environment: ["PATH": "\(tools):\(search)"])
  }

  private static func run(
    _ executable: String, _ arguments: [String], in folder: URL, environment: [String: String]
  ) throws -> Run {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let files = [scratch.appending(path: "output"), scratch.appending(path: "errors")]
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    // What a sanitizer is told holds for the program as well.
    let sanitizers = ProcessInfo.processInfo.environment.filter { $0.key.hasSuffix("SAN_OPTIONS") }
    process.environment = ["LC_ALL": "C"].merging(sanitizers) { $1 }.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationReason == .exit, "the program ended by a signal")
    return Run(
      status: process.terminationStatus,
      output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self))
  }
}

/// A temporary folder with the small world of `World/`: one district, 60 targets, five inspectors.
final class Workplace {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    try FileManager.default.copyItem(
      at: Program.repository.appending(path: "Tests/CommandTests/World"), to: folder)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func file(_ name: String) -> URL { folder.appending(path: name) }

  func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: file(name))) }

  func write(_ name: String, _ bytes: [UInt8]) throws { try Data(bytes).write(to: file(name)) }

  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Run {
    try Program.run(arguments, in: folder, environment: environment)
  }

  /// Draws the plan into `out`.
  @discardableResult
  func draw(_ more: String..., output: String = "out", seed: String = "the seed of test 3")
    throws -> Run
  {
    try Program.run(
      ["draw", "plan.json5", "--seed", seed, "--output", output] + more, in: folder)
  }

  func verify(_ more: String...) throws -> Run {
    try Program.run(["verify", "out/MTG-2026Q4/record.json"] + more, in: folder)
  }

  /// Names of all files and folders, hidden ones too, ascending.
  func names(_ below: String = "") throws -> [String] {
    let root = below.isEmpty ? folder : file(below)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
  }

  /// Contents of all files below a folder.
  func contents(_ below: String) throws -> [String: [UInt8]] {
    var contents: [String: [UInt8]] = [:]
    for name in try names(below) {
      if let data = try? Data(contentsOf: file("\(below)/\(name)")) { contents[name] = Array(data) }
    }
    return contents
  }
}
