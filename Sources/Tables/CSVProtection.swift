// What a spreadsheet would do to a cell, and the mark that keeps it from doing so, reversibly.
//
// Excel, WPS and LibreOffice read a CSV cell as if it were typed. Two kinds of text do not survive:
//
//   may run       first character, after blanks, is = + - @ or their full-width form,   → '
//                 or the cell begins with TAB, CR or LF
//   looks marked  the cell begins with an apostrophe                                    → '
//   is changed    digits only, over 11 of them or with a leading zero; a decimal that   → TAB
//                 would be shown otherwise (1.10, .5); a numeral with an exponent
//                 (9111010810193753E3); 1-2, 3/4/5, 1:2 (a date or time); 1,234;
//                 any of these, or a plain number, in full-width digits or between blanks
//
// To restore a cell: if it begins with ' or TAB, drop that one character. This is exact for every
// text, because a text that itself begins with ' or TAB is marked, too.

/// The true text of a cell of the people's flavour.
public func restored(_ cell: String) -> String {
  guard let first = cell.utf8.first, first == 0x27 || first == 0x09 else { return cell }
  return String(cell.unicodeScalars.dropFirst())
}

/// Why a cell is marked.
enum Protection: Sendable {
  case formula, number

  var mark: UInt8 {
    switch self {
    case .formula: UInt8(ascii: "'")
    case .number: 0x09
    }
  }

  /// What the text needs, or nil when a spreadsheet leaves it alone.
  init?(for text: String) {
    guard let first = text.utf8.first else { return nil }
    // Nearly all text begins with a letter or a Han character, which nothing here concerns.
    if first >= 0x3A && first != UInt8(ascii: "=") && first != UInt8(ascii: "@")
      && ![0xC2, 0xE1, 0xE2, 0xE3, 0xEF].contains(first)
    {
      return nil
    }
    if mayRun(text) {
      self = .formula
    } else if isChanged(text) {
      self = .number
    } else {
      return nil
    }
  }
}

private func mayRun(_ text: String) -> Bool {
  switch text.unicodeScalars.first {
  case "'", "\t", "\r", "\n": return true
  default: break
  }
  switch text.unicodeScalars.first(where: { !$0.properties.isWhitespace && $0 != "\u{FEFF}" }) {
  case "=", "+", "-", "@", "＝", "＋", "－", "＠": return true
  default: return false
  }
}

private func isChanged(_ text: String) -> Bool {
  guard let typed = typedText(text) else { return false }
  let numeral = Numeral(typed[...])
  return numeral.isChanged || numeral.isNumber && !text.utf8.elementsEqual(typed)
}

/// The ASCII that a spreadsheet takes the text for: outer blanks dropped, full-width characters
/// narrowed. Nil for text that has others, or is long: no numeral, date or time.
private func typedText(_ text: String) -> [UInt8]? {
  var typed: [UInt8] = []
  var trailingBlanks = 0
  for scalar in text.unicodeScalars {
    let value = scalar.value
    switch scalar {
    case _ where scalar.properties.isWhitespace || scalar == "\u{FEFF}":
      trailingBlanks += typed.isEmpty ? 0 : 1
    case _ where trailingBlanks > 0: return nil
    case "0"..."9", ".", ",", "-", "+", "/", ":", "E", "e": typed.append(UInt8(value))
    case "０"..."９", "．", "，", "－", "＋", "／", "：", "Ｅ", "ｅ":
      typed.append(UInt8(value - 0xFEE0))
    default: return nil
    }
  }
  return typed
}

/// The forms of number, date and time that a spreadsheet recognises, tried one after another.
private struct Numeral {
  private let typed: ArraySlice<UInt8>

  init(_ typed: ArraySlice<UInt8>) { self.typed = typed }

  /// Whether this is any of the forms.
  var isNumber: Bool { decimalIsChanged != nil || isChanged }

  /// Whether a spreadsheet would show other characters than were typed.
  var isChanged: Bool {
    if let decimalIsChanged { return decimalIsChanged }
    return isScientific || isDateOrTime || isGrouped
  }

  /// For digits with at most one dot: whether they would be shown otherwise; nil for all else.
  private var decimalIsChanged: Bool? {
    let parts = typed.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy(isDigit) }) else { return nil }
    let (whole, fraction) = (parts[0], parts.count == 2 ? parts[1] : nil)
    let digits = whole.count + (fraction?.count ?? 0)
    guard digits > 0 else { return nil }
    let leadsWithZero = whole.count > 1 && whole.first == UInt8(ascii: "0")
    let losesFraction = fraction.map { $0.last ?? UInt8(ascii: "0") == UInt8(ascii: "0") } ?? false
    return digits > 11 || leadsWithZero || whole.isEmpty || losesFraction
  }

  /// A decimal, `E`, an optional sign, digits.
  private var isScientific: Bool {
    let parts = typed.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 | 0x20 == UInt8(ascii: "e") })
    guard parts.count == 2, Numeral(parts[0]).decimalIsChanged != nil else { return false }
    let isSigned = parts[1].first == UInt8(ascii: "+") || parts[1].first == UInt8(ascii: "-")
    let exponent = parts[1].dropFirst(isSigned ? 1 : 0)
    return !exponent.isEmpty && exponent.allSatisfy(isDigit)
  }

  /// Two or three groups of at most four digits between equal marks.
  private var isDateOrTime: Bool {
    [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":")].contains { mark in
      let groups = typed.split(separator: mark, omittingEmptySubsequences: false)
      return 2...3 ~= groups.count
        && groups.allSatisfy { 1...4 ~= $0.count && $0.allSatisfy(isDigit) }
    }
  }

  /// Digits with commas between thousands.
  private var isGrouped: Bool {
    let groups = typed.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    return groups.count > 1 && 1...3 ~= groups[0].count
      && groups.allSatisfy { $0.allSatisfy(isDigit) }
      && groups.dropFirst().allSatisfy { $0.count == 3 }
  }
}

