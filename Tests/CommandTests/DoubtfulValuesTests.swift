// What falls out of a plan unnoticed because it is written a little otherwise: districts, tags in
// one cell, words of a scope, strata. `check` tells; of officers a draw does, too.

import Foundation
import Testing

@Suite struct DoubtfulValuesTests {
  /// A small world with changes to files, each the first occurrence.
  private func world(_ changes: (file: String, old: String, new: String)...) throws -> Workplace {
    let workplace = try Workplace()
    for change in changes {
      let text = String(decoding: try workplace.read(change.file), as: UTF8.self)
      let range = try #require(text.range(of: change.old), "\(change)")
      let edited = text.replacingCharacters(in: range, with: change.new)
      try workplace.write(change.file, Array(edited.utf8))
    }
    return workplace
  }

  private func check(_ workplace: Workplace, jobs: Int = 2) throws -> String {
    let run = try workplace.run("check", "plan.json5", "--jobs", "\(jobs)")
    #expect(run.status == 0, "\(run.errors)")
    return run.errors
  }

  @Test("the small world has nothing doubtful but a word that no row has")
  func nothing() throws {
    let errors = try check(try world())
    for code in ["district", "undivided-values", "stratum", "exempt-not-met"] {
      #expect(!errors.contains(code), "\(errors)")
    }
  }

  @Test(
    "tags that nothing divides are told once, with the first line, whatever the threads",
    arguments: ["食品经营、餐饮服务", "餐饮服务，食品经营", "餐饮服务/食品经营", "餐饮服务 食品经营", "餐饮服务；食品经营"])
  func tags(cell: String) throws {
    let workplace = try world(
      ("targets.csv", "存续,A,食品经营;餐饮服务", "存续,A,\(cell)"),
      ("targets.csv", "存续,C,食品经营;餐饮服务", "存续,C,\(cell)"))
    let errors = try check(workplace, jobs: 1)
    #expect(errors.contains("targets.csv:2: warning: [undivided-values] column 监管标签"), "\(errors)")
    #expect(errors.contains("“食品经营” is not found; cells: 2"), "\(errors)")
    #expect(errors.components(separatedBy: "[undivided-values]").count == 2)
    #expect(try check(workplace, jobs: 4) == errors)
  }

