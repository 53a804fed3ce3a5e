// Ids that somebody probably meant who typed one that no registry has: a character wrong, two
// exchanged, O for 0, lower case or full width, or cut to 15 digits by a spreadsheet.
//
// The one thing to know: the registry is read for this only when the id was not found, so that who
// types it right waits for nothing.

import Tables

/// A typed id, and how near others are to it.
struct NearID: Sendable {
  private let typed: [UInt8]

  init(_ text: String) { typed = NearID.folded(Array(text.utf8)) }

  /// Upper case, narrow, without blanks and marks before it; letters that credit codes do not have
  /// as the digits that they are taken for, unless they are to stay.
  fileprivate static func folded(_ text: [UInt8], keepsLetters: Bool = false) -> [UInt8] {
    func look(_ byte: UInt8) -> UInt8 { keepsLetters ? byte : NearID.look(byte) }
    var folded: [UInt8] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      let isWide = 0xFF01...0xFF5E ~= scalar.value
      let narrow = isWide ? scalar.value - 0xFEE0 : scalar.value
      switch narrow {
      case 0x61...0x7A: folded.append(look(UInt8(narrow - 0x20)))
      case 0x30...0x39, 0x41...0x5A: folded.append(look(UInt8(narrow)))
      case 0x80... where scalar.properties.isWhitespace: break
      case 0x80... where scalar.properties.generalCategory == .format: break
      case 0x80...: folded += Array(String(scalar).utf8)
      default: break
      }
    }
    return folded
  }

  private static func look(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "O"): UInt8(ascii: "0")
    case UInt8(ascii: "I"): UInt8(ascii: "1")
    case UInt8(ascii: "Z"): UInt8(ascii: "2")
    case UInt8(ascii: "S"): UInt8(ascii: "5")
    default: byte
    }
  }

  /// How far an id is: 0 looks the same, 1 one character changed or two neighbours exchanged, 2 one
  /// more or less, 3 cut short; nil when it is not near.
  func distance(to id: [UInt8]) -> Int? {
    // What is longer by more than wide characters and blanks make it is not near.
    guard typed.count >= 4, id.count >= 2, id.count <= 3 * typed.count + 12 else { return nil }
    let other = NearID.folded(id)
    let same = zip(typed, other).prefix { $0 == $1 }.count
    if other.count == typed.count {
      if same == other.count { return 0 }
      let (mine, its) = (typed[same...], other[same...])
      if mine.dropFirst().elementsEqual(its.dropFirst()) { return 1 }
      let isExchange =
        mine.count > 1 && mine[same] == its[same + 1] && mine[same + 1] == its[same]
        && mine.dropFirst(2).elementsEqual(its.dropFirst(2))
      if isExchange { return 1 }
    }
    if other.count == typed.count + 1, other[(same + 1)...].elementsEqual(typed[same...]) {
      return 2
    }
    if typed.count == other.count + 1, typed[(same + 1)...].elementsEqual(other[same...]) {
      return 2
    }
    return isCut(same, other) ? 3 : nil
  }

  /// Whether the first 15 or 17 characters are all that is left, or all but zeros.
  private func isCut(_ same: Int, _ other: [UInt8]) -> Bool {
    other.count == 18 && same >= 15 && typed[same...].allSatisfy { $0 == UInt8(ascii: "0") }
  }
}

/// The valid credit code that a text is without blanks and marks, narrow and in upper case, with
/// letters that no code has as digits; nil where it is none even so.
func creditCode(meantBy text: String) -> String? {
  let bytes = Array(text.utf8)
  return [NearID.folded(bytes, keepsLetters: true), NearID.folded(bytes)]
    .first { CreditCode.check($0) == nil }.map { String(decoding: $0, as: UTF8.self) }
}

/// The nearest ids that a worker has seen.
private final class NearFinder: RecordSink {
  private let near: NearID
  private let input: TargetInput
  private let column: Int
  var found: [(distance: Int, id: [UInt8])] = []

  init(_ near: NearID, _ header: Header, _ input: TargetInput, _ file: InputFile) {
    self.near = near
    self.input = input
    column =
      ColumnFinder(header: header, mapping: file.columns, known: Column.targets).index(role: "id")
      ?? 0
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    for record in 0..<batch.records {
      let range = RecordFields(base: record * (batch.columns + 1)).range(column, fields)
      let id = input.cleaned(
        decodeField(bytes, from: range.lowerBound, to: range.upperBound))
      if let distance = near.distance(to: id) { found.append((distance, id)) }
    }
  }
}

/// The ids of a plan's target registry and officers that are near to a text, the nearest first.
///
/// - Complexity: one pass over the registry.
func idsNear(_ text: String, _ campaign: Campaign, jobs: Int) -> [String] {
  let near = NearID(text)
  let input = campaign.plan.inputs.targets
  var found: [(distance: Int, id: [UInt8])] = []
  for file in input.files {
    var options = ScanOptions()
    options.jobs = jobs
    let scan = try? scanTable(at: file.path, format: file.format, options: options) {
      (header) throws(TableError) in NearFinder(near, header, input, file)
    }
    found += scan?.sinks.flatMap(\.found) ?? []
  }
  for load in campaign.staffing?.loads ?? [] {
    let id = Array(load.inspector.reference.utf8)
    // An officer of another department is named with it, 环保/HB1, which lists leave to a column.
    let distance = load.inspector.id == text ? 0 : near.distance(to: id)
    if let distance { found.append((distance, id)) }
  }
  return nearestFirst(found)
}

/// Those of some ids that are near to a text, the nearest first; three at most.
func idsNear(_ text: String, _ ids: [String]) -> [String] {
  let near = NearID(text)
  let found = ids.compactMap { id in
    near.distance(to: Array(id.utf8)).map { (distance: $0, id: Array(id.utf8)) }
  }
  return Array(nearestFirst(found).prefix(3))
}

/// The ids, each once, by distance, then bytes.
private func nearestFirst(_ found: [(distance: Int, id: [UInt8])]) -> [String] {
  let sorted = found.sorted {
    $0.distance != $1.distance
      ? $0.distance < $1.distance : $0.id.lexicographicallyPrecedes($1.id)
  }
  var ids: [String] = []
  for (_, id) in sorted where ids.last.map({ Array($0.utf8) }) != id {
    ids.append(String(decoding: id, as: UTF8.self))
  }
  return ids
}
