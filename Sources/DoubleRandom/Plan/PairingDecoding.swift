// What a plan may say of teams: the rules of pairing, other departments and experts, fallbacks. The
// contradictions that can be seen in the plan alone are found here.

import Sampling
import Tables

extension PlanReader {
  mutating func pairing(_ node: PlanNode, _ path: String) -> PairingRules? {
    guard var cursor = object(node, path) else { return nil }
    var rules = PairingRules()
    rules.teamSize =
      optional(&cursor, "teamSize") { $0.integer($1, $2, in: 2...Limits.teamSize) }
      ?? rules.teamSize
    rules.dailyLimit = optional(&cursor, "dailyLimit") { $0.integer($1, $2, in: 1...50) }
    rules.weeklyLimit = optional(&cursor, "weeklyLimit") { $0.integer($1, $2, in: 1...350) }
    rules.periodLimit = optional(&cursor, "periodLimit") { $0.integer($1, $2, in: 1...100_000) }
    rules.pairLimit = optional(&cursor, "pairLimit") { $0.integer($1, $2, in: 1...100_000) }
    rules.carriesOver = optional(&cursor, "carryOver") { $0.flag($1, $2) } ?? false
    rules.avoidsOwnUnit = optional(&cursor, "avoidOwnUnit") { $0.flag($1, $2) } ?? false
    rules.recusal = optional(&cursor, "recuse") { $0.recusalRule($1, $2) }
    cursor.close(&findings)
    checkOrder(
      [
        ("dailyLimit", rules.dailyLimit), ("weeklyLimit", rules.weeklyLimit),
        ("periodLimit", rules.periodLimit),
      ], node.location)
    return rules
  }

  /// A limit over a shorter time that is above one over a longer time can never be reached.
  private mutating func checkOrder(_ limits: [(key: String, value: Int?)], _ location: Location) {
    let given = limits.compactMap { limit in limit.value.map { (limit.key, $0) } }
    for (shorter, longer) in zip(given, given.dropFirst()) where shorter.1 > longer.1 {
      error(
        "limits-out-of-order", location, shorter.0, "\(shorter.1)", longer.0, "\(longer.1)")
    }
  }

  private mutating func recusalRule(_ node: PlanNode, _ path: String) -> RecusalRule? {
    guard var outer = object(node, path) else { return nil }
    let rule = required(&outer, "sameEnterprise") { reader, node, path -> RecusalRule? in
      var meant: String?
      if case .number(let days) = node.content {
        let isSpan = Int("\(days)").map((1...36_500).contains) == true
        meant = "{ withinDays: \(isSpan ? "\(days)" : "365") }"
      }
      guard var cursor = reader.object(node, path, meant: meant) else { return nil }
      var rule = RecusalRule(location: node.location)
      if !["withinDays", "withinVisits", "withinDraws"].contains(where: cursor.has) {
        reader.error("recusal-without-span", node.location, path)
      }
      rule.withinDays = reader.optional(&cursor, "withinDays") {
        $0.integer($1, $2, in: 1...36_500)
      }
      rule.withinVisits = reader.optional(&cursor, "withinVisits") {
        $0.integer($1, $2, in: 1...1000)
      }
      rule.withinDraws = reader.optional(&cursor, "withinDraws") {
        $0.integer($1, $2, in: 1...1000)
      }
      cursor.close(&reader.findings)
      return rule
    }
    outer.close(&findings)
    return rule
  }

  // MARK: - Departments and experts

  mutating func departmentInputs(_ node: PlanNode, _ path: String) -> [DepartmentInput]? {
    guard var cursor = object(node, path) else { return nil }
    return cursor.takeRest().compactMap { field in
      checkDepartmentName(field)
      let file = inputFile(field.value, cursor.pathOf(field.key), known: Column.inspectors)
      return file.map { DepartmentInput(name: field.key, file: $0) }
    }
  }

  /// A name enters tickets beside `|` and officers' references beside `/`.
  private mutating func checkDepartmentName(_ field: PlanNode.Field) {
    let isBad = field.key.unicodeScalars.contains {
      $0 == "|" || $0 == "/" || $0 == ":" || $0.properties.isWhitespace || $0.value < 0x20
    }
    if isBad || field.key.isEmpty || field.key.unicodeScalars.count > 32 {
      error("bad-department", field.keyLocation, field.key)
    }
  }

