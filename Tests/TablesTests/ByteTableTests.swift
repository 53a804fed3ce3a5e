// Keys in bytes and their indices, as strata and districts get them.

import Testing

@testable import Tables

@Test("keys get the indices of their first insertion and keep them")
func indicesFollowInsertion() {
  var table = ByteTable()
  #expect(table.index(of: []) == nil)
  #expect(table.insert(Array("朝阳".utf8)) == 0)
  #expect(table.insert([]) == 1)
  #expect(table.insert(Array("海淀".utf8)) == 2)
  #expect(table.insert(Array("朝阳".utf8)) == 0)
  #expect(table.index(of: []) == 1)
  #expect(table.index(of: Array("海".utf8)) == nil)
  #expect(table.key(2) == Array("海淀".utf8))
  #expect(table.count == 3)
}

@Test("a table of many keys of all sizes agrees with a dictionary")
func agreesWithDictionary() {
  var numbers = Numbers(state: 5)
  var table = ByteTable()
  var expected: [[UInt8]: Int32] = [:]
  for _ in 0..<20_000 {
    let size = numbers.below(40)
    // Few different bytes, so that keys come again and differ in one place only.
    let key = (0..<size).map { _ in UInt8(numbers.below(size < 12 ? 3 : 2) * 7) }
    let text = [1, 2] + key + [3]
    #expect(table.index(of: text.span, from: 2, to: text.count - 1) == expected[key])
    let index = table.insert(text.span, from: 2, to: text.count - 1)
    #expect(index == expected[key, default: Int32(expected.count)])
    expected[key] = index
  }
  #expect(table.count == expected.count)
  for (key, index) in expected { #expect(table.key(index) == key && table.index(of: key) == index) }
}

@Test("keys of equal beginnings and ends are told apart")
func nearlyEqualKeys() {
  var table = ByteTable()
  for size in 0..<40 {
    for place in 0..<size {
      var key = [UInt8](repeating: 0x41, count: size)
      key[place] = 0x42
      #expect(Int(table.insert(key)) == table.count - 1)
    }
  }
  #expect(table.count == 40 * 39 / 2)
}
