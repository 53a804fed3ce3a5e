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
  /// The seed's file, where it was given: of a committed draw it is a transcript.
  public var seedBytes: [UInt8]?

  public init(
    record: DrawRecord, recordBytes: [UInt8], recordPath: String, plan: Plan, seed: Seed,
    seedBytes: [UInt8]? = nil
  ) {
    self.record = record
    self.recordBytes = recordBytes
    self.recordPath = recordPath
    self.plan = plan
    self.seed = seed
    self.seedBytes = seedBytes
  }

  var folder: String { Paths.folder(of: recordPath) }

  /// Whether files may stand beside the record: what comes through standard input has none.
  var hasFolder: Bool { recordPath != "-" }

  /// Whether a file stands beside the record.
  private func has(_ name: String) -> Bool {
    hasFolder && isRegularFile(at: Paths.joining(folder, name))
  }

  /// Whether no file stands beside the record that is never made public.
  fileprivate var hasNoSecretFile: Bool { hasFolder && !secretFiles.contains(where: has) }

  /// Whether the record's folder is one that was made public, and not one that has lost its files:
  /// the seed beside the record says so, or, outside the bureau's own folder, the ledger.
  func isAsDisclosed(_ view: LedgerView?) -> Bool {
    if !hasNoSecretFile { return false }
    if let view, let entry = view.entry {
      return view.ledger.lastDisclosure(of: entry) != nil && (hasSeed || !isInOwnFolder)
    }
    return hasSeed
  }

  /// Whether the seed stands beside the record, where `disclose` puts it.
  private var hasSeed: Bool {
    if !has("seed.txt") { return false }
    let seed = try? readWholeFile(at: Paths.joining(folder, "seed.txt"), limit: 1 << 20)
    return seed.flatMap { Seed(bytes: $0) }?.hash == self.seed.hash
  }

  /// Whether the record stands where it was drawn: with summary and page over the batch, or above
  /// what was disclosed of it. A summary alone may have been put to the public files.
  private var isInOwnFolder: Bool {
    has("../summary.csv")
      && (has("../index.html") || has("../disclosed/\(record.planID)/record.json"))
  }

  /// What is not compared where no ledger is at hand.
  fileprivate var filesWithoutLedger: [String] {
    (hasFolder ? [] : record.outputNames) + [Ledger.fileName]
      + (record.isCommitted ? ["commitment.json"] : [])
  }
}

/// Files of a draw's folder that are never made public.
private let secretFiles = ["plan.csv", "workload.csv", "rejects.csv", "report.html"]

extension Discrepancy {
  /// Whether a file is missing that is never made public.
  fileprivate var isOfSecretFile: Bool {
    place.isEmpty && found == nil && secretFiles.contains(Paths.lastComponent(file))
  }
}

/// Repeats a draw and compares. Of a folder that was made public, what is there.
///
/// - Parameters:
///   - unchecked: receives the names of files that belong to the draw and were not compared.
///   - findings: receives why there is no answer, and the draw's own warnings.
public func verify(
  _ request: VerificationRequest, jobs: Int, unchecked: inout [String], findings: inout Findings
) -> Verdict {
  let repeated = repeatDraw(request, jobs: jobs, findings: &findings)
  unchecked += repeated.unchecked
  let verdict = verdict(of: repeated, request, &unchecked, &findings)
  // Told here alone: what is wrong with other draws of a ledger keeps nobody from acting on this.
  return verdict.adding(repeated.ledgerDifferences(&unchecked))
}

/// What was repeated, of a folder that was made public what is there.
private func verdict(
  of repeated: RepeatedDraw, _ request: VerificationRequest, _ unchecked: inout [String],
  _ findings: inout Findings
) -> Verdict {
  guard case .differs(let all) = repeated.verdict else { return repeated.verdict }
  let rest = all.filter { !$0.isOfSecretFile }
  if !request.isAsDisclosed(repeated.ledger) {
    if rest.isEmpty, request.hasNoSecretFile {
      findings.report("secret-files-missing", file: request.recordPath, severity: .note)
    }
    if all.allSatisfy(\.isUnfinishedSheet), let step = repeated.book?.steps.last {
      findings.report(
        "replacements-to-be-restored", file: request.recordPath,
        arguments: [
          shellWord(request.recordPath), shellWord(step.target.idText), step.grounds.reason,
        ], severity: .note)
    }
    return repeated.verdict
  }
  unchecked += all.filter(\.isOfSecretFile).map { Paths.lastComponent($0.file) }
  if !rest.isEmpty { return .differs(rest) }
  findings.report("folder-as-disclosed", file: request.recordPath, severity: .note)
  return .identical
}

