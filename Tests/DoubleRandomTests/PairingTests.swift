// Pairing against its definition.

import Sampling
import Testing

@testable import DoubleRandom

@Suite("Pairing")
struct PairingTests {
  @Test("is the answer that trying every assignment finds, in small worlds of every kind")
  func equalsDefinition() {
    for number in 0..<600 {
      let problem = randomWorld(number, WorldSize(slots: 1 + number % 3))
      let key = pairingKey("world \(number)")
      let expected = Definition(problem, key: key).answer()
      #expect(pair(problem, key: key).assignment == expected, "world \(number)")
    }
  }
}
