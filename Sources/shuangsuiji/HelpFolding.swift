// Help in a terminal that is narrower than help is written for: what is too wide is broken anew,
// and stays behind the column at which it began.

import DoubleRandom

/// The help with no line wider than so many columns; examples stay as they are to be typed.
func folded(_ help: String, to width: Int) -> String {
  var blocks: [HelpBlock] = []
  var isExample = false
  for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
    let next = HelpBlock(line, isFixed: isExample || line.isEmpty)
    if let last = blocks.last, next.continues(last) {
      blocks[blocks.count - 1].lines.append(line)
    } else {
      blocks.append(next)
    }
    isExample = ["examples:", "示例："].contains(line) || isExample && !line.isEmpty
  }
  return blocks.map { $0.text(width) }.joined(separator: "\n")
}

/// Lines that are one text behind a lead: blanks, or an option's name and the gap behind it.
private struct HelpBlock {
  /// Columns below which a text is not squeezed.
  private static let textWidthMin = 20

  var lines: [Substring]
  private let lead: Substring
  private let isFixed: Bool
  private var isIndented: Bool { lead.allSatisfy { $0 == " " } }

  init(_ line: Substring, isFixed: Bool) {
    lines = [line]
    self.isFixed = isFixed
    let indent = line.prefix { $0 == " " }
    let gap = line.dropFirst(indent.count).firstRange(of: "  ")
    lead =
      gap.map { gap in line[..<line[gap.lowerBound...].prefix { $0 == " " }.endIndex] } ?? indent
  }

  func continues(_ other: HelpBlock) -> Bool {
    !isFixed && !other.isFixed && isIndented
      && lead.count == displayWidth(String(other.lead))
  }

  func text(_ width: Int) -> String {
    let margin = displayWidth(String(lead))
    let fits = lines.allSatisfy { displayWidth(String($0)) <= width }
    if isFixed || fits || width < margin + HelpBlock.textWidthMin {
      return lines.joined(separator: "\n")
    }
    let texts = [lines[0].dropFirst(lead.count)] + lines.dropFirst().map { $0.dropFirst(margin) }
    let whole = wrapped(
      joined(texts.joined(separator: "\n")), width: width, indent: margin)
    return String(lead) + whole.dropFirst(margin).dropLast()
  }
}
