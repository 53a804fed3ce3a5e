// The registries of one plan beside its targets, read and checked. Plans of a batch that name the
// same file share one reading of it.

import Sampling
import Tables

/// What a plan's small registries say.
struct Registries: Sendable {
  /// Of the plan's own registry.
  var inspectors: [Inspector]?
  /// Of other departments, in the plan's order of departments.
  var jointInspectors: [Inspector] = []
  var items: [InspectionItem] = []
  var history: [HistoryRow] = []
  var recusals: [Recusal] = []
  var calendar: WorkCalendar?
  /// Header of the plan's own inspectors; nil where there is none to be read.
  var inspectorsHeader: Header?
  /// Header of the history; nil where there is none to be read.
  var historyHeader: Header?
  private(set) var read: [InputDigest] = []

  var itemsByCode: [String: InspectionItem] {
    Dictionary(items.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether an input could be read.
  func hasRead(_ role: String) -> Bool { read.contains { $0.role == role } }

  /// All inputs as read, the target registry first.
  func digests(targets: RegistryFacts) -> [InputDigest] { targets.inputs + read }

  fileprivate mutating func note(_ role: String, _ file: InputFile, _ facts: TableFacts?) {
    guard let facts else { return }
    read.append(
      InputDigest(
        role: role, file: file, digest: facts.digest, rows: facts.rows, encoding: facts.encoding))
  }
}

/// Digest and size of a small registry.
struct TableFacts: Sendable {
  var digest: FileDigest
  var rows: Int
  var encoding: TextEncoding
}

/// Reads the small registries of every plan, each file once.
func readRegistries(of plans: [Plan], findings: inout Findings) -> [Registries] {
  var reader = RegistryReader()
  // People first: a recusal may name anyone whom the batch knows.
  let people = plans.map { reader.people(of: $0.inputs) }
  let registries = zip(plans, people).map { reader.registries(of: $0.inputs, $1) }
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

  /// Reference → name of everyone in the inspector registries; nil once one could not be read.
  private var known: [String: String]? = [:]

  /// The inspector registries of a plan.
  mutating func people(of inputs: Inputs) -> Registries {
    var result = Registries()
    if let file = inputs.inspectors {
      let read = once(file, &inspectors, &findings, readInspectors)
      result.inspectors = read.content
      result.inspectorsHeader = read.header
      result.note("inspectors", file, read.facts)
    }
    for department in inputs.departments {
      let read = once(department.file, &inspectors, &findings, readInspectors)
      result.note("departments.\(department.name)", department.file, read.facts)
      result.jointInspectors += read.content.map {
        var inspector = $0
        inspector.department = department.name
        return inspector
      }
    }
    let isWhole = result.read.count == inputs.departments.count + (inputs.inspectors == nil ? 0 : 1)
    if inputs.inspectors == nil || !isWhole { known = nil }
    for person in (result.inspectors ?? []) + result.jointInspectors {
      known?[person.reference] = person.name
    }
    return result
  }

  /// The other registries of a plan, beside its people.
  mutating func registries(of inputs: Inputs, _ people: Registries) -> Registries {
    var result = people
    if let file = inputs.items {
      let read = once(file, &items, &findings, readItems)
      result.items = read.content
      result.note("items", file, read.facts)
    }
    if let file = inputs.history {
      let read = once(file, &history, &findings, readHistory)
      result.history = read.content
      result.historyHeader = read.header
      result.note("history", file, read.facts)
    }
    if let file = inputs.recusals {
      let read = once(file, &recusals, &findings) { [known] in
        readRecusals($0, officers: known, findings: &$1)
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
