// The reader's vocabulary: how a table is written, how it is scanned, what a sink is handed and
// what a scan reports. The pass itself is `scanTable` (Scan.swift); what can be wrong with a table
// is `TableFinding`. The one thing to know: records and columns are cut by quote parity counted
// from the first byte of the file, so no result depends on part sizes, threads or guesses.

/// How a table is written: RFC 4180 in UTF-8, unless said otherwise.
public struct TableFormat: Sendable, Hashable {
  /// Nil where the bytes tell: by a byte order mark, or by the first lines that decide it.
  public var encoding: TextEncoding?
  /// The byte between two fields: a comma unless said otherwise; ASCII, no quote, CR, LF or NUL.
  public var delimiter = UInt8(ascii: ",")
  /// Every LF ends a record, inside quotes too: no field holds a line break, and a quote that is
  /// never closed spoils its own line alone.
  public var rowPerLine = false
  /// Lines before the header and after the last record that are no part of the table.
  public var leadingLines = 0
  public var trailingLines = 0

  public init() {}
}

/// How a scan goes about its work; of a scan that is not
/// cancelled, `keptFindings` alone changes a result.
public struct ScanOptions: Sendable {
  /// Workers at most, from 1 up.
  public var jobs = 1
  /// Bytes that a worker reads at a time; a multiple of 1 MiB keeps the digest parallel as well.
  /// Nil: what suits the table.
  public var partSize: Int?
  /// Findings kept whole, the first of the file; the rest are counted.
  public var keptFindings = 100
  /// Ends the scan early, at the end of a part, with `TableError.cancelled`.
  public var cancellation = Cancellation.process
  /// Where bytes and records are counted as they are done with.
  public var progress = Progress.process

  public init() {}

  /// Bytes of a part of a table of so many bytes (nil: unknown): as many pieces as are digested at
  /// once. They are few, and so still in cache when they are scanned, unless many of them are
  /// digested faster and no worker waits long for the last part of another.
  public func partSize(of size: Int?) -> Int {
    partSize
      ?? ScanOptions.partSize(
        of: size ?? 0, jobs: jobs, few: HashLanes.Form.best(ofPieces: 1).laneCount,
        most: HashLanes.Form.best(ofPieces: 16).laneCount)
  }

  /// - Parameters:
  ///   - few: pieces that are digested at once where there are few of them.
  ///   - most: the same where there are many.
  static func partSize(of size: Int, jobs: Int, few: Int, most: Int) -> Int {
    let isLong = size / FileDigest.pieceSize >= 8 * most * jobs
    return (isLong ? most : few) * FileDigest.pieceSize
  }
}

/// What no table may exceed.
public enum TableLimits {
  /// Bytes of one field as written, quotes included.
  public static let fieldSize = 1 << 20
  /// Bytes of one record before its LF; a longer one ends the scan.
  public static let recordSize = 4 << 20
  /// Columns of a table.
  public static let columns = 4096
}

/// The first record of a table: unique, non-empty column names in file order.
public struct Header: Sendable, Hashable {
  /// Decoded names, without quotes.
  public let names: [String]

  /// The 0-based column of a name, compared byte for byte; nil when there is none. O(columns).
  public func index(of name: String) -> Int? {
    names.firstIndex { $0.utf8.elementsEqual(name.utf8) }
  }
}

/// The facts of one batch: consecutive records of the file, handed to a sink together.
public struct Batch: Sendable {
  /// Offset in the file of the batch's first byte.
  public let offset: Int
  /// Fields of each record, the header's.
  public let columns: Int
  /// Well-formed records of the batch.
  public let records: Int
  /// Line ends (LF) of the batch. Where `lines == records`, each record is one line of the file,
  /// and the i-th record has i line ends before it.
  public let lines: Int

  /// Order in the file: batches sort by it. Ascending, not contiguous.
  public var number: Int { offset }
}

/// Takes the well-formed records of a table, batch by batch.
///
/// A scan makes one sink per worker. A sink sees its batches in ascending order, but not all
/// batches, and which worker takes which differs from run to run: combine what sinks gathered in a
/// way that does not care.
public protocol RecordSink: AnyObject, SendableMetatype {
  /// Takes one batch of records.
  ///
  /// - Parameters:
  ///   - bytes: the batch as it stands in the file; every record described is valid UTF-8.
  ///   - fields: `columns + 1` offsets into `bytes` a record: its start, then the end of each
  ///     field. Field c runs from (c == 0 ? start : end of c−1, plus 1) to end of c: raw, quotes
  ///     included, without the CR of the record's end. See `decodeField`.
  ///   - batch: number, place and size of the batch.
  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch)
}

/// What one pass over a table found out, beside what the sinks took.
public struct ScanReport: Sendable {
  public let header: Header
  /// SHA-256 of each 1 MiB piece of the file, and of all of them (draw protocol §8).
  public let digest: FileDigest
  /// Well-formed data records, all of which a sink took.
  public let records: Int
  /// The first findings in file order, `ScanOptions.keptFindings` at most.
  public let findings: [TableFinding]
  /// How often each kind was found, kept or not; kinds never found are absent.
  public let findingCounts: [TableFinding.Kind: Int]
  /// Whether the file begins with a byte order mark.
  public let hasByteOrderMark: Bool
  /// How the characters of the file are written, declared or found.
  public let encoding: TextEncoding
  /// Whether the file can be read again; pipes cannot.
  public let isRepeatable: Bool
  /// The text of the lines below the last record, where the format declares some.
  public let linesBelow: [UInt8]
  /// Lines of the file, by batch.
  let lineIndex: LineIndex

  /// D(file) of the draw protocol §8, in lower-case hexadecimal.
  public var fileDigest: String { digest.hex }
  /// Data records that no sink took: one finding each.
  public var rejected: Int { findingCounts.values.reduce(0, +) }

  /// The 1-based line of the file that follows `localLine` line ends of a batch. O(log batches).
  public func line(batch: Int, localLine: Int) -> Int {
    lineIndex.linesBefore(batch: batch) + localLine + 1
  }
}

/// Line ends of the file before each batch.
struct LineIndex: Sendable {
  private let batches: [Int]
  private let linesBefore: [Int]

  /// From the first line ends, those before any batch, and the line ends of each batch.
  init(headerLines: Int, batches: [(offset: Int, lines: Int)]) {
    let sorted = batches.sorted { $0.offset < $1.offset }
    self.batches = sorted.map(\.offset)
    var lines = headerLines
    var before: [Int] = []
    before.reserveCapacity(sorted.count)
    for batch in sorted {
      before.append(lines)
      lines += batch.lines
    }
    linesBefore = before
  }

  /// Line ends before a batch, by its number.
  func linesBefore(batch: Int) -> Int {
    var low = 0
    var high = batches.count
    while low < high {
      let middle = (low + high) / 2
      if batches[middle] < batch { low = middle + 1 } else { high = middle }
    }
    precondition(low < batches.count && batches[low] == batch, "no such batch")
    return linesBefore[low]
  }
}
