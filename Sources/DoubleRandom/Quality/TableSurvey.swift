// One worker of the pass that looks at every cell of a registry, and what keys were met before.
//
// The one thing to know: cells are looked at as their values, so that a quoted and a plain one
// count as one; and all that is remembered merges without regard to who saw what.

import Tables

/// What the pass needs to know of a table's columns.
struct TableProgram: Sendable {
  var columns: Int
  /// By column: whether it holds credit codes.
  var isCode: [Bool]
  /// By column: whether blanks around its cells say nothing, as the plan declares.
  var isTrimmed: [Bool]
  /// Whether dates may be written as spreadsheets do.
  var cleansDates: Bool
  /// The column that names a record; nil where all of it does.
  var key: Int?
  /// Of the target registry.
  var targets: TargetInput?
  /// District and station of a target, where the registry has a station.
  var station: (district: Int?, unit: Int)?
  /// Columns of name and status, where rows are judged by these.
  var name: Int?
  var status: Int?
  var district: Int?
  var frame: FrameRows?
  /// Of whom is asked whether they are there.
  var asked = NamedTargets()
  /// Hashes that were met more than once; in a second pass only.
  var suspects: Set<UInt64>?

  /// Whether rows of one key are told apart by their status.
  var asksStatuses: Bool {
    guard let frame, let targets else { return false }
    return frame.asksStatuses && !targets.mergesRows
  }
}

/// Sees a share of a table's records.
final class TableSurvey: RecordSink {
  let program: TableProgram
  var columns: [ColumnTally]
  /// Hashes of all keys.
  var hashes = PrefixBag()
  /// Districts and stations: `district US station`.
  var stations = DistinctValues(limit: Limits.stations)
  var sightings = KeySightings()
  private(set) var met = NamedTargets()
  /// Rows that may be drawn and have no name.
  private(set) var nameless = MetCells()
  private var decoded: [UInt8] = []

  init(_ program: TableProgram) {
    self.program = program
    columns = program.isCode.map { ColumnTally(isCode: $0, cleansDates: program.cleansDates) }
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    var lines = LineCursor(batch: batch.number)
    let isOnOneLine = batch.lines == batch.records
    for number in 0..<batch.records {
      let record = RecordFields(base: number * (batch.columns + 1))
      let line = isOnOneLine ? number : lines.line(at: Int(fields[record.base]), bytes)
      let place = RecordPlace(batch: batch.number, localLine: line)
      if let suspects = program.suspects {
        sight(record, bytes, fields, place, suspects)
      } else {
        look(record, bytes, fields, place)
      }
    }
  }

  private func look(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ place: RecordPlace
  ) {
    for column in 0..<program.columns {
      let range = record.range(column, fields)
      if range.isEmpty {
        columns[column].addEmpty(at: place)
      } else if isQuoted(bytes, from: range.lowerBound, to: range.upperBound) {
        decoded.removeAll(keepingCapacity: true)
        decodeField(bytes, from: range.lowerBound, to: range.upperBound, into: &decoded)
        add(column, decoded.span, 0..<decoded.count, place)
      } else {
        add(column, bytes, range, place)
      }
    }
    let key = key(record, bytes, fields)
    if !key.isEmpty { hashes.insert(keyHash(key)) }
    if !program.asked.ids.isEmpty, program.asked.ids.contains(key) { met.ids.insert(key) }
    if !program.asked.names.isEmpty, let column = program.name {
      let name = cell(column, record, bytes, fields)
      if program.asked.names.contains(name) { met.names.insert(name) }
    }
    if let column = program.name, isBlank(bytes, record.range(column, fields)),
      mayBeDrawn(record, bytes, fields)
    {
      nameless.add(place, [])
    }
    if let station = program.station {
      var name = station.district.map { cell($0, record, bytes, fields) } ?? []
      name.append(FrameStratum.separator)
      name += cell(station.unit, record, bytes, fields)
      stations.add(name.span, 0..<name.count, at: place)
    }
  }

