// Draws entering a ledger. A draw's notice and record show where it stands among the draws of its
// period and district, so its files are rendered only once its place in the ledger is known; a
// draw that stands there already with these very files is not entered again.

import Tables

/// What a batch of draws becomes.
public struct EnteredDraws: Sendable {
  /// The record of each campaign.
  public var records: [[UInt8]]
  /// Ids of plans whose earlier draw was declared void.
  public var replaced: [String]
}

/// What the ledger keeps of a draw's files.
struct DrawHashes {
  var record = ""
  var list = ""
}

extension Ledger {
  /// What stands in place of a reason when a draw is replaced by another at once.
  static let replacedByForce = "重新抽取（--force）"

  /// Enters draws and renders their files, a plan at a time on each thread.
  ///
  /// - Parameters:
  ///   - commitment: the commitment that all of them follow.
  ///   - deliver: takes the files of each plan, by its index, the record last; afterwards they are
  ///     forgotten.
  public mutating func enter(
    _ campaigns: [Campaign], commitment: CommitmentReference?, seedText: String?,
    flavour: CSVFlavour, jobs: Int, deliver: @Sendable (Int, [OutputFile]) -> Void
  ) -> EnteredDraws {
    @Sendable func files(_ index: Int, _ standing: DrawStanding) -> [OutputFile] {
      render(campaigns[index], seedText: seedText, flavour: flavour, standing: standing)
    }
    @Sendable func delivered(_ index: Int, _ files: [OutputFile]) -> DeliveredDraw {
      let draw = DeliveredDraw(files)
      deliver(index, files)
      return draw
    }
    let stand = parallelMap(campaigns.count, jobs: jobs) { [self] index -> DeliveredDraw? in
      guard let entry = draw(ofPlan: campaigns[index].plan.id),
        entry.text("commitment") == commitment?.hash
      else { return nil }
      let plan = campaigns[index].plan
      let own = files(index, standing(of: plan, at: entry.sequence - 1, commitment: commitment))
      let isSame = own.last.map { PieceDigest(of: $0.bytes).hex } == entry.text("record")
      return isSame ? delivered(index, own) : nil
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
      if draw == nil { outline.appendDraw(campaign, standing, DrawHashes()) }
    }
    let all = parallelMap(campaigns.count, jobs: jobs) { [standings] index in
      stand[index] ?? delivered(index, files(index, standings[index]))
    }
    for index in campaigns.indices where stand[index] == nil {
      appendVoid(ofDrawOf: campaigns[index].plan)
      appendDraw(campaigns[index], standings[index], all[index].hashes)
    }
    return EnteredDraws(records: all.map(\.record), replaced: replaced)
  }

  /// Declares a plan's draw void where one stands.
  @discardableResult
  private mutating func appendVoid(ofDrawOf plan: Plan) -> Bool {
    guard let entry = draw(ofPlan: plan.id) else { return false }
    appendVoid(entry, Grounds(reason: Ledger.replacedByForce, order: nil, date: nil))
    return true
  }
}

/// What is kept of a draw whose files were handed on.
private struct DeliveredDraw {
  var record: [UInt8]
  var hashes: DrawHashes

  init(_ files: [OutputFile]) {
    record = files.last?.bytes ?? []
    hashes = DrawHashes(files)
  }
}

extension DrawHashes {
  init(_ files: [OutputFile]) {
    func hash(_ name: String) -> String {
      let file = files.first { $0.name == name }
      return (file?.hash ?? PieceDigest(of: file?.bytes ?? [])).hex
    }
    (record, list) = (hash("record.json"), hash("draw.csv"))
  }
}
