// A draw's standing as its record and its notice show it, and as it is read back from them where
// the ledger itself is not at hand.

import Tables

extension DrawStanding {
  private static let noticeHeader = ["抽取承诺", "抽取次数", "废弃方案数", "抽取结果摘要"]
  static let fallbackHeader = "备用来源"
  /// What stands in place of a commitment's hash.
  static let uncommitted = "未事先承诺"

  /// With a column of fallbacks where the seed has any.
  var noticeHeader: [String] {
    (fallbackText(.zh) == nil ? [] : [DrawStanding.fallbackHeader]) + DrawStanding.noticeHeader
  }

  /// - Parameter list: SHA-256 of draw.csv, whose tickets keep it from being guessed.
  func noticeCells(list: String) -> [Cell] {
    [fallbackText(.zh)].compactMap { $0.map(Cell.text) } + [
      .text(commitment?.hash ?? DrawStanding.uncommitted), .number(draws), .number(voids),
      .text(list),
    ]
  }

  /// The fallbacks of the seed; nil without any.
  func fallbackText(_ language: Language) -> String? {
    let all = (commitment?.fallbacks ?? []).map {
      language == .zh ? "\($0.name)（代替 \($0.source)）" : "\($0.name) (in place of \($0.source))"
    }
    return all.isEmpty ? nil : all.joined(separator: language == .zh ? "；" : "; ")
  }

  var commitmentJSON: JSON {
    guard let commitment else { return .object([("committed", .bool(false))]) }
    let fallbacks = commitment.fallbacks.map {
      JSON.object([("name", .string($0.name)), ("source", .string($0.source))])
    }
    return .object(
      [
        ("committed", .bool(true)), ("draw", .string(commitment.draw)),
        ("sequence", .int(commitment.sequence)), ("hash", .string(commitment.hash)),
      ] + (fallbacks.isEmpty ? [] : [("fallbacks", .array(fallbacks))]))
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
      reference?.fallbacks = (stated?["fallbacks"]?.elements ?? []).map {
        UsedFallback(name: $0["name"]?.string ?? "", source: $0["source"]?.string ?? "")
      }
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
      reference?.fallbacks = record.commitment?.fallbacks ?? []
    }
    self.init(commitment: reference, draws: draws, voids: voids)
  }
}
