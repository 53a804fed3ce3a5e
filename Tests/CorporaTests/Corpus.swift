// Public test suites, run where they are: `make corpora`. None of their files is part of this
// repository; the variable CORPORA names the folder that holds them, a folder each. One that is not
// there is said, and nothing is claimed of it.

import Foundation
import Tables
import Testing

/// One public suite.
struct Corpus {
  let folder: URL
  let name: String

  /// The folder of all suites; nil when the run does not ask for them.
  static let root = ProcessInfo.processInfo.environment["CORPORA"].map { URL(filePath: $0) }

  /// Nil, and a line that says so, when it is not there.
  init?(_ name: String) {
    guard let root = Corpus.root else { return nil }
    self.name = name
    folder = root.appending(path: name).resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: folder.path) else {
      print("corpora: \(name): not there, not run")
      return nil
    }
  }

  /// Names of all files below a folder of the suite, ascending.
  func names(_ below: String = "", ending: String = "") throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.appending(path: below).path)
      .filter { $0.hasSuffix(ending) }.sorted()
  }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  func json(_ name: String) throws -> Any {
    try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.appending(path: name)), options: .fragmentsAllowed)
  }

  /// Says how many cases were run.
  func report(_ count: Int, _ more: String = "") {
    #expect(count > 0, "\(name) holds no case")
    print("corpora: \(name): \(count) cases run\(more.isEmpty ? "" : "; \(more)")")
  }
}

/// Suites run only where CORPORA says where they are.
let asked: ConditionTrait = .enabled(
  if: Corpus.root != nil, "CORPORA names no folder: make corpora")

/// A table as records of text, the header first; or the code of what is wrong with it.
func records(_ bytes: [UInt8], _ format: TableFormat = TableFormat()) -> (
  records: [[String]]?, problem: String?
) {
  let path = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: path) }
  do {
    try Data(bytes).write(to: path)
    let table = try readTable(at: path.path, format: format)
    if let finding = table.report.findings.first { return (nil, finding.kind.rawValue) }
    return ([table.header.names] + table.rows, nil)
  } catch TableError.finding(let finding, _) {
    return (nil, finding.kind.rawValue)
  } catch {
    return (nil, "\(error)")
  }
}
