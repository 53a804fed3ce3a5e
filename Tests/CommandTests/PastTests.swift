// Long memory: a record of each version that was published, with its plan and registries, verified
// by this one. `make fixture` keeps one when a version is published.

import Foundation
import Testing

@Suite struct PastTests {
  @Test("records of earlier versions are verified by this one")
  func records() throws {
    let past = Program.repository.appending(path: "Tests/CommandTests/Past")
    let versions = try FileManager.default.contentsOfDirectory(atPath: past.path).sorted()
    #expect(!versions.isEmpty)
    for version in versions {
      let run = try Program.run(
        ["verify", "drawn/MTG-2026Q4/record.json", "--plan", "plan.json5"],
        in: past.appending(path: version))
      #expect(run.status == 0, "\(version): \(run.output)\(run.errors)")
    }
  }

  @Test("from standard input a record of an earlier version lacks its pages, which is said")
  func standardInput() throws {
    let past = Program.repository.appending(path: "Tests/CommandTests/Past/0.1.0")
    let run = try Program.shell(
      "shuangsuiji verify - --plan plan.json5 < drawn/MTG-2026Q4/record.json", in: past)
    #expect(run.status == 2 && run.errors.contains("note: [pages-of-earlier-version]"))
    #expect(run.errors.components(separatedBy: "[record-from-stdin]").count == 2, "\(run.errors)")
  }

  @Test("a changed page of an earlier version's record is found")
  func changedPage() throws {
    let clone = FileManager.default.temporaryDirectory.appending(path: "ssj-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: clone) }
    let past = Program.repository.appending(path: "Tests/CommandTests/Past/0.1.0")
    try FileManager.default.copyItem(at: past, to: clone)
    let page = clone.appending(path: "drawn/MTG-2026Q4/report.html")
    var bytes = try Data(contentsOf: page)
    bytes[bytes.count / 2] ^= 1
    try bytes.write(to: page)
    let run = try Program.run(
      ["verify", "drawn/MTG-2026Q4/record.json", "--plan", "plan.json5"], in: clone)
    #expect(run.status == 1 && run.output.contains("outputs.files["), "\(run.output)")
  }
}
