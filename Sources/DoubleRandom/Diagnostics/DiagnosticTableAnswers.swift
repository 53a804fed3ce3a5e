// Messages of the commands that answer from a record: sql, explain, diff.

extension MessageTable {
  static let answers: [Message] = [
    // {0} rows
    Message(
      "query-rows-set-aside",
      "{0} rows of this registry were set aside, which an engine cannot tell from the others",
      "该名录库有 {0} 行已剔除，数据库无法将其与其他行区分",
      hints: .init(
        "take the rows of rejects.csv out of a copy and draw from that",
        "请在名录库副本中删去 rejects.csv 所列各行，再从副本抽取")),
    Message(
      "query-needs-plain-file",
      "engines load this file only as UTF-8 with commas, and with no lines above the header or "
        + "below the table",
      "数据库只能载入 UTF-8 编码、逗号分隔、表头之上和表格之下没有其他行的文件",
      hints: .init(
        "save it so, and draw from that file", "请按此格式另存，并从另存的文件抽取")),
    Message(
      "no-draw-list",
      "draw.csv is not beside the record: the result is held against the record's counts, "
        + "keys and cut-off tickets alone",
      "记录旁没有 draw.csv：仅依据记录中的数量、密钥和分界票号核对",
      hints: .init(
        "a target left out unnoticed cannot be seen so", "这样无法发现被遗漏且未影响分界票号的对象")),
    Message(
      "replacements-unknown",
      "targets were replaced after this draw, and this answer does not show whether that concerns "
        + "it",
      "抽取之后更换过检查对象；是否涉及所查的编号，本答复未予反映",
      hints: .init(
        "with ledger, plan and registries at hand, and without --record-only, explain says who was "
          + "replaced and who was called",
        "请备齐台账、计划和名录库，并且不用 --record-only，即可说明谁被更换、由谁递补")),
    // {0} how many trips there are
    Message(
      "no-such-trip", "the plan has {0} trips", "本计划共 {0} 个检查组",
      hints: .init("see 检查组编号 in plan.csv", "见 plan.csv 的“检查组编号”")),
    Message(
      "draw-not-repeated",
      "the draw of this record does not repeat, so nothing can be explained by it",
      "该记录的抽取无法复现，不能据以说明",
      hints: .init("run verify on the record to see what differs", "请先用 verify 复核该记录，查明何处不符")),
    Message(
      "not-a-new-folder", "this is there already; `init` overwrites nothing",
      "此处已有内容；init 不覆盖任何文件",
      hints: .init("name a folder that does not exist yet", "请换一个尚不存在的文件夹")),
    Message(
      "any-text-has-ticket",
      "a ticket is computed for any text: the record does not tell what ids of this registry look "
        + "like, nor whether it has this one",
      "任何文字都能算出票号：抽取记录不说明该名录库的编号是什么样式，也不说明其中有无此编号",
      hints: .init(
        "compare the id letter by letter with the registry's, or ask without --record-only",
        "请与名录库中的编号逐字核对，或不用 --record-only 查询")),
    Message(
      "unlike-files", "a record is compared with a record, a registry with a registry",
      "抽取记录只能与抽取记录比较，名录库只能与名录库比较"),
  ]
}
