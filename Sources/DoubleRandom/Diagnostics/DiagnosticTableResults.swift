// Messages about results that inspectors hand in.

extension MessageTable {
  static let results: [Message] =
    rows + [
      Message(
        "no-as-of", "no day was stated: nothing is judged overdue", "未给出统计日期，不判断是否逾期",
        hints: .init("add --as-of 2026-11-30", "请加上 --as-of 2026-11-30 这样的选项")),
      // {0} the columns
      Message(
        "not-a-form", "this is no form of results: it lacks {0}", "这不是检查结果登记表：缺少 {0} 列",
        hints: .init(
          "export the form with 'shuangsuiji results RECORD --form FILE' and keep its columns",
          "请用“shuangsuiji results 记录 --form 文件”导出登记表，不要改动列名")),
      Message(
        "no-record-given", "no record is given", "没有给出抽取记录",
        hints: .init(
          "give a record.json, a plan's folder or the folder of a batch, then the filled forms",
          "请先给出 record.json、一份计划的文件夹或整批结果的文件夹，再给出已填的登记表")),
      // {0} a filled form
      Message(
        "form-with-files", "--form writes a blank form, and {0} is a filled one",
        "--form 导出空白登记表，不能同时给出已填的 {0}",
        hints: .init(
          "leave out --form to read it, or the file to have a form",
          "读回登记表时请去掉 --form；导出登记表时请去掉该文件")),
      // {0} the plan, {1} the other record
      Message(
        "record-given-twice", "plan {0} is given twice, also by {1}",
        "计划 {0} 给出了两次，另见 {1}",
        hints: .init("give one record of a plan", "每份计划只给一份记录")),
      // {0} the plan, {1} the ledger's line
      Message(
        "void-left-out", "the draw of {0} is void (ledger line {1}) and has no results: left out",
        "{0} 的抽取已作废（台账第 {1} 行），没有结果可登记，已略去",
        hints: .init(
          "draw the plan again and take its new form; the other plans go on",
          "请重新抽取该计划并导出新的登记表；其他计划照常登记")),
      Message(
        "histories-differ", "plans have histories of their own: there is none over all of them",
        "各计划的检查历史不同，不另写全批合并的检查历史",
        hints: .init(
          "each plan's folder has its history.csv; name one for all with --history",
          "各计划文件夹中有各自的 history.csv；如需合并，请用 --history 指定")),
      // {0} the encoding
      Message("form-encoding", "read as {0}, by its bytes", "根据内容按 {0} 编码读取"),
      // {0} visits
      Message(
        "nothing-filled-in", "nothing was filled in: all of {0} visits count as open",
        "没有任何已填写的结果，应查 {0} 户全部计为未完成",
        hints: .init(
          "name the filled forms behind the record; 检查日期 and 检查结果 make a result",
          "请在记录之后给出已填的登记表；“检查日期”“检查结果”都填了才算一条结果")),
      // {0} visits, {1} the ledger's line, {2} the first of them, {3} whether there are more, {4}
      // the table of last time
      Message(
        "results-taken-back",
        "{0} visits that line {1} of the ledger has as done are not in what is handed in: {2}{3}",
        "台账第 {1} 行登记为已完成的 {0} 户，此次给出的登记表中没有：{2,}{3}",
        hints: .init(
          "each run counts only what it is given: give {4'} as well",
          "每次只统计给出的文件：请把 {4'} 也一并给出")),
      // {0} done now, {1} done before, {2} the ledger's line
      Message(
        "results-fewer-than-before",
        "{0} visits are done by what is handed in, {1} were by line {2} of the ledger",
        "按此次给出的登记表已完成 {0} 户，少于台账第 {2} 行登记的 {1} 户",
        hints: .init(
          "each run counts only what it is given: give all filled forms, or the new ones and the "
            + "results.csv of last time; of a batch, each plan's",
          "每次只统计给出的文件：请给出全部已填的登记表，或新填的登记表和上次的 results.csv"
            + "（整批登记时，为各计划的 results.csv）")),
      // {0} another folder
      Message(
        "results-over-draw", "the draw itself stands in this folder", "此文件夹是抽取结果所在的文件夹",
        hints: .init("choose another one, such as {0}", "请另选文件夹，例如 {0}")),
      // {0} visits
      Message(
        "result-could-be-replaced",
        "{0} visits report a target that is gone or cannot be reached, and were not replaced",
        "有 {0} 户的检查结果为注销、吊销、迁出、无法联系或未发现相关经营活动，尚未更换",
        hints: .init(
          "the result stands as it is; where the rules ask for an alternate, call it with "
            + "'shuangsuiji replace'",
          "结果照此登记；按规定应当递补的，请用“shuangsuiji replace”更换")),
    ]

