// Findings: what is wrong with an input, as values that carry data and no sentence.
//
// Readers and checks make them; `Findings` collects them; `MessageTable` has the sentences in two
// languages; rendering puts them together. A finding's code is stable: plans and scripts name it.

/// One problem of one input.
public struct Finding: Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable, CaseIterable, Comparable {
    /// Nothing can be drawn.
    case error
    /// Work goes on; somebody should look.
    case warning
    /// Worth knowing.
    case note

    public static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .note: 2
      }
    }
  }

  public var severity: Severity
  /// Stable, kebab-case; one of `MessageTable`.
  public var code: String
  public var file: String
  /// 1-based, as editors show it.
  public var line: Int?
  /// 1-based, in Unicode scalars of the line.
  public var column: Int?
  /// What the message's `{0}`, `{1}` … stand for. The first is the header of the table's column
  /// where the message is about a cell.
  public var arguments: [String]
  /// The line at fault, to be shown with a caret under `column`.
  public var excerpt: String?
  /// Whether the file is a form that inspectors fill in: no plan says how it is read, and hints are
  /// others.
  var isOfForm = false

  /// A code that `MessageTable` does not have is a defect that debug builds stop at; a release
  /// shows code and arguments instead of a sentence.
  public init(
    severity: Severity, code: String, file: String, line: Int? = nil, column: Int? = nil,
    arguments: [String] = [], excerpt: String? = nil
  ) {
    assert(MessageTable.message(code) != nil, "a finding without a message: \(code)")
    self.severity = severity
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.arguments = arguments
    self.excerpt = excerpt
  }
}

extension Finding {
  /// The header of the table's column that the message is about.
  public var columnName: String? {
    MessageTable.message(code)?.isCell ?? false ? arguments.first : nil
  }
}

extension Finding: Comparable {
  /// By file, line, column, code, arguments, severity.
  public static func < (a: Finding, b: Finding) -> Bool {
    if a.file != b.file { return a.file < b.file }
    let (aPlace, bPlace) = ((a.line ?? 0, a.column ?? 0), (b.line ?? 0, b.column ?? 0))
    if aPlace != bPlace { return aPlace < bPlace }
    if a.code != b.code { return a.code < b.code }
    if a.arguments != b.arguments { return a.arguments.lexicographicallyPrecedes(b.arguments) }
    return a.severity < b.severity
  }
}

public enum Language: String, Sendable, CaseIterable {
  case en, zh
}

// MARK: - Collecting

/// Findings of a run: the first of each kind are kept, all are counted.
///
/// A finding that is kept already is not counted again: plans of a batch share files, and say the
/// same of them. The outcome does not depend on the order in which findings are added or
/// collections merged.
public struct Findings: Sendable {
  /// Findings kept of one code on one column of one file, and shown of one file.
  public static let keptCount = 100
  /// Findings of one code on one column that are shown before they are folded into a count.
  public static let unfoldedCount = 5

  struct Group: Sendable, Equatable {
    /// Ascending; the smallest `keptCount` of all that were added.
    var kept: [Finding] = []
    /// How many findings each of them stands for.
    var counts: [Int] = []
    /// How many there are beyond those.
    var rest = 0

    var count: Int { counts.reduce(rest, +) }

    /// How many are shown before the rest is folded. Notes are sums already and never are; missing
    /// files are each another one.
    var unfoldedCount: Int {
      let isEachAnother = kept.first?.severity == .note || kept.first?.code == "file-not-found"
      return isEachAnother ? Findings.keptCount : Findings.unfoldedCount
    }
  }

  /// What folds together.
  struct Kind: Sendable, Hashable {
    var file: String
    var code: String
    var severity: Finding.Severity
    /// The table's column, for messages about cells.
    var column: String?

    init(_ finding: Finding) {
      file = finding.file
      code = finding.code
      severity = finding.severity
      column = finding.columnName
    }
  }

  private(set) var groups: [Kind: Group] = [:]
  /// How plans declare the files that messages name.
  private(set) var declared: [String: DeclaredFile] = [:]

  public init() {}

  /// Notes how a plan declares files.
  mutating func declare(_ files: [InputFile], _ node: PlanNode) {
    guard let file = DeclaredFile(node) else { return }
    for display in files.map(\.display) where declared[display] == nil { declared[display] = file }
  }

