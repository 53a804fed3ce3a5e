// A target that may be drawn. Registries have millions of rows and samples hundreds of thousands,
// so the texts of a target lie in an arena, written once while the registry streams past; a
// `Target` is a reference into it.
//
//   arena: chunks of 1 MiB, each   | size size size size | id … | name … | unit … | address … | …

import Tables

/// An enterprise that may be drawn, with what the outputs say about it.
public struct Target: Sendable {
  enum Field: Int, CaseIterable {
    case id, name, unit, address
  }

  /// The chunk of the arena in which the texts lie.
  let chunk: [UInt8]
  private let start: Int32

  init(chunk: [UInt8], start: Int32) {
    self.chunk = chunk
    self.start = start
  }

  /// Where a text lies in `chunk`.
  func range(_ field: Field) -> Range<Int> {
    var position = Int(start) + Target.headerSize
    for earlier in 0..<field.rawValue { position += size(earlier) }
    return position..<position + size(field.rawValue)
  }

  private func size(_ field: Int) -> Int {
    (0..<4).reduce(0) { $0 | Int(chunk[Int(start) + 4 * field + $1]) << (8 * $1) }
  }

  func bytes(_ field: Field) -> ArraySlice<UInt8> { chunk[range(field)] }

  private func text(_ field: Field) -> String { String(decoding: bytes(field), as: UTF8.self) }

  public var id: ArraySlice<UInt8> { bytes(.id) }
  public var idText: String { text(.id) }
  public var nameText: String { text(.name) }
  /// 管辖单位, the station in charge.
  public var unitText: String { text(.unit) }
  public var addressText: String { text(.address) }

  fileprivate static let headerSize = 4 * Field.allCases.count
}

/// Texts of targets, appended and never moved.
struct Arena {
  struct Index {
    var chunk: Int32
    var start: Int32
  }

  private static let chunkSize = 1 << 20
  private var chunks: [[UInt8]] = []

  /// Appends a target whose texts are the cells of a record; a nil range is an empty text.
  ///
  /// - Parameter id: the id where it had to be decoded or cleaned, else nil.
  mutating func append(
    _ bytes: Span<UInt8>, _ cells: [Range<Int>?], decodedID id: [UInt8]?
  ) -> Index {
    let room = Target.headerSize + cells.reduce(id?.count ?? 0) { $0 + ($1?.count ?? 0) }
    if chunks.isEmpty || chunks[chunks.count - 1].count + room > Arena.chunkSize {
      var chunk: [UInt8] = []
      chunk.reserveCapacity(max(room, Arena.chunkSize))
      chunks.append(chunk)
    }
    let last = chunks.count - 1
    let start = chunks[last].count
    chunks[last].append(contentsOf: repeatElement(0, count: Target.headerSize))
    for (field, range) in cells.enumerated() {
      let before = chunks[last].count
      if field == 0, let id {
        chunks[last] += id
      } else if let range {
        decodeField(
          bytes, from: range.lowerBound, to: range.upperBound, into: &chunks[last])
      }
      let size = chunks[last].count - before
      for byte in 0..<4 {
        chunks[last][start + 4 * field + byte] = UInt8(truncatingIfNeeded: size >> (8 * byte))
      }
    }
    return Index(chunk: Int32(last), start: Int32(start))
  }

  func target(_ index: Index) -> Target {
    Target(chunk: chunks[Int(index.chunk)], start: index.start)
  }
}
