// Explanations as text for an officer: his work, and why he is or is not on a team. Whoever has a
// slot instead of him appears as a load and a ticket, never by name or number.

import DoubleRandom
import Sampling

extension ExplanationText {
  func text(_ found: OfficerElsewhere) -> String {
    let (plan, officer) = (found.plan, found.officer)
    let districts = plan.district.joined(separator: say(", ", "、"))
    let district = officer.district.isEmpty ? "—" : visible(officer.district, limit: 60)
    return "\(officer.reference)  \(officer.unit)\n\(plan.id)  \(plan.title)\n\n"
      + say(
        "of district \(district), not of this plan's (\(districts)): sent on none of its trips\n",
        "所属区为 \(district)，不是本计划的区（\(districts)）：本计划未派其参加检查\n")
  }

  func text(_ officer: OfficerExplanation) -> String {
    let load = officer.load
    var text = "\(load.inspector.reference)  \(load.inspector.unit)\n"
    text += "\(officer.plan.id)  \(officer.plan.title)\n\n"
    if let reason = load.ineligibility {
      text += say(
        "may not be sent out: \(reason.english)\n", "本期不得派出：\(reason.rawValue)\n")
    } else {
      text += say(
        "could have gone on \(load.eligibleTrips) trips; stands on \(load.trips)"
          + (load.carried > 0 ? ", carries over \(load.carried)" : "") + "\n",
        "可参与检查组次 \(load.eligibleTrips)，本期承担 \(load.trips)"
          + (load.carried > 0 ? "，结转 \(load.carried)" : "") + "\n")
    }
    for team in officer.teams {
      text += say(
        "  trip \(team.trip), \(team.day.text), \(slot(team.slot)), visits: \(team.visits)\n",
        "  第 \(team.trip) 组，\(team.day.text)，\(slot(team.slot))，检查对象 \(team.visits) 户\n")
    }
    if officer.replacements > 0 {
      text += say(
        "  as drawn; replacements since then: \(officer.replacements) (see replacements.csv)\n",
        "  以上为抽取时的安排；此后更换检查对象 \(officer.replacements) 次，见 replacements.csv\n")
    }
    if officer.isAsDrawn { text += sinceThen }
    if let trip = officer.trip { text += "\n" + self.text(trip, officer) }
    return text
  }

  private func slot(_ name: String) -> String {
    if language == .en { return name }
    let parts = name.split(separator: ":")
    if parts.count == 3 { return "\(parts[1])第 \(parts[2]) 人" }
    if name.hasPrefix("expert") { return "专家 \(name.dropFirst("expert".count))" }
    return name == "leader" ? "组长" : "组员 \(name.dropFirst("member".count))"
  }

  private func text(_ trip: ExplainedTrip, _ officer: OfficerExplanation) -> String {
    var text = say(
      "trip \(trip.number), \(trip.day.text): \(reason(trip.standing))\n",
      "第 \(trip.number) 组，\(trip.day.text)：\(reason(trip.standing))\n")
    if trip.standing.isBarred { return text }
    for slot in trip.slots {
      let need = slot.need.isEmpty ? "" : say(" \(slot.need)", "（\(slot.need)）")
      text += "  \(self.slot(slot.name))\(need)\n"
      guard slot.isEligible else {
        text += "    \(whyNot(slot))\n"
        continue
      }
      text += say("    own ticket: ", "    本人票号：") + slot.ticket.hex + "\n"
      if let holder = slot.holderTicket, !slot.isHeldHere {
        text += say(
          "    the one who has it: load \(slot.holderLoad ?? 0), ticket \(holder.hex)\n",
          "    担任者：合计组次 \(slot.holderLoad ?? 0)，票号 \(holder.hex)\n")
      }
    }
    guard trip.slots.contains(where: \.isEligible) else { return text }
    return text + "\n" + recomputing(trip, officer)
  }

  private func whyNot(_ slot: ExplainedSlot) -> String {
    if slot.isOfOwnRole { return say("lacks the qualification", "不具备该资质") }
    switch slot.role {
    case .officer: return say("for the bureau's own officers", "由本机关执法人员担任")
    case .department(let name): return say("for officers of \(name)", "由\(name)人员担任")
    case .expert: return say("for experts", "由专家担任")
    }
  }

