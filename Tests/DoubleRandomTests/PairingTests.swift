// Pairing against its definition: the one answer, in small worlds of every kind.

import Sampling
import Testing

@testable import DoubleRandom

@Suite("Pairing")
struct PairingTests {
  @Test(
    "is the answer that trying every assignment finds, in small worlds of every kind",
    arguments: [WorldSize(slots: 1), WorldSize(slots: 2), WorldSize(trips: 3, slots: 3)])
  func equalsDefinition(_ size: WorldSize) {
    for number in 0..<600 {
      let problem = randomWorld(number, size)
      let key = pairingKey("world \(number)")
      let expected = Definition(problem, key: key).answer()
      #expect(pair(problem, key: key).assignment == expected, "world \(number)")
    }
  }

  @Test("does not depend on how many officers there are whom nobody may send")
  func widens() {
    for number in 0..<150 {
      let problem = randomWorld(number)
      let key = pairingKey("world \(number)")
      let narrow = pair(problem, key: key)
      let wide = pair(spread(problem, every: 47), key: key)
      let moved = narrow.assignment.map { $0?.map { $0 * 47 } }
      #expect(wide.assignment == moved, "world \(number)")
      #expect(wide.loads.filter { $0 > 0 } == narrow.loads.filter { $0 > 0 })
    }
  }

  @Test("does not depend on the order in which officers and trips are listed")
  func ignoresOrder() {
    for number in 0..<200 {
      let size = WorldSize(officers: 12, trips: 15, slots: 3)
      let problem = randomWorld(number, size)
      let key = pairingKey("world \(number)")
      let (other, officers, trips) = shuffled(problem, number)
      let (mine, theirs) = (pair(problem, key: key), pair(other, key: key))
      for (old, new) in trips.enumerated() {
        #expect(mine.assignment[old]?.map { officers[$0] } == theirs.assignment[new])
      }
      let reasons = mine.witnesses.map { Set($0.unstaffed.map { trips[$0] }) }
      #expect(Set(reasons) == Set(theirs.witnesses.map { Set($0.unstaffed) }))
    }
  }

  @Test("staffs a trip by moving officers whom an earlier trip has taken")
  func escapesDeadEnd() {
    // Whoever comes first, the trip for which only officer 0 will do keeps him.
    for number in 0..<20 {
      let problem = PairingProblem(
        officers: ["a", "b", "c"].map { .init(id: Array($0.utf8), periodLimit: 1) },
        classes: [[0, 1, 2], [0]], days: [.init(week: 1)],
        trips: [
          .init(id: Array("any".utf8), day: 0, slots: [.init(name: "leader", eligibility: 0)]),
          .init(id: Array("more".utf8), day: 0, slots: [.init(name: "leader", eligibility: 0)]),
          .init(id: Array("one".utf8), day: 0, slots: [.init(name: "leader", eligibility: 1)]),
        ])
      let pairing = pair(problem, key: pairingKey("\(number)"))
      #expect(pairing.assignment[2] == [0])
      #expect(pairing.assignment.allSatisfy { $0 != nil })
      #expect(pairing.loads == [1, 1, 1])
    }
  }

  @Test("staffs nothing where there is nobody, and everything where nothing is asked")
  func emptyWorlds() {
    let key = pairingKey("empty")
    let trip = PairingProblem.Trip(
      id: [1], day: 0, slots: [.init(name: "leader", eligibility: 0)])
    let nobody = PairingProblem(
      officers: [], classes: [[]], days: [.init(week: 0)], trips: [trip])
    #expect(pair(nobody, key: key).assignment == [nil])
    #expect(pair(nobody, key: key).witnesses.map(\.rule) == [.noEligible])
    let noSlots = PairingProblem(
      officers: [.init(id: [1])], classes: [[0]], days: [.init(week: 0)],
      trips: [.init(id: [1], day: 0, slots: [])])
    #expect(pair(noSlots, key: key).assignment == [[]])
    let noTrips = PairingProblem(officers: [.init(id: [1])], classes: [], days: [], trips: [])
    #expect(pair(noTrips, key: key).loads == [0])
  }