  private static let rows: [Message] = [
    // {1} the word, {2} the nearest, {3} all, {4} what it holds, with ； between
    Message(
      "unknown-result", cell: true, "“{1}” is no official result", "“{1}”不是规定的检查结果",
      hints: .init("several results stand with ； between: {4}", "多项结果以“；”分隔：{4}"),
      .init("did you mean {2}?", "是否想写“{2}”？"),
      .init("one or more of {3}, with ； between", "可选（多项以“；”分隔）：{3}")),
    // {1} the words, {2} those that say that something was found
    Message(
      "result-contradiction", cell: true, "“{1}” says both that nothing was found and that it was",
      "“{1}”：“未发现问题”不能与其他结果并列",
      hints: .init(
        "an item has {2}, or 未发现问题 alone; of several items each has a row of its own",
        "该事项查出问题的，只写“{2}”，否则只写“未发现问题”；各事项分行填写")),
    Message(
      "result-half-filled", cell: true, "the cell is empty in a row that is filled in",
      "此行已填写，但此格为空",
      hints: .init(
        "a result needs its date, a date its result; or empty the row",
        "检查日期和检查结果应当同时填写；尚未检查的，请把此行所填内容清空")),
    // {1} the id, {2} the id of the number, {3} the number
    Message(
      "result-unknown-target", cell: true, "the draw has no visit to “{1}”",
      "检查名单中没有“{1}”",
      hints: .init("number {3} is {2}", "检查序号 {3} 对应 {2}"),
      .init("write the id as the form has it", "请按登记表中的代码填写")),
    // {1} the number, {2} the id, {3} the id's number
    Message(
      "result-number-differs", cell: true, "“{1}” is not the number of {2}, which is {3}",
      "检查序号“{1}”与 {2} 不符，应为 {3}",
      hints: .init(
        "were only some of the columns sorted? Take the form anew and fill it in",
        "是否只对部分列排了序？请重新导出登记表填写")),
    // {1} the name, {2} the id, {3} the id's name
    Message(
      "result-name-differs", cell: true,
      "“{1}” is the name of another target of the list; {2} is {3}",
      "“{1}”是名单中另一户的名称，{2} 的名称为 {3}",
      hints: .init(
        "were only some of the columns sorted? Take the form anew and fill it in",
        "是否只对部分列排了序？请重新导出登记表填写")),
    // {1} the item, {2} the nearest, {3} all
    Message(
      "result-unknown-item", cell: true, "this visit has no item “{1}”", "该户没有抽查事项“{1}”",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"), .init("it has {3}", "该户的事项：{3,}")),
    // {1} the result, {2} the id, {3} the reason, {4} who came in its place
    Message(
      "result-of-replaced", cell: true,
      "“{1}” for {2}, which was replaced because of {3}: it counts for nobody and is left out",
      "{2} 已因“{3}”更换，其结果“{1}”不予登记，不计入统计，也不公示",
      hints: .init(
        "what counts is the result of {4}, which came in its place",
        "递补的是 {4,}，应登记递补对象的检查结果"),
      .init("nobody came in its place; nothing else is to be handed in", "无人递补，无须另行登记")),
    // {1} the result, {2} the id
    Message(
      "result-stands-already", cell: true,
      "{2} has the result “{1}”, which counts no more now that it is replaced",
      "{2} 已登记结果“{1}”，更换后不再计入统计，也不公示",
      hints: .init(
        "read the results once more with 'shuangsuiji results', so that they follow the list",
        "请用“shuangsuiji results”重新读入，使其与更换后的名单一致")),
    // {0} the id
    Message(
      "results-elsewhere",
      "results of this draw were read, and do not stand beside the ledger: any that {0} has count "
        + "no more now that it is replaced",
      "本次抽取已登记过检查结果，但结果文件不在台账旁：其中 {0} 的结果，更换后不再计入统计，也不公示",
      hints: .init(
        "read the results once more with 'shuangsuiji results', so that they follow the list",
        "请用“shuangsuiji results”重新读入，使其与更换后的名单一致")),
    // {0} the columns
    Message(
      "form-columns-left-out", "the form has no such columns, they are left out: {0}",
      "登记表没有这些列，其内容不予登记：{0}",
      hints: .init("what is to be kept belongs into 情况说明", "需要保留的内容请写入“情况说明”列")),
    // {1} the plan, {2} rows, {3} their lines
    Message(
      "result-of-other-plan", cell: true, "rows of plan {1} are left out: {2}, on lines {3}",
      "计划 {1} 的 {2} 行不予登记（第 {3,} 行）",
      hints: .init(
        "correct the id where it is mistyped; to register the rows, name that plan's record as "
          + "well, or the folder of the batch",
        "计划编号有误的，请更正；如需登记其他计划的结果，请同时给出其抽取记录，或给出整批结果的文件夹")),
    // {1} the plan, {2} rows, {3} their lines, {4} the ledger's line
    Message(
      "result-of-void-draw", cell: true,
      "rows of plan {1}, whose draw is void (ledger line {4}), are left out: {2}, on lines {3}",
      "计划 {1} 的抽取已作废（台账第 {4} 行），其 {2} 行不予登记（第 {3,} 行）",
      hints: .init(
        "results are wanted of the plan's new draw, on the form of that",
        "该计划重新抽取后，请用新的登记表登记")),
    // {0} the plan, {1} targets that were not drawn, {2} all, {3} the ledger's line of a void
    Message(
      "form-of-other-draw",
      "this form is of another draw of plan {0}: {1} of its {2} targets are not on the list",
      "这是计划 {0} 另一次抽取的登记表：所填 {2} 户中有 {1} 户不在检查名单中",
      hints: .init(
        "an earlier draw was declared void (ledger line {3}); export the form of the draw that "
          + "stands with --form, and fill that in",
        "该计划此前的抽取已作废（台账第 {3} 行）；请用 --form 导出现行抽取的登记表，重新填写"),
      .init(
        "export the form of this draw with --form, and fill that in",
        "请用 --form 导出这次抽取的登记表，重新填写")),
    Message(
      "result-without-plan", cell: true, "the cell is empty, and there are several plans",
      "有多份计划，此格不能为空",
      hints: .init("write the plan's id, as the form had it", "请照登记表填写计划编号")),
    // {1} the id, {2} the first place
    Message(
      "result-conflict", cell: true, "{1}: this item was reported otherwise before, at {2}",
      "{1} 的同一事项此前登记的内容不同（{2}）",
      hints: .init("correct or empty one of the two rows", "请更正或清空其中一行")),
    // {1} who was drawn
    Message(
      "result-officers-empty", cell: true,
      "the cell is empty: {1}, who had been drawn, are registered as those who went",
      "此格为空，按抽取的检查组 {1} 登记为实际检查人员",
      hints: .init(
        "the form came with them: fill in who went, or the registered team stands",
        "登记表中原已填好；请填写实际检查人员，不填即以抽取的检查组为准")),
    Message(
      "result-sum-row", cell: true, "“{1}” is a sum, and the row is not read",
      "“{1}”是合计行，未读取"),
    // {1} the officer, {2} the nearest, {3} what it holds, with ； between, {4} the numbers of
    // those who are named so
    Message(
      "result-unknown-officer", cell: true, "no registry of the plan has the officer “{1}”",
      "计划所用的人员名录库中没有“{1}”",
      hints: .init("several officers stand with ； between: {3}", "多人以“；”分隔：{3}"),
      .init("their numbers are wanted, not names: {4}", "应填写人员编号，而非姓名：{4}"),
      .init("did you mean {2}?", "是否想写“{2}”？")),
    // {1} who went, {2} who was drawn
    Message(
      "result-other-team", cell: true, "{1} went, {2} had been drawn",
      "实际检查人员为 {1}，抽取的检查组为 {2}",
      hints: .init(
        "keep the document that allowed it; the history names who went",
        "请留存批准更换人员的文件；检查历史按实际检查人员登记")),
    // {1} who went, {2} the day, {3} how many of them are officers
    Message(
      "result-too-few-officers", cell: true,
      "{1} went: of them {3} can enforce the law on {2}, and it wants two officers at least",
      "检查人员 {1} 中，{2} 具有执法资格的为 {3} 人；依法不得少于两人",
      hints: .init(
        "was somebody left out? Otherwise the inspection must be made again by two officers",
        "请核对是否漏填；确实不足两人的，应由两名以上执法人员重新检查（行政处罚法第四十二条）")),
    // {1} the officer
    Message(
      "result-auxiliary-staff", cell: true,
      "{1} is auxiliary staff, who may come along and never counts as an officer",
      "{1} 是辅助人员，可以协助，不能作为执法人员"),
    Message(
      "result-officer-inactive", cell: true, "{1} is not on duty by the registry",
      "{1} 在人员名录库中不是在岗人员"),
    Message(
      "result-officer-uncertified", cell: true, "{1} holds no enforcement certificate",
      "{1} 没有执法证"),
    // {1} the officer, {2} the day, {3} the certificate's last day
    Message(
      "result-certificate-expired", cell: true, "{1} went on {2} with a certificate valid to {3}",
      "{1} 的执法证有效期至 {3}，检查日期为 {2}"),
    // {1} the officer, {2} the day, {3} and {4} the leave
    Message(
      "result-officer-on-leave", cell: true, "{1} was on leave on {2} ({3} to {4})",
      "{1} 在 {2} 请假（{3} 至 {4}）",
      hints: .init(
        "correct the date or who went; where the leave was given up, the registry should say so",
        "请更正检查日期或检查人员；已销假的，应更新人员名录库")),
    // {1} the officer, {2} the id
    Message(
      "result-officer-recused", cell: true,
      "{1} was at {2}, for whom the plan does not send this officer (recusal, or its own rule)",
      "按回避名录或计划的 recuse 规则，{1} 不应检查 {2}，却参加了检查",
      hints: .init(
        "correct who went; an inspection by somebody recused by law must be made again by others",
        "请核对检查人员；依法应当回避的人员确已参加的，应由其他执法人员重新检查")),
    // {1} the day, {2} the schedule's first
    Message(
      "result-before-schedule", cell: true, "{1} is before the schedule, which begins on {2}",
      "{1} 早于计划的检查起始日 {2}",
      hints: .init("is the date right? It is registered as it stands", "请核对日期；本次仍按所填日期登记")),
    // {1} the day
    Message(
      "result-on-day-off", cell: true, "{1} is a day off by the calendar",
      "按工作日历，{1} 是休息日",
      hints: .init("is the date right? It is registered as it stands", "请核对日期；本次仍按所填日期登记")),
    // {1} the day, {2} the period's first
    Message(
      "result-too-early", cell: true, "{1} is before the period, which begins on {2}",
      "{1} 早于本期起始日 {2}"),
    // {1} the day, {2} the period's last, {3} years
    Message(
      "result-too-late", cell: true,
      "{1} is more than {3} years behind the period, which ends on {2}",
      "{1} 晚于本期截止日 {2} 已超过 {3} 年",
      hints: .init("check the year", "请核对年份")),
    // {1} the day, {2} the day of the visit
    Message(
      "result-public-too-early", cell: true, "{1} is before the inspection, which was on {2}",
      "公示日期 {1} 早于检查日期 {2}"),
    // {1} the day, {2} the day stated
    Message(
      "result-in-future", cell: true, "{1} is behind the day stated, {2}",
      "{1} 晚于统计日期 {2}"),
  ]
}
