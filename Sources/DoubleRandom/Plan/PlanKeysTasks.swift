// The objects of a plan, second part: tasks, scope, quantity, frequency. See PlanKey.swift.

/// Counts that no plan reaches.
private let counts = 0...Int(Int32.max)

let taskShapes = [
  PlanShape(
    name: "task", english: "A task: who may be drawn, and how many", chinese: "抽查任务：从哪些对象中抽多少",
    keys: [
      PlanKey(
        "number", .text, isRequired: true, "the task's official number", "任务编号（文号）",
        "\"京朝市监抽查〔2026〕41号\""),
      PlanKey("title", .text, isRequired: true, "the task's title", "任务名称", "\"食品经营监督检查\""),
      PlanKey("kind", .words(["定向", "不定向"]), "not targeted by default", "抽查类型；默认不定向", "\"定向\""),
      PlanKey(
        "items", .texts, "codes of inspection items, from inputs.items", "抽查事项编码，取自事项清单",
        "[\"SP001\"]"),
      PlanKey(
        "scope", .object("condition"), "which rows it is about; all without it",
        "抽查范围；不写则为全部", "{ 监管标签: { tag: [\"食品经营\"] } }"),
      PlanKey("exclude", .object("exclusions"), "who is left out", "排除的对象", "{ status: [\"注销\"] }"),
      PlanKey("strata", .texts, "columns whose values make strata", "分层的列", "[\"grade\"]"),
      PlanKey(
        "quantity",
        .either([.ratio, .object("share"), .object("total"), .object("by stratum")]),
        isRequired: true, "how many are drawn", "抽取数量", "\"3%\""),
      PlanKey(
        "alternates", .either([.number(counts), .ratio]),
        "alternates a stratum: a number, or a ratio of the selected", "每层备选数：户数，或正选数的比例",
        "\"10%\""),
      PlanKey(
        "weight", .either([.text, .object("weight")]), "a column by which chances are unequal",
        "按某列的数值加权抽取", "\"complaints\""),
      PlanKey(
        "group", .text, "tasks of one group share their tickets, apart from other tasks",
        "同组任务共用票号，与其他任务互不影响", "\"special\""),
      PlanKey("doneBy", .date, "the last day of its visits", "最迟完成日期", "\"2026-11-10\""),
      PlanKey(
        "departments",
        .map(keys: nil, .either([.number(2...Limits.teamSize), .object("department")])),
        "departments that go along, of inputs.departments: how many officers",
        "联合检查的部门及人数，部门见 inputs.departments", "{ 消防: 2 }"),
      PlanKey(
        "experts", .either([.number(1...Limits.teamSize), .object("experts")]),
        "experts beside the officers", "随行专家人数", "1"),
    ]),
  PlanShape(
    name: "exclusions", english: "Who is left out of a task", chinese: "任务排除的对象",
    keys: [
      PlanKey("status", .texts, "registration statuses", "登记状态", "[\"吊销\", \"注销\"]"),
      PlanKey(
        "ids", .map(keys: nil, .text), "targets by id, each with the reason", "指明的对象及理由",
        "{ \"91110109MA08BHCX75\": \"省级已抽\" }"),
    ]),
  PlanShape(
    name: "condition", english: "Columns with their tests; all of them must hold",
    chinese: "各列的条件，须全部满足",
    keys: [
      PlanKey(
        "all", .list(.object("condition")), "all of these hold", "全部满足", "[{ grade: \"D\" }]"),
      PlanKey(
        "any", .list(.object("condition")), "one of these holds", "满足其一", "[{ grade: \"D\" }]"),
      PlanKey("not", .object("condition"), "this does not hold", "不满足", "{ grade: \"A\" }"),
    ], others: .either([.texts, .object("test")])),
  PlanShape(
    name: "test", english: "One test of a column; from and to together are one",
    chinese: "对某列的一项条件；from 和 to 合为一项",
    keys: [
      PlanKey("oneOf", .texts, "the cell is one of these", "等于其中之一", "[\"A\", \"B\"]"),
      PlanKey("prefix", .texts, "the cell begins with one of these", "以其中之一开头", "[\"H61\"]"),
      PlanKey("contains", .texts, "one of these stands in the cell", "含有其中之一", "[\"民宿\"]"),
      PlanKey(
        "tag", .texts, "one of the cell's tags, split by ;", "标签之一（单元格内以“;”分隔）", "[\"食品经营\"]"),
      PlanKey("empty", .flag, "whether the cell is empty", "是否为空", "true"),
      PlanKey(
        "from", .either([.date, .decimal]), "not before, or not less", "日期不早于，或数字不小于",
        "\"2020-01-01\""),
      PlanKey(
        "to", .either([.date, .decimal]), "not after, or not more", "日期不晚于，或数字不大于", "\"2025-12-31\""
      ),
    ]),
  PlanShape(
    name: "weight", english: "A column by which chances are unequal", chinese: "加权抽取所依据的列",
    keys: [
      PlanKey(
        "column", .text, isRequired: true, "a column of whole numbers", "整数列", "\"complaints\""),
      PlanKey("plus", .number(0...1_000_000), "added to each", "每户另加", "1"),
    ]),
  PlanShape(
    name: "frequency", english: "Whom earlier inspections exempt", chinese: "频次限制",
    keys: [
      PlanKey(
        "cap", .number(1...1000), "visits a year at most, this one included",
        "每户每年检查次数上限，含本次", "2"),
      PlanKey(
        "minimumDays", .number(1...36_500), "days since the last inspection at least",
        "距上次检查至少的天数", "60"),
      PlanKey(
        "notDrawnFor", .text(pattern: "^\\d{1,4} (months?|years?)$"),
        "who was drawn within this time is left out", "此期间内抽中过的不再抽", "\"12 months\""),
      PlanKey("exempt", .texts, "kinds of inspection that do not count", "不计入频次的检查类型", "[\"复查\"]"),
    ]),
]

