// Rows that are no targets, and targets that are taken for none: a sum must not be drawn as an
// enterprise, and no enterprise may be left out for looking like one.

import Foundation
import Testing

@Suite struct LeftOutTests {
  /// A plan of its own over a registry with `id`, 企业名称 and 所属区.
  private func workplace(
    _ lines: [String], id: String = "统一社会信用代码", inputs: String = "", task: String = ""
  ) throws -> Workplace {
    let workplace = try Workplace()
    let status = lines.contains { $0.split(separator: ",").count > 3 } ? ",登记状态" : ""
    let rows = ["\(id),企业名称,所属区\(status)"] + lines
    try workplace.write("rows.csv", Array((rows.joined(separator: "\n") + "\n").utf8))
    let plan = """
      { id: "L-2026Q4", title: "试抽", authority: "某局", district: "110109",
        period: { from: "2026-10-01", to: "2026-12-31" },
        inputs: { targets: { file: "rows.csv", columns: { id: "\(id)" }, \(inputs) } },
        tasks: { all: { number: "1", title: "检查", items: [], quantity: "100%"\(task) } },
        schedule: { from: "2026-10-12", to: "2026-12-18" } }
      """
    try workplace.write("rows.json5", Array(plan.utf8))
    return workplace
  }

  private func draw(_ workplace: Workplace, jobs: Int = 2, to output: String = "rows") throws -> Run
  {
    try workplace.run(
      "draw", "rows.json5", "--seed", "s", "--output", output, "--jobs", "\(jobs)")
  }

  private static let code = "91110109100000008R,甲公司,110109"
  private static let other = "911101091000791907,乙公司,110109"

  @Test(
    "sums and remarks in the place of a target are errors, whatever stands beside them",
    arguments: [
      "合计,共2户,110109", "汇 总,,110109", "小计：2户,,110109", "填报单位,　,110109",
      "制表人 张三,审核人 李四,110109", "数据来源：登记系统,见说明,110109",
    ])
  func sums(line: String) throws {
    let run = try draw(try workplace([Self.code, Self.other, line]))
    #expect(run.status == 2 && run.errors.contains("rows.csv:4:"), "\(run.errors)")
    #expect(run.errors.contains("error: [not-a-target]"), "\(run.errors)")
  }

  @Test("an enterprise without a code of its own is warned of and drawn, not taken for a sum")
  func noSum() throws {
    let workplace = try workplace([Self.code, "企业3号,合计商店,110109"])
    let run = try draw(workplace)
    #expect(run.status == 0 && !run.errors.contains("not-a-target"), "\(run.errors)")
    let list = String(decoding: try workplace.read("rows/L-2026Q4/draw.csv"), as: UTF8.self)
    #expect(list.contains("企业3号"))
  }

  @Test("ids that begin as sums do are drawn, by however many threads")
  func threads() throws {
    let rows = (0..<40_000).map { "Total\($0),户\($0),110109" }
    let workplace = try workplace(rows, id: "编号")
    for jobs in [1, 4] {
      #expect(try draw(workplace, jobs: jobs, to: "by\(jobs)").status == 0)
    }
    let path = "L-2026Q4/draw.csv"
    #expect(try workplace.read("by1/\(path)") == workplace.read("by4/\(path)"))
  }

  @Test("a sum that may be set aside as a sum is, though wrong codes may be as well")
  func setAside() throws {
    let lines = [Self.code, Self.other, "合计,2户,110109"]
    let both = "setAside: { \"not-a-target\": 1, \"invalid-code\": 0 }"
    let run = try draw(try workplace(lines, inputs: both))
    #expect(run.status == 0, "\(run.errors)")
    let codes = try draw(try workplace(lines, inputs: "setAside: { \"invalid-code\": 1 }"))
    #expect(codes.status == 0, "\(codes.errors)")
  }

