// The objects of a plan, last part: days, teams, fallbacks, sources of the seed. See PlanKey.swift.

let scheduleShapes = [
  PlanShape(
    name: "schedule", english: "When visits take place", chinese: "检查日期的安排",
    keys: [
      PlanKey("from", .date, "first day; of the period without it", "首日；默认同计划期", "\"2026-10-12\""),
      PlanKey("to", .date, "last day; of the period without it", "末日；默认同计划期", "\"2026-11-30\""),
      PlanKey(
        "publishWithin", .number(1...250), "working days until a result is public; 20 by default",
        "检查后多少个工作日内公示；默认 20", "20"),
      PlanKey(
        "visitsPerTrip", .number(1...50), "visits of one team, day and station; 1 by default",
        "一组一天在同一所最多查几户；默认 1", "3"),
      PlanKey(
        "order", .words(["ticket", "station"]), "by ticket (default), or station by station",
        "次序：ticket 按票号（默认），station 同所相连", "\"station\""),
      PlanKey(
        "weekdays", .several(.words(weekdayNames.flatMap { $0 })),
        "only on these days of the week; not with days", "只在星期几检查；不与 days 同用", "[\"Tuesday\"]"),
      PlanKey(
        "days", .several(.date), "only on these days; not with weekdays", "只在这些日期检查；不与 weekdays 同用",
        "[\"2026-10-13\"]"),
      PlanKey("doneBy", .date, "no visit after this day", "最迟完成日期", "\"2026-11-10\""),
      PlanKey(
        "batches", .list(.object("batch")), "batches, one after the other", "分批次，先后不重叠",
        "[{ label: \"第一批\", from: \"2026-10-12\", to: \"2026-10-30\" }]"),
    ]),
  PlanShape(
    name: "batch", english: "A batch of visits", chinese: "批次",
    keys: [
      PlanKey("label", .text, isRequired: true, "its name", "批次名称", "\"第一批\""),
      PlanKey("from", .date, isRequired: true, "first day", "首日", "\"2026-10-12\""),
      PlanKey("to", .date, isRequired: true, "last day", "末日", "\"2026-10-30\""),
      PlanKey(
        "tasks", .texts, "keys of its tasks; without it the batch takes its share of all",
        "所含任务的键；各批都不写则均分", "[\"food\"]"),
    ]),
]

let teamShapes = [
  PlanShape(
    name: "pairing", english: "Who goes", chinese: "检查组的组成",
    keys: [
      PlanKey(
        "teamSize", .number(2...Limits.teamSize), "officers of a team; 2 by default",
        "每组执法人员数；默认 2", "2"),
      PlanKey("dailyLimit", .number(1...50), "an officer's trips a day", "每人每天组次上限", "2"),
      PlanKey("weeklyLimit", .number(1...350), "an officer's trips a week", "每人每周组次上限", "8"),
      PlanKey("periodLimit", .number(1...100_000), "an officer's trips in all", "每人本期组次上限", "45"),
      PlanKey(
        "pairLimit", .number(1...100_000), "how often the same two go together", "同样两人同组次数上限", "3"),
      PlanKey(
        "carryOver", .flag, "count this year's earlier trips", "计入本年度已参与抽查次数", "true"),
      PlanKey(
        "avoidOwnUnit", .flag, "nobody inspects his own station's targets", "不查本所辖区（所所交叉）", "true"),
      PlanKey(
        "recuse", .object("recuse"), "who inspected the enterprise lately stays away",
        "近期查过同一企业的人员回避", "{ sameEnterprise: { withinVisits: 2 } }"),
    ]),
  PlanShape(
    name: "recuse", english: "Recusal by earlier inspections", chinese: "因以往检查而回避",
    keys: [
      PlanKey(
        "sameEnterprise", .object("same enterprise"), isRequired: true,
        "of the same enterprise", "同一企业", "{ withinDays: 365 }")
    ]),
  PlanShape(
    name: "same enterprise", english: "How far back; at least one of these", chinese: "追溯范围，至少写一项",
    keys: [
      PlanKey("withinDays", .number(1...36_500), "days before the visit", "检查前多少天内", "365"),
      PlanKey("withinVisits", .number(1...1000), "its latest visits", "最近几次检查", "2"),
      PlanKey("withinDraws", .number(1...1000), "its latest visits of a draw", "最近几次抽查", "2"),
    ]),
  PlanShape(
    name: "department", english: "A department that goes along", chinese: "联合检查的部门",
    keys: [
      PlanKey(
        "teamSize", .number(2...Limits.teamSize), "its officers; 2 by default", "人数；默认 2", "2"),
      PlanKey(
        "qualifications", .texts, "what its officers must hold among them", "所需资质", "[\"消防监督检查\"]"),
    ]),
  PlanShape(
    name: "experts", english: "Experts beside the officers", chinese: "随行专家",
    keys: [
      PlanKey("count", .number(1...Limits.teamSize), "how many; 1 by default", "人数；默认 1", "1"),
      PlanKey("qualification", .text, "what they must hold", "所需资质", "\"食品\""),
    ]),
  PlanShape(
    name: "neighbours", english: "Fallback: officers of other districts", chinese: "邻区匹配",
    keys: [
      PlanKey(
        "kind", .words(["neighbours"]), isRequired: true, "this fallback", "办法：邻区匹配",
        "\"neighbours\""),
      PlanKey(
        "districts", .texts, isRequired: true, "districts as the registry spells them", "行政区",
        "[\"110113\"]"),
      PlanKey(
        "document", .text, isRequired: true, "the document that allows it", "批准文件",
        "\"京市监办〔2026〕33号\""),
    ]),
  PlanShape(
    name: "direct", english: "Fallback: people who are named", chinese: "直接委派",
    keys: [
      PlanKey(
        "kind", .words(["direct"]), isRequired: true, "this fallback", "办法：直接委派", "\"direct\""),
      PlanKey(
        "officers", .texts, isRequired: true, "their references", "人员编号", "[\"110117006\"]"),
      PlanKey(
        "document", .text, isRequired: true, "the document that allows it", "批准文件",
        "\"局长令〔2026〕5号\""),
    ]),
]

/// A source of the seed, with what is public of it before.
private func sourceKeys(inheritsFormat: Bool) -> [PlanKey] {
  [
    PlanKey(
      "name", .text, isRequired: true, "its name, which says the issue", "名称，含期号",
      "\"双色球第2026115期开奖号码\""),
    PlanKey(
      "format", .text, isRequired: !inheritsFormat,
      "its form: N a digit, X one of 0–9 a–f, {k} k times", "格式：N 为数字，X 为 0–9 或 a–f，{k} 为重复次数",
      "\"NN NN NN NN NN NN NN\""),
    PlanKey("date", .date, isRequired: true, "the day it is known", "公布日期", "\"2026-10-08\""),
  ]
}

let entropyShapes = [
  PlanShape(
    name: "source", english: "A public source of the seed", chinese: "种子的公开来源",
    keys: sourceKeys(inheritsFormat: false) + [
      PlanKey(
        "fallback", .object("fallback source"), isRequired: true,
        "what is taken where it has no outcome", "没有结果时改用的来源",
        "{ name: \"双色球第2026116期开奖号码\", date: \"2026-10-11\" }")
    ]),
  PlanShape(
    name: "fallback source", english: "What is taken where a source has no outcome",
    chinese: "备用来源", keys: sourceKeys(inheritsFormat: true)),
]
