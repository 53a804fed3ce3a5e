// Messages about plan files. {0} is the key path (tasks.food.quantity) unless said otherwise.

extension MessageTable {
  static let plans: [Message] = [
    // {1} the nearest known key, {2} all
    Message(
      "unknown-key", "unknown key {0}", "未知的键 {0}",
      hints: .init("did you mean {1}?", "是否想写“{1}”？"),
      .init("known here: {2,}", "此处可用：{2,}")),
    // {1} the type wanted, {2} the type found, {3} how to write it
    Message(
      "wrong-type", "{0} must be {1~}, here it is {2~}", "{0} 应为{1~}，此处却是{2~}",
      hints: .init("write {3}", "请写成 {3}")),
    // {1} an example
    Message(
      "missing-key", "{0} is missing", "缺少 {0}",
      hints: .init("add it here, such as {1}", "请在此处补上，例如 {1}")),
    // {1} an example
    Message(
      "empty-value", "{0} is empty", "{0} 是空的",
      hints: .init("write what belongs there, such as {1}", "请填写，例如 {1}")),
    // {1} the value, {2} its other name
    Message(
      "repeated-value", "{0} names {1} twice", "{0} 中重复写了 {1}",
      hints: .init("{2} is another name of it", "{2} 是它的另一种写法")),
    Message(
      "not-a-plan", "this is no plan file", "这不是计划文件",
      hints: .init("a plan file begins with { and ends with }", "计划文件以 { 开头、以 } 结尾")),
    // {1} the value, {2} the known ones, {3} the nearest
    Message(
      "unknown-value", "{0} has the unknown value “{1}”", "{0} 的值“{1}”无法识别",
      hints: .init("did you mean {3}?", "是否想写“{3}”？"),
      .init("one of: {2,}", "可取的值：{2,}")),
    // {1} the value, {2} the column, {3} the nearest, {4} all that the plan declares
    Message(
      "undeclared-value", "{0}: “{1}” is none of the values of {2} that the plan declares",
      "{0}：“{1}”不在计划为“{2}”列声明的值之中",
      hints: .init("did you mean {3}?", "是否想写“{3}”？"),
      .init("declared under inputs.targets.values: {4}", "inputs.targets.values 中声明的值：{4}")),
    // {1} the value, {2} the smallest, {3} the largest allowed
    Message(
      "out-of-range", "{0} is {1}, it must be from {2} to {3}", "{0} 为 {1}，应在 {2} 至 {3} 之间"),
    // {4} the same as a ratio, where one may stand here as well
    Message(
      "not-whole", "{0} is {1}, it must be a whole number from {2} to {3}",
      "{0} 为 {1}，应为 {2} 至 {3} 之间的整数",
      hints: .init("for a share write \"{4}\"", "按比例的请写 \"{4}\"")),
    // {1} the value, {2} what was probably meant
    Message(
      "bad-ratio", "{0} “{1}” is no ratio", "{0} 的“{1}”不是有效的比例",
      hints: .init("did you mean \"{2}\"?", "是否想写 \"{2}\"？"),
      .init(
        "write \"3%\", \"0.03\" or \"3/100\"", "请写成 \"3%\"、\"0.03\" 或 \"3/100\"")),
    // {1} the value, {2} the same where it may be meant as a percentage, {3} as a number of targets
    Message(
      "ratio-above-one", "{0} “{1}” is more than all", "{0} 的“{1}”超过了全部",
      hints: .init(
        "for {3} targets a stratum write { count: {3} }, for a share \"{2}%\"",
        "每层抽 {3} 户请写 { count: {3} }，按比例请写 \"{2}%\""),
      .init(
        "for {3} targets a stratum write { count: {3} }", "每层抽 {3} 户请写 { count: {3} }"),
      .init("write \"{2}%\"", "请写成 \"{2}%\""),
      .init("at most \"100%\"", "不得超过 \"100%\"")),
    // {1} the value, {2} as a percentage, {3} of targets, {4} of alternates, {5} of many of these
    Message(
      "number-as-ratio", "{0} “{1}” in quotes is a ratio: {2}", "{0} 的“{1}”加了引号，按比例 {2} 处理",
      hints: .init(
        "write \"{2}\"; for {3} targets a stratum { count: {3} }",
        "请写成 \"{2}\"；每层抽 {3} 户请写 { count: {3} }"),
      .init(
        "for {5} a stratum write {5} without quotes; for {5} of 100 drawn \"{5}%\"",
        "每层 {5} 户请去掉引号写 {5}；按正选的百分之 {5} 请写成 \"{5}%\""),
      .init(
        "write \"{2}\"; for {4} a stratum write {4} without quotes",
        "请写成 \"{2}\"；每层 {4} 户请去掉引号写 {4}"),
      .init("write \"{2}\"", "请写成 \"{2}\"")),
    // {1} the value, {2} what was probably meant
    Message(
      "bad-date", "{0} “{1}” is no date", "{0} 的“{1}”不是有效的日期",
      hints: .init("did you mean \"{2}\"?", "是否想写 \"{2}\"？"),
      .init("the calendar has no {3}", "日历上没有 {3} 这一天"),
      .init(
        "days of the week stand under weekdays: [\"{4}\"]", "星期几请写在 weekdays 中：[\"{4}\"]"),
      .init("write \"2026-10-12\"", "请写成 \"2026-10-12\" 的形式")),
    Message(
      "bad-period", "{0} “{1}” is no period of a year", "{0} 的“{1}”不是一年中的某一期",
      hints: .init(
        "the fourth quarter is \"4/4\", October is \"10/12\"",
        "第四季度写 \"4/4\"，十月写 \"10/12\"")),
    Message(
      "bad-span", "{0} “{1}” is no span of time", "{0} 的“{1}”不是有效的时长",
      hints: .init(
        "write \"12 months\" or \"3 years\"", "请写成 \"12 months\" 或 \"3 years\" 的形式")),
    // {1} and {2} the ends
    Message(
      "window-reversed", "{0} begins at {1}, after its end at {2}",
      "{0} 的起点 {1} 晚于终点 {2}", hints: .init("exchange from and to", "请将 from 与 to 对调")),
    // {0} and {1} the schedule, {2} and {3} the period
    Message(
      "schedule-outside-period", "visits from {0} to {1} leave the plan's period, {2} to {3}",
      "检查日期 {0} 至 {1} 超出了计划期间 {2} 至 {3}",
      hints: .init(
        "bring schedule within period, from before to",
        "请将 schedule 调整到 period 之内，并使 from 不晚于 to")),
    // {0} the id
    Message(
      "bad-plan-id", "“{0}” cannot be a plan's id", "“{0}”不能用作计划编号",
      hints: .init(
        "it becomes a folder's name: 1 to 64 letters, digits, Han, _ . or -; no dot at its ends; "
          + "no CON, NUL or the like",
        "它将成为文件夹名：1 至 64 个字母、数字、汉字或 _ . -，首尾不能是点，也不能用 CON、NUL 等保留名")),
    Message(
      "taken-plan-id", "“{0}” cannot be a plan's id: something else has this name among results",
      "“{0}”不能用作计划编号：结果文件夹中另有同名的文件或文件夹",
      hints: .init(
        "name it by place and period, such as \"BJ-2026Q4-110105\"",
        "请以地区和时期命名，如 \"BJ-2026Q4-110105\"")),
    Message("plan-given-twice", "this plan is given twice", "同一份计划给出了两次"),
    // {0} the id, {1} the other plan's file
    Message(
      "duplicate-plan-id", "the id {0} is also that of {1}", "计划编号 {0} 与 {1} 重复",
      hints: .init(
        "give each plan an id of its own, not only in letter case",
        "每份计划的编号必须各不相同，仅大小写不同也不行")),
    // {0} the file named
    Message(
      "extends-cycle", "extends leads back to {0}, in a circle", "extends 绕回 {0}，形成循环"),
    // {0} the limit
    Message(
      "extends-too-deep", "more than {0} files extend each other", "extends 超过 {0} 层"),
    Message("no-tasks", "the plan has no task", "计划中没有抽查任务"),
    // {0} the key
    Message(
      "bad-task-key", "“{0}” cannot be a task's short name", "“{0}”不能用作任务的短名",
      hints: .init(
        "use a–z, 0–9 and -, at most 32 of them", "请只用 a–z、0–9 和 -，不超过 32 个字符")),
    // {0} the number, {1} and {2} the tasks
    Message(
      "duplicate-task-number", "the tasks {1} and {2} have the same number {0}",
      "任务 {1} 与 {2} 的任务编号同为 {0}",
      hints: .init("give each task a number of its own", "请为每项任务另编编号")),
    // {1} the name
    Message(
      "bad-group", "{0} “{1}” cannot be a group's name", "{0} 的“{1}”不能用作分组名",
      hints: .init("use a–z, 0–9, . _ / and -", "请只用 a–z、0–9、. _ / 和 -")),
    // {0} the task
    Message(
      "items-without-list", "the task {0} has items, but inputs.items names no list of them",
      "任务 {0} 列出了抽查事项，但 inputs.items 没有指明事项清单",
      hints: .init(
        "add the list, such as items: \"items.csv\", to inputs",
        "请在 inputs 中补上清单，例如 items: \"items.csv\"")),
    Message(
      "frequency-without-history",
      "frequency limits visits, but inputs.history names no list of earlier ones",
      "frequency 限制了检查频次，但 inputs.history 没有指明检查历史",
      hints: .init(
        "add it, such as history: \"history.csv\", to inputs, or take frequency away",
        "请在 inputs 中补上，例如 history: \"history.csv\"，或去掉 frequency")),
    Message(
      "recusal-without-history",
      "pairing.recuse looks at earlier visits, but inputs.history names no list of them",
      "pairing.recuse 要看以往检查，但 inputs.history 没有指明检查历史",
      hints: .init(
        "add it, such as history: \"history.csv\", to inputs, or take recuse away",
        "请在 inputs 中补上，例如 history: \"history.csv\"，或去掉 recuse")),
    Message(
      "recusal-without-span", "{0} says neither withinDays, withinVisits nor withinDraws",
      "{0} 中 withinDays、withinVisits、withinDraws 至少要写一项",
      hints: .init(
        "such as sameEnterprise: { withinVisits: 2 }",
        "例如 sameEnterprise: { withinVisits: 2 }")),
    // {0} the name
    Message(
      "bad-department", "“{0}” cannot be a department's name", "“{0}”不能作为部门名称",
      hints: .init("at most 32 characters, without blanks and | / :", "不超过 32 个字符，不含空白和 | / :")),
    // {0} the task, {1} the department, {2} the nearest known one
    Message(
      "department-without-registry",
      "the task {0} takes {1} along, whose inspectors inputs.departments does not name",
      "任务 {0} 要求 {1} 部门参加，但 inputs.departments 没有指明其执法检查人员名录库",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"),
      .init(
        "add it, such as departments: { {1}: \"inspectors-of-it.csv\" }, to inputs",
        "请在 inputs 中补上，例如 departments: { {1}: \"名录库.csv\" }")),
    Message(
      "team-without-inspectors",
      "departments, experts and fallbacks need officers, but inputs.inspectors names none",
      "联合部门、专家和 fallbacks 都以执法检查人员为前提，但 inputs.inspectors 没有指明名录库",
      hints: .init("add inspectors to inputs", "请在 inputs 中补上 inspectors")),
    // {0} the district
    Message(
      "fallback-own-district", "{0} is the plan's own district, whose officers are sent first",
      "{0} 是本计划自己的区，其人员已优先选派",
      hints: .init("name neighbouring districts only", "这里只写邻区")),
    // {0} the officer, {1} the nearest
    Message(
      "fallback-unknown-officer", "{0} is not in the inspector registries",
      "{0} 不在执法检查人员名录库中",
      hints: .init(
        "write 人员编号, and department/人员编号 for other departments",
        "请写人员编号，其他部门人员写“部门/人员编号”")),
    Message(
      "inspectors-without-calendar",
      "officers are paired by the day of a visit, but inputs.calendar names no calendar",
      "匹配人员须先排定检查日期，但 inputs.calendar 没有指明工作日历",
      hints: .init(
        "add it, such as calendar: \"calendar.csv\", to inputs",
        "请在 inputs 中补上，例如 calendar: \"calendar.csv\"")),
    // {1} the column
    Message(
      "column-mapped-twice", "{0}: the column {1} is mapped already", "{0}：“{1}”列已经指定过",
      hints: .init("keep one of them", "请只保留一个")),
    // {1} what stands left, {2} the role meant
    Message(
      "mapping-reversed", "{0} is no role of a column", "{0} 不是列的用途名",
      hints: .init(
        "the role stands left, the file's header right: {2}: \"{1'}\"",
        "左边写用途名，右边写文件中的列名：{2}: \"{1'}\"")),
    // {0} and {1} one limit, {2} and {3} the other
    Message(
      "limits-out-of-order", "{0} {1} is above {2} {3} and can never be reached",
      "{0} 为 {1}，大于 {2} 的 {3}，永远达不到"),
    // {1} the id
    Message(
      "listed-id-invalid",
      "{1} is no valid credit code: only rows that write it just so are left out",
      "{1} 不是有效的统一社会信用代码，只排除名录库中写法完全相同的行",
      hints: .init(
        "if a row of the registry writes it just so, all is well; else correct it",
        "名录库中确有如此写法的行，则无须处理；否则请更正")),
    // {0} the people on a trip, {1} the most
    Message(
      "team-too-large-for-pairs",
      "with pairLimit a trip has at most {1} people, departments and experts with them; here {0}",
      "设有 pairLimit（同组次数上限）时，一个检查组连同协作部门和专家最多 {1} 人，现为 {0} 人",
      hints: .init(
        "leave out pairLimit, or make the teams smaller", "请去掉 pairLimit，或减少检查组人数")),
    // {0} the task, {1} the item, {2} the nearest, {3} the list's file
    Message(
      "unknown-item", "the task {0} has the item {1}, which is not in the list",
      "任务 {0} 的抽查事项 {1} 不在事项清单中",
      hints: .init("did you mean {2}?", "是否想写“{2}”？"),
      .init("the list is {3}", "事项清单是 {3}")),
    Message(
      "file-and-parts", "{0} names both file and parts", "{0} 同时写了 file 和 parts",
      hints: .init(
        "keep one; what an extended plan says is taken back by file: null",
        "只保留一个；要取消 extends 所引计划中的写法，请写 file: null")),
    // {1} the ways given
    Message(
      "one-quantity", "{0} must say how many in exactly one way", "{0} 应当且只能用一种方式规定数量",
      hints: .init("keep one of {1,}", "{1,} 只保留一个"),
      .init(
        "give one of ratio, count, all: true, total, rules",
        "ratio、count、all: true、total、rules 任选其一")),
    // {1} what it belongs to
    Message(
      "only-with-ratio", "{0} means something only beside {1}", "{0} 只有与 {1} 同用才有意义",
      hints: .init("delete it, or say {1}", "请删去，或改用 {1}")),
    Message(
      "bound-without-effect", "{0} has no effect: a count is as given, and all are all",
      "{0} 不起作用：count 按所写数量抽取，all 全部抽取",
      hints: .init("delete it, or say ratio or total", "请删去，或改用 ratio 或 total")),
    // {1} how many, if several
    Message(
      "one-test-a-column", "{0} must hold exactly one test", "{0} 应当且只能有一项条件",
      hints: .init(
        "it holds {1}; join them with all: [{…}, {…}]", "此处有 {1} 项，请用 all: [{…}, {…}] 连接"),
      .init(
        "one of oneOf, prefix, contains, tag, from and to, empty",
        "oneOf、prefix、contains、tag、from 和 to、empty 任选其一")),
    // {1} and {2} the bounds
    Message(
      "minimum-above-maximum", "{0}: the minimum {1} is above the maximum {2}",
      "{0}：下限 {1} 大于上限 {2}"),
    // {1} the condition, {2} the line of the other rule
    Message(
      "contradictory-rules", "{0}: the rule for {1} says otherwise than the one on line {2}",
      "{0}：关于 {1} 的规则与第 {2} 行的规则相矛盾",
      hints: .init(
        "let each stratum match one rule only", "请使每一层只对应一条规则")),
    // {1} the line of the other rule
    Message(
      "unreachable-rule", "{0} is never used: the rule on line {1} takes all of its strata",
      "{0} 永远用不到：第 {1} 行的规则已涵盖其各层",
      hints: .init("put the special rule before the general one", "请把特殊的规则放在一般的规则之前")),
    // {1} the strata columns
    Message(
      "not-a-stratum-column", "{0} is not one of the task's strata", "{0} 不是本任务的分层列",
      hints: .init("strata: {1,}", "分层列：{1,}"),
      .init("name it under strata as well", "请同时写入 strata")),
    // {0} the task, {1} the stratum
    Message(
      "no-rule-for-stratum", "the task {0} has no rule for the stratum “{1}”",
      "任务 {0} 没有适用于“{1}”层的规则",
      hints: .init(
        "end the rules with one without where, for all the rest",
        "请在规则末尾加一条不带 where 的规则，用于其余各层")),
    // {0} the task, {1} the stratum
    Message(
      "no-weight-for-stratum", "the task {0} has no weight for the stratum “{1}”",
      "任务 {0} 没有给“{1}”层规定权重",
      hints: .init("add “{1}” under across", "请在 across 中补上“{1}”")),
    // {0} the task, {1} the status, {2} the nearest one
    Message(
      "status-not-met", "the task {0} excludes the status “{1}”, which no row has",
      "任务 {0} 排除的登记状态“{1}”在名录库中没有出现",
      hints: .init("did you mean {2}?", "是否想写“{2}”？")),
    // {0} the task, {1} the word, {2} the column, {3} the nearest one
    // {4} the values that it is made of, quoted
    Message(
      "scope-word-not-met", "the scope of the task {0} names “{1}”, which no row has in {2}",
      "任务 {0} 的抽查范围写有“{1}”，名录库的“{2}”列中没有这个值",
      hints: .init("several values are written so: [{4}]", "多个值应分别写出：[{4}]"),
      .init("did you mean {3}?", "是否想写“{3}”？")),
    // {0} the kind, {1} the nearest one
    Message(
      "exempt-not-met", "the plan exempts “{0}”, which no row of the history has",
      "计划规定“{0}”不计入频次，检查历史中没有这一检查类型",
      hints: .init("did you mean {1}?", "是否想写“{1}”？")),
    // {0} the task, {1} the stratum's column, {2} its population, {3} how many of it are drawn
    Message(
      "empty-stratum",
      "the task {0} has a stratum whose {1} is empty: {3} of {2} targets are drawn from it",
      "任务 {0} 中有一层的“{1}”为空：该层 {2} 户，抽取 {3} 户",
      hints: .init(
        "fill the column in; a small stratum is drawn wholly or nearly so",
        "请补全该列；户数少的层会全部或大部分被抽中")),
    // {0} the task, {1} the stratum, {2} the other, {3} its population, {4} how many are drawn
    Message(
      "stratum-like-another",
      "the task {0} has a stratum “{1}” beside “{2}”, which differs only in case, width or blanks: "
        + "{4} of {3} targets are drawn from it",
      "任务 {0} 中“{1}”与“{2}”只差大小写、全半角或空白，成了两层：“{1}”层 {3} 户，抽取 {4} 户",
      hints: .init(
        "correct it in the source; a small stratum is drawn wholly or nearly so",
        "请在源系统中更正；户数少的层会全部或大部分被抽中")),
    // {0} the task, {1} the strata meant
    Message(
      "stratum-without-target", "the task {0} speaks of {1}, where no target is in its frame",
      "任务 {0} 提到的 {1,} 在抽样框中没有对象"),
    // {0} the spellings, {1} the nearest in the registry
    Message(
      "district-without-target", "no row of the registry is of the district {0}",
      "名录库中没有区为“{0,}”的记录",
      hints: .init("did you mean {1}?", "是否想写“{1}”？"),
      .init("write it as the registry does", "请按名录库中的写法填写")),
  ]
}