/// A ratio, a count or all, for one stratum.
private let shareKeys =
  [
    PlanKey("ratio", .ratio, "this share", "比例", "\"3%\""),
    PlanKey("count", .number(counts), "so many", "户数", "3"),
    PlanKey("all", .flag, "everybody", "全部", "true"),
    PlanKey(
      "rounding", .words(["atLeast", "atMost"]), "of a ratio: up (atLeast, default) or down",
      "比例的取整：atLeast 向上（默认），atMost 向下", "\"atMost\""),
    PlanKey(
      "period", .text(pattern: "^\\d{1,3}/\\d{1,3}$"),
      "of a ratio a year: this period of so many", "全年比例的第几期/共几期", "\"2/4\""),
  ] + boundKeys

private let boundKeys = [
  PlanKey(
    "minimum", .number(counts), "of a ratio or a total: a stratum's least", "比例或总数：每层最少",
    "1"),
  PlanKey(
    "maximum", .number(counts), "of a ratio or a total: a stratum's most", "比例或总数：每层最多",
    "50"),
]

let quantityShapes = [
  PlanShape(
    name: "share", english: "The same for each stratum", chinese: "各层相同的数量", keys: shareKeys,
    oneOf: ["ratio", "count", "all"]),
  PlanShape(
    name: "total", english: "One number, divided among the strata", chinese: "总数，分配到各层",
    keys: [
      PlanKey(
        "total", .number(1...Int(Int32.max)), isRequired: true, "how many in all", "总户数", "100"),
      PlanKey(
        "across",
        .either([
          .words(["proportional", "equal"]), .map(keys: nil, .number(0...1_000_000_000)),
        ]), "how it is divided: in proportion, equally, or by weights",
        "分配办法：proportional 按比例，equal 平均，或按所给权重", "{ A: 1, D: 5 }"),
    ] + boundKeys),
  PlanShape(
    name: "by stratum", english: "Rules, of which the first that matches a stratum counts",
    chinese: "逐层规定，依次用第一条相符的",
    keys: [
      PlanKey(
        "rules", .list(.object("rule")), isRequired: true, "the rules", "各条规定",
        "[{ where: { grade: \"D\" }, ratio: \"15%\" }]")
    ]),
  PlanShape(
    name: "rule", english: "The quantity of the strata it names", chinese: "所指各层的数量",
    keys: [
      PlanKey(
        "where", .map(keys: nil, .texts), "values of the columns of strata; all strata without it",
        "分层列的取值；不写则为所有层", "{ grade: [\"A\", \"B\"] }")
    ] + shareKeys, oneOf: ["ratio", "count", "all"]),
]
