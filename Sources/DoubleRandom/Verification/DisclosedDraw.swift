// `verify --disclosed`: a draw held against nothing but the files that were made public: the
// record, the list, the seed, the ledger, the commitment. For a stranger without registry or plan.
//
//   seed → S → keys → tickets of the list → places, counts, cut-offs → record → ledger → commitment
//
// The one thing to know: this shows that nobody could choose who of the *frame* was drawn. Who is
// in the frame stands in registries that are not public; their digests were committed beforehand.

import Sampling
import Tables

/// A disclosed draw to be looked at.
public struct DisclosureRequest: Sendable {
  public var record: DrawRecord
  public var recordBytes: [UInt8]
  public var recordPath: String
  /// The disclosed seed; nil where the record holds its text.
  public var seed: [UInt8]?
  /// Where the seed was read.
  public var seedPath: String

  public init(
    record: DrawRecord, recordBytes: [UInt8], recordPath: String, seed: [UInt8]?, seedPath: String
  ) {
    self.record = record
    self.recordBytes = recordBytes
    self.recordPath = recordPath
    self.seed = seed
    self.seedPath = seedPath
  }

  fileprivate var folder: String { Paths.folder(of: recordPath) }

  fileprivate func read(_ name: String, _ findings: inout Findings) -> [UInt8]? {
    readIfThere(Paths.joining(folder, name), &findings)
  }

  fileprivate func differs(
    _ stage: CampaignStage, _ place: String, _ expected: String?, _ found: String?,
    file: String? = nil, line: Int? = nil
  ) -> [Discrepancy] {
    if expected == found { return [] }
    return [
      Discrepancy(
        stage: stage, file: file ?? recordPath, line: line, place: place, expected: expected,
        found: found)
    ]
  }
}

/// Holds the public files of a draw against each other.
///
/// - Parameter unchecked: receives the names of public files that are not at hand.
/// - Returns: `identical` where all others agree; by file and place what does not.
public func verifyDisclosed(
  _ request: DisclosureRequest, unchecked: inout [String], findings: inout Findings
) -> Verdict {
  let text = request.record.seedText.map { Array($0.utf8) }
  guard let bytes = request.seed ?? text, let given = Seed(bytes: bytes) else {
    findings.report("seed-not-in-record", file: request.recordPath)
    return .unanswerable
  }
  let path = Paths.joining(request.folder, "draw.csv")
  if request.read("draw.csv", &findings) == nil {
    if !findings.hasErrors { findings.report("nothing-disclosed", file: path) }
    return .unanswerable
  }
  let seed = request.seedOfRecord ?? given
  let isOther = seed.hash != given.hash
  var found = isOther ? request.otherSeed(given) : request.seedDifferences(seed)
  if isOther || found.isEmpty {
    found += listDifferences(at: path, request.record, findings: &findings)
    if findings.hasErrors { return .unanswerable }
  }
  found += request.fileDifferences(&unchecked, &findings)
  found += request.ledgerDifferences(isOther ? nil : bytes, seed, &unchecked, &findings)
  if findings.hasErrors { return .unanswerable }
  return found.isEmpty ? .identical : .differs(found)
}

// MARK: - Seed and files

extension DisclosureRequest {
  /// The seed that a record speaks of, where all its keys do: a file with another one is false
  /// then, and nothing that follows from the record's own.
  fileprivate var seedOfRecord: Seed? {
    guard seed != nil, let hash = Hash(hex: record.seedHash) else { return nil }
    return seedDifferences(Seed(hash: hash)).isEmpty ? Seed(hash: hash) : nil
  }

  fileprivate func otherSeed(_ given: Seed) -> [Discrepancy] {
    differs(.seed, "not-the-seed", record.seedHash, given.hash.hex, file: seedPath)
  }

  /// S and every K of the record follow from the seed.
  fileprivate func seedDifferences(_ seed: Seed) -> [Discrepancy] {
    let hash = differs(.seed, "seed.hash", seed.hash.hex, record.seedHash)
    let keys = record.tree.value(at: ["seed", "keys"])?.members ?? []
    return hash
      + keys.flatMap { member in
        differs(
          .seed, "seed.keys.\(member.key)",
          SHA256.hash("\(Version.draw)|\(seed.hash.hex)|\(member.key)").hex,
          member.value.string)
      }
  }

