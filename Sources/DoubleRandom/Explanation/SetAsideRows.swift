// Rows that the plan allowed to be set aside, asked for by one id: the registry has it, but its row
// could not be used, and whoever asks is told the line and the reason.
//
// The one thing to know: a row of the wrong shape has no columns that could be trusted, so the id
// may stand in any of its cells; of a row that is only wrong in a cell the id was read as usual.

import Tables

/// An id that the registry has only on rows that were set aside before the draw.
public struct SetAsideExplanation: Sendable {
  public var plan: Plan
  public var id: String
  public var rows: [RejectedRow]
}

extension Campaign {
  /// Rows set aside for being malformed, in a cell of which an id stands; none for a name, a status
  /// or another word that any row may have.
  func malformedRows(of id: [UInt8]) -> [RejectedRow] {
    if !isLikeAnID(id) { return [] }
    let delimiter = plan.inputs.targets.file.format.delimiter
    return registry.rejects.filter { row in
      TableFinding.Kind(rawValue: row.code) != nil
        && row.raw.split(separator: delimiter).contains { plan.inputs.targets.isID(id, in: $0) }
    }
  }

  /// The rows set aside among those on these lines of the registry, which then is one file.
  func rowsSetAside(on lines: [Int]) -> [RejectedRow] {
    registry.rejects.filter { ($0.planID ?? plan.id) == plan.id && lines.contains($0.line) }
  }
}

/// Whether a text may be an id rather than a district, a word or a date.
private func isLikeAnID(_ text: [UInt8]) -> Bool {
  text.count >= 8 && text.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    && text.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    && Day(iso: String(decoding: text, as: UTF8.self)) == nil
}

extension TargetInput {
  /// Whether a cell as it stands in a broken row is an id.
  fileprivate func isID(_ id: [UInt8], in cell: ArraySlice<UInt8>) -> Bool {
    let text = cleaned(Array(cell.filter { $0 != UInt8(ascii: "\"") && $0 != 0x0D }))
    return text == id
  }
}

/// What is wrong with an id as somebody typed it, in the shape of a credit code; nil where nothing
/// is, or where it is none.
public func problem(ofTypedID id: String) -> Finding? {
  let code = Array(id.utf8)
  // A spreadsheet's damage first: the check character of what is left says nothing.
  let damage = CreditCode.damage(code.span).map { ("spreadsheet-damaged-code", $0.rawValue) }
  let mistake = code.count == 18 ? CreditCode.check(code.span) : nil
  guard let (code, word) = damage ?? mistake.map({ ("invalid-code", $0.text) }) else { return nil }
  return Finding(severity: .note, code: code, file: "", arguments: ["", id, word])
}
