// A target that may be drawn. Registries have millions of rows and samples hundreds of thousands,
// so the texts of a target lie end to end in an arena, written once while the registry streams
// past; a `Target` is a reference into it.

import Tables

/// An enterprise that may be drawn, with what the outputs say about it.
public struct Target: Sendable {
  enum Field: Int, CaseIterable {
    case id, name, unit, address, district, grade

    /// What the list of visits says of a target.
    static let listed: [Field] = [.id, .name, .unit, .address]
  }

  /// The chunk of the arena in which the texts lie.
  let chunk: [UInt8]
  private let place: Arena.Index

  init(chunk: [UInt8], _ place: Arena.Index) {
    self.chunk = chunk
    self.place = place
  }

  /// Where a text lies in `chunk`.
  func range(_ field: Field) -> Range<Int> {
    let (from, to) =
      switch field {
      case .id: (place.id, place.name)
      case .name: (place.name, place.unit)
      case .unit: (place.unit, place.address)
      case .address: (place.address, place.district)
      case .district: (place.district, place.grade)
      case .grade: (place.grade, place.end)
      }
    return Int(from)..<Int(to)
  }

  func bytes(_ field: Field) -> ArraySlice<UInt8> { chunk[range(field)] }

  private func text(_ field: Field) -> String { String(decoding: bytes(field), as: UTF8.self) }

  public var id: ArraySlice<UInt8> { bytes(.id) }
  public var idText: String { text(.id) }
  public var nameText: String { text(.name) }
  /// 管辖单位, the station in charge.
  public var unitText: String { text(.unit) }
  public var addressText: String { text(.address) }
}

extension Sequence<Target> {
  /// How many stand in each district and grade, in byte order.
  var byDistrictAndGrade: [DistrictGradeCount] {
    var (districts, grades) = (ByteTable(), ByteTable())
    var counts: [[Int32]: Int] = [:]
    for target in self {
      let (district, grade) = (target.range(.district), target.range(.grade))
      let bytes = target.chunk.span
      let place = [
        districts.insert(bytes, from: district.lowerBound, to: district.upperBound),
        grades.insert(bytes, from: grade.lowerBound, to: grade.upperBound),
      ]
      counts[place, default: 0] += 1
    }
    let named = counts.map {
      (district: districts.key($0.key[0]), grade: grades.key($0.key[1]), count: $0.value)
    }
    return named.sorted {
      $0.district == $1.district
        ? $0.grade.lexicographicallyPrecedes($1.grade)
        : $0.district.lexicographicallyPrecedes($1.district)
    }.map {
      DistrictGradeCount(
        district: String(decoding: $0.district, as: UTF8.self),
        grade: String(decoding: $0.grade, as: UTF8.self), count: $0.count)
    }
  }
}

/// Texts of targets, appended and never moved.
struct Arena {
  /// A target's place: its chunk, and where its texts begin in it; each ends where the next begins.
  struct Index: Sendable {
    var chunk: Int32
    var id: Int32 = 0
    var name: Int32 = 0
    var unit: Int32 = 0
    var address: Int32 = 0
    var district: Int32 = 0
    var grade: Int32 = 0
    var end: Int32 = 0
  }

  /// Room for the longest target (six fields of 1 MiB) is left before a chunk is closed; pages
  /// that are never written cost nothing.
  private static let chunkSize = 10 << 20
  private var chunks: [[UInt8]] = []

  /// Appends a target whose texts are cells of a record; a nil column is an empty text.
  ///
  /// - Parameter id: the id where it was cleaned, else nil.
  mutating func append(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields, _ columns: KeptColumns,
    cleanedID id: [UInt8]?
  ) -> Index {
    if (chunks.last?.count ?? Arena.chunkSize) + 6 * TableLimits.fieldSize > Arena.chunkSize {
      open()
    }
    let last = chunks.count - 1
    var index = Index(chunk: Int32(last), id: Int32(chunks[last].count))
    if let id { chunks[last] += id } else { append(columns.id, bytes, fields, record) }
    index.name = Int32(chunks[last].count)
    append(columns.name, bytes, fields, record)
    index.unit = Int32(chunks[last].count)
    append(columns.unit, bytes, fields, record)
    index.address = Int32(chunks[last].count)
    append(columns.address, bytes, fields, record)
    index.district = Int32(chunks[last].count)
    append(columns.district, bytes, fields, record)
    index.grade = Int32(chunks[last].count)
    append(columns.grade, bytes, fields, record)
    index.end = Int32(chunks[last].count)
    return index
  }

  private mutating func append(
    _ column: Int?, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields
  ) {
    guard let column else { return }
    let range = record.range(column, fields)
    decodeField(
      bytes, from: range.lowerBound, to: range.upperBound, into: &chunks[chunks.count - 1])
  }

  private mutating func open() {
    var chunk: [UInt8] = []
    chunk.reserveCapacity(Arena.chunkSize)
    chunks.append(chunk)
  }

  func target(_ index: Index) -> Target { Target(chunk: chunks[Int(index.chunk)], index) }
}

/// The columns whose texts are kept of a candidate; nil where the registry has none.
struct KeptColumns: Sendable {
  var id = 0
  var name: Int?
  var unit: Int?
  var address: Int?
  var district: Int?
  var grade: Int?
}
