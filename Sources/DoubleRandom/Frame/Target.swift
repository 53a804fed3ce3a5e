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

/// Texts of the next targets to be listed, copied side by side, because the targets of a sample
/// stand all over memory: many copies wait for memory at once, and what lists them not at all.
struct TextsAhead {
  /// Targets at a time.
  static let count = 64
  private(set) var bytes: [UInt8] = []
  /// Where each target's texts stand, as a distance from where they stood.
  private var shifts: [Int] = []

  mutating func load(_ targets: some Sequence<Target>) {
    bytes.removeAll(keepingCapacity: true)
    shifts.removeAll(keepingCapacity: true)
    for target in targets {
      let texts = target.range(.id).lowerBound..<target.range(.address).upperBound
      shifts.append(bytes.count - texts.lowerBound)
      bytes += target.chunk[texts]
    }
  }

  /// Where a text of the target at an index lies in `bytes`.
  func range(_ index: Int, _ field: Target.Field, of target: Target) -> Range<Int> {
    let range = target.range(field)
    return range.lowerBound + shifts[index]..<range.upperBound + shifts[index]
  }
}

/// Texts of one plan's targets, appended and never moved: what is drawn together stands close
/// together, so that listing it in the order of its tickets finds it in cache.
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

  private static let chunkSize = 256 << 10
  private var closed: [[UInt8]] = []
  /// The last chunk.
  private var open: [UInt8] = []

  /// Appends a target whose texts are cells of a record; a nil column is an empty text.
  ///
  /// - Parameter id: the id where it was cleaned, else nil.
  mutating func append(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields, _ columns: KeptColumns,
    cleanedID id: [UInt8]?
  ) -> Index {
    var size = 0
    for column in columns.all { size += record.range(column, fields).count }
    if open.capacity - open.count < size { makeRoom(size) }
    var index = Index(chunk: Int32(closed.count), id: Int32(open.count))
    if let id { open += id } else { append(columns.id, bytes, fields, record) }
    index.name = Int32(open.count)
    append(columns.name, bytes, fields, record)
    index.unit = Int32(open.count)
    append(columns.unit, bytes, fields, record)
    index.address = Int32(open.count)
    append(columns.address, bytes, fields, record)
    index.district = Int32(open.count)
    append(columns.district, bytes, fields, record)
    index.grade = Int32(open.count)
    append(columns.grade, bytes, fields, record)
    index.end = Int32(open.count)
    return index
  }

  private mutating func append(
    _ column: Int?, _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields
  ) {
    guard let column else { return }
    let range = record.range(column, fields)
    decodeField(bytes, from: range.lowerBound, to: range.upperBound, into: &open)
  }

  /// Begins a chunk with room for a target at least.
  private mutating func makeRoom(_ size: Int) {
    if !open.isEmpty { closed.append(open) }
    open = []
    open.reserveCapacity(max(size, Arena.chunkSize))
  }

  func target(_ index: Index) -> Target {
    Target(chunk: Int(index.chunk) < closed.count ? closed[Int(index.chunk)] : open, index)
  }
}

/// The columns whose texts are kept of a candidate; nil where the registry has none.
struct KeptColumns: Sendable {
  let id: Int
  let name, unit, address, district, grade: Int?
  /// Those that there are.
  let all: [Int]

  init(
    id: Int = 0, name: Int? = nil, unit: Int? = nil, address: Int? = nil, district: Int? = nil,
    grade: Int? = nil
  ) {
    (self.id, self.name, self.unit) = (id, name, unit)
    (self.address, self.district, self.grade) = (address, district, grade)
    all = [id] + [name, unit, address, district, grade].compactMap { $0 }
  }
}
