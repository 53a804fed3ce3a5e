// Messages about what stands in the registries: cells first, whose {0} is the column's header and
// {1} the value, then rows.

extension MessageTable {
  static let registries: [Message] = [
    Message(
      "empty-id", cell: true, "the id is empty", "编号为空，无法参加抽取",
      hints: .init(
        "fill it in, or let the plan set such rows aside (setAside); where it is a sum below the "
          + "records, write the file in the plan as { file: \"…\", trailingLines: 1 }",
        "请补全，或在计划的 setAside 中允许剔除此类行；如果是表尾的合计行，请在计划中把该文件写作 "
          + "{ file: \"…\", trailingLines: 1 }")),
    // {2} the character, {3} what it is the full-width form of, {4} the cleaning that removes it
    Message(
      "blank-in-id", cell: true,
      "“{1}” holds {2}, a blank, invisible or full-width character",
      "“{1}”中含有空白、不可见或全角字符 {2}",
      hints: .init(
        "it is the full-width form of {3}: another id; correct the source and export again (no "
          + "cleaning of the plan changes it)",
        "这是“{3}”的全角写法，与半角是不同的编号：请在源系统中更正后重新导出（计划的 clean 不改动全角字符）"),
      .init(
        "delete it; at the ends the plan can clean it: clean: [{4}] beside the file's name",
        "请删除；位于首尾的，也可在计划中该文件名旁写 clean: [{4}] 清理"),
      .init(
        "delete it in the source and export again; no cleaning of the plan removes it",
        "请在源系统中删除后重新导出；计划的 clean 不会清理此字符")),
    // {0} column, {1} value, {2} the character
    Message(
      "disputed-character", cell: true,
      "“{1}” holds {2}, which programs write with different bytes in GB18030",
      "“{1}”中含有 {2}，不同程序对该字符的 GB18030 编码不一致",
      hints: .init(
        "the same id may read otherwise elsewhere; write it with another character",
        "同一编号在别处可能读成另一个字符，请改用其他字符")),
    // {2} the rule that it breaks, {3} the code in capitals, where that is all that it lacks,
    // {4} the cleaning that reads it so
    Message(
      "invalid-code", cell: true, "“{1}” is not a valid credit code: {2~}",
      "“{1}”不是有效的统一社会信用代码：{2~}",
      hints: .init(
        "in capitals it is one: {3}; a target registry that writes them so is read with "
          + "{ file: \"…\", clean: [{4}] }",
        "改为大写即可：{3}；名录库中都这样写的，可在计划中把该文件写作 { file: \"…\", clean: [{4}] }"),
      .init(
        "compare it with the licence; unless the plan is strict, it counts as written",
        "请与营业执照核对；计划未设 strict 时按原文参加抽取")),
    // {2} the rule that it breaks, {3} the code in capitals, where that is all that it lacks
    Message(
      "code-of-nobody", cell: true,
      "“{1}” is not a valid credit code ({2~}): unless the target registry has exactly this, it "
        + "has no effect",
      "“{1}”不是有效的统一社会信用代码（{2~}）：除非名录库中的写法与此完全相同，否则不起作用",
      hints: .init(
        "capitals are another text: write {3}, where the draw's targets have it so",
        "大小写不同即视为不同的代码：检查对象的代码为大写的，请在此改为 {3}"),
      .init(
        "write it as the target registry does; whom it is about is found by it",
        "请照名录库的写法更正，程序按此查找所指的检查对象")),
    // {1} the id
    Message(
      "recusal-of-nobody", cell: true,
      "no target of the registry is “{1}”: this recusal has no effect",
      "检查对象名录库中没有“{1}”，此条回避不起作用",
      hints: .init(
        "compare it with the registry; where the target is there no more, the row may go",
        "请与名录库核对；检查对象已不在库中的，可以删去此行")),
    // {0} the id, {1} the rule that it breaks
    Message(
      "listed-id-not-met", "no target of the registry is “{0}”: it excludes nobody",
      "检查对象名录库中没有“{0}”，此条排除不起作用",
      hints: .init(
        "it is no valid credit code: {1~}; write it as the registry does",
        "这不是有效的统一社会信用代码：{1~}；请照名录库的写法更正"),
      .init(
        "compare it with the registry; where the target is there no more, the line may go",
        "请与名录库核对；检查对象已不在库中的，可以删去此条")),
    Message(
      "not-a-target", cell: true,
      "“{1}” is a sum, a remark or the header again, and no target to be drawn",
      "“{1}”是合计、说明或重复的表头，不是检查对象，不能参加抽取",
      hints: .init(
        "below the last record: write the file in the plan as { file: \"…\", trailingLines: 1 }, "
          + "with as many lines as there are; between records: setAside: { \"not-a-target\": 1 }",
        "位于表尾的，请在计划中把该文件写作 { file: \"…\", trailingLines: 1 }，按实际行数填写；"
          + "夹在记录之间的，可在计划中写 setAside: { \"not-a-target\": 1 }")),
    // {0} the number of lines, {1} the code
    Message(
      "record-left-out", "trailingLines: {0} leaves out a record, that of {1}",
      "trailingLines: {0} 漏掉了记录 {1}",
      hints: .init(
        "count only the lines below the last record: sums and remarks",
        "只计最后一条记录以下的合计、说明等行")),
    // {2} the damage
    Message(
      "spreadsheet-damaged-code", cell: true, "“{1}” was damaged by a spreadsheet: {2~}",
      "“{1}”已被电子表格软件破坏：{2~}",
      hints: .init(
        "export again from the source system, with this column as text",
        "请从源系统重新导出，并将此列设为文本格式"),
      forms: [
        .init(
          "copy the code from the blank form again, and import this column as text",
          "请从空白登记表中重新复制该代码，导入时将此列设为文本格式")
      ]),
    Message(
      "unknown-grade", cell: true, "unknown grade “{1}”", "未知的信用风险等级“{1}”",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"),
      .init(
        "correct it, or add it to values in the plan", "请更正，或在计划的 values 中加入该值")),
    Message(
      "unknown-district", cell: true, "unknown district “{1}”", "未知的区“{1}”",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"),
      .init(
        "correct it, or add the spelling to the plan", "请更正，或在计划中加入这种写法")),
    Message(
      "unknown-cell-value", cell: true, "unknown value “{1}”", "未知的值“{1}”",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"),
      .init(
        "correct it, or add it to values in the plan", "请更正，或在计划的 values 中加入该值")),
    // {2} what the plan adds, {3} what it should add
    Message(
      "bad-weight", cell: true, "“{1}” is no weight", "“{1}”不能用作权重",
      hints: .init(
        "that those with 0 can be drawn as well, write weight: { column: \"{0'}\", plus: {3} }",
        "要使数值为 0 的对象也能抽到，请写 weight: { column: \"{0'}\", plus: {3} }"),
      .init(
        "a whole number that, plus {2}, is from 1 to 4294967295",
        "应为整数，加上 {2} 之后在 1 至 4294967295 之间")),
    // {2} the nearest date, {3} the cleaning that reads it, {4} a day of the right
    // form that is none
    Message(
      "bad-date-cell", cell: true, "“{1}” is no date", "“{1}”不是有效的日期",
      hints: .init(
        "write {2}; where spreadsheets write all dates so, let the plan say "
          + "{ file: \"…\", clean: [{3}] }",
        "请写成 {2}；如果该文件的日期都是电子表格的写法，可在计划中把它写作 "
          + "{ file: \"…\", clean: [{3}] }"),
      .init("did you mean {2}?", "是否想写“{2}”？"),
      .init("the calendar has no {4}", "日历上没有 {4} 这一天"),
      .init(
        "where no end is in sight, write a day far off, such as {5}",
        "没有期限的，请写一个足够晚的日期，如 {5}"),
      .init("write it in the form 2026-10-12", "请写成 2026-10-12 的形式")),
    // {2} the rows, {3} the cleaning that reads it, {4} the nearest date, {5} a day of the right
    // form that is none
    Message(
      "date-not-read", cell: true,
      "“{1}” is no date as 2026-10-12 is: conditions by date do not hold for such rows; rows: {2}",
      "“{1}”不是 2026-10-12 形式的有效日期，此类行一律视为不符合抽查范围中的日期条件，涉及 {2} 行",
      hints: .init(
        "let the plan say clean: [{3}] beside the file's name, and it is read",
        "请在计划中该文件名旁写 clean: [{3}]，即可读取"),
      .init("did you mean {4}?", "是否想写“{4}”？"),
      .init("the calendar has no {5}", "日历上没有 {5} 这一天"),
      .init("write it in the form 2026-10-12", "请写成 2026-10-12 的形式")),
    // {2} the rows
    Message(
      "number-not-read", cell: true,
      "“{1}” is no number that is read: conditions by number do not hold for such rows; "
        + "rows: {2}",
      "“{1}”不能读作数值，此类行一律视为不符合抽查范围中的数值条件，涉及 {2} 行",
      hints: .init(
        "write digits alone in the source, such as 1200 or 12.5: no unit, comma or blank, "
          + "at most 12 digits before the point and 6 behind it",
        "请在源系统中改为纯数字，如 1200 或 12.5，不带单位、千分位逗号和空白，整数部分不超过 12 位，小数不超过 6 位")),
    Message(
      "bad-number-cell", cell: true, "“{1}” is no whole number", "“{1}”不是整数"),
    Message(
      "load-too-large", cell: true, "“{1}” are more trips than anybody makes: {2} at most",
      "“{1}”超出次数的合理范围，最多为 {2}",
      hints: .init(
        "is another column in its place, such as a telephone number?",
        "请核对此列是否错放了电话号码等其他内容")),
    Message(
      "bad-flag-cell", cell: true, "“{1}” is neither yes nor no", "“{1}”既不是“是”也不是“否”",
      hints: .init("write 是 or 否", "请写“是”或“否”")),
    Message(
      "bad-day-kind", cell: true, "“{1}” is no kind of day", "“{1}”不是有效的日期类型",
      hints: .init("write 休 (off) or 班 (worked)", "请写“休”或“班”")),
    Message(
      "empty-key-cell", cell: true, "the cell must not be empty", "此格不能为空",
      hints: .init(
        "fill it in; where it is a sum or a remark below the records, write the file in the plan "
          + "as { file: \"…\", trailingLines: 1 }",
        "请补全；如果是表尾的合计或说明，请在计划中把该文件写作 { file: \"…\", trailingLines: 1 }")),
    // {2} the cleaning that removes it
    Message(
      "outer-blank", cell: true, "“{1}” has a blank at its beginning or end",
      "“{1}”的首尾有空白",
      hints: .init(
        "delete it, or let the plan say clean: [{2}] beside the file's name",
        "请删除空白，或在计划中该文件名旁写 clean: [{2}]")),
    Message(
      "outer-blank-counts", cell: true,
      "“{1}” has a blank at its beginning or end, which counts: it is another value",
      "“{1}”首尾有空白，按原样比较，与不带空白的值不是同一个值",
      hints: .init(
        "delete it in the source; among targets, clean: [\"trim\"] is for ids alone",
        "请在源系统中删除空白；检查对象名录库的 clean: [\"trim\"] 只清理编号")),
    // {2} the tasks, {3} what they exclude
    Message(
      "status-like-excluded", cell: true,
      "“{1}” is not excluded: “{3}” is, as it is written, by {2}; such rows may be drawn",
      "任务 {2,} 按原文排除“{3}”，“{1}”不在排除之列，此类行仍可能被抽中",
      hints: .init(
        "add “{1}” to status under exclude, or correct what is misspelt, the plan or the source",
        "应排除的，请在 exclude 的 status 中加入“{1}”；写错的，请在计划或源系统中更正")),
    // {2} the exempt kind, {3} the rows
    Message(
      "kind-like-exempt", cell: true,
      "“{1}” is not exempt, which “{2}” is: it counts in frequency rules; rows: {3}",
      "“{1}”不在 exempt 之列（其中写的是“{2}”），计入频次，共 {3} 行",
      hints: .init(
        "if it is not to count, add “{1}” to exempt", "不应计入的，请在 exempt 中加入“{1}”")),
    Message(
      "placeholder-id", cell: true, "“{1}” is no number of anybody; it counts as written",
      "“{1}”不是编号，按原文处理",
      hints: .init(
        "enter the number; where there is none, leave the row out, or of a certificate the cell",
        "请填写真实编号；确无编号的，不应列入；无证的，证号应留空")),
    // {1} the rows
    Message(
      "empty-district", cell: true, "it is empty in {1} rows, which are of no plan's district",
      "有 {1} 行未填写，不属于任何计划的区",
      hints: .init("fill it in, or they are never drawn", "请补全，否则这些行不会被抽取")),
    // {2} the spelling meant, {3} the rows, {4} the same where only fallbacks name it
    Message(
      "district-not-drawn", cell: true,
      "“{1}” is not how a plan spells its district; rows: {3}",
      "“{1}”与计划中区的写法不同，涉及 {3} 行",
      hints: .init(
        "did you mean {4}, which fallbacks name? correct one, or name both spellings there",
        "是否指 fallbacks 中的“{4}”？请更正其中一处，或在 fallbacks 的 districts 中两种写法都写上"),
      .init(
        "did you mean {2}? correct it, or add this spelling to district in the plan",
        "是否想写“{2,}”？请更正，或在计划的 district 中加入这种写法")),
    // {2} the value that is not found, {3} the cells
    Message(
      "undivided-values", cell: true,
      "“{1}” is one value, in which “{2}” is not found; cells: {3}",
      "“{1}”按一个值处理，其中的“{2}”不起作用，涉及 {3} 格",
      hints: .init("divide the values by ; alone", "多个值之间请只用英文分号“;”分隔")),
    // {2} the nearest known word
    Message(
      "unknown-duty", cell: true, "“{1}” is no known duty status; the inspector is not sent",
      "无法识别岗位状态“{1}”，该人员不编入检查组",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"),
      .init("write 在岗, or 借调, 请假 and the like", "请写“在岗”，或“借调”“请假”等")),
    // {2} the line of the first, {3} and {4} an officer's columns of leave
    Message(
      "duplicate-key-cell", cell: true, "“{1}” stands already on line {2}",
      "“{1}”在第 {2} 行已经出现",
      hints: .init(
        "correct or delete one; who is on leave several times has one row, with as many days in "
          + "{3} as in {4}: 2026-10-12;2026-11-02",
        "请更正或删除其中一行；一人有几段请假的只写一行，“{3}”和“{4}”各填同样多个日期，如 2026-10-12;2026-11-02"),
      .init("correct or delete one", "请更正或删除其中一行")),
    // {1} and {2} the days
    Message(
      "reversed-leave", cell: true, "the leave begins on {1}, after its end on {2}",
      "请假起始日 {1} 晚于终止日 {2}", hints: .init("exchange them", "请将二者对调")),
    Message(
      "half-leave", cell: true, "the leave has a beginning or an end, but not both",
      "请假起止日期只填了一个", hints: .init("fill in both, or none", "请都填上，或都留空")),
    // {1} the beginnings, {2} the ends
    Message(
      "uneven-leave", cell: true, "there are {1} beginnings of leave and {2} ends",
      "请假起有 {1} 个日期，请假止有 {2} 个",
      hints: .init(
        "write as many, in the same order, between ;", "请按相同的次序填写同样多个，以“;”分隔")),
    // {2} the other registry
    Message(
      "ambiguous-officer", cell: true, "“{1}” names an officer of this registry and one of {2}",
      "“{1}”既是本名录库人员的编号，又指 {2} 中的人员",
      hints: .init(
        "officers of another department are named department/id; rename one of them",
        "其他部门人员写作“部门/人员编号”，请更改其中一个编号")),
    // {1} what stands there, {2} the numbers of those who are named so, {3} those meant otherwise
    Message(
      "unknown-officer", cell: true,
      "“{1}” is not in the inspector registry: this recusal has no effect",
      "“{1}”不在执法检查人员名录库中，此条回避不起作用",
      hints: .init(
        "the number is wanted, not the name: {2}", "应填写人员编号，而非姓名：{2}"),
      .init("write the number as the registry does: {3}", "请照人员名录库填写人员编号：{3}"),
      .init(
        "write the number that the inspector registry has", "请照人员名录库填写人员编号")),
    // {2} the numbers meant, {3} how many such stand in all cells
    Message(
      "officer-not-by-number", cell: true,
      "“{1}” is no officer's number, and nobody is recused by it; such entries: {3}",
      "“{1}”不是人员编号，不起回避作用，涉及 {3} 处",
      hints: .init("write the number as the registry does: {2}", "请照人员名录库填写人员编号：{2}")),
    // {2} how many stand in all cells
    Message(
      "officer-gone", cell: true,
      "“{1}” is in no inspector registry, and nobody is recused by it; such numbers: {2}",
      "“{1}”不在执法检查人员名录库中，不起回避作用，此类编号共 {2} 处",
      hints: .init(
        "as it should be of those who have left; otherwise correct the number",
        "人员已调离的无须处理；否则请更正编号")),
    // {0} the day of the first, {1} the plan's first day, {2} the visits
    Message(
      "history-not-past",
      "a visit on {0} is not before the plan's first day {1} and does not count; visits: {2}",
      "检查日期 {0} 不早于计划期首日 {1}，不计入频次，共 {2} 条",
      hints: .init(
        "frequency rules look at visits before the period; was the year mistyped?",
        "频次规则只看计划期之前的检查；请核对年份是否写错")),
    // {0} the id, {1} the line of the first, {2} the task
    Message(
      "duplicate-id", "{0} stands already on line {1}, and both rows are in the frame of {2}",
      "{0} 在第 {1} 行已经出现，两行都进入了任务 {2} 的抽样框",
      hints: .init(
        "delete one; if each row is a licence of one target, say rows: \"mergeByID\" in the plan",
        "请删除其中一行；若一行对应一张许可证，可在计划中写 rows: \"mergeByID\"")),
    // {0} the id, {1} the other one, {2} its line, {3} the code meant, {4} a wrong one, {5} the
    // cleaning that makes them one
    Message(
      "code-in-two-spellings",
      "{0} and {1} on line {2} are one credit code, {3}: one enterprise that could be drawn twice",
      "{0} 与第 {2} 行的 {1} 是同一统一社会信用代码 {3} 的不同写法，同一企业可能被抽中两次",
      hints: .init(
        "correct them in the source; or let the plan say clean: [{5}] beside the file's name, "
          + "and both are read as one code",
        "请在源系统中更正；或在计划中该文件名旁写 clean: [{5}]，两行即按同一代码读取"),
      .init(
        "correct the source and keep one of the rows; or leave one out in the tasks of the plan: "
          + "exclude: { ids: { \"{4}\": \"why\" } }",
        "请在源系统中更正，只保留其中一行；也可在计划的任务中排除一行：exclude: { ids: { \"{4}\": \"理由\" } }")),
    Message(
      "merged-rows-differ", "{0} stands also on line {1}, with other strata or weight, in task {2}",
      "{0} 在第 {1} 行也出现，但在任务 {2} 中分层或权重不同",
      hints: .init(
        "rows that are merged must agree in what the draw depends on",
        "按编号合并的各行，凡影响抽取的列必须一致")),
    // {0} the code, {1} the rows, {2} the rows allowed
    Message(
      "rows-set-aside", "rows set aside for [{0}]: {1}; the plan allows {2}",
      "因 [{0}] 剔除 {1} 行，计划允许 {2} 行"),
    Message(
      "too-many-set-aside", "rows with [{0}]: {1}; the plan allows {2} to be set aside",
      "有 [{0}] 问题的记录共 {1} 行，计划只允许剔除 {2} 行",
      hints: .init(
        "correct the registry, or allow more under setAside", "请更正名录库，或提高 setAside 的行数")),
  ]
}