  /// Files that are there are those whose digests the record holds. The list's is also what
  /// `sha256sum` prints, and is shown so.
  fileprivate func fileDifferences(
    _ unchecked: inout [String], _ findings: inout Findings
  ) -> [Discrepancy] {
    record.outputNames.flatMap { name -> [Discrepancy] in
      guard let bytes = read(name, &findings) else {
        if name.hasPrefix("notice.") { unchecked.append(name) }
        return []
      }
      let path = Paths.joining(folder, name)
      if name == "draw.csv", let list = record.tree.text(at: ["outputs", "list"]) {
        let found = differs(.outputs, "", list, PieceDigest(of: bytes).hex, file: path)
        if !found.isEmpty { return found }
      }
      return differs(
        .outputs, "file-digest", record.outputDigest(of: name), FileDigest(of: bytes).hex,
        file: path)
    }
  }
}

// MARK: - Ledger and commitment

extension DisclosureRequest {
  /// The ledger one level up: its chain, the draw's line, the commitment, what was replaced.
  fileprivate func ledgerDifferences(
    _ seedBytes: [UInt8]?, _ seed: Seed, _ unchecked: inout [String], _ findings: inout Findings
  ) -> [Discrepancy] {
    let path = Paths.joining(Paths.joining(folder, ".."), Ledger.fileName)
    guard let bytes = readIfThere(path, isBounded: true, &findings) else {
      findings.report("ledger-not-at-hand", file: path, severity: .note)
      unchecked.append(Ledger.fileName)
      // What a draw followed, and who was replaced, is known from the ledger.
      if record.isCommitted { unchecked.append("commitment.json") }
      if read(ReplacementSheet.fileName, &findings) != nil {
        unchecked.append(ReplacementSheet.fileName)
      }
      return []
    }
    guard let ledger = Ledger(bytes, file: path, findings: &findings) else { return [] }
    let hash = PieceDigest(of: recordBytes).hex
    guard let entry = ledger.draw(ofRecord: hash) ?? ledger.draw(ofPlan: record.planID) else {
      return [LedgerView(path: path, ledger: ledger).lacksDraw]
    }
    if let line = ledger.voidLine(of: entry) {
      findings.report(
        "draw-is-void", file: Paths.shortened(path), arguments: [record.planID, "\(line)"],
        severity: .warning)
    }
    return lineDifferences(entry, Ledger.drawData(record, hash: hash), path)
      + ledger.standingDifferences(entry, stated: DrawStanding(record: record.tree), path)
      + ledger.seedDifferences(entry, path) {
        listHashes(at: Paths.joining(folder, "draw.csv")) ?? []
      }
      // The other table names who was visited by whom, and is not public.
      + ledger.resultDifferences(
        entry, path, [("publication.csv", "publication")], unchecked: &unchecked)
      + commitmentDifferences(ledger, entry, seedBytes, path, &unchecked, &findings)
      + replacementDifferences(ledger, entry, seed, &unchecked, &findings)
  }

  /// The commitment beside the ledger: the seed is its transcript, and it fixed what was drawn.
  ///
  /// - Parameter seed: nil where another one than the draw's was given.
  private func commitmentDifferences(
    _ ledger: Ledger, _ entry: LedgerEntry, _ seed: [UInt8]?, _ ledgerPath: String,
    _ unchecked: inout [String], _ findings: inout Findings
  ) -> [Discrepancy] {
    guard let hash = entry.text("commitment") else { return [] }
    let name = Paths.lastComponent(ledger.commitment(hash)?.text("file") ?? "commitment.json")
    let path = Paths.joining(Paths.folder(of: ledgerPath), name)
    let shown = Paths.shortened(path)
    if let line = ledger.commitment(hash).flatMap(ledger.voidLine) {
      findings.report(
        "commitment-is-void", file: shown, arguments: ["\(line)"],
        severity: .warning)
    }
    guard let bytes = readIfThere(path, isBounded: true, &findings) else {
      findings.report("commitment-not-at-hand", file: shown, arguments: [hash], severity: .note)
      unchecked.append(name)
      return []
    }
    guard PieceDigest(of: bytes).hex == hash, let commitment = try? Commitment(bytes) else {
      findings.noteSavedOtherwise(bytes, file: path) { PieceDigest(of: $0).hex == hash }
      return differs(
        .ledger, "commitment-differs-from-ledger", hash, PieceDigest(of: bytes).hex, file: path)
    }
    guard let seed else { return commitment.differences(from: record, file: recordPath) }
    guard let transcript = SeedTranscript(seed) else {
      findings.report("not-a-transcript", file: recordPath)
      return []
    }
    if commitment.check(transcript, file: shown, findings: &findings) {
      commitment.warnOfFallbacks(transcript, file: shown, findings: &findings)
    }
    return commitment.differences(from: record, file: recordPath)
  }

