// Partial draws as bytes, and back. Written in one order whatever the threads were: the same part,
// plans and seed give the same three files. What is read back is held against itself: digests,
// counts, limits, order; tickets are computed anew.

import Sampling
import Tables

/// Names of the files of a partial draw.
public enum PartialFile {
  public static let facts = "partial.json"
  public static let candidates = "candidates.csv"
  public static let tickets = "tickets.bin"

  /// All of them, the one that makes the folder whole last.
  public static let all = [candidates, tickets, facts]

  static let columns = [
    "plan", "task", "stratum", "weight", "id", "name", "unit", "address", "district", "grade",
  ]
}

/// The folders of parts that stand in a folder which is none itself.
public func partFolders(in folder: String) -> [String] {
  if isRegularFile(at: "\(folder)/\(PartialFile.facts)") { return [] }
  let names = (entries(ofFolder: folder) ?? []).sorted()
  return names.map { "\(folder)/\($0)" }
    .filter { isRegularFile(at: "\($0)/\(PartialFile.facts)") }
}

/// The files of a partial draw, in the order in which they are written.
public func render(_ partial: PartialDraw) -> [OutputFile] {
  let others = [
    OutputFile(name: PartialFile.candidates, bytes: candidateSheet(partial)),
    OutputFile(name: PartialFile.tickets, bytes: ticketBytes(partial)),
  ]
  return others + [
    OutputFile(name: PartialFile.facts, bytes: facts(partial, others).text(indent: true))
  ]
}

private func candidateSheet(_ partial: PartialDraw) -> [UInt8] {
  var sheet = CSVWriter(flavour: .plain, header: PartialFile.columns)
  let places = partial.survey.survey.facts.byDistrictAndGrade
  for (plan, frames) in partial.survey.survey.frames.enumerated() {
    for (task, frame) in frames.enumerated() {
      for (index, stratum) in frame.strata.enumerated() {
        for candidate in stratum.candidates.sorted(by: { $0.precedes($1) }) {
          sheet.beginRow()
          for number in [plan, task, index, Int(candidate.weight)] { sheet.cell(.number(number)) }
          for field in Target.Field.allCases {
            sheet.cell(candidate.target.chunk, candidate.target.range(field))
          }
          let place = places[candidate.target.place]
          sheet.cell(.text(place.district))
          sheet.cell(.text(place.grade))
          sheet.endRow()
        }
      }
    }
  }
  return sheet.bytes
}

private func ticketBytes(_ partial: PartialDraw) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(8 * partial.survey.survey.prefixes.reduce(0) { $0 + $1.count })
  for word in partial.survey.survey.prefixes.joined() {
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
    }
  }
  return bytes
}

// MARK: - partial.json

private func facts(_ partial: PartialDraw, _ files: [OutputFile]) -> JSON {
  let survey = partial.survey.survey
  return .object([
    ("format", .string(Version.partial)), ("protocol", .string(Version.draw)),
    ("program", .string("shuangsuiji \(Version.program)")),
    ("seed", .string(partial.seedHash)), ("part", .string(partial.part)),
    ("plans", .array(partial.plans.map(planJSON))),
    ("input", recordedInputJSON(survey.facts.input)),
    ("rows", .int(survey.facts.rows)),
    ("findings", .object(survey.facts.counts.map { ($0.code, .int($0.count)) })),
    ("byDistrictAndGrade", placesJSON(survey.facts.byDistrictAndGrade)),
    ("coverage", .array(survey.plans.map(coverageJSON))),
    (
      "stages",
      .array(
        zip(partial.survey.stages, survey.prefixes).map {
          .object([("stage", .string($0)), ("tickets", .int($1.count))])
        })
    ),
    ("frames", .array(survey.frames.map { .array($0.map(frameJSON)) })),
    (
      "files",
      .object(files.map { ($0.name, .string(FileDigest(of: $0.bytes).hex)) })
    ),
  ])
}

private func planJSON(_ plan: PartialDraw.PlanReference) -> JSON {
  .object([
    ("id", .string(plan.id)), ("files", .array(plan.digests.map(JSON.string))),
    ("history", plan.history.map(JSON.string) ?? .null),
  ])
}

private func coverageJSON(_ coverage: PlanCoverage) -> JSON {
  .object([
    ("excluded", .array(coverage.excluded.map(JSON.int))),
    ("inFrameByDistrictAndGrade", placesJSON(coverage.byDistrictAndGrade)),
  ])
}

private func frameJSON(_ frame: Frame) -> JSON {
  .object([
    ("excluded", .array(frame.excluded.map(JSON.int))),
    ("inFrameByDistrictAndGrade", placesJSON(frame.byDistrictAndGrade)),
    (
      "strata",
      .array(
        frame.strata.map {
          .object([
            ("values", .array($0.values.map(JSON.string))), ("N", .int($0.population)),
            ("weight", .string("\($0.weight)")), ("candidates", .int($0.candidates.count)),
            ("upTo", .string($0.completeUpTo.hexDigits)),
          ])
        })
    ),
  ])
}