  private func recomputing(_ trip: ExplainedTrip, _ officer: OfficerExplanation) -> String {
    var lines = [seedLine(officer.seedHash.hex), keyLine("pairing")]
    lines.append("T=$(printf '%s|%s' \"$K\" \(shellQuoted(trip.id)) | sha256sum | cut -c1-64)")
    for slot in trip.slots where slot.isEligible {
      lines.append(
        "printf '%s|%s|%s' \"$T\" \(shellQuoted(slot.name)) "
          + "\(shellQuoted(officer.load.inspector.reference)) | sha256sum | cut -c1-64")
    }
    return say("To recompute the tickets:\n", "自行复算票号：\n")
      + lines.map { "  \($0)\n" }.joined()
  }

  private func reason(_ standing: TripStanding) -> String {
    switch standing {
    case .onTeam: say("on the team", "在该检查组中")
    case .onTeamByFallback(let document):
      say(
        "on the team, which the fallback under \(document) brought about",
        "在该检查组中，该组按人员不足时的安排（\(document)）匹配")
    case .onTeamByPairLimit:
      say(
        "on the team by the limit on repeated pairs: loads and tickets had given it to others",
        "因限定同组次数的规则调入该组；此前按工作量和票号由他人担任")
    case .ineligible(let reason):
      say("may not be sent out: \(reason.english)", "本期不得派出：\(reason.rawValue)")
    case .certificateExpired(let day):
      say(
        "the certificate ended on \(day?.text ?? "—")", "执法证有效期至 \(day?.text ?? "—")，当日已过期")
    case .onLeave(let leave):
      say(
        "on leave from \(leave.from.text) to \(leave.to.text)",
        "\(leave.from.text) 至 \(leave.to.text) 请假")
    case .recused: say("recused from a visit of the trip", "须回避该组的检查对象")
    case .ownUnit:
      say("the target is of the officer's own station", "检查对象在本人所在所的辖区内（所所交叉）")
    case .notCalledFor:
      say("the team needs nobody of the officer's kind", "该组不需要本人所属部门（或专家）参加")
    case .lacksQualification(let needs):
      say(
        "holds none of the qualifications needed: \(needs.joined(separator: ", "))",
        "不具备所需资质：\(needs.joined(separator: "、"))")
    case .unstaffed:
      say("no whole team was found for this trip", "该组未能匹配到完整检查组")
    case .unstaffedByPairLimit:
      say(
        "this trip had a team, but the limit on repeated pairs left it without one",
        "该组原已匹配，因限定同组次数的规则未能保留检查组")
    case .onlyForOpenTrips:
      say(
        "called in by a fallback, for trips without a team only; this one had its team",
        "按人员不足时的安排只为未匹配的组次调派，该组此前已匹配")
    case .dailyLimit(let limit):
      say("already on \(limit) trips that day, the limit", "当日已承担 \(limit) 组，达到每日上限")
    case .weeklyLimit(let limit):
      say("already on \(limit) trips that week, the limit", "当周已承担 \(limit) 组，达到每周上限")
    case .periodLimit(let limit):
      say("already on \(limit) trips, the period's limit", "本期已承担 \(limit) 组，达到本期上限")
    case .offByPairLimit:
      say(
        "loads and tickets had put him on this trip; the limit on repeated pairs put somebody "
          + "else in his place",
        "按工作量和票号原应参加该组，因限定同组次数的规则改由他人担任")
    case .outdrawnAndChanged:
      say(
        "could have gone; \(lot) The limit on repeated pairs then changed the team, among others",
        "可以参加；\(lot)其后又因限定同组次数的规则在他人之间作了调整")
    case .outdrawnInFallback(let document):
      say(
        "could have gone; the ordinary pairing found no whole team, and under the fallback "
          + "\(document) \(lot)",
        "可以参加；该组起初未能匹配到完整检查组，按人员不足时的安排（\(document)）匹配时，\(lot)")
    case .outdrawn: say("could have gone; \(lot)", "可以参加；\(lot)")
    }
  }

  /// What decides where nothing keeps anybody off.
  private var lot: String {
    say(
      "loads as equal as the rules allow come first, then the smaller edge tickets of the whole "
        + "assignment, and both went to others.",
      "先使各人工作量在规则允许范围内尽量均衡，再取整个匹配方案中票号较小者，结果由他人担任。")
  }
}

extension Ineligibility {
  fileprivate var english: String {
    switch self {
    case .auxiliary: "auxiliary staff"
    case .expert: "an expert"
    case .inactive: "not active"
    case .noCertificate: "no certificate"
    case .certificateExpired: "the certificate has ended"
    }
  }
}