  /// Everybody who was replaced is one whom the ledger names by ticket, for the reason and on the
  /// day that stand there; and the sheet is one whose hash the ledger holds.
  private func replacementDifferences(
    _ ledger: Ledger, _ entry: LedgerEntry, _ seed: Seed, _ unchecked: inout [String],
    _ findings: inout Findings
  ) -> [Discrepancy] {
    let entries = ledger.replacements(of: entry)
    let path = Paths.joining(folder, ReplacementSheet.fileName)
    guard let bytes = readIfThere(path, &findings) else {
      if !entries.isEmpty { unchecked.append(ReplacementSheet.fileName) }
      return []
    }
    guard let sheet = readTable(at: path, &findings) else { return [] }
    let found = rowDifferences(sheet, entries, seed.key(.schedule), file: path)
    let (own, known) = (PieceDigest(of: bytes).hex, ledger.sheetHashes(of: entry))
    if !found.isEmpty || known.contains(own) { return found }
    if ledger.lastDisclosure(of: entry) == nil, sheet.header.index(of: "依据") == nil {
      // A public sheet, and a ledger from before it was made.
      unchecked.append(ReplacementSheet.fileName)
      return []
    }
    return differs(.ledger, "", known.last, own, file: path)
  }

  /// What a ledger's line says of a replacement, against the first row of its number.
  private func rowDifferences(
    _ sheet: TextTable, _ entries: [LedgerEntry], _ key: TicketKey, file: String
  ) -> [Discrepancy] {
    let isForPeople = sheet.report.hasByteOrderMark
    func cell(_ row: [String], _ header: String) -> String {
      guard let column = sheet.header.index(of: header) else { return "" }
      return isForPeople ? restored(row[column]) : row[column]
    }
    var steps: [(line: Int, row: [String])] = []
    for (line, row) in zip(sheet.lines, sheet.rows)
    where cell(row, "更换序号") == "\(steps.count + 1)" { steps.append((line, row)) }
    let id = "原统一社会信用代码"
    let both = zip(entries, steps).flatMap { entry, step in
      let pairs = [
        ("ticket-of:\(id)", entry.text("target") ?? "", key.ticket(cell(step.row, id)).hex),
        ("column:更换原因", entry.text("reason") ?? "", cell(step.row, "更换原因")),
        ("column:发现日期", entry.text("date") ?? "", cell(step.row, "发现日期")),
      ]
      return pairs.flatMap { differs(.ledger, $0, $1, $2, file: file, line: step.line) }
    }
    return both
      + entries.dropFirst(steps.count).flatMap {
        differs(.ledger, "row-missing", $0.text("target") ?? "", nil, file: file)
      }
      + steps.dropFirst(entries.count).flatMap {
        differs(.ledger, "row-added", nil, cell($0.row, id), file: file, line: $0.line)
      }
  }
}

extension Commitment {
  /// What a record says otherwise than the commitment fixed it: files, inputs, sizes, rules.
  fileprivate func differences(from record: DrawRecord, file: String) -> [Discrepancy] {
    guard let plan = committedPlan(record.planID) else {
      return [
        Discrepancy(
          stage: .plan, file: file, place: "plan.id",
          expected: planIDs.joined(separator: ", "), found: record.planID)
      ]
    }
    let own = JSON.object([
      ("id", .string(record.planID)), ("title", member(record.tree, "plan", "title")),
      ("authority", member(record.tree, "plan", "authority")),
      (
        "files",
        .array(
          record.planFiles.map {
            .object([("name", .string($0.name)), ("digest", .string($0.digest))])
          })
      ),
      ("inputs", .object(record.inputs.map { ($0.role, .string($0.file.digest)) })),
      ("tasks", .array((record.tree["tasks"]?.elements ?? []).map(committedTask))),
      ("rules", record.tree["rules"]?.json ?? .null),
    ])
    guard let tree = try? parseJSON5(own.text(indent: false)), let members = plan.members
    else { return [] }
    let kept = JSON.object(
      members.filter { $0.key != "registry" }.map { ($0.key, $0.value.json) })
    guard let committed = try? parseJSON5(kept.text(indent: false)) else { return [] }
    return DoubleRandom.differences(tree, committed, file: file).map {
      var difference = $0
      difference.line = nil
      return difference
    }
  }

  private func member(_ tree: JSON5Value, _ path: String...) -> JSON {
    tree.value(at: path)?.json ?? .null
  }

  /// A record's task with what a commitment says of it.
  private func committedTask(_ task: JSON5Value) -> JSON {
    func members(_ value: JSON5Value, _ keys: [String]) -> [(String, JSON)] {
      keys.map { ($0, value[$0]?.json ?? .null) }
    }
    let strata = (task["strata"]?.elements ?? []).map {
      JSON.object(members($0, ["stratum", "N", "n", "alternates"]))
    }
    return .object(
      members(task, ["key", "number", "stage", "selected"]) + [("strata", .array(strata))])
  }
}
