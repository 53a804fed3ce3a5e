// `sql`: the same draw as a query for an engine that no one here wrote, on standard output.

import DoubleRandom
import Tables

func runSql(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard let engine = invocation.value("--engine").flatMap(QueryEngine.init) else {
    return usage(invocation, "--engine", console)
  }
  var findings = Findings()
  let script = readRecord(at: invocation.operands[0], &findings).flatMap { read in
    readPlan(of: read, invocation, &findings).flatMap {
      queryScript(read.record, $0, engine: engine, findings: &findings)
    }
  }
  guard let script else { return invocation.refuse(console, findings) }
  return invocation.conclude(console, document: script, findings)
}
