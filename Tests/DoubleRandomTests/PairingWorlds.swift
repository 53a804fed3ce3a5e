// Worlds for the pairing tests: random problems of any size, the same in every run.

import Sampling

@testable import DoubleRandom

/// A small generator for tests (SplitMix64), so that worlds are the same in every run.
struct TestLots {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9e37_79b9_7f4a_7c15 }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
  mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// K("pairing") of a test: the key of a seed text.
func pairingKey(_ seed: String) -> TicketKey {
  Seed(bytes: Array(seed.utf8))!.key(.pairing)
}

/// How large a random world may be.
struct WorldSize {
  var officers = 4
  var trips = 4
  var slots = 2
}

/// A random problem: a few officers, trips on a few days, limits that bite now and then.
func randomWorld(_ number: Int, _ size: WorldSize = WorldSize()) -> PairingProblem {
  var lots = TestLots(number)
  let officerCount = 1 + lots.below(size.officers)
  let density = 30 + lots.below(71)
  func some(_ percent: Int) -> [Int32] {
    (0..<Int32(officerCount)).filter { _ in lots.chance(percent) }
  }
  let carries = lots.chance(40)
  let limitsPeriod = lots.chance(40)
  let engages = lots.chance(25)
  let dayCount = 1 + lots.below(3)
  let long = String(repeating: "人员", count: 12)
  let officers = (0..<officerCount).map { officer in
    PairingProblem.Officer(
      id: Array("\(lots.chance(5) ? long : "P")\(officer)".utf8),
      periodLimit: limitsPeriod ? lots.below(size.trips + 1) : nil,
      carriedLoad: carries ? lots.below(4) : 0,
      unit: lots.chance(50) ? lots.below(2) : nil,
      engagements: engages ? (0..<lots.below(3)).map { _ in Int32(lots.below(dayCount)) } : [])
  }
  let classes = (0..<3).map { _ in some(density) } + [Array(0..<Int32(officerCount))]
  let days = (0..<dayCount).map { day in
    PairingProblem.Day(week: 40 - day / 2, absent: lots.chance(30) ? some(30) : [])
  }
  // A department's name may be longer than what is hashed in lanes.
  let department = String(repeating: "市场监督管理局", count: lots.chance(10) ? 5 : 1)
  let names = ["leader", "member1", "department:" + department]
  let trips = (0..<1 + lots.below(size.trips)).map { trip in
    let slots = (0..<1 + lots.below(size.slots)).map { slot in
      PairingProblem.Slot(name: names[slot], eligibility: lots.below(4))
    }
    return PairingProblem.Trip(
      id: Array("T\(trip)".utf8), day: lots.below(days.count), slots: slots,
      excluded: lots.chance(20) ? some(30) : [], avoidedUnit: lots.chance(10) ? 0 : nil)
  }
  return PairingProblem(
    officers: officers, classes: classes, days: days, trips: trips,
    dailyLimit: lots.chance(40) ? 1 + lots.below(2) : nil,
    weeklyLimit: lots.chance(40) ? 1 + lots.below(3) : nil)
}

/// The same world among officers whom no class names, so that sets of officers span words.
func spread(_ problem: PairingProblem, every step: Int) -> PairingProblem {
  var spread = problem
  let idle = (0..<problem.officers.count * step).map { number in
    PairingProblem.Officer(id: Array("Q\(number)".utf8))
  }
  spread.officers = idle
  for (number, officer) in problem.officers.enumerated() {
    spread.officers[number * step] = officer
  }
  func moved(_ list: [Int32]) -> [Int32] { list.map { $0 * Int32(step) } }
  spread.classes = problem.classes.map(moved)
  for day in spread.days.indices { spread.days[day].absent = moved(problem.days[day].absent) }
  for trip in spread.trips.indices {
    spread.trips[trip].excluded = moved(problem.trips[trip].excluded)
  }
  return spread
}

/// The same world with officers and trips listed in another order; `officers[i]` and `trips[i]` say
/// where the old number i stands now.
func shuffled(
  _ problem: PairingProblem, _ number: Int
) -> (problem: PairingProblem, officers: [Int], trips: [Int]) {
  var lots = TestLots(number)
  func order(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for last in order.indices.dropFirst() { order.swapAt(last, lots.below(last + 1)) }
    return order
  }
  let (officers, trips) = (order(problem.officers.count), order(problem.trips.count))
  func moved(_ list: [Int32]) -> [Int32] { list.map { Int32(officers[Int($0)]) } }
  var other = problem
  for (old, new) in officers.enumerated() { other.officers[new] = problem.officers[old] }
  other.classes = problem.classes.map(moved)
  for day in other.days.indices { other.days[day].absent = moved(problem.days[day].absent) }
  for (old, new) in trips.enumerated() {
    other.trips[new] = problem.trips[old]
    other.trips[new].excluded = moved(problem.trips[old].excluded)
  }
  return (other, officers, trips)
}
