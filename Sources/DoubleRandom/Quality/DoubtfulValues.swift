// Values of whole columns that a plan probably means otherwise: tags in one cell that nothing
// divides, words of a scope that no row has. For `check`, which knows every column's values; a draw
// would have to look at each row for it. And when a district is spelt nearly as a plan's.

import Tables

/// Warns of values that fall out of a plan unnoticed, and notes words of plans that no row has.
func reportDoubtfulValues(
  _ plans: [Plan], _ tables: [TableQuality], _ findings: inout Findings
) {
  for table in tables where table.role == "history" {
    for plan in plans where plan.inputs.history == table.file {
      findings.noteExemptions(plan, table)
    }
  }
  for table in tables { findings.warnOfFrameRows(table) }
  for plan in plans {
    // A word may stand in any part of the registry.
    let parts = plan.inputs.targets.files.compactMap { file in tables.first { $0.file == file } }
    guard parts.count == plan.inputs.targets.files.count else { continue }
    for task in plan.tasks {
      for test in task.scope.wordTests { findings.checkWords(of: test, task, parts) }
    }
  }
}

// MARK: - Districts

/// The districts of the plans that share a registry, as they are spelt in it.
struct DistrictSpellings {
  private let known: [String]
  private let knownFolded: [String]
  /// Other values that the plans know of.
  private let others: Set<String>

  /// - Parameter ofOfficers: whether those of neighbours who may help are meant as well; their
  ///   targets are none of the plans.
  init(_ plans: [Plan], ofOfficers: Bool = false) {
    let neighbours = plans.flatMap(\.neighbours)
    var known: [String] = []
    for word in plans.flatMap(\.district) + (ofOfficers ? neighbours : [])
    where !known.contains(word) { known.append(word) }
    self.known = known
    knownFolded = known.map(folded)
    others = Set(
      neighbours
        + plans.flatMap { plan in
          plan.inputs.targets.knownValues.filter { Column.district.isNamed($0.key) }
            .flatMap(\.value)
        })
  }