/// A draw that was made again, as far as it could be.
struct RepeatedDraw: Sendable {
  var verdict: Verdict
  /// The visits as they stand now; nil where the draw could not be repeated.
  var book: VisitBook?
  var ledger: LedgerView?
  /// Names of files that belong to the draw and were not compared.
  var unchecked: [String] = []

  static let unanswerable = RepeatedDraw(verdict: .unanswerable)
}

/// Repeats a draw with all replacements, and compares.
func repeatDraw(
  _ request: VerificationRequest, jobs: Int, findings: inout Findings
) -> RepeatedDraw {
  let request = request.withRecordedPlanName(&findings)
  let planIsSame = checkPlanFiles(request, &findings)
  let early =
    checkPlanNames(request) + checkSeed(request)
    + (planIsSame ? checkInputs(request, &findings) : [])
  if findings.hasErrors { return .unanswerable }
  if !early.isEmpty { return RepeatedDraw(verdict: .differs(early)) }
  let pages = pagesOfEarlierVersion(request, &findings)
  let ledger = findings.hasErrors ? nil : readLedger(beside: request, &findings)
  if findings.hasErrors { return .unanswerable }
  var unchecked = ledger == nil ? request.filesWithoutLedger : []
  guard
    let campaign = conduct(
      [request.plan], seed: request.seed, jobs: jobs, isRepeat: true, findings: &findings)?.first
  else { return .unanswerable }
  checkCommitment(request, ledger, campaign, &unchecked, &findings)
  if findings.hasErrors { return .unanswerable }
  let standing = standing(of: request, ledger)
  func render(_ pages: [OutputFile]?) -> [OutputFile] {
    renderPlan(
      campaign, seedText: request.record.seedText, flavour: request.record.flavour,
      standing: standing, program: request.record.program, pages: pages
    ).files
  }
  func compare(_ files: [OutputFile]) -> [Discrepancy] {
    compareRecord(request, files) + compareFiles(request, files, &findings)
      + compareSummary(request, campaign, files, &findings)
      + compareLedger(ledger, campaign, standing, files)
  }
  var files = render(pages)
  var found: [Discrepancy] = []
  // Only where all else agrees is another wording an explanation.
  let otherwise = pages == nil ? pagesWordedOtherwise(request, files, &findings) : nil
  if let otherwise, case let asTheyStand = render(otherwise.pages), compare(asTheyStand).isEmpty {
    (files, found) = (asTheyStand, otherwise.differences)
  } else {
    found = compare(files)
  }
  var book = VisitBook(campaign)
  found += compareIndex(request, pages == nil ? files : nil, &unchecked, &findings)
  found += compareReplacements(request, ledger, &book, &unchecked, &findings)
  if findings.hasErrors { return .unanswerable }
  return RepeatedDraw(
    verdict: found.isEmpty ? .identical : .differs(found), book: book, ledger: ledger,
    unchecked: unchecked)
}

/// The pages as they stand beside a record that an earlier version made, which drew pages
/// otherwise: their digests must be those of the record, and a note says that this is all that is
/// known of them. Nil for a record of this version.
private func pagesOfEarlierVersion(
  _ request: VerificationRequest, _ findings: inout Findings
) -> [OutputFile]? {
  if request.record.program == Version.program { return nil }
  findings.report(
    "pages-of-earlier-version", file: request.recordPath, arguments: [request.record.program],
    severity: .note)
  if !request.hasFolder {
    findings.report("record-from-stdin", file: request.recordPath)
    return nil
  }
  return request.record.outputNames.filter { $0.hasSuffix(".html") }.compactMap { name in
    readIfThere(Paths.joining(request.folder, name), &findings).map {
      OutputFile(name: name, bytes: $0)
    }
  }
}

