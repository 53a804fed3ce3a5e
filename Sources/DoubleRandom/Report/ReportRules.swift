// The rules of a plan as sentences that a clerk, a supervisor and an enterprise can read.

import Sampling

extension Speech {
  /// How much of a stratum is drawn: 不少于 3%，至少 1 户.
  func quantity(_ quantity: Quantity, _ bounds: Bounds) -> String {
    switch quantity {
    case .ratio(let ratio, let rounding, let period):
      let text =
        rounding == .atLeast
        ? self("不少于 ", "at least ") + ratio.percentText
        : self("不超过 ", "at most ") + ratio.percentText
      guard let period else { return text + limits(bounds) }
      return self(
        "全年\(text)，本期为第 \(period.number)/\(period.of) 期",
        "\(text) of the year, period \(period.number)/\(period.of)") + limits(bounds)
    case .count(let count): return self("\(count) 户", "\(count)")
    case .all: return self("全部", "all")
    }
  }

  private func limits(_ bounds: Bounds) -> String {
    (bounds.minimum.map { self("，至少 \($0) 户", ", \($0) or more") } ?? "")
      + (bounds.maximum.map { self("，至多 \($0) 户", ", \($0) or fewer") } ?? "")
  }

  /// The rule for a task's size in one sentence each.
  func amount(_ amount: Amount) -> [String] {
    switch amount {
    case .byStratum(let rules):
      return rules.map { rule in
        let match = rule.match.map { column, values in
          self("\(column)为 \(list(values))", "\(column) \(list(values))")
        }
        let size = quantity(rule.quantity, rule.bounds)
        let others = rules.count > 1 ? self("其余：", "the others: ") : ""
        return match.isEmpty ? others + size : list(match) + self("：", ": ") + size
      }
    case .total(let total, let across, let bounds):
      let shares =
        switch across {
        case .proportional: self("按各层户数比例分配", "in proportion to the strata")
        case .equal: self("各层平均分配", "equally over the strata")
        case .weights: self("按计划给定的权重分配", "by the plan's weights of the strata")
        }
      return [self("共 \(total) 户，", "\(total) in all, ") + shares + limits(bounds)]
    }
  }

  func alternates(_ alternates: Alternates) -> String {
    switch alternates {
    case .count(0): self("不设备选", "none")
    case .count(let count): self("每层 \(count) 户", "\(count) a stratum")
    case .ratio(let ratio):
      self("每层正选数的 \(ratio.percentText)", "\(ratio.percentText) of each stratum's selected")
    }
  }

  /// What a task leaves out.
  func exclusions(_ exclusions: Exclusions) -> String {
    var texts: [String] = []
    if !exclusions.status.isEmpty {
      texts.append(
        self("登记状态为\(list(exclusions.status))的", "status \(list(exclusions.status))"))
    }
    if !exclusions.ids.isEmpty {
      texts.append(
        self("列入名单的 \(exclusions.ids.count) 户", "\(exclusions.ids.count) listed"))
    }
    return texts.isEmpty ? self("无", "none") : texts.joined(separator: self("；", "; "))
  }

  /// How chance decides.
  func chance(_ task: InspectionTask) -> String {
    guard let weight = task.weight else {
      return self("层内机会均等：票号最小的入选", "equal chance: the smallest tickets")
    }
    let plus = weight.plus == 0 ? "" : " + \(weight.plus)"
    return self(
      "按“\(weight.column)\(plus)”加权随机抽取", "chance weighted by \(weight.column)\(plus)")
  }

  func frequency(_ rules: FrequencyRules) -> [String] {
    var texts: [String] = []
    if let cap = rules.cap {
      texts.append(
        self("每户每年检查不超过 \(cap) 次，含本次", "at most \(cap) visits a year, this one included"))
    }
    if let days = rules.minimumDays {
      texts.append(self("距上次检查不足 \(days) 天的不抽", "\(days) days after the last visit"))
    }
    if let months = rules.notDrawnForMonths {
      texts.append(
        self("近 \(months) 个月内被抽中检查过的不抽", "not drawn within the last \(months) months"))
    }
    if !texts.isEmpty, !rules.exempt.isEmpty {
      texts.append(
        self("\(list(rules.exempt))引起的检查不计次数", "not counted: \(list(rules.exempt))"))
    }
    return texts
  }

