// What editors and mail do to a file without touching its text: a byte order mark, other line ends,
// a line end more or less behind the last line, another encoding. Where a digest tells what a file
// was, that can be said exactly; the file is never taken for it.

/// Ways back from a file to the one that it was.
public enum SavedForm {
  /// One thing to undo.
  public enum Step: String, Sendable, CaseIterable {
    case toUTF8 = "saved-in-utf8"
    case takeMark = "saved-without-mark"
    case putMark = "saved-with-mark"
    case endLine = "saved-with-last-end"
    case joinLine = "saved-without-last-end"
    case lineFeeds = "saved-with-lf"
    case returns = "saved-with-crlf"
  }

  /// Beyond this it is not tried: the digests of each form would take too long.
  public static let sizeMax = 4 << 20

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let lineEnds: [Step?] = [nil, .lineFeeds, .returns]
  /// The fewest steps first.
  private static let ways: [[Step]] = [nil, Step.toUTF8].flatMap { first in
    [nil, .takeMark, .putMark].flatMap { mark in
      [nil, .endLine, .joinLine].flatMap { end in
        lineEnds.map { [first, mark, end, $0].compactMap { $0 } }
      }
    }
  }.filter { !$0.isEmpty }.sorted { $0.count < $1.count }

  /// What is to be undone for a file to be the one that it was; nil if that does not help, or
  /// nothing has to be.
  public static func stepsBack(
    from bytes: [UInt8], where isOriginal: ([UInt8]) -> Bool
  ) -> [Step]? {
    if bytes.count > sizeMax { return nil }
    return ways.first { way in
      var text = bytes
      for step in way {
        guard let next = taken(step, text) else { return false }
        text = next
      }
      return isOriginal(text)
    }
  }

  /// A file after a step; nil where there is nothing to do.
  private static func taken(_ step: Step, _ bytes: [UInt8]) -> [UInt8]? {
    let lineEnd: [UInt8] = bytes.contains(carriageReturn) ? [carriageReturn, lineFeed] : [lineFeed]
    let endsALine = bytes.suffix(lineEnd.count).elementsEqual(lineEnd)
    switch step {
    case .toUTF8: return inUTF8(bytes)
    case .takeMark: return bytes.starts(with: mark) ? Array(bytes.dropFirst(mark.count)) : nil
    case .putMark: return bytes.starts(with: mark) ? nil : mark + bytes
    case .endLine: return endsALine ? nil : bytes + lineEnd
    case .joinLine: return endsALine ? bytes.dropLast(lineEnd.count) : nil
    case .lineFeeds: return lineEnd.count == 1 ? nil : bytes.filter { $0 != carriageReturn }
    case .returns:
      return lineEnd.count > 1 ? nil : withReturns(bytes)
    }
  }

  private static func withReturns(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      if byte == lineFeed { text.append(carriageReturn) }
      text.append(byte)
    }
    return text
  }

  /// Without the mark of UTF-16, which stands for no text.
  private static func inUTF8(_ bytes: [UInt8]) -> [UInt8]? {
    guard let encoding = TextEncoding(told: bytes), encoding != .utf8 else { return nil }
    var text: [UInt8] = []
    var decoder = TextDecoder(encoding)
    decoder.decode(bytes[...], isLast: true, into: &text)
    return text.starts(with: mark) ? Array(text.dropFirst(mark.count)) : text
  }
}
