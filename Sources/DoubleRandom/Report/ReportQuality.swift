// The report's section on data quality: what the draw itself counted while it read. Faulty rows
// by kind, what frequency rules leave, whether people suffice whatever the seed. What each column
// holds is another reading of the registries, and `check --html` makes it.

import Sampling

extension ReportPage {
  var quality: Markup {
    let name = draw.planFiles.first?.name ?? "PLAN"
    let note = say(
      """
      查出的问题按整个名录库统计，不限本区；频次和人员按本计划统计。各列的填写率、可疑值和所在行，\
      在计划文件所在的文件夹中用下面的命令列出：
      """,
      """
      Faulty rows are those of the whole registry; frequency rules and officers are this plan's. \
      How full each column is, and which lines look suspicious, this command tells in the \
      folder of the plan file:
      """)
    let command = "shuangsuiji check \(name) --html quality.html"
    return "<p>\(note)</p>\n<pre>\(command)</pre>\n" + faults + facts(frameFacts + staffFacts)
      + qualifications
  }

  private var faults: Markup {
    let rows = draw.registryRows
    if draw.findings.isEmpty {
      let text = say(
        "名录库 \(grouped(rows)) 条记录均未查出问题。", "Nothing was wrong in \(grouped(rows)) rows.")
      return "<p>\(text)</p>\n"
    }
    var table = PageTable(
      caption: say("名录库中查出的问题", "What was wrong in the registry"),
      columns: [
        .name(say("情况", "What")), .number(say("条数", "Rows")),
        .number(say("占名录库", "Of registry")), .text(say("处理", "What became of it")),
      ])
    table.rows = draw.findings.map { finding in
      let isSetAside = plan.inputs.targets.setAside[finding.code] != nil
      return [
        "\(rowFault(finding.code, say.language))", "\(count: finding.count)",
        "\(percent(finding.count, of: rows))",
        isSetAside
          ? "\(say("剔除，逐行列入 rejects.csv", "set aside, listed in rejects.csv"))"
          : "\(say("按原文参加抽取", "drawn from as written"))",
      ]
    }
    return table.markup
  }

  private var frameFacts: [(String, Markup)] {
    let frequent: [ExclusionReason] = [.frequencyCap, .minimumInterval, .recentDraw]
    let barred = frequent.map { draw.excluded[$0.rawValue] }
    var pairs: [(String, Markup)] = [
      (
        say("整条剔除的记录", "Rows set aside for all tasks"),
        "\(count: draw.setAside) / \(count: draw.registryRows)"
      )
    ]
    if !plan.frequency.isEmpty {
      let left = max(0, draw.inFrame - draw.visits.count)
      let text = say(
        """
        达到上限 \(grouped(barred[0])) 户，间隔不足 \(grouped(barred[1])) 户，近期已抽中 \
        \(grouped(barred[2])) 户；本次抽取后抽样框尚余 \(grouped(left)) 户未抽
        """,
        """
        at the cap \(grouped(barred[0])), too recent \(grouped(barred[1])), drawn recently \
        \(grouped(barred[2])); \(grouped(left)) of the frame are left after this draw
        """)
      pairs.append((say("频次余量", "Room under frequency rules"), "\(text)"))
    }
    return pairs
  }

  private var staffFacts: [(String, Markup)] {
    guard let staff = draw.staff else { return [] }
    var pairs: [(String, Markup)] = []
    let needed = spanText(staff.needed)
    let demand = say(
      "\(staff.officers) 人；无论种子如何，需要 \(needed) 人次",
      "\(staff.officers) officers; \(needed) places to fill, whatever the seed")
    let supply = staff.capacity.map {
      say("；次数限制内最多 \(grouped($0)) 人次：", "; at most \(grouped($0)) within all limits: ")
        + verdict(Sufficiency(staff.needed, $0))
    }
    let limits =
      draw.plan.asksOthers
      ? say(
        "（只算本计划人员，不含联合部门、专家和人员不足时的安排）",
        " (the plan's own officers; departments, experts and fallbacks are not reckoned)") : ""
    pairs.append((say("人员", "Officers"), "\(demand)\(supply ?? "")\(limits)"))
    if staff.officers > 0 {
      let most = (staff.needed.upperBound * 100 + staff.officers - 1) / staff.officers
      let text = say("至多 ", "at most ") + decimalText(most * 10_000) + say(" 组次", " trips")
      pairs.append((say("人均工作量", "Mean load"), "\(text)"))
    }
    let none = say("无", "none")
    let noStation = say("有检查的各所均有", "none of those with visits")
    pairs.append(
      (
        say("无执法人员的区", "Districts without an officer"),
        "\(staff.districts.isEmpty ? none : say.places(staff.districts))"
      ))
    pairs.append(
      (
        say("无执法人员的所", "Stations without an officer"),
        "\(staff.stations.isEmpty ? noStation : say.places(staff.stations))"
      ))
    return pairs
  }

  /// The draw knows more than numbers: trips may have found no team all the same.
  private func verdict(_ sufficiency: Sufficiency) -> String {
    guard sufficiency == .enough, let without = draw.pairing?.withoutOwnTeam, without > 0 else {
      return sufficiency.word(say.language)
    }
    return say(
      "不超过上限，但有 \(grouped(without)) 组次未能按一般规则配齐人员",
      "not beyond that, but \(grouped(without)) trips found no team by the ordinary rules")
  }

  private var qualifications: Markup {
    draw.staff.map { say.table(of: $0.qualifications) } ?? ""
  }
}

extension Speech {
  /// Places with their targets; of many, the first and how many more there are.
  func places(_ places: [TerritoryCoverage]) -> String {
    let shown = places.prefix(20).map { place in
      self(
        "\(place.name)（\(grouped(place.targets)) 户）", "\(place.name) (\(grouped(place.targets)))")
    }
    let more = places.count - shown.count
    return list(shown) + (more > 0 ? self(" 等，另有 \(more) 处", " and \(more) more") : "")
  }

  /// Who holds what items need; nothing where they need nothing.
  func table(of qualifications: [StaffOutlook.Qualification]) -> Markup {
    if qualifications.isEmpty { return "" }
    var table = PageTable(
      caption: self("事项所需资质", "Qualifications that items need"),
      columns: [
        .name(self("资质", "Qualification")), .number(self("具备人数", "Held by")),
        .number(self("需要组次", "Trips")), .number(self("最多组次", "At most")),
      ])
    table.rows = qualifications.map { one in
      [
        "\(one.name)",
        one.holders == 0 ? "<strong>\(self("0，无人具备", "0, nobody"))</strong>" : "\(one.holders)",
        "\(spanText(one.trips))", one.capacity.map { "\(count: $0)" } ?? "–",
      ]
    }
    return table.markup
  }
}
