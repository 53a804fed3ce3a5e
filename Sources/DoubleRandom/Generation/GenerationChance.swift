// Chance for invented data: a counter-based mixer, weighted choices and a permutation.
//
// Stands under all generated registries. Everything is a function of (seed, purpose, number), so
// that any row can be made alone, in any order, on any thread. This is NOT a draw: nothing here
// is ever used to choose whom to inspect (see Sampling for that). The constants are frozen: golden
// hashes in the tests hold every byte that comes of them.

extension Generation {
  /// A stream of numbers that belongs to one numbered thing of one purpose.
  ///
  /// SplitMix64 (Steele, Lea, Flood 2014) started at a point that depends on key and number.
  struct Mixer {
    private var state: UInt64

    init(key: UInt64, number: Int) {
      state = Mixer.mixed(key &+ UInt64(number) &* 0xD134_2543_DE82_EF95)
    }

    /// The key of a purpose under a seed: FNV-1a over seed, a separator and the purpose, mixed.
    static func key(seed: [UInt8], purpose: String) -> UInt64 {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in seed + [0xFF] + Array(purpose.utf8) {
        hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
      }
      return mixed(hash)
    }

    static func mixed(_ value: UInt64) -> UInt64 {
      var z = value
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      return Mixer.mixed(state)
    }

    /// A number from 0 to `bound` − 1; the bias of at most bound/2³² does not matter here.
    mutating func below(_ bound: Int) -> Int {
      Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(truncatingIfNeeded: bound)) >> 32)
    }

    /// True with `count` chances in `total`.
    mutating func chance(_ count: Int, in total: Int) -> Bool { below(total) < count }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
      elements[below(elements.count)]
    }

    mutating func pick(_ chances: Chances) -> Int {
      chances.choice(bits: next())
    }
  }

  /// A choice among indices with given integer weights, looked up in one step.
  struct Chances {
    /// 2¹² slots, each naming its choice; a weight's share is exact to one slot.
    private let slots: [UInt16]

    init(_ weights: [Int]) {
      let total = weights.reduce(0, +)
      precondition(total > 0 && weights.count <= Int(UInt16.max), "weights to choose by")
      var slots: [UInt16] = []
      var sum = 0
      for (choice, weight) in weights.enumerated() {
        sum += weight
        while slots.count < sum * 4096 / total { slots.append(UInt16(choice)) }
      }
      self.slots = slots
    }

    func choice(bits: UInt64) -> Int { Int(slots[Int(bits >> 52)]) }
  }

  /// A permutation of 0 ..< `count` under a key: different numbers give different results.
  ///
  /// A Feistel network over just enough bits, whose results beyond `count` are fed back until one
  /// falls below it (cycle walking; fewer than four rounds on average), which keeps it a bijection.
  struct Permutation {
    let count: Int
    /// Half the bits of the network.
    private let half: UInt64
    private let roundKeys: [4 of UInt64]

    init(count: Int, key: UInt64) {
      precondition(count > 0 && count <= 1 << 32, "numbers to permute")
      self.count = count
      half = UInt64((Int.bitWidth - count.leadingZeroBitCount + 1) / 2)
      var mixer = Mixer(key: key, number: 0)
      roundKeys = [mixer.next(), mixer.next(), mixer.next(), mixer.next()]
    }

    func callAsFunction(_ number: Int) -> Int {
      precondition(number >= 0 && number < count, "a number of the permuted range")
      var value = number
      repeat { value = encrypted(value) } while value >= count
      return value
    }

    private func encrypted(_ value: Int) -> Int {
      let mask: UInt64 = 1 << half - 1
      var left = UInt64(truncatingIfNeeded: value) >> half
      var right = UInt64(truncatingIfNeeded: value) & mask
      for round in roundKeys.indices {
        (left, right) = (right, left ^ (Mixer.mixed(right &+ roundKeys[round]) & mask))
      }
      return Int(truncatingIfNeeded: left << half | right)
    }
  }
}
