// A target that may be drawn. Registries have millions of rows and samples hundreds of thousands,
// so the texts of a target lie end to end in an arena, written once while the registry streams
// past; a `Target` is a reference into it.

import Tables

/// An enterprise that may be drawn, with what the outputs say about it.
public struct Target: Sendable {
  enum Field: Int, CaseIterable {
    case id, name, unit, address
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
    Int(place.borders[field.rawValue])..<Int(place.borders[field.rawValue + 1])
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

/// Texts of targets, appended and never moved.
struct Arena {
  /// A target's place: its chunk, and the borders of its texts in it, in the order of the fields.
  struct Index: Sendable {
    var chunk: Int32
    var borders = SIMD8<Int32>(repeating: 0)
  }

  /// Chunks are grown once and then left alone; a larger text has a chunk of its own.
  private static let chunkSize = 1 << 20
  private var chunks: [[UInt8]] = []

  /// Appends a target whose texts are the cells of a record; a nil range is an empty text.
  ///
  /// - Parameter id: the id where it was cleaned, else nil.
  mutating func append(
    _ bytes: Span<UInt8>, _ cells: [Range<Int>?], cleanedID id: [UInt8]?
  ) -> Index {
    let room = cells.reduce(id?.count ?? 0) { $0 + ($1?.count ?? 0) }
    if chunks.isEmpty || chunks[chunks.count - 1].count + room > Arena.chunkSize {
      var chunk: [UInt8] = []
      chunk.reserveCapacity(max(room, Arena.chunkSize))
      chunks.append(chunk)
    }
    let last = chunks.count - 1
    var index = Index(chunk: Int32(last))
    index.borders[0] = Int32(chunks[last].count)
    for (field, range) in cells.enumerated() {
      if field == 0, let id {
        chunks[last] += id
      } else if let range {
        decodeField(
          bytes, from: range.lowerBound, to: range.upperBound, into: &chunks[last])
      }
      index.borders[field + 1] = Int32(chunks[last].count)
    }
    return index
  }

  func target(_ index: Index) -> Target { Target(chunk: chunks[Int(index.chunk)], index) }
}
