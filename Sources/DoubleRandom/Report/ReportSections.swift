// The report's charts and tables: tasks, the way from registry to sample, grades, weeks, loads.
// Every chart stands in or beside the table of its numbers.

import Sampling

extension ReportPage {
  var tasks: Markup {
    zip(plan.tasks, draw.tasks).map(task).joined()
      + "<h3>\(say("各项任务共同的规则", "Rules of all tasks"))</h3>\n"
      + list(
        say.frequency(plan.frequency)
          + [
            say(
              "各任务共用同一套票号，同一户尽可能同时抽中；独立成组的任务除外",
              "tasks share the tickets, so that samples overlap, unless a task has its own group")
          ])
  }

  private func task(_ task: InspectionTask, _ drawn: ReportFacts.Task) -> Markup {
    let items = drawn.items.map { say("\($0.title)（\($0.code)）", "\($0.title) (\($0.code))") }
    let rules: [(String, Markup)] = [
      (say("抽查类型", "Kind"), "\(task.kind)"),
      (say("抽查事项", "Items"), "\(items.joined(separator: say("；", "; ")))"),
      (say("抽查范围", "Scope"), "\(say(task.scope.chineseText, task.scope.englishText))"),
      (say("不予抽取", "Left out"), "\(say.exclusions(task.exclusions))"),
      (say("抽取数量", "Number"), "\(say.amount(task.amount).joined(separator: say("；", "; ")))"),
      (say("备选", "Alternates"), "\(say.alternates(task.alternates))"),
      (say("抽取方式", "Chance"), "\(say.chance(task))"),
      (say("同去", "Along"), "\(say.company(task))"),
    ]
    return """
      <h3><span class="number">\(task.number)</span>\(task.title)</h3>
      \(facts(rules.filter { !$0.1.bytes.isEmpty }))\(strata(task, drawn))
      """
  }

  /// Drawn share of each stratum, against the ratio that the plan asks for.
  private func strata(_ task: InspectionTask, _ drawn: ReportFacts.Task) -> Markup {
    let rules = drawn.strata.map { task.rule(ofStratum: $0.label) }
    let shares = drawn.strata.map { hundredths($0.selected, of: $0.population) }
    let asked = rules.map { $0?.quantity.askedHundredths }
    let scale = max(1, (shares + asked.compactMap { $0 }).max() ?? 1) * 21 / 20
    let by = task.strata.isEmpty ? "" : say.list(task.strata)
    var table = PageTable(
      caption: say("抽中比例", "Share drawn")
        + (by.isEmpty ? "" : say("，按\(by)分层", ", by \(by)")),
      columns: [
        .text(say("抽取层", "Stratum")), .number(say("抽样框", "Frame")),
        .name(say("计划规定", "Plan")), .number(say("正选", "Selected")),
        .number(say("备选", "Alternates")), .number(say("抽中比例", "Share")), .plot(""),
      ])
    for (index, stratum) in drawn.strata.enumerated() {
      let rule = rules[index].map { say.quantity($0.quantity, $0.bounds) } ?? ""
      table.rows.append([
        "\(label(stratum.label))", "\(count: stratum.population)", "\(rule)",
        "\(count: stratum.selected)", "\(count: stratum.alternates)",
        "\(percent(stratum.selected, of: stratum.population))",
        bar(to: shares[index], scale: scale, mark: asked[index]),
      ])
    }
    if drawn.strata.count > 1 {
      table.sum = [
        "\(say("合计", "Total"))", "\(count: drawn.population)", "", "\(count: drawn.selected)",
        "\(count: drawn.alternates)", "\(percent(drawn.selected, of: drawn.population))", "",
      ]
    }
    let note = say(
      "竖线为计划规定的比例；取整到户后，抽中比例可略高或略低",
      "The stroke is the ratio that the plan asks for; whole targets make the share differ")
    let key: Markup =
      asked.contains { $0 != nil }
      ? "<p class=\"key\">\(bar(to: 6, scale: 10, mark: 4))\(note)</p>\n" : ""
    return table.markup + key
  }

  private func label(_ stratum: String) -> String {
    stratum.isEmpty ? say("不分层", "all") : stratum
  }

  // MARK: - From the registry to the drawn

