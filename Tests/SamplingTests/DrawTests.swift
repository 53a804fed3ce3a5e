// Selection: by hand, by properties, and against another program over three thousand small draws.

import Sampling
import Testing

@Suite("Draw")
struct DrawTests {
  let key = Seed(bytes: Array("2026Q4 北京 20 58 13 07".utf8))!.key(.targets)

  @Test("eight units by hand: the smallest tickets, or the smallest ticket over weight")
  func example() {
    // Tickets begin with 7a f9 6c 09 e9 5c 4f 2a. Of W = 73, unit-08 with 3·40 ≥ 73 is certain; of
    // the other 33, two are left to chance: 09ba…/3 < 4f34…/13 < 5c60…/8 < e90b…/5.
    let units = zip(1..., [1, 1, 2, 3, 5, 8, 13, 40]).map { unit("unit-0\($0)", $1) }
    let equal = draw(3, alternates: 2, from: units)
    #expect(equal.selected == [3, 7, 6])
    #expect(equal.alternates == [5, 2])
    #expect(equal.firstUnselected == 5)
    #expect(equal.certaintyCount == 0)
    #expect(units.allSatisfy { equal.probability(of: $0).text == "3/8" })

    let weighted = drawWeighted(3, alternates: 2, from: units)
    #expect(weighted.selected == [7, 3, 6])
    #expect(weighted.alternates == [5, 4])
    #expect(weighted.firstUnselected == 5)
    #expect(weighted.certaintyCount == 1)
    #expect(
      units.map { weighted.probability(of: $0).text }
        == ["2/33", "2/33", "4/33", "2/11", "10/33", "16/33", "26/33", "1/1"])
  }

  @Test("selected, alternates, certainty and probabilities are those of another program")
  func witness() {
    // Computed with Python's integers and `fractions` from draw protocol 1, section 5.
    var text = ""
    for world in 0..<300 {
      let units = (0..<(world % 13)).map { worldUnit(world, $0) }
      for count in [0, 1, 3, 7, 20] {
        text += line(draw(count, alternates: 2, from: units), units)
        text += line(drawWeighted(count, alternates: 2, from: units), units)
      }
    }
    let digest = "fe495b416f110b1679e4204304dd81a541a2bce8232ba234a962f7ad69ab1f27"
    #expect(SHA256.hash(text).hex == digest)
  }

  @Test("a draw of n is the beginning of a draw of n + 1, and alternates continue it")
  func prefixes() {
    let units = (0..<60).map { unit("p\($0)") }
    let all = draw(60, alternates: 0, from: units).selected
    #expect(Set(all).count == 60)
    #expect(zip(all, all.dropFirst()).allSatisfy { units[$0].ticket < units[$1].ticket })
    for n in 0...60 {
      let drawn = draw(n, alternates: 5, from: units)
      #expect(drawn.selected == Array(all.prefix(n)))
      #expect(drawn.alternates == Array(all.dropFirst(n).prefix(5)))
      #expect(drawn.firstUnselected == all.dropFirst(n).first)
      #expect(draw(n, alternates: 0, from: units).firstUnselected == all.dropFirst(n).first)
    }
  }

  @Test("the order in which units are handed over changes nothing")
  func shuffling() {
    let units = (0..<97).map { worldUnit(3 + 4 * ($0 % 2), $0) }
    // 97 is prime: every stride visits each unit once.
    for stride in [1, 2, 10, 48, 96] {
      let shuffled = (0..<97).map { units[$0 * stride % 97] }
      for n in [0, 1, 5, 20, 96, 97] {
        #expect(
          ids(draw(n, alternates: 9, from: shuffled), shuffled)
            == ids(draw(n, alternates: 9, from: units), units))
        #expect(
          ids(drawWeighted(n, alternates: 9, from: shuffled), shuffled)
            == ids(drawWeighted(n, alternates: 9, from: units), units))
      }
    }
  }

  @Test("equal weights draw as equal chance does, wherever tickets differ in the first 64 bits")
  func equalWeights() {
    let units = (0..<50).map { unit("e\($0)", 7) }
    for n in [0, 1, 10, 49] {
      let (equal, weighted) = (
        draw(n, alternates: 4, from: units), drawWeighted(n, alternates: 4, from: units)
      )
      #expect(equal.selected == weighted.selected)
      #expect(equal.alternates == weighted.alternates)
      #expect(units.allSatisfy { equal.probability(of: $0) == weighted.probability(of: $0) })
    }
  }

  @Test("full ticket, then id decide between equal lots")
  func ties() {
    let low = Hash(5, 0, 0, 1)
    let units = [
      Unit(ticket: Hash(5, 0, 0, 2), id: [1], weight: 1), Unit(ticket: low, id: [9], weight: 1),
      Unit(ticket: low, id: [8, 8], weight: 1), Unit(ticket: low, id: [8], weight: 1),
      Unit(ticket: Hash(10, 0, 0, 0), id: [0], weight: 2),
    ]
    #expect(draw(3, alternates: 2, from: units).selected == [3, 2, 1])
    #expect(draw(3, alternates: 2, from: units).alternates == [0, 4])
    // 10/2 = 5/1: all five lots over weights are equal, so the tickets decide.
    #expect(drawWeighted(2, alternates: 3, from: units).selected == [3, 2])
    #expect(drawWeighted(2, alternates: 3, from: units).alternates == [1, 0, 4])
    // Two of three equal heaviest weights, all certain in the end, are taken by ticket, then id.
    let heavy = units.dropFirst().prefix(3).map { Unit(ticket: $0.ticket, id: $0.id, weight: 9) }
    #expect(drawWeighted(3, alternates: 0, from: heavy).selected == [2, 1, 0])
    #expect(drawWeighted(3, alternates: 0, from: heavy).certaintyCount == 3)
  }

  @Test("products of lots and weights are compared beyond 64 bits")
  func wideProducts() {
    let most = UInt32.max
    let units = [
      Unit(ticket: Hash(.max, 0, 0, 0), id: [1], weight: most),
      Unit(ticket: Hash(.max - 1, 0, 0, 0), id: [2], weight: most - 1),
      Unit(ticket: Hash(1 << 63, 0, 0, 0), id: [3], weight: 1),
    ]
    // (2⁶⁴−1)/(2³²−1) = 2³²+1 exactly, and (2⁶⁴−2)/(2³²−2) is above it.
    let order = drawWeighted(0, alternates: 3, from: units)
    #expect(order.alternates == [0, 1, 2])
    #expect(order.selected.isEmpty)
  }

  @Test("taking one certainty unit can make the next one certain")
  func certaintyChain() {
    // 2·60 ≥ 100; then 1·30 < 40. With three: 3·60 ≥ 100, 2·30 ≥ 40, 1·6 < 10.
    let units = [60, 30, 6, 4].map { unit("c\($0)", $0) }
    #expect(drawWeighted(2, alternates: 0, from: units).certaintyCount == 1)
    let three = drawWeighted(3, alternates: 0, from: units)
    #expect(three.certaintyCount == 2)
    #expect(Array(three.selected.prefix(2)) == [0, 1])
    #expect(units.map { three.probability(of: $0).text } == ["1/1", "1/1", "3/5", "2/5"])
  }

  @Test("asking for more than there is gives what there is")
  func shortSupply() {
    let units = [unit("a", 3), unit("b", 1)]
    for drawn in [
      draw(5, alternates: 5, from: units), drawWeighted(5, alternates: 5, from: units),
    ] {
      #expect(Set(drawn.selected) == [0, 1])
      #expect(drawn.alternates.isEmpty)
      #expect(drawn.firstUnselected == nil)
      #expect(units.allSatisfy { drawn.probability(of: $0) == .one })
    }
    #expect(draw(1, alternates: .max, from: units).alternates.count == 1)
    #expect(draw(3, alternates: 3, from: []).selected.isEmpty)
    #expect(drawWeighted(3, alternates: 3, from: []).selected.isEmpty)
  }

  @Test("each unit is drawn as often as its chance says")
  func frequencies() throws {
    // 4 of 12, over 3 000 seeds; χ² with 11 degrees of freedom is below 31.27 in 99.9 % of cases.
    // Selecting without replacement makes it smaller by (1 − 4/12)·12/11.
    var counts = Array(repeating: 0, count: 12)
    for seed in 0..<3000 {
      let key = try #require(Seed(bytes: Array("frequency \(seed)".utf8))).key(.targets)
      let units = (0..<12).map { Unit(ticket: key.ticket("f\($0)"), id: [UInt8($0)]) }
      for i in draw(4, alternates: 0, from: units).selected { counts[i] += 1 }
    }
    let squares = counts.reduce(0) { $0 + ($1 - 1000) * ($1 - 1000) }
    #expect(squares * 100 < 3127 * 1000 * 8 / 11)
    #expect(squares > 0)
  }

  private func unit(_ id: String, _ weight: UInt32 = 1) -> Unit {
    Unit(ticket: key.ticket(id), id: Array(id.utf8), weight: weight)
  }

  /// A unit whose weight comes from its ticket's last byte b: small, up to a byte, huge or skewed.
  private func worldUnit(_ world: Int, _ number: Int) -> Unit {
    let id = "w\(world)-\(number)"
    let ticket = key.ticket(id)
    let byte = UInt32(ticket.w3 & 255)
    let shift = UInt32(ticket.w3 >> 8 & 255) % 24
    let weight = [1 + byte % 3, 1 + byte, UInt32.max - byte % 2, 1 + (byte << shift)][world % 4]
    return Unit(ticket: ticket, id: Array(id.utf8), weight: weight)
  }

  private func ids(_ drawn: Drawn, _ units: [Unit]) -> [[UInt8]] {
    (drawn.selected + drawn.alternates).map { units[$0].id.map { $0 } }
  }

  private func line(_ drawn: Drawn, _ units: [Unit]) -> String {
    let list = { (values: [String]) in "[" + values.joined(separator: ",") + "]" }
    return list(drawn.selected.map { "\($0)" }) + list(drawn.alternates.map { "\($0)" })
      + (drawn.firstUnselected.map { "\($0)" } ?? "nil") + "\(drawn.certaintyCount)"
      + list(units.map { drawn.probability(of: $0).text })
  }
}

extension Unit {
  /// A unit whose id is a whole array.
  fileprivate init(ticket: Ticket, id: [UInt8], weight: UInt32 = 1) {
    self.init(ticket: ticket, id: id[...], weight: weight)
  }
}
