// Scopes and sizes as SQL: the same condition tree that `CompiledScopes` evaluates on bytes, and
// the same rules that `allocate` applies to counts, written out for an engine.

import Sampling
import Tables

/// Turns the rules of one plan into expressions over one registry's columns.
struct QueryRules {
  let engine: QueryEngine
  /// Whether dates may be written as spreadsheets do.
  var cleansDates = false
  /// The registry's column behind a name that the plan uses, as the engine writes it.
  let column: (String) -> String

  /// A date of the years 1 to 9999 that exists, in ten characters; such texts sort as dates do.
  private static let dates =
    "(?:[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    + "|[0-9]{4}-(?:0[13-9]|1[0-2])-(?:29|30)|[0-9]{4}-(?:0[13578]|1[02])-31"
    + "|(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)"

  private static let decimals = "-?[0-9]{1,12}(?:[.][0-9]{1,6})?"

  // MARK: - Scope

  /// A condition as a boolean expression, in parentheses where it needs them.
  func sql(_ condition: Condition) -> String {
    switch condition {
    case .all(let parts): group(parts, "AND", none: "TRUE")
    case .any(let parts): group(parts, "OR", none: "FALSE")
    case .not(let part): "NOT (\(sql(part)))"
    case .test(let name, let test, _): sql(test, column(name))
    }
  }

  private func group(_ parts: [Condition], _ word: String, none: String) -> String {
    switch parts.count {
    case 0: none
    case 1: sql(parts[0])
    default: "(" + parts.map(sql).joined(separator: " \(word) ") + ")"
    }
  }

  private func sql(_ test: CellTest, _ cell: String) -> String {
    switch test {
    case .oneOf(let words): "\(cell) IN \(engine.texts(words))"
    case .prefix(let words):
      any(words) { "substr(\(cell), 1, \($0.unicodeScalars.count)) = \(engine.text($0))" }
    case .contains(let words): any(words) { "position(\(engine.text($0)) IN \(cell)) > 0" }
    case .tag(let words):
      // A word with a semicolon is no tag.
      any(words.filter { !$0.unicodeScalars.contains(";") }) {
        "position(\(engine.text(";\($0);")) IN ';' || \(cell) || ';') > 0"
      }
    case .days(let from, let to):
      days(cleansDates ? engine.writtenDate(cell) : cell, from, to)
    case .numbers(let from, let to): numbers(cell, from, to)
    case .isEmpty(let expected): "\(cell) \(expected ? "=" : "<>") ''"
    }
  }

  private func days(_ cell: String, _ from: Day?, _ to: Day?) -> String {
    "(" + engine.matches(cell, QueryRules.dates)
      + " AND \(cell) >= '\(from?.text ?? "0001-01-01")'"
      + (to.map { " AND \(cell) <= '\($0.text)'" } ?? "") + ")"
  }

  private func any(_ words: [String], _ test: (String) -> String) -> String {
    switch words.count {
    case 0: "FALSE"
    case 1: test(words[0])
    default: "(" + words.map(test).joined(separator: " OR ") + ")"
    }
  }

  private func numbers(_ cell: String, _ from: Int?, _ to: Int?) -> String {
    let value = engine.cast(cell, "DECIMAL(18, 6)")
    let bounds = [
      from.map { "\(value) >= \(decimalText($0))" }, to.map { "\(value) <= \(decimalText($0))" },
    ].compactMap { $0 }
    // CASE keeps the cast from texts that are no numbers.
    return "CASE WHEN \(engine.matches(cell, QueryRules.decimals)) THEN "
      + (bounds.isEmpty ? "TRUE" : bounds.joined(separator: " AND ")) + " ELSE FALSE END"
  }

  // MARK: - Sizes

  /// n_h of a task's strata: `population` is N_h, `s1`, `s2` … are the stratum's values.
  func size(_ task: InspectionTask, recorded: [RecordedStratum]) -> String {
    switch task.amount {
    case .byStratum(let rules):
      if rules.count == 1, rules[0].match.isEmpty { return size(rules[0]) }
      let cases = rules.map { rule in
        let tests = rule.match.map { match, values in
          let index = task.strata.firstIndex(of: match) ?? 0
          return "s\(index + 1) IN \(engine.texts(values))"
        }
        let test = tests.isEmpty ? "TRUE" : tests.joined(separator: " AND ")
        return "        WHEN \(test) THEN \(size(rule))"
      }
      return "CASE\n" + cases.joined(separator: "\n") + "\n        ELSE 0 END"
    case .total(let total, _, _):
      let cases = recorded.map {
        "        WHEN \(engine.text($0.label)) THEN \($0.selected)"
      }
      return "CASE label -- \(total) in all, shared out as the record says\n"
        + cases.joined(separator: "\n") + "\n        ELSE 0 END"
    }
  }

  private func size(_ rule: AmountRule) -> String {
    switch rule.quantity {
    case .all: return "population"
    case .count(let count): return "least(\(count), population)"
    case .ratio(let ratio, let rounding, let period):
      func through(_ part: Int, of whole: Int) -> String {
        let factor = UInt128(ratio.numerator) * UInt128(part)
        let divisor = UInt128(ratio.denominator) * UInt128(whole)
        return rounded(factor == 1 ? "population" : "population * \(factor)", divisor, rounding)
      }
      var size = through(1, of: 1)
      if let period {
        size = through(period.number, of: period.of)
        if period.number > 1 { size += " - " + through(period.number - 1, of: period.of) }
      }
      if let minimum = rule.bounds.minimum { size = "greatest(\(size), \(minimum))" }
      let upper = rule.bounds.maximum.map { ", \($0)" } ?? ""
      return "least(\(size)\(upper), population)"
    }
  }

  private func rounded(_ product: String, _ divisor: UInt128, _ rounding: Rounding) -> String {
    let dividend = rounding == .atLeast ? "\(product) + \(divisor - 1)" : product
    return "(" + engine.quotient(dividend, "\(divisor)") + ")"
  }

  /// The number of alternates: `n` is n_h, `population` N_h.
  func alternates(_ alternates: Alternates) -> String {
    switch alternates {
    case .count(let count): "least(\(count), population - n)"
    case .ratio(let ratio):
      "least("
        + rounded(
          ratio.numerator == 1 ? "n" : "n * \(ratio.numerator)", UInt128(ratio.denominator),
          .atLeast)
        + ", population - n)"
    }
  }
}
