// Breaking text into lines, English and Chinese alike: behind a space, and between Chinese
// characters where no mark comes to stand at the wrong end of a line.

import DoubleRandom

/// The text in lines of at most so many columns.
func wrapped(_ text: String, width: Int = 96, indent: Int) -> String {
  let margin = String(repeating: " ", count: indent)
  var lines: [String] = []
  var line = ""
  var used = 0
  for piece in pieces(text) {
    let more = displayWidth(piece)
    let blank = piece.last == " " ? 1 : 0
    if used + more - blank > width - indent, !line.isEmpty {
      lines.append(line.last == " " ? String(line.dropLast()) : line)
      (line, used) = ("", 0)
    }
    line += piece
    used += more
  }
  return (lines + [line]).map { margin + $0 + "\n" }.joined()
}

/// Lines of one paragraph as one line: with a space between words, none between Chinese characters.
func joined(_ lines: String) -> String {
  lines.split(separator: "\n").reduce(into: "") { text, line in
    if let last = text.last, let first = line.first, !isWide(last) || !isWide(first) {
      text += " "
    }
    text += line
  }
}

/// What stays together: a word with the space behind it, a Chinese character with its marks.
private func pieces(_ text: String) -> [String] {
  var pieces: [String] = []
  for character in text {
    if let last = pieces.last?.last, !isBreak(between: last, and: character) {
      pieces[pieces.count - 1].append(character)
    } else {
      pieces.append(String(character))
    }
  }
  return pieces
}

private func isBreak(between last: Character, and next: Character) -> Bool {
  if last == " " { return true }
  if next == " " || "，。、；：）》”？！…]〕".contains(next) || "（《“[〔".contains(last) { return false }
  return isWide(last) || isWide(next)
}

private func isWide(_ character: Character) -> Bool {
  displayWidth(String(character)) > 1 || "“”…".contains(character)
}
