// Who may go: what makes an inspector eligible at all, on a day, and for a target. Decided here and
// nowhere else.
//
// An officer may go if he is active, no auxiliary, no expert, and holds a certificate that is valid
// on the day; he is not on leave that day and not recused. An expert needs no certificate.

import Sampling
import Tables

/// Why an inspector of the district is not an officer of this plan.
public enum Ineligibility: String, Sendable, CaseIterable {
  case auxiliary = "辅助人员"
  case expert = "专家"
  case inactive = "不在岗"
  case noCertificate = "无执法证"
  case certificateExpired = "执法证过期"
}

extension Ineligibility: Comparable {
  /// In the order in which they are tried.
  public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Inspector {
  /// - Parameter start: the first day of the plan's visits.
  func ineligibility(from start: Day) -> Ineligibility? {
    if isAuxiliary { return .auxiliary }
    if isExpert { return .expert }
    if !isActive { return .inactive }
    guard let certificateUntil, !certificate.isEmpty else { return .noCertificate }
    return certificateUntil < start ? .certificateExpired : nil
  }

  /// What he may go as from a day on; nil for nothing.
  func role(from start: Day) -> TeamRole? {
    switch ineligibility(from: start) {
    case nil: department.isEmpty ? .officer : .department(department)
    case .expert: isActive && department.isEmpty ? .expert : nil
    default: nil
    }
  }

  func isAvailable(on day: Day) -> Bool {
    let isCertified = isExpert || (certificateUntil.map { day <= $0 } ?? false)
    return isCertified && !leave.contains { $0.contains(day) }
  }
}

extension Plan {
  /// What an inspector may go as on some day of the plan, as an expert only where a task asks for
  /// experts; nil for nothing.
  func role(of inspector: Inspector) -> TeamRole? {
    let role = inspector.role(from: schedule.window.from)
    return role == .expert && !tasks.contains { $0.experts != nil } ? nil : role
  }
}

/// Who must not inspect whom, by list and by rule.
struct RecusalIndex {
  /// Id or name of a target → references.
  private var listed: [String: [String]] = [:]
  private let rule: RecusalRule?
  /// Id of a target → its visits, the latest first.
  private var past: [String: [PastVisit]] = [:]

  /// All that is known of one day on which a target was visited.
  fileprivate struct PastVisit {
    var day: Day
    var isPlanned: Bool
    var officers: [String]
  }

  /// - Parameter history: rows before the period's first day count.
  init(_ plan: Plan, _ registries: Registries, _ visits: [Visit]) {
    rule = plan.pairing.recusal
    for recusal in registries.recusals {
      listed[recusal.target, default: []].append(recusal.officer)
    }
    for inspector in (registries.inspectors ?? []) + registries.jointInspectors {
      for target in inspector.recusedFrom {
        listed[target, default: []].append(inspector.reference)
      }
    }
    guard rule != nil else { return }
    let ids = Set(visits.map(\.target.idText))
    for row in registries.history where row.day < plan.period.from && ids.contains(row.id) {
      past[row.id, default: []].add(row)
    }
    for id in past.keys { past[id]?.sort { $0.day > $1.day } }
  }

  /// References of all who are recused from any of the targets on a day.
  func officers(for targets: [Target], on day: Day) -> Set<String> {
    var officers: Set<String> = []
    for target in targets {
      officers.formUnion(listed[target.idText] ?? [])
      officers.formUnion(listed[target.nameText] ?? [])
      if let rule, let visits = past[target.idText] {
        officers.formUnion(recused(visits, rule, day))
      }
    }
    return officers
  }

  private func recused(_ visits: [PastVisit], _ rule: RecusalRule, _ day: Day) -> [String] {
    var recused: [PastVisit] = []
    if let days = rule.withinDays {
      recused += visits.filter { day - $0.day <= days }
    }
    if let count = rule.withinVisits { recused += visits.prefix(count) }
    if let count = rule.withinDraws { recused += visits.filter(\.isPlanned).prefix(count) }
    return recused.flatMap(\.officers)
  }
}

extension [RecusalIndex.PastVisit] {
  /// Several rows of one day are one visit.
  fileprivate mutating func add(_ row: HistoryRow) {
    guard let index = firstIndex(where: { $0.day == row.day }) else {
      append(.init(day: row.day, isPlanned: row.isPlanned, officers: row.officers))
      return
    }
    self[index].isPlanned = self[index].isPlanned || row.isPlanned
    self[index].officers += row.officers
  }
}
