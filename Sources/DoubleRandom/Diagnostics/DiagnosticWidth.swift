// Text for terminals: how wide characters are, and the visible form of invisible ones.
//
// Widths follow UAX #11 as terminals do: East Asian wide and full-width characters and emoji take
// two columns, combining marks none, all others (the ambiguous ones, too) one.

/// Columns that a text takes on a terminal.
public func displayWidth(_ text: String) -> Int {
  text.unicodeScalars.reduce(0) { $0 + displayWidth($1) }
}

func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return 1 }
  if wideRanges.contains(where: { $0 ~= value }) { return 2 }
  // Vowels and finals of Hangul join the initial before them.
  if 0x1160...0x11FF ~= value { return 0 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: return scalar.properties.isEmojiPresentation ? 2 : 1
  }
}

/// East Asian wide and full-width, in runs; what is unassigned inside a run counts as wide.
///
/// *Source*: Unicode 16, EastAsianWidth.txt.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x4E00...0x9FFF, 0x3001...0x303E, 0xFF01...0xFF60, 0x3041...0x33FF, 0x3400...0x4DBF,
  0x3000...0x3000, 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x2FFF, 0xA000...0xA4CF,
  0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
  0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
]

/// A character as it may be shown: what is invisible or steers a terminal is written as `<U+001B>`.
func visible(_ scalar: Unicode.Scalar) -> String {
  switch scalar.properties.generalCategory {
  case _ where scalar == "\t": return " "
  // Blanks that look like the common one are not it; U+3000 is as wide as it looks.
  case .spaceSeparator where scalar != " " && scalar != "\u{3000}": fallthrough
  case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + ">"
  default: return String(scalar)
  }
}

/// A text of several lines as it may be shown; our own line ends stay, and so would a cell's.
public func visibleLines(_ text: String) -> String {
  // Most texts have nothing to hide.
  if text.unicodeScalars.allSatisfy({ $0 == "\n" || isShownAsItIs($0) }) { return text }
  return text.unicodeScalars.reduce(into: "") { $0 += $1 == "\n" ? "\n" : visible($1) }
}

/// Whether a character may be shown as it is.
func isShownAsItIs(_ scalar: Unicode.Scalar) -> Bool {
  0x20...0x7E ~= scalar.value || visible(scalar) == String(scalar)
}

func visibleWidth(_ scalar: Unicode.Scalar) -> Int {
  let text = visible(scalar).unicodeScalars
  return text.count == 1 ? text.first.map(displayWidth) ?? 0 : text.count
}

/// A text as it may be shown, at most so many characters of it.
public func visible(_ text: String, limit: Int) -> String {
  let scalars = text.unicodeScalars
  var result = ""
  for scalar in scalars.prefix(limit) { result += visible(scalar) }
  return scalars.dropFirst(limit).isEmpty ? result : result + "…"
}
