// `generate`: synthetic registries on standard output, written as they are made.

import DoubleRandom
import Tables

func runGenerate(_ invocation: Invocation, _ console: Console) -> ExitStatus {
  guard let kind = RegistryKind(rawValue: invocation.operands[0]), invocation.operands.count == 1
  else {
    var findings = Findings()
    findings.report(
      "unknown-kind", file: "generate",
      arguments: [
        invocation.operands.joined(separator: " "),
        RegistryKind.allCases.map(\.rawValue).joined(separator: ", "),
        nearest(invocation.operands[0], among: RegistryKind.allCases.map(\.rawValue)) ?? "",
      ])
    return refuse(findings, console)
  }
  guard let rows = invocation.value("--rows").flatMap(Int.init) else {
    return usage(invocation, "--rows", console)
  }
  guard let seed = invocation.value("--seed") else { return usage(invocation, "--seed", console) }
  let registry = GeneratedRegistry(
    kind, rows: rows, seed: Array(seed.utf8),
    form: invocation.value("--form") == "bench" ? .bench : .full)
  console.write(registry.header)
  writeRows(of: registry, jobs: invocation.jobs, to: console)
  return .done
}

/// Makes rows on all threads and writes them in order, some at a time.
private func writeRows(of registry: GeneratedRegistry, jobs: Int, to console: Console) {
  let rowsAPiece = 16_384
  for first in stride(from: 0, to: registry.rowCount, by: jobs * rowsAPiece) {
    let end = min(registry.rowCount, first + jobs * rowsAPiece)
    let pieces = parallelMap((end - first + rowsAPiece - 1) / rowsAPiece, jobs: jobs) { index in
      let start = first + index * rowsAPiece
      var bytes: [UInt8] = []
      registry.append(start..<min(end, start + rowsAPiece), to: &bytes)
      return bytes
    }
    for piece in pieces { console.write(piece) }
    if console.failed || console.isUnread { return }
  }
}
