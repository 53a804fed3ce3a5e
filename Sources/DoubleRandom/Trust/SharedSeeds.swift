// Draws of one seed. A seed that is made public tells everything that was, or will be, drawn from
// it; and a commitment has one seed, so that its draws of one plan have one list. No line of a
// ledger may hold S: which draws share a seed is known by their commitment, or by the records that
// stand beside the ledger.

import Sampling
import Tables

extension Ledger {
  /// Where a draw's files may stand beside its ledger: as drawn, and as disclosed.
  static func folders(ofPlan plan: String, in folder: String) -> [String] {
    if !isSafePlanID(plan) { return [] }
    return [folder, Paths.joining(folder, "disclosed")].map { Paths.joining($0, plan) }
  }

  /// A draw's record, where it stands beside the ledger.
  func record(of draw: LedgerEntry, in folder: String) -> DrawRecord? {
    for place in Ledger.folders(ofPlan: draw.text("plan") ?? "", in: folder) {
      let path = Paths.joining(place, "record.json")
      if let bytes = try? readBoundedFile(at: path),
        PieceDigest(of: bytes).hex == draw.text("record")
      {
        return try? DrawRecord(bytes)
      }
    }
    return nil
  }
}

// MARK: - Before a seed becomes public

extension Ledger {
  /// Reports what the seed of a draw would tell too early: visits that may still be made on a day,
  /// of any draw that shares it, and plans that are still to be drawn from it.
  ///
  /// - Parameter path: of the ledger.
  func checkDisclosure(
    of draw: LedgerEntry, _ seed: Seed, on day: Day, _ path: String, _ findings: inout Findings
  ) {
    let folder = Paths.folder(of: path)
    func refuse(_ plan: String, _ until: String) {
      findings.report(
        "disclosure-too-early", file: path, arguments: [plan, until, day.text])
    }
    for other in entries where other.kind == .draw && (other.text("until") ?? "") >= day.text {
      let (plan, until) = (other.text("plan") ?? "", other.text("until") ?? "")
      if let hash = draw.text("commitment"), hash == other.text("commitment") {
        // A void draw is made again from the same seed, as long as the commitment stands.
        if !isVoid(other) || commitment(hash).map(isVoid) == false { refuse(plan, until) }
      } else if isVoid(other) || haveSeedsApart(draw, other) {
        continue
      } else if other.sequence == draw.sequence {
        refuse(plan, until)
      } else if let record = record(of: other, in: folder) {
        if record.seedHash == seed.hash.hex { refuse(plan, until) }
      } else {
        findings.report(
          "disclosure-of-unknown", file: path, arguments: [plan, "\(other.sequence)", until])
      }
    }
    for (entry, plans) in openCommitments where entry.text("hash") == draw.text("commitment") {
      let commitment = commitmentFile(entry, in: folder)
      for plan in plans {
        guard let until = commitment?.lastDay(ofPlan: plan) else {
          findings.report(
            "disclosure-before-draw", file: path, arguments: [plan, "\(entry.sequence)"])
          continue
        }
        if until >= day.text { refuse(plan, until) }
      }
    }
    checkSalt(of: draw, on: day, path, &findings)
  }

  /// The transcript holds the salt: whoever reads it has the seed of every other commitment with
  /// that salt as well, once its public lines are known.
  private func checkSalt(
    of draw: LedgerEntry, on day: Day, _ path: String, _ findings: inout Findings
  ) {
    let folder = Paths.folder(of: path)
    guard let own = draw.text("commitment").flatMap({ commitment($0) }),
      let salt = commitmentFile(own, in: folder)?.saltHash
    else { return }
    for other in entries
    where other.kind == .commitment && !isVoid(other) && other.text("hash") != own.text("hash") {
      guard let file = commitmentFile(other, in: folder), file.saltHash == salt else { continue }
      for plan in file.planIDs {
        guard let until = file.lastDay(ofPlan: plan), until >= day.text else { continue }
        findings.report(
          "disclosure-of-salt", file: path, arguments: [plan, "\(other.sequence)", until])
      }
    }
  }

  /// Reports a salt that another commitment in this ledger has: the seed of either, once public,
  /// holds it. Void, and never disclosed, a commitment keeps its salt a secret.
  ///
  /// - Parameter file: of the salt.
  public func checkSalt(
    _ hash: String, file: String, in folder: String, findings: inout Findings
  ) {
    let disclosed = Set(entries.filter { $0.kind == .disclosure }.compactMap { $0.number("draw") })
    let shown = Set(
      entries.filter { disclosed.contains($0.sequence) }.compactMap { $0.text("commitment") })
    let other = entries.first {
      $0.kind == .commitment && commitmentFile($0, in: folder)?.saltHash == hash
        && (!isVoid($0) || shown.contains($0.text("hash") ?? ""))
    }
    guard let other else { return }
    findings.report(
      "salt-used-before", file: file,
      arguments: ["\(other.sequence)", other.text("file") ?? ""])
  }

  /// The transcripts of two commitments differ, for they name them.
  private func haveSeedsApart(_ draw: LedgerEntry, _ other: LedgerEntry) -> Bool {
    draw.text("commitment") != nil && other.text("commitment") != nil
  }

  private func commitmentFile(_ entry: LedgerEntry, in folder: String) -> Commitment? {
    let path = Paths.joining(folder, entry.text("file") ?? "")
    guard let bytes = try? readBoundedFile(at: path), let commitment = try? Commitment(bytes)
    else { return nil }
    return commitment.hash == entry.text("hash") ? commitment : nil
  }

