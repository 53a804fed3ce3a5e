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
    return invocation.refuse(console, findings)
  }
  guard let rows = invocation.value("--rows").flatMap(Int.init) else {
    return usage(invocation, "--rows", console)
  }
  guard let seed = invocation.value("--seed") else { return usage(invocation, "--seed", console) }
  let registry = GeneratedRegistry(
    kind, rows: rows, seed: Array(seed.utf8),
    form: invocation.value("--form") == "bench" ? .bench : .full)
  guard invocation.has("--json") else {
    write(registry, jobs: invocation.jobs) {
      console.write($0)
    } isOver: {
      console.isOver
    }
    return .done
  }
  // The same object as of every command, its text written as it is made.
  console.print("{\"format\": \"\(invocation.command.answerFormat)\", \"status\": 0, \"text\": \"")
  write(registry, jobs: invocation.jobs) { bytes in
    let text = JSON.string(String(decoding: bytes, as: UTF8.self)).text(indent: false)
    console.write(Array(text.dropFirst().dropLast(2)))
  } isOver: {
    console.isOver
  }
  let findings = Findings().json(console.language).text(indent: false)
  console.print("\", \"findings\": \(String(decoding: findings.dropLast(), as: UTF8.self))}\n")
  return .done
}

/// Makes rows on all threads and writes them in order behind the header, some at a time.
private func write(
  _ registry: GeneratedRegistry, jobs: Int, to write: ([UInt8]) -> Void, isOver: () -> Bool
) {
  WorkStep.generation.begin(total: registry.rowCount)
  write(registry.header)
  let rowsAPiece = 16_384
  for first in stride(from: 0, to: registry.rowCount, by: jobs * rowsAPiece) {
    let end = min(registry.rowCount, first + jobs * rowsAPiece)
    let pieces = parallelMap((end - first + rowsAPiece - 1) / rowsAPiece, jobs: jobs) { index in
      let start = first + index * rowsAPiece
      var bytes: [UInt8] = []
      registry.append(start..<min(end, start + rowsAPiece), to: &bytes)
      return bytes
    }
    for piece in pieces { write(piece) }
    Progress.process.advance(end - first, records: end - first)
    if isOver() { return }
  }
}
