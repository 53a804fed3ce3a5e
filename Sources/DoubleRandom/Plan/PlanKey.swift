// What a plan may say, as data: every object of a plan with its keys, their values, and a sentence
// about each in English and Chinese. `help plan-file`, `schema` and `init` are made from it.
//
// The one thing to know: the decoding beside this file asks for keys where it needs them, and a
// test (PlanKeyTests) holds both against each other, through the findings: each object is decoded
// with a key that nobody knows, and the decoder must list exactly the keys that stand here; each
// number and each word is decoded wrongly, and the decoder must name exactly the limits and words
// of this table.

/// What may stand for a key of a plan.
public indirect enum PlanValue: Sendable {
  /// A text that is not empty; where a pattern is given, of this form (ECMA 262).
  case text(pattern: String?)
  case flag
  case number(ClosedRange<Int>)
  /// With at most six decimals.
  case decimal
  case ratio
  case date
  case words([String])
  /// A list of different values, or a single one.
  case several(PlanValue)
  /// An object of the shape of this name; see `PlanShape.all`.
  case object(String)
  /// An object with keys of the user's choosing, or with some of those given.
  case map(keys: [String]?, PlanValue)
  case list(PlanValue)
  /// In one of these ways.
  case either([PlanValue])

  static let text = PlanValue.text(pattern: nil)
  static let texts = PlanValue.several(.text)
}

/// A key of an object in a plan.
public struct PlanKey: Sendable {
  public let name: String
  public let value: PlanValue
  /// Whether a whole plan must have it; a file that extends another, or is extended, need not.
  public let isRequired: Bool
  public let english: String
  public let chinese: String
  /// A value, as a plan writes it.
  public let example: String

  init(
    _ name: String, _ value: PlanValue, isRequired: Bool = false, _ english: String,
    _ chinese: String, _ example: String
  ) {
    self.name = name
    self.value = value
    self.isRequired = isRequired
    self.english = english
    self.chinese = chinese
    self.example = example
  }
}

/// An object in a plan.
public struct PlanShape: Sendable {
  public let name: String
  public let english: String
  public let chinese: String
  public let keys: [PlanKey]
  /// What stands for keys that are none of these; nil where there must be none.
  public var others: PlanValue?
  /// Keys of which exactly one must be there.
  public var oneOf: [String] = []

  /// Every object of a plan, the plan itself first.
  public static let all =
    [planShape, windowShape, inputsShape] + fileShapes + taskShapes + quantityShapes
    + scheduleShapes + teamShapes + entropyShapes

  /// The shape of this name, which must be there.
  public static func named(_ name: String) -> PlanShape {
    guard let shape = all.first(where: { $0.name == name }) else {
      preconditionFailure("no shape \(name)")
    }
    return shape
  }

  /// What values of this shape are called: in Chinese its sentence up to the first mark.
  public func title(_ language: Language) -> String {
    language == .zh ? String(chinese.prefix { !"：；，".contains($0) }) : name
  }
}

extension PlanKey {
  public func text(_ language: Language) -> String { language == .zh ? chinese : english }
}

// MARK: - The plan and its inputs

