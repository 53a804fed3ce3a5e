// A target that may be drawn. Registries have millions of rows and samples hundreds of thousands,
// so the cells of a target lie end to end in an arena, written once while the registry streams
// past, already in the form in which the lists show them; a `Target` is a reference into it.
//
//   arena   │ id,name,"unit, with a comma",address │ id,name,unit,address │ …

import Tables

/// An enterprise that may be drawn, with what the outputs say about it.
public struct Target: Sendable {
  /// What the lists say of a target, in their order.
  enum Field: Int, CaseIterable {
    case id, name, unit, address
  }

  /// The chunk of the arena in which the cells lie.
  let chunk: [UInt8]
  private var cells: Arena.Index

  /// - Parameter place: index in `RegistryFacts.byDistrictAndGrade`.
  init(chunk: [UInt8], _ cells: Arena.Index, place: Int32) {
    self.chunk = chunk
    self.cells = cells
    self.cells.place = place
  }

  /// District and grade: an index in `RegistryFacts.byDistrictAndGrade`.
  var place: Int { Int(cells.place) }

  /// The same target where another table of districts and grades is used.
  func placed(at place: Int) -> Target {
    Target(chunk: chunk, cells, place: Int32(truncatingIfNeeded: place))
  }

  /// Where a text lies in `chunk`.
  func range(_ field: Field) -> Range<Int> { cells.range(field) }

  /// Where the cells from the id to `field` lie in `chunk`.
  func cellRange(through field: Field) -> Range<Int> {
    Int(cells.start)..<Int(cells.ends[field.rawValue])
  }

