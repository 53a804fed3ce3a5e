// `ledger check`: the chain, then what the lines say of each other and of the files beside them.
// The chain alone cannot show that its end was cut off or that all of it was written anew; a
// published hash can.

import Tables

/// What a ledger's check needs from outside.
public struct LedgerCheckRequest: Sendable {
  public var bytes: [UInt8]
  public var path: String
  /// Hashes of lines that were published.
  public var heads: [String]

  public init(bytes: [UInt8], path: String, heads: [String]) {
    self.bytes = bytes
    self.path = path
    self.heads = heads
  }
}

/// Checks a ledger and the files that it speaks of.
///
/// - Parameter findings: errors are proofs of tampering; open commitments are warnings.
/// - Returns: the ledger where its chain holds.
public func checkLedger(
  _ request: LedgerCheckRequest, findings: inout Findings
) -> Ledger? {
  let path = request.path
  guard let ledger = Ledger(request.bytes, file: path, findings: &findings) else { return nil }
  for head in request.heads where !ledger.entries.contains(where: { $0.hash == head }) {
    if let entry = ledger.commitment(head) {
      findings.report(
        "head-of-commitment", file: path, arguments: [head, "\(entry.sequence)"], severity: .note)
    } else {
      findings.error("ledger-without-head", file: path, arguments: [head])
    }
  }
  let folder = Paths.folder(of: path)
  for entry in ledger.entries {
    ledger.checkReferences(of: entry, path, &findings)
    ledger.checkFiles(of: entry, in: folder, path, &findings)
    if entry.kind == .draw { ledger.checkRecord(of: entry, in: folder, path, &findings) }
  }
  ledger.reportMissingRecords(in: folder, path, &findings)
  ledger.reportOtherSeeds(path, &findings)
  ledger.checkResults(path, &findings)
  ledger.checkVoids(path, &findings)
  ledger.reportOtherCommitments(in: folder, &findings)
  for (entry, plans) in ledger.openCommitments {
    findings.add(
      Finding(
        severity: .warning, code: "commitment-open", file: path, line: entry.sequence,
        arguments: [plans.joined(separator: ", ")]))
  }
  return ledger
}

extension Ledger {
  /// What an entry names must stand before it.
  fileprivate func checkReferences(
    of entry: LedgerEntry, _ path: String, _ findings: inout Findings
  ) {
    let earlier = entries[..<(entry.sequence - 1)]
    func has(_ kinds: [LedgerEntry.Kind], _ number: Int?) -> Bool {
      earlier.contains { $0.sequence == number && kinds.contains($0.kind) }
    }
    let missing: String? =
      switch entry.kind {
      case .commitment: nil
      case .draw:
        entry.text("commitment").flatMap { hash in
          earlier.contains { $0.kind == .commitment && $0.text("hash") == hash } ? nil : hash
        }
      case .void:
        has([.draw, .commitment], entry.number("entry")) ? nil : "\(entry.number("entry") ?? 0)"
      case .replacement, .disclosure, .results:
        has([.draw], entry.number("draw")) ? nil : "\(entry.number("draw") ?? 0)"
      }
    if let missing {
      findings.add(
        Finding(
          severity: .error, code: "ledger-dangling", file: path, line: entry.sequence,
          arguments: [missing]))
    }
  }

  /// Files that stand beside the ledger must be those that it names; others may have been moved.
  fileprivate func checkFiles(
    of entry: LedgerEntry, in folder: String, _ path: String, _ findings: inout Findings
  ) {
    for named in files(of: entry) where isSafe(named.file) {
      guard let bytes = try? readWholeFile(at: Paths.joining(folder, named.file)) else { continue }
      if !named.hashes.contains(PieceDigest(of: bytes).hex) {
        findings.add(
          Finding(
            severity: .error, code: "ledger-file-differs", file: path, line: entry.sequence,
            arguments: [named.file, named.hashes.joined(separator: " / ")]))
        findings.noteSavedOtherwise(bytes, file: Paths.joining(folder, named.file)) {
          named.hashes.contains(PieceDigest(of: $0).hex)
        }
      } else if entry.kind == .commitment, let commitment = try? Commitment(bytes),
        (commitment.sequence, commitment.previous) != (entry.sequence, entry.previous)
      {
        findings.add(
          Finding(
            severity: .error, code: "ledger-before-commitment", file: path, line: entry.sequence,
            arguments: [named.file, "\(commitment.sequence)", commitment.previous]))
      }
    }
  }