  /// Adds a value to its column as the plan's cleaning leaves it, unless nothing is left.
  private func add(
    _ column: Int, _ bytes: Span<UInt8>, _ range: Range<Int>, _ place: RecordPlace
  ) {
    let range = program.isTrimmed[column] ? trimmed(bytes, range) : range
    if range.isEmpty {
      columns[column].addEmpty(at: place)
    } else {
      columns[column].add(bytes, range, at: place)
    }
  }

  private func sight(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ place: RecordPlace,
    _ suspects: Set<UInt64>
  ) {
    let key = key(record, bytes, fields)
    if key.isEmpty || !suspects.contains(keyHash(key)) { return }
    guard program.asksStatuses, let column = program.status else {
      return sightings.add(key, place, statuses: [:])
    }
    let standing = KeySightings.Standing(
      place: place, mayBeDrawn: mayBeDrawn(record, bytes, fields))
    sightings.add(key, place, statuses: [cell(column, record, bytes, fields): standing])
  }

  private func mayBeDrawn(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> Bool {
    guard let frame = program.frame else { return false }
    func value(_ column: Int?) -> [UInt8]? { column.map { cell($0, record, bytes, fields) } }
    return frame.mayBeDrawn(
      district: value(program.district), status: value(program.status) ?? [])
  }

  /// What names a record, cleaned as the plan declares; the whole of it where nothing does.
  private func key(
    _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> [UInt8] {
    guard let column = program.key else {
      return copy(bytes, Int(fields[record.base])..<Int(fields[record.base + program.columns]))
    }
    let key = cell(column, record, bytes, fields)
    return program.targets?.cleaned(key) ?? key
  }

  private func cell(
    _ column: Int, _ record: RecordFields, _ bytes: Span<UInt8>, _ fields: Span<UInt32>
  ) -> [UInt8] {
    let range = record.range(column, fields)
    return decodeField(bytes, from: range.lowerBound, to: range.upperBound)
  }
}

/// Keys that may stand more than once, each with its first places.
struct KeySightings: Sendable {
  struct Seen: Sendable {
    var count: Int
    /// The first two, ascending.
    var places: [RecordPlace]
    /// The first place of each status, and whether it may be drawn there; none where nobody asks.
    var statuses: [[UInt8]: Standing]
  }

  struct Standing: Sendable {
    var place: RecordPlace
    var mayBeDrawn: Bool
  }

  private(set) var seen: [[UInt8]: Seen] = [:]

  mutating func add(
    _ key: [UInt8], _ place: RecordPlace, statuses: [[UInt8]: Standing]
  ) {
    merge(key, Seen(count: 1, places: [place], statuses: statuses))
  }

  mutating func merge(_ other: KeySightings) {
    for (key, seen) in other.seen { merge(key, seen) }
  }

  private mutating func merge(_ key: [UInt8], _ other: Seen) {
    guard var known = seen[key] else {
      seen[key] = other
      return
    }
    known.count += other.count
    known.places = Array((known.places + other.places).sorted().prefix(2))
    known.statuses.merge(other.statuses) { a, b in
      a.mayBeDrawn != b.mayBeDrawn ? a.mayBeDrawn ? a : b : a.place < b.place ? a : b
    }
    seen[key] = known
  }
}

/// Whether a raw field holds nothing but blanks, in quotes or not.
private func isBlank(_ bytes: Span<UInt8>, _ field: Range<Int>) -> Bool {
  let isQuoted = isQuoted(bytes, from: field.lowerBound, to: field.upperBound)
  let inner = isQuoted ? field.lowerBound + 1..<field.upperBound - 1 : field
  return trimmed(bytes, inner).isEmpty
}

/// 64 bits that equal keys share and others hardly; the keys themselves decide (FNV-1a, then
/// mixed, so that the upper bits are spread).
private func keyHash(_ key: [UInt8]) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in key { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
  hash = (hash ^ hash &>> 32) &* 0x9E37_79B9_7F4A_7C15
  return hash ^ hash &>> 29
}