  @Test("the header once more is no target, whatever its letters, by any number of threads")
  func headerAgain() throws {
    for columns in ["id,name,district", "id,name,district,\"no, of all\""] {
      let more = columns.contains("\"") ? ",x" : ""
      let rows = (0..<20_000).map { "N\($0),a\($0),110109\(more)" }
      // An enterprise may be called like the column.
      for (line, isTold) in [(columns, true), ("id,name,110109\(more)", false)] {
        let workplace = try workplace([])
        let lines = [columns] + rows[..<15_000] + [line] + rows[15_000...]
        try workplace.write("rows.csv", Array((lines.joined(separator: "\n") + "\n").utf8))
        let plan = String(decoding: try workplace.read("rows.json5"), as: UTF8.self)
          .replacing("id: \"统一社会信用代码\"", with: "id: \"id\"").replacing(
            "district: \"110109\",", with: "")
        try workplace.write("rows.json5", Array(plan.utf8))
        for jobs in [1, 4] {
          let run = try draw(workplace, jobs: jobs, to: "by\(jobs)")
          let said = run.errors.contains("rows.csv:15002: error: [not-a-target] column id: “id”")
          #expect(run.status == (isTold ? 2 : 0) && said == isTold, "\(run.errors)")
        }
      }
    }
  }

