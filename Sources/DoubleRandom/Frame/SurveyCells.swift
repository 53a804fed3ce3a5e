// Single cells of a row, as the survey asks for them: on the raw bytes where it can.

import Tables

extension SurveyState {
  func cell(
    _ column: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> [UInt8] {
    let range = record.range(column, fields)
    return decodeField(bytes, from: range.lowerBound, to: range.upperBound)
  }

  func contains(
    _ table: ByteTable, _ range: Range<Int>, _ bytes: Span<UInt8>
  ) -> Bool {
    if isQuoted(bytes, from: range.lowerBound, to: range.upperBound) {
      return table.index(of: decodeField(bytes, from: range.lowerBound, to: range.upperBound))
        != nil
    }
    return table.index(of: bytes, from: range.lowerBound, to: range.upperBound) != nil
  }

  /// The known value nearest to one that is not known; empty when none is near.
  func nearest(_ value: [UInt8], _ known: ByteTable) -> String {
    let words = (0..<known.count).map { String(decoding: known.key(Int32($0)), as: UTF8.self) }
    return DoubleRandom.nearest(String(decoding: value, as: UTF8.self), among: words) ?? ""
  }
}
