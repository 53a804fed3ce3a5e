// A file that a command writes by itself: a page, a table, a form. `--force` is for the same output
// made before; what a draw rests on is written by other commands, or by other people, and stays.

import DoubleRandom
import Tables

/// Writes a file; see `writeFile`.
///
/// - Throws: also `.isKept`, and `.isInput` with or without `--force`, which would not help.
func writeOutput(
  _ bytes: [UInt8], to path: String, replace: Bool, cancellation: Cancellation = .process
) throws(OutputError) {
  if wasRead(path) { throw OutputError(.isInput, path: path) }
  if isKept(path, from: bytes) { throw OutputError(.isKept, path: path) }
  try writeFile(bytes, to: path, replace: replace, cancellation: cancellation)
}

/// Whether a file is no earlier output of the same kind, or one of a draw's folder.
func isKept(_ path: String, from bytes: [UInt8]) -> Bool {
  guard isRegularFile(at: path), linkTarget(at: path) == nil else { return false }
  if isRegularFile(at: "\(OutputPlace(path).folder)/record.json") { return true }
  let start = beginning(of: bytes)
  let found = firstBytes(of: path, count: start.count + 4)
  return !found.isEmpty && beginning(of: found) != start
}

/// What tells one kind of output from another: the start of a page, or a table's first two columns;
/// those behind them may depend on what was compared.
private func beginning(of bytes: [UInt8]) -> [UInt8] {
  let line = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  let cells = line.prefix { $0 != 0x0A && $0 != 0x0D }.split(
    separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
  return Array(cells.prefix(2).joined(separator: [UInt8(ascii: ",")]))
}
