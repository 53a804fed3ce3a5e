// Explanations as text for an enterprise: what became of it in each task, the numbers behind it,
// the lines of shell that recompute them, and what all this proves and does not prove.

import DoubleRandom
import Sampling

/// Writes explanations in one language.
struct ExplanationText {
  let id: String
  /// The seed, where the record has its text.
  let seedText: String?
  /// Whether S must not be told yet: the seed's text is not in the record, nor disclosed.
  let hidesSeed: Bool
  let language: Language

  func say(_ english: String, _ chinese: String) -> String {
    language == .zh ? chinese : english
  }

  func text(_ explanation: Explanation) -> String {
    switch explanation {
    case .target(let target): text(target)
    case .officer(let officer): text(officer)
    case .officerElsewhere(let found): text(found)
    case .record(let record): text(record)
    case .setAside(let found): setAside(found)
    case .notACode(let found): notACode(found)
    case .unknown(let near): unknown(near)
    }
  }

  // MARK: - Enterprises

  private func text(_ target: TargetExplanation) -> String {
    // A name may have lines of its own, which would look like ours.
    let name = visible(target.name, limit: .max)
    var text = "\(target.id)  \(name)\n\(target.plan.id)  \(target.plan.title)\n"
    for standing in target.standings {
      text += "\n\(standing.task.number)  \(standing.task.title)\n"
      switch standing.outcome {
      case .excluded(let reason): text += excluded(reason, standing, target.plan)
      case .inFrame(let place): text += inFrame(place, standing)
      }
    }
    if !target.setAside.isEmpty { text += "\n" + rows(target.setAside) }
    let steps = target.replacements.map(replacement).joined()
    let wasReplaced = target.replacements.contains(where: \.isLeaving)
    text += "\n" + (wasReplaced ? steps : "")
    text += visit(target.visit, isAsDrawn: wasReplaced || target.isAsDrawn)
    text += (wasReplaced ? "" : steps) + (target.isAsDrawn ? sinceThen : "")
    let isDrawnFrom = target.standings.contains {
      if case .inFrame = $0.outcome { true } else { false }
    }
    guard isDrawnFrom else { return text }
    var stages: [String] = []
    for standing in target.standings where !stages.contains(standing.task.stage.name) {
      stages.append(standing.task.stage.name)
    }
    return text + "\n" + recomputing(stages, target.seedHash.hex, id: target.id) + "\n"
      + proof(withRegistry: true)
  }

  private func excluded(
    _ reason: ExclusionReason, _ standing: TargetStanding, _ plan: Plan
  ) -> String {
    say("  not in the frame: ", "  未纳入抽样框：") + because(reason, standing, plan) + "\n"
  }

  private func because(
    _ reason: ExclusionReason, _ standing: TargetStanding, _ plan: Plan
  ) -> String {
    let rules = plan.frequency
    return switch reason {
    case .rejected: say("its row could not be used and was set aside", "该行数据不可用，已剔除")
    case .district:
      say(
        "its row is of another district than \(plan.district.joined(separator: ", "))",
        "所属区不是\(plan.district.map { "“\($0)”" }.joined(separator: "、"))")
    case .scope:
      say(
        "it is outside the task's scope (\(standing.scopeText(.en)))",
        "不在本任务的抽查范围内（\(standing.scopeText(.zh))）")
    case .status:
      say(
        "its status is one of \(standing.task.exclusions.status.joined(separator: ", "))",
        "登记状态属于计划排除的状态（\(standing.task.exclusions.status.joined(separator: "、"))）")
    case .frequencyCap:
      say(
        "it was visited as often as the year allows (at most \(rules.cap ?? 0) visits, this one "
          + "included)", "本年度检查次数已达上限（含本次至多 \(rules.cap ?? 0) 次）")
    case .minimumInterval:
      say(
        "its last visit is fewer than \(rules.minimumDays ?? 0) days before the period",
        "距上次检查不足 \(rules.minimumDays ?? 0) 天")
    case .recentDraw:
      say(
        "it was drawn within the last \(rules.notDrawnForMonths ?? 0) months",
        "\(rules.notDrawnForMonths ?? 0) 个月内已被抽中过")
    case .listed:
      say(
        "the plan lists it: \(standing.listedReason ?? "")",
        "计划逐户列明不抽：\(standing.listedReason ?? "")")
    case .merged: say("an earlier row stands for it", "已由同一对象的其他行代表")
    }
  }

  private func inFrame(_ place: FramePlace, _ standing: TargetStanding) -> String {
    let label = place.stratum.isEmpty ? "—" : place.stratum
    let chance = "\(place.probability.text) = \(place.probability.decimal(places: 6))"
    var lines = [
      say(
        "in the frame: stratum \(label), N = \(place.population), n = \(place.size.selected), "
          + "alternates \(place.size.alternates)",
        "已纳入抽样框：抽取层 \(label)，总体 \(place.population) 户，正选 \(place.size.selected) 户，"
          + "备选 \(place.size.alternates) 户"),
      say("chance of selection: \(chance)", "入选概率：\(chance)")
        + (place.weight == nil ? "" : say(" (target value)", "（目标值）")),
      say("ticket: \(standing.ticket.hex)", "票号：\(standing.ticket.hex)"),
    ]
    if let weight = place.weight {
      lines.append(
        say(
          "weight \(weight): the order is that of the ticket's first 16 digits over the weight",
          "权重 \(weight)：按票号前 16 位数值除以权重由小到大排列"))
    }
    func weighted(_ weight: UInt32?) -> String {
      weight.map { say(" (weight \($0))", "（权重 \($0)）") } ?? ""
    }
    let weights = place.boundaryWeights
    if let last = place.lastSelected {
      let text = last.hex + weighted(weights.last)
      lines.append(say("last selected:    \(text)", "最后一户正选的票号：\(text)"))
    }
    if let first = place.firstUnselected {
      let text = first.hex + weighted(weights.first)
      lines.append(say("first unselected: \(text)", "第一户未入选的票号：\(text)"))
    }
    lines.append(outcome(place))
    return lines.map { "  \($0)\n" }.joined()
  }