// MARK: - Cells that need nothing

/// What a text needs in any flavour, as far as its bytes alone tell.
enum CellNeed {
  case nothing
  /// Quotes, but no mark, and no quote within.
  case quotes
  case closerLook
}

/// What the text `bytes[range]` needs. O(size), 8 bytes at a time.
///
/// Nearly every id, name and address begins like a word or a number, holds something that no number
/// has, and ends in no blank: no spreadsheet changes it.
///
/// - Parameter isBare: the text is known to hold no quote, comma or line end.
func needOfCell(_ bytes: Span<UInt8>, _ range: Range<Int>, isBare: Bool = false) -> CellNeed {
  if range.isEmpty { return .nothing }
  let first = bytes[range.lowerBound]
  let last = bytes[range.upperBound - 1]
  guard isWordByte(first) || isNumeralByte(first), last != 0x20, last != 0x09 else {
    return .closerLook
  }
  var index = range.lowerBound
  while index < range.upperBound, !isWordByte(bytes[index]) { index += 1 }
  if index == range.upperBound { return .closerLook }
  if isBare || !holdsSpecial(bytes, range) { return .nothing }
  let quotes = count(quote, in: bytes, from: range.lowerBound, to: range.upperBound)
  return isWordByte(first) && quotes == 0 ? .quotes : .closerLook
}

/// How a cell stands that was appended by `appendCell`.
public enum CellForm: Sendable {
  /// As every flavour writes it: the text itself, or the text in quotes.
  case bare, quoted
  /// The text itself; how it is written must be found out by `CSVWriter`.
  case undecided
}

/// Appends the value of a raw field of a well-formed record, in quotes where every flavour quotes
/// it. O(size).
///
/// - Parameter delimiter: the table's, which no field without quotes holds.
public func appendCell(
  ofField bytes: Span<UInt8>, _ field: Range<Int>, delimiter: UInt8, to cells: inout [UInt8]
) -> CellForm {
  guard isQuoted(bytes, from: field.lowerBound, to: field.upperBound) else {
    return appendCell(bytes, field, isBare: delimiter == UInt8(ascii: ","), to: &cells)
  }
  let inner = field.lowerBound + 1..<field.upperBound - 1
  if count(quote, in: bytes, from: inner.lowerBound, to: inner.upperBound) == 0 {
    return appendCell(bytes, inner, to: &cells)
  }
  decodeField(bytes, from: field.lowerBound, to: field.upperBound, into: &cells)
  return .undecided
}

/// Appends the text `bytes[range]`, in quotes where every flavour quotes it. O(size).
///
/// - Parameter isBare: the text is known to hold no quote, comma or line end.
public func appendCell(
  _ bytes: Span<UInt8>, _ range: Range<Int>, isBare: Bool = false, to cells: inout [UInt8]
) -> CellForm {
  let need = needOfCell(bytes, range, isBare: isBare)
  if need == .quotes { cells.append(quote) }
  append(bytes, range, to: &cells)
  if need == .quotes { cells.append(quote) }
  switch need {
  case .nothing: return .bare
  case .quotes: return .quoted
  case .closerLook: return .undecided
  }
}

/// A letter that no numeral holds, or the first byte of a Han character.
private func isWordByte(_ byte: UInt8) -> Bool {
  let isLetter = (byte | 0x20) &- 0x61 < 26 && byte | 0x20 != UInt8(ascii: "e")
  return isLetter || byte &- 0xE4 < 6
}

private func isNumeralByte(_ byte: UInt8) -> Bool {
  byte &- 0x30 < 10 || byte | 0x20 == UInt8(ascii: "e")
}

/// Whether a quote, comma, LF or CR is among the bytes.
private func holdsSpecial(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
  if range.count < 8 {
    return isSpecial(shortWord(bytes, range.lowerBound, count: range.count))
  }
  var found = false
  var index = range.lowerBound
  while index < range.upperBound - 8 {
    found = found || isSpecial(word(bytes, index))
    index += 8
  }
  return found || isSpecial(word(bytes, range.upperBound - 8))
}

/// Whether a quote, comma, LF or CR is among eight bytes.
@inline(__always)
private func isSpecial(_ word: UInt64) -> Bool {
  let zeros =
    zeroBytes(word ^ 0x2222_2222_2222_2222) | zeroBytes(word ^ 0x2C2C_2C2C_2C2C_2C2C)
    | zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
  return zeros & 0x8080_8080_8080_8080 != 0
}

/// Sets the top bit of some byte if, and only if, a byte of the word is 0.
@inline(__always)
private func zeroBytes(_ word: UInt64) -> UInt64 { (word &- 0x0101_0101_0101_0101) & ~word }
