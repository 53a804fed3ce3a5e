// Synthetic registries of any size: invented, plausible, and the same bytes for ever.
//
// What `shuangsuiji generate` prints and what `samples/` holds. Rows are functions of seed and row
// number, so ranges of rows can be made in any order and on any thread and joined; the bytes do
// not depend on how they were cut. Nothing here takes part in a draw.
//
//     Generation ── GeneratedTargets ── GeneratedTargetRows     words, trades, districts, codes
//                ├─ GeneratedInspectors ── GeneratedRecusals
//                ├─ GeneratedHistory (agrees with the targets)
//                └─ GeneratedItems, GeneratedCalendar (fixed lists)

/// The namespace of what invented registries are made from.
enum Generation {}

/// One kind of registry that a draw reads.
public enum RegistryKind: String, CaseIterable, Sendable {
  case targets, inspectors, items, history, recusals, calendar
}

/// A synthetic registry as CSV: UTF-8 without a byte order mark, LF, RFC 4180.
///
/// A registry of N + 1 rows begins with the rows of the registry of N rows where rows are
/// independent (targets below and from 200 000 rows, recusals, items, calendar). Registries of one
/// seed fit together: history and recusals name targets and officers that exist.
public struct GeneratedRegistry: Sendable {
  /// How the target registry is written.
  public enum TargetForm: String, CaseIterable, Sendable {
    /// 17 columns, as a bureau exports them; about one wrong check digit in 2 000 rows.
    case full
    /// 10 columns, about 190 bytes a row, 6 % of the cells quoted: for measuring.
    case bench
  }

  /// From this many targets and inspectors on, all 343 stations are named; below, a fifth of them.
  public static let cityTargets = 200_000
  public static let cityInspectors = 2_000
  /// More targets than these cannot be told apart by their codes.
  public static let targetsMax = 200_000_000

  private let rows: any GeneratedRows

  /// Prepares a registry; nothing but history (24 bytes a row) is kept in memory.
  ///
  /// - Parameters:
  ///   - rows: how many rows, header not counted; for targets at most `targetsMax`. Items end
  ///     after 102 rows and the calendar after 39.
  ///   - seed: any bytes; the same seed gives the same registry. Items and calendar ignore it.
  ///   - form: how targets are written; other kinds ignore it.
  ///   - inspectors: the size of the inspector registry that recusals refer to.
  public init(
    _ kind: RegistryKind, rows: Int, seed: [UInt8], form: TargetForm = .full,
    inspectors: Int = 400
  ) {
    precondition(rows >= 0 && rows <= GeneratedRegistry.targetsMax, "a registry's size")
    self.rows =
      switch kind {
      case .targets: Generation.TargetRows(rows: rows, seed: seed, form: form)
      case .inspectors: Generation.InspectorRows(rows: rows, seed: seed)
      case .items: Generation.ItemRows(rows: rows)
      case .history: Generation.HistoryRows(rows: rows, seed: seed)
      case .recusals: Generation.RecusalRows(rows: rows, seed: seed, inspectors: inspectors)
      case .calendar: Generation.CalendarRows(rows: rows)
      }
  }

  /// The number of rows there are: as asked, or fewer where the list ends.
  public var rowCount: Int { rows.rowCount }

  /// The header record with its line feed.
  public var header: [UInt8] { Array((rows.header + "\n").utf8) }

  /// Appends rows, each with its line feed. Safe to call from several threads at once.
  ///
  /// Complexity: constant time a row; room for 1 KiB a row is reserved, so ask for some thousand
  /// rows at a time.
  public func append(_ range: Range<Int>, to bytes: inout [UInt8]) {
    precondition(range.lowerBound >= 0 && range.upperBound <= rowCount, "rows of this registry")
    bytes.append(addingCapacity: range.count * rows.rowSizeMax) { out in
      rows.write(range, into: &out)
    }
  }
}

/// How one kind of registry writes its rows.
protocol GeneratedRows: Sendable {
  var rowCount: Int { get }
  /// The header without its line feed.
  var header: String { get }
  /// No row is longer, in bytes.
  var rowSizeMax: Int { get }
  /// Writes rows with their line feeds; `out` has room for `rowSizeMax` bytes each.
  func write(_ rows: Range<Int>, into out: inout OutputSpan<UInt8>)
}
