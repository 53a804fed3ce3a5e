// A draw's standing as its record and its notice show it, and as it is read back from them where
// the ledger itself is not at hand.

import Tables

extension DrawStanding {
  static let noticeHeader = ["抽取承诺", "抽取次数", "废弃方案数", "抽取结果摘要"]
  /// What stands in place of a commitment's hash.
  static let uncommitted = "未事先承诺"

  /// - Parameter list: SHA-256 of draw.csv, whose tickets keep it from being guessed.
  func noticeCells(list: String) -> [Cell] {
    [
      .text(commitment?.hash ?? DrawStanding.uncommitted), .number(draws), .number(voids),
      .text(list),
    ]
  }

  var commitmentJSON: JSON {
    guard let commitment else { return .object([("committed", .bool(false))]) }
    return .object([
      ("committed", .bool(true)), ("draw", .string(commitment.draw)),
      ("sequence", .int(commitment.sequence)), ("hash", .string(commitment.hash)),
    ])
  }

  var countsJSON: JSON { .object([("draws", .int(draws)), ("voids", .int(voids))]) }

  /// What a record says.
  init(record tree: JSON5Value) {
    let stated = tree["commitment"]
    var reference: CommitmentReference?
    if let hash = stated?["hash"]?.string {
      reference = CommitmentReference(
        draw: stated?["draw"]?.string ?? "", sequence: stated?["sequence"]?.integer ?? 0,
        hash: hash)
    }
    self.init(
      commitment: reference, draws: tree["ledger"]?["draws"]?.integer ?? 1,
      voids: tree["ledger"]?["voids"]?.integer ?? 0)
  }

  /// What a notice says; nil for bytes that are no notice. The commitment's name and number do not
  /// stand there and are taken from `record`.
  init?(notice bytes: [UInt8], record: DrawStanding) {
    let rows = bytes.split(separator: 0x0A)
    guard rows.count > 1 else { return nil }
    // No comma stands in the last four cells.
    let cells = rows[1].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
      .suffix(4).map { String(decoding: $0.filter { $0 != 0x0D && $0 != 0x09 }, as: UTF8.self) }
    guard cells.count == 4, let draws = Int(cells[1]), let voids = Int(cells[2]) else {
      return nil
    }
    var reference: CommitmentReference?
    if cells[0] != DrawStanding.uncommitted {
      reference = CommitmentReference(
        draw: record.commitment?.draw ?? "", sequence: record.commitment?.sequence ?? 0,
        hash: cells[0])
    }
    self.init(commitment: reference, draws: draws, voids: voids)
  }
}
