// One enterprise in two spellings of its credit code (lower case, a blank within, O for 0): ids are
// bytes, so that its rows are two targets with two tickets, and both could be drawn.
//
// The one thing to know: a wrong code that means a valid one leaves that one's ticket prefix in the
// bag beside its own. So the proof of uniqueness finds it, whatever the other row is, another
// wrong spelling or the code itself, and the second pass confirms it.

import Sampling
import Tables

extension SurveyState {
  /// The valid code that the row's wrong one means; nil where it means none.
  func codeMeant(_ bytes: Span<UInt8>) -> [UInt8]? {
    let id = decodedID ?? copy(bytes, idRange)
    return creditCode(meantBy: String(decoding: id, as: UTF8.self)).map { Array($0.utf8) }
  }

  /// Notes the code that a row in a frame of a stage means.
  mutating func note(_ code: [UInt8], _ stage: Int, _ record: RecordFields) {
    let prefix = program.stages[stage].ticket(code).w0
    if program.suspects.isEmpty {
      if program.depth == .duplicates { prefixes[stage].insert(prefix) }
    } else if program.suspects[stage].contains(prefix) {
      codeOfRow[record.base] = code
    }
  }
}

extension MergedSurvey {
  private struct Spelling {
    var plan: Int
    var id: [UInt8]
    var line: Int
    var tasks: Set<Int>
  }

  /// Says which rows in frames of one plan mean the same code as an earlier one and write it
  /// otherwise: each row once, whatever the stages and tasks.
  func reportSpellings(
    _ sightings: [Sighting], _ scan: ScanReport, _ findings: inout Findings
  ) {
    guard sightings.contains(where: { $0.code != $0.id }) else { return }
    let sorted = sightings.sorted { ($0.batch, $0.localLine) < ($1.batch, $1.localLine) }
    var earlier: [StageAndID: [Spelling]] = [:]
    var told = 0
    for sighting in sorted {
      let code = StageAndID(stage: sighting.stage, id: sighting.code)
      let line = scan.line(batch: sighting.batch, localLine: sighting.localLine)
      for plan in Set(sighting.members.map { program.tasks[$0.task].plan }).sorted() {
        let known = earlier[code, default: []].filter { $0.plan == plan }
        // A row with the id of an earlier one is a duplicate of that one, if anything.
        if known.contains(where: { $0.id == sighting.id }) { continue }
        let own = Spelling(
          plan: plan, id: sighting.id, line: line, tasks: Set(sighting.members.map(\.task)))
        if told < line, let other = known.first {
          findings.add(finding(own, other, code: sighting.code))
          told = line
        }
        earlier[code, default: []].append(own)
      }
    }
  }

  private func finding(_ own: Spelling, _ other: Spelling, code: [UInt8]) -> Finding {
    let wrong = own.id == code ? other.id : own.id
    let areOneInCapitals = [own.id, other.id].allSatisfy { id in
      var id = id
      uppercase(&id)
      return id == code
    }
    // Rows of one id are lawful where they are merged, or in frames of different tasks.
    let mayBeOne = program.input.mergesRows || own.tasks.isDisjoint(with: other.tasks)
    return Finding(
      severity: .error, code: "code-in-two-spellings", file: program.input.file.display,
      line: own.line,
      arguments: [
        String(decoding: own.id, as: UTF8.self), String(decoding: other.id, as: UTF8.self),
        "\(other.line)", String(decoding: code, as: UTF8.self),
        String(decoding: wrong, as: UTF8.self),
        mayBeOne && areOneInCapitals ? program.input.cleaning(with: "uppercase") : "",
      ])
  }
}
