// What one look at a cell tells: how many characters it has, and what is suspicious about it. For
// `check`, which looks at every cell of every registry; nothing is judged right or wrong here.
//
// The one thing to know: plain ASCII and the common Chinese characters take a byte comparison or
// two each; only what is rare is decoded and looked up.

import Tables

/// What may be suspicious about a cell.
public enum CellFlaw: Int, CaseIterable, Sendable {
  /// A blank at the beginning or end.
  case outerBlank
  /// Full-width letters or digits.
  case fullWidth
  /// A control character or a line break.
  case control
  /// A character that shows nothing: zero width, direction marks, a byte order mark inside.
  case invisible
  /// U+FFFD, or 锟斤拷: characters were lost before the file was written.
  case replacement
  /// A private code, which is another character, or none, on other machines.
  case privateUse
  /// A character whose GB18030 code programs do not agree on.
  case disputed
  /// N/A, NULL, #REF!, 无 and the like instead of nothing.
  case placeholder
  /// A code that a spreadsheet damaged.
  case spreadsheet
  /// No date in a column of dates.
  case notDate
  /// No number in a column of numbers.
  case notNumber

  /// Stable, for programs.
  public var name: String {
    switch self {
    case .outerBlank: "outer-blank"
    case .fullWidth: "full-width"
    case .control: "control-character"
    case .invisible: "invisible-character"
    case .replacement: "replacement-character"
    case .privateUse: "private-character"
    case .disputed: "disputed-character"
    case .placeholder: "placeholder"
    case .spreadsheet: "spreadsheet-damaged"
    case .notDate: "not-a-date"
    case .notNumber: "not-a-number"
    }
  }
}

extension CellFlaw {
  /// The flaw that a character beyond ASCII is by itself.
  init?(of value: UInt32) {
    switch value {
    // The rest of Chinese punctuation and most Chinese characters.
    case 0x3001...0x303F, 0x9000...0x9FA5: return nil
    case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: self = .fullWidth
    case 0x80...0x9F: self = .control
    case 0xAD, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: self = .invisible
    case 0xFFFD: self = .replacement
    case _ where Unicode.Scalar(value).map(GB18030.isDisputed) ?? false: self = .disputed
    case 0xE000...0xF8FF, 0xF0000...: self = .privateUse
    default: return nil
    }
  }
}

/// A set of flaws.
struct CellFlaws: OptionSet, Sendable {
  let rawValue: UInt16

  static func of(_ flaw: CellFlaw) -> CellFlaws { CellFlaws(rawValue: 1 << UInt16(flaw.rawValue)) }
}

/// What a look at one cell told.
struct CellLook {
  private(set) var characters = 0
  private(set) var flaws: CellFlaws = []

  /// Looks at the value `bytes[range]`, which is valid UTF-8 and not empty.
  init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var at = range.lowerBound
    let end = range.upperBound
    while at < end {
      let byte = bytes[at]
      characters &+= 1
      if byte < 0x80 {
        if byte < 0x20 || byte == 0x7F { flaws.insert(.of(.control)) }
        at &+= 1
      } else if 0xE4...0xE8 ~= byte {
        // U+4000 to U+8FFF: Chinese characters, all of them sound.
        at &+= 3
      } else {
        at &+= look(bytes, at, end)
      }
    }
    if isBlank(bytes, atStartOf: range) || isBlank(bytes, atEndOf: range) {
      flaws.insert(.of(.outerBlank))
    }
    if CellLook.placeholderSizes ~= end - range.lowerBound,
      CellLook.placeholders.index(of: bytes, from: range.lowerBound, to: end) != nil
    {
      flaws.insert(.of(.placeholder))
    }
  }

  /// Looks at the character at `at`, which is neither ASCII nor plain Chinese; returns its size.
  private mutating func look(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Int {
    let lead = UInt32(bytes[at])
    let size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var value = lead & (size == 2 ? 0x1F : size == 3 ? 0x0F : 0x07)
    for next in 1..<size { value = value << 6 | UInt32(bytes[at + next]) & 0x3F }
    if value == 0x951F {
      if hasLostText(bytes, at, end) { flaws.insert(.of(.replacement)) }
    } else if let flaw = CellFlaw(of: value) {
      flaws.insert(.of(flaw))
    }
    return size
  }

  /// Whether 锟斤 stands here: U+FFFD in UTF-8, twice, read as GBK.
  private func hasLostText(_ bytes: Span<UInt8>, _ at: Int, _ end: Int) -> Bool {
    at + 6 <= end && bytes[at + 3] == 0xE6 && bytes[at + 4] == 0x96 && bytes[at + 5] == 0xA4
  }

  private func isBlank(_ bytes: Span<UInt8>, atStartOf range: Range<Int>) -> Bool {
    let first = range.lowerBound
    switch bytes[first] {
    case 0x20, 0x09: return true
    case 0xC2: return bytes[first + 1] == 0xA0
    case 0xE3: return bytes[first + 1] == 0x80 && bytes[first + 2] == 0x80
    default: return false
    }
  }

  private func isBlank(_ bytes: Span<UInt8>, atEndOf range: Range<Int>) -> Bool {
    let last = range.upperBound - 1
    switch bytes[last] {
    case 0x20, 0x09: return true
    case 0xA0: return range.count > 1 && bytes[last - 1] == 0xC2
    case 0x80: return range.count > 2 && bytes[last - 1] == 0x80 && bytes[last - 2] == 0xE3
    default: return false
    }
  }

  /// What people and programs write where there is nothing. Not 0, 其他 or NA: they may be meant.
  private static let placeholders: ByteTable = {
    var table = ByteTable()
    let words = [
      "N/A", "n/a", "#N/A", "NULL", "null", "Null", "None", "none", "NaN", "nan", "\\N", "#REF!",
      "#VALUE!", "#NAME?", "#DIV/0!", "-", "--", "---", "—", "——", "/", "?", "??", "???", "无", "暂无",
      "不详", "未知", "空", "待补充", "undefined",
    ]
    for word in words { table.insert(Array(word.utf8)) }
    return table
  }()
  private static let placeholderSizes = 1...9
}
