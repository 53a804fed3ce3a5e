// Registries as they are exported: a title above the header, a sum below, codes in a column of
// another name, ids that a spreadsheet has rewritten.

import Testing

@testable import DoubleRandom

@Suite struct RealExportTests {
  private func findings(_ world: World, targets: String) throws -> Findings {
    world.draw(try world.plan(targets: targets)).findings
  }

  @Test("a title above the header is answered with leadingLines, which makes the table readable")
  func title() throws {
    let world = try World()
    let commas = String(repeating: ",", count: World.header.count - 1)
    try world.write("targets.csv", "名录库（2026年9月）\(commas)\r\n" + World.targets(World.rows))
    let found = try findings(world, targets: "")
    let finding = try #require(found.kept.first { $0.code == "header-elsewhere" })
    #expect(finding.message(.zh).contains("表头在第 2 行"))
    #expect(finding.hint(.en)?.contains("leadingLines: 1") ?? false)
    #expect(try !findings(world, targets: "leadingLines: 1").hasErrors)
    // A header that merely lacks a name is no title.
    try world.write("targets.csv", World.targets(World.rows).replacing("企业名称", with: ""))
    let nameless = try findings(world, targets: "")
    let other = try #require(nameless.kept.first { $0.code == "empty-header" })
    #expect(other.hint(.en)?.contains("name the column") ?? false)
  }

  @Test("9.11E+17 is nobody's id, whatever the column is called; other ids may be anything")
  func scientific() throws {
    let world = try World()
    var rows = World.rows
    rows[5][0] = "9.11101E+17"
    // Seventeen digits are a damaged credit code, or somebody's number.
    rows[6][0] = "91110109604125402"
    // A stall's number.
    rows[7][0] = "1E05"
    try world.write("targets.csv", World.targets(rows))
    let found = try findings(world, targets: "")
    #expect(found.codes(.error) == ["spreadsheet-damaged-code"])
    #expect(found.kept.first { $0.severity == .error }?.line == 7)
  }

  @Test("columns that call themselves credit codes are checked as such")
  func names() {
    for name in ["统一社会信用代码", "credit_code", "社会信用代码（18位）", "统一代码"] {
      #expect(Column.holdsCreditCodes(name), "\(name)")
    }
    for name in ["编号", "注册号", "id", "代码"] { #expect(!Column.holdsCreditCodes(name), "\(name)") }
  }
}