  /// What to do about one of them, if that can be said.
  func hint(_ finding: Finding, _ language: Language) -> String? {
    let hint = finding.hint(language)
    return declared[finding.file].flatMap { file in hint.map(file.completed) } ?? hint
  }

  /// Adds a finding that stands for `count` of its kind, of which it is the smallest.
  public mutating func add(_ finding: Finding, count: Int = 1) {
    groups[Kind(finding), default: Group()].add(finding, count: count)
  }

  /// Counts findings of a code in a file beyond those that were added; where these stand in several
  /// columns, of none.
  mutating func addUnkept(_ code: String, count: Int, file: String) {
    let kinds = groups.keys.filter { $0.code == code && $0.file == file }
    guard count > 0, var kind = kinds.min(by: { $0.severity < $1.severity }) else { return }
    if kinds.count > 1 { kind.column = nil }
    groups[kind, default: Group()].rest += count
  }

  /// What `said` does not hold already, kind by kind; `said` holds it from now on.
  public func news(since said: inout Findings) -> Findings {
    var news = Findings()
    news.declared = declared
    for (kind, group) in groups where said.groups[kind] != group {
      news.groups[kind] = group
      said.groups[kind] = group
    }
    return news
  }

  /// Those of some codes, and all errors where they are wanted.
  public func only(_ codes: Set<String>, errors: Bool = false) -> Findings {
    var findings = self
    findings.groups = groups.filter {
      codes.contains($0.key.code) || errors && $0.key.severity == .error
    }
    return findings
  }

  /// Takes back all of a code.
  mutating func drop(code: String) {
    groups = groups.filter { $0.key.code != code }
  }

  /// The same, said of a form that was filled in.
  var ofForm: Findings {
    var findings = self
    for kind in groups.keys {
      for index in groups[kind]?.kept.indices ?? 0..<0 {
        findings.groups[kind]?.kept[index].isOfForm = true
      }
    }
    return findings
  }

  /// Adds what others found. A group whose findings are all kept already was found again: of what
  /// it counts beyond those nothing is new, either. What both count beyond the kept, of groups that
  /// share only a part, is added up: no more is known of it.
  public mutating func merge(_ other: Findings) {
    declared.merge(other.declared) { own, _ in own }
    for (kind, group) in other.groups {
      var own = groups[kind] ?? Group()
      let isAgain = group.kept.allSatisfy(own.kept.contains)
      for (finding, count) in zip(group.kept, group.counts) { own.add(finding, count: count) }
      own.rest = isAgain ? max(own.rest, group.rest) : own.rest + group.rest
      groups[kind] = own
    }
  }

  public var isEmpty: Bool { groups.isEmpty }

  public var hasErrors: Bool { groups.keys.contains { $0.severity == .error } }

  public func hasErrors(in file: String) -> Bool {
    groups.keys.contains { $0.severity == .error && $0.file == file }
  }

  public func count(_ severity: Finding.Severity) -> Int {
    groups.reduce(0) { $0 + ($1.key.severity == severity ? $1.value.count : 0) }
  }

  public func count(code: String) -> Int {
    groups.reduce(0) { $0 + ($1.key.code == code ? $1.value.count : 0) }
  }

  /// What is kept, by file, line and column: at most 100 a file, errors before the others where
  /// there are more.
  public var kept: [Finding] {
    shown { $0.kept }
  }

  /// At most 100 a file of what `select` takes from each group, ascending.
  func shown(_ select: (Group) -> [Finding]) -> [Finding] {
    let files = Dictionary(grouping: groups.values.flatMap(select), by: \.file)
    return files.values.flatMap { findings in
      findings.sorted { ($0.severity, $0) < ($1.severity, $1) }.prefix(Findings.keptCount)
    }.sorted()
  }
}

extension Findings.Group {
  fileprivate mutating func add(_ finding: Finding, count: Int) {
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if kept[middle] <= finding { low = middle + 1 } else { high = middle }
    }
    if low > 0, kept[low - 1] == finding {
      counts[low - 1] = max(counts[low - 1], count)
      return
    }
    if low == Findings.keptCount {
      rest += count
      return
    }
    kept.insert(finding, at: low)
    counts.insert(count, at: low)
    if kept.count > Findings.keptCount {
      kept.removeLast()
      rest += counts.removeLast()
    }
  }
}
