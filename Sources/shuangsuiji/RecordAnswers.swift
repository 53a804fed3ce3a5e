// What the commands that answer from a record share: the record, and the plan that it names.

import DoubleRandom
import Tables

/// A record as it was read.
struct ReadRecord {
  var path: String
  var bytes: [UInt8]
  var record: DrawRecord
}

/// The records in a folder: a plan folder's own, or those of a batch, in the order of their names;
/// none where the operand is no folder.
func recordPaths(in operand: String) -> [String] {
  guard let names = entries(ofFolder: operand) else { return [] }
  let folder = operand.hasSuffix("/") ? String(operand.dropLast()) : operand
  if names.contains("record.json") { return ["\(folder)/record.json"] }
  func hasRecord(_ folder: String) -> Bool {
    entries(ofFolder: folder)?.contains("record.json") ?? false
  }
  let there = names.filter { hasRecord("\(folder)/\($0)") }
  // What a killed run has left aside belongs to the batch: reading it says where it is.
  let aside = displacedEntries(in: folder).filter { hasRecord($0.place) }.map(\.name)
  return (there + aside).sorted().map { "\(folder)/\($0)/record.json" }
}

/// Whether several records stand in what should be one; a finding names the folders of their plans.
func isBatch(_ path: String, _ findings: inout Findings) -> Bool {
  let plans = recordPaths(in: path).map { OutputPlace($0).folder }
  if plans.count < 2 { return false }
  findings.report("one-plan-wanted", file: path, arguments: [plans.joined(separator: ", ")])
  return true
}

extension Invocation {
  /// How many operands, from the first on, are a record each.
  private var singleRecords: Int {
    switch command.name {
    case "void": 1
    case "diff": 2
    default: command.operands.hasPrefix("RECORD") ? 1 : 0
    }
  }

  /// The same with folders replaced by the records in them, where the command takes records: one
  /// by the folder of its plan, several also by that of a batch.
  var withRecordsOfFolders: Invocation {
    var named = self
    if command.operands.hasPrefix("RECORD…") {
      named.operands = operands.flatMap { operand in
        let found = recordPaths(in: operand)
        if !found.isEmpty { named.folders.append(operand) }
        return found.isEmpty ? [operand] : found
      }
      return named
    }
    for (index, operand) in operands.prefix(singleRecords).enumerated() {
      let found = recordPaths(in: operand)
      if found.count == 1 { named.operands[index] = found[0] }
    }
    return named
  }
}

extension Invocation {
  /// Says of batch folders which plans their summary names whose records are not there.
  func reportMissingPlans(_ findings: inout Findings) {
    for operand in folders {
      let folder = operand.hasSuffix("/") ? String(operand.dropLast()) : operand
      let path = "\(folder)/summary.csv"
      guard let bytes = bytesIfThere(at: path) else { continue }
      guard
        let summary =
          SummaryRows(bytes, flavour: .people) ?? SummaryRows(bytes, flavour: .plain)
      else {
        findings.report("summary-unread", file: path, severity: .warning)
        continue
      }
      // What a killed run has left aside is told of where it is read.
      let aside = displacedEntries(in: folder).map(\.name)
      for row in summary.rows
      where !aside.contains(row.id) && !isRegularFile(at: "\(folder)/\(row.id)/record.json") {
        findings.report(
          "plan-record-missing", file: path, arguments: [row.id], severity: .warning)
      }
    }
  }

  /// Before a command acts on a draw: what a killed run has left aside there is put back, as it is
  /// when an output folder is locked. A failure is said when the folder is.
  func putBackDisplaced() {
    let acts = ["void", "replace", "disclose"].contains(command.name)
    guard acts || command.name == "results" && value("--output") != nil else { return }
    for operand in operands {
      let own = OutputPlace(operand).folder
      for folder in [operand, own, own == "." ? ".." : "\(own)/..", OutputPlace(own).folder]
      where !displacedEntries(in: folder).isEmpty { _ = try? OutputFolder(folder) }
    }
  }
}

/// Reads a record; nil with a finding.
func readRecord(at path: String, _ findings: inout Findings) -> ReadRecord? {
  guard let bytes = readFile(path, as: .record, &findings) else { return nil }
  do {
    return ReadRecord(path: path, bytes: bytes, record: try DrawRecord(bytes))
  } catch {
    findings.add(error, file: path, bytes: bytes)
    return nil
  }
}

/// Reads the plan of a record, which must be the one that was drawn; nil with a finding.
func readPlan(
  of read: ReadRecord, _ invocation: Invocation, _ findings: inout Findings
) -> Plan? {
  let record = read.record
  guard let path = locatePlan(record, recordPath: read.path, invocation, &findings) else {
    return nil
  }
  let plan = readPlan(at: path, findings: &findings)
  reportChangedPlanFiles(of: record, at: path, findings: &findings)
  return findings.hasErrors ? nil : plan
}