  var waterfall: Markup {
    let foreign = draw.excluded[ExclusionReason.district.rawValue]
    let rejected = draw.excluded[ExclusionReason.rejected.rawValue]
    let note = say(
      """
      名录库共 \(grouped(draw.registryRows)) 条记录，其他区 \(grouped(foreign)) 条，按计划剔除的错误记录 \
      \(grouped(rejected)) 条。每条未入框的记录按先后次序只计入第一个原因，各项相加等于总数。一条记录\
      只要进入一项任务的抽样框，即为入框。
      """,
      """
      The registry has \(grouped(draw.registryRows)) rows, \(grouped(foreign)) of other \
      districts, \(grouped(rejected)) set aside. Every row outside the frame counts under its \
      first reason, so that the counts add up. A row in the frame of any task is in the frame.
      """)
    var table = PageTable(
      caption: say("本区记录的去向", "What became of the district's rows"),
      columns: [.name(say("环节", "Step")), .number(say("户数", "Rows")), .plot("")])
    let scale = draw.ownRows
    table.rows.append([
      "\(say("本区记录", "The district's rows"))", "\(count: scale)", bar(to: scale, scale: scale),
    ])
    var rest = scale
    for reason in ExclusionReason.allCases where reason != .rejected && reason != .district {
      let count = draw.excluded[reason.rawValue]
      if count == 0 { continue }
      table.rows.append([
        "\(say("减：", "less: "))\(say.reason(reason))", "−\(count: count)",
        bar(from: rest - count, to: rest, scale: scale, kind: "loss"),
      ])
      rest -= count
    }
    table.rows.append([
      "\(say("抽样框", "Frame"))", "\(count: draw.inFrame)", bar(to: draw.inFrame, scale: scale),
    ])
    table.rows.append([
      "\(say("抽中并检查", "Drawn and visited"))", "\(count: draw.visits.count)",
      bar(to: draw.visits.count, scale: scale),
    ])
    return "<p>\(note)</p>\n" + table.markup + taskReasons
  }

  /// The same for each task, as numbers.
  private var taskReasons: Markup {
    let reasons = ExclusionReason.allCases.filter { reason in
      draw.tasks.contains { $0.excluded[reason.rawValue] > 0 }
    }
    var table = PageTable(
      caption: say(
        "各任务抽样框的形成（每列相加等于名录库记录数）",
        "How each task's frame came about (each column adds up to the registry)"),
      columns: [.name(say("原因", "Reason"))]
        + plan.tasks.map { .number($0.title.isEmpty ? $0.number : $0.title) })
    for reason in reasons {
      table.rows.append(
        ["\(say.reason(reason))"] + draw.tasks.map { "\(count: $0.excluded[reason.rawValue])" })
    }
    table.rows.append(["\(say("抽样框", "Frame"))"] + draw.tasks.map { "\(count: $0.population)" })
    table.sum =
      ["\(say("名录库记录", "Registry rows"))"]
      + draw.tasks.map { "\(count: $0.excluded.reduce(0, +) + $0.population)" }
    return "<div class=\"frames\">\(table.markup)</div>\n"
  }

  // MARK: - Districts and grades

  var places: Markup {
    let own = draw.registryPlaces.filter {
      plan.district.isEmpty || plan.district.contains($0.district)
    }
    var table = PageTable(
      caption: say(
        "名录库、抽样框和抽中对象的计数，可与名录库的来源逐项核对",
        "Registry, frame and visited targets, to be held against the registry's source"),
      columns: [
        .text(say("所属区", "District")), .text(say("等级", "Grade")),
        .number(say("名录库", "Registry")), .number(say("抽样框", "Frame")),
        .number(say("抽中", "Drawn")), .number(say("占抽样框", "Of frame")), .plot(""),
      ])
    let (inFrame, visited) = (countOfPlace(draw.framePlaces), countOfPlace(draw.visits.places))
    func counts(_ place: DistrictGradeCount) -> (frame: Int, drawn: Int) {
      let key = [place.district, place.grade]
      return (inFrame[key, default: 0], visited[key, default: 0])
    }
    let shares = own.map { place in
      let (frame, drawn) = counts(place)
      return hundredths(drawn, of: frame)
    }
    let scale = max(1, shares.max() ?? 1)
    for (place, share) in zip(own, shares) {
      let (frame, drawn) = counts(place)
      table.rows.append([
        "\(place.district)", "\(place.grade.isEmpty ? say("（空）", "(none)") : place.grade)",
        "\(count: place.count)", "\(count: frame)", "\(count: drawn)",
        "\(percent(drawn, of: frame))", bar(to: share, scale: scale),
      ])
    }
    table.sum = [
      "\(say("合计", "Total"))", "", "\(count: own.reduce(0) { $0 + $1.count })",
      "\(count: draw.inFrame)", "\(count: draw.visits.count)",
      "\(percent(draw.visits.count, of: draw.inFrame))", "",
    ]
    return table.markup
  }

  // MARK: - Weeks and loads

