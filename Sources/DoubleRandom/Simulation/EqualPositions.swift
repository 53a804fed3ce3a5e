// Officers in equal position: nothing that the plan's rules look at tells one from the other, only
// the number on the badge. Exchanging two of them exchanges their chances, so that their counts
// over many draws must agree; between others nothing of the kind is promised.

import Tables

/// The officers of a plan who may be sent, and who of them stands in equal position.
struct EqualPositions: Sendable {
  /// In the registry's order.
  let officers: [Inspector]
  /// Number of each officer's group; nil for who stands alone.
  private(set) var group: [Int?]
  /// Officers of each group, ascending; groups by their first officer.
  private(set) var members: [[Int]] = []
  private let numbers: [String: Int]

  init(_ frozen: FrozenPlan) {
    let plan = frozen.plan
    let needs = Set(
      plan.tasks.flatMap(\.items).flatMap { frozen.registries.itemsByCode[$0]?.needs ?? [] })
    let recusals = Dictionary(grouping: frozen.registries.recusals, by: \.officer)
    officers = (frozen.registries.inspectors ?? []).filter {
      plan.isOfDistrict($0) && $0.ineligibility(from: plan.schedule.window.from) == nil
    }
    numbers = Dictionary(
      officers.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    group = [Int?](repeating: nil, count: officers.count)
    var found: [Position: [Int]] = [:]
    for (number, officer) in officers.enumerated() {
      let position = Position(officer, plan, needs, recusals[officer.id] ?? [])
      found[position, default: []].append(number)
    }
    members = found.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    for (index, officers) in members.enumerated() {
      for officer in officers { group[officer] = index }
    }
  }

  /// Nameless officers in groups of these sizes, for tests.
  init(sizes: [Int]) {
    (officers, numbers, group) = ([], [:], [])
    for size in sizes {
      members.append(Array(group.count..<group.count + size))
      group += [Int?](repeating: members.count - 1, count: size)
    }
  }

  /// The number of an inspector; nil for who is none of the officers.
  func number(of inspector: Inspector) -> Int? { numbers[inspector.id] }
}

/// All that pairing looks at, apart from the id.
private struct Position: Hashable {
  var qualifications: [String]
  var unit: String
  var validUntil: Day?
  var leave: Window?
  var carried: Int
  var recusals: Set<String>

  init(_ officer: Inspector, _ plan: Plan, _ needs: Set<String>, _ recusals: [Recusal]) {
    let window = plan.schedule.window
    qualifications = Set(officer.qualifications).intersection(needs).sorted()
    unit = plan.pairing.avoidsOwnUnit ? officer.unit : ""
    validUntil = officer.certificateUntil.map { min($0, window.to) }
    leave = officer.leave.flatMap {
      $0.from > window.to || $0.to < window.from
        ? nil : Window(from: max($0.from, window.from), to: min($0.to, window.to))
    }
    carried = plan.pairing.carriesOver ? officer.load : 0
    self.recusals = Set(recusals.map(\.target) + officer.recusedFrom)
  }
}
