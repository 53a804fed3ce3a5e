// What a plan file may hold apart from its tasks and its schedule: names, period, inputs, frequency
// rules and pairing. One function an object, keys in the order of the documentation.

import Sampling
import Tables

extension PlanReader {
  mutating func plan(_ tree: PlanTree) -> Plan? {
    guard var cursor = object(tree.root, "") else { return nil }
    // Merged already; asked for so that whoever misspells it is told.
    _ = cursor.take("extends")
    let id = required(&cursor, "id") { $0.planID($1, $2) }
    let title = required(&cursor, "title") { $0.text($1, $2) }
    let authority = required(&cursor, "authority") { $0.text($1, $2) }
    let before = findings.count(.error)
    let inputs = required(&cursor, "inputs") { $0.inputs($1, $2) }
    soundInputs = findings.count(.error) == before ? inputs : nil
    let district = optional(&cursor, "district") { $0.district($1, $2) }
    let period = required(&cursor, "period") { $0.window($1, $2) }
    let tasks = required(&cursor, "tasks") { $0.tasks($1, $2) } ?? []
    let frequencyLocation = cursor.keyLocation("frequency")
    let frequency = optional(&cursor, "frequency") { $0.frequency($1, $2) } ?? FrequencyRules()
    let schedule = optional(&cursor, "schedule") { $0.schedule($1, $2, period, tasks) }
    let pairingLocation = cursor.keyLocation("pairing")
    let pairing = optional(&cursor, "pairing") { $0.pairing($1, $2) } ?? PairingRules()
    let fallbacks = optional(&cursor, "fallbacks") {
      $0.fallbacks($1, $2, own: district?.spellings ?? [])
    }
    let firstDay = schedule?.window.from ?? period?.from
    let entropy = optional(&cursor, "entropy") { $0.entropy($1, $2, before: firstDay) } ?? []
    cursor.close(&findings)
    if let pairingLocation { checkPairs(pairing, tasks, pairingLocation) }
    if let period { checkDoneBy(schedule, period, tasks) }
    if let inputs {
      checkInputs(inputs, tasks)
      checkTeams(inputs, tasks, pairing, fallbacks ?? [])
      checkScheduleNeeds(inputs, schedule, tasks)
      if !frequency.isEmpty, inputs.history == nil, let frequencyLocation {
        error("frequency-without-history", frequencyLocation)
      }
    }
    guard let id, let title, let authority, let period, let inputs else { return nil }
    return Plan(
      id: id, title: title, authority: authority, district: district?.spellings ?? [],
      districtLocation: district?.location, period: period,
      inputs: inputs, tasks: tasks, frequency: frequency,
      schedule: schedule ?? ScheduleRules(window: period, location: cursor.location),
      pairing: pairing, fallbacks: fallbacks ?? [], entropy: entropy,
      sources: tree.sources, rules: tree.root.json)
  }

  private mutating func district(
    _ node: PlanNode, _ path: String
  ) -> (spellings: [String], location: Location)? {
    guard let written = writtenTexts(node, path) else { return nil }
    if written.isEmpty || written.contains(where: { $0.text.isEmpty }) {
      error("empty-value", node.location, path)
      return nil
    }
    checkKnown(written, column: "district", path)
    return (written.map(\.text), node.location)
  }

  private mutating func planID(_ node: PlanNode, _ path: String) -> String? {
    guard let id = text(node, path) else { return nil }
    guard isSafePlanID(id) else {
      error(isOtherEntry(id) ? "taken-plan-id" : "bad-plan-id", node.location, id)
      return nil
    }
    return id
  }

