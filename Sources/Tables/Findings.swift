// Findings as a worker collects them: lines still count from the start of a batch, since what lies
// before the batch may not be read yet. Resolved to lines of the file once all batches are known.

/// The findings of one worker, or of all, in file order.
struct FindingLog {
  /// Bytes of raw records that findings hold in all; what comes later is cut to an excerpt.
  static let rawBudget = 8 << 20
  static let excerptSize = 4 << 10

  /// The first findings, their lines relative to the batch.
  private(set) var kept: [(batch: Int, finding: TableFinding)] = []
  private(set) var counts: [TableFinding.Kind: Int] = [:]
  let keptMaximum: Int
  private var rawSize = 0

  init(keptMaximum: Int) { self.keptMaximum = keptMaximum }

  var isFull: Bool { kept.count >= keptMaximum }

  /// Counts one finding that is not kept.
  mutating func count(_ kind: TableFinding.Kind) { counts[kind, default: 0] += 1 }

  /// Counts one finding and keeps it while there is room.
  mutating func add(_ finding: TableFinding, batch: Int) {
    count(finding.kind)
    if !isFull { keep(finding, batch: batch) }
  }

  private mutating func keep(_ finding: TableFinding, batch: Int) {
    var finding = finding
    if rawSize >= FindingLog.rawBudget {
      finding.raw = Array(finding.raw.prefix(FindingLog.excerptSize))
    }
    rawSize += finding.raw.count
    kept.append((batch, finding))
  }

  /// The findings of several workers as one log.
  static func merged(_ logs: [FindingLog], keptMaximum: Int) -> FindingLog {
    var all = FindingLog(keptMaximum: keptMaximum)
    for log in logs {
      for (kind, count) in log.counts { all.counts[kind, default: 0] += count }
    }
    let found = logs.flatMap(\.kept).sorted { $0.finding.byteOffset < $1.finding.byteOffset }
    for (batch, finding) in found.prefix(keptMaximum) { all.keep(finding, batch: batch) }
    return all
  }

  /// The findings kept of batches before `limit`, with lines of the file.
  func resolved(_ lines: LineIndex, before limit: Int = .max) -> [TableFinding] {
    kept.filter { $0.batch < limit }.map { lines.resolved($0.finding, batch: $0.batch) }
  }
}

extension LineIndex {
  /// A finding of a batch with lines of the file.
  func resolved(_ finding: TableFinding, batch: Int) -> TableFinding {
    var finding = finding
    finding.line += linesBefore(batch: batch)
    finding.recordLine += linesBefore(batch: batch)
    return finding
  }
}

/// The finding for a problem of the record `bytes[from..<to]`.
///
/// - Parameters:
///   - offset: the file offset of `bytes[0]`.
///   - linesBefore: line ends between the start of the batch (or file) and the record.
func makeFinding(
  _ problem: RecordProblem, in bytes: Span<UInt8>, from: Int, to: Int, end: RecordEnd,
  offset: Int, linesBefore: Int
) -> TableFinding {
  var lineStart = problem.at
  while lineStart > from, bytes[lineStart - 1] != lineFeed { lineStart -= 1 }
  var column = 1
  for i in lineStart..<problem.at where bytes[i] & 0xC0 != 0x80 { column += 1 }
  let stop = RecordJudge.contentEnd(bytes, from: from, to: to, end: end)
  var raw: [UInt8] = []
  raw.reserveCapacity(stop - from)
  for i in from..<stop { raw.append(bytes[i]) }
  return TableFinding(
    kind: problem.kind,
    line: linesBefore + lineCount(bytes, from: from, before: problem.at) + 1,
    column: column, byteOffset: offset + problem.at, fieldIndex: problem.field,
    found: problem.found, expected: problem.expected, recordLine: linesBefore + 1,
    lineCount: lineCount(bytes, from: from, before: to) + 1, raw: raw)
}
