// The periods after a plan's own: the same plan, moved by whole months. Used by `simulate` alone,
// to see what this quarter's draw means for the next ones.

import Sampling

extension Plan {
  /// The plan and its next periods, `count` in all; fewer where a period has no working day.
  func successors(_ count: Int, _ calendar: WorkCalendar?) -> [Plan] {
    var plans = [self]
    while plans.count < count, let next = successor(plans.count, calendar) { plans.append(next) }
    return plans
  }

  /// Whole months from the period's first day to the next period's.
  private var months: Int {
    (1...1200).first { period.from.adding(months: $0) > period.to } ?? 1200
  }

  /// The plan `number` periods later.
  ///
  /// Days that the plan fixes move to the next working day where they no longer are one. Where the
  /// schedule finds no day at all any more, it becomes an even spread over the period.
  private func successor(_ number: Int, _ calendar: WorkCalendar?) -> Plan? {
    var plan = self
    let months = months * number
    plan.period = period.moved(by: months)
    plan.schedule = schedule.moved(by: months, calendar)
    for index in tasks.indices {
      plan.tasks[index].doneBy = tasks[index].doneBy.map { $0.endMoved(by: months) }
      plan.tasks[index].amount = tasks[index].amount.moved(by: number)
    }
    guard let calendar, !plan.hasDays(calendar) else { return plan }
    plan.schedule = ScheduleRules(window: plan.period, location: schedule.location)
    plan.schedule.visitsPerTrip = schedule.visitsPerTrip
    for index in tasks.indices { plan.tasks[index].doneBy = nil }
    return plan.hasDays(calendar) ? plan : nil
  }

  private func hasDays(_ calendar: WorkCalendar) -> Bool {
    var findings = Findings()
    checkSchedule(self, calendar, &findings)
    return !findings.hasErrors
  }
}

extension Day {
  /// The last day before a day that is moved: 31 December by three months is 31 March.
  fileprivate func endMoved(by months: Int) -> Day { (self + 1).adding(months: months) + -1 }
}

extension Window {
  fileprivate func moved(by months: Int) -> Window {
    Window(from: from.adding(months: months), to: to.endMoved(by: months))
  }
}

extension ScheduleRules {
  fileprivate func moved(by months: Int, _ calendar: WorkCalendar?) -> ScheduleRules {
    var rules = self
    rules.window = window.moved(by: months)
    rules.doneBy = doneBy.map { $0.endMoved(by: months) }
    for index in batches.indices {
      rules.batches[index].window = batches[index].window.moved(by: months)
    }
    if case .dates(let dates) = days {
      let moved = dates.compactMap { date -> Day? in
        let day = date.day.adding(months: months)
        return calendar?.workingDays(from: day, to: rules.end).first
      }
      rules.days = .dates(Set(moved).sorted().map { ($0, location) })
    }
    return rules
  }
}

extension Amount {
  /// The annual ratio's next period: after the last comes the first of the next year.
  fileprivate func moved(by number: Int) -> Amount {
    guard case .byStratum(var rules) = self else { return self }
    for index in rules.indices {
      guard case .ratio(let ratio, let rounding, let period?) = rules[index].quantity else {
        continue
      }
      let next = (period.number - 1 + number) % period.of + 1
      rules[index].quantity = .ratio(ratio, rounding, Period(number: next, of: period.of))
    }
    return .byStratum(rules)
  }
}
