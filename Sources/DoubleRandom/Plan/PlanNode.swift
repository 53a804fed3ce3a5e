// A plan file as a tree in which every value knows the file and the place where it was written,
// also after `extends` has merged several files into one. Made by `loadPlanTree`, walked by
// `PlanReader`.

import Tables

/// One value of a merged plan.
struct PlanNode: Sendable {
  indirect enum Content: Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([PlanNode])
    case object([Field])
  }

  struct Field: Sendable {
    var key: String
    var keyLocation: Location
    var value: PlanNode
  }

  var content: Content
  var location: Location
  /// Folder of the file in which the value stands: relative names start there.
  var folder: String

  init(_ value: JSON5Value, of source: PlanText) {
    location = source.location(of: value.position)
    folder = source.folder
    switch value.kind {
    case .null: content = .null
    case .bool(let bool): content = .bool(bool)
    case .number(let text): content = .number(text)
    case .string(let text): content = .string(text)
    case .array(let values):
      content = .array(values.map { PlanNode($0, of: source) })
    case .object(let members):
      content = .object(
        members.map {
          Field(
            key: $0.key, keyLocation: source.location(of: $0.keyPosition),
            value: PlanNode($0.value, of: source))
        })
    }
  }

  /// What the value is, as a word of `MessageTable.words`.
  var form: PlanForm {
    switch content {
    case .null: .null
    case .bool: .flag
    case .number: .number
    case .string: .text
    case .array: .list
    case .object: .object
    }
  }

  /// Lays `other` over this node: objects merge key by key, all else is replaced, and `null`
  /// removes what was inherited.
  func overlaid(by other: PlanNode) -> PlanNode {
    guard case .object(var fields) = content, case .object(let newer) = other.content else {
      return other
    }
    for field in newer {
      let index = fields.firstIndex { $0.key == field.key }
      if case .null = field.value.content {
        if let index { fields.remove(at: index) }
      } else if let index {
        fields[index] = Field(
          key: field.key, keyLocation: field.keyLocation,
          value: fields[index].value.overlaid(by: field.value))
      } else {
        fields.append(field)
      }
    }
    var merged = other
    merged.content = .object(fields)
    return merged
  }

  /// The same tree without places, for the record.
  var json: JSON {
    switch content {
    case .null: .null
    case .bool(let bool): .bool(bool)
    case .number(let text): Int(text).map(JSON.int) ?? .string(text)
    case .string(let text): .string(text)
    case .array(let values): .array(values.map(\.json))
    case .object(let fields): .object(fields.map { ($0.key, $0.value.json) })
    }
  }
}

/// What a value is, or should be; the raw values are words of `MessageTable.words`.
enum PlanForm: String, CaseIterable {
  case null, text, number, list, object, ratio, date
  case flag = "true/false"
  case texts = "text-or-list"
  case objects = "list-of-objects"
  case quantity = "ratio-or-object"
  case alternates = "ratio-or-count"
  case input = "file-name-or-object"
  case test = "text-or-list-or-test"
  case across = "word-or-object"
}

/// A plan file's text by lines.
struct PlanText {
  /// As messages show it.
  let file: String
  let folder: String
  private let lines: [String]

  init(_ bytes: [UInt8], path: String) {
    file = Paths.shortened(path)
    folder = Paths.folder(of: path)
    lines = PlanText.lines(of: bytes)
  }

  func location(of position: JSON5Position) -> Location {
    let index = position.line - 1
    return Location(
      file: file, line: position.line, column: position.column,
      text: lines.indices.contains(index) ? lines[index] : "")
  }

  /// Lines end with LF, CRLF or CR, as `JSON5Position` counts them; a byte order mark is none of
  /// the first line.
  private static func lines(of bytes: [UInt8]) -> [String] {
    var lines: [String] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var index = start
    while index < bytes.count {
      if bytes[index] == 0x0A || bytes[index] == 0x0D {
        lines.append(String(decoding: bytes[start..<index], as: UTF8.self))
        if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
        start = index + 1
      }
      index += 1
    }
    return lines + [String(decoding: bytes[start...], as: UTF8.self)]
  }
}