  /// The spelling that a value is near to without being it: in other case or width, with or without
  /// what stands before or behind (门头沟, 北京市门头沟区), a name where all districts are codes; nil
  /// where it is none.
  func meant(by value: String) -> String? {
    if known.isEmpty || known.contains(value) || others.contains(value) { return nil }
    let asked = folded(value)
    if asked.isEmpty { return nil }
    if let index = knownFolded.firstIndex(where: { isNear(asked, $0) }) { return known[index] }
    let isName = !asked.unicodeScalars.contains { isDigit($0) }
    let areCodes = known.allSatisfy { $0.unicodeScalars.allSatisfy(isDigit) }
    return isName && areCodes ? known.joined(separator: ", ") : nil
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private func isNear(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    let (short, long) = a.unicodeScalars.count < b.unicodeScalars.count ? (a, b) : (b, a)
    // 1101 is no part of 110109 but what contains it.
    let least = short.unicodeScalars.allSatisfy(isDigit) ? 6 : 2
    return short.unicodeScalars.count >= least && (long.hasPrefix(short) || long.hasSuffix(short))
  }
}

extension Plan {
  /// Neighbouring districts whose officers may help.
  var neighbours: [String] {
    fallbacks.flatMap { fallback -> [String] in
      if case .neighbours(let districts) = fallback.kind { return districts }
      return []
    }
  }
}

/// A value without regard to case, width and blanks.
func folded(_ value: String) -> String {
  var text = ""
  for scalar in value.unicodeScalars where !scalar.properties.isWhitespace {
    let isWide = 0xFF01...0xFF5E ~= scalar.value
    text.unicodeScalars.append(
      isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
  }
  return text.lowercased()
}

// MARK: - Words of scopes

/// A test of a cell by whole words or tags.
private struct WordTest {
  var column: String
  var words: [String]
  var isTag: Bool
  var location: Location
}

extension Condition {
  fileprivate var wordTests: [WordTest] {
    switch self {
    case .all(let parts), .any(let parts): parts.flatMap(\.wordTests)
    case .not(let part): part.wordTests
    case .test(let column, .oneOf(let words), let location):
      [WordTest(column: column, words: words, isTag: false, location: location)]
    case .test(let column, .tag(let words), let location):
      [WordTest(column: column, words: words, isTag: true, location: location)]
    case .test: []
    }
  }
}

extension Findings {
  /// - Parameter parts: all of the registry.
  fileprivate mutating func checkWords(
    of test: WordTest, _ task: InspectionTask, _ parts: [TableQuality]
  ) {
    let columns = parts.map { $0.decisive[test.column] }
    let values = columns.compactMap { $0?.values }
    if values.count == parts.count, let header = columns.first??.header {
      noteWords(of: test, task, header, values.flatMap { $0 })
    }
    if !test.isTag { return }
    for (part, column) in zip(parts, columns) {
      guard let column, let values = column.values else { continue }
      warnOfUndivided(test.words, column.header, values, part.file)
    }
  }

  /// Words that no row has: one that another word stands beside is missed by nobody.
  fileprivate mutating func noteWords(
    of test: WordTest, _ task: InspectionTask, _ header: String, _ values: [DecisiveColumn.Value]
  ) {
    let cells = values.map(\.text)
    let met = test.isTag ? cells.flatMap(tags) : cells
    let known = Set(met)
    for word in test.words where !word.isEmpty && !known.contains(word) {
      let others = inByteOrder(known.subtracting(test.words))
      let parts = tags(word).flatMap(valueParts)
      let isList = parts.count > 1 && parts.allSatisfy(known.contains)
      add(
        Finding(
          .note, "scope-word-not-met", at: test.location,
          [
            task.key, word, header, nearest(word, among: others) ?? "",
            isList ? parts.map { "\"\($0)\"" }.joined(separator: ", ") : "",
          ]))
    }
  }

  /// The first cell in which a tag that is asked for stands beside others that nothing divides.
  fileprivate mutating func warnOfUndivided(
    _ words: [String], _ header: String, _ values: [DecisiveColumn.Value], _ file: InputFile
  ) {
    let found = values.compactMap { value in
      undivided(words, in: tags(value.text)).map { (value, $0) }
    }
    guard let (first, word) = found.first else { return }
    let count = found.reduce(0) { $0 + $1.0.count }
    warning(
      "undivided-values", file: file.display, line: first.line,
      arguments: [header, first.text, word, "\(count)"])
  }

  fileprivate mutating func noteExemptions(_ plan: Plan, _ table: TableQuality) {
    guard let column = table.decisive["visitKind"], let values = column.values else { return }
    let kinds = values.map(\.text)
    let exempt = plan.frequency.exempt
    let others = inByteOrder(Set(kinds).subtracting(exempt))
    for word in exempt where !kinds.contains(word) {
      // A plan may well exempt what has not happened yet.
      guard let meant = nearest(word, among: others) else { continue }
      report("exempt-not-met", file: table.file.display, arguments: [word, meant], severity: .note)
    }
    for value in values {
      guard let word = excludedWord(like: value.text, exempt) else { continue }
      add(
        Finding(
          severity: .note, code: "kind-like-exempt", file: table.file.display, line: value.line,
          arguments: [column.header, value.text, word, "\(value.count)"]))
    }
  }
}

/// The tags of a target's cell.
private func tags(_ cell: String) -> [String] {
  cell.unicodeScalars.split(separator: ";").map(String.init)
}

/// The first of some words that stands in a cell only as a part of a value which nothing divides:
/// 食品、药品 is one value.
///
/// - Parameter withOuterBlanks: whether a word in blanks is meant as well, of which an inspector
///   registry says so by itself.
func undivided(
  _ words: some Collection<String>, in values: [String], withOuterBlanks: Bool = true
) -> String? {
  for value in values where !words.contains(value) {
    let parts = valueParts(value)
    if parts.count == 1, !withOuterBlanks { continue }
    let part = parts.first { words.contains($0) && !values.contains($0) }
    if let part { return part }
  }
  return nil
}

/// What people mean by a value in which marks or blanks stand that divide nothing.
func valueParts(_ value: String) -> [String] {
  value.unicodeScalars.split { scalar in
    "、，,/／；|".unicodeScalars.contains(scalar) || scalar.properties.isWhitespace
  }.map(String.init)
}
