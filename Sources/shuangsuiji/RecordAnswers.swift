// What the commands that answer from a record share: the record, and the plan that it names.

import DoubleRandom
import Tables

/// A record as it was read.
struct ReadRecord {
  var path: String
  var bytes: [UInt8]
  var record: DrawRecord
}

/// Reads a record; nil with a finding.
func readRecord(at path: String, _ findings: inout Findings) -> ReadRecord? {
  guard let bytes = readFile(path, &findings) else { return nil }
  do {
    return ReadRecord(path: path, bytes: bytes, record: try DrawRecord(bytes))
  } catch {
    findings.add(error, file: path)
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
