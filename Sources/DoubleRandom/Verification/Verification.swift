// The way back: a past draw repeated from its record. Digests first, then the same `conduct` that
// made it, then everything compared: the record field by field, the files byte by byte.

import Sampling
import Tables

/// The answer to "does this record's draw repeat?".
public enum Verdict: Sendable {
  case identical
  /// By stage, the first difference of each.
  case differs([Discrepancy])
  /// An input is missing or changed, or cannot be read.
  case unanswerable
}

/// What to verify, and against what.
public struct VerificationRequest: Sendable {
  public var record: DrawRecord
  public var recordBytes: [UInt8]
  public var recordPath: String
  public var plan: Plan
  public var seed: Seed

  public init(
    record: DrawRecord, recordBytes: [UInt8], recordPath: String, plan: Plan, seed: Seed
  ) {
    self.record = record
    self.recordBytes = recordBytes
    self.recordPath = recordPath
    self.plan = plan
    self.seed = seed
  }

  var folder: String { Paths.folder(of: recordPath) }
}

/// Repeats a draw and compares.
///
/// - Parameter findings: receives why there is no answer, and the draw's own warnings.
public func verify(
  _ request: VerificationRequest, jobs: Int, findings: inout Findings
) -> Verdict {
  let early =
    checkPlanFiles(request, &findings) + checkInputs(request, &findings)
    + checkSeed(request)
  if findings.hasErrors { return .unanswerable }
  if !early.isEmpty { return .differs(early) }
  guard
    let campaign = conduct([request.plan], seed: request.seed, jobs: jobs, findings: &findings)?
      .first
  else { return .unanswerable }
  let files = render(
    campaign, seedText: request.record.seedText, flavour: request.record.flavour)
  let found =
    compareRecord(request, files) + compareFiles(request, files)
    + compareSummary(request, campaign, files)
  return found.isEmpty ? .identical : .differs(found)
}

// MARK: - Before the draw is repeated

private func checkPlanFiles(
  _ request: VerificationRequest, _ findings: inout Findings
) -> [Discrepancy] {
  let sources = request.plan.sources
  let known = request.record.planFiles
  for (source, file) in zip(sources, known) where source.digest.hex != file.digest {
    findings.error("file-changed", file: source.path, arguments: [file.digest, source.digest.hex])
  }
  if sources.map(\.name) == known.map(\.name) { return [] }
  return [
    Discrepancy(
      stage: .plan, file: request.recordPath, place: "plan.files",
      expected: sources.map(\.name).joined(separator: ", "),
      found: known.map(\.name).joined(separator: ", "))
  ]
}

private func checkInputs(
  _ request: VerificationRequest, _ findings: inout Findings
) -> [Discrepancy] {
  var discrepancies: [Discrepancy] = []
  for (index, input) in request.record.inputs.enumerated() {
    let place = "inputs[\(index)]"
    guard let file = request.plan.inputs.file(role: input.role) else {
      discrepancies.append(
        Discrepancy(
          stage: .inputs, file: request.recordPath, place: "\(place).role", expected: nil,
          found: input.role))
      continue
    }
    do {
      let digest = try digestFile(at: file.path)
      if digest.hex == input.file.digest { continue }
      let pieces = digest.pieces.map(\.hex)
      if pieces == input.file.pieces {
        discrepancies.append(
          Discrepancy(
            stage: .inputs, file: request.recordPath, place: "\(place).digest",
            expected: digest.hex, found: input.file.digest))
      } else {
        reportChange(file, digest, input.file, &findings)
      }
    } catch {
      findings.add(error, file: file.display)
    }
  }
  return discrepancies
}

private func reportChange(
  _ file: InputFile, _ digest: FileDigest, _ known: DrawRecord.NamedFile,
  _ findings: inout Findings
) {
  let same = zip(digest.pieces.map(\.hex), known.pieces).prefix { $0 == $1 }.count
  let start = same * FileDigest.pieceSize
  findings.error(
    "input-changed", file: file.display,
    arguments: [
      "\(same + 1)", "\(start)", "\(start + FileDigest.pieceSize)", known.digest, digest.hex,
    ])
}

private func checkSeed(_ request: VerificationRequest) -> [Discrepancy] {
  if request.seed.hash.hex == request.record.seedHash { return [] }
  return [
    Discrepancy(
      stage: .seed, file: request.recordPath, place: "seed.hash",
      expected: request.seed.hash.hex, found: request.record.seedHash)
  ]
}

extension Inputs {
  fileprivate func file(role: String) -> InputFile? {
    switch role {
    case "targets": targets.file
    case "inspectors": inspectors
    case "items": items
    case "history": history
    case "recusals": recusals
    case "calendar": calendar
    default: nil
    }
  }
}

// MARK: - After

private func compareRecord(
  _ request: VerificationRequest, _ files: [OutputFile]
) -> [Discrepancy] {
  guard let expected = files.last, expected.bytes != request.recordBytes,
    let tree = try? parseJSON5(expected.bytes)
  else { return [] }
  let found = differences(request.record.tree, tree, file: request.recordPath)
  if !found.isEmpty { return found }
  let (line, expectedLine, foundLine) = firstDifferingLine(request.recordBytes, expected.bytes)
  return [
    Discrepancy(
      stage: .record, file: request.recordPath, place: "line \(line)", expected: expectedLine,
      found: foundLine)
  ]
}

private func compareFiles(
  _ request: VerificationRequest, _ files: [OutputFile]
) -> [Discrepancy] {
  files.dropLast().compactMap { file in
    let path = Paths.joining(request.folder, file.name)
    guard let found = try? readWholeFile(at: path) else {
      return Discrepancy(
        stage: .outputs, file: path, place: "", expected: "\(file.bytes.count) bytes", found: nil)
    }
    if found == file.bytes { return nil }
    let (line, expectedLine, foundLine) = firstDifferingLine(found, file.bytes)
    return Discrepancy(
      stage: .outputs, file: path, place: "line \(line)", expected: expectedLine,
      found: foundLine)
  }
}

/// The plan's row in the batch's summary, where the summary is still there.
private func compareSummary(
  _ request: VerificationRequest, _ campaign: Campaign, _ files: [OutputFile]
) -> [Discrepancy] {
  let path = Paths.joining(Paths.joining(request.folder, ".."), "summary.csv")
  guard let found = try? readWholeFile(at: path), let record = files.last else { return [] }
  let sheet = summarySheet([(campaign, record.bytes)], flavour: request.record.flavour)
  let expected = sheet.split(separator: 0x0A)
  let lines = found.split(separator: 0x0A, omittingEmptySubsequences: false)
  var discrepancies: [Discrepancy] = []
  if lines.first != expected.first {
    discrepancies.append(
      Discrepancy(
        stage: .outputs, file: path, place: "line 1",
        expected: expected.first.map { String(decoding: $0, as: UTF8.self) },
        found: lines.first.map { String(decoding: $0, as: UTF8.self) }))
  }
  if let row = expected.last, !lines.contains(row) {
    let prefix = Array(campaign.plan.id.utf8) + [UInt8(ascii: ",")]
    let own = lines.firstIndex { $0.starts(with: prefix) }
    discrepancies.append(
      Discrepancy(
        stage: .outputs, file: path, place: own.map { "line \($0 + 1)" } ?? "",
        expected: String(decoding: row, as: UTF8.self),
        found: own.map { String(decoding: lines[$0], as: UTF8.self) }))
  }
  return discrepancies
}
