// What a plan may say about when visits take place: the window, the days in it, the order of the
// visits, done-by dates, batches. Read by `ScheduleDecoding`, applied by `schedule`.
//
// Whatever is declared changes order and days; tickets stay what they are.

/// When visits take place.
public struct ScheduleRules: Sendable {
  public var window: Window
  /// Where the window is written.
  public var location: Location
  /// Working days until the result must be public.
  public var publishWithin = 20
  /// Visits of one station on one day that make one trip.
  public var visitsPerTrip = 1
  public var order = VisitingOrder.ticket
  /// Which of the window's working days are used.
  public var days = DayChoice.workingDays
  /// The last day on which a visit may fall; the window's last day where it is later.
  public var doneBy: Day?
  /// Ascending, without overlap; none: the window is one batch.
  public var batches: [VisitBatch] = []

  init(window: Window, location: Location) {
    self.window = window
    self.location = location
  }

  /// Whether the plan asks for more than an even spread over the window.
  var isDeclared: Bool {
    if case .workingDays = days, order == .ticket, doneBy == nil, batches.isEmpty { return false }
    return true
  }

  /// Whether each batch is for named tasks, not for a part of all visits.
  var batchesAreOfTasks: Bool { batches.contains { !$0.tasks.isEmpty } }
}

/// In which order visits stand before they are spread over days.
public enum VisitingOrder: Sendable, Hashable {
  /// By ticket of the stage `schedule`.
  case ticket
  /// Visits of one station together: stations by the ticket of their name, then by ticket.
  case station
}

/// Which working days of the window are used.
public enum DayChoice: Sendable {
  case workingDays
  /// Those on these weekdays, 1 for Monday … 7 for Sunday.
  case weekdays(Set<Int>)
  /// These, ascending, with the places where they are written.
  case dates([(day: Day, location: Location)])

  func contains(_ day: Day) -> Bool {
    switch self {
    case .workingDays: true
    case .weekdays(let weekdays): weekdays.contains(day.weekday)
    case .dates(let dates): dates.contains { $0.day == day }
    }
  }
}

/// A part of the window with visits of its own (批次).
public struct VisitBatch: Sendable {
  public var label: String
  public var window: Window
  /// Indices of the plan's tasks whose visits fall into it; none: its share of all visits.
  public var tasks: [Int] = []
  public var location: Location
}

extension ScheduleRules {
  /// The days of a window on which visits may fall, ascending.
  func days(of window: Window, until end: Day, _ calendar: WorkCalendar) -> [Day] {
    calendar.workingDays(from: window.from, to: min(window.to, end)).filter(days.contains)
  }

  /// The windows over which visits are spread: the batches, or the whole.
  var windows: [Window] { batches.isEmpty ? [window] : batches.map(\.window) }

  /// The last day that the plan allows to all tasks.
  var end: Day { doneBy.map { min($0, window.to) } ?? window.to }
}

extension Plan {
  /// The last day on which a visit of these tasks may fall.
  func end(ofTasks indices: [Int]) -> Day {
    indices.compactMap { tasks[$0].doneBy }.min().map { min($0, schedule.end) } ?? schedule.end
  }

  /// From when to when the visits of a task take place, for the public notice.
  func window(ofTask index: Int) -> Window {
    let window = schedule.batches.first { $0.tasks.contains(index) }?.window ?? schedule.window
    return Window(from: window.from, to: min(window.to, end(ofTasks: [index])))
  }
}