  @Test("an officer's qualifications and recusals that nothing divides are told, in a draw too")
  func officers() throws {
    let workplace = try world(
      ("inspectors.csv", "110109,食品,C1", "110109,药品、食品,C1"),
      (
        "inspectors.csv", "在岗,,,4,",
        "在岗,,,4,91110109100000008R、911101091000791907"
      ))
    for run in [try workplace.draw(), try workplace.run("check", "plan.json5")] {
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("inspectors.csv:2: warning: [undivided-values] column 岗位资质资格"))
      #expect(run.errors.contains("inspectors.csv:3: warning: [undivided-values] column 回避单位"))
    }
  }

  @Test(
    "a district spelt nearly as the plan's is told with the rows lost and the spelling meant",
    arguments: ["门头沟区", "110109000", "１１０１０９", "1101 09"])
  func districts(spelling: String) throws {
    let workplace = try world(
      ("targets.csv", "企业,110109,", "企业,\(spelling),"),
      ("inspectors.csv", ",110109,", ",\(spelling),"))
    for errors in [try check(workplace), try workplace.draw().errors] {
      #expect(
        errors.contains("targets.csv:2: warning: [district-not-drawn] column 所属区: “\(spelling)”"),
        "\(errors)")
      #expect(errors.contains("district; rows: 1\n  hint: did you mean 110109?"), "\(errors)")
      #expect(errors.contains("inspectors.csv:2: warning: [district-not-drawn]"), "\(errors)")
      #expect(errors.components(separatedBy: "targets.csv:2: warning").count == 2, "\(errors)")
    }
  }

  @Test("names are near with what stands before or behind them; other districts are not")
  func names() throws {
    func spelt(_ name: String) throws -> Workplace {
      let workplace = try world()
      for file in ["targets.csv", "inspectors.csv", "plan.json5"] {
        let text = String(decoding: try workplace.read(file), as: UTF8.self)
        try workplace.write(file, Array(text.replacing("110109", with: "门头沟区").utf8))
      }
      let text = String(decoding: try workplace.read("targets.csv"), as: UTF8.self)
        .replacing("企业,门头沟区,", with: "企业,\(name),", maxReplacements: 2)
      try workplace.write("targets.csv", Array(text.utf8))
      return workplace
    }
    for name in ["门头沟", "北京市门头沟区"] {
      let errors = try check(try spelt(name))
      #expect(errors.contains("“\(name)” is not how a plan spells its district; rows: 2"))
      #expect(errors.contains("did you mean 门头沟区?"), "\(errors)")
    }
    for name in ["海淀区", "门城地区"] {
      #expect(!(try check(try spelt(name)).contains("district-not-drawn")))
    }
    let empty = try check(try spelt(""))
    #expect(empty.contains("[empty-district] column 所属区: it is empty in 2 rows"), "\(empty)")
  }

  @Test("a stratum that is empty or like another is told with how much of it is drawn")
  func strata() throws {
    let values = "{ grade: [\"A\", \"B\", \"C\", \"D\"] }"
    let workplace = try world(
      ("common.json5", values, "{ grade: [\"A\", \"B\", \"C\", \"D\", \"a\", \"Ｂ\", \"\"] }"),
      ("targets.csv", "存续,A,食品经营", "存续,a,食品经营"), ("targets.csv", "存续,B,", "存续,Ｂ,"),
      ("targets.csv", "存续,C,食品经营", "存续,,食品经营"))
    let errors = try check(workplace)
    #expect(
      errors.contains(
        "the task food has a stratum “a” beside “A”, which differs only in case, width or blanks: "
          + "1 of 1 targets are drawn"), "\(errors)")
    #expect(errors.contains("the task credit has a stratum “Ｂ” beside “B”"), "\(errors)")
    #expect(
      errors.contains("food has a stratum whose 信用风险等级 is empty: 1 of 1 targets"), "\(errors)")
  }

  @Test("a word of a scope or an exemption that no row has is noted, with the one meant")
  func words() throws {
    let workplace = try world(
      ("plan.json5", "{ tag: [\"食品经营\"] }", "{ tag: [\"食品经营\", \"餐饮服物\", \"特种设备\"] }"),
      ("common.json5", "exempt: [\"投诉举报\"]", "exempt: [\"双随几\"]"))
    let errors = try check(workplace)
    #expect(errors.contains("note: [scope-word-not-met] the scope of the task food names “餐饮服物”"))
    #expect(errors.contains("did you mean 餐饮服务?"), "\(errors)")
    #expect(errors.contains("the task food names “特种设备”, which no row has in 监管标签"))
    #expect(!errors.contains("names “食品经营”"))
    #expect(errors.contains("history.csv: note: [exempt-not-met]"), "\(errors)")
    #expect(errors.contains("did you mean 双随机?"), "\(errors)")
  }

  @Test("a kind of visit like an exempt one counts, which is noted with its rows")
  func kinds() throws {
    let workplace = try world(("history.csv", ",双随机", ",投诉举报核查"))
    let errors = try check(workplace)
    #expect(errors.contains("history.csv:2: note: [kind-like-exempt] column 检查类型: “投诉举报核查”"))
    #expect(errors.contains("it counts in frequency rules; rows: 1"), "\(errors)")
    #expect(!(try check(try world()).contains("kind-like-exempt")))
  }

  @Test("the plan of init knows the grades of its registry and refuses others")
  func initGrades() throws {
    let workplace = try Workplace()
    _ = try workplace.run("init", "new")
    let file = "new/registries/targets.csv"
    let text = String(decoding: try workplace.read(file), as: UTF8.self)
    let range = try #require(text.range(of: ",B,"))
    try workplace.write(file, Array(text.replacingCharacters(in: range, with: ",b,").utf8))
    let run = try workplace.run("check", "new/plan.json5")
    #expect(run.status == 1 && run.errors.contains("[unknown-grade]"), "\(run.errors)")
  }
}
