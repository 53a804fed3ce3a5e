// Thousands of made-up files, most of them broken, against the slow reader. The files follow from a
// fixed seed, so that a failure comes back.
import Testing

@testable import Tables

/// A small generator of numbers (SplitMix64); nothing but tests depends on it.
struct Numbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}

/// What files are thrown together from, the common things several times.
private let tokens: [[UInt8]] =
  [
    ",", ",", ",", "\n", "\n", "\"", "\"", "\r\n", "\r", "a", "1", "甲", "北京", "é", "😀", "\"\"",
    "\",\"", "\"\n", "\n\"", "x,y\n", "\"x,y\"", "\"\n\"", "ED", "\0",
  ].map { Array($0.utf8) } + [[0xE4], [0xB8, 0x80], [0xC0], [0xF0, 0x9F], [0xED, 0xA0, 0x80]]

@Test("files thrown together from fragments read as the slow reader reads them")
func fragments() throws {
  var numbers = Numbers(state: 1)
  for _ in 0..<3000 {
    var bytes = Array("a,b\n".utf8)
    for _ in 0..<numbers.below(40) { bytes += numbers.pick(tokens) }
    try expectSameVerdict(
      bytes, sizes: (0..<3).map { _ in 1 + numbers.below(bytes.count) }, jobs: 1...2)
  }
}

/// A table of well-formed records of every kind.
private func soundTable(size: Int, columns: Int, end: String, _ numbers: inout Numbers) -> [UInt8] {
  let cells = [
    "", "1", "北京市朝阳区", "\"x,y\"", "\"第一行\n第二行\r\n\"", "\"\"\"引\"\"\"", "91110105MA0000000X",
    "a longer cell without anything special in it", "é", "\"\"", "한국어", "𠮷",
  ]
  var bytes = Array((0..<columns).map { "c\($0)" }.joined(separator: ",").utf8) + Array(end.utf8)
  while bytes.count < size {
    bytes += (0..<columns).map { _ in numbers.pick(cells) }.joined(separator: ",").utf8
    bytes += end.utf8
  }
  return bytes
}

@Test("sound tables with a few bytes broken read as the slow reader reads them")
func brokenTables() throws {
  var numbers = Numbers(state: 2)
  for round in 0..<400 {
    let columns = 1 + numbers.below(6)
    let end = round % 3 == 0 ? "\r\n" : "\n"
    var bytes = soundTable(size: 50 + numbers.below(1500), columns: columns, end: end, &numbers)
    for _ in 0..<numbers.below(4) { mutate(&bytes, &numbers) }
    let sizes = [1 + numbers.below(70), 64, 1 + numbers.below(bytes.count), 1 << 20]
    try expectSameVerdict(bytes, sizes: sizes, jobs: 1...3)
  }
}

private func mutate(_ bytes: inout [UInt8], _ numbers: inout Numbers) {
  let at = numbers.below(bytes.count)
  switch numbers.below(5) {
  case 0: bytes[at] ^= 1 << UInt8(numbers.below(8))
  case 1: bytes.remove(at: at)
  case 2: bytes.insert(contentsOf: numbers.pick(tokens), at: at)
  case 3: bytes.removeLast(numbers.below(min(20, bytes.count)))
  default: bytes.swapAt(at, numbers.below(bytes.count))
  }
}

@Test("tables of many batches, sound and broken, read as the slow reader reads them")
func manyBatches() throws {
  var numbers = Numbers(state: 3)
  for round in 0..<3 {
    var bytes = soundTable(size: 700_000, columns: 4, end: "\n", &numbers)
    for _ in 0..<20 * round { bytes[1000 + numbers.below(bytes.count - 1000)] = 0x2C }
    if round == 2 { bytes[650_000 + numbers.below(1000)] = 0x22 }
    try expectSameVerdict(bytes, sizes: [65_536, 99_991, 1 << 20], jobs: 1...2)
  }
}

@Test("every form of the scanner, whatever the CPU, finds the same")
func allForms() throws {
  defer { ScannerForm.limit(to: .max) }
  var numbers = Numbers(state: 4)
  for form in 0...ScannerForm.current {
    ScannerForm.limit(to: form)
    for _ in 0..<60 {
      var bytes = soundTable(size: 900, columns: 3, end: "\n", &numbers)
      for _ in 0..<numbers.below(3) { mutate(&bytes, &numbers) }
      try expectSameVerdict(bytes, sizes: [200, 1 << 20], jobs: 1...1)
    }
    for bytes in scanCases { try expectSameVerdict(bytes, sizes: [1 << 20], jobs: 1...1) }
  }
}

@Test("every form finds a word where it stands, across blocks and up to the last byte")
func words() {
  defer { ScannerForm.limit(to: .max) }
  var numbers = Numbers(state: 9)
  var found = 0
  for form in 0...ScannerForm.current {
    ScannerForm.limit(to: form)
    for size in 0...200 {
      // Few letters: many starts look like the word's.
      let bytes = (0..<size).map { _ in UInt8(numbers.below(3)) }
      let word = (0..<numbers.below(9)).map { _ in UInt8(numbers.below(3)) }
      let from = numbers.below(size + 1)
      let stands = (from..<max(from, size - word.count + 1)).contains {
        Array(bytes[$0...].prefix(word.count)) == word
      }
      let isThere = word.isEmpty || stands
      let text = [9] + word
      let answer = isFound(1..<text.count, of: text.span, in: bytes.span, from..<size)
      if answer != isThere { Issue.record("form \(form): \(word) in \(bytes[from...])") }
      if isThere { found += 1 }
    }
  }
  #expect(found > 100)
}
