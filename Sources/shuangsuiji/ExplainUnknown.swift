// Explanations of ids that cannot be drawn: one that no registry has, with what is probably meant,
// and one whose row was set aside before the draw.

import DoubleRandom

extension ExplanationText {
  func unknown(_ near: [String]) -> String {
    let id = visible(id, limit: 60)
    let text = say(
      "\(id) is no id in either registry of this plan; names are not looked up.\n",
      "本计划的两库中均没有编号 \(id)；请用统一社会信用代码或人员编号查询，不能用名称。\n")
    return text + mistake + meant(near)
  }

  /// The ids that were perhaps meant; empty where there are none.
  func meant(_ near: [String]) -> String {
    if near.isEmpty { return "" }
    let ids = near.map { visible($0, limit: 60) }
    return say(
      "did you mean \(ids.joined(separator: " or "))?\n",
      "是否想查：\(ids.joined(separator: "、"))\n")
  }

  /// What is wrong with the id as it was typed; empty where nothing can be said.
  var mistake: String {
    guard let problem = problem(ofTypedID: id) else { return "" }
    let advice = problem.code == "invalid-code" ? "" : spreadsheetAdvice
    return problem.message(language) + "\n" + advice
  }

  var spreadsheetAdvice: String {
    say(
      "Spreadsheets keep 15 digits of a number: take the id from the licence or the source "
        + "system.\n",
      "电子表格只保留数字的前 15 位：请从营业执照或源系统取得完整的编号。\n")
  }

  func setAside(_ found: SetAsideExplanation) -> String {
    "\(found.id)\n\(found.plan.id)  \(found.plan.title)\n\n" + rows(found.rows)
  }

  /// The lines that were set aside, why, and what is to be done.
  func rows(_ rows: [RejectedRow]) -> String {
    var text = say(
      "set aside before the draw, within the number that the plan allows (setAside):\n",
      "抽取前已按计划允许的行数剔除（setAside）：\n")
    for row in rows {
      let place = "\(row.finding.file):\(row.line)"
      text += "  \(place): [\(row.code)] \(row.finding.message(language))\n"
      // That hint is of a code that takes part as it is written, which this row does not.
      if row.code != "invalid-code", let hint = row.finding.hint(language) {
        text += say("    hint: \(hint)\n", "    建议：\(hint)\n")
      }
    }
    return text
      + say(
        "Such a row could not be drawn. Correct it in the source system, and it takes part from "
          + "the next draw on; this draw stays as it is.\n",
        "剔除的行不参加抽取。请在源系统中更正，更正后参加以后的抽取；本次抽取结果不变。\n")
  }
}
