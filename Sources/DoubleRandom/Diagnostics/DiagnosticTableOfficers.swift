// Messages about officers: from whom they are recused.

extension MessageTable {
  static let officers: [Message] = [
    // {0} the column, {1} the name or id, {2} the same where it is a station of officers
    Message(
      "recused-from-nobody", cell: true,
      "no target of the registry has the id or the name “{1}”: nobody is recused by it",
      "检查对象名录库中没有编号或名称为“{1}”的对象，此项回避不起作用",
      hints: .init(
        "{2} is a station: that officers stay away from the targets of their own, the column of "
          + "their stations (工作单位) and avoidOwnUnit: true say",
        "“{2}”是工作单位：要使人员不检查本所管辖的对象，请填写“工作单位”列，并在计划的 pairing 中写 "
          + "avoidOwnUnit: true"),
      .init(
        "write the id or the whole name as the registry has it; where the target is there no "
          + "more, empty the cell",
        "请照名录库填写编号或企业全称；检查对象已不在库中的，请删去此项"))
  ]
}
