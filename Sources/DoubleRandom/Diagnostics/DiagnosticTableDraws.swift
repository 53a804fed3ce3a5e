// Messages about the draw itself: frames, quantities, days, officers; and our own words.

extension MessageTable {
  private static let shortOfOfficers = Message.Text(
    "whatever the seed, some will have no team of the plan's own officers: raise a limit, "
      + "widen the days, or draw fewer",
    "无论种子如何，仅凭本计划人员都会有检查匹配不到检查组：请提高次数上限、延长检查日期或"
      + "减少抽取数量")

  static let draws: [Message] = [
    // {1} the rows, {2} the first lines
    Message(
      "name-missing", cell: true,
      "rows of the plan's districts have no name: {1}, the first on {2}",
      "计划所属区的行中有 {1} 行没有填写，最先出现在第 {2,} 行",
      hints: .init(
        "where one is drawn, the lists have no name of it; fill them in",
        "如被抽中，名单中此项为空，请补全")),
    // {1} the id, {2} and {4} lines, {3} and {5} statuses, {6} how many
    Message(
      "code-of-two-statuses", cell: true,
      "“{1}” is “{3}” on line {2} and “{5}” on line {4}, and may be drawn by the former; "
        + "such codes: {6}",
      "“{1}”在第 {2} 行为“{3}”，在第 {4} 行为“{5}”，仍可能按前者抽中；此类代码共 {6} 个",
      hints: .init(
        "find out which is right, and leave the other row out", "请核实以哪一行为准，删去另一行")),
    // {0} the task
    // {0} the task, {1} the targets in its frame
    Message(
      "nothing-selected", "the quantity of the task {0} comes to 0 of {1} targets: nobody is drawn",
      "任务 {0} 的抽样框有 {1} 户，按 quantity 应抽 0 户，不会抽取任何对象",
      hints: .init(
        "raise it, or let it say minimum: 1; a task that is not to be made is left out",
        "请提高数量或加上 minimum: 1；不开展的任务请从计划中删去")),
    Message(
      "empty-frame", "no target is in the frame of the task {0}", "任务 {0} 的抽样框中没有任何对象",
      hints: .init(
        "look at its scope and exclusions, and at the counts of the rows excluded",
        "请检查抽查范围和排除条件，并查看各项排除的行数")),
    // {0} the task, {1} the stratum, {2} the quantity, {3} the population
    Message(
      "quantity-above-population",
      "the task {0} asks for {2} in the stratum “{1}”, which has {3}; all of them are drawn",
      "任务 {0} 在“{1}”层要求抽取 {2} 户，该层只有 {3} 户，全部抽取"),
    // {0} the task, {1} the quantity, {2} the population
    Message(
      "quantity-above-frame",
      "the task {0} asks for {1} of the {2} targets in its frame; all of them are drawn",
      "任务 {0} 要求抽取 {1} 户，抽样框只有 {2} 户，全部抽取"),
    // {0} the task, {1} asked, {2} given
    Message(
      "total-not-met", "the task {0} asks for {1} in all; minimum, maximum and strata give {2}",
      "任务 {0} 要求共抽取 {1} 户，受上下限和各层数量限制，实际为 {2} 户"),
    // {0} the task, {1} the item, {2} the qualification
    Message(
      "qualification-unheld",
      "task {0}: the item {1} needs {2}, which no officer of the plan holds",
      "任务 {0}：事项 {1} 需要“{2}”资质，本计划可派人员均不具备",
      hints: .init(
        "its visits will have no team: enter the qualification, or declare a fallback",
        "这些检查将匹配不到检查组：请补录资质，或声明人员不足时的安排")),
    // {0} the qualification, {1} trips at least, {2} officers, {3} trips at most; again the
    // qualification: {4} where none of them may go on any day, {5} where later days do not help
    Message(
      "qualification-short",
      "at least {1} trips need {0}; the {2} who hold it can make {3} within their limits",
      "需要“{0}”资质的检查至少 {1} 组次，具备者 {2} 人，在次数限制内最多 {3} 组次",
      hints: .init(
        "on no day of the visits any of them may go, for leave or certificate, which no limit "
          + "changes: more officers with {4}, or days on which they may go",
        "具备者因请假或执法证到期，在检查日期内一天也不能派，提高次数上限无济于事：请增加具备“{4}”资质的人员，"
          + "或改在其能出勤的日期检查"),
      .init(
        "later days do not help, when they may not go more: raise a limit, add officers with {5}, "
          + "or draw fewer",
        "此后的日期具备者也不能多去，延长检查日期无济于事：请提高次数上限、增加具备“{5}”资质的人员或减少抽取数量"),
      shortOfOfficers),
    // {0} places at least, {1} officers, {2} places at most; {3} a team, {4} most who may go on one
    // day, where they are fewer; {5} the officers where later days do not help
    Message(
      "officers-short",
      "the visits need {0} officer-trips at least; the {1} officers can make {2} in teams within "
        + "all limits",
      "检查至少需要 {0} 人次，可派 {1} 人，在次数限制内编成检查组最多 {2} 人次",
      hints: .init(
        "a team takes {3}, and at most {4} of them may go on the same day of the visits, which no "
          + "limit changes: more officers, or days on which they can go",
        "每组至少 {3} 人，检查日期内同一天能派的最多 {4} 人，提高次数上限无济于事：请增加人员，或改在其能出勤的日期检查"),
      .init(
        "later days do not help, when none of the {5} may go more: raise a limit, add officers, or "
          + "draw fewer",
        "此后的日期这 {5} 人也不能多去，延长检查日期无济于事：请提高次数上限、增加人员或减少抽取数量"),
      shortOfOfficers),
    // {0} and {1} the window
    Message(
      "no-working-day", "there is no working day from {0} to {1}", "{0} 至 {1} 之间没有工作日",
      hints: .init("widen schedule, or look at the calendar", "请放宽 schedule，或核对工作日历")),
    // {0} the day, {1} its year
    Message(
      "calendar-unknown-year", "the calendar does not know {1}: {0} is reckoned by weekdays alone",
      "工作日历没有 {1} 年的安排：{0} 仅按周一至周五推算",
      hints: .init(
        "add the year's days off once they are announced", "待国务院办公厅公布该年放假安排后，请补充日历")),
    // {0} the officer, {1} the day
    Message(
      "certificate-expired", "the certificate of {0} ends on {1}, within the plan's visits",
      "{0} 的执法证 {1} 到期，早于部分检查日期",
      hints: .init(
        "after that day the officer is on no team; renew the certificate and correct the registry",
        "到期后该人员不再编入检查组；请换证后更新名录库")),
    // {0} the officer, {1} the day
    Message(
      "certificate-lapsed", "the certificate of {0} ended on {1}, before the plan's visits",
      "{0} 的执法证已于 {1} 到期，早于本计划的检查日期",
      hints: .init(
        "the officer is on no team; renew the certificate and correct the registry",
        "该人员不编入检查组；请换证后更新名录库")),
    // {0} the officer
    Message(
      "no-certificate", "the officer {0} has no certificate or no date until which it is valid",
      "{0} 没有执法证号或有效期",
      hints: .init(
        "the officer is on no team; complete the registry, or mark auxiliary staff as such",
        "该人员不编入检查组；请补全名录库，辅助人员请注明")),
    // {0} the department, {1} the plan
    Message(
      "no-joint-officer", "no officer of {0} may go for plan {1}, which asks for some",
      "计划 {1} 要求“{0}”派人参加，但该部门名录库中没有可执行检查的人员",
      hints: .init(
        "look at 所属区, certificates, 岗位状态 and auxiliary staff in the registry",
        "请核对所属区、执法证、岗位状态和是否辅助人员")),
    // {0} the district, {1} the same as the plan spells it
    Message(
      "no-officer", "the inspector registry has no officer of {0} who may go",
      "执法检查人员名录库中没有“{0,}”可执行检查的人员",
      hints: .init(
        "look at 所属区, certificates, 岗位状态 and auxiliary staff in the registry; where it spells "
          + "the district otherwise, give all: district: [{1}, \"…\"]",
        "请核对所属区、执法证、岗位状态和是否辅助人员；所属区写法不同的，请一并写出：district: [{1}, \"…\"]"),
      .init(
        "look at 所属区, certificates, 岗位状态 and auxiliary staff in the registry",
        "请核对所属区、执法证、岗位状态和是否辅助人员")),
    // {0} the district or officer, {1} the day
    Message(
      "fallback-without-officer", "the fallback finds no officer of {0} who may go",
      "人员不足时的安排中，{0} 没有可派人员",
      hints: .init("did you mean {1}?", "是否想写“{1}”？"),
      .init(
        "look at 所属区, certificates, 岗位状态 and auxiliary staff in the registry",
        "请核对名录库中的所属区、执法证、岗位状态和辅助人员")),
    // {0} the officer, {1} the day, {2} and {3} the plans
    Message(
      "officer-in-two-plans", "{0} is on teams of {2} and {3} on {1}",
      "{0} 于 {1} 同时编入 {2} 和 {3} 的检查组",
      hints: .init(
        "plans do not know each other's days; agree on days or on other officers, and draw again "
          + "with a new plan",
        "各计划互不知晓对方的安排；请协调日期或人员，修改计划后另行抽取")),
    // {0} the record's bytes, {1} the most
    Message(
      "record-too-large", "the record would have {0} bytes, and more than {1} cannot be verified",
      "抽取记录将有 {0} 字节，超过 {1} 字节便无法复核",
      hints: .init(
        "it lists every stratum: take fewer or shorter values for strata, or split the plan",
        "记录逐层列出：请减少分层字段的取值或缩短其文字，或拆分计划")),
    // {0} the visits, {1} the trips
    Message(
      "unstaffed-visit", "no lawful team can be found for part of the visits: {0}, on {1} trips",
      "部分检查无法依法组成检查组：共 {0} 次检查、{1} 个组次",
      hints: .init(
        "plan.csv marks them 未匹配; workload.csv says why an officer goes nowhere, 'shuangsuiji "
          + "explain' with his number and --trip {2} why he is not on such a trip; more officers, "
          + "higher limits or a longer schedule help",
        "plan.csv 中标为“未匹配”；人员一律不派的，原因见 workload.csv；某人为何不能参加某组，"
          + "用“shuangsuiji explain”加人员编号和 --trip {2} 查看；可增加人员、放宽上限或延长排期")),
  ]

