// `--rejects FILE`: the rows that were set aside, for whoever is to correct them in the source
// system: file, line, column, reason code, sentence, and the row as it stands. Plans that share a
// registry share its rows here, too.

import DoubleRandom
import Tables

let rejectsOption = OptionSpec(
  "--rejects", "FILE", "a table of the rows set aside, each with what is wrong with it",
  "把剔除的记录写入文件，逐行注明问题")

/// The file that `--rejects` asks for.
struct RejectsFile {
  private let path: String
  private let bytes: [UInt8]
  private let replaces: Bool

  /// Nil where none is asked for.
  init?(of registries: [RegistryFacts], _ invocation: Invocation, _ console: Console) {
    guard let path = invocation.value("--rejects") else { return nil }
    self.path = path
    bytes = rejectedRowsSheet(
      of: registries, console.language,
      flavour: invocation.value("--csv") == "plain" ? .plain : .people)
    replaces = invocation.has("--force")
  }

  /// Whether another file of this name is in the way; said with a finding.
  func isRefused(_ findings: inout Findings) -> Bool {
    guard isRegularFile(at: path), !isThere else { return false }
    if wasRead(path) {
      findings.report("output-is-input", file: path)
    } else if isKept(path, from: bytes) {
      findings.report("output-kept", file: path)
    } else if replaces {
      return false
    } else {
      findings.report("output-exists", file: path)
    }
    return true
  }

  /// Writes it, unless it is there already, byte for byte.
  ///
  /// - Parameter cancellation: one of its own inside a publication, for whose end a signal waits.
  func write(cancellation: Cancellation = .process) throws(OutputError) {
    if isThere { return }
    try writeOutput(bytes, to: path, replace: replaces, cancellation: cancellation)
  }

  private var isThere: Bool { isRegularFile(at: path) && isFile(at: path, bytes) }
}