/// Pages that stand beside a record as it names them, and that this program words otherwise: they
/// were not altered after the draw, unless record and page were altered together.
///
/// - Parameter own: the files as this program makes them.
/// - Returns: all pages, those as they stand, and where each of those differs; nil for none.
private func pagesWordedOtherwise(
  _ request: VerificationRequest, _ own: [OutputFile], _ findings: inout Findings
) -> (pages: [OutputFile], differences: [Discrepancy])? {
  if !request.hasFolder { return nil }
  var differences: [Discrepancy] = []
  let pages = own.filter { $0.name.hasSuffix(".html") }.map { page -> OutputFile in
    let path = Paths.joining(request.folder, page.name)
    guard let bytes = readIfThere(path, &findings), bytes != page.bytes,
      FileDigest(of: bytes).hex == request.record.outputDigest(of: page.name),
      var difference = pageDifference(bytes, expected: page.bytes, file: path)
    else { return page }
    difference.place = Discrepancy.otherWording
    differences.append(difference)
    return OutputFile(name: page.name, bytes: bytes)
  }
  return differences.isEmpty ? nil : (pages, differences)
}

// MARK: - Before the draw is repeated

/// Reports plan files that are not those of the record.
///
/// - Returns: whether the plan says what the record says that it said, changed or not.
private func checkPlanFiles(
  _ request: VerificationRequest, _ findings: inout Findings
) -> Bool {
  let sources = request.plan.sources
  let changed = zip(sources, request.record.planFiles).enumerated()
    .filter { $1.0.digest.hex != $1.1.digest }
  if changed.isEmpty { return true }
  let rules = try? parseJSON5(request.plan.rules.text(indent: false))
  var hasSameRules = false
  if let rules, let known = request.record.tree["rules"] { hasSameRules = isSame(known, rules) }
  for (index, (source, _)) in changed {
    findings.error(
      hasSameRules ? "file-changed-in-form" : "file-changed", file: Paths.shortened(source.path),
      arguments: ["plan.files[\(index)].digest"])
    findings.noteSavedOtherwise(at: source.path, request.record.planFiles[index].digest)
  }
  return hasSameRules
}

private func checkPlanNames(_ request: VerificationRequest) -> [Discrepancy] {
  let expected = request.plan.sources.map(\.name)
  let found = request.record.planFiles.map(\.name)
  if expected == found { return [] }
  let index = zip(expected, found).prefix { $0 == $1 }.count
  return [
    Discrepancy(
      stage: .plan, file: request.recordPath, place: "plan.files[\(index)].name",
      expected: index < expected.count ? expected[index] : nil,
      found: index < found.count ? found[index] : nil)
  ]
}

func checkInputs(
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
      let digest = try digestFile(at: file.path, isReadAgain: true)
      if digest.hex == input.file.digest { continue }
      let pieces = digest.pieces.map(\.hex)
      if pieces == input.file.pieces {
        discrepancies.append(
          Discrepancy(
            stage: .inputs, file: request.recordPath, place: "\(place).digest",
            expected: digest.hex, found: input.file.digest))
      } else {
        reportChange(at: file.path, file.display, digest, input.file, &findings)
      }
    } catch .notRepeatable {
      findings.report("input-is-a-pipe", file: file.display)
    } catch .notFound(let path) where reportRenamed(input.file, path, file, &findings) {
    } catch .notFound where request.plan.inputs.targets.parts.contains(file) {
      findings.error(
        "part-not-at-hand", at: file.location.value, arguments: [file.display, input.file.digest])
    } catch .notFound(let path) where isNothing(at: path) {
      findings.report("input-missing", file: file.display, arguments: [input.file.digest])
    } catch {
      findings.add(
        error, file: file.display, from: file.location.value, named: file.name)
    }
  }
  return discrepancies
}

/// The seed's text, its hash and the record's keys must belong together.
private func checkSeed(_ request: VerificationRequest) -> [Discrepancy] {
  let record = request.record
  let textHash = record.seedText.flatMap { Seed(bytes: Array($0.utf8)) }?.hash.hex
  if let textHash, textHash != record.seedHash {
    // The keys tell which of the two was changed.
    let key = request.seed.key(.schedule).hash.hex
    let isTextRight =
      request.seed.hash.hex == textHash
      && record.tree.text(at: ["seed", "keys", Stage.schedule.name]) == key
    return [
      Discrepancy(
        stage: .seed, file: request.recordPath, line: record.line(of: ["seed"]),
        place: isTextRight ? "seed.hash" : "seed.text",
        expected: isTextRight ? textHash : nil,
        found: isTextRight ? record.seedHash : record.seedText)
    ]
  }
  return []
}
