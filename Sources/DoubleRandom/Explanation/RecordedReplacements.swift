// What replacements.csv beside a record says of one target, where the ledger above holds the hash
// of that sheet: for whoever has what was disclosed and no registry.

import Sampling
import Tables

/// A replacement that a target was part of.
public struct RecordedReplacement: Sendable, Hashable {
  /// 更换序号.
  public var number: String
  /// Whether it was replaced by this, and not called.
  public var isLeaving: Bool
  public var reason: String
  /// Empty where none was stated.
  public var date: String
  /// By number.
  public var tasks: [String]
}

/// The replacements of a draw that speak of an id, in their order.
///
/// - Returns: nil where the sheet is not at hand, or is not the one of the ledger's last line.
func recordedReplacements(
  of id: String, _ recordBytes: [UInt8], at path: String
) -> [RecordedReplacement]? {
  let file = Paths.joining(Paths.folder(of: path), ReplacementSheet.fileName)
  guard path != "-", let (ledger, draw) = ledgerEntry(recordBytes, at: path),
    let bytes = try? readWholeFile(at: file),
    ledger.sheetHashes(of: draw).contains(PieceDigest(of: bytes).hex),
    let sheet = try? readTable(at: file)
  else { return nil }
  func cell(_ row: [String], _ header: String) -> String {
    guard let column = sheet.header.index(of: header) else { return "" }
    return sheet.report.hasByteOrderMark ? restored(row[column]) : row[column]
  }
  // One that was made public before the last of them says too little.
  let last = sheet.rows.last.map { cell($0, "更换序号") } ?? ""
  guard last == "\(ledger.replacements(of: draw).count)" else { return nil }
  var steps: [RecordedReplacement] = []
  for row in sheet.rows {
    for (column, isLeaving) in [("原统一社会信用代码", true), ("统一社会信用代码", false)]
    where cell(row, column) == id {
      let (number, task) = (cell(row, "更换序号"), cell(row, "任务编号"))
      if let last = steps.last, last.number == number, last.isLeaving == isLeaving {
        steps[steps.count - 1].tasks.append(task)
      } else {
        steps.append(
          RecordedReplacement(
            number: number, isLeaving: isLeaving, reason: cell(row, "更换原因"),
            date: cell(row, "发现日期"), tasks: [task]))
      }
    }
  }
  return steps
}
