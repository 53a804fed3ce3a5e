// Messages about days, done-by dates and batches of a plan's schedule.

extension MessageTable {
  static let schedules: [Message] = [
    Message(
      "schedule-without-calendar",
      "the plan says on which days visits fall, but inputs.calendar names no calendar",
      "计划规定了检查日期的安排，但 inputs.calendar 没有指明工作日历",
      hints: .init(
        "add it, such as calendar: \"calendar.csv\", to inputs",
        "请在 inputs 中补上，例如 calendar: \"calendar.csv\"")),
    Message(
      "two-day-rules", "weekdays and days are both given", "weekdays 与 days 同时给出",
      hints: .init(
        "keep one: weekdays for a rule, days for single dates",
        "请只保留一个：按星期几检查用 weekdays，指定日期用 days")),
    // {0} the key, {1} the date, {2} the start
    Message(
      "done-by-before-start", "{0} is {1}, before visits begin on {2}",
      "{0} 为 {1}，早于检查开始日期 {2}",
      hints: .init(
        "set a later date, or begin earlier", "请推迟该日期，或提前开始检查")),
    // {0} the key, {1} the date, {2} the end of the period
    Message(
      "done-by-after-period", "{0} is {1}, after the plan's period ends on {2}",
      "{0} 为 {1}，晚于计划期间的末日 {2}",
      hints: .init("set a date inside period", "请改为 period 之内的日期")),
    // {0} the day, {1} and {2} the window
    Message(
      "fixed-day-outside-schedule", "{0} is not among the days of visits, {1} to {2}",
      "{0} 不在检查日期 {1} 至 {2} 之内",
      hints: .init(
        "take the day away, or widen from, to or doneBy", "请删去该日期，或放宽 from、to 或 doneBy")),
    // {0} the day
    Message(
      "fixed-day-not-working", "{0} is no working day", "{0} 不是工作日",
      hints: .init("choose another day, or look at the calendar", "请另选日期，或核对工作日历")),
    // {0} the batch, {1} and {2} the window
    Message(
      "batch-outside-schedule", "the batch {0} leaves the days of visits, {1} to {2}",
      "批次“{0}”超出了检查日期 {1} 至 {2}",
      hints: .init(
        "bring it within from and to of schedule", "请将其调整到 schedule 的 from 与 to 之内")),
    // {0} the batch, {1} and {2} its days
    Message(
      "batch-without-day", "the batch {0} has no day for visits from {1} to {2}",
      "批次“{0}”在 {1} 至 {2} 之间没有可检查的日期",
      hints: .init(
        "widen it, or look at weekdays, days, doneBy and the calendar",
        "请放宽该批次，或核对 weekdays、days、doneBy 和工作日历")),
    // {0} the batch, {1} the one before
    Message(
      "batches-out-of-order", "the batch {0} does not begin after {1} ends",
      "批次“{0}”没有排在“{1}”结束之后",
      hints: .init(
        "write batches in order of time, without overlap", "请按时间先后书写各批次，互不重叠")),
    // {0} the batch
    Message(
      "batch-without-task", "other batches name their tasks, {0} names none",
      "其他批次都指明了任务，“{0}”没有指明",
      hints: .init(
        "name tasks in every batch or in none", "各批次要么都写 tasks，要么都不写")),
    // {0} the task
    Message(
      "task-without-batch", "no batch names the task {0}", "没有批次包含任务 {0}",
      hints: .init("add it to the tasks of a batch", "请将其写入某一批次的 tasks")),
    // {0} the task, {1} and {2} the batches
    Message(
      "task-in-two-batches", "the task {0} is in two batches, {1} and {2}",
      "任务 {0} 同时列入“{1}”和“{2}”两个批次",
      hints: .init("keep one of them", "请只保留一个")),
  ]
}
