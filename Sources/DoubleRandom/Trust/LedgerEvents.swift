// What a ledger's lines say: the data of each kind of entry, and what follows from them for a draw
// (committed or not, how many draws and voids its period and district have seen).

import Sampling
import Tables

/// The commitment that a draw followed.
public struct CommitmentReference: Sendable, Hashable {
  public var draw: String
  public var sequence: Int
  public var hash: String
  /// Of the seed.
  var fallbacks: [UsedFallback] = []

  public init(_ commitment: Commitment, _ transcript: SeedTranscript?) {
    self.init(draw: commitment.draw, sequence: commitment.sequence, hash: commitment.hash)
    fallbacks = transcript.map(commitment.fallbacks) ?? []
  }

  init(draw: String, sequence: Int, hash: String) {
    self.draw = draw
    self.sequence = sequence
    self.hash = hash
  }
}

/// Where a draw stands among the draws of its ledger; shown in its record and its notice.
public struct DrawStanding: Sendable, Hashable {
  /// Nil for a draw that nobody announced.
  public var commitment: CommitmentReference?
  /// Draws of the same period and district so far, this one included.
  public var draws: Int
  /// Of the earlier ones, how many were declared void.
  public var voids: Int

  /// The first draw of a folder, not committed.
  public static let first = DrawStanding(commitment: nil, draws: 1, voids: 0)
}

extension Ledger {
  /// The standing of a draw of this plan whose line has, or would have, this index.
  public func standing(
    of plan: Plan, at index: Int, commitment: CommitmentReference?
  ) -> DrawStanding {
    let counts = counts(before: index) { $0.isOfSamePlace(as: plan) }
    return DrawStanding(commitment: commitment, draws: counts.draws + 1, voids: counts.voids)
  }

  /// The standing that a draw's record and notice must state, by the lines up to it.
  func standing(of draw: LedgerEntry) -> DrawStanding {
    let counts = counts(before: draw.sequence - 1) { other in
      ["from", "to", "district"].allSatisfy { other.text($0) == draw.text($0) }
    }
    let reference = draw.text("commitment").map { hash in
      let line = commitment(hash)
      return CommitmentReference(
        draw: line?.text("draw") ?? "", sequence: line?.sequence ?? 0, hash: hash)
    }
    return DrawStanding(commitment: reference, draws: counts.draws + 1, voids: counts.voids)
  }

  private func counts(
    before index: Int, where isOfSamePlace: (LedgerEntry) -> Bool
  ) -> (draws: Int, voids: Int) {
    let earlier = entries[..<index]
    let draws = Set(
      earlier.filter { $0.kind == .draw && isOfSamePlace($0) }.map(\.sequence))
    let voids = earlier.filter { $0.kind == .void && draws.contains($0.number("entry") ?? 0) }
    return (draws.count, voids.count)
  }

  /// The later line that declares an entry void.
  public func voidLine(of entry: LedgerEntry) -> Int? {
    entries.first { $0.kind == .void && $0.number("entry") == entry.sequence }?.sequence
  }

  public func isVoid(_ entry: LedgerEntry) -> Bool { voidLine(of: entry) != nil }

  /// The last draw of a plan that is not void.
  public func draw(ofPlan id: String) -> LedgerEntry? {
    entries.last { $0.kind == .draw && $0.text("plan") == id && !isVoid($0) }
  }

  /// The last draw with this record.
  public func draw(ofRecord hash: String) -> LedgerEntry? {
    entries.last { $0.kind == .draw && $0.text("record") == hash }
  }

  public func commitment(_ hash: String) -> LedgerEntry? {
    entries.last { $0.kind == .commitment && $0.text("hash") == hash }
  }

  /// The last commitment whose file has this name.
  public func commitment(file name: String) -> LedgerEntry? {
    entries.last { $0.kind == .commitment && $0.text("file") == name }
  }

  /// The replacements of a draw, in the order of their lines.
  public func replacements(of draw: LedgerEntry) -> [LedgerEntry] {
    entries.filter { $0.kind == .replacement && $0.number("draw") == draw.sequence }
  }

  /// The line by which a draw's files were last made public.
  func lastDisclosure(of draw: LedgerEntry) -> LedgerEntry? {
    entries.last { $0.kind == .disclosure && $0.number("draw") == draw.sequence }
  }

  /// The last line by which others hold something of a draw: its list, its results, a target that
  /// took another's place.
  public func lastAct(on draw: LedgerEntry) -> LedgerEntry? {
    entries.last {
      [.replacement, .disclosure, .results].contains($0.kind)
        && $0.number("draw") == draw.sequence
    }
  }

  /// The SHA-256 that replacements.csv may have: the bureau's, and the one that was made public.
  func sheetHashes(of draw: LedgerEntry) -> [String] {
    let own = replacements(of: draw).last?.text("sheet")
    let open = lastDisclosure(of: draw)?.data["files"]?[ReplacementSheet.fileName]?.string
    return [own, open].compactMap { $0 }
  }

