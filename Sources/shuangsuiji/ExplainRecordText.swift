// Explanations from the record alone as text: where the list beside it has an id; without a list
// what its ticket is worth in each stratum; and, of what is no credit code, what is wrong with it.

import DoubleRandom
import Sampling

extension ExplanationText {
  func text(_ record: RecordExplanation) -> String {
    var text = "\(visible(record.id, limit: 60))\n\(record.planID)\n" + mistake + meant(record.near)
    text +=
      record.hasList
      ? say(
        "From the record and draw.csv beside it, which is the record's own: the registry was not "
          + "looked at.\n", "依据抽取记录及其旁与记录相符的 draw.csv，未查阅名录库。\n")
      : say(
        "From the record alone: the registry was not looked at, which may not have this id.\n",
        "仅依据抽取记录，未查阅名录库；名录库中是否有该编号，不得而知。\n")
    for task in record.tasks {
      text += "\n\(task.draw.number)\n" + say("  ticket: ", "  票号：") + task.ticket.hex + "\n"
      if record.hasList { text += listed(task) }
      if task.listed == nil { text += task.draw.strata.map { worth($0, task) }.joined() }
      if record.hasList, task.listed == nil { text += notWhereSelected(task) }
    }
    if record.isAsDrawn { text += "\n" + sinceThen }
    if let steps = record.replacements { text += "\n" + since(steps) }
    var stages: [String] = []
    for task in record.tasks where !stages.contains(task.draw.stage) {
      stages.append(task.draw.stage)
    }
    return text + "\n" + recomputing(stages, record.seedHash, id: record.id) + "\n"
      + proof(withRegistry: false)
  }

  /// What the sheet beside the record says of the time since the draw.
  private func since(_ steps: [RecordedReplacement]) -> String {
    if steps.isEmpty {
      return say(
        "Since the draw, by replacements.csv beside the record: neither replaced nor called.\n",
        "抽取之后（据其旁的 replacements.csv）：未被更换，也未递补。\n")
    }
    return steps.map { step in
      let tasks = step.tasks.joined(separator: say(", ", "、"))
      let date = step.date.isEmpty ? "" : say(", found on \(step.date)", "，\(step.date) 发现")
      let (reason, number) = (visible(step.reason, limit: 60), step.number)
      return step.isLeaving
        ? say(
          "replaced after the draw (\(reason)\(date); number \(number) of replacements.csv): its "
            + "visit for \(tasks) is not made\n",
          "抽取之后已被更换（\(reason)\(date)；replacements.csv 更换序号 \(number)）：不再为\(tasks)检查\n")
        : say(
          "called as the next alternate in the place of a target that was replaced (\(reason)"
            + "\(date); number \(number) of replacements.csv): visit for \(tasks)\n",
          "作为下一名备选递补被更换的对象（\(reason)\(date)；replacements.csv 更换序号 \(number)）："
            + "为\(tasks)检查\n")
    }.joined()
  }

  private func listed(_ task: RecordExplanation.Task) -> String {
    guard let place = task.listed else {
      return say("  not on the list: not drawn\n", "  名单中没有该编号：未抽中\n")
    }
    let label = place.stratum.isEmpty ? "—" : visible(place.stratum, limit: 60)
    return say(
      "  stratum \(label), place \(place.rank): \(place.isSelected ? "SELECTED" : "alternate")\n",
      "  抽取层 \(label)，第 \(place.rank) 位：\(place.isSelected ? "正选" : "备选")\n")
      + (task.draw.strata.first { $0.label == place.stratum }.map { cut($0, task) } ?? "")
  }

  /// Where a ticket would do and the list has it not, the id is not in that stratum's frame.
  private func notWhereSelected(_ task: RecordExplanation.Task) -> String {
    let wouldBeOn = task.draw.strata.contains {
      $0.wouldSelect(task.ticket, isWeighted: task.draw.isWeighted) ?? false
    }
    if !wouldBeOn { return "" }
    return say(
      "  In the frame of a stratum that would select it, it would be on the list: it was in none "
        + "of those, but in another stratum, of another district, out of the scope, or left out "
        + "for its status, its earlier visits or by the plan's list.\n",
      "  若在会入选的层的抽样框中，名单中应有该编号；可见它未列入这些层的抽样框：或属其他层、其他区，"
        + "或不在抽查范围内，或因登记状态、检查频次或名单未列入。\n")
  }

  /// The cut-off ticket of a stratum, where one ticket decides.
  private func cut(_ stratum: RecordedStratum, _ task: RecordExplanation.Task) -> String {
    guard !task.draw.isWeighted, stratum.selected < stratum.population,
      let last = stratum.lastSelected
    else { return "" }
    return say("    ticket of the last selected: ", "    最后一户正选的票号：") + last + "\n"
  }

  private func worth(_ stratum: RecordedStratum, _ task: RecordExplanation.Task) -> String {
    let label = stratum.label.isEmpty ? "—" : stratum.label
    let verdict =
      switch stratum.wouldSelect(task.ticket, isWeighted: task.draw.isWeighted) {
      // Whoever is not in the registry is not in it for being in a stratum that is all drawn.
      case true? where stratum.selected == stratum.population:
        say("all of the stratum are selected", "该层全部抽取")
      case true?: say("selected", "入选")
      case false?: say("not selected", "未入选")
      case nil: say("depends on its weight", "取决于权重")
      }
    return say(
      "  if in stratum \(label) (N = \(stratum.population), n = \(stratum.selected)): "
        + "\(verdict)\n",
      "  若属抽取层 \(label)（总体 \(stratum.population) 户，正选 \(stratum.selected) 户）：\(verdict)\n")
      + cut(stratum, task)
  }

  func notACode(_ found: NotACodeExplanation) -> String {
    let advice = found.problem.code == "spreadsheet-damaged-code" ? spreadsheetAdvice : ""
    return "\(found.planID)\n\(found.problem.message(language))\n" + advice + meant(found.near)
      + say(
        "No ticket is given: any text has one, which would say nothing. A record alone is asked "
          + "by the id of a target, not by a name; officers, and ids that the registry has written "
          + "so, are looked up with plan and registries, without --record-only.\n",
        "不给出票号：任何文字都能算出票号，不说明任何问题。仅凭抽取记录只能按检查对象的编号查询；"
          + "执法人员，以及名录库中确实这样写的编号，请连同计划和名录库查询（不用 --record-only）；"
          + "不能按名称查询。\n")
  }
}

extension RecordedStratum {
  /// Whether a unit of the stratum with this ticket is selected; nil where that takes its weight.
  func wouldSelect(_ ticket: Ticket, isWeighted: Bool) -> Bool? {
    if selected == 0 { return false }
    if selected == population { return true }
    if isWeighted { return nil }
    return lastSelected.flatMap { Hash(hex: $0) }.map { ticket <= $0 }
  }
}
