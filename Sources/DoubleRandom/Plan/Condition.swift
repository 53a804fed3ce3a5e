// The language in which a plan says which registry rows a task is about (抽查范围).
// A plan file writes an object whose keys must all hold; `all`, `any` and `not` nest.
// Compiled for a registry's columns by `CompiledScopes`.

/// A condition on one registry row.
public indirect enum Condition: Sendable {
  case all([Condition])
  case any([Condition])
  case not(Condition)
  case test(column: String, CellTest, Location)

  /// Holds for every row.
  public static let everything = Condition.all([])

  /// The columns that the condition reads, in the order written.
  public var columns: [(name: String, location: Location)] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.columns)
    case .not(let part): part.columns
    case .test(let column, _, let location): [(column, location)]
    }
  }
}

/// A test of one cell.
public enum CellTest: Sendable {
  case oneOf([String])
  case prefix([String])
  case contains([String])
  /// One of these stands among the cell's `;`-separated tags.
  case tag([String])
  /// Inclusive; a cell that is not a date does not pass.
  case days(from: Day?, to: Day?)
  /// Inclusive, in millionths; a cell that is not a number does not pass.
  case numbers(from: Int?, to: Int?)
  case isEmpty(Bool)
}
