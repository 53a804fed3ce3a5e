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
}
