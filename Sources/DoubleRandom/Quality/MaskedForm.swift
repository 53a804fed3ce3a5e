// The form of a value without the value, so that a clerk sees what is wrong with a cell and nobody
// reads whose it is: digits become 0, letters A or a, Chinese characters 字; what else stays.

/// Characters of a form at most, and those before the flaw where the value is longer.
private let formSize = 24
private let formLead = 12

/// The form of a value, around its first flaw of a kind; a placeholder is shown as it is.
func maskedForm(_ value: [UInt8], _ flaw: CellFlaw? = nil) -> String {
  let text = String(decoding: value, as: UTF8.self)
  if flaw == .placeholder { return text }
  let scalars = Array(text.unicodeScalars)
  let place = scalars.firstIndex { $0.hasFlaw(flaw) } ?? 0
  let isAtEnd = flaw == .outerBlank && !(scalars.first.map(isBlank) ?? false)
  let start =
    scalars.count <= formSize
    ? 0 : isAtEnd ? scalars.count - formSize : max(0, place - formLead)
  let end = min(scalars.count, start + formSize)
  var form = start > 0 ? "…" : ""
  for index in start..<end {
    let isOuter = index == 0 || index == scalars.count - 1
    let scalar = scalars[index]
    let isLost = flaw == .replacement && lostText.contains(scalar)
    form += isOuter && isBlank(scalar) ? blank(scalar) : isLost ? String(scalar) : masked(scalar)
  }
  return end < scalars.count ? form + "…" : form
}

/// What is left of lost characters, nobody's text.
private let lostText = "锟斤拷".unicodeScalars

private func masked(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 0x30...0x39: "0"
  case 0x41...0x5A: "A"
  case 0x61...0x7A: "a"
  case 0xFF10...0xFF19: "\u{FF10}"
  case 0xFF21...0xFF3A, 0xFF41...0xFF5A: "\u{FF21}"
  case _ where scalar.properties.isIdeographic: "字"
  case _ where scalar.properties.isAlphabetic: "A"
  default: String(scalar)
  }
}

private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  [0x20, 0x09, 0xA0, 0x3000].contains(scalar.value)
}

/// A blank as it can be seen.
private func blank(_ scalar: Unicode.Scalar) -> String {
  switch scalar.value {
  case 0x09: "<U+0009>"
  case 0xA0: "<U+00A0>"
  case 0x3000: "<U+3000>"
  default: "␣"
  }
}

extension Unicode.Scalar {
  fileprivate func hasFlaw(_ flaw: CellFlaw?) -> Bool {
    if value < 0x80 { return flaw == .control && (value < 0x20 || value == 0x7F) }
    return flaw != nil && CellFlaw(of: value) == flaw
  }
}
