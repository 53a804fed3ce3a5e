// The columns that the planner knows, by the role they play. A registry's header is matched by
// the plan's mapping first, then by the Chinese default, then by the English alias.

import Tables

/// One known column of a registry.
struct Column: Sendable {
  let role: String
  let header: String
  let alias: String

  init(_ role: String, _ header: String, _ alias: String) {
    self.role = role
    self.header = header
    self.alias = alias
  }

  /// Whether a column of this name holds credit codes, whose checks are then made. Any other id may
  /// be anything, but for `9.11E+17`, which is nobody's id.
  static func holdsCreditCodes(_ header: String) -> Bool {
    header == targets[0].alias || header.contains("信用代码") || header.contains("统一代码")
  }

  static let targets = [
    Column("id", "统一社会信用代码", "credit_code"),
    Column("name", "企业名称", "name"),
    Column("kind", "主体类别", "kind"),
    Column("district", "所属区", "district"),
    Column("unit", "管辖单位", "unit"),
    Column("area", "片区", "area"),
    Column("industry", "行业代码", "industry"),
    Column("status", "登记状态", "status"),
    Column("grade", "信用风险等级", "grade"),
    Column("tags", "监管标签", "tags"),
    Column("address", "住所", "address"),
    Column("founded", "成立日期", "founded"),
    Column("lastInspected", "上次抽查日期", "last_inspected"),
    Column("inspectionsThisYear", "本年度已检查次数", "inspections_this_year"),
    Column("asOf", "数据截止日期", "as_of"),
  ]

  static let district = targets[3]

  static let inspectors = [
    Column("officer", "人员编号", "officer"),
    Column("officerName", "姓名", "officer_name"),
    Column("officerUnit", "工作单位", "officer_unit"),
    Column("officerDistrict", "所属区", "district"),
    Column("unitLevel", "单位层级", "unit_level"),
    Column("qualifications", "岗位资质资格", "qualifications"),
    Column("certificate", "执法证号", "certificate"),
    Column("certificateUntil", "执法证有效期至", "certificate_until"),
    Column("expert", "是否专家", "expert"),
    Column("auxiliary", "是否辅助人员", "auxiliary"),
    Column("dutyStatus", "岗位状态", "duty_status"),
    Column("leaveFrom", "请假起", "leave_from"),
    Column("leaveTo", "请假止", "leave_to"),
    Column("load", "本年度已参与抽查次数", "inspections_this_year"),
    Column("recusedFrom", "回避单位", "recused_from"),
  ]

  static let items = [
    Column("item", "事项编码", "item"),
    Column("itemTitle", "抽查事项", "item_title"),
    Column("itemKind", "事项类别", "item_kind"),
    Column("needs", "所需资质", "needs"),
  ]

  static let history = [
    Column("id", "统一社会信用代码", "credit_code"),
    Column("date", "检查日期", "date"),
    Column("plan", "计划编号", "plan"),
    Column("visitKind", "检查类型", "visit_kind"),
    Column("officers", "人员编号", "officers"),
  ]

  static let recusals = [
    Column("officer", "人员编号", "officer"),
    Column("id", "统一社会信用代码", "credit_code"),
    Column("reason", "原因", "reason"),
  ]

  static let calendar = [
    Column("date", "日期", "date"),
    Column("dayKind", "类型", "kind"),
  ]

  /// Whether a plan may name the column so: by its role, header or alias.
  func isNamed(_ name: String) -> Bool { name == role || name == header || name == alias }

  /// Whether others call the column so: for suggestions, nothing is read by such a name.
  func isCalled(_ name: String) -> Bool {
    func holds(_ words: [String]) -> Bool { words.contains { name.contains($0) } }
    let isLeave = holds(["请假", "休假", "假期", "离岗"])
    switch role {
    case "unit": return ["所", "站所", "科所", "监管单位", "监管机构", "主管单位"].contains(name)
    case "officerUnit":
      let units = ["单位", "部门", "科室", "机构", "科所", "所队"]
      return name == "所" || units.contains { name == $0 || name == "所在\($0)" || name == "所属\($0)" }
    case "leaveFrom": return isLeave && holds(["始", "起", "自"]) && !holds(["止", "至"])
    case "leaveTo": return isLeave && holds(["止", "至", "终", "束"]) && !holds(["起", "自"])
    case "auxiliary": return holds(["辅助", "辅警", "协管"])
    case "expert": return holds(["专家"])
    case "recusedFrom": return holds(["回避"]) && !holds(["原因", "事由", "理由"])
    default: return false
    }
  }
}

/// Finds columns in one file's header.
struct ColumnFinder {
  let header: Header
  let mapping: [String: String]
  let known: [Column]

  /// Index of the column that plays a role.
  func index(role: String) -> Int? {
    if let mapped = mapping[role] { return header.index(of: mapped) }
    guard let column = known.first(where: { $0.role == role }) else { return nil }
    return header.index(of: column.header) ?? header.index(of: column.alias)
      ?? header.index(of: column.role)
  }

  /// Index of a column as a plan names it: a header of the file, or a known column's name.
  func index(named name: String) -> Int? {
    if let index = header.index(of: name) { return index }
    let column = known.first { $0.isNamed(name) }
    return column.flatMap { index(role: $0.role) }
  }

  /// The header that the plan maps for a role, or its default: for messages.
  func expectedHeader(role: String) -> String {
    mapping[role] ?? known.first { $0.role == role }?.header ?? role
  }
}