  /// Words of ours that stand in arguments; `head:a:b` fills `{0}` and `{1}` of `head`.
  static let words: [String: Message.Text] = [
    "tab-mark": .init("a tab", "制表符"),
    "stratum": .init("the stratum “{0}”", "“{0}”层"),
    "no-strata": .init("the task, which has no strata", "该任务（不分层）"),
    "alternates-used": .init("none is left of the {0} alternates of", "的 {0} 户备选已用完"),
    "alternates-none": .init("no alternates were drawn for", "未抽备选"),
    "any-officer": .init("an officer", "执法人员"),
    "officer-with": .init("an officer with {0}", "具备“{0,}”资质的执法人员"),
    "department-officer": .init("an officer of {0}", "{0}部门执法人员"),
    "department-officer-with": .init("an officer of {0} with {1}", "具备“{1,}”资质的{0}部门执法人员"),
    "any-expert": .init("an expert", "专家"),
    "expert-with": .init("an expert in {0}", "“{0,}”专家"),
    "text": .init("a text", "文本"),
    "number": .init("a number", "数字"),
    "list": .init("a list [ … ]", "列表 [ … ]"),
    "object": .init("an object { … }", "对象 { … }"),
    "true/false": .init("true or false", "逻辑值 true 或 false"),
    "null": .init("null", "空值 null"),
    "ratio": .init("a ratio such as \"3%\"", "形如 \"3%\" 的比例"),
    "date": .init("a date such as \"2026-10-12\"", "形如 \"2026-10-12\" 的日期"),
    "text-or-list": .init("a text or a list of texts", "文本或文本列表"),
    "list-of-objects": .init("a list of objects [{ … }]", "对象列表 [{ … }]"),
    "ratio-or-object": .init(
      "a ratio such as \"3%\" or an object { … }", "形如 \"3%\" 的比例或对象 { … }"),
    "ratio-or-count": .init("a ratio such as \"10%\" or a number", "形如 \"10%\" 的比例或数字"),
    "file-name-or-object": .init("a file's name or an object { … }", "文件名或对象 { … }"),
    "text-or-list-or-test": .init(
      "a text, a list of texts or a test { … }", "文本、文本列表或条件 { … }"),
    "word-or-object": .init(
      "\"proportional\", \"equal\" or an object of weights { … }",
      "文本 \"proportional\"、\"equal\" 或各层权重 { … }"),
    "tab": .init("tab", "制表符"),
    "entry-gone": .init("entry {0} is gone", "第 {0} 号记录"),
    "entries-gone": .init("entries {0} to {1} are gone", "第 {0} 至 {1} 号记录"),
    "act-replacement": .init("targets were replaced in", "已更换检查对象"),
    "act-disclosure": .init("others hold what was disclosed of", "已公开"),
    "act-results": .init("forms of results were read for", "已读回检查结果登记表"),
    "draw-not-in-ledger": .init("the ledger holds no draw of this plan", "台账中没有本计划的抽取"),
    "replacement-differs": .init(
      "this replacement does not follow from the draw", "此项更换与抽取结果推算的不一致"),
    "commitment-differs-from-ledger": .init(
      "this is not the commitment that the ledger names", "此文件不是台账所载的承诺"),
    "not-the-seed": .init(
      "this is not the seed of the record: its SHA-256 is another",
      "这不是该记录的种子，两者的 SHA-256 不同"),
    "file-differs": .init("the file differs", "文件不符"),
    "file-digest": .init(
      "the file's digest differs (D of the draw protocol, not what sha256sum prints)",
      "文件摘要不符（抽取规程所称的 D(file)，并非 sha256sum 的结果）"),
    "file-missing": .init("the file is not there", "文件不在原处"),
    "file-too-many": .init("the draw has no such file", "本次抽取没有此文件"),
    "page-worded-otherwise": .init(
      "the page is the one that the record names, and this program words it otherwise",
      "网页与抽取记录登记的一致，但本程序生成的文字有所不同"),
    "field-differs": .init("{0} differs", "{0} 不符"),
    "column": .init("column {0} differs", "“{0}”列不符"),
    "ticket-of": .init("the ticket of column {0} differs", "按“{0}”列算出的票号不符"),
    "rows-of": .init("stratum “{0}” has another number of rows", "“{0}”层的行数不符"),
    "row": .init("the row differs", "该行不符"),
    "row-missing": .init("a row is missing here", "此处缺少一行"),
    "row-added": .init("this row is one too many", "此行是多出来的"),
    "results-differ": .init(
      "this is not the file that ledger line {0} registers; where it was corrected, register it: "
        + "shuangsuiji results",
      "与台账第 {0} 行登记的不是同一文件；如系更正，请用 results 重新登记"),
    "ledger-members": .init(
      "the line's members are others, or in another order", "该行的各项或其次序与写入时不同"),
    "ledger-counts": .init(
      "record and notice state draws {0} and voids {1} of this period; the lines of the ledger "
        + "make {2} and {3}: lines were taken out or put in",
      "抽取记录和公示稿载明抽取次数 {0}、废弃方案数 {1}，而台账各行只能得出 {2} 和 {3}：台账被删减或增添过"),
    "other-seeds": .init(
      "under the same commitment, line {0} has another list than this one: they were drawn from "
        + "different seeds, and a commitment has one",
      "同一承诺的第 {0,} 行与本行名单不同：先后用了不同的种子，而一份承诺只有一个种子"),
    "rows-exchanged": .init("this row and the next are exchanged", "本行与下一行被对调"),
    "line-end": .init("the line's end differs", "换行符不符"),
    "byte-order-mark": .init("the byte order mark differs", "字节顺序标记（BOM）不符"),
    "saved-in-utf8": .init("in UTF-8", "UTF-8 编码"),
    "saved-with-mark": .init("with a byte order mark", "有字节顺序标记（BOM）"),
    "saved-without-mark": .init(
      "without the byte order mark (tail -c +4)", "无字节顺序标记（BOM，可用 tail -c +4 去掉）"),
    "saved-with-last-end": .init(
      "with a line break at its end (echo >> FILE, of CR LF printf '\\r\\n' >> FILE)",
      "末尾有换行符（可用 echo >> 文件 加上，CR LF 用 printf '\\r\\n' >> 文件）"),
    "saved-without-last-end": .init(
      "without the line break at its end (head -c -1, of CR LF -2)",
      "末尾无换行符（可用 head -c -1 去掉，CR LF 用 -2）"),
    "saved-with-lf": .init("with line ends LF (tr -d '\\r')", "换行符为 LF（可用 tr -d '\\r'）"),
    "saved-with-crlf": .init(
      "with line ends CR LF (perl -pe 's/\\n/\\r\\n/')",
      "换行符为 CR LF（可用 perl -pe 's/\\n/\\r\\n/'）"),
    "a-value": .init("a value", "一个值"),
    "key-or-brace": .init("a key or }", "键或 }"),
    "colon": .init("a colon", "冒号"),
    "comma-or-brace": .init("a comma or }", "逗号或 }"),
    "comma-or-bracket": .init("a comma or ]", "逗号或 ]"),
    "end-of-text": .init("the end of the file", "文件末尾"),
    "length": .init("it has {0} characters, not 18", "长度为 {0} 个字符，应为 18 个"),
    "lower-case": .init("character {0} is a lower-case letter", "第 {0} 位是小写字母"),
    "character": .init(
      "character {0} is none that codes have", "第 {0} 位不是代码允许的字符"),
    "region": .init(
      "character {0} belongs to the region code and must be a digit", "第 {0} 位属于行政区划码，应为数字"),
    "check-character": .init(
      "by the others, character 18 must be {0}", "按其余各位推算，第 18 位应为 {0}"),
    "inner-check-digit": .init(
      "by the organisation code, character 17 must be {0}", "按组织机构代码推算，第 17 位应为 {0}"),
    "scientific-notation": .init(
      "it was turned into scientific notation", "变成了科学计数法"),
    "last-digits-lost": .init(
      "only its first 15 digits were kept", "只保留了前 15 位数字"),
    "a-digit-lost": .init("a digit is missing", "少了一位数字"),
    "decimal-point": .init("it was turned into a decimal", "变成了小数"),
    "apostrophe": .init("it begins with an apostrophe", "开头多了一个撇号"),
  ]
}

extension CreditCode.Problem {
  /// The problem as a word of `MessageTable.words`: `check-character:X`.
  public var text: String {
    switch self {
    case .length(let count): "length:\(count)"
    case .lowerCase(let position): "lower-case:\(position)"
    case .character(let position): "character:\(position)"
    case .region(let position): "region:\(position)"
    case .checkCharacter(let expected): "check-character:\(Unicode.Scalar(expected))"
    case .innerCheckDigit(let expected): "inner-check-digit:\(Unicode.Scalar(expected))"
    }
  }
}