  private mutating func window(_ node: PlanNode, _ path: String) -> Window? {
    guard var cursor = object(node, path, meant: quarter(node)) else { return nil }
    let from = required(&cursor, "from") { $0.day($1, $2) }
    let to = required(&cursor, "to") { $0.day($1, $2) }
    cursor.close(&findings)
    guard let from, let to else { return nil }
    guard from <= to else {
      error("window-reversed", node.location, path, from.text, to.text)
      return nil
    }
    guard Limits.planYears.contains(from.year), Limits.planYears.contains(to.year) else {
      error(
        "out-of-range", node.location, path, "\(from.text)–\(to.text)",
        "\(Limits.planYears.lowerBound)", "\(Limits.planYears.upperBound)")
      return nil
    }
    return Window(from: from, to: to)
  }

  private mutating func inputs(_ node: PlanNode, _ path: String) -> Inputs? {
    guard var cursor = object(node, path) else { return nil }
    let targets = required(&cursor, "targets") { $0.targetInput($1, $2) }
    let inspectors = optional(&cursor, "inspectors") {
      $0.inputFile($1, $2, known: Column.inspectors)
    }
    let departments = optional(&cursor, "departments") { $0.departmentInputs($1, $2) }
    let items = optional(&cursor, "items") {
      $0.inputFile($1, $2, known: Column.items)
    }
    let history = optional(&cursor, "history") {
      $0.inputFile($1, $2, known: Column.history)
    }
    let recusals = optional(&cursor, "recusals") {
      $0.inputFile($1, $2, known: Column.recusals)
    }
    let calendar = optional(&cursor, "calendar") {
      $0.inputFile($1, $2, known: Column.calendar)
    }
    cursor.close(&findings)
    guard let targets else { return nil }
    return Inputs(
      targets: targets, inspectors: inspectors, departments: departments ?? [], items: items,
      history: history, recusals: recusals, calendar: calendar)
  }

  private mutating func checkInputs(_ inputs: Inputs, _ tasks: [InspectionTask]) {
    if let inspectors = inputs.inspectors?.location.value, inputs.calendar == nil {
      error("inspectors-without-calendar", inspectors)
    }
    if inputs.items == nil, let task = tasks.first(where: { !$0.items.isEmpty }) {
      error("items-without-list", task.places.items.first ?? task.position, task.key)
    }
  }

  mutating func inputFile(
    _ node: PlanNode, _ path: String, known: [Column]
  ) -> InputFile? {
    if case .string = node.content { return findings.declaring(fileName(node, path), node) }
    guard var cursor = object(node, path, expected: .input) else { return nil }
    var file = inputFile(&cursor, known: known)
    let steps = optional(&cursor, "clean") { $0.cleaning($1, $2, among: ["trim", "dates"]) } ?? []
    file?.trimsCells = steps.contains("trim")
    file?.cleansDates = steps.contains("dates")
    cursor.close(&findings)
    if let file { findings.declare([file], node) }
    return file
  }

  /// A relative name starts at the file that wrote it.
  private mutating func fileName(_ node: PlanNode, _ path: String) -> InputFile? {
    text(node, path).map {
      if $0 == "-" { error("input-is-stdin", node.location, path) }
      var file = InputFile(
        name: $0, path: Paths.joining(node.folder, $0), location: Incidental(node.location))
      if $0.lowercased().hasSuffix(".tsv") { file.format.delimiter = UInt8(ascii: "\t") }
      return file
    }
  }

  /// The `file` of an input, its `columns`, and how it is written.
  ///
  /// - Parameter first: stands in place of `file`.
  private mutating func inputFile(
    _ cursor: inout ObjectCursor, known: [Column], first: InputFile? = nil
  ) -> InputFile? {
    let file = first ?? required(&cursor, "file") { $0.fileName($1, $2) }
    let columns = optional(&cursor, "columns") { $0.columnMapping($1, $2, known: known) } ?? [:]
    let format = tableFormat(&cursor, file?.format ?? TableFormat())
    guard var file else { return nil }
    file.columns = columns
    file.format = format
    return file
  }

