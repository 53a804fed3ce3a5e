// Messages about plan files. {0} is the key path (tasks.food.quantity) unless said otherwise.

extension MessageTable {
  static let plans: [Message] = [
    // {1} the nearest known key
    Message(
      "unknown-key", "unknown key {0}", "未知的键 {0}",
      hints: .init("did you mean {1}?", "是否想写 {1}？"),
      .init("“help plan-file” lists the keys", "可用的键见“help plan-file”")),
    // {1} the type wanted, {2} the type found
    Message(
      "wrong-type", "{0} must be {1~}, here it is {2~}", "{0} 应为{1~}，此处却是{2~}"),
    Message("missing-key", "{0} is missing", "缺少 {0}"),
    // {1} the value, {2} the known ones, {3} the nearest
    Message(
      "unknown-value", "{0} has the unknown value “{1}”", "{0} 的值“{1}”无法识别",
      hints: .init("did you mean {3}?", "是否想写 {3}？"),
      .init("one of: {2}", "可取的值：{2}")),
    // {1} the value, {2} the smallest, {3} the largest allowed
    Message(
      "out-of-range", "{0} is {1}, it must be from {2} to {3}", "{0} 为 {1}，应在 {2} 至 {3} 之间"),
    Message(
      "bad-ratio", "{0} “{1}” is no ratio", "{0} 的“{1}”不是有效的比例",
      hints: .init(
        "write \"3%\", \"0.03\" or \"3/100\", at most 100%",
        "请写成 \"3%\"、\"0.03\" 或 \"3/100\"，且不超过 100%")),
    Message(
      "bad-date", "{0} “{1}” is no date", "{0} 的“{1}”不是有效的日期",
      hints: .init("write \"2026-10-12\"", "请写成 \"2026-10-12\" 的形式")),
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
        "it becomes a folder's name: letters, digits, Han, _ . -, at most 64 of them, no dot first",
        "它将成为文件夹名：只用字母、数字、汉字和 _ . -，不超过 64 个字符，不以点开头")),
    // {0} the id, {1} the other plan's file
    Message(
      "duplicate-plan-id", "the id {0} is also that of {1}", "计划编号 {0} 与 {1} 重复",
      hints: .init(
        "give each plan an id of its own, not only in letter case",
        "每份计划的编号必须各不相同，仅大小写不同也不行")),
    // {0} the file named
    Message(
      "extends-cycle", "extends leads through {0} in a circle, or through too many files",
      "extends 经 {0} 形成循环，或层数过多"),
    Message("no-tasks", "the plan has no task", "计划中没有抽查任务"),
    // {0} the key
    Message(
      "bad-task-key", "“{0}” cannot be a task's short name", "“{0}”不能用作任务的短名",
      hints: .init(
        "use a–z, 0–9 and -, at most 32 of them", "请只用 a–z、0–9 和 -，不超过 32 个字符")),
    // {0} the number, {1} and {2} the tasks
    Message(
      "duplicate-task-number", "the tasks {1} and {2} have the same number {0}",
      "任务 {1} 与 {2} 的任务编号同为 {0}"),
    // {1} the name
    Message(
      "bad-group", "{0} “{1}” cannot be a group's name", "{0} 的“{1}”不能用作分组名",
      hints: .init("use a–z, 0–9, . _ / and -", "请只用 a–z、0–9、. _ / 和 -")),
    // {0} the task
    Message(
      "items-without-list", "the task {0} has items, but inputs.items names no list of them",
      "任务 {0} 列出了抽查事项，但 inputs.items 没有指明事项清单"),
    // {0} the task, {1} the item, {2} the nearest
    Message(
      "unknown-item", "the task {0} has the item {1}, which is not in the list",
      "任务 {0} 的抽查事项 {1} 不在事项清单中",
      hints: .init("did you mean {2}?", "是否想写 {2}？")),
    // {0} the column's name, {1} the nearest, {2} all
    Message(
      "unknown-column", "the registry has no column {0}", "名录库中没有“{0}”列",
      hints: .init("did you mean {1}?", "是否想写“{1}”？"),
      .init("its columns are: {2}", "现有各列：{2}")),
    Message(
      "one-quantity", "{0} must say how many in exactly one way", "{0} 应当且只能用一种方式规定数量",
      hints: .init(
        "one of ratio, count, all, total, rules",
        "ratio、count、all、total、rules 任选其一")),
    Message(
      "one-test-a-column", "{0} must hold exactly one test", "{0} 应当且只能有一项条件",
      hints: .init(
        "join several with all: [{…}, {…}]", "多项条件请用 all: [{…}, {…}] 连接")),
    // {1} and {2} the bounds
    Message(
      "minimum-above-maximum", "{0}: the minimum {1} is above the maximum {2}",
      "{0}：下限 {1} 大于上限 {2}"),
    // {1} the condition, {2} the line of the other rule
    Message(
      "contradictory-rules", "{0}: the rule for {1} says otherwise than the one on line {2}",
      "{0}：关于 {1} 的规则与第 {2} 行的规则相矛盾",
      hints: .init(
        "the first rule that matches counts; let each stratum match what is meant for it",
        "以第一条相符的规则为准；请确保每一层只对应一条应有的规则")),
    // {1} the strata columns
    Message(
      "not-a-stratum-column", "{0} is not one of the task's strata", "{0} 不是本任务的分层列",
      hints: .init("strata: {1}", "分层列：{1}"),
      .init("name it under strata as well", "请同时写入 strata")),
    // {0} the task, {1} the stratum
    Message(
      "no-rule-for-stratum", "the task {0} has no rule for the stratum {1}",
      "任务 {0} 没有适用于“{1}”层的规则",
      hints: .init(
        "end the rules with one without where, for all the rest",
        "请在规则末尾加一条不带 where 的规则，用于其余各层")),
  ]
}