  func schedule(_ rules: ScheduleRules) -> [String] {
    let order =
      rules.order == .ticket
      ? self("检查次序由随机产生", "visits in random order")
      : self("同一管辖单位的检查排在一起，次序由随机产生", "visits by station, in random order")
    var texts = [
      order
        + self(
          "，均匀分布在\(window(rules.window))的\(days(rules.days))",
          ", spread over the \(days(rules.days)) from \(window(rules.window))")
    ]
    if let day = rules.doneBy {
      texts.append(self("\(self.day(day))前全部完成", "all done by \(self.day(day))"))
    }
    if !rules.batches.isEmpty {
      let batches = rules.batches.map {
        self("\($0.label)（", "\($0.label) (") + window($0.window) + self("）", ")")
      }
      texts.append(self("分批：", "batches: ") + list(batches))
    }
    texts.append(
      self(
        "检查后 \(rules.publishWithin) 个工作日内公示结果",
        "results public within \(rules.publishWithin) working days"))
    if rules.visitsPerTrip > 1 {
      texts.append(
        self(
          "同一管辖单位同日的检查，至多 \(rules.visitsPerTrip) 户合为一组次",
          "up to \(rules.visitsPerTrip) visits of one station and day make one trip"))
    }
    return texts
  }

  private func days(_ choice: DayChoice) -> String {
    switch choice {
    case .workingDays: return self("工作日", "working days")
    case .weekdays(let numbers):
      let names = zip(
        ["一", "二", "三", "四", "五", "六", "日"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])
      let chosen = names.enumerated().filter { numbers.contains($0.offset + 1) }.map(\.element)
      return self(
        "工作日（星期\(list(chosen.map(\.0)))）", "working days (\(list(chosen.map(\.1))))")
    case .dates(let dates):
      return self("\(dates.count) 个指定日期", "\(dates.count) dates named")
    }
  }

  func pairing(_ rules: PairingRules) -> [String] {
    var texts = [
      self(
        "每组 \(rules.teamSize) 名执法人员，随机选派，资质须覆盖全部抽查事项",
        "teams of \(rules.teamSize) officers, chosen by lot, qualified for all items"),
      self(
        "须为本区在岗人员，检查当日执法证有效；辅助人员和专家不计入执法人员；应回避的不派",
        "of the district, on duty, certificate valid that day; no auxiliaries, nobody recused"
      ),
    ]
    let limits = [
      rules.dailyLimit.map { self("每日 \($0) 组次", "\($0) a day") },
      rules.weeklyLimit.map { self("每周 \($0) 组次", "\($0) a week") },
      rules.periodLimit.map { self("本期 \($0) 组次", "\($0) a period") },
    ].compactMap { $0 }
    if !limits.isEmpty {
      texts.append(self("每人上限：", "at most, each: ") + list(limits))
    }
    if let limit = rules.pairLimit {
      texts.append(self("同样两人本期至多同组 \(limit) 次", "the same two together at most \(limit) times"))
    }
    if rules.recusal != nil {
      texts.append(
        self("近期检查过该对象的人员不再检查该对象", "whoever inspected a target lately stays away"))
    }
    if rules.carriesOver {
      texts.append(
        self("计入本年度此前已参与的抽查次数", "inspections earlier this year count"))
    }
    if rules.avoidsOwnUnit {
      texts.append(self("不检查本所辖区内的对象", "nobody inspects targets of the own station"))
    }
    texts.append(self("在此前提下，工作量尽可能均衡", "within these rules loads are as equal as can be"))
    return texts
  }

  /// What the plan allows for trips without a team, each with its authorising document.
  func fallbacks(_ all: [Fallback]) -> [String] {
    all.map { fallback in
      switch fallback.kind {
      case .neighbours(let districts):
        self(
          "本区人手不足时，依“\(fallback.document)”可由 \(list(districts)) 的执法人员补足，并在名单中标明",
          "short of officers: those of \(list(districts)) by \(fallback.document), marked")
      case .direct(let officers):
        self(
          "仍不足时，依“\(fallback.document)”可直接委派 \(officers.count) 名指定人员，并在名单中标明",
          "then \(officers.count) named officers by \(fallback.document), marked")
      }
    }
  }

  /// Who goes along with the officers on a task's visits.
  func company(_ task: InspectionTask) -> String {
    let departments = task.departments.map {
      self("\($0.name) \($0.size) 人", "\($0.name): \($0.size)")
    }
    let experts = task.experts.map { self("专家 \($0.count) 人", "experts: \($0.count)") }
    return list(departments + [experts].compactMap { $0 })
  }
}

extension InspectionTask {
  /// The rule of a stratum; nil where a total is shared out.
  func rule(ofStratum label: String) -> AmountRule? {
    guard case .byStratum(let rules) = amount else { return nil }
    let values = label.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    let known = values.count == strata.count ? values : []
    return rules.first {
      $0.match.isEmpty || !known.isEmpty && $0.matches(known, columns: strata)
    }
  }
}

extension Quantity {
  /// The share that a ratio asks for, in hundredths of a percent; a year's is split evenly.
  var askedHundredths: Int? {
    guard case .ratio(let ratio, _, let period) = self else { return nil }
    return ratio.floor(of: 10_000) / (period?.of ?? 1)
  }
}
