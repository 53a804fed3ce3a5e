// Messages about officers: from whom they are recused, who is missing, who is asked twice.

extension MessageTable {
  static let officers: [Message] = [
    // {0} the column, {1} the nearest, {2} its role, {3} the rule
    Message(
      "rule-without-column", "no column {0}: the plan's {3} has no effect",
      "没有“{0}”列，计划中的 {3} 不起作用",
      hints: .init(
        "if it is the column {1}, write the file in the plan as "
          + "{ file: \"…\", columns: { {2}: \"{1'}\" } }",
        "如果就是“{1}”列，请在计划中把该文件写作 { file: \"…\", columns: { {2}: \"{1'}\" } }"),
      .init("add the column, or take {3} out of the plan", "请补上该列，或从计划中去掉 {3}")),
    // {0} the column, {1} the officers' station, {2} the targets' that is near, {3} officers
    Message(
      "station-spelt-otherwise", cell: true,
      "no target is of the station “{1}”: avoidOwnUnit keeps its officers from nobody "
        + "(officers: {3})",
      "没有检查对象由“{1}”管辖，avoidOwnUnit 对该单位的执法人员不起作用，涉及 {3} 人",
      hints: .init(
        "is it “{2}”, as the targets have it? write it alike in both registries",
        "是否就是检查对象名录库中的“{2}”？请使两库写法一致")),
    // {0} the column, {1} a station of officers, {2} one of the targets
    Message(
      "station-of-nobody", cell: true,
      "no officer is of a station of the targets: avoidOwnUnit keeps nobody from anything",
      "没有一名执法人员的工作单位是检查对象的管辖单位，avoidOwnUnit 不起作用",
      hints: .init(
        "the officers have “{1}”, the targets “{2}”: write them alike in both registries, or take "
          + "avoidOwnUnit out of the plan",
        "人员名录库中写的是“{1}”，检查对象名录库中写的是“{2}”：请使两库写法一致，或从计划中去掉 avoidOwnUnit")),
    // {0} the column, {1} the name or id, {2} the same where it is a station of officers
    Message(
      "recused-from-nobody", cell: true,
      "no target of the registry has the id or the name “{1}”: nobody is recused by it",
      "检查对象名录库中没有编号或名称为“{1}”的对象，此项回避不起作用",
      hints: .init(
        "{2} is a station: to keep officers from the targets of their own, fill in the column "
          + "工作单位 and write avoidOwnUnit: true under pairing",
        "“{2}”是工作单位：要使人员不检查本所管辖的对象，请填写“工作单位”列，并在计划的 pairing 中写 "
          + "avoidOwnUnit: true"),
      .init(
        "write the id or the whole name as the registry has it; where the target is there no "
          + "more, empty the cell",
        "请照名录库填写编号或企业全称；检查对象已不在库中的，请删去此项")),
    // {1} the certificate or number, {2} and {3} where else it stands
    Message(
      "officer-in-two-registries", cell: true,
      "“{1}” stands in {2}, line {3}, as well, with the same name: one person would take two "
        + "places of a team",
      "“{1}”在 {2} 第 {3} 行也有，姓名相同：同一人会在一个检查组中占两个位置",
      hints: .init(
        "keep the person in one of the two registries alone; if they are two, correct what they "
          + "share",
        "请只在其中一个名录库中保留此人；确属两人的，请更正相同之处")),
    // {4} the column in which the two differ
    Message(
      "officer-perhaps-in-two-registries", cell: true,
      "“{1}” stands in {2}, line {3}, as well, with another {4}: taken for two people",
      "“{1}”在 {2} 第 {3} 行也有，{4}不同：按两人处理",
      hints: .init(
        "if it is one person, keep one of the two rows alone: nobody can take two places of a team",
        "如为同一人，请只保留其中一行：同一人不能在一个检查组中占两个位置")),
    // {0} the task, {1} the department, {2} the size of its team, {3} its officers
    Message(
      "department-too-few", "task {0}: {2} of {1} go along, and {3} of them may be sent",
      "任务 {0}：{1}每组须派 {2} 人，可派的只有 {3} 人", hints: noTeam),
    // {0} the task, {1} the department, {2} the qualification
    Message(
      "department-unheld", "task {0}: a team of {1} needs {2}, which none of its officers holds",
      "任务 {0}：{1}须有人具备“{2}”资质，其可派人员均不具备", hints: noTeam),
    // {0} the task, {1} the experts that it asks for, {2} those who may go, {3} who is needed
    Message(
      "experts-too-few", "task {0}: it takes {3~}, {1} on each trip, and {2} of them may be sent",
      "任务 {0}：每组须有 {1} 名{3~}，可派的只有 {2} 名", hints: noTeam),
    // {0} the officers, {1} the first, each with a day, {2} the plans, {3} days of an officer
    Message(
      "officers-in-two-plans",
      "{0} officers are on teams of several plans ({2}) on {3} days more often than dailyLimit "
        + "allows: {1}",
      "有 {0} 人同日编入几个计划（{2,}）的检查组，合计超过 dailyLimit，共 {3} 人天：{1,}",
      hints: limitsOfOnePlan),
    // {0} the officers, {1} the plans
    Message(
      "officers-of-two-plans",
      "{0} officers may be sent by several plans ({1}) on the same days: each plan keeps its "
        + "dailyLimit alone",
      "有 {0} 人可能同日编入几个计划（{1,}）的检查组：dailyLimit 由各计划分别计算",
      hints: limitsOfOnePlan),
    // {0} the targets, {1} the first, {2} the plans
    Message(
      "targets-in-two-plans", "{0} targets are drawn by several plans ({2}): {1}",
      "有 {0} 户被几个计划（{2,}）分别抽中：{1,}",
      hints: oneVisit),
    // {0} the targets, {1} the first, {2} the plans
    Message(
      "targets-of-two-plans",
      "at least {0} targets may be drawn by each of several plans ({2}): {1}",
      "至少有 {0} 户可能被几个计划（{2,}）分别抽中：{1,}", hints: oneVisit),
  ]

  private static let limitsOfOnePlan = Message.Text(
    "limits hold within a plan alone: let the plans share no officers or no days, or make one plan "
      + "of them",
    "各项上限只在一个计划内起作用：请让各计划分用人员、错开日期，或合并为一个计划")
  private static let oneVisit = Message.Text(
    "that one visit serves them all, make the plans one, with a task each",
    "要做到“进一次门、查多项事”，请合并为一个计划，各列为一项任务")
  private static let noTeam = Message.Text(
    "whatever the seed, its visits will have no team: correct the registry, or what the task asks",
    "无论种子如何，这些检查都匹配不到检查组：请核对名录库，或调整任务的要求")
}
