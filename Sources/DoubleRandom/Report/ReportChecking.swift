// The report's end: what to hold against what, commands to copy, the plan's rules as they stand,
// and the place for signatures.

import Sampling
import Tables

extension ReportPage {
  var checking: Markup { seed + digests + steps + rules }

  private var seed: Markup {
    var rows: [(String, Markup)] = []
    if let text = draw.seedText {
      rows.append((say("种子", "Seed"), "<code>\(text)</code>"))
    } else {
      rows.append(
        (
          say("种子", "Seed"),
          "\(say("暂不公开；记录中只有其摘要", "not disclosed yet; the record holds its hash"))"
        ))
    }
    rows.append((say("种子摘要", "Seed's hash"), hash(draw.seedHash)))
    let standing = draw.standing
    let none = say("未事先承诺", "the draw was not committed beforehand")
    let count = say(
      "第 \(standing.draws) 次抽取，废弃方案 \(standing.voids) 个",
      "draw number \(standing.draws), \(standing.voids) void")
    let commitment: Markup? = standing.commitment.map { "\($0.draw)　\(hash($0.hash))" }
    rows.append((say("抽取承诺", "Commitment"), commitment ?? "\(none)"))
    if let text = standing.fallbackText(say.language) {
      rows.append((say(DrawStanding.fallbackHeader, "Fallback source"), "\(text)"))
    }
    rows.append((say("抽取次数", "Draws"), "\(count)"))
    rows.append((say("抽取结果摘要", "List's hash"), hash(draw.listHash)))
    for (stage, key) in draw.keys {
      rows.append((say("密钥 K(\(stage))", "K(\(stage))"), hash(key)))
    }
    return facts(rows)
  }

  private func hash(_ text: String) -> Markup { "<span class=\"hash\">\(text)</span>" }

  private var digests: Markup {
    var table = PageTable(
      caption: say("抽取所依据的文件和抽取所得的表", "The files drawn from, and the tables drawn"),
      columns: [
        .text(say("文件", "File")), .text(say("内容", "Content")), .number(say("行数", "Rows")),
        .number(say("字节", "Bytes")), .text(say("摘要 D(文件)", "Digest D(file)")),
      ])
    let plans = draw.planFiles.map { ($0, say("抽查计划", "plan")) }
    let inputs = draw.inputs.map { ($0, say.role($0.role)) }
    let tables = draw.tables.map { ($0, say("结果表", "result")) }
    table.rows = (plans + inputs + tables).map { file, content in
      [
        "\(file.name)", "\(content)", file.rows.map { "\(count: $0)" } ?? "",
        "\(count: file.bytes)", hash(file.digest),
      ]
    }
    return "<div class=\"wide\">\(table.markup)</div>\n"
  }

  private var steps: Markup {
    let key = draw.keys.first?.key ?? ""
    let stage = draw.keys.first?.stage ?? ""
    let all: [(String, String)] = [
      (
        say("重新抽取并逐字节比对（与名录库和计划放在一起）：", "Draw again and compare every byte:"),
        "shuangsuiji verify record.json" + (draw.seedText == nil ? " --seed-file \(seedFile)" : "")
      ),
      (say("核对种子：", "Check the seed:"), seedCommand),
      (
        say(
          "核对任一企业的票号（\(stage)）：在 draw.csv 的“票号”列中应当相同：",
          "Check one ticket (\(stage)) against 票号 in draw.csv:"),
        "printf '%s|%s' \(key) \(say("统一社会信用代码", "ID")) | sha256sum"
      ),
      (
        say("核对任一文件的摘要：", "Check a file's digest:"),
        "split -b 1M --filter=sha256sum \(say("文件", "FILE")) | cut -c1-64 | tr -d '\\n' | sha256sum"
      ),
    ]
    let title = say("复核方法", "How to check")
    return "<h3>\(title)</h3>\n"
      + all.map { "<p>\($0)</p>\n<pre>\($1)</pre>\n" as Markup }.joined()
  }

  private var seedFile: String { say("种子文件", "SEED") }

  /// What prints the seed's hash.
  private var seedCommand: String {
    guard let text = draw.seedText else { return "sha256sum \(seedFile)" }
    return "printf '%s' \(shellQuoted(text)) | sha256sum"
  }

  private var rules: Markup {
    let text = String(decoding: plan.rules.text(indent: true), as: UTF8.self)
    let lines = text.split(separator: "\n").map { "\(String($0))\n" as Markup }
    return """
      <details><summary>\(say("计划规则原文（合并后）", "The plan's rules as they stand"))</summary>
      <pre>\(lines)</pre></details>

      """
  }

  var signatures: Markup {
    let checks = [
      say("种子在抽查计划和名录库固定之后产生，并当场公开", "seed made after plan and registries were fixed"),
      say("名录库和计划文件的摘要与本页一致", "digests of registries and plan are those of this page"),
      say("已按上节重新抽取，结果一致", "the draw was repeated, with the same result"),
    ]
    let people = [
      say("抽取人（签字）", "Drawn by"), say("监督人员（签字）", "Supervisor"),
      say("负责人（签字）", "Head of the bureau"),
    ]
    return """
      <div class="sign">
      <ul>
      \(checks.map { "<li>□ \($0)</li>\n" as Markup })</ul>
      <table>
      <caption>\(say("签字", "Signatures"))</caption>
      <tbody><tr>\(people.map { "<td>\($0)</td>" as Markup })</tr>
      <tr>\(people.map { _ in "<td>\(say("日期", "Date"))</td>" as Markup })</tr></tbody>
      </table>
      </div>

      """
  }
}
