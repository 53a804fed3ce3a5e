// The sample draws, frozen: 17 districts by the digests of their files, one small district to be
// read. Drawn by the real executable in two processes that differ in all that must not matter.
// `make golden` freezes them anew.

import Foundation
import Sampling
import Testing

@Suite struct GoldenTests {
  private static let golden = Program.repository.appending(path: "Tests/CommandTests/Golden")
  private static let seed = "shuangsuiji sample 2026Q4"
  private static let small = "BJ-2026Q4-110109"

  /// Draws all samples into a new folder, which is the caller's.
  private func draw(
    _ plans: [String], from folder: URL, jobs: Int, environment: [String: String]
  ) throws -> URL {
    let output = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    let run = try Program.run(
      ["draw"] + plans
        + ["--seed", GoldenTests.seed, "--output", output.path, "--jobs", "\(jobs)", "--quiet"],
      in: folder, environment: environment)
    #expect(run.status == 0, "\(run.errors)")
    return output
  }

  private func files(_ folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      files[name] = try? Data(contentsOf: folder.appending(path: name))
    }
    return files
  }

  /// As `sha256sum` prints it, by name.
  private func digests(_ files: [String: Data]) -> [String] {
    files.sorted { $0.key < $1.key }.map { name, data in
      "\(SHA256.hash(Array(data)).hex)  \(name)"
    }
  }

  @Test("the samples draw to the same bytes in every process, as they did when they were frozen")
  func samples() throws {
    let folder = Program.repository.appending(path: "plans")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("11") }.sorted()
    #expect(names.count == 17)
    let first = try draw(
      names.map { "plans/\($0)" }, from: Program.repository, jobs: 1, environment: [:])
    let second = try draw(
      names.map { folder.appending(path: $0).path }, from: URL(filePath: "/"), jobs: 3,
      environment: ["LC_ALL": "zh_CN.UTF-8", "TZ": "Asia/Shanghai", "HOME": "/nowhere"])
    defer { for output in [first, second] { try? FileManager.default.removeItem(at: output) } }
    let drawn = try files(first)
    let expected = try String(
      contentsOf: GoldenTests.golden.appending(path: "samples.digests"), encoding: .utf8
    ).split(separator: "\n").map(String.init)
    #expect(digests(drawn) == expected)
    #expect(digests(try files(second)) == expected)
    try readable(drawn)
  }

  /// The small district, file by file and line by line.
  private func readable(_ drawn: [String: Data]) throws {
    let golden = try files(GoldenTests.golden.appending(path: GoldenTests.small))
    let prefix = GoldenTests.small + "/"
    let names = drawn.keys.filter { $0.hasPrefix(prefix) }
      .map { String($0.dropFirst(prefix.count)) }
    #expect(names.sorted() == golden.keys.sorted())
    func lines(_ data: Data?) -> [String] {
      String(decoding: data ?? Data(), as: UTF8.self).components(separatedBy: "\n")
    }
    for (name, data) in golden.sorted(by: { $0.key < $1.key }) {
      let (expected, found) = (lines(data), lines(drawn[prefix + name]))
      #expect(found.count == expected.count, "\(name)")
      for (number, pair) in zip(expected, found).enumerated() where pair.0 != pair.1 {
        Issue.record("\(name), line \(number + 1): \(pair.1) is not \(pair.0)")
        break
      }
    }
  }

  @Test("the frozen district verifies from its folder, which holds no more than it needs")
  func verifies() throws {
    let run = try Program.run(
      ["verify", "Tests/CommandTests/Golden/\(GoldenTests.small)/record.json"],
      in: Program.repository)
    let verdict = ": identical\n  not checked: ledger.jsonl\n"
    #expect(run.status == 0 && run.output.hasSuffix(verdict), "\(run.output)\(run.errors)")
  }
}