private let planShape = PlanShape(
  name: "plan", english: "A plan file", chinese: "抽查计划文件",
  keys: [
    PlanKey(
      "extends", .text, "a plan file whose contents this one goes on from",
      "所继承的计划文件：对象逐项合并，其余整体替换，null 删去继承来的一项", "\"common.json5\""),
    PlanKey(
      "id", .text(pattern: "^[0-9A-Za-z_.\\-\\u3400-\\u4DBF\\u4E00-\\u9FFF]{1,64}$"),
      isRequired: true, "the plan's id, which names its folder of results",
      "计划编号，也是结果文件夹的名称", "\"BJ-2026Q4-110105\""),
    PlanKey("title", .text, isRequired: true, "the plan's title", "计划名称", "\"2026年第四季度双随机抽查计划\""),
    PlanKey("authority", .text, isRequired: true, "who inspects", "检查机关", "\"北京市朝阳区市场监督管理局\""),
    PlanKey(
      "inputs", .object("inputs"), isRequired: true, "the registries and lists it draws from",
      "所用的名录库和清单", "{ targets: \"targets.csv\" }"),
    PlanKey(
      "district", .texts, "the district as the registries spell it; all districts without it",
      "行政区，按名录库中的写法，可有多种；不写则不分区", "[\"朝阳\", \"110105\"]"),
    PlanKey(
      "period", .object("window"), isRequired: true, "the period that is planned",
      "计划的起止日期", "{ from: \"2026-10-01\", to: \"2026-12-31\" }"),
    PlanKey(
      "tasks", .map(keys: nil, .object("task")), isRequired: true,
      "the tasks by a short key of a–z, 0–9 and -", "抽查任务；键为小写字母、数字和连字符",
      "{ food: { … } }"),
    PlanKey(
      "frequency", .object("frequency"), "whom earlier inspections exempt; needs inputs.history",
      "频次限制；须有 inputs.history", "{ cap: 2, minimumDays: 60 }"),
    PlanKey(
      "schedule", .object("schedule"), "when visits take place; the whole period without it",
      "检查日期的安排；不写则为整个计划期", "{ to: \"2026-11-30\", publishWithin: 20 }"),
    PlanKey("pairing", .object("pairing"), "who goes", "检查组的组成", "{ teamSize: 2, dailyLimit: 2 }"),
    PlanKey(
      "fallbacks", .list(.either([.object("neighbours"), .object("direct")])),
      "what is done, in this order, for trips without a team", "人员不足时的安排：组不成检查组时依次采用",
      "[{ kind: \"neighbours\", districts: [\"110113\"], document: \"京市监办〔2026〕33号\" }]"),
    PlanKey(
      "entropy", .list(.object("source")), "the public sources of the seed, for `commit`",
      "种子的公开来源，供作出承诺", "[{ name: \"双色球第2026115期开奖号码\", … }]"),
  ])

let windowShape = PlanShape(
  name: "window", english: "Days from one to another, both included", chinese: "起止日期，均含当日",
  keys: [
    PlanKey("from", .date, isRequired: true, "first day", "起始日", "\"2026-10-01\""),
    PlanKey("to", .date, isRequired: true, "last day", "截止日", "\"2026-12-31\""),
  ])

/// A file by its name, or by name and form.
private func file(_ role: String) -> PlanValue { .either([.text, .object("\(role) file")]) }

private let inputsShape = PlanShape(
  name: "inputs", english: "Files a plan draws from; names are relative to the file that has them",
  chinese: "输入文件；文件名相对于写它的计划文件",
  keys: [
    PlanKey(
      "targets", file("targets"), isRequired: true, "registry of inspection targets", "检查对象名录库",
      "\"targets.csv\""),
    PlanKey(
      "inspectors", file("inspectors"), "registry of officers; without it nobody is paired",
      "执法检查人员名录库；不写则不匹配人员", "\"inspectors.csv\""),
    PlanKey(
      "departments", .map(keys: nil, file("inspectors")),
      "officers of other departments, a registry each", "其他部门的人员名录库，每个部门一个",
      "{ 消防: \"fire.csv\" }"),
    PlanKey("items", file("items"), "list of inspection items", "随机抽查事项清单", "\"items.csv\""),
    PlanKey("history", file("history"), "earlier inspections", "检查历史", "\"history.csv\""),
    PlanKey("recusals", file("recusals"), "who must not visit whom", "回避名单", "\"recusals.csv\""),
    PlanKey(
      "calendar", file("calendar"), "holidays and worked weekends; needed with inspectors",
      "节假日和调休；有执法检查人员名录库时必需", "\"calendar.csv\""),
  ])

private let fileShapes = [
  fileShape("targets", "the registry of targets", "检查对象名录库", Column.targets, targetKeys),
  fileShape("inspectors", "a registry of officers", "执法检查人员名录库", Column.inspectors),
  fileShape("items", "the list of items", "随机抽查事项清单", Column.items),
  fileShape("history", "earlier inspections", "检查历史", Column.history),
  fileShape("recusals", "the list of recusals", "回避名单", Column.recusals),
  fileShape("calendar", "the calendar", "工作日历", Column.calendar),
]

