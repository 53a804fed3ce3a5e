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
    let (plan, registries) = (frozen.plan, frozen.registries)
    let rules = PositionRules(plan, registries)
    officers = registries.people.filter {
      plan.isOfDistrict($0) && plan.role(of: $0) != nil
    }
    numbers = Dictionary(
      officers.enumerated().map { ($1.reference, $0) }, uniquingKeysWith: { first, _ in first })
    group = [Int?](repeating: nil, count: officers.count)
    var found: [Position: [Int]] = [:]
    for (number, officer) in officers.enumerated() {
      found[Position(officer, plan, rules), default: []].append(number)
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
  func number(of inspector: Inspector) -> Int? { numbers[inspector.reference] }
}

/// What the plan's rules look at in an officer.
private struct PositionRules {
  /// Qualifications that some team must hold.
  private(set) var needs: Set<String>
  /// By reference: targets, and visits that count as a recusal by rule.
  private(set) var recusals: [String: Set<String>] = [:]
  /// By reference, the fallbacks that name him.
  private(set) var fallbacks: [String: [Int]] = [:]

  init(_ plan: Plan, _ registries: Registries) {
    needs = Set(
      plan.tasks.flatMap(\.items).flatMap { registries.itemsByCode[$0]?.needs ?? [] })
    for task in plan.tasks {
      needs.formUnion(task.departments.flatMap(\.qualifications))
      if let experts = task.experts { needs.insert(experts.qualification) }
    }
    for recusal in registries.recusals {
      recusals[recusal.officer, default: []].insert(recusal.target)
    }
    if plan.pairing.recusal != nil {
      for row in registries.history where row.day < plan.period.from {
        let visit = "\(row.id)|\(row.day.text)|\(row.isPlanned)"
        for officer in row.officers { recusals[officer, default: []].insert(visit) }
      }
    }
    for (number, fallback) in plan.fallbacks.enumerated() {
      guard case .direct(let officers) = fallback.kind else { continue }
      for officer in officers { fallbacks[officer, default: []].append(number) }
    }
  }
}

/// All that pairing looks at, apart from the id.
private struct Position: Hashable {
  var role: TeamRole?
  var qualifications: [String]
  var unit: String
  var validUntil: Day?
  var leave: Set<Window>
  var carried: Int
  var recusals: Set<String>
  var fallbacks: [Int]

  init(_ officer: Inspector, _ plan: Plan, _ rules: PositionRules) {
    let window = plan.schedule.window
    role = plan.role(of: officer)
    qualifications = Set(officer.qualifications).intersection(rules.needs).sorted()
    unit = plan.pairing.avoidsOwnUnit ? officer.unit : ""
    validUntil = officer.certificateUntil.map { min($0, window.to) }
    leave = Set(
      officer.leave.compactMap {
        $0.from > window.to || $0.to < window.from
          ? nil : Window(from: max($0.from, window.from), to: min($0.to, window.to))
      })
    carried = plan.pairing.carriesOver ? officer.load : 0
    recusals = (rules.recusals[officer.reference] ?? []).union(officer.recusedFrom)
    fallbacks = rules.fallbacks[officer.reference] ?? []
  }
}

extension Registries {
  /// Everyone in the inspector registries, one's own first.
  var people: [Inspector] { (inspectors ?? []) + jointInspectors }
}
