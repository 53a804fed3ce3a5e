// Draws that stand in an output folder already: what of them stays where they are written again,
// and what keeps another from their place.

import DoubleRandom
import Tables

/// What was replaced of a draw, which stays with it where its files are written again.
func standingSheet(of plan: Plan, in folder: OutputFolder) -> [OutputFolder.File] {
  let name = "\(plan.id)/\(ReplacementSheet.fileName)"
  return (try? readWholeFile(at: "\(folder.path)/\(name)")).map { [(name, $0)] } ?? []
}

/// Where a folder was lost and is written again, a draw does not know what was replaced; the ledger
/// knows that something was.
///
/// - Parameter ledger: as it was before these draws.
func warnOfLostSheets(
  of plans: [Plan], in ledger: Ledger, _ folder: OutputFolder, _ findings: inout Findings
) {
  for plan in plans where standingSheet(of: plan, in: folder).isEmpty {
    guard let draw = ledger.draw(ofPlan: plan.id),
      let line = ledger.replacements(of: draw).last
    else { continue }
    let place = "\(folder.path)/\(plan.id)"
    findings.report(
      "replacements-lost", file: "\(place)/\(ReplacementSheet.fileName)",
      arguments: [plan.id, "\(line.sequence)", shellWord("\(place)/record.json")],
      severity: .warning)
  }
}

/// A plan whose folder was taken away, but whose draw stands in the ledger, is not drawn again as
/// if nothing had been; and a draw that others act on is not taken back without a reason.
///
/// - Parameter ledger: as it was before these draws.
func mayReplace(
  _ entered: EnteredDraws, _ campaigns: [Campaign], _ ledger: Ledger, _ folder: OutputFolder,
  _ invocation: Invocation, _ findings: inout Findings
) -> Bool {
  // Folders that are there are refused when they are to be written.
  let there = (try? folder.existing(entered.replaced)) ?? []
  let file = "\(folder.path)/\(Ledger.fileName)"
  for id in entered.replaced {
    guard let draw = ledger.draw(ofPlan: id) else { continue }
    if let act = ledger.lastAct(on: draw) {
      let path = "\(folder.path)/\(id)/record.json"
      let kind = "act-\(act.kind.rawValue)"
      let record = isRegularFile(at: path) ? shellWord(path) : ""
      // Another build, or a comment in the plan, gives another record of the same list.
      let isSame = campaigns.contains {
        $0.plan.id == id && $0.listHashes.contains(draw.text("list") ?? "")
      }
      findings.report(
        "draw-acted-on", file: file,
        arguments: [id, kind, "\(act.sequence)"] + (isSame ? ["", record] : [record]))
    } else if !invocation.has("--force"), !there.contains(id) {
      findings.report("draw-stands", file: file, arguments: [id])
    }
  }
  return !findings.hasErrors
}
