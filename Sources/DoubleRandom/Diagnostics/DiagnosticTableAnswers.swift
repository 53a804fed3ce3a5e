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
      "query-not-run", "this is a query, not its result", "这是查询脚本，不是查询结果",
      hints: .init(
        "let the engine run it, and name what it wrote: duckdb -csv < draw.sql > result.csv",
        "请先由查询引擎运行，再给出其结果：duckdb -csv < draw.sql > result.csv")),
    // {0} the columns, {1} those that are there
    Message(
      "result-columns-missing", "the result has no column {0}", "查询结果缺少“{0,}”列",
      hints: .init(
        "it needs 任务编号, 统一社会信用代码 and 抽取序号, or task, id and rank; here: {1}",
        "须有任务编号、统一社会信用代码、抽取序号三列（或 task、id、rank）；现有各列：{1,}"),
      .init(
        "it needs 任务编号, 统一社会信用代码 and 抽取序号, or task, id and rank",
        "须有任务编号、统一社会信用代码、抽取序号三列（或 task、id、rank）")),
    Message(
      "no-draw-list",
      "draw.csv is not beside the record: the result is held against the record's counts, "
        + "keys and cut-off tickets alone",
      "记录旁没有 draw.csv：仅依据记录中的数量、密钥和分界票号核对",
      hints: .init(
        "a target left out unnoticed cannot be seen so", "这样无法发现被遗漏且未影响分界票号的对象")),
    // {0} the name
    Message(
      "plan-renamed", "at the draw the name of this plan file was “{0}”; its bytes are the same",
      "抽取时此计划文件的名称为“{0}”，内容逐字节相同"),
    // {0} the file, {1} the name
    Message(
      "input-renamed", "there is no file of this name; {0} has the digest that the record holds",
      "没有此名称的文件；{0} 的摘要与记录相符",
      hints: .init("rename it back to {1}", "请改回原名 {1}")),
    // {0} the digest
    Message(
      "input-missing", "this file, which was drawn from, is not there; its digest is {0}",
      "抽取所用的此文件不在原处，其摘要为 {0}",
      hints: .init(
        "put it there as it was at the draw; the plan stays as it is",
        "请将抽取当时的文件放回原处；计划文件不要改动")),
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
      "list-contradicts-record",
      "by the record's own keys and counts this list is not the draw's: one of them was altered",
      "按抽取记录中的密钥和户数核算，名单不是该次抽取的结果：名单或抽取记录已被改动",
      hints: .init("run verify on the record to see what differs", "请用 verify 复核该记录，查明何处不符")),
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
    // {0} rows
    Message(
      "compared-once", "{0} rows repeat the id of an earlier one: of each id one row is compared",
      "有 {0} 行与前面的行代码相同：每个代码只比较一行",
      hints: .init("'check' names their lines", "用 check 可查看所在行")),
    // {0} rows, {1} the id of one
    Message(
      "compared-no-targets",
      "{0} rows seem to be no targets, such as “{1}”; they are compared as they stand",
      "有 {0} 行看来不是检查对象，例如“{1}”；仍照原文比较",
      hints: .init("'check' names their lines", "用 check 可查看所在行")),
    // {0} the folders of its plans
    Message(
      "one-plan-wanted", "this is the folder of a batch, and one plan of it is wanted",
      "这是整批结果的文件夹，此命令一次只处理一份计划",
      hints: .init("name one of {0}", "请给出其中一个：{0,}")),
    // {0} the file
    Message(
      "ledger-record-missing", "{0}, the record of this draw, is not beside the ledger: unchecked",
      "此次抽取的记录 {0} 不在台账旁，未予核对",
      hints: .init(
        "was the plan's folder moved or deleted? A draw that stands keeps its record",
        "该计划的文件夹是否被移走或删除？未作废的抽取应保留记录")),
    // {0} the plan
    Message(
      "plan-record-missing", "summary.csv names the plan {0}, whose record is not there",
      "summary.csv 中有计划 {0}，其抽取记录却不在此处",
      hints: .init(
        "without it this speaks of the others alone: put the plan's folder back, or draw it again",
        "缺少该记录，以下只涉及其余计划：请将该计划的文件夹放回原处，或重新抽取")),
    Message(
      "unlike-files", "a record is compared with a record, a registry with a registry",
      "抽取记录只能与抽取记录比较，名录库只能与名录库比较"),
  ]
}
