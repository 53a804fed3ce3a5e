// What verification asks of the ledger beside a plan's folder: that its chain holds, that the draw
// stands in it with this record and this list, what it says of commitment and counts, and that
// replacements follow from it. A folder that was sent without its ledger is verified by itself, and
// that is said.

import Sampling
import Tables

/// The ledger beside a record and the record's line in it.
struct LedgerView: Sendable {
  var path: String
  var ledger: Ledger
  /// The draw's line; nil where the ledger has none for the plan.
  var entry: LedgerEntry?

  /// What is said where it has none.
  var lacksDraw: Discrepancy {
    Discrepancy(
      stage: .ledger, file: path, place: "draw-not-in-ledger", expected: nil, found: nil)
  }
}

/// Reads the ledger beside a record; nil where there is none, or with findings.
func readLedger(beside request: VerificationRequest, _ findings: inout Findings) -> LedgerView? {
  if !request.hasFolder {
    findings.report("record-from-stdin", file: request.recordPath, severity: .note)
    return nil
  }
  let path = Paths.joining(Paths.joining(request.folder, ".."), Ledger.fileName)
  let shown = Paths.shortened(path)
  do {
    let bytes = try readBoundedFile(at: path)
    guard let ledger = Ledger(bytes, file: shown, findings: &findings) else { return nil }
    let entry =
      ledger.draw(ofRecord: PieceDigest(of: request.recordBytes).hex)
      ?? ledger.draw(ofPlan: request.record.planID)
    if let entry, let line = ledger.voidLine(of: entry) {
      findings.report(
        "draw-is-void", file: shown, arguments: [request.record.planID, "\(line)"],
        severity: .warning)
    }
    return LedgerView(path: shown, ledger: ledger, entry: entry)
  } catch .notFound {
    if let entry = displacedEntry(on: path) {
      findings.add(entry)
      return nil
    }
    findings.report("ledger-not-at-hand", file: shown, severity: .note)
  } catch {
    findings.add(error, file: shown)
  }
  return nil
}

/// The standing that record and notice should show.
///
/// Where there is no ledger the record says it; but a notice that is the one whose digest the
/// record holds is the better witness.
func standing(of request: VerificationRequest, _ view: LedgerView?) -> DrawStanding {
  let stated = DrawStanding(record: request.record.tree)
  if let view, let entry = view.entry {
    // A record whose hash stands in its line was not altered since; the lines before it may be.
    let isAsEntered = entry.text("record") == PieceDigest(of: request.recordBytes).hex
    if isAsEntered { return stated }
    // Of fallbacks no line tells.
    var standing = view.ledger.standing(of: entry)
    standing.commitment?.fallbacks = stated.commitment?.fallbacks ?? []
    return standing
  }
  let path = Paths.joining(request.folder, "notice.csv")
  let files = request.record.tree.value(at: ["outputs", "files"])?.elements ?? []
  guard request.hasFolder, let notice = try? readWholeFile(at: path),
    files.contains(where: {
      $0["name"]?.string == "notice.csv" && $0["digest"]?.string == FileDigest(of: notice).hex
    })
  else { return stated }
  return DrawStanding(notice: notice, record: stated) ?? stated
}

/// All that the draw's line, and those before it, say against what the repeated draw gives.
func compareLedger(
  _ view: LedgerView?, _ campaign: Campaign, _ standing: DrawStanding, _ files: [OutputFile]
) -> [Discrepancy] {
  guard let view else { return [] }
  guard let entry = view.entry else { return [view.lacksDraw] }
  func hash(_ name: String) -> String {
    PieceDigest(of: files.first { $0.name == name }?.bytes ?? []).hex
  }
  let hashes = DrawHashes(list: hash("draw.csv"), record: hash("record.json"))
  return lineDifferences(entry, Ledger.drawData(campaign, standing, hashes), view.path)
    + view.ledger.standingDifferences(entry, stated: standing, view.path)
}

/// A draw's line against what it should say, member by member and in this order.
func lineDifferences(
  _ entry: LedgerEntry, _ data: [(String, JSON)], _ path: String
) -> [Discrepancy] {
  func difference(_ place: String, _ expected: String?, _ found: String?) -> Discrepancy {
    Discrepancy(
      stage: .ledger, file: path, line: entry.sequence, place: place, expected: expected,
      found: found)
  }
  let values = data.compactMap { key, value in
    let expected = value.scalarText
    let found = entry.text(key) ?? entry.number(key).map { "\($0)" }
    return found == expected ? nil : difference("data.\(key)", expected, found)
  }
  let isInOrder = entry.data.members?.map(\.key) == data.map(\.0)
  return values.isEmpty && !isInOrder ? [difference("ledger-members", nil, nil)] : values
}

