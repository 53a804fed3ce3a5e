// `check --json`, format shuangsuiji-check/1: for programs that watch the quality of registries.
// Keys are only ever added to a format; ARCHITECTURE.md lists them.

import DoubleRandom
import Tables

extension Examination {
  /// One object a plan; none when a finding is an error.
  var planMembers: [JSON] { (prospects ?? []).map { members(of: $0) } }

  private func members(of prospect: Prospect) -> JSON {
    let stations = stationsWithoutOfficer(prospect).map(\.json)
    let districts = districtsWithoutOfficer(prospect).map(\.json)
    return .object([
      ("id", .string(prospect.plan.id)), ("rows", .int(prospect.registry.rows)),
      ("inFrame", .int(prospect.coverage.inFrame)), ("tasks", .array(prospect.taskMembers)),
      ("officers", number(prospect.officers)), ("workingDays", number(prospect.workingDays)),
      ("staff", member(prospect.staff)), ("stationsWithoutOfficer", .array(stations)),
      ("districtsWithoutOfficer", .array(districts)),
    ])
  }
}

private func number(_ value: Int?) -> JSON {
  if let value { return .int(value) }
  return .null
}

private func text(_ value: String?) -> JSON {
  if let value { return .string(value) }
  return .null
}

private func member(_ staff: StaffOutlook?) -> JSON {
  if let staff { return staff.json }
  return .null
}

extension Prospect {
  fileprivate var taskMembers: [JSON] {
    zip(zip(plan.tasks, strata), excluded).map { task, excluded in
      let reasons = ExclusionReason.allCases.map { ($0.name, JSON.int(excluded[$0.rawValue])) }
      return .object([
        ("key", .string(task.0.key)), ("number", .string(task.0.number)),
        ("excluded", .object(reasons)), ("strata", .array(task.1.map(\.json))),
      ])
    }
  }
}

extension Prospect.Stratum {
  fileprivate var json: JSON {
    .object([
      ("stratum", .string(label)), ("N", .int(population)), ("n", .int(size.selected)),
      ("alternates", .int(size.alternates)),
    ])
  }
}

extension StaffOutlook {
  fileprivate var json: JSON {
    .object([
      ("officers", .int(officers)),
      ("notSent", .object(others.map { ("\($0.reason)", JSON.int($0.count)) })),
      ("recused", .int(recused)), ("needed", range(places)), ("capacity", number(capacity)),
      ("suffices", text(sufficiency?.rawValue)),
      (
        "qualifications",
        .array(
          qualifications.map { one in
            .object([
              ("name", .string(one.name)), ("holders", .int(one.holders)),
              ("trips", range(one.trips)), ("capacity", number(one.capacity)),
              (
                "items",
                .array(
                  one.items.map {
                    .object([("task", .string($0.task)), ("item", .string($0.item))])
                  })
              ),
            ])
          })
      ),
    ])
  }
}

private func range(_ range: ClosedRange<Int>) -> JSON {
  .object([("least", .int(range.lowerBound)), ("most", .int(range.upperBound))])
}

extension TerritoryCoverage {
  fileprivate var json: JSON {
    .object([("name", .string(name)), ("targets", .int(targets))])
  }
}

extension TableQuality {
  var json: JSON {
    .object([
      ("role", .string(role)), ("file", .string(file.shownName)), ("rows", .int(rows)),
      ("malformed", .int(malformed)), ("encoding", .string(encoding.rawValue)),
      ("size", .int(digest.byteCount)), ("digest", .string(digest.hex)),
      ("columns", .array(columns.map(\.json))),
      (
        "repeated",
        .object([
          ("of", .string(repetition.isOfRows ? "rows" : "ids")), ("keys", .int(repetition.keys)),
          ("furtherRows", .int(repetition.furtherRows)),
          ("lines", .array(repetition.examples.map { .array($0.map(JSON.int)) })),
        ])
      ),
    ])
  }
}

extension ColumnQuality {
  fileprivate var json: JSON {
    .object([
      ("name", .string(name)), ("filled", .int(filled)),
      ("distinct", number(distinct)), ("longest", .int(longest)),
      ("longestLine", number(longestLine)), ("form", .string(form.rawValue)),
      ("from", text(days?.lowerBound.text)),
      ("to", text(days?.upperBound.text)),
      ("suspicious", .array(flaws.map { $0.met.json("kind", $0.flaw.name) })),
      ("failedChecks", .array(brokenRules.map { $0.met.json("check", $0.rule.rawValue) })),
      (
        "values",
        .array(
          values.map { .object([("value", .string($0.value)), ("count", .int($0.count))]) })
      ),
    ])
  }
}

extension MetLines {
  fileprivate func json(_ key: String, _ name: String) -> JSON {
    .object([
      (key, .string(name)), ("count", .int(count)), ("lines", .array(lines.map(JSON.int))),
      ("form", .string(form)),
    ])
  }
}
