// What becomes of a row: its place, the tasks that exclude it and why, the frames it is in. Found
// once for each combination of cells that decides it (a class), and applied to as many rows as
// share it; found for a single row where its id or an open text has a say.
//
//   row → combination of its cells → class → standing         most rows: one look-up, one count
//                       ↘ condition: what its scopes say, nothing of its id ↗
//                                  ↘ none → standing of the row itself → (a new class)
//
// The one thing to know: a class is a shortcut and not a rule. Its standing is made by the same
// function as a single row's (`SurveyState.consider`), and a row takes the shortcut only where
// nothing but those cells, and the answers of the scopes, could matter to it.

import Sampling
import Tables

/// What becomes of one row, or of each row of a class.
struct Standing {
  struct Exclusion {
    var task: Int
    var reason: ExclusionReason
  }

  struct PlanOutcome {
    var plan: Int
    /// Nil where the row is in one of the plan's frames.
    var reason: ExclusionReason?
  }

  var place = 0
  var excluded: [Exclusion] = []
  var plans: [PlanOutcome] = []
  var members: [TicketQueue.Member] = []

  mutating func clear() {
    excluded.removeAll(keepingCapacity: true)
    plans.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
  }
}

/// The rows that share a combination of cells and the answers of all scopes that are asked of them.
struct RowClass {
  var standing: Standing
  /// Number of the rows' grade.
  var grade: Int
  /// Plans that look at every row by itself: weights, or more scopes than there are classes for.
  var openPlans: [Int] = []
}

/// What is asked of a row with a certain combination of cells before its class is known.
struct RowCondition {
  /// Scopes at most, of all plans that look at a row; further plans look at it by themselves.
  static let mostScopes = 8

  /// Plans with frequency rules, and tasks with listed ids: a row that they concern is of no class.
  var historyPlans: [Int]
  var listingTasks: [Int]
  /// Tasks whose scope the row may be in or not.
  var scopes: [Int]

  var asksIDs: Bool { !historyPlans.isEmpty || !listingTasks.isEmpty }
}

/// The scopes that are asked of each combination's rows, and the class of each set of those that
/// hold. Flat: where threads share arrays within arrays, counting their users takes longer than the
/// question.
struct ScopeAnswers {
  /// Tasks, one combination after another, and where those of each begin and the last ones end.
  private var tasks: [Int] = []
  private var taskStarts: [Int] = [0]
  /// The class of each set of scopes, the first scope's bit being the lowest; −1 if unknown.
  private var classes: [Int32] = []
  private var classStarts: [Int] = []

  mutating func append(scopes: [Int]) {
    precondition(scopes.count <= RowCondition.mostScopes)
    tasks += scopes
    taskStarts.append(tasks.count)
    classStarts.append(classes.count)
    classes += [Int32](repeating: -1, count: 1 << scopes.count)
  }

  /// Which of a combination's scopes hold: the first one's bit is the lowest.
  @inline(__always)
  func holding(_ combination: Int, _ holds: (Int) -> Bool) -> Int {
    let start = taskStarts[combination]
    var holding = 0
    for index in start..<taskStarts[combination + 1] where holds(tasks[index]) {
      holding |= 1 << (index - start)
    }
    return holding
  }

  /// The class of a combination's rows for which just the scopes in `holding` hold; −1 if unknown.
  subscript(combination: Int, holding holding: Int) -> Int32 {
    get { classes[classStarts[combination] + holding] }
    set { classes[classStarts[combination] + holding] = newValue }
  }
}

/// The classes that one worker has met.
struct RowClasses {
  /// What is left to do for rows of a class, beside counting them: bit s for a ticket of stage s,
  /// none for rows in no frame.
  enum Need {
    /// A closer look: an open plan has a say, or a stage has no bit.
    static let look: UInt64 = 1 << 63

    /// Stages with a bit of their own; rows in frames of others get a closer look.
    static let stages = 63

    static func ticket(_ stage: Int) -> UInt64 { stage < stages ? 1 << UInt64(stage) : 0 }
  }

  /// Combinations, and classes, at most: what has more of them goes row by row.
  private static let capacity = 1 << 14

