// Circles: who can still change places with whom. They are only ever split, never joined.
//
// A slot can change hands without cost only along a closed round of reliefs, so everyone on such a
// round shares a circle; what lies in two circles need not be tried. A circle may be coarser than
// the truth: each search that fails shows where to cut it, so at most as many fail as there are
// members. Its members are the nodes of the limits:
//
//   an officer  ──  an officer in one week  ──  an officer on one day
//
// The two latter matter only while that week or day of his is full; else they act as the officer.

/// The partition of officers, their full weeks and full days into circles.
struct Circles: Sendable {
  /// What its members have in common.
  struct Circle: Sendable {
    /// The row of `members`.
    fileprivate(set) var row: Int
    /// The higher of the two loads between which its officers may pass the last trip on.
    var level: Int
    /// Whether a trip may pass from an officer at `level` to one at `level − 1` for any of its
    /// slots.
    var levels: Bool
  }

  private(set) var circles: [Circle]
  /// The officers of each circle.
  private(set) var members: OfficerSets
  /// The circle of each node.
  private var circle: [Int32]
  private let officerCount: Int
  private let weekCount: Int
  private let dayCount: Int

  /// A row that stays empty, for circles of full weeks and days alone.
  private static let emptyRow = 1

  /// Starts with everything in circle 0.
  init(_ ground: Ground) {
    officerCount = ground.officerCount
    weekCount = ground.weeklyLimit == Ground.noLimit ? 0 : ground.weekCount
    dayCount = ground.dailyLimit == Ground.noLimit ? 0 : ground.dayCount
    circle = Array(repeating: 0, count: officerCount * (1 + weekCount + dayCount))
    circles = [Circle(row: 0, level: 0, levels: false)]
    members = OfficerSets(rows: 2, officers: officerCount, full: true)
    members.clear(Circles.emptyRow)
  }

  var nodeCount: Int { circle.count }
  var limitsWeeks: Bool { weekCount > 0 }
  var limitsDays: Bool { dayCount > 0 }

  @inline(__always)
  func weekNode(_ officer: Int, _ week: Int) -> Int {
    officerCount &+ officer &* weekCount &+ week
  }

  @inline(__always)
  func dayNode(_ officer: Int, _ day: Int) -> Int {
    officerCount &* (1 &+ weekCount) &+ officer &* dayCount &+ day
  }

  /// What a node stands for.
  enum Node {
    case officer(Int)
    case week(Int, of: Int)
    case day(Int, of: Int)

    var officer: Int {
      switch self {
      case .officer(let officer), .week(_, let officer), .day(_, let officer): officer
      }
    }
  }

  @inline(__always)
  func node(_ number: Int) -> Node {
    if number < officerCount { return .officer(number) }
    var rest = number - officerCount
    if rest < officerCount * weekCount { return .week(rest % weekCount, of: rest / weekCount) }
    rest -= officerCount * weekCount
    return .day(rest % dayCount, of: rest / dayCount)
  }

  /// Whether a node is one day of an officer.
  @inline(__always)
  func isDay(_ node: Int) -> Bool {
    node >= officerCount &* (1 &+ weekCount)
  }

  /// The circle of a node.
  @inline(__always)
  func of(_ node: Int) -> Int {
    Int(circle[node])
  }

  /// The node by which an officer would join a trip: his day if it is full, else his week if that
  /// is full, else himself.
  @inline(__always)
  func entrance(of officer: Int, to place: Ground.Place, _ roster: Roster) -> Int {
    let (day, week) = (Int(place.day), Int(place.week))
    if dayCount > 0 && !roster.freeOnDay.contains(officer, day) { return dayNode(officer, day) }
    if weekCount > 0 && !roster.freeInWeek.contains(officer, week) {
      return weekNode(officer, week)
    }
    return officer
  }

  /// Makes a circle without members.
  mutating func add(level: Int, levels: Bool) -> Int {
    circles.append(Circle(row: Circles.emptyRow, level: level, levels: levels))
    return circles.count - 1
  }

  /// Moves nodes from one circle to another.
  mutating func move(_ nodes: [Int32], from old: Int, to new: Int) {
    let officers = nodes.count { Int($0) < officerCount }
    if officers > 0 && circles[new].row == Circles.emptyRow {
      circles[new].row = members.appendEmpty()
    }
    for node in nodes where circle[Int(node)] == Int32(old) {
      circle[Int(node)] = Int32(new)
      if Int(node) < officerCount {
        members.remove(Int(node), circles[old].row)
        members.insert(Int(node), circles[new].row)
      }
    }
  }

  /// Cuts the nodes that a failed search has reached out of their circle.
  mutating func split(_ circle: Int, reached nodes: [Int32], levels: Bool) {
    let new = add(level: circles[circle].level, levels: levels)
    if levels { circles[circle].levels = false }
    move(nodes, from: circle, to: new)
  }

  /// Notes the circle of an officer's day, and of its week unless the day was full already, because
  /// a round through them has just been made.
  mutating func join(_ circle: Int, _ officer: Int, at place: Ground.Place, dayWasFull: Bool) {
    if dayCount > 0 { self.circle[dayNode(officer, Int(place.day))] = Int32(circle) }
    if weekCount > 0 && !dayWasFull {
      self.circle[weekNode(officer, Int(place.week))] = Int32(circle)
    }
  }
}
