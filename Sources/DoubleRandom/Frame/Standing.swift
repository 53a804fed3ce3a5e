// What becomes of a row: its place, the tasks that exclude it and why, the frames it is in. Found
// once for each combination of cells that decides it (a class), and applied to as many rows as
// share it; found for a single row where its id or an open text has a say.
//
//   row → combination of its cells → class → standing         most rows: one look-up, one count
//                                  ↘ none → standing of the row itself → (a new class)
//
// The one thing to know: a class is a shortcut and not a rule. Its standing is made by the same
// function as a single row's (`SurveyState.consider`), and a row takes the shortcut only where
// nothing but those cells could matter to it.

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

/// The rows that share a combination of cells.
struct RowClass {
  var standing: Standing
  /// Number of the rows' grade.
  var grade: Int
  /// Plans that look at every row by itself: scopes and weights.
  var openPlans: [Int] = []
  /// Plans with frequency rules, and tasks with listed ids: a row that they concern is no row of
  /// the class.
  var historyPlans: [Int] = []
  var listingTasks: [Int] = []
}

/// The classes that one worker has met.
struct RowClasses {
  /// What is left to do for a row of a class, beside counting it.
  enum Need {
    /// Nothing: it is in no frame.
    static let nothing: Int32 = -1
    /// A closer look: its id or an open plan has a say, or it is in frames of several stages.
    static let look: Int32 = -2
    // A stage's number: a ticket.
  }

  /// Classes at most: what has more combinations is no class.
  private static let capacity = 4096

  var table: CombinationTable
  var list: [RowClass] = []
  /// `Need` of each class.
  private(set) var needs: [Int32] = []
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
  /// The class of each row of the batch, or −1.
  var ofRow: [Int32] = []
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

  mutating func append(_ rowClass: RowClass, need: Int32) {
    list.append(rowClass)
    members += rowClass.standing.members
    memberStarts.append(members.count)
    places.append(rowClass.standing.place)
    needs.append(need)
    rows.append(0)
    limits.append(.max)
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
      if index < 0 || needs[index] == Need.look {
        others.append(Int32(truncatingIfNeeded: record))
      } else {
        counts[index] &+= 1
      }
    }
  }
}