  var schedule: Markup {
    let dates = [draw.visits.first, draw.visits.last].compactMap { $0 }
    var rules = say.schedule(plan.schedule)
    if let last = draw.visits.lastDeadline, dates.count == 2 {
      rules.append(
        say(
          "最早 \(dates[0])，最晚 \(dates[1])；公示截止日期最晚为 \(last)",
          "first visit \(dates[0]), last \(dates[1]); last deadline \(last)"))
    }
    if draw.visits.byDay.isEmpty { return list(rules) }
    let weeks = visitsByWeek
    let chart = ColumnChart(
      title: say("每周检查数", "Visits per week"), unit: say("户", "visits"),
      columns: weeks.map { (String($0.monday.text.dropFirst(5)), $0.count) })
    var table = PageTable(
      caption: say("每周检查数", "Visits per week"),
      columns: [
        .name(say("周（星期一至星期日）", "Week (Monday to Sunday)")),
        .number(say("检查（户）", "Visits")),
      ])
    table.rows = weeks.map {
      [
        "\($0.monday.text)\(say(" 至 ", " to "))\(String(($0.monday + 6).text.dropFirst(5)))",
        "\(count: $0.count)",
      ]
    }
    table.sum = ["\(say("合计", "Total"))", "\(count: draw.visits.count)"]
    return list(rules)
      + figure(chart, say("横轴为各周的星期一", "Mondays along the axis"), table)
  }

  /// Weeks from the first to the last with a visit.
  private var visitsByWeek: [(monday: Day, count: Int)] {
    var weeks: [(monday: Day, count: Int)] = []
    for (day, count) in draw.visits.byDay {
      let monday = day + (1 - day.weekday)
      while let last = weeks.last, last.monday < monday, weeks.count < 400 {
        weeks.append((last.monday + 7, 0))
      }
      if weeks.last?.monday != monday { weeks.append((monday, 0)) }
      weeks[weeks.count - 1].count += count
    }
    return weeks
  }

  var pairing: Markup {
    guard let pairing = draw.pairing else {
      return "<p>\(say("计划未列执法检查人员，未匹配检查组。", "The plan names no inspectors."))</p>\n"
    }
    let others = pairing.ineligible.map { "\(say.ineligibility($0.reason)) \($0.count)" }
    let people = say(
      "本区名录库人员 \(pairing.inspectors) 人，可选派的执法人员 \(pairing.officers) 人",
      "\(pairing.inspectors) people in the registry, \(pairing.officers) officers may be sent")
    let note = others.isEmpty ? people : people + say("；其余：", "; the others: ") + say.list(others)
    let loads = officersByLoad(pairing)
    let chart = ColumnChart(
      title: say("执法人员按组次的分布", "Officers by number of trips"), unit: say("人", "officers"),
      columns: loads.map { ($0.label, $0.officers) })
    var table = PageTable(
      caption: say("执法人员按组次的分布", "Officers by number of trips"),
      columns: [.text(say("组次", "Trips")), .number(say("执法人员（人）", "Officers"))])
    table.rows = loads.map { ["\($0.label)", "\(count: $0.officers)"] }
    table.sum = ["\(say("合计", "Total"))", "\(count: loads.reduce(0) { $0 + $1.officers })"]
    return list(say.pairing(plan.pairing) + say.fallbacks(plan.fallbacks) + [note])
      + (loads.isEmpty
        ? ""
        : figure(chart, say("横轴为每人的组次", "Trips of one officer along the axis"), table))
      + shortages(pairing)
  }

  /// Loads without gaps, in groups where there are many.
  private func officersByLoad(
    _ pairing: ReportFacts.Pairing
  ) -> [(label: String, officers: Int)] {
    guard let least = pairing.officersByLoad.map(\.load).min(),
      let most = pairing.officersByLoad.map(\.load).max()
    else { return [] }
    let width = (most - least) / 20 + 1
    return (0...((most - least) / width)).map { group in
      let from = least + group * width
      let officers = pairing.officersByLoad.filter { from..<from + width ~= $0.load }
      return (
        width == 1 ? "\(from)" : "\(from)–\(from + width - 1)",
        officers.reduce(0) { $0 + $1.officers }
      )
    }
  }

  private func shortages(_ pairing: ReportFacts.Pairing) -> Markup {
    if pairing.shortages.isEmpty { return "" }
    var table = PageTable(
      caption: say("未匹配的检查组次及原因", "Trips without a team, and why"),
      columns: [
        .name(say("原因", "Rule")), .text(say("所需资质", "Need")),
        .number(say("未匹配组次", "Trips")), .number(say("需要岗位", "Slots")),
        .number(say("符合条件人员", "Officers")), .number(say("至多可填岗位", "Capacity")),
      ])
    table.rows = pairing.shortages.map {
      [
        "\(say.shortage($0.rule))", "\($0.need)", "\(count: $0.trips)", "\(count: $0.slots)",
        "\(count: $0.officers)", "\(count: $0.capacity)",
      ]
    }
    return table.markup
  }

  private func figure(_ chart: ColumnChart, _ note: String, _ table: PageTable) -> Markup {
    """
    <div class="pair"><figure>
    \(chart.markup)<figcaption>\(note)</figcaption>
    </figure>
    \(table.markup)</div>

    """
  }
}

/// Counts by district and grade, to be looked up.
private func countOfPlace(_ places: [DistrictGradeCount]) -> [[String]: Int] {
  Dictionary(
    places.map { ([$0.district, $0.grade], $0.count) }, uniquingKeysWith: { first, _ in first })
}