  /// Commitments that are neither void nor drawn in full, with the plans still to be drawn: a draw
  /// that was made and withheld stands here.
  public var openCommitments: [(entry: LedgerEntry, plans: [String])] {
    entries.filter { $0.kind == .commitment && !isVoid($0) }.compactMap { entry in
      let drawn = entries.filter {
        $0.kind == .draw && $0.text("commitment") == entry.text("hash")
      }.compactMap { $0.text("plan") }
      let planned = entry.data["plans"]?.elements?.compactMap(\.string) ?? []
      let open = planned.filter { !drawn.contains($0) }
      return open.isEmpty ? nil : (entry, open)
    }
  }
}

extension LedgerEntry {
  /// Whether a draw's line is of the plan's period and district. A renamed plan is.
  fileprivate func isOfSamePlace(as plan: Plan) -> Bool {
    text("from") == plan.period.from.text && text("to") == plan.period.to.text
      && text("district") == plan.districtName
  }
}

extension Plan {
  /// What a ledger knows the plan's place by.
  var districtName: String { district.first ?? authority }
}

// MARK: - New lines

extension Ledger {
  /// A commitment, whose file has been rendered with this ledger's next number and head.
  public mutating func appendCommitment(file: String, _ bytes: [UInt8], _ commitment: Commitment) {
    append(
      .commitment,
      .object([
        ("draw", .string(commitment.draw)), ("file", .string(file)),
        ("hash", .string(PieceDigest(of: bytes).hex)),
        ("plans", .array(commitment.planIDs.map(JSON.string))),
      ]))
  }

  /// A draw, by the hashes of its record and of its list, and by counts.
  mutating func appendDraw(
    _ campaign: Campaign, _ standing: DrawStanding, _ hashes: DrawHashes
  ) {
    append(.draw, .object(Ledger.drawData(campaign, standing, hashes)))
  }

  /// What a draw's line says.
  static func drawData(
    _ campaign: Campaign, _ standing: DrawStanding, _ hashes: DrawHashes
  ) -> [(String, JSON)] {
    let plan = campaign.plan
    return [
      ("plan", .string(plan.id)), ("district", .string(plan.districtName)),
      ("from", .string(plan.period.from.text)), ("to", .string(plan.period.to.text)),
      ("until", .string(plan.schedule.window.to.text)),
      ("commitment", standing.commitment.map { .string($0.hash) } ?? .null),
      ("record", .string(hashes.record)), ("list", .string(hashes.list)),
      ("selected", .int(campaign.draws.reduce(0) { $0 + $1.selectedCount })),
      ("alternates", .int(campaign.draws.reduce(0) { $0 + $1.alternateCount })),
      ("visits", .int(campaign.visits.count)),
    ]
  }

  /// The same, from the record that the line names.
  static func drawData(_ record: DrawRecord, hash: String) -> [(String, JSON)] {
    func text(_ path: String...) -> JSON { record.tree.text(at: path).map(JSON.string) ?? .null }
    func sum(_ key: String) -> JSON {
      .int((record.tree["tasks"]?.elements ?? []).reduce(0) { $0 + ($1[key]?.integer ?? 0) })
    }
    let district = record.tree.value(at: ["plan", "district"])?.elements?.first?.string
    return [
      ("plan", .string(record.planID)),
      ("district", district.map(JSON.string) ?? text("plan", "authority")),
      ("from", text("plan", "period", "from")), ("to", text("plan", "period", "to")),
      ("until", text("visits", "window", "to")), ("commitment", text("commitment", "hash")),
      ("record", .string(hash)), ("list", text("outputs", "list")),
      ("selected", sum("selected")), ("alternates", sum("alternates")),
      ("visits", .int(record.tree.value(at: ["visits", "count"])?.integer ?? 0)),
    ]
  }

  /// Declares a draw or a commitment void.
  public mutating func appendVoid(_ entry: LedgerEntry, _ grounds: Grounds) {
    append(
      .void, .object([("entry", .int(entry.sequence)), ("plan", planJSON(entry))] + grounds.json))
  }

  /// Files made public, by their hashes.
  public mutating func appendDisclosure(
    of draw: LedgerEntry, on day: Day, _ files: [OutputFile]
  ) {
    append(
      .disclosure,
      .object([
        ("plan", planJSON(draw)), ("draw", .int(draw.sequence)), ("date", .string(day.text)),
        (
          "files",
          .object(files.map { ($0.name, .string(PieceDigest(of: $0.bytes).hex)) })
        ),
      ]))
  }

  private func planJSON(_ entry: LedgerEntry) -> JSON {
    entry.text("plan").map(JSON.string) ?? .null
  }
}

/// Why something was changed, on whose order, and when, as the operator states it.
public struct Grounds: Sendable, Hashable {
  public var reason: String
  /// An office or a document; never needed, always shown.
  public var order: String?
  public var date: Day?

  public init(reason: String, order: String?, date: Day?) {
    self.reason = reason
    self.order = order
    self.date = date
  }

  var json: [(String, JSON)] {
    [
      ("reason", .string(reason)), ("by", order.map(JSON.string) ?? .null),
      ("date", date.map { .string($0.text) } ?? .null),
    ]
  }
}
