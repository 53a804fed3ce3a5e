// The registries of one plan beside its targets, read and checked. Plans of a batch that name the
// same file share one reading of it.

import Sampling
import Tables

/// What a plan's small registries say.
struct Registries: Sendable {
  var inspectors: [Inspector]?
  var items: [InspectionItem] = []
  var history: [HistoryRow] = []
  var recusals: [Recusal] = []
  var calendar: WorkCalendar?
  private(set) var read: [InputDigest] = []

  var itemsByCode: [String: InspectionItem] {
    Dictionary(items.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The frequency flags for a plan, or nil where it has no frequency rules.
  func visitHistory(for plan: Plan) -> VisitHistory? {
    plan.frequency.isEmpty
      ? nil : VisitHistory(history, rules: plan.frequency, period: plan.period)
  }

  /// All inputs as read, the target registry first.
  func digests(targets: RegistryFacts) -> [InputDigest] { [targets.input] + read }

  fileprivate mutating func note(_ role: String, _ file: InputFile, _ facts: TableFacts?) {
    guard let facts else { return }
    read.append(InputDigest(role: role, file: file, digest: facts.digest, rows: facts.rows))
  }
}

/// Digest and size of a small registry.
struct TableFacts: Sendable {
  var digest: FileDigest
  var rows: Int
}

/// Reads the small registries of every plan, each file once.
func readRegistries(of plans: [Plan], findings: inout Findings) -> [Registries] {
  var reader = RegistryReader()
  let registries = plans.map { reader.registries(of: $0.inputs) }
  findings.merge(reader.findings)
  return registries
}

/// Remembers what has been read.
private struct RegistryReader {
  var findings = Findings()
  private var inspectors: [InputFile: SmallRegistry<[Inspector]>] = [:]
  private var items: [InputFile: SmallRegistry<[InspectionItem]>] = [:]
  private var history: [InputFile: SmallRegistry<[HistoryRow]>] = [:]
  private var recusals: [InputFile: SmallRegistry<[Recusal]>] = [:]
  private var calendars: [InputFile: SmallRegistry<WorkCalendar?>] = [:]

  mutating func registries(of inputs: Inputs) -> Registries {
    var result = Registries()
    if let file = inputs.inspectors {
      let read = once(file, &inspectors, &findings, readInspectors)
      result.inspectors = read.content
      result.note("inspectors", file, read.facts)
    }
    if let file = inputs.items {
      let read = once(file, &items, &findings, readItems)
      result.items = read.content
      result.note("items", file, read.facts)
    }
    if let file = inputs.history {
      let read = once(file, &history, &findings, readHistory)
      result.history = read.content
      result.note("history", file, read.facts)
    }
    if let file = inputs.recusals {
      let officers = Set((result.inspectors ?? []).map(\.id))
      let read = once(file, &recusals, &findings) {
        readRecusals($0, officers: officers, findings: &$1)
      }
      result.recusals = read.content
      result.note("recusals", file, read.facts)
    }
    if let file = inputs.calendar {
      let read = once(file, &calendars, &findings, readCalendar)
      result.calendar = read.content
      result.note("calendar", file, read.facts)
    }
    return result
  }
}

private func once<Content>(
  _ file: InputFile, _ cache: inout [InputFile: SmallRegistry<Content>],
  _ findings: inout Findings,
  _ read: (InputFile, inout Findings) -> SmallRegistry<Content>
) -> SmallRegistry<Content> {
  if let known = cache[file] { return known }
  let fresh = read(file, &findings)
  cache[file] = fresh
  return fresh
}

/// What plans and small registries say that does not fit together.
func checkPlans(_ plans: [Plan], _ registries: [Registries], findings: inout Findings) {
  var ids: [String: String] = [:]
  for (plan, registry) in zip(plans, registries) {
    let path = plan.sources.first?.path ?? plan.id
    if let other = ids.updateValue(path, forKey: plan.id.lowercased()) {
      findings.error("duplicate-plan-id", file: path, arguments: [plan.id, other])
    }
    let codes = registry.itemsByCode
    for task in plan.tasks {
      for item in task.items where codes[item] == nil && plan.inputs.items != nil {
        findings.error(
          "unknown-item", at: task.position,
          arguments: [task.key, item, nearest(item, among: registry.items.map(\.code)) ?? ""])
      }
    }
  }
}