private func fileShape(
  _ role: String, _ english: String, _ chinese: String, _ columns: [Column],
  _ more: [PlanKey] = []
) -> PlanShape {
  var names: [String] = []
  for name in columns.flatMap({ [$0.role, $0.header, $0.alias] }) where !names.contains(name) {
    names.append(name)
  }
  let isDivisible = more.contains { $0.name == "parts" }
  return PlanShape(
    name: "\(role) file", english: "The file of \(english)", chinese: "\(chinese)文件",
    keys: [
      PlanKey("file", .text, isRequired: !isDivisible, "its name", "文件名", "\"\(role).csv\""),
      PlanKey(
        "columns", .map(keys: names, .text), "columns that are called otherwise: role → header",
        "列名不同的，按“列的角色：表头”对应", "{ \(columns[0].role): \"代码\" }"),
    ] + formKeys + (more.isEmpty ? [cleanKey] : more), oneOf: isDivisible ? ["file", "parts"] : [])
}

/// How a table is written.
private let formKeys = [
  PlanKey(
    "encoding", .words(PlanReader.encodings.map(\.0)), "its encoding; found out without it",
    "字符编码；不写则自动识别", "\"GB18030\""),
  PlanKey(
    "delimiter", .words(PlanReader.delimiters.map(\.0)), "comma, but tab in a .tsv",
    "分隔符；默认逗号，.tsv 为制表符", "\"semicolon\""),
  PlanKey(
    "rowPerLine", .flag, "no cell holds a line break, so a wrong quote spoils one line",
    "单元格内没有换行；引号有误只影响所在行", "true"),
  PlanKey(
    "leadingLines", .number(0...Limits.linesAround), "lines above the header", "表头前的行数", "2"),
  PlanKey(
    "trailingLines", .number(0...Limits.linesAround), "lines below the last record",
    "最后一条记录后的行数", "1"),
]

private let cleanKey = PlanKey(
  "clean", .several(.words(["trim", "dates"])),
  "trim: blanks and tabs around cells say nothing; dates: may be 2026/1/2, 20260102, with a time",
  "trim：忽略单元格首尾的空白和制表符；dates：日期可写作 2026/1/2、2026年1月2日、20260102，可带时间",
  "[\"trim\", \"dates\"]")

private let targetKeys = [
  PlanKey(
    "parts", .texts, "in place of `file`: the names of its parts, drawn as one or merged",
    "代替 `file`：名录库各部分的文件名，一并抽取或分部抽取后合并", "[\"east.csv\", \"west.csv\"]"),
  PlanKey(
    "strict", .flag, "a wrong check digit of a credit code is an error, not a warning",
    "统一社会信用代码校验位不符即报错", "true"),
  PlanKey(
    "clean", .several(.words(PlanReader.cleaningSteps)),
    "trim: blanks around ids, and ids alone, say nothing; uppercase: ids in small letters are in "
      + "capitals; dates: may be 2026/1/2, with a time",
    "trim：忽略编号首尾的空白，uppercase：编号中的小写按大写读取，这两项只作用于编号，不涉及其他列；"
      + "dates：日期可写作 2026/1/2，可带时间", "[\"trim\", \"dates\"]"),
  PlanKey(
    "rows", .words(["unique", "mergeByID"]), "whether an id may stand in several rows",
    "同一编号可否有多行：unique 不可，mergeByID 合并", "\"mergeByID\""),
  PlanKey(
    "setAside", .map(keys: TargetFindings.canBeSetAside, .number(0...Int(Int32.max))),
    "rows that may be set aside, at most so many of each finding", "允许剔除的行：按问题代码给出上限",
    "{ \"invalid-code\": 5 }"),
  PlanKey(
    "values", .map(keys: nil, .texts), "the values that a column may have", "某列允许的取值",
    "{ grade: [\"A\", \"B\", \"C\", \"D\"] }"),
]