  /// A draw's line against the record that it names: where that stands beside the ledger, the line
  /// was altered.
  fileprivate func checkRecord(
    of entry: LedgerEntry, in folder: String, _ path: String, _ findings: inout Findings
  ) {
    guard let record = record(of: entry, in: folder), let hash = entry.text("record")
    else { return }
    for difference in lineDifferences(entry, Ledger.drawData(record, hash: hash), path)
      + standingDifferences(entry, stated: DrawStanding(record: record.tree), path)
    {
      findings.add(
        Finding(
          severity: .error, code: "ledger-line-differs", file: path, line: difference.line,
          arguments: [
            difference.place, difference.expected ?? "", difference.found ?? "", record.planID,
          ]))
    }
  }

  /// The files that an entry names, unless a later one names them anew, with the SHA-256 that they
  /// may have.
  private func files(of entry: LedgerEntry) -> [(file: String, hashes: [String])] {
    if entry.kind == .commitment {
      guard let file = entry.text("file"), let hash = entry.text("hash") else { return [] }
      return [(file, [hash])]
    }
    let draw = entry.kind == .draw ? entry : entries.first { $0.sequence == entry.number("draw") }
    guard let draw, draw.kind == .draw, !isVoid(draw), let plan = draw.text("plan") else {
      return []
    }
    let sheet = ReplacementSheet.fileName
    switch entry.kind {
    case .draw: return entry.text("record").map { [("\(plan)/record.json", [$0])] } ?? []
    case .replacement where entry.sequence == replacements(of: draw).last?.sequence:
      let hashes = sheetHashes(of: draw)
      return hashes.isEmpty ? [] : [("\(plan)/\(sheet)", hashes)]
    case .disclosure where entry.sequence == lastDisclosure(of: draw)?.sequence:
      return (entry.data["files"]?.members ?? []).compactMap { member in
        // Those two are the draw's and the replacement's to name.
        if ["record.json", sheet].contains(member.key) { return nil }
        return member.value.string.map { ("\(plan)/\(member.key)", [$0]) }
      }
    default: return []
    }
  }

  /// Where the records of other plans stand beside the ledger, one that does not is missed. Alone a
  /// ledger may be sent anywhere, and what was disclosed of a batch has no summary.
  fileprivate func reportMissingRecords(
    in folder: String, _ path: String, _ findings: inout Findings
  ) {
    func isThere(_ name: String) -> Bool {
      isRegularFile(at: Paths.joining(folder, name))
    }
    let named = entries.compactMap { entry -> (line: Int, file: String)? in
      guard entry.kind == .draw, !isVoid(entry), let plan = entry.text("plan"), isSafePlanID(plan)
      else { return nil }
      return (entry.sequence, "\(plan)/record.json")
    }
    let missing = named.filter { !isThere($0.file) }
    if missing.count == named.count { return }
    for (line, file) in missing {
      findings.add(
        Finding(
          severity: isThere("summary.csv") ? .warning : .note, code: "ledger-record-missing",
          file: path, line: line, arguments: [file]))
    }
  }

  /// Commitments beside the ledger of which no line tells.
  fileprivate func reportOtherCommitments(in folder: String, _ findings: inout Findings) {
    let named = entries.filter { $0.kind == .commitment }.compactMap { $0.text("file") }
    let names = Tables.entries(ofFolder: folder) ?? []
    for name in names where name.hasSuffix(".json") && !named.contains(name) {
      let path = Paths.joining(folder, name)
      guard let bytes = try? readBoundedFile(at: path), let other = try? Commitment(bytes),
        commitment(other.hash) == nil
      else { continue }
      findings.report(
        "commitment-without-line", file: path,
        arguments: [
          "\(other.sequence)", other.sequence == entries.count + 1 ? Paths.shortened(path) : "",
        ],
        severity: .warning)
    }
  }

  /// A ledger is somebody's text: it may not lead elsewhere.
  private func isSafe(_ name: String) -> Bool {
    !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
  }
}