  /// The line by which a seed became public; nil where no line and no record tells.
  private func disclosure(of seed: Seed, in folder: String) -> LedgerEntry? {
    entries.first { line in
      if line.kind != .disclosure { return false }
      // The SHA-256 of a seed's file is S.
      if line.data["files"]?["seed.txt"]?.string == seed.hash.hex { return true }
      let draw = entries.first { $0.sequence == line.number("draw") }
      return draw.flatMap { record(of: $0, in: folder) }?.seedHash == seed.hash.hex
    }
  }
}

// MARK: - Before a draw is written

extension Ledger {
  /// Reports what the seed of draws that were just entered has against it: it is public, or it is
  /// not the one that their commitment was drawn from before.
  ///
  /// - Parameters:
  ///   - count: of the ledger's lines without these draws.
  ///   - file: the ledger's, for messages.
  public func checkSeed(
    of campaigns: [Campaign], after count: Int, file: String, findings: inout Findings
  ) {
    let added = entries[count...].filter { $0.kind == .draw }
    guard let seed = campaigns.first?.seed, !added.isEmpty else { return }
    let told = disclosure(of: seed, in: Paths.folder(of: file))
    for line in added {
      guard let campaign = campaigns.first(where: { $0.plan.id == line.text("plan") })
      else { continue }
      if let told {
        findings.report(
          "seed-is-public", file: file,
          arguments: [campaign.plan.id, told.text("date") ?? "", "\(told.sequence)"])
      }
      let others = linesOfOtherSeeds(than: line) { campaign.listHashes }
      if !others.isEmpty {
        findings.report(
          "seed-of-commitment-changed", file: file,
          arguments: [campaign.plan.id, others.map { "\($0)" }.joined(separator: ", ")])
      }
    }
  }

  /// Lines of the draws of the same commitment and plan that one seed cannot have given together
  /// with this one.
  ///
  /// - Parameter lists: the SHA-256 of this draw's list in both forms of CSV.
  func linesOfOtherSeeds(than draw: LedgerEntry, lists: () -> Set<String>) -> [Int] {
    let others = drawsOfCommitment(of: draw).filter { $0.text("list") != draw.text("list") }
    if others.isEmpty { return [] }
    let own = lists()
    // A list that is not the line's is told elsewhere.
    if !own.contains(draw.text("list") ?? "") { return [] }
    return others.filter { !own.contains($0.text("list") ?? "") }.map(\.sequence)
  }

  /// The draws of one commitment and plan, void or not; none where there is no commitment.
  private func drawsOfCommitment(of draw: LedgerEntry) -> [LedgerEntry] {
    guard let hash = draw.text("commitment") else { return [] }
    return entries.filter {
      $0.kind == .draw && $0.text("commitment") == hash && $0.text("plan") == draw.text("plan")
    }
  }

  /// The same, as a difference of the ledger.
  func seedDifferences(
    _ draw: LedgerEntry, _ path: String, lists: () -> Set<String>
  ) -> [Discrepancy] {
    let others = linesOfOtherSeeds(than: draw, lists: lists).map { "\($0)" }
    if others.isEmpty { return [] }
    return [
      Discrepancy(
        stage: .ledger, file: path, line: draw.sequence,
        place: "other-seeds:\(others.joined(separator: ", "))", expected: nil, found: nil)
    ]
  }

  /// Reports commitments whose draws of one plan have several lists: of two, the second may be the
  /// first in the other form of CSV, which a list beside the ledger tells.
  func reportOtherSeeds(_ path: String, _ findings: inout Findings) {
    let folder = Paths.folder(of: path)
    for draw in entries where draw.kind == .draw {
      let all = drawsOfCommitment(of: draw)
      let lists = Set(all.compactMap { $0.text("list") })
      if all.last?.sequence != draw.sequence || lists.count < 2 { continue }
      let known = Ledger.folders(ofPlan: draw.text("plan") ?? "", in: folder)
        .compactMap { listHashes(at: Paths.joining($0, "draw.csv")) }
        .first { !$0.isDisjoint(with: lists) }
      if let known, lists.isSubset(of: known) { continue }
      findings.add(
        Finding(
          severity: known == nil && lists.count == 2 ? .warning : .error,
          code: known == nil && lists.count == 2 ? "commitment-two-lists" : "commitment-two-seeds",
          file: path, line: draw.sequence,
          arguments: [
            draw.text("plan") ?? "", all.map { "\($0.sequence)" }.joined(separator: ", "),
          ]))
    }
  }
}

// MARK: - One list, two forms

extension Campaign {
  /// The SHA-256 of the list in both forms of CSV.
  public var listHashes: Set<String> {
    Set([CSVFlavour.people, .plain].map { PieceDigest(of: drawSheet(self, $0)).hex })
  }
}

/// The SHA-256 of a draw.csv, as it stands and in the other form of CSV; nil where it cannot be
/// read.
func listHashes(at path: String) -> Set<String>? {
  guard let bytes = try? readWholeFile(at: path), let table = try? readTable(at: path)
  else { return nil }
  let isForPeople = table.report.hasByteOrderMark
  var sheet = CSVWriter(
    flavour: isForPeople ? .plain : .people,
    header: table.header.names.map { isForPeople ? restored($0) : $0 })
  // As `drawSheet` writes them.
  let made: Set = ["抽取序号", "票号", "入选概率"]
  for row in table.rows {
    sheet.row(
      zip(table.header.names, row).map { name, cell in
        made.contains(name) ? .exact(cell) : .text(isForPeople ? restored(cell) : cell)
      })
  }
  return [PieceDigest(of: bytes).hex, PieceDigest(of: sheet.bytes).hex]
}