  private func outcome(_ place: FramePlace) -> String {
    let rank = say(
      "place \(place.rank) of \(place.population): ", "第 \(place.rank) 位（共 \(place.population) 户）：")
    if place.isSelected { return rank + say("SELECTED", "正选") }
    if let alternate = place.alternate {
      return rank + say("alternate \(alternate)", "备选第 \(alternate) 户")
    }
    return rank + say("not drawn", "未抽中")
  }

  private func visit(_ visit: ExplainedVisit?, isAsDrawn: Bool) -> String {
    guard let visit else {
      return isAsDrawn
        ? say("as drawn, no visit in this plan\n", "抽取时本计划未安排检查\n")
        : say("no visit in this plan\n", "本计划不安排检查\n")
    }
    guard let day = visit.day?.text else {
      let number = visit.number
      return isAsDrawn
        ? say("as drawn, it was visit \(number) of the plan\n", "抽取时的检查序号为 \(number)\n")
        : say(
          "visit \(number) of the plan, which has no calendar and sets no days\n",
          "检查序号 \(number)；计划未提供日历，不排检查日期\n")
    }
    let deadline = visit.deadline?.text ?? "—"
    if isAsDrawn {
      return say(
        "as drawn, it was visit \(visit.number) of the plan, on \(day)\n",
        "抽取时的检查序号为 \(visit.number)，计划检查日期 \(day)\n")
    }
    return say(
      "visit \(visit.number) of the plan, on \(day); its result is public by \(deadline)\n",
      "检查序号 \(visit.number)，计划检查日期 \(day)；检查结果最迟 \(deadline) 公示\n")
  }

  /// What is said where an answer does not show what happened after the draw.
  var sinceThen: String {
    say(
      "As drawn: targets were replaced since then; whether that concerns this one is not known "
        + "here, the ledger tells.\n",
      "以上为抽取时的结果；此后更换过检查对象，是否涉及所查的编号，须查台账。\n")
  }

  /// What happened after the draw; nobody else is named.
  private func replacement(_ step: ExplainedReplacement) -> String {
    let tasks = step.tasks.joined(separator: say(", ", "、"))
    let date = step.date.map { say(", found on \($0.text)", "，\($0.text) 发现") } ?? ""
    if step.isLeaving {
      return say(
        "replaced after the draw (\(step.reason)\(date); line \(step.line) of the ledger): its "
          + "visit for \(tasks) is not made, the next alternate of its stratum was called\n",
        "抽取之后已被更换（\(step.reason)\(date)；台账第 \(step.line) 行）：不再为\(tasks)检查，"
          + "由其所在层的下一名备选递补\n")
    }
    let day = step.day?.text ?? "—"
    return say(
      "called as the next alternate in the place of a target that was replaced (\(step.reason)"
        + "\(date); line \(step.line) of the ledger): visit for \(tasks) on \(day)\n",
      "作为下一名备选递补被更换的对象（\(step.reason)\(date)；台账第 \(step.line) 行）：为\(tasks)检查，"
        + "日期 \(day)\n")
  }

  // MARK: - Recomputing

  /// S as shell.
  func seedLine(_ hash: String) -> String {
    if let seedText {
      return "S=$(printf '%s' \(shellQuoted(seedText)) | sha256sum | cut -c1-64)"
    }
    if hidesSeed {
      let comment = say("once the seed file is disclosed", "待种子文件公开后")
      return "S=$(sha256sum seed.txt | cut -c1-64)  # \(comment)"
    }
    let comment = say("sha256sum of the disclosed seed file", "已公开种子文件的 sha256sum")
    return "S=\(hash)  # \(comment)"
  }

  func keyLine(_ stage: String) -> String {
    "K=$(printf 'ssj1|%s|\(stage)' \"$S\" | sha256sum | cut -c1-64)"
  }

  func recomputing(_ stages: [String], _ hash: String, id: String) -> String {
    var lines = [say("To recompute the ticket:", "自行复算票号："), seedLine(hash)]
    for stage in stages {
      lines.append(keyLine(stage))
      lines.append("printf '%s|%s' \"$K\" \(shellQuoted(id)) | sha256sum | cut -c1-64")
    }
    return lines.enumerated().map { $0 == 0 ? "\($1)\n" : "  \($1)\n" }.joined()
  }

  func proof(withRegistry: Bool) -> String {
    let ticket = say(
      "The ticket follows from the seed and the id alone: nobody could choose it. Compared with "
        + "the cut-off tickets it shows on which side of the cut the id stands.\n",
      "票号只由种子和代码决定，任何人都不能挑选。与分界票号比较，即知在分界的哪一侧。\n")
    if withRegistry {
      return ticket
        + say(
          "The place among all was counted here by repeating the draw from the registry whose "
            + "digest the record holds.\n",
          "位次是依据记录所载摘要对应的名录库重新抽取后数得的。\n")
    }
    return ticket
      + say(
        "It does not show that nobody with a smaller ticket was skipped, nor in which stratum the "
          + "id stands: that takes the registry. Ids are public, so anybody may compute another's "
          + "ticket and ask.\n",
        "这不能证明没有跳过票号更小的对象，也不能说明该代码属于哪一层：这些须有名录库才能核实。"
          + "代码是公开的，任何人都可以计算他人的票号并提出质询。\n")
  }
}