  private mutating func tableFormat(
    _ cursor: inout ObjectCursor, _ usual: TableFormat
  ) -> TableFormat {
    var format = usual
    format.encoding = optional(&cursor, "encoding") {
      $0.word($1, $2, among: PlanReader.encodings)
    }
    format.delimiter =
      optional(&cursor, "delimiter") { $0.word($1, $2, among: PlanReader.delimiters) }
      ?? usual.delimiter
    format.rowPerLine = optional(&cursor, "rowPerLine") { $0.flag($1, $2) } ?? false
    let lines = 0...Limits.linesAround
    format.leadingLines = optional(&cursor, "leadingLines") { $0.integer($1, $2, in: lines) } ?? 0
    format.trailingLines = optional(&cursor, "trailingLines") { $0.integer($1, $2, in: lines) } ?? 0
    return format
  }

  static let delimiters = [
    ("comma", UInt8(ascii: ",")), ("tab", UInt8(ascii: "\t")), ("semicolon", UInt8(ascii: ";")),
  ]
  static let encodings: [(String, TextEncoding)] =
    TextEncoding.allCases.map { ($0.rawValue, $0) } + [("GBK", .gb18030), ("GB2312", .gb18030)]

  private mutating func columnMapping(
    _ node: PlanNode, _ path: String, known: [Column]
  ) -> [String: String]? {
    guard var cursor = object(node, path) else { return nil }
    var mapping: [String: String] = [:]
    for field in cursor.takeRest() {
      let path = cursor.pathOf(field.key)
      guard let column = known.first(where: { $0.isNamed(field.key) }) else {
        unknownRole(field, path, known)
        continue
      }
      if mapping[column.role] != nil {
        error("column-mapped-twice", field.keyLocation, path, column.header)
      }
      mapping[column.role] = text(field.value, path)
    }
    return mapping
  }

  /// A key that is no role; perhaps the header stands left, and the role right of it.
  private mutating func unknownRole(_ field: PlanNode.Field, _ path: String, _ known: [Column]) {
    let near = nearest(field.key, among: known.flatMap { [$0.role, $0.header, $0.alias] })
    // Roles of other registries are Latin, too.
    if !field.key.utf8.allSatisfy({ $0 < 0x80 }), case .string(let value) = field.value.content,
      let meant = known.first(where: { $0.isNamed(value) }), !(near.map(meant.isNamed) ?? false)
    {
      return error("mapping-reversed", field.keyLocation, path, field.key, meant.role)
    }
    error(
      "unknown-key", field.keyLocation, path, near ?? "",
      known.map(\.role).joined(separator: ", "))
  }

  private mutating func targetInput(_ node: PlanNode, _ path: String) -> TargetInput? {
    if case .string = node.content {
      return findings.declaring(fileName(node, path), node).map { TargetInput(file: $0) }
    }
    guard var cursor = object(node, path, expected: .input) else { return nil }
    let parts = optional(&cursor, "parts") { $0.parts($1, $2) } ?? []
    if !parts.isEmpty, let file = cursor.take("file") {
      error("file-and-parts", file.location, path)
    }
    guard var file = inputFile(&cursor, known: Column.targets, first: parts.first)
    else { return nil }
    let steps =
      optional(&cursor, "clean") { $0.cleaning($1, $2, among: PlanReader.cleaningSteps) } ?? []
    file.cleansDates = steps.contains("dates")
    var input = TargetInput(file: file)
    input.parts = parts.map { $0.written(like: file) }
    findings.declare(input.files, node)
    input.strict = optional(&cursor, "strict") { $0.flag($1, $2) } ?? false
    input.trimsIDs = steps.contains("trim")
    input.uppercasesIDs = steps.contains("uppercase")
    input.mergesRows =
      optional(&cursor, "rows") {
        $0.word($1, $2, among: [("unique", false), ("mergeByID", true)])
      } ?? false
    input.setAside = optional(&cursor, "setAside") { $0.setAside($1, $2) } ?? [:]
    if !parts.isEmpty, !input.setAside.isEmpty {
      error("parts-not-supported", node.location, "\(path).setAside")
    }
    for values in optional(&cursor, "values", { $0.knownValues($1, $2) }) ?? [] {
      input.knownValues[values.column] = values.values
      input.valuesLocations.value[values.column] = values.location
    }
    cursor.close(&findings)
    columns = DeclaredColumns(mapping: file.columns, known: input.knownValues)
    return input
  }

