// Draws entering a ledger. A draw's notice and record show where it stands among the draws of its
// period and district, so its files are rendered only once its place in the ledger is known; a
// draw that stands there already with these very files is not entered again.

import Tables

/// What a batch of draws becomes.
public struct EnteredDraws: Sendable {
  /// Bytes of each campaign's record.
  public var records: [[UInt8]]
  /// What the pages of those campaigns say that have any.
  public var facts: [ReportFacts]
  /// Ids of plans whose earlier draw was declared void.
  public var replaced: [String]
}

/// What the ledger says of a draw's files, and the record.
struct DrawHashes: Sendable {
  /// SHA-256 of draw.csv and of record.json.
  var list: String
  var record: String
}

extension Ledger {
  /// What stands in place of a reason when a draw is replaced by another at once.
  static let replacedByForce = "重新抽取（--force）"

  /// Enters draws and renders their files.
  ///
  /// - Parameters:
  ///   - commitment: the commitment that all of them follow.
  ///   - write: takes the files of a plan, the record last, and whether its draw stands there
  ///     already; called on several threads.
  public mutating func enter(
    _ campaigns: [Campaign], commitment: CommitmentReference?, seedText: String?,
    flavour: CSVFlavour, jobs: Int, write: @Sendable (Plan, [OutputFile], Bool) -> Void
  ) -> EnteredDraws {
    /// Renders a plan and hands its files on, unless they are not those that are `expected`.
    @Sendable func entered(
      _ index: Int, _ standing: DrawStanding, expected: String? = nil
    ) -> EnteredDraw? {
      let rendered = renderPlan(
        campaigns[index], seedText: seedText, flavour: flavour, standing: standing)
      let draw = EnteredDraw(rendered)
      if let expected, draw.hashes.record != expected { return nil }
      write(campaigns[index].plan, rendered.files, expected != nil)
      return draw
    }
    let visits = campaigns.map(\.visits.count)
    let stand = parallelMap(campaigns.count, jobs: jobs, weights: visits) {
      [self] index -> EnteredDraw? in
      let plan = campaigns[index].plan
      guard let entry = draw(ofPlan: plan.id), entry.text("commitment") == commitment?.hash
      else { return nil }
      return entered(
        index, standing(of: plan, at: entry.sequence - 1, commitment: commitment),
        expected: entry.text("record") ?? "")
    }
    // Counts depend on the kinds of lines alone, so they are known before the lines are.
    var outline = self
    var (standings, replaced) = ([DrawStanding](), [String]())
    for (campaign, draw) in zip(campaigns, stand) {
      if draw == nil, outline.appendVoid(ofDrawOf: campaign.plan) {
        replaced.append(campaign.plan.id)
      }
      let standing = outline.standing(
        of: campaign.plan, at: outline.entries.count, commitment: commitment)
      standings.append(standing)
      if draw == nil { outline.appendDraw(campaign, standing, DrawHashes(list: "", record: "")) }
    }
    let all = parallelMap(campaigns.count, jobs: jobs, weights: visits) { [standings] index in
      stand[index] ?? entered(index, standings[index])
    }.compactMap { $0 }
    for index in campaigns.indices where stand[index] == nil {
      appendVoid(ofDrawOf: campaigns[index].plan)
      appendDraw(campaigns[index], standings[index], all[index].hashes)
    }
    return EnteredDraws(
      records: all.map(\.record), facts: all.compactMap(\.facts), replaced: replaced)
  }

  /// Declares a plan's draw void where one stands.
  @discardableResult
  private mutating func appendVoid(ofDrawOf plan: Plan) -> Bool {
    guard let entry = draw(ofPlan: plan.id) else { return false }
    appendVoid(entry, Grounds(reason: Ledger.replacedByForce, order: nil, date: nil))
    return true
  }
}

/// What remains of a draw whose files have been handed on.
private struct EnteredDraw: Sendable {
  let record: [UInt8]
  let facts: ReportFacts?
  let hashes: DrawHashes

  init(_ rendered: RenderedPlan) {
    (record, facts) = (rendered.record, rendered.facts)
    hashes = DrawHashes(list: rendered.listHash, record: PieceDigest(of: record).hex)
  }
}
