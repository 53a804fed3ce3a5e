// Targets that stand in two parts of a registry: found by the tickets that the parts hand on, and
// named by their codes and lines where the parts' files are at hand.
//
// The one thing to know: a part hands on the prefixes of all its tickets, but the codes of those
// alone that may be drawn. So the files are read once more, and only where something is wrong.

import Sampling
import Tables

/// Ids in the frames of two parts: within a stage, equal ids have equal tickets, and a wrong code
/// has that of the code which it means beside its own.
func reportShared(
  _ parts: [PartSurvey], _ plans: [SurveyedPlan], _ seed: Seed, _ findings: inout Findings
) {
  for (index, name) in parts[0].stages.enumerated() {
    let bags = parts.map { part in
      var bag = PrefixBag()
      for word in part.survey.prefixes[index] { bag.insert(word) }
      return bag
    }
    let repeated = PrefixBag.repeated(in: bags, jobs: 1)
    guard !repeated.isEmpty, let stage = Stage(name) else { continue }
    let shared = sharedRows(plans[0].plan.inputs.targets, seed.key(stage), Set(repeated))
    let rows = Dictionary(grouping: shared, by: \.word)
    let ids = HeldIDs(parts, plans, stage, seed.key(stage), repeated)
    var told: Set<[String]> = []
    // A wrong code that stands twice is told by its own ticket.
    for word in repeated.filter(ids.isOwn) + repeated.filter({ !ids.isOwn($0) }) {
      let rows = rows[word] ?? []
      let known = inByteOrder(Set(ids.known(word)).union(rows.map(\.id)))
      if !known.isEmpty, !told.insert(known).inserted { continue }
      let holders = parts.filter { $0.survey.prefixes[index].holds(word) }.map(\.name)
      findings.error(
        "id-in-two-parts", at: plans[0].plan.inputs.targets.file.location.value,
        arguments: [
          name, word.hexDigits, holders.joined(separator: ", "), known.joined(separator: ", "),
          rows.map(\.place).joined(separator: ", "),
        ])
    }
  }
}

/// The ids behind prefixes of tickets, as far as the parts have handed them on.
private struct HeldIDs {
  /// Of ids that have the ticket themselves.
  private var own: [UInt64: Set<String>] = [:]
  /// Of wrong codes that mean the code which has it.
  private var meant: [UInt64: Set<String>] = [:]

  init(
    _ parts: [PartSurvey], _ plans: [SurveyedPlan], _ stage: Stage, _ key: TicketKey,
    _ words: [UInt64]
  ) {
    let words = Set(words)
    for part in parts {
      for (plan, frames) in zip(plans, part.survey.frames) {
        for (task, frame) in zip(plan.plan.tasks, frames) where task.stage == stage {
          for candidate in frame.strata.flatMap(\.candidates) {
            let (word, id) = (candidate.ticket.w0, candidate.target.idText)
            if words.contains(word) { own[word, default: []].insert(id) }
            guard let code = creditCode(meantBy: id), code != id else { continue }
            let other = key.ticket(code).w0
            if words.contains(other) { meant[other, default: []].insert(id) }
          }
        }
      }
    }
  }

  func isOwn(_ word: UInt64) -> Bool { own[word] != nil }

  func known(_ word: UInt64) -> [String] {
    inByteOrder(own[word, default: []].union(meant[word, default: []]))
  }
}

extension UInt64 {
  /// 16 hexadecimal digits.
  var hexDigits: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension [UInt64] {
  /// Whether a sorted list holds a word.
  fileprivate func holds(_ word: UInt64) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < word { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == word
  }
}

/// A row of a part whose ticket, or that of the code it means, is suspected.
private struct SharedRow {
  var word: UInt64
  var id: String
  /// `east.csv:7`.
  var place: String
}

/// The rows behind prefixes of tickets, in the order of the parts; none of parts elsewhere.
///
/// - Complexity: one pass over the registry.
private func sharedRows(
  _ input: TargetInput, _ key: TicketKey, _ words: Set<UInt64>
) -> [SharedRow] {
  input.parts.flatMap { part -> [SharedRow] in
    guard isRegularFile(at: part.path) else { return [] }
    let scan = try? scanTable(at: part.path, format: part.format) {
      (header) throws(TableError) in SharedFinder(key, words, header, input, part)
    }
    guard let scan else { return [] }
    return scan.sinks.flatMap(\.found).map {
      (line: scan.report.line(batch: $0.batch, localLine: $0.localLine), found: $0)
    }
    .sorted { $0.line < $1.line }
    .map { SharedRow(word: $0.found.word, id: $0.found.id, place: "\(part.display):\($0.line)") }
  }
}

private final class SharedFinder: RecordSink {
  private let key: TicketKey
  private let words: Set<UInt64>
  private let input: TargetInput
  private let column: Int
  var found: [(word: UInt64, id: String, batch: Int, localLine: Int)] = []

  init(
    _ key: TicketKey, _ words: Set<UInt64>, _ header: Header, _ input: TargetInput,
    _ part: InputFile
  ) {
    (self.key, self.words, self.input) = (key, words, input)
    column =
      ColumnFinder(header: header, mapping: part.columns, known: Column.targets).index(role: "id")
      ?? 0
  }

  func take(_ bytes: Span<UInt8>, _ fields: Span<UInt32>, _ batch: Batch) {
    var lines = LineCursor(batch: batch.number)
    for record in 0..<batch.records {
      let fieldsOfRow = RecordFields(base: record * (batch.columns + 1))
      let range = fieldsOfRow.range(column, fields)
      let id = input.cleaned(decodeField(bytes, from: range.lowerBound, to: range.upperBound))
      guard let word = tickets(of: id).first(where: words.contains) else { continue }
      found.append(
        (
          word, String(decoding: id, as: UTF8.self), batch.number,
          lines.line(at: Int(fields[fieldsOfRow.base]), bytes)
        ))
    }
  }

  /// Beginnings of an id's own ticket and that of the code which it means.
  private func tickets(of id: [UInt8]) -> [UInt64] {
    let own = key.ticket(id).w0
    if CreditCode.check(id) == nil { return [own] }
    let code = creditCode(meantBy: String(decoding: id, as: UTF8.self))
    return [own] + (code.map { [key.ticket($0).w0] } ?? [])
  }
}
