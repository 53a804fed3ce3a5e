// `verify --against`: an engine's result held against a record; nothing is drawn, and neither plan
// nor registry is needed.

import DoubleRandom

func answer(_ path: String, against result: String) -> VerifyAnswer {
  var findings = Findings()
  guard let read = readRecord(at: path, &findings) else {
    return VerifyAnswer(path: path, status: .failed, findings: findings)
  }
  switch verifyResult(
    at: result, against: read.record, recordPath: path, findings: &findings)
  {
  case .identical:
    return VerifyAnswer(
      path: path, status: .done, findings: findings, void: voidLine(read.bytes, at: path))
  case .differs(let discrepancies):
    return VerifyAnswer(
      path: path, status: .no, discrepancies: discrepancies, findings: findings)
  case .unanswerable: return VerifyAnswer(path: path, status: .failed, findings: findings)
  }
}
