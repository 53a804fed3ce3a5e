// Generated targets: valid, unique, alike for any cut, shaped as the bench and the samples need.

import Testing

@testable import DoubleRandom

@Suite("Generated targets")
struct GenerationTargetsTests {
  @Test("the check of the tests knows real codes from wrong ones")
  func ownCheck() {
    for code in ["913301007161035748", "91330100311348661F", "91330102MA27YU8W73"] {
      #expect(checkDigits(code) == (true, true))
    }
    #expect(checkDigits("91330102MA27YU8W74") == (true, false))
    #expect(checkDigits("91330102MA27YU8W63") == (false, false))
  }

  @Test("every code of the bench form passes both check digits and names its district")
  func benchCodes() {
    let targets = ReadBack(.targets, rows: 5000, seed: "codes", form: .bench)
    for (code, district) in zip(targets["统一社会信用代码"], targets["所属区"]) {
      #expect(checkDigits(code) == (true, true))
      #expect(code.dropFirst(2).prefix(6) == district)
      #expect(["1", "2", "3"].contains(String(code.dropFirst().prefix(1))))
    }
  }

  @Test("the full form has a few wrong last characters and no other fault")
  func fullCodes() {
    let codes = ReadBack(.targets, rows: 10_000, seed: "codes")["统一社会信用代码"]
    let checks = codes.map(checkDigits)
    #expect(checks.allSatisfy { $0.inner })
    #expect((1...12).contains(checks.count { !$0.outer }))
  }

  @Test("a wrong last character is never taken for a spreadsheet's work")
  func wrongCodes() {
    let checks = Generation.CheckCharacters()
    var closeCalls = 0
    for number in 0..<20_000 {
      var code = [18 of UInt8](repeating: 0x30)
      for (index, digit) in "91110105".utf8.enumerated() { code[index] = digit }
      var rest = number
      for index in stride(from: 15, to: 10, by: -1) {
        code[index] = UInt8(0x30 + rest % 10)
        rest /= 10
      }
      checks.write(into: &code, damaged: false)
      let right = code
      if right[15] == 0x30, right[16] == 0x30, right[17] == UInt8(ascii: "Y") { closeCalls += 1 }
      checks.write(into: &code, damaged: true)
      let wrong = code.indices.map { code[$0] }
      #expect(wrong != right.indices.map { right[$0] })
      #expect(CreditCode.damage(wrong.span) == nil && CreditCode.check(wrong) != nil)
    }
    #expect(closeCalls > 0)
  }

  @Test("no two of many rows share a code, nor the organisation within it")
  func unique() {
    #if DEBUG
      let rows = 60_000
    #else
      let rows = 1_000_000
    #endif
    let targets = Generation.Targets(seed: Array("unique".utf8), stations: .all)
    var organisations: Set<UInt64> = []
    for row in 0..<rows {
      let code = targets.code(targets.target(row: row))
      organisations.insert((8..<16).reduce(0) { $0 << 8 | UInt64(code[$1]) })
    }
    #expect(organisations.count == rows)
  }

  @Test("organisation numbers are a permutation: a small one visits everything once")
  func permutation() {
    for count in [1, 2, 1000, 9973] {
      let permutation = Generation.Permutation(count: count, key: 7)
      #expect(Set((0..<count).map { permutation($0) }).count == count)
    }
    #expect(Generation.Organisations.count >= GeneratedRegistry.targetsMax)
  }

  @Test(
    "the bytes do not depend on how the rows are cut",
    arguments: [GeneratedRegistry.TargetForm.full, .bench])
  func cuts(form: GeneratedRegistry.TargetForm) {
    let registry = GeneratedRegistry(.targets, rows: 1000, seed: [1, 2, 3], form: form)
    let whole = registry.bytes
    for size in [1, 7, 99, 100, 333, 1000] {
      var pieces = registry.header
      for row in stride(from: 0, to: 1000, by: size) {
        registry.append(row..<min(1000, row + size), to: &pieces)
      }
      #expect(pieces == whole)
    }
    var late: [UInt8] = []
    var early: [UInt8] = registry.header
    registry.append(450..<1000, to: &late)
    registry.append(0..<450, to: &early)
    #expect(early + late == whole)
  }