  @Test("trailingLines that leave out a record are an error that names it")
  func trailing() throws {
    let lines = [Self.code, Self.other, "合计,2户,"]
    let right = try workplace(lines, inputs: "trailingLines: 1")
    #expect(try draw(right).status == 0)
    let wrong = try workplace(lines, inputs: "trailingLines: 2")
    let run = try draw(wrong)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.errors.contains("[record-left-out] trailingLines: 2"), "\(run.errors)")
    #expect(run.errors.contains("911101091000791907"))
  }

  @Test("a blank around a value that decides is told, at its first line, by any number of threads")
  func blanks() throws {
    for (blank, said) in [
      ("110109, 注销", "outer-blank-counts] column 登记状态: “ 注销”"),
      // Of a district it is said how many rows are not drawn, and nothing else.
      (" 110109,存续", "district-not-drawn] column 所属区: “ 110109”"),
    ] {
      let rows = (0..<20_000).map {
        "N\($0),户\($0),\($0 % 5000 == 4999 ? blank : "110109,存续")"
      }
      let workplace = try workplace(rows, id: "编号", task: ", exclude: { status: [\"注销\"] }")
      for jobs in [1, 4] {
        let run = try draw(workplace, jobs: jobs, to: "by\(jobs)")
        #expect(run.status == 0 && run.errors.contains("rows.csv:5001: warning: [\(said)"))
        #expect(run.errors.components(separatedBy: "warning: [").count == 2, "\(run.errors)")
      }
    }
  }

  @Test("a misspelt status that a task excludes is told, with the one that rows have")
  func statuses() throws {
    let lines = ["\(Self.code),吊销", "\(Self.other),存续"]
    let wrong = try draw(try workplace(lines, task: ", exclude: { status: [\"吊鎖\"] }"))
    #expect(wrong.errors.contains("[status-not-met] the task all excludes the status “吊鎖”"))
    #expect(wrong.errors.contains("did you mean 吊销?"), "\(wrong.errors)")
    let right = try draw(try workplace(lines, task: ", exclude: { status: [\"吊销\", \"迁出\"] }"))
    #expect(right.status == 0 && !right.errors.contains("status-not-met"), "\(right.errors)")
    // What one part does not have, another has.
    let parts = try workplace(
      ["\(Self.code),注销"], task: ", exclude: { status: [\"吊销\"] }")
    let plan = String(decoding: try parts.read("rows.json5"), as: UTF8.self)
      .replacing("file: \"rows.csv\"", with: "parts: [\"rows.csv\", \"more.csv\"]")
    try parts.write("rows.json5", Array(plan.utf8))
    let more = "统一社会信用代码,企业名称,所属区,登记状态\n\(Self.other),吊销\n"
    try parts.write("more.csv", Array(more.utf8))
    let both = try draw(parts)
    #expect(both.status == 0 && !both.errors.contains("status-not-met"), "\(both.errors)")
  }

  @Test(
    "a status like an excluded one is told at its first row in a frame, by any number of threads",
    arguments: [
      ("已注销", true), ("註銷", true), ("注销企业", true), ("注消", true), ("吊销，未注销", false), ("未注销", false),
      ("吊销", false), ("注销 ", false), ("注销", false), ("存续", false),
    ])
  func statusAlike(status: String, isTold: Bool) throws {
    let rows = (0..<20_000).map { index in
      let district = index < 3000 ? "110105" : "110109"
      return "N\(index),户\(index),\(district),\(index % 2500 == 2499 ? status : "存续")"
    }
    for weight in ["", ", weight: { column: \"编号\", plus: 1 }"] {
      let numbered = weight.isEmpty ? rows : rows.map { $0.replacing("N", with: "") }
      let workplace = try workplace(
        numbered, id: "编号",
        task: ", exclude: { status: [\"撤销\", \"注销\"] }\(weight)")
      for jobs in [1, 4] {
        let run = try draw(workplace, jobs: jobs, to: "by\(jobs)")
        #expect(run.status == 0)
        let said = "rows.csv:5001: warning: [status-like-excluded] column 登记状态: “\(status)”"
        #expect(run.errors.contains(said) == isTold, "\(run.errors)")
        #expect(run.errors.contains("[status-like-excluded]") == isTold)
        // What is told at its rows is not told once more at the plan, and what is another status
        // than the excluded one, or denies it, was not meant there.
        #expect(!run.errors.contains("[status-not-met]"), "\(run.errors)")
      }
    }
  }

  @Test("of a status like an excluded one all tasks are named in whose frames it stands")
  func statusAlikeInTasks() throws {
    let workplace = try workplace(["\(Self.code),存续", "\(Self.other),已注销"])
    let plan = String(decoding: try workplace.read("rows.json5"), as: UTF8.self)
    let tasks = ["a: [\"注销\"]", "b: [\"存续\"]", "c: [\"注销\"]", "d: [\"撤销\"]"].map {
      let (key, status) = ($0.prefix(1), $0.dropFirst(3))
      return "\(key): { number: \"\(key)\", title: \"检查\", items: [], quantity: \"100%\", "
        + "exclude: { status: \(status) } }"
    }
    let start = try #require(plan.range(of: "tasks: { "))
    let end = try #require(plan.range(of: " },\n  schedule"))
    let own = plan[..<start.upperBound] + tasks.joined(separator: ",\n") + plan[end.lowerBound...]
    try workplace.write("rows.json5", Array(own.utf8))
    let run = try draw(workplace)
    let said = "rows.csv:3: warning: [status-like-excluded] column 登记状态: “已注销” is not excluded: "
    #expect(run.errors.contains(said + "“注销” is, as it is written, by a, c; such"), "\(run.errors)")
    #expect(run.errors.components(separatedBy: "[status-like-excluded]").count == 2)
  }

  @Test("where a plan is strict, or sets wrong codes aside, ids are codes whatever their column")
  func declaredCodes() throws {
    let lines = [Self.code, "hello,丙公司,110109"]
    #expect(try draw(try workplace(lines, id: "编号")).status == 0)
    let strict = try draw(try workplace(lines, id: "编号", inputs: "strict: true"))
    #expect(strict.status == 2 && strict.errors.contains("[invalid-code]"), "\(strict.errors)")
    let aside = try workplace(lines, id: "编号", inputs: "setAside: { \"invalid-code\": 1 }")
    #expect(try draw(aside).status == 0)
    let list = String(decoding: try aside.read("rows/L-2026Q4/draw.csv"), as: UTF8.self)
    #expect(list.contains("甲公司") && !list.contains("丙公司"))
  }
}