  /// The same where they stand as every flavour of CSV writes them; nil where one of them must be
  /// looked at again.
  func written(through field: Field) -> Range<Int>? {
    cells.isWritten ? cellRange(through: field) : nil
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

/// Looks at the cells of the next targets to be listed, because the targets of a sample stand all
/// over memory: many loads wait for it at once, and what lists them not at all.
struct TextsAhead {
  /// Targets at a time.
  private static let count = 64
  /// What was seen: a result, so that it has to be looked at.
  private var seen: UInt8 = 0

  /// Looks at the next targets, if it is their turn.
  ///
  /// - Parameters:
  ///   - index: of the target that is listed now; all before it have been.
  ///   - count: of all targets.
  ///   - target: a target by its index, and the last field of it that will be listed.
  @inline(__always)
  mutating func look(from index: Int, _ count: Int, _ target: (Int) -> (Target, Target.Field)) {
    guard index % TextsAhead.count == 0 else { return }
    for next in index..<min(index + TextsAhead.count, count) {
      let (target, field) = target(next)
      touch(target, through: field)
    }
  }

  /// Not inlined: where nobody asks for the result, the look would be left out.
  @inline(never)
  private mutating func touch(_ target: Target, through field: Target.Field) {
    let (bytes, cells) = (target.chunk.span, target.cellRange(through: field))
    var place = cells.lowerBound
    while place < cells.upperBound {
      seen ^= bytes[place]
      place += 64
    }
    if !cells.isEmpty { seen ^= bytes[cells.upperBound - 1] }
  }
}

extension CSVWriter {
  /// The cells of a target from its id to `field`.
  mutating func cells(of target: Target, through field: Target.Field) {
    if let range = target.written(through: field) {
      cells(written: target.chunk, range, count: field.rawValue + 1)
      return
    }
    for each in Target.Field.allCases.prefix(field.rawValue + 1) {
      cell(target.chunk, target.range(each))
    }
  }
}

extension RegistryFacts {
  /// The table by district and grade with other counts, one for each of its places; without those
  /// that are 0.
  func table(_ counts: [Int]) -> [DistrictGradeCount] {
    zip(byDistrictAndGrade, counts).filter { $1 > 0 }.map { place, count in
      DistrictGradeCount(district: place.district, grade: place.grade, count: count)
    }
  }
}

/// Cells of one plan's targets, appended and never moved: what is drawn together stands close
/// together, so that listing it in the order of its tickets finds it in cache.
struct Arena {
  /// Where a target's cells lie.
  struct Index: Sendable {
    var chunk: Int32
    /// Where the cell of the id begins.
    var start: Int32
    /// Number of district and grade: the worker's, then the registry's.
    var place: Int32
    /// Whether the cells are as every flavour of CSV writes them.
    var isWritten = true
    /// Cells in quotes: 1 for the id, 2 for the name, 4, 8.
    var quoted: UInt8 = 0
    /// Where each cell ends; the next one begins behind a comma.
    /// (Four numbers in line: a vector of four would ask for 16 bytes more around it.)
    var ends: InlineArray<4, Int32> = [0, 0, 0, 0]

    /// Notes a cell that was just appended.
    mutating func add(_ form: CellForm, _ field: Target.Field, end: Int) {
      ends[field.rawValue] = Int32(truncatingIfNeeded: end)
      switch form {
      case .bare: break
      case .quoted: quoted |= 1 << UInt8(field.rawValue)
      case .undecided: isWritten = false
      }
    }

    func range(_ field: Target.Field) -> Range<Int> {
      let index = field.rawValue
      let start = index == 0 ? start : ends[index - 1] + 1
      let quote = Int(quoted >> UInt8(index) & 1)
      return Int(start) + quote..<Int(ends[index]) - quote
    }
  }

  private static let chunkSize = 256 << 10
  /// Quotes and commas that are written beside what a record holds.
  private static let marks = 3 * Target.Field.allCases.count
  private var closed: [[UInt8]] = []
  /// The last chunk.
  private var open: [UInt8] = []

  /// Appends a target whose texts are cells of a record; a nil column is an empty text.
  ///
  /// - Parameters:
  ///   - place: number of its district and grade.
  ///   - id: the id where it was cleaned, else nil.
  mutating func append(
    _ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ record: RecordFields, _ columns: KeptColumns,
    place: Int, cleanedID id: [UInt8]?
  ) -> Index {
    var size = Arena.marks
    for column in columns.all { size += record.range(column, fields).count }
    if open.capacity - open.count < size { makeRoom(size) }
    var index = Index(
      chunk: Int32(closed.count), start: Int32(open.count), place: Int32(truncatingIfNeeded: place))
    let delimiter = columns.delimiter
    if let id {
      index.add(appendCell(id.span, 0..<id.count, to: &open), .id, end: open.count)
    } else {
      Arena.append(columns.id, .id, bytes, fields, record, delimiter, to: &open, &index)
    }
    Arena.append(columns.name, .name, bytes, fields, record, delimiter, to: &open, &index)
    Arena.append(columns.unit, .unit, bytes, fields, record, delimiter, to: &open, &index)
    Arena.append(columns.address, .address, bytes, fields, record, delimiter, to: &open, &index)
    return index
  }

  private static func append(
    _ column: Int?, _ field: Target.Field, _ bytes: Span<UInt8>, _ fields: Span<UInt32>,
    _ record: RecordFields, _ delimiter: UInt8, to cells: inout [UInt8], _ index: inout Index
  ) {
    if field != .id { cells.append(UInt8(ascii: ",")) }
    var form = CellForm.bare
    if let column {
      form = appendCell(
        ofField: bytes, record.range(column, fields), delimiter: delimiter, to: &cells)
    }
    index.add(form, field, end: cells.count)
  }

  /// Begins a chunk with room for a target at least.
  private mutating func makeRoom(_ size: Int) {
    if !open.isEmpty { closed.append(open) }
    open = []
    open.reserveCapacity(max(size, Arena.chunkSize))
  }

  /// - Parameter place: number of its district and grade, of the registry.
  func target(_ index: Index, place: Int32) -> Target {
    Target(
      chunk: Int(index.chunk) < closed.count ? closed[Int(index.chunk)] : open, index,
      place: place)
  }
}

/// The columns whose texts are kept of a candidate; nil where the registry has none.
struct KeptColumns: Sendable {
  let id: Int
  let name, unit, address: Int?
  /// Those that there are.
  let all: [Int]
  /// The table's.
  let delimiter: UInt8

  init(
    id: Int = 0, name: Int? = nil, unit: Int? = nil, address: Int? = nil,
    delimiter: UInt8 = TableFormat().delimiter
  ) {
    (self.id, self.name, self.unit, self.address) = (id, name, unit, address)
    self.delimiter = delimiter
    all = [id] + [name, unit, address].compactMap { $0 }
  }
}