  @Test("a larger registry begins with the smaller one")
  func prefix() {
    let small = GeneratedRegistry(.targets, rows: 150, seed: [9]).bytes
    let large = GeneratedRegistry(.targets, rows: 1150, seed: [9]).bytes
    #expect(large.starts(with: small) && large.count > small.count)
  }

  @Test("other seeds give other targets")
  func seeds() {
    let one = ReadBack(.targets, rows: 500, seed: "1", form: .bench)["统一社会信用代码"]
    let other = ReadBack(.targets, rows: 500, seed: "01", form: .bench)["统一社会信用代码"]
    #expect(Set(one).isDisjoint(with: other))
  }

  @Test("the bench form has 10 columns, about 190 bytes a row and 6 % quoted cells")
  func benchShape() {
    let registry = GeneratedRegistry(.targets, rows: 10_000, seed: [], form: .bench)
    let bytes = registry.bytes
    let targets = ReadBack(bytes: bytes)
    #expect(targets.header.count == 10)
    #expect((180...200).contains(bytes.count / 10_000))
    let text = String(decoding: bytes, as: UTF8.self).replacing("\"\"", with: "")
    let quotedCells = text.utf8.count { $0 == 0x22 } / 2
    #expect((5500...6500).contains(quotedCells))
  }

  @Test("shares of districts, grades and status are those intended, within sampling error")
  func shares() {
    let targets = ReadBack(.targets, rows: 20_000, seed: "shares")
    func share(_ column: String, _ value: String) -> Int {
      targets[column].count { $0 == value } * 1000 / 20_000
    }
    #expect(Set(targets["所属区"]).count == 17)
    #expect((190...230).contains(share("所属区", "110105")))
    #expect((8...18).contains(share("所属区", "110109")))
    for (grade, expected) in [("A", 200), ("B", 600), ("C", 150), ("D", 50)] {
      #expect((expected - 15...expected + 15).contains(share("信用风险等级", grade)))
    }
    let alive = ["存续", "在业", "开业"].reduce(0) { $0 + share("登记状态", $1) }
    #expect((860...900).contains(alive))
    #expect((890...940).contains(share("投诉举报数", "0")))
  }

  @Test("a small sample names a fifth of the stations, a city's registry all of them")
  func stations() {
    let fifth = Generation.Targets(seed: [], stations: .fifth)
    let all = Generation.Targets(seed: [], stations: .all)
    let districts = Generation.districts
    for row in 0..<2000 {
      let target = fifth.target(row: row)
      #expect(target.place < max(2, (districts[target.district].places.count + 4) / 5))
    }
    let places = Set((0..<20_000).map { all.target(row: $0) }.map { [$0.district, $0.place] })
    #expect(places.count == districts.reduce(0) { $0 + $1.places.count })
    #expect(places.count == 343)
  }

  @Test("no target was founded after its data were cut off, nor in a trade without a name")
  func plausible() {
    let targets = ReadBack(.targets, rows: 5000, seed: "plausible")
    for (founded, asOf) in zip(targets["成立日期"], targets["数据截止日期"]) { #expect(founded < asOf) }
    for trade in Generation.Trade.all {
      #expect(!trade.businesses.isEmpty && trade.shares.count == 4)
      #expect(trade.shops.isEmpty == (trade.shares[3] == 0))
      #expect(!trade.general.isEmpty || !trade.licensed.isEmpty)
    }
    for shop in zip(targets["主体类别"], targets["统一社会信用代码"]) {
      #expect((shop.0 == "个体工商户") == shop.1.hasPrefix("92"))
    }
  }
}