  mutating func departmentTeams(_ node: PlanNode, _ path: String) -> [DepartmentTeam]? {
    guard var cursor = object(node, path) else { return nil }
    return cursor.takeRest().compactMap { field in
      let path = cursor.pathOf(field.key)
      var team = DepartmentTeam(
        name: field.key, size: 2, qualifications: [], location: field.keyLocation)
      if case .number = field.value.content {
        team.size = integer(field.value, path, in: 2...Limits.teamSize) ?? 2
        return team
      }
      guard var cursor = object(field.value, path) else { return nil }
      team.size =
        optional(&cursor, "teamSize") { $0.integer($1, $2, in: 2...Limits.teamSize) } ?? 2
      team.qualifications = optional(&cursor, "qualifications") { $0.texts($1, $2) } ?? []
      cursor.close(&findings)
      return team
    }
  }

  mutating func experts(_ node: PlanNode, _ path: String) -> ExpertNeed? {
    var need = ExpertNeed(count: 1, qualification: "", location: node.location)
    if case .number = node.content {
      need.count = integer(node, path, in: 1...Limits.teamSize) ?? 1
      return need
    }
    guard var cursor = object(node, path) else { return nil }
    need.count = optional(&cursor, "count") { $0.integer($1, $2, in: 1...Limits.teamSize) } ?? 1
    need.qualification = optional(&cursor, "qualification") { $0.text($1, $2) } ?? ""
    cursor.close(&findings)
    return need
  }

  // MARK: - Fallbacks

  mutating func fallbacks(
    _ node: PlanNode, _ path: String, own: [String]
  ) -> [Fallback]? {
    guard case .array(let nodes) = node.content else {
      wrongType(node, path, expected: .objects)
      return nil
    }
    return nodes.enumerated().compactMap { fallback($1, "\(path)[\($0)]", own: own) }
  }

  private mutating func fallback(
    _ node: PlanNode, _ path: String, own: [String]
  ) -> Fallback? {
    guard var cursor = object(node, path) else { return nil }
    let isDirect = required(&cursor, "kind") {
      $0.word($1, $2, among: [("neighbours", false), ("direct", true)])
    }
    let key = isDirect ?? cursor.has("officers") ? "officers" : "districts"
    let named = required(&cursor, key) { $0.writtenTexts($1, $2) }
    let document = required(&cursor, "document") { $0.text($1, $2) }
    cursor.close(&findings)
    guard let isDirect, let named, let document else { return nil }
    if named.isEmpty { error("empty-value", node.location, cursor.pathOf(key)) }
    if !isDirect {
      for (text, location) in named where own.contains(text) {
        error("fallback-own-district", location, text)
      }
    }
    let texts = named.map(\.text)
    return Fallback(
      kind: isDirect ? .direct(officers: texts) : .neighbours(districts: texts),
      document: document, places: named.map(\.location))
  }

  /// What teams ask for and the inputs do not give.
  mutating func checkTeams(
    _ inputs: Inputs, _ tasks: [InspectionTask], _ rules: PairingRules, _ fallbacks: [Fallback]
  ) {
    let names = inputs.departments.map(\.name)
    for task in tasks {
      for team in task.departments where !names.contains(team.name) {
        error(
          "department-without-registry", team.location, task.key, team.name,
          nearest(team.name, among: names) ?? "")
      }
    }
    if let location = rules.recusal?.location, inputs.history == nil {
      error("recusal-without-history", location)
    }
    if inputs.inspectors != nil { return }
    let asking =
      tasks.lazy.compactMap { $0.departments.first?.location ?? $0.experts?.location }.first
      ?? fallbacks.first?.places.first ?? inputs.departments.first?.file.location.value
    if let asking { error("team-without-inspectors", asking) }
  }

  /// All teams of a trip are tried where a limit on pairs is hit, so teams must be small.
  mutating func checkPairs(_ rules: PairingRules, _ tasks: [InspectionTask], _ place: Location) {
    guard rules.pairLimit != nil else { return }
    let largest =
      tasks.map { task in
        (task.departments.map(\.size) + [task.experts?.count ?? 0]).reduce(rules.teamSize, +)
      }.max() ?? rules.teamSize
    if largest > Limits.pairedTeam {
      error("team-too-large-for-pairs", place, "\(largest)", "\(Limits.pairedTeam)")
    }
  }
}