  var table: CombinationTable
  /// The conditions of the table's combinations.
  private(set) var conditions: [RowCondition] = []
  private(set) var asksIDs: [Bool] = []
  private(set) var answers = ScopeAnswers()
  /// The class of all rows of a combination; −1 where something is asked first.
  private var classOfAll: [Int32] = []
  var list: [RowClass] = []
  /// `Need` of each class.
  private(set) var needs: [UInt64] = []
  /// Places in frames of all classes, one class after another, and where those of each begin; one
  /// entry more says where the last ones end.
  private(set) var members: [TicketQueue.Member] = []
  private(set) var memberStarts: [Int] = [0]
  /// The place of each class.
  private(set) var places: [Int] = []
  /// Rows of each class that are not in the tallies yet.
  var rows: [Int] = []
  /// Of each class, the greatest first word of a ticket that may still be kept.
  var limits: [UInt64] = []
  /// The combination, then the class, of each row of the batch, or −1.
  var ofRow: [Int32] = []
  /// Rows of the batch whose condition has to be asked.
  private(set) var asked: [Int32] = []
  /// Whether rows are looked up at all.
  private(set) var isInUse: Bool

  init(_ program: SurveyProgram) {
    table = CombinationTable(columns: program.classColumns, capacity: RowClasses.capacity)
    // Sightings are noted row by row, and a cleaned id is not where its cell is.
    isInUse = program.usesClasses && program.suspects.isEmpty && !program.cleansIDs
  }

  /// Looks the rows of a batch up.
  mutating func find(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    table.find(bytes, fields, records: batch.records, width: batch.columns + 1, into: &ofRow)
    guard table.isFull else { return }
    // Too many combinations: where most rows have none of those known, looking is in vain.
    let known = ofRow[..<batch.records].count { $0 >= 0 }
    if known * 2 < batch.records { isInUse = false }
  }

  /// Whether no further class is made.
  var isFull: Bool { list.count >= RowClasses.capacity }

  /// Notes what is asked of rows of a new combination.
  mutating func append(_ condition: RowCondition) {
    conditions.append(condition)
    asksIDs.append(condition.asksIDs)
    answers.append(scopes: condition.scopes)
    classOfAll.append(-1)
  }

  /// Adds a class: of the rows of a combination for which just the scopes in `holding` hold.
  mutating func append(
    _ rowClass: RowClass, need: UInt64, combination: Int, holding: Int
  ) {
    let index = Int32(truncatingIfNeeded: list.count)
    answers[combination, holding: holding] = index
    let condition = conditions[combination]
    if !condition.asksIDs && condition.scopes.isEmpty { classOfAll[combination] = index }
    list.append(rowClass)
    members += rowClass.standing.members
    memberStarts.append(members.count)
    places.append(rowClass.standing.place)
    needs.append(need)
    rows.append(0)
    limits.append(.max)
  }

  /// Turns the combinations of a batch's rows into classes, −1 where the row is not plain; of those
  /// whose condition has to be asked it makes a list.
  @inline(__always)
  mutating func settleClasses(_ records: Int, isPlain: (Int) -> Bool) {
    var waiting = asked
    asked = []
    waiting.removeAll(keepingCapacity: true)
    let classOfAll = classOfAll
    var ofRow = ofRow.mutableSpan
    for record in 0..<records where ofRow[record] >= 0 {
      let isPlain = isPlain(record)
      let rowClass = isPlain ? classOfAll[Int(ofRow[record])] : -1
      if isPlain && rowClass < 0 {
        waiting.append(Int32(truncatingIfNeeded: record))
      } else {
        ofRow[record] = rowClass
      }
    }
    asked = waiting
  }

  /// Counts the rows of a batch in their classes.
  ///
  /// - Parameter others: receives the rows that are in no class or need a closer look.
  mutating func count(_ records: Int, others: inout [Int32]) {
    others.removeAll(keepingCapacity: true)
    let (needs, ofRow) = (needs, ofRow)
    var counts = rows.mutableSpan
    for record in 0..<records {
      let index = Int(ofRow[record])
      if index < 0 || needs[index] & Need.look != 0 {
        others.append(Int32(truncatingIfNeeded: record))
      } else {
        counts[index] &+= 1
      }
    }
  }
}
