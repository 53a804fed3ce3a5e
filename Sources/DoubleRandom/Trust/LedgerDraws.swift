// Draws entering a ledger. A draw's notice and record show where it stands among the draws of its
// period and district, so its files are rendered only once its place in the ledger is known; a
// draw that stands there already with these very files is not entered again.

import Tables

/// What a batch of draws becomes.
public struct EnteredDraws: Sendable {
  /// Of each campaign, the record last.
  public var files: [[OutputFile]]
  /// Ids of plans whose earlier draw was declared void.
  public var replaced: [String]
}

extension Ledger {
  /// What stands in place of a reason when a draw is replaced by another at once.
  static let replacedByForce = "重新抽取（--force）"

  /// Enters draws and renders their files.
  ///
  /// - Parameter commitment: the commitment that all of them follow.
  public mutating func enter(
    _ campaigns: [Campaign], commitment: CommitmentReference?, seedText: String?,
    flavour: CSVFlavour, jobs: Int
  ) -> EnteredDraws {
    @Sendable func files(_ index: Int, _ standing: DrawStanding) -> [OutputFile] {
      render(campaigns[index], seedText: seedText, flavour: flavour, standing: standing)
    }
    let stand = parallelMap(campaigns.count, jobs: jobs) { [self] index -> [OutputFile]? in
      guard let entry = draw(ofPlan: campaigns[index].plan.id),
        entry.text("commitment") == commitment?.hash
      else { return nil }
      let plan = campaigns[index].plan
      let own = files(index, standing(of: plan, at: entry.sequence - 1, commitment: commitment))
      return own.last.map { PieceDigest(of: $0.bytes).hex } == entry.text("record") ? own : nil
    }
    // Counts depend on the kinds of lines alone, so they are known before the lines are.
    var outline = self
    var (standings, replaced) = ([DrawStanding](), [String]())
    for (campaign, files) in zip(campaigns, stand) {
      if files == nil, outline.appendVoid(ofDrawOf: campaign.plan) {
        replaced.append(campaign.plan.id)
      }
      let standing = outline.standing(
        of: campaign.plan, at: outline.entries.count, commitment: commitment)
      standings.append(standing)
      if files == nil { outline.appendDraw(campaign, standing, []) }
    }
    let all = parallelMap(campaigns.count, jobs: jobs) { [standings] index in
      stand[index] ?? files(index, standings[index])
    }
    for index in campaigns.indices where stand[index] == nil {
      appendVoid(ofDrawOf: campaigns[index].plan)
      appendDraw(campaigns[index], standings[index], all[index])
    }
    return EnteredDraws(files: all, replaced: replaced)
  }

  /// Declares a plan's draw void where one stands.
  @discardableResult
  private mutating func appendVoid(ofDrawOf plan: Plan) -> Bool {
    guard let entry = draw(ofPlan: plan.id) else { return false }
    appendVoid(entry, Grounds(reason: Ledger.replacedByForce, order: nil, date: nil))
    return true
  }
}