  /// The files of a registry in parts.
  private mutating func parts(_ node: PlanNode, _ path: String) -> [InputFile]? {
    guard let written = writtenTexts(node, path) else { return nil }
    if written.isEmpty { error("empty-value", node.location, path) }
    return written.map { text, location in
      if text == "-" { error("input-is-stdin", location, path) }
      return InputFile(
        name: text, path: Paths.joining(node.folder, text), location: Incidental(location))
    }
  }

  /// What may be cleaned in a registry of targets.
  static let cleaningSteps = ["trim", "uppercase", "dates"]

  private mutating func cleaning(
    _ node: PlanNode, _ path: String, among steps: [String]
  ) -> [String]? {
    writtenTexts(node, path)?.compactMap { written in
      word(written.text, written.location, path, among: steps.map { ($0, $0) })
    }
  }

  private mutating func setAside(_ node: PlanNode, _ path: String) -> [String: Int]? {
    guard var cursor = object(node, path) else { return nil }
    var allowed: [String: Int] = [:]
    for field in cursor.takeRest() {
      let path = cursor.pathOf(field.key)
      guard TargetFindings.canBeSetAside.contains(field.key) else {
        error(
          "unknown-key", field.keyLocation, path,
          nearest(field.key, among: TargetFindings.canBeSetAside) ?? "",
          TargetFindings.canBeSetAside.joined(separator: ", "))
        continue
      }
      allowed[field.key] = integer(field.value, path, in: 0...Int(Int32.max))
    }
    return allowed
  }

  private mutating func knownValues(
    _ node: PlanNode, _ path: String
  ) -> [(column: String, values: [String], location: Location)]? {
    guard var cursor = object(node, path) else { return nil }
    return cursor.takeRest().compactMap { field in
      texts(field.value, cursor.pathOf(field.key)).map { (field.key, $0, field.keyLocation) }
    }
  }

  private mutating func frequency(_ node: PlanNode, _ path: String) -> FrequencyRules? {
    guard var cursor = object(node, path) else { return nil }
    var rules = FrequencyRules()
    rules.cap = optional(&cursor, "cap") { $0.integer($1, $2, in: 1...1000) }
    rules.minimumDays = optional(&cursor, "minimumDays") { $0.integer($1, $2, in: 1...36_500) }
    rules.notDrawnForMonths = optional(&cursor, "notDrawnFor") { $0.months($1, $2) }
    rules.exempt = optional(&cursor, "exempt") { $0.texts($1, $2) } ?? []
    cursor.close(&findings)
    return rules
  }

  /// A span such as "12 months" or "3 years", in months.
  private mutating func months(_ node: PlanNode, _ path: String) -> Int? {
    if case .number(let number) = node.content {
      let isSpan = Int("\(number)").map((1...1200).contains) == true
      wrongType(node, path, expected: .text, meant: "\"\(isSpan ? "\(number)" : "12") months\"")
      return nil
    }
    guard let text = text(node, path) else { return nil }
    let words = text.split(separator: " ")
    if words.count == 2, let count = Int(words[0]), (1...1200).contains(count) {
      switch words[1] {
      case "month", "months": return count
      case "year", "years": return count * 12
      default: break
      }
    }
    error("bad-span", node.location, path, text)
    return nil
  }
}

extension InputFile {
  /// The same file, read as another one is.
  fileprivate func written(like other: InputFile) -> InputFile {
    var file = self
    (file.columns, file.format) = (other.columns, other.format)
    file.cleansDates = other.cleansDates
    return file
  }
}
