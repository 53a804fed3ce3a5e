// Where a record's plan and registries are found: a copy farther up never stands in for a file that
// is gone or altered without a word.

import Foundation
import Tables
import Testing

@Suite struct PlanPlaceTests {
  private let record = "x/out/MTG-2026Q4/record.json"

  /// A folder with plans/ and samples/, and x/ in it with the same and a draw.
  private func twofold() throws -> Workplace {
    let workplace = try Workplace()
    let line = """
      mkdir plans samples x && mv *.json5 plans && mv *.csv samples \
      && sed -i 's|file: "|file: "../samples/|' plans/common.json5 \
      && cp -r plans samples x && cd x && shuangsuiji draw plans/plan.json5 --seed s -o out -q
      """
    let run = try Program.shell(line, in: workplace.folder)
    #expect(run.status == 0, "\(run.errors)")
    return workplace
  }

  private func verify(_ workplace: Workplace, _ more: String...) throws -> Run {
    try Program.run(["verify", record, "--quiet"] + more, in: workplace.folder)
  }

  @Test("the plan beside the output folder is used without a word, and --json names all files")
  func usual() throws {
    let workplace = try twofold()
    let run = try verify(workplace)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let json = try parseJSON5(Array(try verify(workplace, "--json").output.utf8))
    let answer = try #require(json["records"]?.elements?.first)
    #expect(answer["plan"]?.string == "x/plans/plan.json5")
    let paths = answer["files"]?.elements?.compactMap { $0["path"]?.string } ?? []
    #expect(paths.contains("x/plans/common.json5") && paths.contains("x/samples/targets.csv"))
  }

  @Test("a plan from farther up is named with both paths, though --quiet is given")
  func fartherUp() throws {
    let workplace = try twofold()
    try FileManager.default.removeItem(at: workplace.file("x/plans"))
    let near = try verify(workplace)
    #expect(near.status == 0 && near.errors.contains("warning: [plan-elsewhere]"), "\(near.errors)")
    #expect(near.errors.contains("plans/plan.json5, in a folder farther up, and not x/plans/plan"))
    try FileManager.default.removeItem(at: workplace.file("x/samples"))
    let line = "cd x && shuangsuiji verify out/*/record.json -q"
    let far = try Program.shell(line, in: workplace.folder)
    #expect(far.status == 0 && far.errors.contains("[plan-elsewhere]"), "\(far.errors)")
  }

  @Test(
    "what stands nearer and differs is an error, though a parent's copy agrees",
    arguments: ["samples/targets.csv", "samples/history.csv", "plans/plan.json5"])
  func nearer(name: String) throws {
    let workplace = try twofold()
    if !name.hasPrefix("plans") {
      try FileManager.default.removeItem(at: workplace.file("x/plans"))
    }
    try workplace.write("x/\(name)", try workplace.read("x/\(name)") + [0x0A])
    let run = try verify(workplace)
    let code = name.hasPrefix("plans") ? "file-changed" : "input-changed"
    #expect(run.status == 2 && run.errors.contains("x/\(name): error: [\(code)"), "\(run.errors)")
    #expect(!run.output.contains("identical"))
  }
}