extension Ledger {
  /// What the lines before a draw's say of its standing, against what its record states.
  func standingDifferences(
    _ entry: LedgerEntry, stated: DrawStanding, _ path: String
  ) -> [Discrepancy] {
    let told = standing(of: entry)
    if let own = stated.commitment?.sequence, let line = told.commitment?.sequence, own != line {
      return [
        Discrepancy(
          stage: .ledger, file: path, line: line, place: "sequence", expected: "\(own)",
          found: "\(line)")
      ]
    }
    if (told.draws, told.voids) == (stated.draws, stated.voids) { return [] }
    let counts = [stated.draws, stated.voids, told.draws, told.voids].map { "\($0)" }
    return [
      Discrepancy(
        stage: .ledger, file: path, line: entry.sequence,
        place: "ledger-counts:" + counts.joined(separator: ":"), expected: nil, found: nil)
    ]
  }
}

extension JSON {
  /// A text or a whole number as text; nil for null.
  fileprivate var scalarText: String? {
    switch self {
    case .string(let text): text
    case .int(let number): "\(number)"
    default: nil
    }
  }
}

/// replacements.csv against the ledger's replacements, computed again.
func compareReplacements(
  _ request: VerificationRequest, _ view: LedgerView?, _ book: inout VisitBook,
  _ unchecked: inout [String], _ findings: inout Findings
) -> [Discrepancy] {
  let path = Paths.joining(request.folder, ReplacementSheet.fileName)
  let found = request.hasFolder ? readIfThere(path, isBounded: true, &findings) : nil
  // Without the draw's lines nobody knows what should stand there.
  guard let view, let entry = view.entry else {
    if found != nil { unchecked.append(ReplacementSheet.fileName) }
    return []
  }
  let entries = view.ledger.replacements(of: entry)
  if let line = book.repeatAll(entries, request.record.flavour) {
    return [
      Discrepancy(
        stage: .ledger, file: view.path, line: line, place: "replacement-differs", expected: nil,
        found: nil)
    ]
  }
  let isPublic = request.isAsDisclosed(view)
  let flavour = request.record.flavour
  let sheet = isPublic ? book.publicSheet(flavour) : book.sheet(flavour)
  let expected = entries.isEmpty ? nil : sheet
  switch (expected, found) {
  case (nil, nil): return []
  case (let expected?, let found?):
    guard let difference = TableDifference(found, expected: expected) else { return [] }
    return [
      Discrepancy(
        stage: .ledger, file: path, line: difference.line, place: difference.place,
        expected: difference.expected, found: difference.found)
    ]
  default:
    return [
      Discrepancy(
        stage: .ledger, file: path, place: "", expected: expected.map { "\($0.count) B" },
        found: found.map { "\($0.count) B" })
    ]
  }
}

/// The commitment of a draw, where its file stands beside the ledger: the draw and the seed's
/// transcript are held against it.
func checkCommitment(
  _ request: VerificationRequest, _ view: LedgerView?, _ campaign: Campaign,
  _ unchecked: inout [String], _ findings: inout Findings
) {
  guard let view, let hash = view.entry?.text("commitment"),
    let entry = view.ledger.commitment(hash), let name = entry.text("file")
  else { return }
  let path = Paths.joining(Paths.folder(of: view.path), name)
  if let line = view.ledger.voidLine(of: entry) {
    findings.report(
      "commitment-is-void", file: path, arguments: ["\(line)"], severity: .warning)
  }
  guard let bytes = readIfThere(path, isBounded: true, &findings) else {
    findings.report(
      "commitment-not-at-hand", file: path, arguments: [hash], severity: .note)
    unchecked.append(Paths.lastComponent(name))
    return
  }
  guard let commitment = try? Commitment(bytes), commitment.hash == hash else {
    findings.error("ledger-file-differs", file: view.path, arguments: [name, hash])
    findings.noteSavedOtherwise(bytes, file: path) { PieceDigest(of: $0).hex == hash }
    return
  }
  commitment.check([campaign.plan], file: path, findings: &findings)
  commitment.check([campaign], file: path, findings: &findings)
  guard let seed = request.seedBytes else { return }
  if let transcript = SeedTranscript(seed) {
    if commitment.check(transcript, file: path, findings: &findings) {
      commitment.warnOfFallbacks(transcript, file: path, findings: &findings)
    }
  } else {
    findings.report("not-a-transcript", file: path)
  }
}