  @Test("is what the protocol's page gives by hand for three trips and four officers")
  func workedExample() {
    // Computed with Python's hashlib from draw protocol 1, section 7. The smallest of the 17 edge
    // tickets, 210afd67, sends officer 1 on trip 2 as member1; the next two would need him or the
    // slot again; 29d60ac4 makes him lead trip 1; and so on.
    let key = pairingKey("2026Q4 北京 20 58 13 07")
    #expect(key.hash.hex.hasPrefix("3830491d8ae89c81"))
    let slots = [
      PairingProblem.Slot(name: "leader", eligibility: 0),
      PairingProblem.Slot(name: "member1", eligibility: 1),
    ]
    let ids = ["91110105MA00000018", "91110105MA00000026", "91110105MA00000034"]
    let trips = ids.enumerated().map { number, id in
      PairingProblem.Trip(
        id: Array(id.utf8), day: 0, slots: slots, excluded: number == 1 ? [3] : [])
    }
    let officers = (1...4).map { PairingProblem.Officer(id: Array("1101050\($0)".utf8)) }
    let problem = PairingProblem(
      officers: officers, classes: [[0, 1], [0, 1, 2, 3]], days: [.init(week: 42)], trips: trips)
    let pairing = pair(problem, key: key)
    #expect(pairing.assignment == [[0, 3], [1, 2], [0, 1]])
    #expect(pairing.loads == [2, 2, 1, 1])
    #expect(problem.opportunities(staffed: [], kinds: [0, 0]).map(\.trips) == [3, 3, 3, 2])
  }

  @Test("can be continued with more officers, earlier trips counting in every limit")
  func continues() {
    var filled = 0
    for number in 0..<200 {
      var problem = randomWorld(number, WorldSize(officers: 6, trips: 12, slots: 2))
      let key = pairingKey("world \(number)")
      let first = pair(problem, key: key)
      let open = first.assignment.indices.filter { first.assignment[$0] == nil }
      // Whoever goes already is bound; two from the neighbouring district may go anywhere.
      let all = problem.trips
      for (trip, team) in first.assignment.enumerated() {
        for officer in team ?? [] {
          problem.officers[officer].engagements.append(Int32(all[trip].day))
        }
      }
      for neighbour in 0..<2 {
        for index in problem.classes.indices {
          problem.classes[index].append(Int32(problem.officers.count))
        }
        problem.officers.append(.init(id: Array("N\(neighbour)".utf8)))
      }
      problem.trips = open.map { all[$0] }
      let second = pair(problem, key: key)
      filled += second.assignment.count { $0 != nil }
      #expect(Definition(problem, key: key).isLawful(second.assignment), "world \(number)")
    }
    #expect(filled > 200)
  }

  @Test("keeps every hard rule and turns trips away only for a reason, in larger worlds")
  func larger() {
    for number in 0..<60 {
      let size = WorldSize(officers: 25, trips: 50, slots: 3)
      let problem = randomWorld(number, size)
      let key = pairingKey("world \(number)")
      let pairing = pair(problem, key: key)
      let definition = Definition(problem, key: key)
      #expect(definition.isLawful(pairing.assignment), "world \(number)")
      #expect(pairing.loads == definition.loads(pairing.assignment))
      #expect(definition.isBalanced(pairing.assignment), "world \(number)")
    }
  }
}

@Suite("Edges in ticket order")
struct EdgeOrderTests {
  @Test("are sorted by the whole ticket where the first 64 bits are the same")
  func equalPrefixes() {
    var lots = TestLots(7)
    let range: ClosedRange<UInt64> = 1 << 60...1 << 60 | (1 << 60 - 1)
    let edges = (0..<500).map { slot in
      let prefix = 1 << 60 | (lots.next() >> 4) & ~0xff_ffff_ffff_ffff
      return Edge(prefix: prefix, slot: Int32(slot), officer: Int32(lots.below(9)))
    }
    func ticket(_ edge: Edge) -> Ticket {
      Hash(edge.prefix, UInt64(edge.officer), UInt64(499 - edge.slot), 0)
    }
    let sorted = edges.sorted(over: range, ticket: ticket)
    #expect(sorted.map(ticket) == edges.map(ticket).sorted())
    #expect(Set(edges.map(\.prefix)).count < 20)
  }
}
