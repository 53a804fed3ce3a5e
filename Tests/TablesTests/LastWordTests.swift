// The last bytes of a cell, by the word, against the same byte by byte.

import Testing

@testable import Tables

@Suite struct LastWordTests {
  @Test("the last 8 bytes, or all of fewer, wherever the cell stands in its buffer")
  func everyPlace() {
    for count in 0...24 {
      let bytes = (0..<count).map { UInt8($0 + 1) }
      for from in 0...count {
        for to in from...count {
          let expected = bytes[max(from, to - 8)..<to].reversed().reduce(0) { $0 << 8 | UInt64($1) }
          #expect(lastWord(bytes.span, from, to) == expected, "\(from)..<\(to) of \(count)")
        }
      }
    }
  }
}
